/*
 * Hostile text in every field of every type, written past the portal's rules into its database: all screens are walked at two sizes,
 * every command is run, everything is exported, and nothing of it reaches the terminal or leads out of a folder.
 */
#include "lib/suite.h"

#include <dirent.h>
#include <sys/stat.h>

#include "lib/hostile.h"
#include "lib/pair.h"
#include "../../src/portal/init.h"
#include "../../src/portal/user.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"
#include "twinline/text/sanitise.h"

enum { PROJECTS = 2 };

/* --- planting --- */

struct planting {
	struct store s;
	struct user reader;
	const char *friend;
	char people[64][RECORD_ID_LENGTH + 1]; /* cards that attack */
	char event[RECORD_ID_LENGTH + 1];
	int64_t now;
};

/* People of a record are people who are there, so that their pages open. */
static void name_people(const struct planting *p, const struct record_type *type, struct json *body, size_t n)
{
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		struct json *value = json_get_mutable(body, field->name);
		if (field->kind == FIELD_PARTY && text_equal(field->target, "Person"))
			json_set_string(value, "id", p->people[n % hostile_count]);
		if (field->kind == FIELD_PARTY && text_equal(field->target, "Event"))
			json_set_string(value, "id", p->event);
	}
}

/* What is known of a case is lists in objects: each member of a row attacks. */
static void add_lists(struct json *body, size_t n)
{
	static const struct { const char *name, *members[5]; } lists[] = {
		{"facts", {"fact", "value", NULL}}, {"steps", {"step", "who", NULL}}, {"alike", {"id", "name", NULL}},
	};
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct json *list = json_set(json_set(body, lists[i].name, json_new_object()), "list", json_new_array());
		struct json *row = json_push(list, json_new_object());
		for (const char *const *member = lists[i].members; *member; member++) {
			char *text = hostile_text(n + i, 200);
			json_set_string(row, *member, text);
			free(text);
		}
		if (strcmp(lists[i].name, "alike") == 0)
			json_set(row, "facts", json_copy(json_get(body, "facts")));
	}
}

static void write_one(struct planting *p, int64_t account, enum record_type_index type, size_t n, const char *id)
{
	struct json *body = hostile_record(&record_types[type], n, p->now);
	struct record r = {
		.account = account, .type = &record_types[type], .id = id ? xstrdup(id) : NULL, .audience = record_types[type].audience,
	};
	struct err e = {0};
	name_people(p, r.type, body, n);
	if (type == TYPE_Dossier)
		add_lists(body, n);
	r.body = json_print(body);
	json_free(body);
	if (record_write(&p->s, &r, true, &e) < 0)
		fail_msg("%s %zu: %s", r.type->name, n, err_name(e.code));
	if (type == TYPE_Person)
		memcpy(p->people[n], r.id, sizeof p->people[n]);
	if (type == TYPE_Event)
		memcpy(p->event, r.id, sizeof p->event);
	record_free(&r);
}

static void write_all(struct planting *p, int64_t account, enum record_type_index type)
{
	for (size_t n = 0; n < hostile_count; n++)
		write_one(p, account, type, n, NULL);
}

/* In each place of a space but walls, which are not there for a teacher; in the forum they begin something. */
static void write_posts(struct planting *p, int64_t account)
{
	static const char *const places[] = {"update", "forum", "bulletin", "journal", "chat"};
	static const char *const above[] = {"parent", "root", "aboutType", "aboutId"};
	for (size_t place = 0; place < ARRAY_SIZE(places); place++)
		for (size_t n = 0; n < hostile_count; n++) {
			struct json *body = hostile_record(&record_types[TYPE_Post], n, p->now);
			struct record r = {.account = account, .type = &record_types[TYPE_Post], .audience = AUDIENCE_MEMBERS};
			name_people(p, r.type, body, n);
			json_set_string(body, "place", places[place]);
			for (size_t i = 0; i < ARRAY_SIZE(above); i++)
				json_remove(body, above[i]);
			r.body = json_print(body);
			json_free(body);
			assert_int_equal(record_write(&p->s, &r, true, NULL), 0);
			record_free(&r);
		}
}

