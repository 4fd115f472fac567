/* My registration in a terminal: the line of Home, reminding, the code, the answer, another school; what others wrote is safe. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"

static struct stage begin(int rows, int cols, const char *profile)
{
	struct stage s = stage_new();
	char *card = xasprintf("{'id':'%s','rev':1,'name':'Ayşe Demir','country':'TR','town':'Muğla','role':'teacher',"
	                       "'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu'}}", fixture_person(s.f, "Ayşe Demir"));
	char *body = xasprintf("{'id':'paaaaaab','rev':1,%s}", profile);

	fixture_put(s.f, "Person", card);
	fixture_put(s.f, "Profile", body);
	s.t = fixture_face(s.f, rows, cols, NULL);
	assert_true(terminal_wait_idle(s.t));
	free(card);
	free(body);
	return s;
}

#define AT_DESK "'state':'waiting','stateSince':'2026-11-09T08:00:00Z','step':'desk','stepSince':'2026-11-10T08:00:00Z'," \
	"'stepWho':'Türkiye Ulusal Destek Servisi','email':'ayse.demir@okul.example'"
#define ASKED_BACK "'state':'askedBack','stateSince':'2026-11-12T08:00:00Z','step':'you','stepSince':'2026-11-12T08:00:00Z'," \
	"'reason':'paperMissing','word':'Görev yerinizi gösteren bir belge gönderin.\\n\\nKolay gelsin.','email':'ayse.demir@okul.example'"

static void go_to_it(struct stage *s)
{
	terminal_send(s->t, "<Home><Enter>");
	assert_true(terminal_wait_at(s->t, 0, "Registration"));
}

static void home_says_it_in_a_line(void **state)
{
	struct stage s = begin(24, 80, AT_DESK);

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "waiting  Registration: the support organisation, Türkiye"));
	assert_true(terminal_wait_at(s.t, 1, "since 10 Nov"));
	go_to_it(&s);
	stage_looks(&s, "registration-80", "registration-40");
	stage_try_sizes(&s, "<Down><Up>");
	stage_end(&s);
}

/* Who is asked gives way where there is no room for enough of a name. */
static void its_line_ends_with_a_word(void **state)
{
	struct stage s = begin(24, 80, "'state':'waiting','step':'mail','stepSince':'2026-11-10T08:00:00Z','pendingEmail':'new@okul.example',"
	                               "'stepWho':'aysedemirmentese@ataturkilkokulu.example'");

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "answer   Registration: the confirmation of the e-mail address     "));
	terminal_send(s.t, "6");
	assert_true(terminal_wait_text(s.t, "new@okul.example, not confirmed"));
	stage_end(&s);
}

static void what_waits_for_it_says_so(void **state)
{
	static const char *const screens[] = { "partners", "suggestions", "notices", "map" };
	struct stage s = begin(24, 80, AT_DESK);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++) {
		char *keys = xasprintf(":%s<Enter>", screens[i]);

		terminal_send(s.t, keys);
		assert_true(terminal_wait_text(s.t, "This waits until your registration is accepted."));
		terminal_send(s.t, "1");
		assert_true(terminal_wait_at(s.t, 0, "Home"));
		free(keys);
	}
	/* Before a letter or a notice is written, too. */
	terminal_send(s.t, "2c");
	assert_true(terminal_wait_at(s.t, 0, "New message"));
	assert_true(terminal_wait_at(s.t, -1, "This waits until your registration is accepted."));
	terminal_send(s.t, "x<Backspace>");
	assert_true(terminal_wait_text(s.t, "Send      This waits until your registration is accepted."));
	/* No price of what is not sent. */
	terminal_send(s.t, "<Esc>1:notices<Enter>c");
	assert_true(terminal_wait_text(s.t, "Send        This waits until your registration is accepted."));
	terminal_send(s.t, "A title<Tab><Tab>7 to 11<Esc>s"); /* it is kept, and refused by nobody */
	assert_true(terminal_wait_at(s.t, -1, "This waits until your registration is accepted."));
	assert_true(terminal_wait_at(s.t, 0, "New notice"));
	stage_end(&s);
}

static void it_is_reminded_and_taken_back(void **state)
{
	struct stage s = begin(24, 80, AT_DESK);

	(void)state;
	go_to_it(&s);
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, -1, "Reminded."));
	assert_true(terminal_wait_text(s.t, "last reminded"));
	assert_true(fixture_keeps(s.f, "remindedAt"));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_at(s.t, -1, "It can be reminded of from"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "last reminded"));
	assert_false(fixture_keeps(s.f, "remindedAt"));
	stage_end(&s);
}

