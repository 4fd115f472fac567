/* By hand, in a terminal: the screen of packets asks the engine and says what it did. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/attr.h"

static struct stage begin(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, ":packet<Enter>");
	assert_true(terminal_wait_text(s.t, "twinline.packet"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	static const char *const languages[] = { NULL, "el" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		struct stage s = begin(24, 80, languages[i]);

		stage_looks(&s, languages[i] ? "packet-el-80" : "packet-80", languages[i] ? "packet-el-40" : "packet-40");
		stage_end(&s);
	}
}

/* What the face asks for next, whose file must be below home. */
static void assert_asked(struct stage *s, const char *what)
{
	struct json *packet = fixture_hear(s->f, what);
	const char *file = json_get_text(packet, "file");

	assert_non_null(file);
	assert_int_equal(file[0], '/');
	assert_non_null(strstr(file, "/twinline.packet"));
	json_free(packet);
}

static void each_step_asks_the_engine_and_says_what_came(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Enter>");
	assert_asked(&s, "packet-export");
	fixture_tell(s.f, "{\"did\":\"packet-exported\",\"count\":2,\"bytes\":2048,\"left\":0}");
	assert_true(terminal_wait_at(s.t, -1, "Written: 2 KB. Carry it"));
	terminal_send(s.t, "<Down><Enter>");
	assert_asked(&s, "packet-carry");
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"packet-carry\",\"cause\":{\"type\":\"offline\"}}");
	assert_true(terminal_wait_at(s.t, -1, "This computer has no network."));
	terminal_send(s.t, "<Down><Enter>");
	assert_asked(&s, "packet-import");
	fixture_tell(s.f, "{\"did\":\"packet-imported\",\"sent\":2,\"received\":31,\"more\":false}");
	assert_true(terminal_wait_at(s.t, -1, "Taken in: sent 2, new 31."));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(each_step_asks_the_engine_and_says_what_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
