/* What is said in a project, in a terminal: updates, threads, chat; what is unread; answers, likes and drafts. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/space.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/talk.h"

static struct stage stage_project(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	week_fill(s.f);
	week_talk(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	stage_open_water(&s);
	return s;
}

/* Opens a part of the project by its name; hint: what the last line offers there. */
static void open_part(struct stage *s, const char *name, const char *hint)
{
	stage_open_part(s->t, name);
	assert_true(terminal_wait_at(s->t, -1, hint));
}

static void the_space_says_what_is_new(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	stage_looks(&s, "space-80", "space-40");
	stage_end(&s);
}

static void places_look_so(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates", "r reply");
	stage_looks(&s, "updates-80", "updates-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Welcome, 3 posts"));
	terminal_send(s.t, "qq");
	open_part(&s, "Bulletin", "r reply");
	assert_true(terminal_wait_text(s.t, "On Tuesday at 10:30"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Bulletin        1 post, teachers only"));
	assert_true(terminal_wait_gone(s.t, "Bulletin        1 post, 1 unread, teachers only"));
	stage_end(&s);
}

/* Below the words of the one under the cursor, and of nobody else's. */
static void a_post_is_translated(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates", "r reply");
	terminal_send(s.t, "<Home>:translate<Enter>");
	assert_true(terminal_wait_text(s.t, "The text leaves this computer"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "The portal is asked for a translation."));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_at(s.t, -1, "r reply"));
	assert_true(terminal_shows(s.t, "The portal is asked for a translation."));
	terminal_send(s.t, "<Home>:translate<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The translation was given up."));
	stage_end(&s);
}

static void the_forum_looks_so(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Forum", "c new thread");
	stage_looks(&s, "forum-80", "forum-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Home>n<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Which tap?"));
	stage_looks(&s, "forum-thread-80", "forum-thread-40");
	terminal_resize(s.t, 24, 80);
	stage_end(&s);
}

