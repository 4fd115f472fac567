/* Pages, activities and materials of a TwinSpace: who may do what to whose, who sees it, and what the world sees of it. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/schema/access.h"

static struct portal_fixture *f;
static struct teacher mia, guest; /* mia has whatever role is looked at; ada and ben found, eva is a teacher */
static char *space;

/* What is asked of mia, each with another record that eva made, and with one of her own. */
enum act { ADD, CHANGE, OWN, ORDER, TAKE, ACT_COUNT };
static const char *const acts[] = {"add", "change", "change one's own", "order", "take away"};

static struct deeds in(const struct teacher *t, const char *type)
{
	return deeds_of(f, t, space, type);
}

/* A file that t has put there: its id. Static. */
static const char *upload(const struct teacher *t, const char *text)
{
	static struct blob b;
	struct store s;
	struct account a;
	portal_store(f, &s);
	assert_true(account_by_id(&s, space, &a));
	assert_int_equal(db_begin(s.db, NULL), 0);
	b = (struct blob){0};
	assert_int_equal(blob_write(&s, a.local, t->person, "text/plain", text, strlen(text), clock_now(), &b, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&a);
	store_close(&s);
	free(b.type);
	free(b.uploader);
	return b.id;
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "mia", "FI", false, &mia);
	guest = (struct teacher){.bearer = xstrdup(""), .directory = xstrdup(f->ada.directory)};
	space = deeds_project(f, "Water", &f->ada, &f->ben, &f->eva, &mia, NULL);
	return 0;
}

static int end(void **state)
{
	free(space);
	teacher_release(&mia);
	teacher_release(&guest);
	return portal_fixture_stop(state);
}

/* --- rights --- */

/* One record of a type by t, with more members, each after a comma: NULL or its error. */
static const char *make(const struct teacher *t, const char *type, const char *more, char **id)
{
	struct deeds d = in(t, type);
	if (text_equal(type, "Material"))
		return deeds_make(&d, id, "\"title\":\"a.txt\",\"file\":[{\"blobId\":\"%s\",\"name\":\"a.txt\"}]%s", upload(t, "water"), more);
	return deeds_make(&d, id, "\"title\":\"A\"%s", more);
}

static const char *do_act(enum act act, const char *type)
{
	static char said[100];
	struct deeds hers = in(&mia, type), evas = in(&f->eva, type);
	char *own = NULL, *other = NULL;
	const char *outcome = act == ADD || act == OWN ? make(&mia, type, "", &own) : make(&f->eva, type, "", &other);
	if (!outcome && act == OWN)
		outcome = deeds_change(&hers, own, "\"title\":\"B.txt\"");
	else if (!outcome && act == CHANGE)
		outcome = deeds_change(&hers, other, "\"title\":\"B.txt\"");
	else if (!outcome && act == ORDER)
		outcome = deeds_change(&hers, other, "\"%s\":%s", text_equal(type, "Material") ? "folder" : "position",
		                       text_equal(type, "Material") ? "\"x\"" : "7");
	else if (!outcome && act == TAKE)
		outcome = deeds_end(&hers, other);
	if (outcome)
		snprintf(said, sizeof said, "%s", outcome);
	if (own)
		assert_null(deeds_end(&hers, own));
	if (other && deeds_end(&evas, other))
		assert_int_equal(act, TAKE);
	free(own);
	free(other);
	return outcome ? said : NULL;
}

/* y: done, n: refused for the role; in the order of enum act. */
static const struct { enum role role; const char *page, *activity, *material; } rights[] = {
	{ROLE_PUPIL, "nnnnn", "nnnnn", "ynynn"},
	{ROLE_PUPIL_ADMINISTRATOR, "ynynn", "nnnnn", "ynynn"},
	{ROLE_OBSERVER, "nnnnn", "nnnnn", "ynynn"},
	{ROLE_EXPERT, "yyyyy", "yyyyy", "yyyyy"},
	{ROLE_TEACHER, "yyynn", "ynynn", "ynynn"},
	{ROLE_ADMINISTRATOR, "yyyyy", "yyyyy", "yyyyy"},
	{ROLE_FOUNDER, "yyyyy", "yyyyy", "yyyyy"},
};

