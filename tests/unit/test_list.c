/* Lists on screens: the window, the cursor that sticks to its record, movement, marks. */
#include "lib/suite.h"

#include "../../src/ui/list.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

enum { ROWS_MAX = 12000, HEIGHT = 10 };

/* A list in memory that counts what was read and what was freed. */
struct source {
	int64_t keys[ROWS_MAX];
	int count, reads, rows_read, alive;
};

struct row {
	int64_t key;
	char *text;
	struct source *from;
};

static int place_of(const struct source *source, int64_t key)
{
	for (int i = 0; i < source->count; i++)
		if (source->keys[i] == key)
			return i;
	return -1;
}

static int read_rows(void *context, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	struct source *source = context;
	int place = anchor || limit > 0 ? place_of(source, anchor) : source->count, first, last;

	if (anchor && place < 0)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, (char *)NULL);
	first = limit > 0 ? place + 1 : place + limit < 0 ? 0 : place + limit;
	last = limit < 0 ? place : first + limit > source->count ? source->count : first + limit;
	source->reads++;
	for (int i = first; i < last; i++) {
		struct row row = { .key = source->keys[i], .text = xasprintf("row %d", i), .from = source };

		list_rows_add(rows, &row);
		source->rows_read++;
		source->alive++;
	}
	return 0;
}

static void release_row(void *row)
{
	((struct row *)row)->from->alive--;
	free(((struct row *)row)->text);
}

static const struct list_kind kind = { .row_size = sizeof(struct row), .read = read_rows, .release = release_row };

static void remove_key(struct source *source, int64_t key)
{
	int place = place_of(source, key);

	memmove(source->keys + place, source->keys + place + 1,
	        (size_t)(source->count - place - 1) * sizeof *source->keys);
	source->count--;
}

static void insert_keys(struct source *source, int place, int count, int64_t first)
{
	memmove(source->keys + place + count, source->keys + place, (size_t)(source->count - place) * sizeof *source->keys);
	for (int i = 0; i < count; i++)
		source->keys[place + i] = first + i;
	source->count += count;
}

struct fixture {
	struct source source;
	struct list list;
	struct err e;
};

/* A list of count rows with keys 1, 2, ... whose view is HEIGHT rows high. */
static struct fixture *fixture(int count)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	insert_keys(&f->source, 0, count, 1);
	list_init(&f->list, &kind, &f->source);
	assert_int_equal(list_open(&f->list, 0, &f->e), 0);
	assert_int_equal(list_fit(&f->list, HEIGHT, &f->e), 0);
	return f;
}

static void finish(struct fixture *f)
{
	list_release(&f->list);
	assert_int_equal(f->source.alive, 0);
	assert_int_equal(f->e.code, ERR_OK);
	free(f);
}

static int64_t view_key(struct fixture *f, int line)
{
	const struct row *row = list_view_row(&f->list, line);

	return row ? row->key : 0;
}

static void test_empty(void **state)
{
	struct fixture *f = fixture(0);
	int64_t *keys;

	(void)state;
	assert_null(list_row(&f->list));
	assert_null(list_view_row(&f->list, 0));
	assert_int_equal(list_key(&f->list), 0);
	assert_int_equal(list_view_line(&f->list), -1);
	assert_true(list_act(&f->list, ACTION_MOVE_DOWN, &f->e));
	assert_true(list_act(&f->list, ACTION_PAGE_UP, &f->e));
	assert_true(list_act(&f->list, ACTION_MOVE_LAST, &f->e));
	assert_int_equal(list_chosen(&f->list, &keys), 0);
	list_toggle_mark(&f->list);
	insert_keys(&f->source, 0, 2, 1);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 1);
	finish(f);
}

