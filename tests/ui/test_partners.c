/* Partners in a terminal: as the mock-up has it, typing among what is kept here, asking the portal, facets, views. */
#include "lib/suite.h"

#include "lib/partners.h"
#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static struct stage begin(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	partners_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "3");
	assert_true(terminal_wait_text(s.t, "Νικολάου"));
	return s;
}

/* The portal's answer to the question that the face asked last. */
static void answer(struct stage *s, const char *more)
{
	struct json *asked = fixture_hear(s->f, "search");
	char *packet = xasprintf("{\"did\":\"found\",\"n\":%d,%s}", (int)json_get_integer(asked, "n", 0), more);

	fixture_tell(s->f, packet);
	free(packet);
	json_free(asked);
}

static void find_water(struct stage *s)
{
	char *more;

	terminal_send(s->t, "fwater<Tab>pupils 7-11, English, available<Enter>");
	more = xasprintf("\"total\":1240,\"bytes\":80,\"ids\":[\"%s\"],\"facets\":%s", fixture_person(s->f, "Ieva Kazlauskienė"),
	                 partners_facet_counts);
	answer(s, more);
	free(more);
	assert_true(terminal_wait_text(s->t, "1,240"));
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	find_water(&s);
	stage_looks(&s, "partners-80", "partners-40");
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = begin(24, 80, "el");
	char *more;

	(void)state;
	terminal_send(s.t, "fwater<Tab>αγγλικά, διατίθεται, μαθητές 7-11<Enter>");
	more = xasprintf("\"total\":1240,\"bytes\":80,\"ids\":[\"%s\"],\"facets\":%s", fixture_person(s.f, "Ieva Kazlauskienė"),
	                 partners_facet_counts);
	answer(&s, more);
	free(more);
	assert_true(terminal_wait_text(s.t, "1.240"));
	stage_looks(&s, "partners-el-80", "partners-el-40");
	terminal_send(s.t, "<Tab>");
	assert_true(terminal_wait_text(s.t, "204"));
	assert_true(screen_is(s.t, "partners-facets-el-40"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_gone(s.t, "204"));
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "22"));
	stage_looks(&s, "person-el-80", "person-el-40");
	stage_end(&s);
}

static void a_page_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	find_water(&s);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Fits you"));
	stage_looks(&s, "person-80", "person-40");
	stage_end(&s);
}

static void typing_looks_among_what_is_kept(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	assert_true(terminal_wait_at(s.t, 0, "Partners  18 kept here"));
	terminal_send(s.t, "friv");
	assert_true(terminal_wait_at(s.t, 0, "Partners  1 kept here"));
	assert_true(terminal_wait_at(s.t, 4, "          Marie Sørensen"));
	terminal_send(s.t, "<C-u>νικολαου");
	assert_true(terminal_wait_at(s.t, 4, "          Μαρία Νικολάου"));
	terminal_send(s.t, "<C-u>nobodyhere");
	assert_true(terminal_wait_text(s.t, "Nobody here is so. Enter asks the portal."));
	terminal_send(s.t, "<C-u><Tab>gree");
	assert_true(terminal_wait_at(s.t, 3, "        Enter: Greece, Greek"));
	terminal_send(s.t, "<C-u>greek, not GR, nonsense<Esc>");
	assert_true(terminal_wait_text(s.t, "There is no filter called nonsense."));
	terminal_send(s.t, "<C-u>PL, ages 7 - 9, active since Sep 2026<Esc>");
	assert_true(terminal_wait_at(s.t, 2, "> Only  pupils 7-9, PL, active since September 2026"));
	assert_true(terminal_wait_at(s.t, 0, "Partners  2 kept here"));
	stage_end(&s);
}

