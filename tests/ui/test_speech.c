/* What a screen reader hears: the bytes that a change writes, on pages for braille and speech. Nothing is written twice. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "lib/world.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/schema/schema.h"
#include "twinline/text/cells.h"

enum { ROWS = 24, SAID = 3 /* below the hints */, ROW_CELLS_LEAST = 8 /* of a row that is known again in what is written */ };

/* The inbox as it is heard; and what stood on it before a key, and where the bytes after it begin. */
struct heard {
	struct stage s;
	char *before[ROWS];
	size_t from;
};

static void set(enum setting setting, const char *value)
{
	struct paths paths;

	assert_int_equal(paths_init(&paths, NULL, NULL), 0); /* the directory is there */
	paths_release(&paths);
	world_set(setting, value);
}

static struct heard begin(void)
{
	struct heard h = { 0 };

	set(SETTING_ACCESSIBLE, "yes");
	set(SETTING_LINE_WIDTH, "40");
	h.s = stage_inbox(ROWS, 80);
	return h;
}

static void forget(struct heard *h)
{
	for (int row = 0; row < ROWS; row++) {
		free(h->before[row]);
		h->before[row] = NULL;
	}
}

static void end(struct heard *h)
{
	forget(h);
	stage_end(&h->s);
}

static void listen(struct heard *h)
{
	forget(h);
	for (int row = 0; row < ROWS; row++)
		h->before[row] = terminal_row(h->s.t, row);
	terminal_raw(h->s.t, &h->from);
}

static void press(struct heard *h, const char *keys)
{
	listen(h);
	terminal_send(h->s.t, keys);
	assert_true(terminal_wait_idle(h->s.t));
}

/* What was written since, without what only moves, erases or scrolls; yours. */
static char *written(const struct heard *h)
{
	size_t len;
	const char *raw = terminal_raw(h->s.t, &len);
	struct str text = { 0 };

	str_add(&text, "");
	for (size_t at = h->from; at < len; at++) {
		if (raw[at] == '\033' && at + 1 < len && raw[at + 1] == '[') {
			at += 2;
			while (at < len && (unsigned char)raw[at] < 0x40)
				at++;
		} else if (raw[at] == '\033') {
			at++;
		} else if ((unsigned char)raw[at] >= ' ') {
			str_addc(&text, raw[at]);
		}
	}
	return str_detach(&text);
}

static int cells_said(const struct heard *h)
{
	int cells = 0;

	for (int row = ROWS - SAID; row < ROWS; row++) {
		char *text = terminal_row(h->s.t, row);

		cells += cells_width(text);
		free(text);
	}
	return cells;
}

/* Only this row has changed, and what is said; no more was written than stands there now. */
static void assert_only(struct heard *h, int changed)
{
	char *row = terminal_row(h->s.t, changed), *text = written(h);

	assert_string_not_equal(row, h->before[changed]);
	assert_true(cells_width(text) <= cells_width(row) + cells_said(h));
	for (int i = 0; i < ROWS - SAID; i++) {
		char *now = terminal_row(h->s.t, i);

		if (i != changed)
			assert_string_equal(now, h->before[i]);
		free(now);
	}
	free(text);
	free(row);
}

/* Of the rows that stood there before none was written again, wherever it stands now; and at most so many rows that are new. */
static void assert_nothing_twice(struct heard *h, int rows)
{
	char *text = written(h);

	for (int row = 0; row < ROWS - SAID; row++)
		if (cells_width(h->before[row]) >= ROW_CELLS_LEAST && strstr(text, h->before[row]))
			fail_msg("written twice: %s", h->before[row]);
	assert_true(cells_width(text) <= rows * 40 + cells_said(h));
	free(text);
}

static void a_mark_writes_its_row(void **state)
{
	struct heard h = begin();

	(void)state;
	press(&h, "m");
	assert_only(&h, 1);
	press(&h, "m"); /* the next */
	assert_only(&h, 2);
	end(&h);
}

static void what_is_kept_in_sight_writes_its_row(void **state)
{
	struct heard h = begin();

	(void)state;
	press(&h, "<Down><Down><Down><Down><Down>");
	press(&h, "z");
	assert_only(&h, 6);
	assert_true(terminal_wait_at(h.s.t, 6, "kept "));
	press(&h, "u");
	assert_only(&h, 6);
	end(&h);
}

/* The terminal moves the rows below up; the one that comes at the end is written, and what is said. */
static void what_is_put_away_writes_no_other_row(void **state)
{
	struct heard h = begin();

	(void)state;
	press(&h, "<Down><Down>");
	press(&h, "p");
	assert_nothing_twice(&h, 1);
	end(&h);
}

/* A list goes on by a line: what is written is the line that the cursor comes to. */
static void a_list_goes_on_by_a_line(void **state)
{
	struct heard h = begin();
	char *row, *text;

	(void)state;
	for (int i = 1; i < ROWS - 2 - SAID; i++)
		press(&h, "<Down>");
	press(&h, "<Down>");
	assert_nothing_twice(&h, 1);
	row = terminal_row(h.s.t, ROWS - 2 - SAID);
	text = written(&h);
	assert_non_null(strstr(text, row));
	assert_true(terminal_wait_cursor(h.s.t, ROWS - 2 - SAID, 0));
	free(row);
	free(text);
	end(&h);
}