static void test_rights_of_each_role(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rights); i++) {
		const struct { const char *type, *may; } rows[] = {
			{"Page", rights[i].page}, {"Activity", rights[i].activity}, {"Material", rights[i].material},
		};
		deeds_set_role(f, space, &mia, rights[i].role);
		for (size_t k = 0; k < ARRAY_SIZE(rows); k++)
			for (enum act act = ADD; act < ACT_COUNT; act++) {
				const char *said = do_act(act, rows[k].type);
				if (!text_equal(said, rows[k].may[act] == 'y' ? NULL : "role"))
					fail_msg("%s, %s %s: %s", access_role_name(rights[i].role), acts[act], rows[k].type, said ? said : "done");
			}
	}
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
}

static void test_a_page_is_open_to_whom_it_says(void **state)
{
	(void)state;
	static const struct { const char *writers; enum role role; const char *said; } rows[] = {
		{"author", ROLE_TEACHER, "role"}, {"staff", ROLE_TEACHER, NULL}, {"members", ROLE_TEACHER, NULL},
		{"author", ROLE_PUPIL_ADMINISTRATOR, "role"}, {"staff", ROLE_PUPIL_ADMINISTRATOR, "role"},
		{"members", ROLE_PUPIL_ADMINISTRATOR, NULL}, {"members", ROLE_PUPIL, "role"}, {"author", ROLE_FOUNDER, NULL},
	};
	struct deeds evas = in(&f->eva, "Page"), hers = in(&mia, "Page");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *id = NULL;
		deeds_set_role(f, space, &mia, rows[i].role);
		assert_null(deeds_make(&evas, &id, "\"title\":\"A\",\"writers\":\"%s\"", rows[i].writers));
		assert_true(text_equal(deeds_change(&hers, id, "\"text\":\"B\""), rows[i].said));
		assert_true(deeds_says(deeds_get(&hers, id), "changedBy", rows[i].said ? f->eva.person : mia.person));
		/* What is no writer's alone. */
		if (rows[i].role < ROLE_ADMINISTRATOR)
			assert_string_equal(deeds_change(&hers, id, "\"writers\":\"members\",\"state\":\"draft\""), "role");
		assert_null(deeds_end(&evas, id));
		free(id);
	}
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
}

/* --- audiences --- */

static void test_who_sees_what(void **state)
{
	(void)state;
	static const struct { const char *more; bool pupil, administrator, expert, teacher; } rows[] = {
		{"", true, true, true, true},
		{",\"readers\":\"public\"", true, true, true, true},
		{",\"state\":\"draft\"", false, true, true, true},
		{",\"readers\":\"staff\"", false, false, false, true},
		{",\"state\":\"draft\",\"readers\":\"staff\"", false, false, false, true},
	};
	struct deeds evas = in(&f->eva, "Page"), hers = in(&mia, "Page");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct { enum role role; bool sees; } who[] = {
			{ROLE_PUPIL, rows[i].pupil}, {ROLE_PUPIL_ADMINISTRATOR, rows[i].administrator}, {ROLE_OBSERVER, rows[i].pupil},
			{ROLE_EXPERT, rows[i].expert}, {ROLE_TEACHER, rows[i].teacher},
		};
		char *id = NULL;
		assert_null(make(&f->eva, "Page", rows[i].more, &id));
		for (size_t k = 0; k < ARRAY_SIZE(who); k++) {
			deeds_set_role(f, space, &mia, who[k].role);
			struct json *seen = deeds_get(&hers, id);
			assert_true((seen != NULL) == who[k].sees);
			assert_int_equal(deeds_count(&hers, "%s", ""), who[k].sees);
			json_free(seen);
		}
		assert_null(deeds_end(&evas, id));
		free(id);
	}
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
}

