/* The actions of the program itself, which every screen leaves to it: screens, undo, sending now, leaving. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "announce.h"
#include "face_state.h"
#include "found.h"
#include "letter_files.h"
#include "pause.h"
#include "mirror.h"
#include "place.h"
#include "pupils.h"
#include "slide.h"
#include "tour.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/plan.h"
#include "view.h"
#include "words.h"

/* True if all that was typed in the views from one on is kept; else why not is said. */
static bool is_kept_from(struct face *face, int first)
{
	for (int i = first; i < face->view_count; i++)
		if (!view_keeps(face, &face->views[i]))
			return false;
	return true;
}

static void quit_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)view;
	(void)argument;
	face->leaving = number == 2;
}

static void ask_to_leave(struct face *face)
{
	struct question question = {
		.text = face->options.demo ? _("Leave the demo?") : _("Leave Twinline? All is kept."),
		.answers = { _("stay"), _("leave") }, .done = quit_answered,
	};

	if (!is_kept_from(face, 0))
		question.text = _("What you typed last is not kept. Leave?");
	face_ask(face, &question);
}

/* Out at once, unless that would lose something. */
static void quit(struct face *face)
{
	if (is_kept_from(face, 0))
		face->leaving = true;
	else
		ask_to_leave(face);
}

static void cancel(struct face *face)
{
	if (face->cancelled)
		ask_to_leave(face);
	else if (!translate_stop(face) && !letter_files_stop_last(face))
		face_say_lightly(face, _("There is nothing to stop. The same key again asks whether to leave."));
	face->cancelled = true;
}

static void say_first_screen(struct face *face)
{
	char *quit = keymap_key(&face->keymap, face_top(face)->screen->name, ACTION_QUIT);
	char *text = xasprintf(_("This is the first screen; %s leaves Twinline."), quit);

	face_say_lightly(face, text);
	free(text);
	free(quit);
}

/*
 * Back from the last screen is out; but Esc throws nothing away, and on a slow line it may be half an arrow. The demo is gone
 * once it is left: one q too many must not cost it.
 */
static void go_back(struct face *face)
{
	if (face->key == KEY_ESC_ && translate_stop(face))
		return;
	if (face->view_count > 1) {
		face_close(face);
		pupils_go_home(face);
	} else if (face->key == KEY_ESC_) {
		say_first_screen(face);
	} else if (face->options.demo) {
		ask_to_leave(face);
	} else {
		face_close(face);
	}
}

/* A screen that is open already comes up; the views above it close. */
static void go_to_screen(struct face *face, const char *name)
{
	for (int i = 0; i < face->view_count; i++) {
		if (strcmp(face->views[i].screen->name, name) == 0) {
			while (face->view_count > i + 1 && is_kept_from(face, face->view_count - 1))
				face_close(face);
			return;
		}
	}
	face_open(face, name, 0);
}

/* Other scripts as they were written, in Latin letters, or both; kept for the next time. */
static void change_letters(struct face *face)
{
	static const char *const sentences[] = {
		[WORDS_ORIGINAL] = N_("All scripts stand as they were written."),
		[WORDS_LATIN] = N_("Other scripts stand in Latin letters. {text-as} shows them as they were written."),
		[WORDS_BOTH] = N_("Other scripts stand as they were written, with Latin letters behind them."),
	};

	if (face_set_next(face, SETTING_TEXT_AS) == 0)
		face_say(face, _(sentences[words_letters()]));
}

static int let_go(struct store *s, void *context, struct err *e)
{
	(void)context;
	return outbox_let_go(s, e);
}

/* Where nothing would go by itself, or what goes is paid for, with the price. */
static void say_sending(struct face *face)
{
	struct str size = { 0 }, time = { 0 };
	struct plan plan;

	plan_read(&plan, face_store(face), face_settings(face));
	if (plan.mail == PLAN_GOES && plan.profile != LINE_PROFILE_METERED) {
		face_say_lightly(face, _("Sending and fetching."));
		return;
	}
	words_add_price(&size, &time, price_of_outbox(face_store(face)));
	/* TRANSLATORS: the size of what goes up, and how long that takes. */
	face_sayf(face, _("Sending %s, about %s, and fetching what is new."), size.text, time.text);
	str_release(&size);
	str_release(&time);
}

/* Now means now: what is held goes too. Without a sign-in, or where the portal has ended it, there is nowhere to send to. */
static void send_now(struct face *face)
{
	if (access(face->options.paths->token, F_OK) != 0 || face->line == LINE_SIGNED_OUT) {
		go_to_screen(face, actions[ACTION_SIGN_IN].name);
		return;
	}
	if (!face_is_guest(face) && face_change(face, let_go, NULL) != 0)
		return;
	face_show_changes(face);
	say_sending(face);
	face_wake_engine(face, true);
}

static void sign_out_now(struct face *face)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "sign-out");
	face_tell_engine(face, packet);
	face_say_lightly(face, _("Signing out."));
}

static void sign_out_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)view;
	(void)argument;
	if (number == 2)
		sign_out_now(face);
}

/* What has not gone out of a store that is sealed; 0 where none is. */
static int count_sealed(struct face *face)
{
	struct outbox_counts counts = { 0 };
	struct err e = { 0 };

	if (!face->options.paths->sealed || outbox_counts(face_store(face), &counts, &e) != 0)
		words_check(face, &e);
	return counts.held + counts.waiting + counts.sending;
}

