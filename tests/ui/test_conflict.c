/* A change at both ends in a terminal: the view of both versions, choosing, reading, sending, and taking that back. */
#include "lib/suite.h"

#include <string.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"
#include "twinline/records/conflict.h"
#include "twinline/records/record.h"
#include "twinline/schema/schema.h"

#define MUST(call) assert_true((call) >= 0)

#define FOUNDERS "'founders':[{'id':'paaaaaaa','name':'Ayşe Demir'},{'id':'pukruktt','name':'Олена Шевченко'}]"

static int64_t put(struct fixture *f, const char *type, const char *id, int rev, const char *members)
{
	char *body = xasprintf("{'id':'%s','rev':%d,%s}", id, rev, members);
	int64_t local = fixture_put(f, type, body);

	free(body);
	return local;
}

static int64_t change(struct fixture *f, int64_t record, const char *patch)
{
	struct json *tree = json_parse_own(patch);
	int64_t entry;

	assert_non_null(tree);
	MUST(db_begin(f->store.db, NULL));
	entry = outbox_update(&f->store, record, tree, NULL);
	MUST(entry);
	MUST(db_commit(f->store.db, NULL));
	json_free(tree);
	return entry;
}

/* Both founders have changed a project: a paragraph of its aims, its length, each also something alone. */
static struct fixture *both_changed(struct stage *s)
{
	static const char before[] = "'title':'Water diary','summary':'Pupils measure water.','begins':'2026-11-02',"
	                             "'languages':{'en':true},"
	                             "'aims':'Pupils learn to measure.\\n\\nThey compare tap, river and rain water.\\n\\n"
	                             "They write to each other.'," FOUNDERS;
	static const char theirs[] = "'title':'Water diary','summary':'Pupils measure and compare water.','begins':'2026-11-09',"
	                             "'languages':{'en':true,'uk':true},"
	                             "'aims':'Pupils learn to measure.\\n\\nThey compare river and rain water, because the tap water of "
	                             "Kharkiv is cut off on most days and nobody knows when it will be there.\\n\\n"
	                             "They write to each other.'," FOUNDERS;
	int64_t record;

	*s = stage_new();
	record = put(s->f, "Project", "jaaaaaab", 1, before);
	change(s->f, record, "{\"begins\":\"2026-11-16\",\"tools\":{\"chat\":true},"
	                     "\"aims\":\"Pupils learn to measure.\\n\\nThey compare tap, river, rain and sea water.\\n\\n"
	                     "They write to each other every week.\"}");
	put(s->f, "Project", "jaaaaaab", 2, theirs);
	return s->f;
}

static struct stage stage_conflict(int rows, int cols, const char *language)
{
	struct stage s;

	both_changed(&s);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_text(s.t, "Water"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_gone(s.t, "Home"));
	assert_true(terminal_wait_idle(s.t));
	return s;
}

/* The outbox holds one change, in that state, whose body has the text. */
static void expect_sent(struct fixture *f, const char *text, enum outbox_state state)
{
	int64_t *locals = NULL;
	struct outbox_entry entry = { 0 };

	assert_int_equal(outbox_list(&f->store, &locals, NULL), 1);
	assert_true(outbox_get(&f->store, locals[0], &entry));
	assert_int_equal(entry.state, state);
	if (!strstr(entry.body, text))
		fail_msg("%s", entry.body);
	outbox_entry_release(&entry);
	free(locals);
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_conflict(24, 80, NULL);

	(void)state;
	stage_looks(&s, "conflict-80", "conflict-40");
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = stage_conflict(24, 80, "el");

	(void)state;
	stage_looks(&s, "conflict-el-80", "conflict-el-40");
	stage_end(&s);
}

static void it_fits_everywhere(void **state)
{
	struct stage s = stage_conflict(24, 80, NULL);

	(void)state;
	stage_try_sizes(&s, "jjjv");
	stage_end(&s);
}

/* Enter chooses and goes on to the next field, then to Send; what was chosen is sent with what either end changed alone, once. */
static void choosing_sends_one_change(void **state)
{
	struct stage s = stage_conflict(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, -1, "Choose first: Aims."));
	terminal_send(s.t, "jj<Enter>"); /* both */
	assert_true(terminal_wait_text(s.t, "both    chosen"));
	terminal_send(s.t, "<Enter>"); /* mine */
	assert_true(terminal_wait_text(s.t, "> Send"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "As it would become: \"Water diary\""));
	assert_true(terminal_wait_text(s.t, "They write to each other every week."));
	terminal_send(s.t, "<Esc><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	expect_sent(s.f, "\"begins\":\"2026-11-16\"", OUTBOX_HELD);
	expect_sent(s.f, "nobody knows when it will be there.\\n\\nThey compare tap, river, rain and sea water.\\n\\nThey write",
	            OUTBOX_HELD);
	/* And back: both versions are there, and what was chosen is to be chosen again. */
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Changed at both ends: \"Water diary\""));
	expect_sent(s.f, "sea water", OUTBOX_NEEDS_YOU);
	stage_end(&s);
}