/* What is said is written once, and the hints below which it stands are not written again when it goes. */
static void a_message_goes_without_a_word(void **state)
{
	struct heard h = begin();
	char *text;

	(void)state;
	press(&h, "Y");
	assert_true(terminal_wait_cursor(h.s.t, ROWS - 2, 0)); /* it has two rows */
	press(&h, "<Down>");
	assert_true(terminal_wait_cursor(h.s.t, 2, 0));
	text = written(&h);
	assert_string_equal(text, "");
	free(text);
	end(&h);
}

/* What is said while something stands there is said after it: each key goes on, and does what it does. */
static void nothing_that_is_said_is_lost(void **state)
{
	struct heard h = begin();

	(void)state;
	json_free(fixture_hear(h.s.f, "wake"));
	press(&h, "z");
	assert_true(terminal_wait_text(h.s.t, "Kept in sight: "));
	fixture_tell(h.s.f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794911460}");
	fixture_tell(h.s.f, "{\"did\":\"progress\",\"phase\":\"done\",\"up\":300,\"down\":0,\"sent\":1,\"received\":0}");
	assert_true(terminal_wait_idle(h.s.t));
	assert_true(terminal_shows(h.s.t, "Kept in sight: "));
	press(&h, "<Down>");
	assert_true(terminal_wait_text(h.s.t, "No line since"));
	assert_true(terminal_wait_cursor(h.s.t, ROWS - 2, 0));
	press(&h, "<Down>");
	assert_true(terminal_wait_text(h.s.t, "Sent: 1. Fetched: 0."));
	press(&h, "<Down>");
	assert_true(terminal_wait_cursor(h.s.t, 4, 0));
	end(&h);
}

/* New mail comes in above and moves nothing; the title's numbers wait for a key that changes no state. */
static void new_mail_writes_nothing(void **state)
{
	struct heard h = begin();
	char *text;

	(void)state;
	json_free(fixture_hear(h.s.f, "wake"));
	press(&h, "<Down>");
	listen(&h);
	fixture_letter(h.s.f, &(struct fixture_letter){ .from = "Ewa Kowalska", .country = "PL", .subject = "One more", .text = "Hello",
	                                                .thread = "more", .at = "2026-11-17T10:37" });
	fixture_tell(h.s.f, "{\"did\":\"changed\"}");
	assert_true(terminal_wait_idle(h.s.t));
	text = written(&h);
	assert_string_equal(text, "");
	assert_true(terminal_wait_cursor(h.s.t, 2, 0));
	free(text);
	press(&h, "<Up>");
	assert_true(terminal_wait_at(h.s.t, 0, "8 unread of 215"));
	end(&h);
}

/* An entry of the outbox that is being sent when the page is drawn. */
static int64_t queue(struct fixture *f, const char *subject)
{
	struct json *body = json_new_object();
	struct json *to = json_push(json_set(body, "to", json_new_array()), json_new_object());
	int64_t entry, due[8];

	json_set_string(to, "id", fixture_person(f, "Ewa Kowalska"));
	json_set_string(to, "name", "Ewa Kowalska");
	json_set_string(body, "subject", subject);
	json_set_string(body, "text", "A few lines of text.");
	assert_int_equal(db_begin(f->store.db, NULL), 0);
	entry = outbox_create(&f->store, f->account, &record_types[TYPE_Message], body, 0, NULL);
	assert_true(entry > 0);
	assert_true(outbox_take_due(&f->store, clock_now(), 8, 100000, due, NULL) >= 0);
	assert_int_equal(db_commit(f->store.db, NULL), 0);
	json_free(body);
	return entry;
}

/* Its row is another one from now on, the line below has nothing left to send, and the news say what has gone. */
static void a_receipt_writes_what_it_changes(void **state)
{
	struct heard h = begin();
	struct json *set_by_portal = json_parse_own("{\"messageUid\":\"uid-s\",\"threadUid\":\"t-s\",\"receivedAt\":\"2026-11-17T10:37:00Z\"}");
	int64_t first = queue(h.s.f, "Week 2");

	(void)state;
	assert_true(first > 0);
	json_free(fixture_hear(h.s.f, "wake"));
	press(&h, "0");
	assert_true(terminal_wait_text(h.s.t, "Week 2"));
	listen(&h);
	assert_int_equal(db_begin(h.s.f->store.db, NULL), 0);
	assert_int_equal(outbox_sent(&h.s.f->store, first, "maaaaaab", set_by_portal, clock_now(), NULL), 0);
	assert_int_equal(db_commit(h.s.f->store.db, NULL), 0);
	fixture_tell(h.s.f, "{\"did\":\"changed\"}");
	assert_true(terminal_wait_text(h.s.t, "sent"));
	assert_nothing_twice(&h, 2);
	json_free(set_by_portal);
	end(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_writes_its_row),
		cmocka_unit_test(what_is_kept_in_sight_writes_its_row),
		cmocka_unit_test(what_is_put_away_writes_no_other_row),
		cmocka_unit_test(a_list_goes_on_by_a_line),
		cmocka_unit_test(a_message_goes_without_a_word),
		cmocka_unit_test(nothing_that_is_said_is_lost),
		cmocka_unit_test(new_mail_writes_nothing),
		cmocka_unit_test(a_receipt_writes_what_it_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
