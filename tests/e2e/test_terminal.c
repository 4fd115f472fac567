/* What happens to terminals: hang-ups, sizes, signals, news that comes while somebody reads. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/records/store.h"

static struct terminal *face_with(struct pair *p, int letters, int rows, int cols)
{
	pair_write(p, "letter", letters);
	json_free(world_sync(p->world));
	struct terminal *t = pair_face(p, rows, cols);
	assert_true(terminal_wait_text(t, "letter"));
	return t;
}

static void a_hang_up_ends_it_and_keeps_the_draft(void **state)
{
	struct pair *p = *state;
	struct terminal *t = face_with(p, 1, 24, 80);
	terminal_send(t, "c");
	terminal_send(t, p->friend);
	terminal_send(t, "<Enter>Subject<Enter>Half a sente");
	assert_true(terminal_wait_text(t, "Half a sente"));
	terminal_hang_up(t);
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	assert_true(letters_kept(p->world, "Half a sente"));

	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "Half a sente"));
	terminal_send(t, "nce");
	assert_true(terminal_wait_text(t, "Half a sentence"));
	terminal_free(t);
}

static void signals_give_the_terminal_back(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };
	struct pair *p = *state;
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct terminal *t = pair_face(p, 24, 80);
		assert_true(terminal_wait_at(t, 0, "Inbox"));
		assert_true(terminal_alternate(t));
		terminal_kill(t, signals[i]);
		assert_true(terminal_wait_exit(t, NULL));
		assert_false(terminal_alternate(t));
		assert_true(terminal_cursor_visible(t));
		terminal_free(t);
	}
}

/* The selection is the item, not the place: news above moves neither it nor its line. */
static void news_above_moves_nothing_under_the_cursor(void **state)
{
	struct pair *p = *state;
	struct terminal *t = face_with(p, 30, 24, 80);
	int row, col;
	terminal_send(t, "<PgDn>");
	assert_true(terminal_wait_idle(t));
	terminal_cursor(t, &row, &col);
	char *selected = terminal_row(t, row), *subject = strstr(selected, "letter");
	assert_non_null(subject);
	subject[strcspn(subject, " ") + 1 + strspn(strchr(subject, ' ') + 1, "0123456789")] = '\0';

	pair_write(p, "news", 100);
	json_free(world_sync(p->world));
	assert_true(terminal_wait_text(t, "of 130"));
	assert_true(terminal_wait_at(t, row, subject));
	assert_true(terminal_wait_cursor(t, row, col));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, 0, subject));
	free(selected);
	terminal_free(t);
}

static void set_synced(struct pair *p, const char *seconds)
{
	struct store s;
	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, 0, NULL), 0);
	assert_int_equal(store_set_fact(&s, "synced", seconds, NULL), 0);
	store_close(&s);
}

/* The time of the last exchange goes on with the next key; a letter above the view costs the numbers in the title. */
static void what_comes_draws_no_more_than_it_is(void **state)
{
	enum { NUMBERS_BYTES = 20 };
	struct pair *p = *state;
	struct terminal *t = face_with(p, 30, 24, 80);
	set_synced(p, "1795300000"); /* 2026-11-21 22:26:40 */
	terminal_mark(t);
	json_free(world_sync(p->world));
	assert_true(terminal_wait_idle(t));
	assert_int_equal(terminal_bytes(t), 0);
	set_synced(p, "1795300000"); /* the exchange above tells its own time if a minute has begun since the one before */
	terminal_send(t, "<Down>");
	assert_true(terminal_wait_at(t, 0, "21 Nov"));

	terminal_send(t, "<Up>");
	assert_true(terminal_wait_idle(t));
	pair_write(p, "news", 1);
	terminal_mark(t);
	json_free(world_sync(p->world));
	assert_true(terminal_wait_at(t, 0, "31 unread of 31"));
	assert_in_range(terminal_bytes(t), 1, NUMBERS_BYTES);
	terminal_free(t);
}

/* Sizes while keys and news come: it lives, and the screen is whole again at the end. 2 comes back from wherever they lead. */
static void sizes_change_under_load(void **state)
{
	static const int sizes[][2] = { { 12, 40 }, { 5, 20 }, { 100, 300 }, { 1, 1 }, { 24, 80 } };
	static const char *const keys[] = { "2", "j", "<Enter>", "<PgDn>", "?", "q", "q", "2", "<End>", "k", "c", "<Esc>", "q", "n", "k" };
	struct pair *p = *state;
	struct terminal *t = face_with(p, 40, 24, 80);
	for (size_t i = 0; i < 60; i++) {
		const int *size = sizes[i % 5];
		terminal_resize(t, size[0], size[1]);
		terminal_send(t, keys[i % (sizeof keys / sizeof keys[0])]);
		if (i % 10 == 0) {
			pair_write(p, "more", 2);
			world_tell(p->world, "sync");
		}
		assert_true(terminal_wait_idle(t));
	}
	terminal_free(t);
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_idle(t));
	static const int screens[][2] = { { 12, 40 }, { 5, 20 }, { 100, 300 }, { 24, 80 } };
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		terminal_resize(t, screens[i][0], screens[i][1]);
		assert_true(terminal_wait_idle(t));
		char *row = terminal_row(t, 0);
		assert_int_not_equal(strlen(row), 0);
		free(row);
	}
	char *offence = terminal_offence(t);
	assert_null(offence);
	terminal_free(t);
}

static void idle_costs_no_byte(void **state)
{
	struct pair *p = *state;
	struct terminal *t = face_with(p, 3, 24, 80);
	assert_true(terminal_wait_idle(t));
	terminal_mark(t);
	json_free(world_sync(p->world)); /* nothing new */
	json_free(world_sync(p->world));
	assert_true(terminal_wait_idle(t));
	assert_int_equal(terminal_bytes(t), 0);
	assert_int_equal(terminal_queries(t), 0);
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_hang_up_ends_it_and_keeps_the_draft, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(signals_give_the_terminal_back, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(news_above_moves_nothing_under_the_cursor, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(what_comes_draws_no_more_than_it_is, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(sizes_change_under_load, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(idle_costs_no_byte, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
