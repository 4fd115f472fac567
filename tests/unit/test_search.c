/* The index of the directory against the plain way: every record held against every filter, one at a time. */
#include "stores.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/portal/init.h"
#include "../../src/portal/search.h"
#include "lib/generate.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"
#include "twinline/schema/filter.h"

enum { RECORDS = 400, ROUNDS = 12, QUESTIONS = 100, CHANGES = 10, COPIES = RECORDS / 4 + ROUNDS * CHANGES + 1 };

static const char *const types[] = {"Person", "School", "Project", "Event"};
static const char *const words[] = {"water", "Wasser", "Μαρία", "Ευαγγελία", "вода", "łódka",
                                    "水の日記", "Li", "Ng", "mathematics", "mate", "3"};

struct there { struct store s; struct search *search; struct account directory, community; struct random random; };

static struct store portal_store(void)
{
	struct store s;
	MUST(init_open(&s, stores_directory, DB_CREATE, E));
	db_durability(s.db, DB_QUICK);
	return s;
}

static void open_all(struct there *t)
{
	t->s = portal_store();
	stores_begin(&t->s);
	MUST(init_store(&t->s, E));
	stores_commit(&t->s);
	assert_true(account_by_kind(&t->s, ACCOUNT_DIRECTORY, &t->directory));
	assert_true(account_by_kind(&t->s, ACCOUNT_COMMUNITY, &t->community));
	t->search = search_new(stores_directory);
	random_seed(&t->random, 7);
}

static void close_all(struct there *t)
{
	search_free(t->search);
	account_release(&t->directory);
	account_release(&t->community);
	store_close(&t->s);
}

static size_t below(struct there *t, size_t limit)
{
	return random_below(&t->random, limit);
}

static const char *word_of(struct there *t)
{
	return words[below(t, ARRAY_SIZE(words))];
}

/* --- records --- */

static int64_t account_of(const struct there *t, const struct record_type *type)
{
	return record_type_in(type, ACCOUNT_DIRECTORY) ? t->directory.local : t->community.local;
}

/* A generated one with words that come again, few towns and few days, so that filters find more than one. */
static char *body_of(struct there *t, const struct record_type *type)
{
	static const char *const towns[] = {"Χανιά", "Łódź", "Lódka", "Porto", ""};
	struct json *tree = generate_record(type, &t->random, GENERATE_ALL);
	for (const struct filter_row *row = filter_rows(type); row->name; row++) {
		char date[] = "2026-10-01", time[] = "2026-10-01T10:00:00Z";
		const struct field *field = row->field ? field_find(type, row->field) : NULL;
		date[9] = time[9] = (char)('1' + below(t, 6));
		if (field && field->kind == FIELD_DATE)
			json_set_string(tree, field->name, date);
		else if (field && field->kind == FIELD_UTC)
			json_set_string(tree, field->name, time);
		else if (row->match == FILTER_NAME)
			json_set_string(tree, field->name, towns[below(t, ARRAY_SIZE(towns))]);
	}
	char *title = xasprintf("%s %s", word_of(t), word_of(t));
	json_set_string(tree, field_find(type, "name") ? "name" : "title", title);
	free(title);
	if (field_find(type, "about")) {
		json_set_string(tree, "about", word_of(t));
		if (below(t, 2))
			json_set_string(json_set(tree, "seenBy", json_new_object()), "about", below(t, 2) ? "contacts" : "eTwinners");
	}
	char *body = json_print(tree);
	json_free(tree);
	return body;
}

static unsigned audience_of(struct there *t, const struct record_type *type)
{
	return below(t, 8) ? type->audience | AUDIENCE_SIGNED_IN : AUDIENCE_AUTHOR;
}

static void add(struct there *t, const struct record_type *type)
{
	struct record r = {.account = account_of(t, type), .type = type, .audience = audience_of(t, type), .body = body_of(t, type)};
	MUST(record_write(&t->s, &r, true, E));
	record_free(&r);
}

static int64_t any(struct there *t, const struct record_type *type)
{
	struct db_stmt *row = db_prepare(t->s.db, "SELECT local FROM record WHERE type = ?1 ORDER BY (local * ?2) % 1009 LIMIT 1");
	db_bind_int(row, 1, type->index);
	db_bind_int(row, 2, (int64_t)below(t, 1000) + 1);
	int64_t local = db_step(row, NULL) == 1 ? db_int(row, 0) : 0;
	db_reset(row);
	return local;
}

