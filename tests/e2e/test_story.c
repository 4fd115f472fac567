/*
 * From a stranger to a running project, with real programs: two teachers in two countries, an expert, a pupil and two officers, each a
 * face in a terminal of their own, against one portal; at the end the project stands in a second one. Then all of it again while the
 * line is cut where a seed says, and nothing is lost or done twice.
 */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/portal_client.h"
#include "lib/world.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { AGAIN_MS = 1500 /* until somebody who waits asks once more */, CUT_EVERY = 9000 /* bytes, in the mean */ };

/* Somebody at a terminal. */
struct actor { const char *profile; struct terminal *t; };

struct story {
	struct world *world;
	struct actor ayse, giorgos, olcay, gaia, liisa, elif;
	char *secret; /* the pupil's password */
};

/* --- what people do --- */

static void does(struct actor *who, const char *keys)
{
	terminal_send(who->t, keys);
}

/* True if one of words ("this|or that") is on the screen. */
static bool shows(struct terminal *t, void *words)
{
	const char *at = words;

	while (at) {
		char *one = xstrndup(at, strcspn(at, "|"));
		bool does = terminal_shows(t, one);

		free(one);
		if (does)
			return true;
		at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL;
	}
	return false;
}

static void sees(struct actor *who, const char *words)
{
	if (!terminal_wait(who->t, shows, (void *)(uintptr_t)words, words))
		fail_msg("%s does not see \"%s\"", who->profile, words);
}

/*
 * Does the same again, every now and then, until the words are there: what was cut off goes on, and comes once. Keys that would do more
 * than ask once more are typed only where the line was cut meanwhile.
 */
static void insists(struct actor *who, const char *keys, const char *words, bool only_cut)
{
	int64_t asked = 0, until = clock_monotonic_ms() + TERMINAL_PATIENCE_MS;

	while (!shows(who->t, (void *)(uintptr_t)words)) {
		if (clock_monotonic_ms() > until)
			sees(who, words); /* shows the screen, and fails */
		if (!asked || (clock_monotonic_ms() - asked > AGAIN_MS && (!only_cut || terminal_shows(who->t, "line was cut")))) {
			terminal_send(who->t, keys);
			asked = clock_monotonic_ms();
		}
		terminal_read(who->t, 100);
	}
	terminal_wait_idle(who->t);
}

static void fetches(struct actor *who, const char *words)
{
	insists(who, "s", words, false);
}

/* What was done goes out, and Home says so. */
static void sends_all(struct actor *who)
{
	does(who, "1");
	fetches(who, "nothing waits|all sent at");
}

static void sits_down(struct story *s, struct actor *who, const char *profile)
{
	const char *words[] = { "--language", "en", "--profile", profile, NULL };

	*who = (struct actor){ .profile = profile, .t = world_face(s->world, 24, 80, words) };
}

static void gets_up(struct actor *who)
{
	if (!who->t)
		return;
	does(who, "Q");
	assert_true(terminal_wait_exit(who->t, NULL));
	terminal_free(who->t);
	who->t = NULL;
}

/* --- I: two strangers register, and wait for their support offices --- */

static const char given_password[] = "a given word";

static void is_there_already(struct story *s, const char *name, const char *shown, const char *country)
{
	const char *add[] = { "user", "add", s->world->portal_dir, name, "--as", shown, "--country", country, NULL };

	assert_int_equal(world_run("twinline-portal", add, given_password, NULL), 0);
}

static void an_officer_is_made(struct story *s, const char *name, const char *country)
{
	const char *officer[] = { "user", "officer", s->world->portal_dir, name, "--country", country, NULL };

	is_there_already(s, name, name, country);
	assert_int_equal(world_run("twinline-portal", officer, NULL, NULL), 0);
}

static void signs_in(struct story *s, struct actor *who, const char *profile)
{
	sits_down(s, who, profile);
	sees(who, "What would you like?");
	does(who, "<Down><Enter>");
	sees(who, "Sign in  ");
	does(who, s->world->url);
	does(who, "<Enter>");
	does(who, profile);
	does(who, "<Enter>");
	does(who, given_password);
	does(who, "<C-x>");
	insists(who, "<Enter>", "Signed in: ", true);
}

