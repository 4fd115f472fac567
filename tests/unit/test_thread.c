/* Conversations: what their rows say, in which view they stand, pages, counts, finding, the next that waits. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/people.h"

static struct thread_row *only_row(struct thread_page *page, enum thread_view view)
{
	MUST(thread_list(&s, &(struct thread_query){ .view = view }, 0, 10, page, E));
	assert_int_equal(page->count, 1);
	return &page->rows[0];
}

static int count_in(enum thread_view view, const char *filter)
{
	struct thread_page page;
	int64_t rows = -1;
	int count;

	MUST(thread_list(&s, &(struct thread_query){ .view = view, .filter = filter }, 0, 1000, &page, E));
	count = page.count;
	thread_page_release(&page);
	MUST(thread_counts(&s, &(struct thread_query){ .view = view, .filter = filter }, 0, &rows, NULL, NULL, E));
	assert_int_equal(rows, count);
	return count;
}

static void assert_state(enum message_state expected)
{
	struct thread_page page;

	assert_int_equal(only_row(&page, THREAD_VIEW_INBOX)->state, expected);
	thread_page_release(&page);
}

static void test_row(void **state)
{
	struct thread_page page;
	struct thread_row *row;
	int64_t first, *locals = NULL;

	(void)state;
	mail_open();
	first = mail_receive("maaaaaaa", "t-1", "Ewa", 0,
	                     "'subject':'Re: RE: 3 questions','project':{'id':'wwwwwwww','name':'Water diary'},'keywords':{'$seen':true}");
	mail_receive("mccccccc", "t-1", "Giorgos", 20, "'subject':'Re: 3 questions'");
	mail_receive("mbbbbbbb", "t-1", "meeeeee", 10, "'subject':'Re: 3 questions'"); /* mine: pmeeeeee */
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_string_equal(row->thread_uid, "t-1");
	assert_string_equal(row->subject, "3 questions");
	assert_string_equal(row->who, "Giorgos"); /* who wrote last, other than me */
	assert_string_equal(row->country, "PL");
	assert_string_equal(row->project, "Water diary");
	assert_int_equal(row->count, 3);
	assert_int_equal(row->unread, 1); /* mine does not count */
	assert_int_equal(row->state, MESSAGE_NEW);
	assert_int_equal(row->latest_at, STORES_NOW + 20 * 60);
	assert_int_equal(thread_of_message(&s, first), row->local);
	assert_int_equal(thread_messages(&s, row->local, &locals, E), 3);
	assert_int_equal(locals[0], first);
	free(locals);
	thread_page_release(&page);
	stores_close(&s);
}

static void test_states(void **state)
{
	int64_t message, entry, locals[10];

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'contactRequest'");
	assert_state(MESSAGE_ANSWER); /* someone waits, which says more than that it is new */
	mail_patch(message, "{'keywords':{'$seen':true,'$kept':true}}");
	assert_state(MESSAGE_ANSWER);
	mail_patch(message, "{'keywords/$answered':true}");
	assert_state(MESSAGE_KEPT);
	mail_patch(message, "{'keywords/$kept':null}");
	assert_state(MESSAGE_READ);
	mail_take(locals);
	mail_sent(locals[0], NULL, "{}");
	entry = mail_write("{'to':[{'id':'pewaewae','name':'Ewa'}],'inReplyTo':'u-maaaaaaa','text':'yes'}", 30);
	assert_state(MESSAGE_HELD);
	clock_fix(STORES_NOW + 31);
	assert_state(MESSAGE_WAITING); /* no line: what was held waits, without anybody having touched it */
	mail_take(locals);
	assert_state(MESSAGE_WAITING);
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, false, &(struct err){ .code = ERR_FORBIDDEN }, E));
	stores_commit(&s);
	assert_state(MESSAGE_REFUSED);
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, true, &(struct err){ .code = ERR_FORBIDDEN }, E));
	stores_commit(&s);
	assert_state(MESSAGE_NEEDS_YOU);
	for (int i = 0; i < MESSAGE_STATE_COUNT; i++)
		assert_true((i == MESSAGE_READ) == (message_state_word((enum message_state)i)[0] == '\0'));
	stores_close(&s);
}

