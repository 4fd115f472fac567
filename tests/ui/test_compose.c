/* Compose in a terminal: typing, people by part of a name, sending with a hold, and that nothing typed is lost. */
#include "lib/suite.h"

#include <signal.h>
#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

/* A file of so many bytes in the directory of the fixture's state. */
static void put_file(const struct stage *s, const char *name, size_t size)
{
	char *path = xasprintf("%s/%s", s->f->paths.state, name), *bytes = xcalloc(size + 1, 1);

	memset(bytes, 'x', size);
	assert_int_equal(file_write(path, bytes, size, 0600, NULL), 0);
	free(bytes);
	free(path);
}

/* The answer of the mock-up, typed as far as there; to all in the conversation that is open. */
static void write_answer(struct stage *s)
{
	terminal_send(s->t, "Dear Ewa, dear all,<Enter><Enter>1. Wednesday is fine for us too. Çarşamba günü ölçeriz.<Enter>");
	terminal_send(s->t, "2. The tap in the corridor, please; nobody drinks from it at night.<Enter>");
	terminal_send(s->t, "3. Yes! Own language first: Türkçe, polski, ελληνικά, українська.<Enter><Enter>Görüşmek üzere,");
	assert_true(terminal_wait_text(s->t, "Görüşmek üzere,"));
	put_file(s, "plan-hafta-2.ods", 3000);
	terminal_send(s->t, "<C-x><Down><Enter><C-u>");
	terminal_send(s->t, s->f->paths.state);
	terminal_send(s->t, "/plan<Tab><Enter>");
	assert_true(terminal_wait_text(s->t, "plan-hafta-2.ods, 3 KB"));
	terminal_send(s->t, "<Up><Up><Up><Enter>");
	assert_true(terminal_wait_idle(s->t));
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>R");
	assert_true(terminal_wait_at(s.t, 0, "Reply to all, Water diary"));
	write_answer(&s);
	assert_true(terminal_wait_cursor(s.t, 9, 27));
	stage_looks(&s, "compose-80", "compose-40");
	terminal_resize(s.t, 5, 20); /* one line at a time */
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "compose-20"));
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	terminal_send(s.t, "<Enter>R");
	write_answer(&s);
	stage_looks(&s, "compose-el-80", "compose-el-40");
	stage_end(&s);
}