/* A portal without mail shows the letter with the code. */
static void confirms(struct actor *who)
{
	static const char before[] = "The code that confirms this is";
	char *text, *code;

	fetches(who, "Registration: ");
	does(who, "<Home><Enter>");
	sees(who, before);
	text = terminal_text(who->t);
	code = strstr(text, before) + strlen(before);
	code += strspn(code, " \n");
	code[strcspn(code, " \n")] = '\0';
	does(who, code);
	does(who, "<Down>");
	sees(who, "> Confirm");
	insists(who, "<Enter>", "Waits for   the support organisation", true);
	does(who, "1");
	free(text);
}

struct newcomer { const char *profile, *name, *languages, *school, *town, *country; };

static void registers(struct story *s, struct actor *who, const struct newcomer *n)
{
	sits_down(s, who, n->profile);
	if (who == &s->ayse) { /* the first on this computer is asked for the language */
		sees(who, "Which line reads right?");
		does(who, "english<Enter>");
	}
	sees(who, "What would you like?");
	does(who, "<Down><Down><Enter>");
	sees(who, "kept at every key; nothing sent yet");
	const char *fields[] = { s->world->url, n->profile, n->profile, "geheim geheim", n->name, "teacher", n->languages, n->school, n->town };
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		does(who, fields[i]);
		does(who, i == 1 ? "@school.example<Enter>" : "<Enter>");
	}
	sees(who, "> Register");
	does(who, "<Up><Up><Enter><C-u>");
	does(who, n->country);
	does(who, "<Enter>");
	sees(who, "> Register");
	insists(who, "<Enter>", "Registered, and waiting for validation by the support office.", true);
	does(who, "geheim geheim<C-x>");
	insists(who, "<Enter>", "Signed in: ", true);
	confirms(who);
}

static void strangers_register(struct story *s)
{
	registers(s, &s->ayse, &(struct newcomer){ "ayse", "Ayşe Demir", "Turkish, english", "Cumhuriyet Ortaokulu", "Muğla", "Türkiye" });
	registers(s, &s->giorgos,
	          &(struct newcomer){ "giorgos", "Γιώργος Παπαδάκης", "Greek, english", "3ο Δημοτικό", "Χανιά", "Greece" });
}

/* --- II: each officer decides those of the own country --- */

static void accepts(struct actor *officer, const char *who)
{
	does(officer, "1");
	fetches(officer, "Desk     1 waits");
	does(officer, ":desk<Enter>");
	fetches(officer, who);
	does(officer, "<Enter>");
	sees(officer, "Accept  ");
	does(officer, "a");
	sees(officer, "accepted");
	fetches(officer, "accepted, ");
}

static void offices_validate(struct story *s)
{
	signs_in(s, &s->olcay, "olcay");
	signs_in(s, &s->gaia, "gaia");
	accepts(&s->olcay, "Ayşe Demir");
	accepts(&s->gaia, "Γιώργος Παπαδάκης");
}

/* --- III: one finds the other --- */

static void names_contact(struct portal_client *who, const struct portal_client *other)
{
	struct json *arguments = json_new_object(), *contact = json_new_object();

	json_set_string(json_set(contact, "person", json_new_object()), "id", other->person);
	json_set_string(arguments, "accountId", who->account);
	json_set(json_set(arguments, "create", json_new_object()), "k", contact);
	arguments = portal_client_call(who, "Contact/set", arguments);
	if (json_size(json_get(arguments, "created")) != 1)
		fail_msg("%s", json_print(arguments));
	json_free(arguments);
}

/* Somebody whom one of them has known for long. */
static void a_contact_is_there(struct story *s)
{
	struct portal_client ayse = { .fd = -1 }, liisa = { .fd = -1 };

	is_there_already(s, "liisa", "Liisa Virtanen", "FI");
	portal_client_open(&ayse, s->world->portal_socket);
	portal_client_open(&liisa, s->world->portal_socket);
	portal_client_sign_in(&ayse, "ayse", "geheim geheim");
	portal_client_sign_in(&liisa, "liisa", given_password);
	names_contact(&ayse, &liisa);
	names_contact(&liisa, &ayse);
	portal_client_release(&ayse);
	portal_client_release(&liisa);
}

