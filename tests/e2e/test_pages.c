/* Pages and files of a project, written at both ends while one was offline: merged by paragraph, or asked about; bytes arrive whole. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "lib/two.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/conflict.h"
#include "twinline/records/draft.h"
#include "twinline/records/upload.h"

static const char text_before[] = "Monday: rain.\n\nTuesday: fog.\n\nWednesday: sun.";

/* A project that both found, and its account here. */
struct space { struct two *t; char *id; int64_t account; };

static struct space open_space(struct two *t)
{
	struct space x = { .t = t };
	const char *people[] = { t->pair.reading.person, t->pair.reading.correspondent, NULL };
	struct account a;
	struct store s;

	world_portal_store(t->pair.world, &s);
	x.id = deeds_write_project(&s, "River", people);
	store_close(&s);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_true(account_by_id(&t->s, x.id, &a));
	x.account = a.local;
	account_release(&a);
	return x;
}

/* --- the friend's side --- */

static struct json *friend_calls(const struct space *x, const char *type, const char *verb, struct json *arguments)
{
	char *method = xasprintf("%s/%s", type, verb);
	struct json *answer;

	json_set_string(arguments, "accountId", x->id);
	answer = portal_client_call(&x->t->pair.reading, method, arguments);
	free(method);
	return answer;
}

static void friend_changes(const struct space *x, const char *id, const char *text)
{
	struct json *arguments = json_new_object(), *answer;

	json_set_string(json_set(json_set(arguments, "update", json_new_object()), id, json_new_object()), "text", text);
	answer = friend_calls(x, "Page", "set", arguments);
	if (json_size(json_get(answer, "notUpdated")))
		fail_msg("%s", json_print(answer));
	json_free(answer);
}

/* The only record of a type that the friend sees; yours. */
static struct json *friend_sees(const struct space *x, const char *type)
{
	struct json *answer = friend_calls(x, type, "get", json_new_object());
	struct json *tree = json_copy(json_first(json_get(answer, "list")));

	assert_int_equal(json_size(json_get(answer, "list")), 1);
	json_free(answer);
	return tree;
}

static void expect_text(const struct space *x, const char *text)
{
	struct json *tree = friend_sees(x, "Page");

	assert_string_equal(json_get_text(tree, "text"), text);
	json_free(tree);
}

/* --- this side --- */

static int64_t make(const struct space *x, enum record_type_index type, struct json *object_taken)
{
	struct outbox_entry entry;
	int64_t local, record;

	assert_int_equal(db_begin(x->t->s.db, NULL), 0);
	local = outbox_create(&x->t->s, x->account, &record_types[type], object_taken, 0, NULL);
	assert_true(local > 0);
	assert_int_equal(db_commit(x->t->s.db, NULL), 0);
	assert_true(outbox_get(&x->t->s, local, &entry));
	record = entry.record;
	outbox_entry_release(&entry);
	json_free(object_taken);
	return record;
}

static int64_t make_page(const struct space *x, char id[RECORD_ID_LENGTH + 1])
{
	struct json *page = json_new_object();
	int64_t record;

	json_set_string(page, "title", "Weather");
	json_set_string(page, "text", text_before);
	record = make(x, TYPE_Page, page);
	assert_int_equal(two_sync(x->t), ERR_OK);
	assert_true(record_id(&x->t->s, record, id));
	return record;
}

/* As the form does: a draft that was begun with what stood here, and has become another text. The entry of the outbox. */
static int64_t write_in(const struct space *x, int64_t record, const char *text)
{
	struct record r;
	struct draft d = { .type = &record_types[TYPE_Page], .context = xstrdup("{}") };
	struct json *patch = json_new_object(), *base = json_new_object();
	int64_t entry;

	assert_true(record_by_local(&x->t->s, record, &r));
	d.rev = r.rev;
	json_set_string(base, "title", "Weather");
	json_set_string(base, "text", text_before);
	d.base = json_print(base);
	d.body = xstrdup(d.base);
	assert_int_equal(draft_save(&x->t->s, &d, NULL), 0);
	json_set_string(patch, "text", text);
	entry = draft_send_patch(&x->t->s, d.local, record, patch, 0, NULL);
	assert_true(entry > 0);
	json_free(patch);
	json_free(base);
	draft_release(&d);
	record_free(&r);
	return entry;
}

