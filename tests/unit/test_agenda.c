/* The calendar: words of events, days of the person's zone, answers with the outbox, drafts, and thousands of events. */
#include "mail.h"

#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/records/agenda.h"

#define ZONE "Europe/Istanbul"
static int64_t community, project;

/* The tests' now is 2026-11-18T11:06:40Z, a Wednesday. */
static void calendar_open(void)
{
	struct account a = { 0 };

	mail_open();
	stores_begin(&s);
	community = account_by_kind(&s, ACCOUNT_COMMUNITY, &a) ? a.local : account_add(&s, "ccaaaaaa", ACCOUNT_COMMUNITY, "Community", E);
	account_release(&a);
	project = account_by_kind(&s, ACCOUNT_PROJECT, &a) ? a.local : account_add(&s, "jjaaaaaa", ACCOUNT_PROJECT, "Water diary", E);
	account_release(&a);
	stores_commit(&s);
}

/* An event as the portal sends it; more: further members. */
static int64_t event(int64_t where, const char *id, const char *title, const char *starts, const char *ends, const char *more)
{
	const char *kind = strstr(more, "'kind'") ? "" : ",'kind':'webinar'";
	const char *organiser = strstr(more, "'organiser'") ? "" : ",'organiser':{'id':'pewaewae','name':'Ewa'}";
	char *text = xasprintf("{'id':'%s','rev':1,'title':'%s','time':{'start':'%.19s','timeZone':'UTC'},'startsAt':'%s','endsAt':'%s'%s%s%s%s}",
	                       id, title, starts, starts, ends, kind, organiser, *more ? "," : "", more);
	int64_t local = stores_receive(&s, where, TYPE_Event, text);

	free(text);
	return local;
}

static int64_t answer(int64_t local, const char *word)
{
	int64_t entry;

	stores_begin(&s);
	entry = agenda_answer(&s, local, word, NULL, E);
	MUST(entry);
	stores_commit(&s);
	return entry;
}

static struct agenda_query all(void)
{
	return (struct agenda_query){ .zone = ZONE, .now = STORES_NOW };
}

/* "title state;title state" in order; yours. */
static char *titles(const struct agenda_query *q)
{
	struct agenda_row *rows;
	struct str text = { 0 };
	int count = agenda_list(&s, q, &rows, E);

	MUST(count);
	for (int i = 0; i < count; i++) {
		str_addf(&text, "%s%s %s", i ? "; " : "", rows[i].title, rows[i].draft ? "draft" : agenda_word(rows[i].state));
		agenda_row_release(&rows[i]);
	}
	free(rows);
	return str_detach(&text);
}

static void expect(const struct agenda_query *q, const char *expected)
{
	char *text = titles(q);

	assert_string_equal(text, expected);
	free(text);
}

static int64_t at(const char *text)
{
	int64_t seconds = 0;

	assert_true(clock_parse(text, &seconds));
	return seconds;
}

