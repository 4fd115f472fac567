/* Keys out of bytes: what every terminal sends for them, in one piece and with every byte late; pastes, clicks, and what is no key. */
#include "lib/suite.h"

#include <stdio.h>
#include <string.h>

#include "../../src/ui/key_reader.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

/* What terminals send: infocmp of Debian's ncurses-term, xterm's ctlseqs, rxvt's, PuTTY's and kitty's manuals. */
static const struct { const char *bytes; key_code key; } keys[] = {
	{ "\033[A", KEY_UP_ }, { "\033OA", KEY_UP_ }, { "\033[1;5A", KEY_UP_ }, { "\033[1;2A", KEY_UP_ }, { "\033[a", KEY_UP_ },
	{ "\033Oa", KEY_UP_ }, { "\033O5A", KEY_UP_ }, { "\033O1;5A", KEY_UP_ }, { "\033[1;129A", KEY_UP_ },
	{ "\033[B", KEY_DOWN_ }, { "\033OB", KEY_DOWN_ }, { "\033[1;5B", KEY_DOWN_ }, { "\033[b", KEY_DOWN_ }, { "\033Ob", KEY_DOWN_ },
	{ "\033[C", KEY_RIGHT_ }, { "\033OC", KEY_RIGHT_ }, { "\033[1;5C", KEY_RIGHT_ }, { "\033[c", KEY_RIGHT_ }, { "\033Oc", KEY_RIGHT_ },
	{ "\033[D", KEY_LEFT_ }, { "\033OD", KEY_LEFT_ }, { "\033[1;3D", KEY_LEFT_ }, { "\033[d", KEY_LEFT_ }, { "\033Od", KEY_LEFT_ },
	{ "\033[H", KEY_HOME_ }, { "\033OH", KEY_HOME_ }, { "\033[1~", KEY_HOME_ }, { "\033[7~", KEY_HOME_ }, { "\033[1;2H", KEY_HOME_ },
	{ "\033[7$", KEY_HOME_ }, { "\033[7^", KEY_HOME_ }, { "\033[7@", KEY_HOME_ },
	{ "\033[F", KEY_END_ }, { "\033OF", KEY_END_ }, { "\033[4~", KEY_END_ }, { "\033[8~", KEY_END_ }, { "\033[1;5F", KEY_END_ },
	{ "\033[5~", KEY_PAGE_UP_ }, { "\033[5;5~", KEY_PAGE_UP_ }, { "\033[5^", KEY_PAGE_UP_ },
	{ "\033[6~", KEY_PAGE_DOWN_ }, { "\033[6;2~", KEY_PAGE_DOWN_ }, { "\033[6$", KEY_PAGE_DOWN_ },
	{ "\033[2~", KEY_INSERT_ }, { "\033[3~", KEY_DELETE_ }, { "\033[3;5~", KEY_DELETE_ }, { "\033[Z", KEY_SHIFT_TAB_ },
	{ "\033OP", KEY_F1_ }, { "\033[11~", KEY_F1_ }, { "\033[[A", KEY_F1_ }, { "\033[P", KEY_F1_ }, { "\033[1;2P", KEY_F1_ },
	{ "\033OM", KEY_ENTER_ }, { "\033Op", '0' }, { "\033Oq", '1' }, { "\033Ow", '7' }, { "\033Oy", '9' }, { "\033Oo", '/' },
	{ "\033Oj", '*' }, { "\033Om", '-' }, { "\033Ok", '+' }, { "\033On", '.' }, { "\033Ol", ',' }, { "\033OX", '=' },
	{ "\033[13u", KEY_ENTER_ }, { "\033[9;2u", KEY_SHIFT_TAB_ }, { "\033[97u", 'a' }, { "\033[97;5u", 'a' & 0x1f },
	{ "\033[127u", KEY_BACKSPACE_ }, { "\033[57404u", '5' }, { "\033[27;5;106~", 'j' & 0x1f }, { "\033[1;1:2B", KEY_DOWN_ },
	{ "\033[15~", KEY_OTHER }, { "\033OQ", KEY_OTHER }, { "\033[E", KEY_OTHER },
	{ "\033[<64;3;4M", KEY_UP_ }, { "\033[<65;3;4M", KEY_DOWN_ }, { "\033[<0;3;4M", KEY_CLICK },
};

/* What is no key, and stays without any trace. */
static const char *const silent[] = {
	"\033[I", "\033[O", "\033[201~", "\033[<0;3;4m", "\033[<35;3;4M", "\033[M !!", "\033[?2026;2$y", "\033[97;1:3u", "\033[57441u",
	"\033[1;1:3B", "\033[?62;c",
};

static void feed(struct key_reader *r, const char *bytes, int64_t now)
{
	key_reader_feed(r, bytes, strlen(bytes), now);
}