static void paragraphs_of_both_stand_in_it(void **state)
{
	struct space x = open_space(*state);
	char id[RECORD_ID_LENGTH + 1];
	int64_t record = make_page(&x, id), entry;

	/* Both write while neither knows of the other. */
	friend_changes(&x, id, "Monday: heavy rain.\n\nTuesday: fog.\n\nWednesday: sun.");
	entry = write_in(&x, record, "Monday: rain.\n\nTuesday: fog.\n\nWednesday: sun and wind.\n\nThursday: snow.");
	assert_true(two_sync_through(x.t, 3));
	assert_true(two_sync_through(x.t, 3));
	assert_int_equal(two_state(x.t, entry), OUTBOX_SENT);
	expect_text(&x, "Monday: heavy rain.\n\nTuesday: fog.\n\nWednesday: sun and wind.\n\nThursday: snow.");
	free(x.id);
}

static void the_same_paragraph_is_asked_about_and_nothing_is_lost(void **state)
{
	struct space x = open_space(*state);
	char id[RECORD_ID_LENGTH + 1];
	int64_t record = make_page(&x, id), entry;
	struct conflict_undo undo;
	struct conflict c;
	struct json *both = json_new_object();

	friend_changes(&x, id, "Monday: rain.\n\nTuesday: thick fog.\n\nWednesday: sun.");
	entry = write_in(&x, record, "Monday: rain.\n\nTuesday: no fog at all.\n\nWednesday: sun.");
	two_sync_through(x.t, 3);
	two_sync_through(x.t, 3);
	assert_int_equal(two_state(x.t, entry), OUTBOX_NEEDS_YOU);
	expect_text(&x, "Monday: rain.\n\nTuesday: thick fog.\n\nWednesday: sun.");
	assert_true(conflict_read(&x.t->s, entry, &c));
	json_set_string(both, "text", merge_choice_name(MERGE_BOTH));
	assert_int_equal(db_begin(x.t->s.db, NULL), 0);
	assert_true(conflict_settle(&x.t->s, &c, &(struct conflict_answer){ .choices = both }, &undo, NULL) >= 0);
	assert_int_equal(db_commit(x.t->s.db, NULL), 0);
	assert_true(two_sync_through(x.t, 3));
	expect_text(&x, "Monday: rain.\n\nTuesday: thick fog.\n\nTuesday: no fog at all.\n\nWednesday: sun.");
	conflict_undo_release(&undo);
	conflict_release(&c);
	json_free(both);
	free(x.id);
}

static struct json *file_of(const struct space *x, const char *bytes)
{
	struct json *file = upload_add(&x->t->s, x->account, "litres.csv", bytes, strlen(bytes), NULL);

	assert_non_null(file);
	return file;
}

/* The friend's file has these bytes, as its digest says. */
static void expect_bytes(const struct space *x, const char *bytes)
{
	struct json *seen = friend_sees(x, "Material");
	char base64[DIGEST_BASE64_SIZE];
	struct digest *d = digest_new();

	digest_add(d, bytes, strlen(bytes));
	digest_end(d, base64);
	assert_string_equal(json_get_text(seen, "digest"), base64);
	assert_string_equal(json_get_text(seen, "title"), "litres.csv");
	assert_string_equal(json_get_text(seen, "folder"), "measurements/week 5");
	assert_int_equal(json_get_integer(json_first(json_get(seen, "file")), "size", 0), strlen(bytes));
	json_free(seen);
}

/* And other bytes in their place: it keeps its name and its folder. */
static void a_file_goes_across_whole(void **state)
{
	static const char bytes[] = "week;litres\n1;3.1\n2;3.0\n", more[] = "week;litres\n1;3.1\n2;3.0\n3;2.9\n";
	struct space x = open_space(*state);
	struct json *material = json_new_object(), *patch = json_new_object();
	int64_t record;

	json_set_string(material, "title", "litres.csv");
	json_set_string(material, "folder", "measurements//week 5/");
	json_push(json_set(material, "file", json_new_array()), file_of(&x, bytes));
	record = make(&x, TYPE_Material, material);
	assert_true(two_sync_through(x.t, 3));
	assert_true(two_sync_through(x.t, 3));
	expect_bytes(&x, bytes);
	json_push(json_set(patch, "file", json_new_array()), file_of(&x, more));
	assert_int_equal(db_begin(x.t->s.db, NULL), 0);
	assert_true(outbox_update(&x.t->s, record, patch, NULL) > 0);
	assert_int_equal(db_commit(x.t->s.db, NULL), 0);
	json_free(patch);
	assert_true(two_sync_through(x.t, 3));
	assert_true(two_sync_through(x.t, 3));
	expect_bytes(&x, more);
	free(x.id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_of_both_stand_in_it),
		cmocka_unit_test(the_same_paragraph_is_asked_about_and_nothing_is_lost),
		cmocka_unit_test(a_file_goes_across_whole),
	};
	return cmocka_run_group_tests(tests, two_set_up, two_tear_down);
}