static void test_moves_line_by_line(void **state)
{
	struct fixture *f = fixture(300);

	(void)state;
	assert_int_equal(list_key(&f->list), 1);
	for (int i = 2; i <= 300; i++) {
		list_act(&f->list, ACTION_MOVE_DOWN, &f->e);
		assert_int_equal(list_key(&f->list), i);
		assert_in_range(list_view_line(&f->list), 0, HEIGHT - 1);
		assert_int_equal(view_key(f, list_view_line(&f->list)), i);
	}
	list_act(&f->list, ACTION_MOVE_DOWN, &f->e);
	assert_int_equal(list_key(&f->list), 300);
	assert_int_equal(list_view_line(&f->list), HEIGHT - 1);
	for (int i = 299; i >= 1; i--) {
		list_act(&f->list, ACTION_MOVE_UP, &f->e);
		assert_int_equal(list_key(&f->list), i);
		assert_int_equal(view_key(f, list_view_line(&f->list)), i);
	}
	list_act(&f->list, ACTION_MOVE_UP, &f->e);
	assert_int_equal(list_key(&f->list), 1);
	finish(f);
}

static void test_pages_keep_the_line(void **state)
{
	struct fixture *f = fixture(25);

	(void)state;
	list_move(&f->list, 3, &f->e);
	list_act(&f->list, ACTION_PAGE_DOWN, &f->e);
	assert_int_equal(list_key(&f->list), 14);
	assert_int_equal(list_view_line(&f->list), 3);
	list_act(&f->list, ACTION_PAGE_DOWN, &f->e); /* the last page is full: the cursor's line gives way */
	assert_int_equal(list_key(&f->list), 24);
	assert_int_equal(view_key(f, HEIGHT - 1), 25);
	list_act(&f->list, ACTION_PAGE_DOWN, &f->e);
	assert_int_equal(list_key(&f->list), 25);
	list_act(&f->list, ACTION_PAGE_UP, &f->e);
	assert_int_equal(list_key(&f->list), 15);
	list_act(&f->list, ACTION_PAGE_UP, &f->e);
	list_act(&f->list, ACTION_PAGE_UP, &f->e);
	assert_int_equal(list_key(&f->list), 1);
	assert_int_equal(view_key(f, 0), 1);
	finish(f);
}

static void test_goes_to_numbers_and_ends(void **state)
{
	struct fixture *f = fixture(ROWS_MAX - 100);
	const int count = f->source.count;

	(void)state;
	list_go(&f->list, 5000, &f->e);
	assert_int_equal(list_key(&f->list), 5000);
	list_act(&f->list, ACTION_MOVE_LAST, &f->e);
	assert_int_equal(list_key(&f->list), count);
	assert_int_equal(list_view_line(&f->list), HEIGHT - 1);
	list_go(&f->list, 99999999, &f->e);
	assert_int_equal(list_key(&f->list), count);
	list_act(&f->list, ACTION_MOVE_FIRST, &f->e);
	assert_int_equal(list_key(&f->list), 1);
	list_go(&f->list, -7, &f->e);
	assert_int_equal(list_key(&f->list), 1);
	list_select(&f->list, 9000, &f->e);
	assert_int_equal(list_key(&f->list), 9000);
	list_select(&f->list, 123456789, &f->e);
	assert_int_equal(list_key(&f->list), 9000);
	finish(f);
}

static void test_reads_and_keeps_pages_only(void **state)
{
	struct fixture *f = fixture(10000);

	(void)state;
	assert_in_range(f->source.rows_read, HEIGHT, 100);
	for (int i = 0; i < 3000; i++)
		list_move(&f->list, 1, &f->e);
	assert_in_range(f->source.alive, HEIGHT, 400);
	assert_in_range(f->source.rows_read, 3000, 3200);
	for (int i = 0; i < 3000; i++)
		list_move(&f->list, -1, &f->e);
	assert_int_equal(list_key(&f->list), 1);
	assert_in_range(f->source.alive, HEIGHT, 400);
	finish(f);
}

static void test_new_rows_above_move_nothing(void **state)
{
	struct fixture *f = fixture(200);

	(void)state;
	list_go(&f->list, 50, &f->e);
	list_move(&f->list, -2, &f->e);
	int line = list_view_line(&f->list);
	int64_t top = view_key(f, 0);

	insert_keys(&f->source, 0, 100, 1000);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 48);
	assert_int_equal(list_view_line(&f->list), line);
	assert_int_equal(view_key(f, 0), top);
	list_act(&f->list, ACTION_MOVE_FIRST, &f->e);
	assert_int_equal(list_key(&f->list), 1000);
	finish(f);
}