static void the_next_page_has_its_price(void **state)
{
	struct stage s = begin(24, 80, NULL);
	struct json *asked;

	(void)state;
	find_water(&s);
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_cursor(s.t, 21, 0));
	terminal_send(s.t, "<Enter>");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_get_text(asked, "after"), fixture_person(s.f, "Ieva Kazlauskienė"));
	assert_true(terminal_wait_text(s.t, "next 50 of 1,239: asked for"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The portal is asked already."));
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"search\",\"n\":2,\"cause\":{\"type\":\"offline\"}}");
	assert_true(terminal_wait_text(s.t, "next 50 of 1,239: 4 KB"));
	json_free(asked);
	stage_end(&s);
}

static void facets_narrow_the_search(void **state)
{
	struct stage s = begin(24, 80, NULL);
	struct json *asked;

	(void)state;
	find_water(&s);
	terminal_send(s.t, "<Tab>");
	assert_true(terminal_wait_cursor(s.t, 5, 61));
	terminal_send(s.t, "<End><Home><Down><Enter>");
	asked = fixture_hear(s.f, "search");
	assert_string_equal(json_text(json_first(json_get(json_get(asked, "filter"), "country"))), "GR");
	assert_true(json_get_bool(asked, "facets", false));
	json_free(asked);
	assert_true(terminal_wait_at(s.t, 2, "  Only  pupils 7-11, GR, English, available"));
	stage_end(&s);
}

static void facets_take_the_place_of_the_list(void **state)
{
	struct stage s = begin(12, 40, NULL);

	(void)state;
	find_water(&s);
	terminal_send(s.t, "<Tab>");
	assert_true(terminal_wait_text(s.t, "3 others"));
	assert_true(screen_is(s.t, "partners-facets-40"));
	terminal_send(s.t, "<Down><Down><Down><Down><Down><Enter>");
	assert_true(terminal_wait_gone(s.t, "3 others"));
	assert_true(terminal_wait_text(s.t, "TR            60"));
	terminal_send(s.t, "qf<Tab><C-u>gree");
	assert_true(terminal_wait_at(s.t, 1, "  Only gree"));
	assert_true(terminal_wait_at(s.t, 2, "  Enter: Greece, Greek"));
	assert_true(terminal_wait_at(s.t, 3, "  Μαρία Νικολάου"));
	stage_end(&s);
}

static void no_line(struct stage *s)
{
	struct err e = { 0 };

	assert_int_equal(store_set_fact(&s->f->store, "line", "{\"state\":\"offline\",\"since\":1794911460}", &e), 0);
}

static void without_a_line_the_question_waits(void **state)
{
	struct stage s = stage_new();

	(void)state;
	partners_fill(s.f);
	no_line(&s);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "3");
	assert_true(terminal_wait_text(s.t, "No line. These are the 18 people kept here; Enter asks the portal"));
	terminal_send(s.t, "fchess<Enter>");
	assert_true(terminal_wait_text(s.t, "Asked at the next exchange."));
	assert_true(fixture_keeps(s.f, "{\"type\":\"Person\",\"filter\":{\"text\":\"chess\"}}"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 1, "> waiting chess"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "No search is kept yet."));
	stage_end(&s);
}

static void searches_speak_greek(void **state)
{
	struct stage s = begin(24, 80, "el");

	(void)state;
	fixture_put(s.f, "SavedSearch", "{'id':'saaaaaac','rev':1,'type':'Person','filter':{'country':['PL']},'total':1240,'fresh':3,"
	               "'askedAt':'2026-11-17T08:00:00Z'}");
	fixture_put(s.f, "SavedSearch", "{'id':'saaaaaad','rev':1,'type':'Person','title':'Rivers','filter':{'text':'water'}}");
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "Rivers"));
	stage_looks(&s, "searches-el-80", "searches-el-40");
	stage_end(&s);
}