/* An answer on its way settles the question; the newest request is what counts. */
static void test_waiting(void **state)
{
	int64_t first, second;

	(void)state;
	mail_open();
	first = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'invitation','keywords':{'$seen':true}");
	second = mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "'kind':'invitation','keywords':{'$seen':true,'$answered':true}");
	assert_state(MESSAGE_READ);
	mail_patch(second, "{'keywords/$answered':null}");
	assert_state(MESSAGE_ANSWER);
	mail_receive("mccccccc", "t-1", "Ewa", 2, "'keywords':{'$seen':true}"); /* a letter after it takes nothing back */
	assert_state(MESSAGE_ANSWER);
	mail_write("{'to':[{'id':'pewaewae'}],'inReplyTo':'u-mbbbbbbb','text':'yes'}", 0);
	assert_state(MESSAGE_WAITING);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, false), 0);
	assert_true(first > 0);
	stores_close(&s);
}

static void test_unsent_reply_counts(void **state)
{
	int64_t entry, thread, *messages = NULL;
	struct thread_page page;
	struct thread_row *row;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	clock_fix(STORES_NOW + 500);
	entry = mail_write("{'to':[{'id':'pewaewae'}],'inReplyTo':'u-maaaaaaa','text':'yes'}", 0);
	mail_receive("mbbbbbbb", "t-1", "Ewa", 2, "'keywords':{'$seen':true}");
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->count, 3);
	assert_int_equal(row->latest_at, STORES_NOW + 500);
	thread = row->local;
	assert_int_equal(thread_messages(&s, thread, &messages, E), 3);
	assert_int_equal(messages[2], mail_record(entry)); /* unsent ones last, whatever came meanwhile */
	free(messages);
	thread_page_release(&page);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->count, 2);
	thread_page_release(&page);
	stores_close(&s);
}

/* A letter of mine stands in "sent", under its addressee; its row stays the same one when the portal names the conversation. */
static void test_sent(void **state)
{
	int64_t entry, thread, locals[10];
	struct thread_page page;
	struct thread_row *row;

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 0);
	row = only_row(&page, THREAD_VIEW_SENT);
	assert_string_equal(row->who, "Ewa Kowalska");
	assert_string_equal(row->subject, "Week 2");
	assert_int_equal(row->state, MESSAGE_WAITING);
	assert_int_equal(row->unread, 0);
	thread = row->local;
	thread_page_release(&page);
	mail_take(locals);
	mail_sent(entry, "mabc2345", "{'rev':1,'threadUid':'t-9','messageUid':'u-9','from':{'id':'pmeeeeee'},"
	                             "'receivedAt':'2026-11-17T10:38:00Z'}");
	row = only_row(&page, THREAD_VIEW_SENT);
	assert_int_equal(row->local, thread);
	assert_string_equal(row->thread_uid, "t-9");
	assert_int_equal(row->state, MESSAGE_SENT);
	thread_page_release(&page);
	mail_receive("mbbbbbbb", "t-9", "Ewa", 9, ""); /* the answer brings it into the inbox */
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->local, thread);
	assert_int_equal(row->state, MESSAGE_NEW);
	thread_page_release(&page);
	assert_int_equal(count_in(THREAD_VIEW_SENT, NULL), 1);
	stores_close(&s);
}

static void test_views(void **state)
{
	int64_t one, two, *left = NULL, thread;

	(void)state;
	mail_open();
	one = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	two = mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "");
	thread = thread_of_message(&s, one);
	mail_patch(one, "{'keywords/$putAway':true}");
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 1);
	mail_patch(two, "{'keywords/$putAway':true}");
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	mail_receive("mccccccc", "t-1", "Ewa", 2, ""); /* news brings it back */
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 1);
	assert_int_equal(count_in(THREAD_VIEW_PUT_AWAY, NULL), 0);
	mail_patch(one, "{'keywords/$deleted':true}");
	assert_int_equal(count_in(THREAD_VIEW_BIN, NULL), 0);
	assert_int_equal(thread_messages(&s, thread, &left, E), 2); /* one of three is out */
	free(left);
	mail_patch(two, "{'keywords/$deleted':true}");
	assert_int_equal(thread_messages(&s, thread, &left, E), 1);
	mail_patch(left[0], "{'keywords/$deleted':true}");
	free(left);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(count_in(THREAD_VIEW_BIN, NULL), 1);
	assert_int_equal(thread_messages(&s, thread, &left, E), 3);
	free(left);
	/* Nothing in the bin asks for anything. */
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_BIN }, 0, false), 0);
	stores_close(&s);
}