static void test_nobody_hides_what_they_write_from_themselves(void **state)
{
	(void)state;
	static const struct { enum role role; const char *readers, *said; } rows[] = {
		{ROLE_PUPIL_ADMINISTRATOR, "staff", "role"}, {ROLE_PUPIL_ADMINISTRATOR, "public", "role"},
		{ROLE_EXPERT, "staff", "role"}, {ROLE_EXPERT, "public", NULL}, {ROLE_TEACHER, "staff", NULL},
	};
	struct deeds adas = in(&f->ada, "Page");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *more = xasprintf(",\"readers\":\"%s\"", rows[i].readers), *id = NULL;
		deeds_set_role(f, space, &mia, rows[i].role);
		assert_true(text_equal(make(&mia, "Page", more, &id), rows[i].said));
		if (id)
			assert_null(deeds_end(&adas, id));
		free(more);
		free(id);
	}
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
}

static void test_narrowing_takes_it_from_who_had_it(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Page"), hers = in(&mia, "Page");
	char *id = NULL;
	deeds_set_role(f, space, &mia, ROLE_PUPIL);
	assert_null(make(&f->eva, "Page", "", &id));
	struct json *before = portal_call(f, &mia, "Page/get", "{\"accountId\":\"%s\",\"ids\":[]}", space);
	assert_null(deeds_change(&evas, id, "\"readers\":\"staff\""));
	struct json *changes = portal_call(f, &mia, "Page/changes", "{\"accountId\":\"%s\",\"sinceState\":\"%s\"}", space,
	                                   json_get_text(before, "state"));
	assert_string_equal(json_text(json_first(json_get(changes, "destroyed"))), id);
	assert_null(deeds_get(&hers, id));
	json_free(before);
	json_free(changes);
	assert_null(deeds_end(&evas, id));
	free(id);
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
}

/* --- no update is lost, and places commute --- */

static void test_who_saw_an_older_one_is_told(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Page"), hers = in(&mia, "Page");
	char *id = NULL;
	assert_null(make(&f->eva, "Page", ",\"text\":\"one\"", &id));
	struct json *seen = deeds_get(&hers, id);
	long long rev = (long long)json_get_integer(seen, "rev", 0);
	json_free(seen);
	assert_null(deeds_change(&evas, id, "\"position\":5,\"rev\":%lld", rev));
	struct json *placed = deeds_get(&hers, id);
	assert_int_equal(json_get_integer(placed, "rev", 0), rev);
	json_free(placed);
	assert_null(deeds_change(&evas, id, "\"text\":\"two\",\"rev\":%lld", rev));
	assert_string_equal(deeds_change(&hers, id, "\"text\":\"three\",\"rev\":%lld", rev), "rev: conflict");
	assert_true(deeds_says(deeds_get(&hers, id), "text", "two"));
	assert_null(deeds_end(&evas, id));
	free(id);
}

/* --- the world --- */

static void show_project(bool shown, const char *state)
{
	struct deeds project = in(&f->ada, "Project");
	assert_null(deeds_change(&project, space, "\"shown\":%s,\"state\":\"%s\"", shown ? "true" : "false", state));
}

static int public_pages(void)
{
	struct deeds d = deeds_of(f, &guest, guest.directory, "Page");
	return deeds_count(&d, "\"project\":\"%s\"", space);
}

