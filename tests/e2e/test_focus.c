/*
 * Every screen of the table is opened in the demo, and all that it offers is done there: the hardware cursor stands on the first cell of
 * what has the focus, in a field, on an answer, in a prompt, or, for braille and speech, on what is said.
 */
#include "lib/suite.h"

#include "lib/terminal.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"

enum { BACK_MOST = 8 };

/* What help calls a screen, and the keys that lead to it from Home, of the teacher or of an officer. */
static const struct { const char *screen, *title, *keys; } ways[] = {
	{ "home", "Home", "" },
	{ "inbox", "Inbox", "2" },
	{ "thread", "Conversation", "2<Enter>" },
	{ "info", "About this message", "2<Enter>i" },
	{ "compose", "Compose", "2c" },
	{ "partners", "Partners", "3" },
	{ "notices", "Partner notices", ":notices<Enter>" },
	{ "notice", "Partner notice", ":notices<Enter><Enter>" },
	{ "notice-form", "Partner notice, to write", ":notices<Enter>c" },
	{ "feed", "Those you follow", ":feed<Enter>" },
	{ "suggestions", "Suggestions", ":suggestions<Enter>" },
	{ "phrases", "Phrases", "2c<Esc>:phrases<Enter>" },
	{ "person", "Person", "3<Down><Down><Enter>" },
	{ "map", "Where they are", "3:map<Enter>" },
	{ "projects", "Projects", "4" },
	{ "project", "Project", "4@Water diary@" },
	{ "pages", "Pages", "4@Water diary@@Pages@" },
	{ "page", "Page", "4@Water diary@@Pages@<Enter>" },
	{ "page-form", "Page, to write", "4@Water diary@@Pages@<Enter>e" },
	{ "public-pages", "Public pages", ":public-pages<Enter>" },
	{ "activities", "Activities", "4@Water diary@@Activities@" },
	{ "activity", "Activity", "4@Water diary@@Activities@<Enter>" },
	{ "activity-form", "Activity, to write", "4@Water diary@@Activities@c" },
	{ "materials", "Materials", "4@Water diary@@Materials@" },
	{ "material", "File", "4@Water diary@@Materials@<End><Enter>" },
	{ "material-form", "File, to change", "4@Water diary@@Materials@<End>e" },
	{ "project-find", "Find in a project", "4@Water diary@@Pages@fthe<Enter>" },
	{ "pupils", "Pupils", "4@Water diary@@Pupils@" },
	{ "pupil-form", "Pupil, to change", "4@Water diary@@Pupils@<Enter>" },
	{ "pupil-mail", "Pupils' mail", "4@Water diary@@Pupils' mail@" },
	{ "pupil-letter", "Letter of a pupil", "4@Water diary@@Pupils' mail@<Enter>" },
	{ "pupil-mail-form", "Letter in the project", "4@Water diary@@Pupils' mail@<Enter>r" },
	{ "members", "Members", "4@Water diary@@Members@" },
	{ "invitation-form", "Invitation by e-mail, to write", "4@Water diary@@Members@ca@@b.example<Enter>" },
	{ "project-mail", "Mail of a project", "4@Water diary@@Mail@" },
	{ "about-project", "About a project", "4@Water diary@@About@" },
	{ "export", "Export", "4@Water diary@@Export@" },
	{ "updates", "Updates", "4@Water diary@@Updates@" },
	{ "forum", "Forum", "4@Water diary@@Forum@" },
	{ "forum-thread", "Thread", "4@Water diary@@Forum@<Down><Enter>" },
	{ "chat", "Chat", "4@Water diary@@Chat@" },
	{ "bulletin", "Bulletin", "4@Water diary@@Bulletin@" },
	{ "walls", "Walls", "4@Water diary@@Walls@" },
	{ "project-journal", "Project journal", "4@Water diary@@Project journal@" },
	{ "comments", "Comments", "4@Water diary@@Updates@<Home><Enter>" },
	{ "post-form", "Post, to write", "4@Water diary@c" },
	{ "found", "Project, to found", "4c" },
	{ "found-from", "Take from", "4c<C-x><Up><Up><Enter>" },
	{ "project-state", "State of a project", "4@Water diary@@State@" },
	{ "project-form", "Project, to change", "4@Water diary@e" },
	{ "calendar", "Calendar", "5" },
	{ "event", "Event", "5v<Enter>" },
	{ "event-form", "Event, to write", "5c" },
	{ "profile", "Profile", "6" },
	{ "profile-form", "Profile, to change", "6<Enter>" },
	{ "registration", "Registration", "6<End><Up><Up><Up><Enter>" },
	{ "devices", "Password and devices", "6<End><Up><Up><Enter>" },
	{ "take-all", "Take all with me", "6<End><Up><Enter>" },
	{ "leave-for-good", "Leave for good", "6<End><Enter>" },
	{ "support", "Support", "9" },
	{ "outbox", "Outbox", "0" },
	{ "journal", "Journal", "0v" },
	{ "packet", "By hand", ":packet<Enter>" },
	{ "settings", "Settings", ":settings<Enter>" },
	{ "keyboard", "Keyboard", ":keyboard<Enter>" },
	{ "sign-in", "Sign in", ":sign-in<Enter>" },
	{ "register", "Register", ":welcome<Enter><Down><Down><Enter>" },
	{ "reset", "A new password", ":sign-in<Enter><C-x><Down><Enter>" },
	{ "language", "Language", ":language<Enter>" },
	{ "welcome", "What would you like?", ":welcome<Enter>" },
	{ "help", "Home", "?" },
	{ "desk-reason", "Reason", ":desk<Enter>d" },
	{ "desk-case", "Case", ":desk<Enter><Enter>" },
	{ "desk", "Desk", ":desk<Enter>" },
};