static void test_later(void **state)
{
	int64_t message;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	mail_patch(message, "{'laterUntil':'2026-11-21'}");
	clock_fix(1795219199); /* 20 November, a second before midnight UTC */
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	clock_fix(1795219200);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 1); /* by the day alone */
	assert_int_equal(count_in(THREAD_VIEW_PUT_AWAY, NULL), 0);
	stores_close(&s);
}

static void test_drafts(void **state)
{
	struct draft own = { .type = record_type_find("Message"), .open = true }, answer = { .type = own.type };
	struct thread_page page;
	struct thread_row *row;
	int64_t *messages = NULL;

	(void)state;
	mail_open();
	own.body = xstrdup("{\"to\":[{\"id\":\"pjuergen\",\"name\":\"Jürgen Weiß\",\"country\":\"DE\"}],\"subject\":\"Brot\",\"text\":\"Hallo\"}");
	MUST(draft_save(&s, &own, E));
	row = only_row(&page, THREAD_VIEW_DRAFTS);
	assert_int_equal(row->local, -own.local);
	assert_null(row->thread_uid);
	assert_string_equal(row->who, "Jürgen Weiß");
	assert_string_equal(row->country, "DE");
	assert_string_equal(row->subject, "Brot");
	assert_int_equal(row->state, MESSAGE_DRAFT);
	assert_int_equal(row->latest_at, STORES_NOW);
	thread_page_release(&page);
	assert_int_equal(thread_messages(&s, -own.local, &messages, E), 0);
	free(messages);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 1); /* drafts stand among the letters */
	own.open = false;
	MUST(draft_save(&s, &own, E));
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "weiss hallo"), 1);
	MUST(draft_delete(&s, own.local, E));
	assert_int_equal(count_in(THREAD_VIEW_INBOX, NULL), 0);
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	answer.body = xstrdup("{\"inReplyTo\":\"u-maaaaaaa\",\"text\":\"Ja\"}");
	MUST(draft_save(&s, &answer, E));
	row = only_row(&page, THREAD_VIEW_INBOX); /* no row of its own */
	assert_int_equal(row->state, MESSAGE_DRAFT);
	assert_int_equal(row->count, 1);
	thread_page_release(&page);
	assert_int_equal(count_in(THREAD_VIEW_DRAFTS, NULL), 1);
	MUST(draft_delete(&s, answer.local, E));
	assert_state(MESSAGE_READ);
	assert_int_equal(count_in(THREAD_VIEW_DRAFTS, NULL), 0);
	draft_release(&own);
	draft_release(&answer);
	stores_close(&s);
}

static void test_pages(void **state)
{
	enum { ALL = 25, PAGE = 10 };
	int64_t rows, unread, place, anchor = 0, first[PAGE], last = 0;
	struct thread_page page;
	struct err e = { 0 };
	int seen = 0, before_at;

	(void)state;
	mail_open();
	for (int i = 0; i < ALL; i++) {
		char id[16], thread[16];

		snprintf(id, sizeof id, "m%07d", i);
		snprintf(thread, sizeof thread, "t-%d", i);
		mail_receive(id, thread, "Ewa", i / 2, i % 5 ? "'keywords':{'$seen':true}" : ""); /* pairs at the same time */
	}
	before_at = 1000000;
	for (;;) {
		MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, anchor, PAGE, &page, E));
		if (page.count == 0)
			break;
		for (int i = 0; i < page.count; i++) {
			if (seen < PAGE)
				first[seen] = page.rows[i].local;
			assert_true(page.rows[i].latest_at <= STORES_NOW + 60 * (int64_t)before_at);
			before_at = (int)((page.rows[i].latest_at - STORES_NOW) / 60);
			MUST(thread_counts(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, page.rows[i].local, &rows, &unread, &place, E));
			assert_true(rows == ALL && unread == 5 && place == seen);
			seen++;
		}
		anchor = last = page.rows[page.count - 1].local;
		thread_page_release(&page);
	}
	assert_int_equal(seen, ALL);
	thread_page_release(&page);
	/* Backwards: those right before the anchor, in the order of the list. */
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, first[5], -3, &page, E));
	assert_int_equal(page.count, 3);
	assert_true(page.rows[0].local == first[2] && page.rows[2].local == first[4]);
	thread_page_release(&page);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, -1, &page, E)); /* from the end */
	assert_int_equal(page.rows[0].local, last);
	thread_page_release(&page);
	assert_int_equal(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 999999, 3, &page, &e), -1);
	assert_int_equal(e.code, ERR_ANCHOR_NOT_FOUND);
	err_release(&e);
	MUST(thread_counts(&s, &(struct thread_query){ .view = THREAD_VIEW_BIN }, first[0], &rows, &unread, &place, E));
	assert_true(rows == 0 && unread == 0 && place == -1);
	stores_close(&s);
}

