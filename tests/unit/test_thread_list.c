/* Conversations as a list has them: by pages and orders, around one that left, the next that waits, found by words. */
#include "mail.h"

#include "twinline/base/str.h"

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
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "tap"), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "TA quest"), 1);  /* beginnings of words, in any order */
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "ap"), 0);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "ποταμος"), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "lucja strasse"), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "%"), mail_count_in(THREAD_VIEW_INBOX, ""));
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "a b c d e f g h i j k"), 0);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_pages),
		TEST(test_orders),
		TEST(test_page_after_one_that_left),
		TEST(test_next_waiting),
		TEST(test_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