static void people_are_found_by_part_of_a_name(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 0, "New message"));
	assert_true(terminal_wait_cursor(s.t, 1, 12));
	terminal_send(s.t, "kow");
	assert_true(terminal_wait_at(s.t, 2, "Enter: Ewa Kowalska PL"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska PL,"));
	assert_true(terminal_wait_gone(s.t, "Enter: "));
	terminal_send(s.t, "ολενα<Backspace><Backspace><Backspace><Backspace><Backspace>shevch<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska PL, Олена Шевченко UA,"));
	terminal_send(s.t, "<Enter>Sister school<Enter>Hello both<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(fixture_keeps(s.f, "Hello both"));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_at(s.t, 1, "> held       Message: Ewa Kowalska and 1 more"));
	stage_end(&s);
}

static void what_is_missing_is_said_where_it_is(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "c<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Who is it for?"));
	assert_true(terminal_wait_cursor(s.t, 1, 12));
	terminal_send(s.t, "nobody of this name<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -2, "Not known here: nobody of this name."));
	assert_true(terminal_wait_cursor(s.t, 1, 12 + 19));
	terminal_send(s.t, "<C-u>kow<Enter><C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "There is no text yet."));
	assert_true(terminal_wait_cursor(s.t, 3, 12));
	terminal_send(s.t, "So<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	stage_end(&s);
}

static void what_was_typed_outlives_the_program(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "<Enter>r");
	assert_true(terminal_wait_at(s.t, 0, "Reply, Water diary"));
	terminal_send(s.t, "Half a senten");
	assert_true(terminal_wait_text(s.t, "Half a senten"));
	terminal_kill(s.t, SIGKILL);
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	assert_true(fixture_keeps(s.f, "Half a senten"));
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Half a senten"));
	assert_true(terminal_wait_cursor(s.t, 3, 12 + 13));
	terminal_send(s.t, "ce<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = stage_inbox_face(s.f, 24, 80, NULL); /* left on purpose: not opened again */
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	assert_true(fixture_keeps(s.f, "Half a sentence"));
	stage_end(&s);
}

static void a_draft_stands_in_its_conversation(void **state)
{
	struct stage s = stage_inbox(30, 80);

	(void)state;
	terminal_send(s.t, "<Enter>rLater<Esc>q");
	assert_true(terminal_wait_text(s.t, "17 Nov 10:37  you, to Ewa Kowalska PL, draft: Later"));
	terminal_send(s.t, "r"); /* the answer that was begun goes on */
	assert_true(terminal_wait_at(s.t, 3, "Text      Later"));
	terminal_send(s.t, "<Esc>q<End>");
	assert_true(terminal_wait_text(s.t, "> 17 Nov 10:37  you, to Ewa Kowalska PL, draft"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 3, "Text      Later"));
	stage_end(&s);
}

static void an_untouched_answer_leaves_nothing(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "r");
	assert_true(terminal_wait_at(s.t, 0, "Reply, Water diary"));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	assert_true(terminal_wait_at(s.t, 1, "> new     Ewa"));
	assert_false(fixture_keeps(s.f, "inReplyTo"));
	stage_end(&s);
}

static void a_letter_comes_back_until_it_leaves(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "rWednesday, please.<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	assert_true(terminal_wait_text(s.t, "held"));
	json_free(fixture_hear(s.f, "wake"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Wednesday, please."));
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska PL"));
	terminal_send(s.t, "<C-x><Down><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The draft is thrown away. u brings it back."));
	assert_false(fixture_keeps(s.f, "Wednesday, please."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Wednesday, please."));
	assert_true(fixture_keeps(s.f, "Wednesday, please."));
	stage_end(&s);
}

static void keys_in_fields_type(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "c<Tab><Tab>qQ?:0123 u");
	assert_true(terminal_wait_at(s.t, 3, "Text      qQ?:0123 u"));
	terminal_send(s.t, "<S-Tab>jk");
	assert_true(terminal_wait_at(s.t, 2, "Subject   jk"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_cursor(s.t, 2, 0));
	terminal_send(s.t, "j");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "<Enter>!");
	assert_true(terminal_wait_at(s.t, 3, "Text      qQ?:0123 u!"));
	terminal_paste(s.t, "\x1b[31mred\nline");
	assert_true(terminal_wait_at(s.t, 4, "            line"));
	stage_end(&s);
}

static void alt_is_no_way_out_of_a_field(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "rKept");
	assert_true(terminal_wait_at(s.t, 3, "Text      Kept"));
	terminal_send_bytes(s.t, "\033d", 2); /* no stop-typing and then a drop */
	assert_true(terminal_wait_at(s.t, -1, "This key does nothing here."));
	terminal_send(s.t, "!");
	assert_true(terminal_wait_at(s.t, 3, "Text      Kept!"));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send_bytes(s.t, "\033p", 2);
	assert_true(terminal_wait_at(s.t, -1, "This key does nothing here."));
	assert_true(terminal_wait_at(s.t, 0, "of 214"));
	stage_end(&s);
}

static void what_is_sent_on_is_quoted(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "F");
	assert_true(terminal_wait_at(s.t, 0, "Send on"));
	terminal_send(s.t, "<Esc>q"); /* untouched, it leaves nothing behind */
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 214"));
	assert_false(fixture_keeps(s.f, "Fwd: "));
	terminal_send(s.t, "F");
	assert_true(terminal_wait_at(s.t, 0, "Send on"));
	assert_true(terminal_wait_at(s.t, 2, "Subject   Fwd: Re: 3 questions before week 2"));
	assert_true(terminal_wait_at(s.t, 5, "            Ewa Kowalska PL, 17 Nov 2026 09:55:"));
	assert_true(terminal_wait_at(s.t, 6, "            > Dzień dobry Ayşe, Γεια σου Giorgos,"));
	terminal_send(s.t, "олена<Backspace><Backspace><Backspace><Backspace><Backspace>shev<Enter><Tab><Tab>See below.");
	assert_true(terminal_wait_at(s.t, 3, "Text      See below."));
	assert_true(terminal_wait_at(s.t, 5, "            Ewa Kowalska PL, 17 Nov 2026 09:55:"));
	assert_true(fixture_keeps(s.f, "pomiary.csv"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	stage_end(&s);
}

/* Asks for a file by a path below the fixture's state; the prompt stays open. */
static void ask_for(struct stage *s, const char *name)
{
	terminal_send(s->t, "<Enter><C-u>");
	terminal_send(s->t, s->f->paths.state);
	terminal_send(s->t, name);
}

static void files_are_added_and_taken_out(void **state)
{
	struct stage s = stage_inbox(24, 80);
	char *path;

	(void)state;
	put_file(&s, "photo-1.jpg", 40000);
	put_file(&s, "photo-2.jpg", 2000);
	terminal_send(s.t, "r<C-x><Down>");
	assert_true(terminal_wait_at(s.t, 19, "> Add file"));
	ask_for(&s, "/ph<Tab>");
	assert_true(terminal_wait_at(s.t, -1, "/photo-"));
	terminal_send(s.t, "<Tab>"); /* which of them? */
	assert_true(terminal_wait_at(s.t, -2, "photo-1.jpg  photo-2.jpg"));
	terminal_send(s.t, "1<Tab><Enter>");
	assert_true(terminal_wait_at(s.t, 18, "  File      photo-1.jpg, 40 KB"));
	assert_true(terminal_wait_at(s.t, 17, "Send      41 KB with the file, about 9 s"));
	assert_true(fixture_keeps(s.f, "photo-1.jpg"));
	terminal_send(s.t, "<Enter>photo-2.jpg<Enter>"); /* it begins where the last one was */
	assert_true(terminal_wait_at(s.t, 18, "  File      photo-2.jpg, 2 KB"));
	path = xasprintf("%s/photo-1.jpg", s.f->paths.state);
	assert_int_equal(unlink(path), 0); /* the bytes are here already */
	terminal_send(s.t, "<Up><Up>");
	assert_true(terminal_wait_at(s.t, 17, "> File      photo-1.jpg, 40 KB"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "The file is taken out. u brings it back."));
	assert_true(terminal_wait_at(s.t, 18, "> File      photo-2.jpg, 2 KB"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 17, "> File      photo-1.jpg, 40 KB"));
	terminal_send(s.t, "U");
	assert_true(terminal_wait_gone(s.t, "photo-1"));
	terminal_send(s.t, "uuu"); /* the adding too */
	assert_true(terminal_wait_gone(s.t, "photo"));
	terminal_send(s.t, "UU");
	assert_true(terminal_wait_at(s.t, 18, "photo-2.jpg"));
	terminal_send(s.t, "s"); /* files alone are a letter */
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 18, "photo-2.jpg"));
	free(path);
	stage_end(&s);
}

static void files_in_greek(void **state)
{
	struct stage s = stage_new();

	(void)state;
	put_file(&s, "photo-1.jpg", 40000);
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, "el");
	terminal_send(s.t, "rΚαλημέρα.<C-x><Down>");
	assert_true(terminal_wait_cursor(s.t, 19, 0));
	ask_for(&s, "/photo-1.jpg<Enter>");
	assert_true(terminal_wait_text(s.t, "photo-1.jpg, 40 KB"));
	stage_looks(&s, "compose-files-el-80", "compose-files-el-40");
	stage_end(&s);
}