/* One record comes, changes, changes whom it is for, or goes. */
static void change(struct there *t, const struct record_type *type)
{
	struct record r;
	size_t what = below(t, 4);
	stores_begin(&t->s);
	if (what == 0 || !record_by_local(&t->s, any(t, type), &r)) {
		add(t, type);
	} else if (what == 1) {
		MUST(record_destroy(&t->s, &r, E));
		record_free(&r);
	} else {
		free(r.body);
		r.body = body_of(t, type);
		r.audience = audience_of(t, type);
		MUST(record_write(&t->s, &r, true, E));
		record_free(&r);
	}
	stores_commit(&t->s);
}

/* --- filters --- */

static struct json *codes_of(struct there *t, const struct record_type *type, const struct filter_row *row)
{
	const struct vocabulary *v = field_find(type, row->field)->vocabulary;
	struct json *codes = json_new_array();
	for (size_t i = 0; i < 1 + below(t, 4); i++)
		json_push(codes, json_new_string(v->rows[below(t, v->count)].code));
	return codes;
}

static struct json *value_of(struct there *t, const struct record_type *type, const struct filter_row *row)
{
	char date[] = "2026-10-01";
	date[9] = (char)('1' + below(t, 7));
	switch (row->match) {
	case FILTER_WORDS: {
		char *text = xasprintf("%s%s%s ", word_of(t), below(t, 2) ? "," : " ", below(t, 3) ? "" : word_of(t));
		struct json *value = json_new_string(text);
		free(text);
		return value;
	}
	case FILTER_CODES:
	case FILTER_NONE_OF:
		return codes_of(t, type, row);
	case FILTER_NAME:
		return json_new_string(below(t, 3) ? "lod" : below(t, 2) ? "χαν" : "chan");
	case FILTER_FROM:
	case FILTER_TO:
		return json_new_integer((int64_t)below(t, 22));
	case FILTER_SINCE:
	case FILTER_BEFORE:
		return json_new_string(date);
	default:
		return json_new_bool(below(t, 2));
	}
}

static struct json *filter_of(struct there *t, const struct record_type *type, int depth)
{
	static const char *const operators[] = {"AND", "OR", "NOT"};
	struct json *filter = json_new_object();
	if (depth > 0 && below(t, 3) == 0) {
		json_set_string(filter, "operator", operators[below(t, ARRAY_SIZE(operators))]);
		struct json *conditions = json_set(filter, "conditions", json_new_array());
		for (size_t i = below(t, 4); i > 0; i--)
			json_push(conditions, filter_of(t, type, depth - 1));
		return filter;
	}
	size_t rows = 0;
	while (filter_rows(type)[rows].name)
		rows++;
	for (size_t i = below(t, 3); i > 0; i--) {
		const struct filter_row *row = &filter_rows(type)[below(t, rows)];
		json_set(filter, row->name, value_of(t, type, row));
	}
	return filter;
}

/* Its conditions, as they are counted against FILTER_MOST. */
static int size_of(const struct json *filter)
{
	int size = 0;
	if (!json_get(filter, "operator"))
		return (int)json_size(filter);
	for (const struct json *i = json_first(json_get(filter, "conditions")); i; i = json_next(i))
		size += 1 + size_of(i);
	return size;
}

/* One that is not too long to be asked. */
static struct json *drawn_filter(struct there *t, const struct record_type *type)
{
	struct json *filter = filter_of(t, type, 2);
	while (size_of(filter) > FILTER_MOST) {
		json_free(filter);
		filter = filter_of(t, type, 2);
	}
	return filter;
}

/* --- the plain way --- */

struct hit { int64_t order, local; char id[RECORD_ID_LENGTH + 1]; const struct json *tree; };

/* What a member may see of a type, read once. */
struct copies { struct hit at[COPIES]; struct json *trees[COPIES]; char *words[COPIES]; size_t count; };

static int newest_first(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;
	if (a->order != b->order)
		return a->order > b->order ? -1 : 1;
	return a->local > b->local ? -1 : a->local < b->local;
}

static void copies_read(struct there *t, const struct record_type *type, struct copies *all)
{
	struct db_stmt *row = db_prepare(t->s.db, "SELECT local, id, body FROM record WHERE type = ?1 AND account = ?2 AND (audience & 8) <> 0");
	db_bind_int(row, 1, type->index);
	db_bind_int(row, 2, account_of(t, type));
	for (all->count = 0; db_step(row, NULL) == 1; all->count++) {
		struct json *tree = all->trees[all->count] = json_parse_own(db_text(row, 2));
		struct hit *hit = &all->at[all->count];
		assert_true(all->count < COPIES - 1);
		*hit = (struct hit){.order = filter_day(type->order ? json_get_text(tree, type->order) : NULL), .local = db_int(row, 0), .tree = tree};
		snprintf(hit->id, sizeof hit->id, "%s", db_text(row, 1));
		all->words[all->count] = filter_words(type, tree);
	}
}

static void copies_release(struct copies *all)
{
	for (size_t i = 0; i < all->count; i++) {
		json_free(all->trees[i]);
		free(all->words[i]);
	}
}