static void write_everybodys(struct planting *p)
{
	struct account directory, community;
	assert_true(account_by_kind(&p->s, ACCOUNT_DIRECTORY, &directory) && account_by_kind(&p->s, ACCOUNT_COMMUNITY, &community));
	write_all(p, directory.local, TYPE_Person);
	write_all(p, directory.local, TYPE_School);
	write_all(p, directory.local, TYPE_Project);
	write_all(p, community.local, TYPE_Event);
	write_all(p, community.local, TYPE_SupportOffice);
	write_all(p, community.local, TYPE_PartnerNotice);
	write_all(p, community.local, TYPE_Project); /* kits */
	account_release(&directory);
	account_release(&community);
}

static void write_project(struct planting *p, size_t n)
{
	struct account a;
	char *name = hostile_text(n, 120);
	int64_t account = account_add(&p->s, NULL, ACCOUNT_PROJECT, name, NULL);
	assert_true(account > 0 && account_by_local(&p->s, account, &a));
	write_one(p, account, TYPE_Project, n, a.id);
	write_all(p, account, TYPE_Member);
	write_all(p, account, TYPE_Event);
	write_all(p, account, TYPE_Page);
	write_all(p, account, TYPE_Activity);
	write_all(p, account, TYPE_StepDone);
	write_all(p, account, TYPE_Material);
	write_posts(p, account);
	write_all(p, account, TYPE_Pupil);
	write_all(p, account, TYPE_PupilMail);
	assert_int_equal(member_set(&p->s, account, p->reader.person, ROLE_FOUNDER, NULL), 0);
	account_release(&a);
	free(name);
}

static void write_devices(struct planting *p)
{
	for (size_t n = 0; n < hostile_count; n++) {
		char *name = hostile_text(n, 120), *digest = xasprintf("hostile%zu", n);
		struct db_stmt *row = db_prepare(p->s.db, "INSERT INTO sign_in(digest, person, device, created_at, used_at)"
		                                          " VALUES (?1, ?2, ?3, ?4, ?4)");
		db_bind_text(row, 1, digest);
		db_bind_text(row, 2, p->reader.person);
		db_bind_text(row, 3, name);
		db_bind_int(row, 4, p->now);
		assert_int_equal(db_run(row, NULL), 0);
		free(name);
		free(digest);
	}
}

/* Cases with what is known of each, and the reader as an officer. */
static void write_desk(struct planting *p)
{
	int64_t desk = account_add(&p->s, NULL, ACCOUNT_DESK, "TR", NULL);
	assert_true(desk > 0);
	for (size_t n = 0; n < hostile_count; n++) {
		char *id = xasprintf("c%c%caaaaa", (char)('a' + n / 26), (char)('a' + n % 26));
		write_one(p, desk, TYPE_Case, n, id);
		write_one(p, desk, TYPE_Dossier, n, id);
		free(id);
	}
	assert_int_equal(member_set(&p->s, desk, p->reader.person, ROLE_OFFICER, NULL), 0);
}

/* What the portal says of the reader's own registration is others' words too: all of them in one letter. */
static void write_registration(struct planting *p)
{
	struct record r = {0};
	struct str word = {0};
	assert_true(user_profile_record(&p->s, &p->reader, &r));
	struct json *body = json_parse_own(r.body), *party = json_set(body, "wantsSchool", json_new_object());
	char *who = hostile_text(2, 200), *school = hostile_text(3, 160);
	for (size_t n = 0; n < hostile_count && word.len < 3600; n++) {
		char *text = hostile_text(n, 200);
		str_addf(&word, "%s\n\n", text);
		free(text);
	}
	json_set_string(body, "word", word.text);
	json_set_string(body, "answer", word.text);
	json_set_string(body, "step", "you");
	json_set_string(body, "stepWho", who);
	json_set_string(body, "reason", "paperMissing");
	json_set_string(party, "id", "saaaaaaa");
	json_set_string(party, "name", school);
	free(r.body);
	r.body = json_print(body);
	assert_int_equal(record_write(&p->s, &r, true, NULL), 0);
	free(who);
	free(school);
	str_release(&word);
	json_free(body);
	record_free(&r);
}