/* What no demo leads to in English, or not before something has come: the screens that their own tests expect say where the cursor is. */
static const char *const elsewhere[] = { "conflict", "direction", "registration-answer", "desk-compare", "desk-paper" };

struct walk {
	struct terminal *t;
	bool is_accessible;
	const char *screen, *key; /* where it is, for who reads the failure */
	int wrong, hidden; /* looks that failed; looks at fields whose hints a busy portal hid */
};

enum { HIDDEN_MOST = 10 };

/* --- looking --- */

static bool begins(const char *row, const char *with)
{
	return strncmp(row, with, strlen(with)) == 0;
}

/* The row of the hints: what is said stands below it for braille and speech. */
static int hints_row(const struct walk *w)
{
	int rows, cols;

	terminal_size(w->t, &rows, &cols);
	return rows - 1 - (!w->is_accessible || rows < 10 ? 0 : rows < 20 ? 2 : 3);
}

static bool is_typing(const struct walk *w)
{
	char *row = terminal_row(w->t, hints_row(w));
	bool is = begins(row, "Typing.");

	free(row);
	return is;
}

/* In the last row a digit is an answer; what stands before a later column is a prompt's label. */
static bool is_asking(const struct walk *w, int row, int col)
{
	char *last = terminal_row(w->t, -1), *cell = terminal_cells(w->t, row, col, 2);
	int rows, cols;
	bool is;

	terminal_size(w->t, &rows, &cols);
	is = row == rows - 1 && ((*cell >= '1' && *cell <= '4' && cell[1] == ' ') || (col > 0 && *last));
	free(last);
	free(cell);
	return is;
}

/* A list's mark or the first cell of its line; the first line of a text, which may be blank; a day of the month. */
static bool is_on_item(const struct walk *w, int row, int col)
{
	char *cell = terminal_cells(w->t, row, col, 1), *text = terminal_row(w->t, row);
	bool is_first = col == 0 || (!w->is_accessible && *cell == '>'), is_day = !w->is_accessible && *cell >= '0' && *cell <= '9';
	bool is = row > 0 && row < hints_row(w) && ((is_first && (*text || row == 1)) || is_day);

	if (w->is_accessible && (*cell == ' ' || *cell == '>'))
		is = false;
	free(cell);
	free(text);
	return is;
}

/* What bears a mark is the item: then the cursor is nowhere else. */
static bool is_on_mark(const struct walk *w, int row, int col)
{
	bool has_mark = false, is;
	char *cell = terminal_cells(w->t, row, col, 1);

	for (int at = 1; at < hints_row(w); at++) {
		char *first = terminal_cells(w->t, at, 0, 1);

		has_mark = has_mark || *first == '>';
		free(first);
	}
	is = w->is_accessible || !has_mark || *cell == '>';
	free(cell);
	return is;
}