static void what_cannot_be_sent_is_named(void **state)
{
	struct stage s = stage_inbox(24, 80);
	char *path = xasprintf("%s/huge.bin", s.f->paths.state);

	(void)state;
	put_file(&s, "huge.bin", 1);
	assert_int_equal(truncate(path, 112L * 1000 * 1000), 0);
	terminal_send(s.t, "r<C-x><Down>");
	ask_for(&s, "/none.txt<Enter>");
	assert_true(terminal_wait_text(s.t, "There is no file"));
	terminal_send(s.t, "<C-u>");
	terminal_send(s.t, s.f->paths.state);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "is a directory."));
	terminal_send(s.t, "/huge.bin<Enter>");
	assert_true(terminal_wait_text(s.t, "112 MB"));
	terminal_send(s.t, "<C-u>/dev/null<Enter>");
	assert_true(terminal_wait_text(s.t, "/dev/null is no file that could be sent."));
	terminal_send(s.t, "<C-u>");
	terminal_send(s.t, s.f->paths.state);
	terminal_send(s.t, "/xyz<Tab>");
	assert_true(terminal_wait_text(s.t, "No name there begins so."));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, 19, "> Add file"));
	assert_false(terminal_shows(s.t, "File  "));
	free(path);
	stage_end(&s);
}

static void small_screens_have_files_too(void **state)
{
	struct stage s = stage_inbox(12, 40);

	(void)state;
	put_file(&s, "photo-1.jpg", 40000);
	put_file(&s, "photo-2.jpg", 2000);
	terminal_send(s.t, "rYes.<C-x>");
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	terminal_send(s.t, "<Right>");
	assert_true(terminal_wait_cursor(s.t, 10, 6));
	ask_for(&s, "/photo-1.jpg<Enter>");
	assert_true(terminal_wait_at(s.t, 9, "File photo-1.jpg, 40 KB"));
	ask_for(&s, "/photo-2.jpg<Enter>");
	assert_true(terminal_wait_at(s.t, 9, "File photo-1.jpg, 40 KB and 1 more"));
	terminal_send(s.t, "<Up>");
	assert_true(terminal_wait_cursor(s.t, 9, 0));
	assert_true(screen_is(s.t, "compose-files-40"));
	terminal_resize(s.t, 5, 20);
	assert_true(terminal_wait_at(s.t, 1, "photo-2.jpg, 2 KB"));
	stage_end(&s);
}

