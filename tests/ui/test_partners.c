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
	assert_true(terminal_wait_text(s->t, "1,240") || terminal_wait_text(s->t, "1.240"));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