static bool is_in_field(const struct walk *w, int row)
{
	return is_typing(w) && row > 0 && row < hints_row(w);
}

/* True if each row from one on down to the last has something. */
static bool is_full_from(const struct walk *w, int row)
{
	int rows, cols;
	bool is = true;

	for (terminal_size(w->t, &rows, &cols); is && row < rows; row++) {
		char *text = terminal_row(w->t, row);

		is = *text;
		free(text);
	}
	return is;
}

/* A sentence that is longer than its rows covers the hints, and on a low page the row above them. */
static bool is_said(const struct walk *w, int row, int col)
{
	char *text = terminal_row(w->t, row);
	int rows, cols, above;
	bool is;

	terminal_size(w->t, &rows, &cols);
	above = hints_row(w) - row;
	is = w->is_accessible && col == 0 && *text && (above < 0 || (above <= (rows < 20 ? 1 : 0) && is_full_from(w, row)));
	free(text);
	return is;
}

/* Shows what is wrong and counts it, so that one run tells all. */
/* A portal that has had enough for this second says so over the hints, which tell whether somebody types. */
static bool is_hidden(const struct walk *w)
{
	char *row = terminal_row(w->t, hints_row(w));
	bool is = begins(row, "The portal is busy");

	free(row);
	return is;
}

static void look(struct walk *w)
{
	int row, col;
	char *all;

	if (!terminal_wait_idle(w->t))
		fail_msg("%s %s: it waits for no keys any more", w->screen, w->key);
	terminal_cursor(w->t, &row, &col);
	if (terminal_cursor_visible(w->t) &&
	    ((is_on_item(w, row, col) && is_on_mark(w, row, col)) || is_in_field(w, row) || is_asking(w, row, col) || is_said(w, row, col)))
		return;
	if (is_hidden(w) && w->hidden++ < HIDDEN_MOST)
		return;
	all = terminal_text(w->t);
	print_message("%s %s: the cursor is at %d,%d\n%s\n", w->screen, w->key, row, col, all);
	free(all);
	w->wrong++;
}

/* --- walking --- */

static void press(struct walk *w, const char *keys)
{
	w->key = keys;
	terminal_send(w->t, keys);
	look(w);
}

static bool is_home(const struct walk *w)
{
	char *title = terminal_row(w->t, 0), *last = terminal_row(w->t, hints_row(w));
	bool is = begins(title, "demo Home") && begins(last, "Enter open it");

	free(title);
	free(last);
	return is;
}

/* What brings nearer to Home: a question is refused, and what the portal says over the hints goes with the next key. */
static const char *key_home(const struct walk *w, int tries)
{
	char *title = terminal_row(w->t, 0);
	bool is_there = begins(title, "demo Home");
	int row, col;

	free(title);
	terminal_cursor(w->t, &row, &col);
	if (is_asking(w, row, col))
		return "<Esc>";
	return is_there ? "<Home>" : tries == 0 ? "1" : tries % 2 ? "q" : "<Esc>";
}

static void go_home(struct walk *w)
{
	int row, col;

	terminal_cursor(w->t, &row, &col);
	w->key = "home";
	if (is_typing(w) || is_asking(w, row, col))
		press(w, "<C-c>");
	for (int i = 0; i < BACK_MOST && !is_home(w); i++)
		press(w, key_home(w, i));
	if (!is_home(w)) {
		char *all = terminal_text(w->t);

		print_message("%s\n", all);
		free(all);
		fail_msg("%s: there is no way home", w->screen);
	}
}

/* True if a row begins with a word, and after it something else: Pupils is not Pupils' mail. Several words stand anywhere in it. */
static bool is_line(const struct walk *w, int row, const char *word)
{
	char *line = terminal_row(w->t, row);
	const char *text = begins(line, "> ") || begins(line, "  ") ? line + 2 : line;
	bool is = (begins(text, word) && text[strlen(word)] == ' ') || (strchr(word, ' ') && strstr(text, word));

	free(line);
	return is;
}