static void what_was_asked_back_is_answered(void **state)
{
	struct stage s = begin(24, 80, ASKED_BACK);

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "answer   Registration: your answer to the support organisation"));
	go_to_it(&s);
	stage_looks(&s, "registration-asked-80", "registration-asked-40");
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Answer to the support office"));
	terminal_send(s.t, "Belge ektedir.");
	assert_true(terminal_wait_text(s.t, "Belge ektedir."));
	assert_true(fixture_keeps(s.f, "Belge ektedir."));
	s.writes = true;
	stage_try_sizes(&s, "<Home><End>");
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Registration"));
	assert_true(terminal_wait_text(s.t, "Answer      Belge ektedir."));
	stage_end(&s);
}

static void a_refusal_is_told_with_its_reason(void **state)
{
	struct stage s = begin(24, 80, "'state':'refused','stateSince':'2026-11-12T08:00:00Z','reason':'notASchool','word':'Bu bir dershane.'");

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "answer   Registration: refused"));
	go_to_it(&s);
	assert_true(terminal_wait_text(s.t, "Reason    not a school"));
	assert_true(terminal_wait_text(s.t, "Bu bir dershane."));
	terminal_send(s.t, "w");
	assert_true(terminal_wait_text(s.t, "This key does nothing here."));
	stage_end(&s);
}

static void a_code_is_confirmed(void **state)
{
	struct stage s = begin(24, 80, "'state':'waiting','step':'mail','pendingEmail':'ayse@okul.example',"
	                               "'stepWho':'aysedemirmentese@ataturkilkokulu.example','pendingEmailUntil':'2026-11-18T08:00:00Z'");
	struct json *packet;

	(void)state;
	go_to_it(&s);
	assert_true(terminal_wait_text(s.t, "aysedemirmentese@ataturkilkokulu.example")); /* whole, in a second line */
	terminal_send(s.t, "abcd-2345<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	go_to_it(&s);
	assert_true(terminal_wait_text(s.t, "abcd-2345")); /* what was typed is not lost by looking something up */
	terminal_send(s.t, "<Enter>");
	/* Enter goes to what is done with it, not to what stands above. */
	assert_true(terminal_wait_at(s.t, 7, "> Confirm"));
	terminal_send(s.t, "<Enter>");
	packet = fixture_hear(s.f, "confirm");
	assert_string_equal(json_text(json_first(json_get(json_get(packet, "body"), "codes"))), "abcd-2345");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"confirm\",\"cause\":{\"type\":\"badCode\"}}");
	assert_true(terminal_wait_at(s.t, -1, "This code is not right"));
	fixture_tell(s.f, "{\"did\":\"confirmed\",\"answer\":{\"waiting\":[]}}");
	assert_true(terminal_wait_at(s.t, -1, "The new address counts now."));
	assert_true(terminal_wait_text(s.t, "> Remind"));
	json_free(fixture_hear(s.f, "sync"));
	assert_null(store_fact(&s.f->store, "confirmation-code")); /* it has done its work */
	stage_end(&s);
}

static void another_school_is_found_or_entered(void **state)
{
	struct stage s = begin(24, 80, "'state':'accepted','email':'ayse.demir@okul.example'");
	struct json *packet;

	(void)state;
	terminal_send(s.t, ":registration<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Registration"));
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "School and town:"));
	terminal_send(s.t, "Yeni Ortaokul, Bodrum<Enter>");
	packet = fixture_hear(s.f, "schools");
	assert_string_equal(json_get_text(json_get(packet, "body"), "text"), "Yeni Ortaokul, Bodrum");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"schools\",\"answer\":{\"schools\":[]}}");
	assert_true(terminal_wait_at(s.t, -2, "Yeni Ortaokul, Bodrum"));
	terminal_send(s.t, "2");
	packet = fixture_hear(s.f, "school");
	assert_string_equal(json_get_text(json_get(packet, "body"), "name"), "Yeni Ortaokul");
	assert_string_equal(json_get_text(json_get(packet, "body"), "town"), "Bodrum");
	assert_string_equal(json_get_text(json_get(packet, "body"), "country"), "TR");
	json_free(packet);
	terminal_send(s.t, "<Home><Enter>bodrum<Enter>");
	json_free(fixture_hear(s.f, "schools"));
	fixture_tell(s.f, "{\"did\":\"schools\",\"answer\":{\"schools\":[{\"id\":\"sbbbbbbb\",\"name\":\"Bodrum Lisesi\",\"town\":\"Bodrum\"}]}}");
	assert_true(terminal_wait_text(s.t, "Is it this?"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Bodrum Lisesi, not validated yet; Enter takes it back"));
	assert_true(fixture_keeps(s.f, "sbbbbbbb"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(home_says_it_in_a_line),
		cmocka_unit_test(its_line_ends_with_a_word),
		cmocka_unit_test(what_waits_for_it_says_so),
		cmocka_unit_test(it_is_reminded_and_taken_back),
		cmocka_unit_test(what_was_asked_back_is_answered),
		cmocka_unit_test(a_refusal_is_told_with_its_reason),
		cmocka_unit_test(a_code_is_confirmed),
		cmocka_unit_test(another_school_is_found_or_entered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
