/* The thread reader in a terminal. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/download.h"

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Serdecznie"));
	stage_looks(&s, "thread-80", "thread-40");
	stage_end(&s);
}

/* Whoever reads a request sees which keys answer it, until it is answered. */
static void what_asks_shows_its_answers(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	stage_go_to(s.t, "answer  Ewa Kowalska");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "a accept  d decline  r reply  "));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, -1, "a accept  d decline  "));
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Ewa Kowalska."));
	terminal_send(s.t, "<C-l>");
	assert_true(terminal_wait_at(s.t, -1, "r reply  R to all  p put away"));
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Serdecznie"));
	stage_looks(&s, "thread-el-80", "thread-el-40");
	stage_end(&s);
}

static void reading_marks_as_seen(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "3 messages, 1 new"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  6 unread of 214"));
	assert_true(terminal_wait_at(s.t, 1, ">         Ewa Kowalska"));
	terminal_send(s.t, "u"); /* reading is nothing that one takes back */
	assert_true(terminal_wait_at(s.t, -1, "There is nothing to take back."));
	stage_end(&s);
}

static void all_about_it_is_one_key_away(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>i");
	assert_true(terminal_wait_at(s.t, 0, "About this message"));
	stage_looks(&s, "info-80", "info-40");
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_at(s.t, 10, "Conversation"));
	terminal_send(s.t, "i");
	assert_true(terminal_wait_at(s.t, 0, "3 questions"));
	terminal_send(s.t, "qi"); /* from the list: of the newest */
	assert_true(terminal_wait_at(s.t, 1, "Subject"));
	stage_end(&s);
	s = stage_new();
	fixture_inbox(s.f);
	s.t = fixture_face(s.f, 24, 80, "el");
	assert_true(terminal_wait_text(s.t, "Ewa"));
	terminal_send(s.t, "2<Enter>i");
	assert_true(terminal_wait_text(s.t, "t-ewa"));
	stage_looks(&s, "info-el-80", "info-el-40");
	stage_end(&s);
}

/* As the engine does when the file has come. */
static void keep_file(struct fixture *f, const char *id, const char *bytes, size_t len)
{
	struct err e = { 0 };

	assert_int_equal(db_begin(f->store.db, &e), 0);
	assert_int_equal(blob_keep(&f->store, f->account, id, "text/csv", bytes, len, 1, &e), 0);
	assert_int_equal(db_commit(f->store.db, &e), 0);
}