static void searches_are_kept_and_run(void **state)
{
	struct stage s = begin(24, 80, NULL);
	struct json *asked;

	(void)state;
	find_water(&s);
	terminal_send(s.t, "z");
	assert_true(terminal_wait_at(s.t, -1, "Name of this search: water; pupils 7-11, English, available"));
	terminal_send(s.t, "<C-u>Rivers<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Kept, and asked again by itself: Rivers."));
	assert_true(fixture_keeps(s.f, "\"title\":\"Rivers\""));
	fixture_put(s.f, "SavedSearch", "{'id':'saaaaaac','rev':1,'type':'Person','filter':{'country':['PL']},'total':1240,'fresh':3,"
	               "'askedAt':'2026-11-17T08:00:00Z'}");
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[]}");
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Partners  2 saved searches"));
	terminal_send(s.t, "<End>N");
	assert_true(terminal_wait_text(s.t, "> 3 new   PL"));
	stage_looks(&s, "searches-80", "searches-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "e<C-u>In Poland<Enter>");
	assert_true(terminal_wait_text(s.t, "> 3 new   In Poland"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "> 3 new   PL"));
	terminal_send(s.t, "<Enter>");
	asked = fixture_hear(s.f, "search");
	assert_true(terminal_wait_at(s.t, 2, "  Only  PL"));
	assert_true(fixture_keeps(s.f, "lookedAt"));
	terminal_send(s.t, "criver");
	assert_true(terminal_wait_at(s.t, 1, "  Find  river"));
	assert_true(terminal_wait_at(s.t, 2, "  Only"));
	assert_true(terminal_wait_at(s.t, 0, "Partners  1 kept here"));
	json_free(asked);
	stage_end(&s);
}

static void contacts_and_followed_have_their_views(void **state)
{
	struct stage s = stage_new();

	(void)state;
	partners_fill(s.f);
	fixture_put(s.f, "Contact", "{'id':'caaaaaad','rev':1,'person':{'id':'pzzzzzzz','name':'Olga Novák','country':'CZ'},"
	               "'state':'asksYou','text':'We have a river too.','since':'2026-11-16T10:00:00Z'}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "3vv");
	assert_true(terminal_wait_at(s.t, 0, "Partners  3 contacts"));
	assert_true(terminal_wait_at(s.t, 1, "> asks you Olga Novák"));
	terminal_send(s.t, "<Enter>"); /* her page offers what her asking waits for */
	assert_true(terminal_wait_at(s.t, -1, "a accept  d decline"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Partners  3 contacts"));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, 1, "> contact Olga Novák"));
	assert_true(fixture_keeps(s.f, "{\"state\":\"contact\"}"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "asks you Olga Novák"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_gone(s.t, "Olga"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "You follow nobody yet."));
	terminal_send(s.t, "v<Down><Down>mmz");
	assert_true(terminal_wait_at(s.t, -1, "Followed."));
	terminal_send(s.t, "vvv");
	assert_true(terminal_wait_at(s.t, 0, "Partners  2 followed"));
	stage_end(&s);
}

static void marked_people_are_written_to(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Down><Down>MMmmw");
	assert_true(terminal_wait_at(s.t, 1, "  To        Μαρία Νικολάου GR, Ewa Kowalska PL"));
	stage_end(&s);
}

static void order_and_place(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "o");
	assert_true(terminal_wait_at(s.t, 5, "          Amélie Laurent"));
	terminal_send(s.t, "o<Down><Down><Down><Down>");
	assert_true(terminal_wait_at(s.t, 6, ">         Amélie Laurent"));
	terminal_send(s.t, "q3");
	assert_true(terminal_wait_at(s.t, 6, ">         Amélie Laurent"));
	stage_end(&s);
}

/* The page of the first person that the list has. */
static struct stage begin_page(const char *name)
{
	struct stage s = begin(24, 80, NULL);

	terminal_send(s.t, "f");
	terminal_send(s.t, name);
	terminal_send(s.t, "<Esc><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, name));
	return s;
}

static void asking_takes_a_word_and_can_be_taken_back(void **state)
{
	struct stage s = begin_page("Tomasz");

	(void)state;
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "A word with it:"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "w write"));
	terminal_send(s.t, "aWe have a river too.<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(terminal_wait_at(s.t, 1, "> Contact    asked; d takes it back"));
	assert_true(fixture_keeps(s.f, "We have a river too."));
	terminal_send(s.t, "a");
	assert_true(terminal_wait_at(s.t, -1, "You have asked already; d withdraws it."));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_at(s.t, 1, "> held       Contact request: Tomasz Wójcik; until 10:38 or u"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Tomasz Wójcik, PL"));
	terminal_send(s.t, "qq");
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    no; write first"));
	assert_false(fixture_keeps(s.f, "We have a river too."));
	stage_end(&s);
}

static void a_contact_is_ended_after_a_question(void **state)
{
	struct stage s = begin_page("Ewa");

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "> Contact    yes, since 12 Nov"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Contact: Ewa Kowalska. End it?  1 keep  2 end it"));
	terminal_send(s.t, "<Enter>d2");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    no;"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    yes, since 12 Nov"));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, 1, "  To        Ewa Kowalska PL"));
	stage_end(&s);
}