static void test_guests_read_what_is_public(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Page"), world = deeds_of(f, &guest, guest.directory, "Page");
	struct deeds directory = deeds_of(f, &f->eva, f->eva.directory, "Page");
	char *id = NULL, *inside = NULL;
	assert_null(make(&f->eva, "Page", ",\"readers\":\"public\",\"text\":\"Everybody.\"", &id));
	assert_null(make(&f->eva, "Page", "", &inside));
	assert_int_equal(public_pages(), 0);
	show_project(true, "active");
	assert_int_equal(public_pages(), 1);
	struct json *copy = deeds_get(&world, id);
	assert_string_equal(json_get_text(copy, "text"), "Everybody.");
	assert_string_equal(json_get_text(json_get(copy, "project"), "name"), "Water");
	assert_null(json_get(copy, "author"));
	assert_null(json_get(copy, "changedBy"));
	json_free(copy);
	assert_null(deeds_get(&world, inside));
	assert_string_equal(deeds_change(&directory, id, "\"text\":\"mine\""), "forbidden");
	assert_string_equal(deeds_end(&directory, id), "forbidden");
	assert_string_equal(deeds_make(&directory, NULL, "\"title\":\"mine\""), "forbidden");
	assert_null(deeds_change(&evas, id, "\"text\":\"Changed.\""));
	assert_true(deeds_says(deeds_get(&world, id), "text", "Changed."));
	static const char *const narrower[] = {"\"state\":\"draft\"", "\"readers\":\"members\"", "\"readers\":\"staff\""};
	for (size_t i = 0; i < ARRAY_SIZE(narrower); i++) {
		assert_null(deeds_change(&evas, id, "%s", narrower[i]));
		assert_int_equal(public_pages(), 0);
		assert_null(deeds_change(&evas, id, "\"state\":\"published\",\"readers\":\"public\""));
		assert_int_equal(public_pages(), 1);
	}
	show_project(true, "closed");
	assert_int_equal(public_pages(), 1);
	assert_string_equal(deeds_change(&evas, id, "\"text\":\"late\""), "notInState");
	show_project(false, "closed");
	assert_int_equal(public_pages(), 0);
	show_project(true, "active");
	assert_int_equal(public_pages(), 1);
	assert_null(deeds_end(&evas, id));
	assert_null(deeds_end(&evas, inside));
	assert_int_equal(public_pages(), 0);
	show_project(false, "active");
	free(id);
	free(inside);
}

/* What guests read of something names the file that belongs to it. */
static void names_its_file(const struct deeds *world, const char *id, const char *blob)
{
	struct json *copy = deeds_get(world, id);
	assert_string_equal(json_get_text(json_first(json_get(copy, "files")), "blobId"), blob);
	assert_string_equal(json_get_text(json_first(json_get(copy, "files")), "name"), "a.txt");
	json_free(copy);
}

/* Its files are, too, by the copy alone: no other file of the project, none any more once it is not public. */
static void test_guests_fetch_the_files_of_what_is_public(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Page"), world = deeds_of(f, &guest, guest.directory, "Page");
	char *shown = xstrdup(upload(&f->eva, "For everybody.")), *other = xstrdup(upload(&f->eva, "For us.")), *id = NULL, *inside = NULL;
	char *files = xasprintf(",\"readers\":\"public\",\"files\":[{\"blobId\":\"%s\",\"name\":\"a.txt\"}]", shown);
	char *hidden = xasprintf(",\"files\":[{\"blobId\":\"%s\",\"name\":\"b.txt\"}]", other);
	assert_null(make(&f->eva, "Page", files, &id));
	assert_null(make(&f->eva, "Page", hidden, &inside));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	show_project(true, "active");
	names_its_file(&world, id, shown);
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 200);
	assert_int_equal(portal_download_status(f, &guest, guest.directory, other), 404);
	assert_int_equal(portal_download_status(f, &guest, space, shown), 404);
	assert_int_equal(portal_download_status(f, &guest, space, other), 404);
	assert_null(deeds_change(&evas, id, "\"readers\":\"members\""));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	assert_int_equal(portal_download_status(f, &f->eva, f->eva.directory, shown), 404);
	assert_int_equal(portal_download_status(f, &f->eva, space, shown), 200);
	assert_null(deeds_change(&evas, id, "\"readers\":\"public\""));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 200);
	assert_null(deeds_change(&evas, id, "\"files\":[]"));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	assert_null(deeds_end(&evas, id));
	assert_null(deeds_end(&evas, inside));
	show_project(false, "active");
	free(hidden);
	free(files);
	free(shown);
	free(other);
	free(id);
	free(inside);
}