/* What was on the page has been read: here, and by a mark that the other devices get. */
static void what_was_seen_is_read(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Forum", "c new thread");
	assert_true(terminal_wait_at(s.t, 0, "2 threads, 3 unread, 1 to you"));
	terminal_send(s.t, "<Home>n<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "3 posts, 2 new"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "2 threads, 1 unread"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_text(s.t, ">   Units"));
	stage_end(&s);
}

/* The bulletin has one of 09:00:00, unread: it is read, and another one of that very second comes after it. */
static void two_of_one_second_are_two(void **state)
{
	struct stage s = stage_project(24, 80, NULL);
	struct talk_count count;
	int64_t project = space_account(s.f);

	(void)state;
	assert_int_equal(talk_count(&s.f->store, project, "bulletin", &count, NULL), 0);
	assert_int_equal(count.unread, 1);
	open_part(&s, "Bulletin", "r reply");
	assert_true(terminal_wait_text(s.t, "On Tuesday at 10:30"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_gone(s.t, "Bulletin        1 post, 1 unread, teachers only"));
	assert_int_equal(talk_count(&s.f->store, project, "bulletin", &count, NULL), 0);
	assert_int_equal(count.unread, 0);
	fixture_receive(s.f, project, TYPE_Post,
	                "{'id':'bb222222','rev':1,'place':'bulletin','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},"
	                "'createdAt':'2026-11-14T09:00:00Z','latestAt':'2026-11-14T09:00:00Z','title':'Also','text':'In the same second.'}");
	assert_int_equal(talk_count(&s.f->store, project, "bulletin", &count, NULL), 0);
	assert_int_equal(count.unread, 1);
	terminal_send(s.t, "s");
	open_part(&s, "Bulletin", "r reply");
	assert_true(terminal_wait_text(s.t, "In the same second."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_idle(s.t));
	assert_int_equal(talk_count(&s.f->store, project, "bulletin", &count, NULL), 0);
	assert_int_equal(count.unread, 0);
	stage_end(&s);
}

static void a_reply_is_written(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Forum", "c new thread");
	terminal_send(s.t, "<Home>n<Enter><End>r");
	assert_true(terminal_wait_at(s.t, 0, "forum, Water diary"));
	terminal_send(s.t, "Thank you, @Ew");
	assert_true(terminal_wait_text(s.t, "Tab: Ewa Kowalska"));
	terminal_send(s.t, "<Tab>!");
	assert_true(terminal_wait_text(s.t, "Thank you, @Ewa Kowalska !"));
	/* Left and taken up again, nothing is lost. */
	terminal_send(s.t, "<C-x>q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	terminal_send(s.t, "r");
	assert_true(terminal_wait_text(s.t, "Thank you, @Ewa Kowalska !"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_text(s.t, "held  you"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "forum, Water diary"));
	stage_end(&s);
}

/* Wherever the cursor was, it stands on what was just said. */
static void a_new_post_has_the_cursor(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates", "r reply");
	terminal_send(s.t, "<Home>c");
	assert_true(terminal_wait_at(s.t, 0, "update, Water diary"));
	terminal_send(s.t, "It rains.<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "> held  you"));
	stage_end(&s);
}

static void likes_pins_and_ends(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates", "r reply");
	terminal_send(s.t, "<End>a");
	assert_true(terminal_wait_at(s.t, -1, "You like it no more."));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "You like it."));
	assert_true(terminal_wait_text(s.t, "you like it"));
	terminal_send(s.t, "z");
	assert_true(terminal_wait_at(s.t, -1, "It stays on top."));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Taken away."));
	assert_true(terminal_wait_gone(s.t, "Bugün"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Bugün"));
	stage_end(&s);
}

/* Added in the form, it stands below the words; the cursor stops there, and Enter saves it. */
static void a_file_goes_with_a_post(void **state)
{
	struct stage s = stage_project(24, 80, NULL);
	char *path = xasprintf("%s/drops.txt", s.f->paths.runtime);

	(void)state;
	assert_int_equal(file_write(path, "drip\n", 5, 0600, NULL), 0);
	open_part(&s, "Forum", "c new thread");
	terminal_send(s.t, "<Home>n<Enter><End>r");
	assert_true(terminal_wait_at(s.t, 0, "forum, Water diary"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "Enter choose"));
	stage_add_file(s.t, path);
	assert_true(terminal_wait_text(s.t, "drops.txt, 0.1 KB"));
	stage_looks(&s, "post-form-80", "post-form-40");
	terminal_resize(s.t, 24, 80);
	/* A file says enough: no text is needed. */
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(terminal_wait_text(s.t, "file  drops.txt, 0.1 KB, here"));
	terminal_send(s.t, "<End><Down>");
	assert_true(terminal_wait_at(s.t, -1, "Enter open the file"));
	stage_looks(&s, "forum-file-80", "forum-file-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Save as:"));
	free(path);
	stage_end(&s);
}

/* A file that is not here yet says so; Enter fetches it from the project, and when it has come, Enter reads it. */
static void a_post_s_file_is_fetched(void **state)
{
	struct stage s = stage_project(24, 80, NULL);
	int64_t project = space_account(s.f);
	struct json *packet;

	(void)state;
	fixture_receive(s.f, project, TYPE_Post,
	                "{'id':'bc222222','rev':1,'place':'bulletin','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},"
	                "'createdAt':'2026-11-17T09:00:00Z','latestAt':'2026-11-17T09:00:00Z','title':'The plan','text':'Here.',"
	                "'files':[{'blobId':'bqqqqqqq','name':'plan.txt','type':'text/plain','size':5}]}");
	terminal_send(s.t, "s");
	open_part(&s, "Bulletin", "r reply");
	assert_true(terminal_wait_text(s.t, "file  plan.txt, 0.1 KB"));
	assert_false(terminal_shows(s.t, "plan.txt, 0.1 KB, here"));
	for (int i = 0; i < 8 && !terminal_shows(s.t, "Enter open the file"); i++) {
		terminal_send(s.t, "<Down>");
		assert_true(terminal_wait_idle(s.t));
	}
	terminal_send(s.t, "<Enter>");
	packet = fixture_hear(s.f, "file");
	assert_string_equal(json_get_text(packet, "blob"), "bqqqqqqq");
	assert_int_equal(json_get_integer(packet, "account", 0), project);
	json_free(packet);
	assert_true(terminal_wait_text(s.t, "being fetched"));
	space_keep(s.f, "bqqqqqqq", "text/plain", "plan\n");
	fixture_tell(s.f, "{\"did\":\"file\",\"blob\":\"bqqqqqqq\"}");
	assert_true(terminal_wait_text(s.t, "plan.txt, 0.1 KB, here"));
	stage_end(&s);
}

/* The support office learns which post it is; one's own is not reported. */
static void a_post_is_reported_and_its_author_blocked(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Updates", "r reply");
	terminal_send(s.t, "<Home>:report<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "This is your own."));
	terminal_send(s.t, "<End>:report<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Report it?"));
	terminal_send(s.t, "3Mean words.<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"aboutType\":\"Post\",\"aboutId\":\"ueeeeeee\""));
	terminal_send(s.t, "q<Home>");
	open_part(&s, "Chat", "Enter send");
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "Enter write"));
	terminal_send(s.t, "<End>:block<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "No more letters and requests from: Γιώργος Παπαδάκης?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	stage_end(&s);
}

/* Who may not say anything in the chat has no line for it, and reads who may. */
static void an_observer_reads_the_chat(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	assert_int_equal(db_exec(s.f->store.db, "UPDATE account SET role = 'observer' WHERE kind = 3", NULL), 0);
	open_part(&s, "Chat", "a like");
	assert_true(terminal_wait_text(s.t, "Is anybody here?"));
	assert_false(terminal_shows(s.t, "you:  "));
	assert_false(terminal_shows(s.t, "Enter write"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Here you are observer, and this is for:"));
	stage_end(&s);
}

static void a_chat_is_typed_in(void **state)
{
	struct stage s = stage_project(24, 80, NULL);

	(void)state;
	open_part(&s, "Chat", "Enter send");
	terminal_send(s.t, "Merhaba");
	assert_true(terminal_wait_text(s.t, "you: Merhaba"));
	stage_looks(&s, "chat-80", "chat-40");
	terminal_resize(s.t, 24, 80);
	/* What is half typed waits here. */
	terminal_send(s.t, "<Esc>q<Home>");
	open_part(&s, "Chat", "Enter send");
	assert_true(terminal_wait_text(s.t, "you: Merhaba"));
	terminal_send(s.t, "!<Enter>");
	assert_true(terminal_wait_text(s.t, "waiting  you: Merhaba!"));
	assert_true(terminal_wait_cursor(s.t, 22, 5));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_space_says_what_is_new),
		cmocka_unit_test(places_look_so),
		cmocka_unit_test(a_post_is_translated),
		cmocka_unit_test(the_forum_looks_so),
		cmocka_unit_test(what_was_seen_is_read),
		cmocka_unit_test(two_of_one_second_are_two),
		cmocka_unit_test(a_reply_is_written),
		cmocka_unit_test(a_new_post_has_the_cursor),
		cmocka_unit_test(likes_pins_and_ends),
		cmocka_unit_test(a_file_goes_with_a_post),
		cmocka_unit_test(a_post_s_file_is_fetched),
		cmocka_unit_test(a_post_is_reported_and_its_author_blocked),
		cmocka_unit_test(an_observer_reads_the_chat),
		cmocka_unit_test(a_chat_is_typed_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