static void each_event_has_its_word(void **state)
{
	struct agenda_query q = all();
	int64_t yes, maybe, no;

	(void)state;
	calendar_open();
	event(community, "vaaaaaaa", "Past", "2026-11-17T10:00:00Z", "2026-11-17T11:00:00Z", "");
	event(community, "vaaaaaab", "Free", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "'admission':'open','places':20,'joined':19");
	event(community, "vaaaaaac", "Crowded", "2026-11-19T11:00:00Z", "2026-11-19T12:00:00Z", "'admission':'open','places':20,'joined':20");
	event(community, "vaaaaaad", "Late", "2026-11-19T12:00:00Z", "2026-11-19T13:00:00Z", "'joinUntil':'2026-11-18T11:00:00Z'");
	event(community, "vaaaaaae", "Seminar", "2026-11-19T13:00:00Z", "2026-11-19T14:00:00Z", "'admission':'apply'");
	event(community, "vaaaaaaf", "Off", "2026-11-19T14:00:00Z", "2026-11-19T15:00:00Z", "'state':'cancelled'");
	event(community, "vaaaaaag", "Label", "2026-11-19T15:00:00Z", "2026-11-19T16:00:00Z", "'kind':'deadline','country':'TR'");
	event(community, "vaaaaaah", "Elsewhere", "2026-11-19T16:00:00Z", "2026-11-19T17:00:00Z", "'kind':'deadline','country':'PL'");
	event(project, "vaaaaaai", "Measure", "2026-11-19T17:00:00Z", "2026-11-19T18:00:00Z", "'kind':'activity','admission':'none'");
	event(community, "vaaaaaaj", "Mine", "2026-11-19T18:00:00Z", "2026-11-19T19:00:00Z", "'organiser':{'id':'pmeeeeee','name':'Ayşe'}");
	yes = event(community, "vaaaaaak", "Joined", "2026-11-19T19:00:00Z", "2026-11-19T20:00:00Z", "'places':1,'joined':1");
	maybe = event(project, "vaaaaaal", "Perhaps", "2026-11-19T20:00:00Z", "2026-11-19T21:00:00Z", "'admission':'open'");
	no = event(community, "vaaaaaam", "Declined", "2026-11-19T21:00:00Z", "2026-11-19T22:00:00Z", "");
	answer(yes, "yes");
	answer(maybe, "maybe");
	answer(no, "no");
	q.from = STORES_NOW - 7 * 86400;
	expect(&q, "Past done; Free open; Crowded full; Late full; Seminar apply; Off cancelled; Label due; Elsewhere due; Measure project; "
	           "Mine yes; Joined yes; Perhaps maybe; Declined open");
	q.mine_only = true;
	expect(&q, "Label due; Measure project; Mine yes; Joined yes; Perhaps maybe");
	stores_close(&s);
}

/* The outbox says which event an answer is about. */
static void an_answer_is_told_by_its_event(void **state)
{
	struct record r = { 0 };
	struct json *tree;
	char *title;
	int64_t local;

	(void)state;
	calendar_open();
	local = event(community, "vaaaaaaz", "Bajki i kodowanie", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "");
	answer(local, "yes");
	assert_true(record_by_local(&s, agenda_attendance(&s, local), &r));
	tree = record_tree(&s, &r);
	title = outbox_title(tree);
	assert_non_null(title);
	assert_string_equal(title, "Bajki i kodowanie");
	free(title);
	json_free(tree);
	record_free(&r);
	store_close(&s);
}

static void answers_are_taken_back_and_changed(void **state)
{
	struct agenda_query q = all();
	int64_t local, first, second;

	(void)state;
	calendar_open();
	local = event(community, "vaaaaaaa", "Webinar", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "");
	first = answer(local, "applied");
	expect(&q, "Webinar applied");
	stores_begin(&s);
	MUST(outbox_take_back(&s, first, E));
	stores_commit(&s);
	expect(&q, "Webinar open");
	assert_int_equal(agenda_attendance(&s, local), 0);
	first = answer(local, "yes");
	assert_true(agenda_attendance(&s, local) > 0);
	assert_int_equal(mail_state(first), OUTBOX_HELD);
	clock_fix(STORES_NOW + STORE_HOLD_S);
	stores_begin(&s);
	int64_t locals[4];
	assert_int_equal(outbox_take_due(&s, clock_now(), 4, 10000, locals, E), 1);
	stores_commit(&s);
	mail_sent(first, "taaaaaaa", "{'person':{'id':'pmeeeeee'},'since':'2026-11-18T11:07:10Z'}");
	expect(&q, "Webinar yes");
	second = answer(local, "maybe"); /* a patch of the same attendance */
	assert_true(second != first);
	expect(&q, "Webinar maybe");
	stores_begin(&s);
	MUST(outbox_take_back(&s, second, E));
	stores_commit(&s);
	expect(&q, "Webinar yes");
	stores_close(&s);
}