/* The journal is for everybody, and so is what belongs to its entries; a word inside is not. */
static void test_guests_fetch_the_files_of_the_journal(void **state)
{
	(void)state;
	struct deeds posts = in(&f->eva, "Post"), world = deeds_of(f, &guest, guest.directory, "Post");
	char *shown = xstrdup(upload(&f->eva, "For everybody.")), *other = xstrdup(upload(&f->eva, "For us.")), *entry = NULL, *inside = NULL;
	assert_null(deeds_make(&posts, &entry, "\"place\":\"journal\",\"text\":\"x\",\"files\":[{\"blobId\":\"%s\",\"name\":\"a.txt\"}]", shown));
	assert_null(deeds_make(&posts, &inside, "\"place\":\"update\",\"text\":\"x\",\"files\":[{\"blobId\":\"%s\",\"name\":\"b.txt\"}]", other));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	show_project(true, "active");
	names_its_file(&world, entry, shown);
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 200);
	assert_int_equal(portal_download_status(f, &guest, guest.directory, other), 404);
	assert_int_equal(portal_download_status(f, &guest, space, shown), 404);
	assert_null(deeds_change(&posts, entry, "\"files\":[]"));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	assert_null(deeds_change(&posts, entry, "\"files\":[{\"blobId\":\"%s\",\"name\":\"a.txt\"}]", shown));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 200);
	assert_null(deeds_end(&posts, entry));
	assert_int_equal(portal_download_status(f, &guest, guest.directory, shown), 404);
	assert_null(deeds_end(&posts, inside));
	show_project(false, "active");
	free(shown);
	free(other);
	free(entry);
	free(inside);
}

/* --- activities --- */

static void test_activities_and_their_steps(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Activity"), hers = in(&mia, "Activity"), steps = in(&mia, "StepDone");
	char *id = NULL, *done = NULL, *again = NULL;
	assert_null(make(&f->eva, "Activity", ",\"due\":\"2030-01-02\",\"begins\":\"2030-01-01\",\"steps\":\"Measure\\n  Write down \"", &id));
	assert_null(deeds_change(&hers, id, "\"state\":\"done\""));
	assert_true(deeds_says(deeds_get(&hers, id), "doneBy", mia.person));
	assert_null(deeds_change(&hers, id, "\"state\":\"open\""));
	assert_true(deeds_says(deeds_get(&hers, id), "doneBy", NULL));
	assert_string_equal(deeds_change(&evas, id, "\"due\":\"2029-01-01\""), "due: outOfRange");
	assert_string_equal(deeds_change(&evas, id, "\"people\":[{\"id\":\"azzzzzzz\"}]"), "people: noSuchReference");
	assert_null(deeds_change(&evas, id, "\"people\":[{\"id\":\"%s\"}]", f->ben.person));
	deeds_set_role(f, space, &mia, ROLE_PUPIL);
	assert_null(deeds_make(&steps, &done, "\"activity\":\"%s\",\"step\":\"Write down\"", id));
	assert_null(deeds_make(&steps, &again, "\"activity\":\"%s\",\"step\":\"Write down\"", id));
	assert_string_equal(done, again);
	assert_string_equal(deeds_make(&steps, NULL, "\"activity\":\"%s\",\"step\":\"Sleep\"", id), "step: noSuchReference");
	struct deeds others = in(&f->eva, "StepDone"), founders = in(&f->ben, "StepDone");
	assert_string_equal(deeds_end(&others, done), "role");
	assert_true(deeds_says(deeds_get(&founders, done), "person", mia.person));
	/* Whoever does not see the activity does not see its steps. */
	assert_null(deeds_change(&evas, id, "\"readers\":\"staff\""));
	assert_int_equal(deeds_count(&steps, "%s", ""), 0);
	assert_string_equal(deeds_make(&steps, NULL, "\"activity\":\"%s\",\"step\":\"Measure\"", id), "activity: noSuchReference");
	assert_null(deeds_change(&evas, id, "\"readers\":\"members\""));
	assert_int_equal(deeds_count(&steps, "%s", ""), 1);
	assert_null(deeds_end(&evas, id));
	assert_int_equal(deeds_count(&steps, "%s", ""), 0);
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
	free(id);
	free(done);
	free(again);
}

