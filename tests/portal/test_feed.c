/* The feed: what those do whom one follows, newest first, in pages; nothing of strangers, nothing hidden, few bytes. */
#include "lib/suite.h"

#include <string.h>

#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

enum { HOUR = 3600, MANY = 60, PAGE = 50, LINE_BYTES = 330, NOTHING_BYTES = 200 };

static struct portal_fixture *f;
static struct deeds follow, notices, events, spaces;
static char *space, *stranger;

static char *make(const struct teacher *t, const char *account, const char *type, const char *members)
{
	const struct deeds d = deeds_of(f, t, account, type);
	char *id = NULL;
	assert_null(deeds_make(&d, &id, "%s", members));
	return id;
}

/* Ben and Eva found what Ada follows; a second project of theirs nobody does. */
static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	follow = deeds_of(f, &f->ada, f->ada.account, "Follow");
	notices = deeds_of(f, &f->ben, f->ben.community, "PartnerNotice");
	events = deeds_of(f, &f->ben, f->ben.community, "Event");
	spaces = deeds_of(f, &f->ben, NULL, "Project");
	space = deeds_project(f, "Followed", &f->ben, &f->eva, NULL);
	stranger = deeds_project(f, "Not followed", &f->eva, &f->ben, NULL);
	for (int i = 0; i < 2; i++) {
		spaces.account = i ? stranger : space;
		assert_null(deeds_change(&spaces, spaces.account, "\"shown\":true"));
	}
	assert_null(deeds_make(&follow, NULL, "\"project\":{\"id\":\"%s\"}", space));
	return 0;
}

static int end(void **state)
{
	free(space);
	free(stranger);
	return portal_fixture_stop(state);
}

/* The answer of Deed/query; yours. */
static struct json *ask(const struct teacher *t, const char *more)
{
	return portal_call(f, t, "Deed/query", "{\"accountId\":\"%s\",\"calculateTotal\":true%s}", t->directory, more);
}

static int total(const struct teacher *t)
{
	struct json *answer = ask(t, "");
	int all = (int)json_get_integer(answer, "total", -1);
	json_free(answer);
	return all;
}

/* The deed about a record, yours; NULL if it is not in the feed, or not to be had. */
static struct json *deed(const struct teacher *t, const char *id)
{
	struct json *answer = ask(t, ""), *found = NULL;
	for (const struct json *i = json_first(json_get(answer, "ids")); i && !found; i = json_next(i))
		if (text_equal(json_text(i), id)) {
			struct json *get = portal_call(f, t, "Deed/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", t->directory, id);
			found = json_copy(json_first(json_get(get, "list")));
			json_free(get);
		}
	json_free(answer);
	return found;
}

static bool is_there(const struct teacher *t, const char *id)
{
	struct json *found = deed(t, id);
	json_free(found);
	return found != NULL;
}

#define NOTICE "\"title\":\"A school by a lake\",\"text\":\"We count birds.\",\"purpose\":\"project\",\"ageBand\":\"7-11\""
#define EVENT "\"title\":\"Birds together\",\"kind\":\"webinar\",\"time\":{\"start\":\"2099-01-11T10:00:00\"," \
	"\"timeZone\":\"Europe/Rome\",\"duration\":\"PT1H\"}"