static void they_become_contacts(struct story *s)
{
	does(&s->giorgos, "6<Enter>");
	sees(&s->giorgos, "Plus countries");
	does(&s->giorgos, "<Down><Down><Down><Down><Down><Down><Down>yes<C-x><Enter>");
	sees(&s->giorgos, "Available          yes|Available          for projects");
	sends_all(&s->giorgos);
	does(&s->ayse, "s3fΓιώργος");
	insists(&s->ayse, "<Enter>", "1 found", false);
	does(&s->ayse, "<Down><Enter>");
	sees(&s->ayse, "ask for contact");
	does(&s->ayse, "a");
	sees(&s->ayse, "A word with it:");
	does(&s->ayse, "Rivers?<Enter>");
	fetches(&s->ayse, "Contact    asked on");
	does(&s->giorgos, "2");
	fetches(&s->giorgos, "Ayşe Demir");
	does(&s->giorgos, "a");
	sees(&s->giorgos, "Yes: Ayşe Demir.");
	sends_all(&s->giorgos);
	fetches(&s->ayse, "Contact    yes");
}

/* --- IV: a project is founded, agreed to and approved --- */

static void they_found(struct story *s)
{
	does(&s->ayse, "4c");
	sees(&s->ayse, "Found a project");
	does(&s->ayse, "Γιώρ<Enter>");
	sees(&s->ayse, "3ο Δημοτικό");
	does(&s->ayse, "Water diary<Tab>We measure water.<Tab><Tab>9 to 11<Tab>25<Tab>geography<Tab>Rivers<C-x>");
	sees(&s->ayse, "9 of 9 needed parts filled");
	does(&s->ayse, "<Enter>");
	sees(&s->ayse, "1 waiting");
	sends_all(&s->ayse);
	does(&s->giorgos, "1");
	fetches(&s->giorgos, "Invitation to found \"Water diary\"");
	does(&s->giorgos, "<Home>a");
	sees(&s->giorgos, "Outbox   1 waits");
	sends_all(&s->giorgos);
	accepts(&s->olcay, "Water diary");
	accepts(&s->gaia, "Water diary");
	does(&s->ayse, "4");
	fetches(&s->ayse, "1 active");
	does(&s->giorgos, "4");
	fetches(&s->giorgos, "1 active");
}

/* --- V: somebody else is invited --- */

/* From wherever somebody is to a part of their only project, by its name. */
static void goes_to(struct actor *who, const char *part)
{
	char *wanted = xasprintf("> %s ", part), *row = NULL;
	int line, col;

	does(who, "4");
	sees(who, "> active   Water diary|> closed   Water diary|  Export  ");
	if (!terminal_shows(who->t, "  Export  ")) /* a pupil has no other place to go to */
		does(who, "<Enter>");
	sees(who, "  Export  ");
	does(who, "<End>");
	for (int tries = 0; tries < 30; tries++, does(who, "<Up>")) {
		terminal_wait_idle(who->t);
		terminal_cursor(who->t, &line, &col);
		free(row);
		row = terminal_row(who->t, line);
		if (starts_with(row, wanted))
			break;
	}
	if (!starts_with(row, wanted))
		fail_msg("%s has no %s", who->profile, part);
	does(who, "<Enter>");
	free(row);
	free(wanted);
}

/* As an expert, by the screen of one and the screen of the other; then both see all three of them. */
static void a_third_one_joins(struct story *s)
{
	goes_to(&s->ayse, "Members");
	sees(&s->ayse, "2 members");
	does(&s->ayse, "c");
	sees(&s->ayse, "Invite (name or e-mail):");
	does(&s->ayse, "liisa<Enter>");
	sees(&s->ayse, "Role (Tab tells them):");
	does(&s->ayse, "<C-u>expert<Enter>");
	sees(&s->ayse, "2 members, 1 invited");
	sends_all(&s->ayse);
	signs_in(s, &s->liisa, "liisa");
	does(&s->liisa, "1");
	fetches(&s->liisa, "Invitation to \"Water diary\": Ayşe Demir");
	does(&s->liisa, "<Home>a");
	sees(&s->liisa, "Outbox   1 waits");
	sends_all(&s->liisa);
	does(&s->liisa, "4");
	fetches(&s->liisa, "1 active");
	goes_to(&s->liisa, "Members");
	sees(&s->liisa, "3 members");
	sees(&s->liisa, "Γιώργος Παπαδάκης");
	goes_to(&s->ayse, "Members");
	fetches(&s->ayse, "3 members");
	sees(&s->ayse, "Liisa Virtanen         FI expert");
	gets_up(&s->liisa);
}