/* Keys that go from the row of the cursor to another one: a gap is no line of the list. Yours. */
static char *way_between(const struct walk *w, int from, int to)
{
	int step = from < to ? 1 : -1;
	struct str keys = { 0 };

	str_add(&keys, "");
	for (int row = from; row != to; row += step) {
		char *line = terminal_row(w->t, row + step);

		str_add(&keys, !*line ? "" : step > 0 ? "<Down>" : "<Up>");
		free(line);
	}
	return str_detach(&keys);
}

/* What comes from the portal meanwhile may put the line above the cursor, or on a page that was left: it is looked for again. */
static void open_line(struct walk *w, const char *word)
{
	enum { TRIES = 20, PAGES_MOST = 10 };
	int row = 0, col, end = hints_row(w), at;

	for (int i = 0; i < TRIES; i++) {
		char *keys;

		if (i % PAGES_MOST == 0)
			press(w, "<Home>");
		terminal_cursor(w->t, &row, &col);
		for (at = 1; at < end && !is_line(w, at, word); at++)
			;
		keys = at < end ? way_between(w, row, at) : xstrdup("<PgDn>");
		if (*keys)
			press(w, keys);
		w->key = word;
		free(keys);
		terminal_cursor(w->t, &row, &col);
		if (is_line(w, row, word))
			break;
	}
	if (!is_line(w, row, word)) {
		char *all = terminal_text(w->t);

		print_message("%s\n", all);
		free(all);
		fail_msg("%s: no line begins with %s", w->screen, word);
	}
	press(w, "<Enter>");
}

/* Keys, and between them lines by their words; a line without any is the sign itself. */
static void follow(struct walk *w, const char *keys)
{
	char *copy = xstrdup(keys), *rest = copy, *part;

	for (bool is_line = false; (part = strsep(&rest, "@")); is_line = !is_line) {
		if (is_line && *part)
			open_line(w, part);
		else if (is_line)
			press(w, "@");
		else if (*part)
			press(w, part);
	}
	w->key = keys;
	free(copy);
}

static void open_screen(struct walk *w, const char *screen, const char *keys)
{
	go_home(w);
	w->screen = screen;
	follow(w, keys);
}

/* The key that a row of the help begins with, as tests write it: yours; NULL for none, or one that gives the terminal away. */
static char *key_of(const char *row)
{
	static const char *const named[] = { "Enter", "Space", "Tab", "Backspace", "Home", "End" };
	size_t len = strcspn(row, " ");

	if (len == 1)
		return strchr("QEs", *row) ? NULL : xasprintf(*row == '<' ? "<lt>" : "%c", *row);
	if (len == strlen("Ctrl-X") && begins(row, "Ctrl-"))
		return row[5] == 'Z' ? NULL : xasprintf("<C-%c>", row[5] | 0x20);
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		if (len == strlen(named[i]) && begins(row, named[i]))
			return xasprintf("<%s>", named[i]);
	return NULL;
}

/* Opens help, which names the screen, and reads what the screen offers: all before the moves that every screen has. */
static void read_offers(struct walk *w, const char *title, struct strings *keys)
{
	char *says = xasprintf("Keys in %s", title);

	if (is_typing(w))
		press(w, "<Esc>");
	if (strcmp(w->screen, "help") != 0)
		press(w, "?");
	for (int at = 0, end = hints_row(w); at < end; at++) {
		char *row = terminal_row(w->t, at), *key = at > 0 ? key_of(w->is_accessible ? row : row + strspn(row, "> ")) : NULL;

		if (at == 0 && !begins(row, says))
			fail_msg("%s: help says \"%s\"", w->screen, row);
		if (strstr(row, "next line"))
			end = at;
		else if (key)
			strings_push(keys, key);
		free(row);
		free(key);
	}
	press(w, "q");
	free(says);
}

/* types: the screen opens in a field. */
static void do_offers(struct walk *w, const char *way, bool types, const struct strings *keys)
{
	for (size_t i = 0; i < keys->count; i++) {
		char *all = xasprintf("%s%s%s", way, types ? "<C-c>" : "", keys->at[i]);

		go_home(w);
		follow(w, all);
		w->key = way;
		free(all);
	}
}