static void a_version_is_read_whole(void **state)
{
	struct stage s = stage_conflict(12, 40, NULL);

	(void)state;
	terminal_send(s.t, "ji");
	assert_true(terminal_wait_at(s.t, 0, "Theirs: \"Water diary\""));
	assert_true(terminal_wait_text(s.t, "Aims"));
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_text(s.t, "when it will be there."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Both changed: Water diary"));
	stage_end(&s);
}

/* What was chosen is kept while one is away; the outbox leads here too, and so does changing the record. */
static void choices_are_kept(void **state)
{
	struct stage s = stage_conflict(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Enter>q");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "0<Enter>");
	assert_true(terminal_wait_text(s.t, "mine    chosen"));
	stage_end(&s);
}

static void what_was_deleted_is_made_anew(void **state)
{
	struct stage s = stage_new();
	int64_t record = put(s.f, "Event", "eaaaaaab", 1, "'title':'Tales','kind':'webinar','town':'Bari',"
	                     "'time':{'start':'2026-11-20T16:00:00','timeZone':'Europe/Athens'}");

	(void)state;
	change(s.f, record, "{\"town\":\"Rome\"}");
	MUST(db_begin(s.f->store.db, NULL));
	MUST(record_forget(&s.f->store, s.f->account, &record_types[TYPE_Event], "eaaaaaab", NULL));
	MUST(db_commit(s.f->store.db, NULL));
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Tales: Gone there; Enter shows yours."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Deleted at the other end: \"Tales\""));
	stage_looks(&s, "conflict-deleted-80", "conflict-deleted-40");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	expect_sent(s.f, "\"town\":\"Rome\"", OUTBOX_HELD);
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Deleted there: Tales"));
	expect_sent(s.f, "\"town\":\"Rome\"", OUTBOX_NEEDS_YOU);
	stage_end(&s);
}

static void what_was_changed_is_not_deleted_unasked(void **state)
{
	struct stage s = stage_new();
	int64_t record = put(s.f, "SavedSearch", "saaaaaab", 1, "'title':'Water','type':'Person','filter':{'text':'water'}"), entry;

	(void)state;
	MUST(db_begin(s.f->store.db, NULL));
	entry = outbox_destroy(&s.f->store, record, NULL);
	MUST(entry);
	MUST(db_commit(s.f->store.db, NULL));
	put(s.f, "SavedSearch", "saaaaaab", 2, "'title':'Water','type':'Person','filter':{'text':'river'}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Water: Changed there; Enter shows how."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Changed before I deleted it: \"Water\""));
	assert_true(terminal_wait_text(s.t, "river"));
	assert_true(terminal_wait_text(s.t, "> theirs  keep it as it is there now"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "It stays as it is at the other end. u takes that back."));
	assert_int_equal(outbox_of_record(&s.f->store, record), 0);
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Changed before I deleted it: \"Water\""));
	stage_end(&s);
}

/* What cannot be made anew is read first, and let go only where one goes to that line. */
static void what_was_deleted_for_good_is_read_first(void **state)
{
	struct stage s = stage_new();
	int64_t record = put(s.f, "Project", "jaaaaaab", 1, "'title':'Water diary','aims':'Pupils learn to measure.'," FOUNDERS);
	struct record r;

	(void)state;
	change(s.f, record, "{\"aims\":\"Pupils measure.\"}");
	assert_true(record_by_local(&s.f->store, record, &r));
	MUST(db_begin(s.f->store.db, NULL));
	MUST(record_forget(&s.f->store, r.account, r.type, "jaaaaaab", NULL));
	MUST(db_commit(s.f->store.db, NULL));
	record_free(&r);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Water diary: Gone there; Enter shows yours."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> Whole"));
	assert_true(terminal_wait_gone(s.t, "make it anew"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "As I have it: \"Water diary\""));
	assert_true(terminal_wait_text(s.t, "Pupils measure."));
	stage_end(&s);
}

/* Changing the record leads to the choice first. */
static void the_record_leads_here(void **state)
{
	struct stage s = stage_new();
	const char *me = fixture_person(s.f, "Ayşe Demir");
	int64_t card = put(s.f, "Person", me, 1, "'name':'Ayşe Demir','country':'TR','classSize':20");

	(void)state;
	change(s.f, card, "{\"classSize\":24}");
	put(s.f, "Person", me, 2, "'name':'Ayşe Demir','country':'TR','classSize':26");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "6");
	assert_true(terminal_wait_at(s.t, 0, "Profile"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Changed at both ends: \"Ayşe Demir\""));
	assert_true(terminal_wait_text(s.t, "> mine            24"));
	assert_true(terminal_wait_text(s.t, "theirs          26"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(it_fits_everywhere),
		cmocka_unit_test(choosing_sends_one_change),
		cmocka_unit_test(a_version_is_read_whole),
		cmocka_unit_test(choices_are_kept),
		cmocka_unit_test(what_was_deleted_is_made_anew),
		cmocka_unit_test(what_was_changed_is_not_deleted_unasked),
		cmocka_unit_test(what_was_deleted_for_good_is_read_first),
		cmocka_unit_test(the_record_leads_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