static void each_key_in_one_piece(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		struct key_reader r = { 0 };

		feed(&r, keys[i].bytes, 1000);
		feed(&r, "x", 1000);
		if (key_reader_next(&r, 1000) != keys[i].key)
			fail_msg("%s is another key", keys[i].bytes + 1);
		assert_int_equal(key_reader_next(&r, 1000), 'x');
		assert_int_equal(key_reader_next(&r, 1000), KEY_NONE);
		assert_int_equal(key_reader_patience(&r, 1000), -1);
		key_reader_release(&r);
	}
	for (size_t i = 0; i < ARRAY_SIZE(silent); i++) {
		struct key_reader r = { 0 };

		feed(&r, silent[i], 1000);
		feed(&r, "x", 1000);
		if (key_reader_next(&r, 1000) != 'x')
			fail_msg("%s is not silent", silent[i] + 1);
		key_reader_release(&r);
	}
}

/*
 * The bytes before `cut` come in one piece, the rest after a while; the key must come all the same, after an Esc that is taken back
 * where that alone had come.
 */
static void send_cut(const char *bytes, key_code key, size_t cut, int64_t while_ms)
{
	struct key_reader r = { 0 };
	int64_t now = 5000;

	key_reader_feed(&r, bytes, cut, now);
	assert_int_equal(key_reader_next(&r, now), KEY_NONE);
	assert_true(key_reader_patience(&r, now) > 0);
	now += while_ms;
	assert_int_equal(key_reader_next(&r, now), cut == 1 && while_ms >= KEY_ALONE_MS ? KEY_ESC_ : KEY_NONE);
	feed(&r, bytes + cut, now);
	if (cut == 1 && while_ms >= KEY_ALONE_MS)
		assert_int_equal(key_reader_next(&r, now), KEY_NO_ESC);
	if (key_reader_next(&r, now) != key)
		fail_msg("%s cut at %zu after %d ms is another key", bytes + 1, cut, (int)while_ms);
	assert_int_equal(key_reader_next(&r, now), KEY_NONE);
	key_reader_release(&r);
}

static void each_byte_of_each_key_may_be_late(void **state)
{
	static const int64_t whiles[] = { 1, KEY_ALONE_MS - 1, KEY_ALONE_MS, 300, KEY_PATIENCE_MS - 1 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		for (size_t cut = 1; cut < strlen(keys[i].bytes); cut++)
			for (size_t w = 0; w < ARRAY_SIZE(whiles); w++)
				send_cut(keys[i].bytes, keys[i].key, cut, whiles[w]);
}

static void all_bytes_of_each_key_may_be_late(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		struct key_reader r = { 0 };
		int64_t now = 5000;
		key_code last = KEY_NONE, key;
		int escapes = 0;

		for (const char *byte = keys[i].bytes; *byte; byte++, now += 900) {
			key_reader_feed(&r, byte, 1, now);
			while ((key = key_reader_next(&r, now + KEY_ALONE_MS)) != KEY_NONE) {
				escapes += key == KEY_ESC_ ? 1 : key == KEY_NO_ESC ? -1 : 0;
				last = key;
			}
		}
		if (last != keys[i].key || escapes != 0)
			fail_msg("%s in single bytes is another key", keys[i].bytes + 1);
		key_reader_release(&r);
	}
}

static void after_a_second_it_was_an_escape(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\033", 1000);
	assert_int_equal(key_reader_patience(&r, 1000), KEY_ALONE_MS);
	assert_int_equal(key_reader_next(&r, 1050), KEY_ESC_);
	assert_int_equal(key_reader_patience(&r, 1050), -1);
	feed(&r, "[", 2000);
	assert_int_equal(key_reader_next(&r, 2000), '[');
	feed(&r, "\033", 3000);
	assert_int_equal(key_reader_next(&r, 3060), KEY_ESC_);
	feed(&r, "j", 3200); /* another key, and soon */
	assert_int_equal(key_reader_next(&r, 3200), 'j');
	feed(&r, "\033[5", 4000);
	assert_int_equal(key_reader_next(&r, 4999), KEY_NONE);
	assert_int_equal(key_reader_next(&r, 5000), KEY_NONE); /* its end is lost */
	feed(&r, "k", 5001);
	assert_int_equal(key_reader_next(&r, 5001), 'k');
	key_reader_release(&r);
}