static void test_new_rows_at_the_very_top_stay_above(void **state)
{
	struct fixture *f = fixture(30);

	(void)state;
	insert_keys(&f->source, 0, 100, 1000);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 1);
	assert_int_equal(view_key(f, 0), 1);
	list_act(&f->list, ACTION_MOVE_UP, &f->e);
	assert_int_equal(list_key(&f->list), 1099);
	finish(f);
}

static void test_the_next_row_takes_the_place_of_one_gone(void **state)
{
	struct fixture *f = fixture(40);

	(void)state;
	list_go(&f->list, 5, &f->e);
	remove_key(&f->source, 5);
	remove_key(&f->source, 6);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 7);
	assert_int_equal(list_view_line(&f->list), 4);
	list_act(&f->list, ACTION_MOVE_LAST, &f->e);
	remove_key(&f->source, 40);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 39);
	f->source.count = 0;
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_null(list_row(&f->list));
	finish(f);
}

static void test_a_record_that_moves_keeps_the_cursor(void **state)
{
	struct fixture *f = fixture(500);

	(void)state;
	list_go(&f->list, 300, &f->e);
	remove_key(&f->source, 300);
	insert_keys(&f->source, 0, 1, 300);
	assert_int_equal(list_reload(&f->list, &f->e), 0);
	assert_int_equal(list_key(&f->list), 300);
	assert_int_equal(view_key(f, list_view_line(&f->list)), 300);
	finish(f);
}

static void test_heights(void **state)
{
	struct fixture *f = fixture(60);
	static const int heights[] = { 3, 98, 1, 22, 0, 10 };

	(void)state;
	list_go(&f->list, 58, &f->e);
	for (size_t i = 0; i < ARRAY_SIZE(heights); i++) {
		assert_int_equal(list_fit(&f->list, heights[i], &f->e), 0);
		assert_int_equal(list_key(&f->list), 58);
		assert_int_equal(view_key(f, list_view_line(&f->list)), 58);
	}
	list_fit(&f->list, 98, &f->e);
	assert_int_equal(view_key(f, 0), 1);
	assert_int_equal(view_key(f, 59), 60);
	assert_int_equal(view_key(f, 60), 0);
	finish(f);
}

static void test_marks(void **state)
{
	struct fixture *f = fixture(20);
	int64_t *keys;

	(void)state;
	assert_int_equal(list_chosen(&f->list, &keys), 1);
	assert_int_equal(keys[0], 1);
	free(keys);
	list_toggle_mark(&f->list);
	list_move(&f->list, 4, &f->e);
	list_toggle_mark(&f->list);
	list_move(&f->list, 4, &f->e);
	assert_true(list_is_marked(&f->list, 5));
	assert_false(list_is_marked(&f->list, 9));
	assert_int_equal(list_chosen(&f->list, &keys), 2);
	assert_int_equal(keys[0] + keys[1], 6);
	free(keys);
	list_move(&f->list, -4, &f->e);
	list_toggle_mark(&f->list);
	assert_false(list_is_marked(&f->list, 5));
	list_clear_marks(&f->list);
	assert_int_equal(list_chosen(&f->list, &keys), 1);
	assert_int_equal(keys[0], 5);
	free(keys);
	finish(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_moves_line_by_line),
		cmocka_unit_test(test_pages_keep_the_line),
		cmocka_unit_test(test_goes_to_numbers_and_ends),
		cmocka_unit_test(test_reads_and_keeps_pages_only),
		cmocka_unit_test(test_new_rows_above_move_nothing),
		cmocka_unit_test(test_new_rows_at_the_very_top_stay_above),
		cmocka_unit_test(test_the_next_row_takes_the_place_of_one_gone),
		cmocka_unit_test(test_a_record_that_moves_keeps_the_cursor),
		cmocka_unit_test(test_heights),
		cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