static bool has_a_way(const char *screen)
{
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		if (strcmp(ways[i].screen, screen) == 0)
			return true;
	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		if (strcmp(elsewhere[i], screen) == 0)
			return true;
	return false;
}

static void walk_screen(struct walk *w, size_t at)
{
	static const char *const moves[] = { "<Down>", "<Down>", "<End>", "<PgUp>", "<Home>", "<PgDn>", "n", "<Tab>", "<Up>" };
	/* What these offer is other keys than the walk's, and what it goes by. */
	bool changes_all = strcmp(ways[at].screen, "keyboard") == 0 || strcmp(ways[at].screen, "language") == 0;
	struct strings keys = { 0 };
	bool types;

	open_screen(w, ways[at].screen, ways[at].keys);
	types = is_typing(w);
	read_offers(w, ways[at].title, &keys);
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (!changes_all || strcmp(moves[i], "<PgDn>") != 0)
			press(w, moves[i]);
	terminal_resize(w->t, 12, 40);
	look(w);
	terminal_resize(w->t, 24, 80);
	look(w);
	if (!changes_all)
		do_offers(w, ways[at].keys, types, &keys);
	strings_release(&keys);
}

/* The screens of those who work at a desk. */
static bool is_of_officer(size_t at)
{
	return begins(ways[at].screen, "desk");
}

static void walk_all(const char *accessible, const char *who)
{
	const char *programs = getenv("TWINLINE_PROGRAMS");
	char *program = xasprintf("%s/twinline", programs ? programs : "build"), *path = paths_settings();
	const char *argv[] = { program, "demo", "--people", "60", "--messages", "40", "--as", who, NULL };
	struct paths paths;
	struct walk w = { .is_accessible = strcmp(accessible, "yes") == 0, .screen = "demo", .key = "" };
	struct settings settings;
	struct err e = { 0 };

	assert_int_equal(paths_init(&paths, NULL, &e), 0); /* which makes the directory of the settings */
	paths_release(&paths);
	assert_int_equal(settings_load(&settings, path, &e), 0);
	assert_int_equal(settings_set(&settings, SETTING_ACCESSIBLE, accessible, &e), 0);
	assert_int_equal(settings_set(&settings, SETTING_LINE_WIDTH, w.is_accessible ? "40" : "0", &e), 0);
	settings_release(&settings);
	w.t = terminal_start(&(struct terminal_options){ .argv = argv });
	assert_true(terminal_wait_at(w.t, 0, "demo Home"));
	if (strcmp(who, "officer") == 0) /* that there is a desk has come, then */
		assert_true(terminal_wait_text(w.t, "Desk"));
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		if (is_of_officer(i) == (strcmp(who, "officer") == 0))
			walk_screen(&w, i);
	terminal_free(w.t);
	assert_int_equal(w.wrong, 0);
	free(program);
	free(path);
}

/* The rows of src/ui/screens.c: none is left out of the walk. */
static void every_screen_has_a_way(void **state)
{
	char *path = xasprintf("%s/src/ui/screens.c", getenv("TWINLINE_SOURCE"));
	struct str source = { 0 };

	(void)state;
	assert_int_equal(file_read(path, 1 << 20, &source, NULL), 0);
	for (const char *at = source.text; (at = strstr(at, "&screen_")); at++) {
		char *name = xstrndup(at + strlen("&screen_"), strcspn(at + strlen("&screen_"), ","));

		for (char *c = name; *c; c++)
			*c = *c == '_' ? '-' : *c;
		if (!has_a_way(name))
			fail_msg("no way leads to %s: add it to the table", name);
		free(name);
	}
	str_release(&source);
	free(path);
}

static void the_cursor_is_on_what_has_the_focus(void **state)
{
	(void)state;
	walk_all("no", "demo");
	walk_all("no", "officer");
}

static void it_is_for_braille_and_speech(void **state)
{
	(void)state;
	walk_all("yes", "demo");
	walk_all("yes", "officer");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_screen_has_a_way),
		cmocka_unit_test(the_cursor_is_on_what_has_the_focus),
		cmocka_unit_test(it_is_for_braille_and_speech),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