/* A program that was busy all the while asks for both at once: what came long after an Esc is still no part of it. */
static void a_busy_program_tells_them_apart(void **state)
{
	static const struct key_sequence own[] = { { "k", KEY_UP_ }, { "kk", KEY_DOWN_ } };
	struct key_reader r = { .own = own, .own_count = ARRAY_SIZE(own) };

	(void)state;
	feed(&r, "\033", 1000);
	feed(&r, "1", 1000 + KEY_ALONE_MS);
	assert_int_equal(key_reader_next(&r, 1060), KEY_ESC_);
	assert_int_equal(key_reader_next(&r, 1060), '1');
	feed(&r, "\033", 2000);
	feed(&r, "1", 2000 + KEY_ALONE_MS - 1);
	assert_int_equal(key_reader_next(&r, 2060), KEY_ALT | '1');
	feed(&r, "\033", 3000);
	feed(&r, "[B", 3000 + KEY_ALONE_MS);
	assert_int_equal(key_reader_next(&r, 3060), KEY_ESC_);
	assert_int_equal(key_reader_next(&r, 3060), KEY_NO_ESC);
	assert_int_equal(key_reader_next(&r, 3060), KEY_DOWN_);
	feed(&r, "\033", 4000);
	feed(&r, "[", 4000 + KEY_PATIENCE_MS);
	assert_int_equal(key_reader_next(&r, 5000), KEY_ESC_);
	assert_int_equal(key_reader_next(&r, 5000), '[');
	feed(&r, "k", 6000);
	feed(&r, "k", 6000 + KEY_ALONE_MS);
	assert_int_equal(key_reader_next(&r, 6060), KEY_UP_);
	assert_int_equal(key_reader_next(&r, 6060 + KEY_ALONE_MS), KEY_UP_);
	assert_int_equal(key_reader_next(&r, 6060 + KEY_ALONE_MS), KEY_NONE);
	key_reader_release(&r);
}