/* --- VI: what is in it --- */

static void writes(struct actor *who, const char *part, const char *form, const char *fields, const char *shown)
{
	goes_to(who, part);
	terminal_wait_idle(who->t);
	does(who, "c");
	sees(who, form);
	does(who, fields);
	does(who, "<C-x><Enter>");
	sees(who, shown);
	sends_all(who);
}

static void adds_file(struct story *s, struct actor *who)
{
	char *path = xasprintf("%s/flow.txt", s->world->dir);

	assert_int_equal(file_write(path, "3 litres\n", 9, 0600, NULL), 0);
	goes_to(who, "Materials");
	sees(who, "c adds a file");
	does(who, "c");
	sees(who, "File: ");
	does(who, "<C-u>");
	does(who, path);
	does(who, "<Enter>");
	sees(who, "flow.txt");
	sends_all(who);
	free(path);
}

static void they_work(struct story *s)
{
	writes(&s->ayse, "Pages", "New page", "Taps<Tab>Who measures what?", "Taps");
	writes(&s->ayse, "Activities", "New activity", "Measure the tap", "Measure the tap");
	adds_file(s, &s->ayse);
	writes(&s->ayse, "Forum", "forum, Water diary", "Which tap?<Tab>Ours drips.", "Which tap?");
	goes_to(&s->ayse, "Forum");
	sees(&s->ayse, "Which tap?");
	does(&s->ayse, "<Enter>");
	sees(&s->ayse, "Ours drips.");
	does(&s->ayse, "c");
	sees(&s->ayse, "what you want to say");
	does(&s->ayse, "Kitchen<Tab>The cold one.<C-x><Enter>");
	sees(&s->ayse, "Goes out at");
	sends_all(&s->ayse);
	goes_to(&s->giorgos, "Pages");
	fetches(&s->giorgos, "Taps");
	goes_to(&s->giorgos, "Chat");
	sees(&s->giorgos, "you:");
	does(&s->giorgos, "Γεια σας!<Enter>");
	sees(&s->giorgos, "1 post");
	does(&s->giorgos, "<Esc>");
	sends_all(&s->giorgos);
	goes_to(&s->ayse, "Chat");
	sees(&s->ayse, "you:");
	does(&s->ayse, "<Esc>");
	fetches(&s->ayse, "Γεια σας!");
}

/* --- VII: a pupil joins, and answers --- */

/* The word after a label on the screen; yours. */
static char *word_after(struct actor *who, const char *label)
{
	char *text, *word;

	sees(who, label);
	text = terminal_text(who->t);
	word = strstr(text, label) + strlen(label);
	word += strspn(word, " ");
	word = xstrndup(word, strcspn(word, " \n"));
	free(text);
	return word;
}

static void a_pupil_is_made(struct story *s, char **name, char **password)
{
	goes_to(&s->ayse, "Pupils");
	sees(&s->ayse, "c makes some");
	does(&s->ayse, "c");
	sees(&s->ayse, "Names or aliases");
	does(&s->ayse, "Elif<Enter>");
	sees(&s->ayse, "Their class");
	does(&s->ayse, "4-B<Enter>");
	fetches(&s->ayse, "elif-"); /* the portal gave a name to sign in */
	does(&s->ayse, "a");
	sees(&s->ayse, "Who agreed");
	does(&s->ayse, "mother, paper 7<Enter>");
	sees(&s->ayse, "active");
	sends_all(&s->ayse);
	goes_to(&s->ayse, "Pupils");
	sees(&s->ayse, "Elif");
	does(&s->ayse, "<Enter>");
	*name = word_after(&s->ayse, "Name to sign in");
	*password = word_after(&s->ayse, "First password");
	does(&s->ayse, "q");
}

