/* What the tests of the store share: a fresh store in a directory of its own, JSON from text, one transaction a step. */
#ifndef TESTS_UNIT_STORES_H
#define TESTS_UNIT_STORES_H

#include "lib/suite.h"

#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/json.h"
#include "twinline/base/mem.h"
#include "twinline/records/check.h"
#include "twinline/records/record.h"

static char stores_directory[64];
static char *stores_path;

enum { STORES_NOW = 1795000000 };

static inline int stores_make(void **state)
{
	(void)state;
	snprintf(stores_directory, sizeof stores_directory, "/tmp/twinline-store-XXXXXX");
	if (!mkdtemp(stores_directory))
		return -1;
	stores_path = xasprintf("%s/store.db", stores_directory);
	clock_fix(STORES_NOW);
	return 0;
}

static inline int stores_remove(void **state)
{
	(void)state;
	free(stores_path);
	return file_remove_tree(stores_directory, NULL);
}

/* What must succeed says why when it does not. */
static inline void stores_expect(int64_t result, struct err *e, const char *what)
{
	if (result < 0) {
		char *text = err_text_english(e);

		fail_msg("%s: %s", what, text);
	}
}
#define MUST(call) stores_expect(call, &stores_err, #call)
static struct err stores_err;
#define E (&stores_err)

static inline struct store stores_open(enum store_side side)
{
	struct store s;

	MUST(store_open(&s, stores_path, side, DB_CREATE, E));
	db_durability(s.db, DB_QUICK); /* the power stays on in tests */
	return s;
}

static inline void stores_begin(struct store *s)
{
	MUST(db_begin(s->db, E));
}

static inline void stores_commit(struct store *s)
{
	MUST(db_commit(s->db, E));
}

/* JSON with ' for ", so that tests stay readable. */
static inline struct json *stores_json(const char *text)
{
	char *copy = xstrdup(text);
	struct json *tree;

	for (char *c = copy; *c; c++)
		if (*c == '\'')
			*c = '"';
	tree = json_parse(copy, strlen(copy), E);
	if (!tree)
		fail_msg("%s", copy);
	free(copy);
	return tree;
}

/* A record as the portal sends it, taken in with a transaction of its own: its local. */
static inline int64_t stores_receive(struct store *s, int64_t account, enum record_type_index type, const char *text)
{
	struct json *object = stores_json(text);
	int64_t local;

	stores_begin(s);
	local = record_receive(s, account, &record_types[type], object, E);
	MUST(local);
	stores_commit(s);
	json_free(object);
	return local;
}

static inline void stores_print_finding(void *context, const struct err *finding)
{
	char *text = err_text_english(finding);

	(void)context;
	print_error("check: %s\n", text);
	free(text);
}

/* Every test ends with a store that agrees with itself, and in which no reading was left standing. */
static inline void stores_close(struct store *s)
{
	assert_int_equal(db_open_statements(s->db), 0);
	assert_int_equal(store_check(s, stores_print_finding, NULL, E), 0);
	store_close(s);
}

static inline int64_t stores_number(struct store *s, const char *sql)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);
	int64_t value = db_step(stmt, NULL) == 1 ? db_int(stmt, 0) : -1;

	db_reset(stmt);
	return value;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, stores_make, stores_remove)

#endif
