/* Support in a terminal: my reports, my country's organisation before all others. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"

static struct stage begin(int rows, int cols, const char *language)
{
	static const char *const offices[] = {
		"{'id':'oaaaaaaa','rev':1,'name':'Central Support Service (European Schoolnet)','central':true,'town':'Brussels'}",
		"{'id':'oaaaaaab','rev':1,'name':'FRSE','country':'PL','town':'Warszawa'}",
		"{'id':'oaaaaaac','rev':1,'name':'YEĞİTEK (MEB)','country':'TR','town':'Ankara'}",
		"{'id':'oaaaaaad','rev':1,'name':'Léargas','country':'IE','town':'Dublin'}",
	};
	struct stage s = stage_new();
	int64_t community = fixture_account(s.f, "acaaaaaa", ACCOUNT_COMMUNITY);

	for (size_t i = 0; i < ARRAY_SIZE(offices); i++)
		fixture_receive(s.f, community, TYPE_SupportOffice, offices[i]);
	fixture_put(s.f, "Report", "{'id':'raaaaaaa','rev':1,'reason':'spam','state':'waiting','since':'2026-11-12T09:00:00Z',"
	                           "'person':{'id':'pzzzzzzz','name':'Some Body','country':'LV'}}");
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "9");
	assert_true(terminal_wait_text(s.t, "FRSE"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	stage_looks(&s, "support-80", "support-40");
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = begin(24, 80, "el");

	(void)state;
	stage_looks(&s, "support-el-80", "support-el-40");
	stage_end(&s);
}

static void enter_says_the_whole_line(void **state)
{
	struct stage s = begin(12, 40, NULL);

	(void)state;
	terminal_send(s.t, "<Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "YEĞİTEK (MEB), Türkiye, Ankara"));
	stage_try_sizes(&s, "<End><Home>");
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(enter_says_the_whole_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
