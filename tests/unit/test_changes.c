/* Changes since a state: kinds, places, pages that end anywhere, audiences, tombstones, states. */
#include "stores.h"

#include "twinline/base/str.h"

static struct store s;
static int64_t account;
static const struct record_type *country;

static void begin_portal(void)
{
	country = record_type_find("Country");
	s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	account = account_add(&s, NULL, ACCOUNT_COMMUNITY, "Community", E);
	stores_commit(&s);
}

static void make(const char *id)
{
	struct record r = { .account = account, .type = country, .id = xstrdup(id), .body = xstrdup("{}") };

	MUST(record_write(&s, &r, true, E));
	record_free(&r);
}

static void change(const char *id, unsigned audience)
{
	struct record r;

	assert_true(record_by_id(&s, account, country, id, &r));
	if (audience)
		r.audience = audience;
	MUST(record_write(&s, &r, true, E));
	record_free(&r);
}

static void destroy(const char *id)
{
	struct record r;

	assert_true(record_by_id(&s, account, country, id, &r));
	MUST(record_destroy(&s, &r, E));
	record_free(&r);
}

/* --- a reader who takes pages of so many changes --- */

struct page {
	struct str told; /* "+a ~b -c " */
	int left;
	int64_t last;
};

static bool tell(void *context, enum change_kind kind, const struct record *r)
{
	struct page *p = context;

	if (p->left == 0)
		return false;
	assert_true(r->seq > p->last);
	assert_true((r->body == NULL) == (kind == CHANGE_DESTROYED));
	str_addf(&p->told, "%c%s ", "+~-"[kind], r->id);
	p->last = r->seq;
	p->left--;
	return true;
}

static void assert_told(int64_t since, enum role role, const char *expected)
{
	struct page p = { .left = 1000, .last = since };

	str_init(&p.told, 0);
	MUST(record_changes(&s, account, country, since, &(struct onlooker){ .role = role, .person = "pme" }, tell, &p, E));
	assert_string_equal(p.told.text, expected);
	str_release(&p.told);
}

/* Takes one page from since; returns the state after it. */
static int64_t take_page(int64_t since, int size, const char *expected)
{
	struct page p = { .left = size, .last = since };

	str_init(&p.told, 0);
	MUST(record_changes(&s, account, country, since, &(struct onlooker){ .role = ROLE_TEACHER }, tell, &p, E));
	assert_string_equal(p.told.text, expected);
	str_release(&p.told);
	return p.last;
}

static void test_kinds(void **state)
{
	(void)state;
	begin_portal();
	stores_begin(&s);
	make("a"); /* 1 */
	make("b"); /* 2 */
	make("c"); /* 3 */
	change("a", 0);  /* 4 */
	destroy("b");    /* 5 */
	make("d");       /* 6 */
	destroy("d");    /* 7 */
	change("a", 0);  /* 8 */
	stores_commit(&s);
	assert_told(0, ROLE_TEACHER, "+a +c "); /* made and destroyed since: no word of it */
	assert_told(3, ROLE_TEACHER, "-b ~a "); /* once a record */
	assert_told(6, ROLE_TEACHER, "-d ~a ");
	assert_told(8, ROLE_TEACHER, "");
	stores_close(&s);
}

/* RFC 8620 section 5.2: a client that reads in pages never hears "updated" of what it has not heard "created" of. */
static void test_pages_end_anywhere(void **state)
{
	int64_t at;

	(void)state;
	begin_portal();
	stores_begin(&s);
	make("a");      /* 1 */
	make("b");      /* 2 */
	make("c");      /* 3 */
	change("b", 0); /* 4 */
	change("a", 0); /* 5 */
	stores_commit(&s);
	at = take_page(0, 1, "+a ");
	assert_int_equal(at, 1);
	stores_begin(&s);
	change("c", 0); /* 6: between two pages */
	make("d");      /* 7 */
	stores_commit(&s);
	at = take_page(at, 1, "+b ");
	at = take_page(at, 2, "+c ~b ");
	at = take_page(at, 10, "~a ~c +d ");
	take_page(at, 10, "");
	assert_int_equal(at, 7);
	stores_close(&s);
}

