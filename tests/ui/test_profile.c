/* Profile in a terminal: as the mock-ups have it, parts changed and narrowed, password, devices, taking along, leaving. */
#include "lib/suite.h"

#include <sys/stat.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static void fill(struct fixture *f)
{
	char *card = xasprintf("{'id':'%s','rev':1,'name':'Ayşe Demir','country':'TR','role':'teacher',"
	                       "'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu'},'subjects':{'primary':true,'environment':true},"
	                       "'languages':{'tr':true,'en':true},'classSize':24,'available':true,'availableFrom':'2027-01-11','plus':true,"
	                       "'line':'slow','about':'Su, toprak ve masallar. Öğrencilerimle her hafta bir deney yapıyoruz. "
	                       "Köy okulunda 11 yıl çalıştım.','language':'tr'}", fixture_person(f, "Ayşe Demir"));

	fixture_put(f, "Person", card);
	fixture_put(f, "Profile", "{'id':'paaaaaab','rev':1,'email':'ayse.demir@okul.example','mailCopies':true,'reads':{'tr':true},"
	                          "'timeZone':'Europe/Istanbul'}");
	free(card);
}

static struct stage begin(int rows, int cols, const char *language)
{
	struct stage s = stage_new();

	fill(s.f);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "6");
	assert_true(terminal_wait_text(s.t, "Ayşe Demir"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	stage_looks(&s, "profile-80", "profile-40");
	stage_end(&s);
}

static void it_speaks_greek(void **state)
{
	struct stage s = begin(24, 80, "el");

	(void)state;
	stage_looks(&s, "profile-el-80", "profile-el-40");
	stage_end(&s);
}

static void it_has_every_size(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	stage_try_sizes(&s, "<End><Home>");
	stage_end(&s);
}

static void a_part_is_changed_and_taken_back(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	/* The first empty part is that which partners search by. */
	terminal_send(s.t, "n<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Profile, what others see"));
	terminal_send(s.t, "9 to 11<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "u takes it back."));
	assert_true(terminal_wait_text(s.t, "9 to 11"));
	assert_true(fixture_keeps(s.f, "\"pupilsFrom\":9"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "empty; partners search by it"));
	assert_true(fixture_keeps(s.f, "\"pupilsFrom\":9")); /* as a draft */
	stage_end(&s);
}

/* What is half done is there again after the program was killed. */
static void a_change_is_kept_at_every_key(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "n<Enter>9 to 1");
	assert_true(terminal_wait_idle(s.t));
	terminal_kill(s.t, 9);
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Profile, what others see"));
	assert_true(terminal_wait_text(s.t, "9 to 1"));
	stage_end(&s);
}

/* As others see it, and nothing offered that makes no sense towards oneself. */
static void ones_own_card_offers_to_change_it(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, -1, "6 change it"));
	assert_false(terminal_shows(s.t, "ask for contact"));
	terminal_send(s.t, "6");
	assert_true(terminal_wait_at(s.t, 0, "Profile"));
	stage_end(&s);
}

static void fewer_see_a_part(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "i");
	assert_true(terminal_wait_at(s.t, -1, "Name: every eTwinner who is signed in sees it"));
	terminal_send(s.t, "<Down><Down><Down><Down><Down><Down>i");
	assert_true(terminal_wait_at(s.t, -1, "Class, seen by eTwinners:"));
	terminal_send(s.t, "3");
	assert_true(terminal_wait_at(s.t, -1, "Class: seen by contacts."));
	assert_true(fixture_keeps(s.f, "\"seenBy\":{\"classSize\":\"contacts\"}"));
	stage_end(&s);
}

/* A screen of the profile's own affairs, or its form, in both languages and sizes. */
static void each_affair_looks_as_drawn(void **state)
{
	static const struct { const char *name, *keys; } screens[] = {
		{ "profile-form", "<Down><Enter>" }, { "devices", "<End><Up><Up><Enter>" }, { "take-all", "<End><Up><Enter>" }, { "leave", "<End><Enter>" },
	};
	static const char *const languages[] = { NULL, "el" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(screens) * ARRAY_SIZE(languages); i++) {
		const char *language = languages[i % 2], *name = screens[i / 2].name;
		struct stage s = begin(24, 80, language);
		char *wide = xasprintf("%s%s-80", name, language ? "-el" : ""), *narrow = xasprintf("%s%s-40", name, language ? "-el" : "");

		terminal_send(s.t, screens[i / 2].keys);
		assert_true(terminal_wait_idle(s.t));
		stage_looks(&s, wide, narrow);
		stage_end(&s);
		free(wide);
		free(narrow);
	}
}

static void the_portal_is_asked_for_devices(void **state)
{
	struct stage s = begin(24, 80, NULL);
	struct json *packet;

	(void)state;
	terminal_send(s.t, "<End><Up><Up><Enter>");
	packet = fixture_hear(s.f, "devices");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"devices\",\"answer\":{\"devices\":[{\"id\":\"d1\",\"name\":\"okul-sunucu\",\"usedAt\":\"2026-11-17\","
	                  "\"isThis\":true},{\"id\":\"d2\",\"name\":\"ev\",\"usedAt\":\"2026-11-02\",\"isThis\":false}]}}");
	assert_true(terminal_wait_text(s.t, "ev, last used"));
	assert_true(screen_is(s.t, "devices-known-80"));
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Sign out ev?"));
	terminal_send(s.t, "2");
	packet = fixture_hear(s.f, "device-end");
	assert_string_equal(json_get_text(packet, "id"), "d2");
	json_free(packet);
	stage_end(&s);
}