static void plant(struct pair *pair)
{
	static const enum record_type_index own[] = {
		TYPE_Message, TYPE_Notification, TYPE_Contact, TYPE_Follow, TYPE_Attendance, TYPE_SavedSearch, TYPE_Report,
	};
	struct planting p = {.now = clock_now(), .friend = pair->friend};
	world_portal_store(pair->world, &p.s);
	assert_true(user_by_name(&p.s, pair->world->name, &p.reader));
	assert_int_equal(db_begin(p.s.db, NULL), 0);
	write_everybodys(&p);
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		write_all(&p, p.reader.account, own[i]);
	for (size_t n = 0; n < PROJECTS; n++)
		write_project(&p, n);
	write_desk(&p);
	write_registration(&p);
	write_devices(&p);
	assert_int_equal(db_commit(p.s.db, NULL), 0);
	user_release(&p.reader);
	store_close(&p.s);
}

/* --- walking --- */

static void assert_clean(struct terminal *t, const char *where, const char *key)
{
	char *offence = terminal_offence(t);
	int rows, cols;
	if (offence)
		fail_msg("%s %s: %s", where, key, offence);
	assert_int_equal(terminal_queries(t), 0);
	terminal_size(t, &rows, &cols);
	for (int row = 0; row < rows; row++) {
		char *text = terminal_row(t, row);
		if (cells_width(text) > cols)
			fail_msg("%s %s: row %d is wider than the terminal: %s", where, key, row, text);
		free(text);
	}
}

static void press(struct terminal *t, const char *where, const char *key)
{
	terminal_send(t, key);
	if (!terminal_wait_idle(t))
		fail_msg("%s %s: it waits for no keys any more", where, key);
	assert_clean(t, where, key);
}

