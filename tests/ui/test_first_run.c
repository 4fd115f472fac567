/* The first run: language, country and terminal, then what now, and registering; with the test as the engine. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"

static const char portals_of_the_mock_up[] = "# set by the school\nhttps://portal.okul.example  Okul Ağı  TR\n";

/* A computer on which nobody has ever opened Twinline; its locale is locale. */
static struct stage begin(int rows, int cols, const char *locale, const char *language)
{
	struct stage s = stage_new();
	char *portals = xasprintf("%s/portals", s.f->paths.config), *settings = paths_settings();

	assert_int_equal(file_write(portals, portals_of_the_mock_up, strlen(portals_of_the_mock_up), 0600, NULL), 0);
	setenv("TWINLINE_PORTALS", portals, 1);
	setenv("LANG", locale, 1);
	unlink(settings);
	unlink(s.f->paths.token);
	assert_int_equal(store_set_fact(&s.f->store, "me", "{}", NULL), 0);
	assert_int_equal(store_set_fact(&s.f->store, "sign-in", "{\"device\":\"okul-sunucu\"}", NULL), 0);
	s.t = fixture_face(s.f, rows, cols, language);
	free(settings);
	free(portals);
	return s;
}

static void assert_setting(enum setting setting, const char *value)
{
	char *path = paths_settings();
	struct settings settings;

	assert_int_equal(settings_load(&settings, path, NULL), 0);
	assert_string_equal(settings_text(&settings, setting), value);
	settings_release(&settings);
	free(path);
}

static void languages_stand_as_drawn(void **state)
{
	struct stage s = begin(24, 80, "en_TR.UTF-8", "en");

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 11, 0));
	terminal_send(s.t, "tür");
	assert_true(terminal_wait_cursor(s.t, 10, 57));
	assert_true(screen_is(s.t, "language-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, 0, "Twinline. Space: braille or speech."));
	assert_true(screen_is(s.t, "language-40"));
	stage_end(&s);
}

/* Where this computer does not say it, a country is chosen or none: not the first of the list. */
static void no_country_is_chosen_by_silence(void **state)
{
	struct stage s = begin(24, 80, "C", NULL);

	(void)state;
	assert_true(terminal_wait_text(s.t, "Country   not chosen yet"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	assert_setting(SETTING_COUNTRY, "");
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "Country   not chosen yet"));
	terminal_send(s.t, "<Tab><Down>");
	assert_true(terminal_wait_gone(s.t, "not chosen yet"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	stage_end(&s);
}

static void letters_look_for_a_name(void **state)
{
	struct stage s = begin(24, 80, "C", NULL);

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 11, 0));
	terminal_send(s.t, "sl");
	assert_true(terminal_wait_at(s.t, 5, "> sk slovenčina"));
	terminal_send(s.t, "ovenš");
	assert_true(terminal_wait_at(s.t, 6, "> sl slovenščina"));
	terminal_send(s.t, "ქ");
	assert_true(terminal_wait_at(s.t, 4, "> ka ქართული"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, -1, "No name here begins with q."));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 17, "> 2   Ayse Demir, Giorgos, Olena, Nino, Ani, Zazolc: this one"));
	stage_end(&s);
}

static void one_key_is_for_braille_and_speech(void **state)
{
	struct stage s = begin(24, 80, "C", NULL);

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 11, 0));
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_at(s.t, 0, "Twinline. Braille or speech: yes."));
	assert_setting(SETTING_ACCESSIBLE, "yes");
	assert_setting(SETTING_LINE_WIDTH, "40");
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 23, "No name here begins with q."));
	assert_true(terminal_wait_cursor(s.t, 23, 0)); /* what is said is under the finger */
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_at(s.t, 0, "Twinline. Press Space now for braille or speech."));
	assert_setting(SETTING_LINE_WIDTH, "0");
	stage_end(&s);
}

/* Where its catalogue is not installed. */
static void a_language_that_is_not_spoken_is_told(void **state)
{
	char *data = xstrdup(getenv("TWINLINE_DATA"));
	struct stage s;

	(void)state;
	setenv("TWINLINE_DATA", getenv("HOME"), 1);
	s = begin(24, 80, "tr_TR.UTF-8", "tr");
	setenv("TWINLINE_DATA", data, 1);
	free(data);
	assert_true(terminal_wait_cursor(s.t, 10, 57));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Twinline does not speak Türkçe yet; until it does, it speaks English."));
	assert_setting(SETTING_LANGUAGE, "tr");
	assert_setting(SETTING_COUNTRY, "TR");
	terminal_send(s.t, "<Down><Up>");
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "welcome-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, 0, "Twinline: what would you like?"));
	assert_true(screen_is(s.t, "welcome-40"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 1, "Language?"));
	stage_end(&s);
}

static bool was_sent(struct terminal *t, const char *bytes)
{
	size_t len;
	const char *raw = terminal_raw(t, &len);

	return memmem(raw, len, bytes, strlen(bytes)) != NULL;
}

