/* The face: views, what they say and ask, and the door to store and engine. */
#include "face_state.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "announce.h"
#include "budget.h"
#include "found.h"
#include "layout.h"
#include "linear.h"
#include "mirror.h"
#include "pupils.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/journal.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/datetime.h"
#include "view.h"
#include "words.h"

enum { ENGINE_RETRY_MS = 2000, PROMPT_MAX = 1000 };

struct store *face_store(struct face *face)
{
	return &face->store;
}

struct settings *face_settings(struct face *face)
{
	return face->options.settings;
}

/* The keys that the settings name, with the user's own; what is wrong with those is said, and what was sound holds. */
static void use_keymap(struct face *face)
{
	const char *name = settings_text(face->options.settings, SETTING_KEYMAP);
	struct err e = { 0 };

	if (text_equal(face->keymap_name, name))
		return;
	free(face->keymap_name);
	face->keymap_name = xstrdup(name);
	char *own = xasprintf("%s/keys", face->options.paths->config);

	if (keymap_load(&face->keymap, name, own, &e) != 0)
		face_fail(face, &e);
	face->chord_length = 0;
	free(own);
}

static void use_letters(struct face *face, enum words_letters wanted)
{
	if (wanted == words_letters())
		return;
	words_set_letters(wanted);
	face_show_changes(face);
}

static void use_terminal(struct face *face)
{
	const struct settings *s = face->options.settings;

	face->terminal = terminal_line_now(s, terminal_bits());
	terminal_set_theme(settings_choice(s, SETTING_THEME));
	terminal_set_mouse(settings_yes(s, SETTING_MOUSE));
	terminal_set_explicit(!mirror_of(s).terminal_orders);
}

void face_use_settings(struct face *face)
{
	const struct settings *s = face->options.settings;

	use_keymap(face);
	mirror_set_as_read(face_is_accessible(face));
	layout_set(settings_choice(s, SETTING_LAYOUT), settings_text(s, SETTING_COUNTRY));
	if (face->linear)
		face->terminal = terminal_line_now(s, 0);
	else
		use_terminal(face);
	use_letters(face, (enum words_letters)settings_choice(s, SETTING_TEXT_AS));
	cells_ambiguous_wide(settings_choice(s, SETTING_AMBIGUOUS_WIDTH) == 1);
	if (characters_set(settings_text(s, SETTING_CHARACTERS)))
		terminal_redraw();
	face->store.hold = face_is_accessible(face) ? STORE_HOLD_ACCESSIBLE_S : STORE_HOLD_S;
	face_resize(face);
}

static void use_language(const struct settings *s)
{
	const char *language = settings_text(s, SETTING_LANGUAGE);

	i18n_init_in(*language ? language : i18n_environment_language(), settings_text(s, SETTING_COUNTRY));
}

void face_look_at_settings(struct face *face)
{
	struct settings *s = face->options.settings;
	char *language = xstrdup(settings_text(s, SETTING_LANGUAGE)), *country = xstrdup(settings_text(s, SETTING_COUNTRY));

	if (settings_reload(s)) {
		if (!text_equal(language, settings_text(s, SETTING_LANGUAGE)) || !text_equal(country, settings_text(s, SETTING_COUNTRY)))
			use_language(s);
		face_use_settings(face);
	}
	free(language);
	free(country);
}

int face_set(struct face *face, enum setting setting, const char *value)
{
	struct err e = { 0 };

	if (setting == SETTING_SHARED && *face_my_id(face))
		return face_fail(face, &(struct err){ .code = ERR_STORE_OWNED });
	if (settings_set(face->options.settings, setting, value, &e) != 0)
		return face_fail(face, &e);
	if (setting == SETTING_SHARED) { /* what is kept is in another place now */
		face->forgets = true;
		face_leave_for(face, UI_AGAIN);
	}
	if (setting == SETTING_LANGUAGE)
		use_language(face->options.settings);
	face_use_settings(face);
	return 0;
}

int face_set_next(struct face *face, enum setting setting)
{
	char *next = settings_next(face->options.settings, setting);
	int result = face_set(face, setting, next);

	free(next);
	return result;
}

bool face_is_guest(const struct face *face)
{
	return face->options.visit != NULL;
}

bool face_is_demo(const struct face *face)
{
	return face->options.demo;
}

bool face_is_accessible(const struct face *face)
{
	return face->linear || settings_yes(face->options.settings, SETTING_ACCESSIBLE);
}

bool face_is_ascii(const struct face *face)
{
	(void)face;
	return characters_lack_ellipsis();
}

int64_t face_account(struct face *face)
{
	struct account account = { 0 };
	int64_t local = account_by_kind(&face->store, ACCOUNT_PERSONAL, &account) ? account.local : 0;

	account_release(&account);
	return local;
}