/* Who leaves a shared computer may not come back to this one. */
static void sign_out(struct face *face)
{
	int count = count_sealed(face);
	char *text;

	if (access(face->options.paths->token, F_OK) != 0) {
		face_say(face, _("Nobody is signed in."));
		return;
	}
	if (!is_kept_from(face, 0))
		return;
	if (!count) {
		sign_out_now(face);
		return;
	}
	text = xasprintf(i18n_plural("%d is not sent; it goes after your next sign-in here.",
	                             "%d are not sent; they go after your next sign-in here.", (unsigned long)count), count);
	face_ask(face, &(struct question){ .text = text, .answers = { _("stay"), _("sign out") }, .done = sign_out_answered });
	free(text);
}

/* Whoever goes on elsewhere meanwhile ends this one, and the terminal is the shell's by then. */
static void suspend(struct face *face)
{
	place_note(face);
	terminal_suspend(_("Twinline waits. fg comes back."));
	face_read_signals(face); /* SIGCONT among them takes the terminal back */
}

/* An action of screens leads to the screen that is called as it is; false: there is none. */
static bool go_to_named(struct face *face, enum action action)
{
	if (actions[action].group != GROUP_SCREENS || !face_has_screen(actions[action].name))
		return false;
	go_to_screen(face, actions[action].name);
	return true;
}

static bool act_for_program(struct face *face, enum action action)
{
	switch (action) {
	case ACTION_MAP: /* of the partners looked for last */
		go_to_screen(face, actions[ACTION_PARTNERS].name);
		if (face_is_on(face, "partners"))
			face_open(face, "map", 0);
		return true;
	case ACTION_FOUND:
		found_begin(face, "");
		return true;
	case ACTION_TOUR:
		go_to_screen(face, actions[ACTION_HOME].name);
		tour_begin(face);
		return true;
	case ACTION_SIGN_OUT:
		sign_out(face);
		return true;
	case ACTION_PAUSE_UNTIL:
		pause_ask(face);
		return true;
	case ACTION_HELP:
		face_open(face, "help", 0);
		return true;
	case ACTION_PALETTE:
		palette_open(face);
		return true;
	case ACTION_UNDO:
		undo_do(face);
		return true;
	case ACTION_REDO:
		undo_redo(face);
		return true;
	case ACTION_TEXT_AS:
		change_letters(face);
		return true;
	case ACTION_SEND:
		send_now(face);
		return true;
	case ACTION_CANCEL:
		cancel(face);
		return true;
	case ACTION_MOVE_LEFT:
	case ACTION_MOVE_RIGHT:
		slide_move(face, action == ACTION_MOVE_RIGHT);
		return true;
	case ACTION_REDRAW:
		terminal_repair();
		announce_forget_title(face);
		return true;
	case ACTION_SUSPEND:
		suspend(face);
		return true;
	case ACTION_QUIT:
		quit(face);
		return true;
	case ACTION_BACK:
		go_back(face);
		return true;
	case ACTION_GO_TO:
		face_ask_where_to(face);
		return true;
	case ACTION_PERSON: /* of whom, only a screen knows */
		return false;
	default:
		return go_to_named(face, action);
	}
}

/* What a guest has no use for: it is a member's, or it would write something. */
static bool is_for_members(enum action action)
{
	static const enum action for_guests[] = {
		ACTION_INFO, ACTION_VIEW, ACTION_TEXT_AS, ACTION_ORDER, ACTION_COPY, ACTION_PRINT, ACTION_SEND, ACTION_CALENDAR,
		ACTION_SUPPORT, ACTION_PUBLIC_PAGES, ACTION_OUTBOX, ACTION_JOURNAL, ACTION_HELP, ACTION_PALETTE, ACTION_SETTINGS, ACTION_LANGUAGE,
		ACTION_KEYBOARD, ACTION_DIRECTION,
	};

	if (actions[action].group != GROUP_DOING && actions[action].group != GROUP_SCREENS)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(for_guests); i++)
		if (for_guests[i] == action)
			return false;
	return true;
}

static void act_for_guest(struct face *face, enum action action)
{
	if (action == ACTION_SIGN_IN || action == ACTION_WELCOME || action == ACTION_SIGN_OUT)
		face_leave_for(face, UI_AGAIN); /* to the profile of who signs in */
	else
		face_fail(face, &(struct err){ .code = ERR_GUEST });
}

static bool changes_state(enum action action)
{
	static const enum action ones[] = {
		ACTION_MARK, ACTION_MARK_ALL, ACTION_PUT_AWAY, ACTION_LATER, ACTION_KEEP, ACTION_ACCEPT, ACTION_DROP, ACTION_UNDO, ACTION_REDO,
		ACTION_SEND,
	};

	for (size_t i = 0; i < ARRAY_SIZE(ones); i++)
		if (ones[i] == action)
			return true;
	return false;
}

/* False where the action has no use on this screen. */
static bool has_done(struct face *face, enum action action)
{
	struct view *view = face_top(face);
	bool has_use = true;

	face->is_title_due = !changes_state(action);
	if (face_is_guest(face) && is_for_members(action)) {
		act_for_guest(face, action);
		return true;
	}
	if (view->field || !pupils_act(face, action))
		has_use = view_act(face, view, action) != ACT_IGNORED || act_for_program(face, action) || view->field;
	return has_use;
}

void face_act(struct face *face, enum action action)
{
	if (!has_done(face, action))
		face_say_no_use(face);
	tour_note(face, action);
}

void face_do(struct face *face, enum action action)
{
	if (!has_done(face, action))
		face_say_no_use_of(face, action);
	tour_note(face, action);
}
