/* Sign in: portal, name, password, whose computer this is. The password is in this screen's memory alone, and wiped. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "portals.h"
#include "probe.h"
#include "screens.h"
#include "sign_in_kept.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "words.h"

enum row {
	ROW_PORTAL, ROW_NAME, ROW_PASSWORD, ROW_SHOW, ROW_COMPUTER, ROW_DEVICE, ROW_SIGN_IN, ROW_FORGOT, ROW_LATER, ROW_REGISTER, ROW_PUPIL,
	ROW_COUNT
};

enum {
	FIELD_MAX = 300,      /* characters */
	EXCHANGE_BYTES = 2000 /* what signing in costs, about */
};

static const struct form_row rows[ROW_COUNT] = {
	[ROW_PORTAL] = { FORM_FIELD, N_("Portal"), NULL, 0, 0 },
	[ROW_NAME] = { FORM_FIELD, N_("Name"), NULL, 0, 0 },
	[ROW_PASSWORD] = { FORM_FIELD, N_("Password"), NULL, 0, 0 },
	[ROW_SHOW] = { FORM_CHOICE, N_("Show"), NULL, 0, 0 },
	[ROW_COMPUTER] = { FORM_CHOICE, N_("Computer"), NULL, 0, 0 },
	[ROW_DEVICE] = { FORM_FIELD, N_("Call it"), NULL, FORM_WIDE_ONLY, 0 },
	[ROW_SIGN_IN] = { FORM_ACTION, N_("Sign in"), NULL, FORM_GAP, 0 },
	[ROW_FORGOT] = { FORM_ACTION, N_("I forgot my password"), NULL, FORM_GAP, 1 },
	[ROW_LATER] = { FORM_ACTION, N_("I have no line now"), NULL, 0, 1 },
	[ROW_REGISTER] = { FORM_ACTION, N_("Register"), NULL, 0, 1 },
	[ROW_PUPIL] = { FORM_ACTION, N_("I am a pupil"), NULL, 0, 1 },
};

struct sign_in {
	struct form form;
	struct probe probe;
	char *country;  /* of the portal, where this computer knows it */
	bool is_first;  /* nobody has ever signed in here */
	bool is_sent;   /* the portal has been asked to sign in at least once */
	bool is_local;  /* on a shared computer: what it keeps under this name is being opened, no portal asked yet */
	bool is_pupil;  /* with name and password on a slip */
	bool is_sealed; /* it did not open with this password */
};

static bool is_shared(struct face *face)
{
	return settings_yes(face_settings(face), SETTING_SHARED);
}

/* --- the portal --- */

static void find_country(struct sign_in *s)
{
	struct portals portals = { 0 };

	free(s->country);
	s->country = NULL;
	portals_load(&portals, NULL);
	for (size_t i = 0; i < portals.count && !s->country; i++)
		if (strcmp(portals.at[i].url, form_text(&s->form, ROW_PORTAL)) == 0)
			s->country = xstrdup(portals.at[i].country);
	portals_release(&portals);
}

/* Whoever has left the portal's field wants to know who it is. */
static void check_portal(struct face *face, struct sign_in *s)
{
	if (!text_equal(s->probe.url, form_text(&s->form, ROW_PORTAL)))
		find_country(s);
	probe_ask(&s->probe, face, form_text(&s->form, ROW_PORTAL));
}

/* --- signing in --- */

static void keep_typed(struct face *face, const struct sign_in *s)
{
	sign_in_keep_all(face, form_text(&s->form, ROW_PORTAL), form_text(&s->form, ROW_NAME), form_text(&s->form, ROW_DEVICE));
}

static void typed(struct face *face, struct view *view)
{
	const struct sign_in *s = view->model;

	if (view->field != &s->form.fields[ROW_PASSWORD])
		keep_typed(face, s);
}

static bool lacks_something(struct face *face, struct view *view)
{
	static const struct { enum row row; const char *sentence; } needs[] = {
		{ ROW_PORTAL, N_("Which portal? Its address is something like portal.school.example.") },
		{ ROW_NAME, N_("Which name did you register with?") },
		{ ROW_PASSWORD, N_("The password is missing.") },
	};
	struct sign_in *s = view->model;

	for (size_t i = 0; i < ARRAY_SIZE(needs); i++) {
		if (!*form_text(&s->form, needs[i].row)) {
			face_say(face, _(needs[i].sentence));
			form_go(&s->form, view, needs[i].row, true);
			return true;
		}
	}
	return false;
}

static void send(struct face *face, struct sign_in *s, bool anew)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "sign-in");
	json_set_string(packet, "url", form_text(&s->form, ROW_PORTAL));
	json_set_string(packet, "name", form_text(&s->form, ROW_NAME));
	json_set_string(packet, "password", form_text(&s->form, ROW_PASSWORD));
	json_set_string(packet, "device", form_text(&s->form, ROW_DEVICE));
	json_set_bool(packet, "local", s->is_local);
	json_set_bool(packet, "anew", anew);
	s->is_sent = s->is_sent || !s->is_local;
	if (!s->is_local)
		face_say_lightly(face, _("The portal is asked."));
	face_tell_engine(face, packet);
}

