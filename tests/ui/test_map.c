/* The map of a search for partners in a terminal: where those found are, gone to and chosen by country; the list alone for braille. */
#include "lib/suite.h"

#include "lib/partners.h"
#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"

static struct stage begin(void)
{
	struct stage s = stage_new();
	struct json *asked;
	char *packet;

	partners_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "3fwater<Enter>");
	asked = fixture_hear(s.f, "search");
	packet = xasprintf("{\"did\":\"found\",\"n\":%d,\"total\":1240,\"bytes\":80,\"ids\":[\"%s\"],\"facets\":%s}",
	                   (int)json_get_integer(asked, "n", 0), fixture_person(s.f, "Ieva Kazlauskienė"), partners_facet_counts);
	fixture_tell(s.f, packet);
	free(packet);
	json_free(asked);
	assert_true(terminal_wait_text(s.t, "1,240"));
	terminal_send(s.t, ":map<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Where they are"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin();

	(void)state;
	stage_looks(&s, "map-80", "map-40");
	stage_end(&s);
}

static void it_fits_any_size(void **state)
{
	struct stage s = begin();

	(void)state;
	stage_try_sizes(&s, "<Down><End><Home>");
	stage_end(&s);
}

static void a_country_is_gone_to_and_chosen(void **state)
{
	struct stage s = begin();

	(void)state;
	terminal_send(s.t, "gukr<Enter>");
	assert_true(terminal_wait_text(s.t, "> UA"));
	terminal_send(s.t, "gzz<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Nobody is found there."));
	terminal_send(s.t, "gro<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 2, "  Only  RO"));
	struct json *asked = fixture_hear(s.f, "search");
	assert_string_equal(json_text(json_at(json_get(json_get(asked, "filter"), "country"), 0)), "RO");
	assert_string_equal(json_get_text(json_get(asked, "filter"), "text"), "water");
	json_free(asked);
	/* From anywhere, and whatever was seen of the partners last: the people of the country are what comes. */
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "saved searches"));
	terminal_send(s.t, "1:map<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Where they are"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "  Only  "));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_fits_any_size),
		cmocka_unit_test(a_country_is_gone_to_and_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