static void test_what_a_person_does_comes_with_the_follow(void **state)
{
	(void)state;
	char *follows, *notice, *event;
	assert_null(deeds_make(&notices, &notice, "%s", NOTICE));
	assert_null(deeds_make(&events, &event, "%s", EVENT));
	assert_int_equal(total(&f->ada), 0);
	assert_null(deeds_make(&follow, &follows, "\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_int_equal(total(&f->ada), 2);
	struct json *line = deed(&f->ada, notice);
	assert_string_equal(json_get_text(line, "aboutType"), "PartnerNotice");
	assert_string_equal(json_get_text(line, "title"), "A school by a lake");
	assert_string_equal(json_get_text(json_first(json_get(line, "people")), "id"), f->ben.person);
	assert_null(json_get(line, "text"));
	json_free(line);
	assert_true(is_there(&f->ada, event));
	assert_null(deeds_change(&events, event, "\"state\":\"cancelled\""));
	assert_false(is_there(&f->ada, event));
	assert_null(deeds_end(&notices, notice));
	assert_int_equal(total(&f->ada), 0);
	assert_null(deeds_end(&follow, follows));
	free(follows);
	free(notice);
	free(event);
}

static void test_a_project_tells_its_state_and_its_public_words(void **state)
{
	(void)state;
	char *page = make(&f->ben, space, "Page", "\"title\":\"For all\",\"state\":\"published\",\"readers\":\"public\",\"text\":\"Secret-free\"");
	char *entry = make(&f->ben, space, "Post", "\"place\":\"journal\",\"text\":\"First line\\nsecond\"");
	struct json *line = deed(&f->ada, page);
	assert_string_equal(json_get_text(json_get(line, "project"), "name"), "Followed");
	assert_false(json_get_bool(line, "changed", false));
	json_free(line);
	assert_true(deeds_says(deed(&f->ada, entry), "title", "First line"));
	spaces.account = space;
	assert_null(deeds_change(&spaces, space, "\"state\":\"closed\""));
	assert_true(deeds_says(deed(&f->ada, space), "state", "closed"));
	assert_null(deeds_change(&spaces, space, "\"state\":\"active\""));
	assert_true(deeds_says(deed(&f->ada, space), "state", "active"));
	/* Hidden, it is gone with all that it said. */
	assert_null(deeds_change(&spaces, space, "\"shown\":false"));
	assert_int_equal(total(&f->ada), 0);
	assert_null(deeds_change(&spaces, space, "\"shown\":true"));
	assert_int_equal(total(&f->ada), 3);
	free(page);
	free(entry);
}

static void test_nothing_hidden_and_nothing_of_others_is_told(void **state)
{
	(void)state;
	int before = total(&f->ada);
	char *draft = make(&f->ben, space, "Page", "\"title\":\"Draft\",\"state\":\"draft\",\"readers\":\"public\"");
	char *inside = make(&f->ben, space, "Page", "\"title\":\"Inside\",\"state\":\"published\",\"readers\":\"members\"");
	char *update = make(&f->ben, space, "Post", "\"place\":\"update\",\"text\":\"Among us\"");
	char *other = make(&f->eva, stranger, "Page", "\"title\":\"Else\",\"state\":\"published\",\"readers\":\"public\"");
	assert_int_equal(total(&f->ada), before);
	struct json *get = portal_call(f, &f->ada, "Deed/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\",\"%s\",\"%s\"]}", f->ada.directory,
	                               draft, inside, update);
	assert_int_equal(json_size(json_get(get, "list")), 0);
	assert_int_equal(json_size(json_get(get, "notFound")), 3);
	json_free(get);
	/* Nobody else has Ada's feed. */
	assert_int_equal(total(&f->eva), 0);
	free(draft);
	free(inside);
	free(update);
	free(other);
}

static void test_who_is_not_validated_has_none(void **state)
{
	(void)state;
	struct teacher nina;
	deeds_join(f, "nina", "GR", true, &nina);
	assert_int_equal(total(&nina), 0);
	struct json *answer = portal_call(f, &nina, "Deed/set", "{\"accountId\":\"%s\",\"create\":{\"a\":{\"title\":\"Mine\"}}}", nina.directory);
	assert_non_null(json_get(answer, "type"));
	json_free(answer);
	teacher_release(&nina);
}

static void test_its_filter_is_its_own(void **state)
{
	(void)state;
	static const struct { const char *more, *type; } wrong[] = {
		{",\"filter\":{\"title\":\"x\"}", "unsupportedFilter"}, {",\"filter\":{\"since\":\"yesterday\"}", "invalidArguments"},
		{",\"sort\":[{\"property\":\"at\"}]", "unsupportedSort"}, {",\"anchor\":\"zzzzzzzz\"", "anchorNotFound"},
		{",\"filter\":{\"operator\":\"NOT\",\"conditions\":[]}", "unsupportedFilter"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct json *answer = ask(&f->ada, wrong[i].more);
		assert_string_equal(json_get_text(answer, "type"), wrong[i].type);
		json_free(answer);
	}
}

/* Notices of somebody who is not held to five a week. */
static void post_many(void)
{
	struct store s;
	struct account community;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_COMMUNITY, &community));
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (int i = 0; i < MANY; i++) {
		char at[CLOCK_TEXT_SIZE];
		clock_format(clock_now() - (int64_t)(i + 1) * HOUR, at);
		struct record r = {
			.account = community.local, .type = &record_types[TYPE_PartnerNotice], .audience = AUDIENCE_SIGNED_IN,
			.body = xasprintf("{\"title\":\"Notice %d\",\"author\":{\"id\":\"%s\",\"name\":\"Eva\",\"country\":\"PL\"},"
			                  "\"createdAt\":\"%s\"}", i, f->eva.person, at),
		};
		assert_int_equal(record_write(&s, &r, true, NULL), 0);
		record_free(&r);
	}
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&community);
	store_close(&s);
}