static void send_if_fine(struct face *face, struct sign_in *s)
{
	s->is_local = false;
	if (probe_go(&s->probe, face, form_text(&s->form, ROW_PORTAL)))
		send(face, s, false);
	else if (s->probe.state == PROBE_ASKED)
		face_say_lightly(face, _("The connection is being checked."));
}

/*
 * Nothing leaves before the portal has shown its certificate; but what a shared computer keeps under the name may open with the
 * password, and for that nothing has to leave.
 */
static void ask_portal(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;

	if (lacks_something(face, view))
		return;
	s->is_local = is_shared(face);
	s->is_sealed = false;
	if (s->is_local)
		send(face, s, false);
	else
		send_if_fine(face, s);
}

static void welcome(struct face *face, struct sign_in *s, const struct json *packet)
{
	struct str name = { 0 };

	words_add(&name, face, json_get_text(packet, "name"), FIELD_MAX);
	form_wipe(&s->form, ROW_PASSWORD);
	if (json_get_bool(packet, "again", false))
		face_leave_for(face, UI_AGAIN); /* nobody's store does not hear the name */
	else if (s->is_first)
		face_begin_again(face);
	else if (face_view_below(face))
		face_close(face);
	else
		face_replace(face, "home", 0);
	if (!face_is_leaving(face))
		face_sayf(face, _("Signed in: %s."), name.len ? name.text : "");
	str_release(&name);
}

/* A password that somebody else set anew opens nothing here, and whoever forgot the one before comes in by no other way. */
static void begin_anew(struct face *face, struct view *view, int answer, int64_t argument)
{
	(void)argument;
	if (answer == 2)
		send(face, view->model, true);
}

static void hear_failure(struct face *face, struct view *view, const struct json *packet)
{
	struct sign_in *s = view->model;
	struct err cause = { 0 };

	json_to_err(json_get(packet, "cause"), &cause);
	if (s->is_local && (cause.code == ERR_NOT_FOUND || cause.code == ERR_SEAL_PASSWORD)) {
		s->is_sealed = cause.code == ERR_SEAL_PASSWORD;
		err_release(&cause);
		send_if_fine(face, s);
		return;
	}
	if (cause.code == ERR_BAD_PASSWORD) {
		form_wipe(&s->form, ROW_PASSWORD);
		form_go(&s->form, view, ROW_PASSWORD, true);
	}
	if (cause.code == ERR_SEAL_BEFORE) {
		err_release(&cause);
		face_ask(face, &(struct question){
			.text = _("What is kept here opens only with your earlier password. Begin anew without it?"),
			.answers = { _("no"), _("yes") }, .done = begin_anew,
		});
		return;
	}
	face_fail(face, &cause);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct sign_in *s = view->model;
	const char *did = json_get_text(packet, "did");

	enum probe_news news = probe_hear(&s->probe, face, packet);

	if (news == PROBE_GO)
		send(face, s, false);
	else if (news == PROBE_STAY && s->is_sealed) /* nobody can say that the password is a new one */
		face_fail(face, &(struct err){ .code = ERR_SEAL_PASSWORD });
	else if (text_equal(did, "signed-in"))
		welcome(face, s, packet);
	else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "sign-in"))
		hear_failure(face, view, packet);
}

/* --- drawing --- */

static char *portal_words(const struct sign_in *s)
{
	const char *country = s->country ? vocabulary_label(&vocabulary_countries, s->country) : NULL;

	return country ? xasprintf("%s, %s", form_text(&s->form, ROW_PORTAL), country) : NULL;
}