const char *face_my_id(struct face *face)
{
	char *fact = store_fact(&face->store, "me");
	struct json *me = json_parse_own(fact);
	const char *id = json_get_text(me, "person");

	free(face->me_id);
	face->me_id = xstrdup(id ? id : "");
	json_free(me);
	free(fact);
	return face->me_id;
}

/* --- views --- */

struct view *face_top(struct face *face)
{
	return &face->views[face->view_count - 1];
}

bool face_is_on(struct face *face, const char *screen)
{
	return strcmp(face_top(face)->screen->name, screen) == 0;
}

struct view *face_view_below(struct face *face)
{
	return face->view_count > 1 ? &face->views[face->view_count - 2] : NULL;
}

static const struct screen *screen_of(const char *name)
{
	for (size_t i = 0; screens[i]; i++)
		if (strcmp(screens[i]->name, name) == 0)
			return screens[i];
	return NULL;
}

bool face_has_screen(const char *name)
{
	return screen_of(name) != NULL;
}

static void drop_view(struct face *face)
{
	struct view *view = face_top(face);

	view_close(face, view);
	free(view->model);
	face->heard[--face->view_count] = NULL;
	if (face->linear)
		linear_forget(face->linear, face->view_count);
}

int face_open(struct face *face, const char *name, int64_t argument)
{
	const struct screen *screen = screen_of(name);
	struct view *view;

	if (!screen)
		bug("there is no screen %s", name);
	if (face->view_count == VIEWS_MAX) {
		face_say(face, _("Many screens are open already; q goes back."));
		return -1;
	}
	view = &face->views[face->view_count++];
	*view = (struct view){ .screen = screen, .argument = argument, .model = xcalloc(1, screen->size) };
	if (view_open(face, view, argument) != 0) {
		free(view->model);
		face->view_count--;
		return -1;
	}
	return 0;
}

int face_open_draft(struct face *face, int64_t draft)
{
	static const struct { enum record_type_index type; const char *screen; } rows[] = {
		{ TYPE_Message, "compose" }, { TYPE_Event, "event-form" }, { TYPE_Person, "profile-form" }, { TYPE_Profile, "profile-form" },
		{ TYPE_Pupil, "pupil-form" }, { TYPE_PupilMail, "pupil-mail-form" },
		{ TYPE_PartnerNotice, "notice-form" },
		{ TYPE_Page, "page-form" }, { TYPE_Activity, "activity-form" }, { TYPE_Material, "material-form" },
		{ TYPE_Post, "post-form" },
	};
	struct draft d = { 0 };
	int type = draft_get(&face->store, draft, &d) ? d.type->index : -1;

	draft_release(&d);
	if (type == TYPE_Project)
		return found_open_draft(face, draft);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if ((int)rows[i].type == type)
			return face_open(face, rows[i].screen, draft);
	face_say(face, _("This draft is not here any more."));
	return -1;
}

void face_close(struct face *face)
{
	drop_view(face);
	if (face->view_count == 0)
		face->leaving = true;
	else
		view_changed(face, face_top(face));
}

void face_close_all(struct face *face)
{
	while (face->view_count > 0)
		drop_view(face);
}

int face_replace(struct face *face, const char *name, int64_t argument)
{
	drop_view(face);
	return face_open(face, name, argument);
}

bool face_is_leaving(const struct face *face)
{
	return face->leaving;
}

void face_note_unkept(struct face *face, bool is_unkept)
{
	presence_keep(&face->presence, is_unkept);
}

bool face_is_taken(const struct face *face)
{
	return face->end == UI_TAKEN;
}

void face_do(struct face *face, enum action action)
{
	face_act(face, action);
}

char *face_key(struct face *face, enum action action)
{
	return keymap_key(&face->keymap, face_top(face)->screen->name, action);
}

void face_listen(struct face *face, void (*heard)(struct face *face, struct view *view, const struct json *packet))
{
	face->heard[face->view_count - 1] = heard;
}

/* --- saying --- */

static void say(struct face *face, const char *text, bool lightly)
{
	if (face->linear)
		linear_note(face->linear, text);
	else
		announce(face, text, lightly);
}

void face_say(struct face *face, const char *text)
{
	struct err e = { 0 };

	say(face, text, false);
	if (db_begin(face->store.db, &e) == 0 &&
	    journal_add(&face->store, JOURNAL_SAID, clock_now(), text, NULL, &e) == 0 && db_commit(face->store.db, &e) == 0)
		return;
	db_rollback(face->store.db); /* what was said is on the screen; a full disk must not hide it */
	err_release(&e);
}

