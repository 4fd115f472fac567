/* Partners in a terminal: as the mock-up has it, typing among what is kept here, asking the portal, facets, views. */
#include "lib/suite.h"

#include "lib/partners.h"
#include "lib/screens.h"
#include "lib/stage.h"
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
	assert_true(screen_is(s.t, "partners-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_gone(s.t, "Country"));
	assert_true(screen_is(s.t, "partners-40"));
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
	assert_true(screen_is(s.t, "partners-el-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "partners-el-40"));
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "22"));
	assert_true(screen_is(s.t, "person-el-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "person-el-40"));
	stage_end(&s);
}

static void a_page_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	find_water(&s);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Fits you"));
	assert_true(screen_is(s.t, "person-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_gone(s.t, "Fits you"));
	assert_true(screen_is(s.t, "person-40"));
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
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Νικολάου"));
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
	assert_true(terminal_wait_text(s.t, "> new     PL"));
	assert_true(screen_is(s.t, "searches-80"));
	terminal_send(s.t, "<Enter>");
	asked = fixture_hear(s.f, "search");
	assert_true(terminal_wait_at(s.t, 2, "  Only  PL"));
	assert_true(fixture_keeps(s.f, "lookedAt"));
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
	terminal_send(s.t, "<Down><Down>mmw");
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
		cmocka_unit_test(searches_are_kept_and_run),
		cmocka_unit_test(contacts_and_followed_have_their_views),
		cmocka_unit_test(marked_people_are_written_to),
		cmocka_unit_test(order_and_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