/* --- materials --- */

static void test_materials_lie_in_folders(void **state)
{
	(void)state;
	static const struct { const char *folder, *is, *said; } rows[] = {
		{"photos/week 2", "photos/week 2", NULL}, {"/photos//week 2/", "photos/week 2", NULL}, {" a / b ", "a/b", NULL},
		{"./a/.", "a", NULL}, {"/", NULL, NULL}, {"../a", NULL, "folder: wrongFormat"}, {"a/ .. /b", NULL, "folder: wrongFormat"},
		{"1/2/3/4/5/6/7/8/9", NULL, "folder: wrongFormat"},
	};
	struct deeds evas = in(&f->eva, "Material");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *more = xasprintf(",\"folder\":\"%s\"", rows[i].folder), *id = NULL;
		assert_true(text_equal(make(&f->eva, "Material", more, &id), rows[i].said));
		if (id) {
			assert_true(deeds_says(deeds_get(&evas, id), "folder", rows[i].is));
			assert_null(deeds_end(&evas, id));
		}
		free(more);
		free(id);
	}
	assert_string_equal(deeds_make(&evas, NULL, "\"title\":\"../a\",\"file\":[{\"blobId\":\"%s\",\"name\":\"a\"}]", upload(&f->eva, "x")),
	                    "title: wrongFormat");
}

static void test_a_digest_is_the_portals(void **state)
{
	(void)state;
	struct deeds evas = in(&f->eva, "Material"), hers = in(&mia, "Material");
	char *id = NULL, base64[DIGEST_BASE64_SIZE];
	assert_null(make(&f->eva, "Material", "", &id));
	struct digest *d = digest_new();
	digest_add(d, "water", strlen("water"));
	digest_end(d, base64);
	assert_true(deeds_says(deeds_get(&evas, id), "digest", base64));
	assert_null(deeds_change(&evas, id, "\"file\":[{\"blobId\":\"%s\",\"name\":\"b.txt\"}]", upload(&f->eva, "other")));
	assert_false(deeds_says(deeds_get(&evas, id), "digest", base64));
	/* What somebody else has put there and nothing names is not hers to show. */
	assert_string_equal(deeds_make(&hers, NULL, "\"title\":\"b\",\"file\":[{\"blobId\":\"%s\",\"name\":\"b\"}]", upload(&f->eva, "secret")),
	                    "file: noSuchReference");
	assert_null(deeds_end(&evas, id));
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_rights_of_each_role, portal_fixture_is_sound),
		cmocka_unit_test(test_a_page_is_open_to_whom_it_says),
		cmocka_unit_test(test_who_sees_what),
		cmocka_unit_test(test_nobody_hides_what_they_write_from_themselves),
		cmocka_unit_test(test_narrowing_takes_it_from_who_had_it),
		cmocka_unit_test(test_who_saw_an_older_one_is_told),
		cmocka_unit_test_teardown(test_guests_read_what_is_public, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_guests_fetch_the_files_of_what_is_public, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_guests_fetch_the_files_of_the_journal, portal_fixture_is_sound),
		cmocka_unit_test(test_activities_and_their_steps),
		cmocka_unit_test(test_materials_lie_in_folders),
		cmocka_unit_test(test_a_digest_is_the_portals),
	};
	return cmocka_run_group_tests(tests, start, end);
}