/* Keys that open a screen, how many of its lines are opened, and keys for each thing that opens. */
static const struct walk {
	const char *open;
	int lines;
	const char *const keys[12];
} walks[] = {
	{"1", 9, {"<PgDn>", "i"}},
	{"0", 3, {"<PgDn>", "i"}},
	{"3v", 4, {"<PgDn>", "<PgDn>", "t", "i", "<Esc>"}},
	{"3vv", 4, {"<PgDn>", "<PgDn>", "z", "u"}},
	{"3vvv", 6, {"<PgDn>", "<Tab>", "<PgDn>"}},
	{"4", 3, {"<PgDn>", "<Tab>", "<PgDn>", "<Enter>", "<PgDn>"}},
	{"4<Enter>", 6, {"<PgDn>", "<Enter>", "<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 4, {"<PgDn>", "<PgDn>", "t", "e", "<Esc>"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>f<C-u>long<Enter>", 3, {"<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 4, {"<PgDn>", "<Tab>", "<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 4, {"<PgDn>", "<Enter>", "<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Enter>", 2, {"<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Enter>", 2, {"<PgDn>", "t", "r"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<PgDn>", "r", "<Esc>", "<Esc>", "e", "<Esc>"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<PgDn>", "t", "r", "<Esc>"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<Esc>", "<PgDn>", "t"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<PgDn>"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<PgDn>"}},
	{"4<Enter><End><Up><Up><Up><Up><Up><Up><Up><Enter>", 1, {"<PgDn>", "<Enter>", "<Esc>"}}, /* its state */
	{"4c", 0, {"h", "<Enter>", "<Tab>", "<C-x><Up><Up>", "<Enter>", "<PgDn>", "<Enter>", "<PgUp>", "<End><Up>", "<Enter>", "<PgDn>"}},
	{"4v", 3, {"<PgDn>", "<PgDn>"}},
	{"5", 3, {"<Enter>", "<PgDn>", "<PgDn>", "i"}},
	{"5v", 5, {"<PgDn>", "<PgDn>", "t", "a"}},
	{"5vv", 4, {"<PgDn>", "<PgDn>", "y"}},
	{"6", 4, {"<PgDn>"}},
	{"6<End>", 1, {"<PgDn>", "<PgDn>"}},
	{"6<End><Up><Up><Enter>", 2, {"<PgDn>", "<PgDn>"}},
	{"3f<C-u>long<Enter>", 3, {"<PgDn>", "<PgDn>"}},
	{"3f<C-u><Enter><Tab>", 3, {"<PgDn>", "<Tab>"}},
	{":notices<Enter>", 5, {"<PgDn>", "<PgDn>", "t", "w"}},
	{":feed<Enter>", 4, {"<PgDn>", "i"}},
	{":suggestions<Enter>", 3, {"<PgDn>", "i"}},
	{":desk<Enter>", 4, {"<PgDn>", "<PgDn>", "<End>", "<Up>", "<Enter>", "<Esc>", "d", "<PgDn>", "<Esc>", "l", "<Esc>", "v"}},
	{":registration<Enter>", 4, {"<PgDn>", "<PgDn>"}},
	{":support<Enter>", 4, {"<PgDn>", "<PgDn>"}},
	{":reset<Enter>", 0, {"<PgDn>"}},
	{"x", 0, {"<PgDn>", "h1"}},
	{":settings<Enter>", 4, {"<PgDn>"}},
	{":language<Enter>", 0, {"<PgDn>"}},
	{":welcome<Enter>", 0, {"<PgDn>"}},
	{":register<Enter>", 0, {"<PgDn>"}},
	{":sign-in<Enter>", 0, {"<PgDn>"}},
	{"?", 0, {"<PgDn>"}},
	{"1", 3, {"?", "<PgDn>", "<Esc>", "z", "u"}},
};

static void walk_lines(struct terminal *t, const struct walk *w)
{
	for (int line = 0; line <= w->lines; line++) {
		terminal_send(t, "<Esc>");
		terminal_wait_idle(t);
		terminal_send(t, "<Esc>1");
		press(t, w->open, w->open);
		terminal_send(t, "<Home>");
		for (int i = 0; i < line; i++)
			terminal_send(t, "<Down>");
		press(t, w->open, "<C-l>");
		if (line < w->lines)
			press(t, w->open, "<Enter>");
		for (size_t i = 0; i < ARRAY_SIZE(w->keys) && w->keys[i]; i++)
			press(t, w->open, w->keys[i]);
	}
}

static void no_screen_lets_it_through(void **state)
{
	static const int sizes[][2] = {{24, 80}, {12, 40}};
	struct pair *p = *state;
	plant(p);
	struct json *done = world_sync(p->world);
	assert_non_null(done);
	json_free(done);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct terminal *t = world_face(p->world, sizes[i][0], sizes[i][1], NULL);
		assert_true(terminal_wait_idle(t));
		if (i == 0) { /* at the portal: pages of people open with what they have */
			terminal_send(t, "3f<C-u>long<Enter>");
			assert_true(terminal_wait_text(t, " found"));
		}
		for (size_t w = 0; w < ARRAY_SIZE(walks); w++)
			walk_lines(t, &walks[w]);
		terminal_free(t);
	}
}

/* --- lines --- */

/* In linear mode each screen, what its lines open, and where letters lead. */
static char *walk_in_lines(void)
{
	static const char *const names[] = {
		"home", "inbox", "partners", "projects", "calendar", "profile", "support", "outbox", "journal", "desk",
	};
	static const char *const letters[] = {"r", "i", "v", "t"};
	struct str lines = {0};
	for (size_t name = 0; name < ARRAY_SIZE(names); name++)
		for (int number = 1; number <= 4; number++) {
			for (size_t i = 0; i < ARRAY_SIZE(letters); i++) /* out of whatever asks, and to the first screen again */
				str_addf(&lines, "%s\n%d\n1\n%s\n\n.\n\nhome\n", names[name], number, letters[i]);
		}
	str_add(&lines, "Q\n");
	return str_detach(&lines);
}

static void no_line_lets_it_through(void **state)
{
	struct pair *p = *state;
	plant(p);
	json_free(world_sync(p->world));
	char *lines = walk_in_lines(), *out = NULL;
	assert_int_equal(world_run("twinline", (const char *[]){"--linear", NULL}, lines, &out), 0);
	size_t count = 0;
	for (const char *line = out; *line; count++) {
		size_t len = strcspn(line, "\n");
		if (!sanitise_is_clean(line, len, SANITISE_LINE))
			fail_msg("line %zu: %.*s", count, (int)len, line);
		line += len + (line[len] != '\0');
	}
	assert_true(count > 1000);
	assert_non_null(strstr(out, "h0"));
	free(out);
	free(lines);
}

/* --- commands --- */

/* One command in a terminal, with words of its own (NULL-closed). */
static void run_command(struct pair *p, const char *const *words)
{
	struct terminal *t = world_face(p->world, 24, 80, words);
	assert_true(terminal_wait_exit(t, NULL));
	assert_clean(t, words[0], words[1] ? words[1] : "");
	terminal_free(t);
}

/* Every conversation by the id that "list" tells. */
static void show_each(struct pair *p)
{
	char *out = NULL;
	assert_int_equal(world_run("twinline", (const char *[]){"list", "--json", NULL}, NULL, &out), 0);
	struct json *list = json_parse_own(out);
	const struct json *rows = json_first(list);
	while (rows && !json_is_array(rows))
		rows = json_next(rows);
	assert_true(json_size(rows) > 5);
	for (const struct json *row = json_first(rows); row; row = json_next(row)) {
		run_command(p, (const char *[]){"show", json_get_text(row, "id"), NULL});
		run_command(p, (const char *[]){"show", json_get_text(row, "id"), "--json", NULL});
	}
	json_free(list);
	free(out);
}

/* Names of what was written, and nothing beside it. */
static void look_into(const char *dir)
{
	struct dirent *entry;
	DIR *open_dir = opendir(dir);
	assert_non_null(open_dir);
	while ((entry = readdir(open_dir))) {
		char *path = xasprintf("%s/%s", dir, entry->d_name);
		struct stat of;
		if (!sanitise_is_clean(entry->d_name, strlen(entry->d_name), SANITISE_LINE) || strchr(entry->d_name, '\n'))
			fail_msg("a name of a file: %s", path);
		assert_int_equal(lstat(path, &of), 0);
		assert_true(S_ISDIR(of.st_mode) || S_ISREG(of.st_mode));
		if (S_ISDIR(of.st_mode) && strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			look_into(path);
		free(path);
	}
	closedir(open_dir);
}

static void export_all(struct pair *p)
{
	char *above = xasprintf("%s/above", p->world->dir), *inner = xasprintf("%s/inner", above);
	assert_int_equal(mkdir(above, 0700), 0);
	run_command(p, (const char *[]){"export", inner, NULL});
	look_into(above);
	DIR *dir = opendir(above);
	int count = 0;
	while (readdir(dir))
		count++;
	closedir(dir);
	assert_int_equal(count, 3);
	free(above);
	free(inner);
}

static void no_command_lets_it_through(void **state)
{
	static const char *const commands[][4] = {
		{"sync"}, {"list"}, {"list", "--json"}, {"list", "--view", "bin"}, {"search", "h1"}, {"search", "long", "--json"},
		{"status"}, {"status", "--json"}, {"settings"},
	};
	struct pair *p = *state;
	plant(p);
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		run_command(p, commands[i]);
	show_each(p);
	export_all(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_screen_lets_it_through, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(no_line_lets_it_through, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(no_command_lets_it_through, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