static void files_are_fetched_and_saved(void **state)
{
	struct stage s = stage_inbox(24, 80);
	char bytes[4000], *path = xasprintf("%s/pomiary.csv", s.f->paths.state);
	struct json *packet;
	struct str saved = { 0 };

	(void)state;
	memset(bytes, ';', sizeof bytes);
	terminal_send(s.t, "<Enter><Tab>");
	assert_true(terminal_wait_text(s.t, "> file  pomiary.csv, 4 KB, not fetched (1 s)"));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_text(s.t, "> file  rzeka.jpg, 1.8 MB, not fetched (6 min)"));
	terminal_send(s.t, "<Up><Enter>"); /* small enough to come without a question */
	assert_true(terminal_wait_text(s.t, "> file  pomiary.csv, 4 KB, being fetched"));
	packet = fixture_hear(s.f, "file");
	assert_string_equal(json_get_text(packet, "blob"), "baaaaaaa");
	assert_int_equal(json_get_integer(packet, "size", 0), 4000);
	json_free(packet);
	keep_file(s.f, "baaaaaaa", bytes, sizeof bytes);
	fixture_tell(s.f, "{\"did\":\"file\",\"blob\":\"baaaaaaa\"}");
	assert_true(terminal_wait_at(s.t, -1, "Save as: ~/pomiary.csv"));
	assert_true(terminal_wait_text(s.t, "> file  pomiary.csv, 4 KB, here"));
	terminal_send(s.t, "<C-u>");
	terminal_send(s.t, s.f->paths.state); /* a directory: it gets its own name there */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Saved: "));
	assert_int_equal(file_read(path, 10000, &saved, NULL), 0);
	assert_int_equal(saved.len, sizeof bytes);
	terminal_send(s.t, "<Enter>"); /* again: from here, and not over what is there without a word */
	assert_true(terminal_wait_at(s.t, -1, "/pomiary.csv"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "1 leave it  2 write over it"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_gone(s.t, "write over it"));
	terminal_send(s.t, "<Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "rzeka.jpg, 1.8 MB, about 6 min:  1 not now  2 fetch"));
	terminal_send(s.t, "2");
	packet = fixture_hear(s.f, "file");
	char *failed = xasprintf("{\"did\":\"failed\",\"do\":\"file\",\"blob\":\"%s\",\"cause\":{\"type\":\"notFound\"}}",
	                         json_get_text(packet, "blob"));
	fixture_tell(s.f, failed);
	assert_true(terminal_wait_text(s.t, "> file  rzeka.jpg, 1.8 MB, not fetched"));
	assert_true(terminal_wait_at(s.t, -1, "That is not there, or not for you to see."));
	json_free(packet);
	free(failed);
	str_release(&saved);
	free(path);
	stage_end(&s);
}

/* As the engine does when a part has come, or somebody stopped it; tells the face. */
static void come_so_far(struct fixture *f, const char *id, int64_t done, bool is_stopped)
{
	enum { SIZE = 1800 * 1000 };
	struct download d;
	struct err e = { 0 };
	int64_t len;
	char *bytes = xcalloc(1, SIZE);

	assert_int_equal(db_begin(f->store.db, &e), 0);
	assert_int_equal(download_want(&f->store, f->account, id, "image/jpeg", SIZE, 1, &e), 0);
	assert_true(download_get(&f->store, f->account, id, &d));
	int64_t start = download_gap(&f->store, &d, &len);
	assert_int_equal(download_keep(&f->store, &d, start, bytes, (size_t)(done - start), 1, &e), 0);
	if (is_stopped)
		assert_int_equal(download_stop(&f->store, f->account, id, NULL, &e), 0);
	assert_int_equal(db_commit(f->store.db, &e), 0);
	char *packet = xasprintf("{\"did\":\"progress\",\"phase\":\"file\",\"blob\":\"%s\",\"done\":%lld,\"total\":%d%s}", id, (long long)done,
	                         SIZE, is_stopped ? ",\"stopped\":true" : "");
	fixture_tell(f, packet);
	download_release(&d);
	free(packet);
	free(bytes);
}

/* Opens the letter's second file, over the limit. */
static void go_to_large(struct stage *s)
{
	terminal_send(s->t, "<Enter>");
	assert_true(terminal_wait_text(s->t, "Serdecznie"));
	terminal_send(s->t, "<Tab><Down><Enter>");
}

/* The second file of the letter, from the question on; its id, yours. */
static char *fetch_large(struct stage *s)
{
	terminal_send(s->t, "2");
	struct json *packet = fixture_hear(s->f, "file");
	char *id = xstrdup(json_get_text(packet, "blob"));
	assert_int_equal(json_get_integer(packet, "size", 0), 1800 * 1000);
	json_free(packet);
	return id;
}

static void a_large_file_tells_how_far_it_is(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	go_to_large(&s);
	assert_true(terminal_wait_at(s.t, -1, "rzeka.jpg, 1.8 MB, about 6 min:  1 not now  2 fetch"));
	assert_true(screen_is(s.t, "thread-file-ask-80"));
	char *id = fetch_large(&s);
	come_so_far(s.f, id, 700 * 1000, false);
	assert_true(terminal_wait_text(s.t, "> file  rzeka.jpg, fetching, 700 KB of 1.8 MB, 4 min"));
	stage_looks(&s, "thread-fetching-80", "thread-fetching-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "It is being fetched; d stops it."));
	terminal_send(s.t, "d");
	struct json *packet = fixture_hear(s.f, "cancel");
	assert_string_equal(json_get_text(packet, "blob"), id);
	json_free(packet);
	assert_true(terminal_wait_at(s.t, -1, "Stopped: rzeka.jpg. What has come stays; u goes on with it."));
	come_so_far(s.f, id, 800 * 1000, true);
	assert_true(terminal_wait_text(s.t, "> file  rzeka.jpg, 1.8 MB, stopped, 800 KB here (4 min)"));
	terminal_send(s.t, "u");
	json_free(fixture_hear(s.f, "file"));
	assert_true(terminal_wait_at(s.t, -1, "Fetched on."));
	assert_true(terminal_wait_text(s.t, "> file  rzeka.jpg, fetching, 800 KB of 1.8 MB, 4 min"));
	terminal_send(s.t, "<C-c>"); /* the same, from wherever one is */
	json_free(fixture_hear(s.f, "cancel"));
	assert_true(terminal_wait_at(s.t, -1, "Stopped: rzeka.jpg."));
	terminal_send(s.t, "u");
	json_free(fixture_hear(s.f, "file"));
	terminal_send(s.t, "xkeyboard<Enter><Up><Enter><Enter>");
	assert_true(terminal_wait_text(s.t, "> Keys   Emacs"));
	terminal_send(s.t, "q<C-g>"); /* which stops before it goes back */
	json_free(fixture_hear(s.f, "cancel"));
	assert_true(terminal_wait_at(s.t, -1, "Stopped: rzeka.jpg."));
	terminal_send(s.t, "<C-g>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	char *settings = paths_settings();
	assert_int_equal(unlink(settings), 0);
	free(settings);
	free(id);
	stage_end(&s);
}

static void how_far_it_is_in_greek(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	go_to_large(&s);
	assert_true(terminal_wait_at(s.t, -1, "rzeka.jpg, 1,8 MB"));
	assert_true(screen_is(s.t, "thread-file-ask-el-80"));
	char *id = fetch_large(&s);
	come_so_far(s.f, id, 700 * 1000, false);
	assert_true(terminal_wait_text(s.t, "700 KB"));
	stage_looks(&s, "thread-fetching-el-80", "thread-fetching-el-40");
	free(id);
	stage_end(&s);
}

/* A part that came changed is told, and what stops by itself with its cause. */
static void a_full_disk_is_told(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	go_to_large(&s);
	assert_true(terminal_wait_at(s.t, -1, "2 fetch"));
	char *id = fetch_large(&s);
	fixture_tell(s.f, "{\"did\":\"progress\",\"phase\":\"file\",\"blob\":\"azzzzzzz\",\"done\":0,\"total\":9,\"spoilt\":true}");
	assert_true(terminal_wait_at(s.t, -1, "A part of a file was changed on its way; that part goes again."));
	char *packet = xasprintf("{\"did\":\"failed\",\"do\":\"file\",\"blob\":\"%s\",\"cause\":{\"type\":\"fileDiskFull\"}}", id);
	fixture_tell(s.f, packet);
	assert_true(terminal_wait_at(s.t, -1, "The disk is full. What came of the file is kept; make room"));
	free(packet);
	free(id);
	stage_end(&s);
}

static void words_are_found_in_all_letters(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Serdecznie"));
	terminal_send(s.t, "fwe<Enter>");
	assert_true(terminal_wait_at(s.t, 6, "> before we start"));
	terminal_send(s.t, "f<Enter>");
	assert_true(terminal_wait_at(s.t, 8, "> 1. Do we measure on Monday or on Wednesday?"));
	terminal_send(s.t, ":find-previous<Enter>");
	assert_true(terminal_wait_at(s.t, 6, "> before we start"));
	terminal_send(s.t, "fΠΛΑΝ<Enter>"); /* in the one before, without regard to case and accents */
	assert_true(terminal_wait_text(s.t, "> Καλημέρα σε όλους, συμφωνώ με το πλάν"));
	terminal_send(s.t, "f<Enter>"); /* round to itself */
	assert_true(terminal_wait_text(s.t, "> Καλημέρα σε όλους, συμφωνώ με το πλάν"));
	terminal_send(s.t, "fxyzzy<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "No letter here has these words."));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_text(s.t, "> 17 Nov 09:55  Ewa"));
	stage_end(&s);
}

static void moving_opens_messages(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>k");
	assert_true(terminal_wait_at(s.t, 2, "> 15 Nov 09:20  Γιώργος Παπαδάκης, GR, to you and 2 others, in Greek"));
	assert_true(terminal_wait_at(s.t, 3, "  Καλημέρα σε όλους, συμφωνώ με το πλάν…"));
	assert_true(terminal_wait_at(s.t, 5, "  17 Nov 09:55  Ewa Kowalska, PL: Dzień dobry"));
	terminal_send(s.t, "k");
	assert_true(terminal_wait_at(s.t, 1, "> 14 Nov 18:02  you, to 3, in Turkish"));
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_at(s.t, 3, "> 17 Nov 09:55  Ewa Kowalska"));
	stage_end(&s);
}

static void space_goes_on_to_the_next(void **state)
{
	struct stage s = stage_inbox(12, 40);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "before we start"));
	for (int i = 0; i < 3 && !terminal_shows(s.t, "Serdecznie"); i++) {
		terminal_send(s.t, "<Space>");
		assert_true(terminal_wait_idle(s.t));
	}
	assert_true(terminal_shows(s.t, "Ewa"));
	for (int i = 0; i < 2 && !terminal_shows(s.t, "2/214"); i++) {
		terminal_send(s.t, "<Space>");
		assert_true(terminal_wait_idle(s.t));
	}
	assert_true(terminal_shows(s.t, "2/214"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, "3/214"));
	assert_true(terminal_wait_text(s.t, "1 new of 2"));
	terminal_send(s.t, "q"); /* the list is where reading was */
	assert_true(terminal_wait_at(s.t, 3, "> Олена Ш."));
	stage_end(&s);
}

static void deleting_goes_back_to_the_list(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>d");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  6 unread of 213"));
	assert_true(terminal_wait_at(s.t, 1, "> answer  Γιώργος"));
	assert_true(terminal_wait_at(s.t, -1, "In the bin for 30 days: 3 questions before week 2. u brings it back."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  6 unread of 214"));
	stage_end(&s);
}

static void hostile_text_stays_text(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_letter(s.f, &(struct fixture_letter){
		.thread = "t", .from = "E\x1b]0;owned\x07wa", .country = "P\x1b[2J", .subject = "\x1b[31mred\xe2\x80\xaegnol",
		.text = "one\x1b[5;5Htwo\r\nthree\xc2\x9b" "31mfour\x1b]52;c;eA==\x07 five", .at = "2026-11-17T09:00", .project = "a\tb\x1b[6n",
	});
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "red"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "three"));
	assert_true(terminal_shows(s.t, "one"));
	assert_int_equal(terminal_queries(s.t), 0);
	terminal_send(s.t, "r");
	assert_true(terminal_wait_text(s.t, "Reply"));
	assert_int_equal(terminal_queries(s.t), 0);
	stage_end(&s);
}