static void a_refused_answer_does_not_count(void **state)
{
	struct err full = { .code = ERR_FORBIDDEN }, why = { 0 };
	struct agenda_query q = all();
	int64_t local, entry;

	(void)state;
	calendar_open();
	local = event(community, "vaaaaaaa", "Webinar", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "");
	entry = answer(local, "yes");
	assert_false(agenda_refusal(&s, local, &why));
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, false, &full, E));
	stores_commit(&s);
	expect(&q, "Webinar open");
	assert_int_equal(agenda_attendance(&s, local), 0);
	assert_true(agenda_refusal(&s, local, &why));
	assert_int_equal(why.code, ERR_FORBIDDEN);
	err_release(&why);
	answer(local, "maybe");
	assert_false(agenda_refusal(&s, local, &why));
	stores_close(&s);
}

static void a_copy_of_anothers_answer_is_not_mine(void **state)
{
	struct agenda_query q = all();
	int64_t local;

	(void)state;
	calendar_open();
	local = event(community, "vaaaaaaa", "Webinar", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "");
	stores_receive(&s, account, TYPE_Attendance,
	               "{'id':'taaaaaaa','rev':1,'event':{'id':'vaaaaaaa'},'person':{'id':'pewaewae'},'answer':'yes'}");
	expect(&q, "Webinar open");
	assert_int_equal(agenda_attendance(&s, local), 0);
	stores_close(&s);
}

static void days_are_the_persons(void **state)
{
	struct agenda_query q = all();

	(void)state;
	calendar_open();
	/* 19 November in Lisbon; in Istanbul that day begins at 21:00 of the day before, UTC */
	event(project, "vaaaaaaa", "Day", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "'allDay':true,'kind':'deadline'");
	event(project, "vaaaaaab", "Midnight", "2026-11-18T21:00:00Z", "2026-11-18T22:00:00Z", "");
	event(project, "vaaaaaac", "Before", "2026-11-18T20:00:00Z", "2026-11-18T21:00:00Z", "");
	event(project, "vaaaaaad", "Course", "2026-11-17T08:00:00Z", "2026-11-25T08:00:00Z", "");
	q.from = at("2026-11-18T21:00:00Z");
	q.to = at("2026-11-19T21:00:00Z");
	expect(&q, "Course project; Day due; Midnight project");
	q.zone = "America/New_York"; /* there it begins at 05:00 */
	q.from = at("2026-11-19T05:00:00Z");
	q.to = at("2026-11-20T05:00:00Z");
	expect(&q, "Course project; Day due");
	q.zone = "Pacific/Auckland"; /* and there at 11:00 of the day before */
	q.from = at("2026-11-18T11:00:00Z");
	q.to = at("2026-11-19T11:00:00Z");
	expect(&q, "Course project; Day due; Before project; Midnight project");
	stores_close(&s);
}