static void a_pupil_answers(struct story *s)
{
	char *name, *password;

	a_pupil_is_made(s, &name, &password);
	sits_down(s, &s->elif, "elif");
	sees(&s->elif, "What would you like?");
	does(&s->elif, "<Down><Enter>");
	sees(&s->elif, "Sign in  ");
	does(&s->elif, s->world->url);
	does(&s->elif, "<Enter>");
	does(&s->elif, name);
	does(&s->elif, "<Enter>");
	does(&s->elif, password);
	does(&s->elif, "<C-x>");
	/* The second sentence takes the place of the first. */
	insists(&s->elif, "<Enter>", "Signed in: Elif|Choose a password of your own now", true);
	/* The slip is for the first time only. */
	fetches(&s->elif, "Password and devices");
	does(&s->elif, "<Home><Enter>");
	does(&s->elif, password);
	does(&s->elif, "<Enter>a river of my own<C-x>");
	/* Where its answer was cut off, the new one counts as well. */
	insists(&s->elif, "<Enter>", "The new password counts now|The old password is not right", true);
	does(&s->elif, "q");
	does(&s->elif, "4");
	fetches(&s->elif, "1 active|Water diary, active");
	goes_to(&s->elif, "Forum");
	sees(&s->elif, "Kitchen");
	does(&s->elif, "<End><Enter>");
	sees(&s->elif, "The cold one.");
	does(&s->elif, "r");
	sees(&s->elif, "Typing.");
	does(&s->elif, "Ours too!<C-x><Enter>");
	sees(&s->elif, "Kitchen, 2 posts");
	does(&s->elif, "s");
	goes_to(&s->ayse, "Forum");
	sees(&s->ayse, "Kitchen");
	does(&s->ayse, "<End><Enter>");
	fetches(&s->ayse, "Ours too!");
	s->secret = password;
	free(name);
}

/* --- VIII: it is closed, taken along, and stands in another portal --- */

static void they_close(struct story *s)
{
	goes_to(&s->ayse, "State");
	sees(&s->ayse, "  Close");
	does(&s->ayse, "<Down><Enter>");
	terminal_wait_idle(s->ayse.t);
	does(&s->ayse, "2");
	sends_all(&s->ayse);
	does(&s->giorgos, "4");
	fetches(&s->giorgos, "> closed   Water diary");
}

static char *takes_along(struct story *s, struct actor *who)
{
	char *folder = xasprintf("%s/taken", s->world->dir);

	goes_to(who, "Export");
	sees(who, "Write it");
	does(who, "<Up><Enter><C-u>");
	does(who, folder);
	does(who, "<Enter>");
	sees(who, "> Write it");
	does(who, "<Enter>");
	sees(who, "Written: ");
	return folder;
}

/* What all of them wrote is in it, and nothing that lets anybody in. */
static void the_folder_is_whole(struct story *s, const char *folder)
{
	static const struct { const char *file, *says; } rows[] = {
		{ "pages/Taps.md", "Who measures what?" }, { "activities.md", "Measure the tap" }, { "materials/flow.txt", "3 litres" },
		{ "forum/Which-tap.md", "Ours too!" }, { "chat.md", "Γεια σας!" }, { "pupils.md", "Elif" }, { "members.html", "Γιώργος Παπαδάκης" },
		{ "members.html", "Liisa Virtanen" },
		{ "index.html", "flow.txt" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *path = xasprintf("%s/%s", folder, rows[i].file);
		struct str text = { 0 };

		if (file_read(path, 1 << 20, &text, NULL) != 0 || !strstr(text.text, rows[i].says) || strstr(text.text, s->secret))
			fail_msg("%s: %s", path, text.text ? text.text : "");
		str_release(&text);
		free(path);
	}
}

/* True if a program (into: of a shell) reads the stream of the project that somebody takes along by a command, and both are content. */
static bool streams(const struct actor *who, const char *into)
{
	char *line = xasprintf("set -o pipefail; \"${TWINLINE_PROGRAMS:-build}\"/twinline export --profile %s --language en "
	                       "--project 'water DIARY' - | %s", who->profile, into);
	const char *const argv[] = { "bash", "--norc", "-c", line, NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv });
	int status = -1;
	bool done = terminal_wait_exit(t, &status) && status == 0;

	terminal_free(t);
	free(line);
	return done;
}