static void escape_with_a_key_is_alt(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\033v\033\xc3\xa9\033\033\033\033[A", 1000);
	assert_int_equal(key_reader_next(&r, 1000), KEY_ALT | 'v');
	assert_int_equal(key_reader_next(&r, 1000), KEY_ALT | 0xe9);
	assert_int_equal(key_reader_next(&r, 1000), KEY_ESC_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_ESC_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_UP_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_NONE);
	key_reader_release(&r);
}

static void control_characters_are_keys(void **state)
{
	struct key_reader r = { .erase = 'X' & 0x1f };

	(void)state;
	key_reader_feed(&r, "\b\177\030\r\n\t\0\003", 8, 1000);
	assert_int_equal(key_reader_next(&r, 1000), KEY_BACKSPACE_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_BACKSPACE_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_BACKSPACE_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_ENTER_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_ENTER_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_TAB_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_CTRL_SPACE_);
	assert_int_equal(key_reader_next(&r, 1000), 3);
	key_reader_release(&r);
}

/* A wyse60 sends control characters for its arrows, and what others use for Alt. */
static void its_own_sequences_come_first(void **state)
{
	static const struct key_sequence own[] = {
		{ "\v", KEY_UP_ }, { "\n", KEY_DOWN_ }, { "\f", KEY_RIGHT_ }, { "\033J", KEY_PAGE_UP_ }, { "\001@\r", KEY_F1_ },
	};
	struct key_reader r = { .own = own, .own_count = ARRAY_SIZE(own) };

	(void)state;
	feed(&r, "\v\n\f\033J\001@\r\001@", 1000);
	assert_int_equal(key_reader_next(&r, 1000), KEY_UP_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_DOWN_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_RIGHT_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_PAGE_UP_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_F1_);
	assert_int_equal(key_reader_next(&r, 1000), KEY_NONE);
	assert_int_equal(key_reader_next(&r, 1050), 1); /* Ctrl-A, as no more came */
	assert_int_equal(key_reader_next(&r, 1050), '@');
	key_reader_release(&r);
}

static void characters_wait_for_their_bytes(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\xd0", 1000);
	assert_int_equal(key_reader_next(&r, 1900), KEY_NONE);
	feed(&r, "\xb6z", 1900);
	assert_int_equal(key_reader_next(&r, 1900), 0x436);
	assert_int_equal(key_reader_next(&r, 1900), 'z');
	feed(&r, "\xd0", 2000);
	assert_int_equal(key_reader_next(&r, 3000), 0xfffd); /* it never came */
	key_reader_release(&r);
}

/* The keys of a paste as text; "<" and ">" for its beginning and end. */
static char *pasted(struct key_reader *r, int64_t now)
{
	struct str out = { 0 };
	key_code key;

	str_add(&out, "");
	while ((key = key_reader_next(r, now)) != KEY_NONE) {
		if (key == KEY_PASTE_START || key == KEY_PASTE_END)
			str_addc(&out, key == KEY_PASTE_START ? '<' : '>');
		else if (key == KEY_ENTER_ || key == KEY_TAB_)
			str_addc(&out, key == KEY_ENTER_ ? '\n' : '\t');
		else
			str_addc(&out, key < 0x7f ? (char)key : '?');
	}
	return str_detach(&out);
}

static void assert_pasted(struct key_reader *r, int64_t now, const char *expected)
{
	char *text = pasted(r, now);

	assert_string_equal(text, expected);
	free(text);
}

static void nothing_of_a_paste_is_a_key(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\033[200~a\003b\033[Ac\r\nd\ne\tf\177\033[201", 1000);
	assert_pasted(&r, 1000, "<ab[Ac\nd\ne\tf");
	feed(&r, "~q", 1500);
	assert_pasted(&r, 1500, ">q");
	key_reader_release(&r);
}

static void a_paste_without_an_end_ends(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\033[200~some", 1000);
	assert_pasted(&r, 1000, "<some");
	assert_int_equal(key_reader_patience(&r, 1000), PASTE_PATIENCE_MS);
	feed(&r, "\033[20", 1100);
	assert_pasted(&r, 4099, "");
	assert_pasted(&r, 4100, ">");
	feed(&r, "j", 4200);
	assert_pasted(&r, 4200, "j");
	key_reader_release(&r);
}

static void a_burst_is_told_from_fast_typing(void **state)
{
	static const struct { const char *bytes; size_t count; } rows[] = {
		{ "Dear Ewa, shall we measure on Wednesday?\r", 41 },
		{ "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", 0 },             /* a key that is held */
		{ "jjkkjjkkjjkkjjkkjjkkjjkkjjkk\rjjkknnjjjj", 0 },              /* few keys, often */
		{ "jjjjjjjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkkkkk:settings\r", 0 },
		{ ":settings\r", 0 },                                           /* typed ahead */
		{ "\033[B\033[B\033[B\033[B\033[Bxcvbnmasdfghjklqwertyuiop", 0 }, /* keys are among them */
		{ "\xce\x94\xce\xb5\xce\xbd \xce\xbe\xce\xad\xcf\x81\xcf\x89 \xcf\x80\xcf\x8e\xcf\x82 \xce\xbd\xce\xb1 \xcf\x84\xce\xbf \xcf\x80\xcf\x89", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct key_reader r = { 0 };

		feed(&r, rows[i].bytes, 1000);
		if (key_reader_burst(&r) != rows[i].count)
			fail_msg("%s: %zu", rows[i].bytes, key_reader_burst(&r));
		key_reader_release(&r);
	}
}

static void a_click_has_its_place(void **state)
{
	struct key_reader r = { 0 };

	(void)state;
	feed(&r, "\033[<0;12;5M\033[<0;12;5m", 1000);
	assert_int_equal(key_reader_next(&r, 1000), KEY_CLICK);
	assert_int_equal(r.click_column, 11);
	assert_int_equal(r.click_row, 4);
	assert_int_equal(key_reader_next(&r, 1000), KEY_NONE);
	key_reader_release(&r);
}

/* Whatever bytes come, however cut: it always comes to an end, and gives no key that is none. */
static void noise_does_no_harm(void **state)
{
	static const char some[] = "\033\033[O;:0129~MmuPAIZ<?$ ^@\r\n\177\xd0\xb6\xff\200x";
	uint32_t seed = 42;

	(void)state;
	for (int run = 0; run < 300; run++) {
		struct key_reader r = { 0 };
		int64_t now = 1000;

		for (int i = 0; i < 200; i++) {
			char byte;
			int keys_given = 0;

			seed = seed * 1103515245 + 12345;
			byte = some[(seed >> 16) % (sizeof some - 1)];
			key_reader_feed(&r, &byte, 1, now);
			now += (seed >> 8) % 3 ? 1 : 200;
			while (key_reader_next(&r, now) != KEY_NONE)
				assert_true(++keys_given < 100);
		}
		now += PASTE_PATIENCE_MS;
		while (key_reader_next(&r, now) != KEY_NONE)
			;
		feed(&r, "\033[B", now + KEY_PATIENCE_MS);
		assert_int_equal(key_reader_next(&r, now + KEY_PATIENCE_MS), KEY_DOWN_);
		key_reader_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_key_in_one_piece),
		cmocka_unit_test(each_byte_of_each_key_may_be_late),
		cmocka_unit_test(all_bytes_of_each_key_may_be_late),
		cmocka_unit_test(after_a_second_it_was_an_escape),
		cmocka_unit_test(a_busy_program_tells_them_apart),
		cmocka_unit_test(escape_with_a_key_is_alt),
		cmocka_unit_test(control_characters_are_keys),
		cmocka_unit_test(its_own_sequences_come_first),
		cmocka_unit_test(characters_wait_for_their_bytes),
		cmocka_unit_test(nothing_of_a_paste_is_a_key),
		cmocka_unit_test(a_paste_without_an_end_ends),
		cmocka_unit_test(a_burst_is_told_from_fast_typing),
		cmocka_unit_test(a_click_has_its_place),
		cmocka_unit_test(noise_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