/* By another order than by date: groups in the order of their fold, within them the newest first, who has none last;
   page by page, both ways. */
static void test_orders(void **state)
{
	enum { ALL = 24, PAGE = 5 };
	static const char *const people[] = { "Zeta", "ewa", "Anna", "Øyvind" }, *const in_order[] = { "Anna", "ewa", "Øyvind", "Zeta" };
	struct thread_page page, back;

	(void)state;
	mail_open();
	for (int i = 0; i < ALL; i++) {
		char id[16], thread[16];

		snprintf(id, sizeof id, "m%07d", i);
		snprintf(thread, sizeof thread, "t-%d", i);
		mail_receive(id, thread, people[i % 4], i / 2, i % 3 ? "" : "'project':{'id':'jaaaaaaa','name':'Water'}");
	}
	for (enum thread_order order = THREAD_BY_DATE; order < THREAD_ORDER_COUNT; order++) {
		const struct thread_query q = { .view = THREAD_VIEW_INBOX, .order = order };
		int64_t anchor = 0, place;
		int seen = 0;
		struct thread_row last = { 0 };

		do {
			MUST(thread_list(&s, &q, anchor, PAGE, &page, E));
			for (int i = 0; i < page.count; i++, seen++) {
				struct thread_row *row = &page.rows[i];
				bool same = order == THREAD_BY_PERSON ? text_equal(row->who, last.who) : order == THREAD_BY_PROJECT
				            ? text_equal(row->project, last.project) : true;

				if (order == THREAD_BY_PERSON)
					assert_string_equal(row->who, in_order[seen / (ALL / 4)]);
				if (order == THREAD_BY_PROJECT)
					assert_int_equal(row->project != NULL, seen < ALL / 3);
				assert_true(seen == 0 || !same || row->latest_at <= last.latest_at);
				MUST(thread_counts(&s, &q, row->local, NULL, NULL, &place, E));
				assert_int_equal(place, seen);
				assert_int_equal(thread_next_waiting(&s, &q, anchor, false), page.rows[0].local); /* all are unread */
				free(last.who);
				free(last.project);
				last = (struct thread_row){ .who = xstrdup(row->who), .project = xstrdup(row->project), .latest_at = row->latest_at };
			}
			if (page.count) {
				MUST(thread_list(&s, &q, page.rows[page.count - 1].local, 1 - page.count, &back, E));
				assert_int_equal(back.count, page.count - 1);
				for (int i = 0; i < back.count; i++)
					assert_int_equal(back.rows[i].local, page.rows[i].local);
				thread_page_release(&back);
				anchor = page.rows[page.count - 1].local;
			}
			place = page.count;
			thread_page_release(&page);
		} while (place);
		assert_int_equal(seen, ALL);
		free(last.who);
		free(last.project);
	}
	stores_close(&s);
}

/* The place of a row that has left the view since still counts: the list goes on from there. */
static void test_page_after_one_that_left(void **state)
{
	int64_t old, middle, now;
	struct thread_page page;

	(void)state;
	mail_open();
	old = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	middle = mail_receive("mbbbbbbb", "t-2", "Ewa", 1, "");
	now = mail_receive("mccccccc", "t-3", "Ewa", 2, "");
	mail_patch(middle, "{'keywords/$putAway':true}");
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, thread_of_message(&s, middle), 5, &page, E));
	assert_int_equal(page.count, 1);
	assert_int_equal(page.rows[0].local, thread_of_message(&s, old));
	thread_page_release(&page);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, thread_of_message(&s, middle), -5, &page, E));
	assert_int_equal(page.count, 1);
	assert_int_equal(page.rows[0].local, thread_of_message(&s, now));
	thread_page_release(&page);
	stores_close(&s);
}