static void test_many_in_pages_of_any_size(void **state)
{
	struct random random;

	(void)state;
	begin_portal();
	random_seed(&random, 7);
	stores_begin(&s);
	for (int i = 0; i < 300; i++) {
		char id[16];

		snprintf(id, sizeof id, "x%d", i);
		make(id);
		for (uint64_t n = random_below(&random, 3); n > 0; n--) {
			snprintf(id, sizeof id, "x%d", (int)random_below(&random, (uint64_t)i + 1));
			change(id, 0);
		}
	}
	stores_commit(&s);
	for (int size = 1; size < 200; size = size * 3 + 1) {
		int created = 0;
		int64_t at = 0, before = -1;

		while (at != before) {
			struct page p = { .left = size, .last = at };

			before = at;
			str_init(&p.told, 0);
			MUST(record_changes(&s, account, country, at, &(struct onlooker){ .role = ROLE_TEACHER }, tell, &p, E));
			for (const char *c = p.told.text; *c; c++)
				created += *c == '+';
			at = p.last;
			str_release(&p.told);
		}
		assert_int_equal(created, 300); /* each exactly once */
		assert_int_equal(at, stores_number(&s, "SELECT max(seq) FROM account"));
	}
	stores_close(&s);
}

static void test_audiences(void **state)
{
	(void)state;
	begin_portal();
	stores_begin(&s);
	make("a");                          /* 1, public */
	make("b");                          /* 2 */
	change("a", AUDIENCE_STAFF);        /* 3: the pupil loses it */
	change("b", 0);                     /* 4 */
	stores_commit(&s);
	assert_told(2, ROLE_PUPIL, "-a ~b ");
	assert_told(2, ROLE_TEACHER, "~a ~b ");
	assert_told(0, ROLE_PUPIL, "+b ");
	assert_told(3, ROLE_PUPIL, "~b ");
	stores_begin(&s);
	change("a", 0);                                   /* 5: what happens out of sight is not told */
	change("a", AUDIENCE_STAFF | AUDIENCE_MEMBERS);   /* 6: and it comes back */
	change("a", 0);                                   /* 7 */
	stores_commit(&s);
	assert_told(4, ROLE_PUPIL, "+a ");
	assert_told(6, ROLE_PUPIL, "~a ");
	assert_told(2, ROLE_PUPIL, "~b ~a ");  /* lost and regained: it was there before */
	assert_told(5, ROLE_TEACHER, "~a ");
	stores_begin(&s);
	change("a", AUDIENCE_STAFF); /* 8 */
	destroy("a");                /* 9 */
	stores_commit(&s);
	assert_told(7, ROLE_PUPIL, "-a ");
	assert_told(8, ROLE_PUPIL, "");
	assert_told(8, ROLE_TEACHER, "-a ");
	assert_told(4, ROLE_PUPIL, "");
	assert_told(9, ROLE_TEACHER, "");
	stores_close(&s);
}

static void make_of(const char *id, const char *author, unsigned audience)
{
	struct record r = { .account = account, .type = country, .id = xstrdup(id), .body = xstrdup("{}"), .audience = audience,
	                    .author = xstrdup(author) };

	MUST(record_write(&s, &r, true, E));
	record_free(&r);
}

/* What is its author's and the staff's is told to the two, in lists, changes and ends, and to no fellow. */
static void test_authors(void **state)
{
	struct record_query q = { .sees = access_mask(ROLE_PUPIL), .author = "pme", .limit = 10, .total = true };
	int64_t found[10], total;

	(void)state;
	begin_portal();
	stores_begin(&s);
	make_of("a", "pme", AUDIENCE_AUTHOR | AUDIENCE_STAFF);    /* 1 */
	make_of("b", "pother", AUDIENCE_AUTHOR | AUDIENCE_STAFF); /* 2 */
	stores_commit(&s);
	assert_told(0, ROLE_PUPIL, "+a ");
	assert_told(0, ROLE_TEACHER, "+a +b ");
	q.account = account;
	q.type = country;
	assert_int_equal(record_list(&s, &q, found, NULL, &total, E), 1);
	assert_int_equal(total, 1);
	q.author = NULL;
	assert_int_equal(record_list(&s, &q, found, NULL, &total, E), 0);
	stores_begin(&s);
	change("a", AUDIENCE_MEMBERS);                 /* 3 */
	change("b", AUDIENCE_MEMBERS);                 /* 4 */
	change("b", AUDIENCE_AUTHOR | AUDIENCE_STAFF); /* 5 */
	stores_commit(&s);
	assert_told(2, ROLE_PUPIL, "~a ");
	assert_told(4, ROLE_PUPIL, "-b ");
	stores_begin(&s);
	change("a", AUDIENCE_AUTHOR); /* 6 */
	destroy("a");                 /* 7 */
	destroy("b");                 /* 8 */
	stores_commit(&s);
	assert_told(6, ROLE_PUPIL, "-a ");
	assert_told(6, ROLE_TEACHER, "-a -b "); /* who made a is a teacher by now */
	stores_close(&s);
}

