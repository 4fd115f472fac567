/* Home in a terminal: as the mock-ups have it, and what its keys do. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/clock.h"
#include "twinline/records/outbox.h"

static struct stage stage_home(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	week_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	stage_looks(&s, "home-80", "home-40");
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = stage_home(24, 80, "el");

	(void)state;
	stage_looks(&s, "home-el-80", "home-el-40");
	stage_end(&s);
}

static void it_has_every_size(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	stage_try_sizes(&s, NULL);
	assert_true(terminal_wait_text(s.t, "Inbox"));
	assert_true(screen_is(s.t, "home-80"));
	stage_end(&s);
}

/* On the smallest of displays the name of the screen stands whole: how the line is gives way. */
static void the_smallest_has_its_title(void **state)
{
	struct stage s = stage_home(24, 80, "fi");

	(void)state;
	terminal_resize(s.t, 5, 20);
	assert_true(terminal_wait_at(s.t, 0, "Etusivu"));
	stage_end(&s);
}

static void a_and_d_answer_and_u_takes_back(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Ewa Kowalska. Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 1, "> answer   Invitation: "));
	assert_true(fixture_keeps(s.f, "\"answer\":\"accepted\""));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, -1, "Taken back."));
	assert_true(terminal_wait_at(s.t, 1, "> answer   Contact request: Ewa"));
	assert_false(fixture_keeps(s.f, "\"answer\":\"accepted\""));
	terminal_send(s.t, "<Home>mmd");
	assert_true(terminal_wait_at(s.t, -1, "No to 2. Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 1, "answer   Change of"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 2, "answer   Invitation"));
	stage_end(&s);
}

static void events_of_today_are_answered_too(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "jjjj");
	assert_true(terminal_wait_at(s.t, 5, "> today    Bajki i kodowanie (60 min): maybe"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "Yes: Bajki i kodowanie."));
	assert_true(terminal_wait_at(s.t, 5, "> today    Bajki i kodowanie (60 min): yes"));
	terminal_send(s.t, "<End>a");
	assert_true(terminal_wait_at(s.t, -1, "This does not wait for a yes or no."));
	stage_end(&s);
}

static void what_waits_is_one_key_away(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "nnn"); /* today waits for nothing */
	assert_true(terminal_wait_at(s.t, 6, "> due"));
	terminal_send(s.t, "nn");
	assert_true(terminal_wait_at(s.t, 8, "> match"));
	terminal_send(s.t, "n");
	assert_true(terminal_wait_at(s.t, 1, "> answer"));
	terminal_send(s.t, "N");
	assert_true(terminal_wait_at(s.t, 8, "> match"));
	stage_end(&s);
}

static void enter_opens_what_a_line_is_about(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Ewa Kowalska, PL"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, 1, "your answer: yes"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 1, "answer   Invitation"));
	terminal_send(s.t, "nn<Down>");
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 215"));
	terminal_send(s.t, "1");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	stage_end(&s);
}

static void whom_i_wait_for_can_be_reminded(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Home>jjjjjjjjj");
	assert_true(terminal_wait_at(s.t, 10, "> waiting  Contact request: Amina Trabelsi, TN"));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, 1, "Amina Trabelsi TN"));
	stage_end(&s);
}

/* A letter that the portal gave back. */
static void refuse_a_letter(struct fixture *f)
{
	struct json *body = json_parse_own("{\"to\":[{\"id\":\"pewaewae\",\"name\":\"Ewa\"}],\"subject\":\"Week 2\",\"text\":\"x\"}");
	struct err e = { 0 };
	int64_t entry, taken[10];

	assert_int_equal(db_begin(f->store.db, &e), 0);
	entry = outbox_create(&f->store, f->account, &record_types[TYPE_Message], body, 0, &e);
	assert_true(entry > 0);
	assert_int_equal(outbox_take_due(&f->store, clock_now(), 10, 100000, taken, &e), 1);
	assert_int_equal(outbox_refused(&f->store, entry, true, &(struct err){ .code = ERR_FORBIDDEN }, &e), 0);
	assert_int_equal(db_commit(f->store.db, &e), 0);
	json_free(body);
}

