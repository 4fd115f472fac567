/* Writing a case with its paper past the rules. */
#include "lib/desk_paper.h"

#include "lib/suite.h"

#include "../../src/portal/case.h"
#include "../../src/portal/desk.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"

void desk_paper_put(struct store *s, int64_t account, const char *person, const char *text, char id[])
{
	struct blob b = {0};
	assert_int_equal(blob_write(s, account, person, "text/html", text, strlen(text), clock_now(), &b, NULL), 0);
	memcpy(id, b.id, sizeof b.id);
	blob_release(&b);
}

char *desk_paper_plant(struct store *s, const char *country, const char *person, const char *text, char paper[])
{
	struct account desk;
	struct json *dossier = dossier_new(), *file = json_push(json_set(dossier, "files", json_new_array()), json_new_object());
	assert_int_equal(db_begin(s->db, NULL), 0);
	int64_t local = desk_of(s, country, NULL);
	assert_true(local > 0 && account_by_local(s, local, &desk));
	desk_paper_put(s, local, person, text, paper);
	json_set_string(file, "blobId", paper);
	json_set_string(file, "name", "badge.html");
	json_set_string(file, "type", "text/html");
	json_set_integer(file, "size", (int64_t)strlen(text));
	const struct case_new c = {.kind = "registration", .country = country, .title = "Ben", .person = person, .name = "Ben",
	                           .about = TYPE_Person, .id = person, .dossier = dossier};
	assert_int_equal(case_open(s, &c, NULL), 0);
	assert_int_equal(db_commit(s->db, NULL), 0);
	char *id = xstrdup(desk.id);
	account_release(&desk);
	return id;
}