/* In Athens the 29th of March 2026 has 23 hours, the 25th of October 25. */
static void days_of_23_and_25_hours_are_whole(void **state)
{
	struct agenda_row row;
	struct agenda_query q = { .zone = "Europe/Athens", .now = at("2026-03-01T00:00:00Z") };
	int64_t spring, autumn;

	(void)state;
	calendar_open();
	spring = event(project, "vaaaaaaa", "Spring", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z", "'allDay':true");
	autumn = event(project, "vaaaaaab", "Autumn", "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z", "'allDay':true");
	assert_true(agenda_get(&s, &q, spring, &row));
	assert_int_equal(row.ends - row.starts, 23 * 3600);
	agenda_row_release(&row);
	assert_true(agenda_get(&s, &q, autumn, &row));
	assert_int_equal(row.ends - row.starts, 25 * 3600);
	agenda_row_release(&row);
	assert_false(agenda_get(&s, &q, 999, &row));
	stores_close(&s);
}

/* What the portal has not seen begins when we reckon; a changed time moves at once, and back when it is taken back. */
static void my_own_events_stand_where_they_will(void **state)
{
	struct json *mine = stores_json("{'title':'Own','kind':'webinar','time':{'start':'2026-11-20T10:00:00','timeZone':'Europe/Athens',"
	                                "'duration':'PT1H'}}");
	struct draft draft = { .type = &record_types[TYPE_Event], .body = xstrdup("{\"title\":\"Idea\"}"), .context = xstrdup("{}") };
	struct agenda_query q = all();
	struct agenda_row row;
	int64_t entry, record;

	(void)state;
	calendar_open();
	stores_begin(&s);
	entry = outbox_create(&s, community, &record_types[TYPE_Event], mine, 0, E);
	MUST(entry);
	stores_commit(&s);
	record = mail_record(entry);
	assert_true(agenda_get(&s, &q, record, &row));
	assert_int_equal(row.starts, at("2026-11-20T08:00:00Z"));
	assert_int_equal(row.state, AGENDA_YES);
	agenda_row_release(&row);
	mail_patch(record, "{'time':{'start':'2026-11-21T10:00:00','timeZone':'Europe/Athens','duration':'PT2H'}}");
	assert_true(agenda_get(&s, &q, record, &row));
	assert_int_equal(row.starts, at("2026-11-21T08:00:00Z"));
	assert_int_equal(row.ends, at("2026-11-21T10:00:00Z"));
	agenda_row_release(&row);
	MUST(draft_save(&s, &draft, E));
	expect(&q, "Idea draft; Own yes");
	assert_true(agenda_get(&s, &q, -draft.local, &row));
	assert_true(row.draft && row.mine);
	assert_int_equal(row.starts, STORES_NOW);
	agenda_row_release(&row);
	draft_release(&draft);
	json_free(mine);
	stores_close(&s);
}

/* In the order of their times, also where two are due at once; not of what was declined, nor of what has begun. */
static void reminders_follow_each_other(void **state)
{
	static const char *const ids[] = { "vaaaaaaa", "vaaaaaab", "vaaaaaac", "vaaaaaad" };
	static const char *const words[] = { "yes", "maybe", "no", "yes" };
	static const int minutes[] = { 60, 60, 60, 15 };
	struct agenda_reminder last = { 0 }, next;
	struct str order = { 0 };

	(void)state;
	calendar_open();
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		char *text = xasprintf("{'id':'t%zuaaaaaa','rev':1,'event':{'id':'%s'},'person':{'id':'pmeeeeee'},'answer':'%s','remindBefore':%d}", i,
		                       ids[i], words[i], minutes[i]);

		event(community, ids[i], ids[i] + 7, "2026-11-18T12:00:00Z", "2026-11-18T13:00:00Z", "");
		stores_receive(&s, account, TYPE_Attendance, text);
		free(text);
	}
	while (agenda_next_reminder(&s, &last, STORES_NOW, &next)) {
		str_addf(&order, "%s %d;", next.title, (int)(next.starts - next.at) / 60);
		last = next;
		free(next.title);
	}
	assert_string_equal(order.text, "a 60;b 60;d 15;");
	assert_false(agenda_next_reminder(&s, &(struct agenda_reminder){ 0 }, STORES_NOW + 86400, &next));
	str_release(&order);
	stores_close(&s);
}

/* A reminder can be set two weeks before; a minute before it is due, it is seen already. */
static void the_next_reminder_holds_for_a_minute(void **state)
{
	static const char attendance[] = "{'id':'taaaaaaa','rev':1,'event':{'id':'vaaaaaaa'},'person':{'id':'pmeeeeee'},'answer':'yes',"
	                                 "'remindBefore':20160}";
	const struct agenda_reminder none = { 0 };
	struct agenda_reminder next;
	int64_t due;

	(void)state;
	calendar_open();
	event(community, "vaaaaaaa", "a", "2026-12-02T12:00:00Z", "2026-12-02T13:00:00Z", "");
	stores_receive(&s, account, TYPE_Attendance, attendance);
	assert_true(clock_parse("2026-11-18T12:00:00Z", &due));
	assert_false(agenda_next_reminder(&s, &none, due - 61, &next));
	assert_true(agenda_next_reminder(&s, &none, due - 59, &next));
	assert_int_equal(next.at, due);
	free(next.title);
	stores_close(&s);
}