static void following_and_blocking(void **state)
{
	struct stage s = begin_page("Tomasz");

	(void)state;
	terminal_send(s.t, "z");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    no, followed"));
	terminal_send(s.t, "z");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    no; write first"));
	terminal_send(s.t, ":block<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "No more letters and requests from: Tomasz Wójcik?  1 no  2 block"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    blocked; d ends that"));
	terminal_send(s.t, "<C-l>");
	assert_true(terminal_wait_at(s.t, -1, "d end it  Space more"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, 1, "> Contact    no; write first"));
	stage_end(&s);
}

static void a_report_asks_for_reason_and_words(void **state)
{
	struct stage s = begin_page("Tomasz");

	(void)state;
	terminal_send(s.t, ":report<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Report it?  1 no  2 advertising  3 rude  4 another reason"));
	terminal_send(s.t, "44");
	assert_true(terminal_wait_at(s.t, -1, "Report it?  1 no  2 copied work  3 no school staff  4 something else"));
	terminal_send(s.t, "3Left the school in June.<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"reason\":\"notSchoolStaff\",\"text\":\"Left the school in June.\""));
	stage_end(&s);
}

static void pages_follow_each_other(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Μαρία Νικολάου, GR, teacher"));
	terminal_send(s.t, "<Down><Down>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_at(s.t, 0, "Ewa Kowalska, PL, librarian"));
	terminal_send(s.t, "nn");
	assert_true(terminal_wait_at(s.t, 0, "Amina Trabelsi, TN, teacher"));
	terminal_send(s.t, "<Backspace><Backspace><Backspace><Backspace>");
	assert_true(terminal_wait_at(s.t, -1, "This is the beginning of the list."));
	terminal_send(s.t, "t");
	assert_true(terminal_wait_text(s.t, "Anazitoume"));
	terminal_send(s.t, "tiq");
	assert_true(terminal_wait_at(s.t, 4, ">         Μαρία Νικολάου"));
	stage_end(&s);
}

static void who_is_not_here_is_fetched(void **state)
{
	struct stage s = stage_inbox(24, 80);
	const char *ewa = fixture_person(s.f, "Ewa Kowalska");
	struct json *asked;
	char *card, *packet;

	(void)state;
	terminal_send(s.t, "<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Ewa Kowalska, PL"));
	assert_true(terminal_wait_at(s.t, 2, "  Card     not here yet; it is being fetched"));
	asked = fixture_hear(s.f, "fetch");
	assert_string_equal(json_text(json_first(json_get(asked, "ids"))), ewa);
	card = xasprintf("{'id':'%s','rev':1,'name':'Ewa Kowalska','country':'PL','role':'librarian','languages':{'pl':true}}", ewa);
	fixture_put(s.f, "Person", card);
	packet = xasprintf("{\"did\":\"found\",\"n\":%lld,\"ids\":[\"%s\"]}", (long long)json_get_integer(asked, "n", 0), ewa);
	fixture_tell(s.f, packet);
	assert_true(terminal_wait_at(s.t, 0, "Ewa Kowalska, PL, librarian"));
	assert_true(terminal_wait_text(s.t, "Polish"));
	free(packet);
	free(card);
	json_free(asked);
	stage_end(&s);
}

