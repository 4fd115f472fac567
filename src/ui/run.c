/* The face's life: how it begins, with what it opens, how it ends. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "announce.h"
#include "beside.h"
#include "budget.h"
#include "face_state.h"
#include "keys_named.h"
#include "linear.h"
#include "pupils.h"
#include "place.h"
#include "screens.h"
#include "terminal_entry.h"
#include "tour.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "words.h"

/* Who has signed in once reads and writes on without. */
static const char *first_screen(struct face *face)
{
	if (face->options.first_screen)
		return face->options.first_screen;
	if (face_is_guest(face))
		return "calendar";
	if (access(face->options.paths->token, F_OK) == 0 || *face_my_id(face))
		return "home";
	if (face->options.pupil)
		return "sign-in";
	return settings_has(face->options.settings, SETTING_LANGUAGE) ? "welcome" : "language";
}

/* A store that cannot be written can be read; why is said at first, and again at what would have to be kept. */
static int open_store(struct face *face, struct err *e)
{
	const char *path = face->options.paths->store;

	if (store_open(&face->store, path, STORE_REPLICA, DB_CREATE | DB_LEAN, e) == 0)
		return 0;
	if (e->code != ERR_READ_ONLY)
		return -1;
	err_move(&face->unwritable, e);
	return store_open(&face->store, path, STORE_REPLICA, DB_READ_ONLY | DB_LEAN, e);
}

/* Asked for; or somebody types at a terminal that cannot show screens, or at none that could. */
static bool wants_lines(const struct face *face)
{
	return face->options.linear || (isatty(STDIN_FILENO) && (!isatty(STDOUT_FILENO) || terminal_is_dumb()));
}

static int begin(struct face *face, struct err *e)
{

	if (open_store(face, e) != 0)
		return -1;
	words_set_spoken(wants_lines(face));
	if (wants_lines(face))
		face->linear = linear_open(face);
	else if (terminal_open(e) != 0)
		return -1;
	face_use_settings(face);
	presence_enter(&face->presence, face->options.paths, terminal_name());
	face->last_key = clock_now();
	face->data_version = db_data_version(face->store.db);
	face->budget_said = budget_mark(face);
	return 0;
}

void face_leave_for(struct face *face, enum ui_end end)
{
	face->end = end;
	face->leaving = true;
}

/* What nobody signed in for: not even a name that was typed stays behind. */
static void forget_store(struct face *face)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		char *path = xasprintf("%s%s", face->options.paths->store, ends[i]);

		unlink(path);
		free(path);
	}
}

static bool is_held(void *context, int64_t holder)
{
	const struct face *face = context;
	struct presence_other other;
	bool lives = holder != face->presence.id && presence_find(&face->presence, holder, &other);

	if (lives)
		presence_release(&other);
	return lives;
}

static void open_home(struct face *face)
{
	/* The sign-in of a pupil has less to ask. */
	if (face_open(face, first_screen(face), face->options.pupil && strcmp(first_screen(face), "sign-in") == 0) != 0)
		bug("the first screen did not open");
	if (strcmp(first_screen(face), "home") == 0 && access(face->options.paths->token, F_OK) != 0)
		face_fail(face, &(struct err){ .code = ERR_SIGNED_OUT });
}

/* What was being written when the program ended, and nobody writes meanwhile. */
static void open_left(struct face *face)
{
	int64_t draft = draft_left_open(&face->store, is_held, face);

	if (draft && strcmp(first_screen(face), "home") == 0)
		face_open_draft(face, draft);
}

/* Said on the shell of a face that ends because another one goes on in its place; yours, NULL for any other end. */
static char *take_leave(struct face *face)
{
	char *terminal = face->end == UI_LEFT ? presence_taker(&face->presence) : NULL, *text = NULL;

	if (terminal) {
		face->end = UI_TAKEN;
		text = *terminal ? xasprintf(_("Twinline went on on %s. \"twinline\" brings it back."), terminal)
		                 : xstrdup(_("Twinline went on on another terminal. \"twinline\" brings it back."));
	}
	free(terminal);
	return text;
}

static void end(struct face *face)
{
	char *farewell = take_leave(face);

	if (farewell)
		place_note(face);
	face_close_all(face);
	if (face->engine.fd >= 0) {
		struct json *packet = json_new_object();

		json_set_string(packet, "do", "leave");
		engine_send(&face->engine, packet);
		engine_close(&face->engine);
	}
	translate_release(face);
	linear_close(face->linear);
	face->linear = NULL;
	terminal_close();
	if (farewell)
		terminal_say(farewell);
	free(farewell);
	presence_leave(&face->presence);
	undo_forget_all(face);
	page_release(&face->page);
	page_release(&face->shown);
	keys_named_use(NULL);
	keymap_release(&face->keymap);
	free(face->keymap_name);
	store_close(&face->store);
	if (face->forgets)
		forget_store(face);
	aside_drop(face);
	str_release(&face->paste);
	err_release(&face->unwritable);
	announce_release(face);
	free(face->me_id);
}

void face_begin_again(struct face *face)
{
	face_close_all(face);
	face->has_chosen = false;
	open_home(face);
	pupils_go_home(face);
	open_left(face);
}

static void visit(struct face *face)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "visit");
	json_set_string(packet, "url", face->options.visit);
	face_tell_engine(face, packet);
	if (!face->options.first_screen) /* what was asked for; the calendar lies below */
		face_open(face, "public-pages", 0);
	face_sayf(face, _("A guest at %s. What is public is fetched."), face->options.visit);
}

static void say_instead(struct face *face)
{
	const char *named, *instead = terminal_instead(&named);

	if (instead)
		face_sayf(face, _("The terminal \"%s\" is not known here; it is taken for \"%s\"."), named, instead);
}

static void say_unwritable(struct face *face)
{
	char *text;

	if (face->unwritable.code == ERR_OK)
		return;
	text = err_text(&face->unwritable);
	face_say(face, text);
	free(text);
}

int ui_run(const struct ui_options *options, enum ui_end *end_why, struct err *e)
{
	struct face face = { .options = *options, .engine = { .fd = -1 }, .presence = { .fd = -1 } };

	if (begin(&face, e) != 0) {
		store_close(&face.store);
		return -1;
	}
	open_home(&face);
	pupils_go_home(&face);
	if (!beside_ask(&face))
		open_left(&face);
	if (options->tour)
		tour_begin(&face);
	if (options->visit)
		visit(&face);
	say_instead(&face);
	if (options->notice)
		face_say(&face, options->notice);
	say_unwritable(&face);
	face_loop(&face);
	end(&face);
	*end_why = face.end;
	return 0;
}