static void test_next_waiting(void **state)
{
	int64_t t[5];

	(void)state;
	mail_open();
	for (int i = 0; i < 5; i++) { /* t[0] is the newest; 1 is unread, 3 waits */
		char id[16], thread[16];

		snprintf(id, sizeof id, "m%07d", i);
		snprintf(thread, sizeof thread, "t-%d", i);
		t[i] = thread_of_message(&s, mail_receive(id, thread, "Ewa", -i, i == 1 ? "" : i == 3
			? "'kind':'invitation','keywords':{'$seen':true}" : "'keywords':{'$seen':true}"));
	}
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, t[0], false), t[1]);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, t[1], false), t[3]);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, t[3], false), t[1]); /* round once */
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, t[0], true), t[3]);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, t[3], true), t[1]);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_SENT }, t[3], true), 0);
	stores_close(&s);
}

static void test_finding(void **state)
{
	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'subject':'3 questions','text':'Which tap? 100% _sure_'");
	mail_receive("mbbbbbbb", "t-1", "Giorgos", 1, "'text':'Ο ποταμός'");
	mail_receive("mccccccc", "t-2", "Łucja", 2, "'subject':'Straße'");
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "tap"), 1);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "TA quest"), 1);  /* beginnings of words, in any order */
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "ap"), 0);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "ποταμος"), 1);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "lucja strasse"), 1);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "%"), count_in(THREAD_VIEW_INBOX, ""));
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "a b c d e f g h i j k"), 0);
	stores_close(&s);
}

static void test_rebuilt(void **state)
{
	struct draft own = { .type = record_type_find("Message") };
	struct thread_page page;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'subject':'one'");
	mail_patch(mail_receive("mbbbbbbb", "t-2", "Ewa", 1, ""), "{'keywords/$putAway':true}");
	mail_write(LETTER, 0);
	own.body = xstrdup("{\"subject\":\"draft\"}");
	MUST(draft_save(&s, &own, E));
	draft_release(&own);
	MUST(db_exec(s.db, "UPDATE index_table SET made_by = 'before' WHERE name IN ('thread_index', 'message_index')", E));
	store_close(&s);
	mail_open();
	assert_int_equal(count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	assert_int_equal(count_in(THREAD_VIEW_SENT, NULL), 1);
	assert_int_equal(count_in(THREAD_VIEW_DRAFTS, NULL), 1);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "one"), 1);
	assert_int_equal(count_in(THREAD_VIEW_INBOX, "draft"), 1);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_SENT }, 0, 5, &page, E));
	assert_int_equal(page.rows[0].state, MESSAGE_WAITING);
	thread_page_release(&page);
	stores_close(&s);
}

/* The portal keeps the same rows, with ids and places of their own, for whoever asks by JMAP. */
static void test_portal(void **state)
{
	const struct record_type *thread = record_type_find("Thread"), *message = record_type_find("Message");
	struct record r = { .type = message, .body = xstrdup("{\"threadUid\":\"t-1\",\"messageUid\":\"u-1\",\"subject\":\"Re: x\","
		"\"from\":{\"id\":\"pewaewae\",\"name\":\"Ewa\"},\"receivedAt\":\"2026-11-17T10:38:00Z\"}") };
	struct record row = { 0 };
	struct json *tree, *body;
	struct account a;
	char *first, *second;
	int64_t seq;

	(void)state;
	s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	r.account = account_add(&s, NULL, ACCOUNT_PERSONAL, "me", E);
	MUST(member_set(&s, r.account, "pmeeeeee", ROLE_OWNER, E));
	MUST(record_write(&s, &r, true, E));
	stores_commit(&s);
	assert_true(account_by_local(&s, r.account, &a));
	first = record_state(&s, &a, thread);
	assert_true(record_by_local(&s, thread_of_message(&s, r.local), &row));
	assert_true(row.id && row.seq == 2);
	tree = record_tree(&s, &row);
	assert_string_equal(json_get_text(tree, "subject"), "x");
	assert_int_equal(json_get_integer(tree, "unread", 0), 1);
	assert_string_equal(json_text(json_first(json_get(tree, "messageIds"))), r.id);
	json_free(tree);
	body = json_parse_own(r.body);
	json_set(body, "keywords", stores_json("{'$seen':true}"));
	free(r.body);
	r.body = json_print(body);
	json_free(body);
	stores_begin(&s);
	MUST(record_write(&s, &r, false, E));
	stores_commit(&s);
	second = record_state(&s, &a, thread);
	assert_string_not_equal(first, second);
	free(second);
	account_release(&a);
	seq = r.seq;
	stores_begin(&s);
	MUST(record_write(&s, &r, false, E)); /* nothing changes in the conversation */
	stores_commit(&s);
	assert_int_equal(r.seq, seq + 2); /* one for its row before, none now */
	assert_int_equal(stores_number(&s, "SELECT seq FROM account"), r.seq);
	stores_begin(&s);
	MUST(record_destroy(&s, &r, E));
	stores_commit(&s);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM tombstone WHERE type = 4"), 1);
	free(first);
	record_free(&r);
	record_free(&row);
	store_close(&s);
}

