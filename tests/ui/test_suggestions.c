/* Suggestions in a terminal: those who fit, each with the reasons; asked for the first time, and again after a day. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"

static void put_search(struct stage *s, const char *asked_at)
{
	char *maria = xstrdup(fixture_person(s->f, "Μαρία Νικολάου")), *tomasz = xstrdup(fixture_person(s->f, "Tomasz Wójcik"));
	char *search = xasprintf("{'id':'saaaaaaa','rev':1,'type':'Person','ranked':true,'total':3,'askedAt':'%s',"
	                         "'found':{'ids':['%s','%s','pzzzzzzz'],'why':{"
	                         "'%s':{'ages':[9,11],'languages':['en'],'subjects':['environment'],'words':['water'],'abroad':[]},"
	                         "'%s':{'languages':['en','tr'],'active':[],'future':[]}}}}",
	                         asked_at, maria, tomasz, maria, tomasz);

	fixture_put(s->f, "SavedSearch", search);
	free(search);
	free(maria);
	free(tomasz);
}

static void put_card(struct stage *s, const char *name, const char *country)
{
	char *card = xasprintf("{'id':'%s','rev':1,'name':'%s','country':'%s','available':true}", fixture_person(s->f, name), name, country);

	fixture_put(s->f, "Person", card);
	free(card);
}

static struct stage begin(const char *asked_at)
{
	struct stage s = stage_new();

	put_card(&s, "Μαρία Νικολάου", "GR");
	put_card(&s, "Tomasz Wójcik", "PL");
	if (asked_at)
		put_search(&s, asked_at);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, ":suggestions<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Suggestions: who fits best"));
	return s;
}

static void they_look_as_drawn(void **state)
{
	struct stage s = begin("2026-11-17T06:00:00Z");

	(void)state;
	terminal_send(s.t, "<Down>i");
	assert_true(terminal_wait_at(s.t, -1, "Tomasz Wójcik: both of you write: English, Turkish; was here within a month"));
	terminal_send(s.t, "<Up>");
	assert_true(terminal_wait_idle(s.t));
	stage_looks(&s, "suggestions-80", "suggestions-40");
	assert_false(fixture_keeps(s.f, "\"lookedAt\""));
	stage_end(&s);
}

static void a_look_after_a_day_asks_again(void **state)
{
	struct stage s = begin("2026-11-15T06:00:00Z");

	(void)state;
	assert_true(terminal_wait_text(s.t, "Tomasz"));
	assert_true(fixture_keeps(s.f, "\"lookedAt\":\"2026-11-17"));
	stage_end(&s);
}

static void the_first_look_asks(void **state)
{
	struct stage s = begin(NULL);

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "The portal is asked at the next exchange."));
	assert_true(fixture_keeps(s.f, "\"ranked\":true"));
	terminal_send(s.t, "q:suggestions<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "The portal is asked at the next exchange."));
	stage_try_sizes(&s, "<Down>");
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_as_drawn),
		cmocka_unit_test(a_look_after_a_day_asks_again),
		cmocka_unit_test(the_first_look_asks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