static void far_events_are_left_out_where_that_is_wanted(void **state)
{
	const struct point istanbul = { 41.0, 29.0 };
	struct agenda_query q = all();

	(void)state;
	calendar_open();
	event(community, "vaaaaaaa", "Online", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "'online':true");
	event(community, "vaaaaaab", "Sofia", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "'point':{'latitude':42.7,'longitude':23.3}");
	event(community, "vaaaaaac", "Lublin", "2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z", "'point':{'latitude':51.2,'longitude':22.6}");
	event(community, "vaaaaaad", "Somewhere", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z", "");
	q.reachable = true;
	q.km = 600;
	expect(&q, "Online open; Sofia open; Lublin open; Somewhere open");
	q.near = &istanbul;
	expect(&q, "Online open; Sofia open; Somewhere open");
	stores_close(&s);
}

static void a_filter_leaves_the_rest_out(void **state)
{
	struct json *polish = stores_json("{'language':['pl']}"), *words = stores_json("{'text':'bajk'}");
	struct agenda_query q = all();

	(void)state;
	calendar_open();
	event(community, "vaaaaaaa", "Bajki i kodowanie", "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "'languages':{'pl':true}");
	event(community, "vaaaaaab", "Erste Schritte", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "'languages':{'de':true}");
	q.filter = polish;
	expect(&q, "Bajki i kodowanie open");
	q.filter = words;
	expect(&q, "Bajki i kodowanie open");
	json_free(polish);
	json_free(words);
	stores_close(&s);
}

static void pages_follow_each_other(void **state)
{
	struct agenda_query q = all();
	struct agenda_row *rows;
	struct str seen = { 0 };

	(void)state;
	calendar_open();
	for (int i = 0; i < 7; i++) {
		char id[] = "vaaaaaaa", title[] = "0";

		id[7] = title[0] = (char)('a' + i);
		event(community, id, title, "2026-11-19T10:00:00Z", "2026-11-19T11:00:00Z", "");
	}
	q.limit = 3;
	for (int count; (count = agenda_list(&s, &q, &rows, E)) > 0; free(rows)) {
		assert_true(count <= 3);
		for (int i = 0; i < count; i++) {
			str_add(&seen, rows[i].title);
			q.anchor = rows[i].local;
			agenda_row_release(&rows[i]);
		}
	}
	free(rows);
	assert_string_equal(seen.text, "abcdefg");
	str_release(&seen);
	stores_close(&s);
}

static void a_day_among_thousands_is_quick(void **state)
{
	struct agenda_query q = all();
	struct agenda_row *rows;
	int64_t began;
	int count;

	(void)state;
	calendar_open();
	stores_begin(&s);
	for (int i = 0; i < 3000; i++) {
		char start[CLOCK_TEXT_SIZE], end[CLOCK_TEXT_SIZE], *text;
		struct json *object;

		clock_format(STORES_NOW + (int64_t)(i - 1000) * 3600, start);
		clock_format(STORES_NOW + (int64_t)(i - 999) * 3600, end);
		text = xasprintf("{'id':'v%07d','rev':1,'title':'E','kind':'webinar','startsAt':'%s','endsAt':'%s'}", i, start, end);
		object = stores_json(text);
		MUST(record_receive(&s, community, &record_types[TYPE_Event], object, E));
		json_free(object);
		free(text);
	}
	stores_commit(&s);
	q.from = STORES_NOW;
	q.to = STORES_NOW + 86400;
	began = clock_monotonic_ms();
	for (int i = 0; i < 20; i++) {
		count = agenda_list(&s, &q, &rows, E);
		assert_int_equal(count, 24);
		for (int r = 0; r < count; r++)
			agenda_row_release(&rows[r]);
		free(rows);
	}
	assert_true(clock_monotonic_ms() - began < 1000);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_event_has_its_word),
		TEST(an_answer_is_told_by_its_event),
		TEST(answers_are_taken_back_and_changed),
		TEST(a_refused_answer_does_not_count),
		TEST(a_copy_of_anothers_answer_is_not_mine),
		TEST(days_are_the_persons),
		TEST(days_of_23_and_25_hours_are_whole),
		TEST(my_own_events_stand_where_they_will),
		TEST(reminders_follow_each_other),
		TEST(the_next_reminder_holds_for_a_minute),
		TEST(far_events_are_left_out_where_that_is_wanted),
		TEST(a_filter_leaves_the_rest_out),
		TEST(pages_follow_each_other),
		TEST(a_day_among_thousands_is_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