static void a_key_in_parts_is_one_key(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "1<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "This is the first screen"));
	terminal_send_bytes(s.t, "[", 1);
	assert_true(terminal_wait_idle(s.t));
	terminal_send_bytes(s.t, "B", 1);
	assert_true(terminal_wait_at(s.t, 2, "> answer"));
	terminal_send(s.t, "cewa<Enter><Tab><Tab>one<Enter>two");
	assert_true(terminal_wait_cursor(s.t, 4, 15));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send_bytes(s.t, "OA", 2);
	assert_true(terminal_wait_cursor(s.t, 3, 15));
	terminal_send(s.t, "!");
	assert_true(terminal_wait_at(s.t, 3, "Text      one!"));
	stage_end(&s);
}

static void a_full_disk_loses_nothing(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "rBefore");
	assert_true(terminal_wait_text(s.t, "Before"));
	stage_fill_disk(&s, true);
	terminal_send(s.t, " and after");
	assert_true(terminal_wait_at(s.t, -1, "The disk is full. What you typed is kept up to here; free 1 MB and go on."));
	assert_true(terminal_wait_at(s.t, 3, "Text      Before and after"));
	assert_false(fixture_keeps(s.f, "Before and"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	static const char *const ways_out[] = { "q", "2", "<C-x><Down><Down><Enter>" };
	for (size_t i = 0; i < ARRAY_SIZE(ways_out); i++) {
		terminal_send(s.t, ways_out[i]);
		assert_true(terminal_wait_at(s.t, -1, "The disk is full."));
		assert_true(terminal_wait_text(s.t, "Before and after"));
	}
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_at(s.t, -1, "What you typed last is not kept. Leave?  1 stay  2 leave"));
	terminal_send(s.t, "1");
	stage_fill_disk(&s, false);
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	assert_true(fixture_keeps(s.f, "Before and after"));
	stage_end(&s);
}

static void one_more_person_follows_the_last(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "r<S-Tab><S-Tab>");
	assert_true(terminal_wait_cursor(s.t, 1, 12 + 17));
	terminal_send(s.t, "шев<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska PL, Олена Шевченко UA,"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_gone(s.t, "UA,"));
	terminal_send(s.t, "<Enter>nobody<Esc>");
	assert_true(terminal_wait_at(s.t, 1, "Олена Шевченко UA, nobody"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_cursor(s.t, 1, 12 + 42)); /* what names nobody yet is typed on */
	stage_end(&s);
}

static void commands_work_beside_the_fields(void **state)
{
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "rYes.<Esc>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "<C-x>");
	assert_true(terminal_wait_at(s.t, 18, "> Send"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "The draft is thrown away."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 3, "> Text      Yes."));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing to take back."));
	assert_true(terminal_wait_at(s.t, 3, "> Text      Yes."));
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	stage_end(&s);
}

static void small_screens_say_and_choose_all(void **state)
{
	struct stage s = stage_inbox(12, 40);

	(void)state;
	terminal_send(s.t, "b");
	assert_true(terminal_wait_at(s.t, -2, "This key does nothing here. ? shows"));
	assert_true(terminal_wait_at(s.t, -1, "what does."));
	terminal_send(s.t, "rYes.<C-x>");
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	terminal_send(s.t, "<Right><Right><Right>");
	assert_true(terminal_wait_cursor(s.t, 10, 22));
	terminal_send(s.t, "<Left>");
	assert_true(terminal_wait_cursor(s.t, 10, 16));
	terminal_resize(s.t, 5, 20);
	assert_true(terminal_wait_at(s.t, 1, "Keep"));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_at(s.t, 1, "Throw away"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(people_are_found_by_part_of_a_name),
		cmocka_unit_test(what_is_missing_is_said_where_it_is),
		cmocka_unit_test(what_was_typed_outlives_the_program),
		cmocka_unit_test(a_draft_stands_in_its_conversation),
		cmocka_unit_test(an_untouched_answer_leaves_nothing),
		cmocka_unit_test(a_letter_comes_back_until_it_leaves),
		cmocka_unit_test(keys_in_fields_type),
		cmocka_unit_test(alt_is_no_way_out_of_a_field),
		cmocka_unit_test(what_is_sent_on_is_quoted),
		cmocka_unit_test(files_are_added_and_taken_out),
		cmocka_unit_test(files_in_greek),
		cmocka_unit_test(what_cannot_be_sent_is_named),
		cmocka_unit_test(small_screens_have_files_too),
		cmocka_unit_test(a_key_in_parts_is_one_key),
		cmocka_unit_test(a_full_disk_loses_nothing),
		cmocka_unit_test(one_more_person_follows_the_last),
		cmocka_unit_test(commands_work_beside_the_fields),
		cmocka_unit_test(small_screens_say_and_choose_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