static size_t size_of(const struct json *tree)
{
	char *text = json_print(tree);
	size_t size = strlen(text);
	free(text);
	return size;
}

/* A full page says how long pages are, unless no longer one was asked for: also where nothing comes after it (RFC 8620, 5.5). */
static void limits_are_told(void)
{
	static const struct { const char *more; int64_t limit; } pages[] = {
		{"", PAGE}, {",\"limit\":51", PAGE}, {",\"limit\":50", -1}, {",\"limit\":3", -1},
		{",\"position\":-50", PAGE}, {",\"position\":-50,\"limit\":60", PAGE}, {",\"position\":-49", -1},
	};
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		struct json *answer = ask(&f->ada, pages[i].more);
		assert_int_equal(json_get_integer(answer, "limit", -1), pages[i].limit);
		json_free(answer);
	}
}

static void test_it_comes_in_pages_and_costs_little(void **state)
{
	(void)state;
	char *follows;
	char tomorrow[CLOCK_TEXT_SIZE];
	int before = total(&f->ada);
	post_many();
	assert_null(deeds_make(&follow, &follows, "\"person\":{\"id\":\"%s\"}", f->eva.person));
	limits_are_told();
	struct json *first = ask(&f->ada, ",\"limit\":50");
	const struct json *ids = json_get(first, "ids");
	/* Both projects are hers, and one of them was told of before. */
	assert_true(json_get_integer(first, "total", 0) >= before + MANY);
	assert_int_equal(json_size(ids), PAGE);
	char *more = xasprintf(",\"limit\":50,\"anchor\":\"%s\",\"anchorOffset\":1", json_text(json_at(ids, PAGE - 1)));
	struct json *second = ask(&f->ada, more);
	assert_int_equal(json_size(json_get(second, "ids")), json_get_integer(first, "total", 0) - PAGE);
	for (const struct json *i = json_first(json_get(second, "ids")); i; i = json_next(i))
		for (const struct json *j = json_first(ids); j; j = json_next(j))
			assert_string_not_equal(json_text(i), json_text(j));
	char *list = json_print(ids);
	struct json *get = portal_call(f, &f->ada, "Deed/get", "{\"accountId\":\"%s\",\"ids\":%s}", f->ada.directory, list);
	assert_int_equal(json_size(json_get(get, "list")), PAGE);
	print_message("%zu bytes for %d lines\n", size_of(get), PAGE);
	assert_in_range(size_of(get), 1, PAGE * LINE_BYTES);
	const char *last = "9999";
	for (const struct json *i = json_first(json_get(get, "list")); i; i = json_next(i)) {
		assert_true(strcmp(json_get_text(i, "at"), last) <= 0);
		last = json_get_text(i, "at");
	}
	clock_format(clock_now() + 24 * (int64_t)HOUR, tomorrow);
	char *since = xasprintf(",\"filter\":{\"since\":\"%.10s\"}", tomorrow);
	struct json *nothing = ask(&f->ada, since);
	assert_int_equal(json_get_integer(nothing, "total", -1), 0);
	print_message("%zu bytes for nothing new\n", size_of(nothing));
	assert_in_range(size_of(nothing), 1, NOTHING_BYTES);
	json_free(nothing);
	json_free(get);
	json_free(second);
	json_free(first);
	free(since);
	free(list);
	free(more);
	assert_null(deeds_end(&follow, follows));
	free(follows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_person_does_comes_with_the_follow),
		cmocka_unit_test(test_a_project_tells_its_state_and_its_public_words),
		cmocka_unit_test(test_nothing_hidden_and_nothing_of_others_is_told),
		cmocka_unit_test(test_who_is_not_validated_has_none),
		cmocka_unit_test(test_its_filter_is_its_own),
		cmocka_unit_test(test_it_comes_in_pages_and_costs_little),
	};
	return cmocka_run_group_tests(tests, start, end);
}