static char *price_words(struct face *face, bool narrow)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	words_add_price(&size, &time, price_of(face_store(face), EXCHANGE_BYTES));
	text = narrow ? xasprintf("%s, %s", size.text, time.text) : xasprintf(_("about %s, %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static char *show_words(const struct sign_in *s, bool narrow)
{
	if (narrow)
		return xstrdup(s->form.fields[ROW_PASSWORD].secret ? _("no") : _("yes"));
	return xstrdup(s->form.fields[ROW_PASSWORD].secret ? _("no; Space changes it") : _("yes; Space changes it"));
}

/* What stands beside a label; NULL: what was typed there. */
static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	const struct sign_in *s = view->model;

	switch ((enum row)row) {
	case ROW_PORTAL:
		return narrow ? NULL : portal_words(s);
	case ROW_SHOW:
		return show_words(s, narrow);
	case ROW_COMPUTER:
		return words_computer(face, narrow);
	case ROW_DEVICE:
		return xasprintf(_("%s, so that you can sign it out from elsewhere"), form_text(&s->form, ROW_DEVICE));
	case ROW_SIGN_IN:
		return price_words(face, narrow);
	case ROW_FORGOT:
		return xstrdup(narrow ? "" : _("a code by e-mail, or ask your support office"));
	case ROW_LATER:
		return xstrdup(narrow ? "" : _("keep what I type and sign in later"));
	case ROW_REGISTER:
		return xstrdup("");
	case ROW_PUPIL:
		return xstrdup(narrow ? "" : _("with the name and the password on the slip"));
	default:
		return NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct sign_in *s = view->model;
	int row;

	if (page_is_narrow(p))
		words_title(face, p, s->is_pupil ? _("Sign in as a pupil") : s->is_sent ? _("Sign in") : _("Sign in, nothing sent yet"), "");
	else
		words_title(face, p, s->is_pupil ? _("Sign in as a pupil") : _("Sign in"), s->is_sent ? "" : _("nothing sent yet"));
	s->form.below = page_is_narrow(p) && s->probe.state != PROBE_NONE;
	row = form_draw(&s->form, face, view, p, 1, words);
	probe_draw(&s->probe, face, p, page_is_narrow(p) ? row : row + 1);
}

/* --- acting --- */

static void sign_in_later(struct face *face)
{
	if (face_view_below(face))
		face_close(face);
	face_say(face, is_shared(face) ? _("The portal is kept, but no name: this computer is shared. Sign in when there is a line.")
	                               : _("Name and portal are kept. Sign in when there is a line."));
}

/* A pupil has a slip, and a teacher who gives another one. */
static void be_pupil(struct sign_in *s)
{
	static const enum row adults[] = { ROW_FORGOT, ROW_LATER, ROW_REGISTER, ROW_PUPIL };

	s->is_pupil = true;
	for (size_t i = 0; i < ARRAY_SIZE(adults); i++)
		s->form.is_hidden[adults[i]] = true;
}

static void open_above(struct face *face, struct sign_in *s, const char *screen)
{
	probe_leave(&s->probe);
	face_open(face, screen, 0);
}

static void do_row(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;
	struct editor *password = &s->form.fields[ROW_PASSWORD];

	switch ((enum row)s->form.at) {
	case ROW_SHOW:
		password->secret = !password->secret;
		break;
	case ROW_COMPUTER:
		face_set_next(face, SETTING_SHARED);
		break;
	case ROW_SIGN_IN:
		ask_portal(face, view);
		break;
	case ROW_FORGOT:
		open_above(face, s, "reset");
		break;
	case ROW_LATER:
		sign_in_later(face);
		break;
	case ROW_REGISTER:
		open_above(face, s, "register");
		break;
	case ROW_PUPIL:
		be_pupil(s);
		form_go_to_empty(&s->form, view);
		break;
	default:
		break;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct sign_in *s = view->model;
	bool was_portal = view->field == &s->form.fields[ROW_PORTAL];
	enum form_result result = form_act(&s->form, view, action);

	if (was_portal && view->field != &s->form.fields[ROW_PORTAL])
		check_portal(face, s);
	if (result == FORM_CHOSEN)
		do_row(face, view);
	return result == FORM_IGNORED && action != ACTION_SIGN_IN ? ACT_IGNORED : ACT_DONE;
}

/* --- the row of the screen --- */

static void fill_in(struct face *face, struct sign_in *s)
{
	struct json *kept = sign_in_kept(face);

	editor_set(&s->form.fields[ROW_PORTAL], json_get_text(kept, "portal"));
	editor_set(&s->form.fields[ROW_NAME], json_get_text(kept, "name"));
	editor_set(&s->form.fields[ROW_DEVICE], json_get_text(kept, "device"));
	json_free(kept);
}

/* Registering, or a new password, may have left another name. */
static void changed(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;

	if (!view->field && !is_shared(face))
		fill_in(face, s);
	if (s->probe.state == PROBE_NONE && face_view_below(face) != view) /* on top again */
		check_portal(face, s);
}

static int open_sign_in(struct face *face, struct view *view, int64_t argument)
{
	struct sign_in *s = view->model;

	form_init(&s->form, rows, ROW_COUNT, FIELD_MAX);
	form_secret(&s->form, ROW_PASSWORD);
	s->is_first = !*face_my_id(face);
	if (argument)
		be_pupil(s);
	fill_in(face, s);
	face_listen(face, heard);
	check_portal(face, s);
	form_go_to_empty(&s->form, view);
	return 0;
}

static void close_sign_in(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;

	(void)face;
	form_release(&s->form);
	probe_release(&s->probe);
	free(s->country);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Sign in"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_OPEN, N_("next field"), NULL, OFFER_WIDE, ACTION_NEXT_PART },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Sign in"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_sign_in = {
	.name = "sign-in", .title = N_("Sign in"), .size = sizeof(struct sign_in), .open = open_sign_in, .draw = draw, .act = act,
	.typed = typed, .changed = changed, .close = close_sign_in, .offers = offers, .typing = typing,
};