static void count_code(struct json *facets, const struct filter_row *row, const char *code)
{
	struct json *counts = json_get_mutable(facets, row->name);
	json_set_integer(counts, code, json_get_integer(counts, code, 0) + 1);
}

static void count_facets(struct json *facets, const struct record_type *type, const struct json *tree)
{
	for (const struct filter_row *row = filter_rows(type); row->name; row++) {
		const struct json *value = row->facet ? json_get(tree, row->field) : NULL;
		if (json_is_string(value))
			count_code(facets, row, json_text(value));
		else if (json_bool(value, false))
			count_code(facets, row, "true");
		for (const struct json *code = json_is_object(value) ? json_first(value) : NULL; code; code = json_next(code))
			count_code(facets, row, json_key(code));
	}
}

static size_t plain(const struct copies *all, const struct record_type *type, const struct json *filter, struct hit *hits,
                    struct json *facets)
{
	char today[CLOCK_TEXT_SIZE];
	size_t count = 0;
	clock_format(clock_now(), today);
	for (const struct filter_row *row = filter_rows(type); row->name; row++)
		if (row->facet)
			json_set(facets, row->name, json_new_object());
	for (size_t i = 0; i < all->count; i++)
		if (filter_passes(type, filter, all->trees[i], all->words[i], today)) {
			hits[count++] = all->at[i];
			count_facets(facets, type, all->trees[i]);
		}
	qsort(hits, count, sizeof *hits, newest_first);
	return count;
}

/* --- */

static void compare_page(const struct directory_answer *a, const struct hit *hits, size_t count, size_t from, const char *said)
{
	size_t most = from < count ? count - from : 0;
	if (most > DIRECTORY_IDS_MOST)
		most = DIRECTORY_IDS_MOST;
	if ((size_t)a->count != most || (size_t)a->total != count || (size_t)a->position != from)
		fail_msg("%s: %d ids, %lld in all from %lld; not %zu, %zu, %zu", said, a->count, (long long)a->total,
		         (long long)a->position, most, count, from);
	for (int i = 0; i < a->count; i++)
		if (strcmp(a->ids[i], hits[from + (size_t)i].id) != 0)
			fail_msg("%s: %s is not %s", said, a->ids[i], hits[from + (size_t)i].id);
}

static void compare_facets(const struct json *facets, const struct json *wanted, const char *said)
{
	if (!json_equal(facets, wanted)) {
		char *got = json_print(facets), *should = json_print(wanted);
		fail_msg("%s: %s\nnot %s", said, got, should);
	}
	for (const struct json *counts = json_first(facets); counts; counts = json_next(counts)) {
		int64_t before = INT64_MAX;
		for (const struct json *i = json_first(counts); i; before = json_integer(i, 0), i = json_next(i))
			assert_true(json_integer(i, 0) > 0 && json_integer(i, 0) <= before);
	}
}

/* How many were found. */
static size_t ask_both_ways(struct there *t, const struct copies *all, const struct record_type *type)
{
	static struct hit hits[COPIES];
	struct json *filter = drawn_filter(t, type), *facets = json_new_object();
	char *said = json_print(filter);
	struct directory_question q = {.type = type, .sees = access_mask(ROLE_TEACHER), .filter = filter, .limit = 50, .facets = true};
	struct directory_answer a;
	MUST(filter_check(type, filter, E));
	size_t count = plain(all, type, filter, hits, facets);
	MUST(directory_ask(t->search, &q, &a, E));
	compare_page(&a, hits, count, 0, said);
	compare_facets(a.facets, facets, said);
	json_free(a.facets);
	q.facets = false;
	if (count > 0) {
		size_t at = below(t, count);
		q.anchor = hits[at].id;
		q.offset = 1;
		MUST(directory_ask(t->search, &q, &a, E));
		compare_page(&a, hits, count, at + 1, said);
	}
	free(said);
	json_free(filter);
	json_free(facets);
	return count;
}

static size_t one_round(struct there *t, const struct record_type *type)
{
	static struct copies all;
	size_t found = 0;
	copies_read(t, type, &all);
	for (int i = 0; i < QUESTIONS; i++) {
		size_t count = ask_both_ways(t, &all, type);
		found += count > 0 && count < all.count;
	}
	copies_release(&all);
	for (int i = 0; i < CHANGES; i++)
		change(t, type);
	return found;
}

static void test_the_index_tells_what_the_plain_way_does(void **state)
{
	(void)state;
	struct there t;
	size_t found = 0;
	open_all(&t);
	stores_begin(&t.s);
	for (int i = 0; i < RECORDS; i++)
		add(&t, record_type_find(types[i % (int)ARRAY_SIZE(types)]));
	stores_commit(&t.s);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < ARRAY_SIZE(types); i++)
			found += one_round(&t, record_type_find(types[i]));
	/* A good part of the questions found some, and not all. */
	assert_true(found > ROUNDS * QUESTIONS);
	close_all(&t);
}