static void all_is_taken_along(void **state)
{
	struct stage s = begin(24, 80, NULL);
	char *home = xasprintf("%s/taken", getenv("HOME")), *index = xasprintf("%s/index.txt", home);
	struct str text = { 0 };

	(void)state;
	file_remove_tree(home, NULL);
	terminal_send(s.t, "<End><Up><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Take all with me"));
	terminal_send(s.t, "<Up><Enter><C-u>~/taken<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Written:"));
	assert_int_equal(file_read(index, 1 << 16, &text, NULL), 0);
	assert_non_null(strstr(text.text, "json/Person.json"));
	str_release(&text);
	/* What is there already is not written over. */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "exists already"));
	stage_end(&s);
	free(home);
	free(index);
}

/* What the portal has counted. */
#define COUNTED(projects) \
	"{\"did\":\"leaving\",\"answer\":{\"asOf\":\"2026-11-17T08:12:00Z\",\"kinds\":{\"Message\":{\"goes\":12,\"stays\":31}," \
	"\"Follow\":{\"goes\":3,\"stays\":0},\"Post\":{\"goes\":0,\"stays\":4}}," \
	"\"files\":2,\"bytes\":120000,\"filesBy\":\"2026-11-19\",\"projects\":[" projects "]}}"

static void leaving_asks_twice(void **state)
{
	struct stage s = begin(24, 80, NULL);
	struct json *packet;

	(void)state;
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Leave for good"));
	json_free(fixture_hear(s.f, "leaving"));
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The portal has not said yet"));
	/* A founder names who carries on first. */
	fixture_tell(s.f, COUNTED("{\"id\":\"prj2aaaa\",\"title\":\"Rivers\",\"state\":\"active\",\"becomes\":\"handedOn\","
	                          "\"next\":{\"id\":\"peva2aaa\",\"name\":\"Eva\"}}"));
	assert_true(terminal_wait_text(s.t, "Rivers, name who carries on; else Eva"));
	assert_true(terminal_shows(s.t, "erased: 12; staying: 31") && terminal_shows(s.t, "erased: 3\n") && terminal_shows(s.t, " staying: 4"));
	assert_true(terminal_shows(s.t, "2, 120 KB; erased by 19 Nov 2026"));
	terminal_send(s.t, "<Home><PgDn><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "First name who carries on"));
	fixture_tell(s.f, COUNTED(""));
	assert_true(terminal_wait_gone(s.t, "Rivers"));
	/* What was counted last is there without a line. */
	terminal_send(s.t, "q<End><Enter>");
	assert_true(terminal_wait_text(s.t, "erased: 12; staying: 31"));
	assert_true(terminal_wait_at(s.t, 0, "as of 08:12"));
	terminal_send(s.t, "<Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Erased at once: 12. Staying with others, without your name: 31."));
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Your password is needed"));
	terminal_send(s.t, "<Up><Enter>secret word<C-x><End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "1 stay  2 leave for good"));
	terminal_send(s.t, "2");
	packet = fixture_hear(s.f, "leave-portal");
	assert_string_equal(json_get_text(json_get(packet, "body"), "password"), "secret word");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"left-portal\",\"answer\":{}}");
	assert_true(terminal_wait_at(s.t, -1, "You have left."));
	stage_end(&s);
}

/* On a small page what the portal has counted pushed all that it says out of sight, down to what one does about it. */
static void what_goes_is_seen_first(void **state)
{
	struct stage s = begin(12, 80, NULL);

	(void)state;
	terminal_send(s.t, ":leave-for-good<Enter>");
	json_free(fixture_hear(s.f, "leaving"));
	assert_true(terminal_wait_text(s.t, "Take all with me"));
	fixture_tell(s.f, COUNTED("{\"id\":\"prj2aaaa\",\"title\":\"Rivers\",\"state\":\"active\",\"becomes\":\"goes\"}"));
	assert_true(terminal_wait_text(s.t, "> Project"));
	assert_true(terminal_shows(s.t, "nobody can bring it back"));
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_text(s.t, "> Leave for good"));
	fixture_tell(s.f, COUNTED("")); /* later news leave the cursor where it is */
	assert_true(terminal_wait_gone(s.t, "Rivers"));
	assert_true(terminal_shows(s.t, "> Leave for good"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(it_speaks_greek),
		cmocka_unit_test(it_has_every_size),
		cmocka_unit_test(a_part_is_changed_and_taken_back),
		cmocka_unit_test(a_change_is_kept_at_every_key),
		cmocka_unit_test(ones_own_card_offers_to_change_it),
		cmocka_unit_test(fewer_see_a_part),
		cmocka_unit_test(each_affair_looks_as_drawn),
		cmocka_unit_test(the_portal_is_asked_for_devices),
		cmocka_unit_test(all_is_taken_along),
		cmocka_unit_test(leaving_asks_twice),
		cmocka_unit_test(what_goes_is_seen_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
