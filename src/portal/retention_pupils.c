/* Warning of the end of a pupil, and the end. */
#include "retention_pupils.h"

#include <stdlib.h>

#include "card.h"
#include "erase.h"
#include "names.h"
#include "pupils.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "user.h"

/* The record of a pupil, whether or not they are still in. */
static bool find_pupil(struct store *s, const char *person, struct record *r)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT local FROM pupil_index WHERE person = ?1");
	int64_t local = 0;
	db_bind_text(row, 1, person);
	if (db_step(row, NULL) == 1)
		local = db_int(row, 0);
	db_reset(row);
	*r = (struct record){0};
	return local && record_by_local(s, local, r);
}

/* --- the warning --- */

/* One that is unread says it again; else there is none. */
static bool find_told(struct store *s, int64_t account, const char *project, struct record *r)
{
	const struct record_filter told[] = {{.field = "kind", .equals = "pupilsEnding"}, {.field = "aboutId", .equals = project}};
	struct record_query q = {
		.account = account, .type = &record_types[TYPE_Notification], .filters = told, .filter_count = ARRAY_SIZE(told),
	};
	if (!record_first(s, &q, r))
		return false;
	struct json *body = json_parse_own(r->body);
	bool unread = !json_get_bool(json_get(body, "keywords"), "$seen", false);
	json_free(body);
	if (!unread)
		record_free(r);
	return unread;
}

static int tell(struct store *s, const char *teacher, const struct record *project, int64_t now, struct err *e)
{
	struct user u = {0};
	struct record r;
	char text[CLOCK_TEXT_SIZE];
	if (!user_by_person(s, teacher, &u))
		return 0;
	if (!find_told(s, u.account, project->id, &r))
		r = (struct record){
			.account = u.account, .type = &record_types[TYPE_Notification], .audience = record_types[TYPE_Notification].audience,
		};
	struct json *about = json_parse_own(project->body), *body = json_new_object();
	clock_format(now, text);
	json_set_string(body, "kind", "pupilsEnding");
	json_set_string(body, "aboutType", record_types[TYPE_Project].name);
	json_set_string(body, "aboutId", project->id);
	json_set_string(body, "title", json_get_text(about, "title"));
	json_set_string(body, "createdAt", text);
	free(r.body);
	r.body = json_print(body);
	int result = record_write(s, &r, true, e);
	record_free(&r);
	json_free(about);
	json_free(body);
	user_release(&u);
	return result;
}

static int tell_founders(struct store *s, const struct record *project, int64_t now, struct err *e)
{
	struct json *body = json_parse_own(project->body);
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "founders")); i && result == 0; i = json_next(i))
		if (member_role(s, project->account, json_get_text(i, "id")) != ROLE_COUNT)
			result = tell(s, json_get_text(i, "id"), project, now, e);
	json_free(body);
	return result;
}

int retention_warn_of_pupil(struct store *s, const char *person, int64_t now, struct err *e)
{
	struct record pupil, project = {0};
	int result = 0;
	if (!find_pupil(s, person, &pupil))
		return 0;
	struct json *body = json_parse_own(pupil.body);
	const char *teacher = json_get_text(json_get(body, "teacher"), "id");
	if (!card_project(s, pupil.account, &project))
		result = 0;
	else if (teacher && member_role(s, pupil.account, teacher) != ROLE_COUNT)
		result = tell(s, teacher, &project, now, e);
	else
		result = tell_founders(s, &project, now, e);
	json_free(body);
	record_free(&project);
	record_free(&pupil);
	return result;
}

/* --- the end --- */

int retention_erase_pupil(struct worker *w, const char *person, struct err *e)
{
	struct record pupil;
	struct locals found;
	if (!find_pupil(&w->reader, person, &pupil))
		return 0;
	int there = names_find(&w->reader, person, 0, &found, e), result = -1;
	worker_rest(w);
	struct store *s = worker_write(w);
	if (there == 0 && db_begin(s->db, e) == 0 && names_set(s, person, PARTY_ERASED, &found, e) == 0 &&
	    erase_pupil(s, pupil.account, person, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	record_free(&pupil);
	free(found.at);
	return result;
}
