/* Screens in Arabic: whole rows mirrored, foreign names in their own order, each paragraph in its own direction, typing in both. */
#include "lib/suite.h"

#include "lib/calendar.h"
#include "lib/partners.h"
#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static const struct fixture_letter amina = {
	"t-zaytun", "أمينة الطرابلسي", "TN", { "Γιώργος Παπαδάκης GR" }, "صور من صفاقس (3 صور)",
	"مرحبا Ayşe،\n\n"
	"وصلتنا رسالتكم \"Water diary, week 2\" يوم 14، والتلاميذ فرحون بها جدا؛ سنقيس الماء يوم الأربعاء الساعة 10:30 في المكتبة إن شاء الله.\n\n"
	"In English, for Giorgos: we measure on Wednesday (10:30), and the word for olive is زيتون, if the children ask.\n\n"
	"1. لا ماء يوم الاثنين؟\n"
	"2. الصور في ملف photos.zip\n",
	"2026-11-17T10:05", NULL, "ar", NULL, NULL, NULL,
};

static struct stage stage_arabic_inbox(int rows, int cols)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	fixture_letter(s.f, &amina);
	s.t = stage_inbox_face(s.f, rows, cols, "ar");
	return s;
}

static void home_and_inbox_are_mirrored(void **state)
{
	struct stage s = stage_new();

	(void)state;
	week_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, "ar");
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	assert_true(terminal_wait_cursor(s.t, 1, 78));
	stage_looks(&s, "home-ar-80", "home-ar-40");
	stage_end(&s);
	s = stage_arabic_inbox(24, 80);
	stage_looks(&s, "inbox-ar-80", "inbox-ar-40");
	stage_end(&s);
}

static void paragraphs_go_their_own_way(void **state)
{
	struct stage s = stage_arabic_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "photos.zip"));
	stage_looks(&s, "thread-ar-80", "thread-ar-40");
	stage_end(&s);
	s = stage_new(); /* and in a language that goes from left to right */
	fixture_inbox(s.f);
	fixture_letter(s.f, &amina);
	s.t = stage_inbox_face(s.f, 24, 80, "en");
	assert_true(screen_is(s.t, "inbox-with-arabic-80"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "photos.zip"));
	stage_looks(&s, "thread-with-arabic-80", "thread-with-arabic-40");
	stage_end(&s);
}

static void typing_goes_both_ways(void **state)
{
	struct stage s = stage_arabic_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>r");
	terminal_send(s.t, "أهلا Amina، لا بأس (3 صور).<Enter><Enter>See you on Wednesday: الأربعاء!");
	assert_true(terminal_wait_idle(s.t));
	assert_true(terminal_wait_text(s.t, "Wednesday"));
	stage_looks(&s, "compose-ar-80", "compose-ar-40");
	terminal_send(s.t, "<Up><Up><Home>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "compose-ar-start-40"));
	terminal_send(s.t, "<Left><Left><Left><Left><Left>"); /* four letters, a space, and as seen the end of the name */
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "compose-ar-left-40"));
	stage_end(&s);
}

static void partners_are_mirrored(void **state)
{
	struct stage s = stage_new();

	(void)state;
	partners_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, "ar");
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "3");
	assert_true(terminal_wait_text(s.t, "Νικολάου"));
	stage_looks(&s, "partners-ar-80", "partners-ar-40");
	stage_end(&s);
}

/* The days of a week follow each other from right to left, and so Left is the next one. */
static void days_go_to_the_left(void **state)
{
	struct stage s = calendar_open(24, 80, "ar", "month");

	(void)state;
	stage_looks(&s, "month-ar-80", "month-ar-40");
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "<Left>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "month-ar-next-80"));
	stage_end(&s);
}

static size_t times_sent(struct terminal *t, const char *bytes)
{
	size_t len, times = 0;
	const char *raw = terminal_raw(t, &len);

	for (const char *at = raw; (at = memmem(at, len - (size_t)(at - raw), bytes, strlen(bytes))); at++)
		times++;
	return times;
}

/* What tells an order is for us alone: the terminal gets cells. */
static void nothing_of_it_is_sent(void **state)
{
	static const char *const controls[] = {
		"\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xd8\x9c",
		"\xe2\x80\xae",
	};
	static const struct fixture_letter hostile = {
		"t-hostile", "\xe2\x80\xae" "evil \xe2\x81\xa7 أمينة", "TN", { NULL },
		"\xe2\x81\xa8 ab \xe2\x81\xa7 cd אב", "\xd8\x9c x \xe2\x80\x8f אב\n",
		"2026-11-17T10:30", NULL, NULL, NULL, NULL, NULL,
	};
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	fixture_letter(s.f, &amina);
	fixture_letter(s.f, &hostile);
	s.t = stage_inbox_face(s.f, 24, 80, "ar");
	terminal_send(s.t, "<Enter>rabc");
	assert_true(terminal_wait_text(s.t, "abc"));
	terminal_send(s.t, "<Esc>q<Down><Enter>q1");
	assert_true(terminal_wait_idle(s.t));
	for (size_t i = 0; i < ARRAY_SIZE(controls); i++)
		assert_int_equal(times_sent(s.t, controls[i]), 0);
	stage_end(&s);
}

/* The terminal is told to leave the order alone, and that is taken back; what knows no such mode is not told. */
static void terminals_are_told(void **state)
{
	static const struct { const char *term; size_t times; } rows[] = {
		{ "xterm-256color", 1 }, { "tmux", 1 }, { "vt100", 0 }, { "linux", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct stage s = stage_new();
		char *now = xasprintf("TWINLINE_NOW=%s", s.f->now);
		const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", NULL };

		s.t = terminal_start(&(struct terminal_options){ .argv = argv, .term = rows[i].term, .environment = environment });
		assert_true(terminal_wait_idle(s.t));
		assert_int_equal(times_sent(s.t, "\033[8l"), rows[i].times);
		assert_int_equal(times_sent(s.t, "\033[8h"), 0);
		terminal_send(s.t, "Q");
		assert_true(terminal_wait_exit(s.t, NULL));
		assert_int_equal(times_sent(s.t, "\033[8h"), rows[i].times);
		free(now);
		stage_end(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_and_inbox_are_mirrored), cmocka_unit_test(paragraphs_go_their_own_way),
		cmocka_unit_test(typing_goes_both_ways),       cmocka_unit_test(partners_are_mirrored),
		cmocka_unit_test(days_go_to_the_left),         cmocka_unit_test(nothing_of_it_is_sent),
		cmocka_unit_test(terminals_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