static void test_other_types_and_derived_ones(void **state)
{
	struct record office = { .type = record_type_find("SupportOffice"), .body = xstrdup("{\"name\":\"x\"}") };
	struct record thread = { .type = record_type_find("Thread"), .body = xstrdup("{}") };
	struct page p = { .left = 100 };

	(void)state;
	begin_portal();
	office.account = thread.account = account;
	office.id = xstrdup("o");
	thread.id = xstrdup("t");
	stores_begin(&s);
	make("a");
	MUST(record_write(&s, &office, true, E));
	MUST(record_write(&s, &thread, true, E));
	stores_commit(&s);
	assert_told(0, ROLE_TEACHER, "+a ");
	str_init(&p.told, 0);
	MUST(record_changes(&s, account, NULL, 0, &(struct onlooker){ .role = ROLE_TEACHER }, tell, &p, E));
	assert_string_equal(p.told.text, "+a +o "); /* conversations are kept by both sides, never sent */
	str_release(&p.told);
	p = (struct page){ .left = 100 };
	MUST(record_changes(&s, account, thread.type, 0, &(struct onlooker){ .role = ROLE_OWNER, .owns = true }, tell, &p, E));
	assert_string_equal(p.told.text, "+t ");
	str_release(&p.told);
	record_free(&office);
	record_free(&thread);
	store_close(&s);
}

static void assert_state(const char *token, int64_t expected)
{
	struct account a;
	struct err e = { 0 };
	int64_t seq = -1;

	assert_true(account_by_local(&s, account, &a));
	if (expected < 0) {
		assert_int_equal(record_state_parse(&s, &a, token, &seq, &e), -1);
		assert_int_equal(e.code, ERR_CANNOT_CALCULATE_CHANGES);
		assert_int_equal(seq, -1);
		err_release(&e);
	} else {
		MUST(record_state_parse(&s, &a, token, &seq, E));
		assert_int_equal(seq, expected);
	}
	account_release(&a);
}

static char *token(int64_t seq)
{
	struct account a;
	char *text;

	assert_true(account_by_local(&s, account, &a));
	text = xasprintf("%s-%lld", a.epoch, (long long)seq);
	account_release(&a);
	return text;
}

static void assert_seq(int64_t seq, int64_t expected)
{
	char *text = token(seq);

	assert_state(text, expected);
	free(text);
}

static void test_states(void **state)
{
	const struct record_type *office = record_type_find("SupportOffice");
	char *one, *two;
	struct account a;

	(void)state;
	begin_portal();
	assert_true(account_by_local(&s, account, &a));
	one = record_state(&s, &a, country);
	stores_begin(&s);
	make("a");
	make("b");
	stores_commit(&s);
	two = record_state(&s, &a, country);
	assert_string_not_equal(one, two);
	free(one);
	one = record_state(&s, &a, NULL);
	assert_string_equal(one, two);
	free(one);
	one = record_state(&s, &a, office); /* nothing of that type changed */
	assert_state(one, 0);
	assert_state(two, 2);
	assert_seq(1, 1);
	assert_seq(3, -1); /* from the future */
	assert_state("", -1);
	assert_state("zzzzzzzz-1", -1); /* another epoch */
	assert_state("-1", -1);
	assert_state("1", -1);
	free(one);
	one = xasprintf("%s-", a.epoch);
	assert_state(one, -1);
	free(one);
	one = xasprintf("%s-1x", a.epoch);
	assert_state(one, -1);
	free(one);
	one = xasprintf("%s-99999999999999999999", a.epoch);
	assert_state(one, -1);
	free(one);
	free(two);
	account_release(&a);
	stores_close(&s);
}

static void test_forgotten_tombstones(void **state)
{
	(void)state;
	begin_portal();
	stores_begin(&s);
	make("a");    /* 1 */
	make("b");    /* 2 */
	destroy("a"); /* 3 */
	stores_commit(&s);
	clock_fix(STORES_NOW + 1000);
	stores_begin(&s);
	destroy("b"); /* 4 */
	MUST(record_prune(&s, STORES_NOW + 500, E));
	stores_commit(&s);
	assert_seq(2, -1); /* the end of a would not be told any more */
	assert_seq(3, 3);
	assert_told(3, ROLE_TEACHER, "-b ");
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_kinds),
		TEST(test_pages_end_anywhere),
		TEST(test_many_in_pages_of_any_size),
		TEST(test_audiences),
		TEST(test_authors),
		TEST(test_other_types_and_derived_ones),
		TEST(test_states),
		TEST(test_forgotten_tombstones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