static void nothing_of_others_drives_the_terminal(void **state)
{
	struct stage s = stage_new();
	char *card;

	(void)state;
	card = xasprintf("{'id':'%s','rev':1,'name':'Zoe \\u001b]0;x\\u0007 Evil\\u202e','country':'PL','role':'\\u001b[2J','languages':"
	                 "{'\\u001b[31m':true},'subjects':{'\\u009b2J':true},'town':'a\\u2029b',"
	                 "'school':{'id':'saaaaaab','name':'\\u001bcSchool'},"
	                 "'looksFor':'\\u001b[?1049l river','about':'one\\u001b[3Jtwo','language':'\\u001b[1m','line':'\\u001b[7m',"
	                 "'tools':{'\\u001bP':true},'labelUntil':'\\u001b[5m','since':'\\u001b]4','activeAt':'2026-11-17'}", "paaaaaaz");
	fixture_put(s.f, "Person", card);
	fixture_put(s.f, "School", "{'id':'saaaaaab','rev':1,'name':'\\u001b[2JSchool','country':'PL','town':'\\u001b]52;c;x\\u0007'}");
	fixture_put(s.f, "Contact", "{'id':'caaaaaad','rev':1,'person':{'id':'paaaaaaz','name':'\\u001b[31mZoe'},'state':'asksYou',"
	            "'text':'\\u001b[2Jplease','since':'2026-11-16T10:00:00Z'}");
	fixture_put(s.f, "SavedSearch", "{'id':'saaaaaac','rev':1,'type':'Person','title':'\\u001b[2JTitle','total':1,"
	            "'filter':{'text':'river\\u001b[2J','town':'\\u001b]0;y\\u0007'},'askedAt':'2026-11-17T08:00:00Z'}");
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	for (int narrow = 0; narrow <= 1; narrow++) {
		terminal_send(s.t, "3<Down><Down><Enter>");
		assert_true(terminal_wait_at(s.t, 0, "Zoe"));
		terminal_send(s.t, "titq<Tab>qv");
		assert_true(terminal_wait_text(s.t, "Title"));
		terminal_send(s.t, "<Enter>zz<Esc>f<Esc>vvv<Tab>");
		assert_true(terminal_wait_idle(s.t));
		terminal_send(s.t, "q");
		terminal_resize(s.t, 12, 40);
		assert_true(terminal_wait_idle(s.t));
		terminal_send(s.t, "1");
		assert_true(terminal_wait_at(s.t, 0, "Home"));
		terminal_send(s.t, "3f<C-u><Tab><C-u><Esc>q");
		assert_true(terminal_wait_at(s.t, 0, "Home"));
	}
	free(card);
	stage_end(&s);
}

static void every_size_is_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	find_water(&s);
	for (int page = 0; page < 2; page++) {
		stage_try_sizes(&s, NULL);
		terminal_send(s.t, "<Enter>");
	}
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(a_page_looks_as_drawn),
		cmocka_unit_test(typing_looks_among_what_is_kept),
		cmocka_unit_test(the_next_page_has_its_price),
		cmocka_unit_test(facets_narrow_the_search),
		cmocka_unit_test(facets_take_the_place_of_the_list),
		cmocka_unit_test(without_a_line_the_question_waits),
		cmocka_unit_test(searches_speak_greek),
		cmocka_unit_test(searches_are_kept_and_run),
		cmocka_unit_test(contacts_and_followed_have_their_views),
		cmocka_unit_test(marked_people_are_written_to),
		cmocka_unit_test(order_and_place),
		cmocka_unit_test(asking_takes_a_word_and_can_be_taken_back),
		cmocka_unit_test(a_contact_is_ended_after_a_question),
		cmocka_unit_test(following_and_blocking),
		cmocka_unit_test(a_report_asks_for_reason_and_words),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(who_is_not_here_is_fetched),
		cmocka_unit_test(nothing_of_others_drives_the_terminal),
		cmocka_unit_test(every_size_is_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