void face_say_lightly(struct face *face, const char *text)
{
	say(face, text, true);
}

void face_say_no_use(struct face *face)
{
	face_say_lightly(face, _("This key does nothing here. ? shows what does."));
}

void face_sayf(struct face *face, const char *format, ...)
{
	struct str text = { 0 };
	va_list arguments;

	va_start(arguments, format);
	str_vaddf(&text, format, arguments);
	va_end(arguments);
	face_say(face, text.text);
	str_release(&text);
}

int face_fail(struct face *face, struct err *e)
{
	char *text = err_text(e);

	face_say(face, text);
	face->message_fails = true;
	free(text);
	err_release(e);
	return -1;
}

/* ERR_SET_OFFLINE: the line is gone by a person's own wish. */
static bool is_cause(const struct json *cause, enum err_code code)
{
	struct err e = { 0 };
	bool is;

	if (!json_is_object(cause))
		return false;
	json_to_err(cause, &e);
	is = e.code == code;
	err_release(&e);
	return is;
}

char *face_line_words(struct face *face)
{
	char *fact = store_fact(&face->store, "line");
	struct json *line = json_parse_own(fact);
	const char *state = json_get_text(line, "state");
	int64_t since = json_get_integer(line, "since", 0), synced;
	char *text = store_fact(&face->store, "synced");
	struct str when = { 0 };
	char *words;

	synced = text ? strtoll(text, NULL, 10) : 0;
	free(text);
	if (!face->is_unasked || !face->synced_shown)
		face->synced_shown = synced;
	switch (state ? line_state_of(state) : LINE_UNKNOWN) {
	case LINE_OFFLINE:
	case LINE_BUSY:
		face->synced_shown = 0;
		datetime_add_time(&when, since);
		words = xasprintf(is_cause(json_get(line, "cause"), ERR_SET_OFFLINE) ? _("offline since %s") : _("no line since %s"), when.text);
		break;
	case LINE_SIGNED_OUT:
		words = xstrdup(_("not signed in"));
		break;
	default:
		if (face->synced_shown)
			datetime_add_short(&when, face->synced_shown, clock_now());
		words = face->synced_shown ? xasprintf(_("as of %s"), when.text) : xstrdup("");
	}
	str_release(&when);
	json_free(line);
	free(fact);
	return words;
}

/* --- asking --- */

static void typing_failed(struct face *face, struct view *view, int answer, int64_t argument)
{
	(void)face;
	(void)view;
	(void)answer;
	(void)argument;
}

void face_fail_typing(struct face *face, struct err *e)
{
	char *text = err_text(e);

	face_ask(face, &(struct question){ .text = text, .answers = { _("back") }, .done = typing_failed });
	free(text);
	err_release(e);
}

void face_ask(struct face *face, const struct question *question)
{
	face->asking = true;
	face->question = *question;
	face->question_choice = 0;
	face->question_text = xstrdup(question->text);
	for (int i = 0; i < 4; i++)
		face->question_answers[i] = xstrdup(question->answers[i]);
}

void face_prompt(struct face *face, const char *label, const char *text,
                 void (*typed)(struct face *face, struct view *view, const char *text),
                 void (*done)(struct face *face, struct view *view, const char *text))
{
	face->prompt = (struct prompt){ .open = true, .label = xstrdup(label), .settled = xstrdup(text), .typed = typed, .done = done };
	editor_init(&face->prompt.field, text, PROMPT_MAX, false);
}

void face_prompt_completes(struct face *face, char *(*complete)(const char *text, struct str *note))
{
	face->prompt.complete = complete;
}

bool face_is_asking(const struct face *face)
{
	return face->asking || face->prompt.open;
}

void face_prompt_note(struct face *face, const char *note)
{
	free(face->prompt.note);
	face->prompt.note = note ? xstrdup(note) : NULL;
}

/* --- store and engine --- */

int face_change(struct face *face, int (*work)(struct store *s, void *context, struct err *e), void *context)
{
	struct err e = { 0 };

	if (face_is_guest(face))
		return face_fail(face, &(struct err){ .code = ERR_GUEST });
	if (db_begin(face->store.db, &e) != 0)
		return face_fail(face, &e);
	if (work(&face->store, context, &e) < 0 || db_commit(face->store.db, &e) != 0) {
		db_rollback(face->store.db);
		return face_fail(face, &e);
	}
	face_wake_engine(face, false);
	return 0;
}