/* A terminal may order or join letters by itself: only a reader can tell. */
static void arabic_asks_which_line_reads_right(void **state)
{
	struct stage s = begin(24, 80, "ar_TN.UTF-8", "ar");

	(void)state;
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_cursor(s.t, 2, 78));
	assert_true(screen_is(s.t, "direction-ar-80"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_cursor(s.t, 2, 38));
	assert_true(screen_is(s.t, "direction-ar-40"));
	stage_try_sizes(&s, "<Down><Up>");
	assert_true(was_sent(s.t, "\033[8l"));
	terminal_send(s.t, "<Down><Down>");
	assert_true(terminal_wait_cursor(s.t, 4, 0)); /* the terminal would put it at the right edge */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_idle(s.t));
	assert_setting(SETTING_BIDI, "terminal");
	assert_setting(SETTING_ARABIC_SHAPING, "terminal");
	assert_true(was_sent(s.t, "\033[8h"));
	stage_end(&s);
}

static void greek_begins_at_once(void **state)
{
	struct stage s = begin(24, 80, "el_GR.UTF-8", "el");

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	stage_looks(&s, "language-el-80", "language-el-40");
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Ελληνικά, Ελλάδα"));
	stage_looks(&s, "welcome-el-80", "welcome-el-40");
	terminal_send(s.t, "<Down><Enter>daskala<Enter>geheim");
	json_free(fixture_hear(s.f, "probe"));
	fixture_tell(s.f, "{\"did\":\"probed\",\"host\":\"portal.okul.example\",\"issuer\":\"Example Root\",\"until\":1804075200}");
	assert_true(terminal_wait_text(s.t, "Πιστοποιητικό: \"Example Root\""));
	assert_true(screen_is(s.t, "sign-in-el-40"));
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_text(s.t, "https://portal.okul.example"));
	assert_true(screen_is(s.t, "sign-in-el-80"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "<End><Up><Enter>");
	assert_true(terminal_wait_text(s.t, "Ηλ. ταχυδρομείο"));
	json_free(fixture_hear(s.f, "probe"));
	fixture_tell(s.f, "{\"did\":\"probed\",\"host\":\"/run/portal\",\"here\":true}");
	assert_true(terminal_wait_text(s.t, "Η πύλη είναι"));
	stage_looks(&s, "register-el-80", "register-el-40");
	stage_end(&s);
}

static void ascii_alone_is_taken_at_once(void **state)
{
	struct stage s = begin(24, 80, "el_GR.UTF-8", "el");

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	terminal_send(s.t, "2<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Twinline  Ellinika"));
	assert_setting(SETTING_CHARACTERS, "ascii");
	stage_end(&s);
}

static void what_is_chosen_is_kept(void **state)
{
	struct stage s = begin(24, 80, "en_IE.UTF-8", NULL);

	(void)state;
	assert_true(terminal_wait_text(s.t, "Ireland, as this computer says"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	assert_setting(SETTING_PORTAL, "https://portal.okul.example");
	terminal_send(s.t, "<Down><Down><Down><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Portal: https://portal.okul.example"));
	terminal_send(s.t, "<C-u>other.example<Enter>");
	assert_true(terminal_wait_at(s.t, 10, "other.example"));
	assert_setting(SETTING_PORTAL, "other.example");
	terminal_send(s.t, "<Down><Down><Space><Space>");
	assert_true(terminal_wait_text(s.t, "slow; or paid by the megabyte, or found out by itself"));
	assert_setting(SETTING_LINE, "slow");
	terminal_send(s.t, "<Space><Space><Space>");
	assert_true(terminal_wait_text(s.t, "found out by itself; or slow, or paid by the megabyte"));
	assert_setting(SETTING_LINE, "auto");
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

static void fill_registration(struct stage *s)
{
	terminal_send(s->t, "<Enter>");
	assert_true(terminal_wait_text(s->t, "What would you like?"));
	terminal_send(s->t, "<Down><Down><Enter>");
	assert_true(terminal_wait_at(s->t, 0, "Register"));
	terminal_send(s->t, "ayse@okul.example<Enter>ayse<Enter>geheim geheim<Enter>Ayşe Demir<Enter>tea");
	assert_true(terminal_wait_text(s->t, "teacher, teacher trainer"));
	terminal_send(s->t, "cher<Enter>turk, English<Enter>Atatürk İlkokulu<Enter>Muğla<Enter>");
}

static void registering_keeps_all_but_the_password(void **state)
{
	struct stage s = begin(24, 80, "en_TR.UTF-8", "en");
	struct json *packet;
	const struct json *body;
	char *kept;

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 11, 0));
	fill_registration(&s);
	json_free(fixture_hear(s.f, "probe"));
	fixture_tell(s.f, "{\"did\":\"probed\",\"host\":\"/run/portal\",\"here\":true}");
	assert_true(terminal_wait_text(s.t, "The portal is on this computer: nothing leaves it."));
	stage_looks(&s, "register-80", "register-40");
	terminal_resize(s.t, 24, 80);
	kept = store_fact(&s.f->store, "register");
	assert_non_null(strstr(kept, "Ayşe Demir"));
	assert_null(strstr(kept, "geheim"));
	free(kept);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "The portal is asked."));
	packet = fixture_hear(s.f, "register");
	body = json_get(packet, "body");
	assert_string_equal(json_get_text(body, "password"), "geheim geheim");
	assert_string_equal(json_get_text(json_get(body, "person"), "role"), "teacher");
	assert_true(json_get_bool(json_get(json_get(body, "person"), "languages"), "tr", false));
	assert_string_equal(json_get_text(json_get(body, "school"), "country"), "TR");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"register\",\"cause\":{\"type\":\"invalidProperties\"},"
	                  "\"errors\":{\"name\":{\"type\":\"exists\",\"arguments\":[\"ayse\"]}}}");
	assert_true(terminal_wait_at(s.t, -1, "Name to sign in: ayse exists already."));
	terminal_send(s.t, "2<C-x><Enter>");
	json_free(fixture_hear(s.f, "register"));
	fixture_tell(s.f, "{\"did\":\"registered\",\"answer\":{\"by\":\"desk\"}}");
	assert_true(terminal_wait_at(s.t, -2, "Registered, and waiting for validation by the support office."));
	assert_true(terminal_wait_at(s.t, 2, "  Name       ayse2"));
	stage_end(&s);
}