static void test_people(void **state)
{
	struct parties found;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Łucja Ortega", 0, "");
	mail_receive("mbbbbbbb", "t-2", "Ewa Kowalska", 5, "");
	mail_receive("mccccccc", "t-3", "meeeeee", 6, "");
	clock_fix(STORES_NOW + 1000);
	mail_write("{'to':[{'id':'pnikolao','name':'Μαρία Νικολάου','country':'GR'}],'text':'x'}", 0);
	assert_int_equal(people_find(&s, "", 10, &found, E), 3); /* I am not among them */
	assert_string_equal(found.at[0].name, "Μαρία Νικολάου");
	assert_string_equal(found.at[0].country, "GR");
	assert_string_equal(found.at[1].name, "Ewa Kowalska");
	people_release(&found);
	assert_int_equal(people_find(&s, "kow ew", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "νικολαου", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "nikol", 10, &found, E), 1); /* and by its Latin letters */
	people_release(&found);
	assert_int_equal(people_find(&s, "lucja", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "owalska", 10, &found, E), 0);
	people_release(&found);
	assert_int_equal(people_find(&s, "", 1, &found, E), 1);
	people_release(&found);
	stores_close(&s);
}

/* The portal may put an answer into a conversation of its own: both stand there, each with what is in it. */
static void test_answer_begins_another_conversation(void **state)
{
	int64_t *locals = NULL;
	struct thread_page page;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-one", "Ewa Kowalska", 1, "");
	int64_t entry = mail_write("{'to':[{'id':'pewaewae','name':'Ewa Kowalska'}],'text':'Yes','inReplyTo':'u-maaaaaaa'}", 0);
	assert_int_equal(mail_take((int64_t[10]){ 0 }), 1);
	mail_sent(entry, "mbbbbbbb", "{'messageUid':'u-mbbbbbbb','threadUid':'t-two','from':{'id':'pmeeeeee'},"
	                              "'receivedAt':'2026-11-18T17:06:40Z','rev':1}");
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, 10, &page, E));
	assert_int_equal(page.count, 1);
	assert_string_equal(page.rows[0].thread_uid, "t-one");
	assert_int_equal(page.rows[0].count, 1);
	thread_page_release(&page);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_SENT }, 0, 10, &page, E));
	assert_int_equal(page.count, 1);
	assert_string_equal(page.rows[0].thread_uid, "t-two");
	assert_int_equal(thread_messages(&s, page.rows[0].local, &locals, E), 1);
	free(locals);
	thread_page_release(&page);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_row),
		TEST(test_answer_begins_another_conversation),
		TEST(test_states),
		TEST(test_waiting),
		TEST(test_unsent_reply_counts),
		TEST(test_sent),
		TEST(test_views),
		TEST(test_later),
		TEST(test_drafts),
		TEST(test_pages),
		TEST(test_orders),
		TEST(test_page_after_one_that_left),
		TEST(test_next_waiting),
		TEST(test_finding),
		TEST(test_rebuilt),
		TEST(test_portal),
		TEST(test_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