/* Connects to the engine, starting it if need be, but not again and again. */
static bool connect_engine(struct face *face)
{
	struct err e = { 0 };

	if (face->engine.fd >= 0)
		return true;
	if (face->unwritable.code != ERR_OK) /* it could not keep what comes, nor say what has gone */
		return false;
	if (clock_monotonic_ms() < face->engine_retry_at)
		return false;
	face->engine_retry_at = clock_monotonic_ms() + ENGINE_RETRY_MS;
	if (engine_connect(&face->engine, face->options.paths, true, &e) != 0) {
		face_fail(face, &e);
		face->engine.fd = -1;
	}
	return face->engine.fd >= 0;
}

void face_tell_engine(struct face *face, struct json *packet)
{
	if (face->linear)
		linear_await(face->linear, packet);
	if (!connect_engine(face))
		json_free(packet);
	else if (!engine_send(&face->engine, packet))
		engine_close(&face->engine);
}

void face_wake_engine(struct face *face, bool now)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", now ? "sync" : "wake");
	face_tell_engine(face, packet);
}

void face_show_changes(struct face *face)
{
	for (int i = 0; i < face->view_count; i++)
		view_changed(face, &face->views[i]);
}

void face_look_for_changes(struct face *face)
{
	int64_t version = db_data_version(face->store.db);

	if (version == face->data_version)
		return;
	face->data_version = version;
	face->budget_said = budget_look(face, face->budget_said);
	face_show_changes(face);
	pupils_go_home(face);
}

/* What came of "send and fetch now". */
static void say_exchange(struct face *face, const struct json *packet)
{
	struct str size = { 0 };

	words_add_size(&size, json_get_integer(packet, "up", 0) + json_get_integer(packet, "down", 0));
	if (json_get_integer(packet, "sent", 0) == 0 && json_get_integer(packet, "received", 0) == 0)
		face_sayf(face, _("Nothing waited, and nothing is new. %s."), size.text);
	else
		face_sayf(face, _("Sent: %d. Fetched: %d. %s."), (int)json_get_integer(packet, "sent", 0),
	          (int)json_get_integer(packet, "received", 0), size.text);
	str_release(&size);
}

static void say_failure(struct face *face, const struct json *packet)
{
	struct err cause = { 0 };

	json_to_err(json_get(packet, "cause"), &cause);
	face_fail(face, &cause);
}

/* Says that the line has gone, or the sign-in, where nothing else was said and nobody is about to sign in. */
static void say_line(struct face *face, const struct json *packet)
{
	enum line_state before = face->line;
	struct str since = { 0 };
	struct err ended = { 0 };

	face->line = line_state_of(json_get_text(packet, "state"));
	if (face->line == before || (face->message && !face_is_accessible(face)) || face_top(face)->screen == &screen_sign_in)
		return;
	if (face->line == LINE_OFFLINE && is_cause(json_get(packet, "cause"), ERR_DISK_FULL)) {
		face_say(face, _("The disk is full, so nothing is sent or fetched. Free 1 MB; then it goes on by itself."));
	} else if (face->line == LINE_OFFLINE && !is_cause(json_get(packet, "cause"), ERR_SET_OFFLINE)) {
		datetime_add_time(&since, json_get_integer(packet, "since", clock_now()));
		face_sayf(face, _("No line since %s. Write on: it waits here and goes by itself."), since.text);
		str_release(&since);
	} else if (face->line == LINE_SIGNED_OUT) {
		err_set(&ended, ERR_SIGNED_OUT, NULL);
		face_fail(face, &ended);
	}
}

void face_hear(struct face *face, const struct json *packet)
{
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	int top = face->view_count - 1;

	if (!did)
		return;
	if (json_get(packet, "n")) /* the answer to a question: the view that asked it may lie below by now */
		for (int i = 0; i < top; i++)
			if (face->heard[i])
				face->heard[i](face, &face->views[i], packet);
	if (top >= 0 && face->heard[top])
		face->heard[top](face, face_top(face), packet);
	if (strcmp(did, "line") == 0 || strcmp(did, "changed") == 0)
		face_look_for_changes(face);
	if (strcmp(did, "line") == 0)
		say_line(face, packet);
	else if (strcmp(did, "progress") == 0 && text_equal(json_get_text(packet, "phase"), "done"))
		say_exchange(face, packet);
	else if (strcmp(did, "progress") == 0 && json_get_bool(packet, "spoilt", false))
		face_say(face, _("A part of a file was changed on its way; that part goes again."));
	else if (strcmp(did, "failed") == 0 && (text_equal(what, "sync") || text_equal(what, "file") || text_equal(what, "older") ||
	                                        text_equal(what, "seal") || text_equal(what, "visit") || text_equal(what, "sign-out")))
		say_failure(face, packet);
	if (face->linear)
		linear_hear(face->linear, packet);
	if (json_get_bool(packet, "again", false)) /* what is kept is in another directory now */
		face_leave_for(face, UI_AGAIN);
}