/* From the language to the screen of a new password, where both screens on the way have asked who the portal is. */
static void go_to_reset(struct stage *s)
{
	terminal_send(s->t, "<Enter><Down><Enter>ayse<C-x><Down><Enter>");
	for (int i = 0; i < 2; i++) {
		json_free(fixture_hear(s->f, "probe"));
		fixture_tell(s->f, "{\"did\":\"probed\",\"host\":\"portal.okul.example\",\"issuer\":\"Example Root\",\"until\":1804075200}");
	}
	assert_true(terminal_wait_text(s->t, "Root\"")); /* Example stands in the row before, in Greek */
}

static void a_new_password_in_greek(void **state)
{
	struct stage s = begin(24, 80, "el_GR.UTF-8", "el");

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 10, 0));
	go_to_reset(&s);
	stage_looks(&s, "reset-el-80", "reset-el-40");
	stage_try_sizes(&s, "<Down><Up>");
	stage_end(&s);
}

static void a_new_password_takes_a_code(void **state)
{
	struct stage s = begin(24, 80, "en_IE.UTF-8", NULL);
	struct json *packet;

	(void)state;
	assert_true(terminal_wait_text(s.t, "Ireland"));
	go_to_reset(&s);
	assert_true(terminal_wait_at(s.t, 0, "A new password"));
	stage_looks(&s, "reset-80", "reset-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	packet = fixture_hear(s.f, "reset");
	assert_string_equal(json_get_text(json_get(packet, "body"), "name"), "ayse");
	assert_null(json_get(json_get(packet, "body"), "code"));
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"reset\",\"answer\":{\"by\":\"mail\"}}");
	assert_true(terminal_wait_text(s.t, "a code is on its way by e-mail"));
	terminal_send(s.t, "ABCD2345<Enter>geheim geheim<Enter><Down><Enter>");
	packet = fixture_hear(s.f, "reset");
	assert_string_equal(json_get_text(json_get(packet, "body"), "code"), "ABCD2345");
	assert_string_equal(json_get_text(json_get(packet, "body"), "password"), "geheim geheim");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"reset\",\"answer\":{}}");
	assert_true(terminal_wait_at(s.t, -1, "The new password holds. Sign in with it."));
	assert_true(terminal_wait_at(s.t, 0, "Sign in"));
	stage_end(&s);
}

static void every_size_is_fine(void **state)
{
	struct stage s = begin(24, 80, "en_IE.UTF-8", NULL);

	(void)state;
	assert_true(terminal_wait_text(s.t, "Ireland"));
	stage_try_sizes(&s, "<Down><Up><Tab>");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	stage_try_sizes(&s, "<Down><Up><Tab>");
	terminal_send(s.t, "<Home><Down><Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Register"));
	stage_try_sizes(&s, "<Down><Up><Tab>");
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_gone(s.t, "Typing."));
	terminal_send(s.t, "xsign-in<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Sign in"));
	stage_try_sizes(&s, "<Down><Up><Tab>");
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_stand_as_drawn),
		cmocka_unit_test(no_country_is_chosen_by_silence),
		cmocka_unit_test(letters_look_for_a_name),
		cmocka_unit_test(one_key_is_for_braille_and_speech),
		cmocka_unit_test(a_language_that_is_not_spoken_is_told),
		cmocka_unit_test(arabic_asks_which_line_reads_right),
		cmocka_unit_test(greek_begins_at_once),
		cmocka_unit_test(ascii_alone_is_taken_at_once),
		cmocka_unit_test(what_is_chosen_is_kept),
		cmocka_unit_test(registering_keeps_all_but_the_password),
		cmocka_unit_test(a_new_password_in_greek),
		cmocka_unit_test(a_new_password_takes_a_code),
		cmocka_unit_test(every_size_is_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