/* By commands, too: the file is fetched, as a stream or a folder is written, and who is no teacher takes along what pupils may read. */
static void the_pupil_takes_along(struct story *s)
{
	char *folder = xasprintf("%s/pupils", s->world->dir), *file = xasprintf("%s/materials/flow.txt", folder);
	char *pupils = xasprintf("%s/pupils.md", folder), *said, *list = xasprintf("tar -tf - >%s.list", folder);
	const char *words[] = { "export", "--profile", "elif", "--language", "en", "--project", "water DIARY", folder, NULL };
	struct str listed = { 0 };

	for (int tries = 0; !streams(&s->elif, list); tries++) /* the line may be cut, and then it goes on */
		assert_true(tries < 20);
	assert_int_equal(file_read(strchr(list, '>') + 1, 1 << 20, &listed, NULL), 0);
	assert_non_null(strstr(listed.text, "\nmaterials/flow.txt\n"));
	assert_non_null(strstr(listed.text, "\nmembers.html\n"));
	assert_null(strstr(listed.text, "pupils.md"));
	if (world_run("twinline", words, NULL, &said) != 0)
		fail_msg("%s", said);
	assert_non_null(strstr(said, "Written: "));
	assert_int_equal(access(file, R_OK), 0);
	assert_int_equal(access(pupils, F_OK), -1);
	str_release(&listed);
	free(said);
	free(list);
	free(pupils);
	free(file);
	free(folder);
}

/* Unpacked, the stream is what the screen has written, but for the time that its indexes tell; where it lies, yours. */
static char *unpacks(struct story *s, const char *folder)
{
	char *stream = xasprintf("%s.tar", folder);
	char *into = xasprintf("(mkdir %s && cd %s && tar -xf - && diff -r -x project.json -x manifest.json -x 'index.*' . %s)", stream, stream,
	                       folder);

	assert_true(streams(&s->giorgos, into));
	free(into);
	return stream;
}

/* From the folder, and then from the stream, which has nothing else in it. */
static void another_portal_takes_it(struct story *s, const char *folder)
{
	char *other = xasprintf("%s/other", s->world->dir), *said;
	const char *init[] = { "init", other, NULL };
	const char *add[] = { "user", "add", other, "ayse", "--as", "Ayşe Demir", "--country", "TR", NULL };
	char *stream = unpacks(s, folder);
	const char *import[] = { "import", other, folder, "--as", "ayse", NULL }, *again[] = { "import", other, stream, NULL };
	const char *check[] = { "check", other, NULL };

	assert_int_equal(world_run("twinline-portal", init, NULL, NULL), 0);
	assert_int_equal(world_run("twinline-portal", add, "geheim geheim\n", NULL), 0);
	assert_int_equal(world_run("twinline-portal", import, NULL, &said), 0); /* compared, and the same */
	assert_null(strstr(said, " 0 files"));
	free(said);
	assert_int_equal(world_run("twinline-portal", again, NULL, &said), 0);
	assert_true(starts_with(said, "0 records and 0 files are new"));
	assert_int_equal(world_run("twinline-portal", check, NULL, NULL), 0);
	free(said);
	free(stream);
	free(other);
}

/* --- all of it --- */

static void tell(bool line_fails)
{
	struct story s = { .world = world_start(&(struct world_options){ .bare = true, .signed_out = true, .registers = true }) };
	char *folder;

	an_officer_is_made(&s, "olcay", "TR");
	an_officer_is_made(&s, "gaia", "GR");
	if (line_fails) {
		uint64_t seed = (uint64_t)clock_now();
		print_message("the line is cut by seed %llu\n", (unsigned long long)seed);
		relay_weather(s.world->relay, &(struct relay_weather){ .cut_every = CUT_EVERY, .seed = seed });
	}
	strangers_register(&s);
	offices_validate(&s);
	a_contact_is_there(&s);
	they_become_contacts(&s);
	they_found(&s);
	a_third_one_joins(&s);
	they_work(&s);
	a_pupil_answers(&s);
	the_pupil_takes_along(&s);
	they_close(&s);
	folder = takes_along(&s, &s.giorgos);
	the_folder_is_whole(&s, folder);
	another_portal_takes_it(&s, folder);
	free(folder);
	free(s.secret);
	gets_up(&s.ayse);
	gets_up(&s.giorgos);
	gets_up(&s.olcay);
	gets_up(&s.gaia);
	gets_up(&s.elif);
	world_free(s.world);
}

static void from_strangers_to_a_project(void **state)
{
	(void)state;
	tell(false);
}

static void the_same_while_the_line_is_cut(void **state)
{
	(void)state;
	tell(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_strangers_to_a_project),
		cmocka_unit_test(the_same_while_the_line_is_cut),
	};

	setenv("LANG", "tr_TR.UTF-8", 1); /* where the computer stands */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