/* Whoever was erased: what they wrote is read as before, and nobody is named by a hyphen. */
static void a_letter_of_a_former_member_is_read(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_letter(s.f, &(struct fixture_letter){
		.thread = "t", .from = "-", .country = "IT", .subject = "Rivers", .text = "What a river!", .at = "2026-11-17T09:00",
	});
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "a former member"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What a river!"));
	assert_true(terminal_shows(s.t, "a former member, IT"));
	terminal_send(s.t, "r");
	assert_true(terminal_wait_text(s.t, "Answers   a former member, 17 Nov 09:00"));
	stage_end(&s);
}

static void a_new_message_comes_in_below(void **state)
{
	struct stage s = stage_inbox(30, 80);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Serdecznie"));
	json_free(fixture_hear(s.f, "wake"));
	fixture_letter(s.f, &(struct fixture_letter){ .thread = "t-ewa", .from = "Олена Шевченко", .country = "UA",
	                                              .subject = "Re: 3 questions before week 2", .text = "Добре!", .at = "2026-11-17T10:36" });
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, 0, "4 messages, 2 new"));
	assert_true(terminal_wait_text(s.t, "17 Nov 10:36  Олена Шевченко, UA: Добре!"));
	assert_true(terminal_wait_at(s.t, 3, "> 17 Nov 09:55  Ewa Kowalska"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, "> 17 Nov 10:36  Олена Шевченко"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(what_asks_shows_its_answers),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(reading_marks_as_seen),
		cmocka_unit_test(all_about_it_is_one_key_away),
		cmocka_unit_test(files_are_fetched_and_saved),
		cmocka_unit_test(a_large_file_tells_how_far_it_is),
		cmocka_unit_test(how_far_it_is_in_greek),
		cmocka_unit_test(a_full_disk_is_told),
		cmocka_unit_test(words_are_found_in_all_letters),
		cmocka_unit_test(moving_opens_messages),
		cmocka_unit_test(space_goes_on_to_the_next),
		cmocka_unit_test(deleting_goes_back_to_the_list),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(a_letter_of_a_former_member_is_read),
		cmocka_unit_test(a_new_message_comes_in_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