static void what_could_not_be_sent_stands_first(void **state)
{
	struct stage s = stage_new();

	(void)state;
	week_fill(s.f);
	refuse_a_letter(s.f);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "> needs you  Week 2: "));
	assert_true(terminal_wait_at(s.t, 2, "  answer     Contact request: Ewa Kowalska, PL"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Outbox  1 needs you"));
	stage_end(&s);
}

static void g_goes_to_numbers_words_and_screens(void **state)
{
	struct stage s = stage_home(24, 80, NULL);
	int row, column;

	(void)state;
	terminal_send(s.t, "g3<Enter>");
	assert_true(terminal_wait_at(s.t, 3, "> "));
	terminal_send(s.t, "gamina<Enter>"); /* without its accents and its case */
	assert_true(terminal_wait_idle(s.t));
	terminal_cursor(s.t, &row, &column);
	assert_true(terminal_wait_at(s.t, row, "Amina Trabelsi"));
	terminal_send(s.t, "gnowhere<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Nothing has these words."));
	assert_true(terminal_wait_at(s.t, row, "> "));
	terminal_send(s.t, "g1<Enter>gewa<Enter>"); /* round the end */
	assert_true(terminal_wait_at(s.t, 1, "> answer   Contact request: Ewa Kowalska"));
	terminal_send(s.t, "4");
	assert_true(terminal_wait_at(s.t, 0, "Projects"));
	terminal_send(s.t, "gcalendar<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Calendar"));
	stage_end(&s);
}

static void esc_stays_and_q_leaves(void **state)
{
	struct stage s = stage_home(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "This is the first screen; Q leaves Twinline."));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

static void an_empty_one_says_so(void **state)
{
	struct stage s = stage_new();

	(void)state;
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 1, "Nothing waits for you."));
	assert_true(terminal_wait_text(s.t, "> 2 Inbox"));
	fixture_put(s.f, "Person", "{'id':'paaaaaaa','rev':1,'name':'Ayşe Demir','town':'Muğla','languages':{'tr':true},'subjects':{'art':true}}");
	terminal_send(s.t, "2q");
	assert_true(terminal_wait_at(s.t, 0, "Home  Ayşe Demir, Muğla"));
	assert_true(terminal_wait_at(s.t, 1, "2 things help others to find you: pupils' age, what you look for. 6"));
	fixture_put(s.f, "Person", "{'id':'paaaaaaa','rev':2,'name':'Ayşe Demir'}");
	terminal_send(s.t, "2q"); /* however many there are, as many as are named, and the key is there */
	assert_true(terminal_wait_at(s.t, 1, "2 things help others to find you: pupils' age, what you look for. 6"));
	terminal_resize(s.t, 24, 120);
	assert_true(terminal_wait_at(s.t, 1, "4 things help others to find you: pupils' age, what you look for, what you teach, your "
	                                     "languages. 6"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, 1, "1 thing helps others to find you:"));
	assert_true(terminal_wait_at(s.t, 2, "pupils' age. 6"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(it_has_every_size),
		cmocka_unit_test(the_smallest_has_its_title),
		cmocka_unit_test(a_and_d_answer_and_u_takes_back),
		cmocka_unit_test(events_of_today_are_answered_too),
		cmocka_unit_test(what_waits_is_one_key_away),
		cmocka_unit_test(enter_opens_what_a_line_is_about),
		cmocka_unit_test(whom_i_wait_for_can_be_reminded),
		cmocka_unit_test(what_could_not_be_sent_stands_first),
		cmocka_unit_test(g_goes_to_numbers_words_and_screens),
		cmocka_unit_test(esc_stays_and_q_leaves),
		cmocka_unit_test(an_empty_one_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