/* --- words --- */

static void add_named(struct there *t, const char *name)
{
	const struct record_type *type = &record_types[TYPE_Person];
	struct record r = {.account = t->directory.local, .type = type, .body = xasprintf("{\"name\":\"%s\"}", name)};
	stores_begin(&t->s);
	MUST(record_write(&t->s, &r, true, E));
	stores_commit(&t->s);
	record_free(&r);
}

/* How many the text finds, -1 where it is refused. */
static int64_t found(struct there *t, const char *text, struct err *e)
{
	struct json *filter = json_new_object();
	struct directory_question q = {.type = &record_types[TYPE_Person], .sees = AUDIENCE_SIGNED_IN, .filter = filter, .limit = 50};
	struct directory_answer a;
	json_set_string(filter, "text", text);
	int result = directory_ask(t->search, &q, &a, e);
	json_free(filter);
	return result < 0 ? -1 : a.total;
}

static void test_short_words_are_looked_for_when_they_are_complete(void **state)
{
	(void)state;
	static const struct { const char *text; int64_t count; } rows[] = {
		{"", 4}, {" ,", 4}, {"Lind", 1}, {"lind", 1}, {"wei li ", 1}, {"Li Wei", 1}, {"li, ", 1}, {"Li", -1}, {"Wei l", -1},
		{"水", 1}, {"水の", 1}, {"の日", 1}, {"記", 1}, {"水日", 0}, {"ευαγγ", 1}, {"evang", 1}, {"\"wei\" OR *", 0}, {"NOT wei", 0},
	};
	struct there t;
	open_all(&t);
	add_named(&t, "Li Wei");
	add_named(&t, "Lind");
	add_named(&t, "水の日記");
	add_named(&t, "Ευαγγελία");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct err e = {0};
		int64_t count = found(&t, rows[i].text, &e);
		if (count != rows[i].count)
			fail_msg("%s: %lld", rows[i].text, (long long)count);
		if (count < 0)
			assert_int_equal(e.code, ERR_SEARCH_TOO_SHORT);
		err_release(&e);
	}
	close_all(&t);
}

/* --- what is new --- */

static void test_fresh_is_what_came_to_be_seen_since_a_mark(void **state)
{
	(void)state;
	struct there t;
	struct directory_answer a;
	struct directory_question q = {.type = &record_types[TYPE_Person], .sees = AUDIENCE_SIGNED_IN};
	open_all(&t);
	add_named(&t, "Lind");
	MUST(directory_ask(t.search, &q, &a, E));
	q.since = a.mark;
	MUST(directory_ask(t.search, &q, &a, E));
	assert_int_equal(a.fresh, 0);
	add_named(&t, "Lund");
	MUST(directory_ask(t.search, &q, &a, E));
	assert_int_equal(a.fresh, 1);
	assert_int_equal(a.total, 2);
	close_all(&t);
}

/* --- several at once --- */

enum { ASKERS = 3, ASKED = 200, WRITTEN = 60 };

/* What is there only grows, so no total may be less than the one before. */
static void *ask_on(void *context)
{
	struct search *search = context;
	const struct directory_question q = {.type = &record_types[TYPE_Person], .sees = AUDIENCE_SIGNED_IN, .limit = 50, .facets = true};
	int64_t before = 0;
	for (int i = 0; i < ASKED; i++) {
		struct directory_answer a;
		if (directory_ask(search, &q, &a, NULL) < 0 || a.total < before || a.count != (a.total < 50 ? a.total : 50))
			return search;
		before = a.total;
		json_free(a.facets);
	}
	return NULL;
}

static void test_several_ask_while_one_writes(void **state)
{
	(void)state;
	struct there t;
	pthread_t askers[ASKERS];
	open_all(&t);
	for (int i = 0; i < ASKERS; i++)
		assert_int_equal(pthread_create(&askers[i], NULL, ask_on, t.search), 0);
	for (int i = 0; i < WRITTEN; i++)
		add_named(&t, "Lind");
	for (int i = 0; i < ASKERS; i++) {
		void *failed;
		assert_int_equal(pthread_join(askers[i], &failed), 0);
		assert_null(failed);
	}
	assert_int_equal(found(&t, "lind", NULL), WRITTEN);
	close_all(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_index_tells_what_the_plain_way_does),
		TEST(test_short_words_are_looked_for_when_they_are_complete),
		TEST(test_fresh_is_what_came_to_be_seen_since_a_mark),
		TEST(test_several_ask_while_one_writes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
