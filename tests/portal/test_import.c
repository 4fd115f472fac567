/* A TwinSpace from one portal to another: whose it is there, what becomes of everybody else, and that it is done once. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/space.h"

static struct portal_fixture *f;
static char *space, *folder, *other; /* the project; its export; the second portal */

static void make(const struct teacher *t, const char *type, char **id, const char *members)
{
	struct deeds d = deeds_of(f, t, space, type);
	const char *refused = deeds_make(&d, id, "%s", members);
	if (refused)
		fail_msg("%s: %s", type, refused);
}

static void add_file(void)
{
	struct store s;
	struct account a;
	struct blob b = {0};
	portal_store(f, &s);
	assert_true(account_by_id(&s, space, &a));
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(blob_write(&s, a.local, f->ada.person, "text/plain", "3 litres", 8, clock_now(), &b, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	char *members = xasprintf("\"title\":\"flow.txt\",\"folder\":\"week 1\",\"file\":[{\"blobId\":\"%s\",\"name\":\"flow.txt\"}]", b.id);
	account_release(&a);
	blob_release(&b);
	store_close(&s);
	make(&f->ada, "Material", NULL, members);
	free(members);
}

static void fill_space(void)
{
	char *page, *post, *members;
	make(&f->ada, "Page", &page, "\"title\":\"Taps\",\"text\":\"# Rain\\nWho measures?\"");
	make(&f->ada, "Page", NULL, "\"title\":\"Plans\",\"state\":\"draft\"");
	make(&f->ben, "Page", NULL, "\"title\":\"For teachers\",\"readers\":\"staff\"");
	make(&f->ada, "Post", &post, "\"place\":\"forum\",\"title\":\"Which tap?\",\"text\":\"Ours drips.\"");
	members = xasprintf("\"place\":\"forum\",\"parent\":\"%s\",\"title\":\"Kitchen\",\"text\":\"The cold one.\"", post);
	make(&f->ben, "Post", NULL, members);
	free(members);
	members = xasprintf("\"place\":\"comment\",\"aboutType\":\"Page\",\"aboutId\":\"%s\",\"text\":\"We do.\"", page);
	make(&f->eva, "Post", NULL, members);
	free(members);
	make(&f->ben, "Post", NULL, "\"place\":\"bulletin\",\"title\":\"Call\",\"text\":\"On Friday\"");
	make(&f->ada, "Activity", NULL, "\"title\":\"Measure\",\"steps\":\"One\\nTwo\"");
	add_file();
	free(post);
	free(page);
}

/* As a member would take it along. */
static void export_space(void)
{
	struct store s;
	struct account a;
	struct space sp;
	struct err e = {0};
	struct onlooker who = {.role = ROLE_FOUNDER, .person = f->ada.person};
	portal_store(f, &s);
	assert_true(account_by_id(&s, space, &a));
	assert_int_equal(space_read(&s, a.local, &who, &sp, &e), 0);
	struct folder *out = folder_new(folder, &e);
	assert_int_equal(space_write(&sp, out, "", &e), 0);
	assert_int_equal(folder_close(out, &e), 0);
	folder_free(out);
	space_release(&sp);
	account_release(&a);
	store_close(&s);
}

static void add_person(const char *name, const char *card, const char *country)
{
	const char *words[] = {"user", "add", other, name, "--as", card, "--country", country, NULL};
	assert_int_equal(portal_fixture_run(words, "password of somebody\n", NULL), 0);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	space = deeds_project(f, "Water", &f->ada, &f->ben, &f->eva, NULL);
	folder = xasprintf("%s/water", f->dir);
	fill_space();
	export_space();
	return 0;
}

static int end(void **state)
{
	free(space);
	free(folder);
	return portal_fixture_stop(state);
}

/* A second portal with two people: one who was in the project, under another name to sign in, and one who was not. */
static int new_portal(void **state)
{
	(void)state;
	other = xasprintf("%s/other", f->dir);
	if (file_remove_tree(other, NULL) != 0)
		return -1;
	const char *words[] = {"init", other, NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	struct json *card = NULL;
	struct deeds people = deeds_of(f, &f->ada, f->ada.directory, "Person");
	card = deeds_get(&people, f->ada.person);
	add_person("newada", json_get_text(card, "name"), "GR");
	add_person("olga", "Olga Other", "LV");
	json_free(card);
	return 0;
}

static int forget_portal(void **state)
{
	(void)state;
	free(other);
	return 0;
}

static int import(const char *more, const char *as, char **said)
{
	const char *words[] = {"import", other, folder, more, as, more && as ? "--as" : NULL, "olga", NULL};
	return portal_fixture_run(words, NULL, said);
}

static void open_other(struct store *s)
{
	char *path = xasprintf("%s/portal.db", other);
	assert_int_equal(store_open(s, path, STORE_PORTAL, 0, NULL), 0);
	free(path);
}

/* The project's account there; 0: none. */
static int64_t other_account(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM account WHERE kind = ?1");
	db_bind_int(stmt, 1, ACCOUNT_PROJECT);
	int64_t local = db_step(stmt, NULL) == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return local;
}

static int count_records(struct store *s)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(*) FROM record WHERE account = ?1");
	db_bind_int(stmt, 1, other_account(s));
	int count = db_step(stmt, NULL) == 1 ? (int)db_int(stmt, 0) : -1;
	db_reset(stmt);
	return count;
}

/* The body of the record of a type with that title; its audience into audience. Yours. */
static struct json *find_titled(struct store *s, enum record_type_index type, const char *title, unsigned *audience)
{
	const struct record_filter is = {.field = "title", .equals = title};
	struct record_query q = {.account = other_account(s), .type = &record_types[type], .filters = &is, .filter_count = 1, .limit = 1};
	struct record r = {0};
	int64_t local = 0;
	assert_int_equal(record_list(s, &q, &local, NULL, NULL, NULL), 1);
	assert_true(record_by_local(s, local, &r));
	struct json *body = json_parse_own(r.body);
	if (audience)
		*audience = r.audience;
	record_free(&r);
	return body;
}

static void it_is_theirs_who_have_accounts_here(void **state)
{
	struct store s;
	struct json *body;
	char *said;
	(void)state;
	assert_int_equal(import("--as", "newada", &said), 0);
	const char *check[] = {"check", other, NULL};
	assert_int_equal(portal_fixture_run(check, NULL, NULL), 0);
	open_other(&s);
	body = find_titled(&s, TYPE_Project, "Water", NULL);
	assert_string_equal(json_get_text(body, "state"), "closed");
	assert_int_equal(json_size(json_get(body, "founders")), 1);
	assert_int_equal(json_get_integer(body, "members", 0), 2);
	json_free(body);
	body = find_titled(&s, TYPE_Page, "Taps", NULL);
	const char *person = json_get_text(json_get(body, "author"), "id");
	assert_non_null(person);
	assert_string_not_equal(person, f->ada.person);
	assert_int_equal(member_role(&s, other_account(&s), person), ROLE_FOUNDER);
	json_free(body);
	body = find_titled(&s, TYPE_Page, "For teachers", NULL);
	assert_null(json_get(json_get(body, "author"), "id"));
	assert_non_null(json_get_text(json_get(body, "author"), "name"));
	json_free(body);
	store_close(&s);
	free(said);
}

/* What only teachers read there, only teachers read here; a comment stands where it stood. */
static void nobody_sees_more_than_there(void **state)
{
	struct store s;
	unsigned audience;
	(void)state;
	assert_int_equal(import("--as", "newada", NULL), 0);
	open_other(&s);
	json_free(find_titled(&s, TYPE_Page, "For teachers", &audience));
	assert_int_equal(audience, AUDIENCE_STAFF);
	json_free(find_titled(&s, TYPE_Page, "Plans", &audience));
	assert_int_equal(audience, AUDIENCE_EDITORS);
	json_free(find_titled(&s, TYPE_Post, "Call", &audience));
	assert_int_equal(audience, AUDIENCE_STAFF);
	json_free(find_titled(&s, TYPE_Post, "Kitchen", &audience));
	assert_int_equal(audience, AUDIENCE_MEMBERS);
	store_close(&s);
}

/* Somebody has to have it: who forgets to say who is told how, and nothing is there that nobody can see. */
static void it_is_somebodys(void **state)
{
	(void)state;
	char *said = NULL;
	struct store s;
	assert_int_equal(import(NULL, NULL, &said), 2);
	assert_non_null(strstr(said, "Usage: twinline-portal import DIR FOLDER --as NAME"));
	open_other(&s);
	assert_int_equal(other_account(&s), 0);
	store_close(&s);
	free(said);
}

static void again_changes_nothing(void **state)
{
	struct store s;
	char *said;
	int before;
	(void)state;
	assert_int_equal(import("--as", "newada", NULL), 0);
	open_other(&s);
	before = count_records(&s);
	store_close(&s);
	assert_int_equal(import(NULL, NULL, &said), 0);
	assert_non_null(strstr(said, "0 records and 0 files are new"));
	open_other(&s);
	assert_int_equal(count_records(&s), before);
	store_close(&s);
	free(said);
}

static void what_was_changed_since_is_told(void **state)
{
	struct store s;
	struct record r = {0};
	char *said;
	int64_t local = 0;
	(void)state;
	assert_int_equal(import("--as", "newada", NULL), 0);
	assert_int_equal(import("--compare", NULL, &said), 0);
	assert_string_equal(said, "");
	free(said);
	open_other(&s);
	struct record_query q = {.account = other_account(&s), .type = &record_types[TYPE_Activity], .limit = 1};
	assert_int_equal(record_list(&s, &q, &local, NULL, NULL, NULL), 1);
	assert_true(record_by_local(&s, local, &r));
	free(r.body);
	r.body = xstrdup("{\"title\":\"Another\"}");
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	record_free(&r);
	store_close(&s);
	assert_int_equal(import("--compare", NULL, &said), 3);
	assert_true(starts_with(said, "Activity "));
	free(said);
}

/* A file that is not as it was exported is not taken, and put right it is. */
static void a_damaged_folder_is_refused(void **state)
{
	struct err e = {0};
	struct store s;
	char *path = xasprintf("%s/materials/week-1/flow.txt", folder), *said;
	(void)state;
	assert_int_equal(file_write(path, "9 litres", 8, 0600, &e), 0);
	assert_int_equal(import("--as", "newada", &said), 1);
	assert_non_null(strstr(said, "is not as it was exported"));
	open_other(&s);
	assert_int_equal(count_records(&s), 0);
	store_close(&s);
	assert_int_equal(file_write(path, "3 litres", 8, 0600, &e), 0);
	assert_int_equal(import(NULL, NULL, NULL), 0);
	free(said);
	free(path);
}

static void whoever_is_not_here_cannot_be_named(void **state)
{
	char *said;
	(void)state;
	assert_int_equal(import("--as", "nobody", &said), 1);
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_is_somebodys, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(it_is_theirs_who_have_accounts_here, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(nobody_sees_more_than_there, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(again_changes_nothing, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(what_was_changed_since_is_told, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(a_damaged_folder_is_refused, new_portal, forget_portal),
		cmocka_unit_test_setup_teardown(whoever_is_not_here_cannot_be_named, new_portal, forget_portal),
	};
	return cmocka_run_group_tests(tests, start, end);
}
