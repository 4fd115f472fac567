/* First run: what now. Look around, sign in, register; the portals that this computer knows; whose it is, its line, its keyboard. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "layout.h"
#include "portals.h"
#include "probe.h"
#include "screens.h"
#include "tour.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "words.h"

enum group { GROUP_WISHES, GROUP_PORTALS, GROUP_COMPUTER };

/* The rows, the portals between them; what a row is for stands in its place of `roles`. */
enum role_of_row {
	ROW_DEMO, ROW_SIGN_IN, ROW_REGISTER, ROW_GUEST, ROW_HEADING, ROW_PORTAL, ROW_OTHER_PORTAL, ROW_COMPUTER, ROW_LINE, ROW_KEYBOARD,
	ROW_TEST, ROW_TEST_FIRST, ROW_TEST_SECOND
};

enum { PORTALS_SHOWN = 8 };

struct welcome {
	struct form form;
	struct form_row rows[FORM_ROWS_MAX];
	enum role_of_row roles[FORM_ROWS_MAX];
	int portal_of[FORM_ROWS_MAX]; /* of ROW_PORTAL: its place in portals */
	struct portals portals;
	struct probe probe; /* of the portal that is to be read as a guest */
};

static const struct { enum role_of_row role; struct form_row row; } wishes[] = {
	{ ROW_DEMO, { FORM_ACTION, N_("Look around"), NULL, FORM_COLON, GROUP_WISHES } },
	{ ROW_SIGN_IN, { FORM_ACTION, N_("Sign in"), NULL, FORM_COLON, GROUP_WISHES } },
	{ ROW_REGISTER, { FORM_ACTION, N_("Register"), NULL, FORM_COLON, GROUP_WISHES } },
	{ ROW_GUEST, { FORM_ACTION, N_("Guest"), NULL, FORM_COLON, GROUP_WISHES } },
	{ ROW_HEADING, { FORM_WORDS, N_("Portals that this computer knows"), NULL, FORM_GAP | FORM_WIDE_ONLY | FORM_HEADING, GROUP_PORTALS } },
}, settings[] = {
	{ ROW_OTHER_PORTAL, { FORM_ACTION, N_("another address"), N_("Portal"), 0, GROUP_PORTALS } },
	{ ROW_COMPUTER, { FORM_CHOICE, N_("This computer is"), N_("Computer"), FORM_GAP | FORM_COLON, GROUP_COMPUTER } },
	{ ROW_LINE, { FORM_CHOICE, N_("The line is"), N_("Line"), FORM_COLON, GROUP_COMPUTER } },
	{ ROW_KEYBOARD, { FORM_CHOICE, N_("Keyboard"), NULL, FORM_COLON, GROUP_COMPUTER } },
	{ ROW_TEST, { FORM_WORDS, N_("Screen test: these three columns must be straight"), NULL,
	                FORM_GAP | FORM_WIDE_ONLY | FORM_HEADING, GROUP_COMPUTER } },
	{ ROW_TEST_FIRST, { FORM_WORDS, "", NULL, FORM_WIDE_ONLY, GROUP_COMPUTER } },
	{ ROW_TEST_SECOND, { FORM_WORDS, "", NULL, FORM_WIDE_ONLY, GROUP_COMPUTER } },
};

/* An address as people read it: https goes without saying. */
static const char *short_url(const char *url)
{
	static const char https[] = "https://";

	return starts_with(url, https) ? url + strlen(https) : url;
}

static void add_row(struct welcome *w, int *count, enum role_of_row role, const struct form_row *row)
{
	w->roles[*count] = role;
	w->rows[(*count)++] = *row;
}

static void make_rows(struct welcome *w)
{
	int count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(wishes); i++)
		add_row(w, &count, wishes[i].role, &wishes[i].row);
	for (size_t i = 0; i < w->portals.count && i < PORTALS_SHOWN; i++) {
		w->portal_of[count] = (int)i;
		add_row(w, &count, ROW_PORTAL, &(struct form_row){ FORM_ACTION, short_url(w->portals.at[i].url), NULL, 0, GROUP_PORTALS });
	}
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		add_row(w, &count, settings[i].role, &settings[i].row);
	form_init(&w->form, w->rows, count, 0);
}

/* --- words --- */

static const char *portal_now(struct face *face)
{
	return settings_text(face_settings(face), SETTING_PORTAL);
}

/* "chosen, Okul Ağı, Türkiye, set for this computer". */
static char *portal_words(struct face *face, const struct portal *portal)
{
	struct str text = { 0 };

	if (strcmp(portal->url, portal_now(face)) == 0)
		words_part(&text, _("chosen"));
	words_part(&text, portal->name);
	words_part(&text, vocabulary_label(&vocabulary_countries, portal->country));
	if (portal->is_here)
		words_part(&text, _("set for this computer"));
	return str_detach(&text);
}

/* The portal chosen, where it is none of the list. */
static char *other_words(struct face *face, const struct welcome *w, bool narrow)
{
	const char *now = portal_now(face);

	for (size_t i = 0; i < w->portals.count; i++)
		if (strcmp(w->portals.at[i].url, now) == 0)
			now = "";
	return xstrdup(narrow && !*now ? _("another address") : now);
}

static char *line_words(struct face *face, bool narrow)
{
	static const char *const wide[] = {
		N_("found out by itself; or slow, or paid by the megabyte"), N_("fast; or slow, or paid by the megabyte"),
		N_("slow; or paid by the megabyte, or found out by itself"), N_("paid by the megabyte; or found out by itself, or slow"),
		N_("nothing goes out; or found out by itself"),
	};

	return narrow ? settings_words(face_settings(face), SETTING_LINE) : xstrdup(_(wide[settings_choice(face_settings(face), SETTING_LINE)]));
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct welcome *w = view->model;

	switch (w->roles[row]) {
	case ROW_DEMO:
		return xstrdup(narrow ? _("invented people, no line") : _("a community of invented people; nothing leaves this computer"));
	case ROW_SIGN_IN:
		return xstrdup(narrow ? _("I have an account") : _("I have an account at a portal"));
	case ROW_REGISTER:
		return xstrdup(narrow ? _("I am new") : _("I am new: name, school, validation by the support office"));
	case ROW_GUEST:
		return xstrdup(narrow ? _("read the public pages") : _("read the public pages of a portal"));
	case ROW_PORTAL:
		return portal_words(face, &w->portals.at[w->portal_of[row]]);
	case ROW_OTHER_PORTAL:
		return other_words(face, w, narrow);
	case ROW_COMPUTER:
		return words_computer(face, narrow);
	case ROW_LINE:
		return line_words(face, narrow);
	case ROW_KEYBOARD:
		return layout_words(narrow);
	case ROW_TEST_FIRST:
		return xstrdup("| Ayşe ığüşöç | Γιώργος | Олена |");
	case ROW_TEST_SECOND:
		return xstrdup("| Ewa ąęłńóśź | ნინო    | Անի   |");
	default:
		return xstrdup("");
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct welcome *w = view->model;
	const struct vocabulary_row *language = vocabulary_find(&vocabulary_languages, settings_text(face_settings(face), SETTING_LANGUAGE));
	const char *country = settings_text(face_settings(face), SETTING_COUNTRY);
	struct str title = { 0 };

	if (page_is_narrow(p)) {
		words_title(face, p, _("Twinline: what would you like?"), "");
		form_draw(&w->form, face, view, p, 1, words);
		return;
	}
	words_part(&title, language && language->own ? language->own : vocabulary_label(&vocabulary_languages, i18n_language()));
	if (*country)
		words_part(&title, vocabulary_label(&vocabulary_countries, country));
	str_insert(&title, 0, "Twinline  ", strlen("Twinline  "));
	words_title(face, p, title.text, _("nothing sent yet"));
	page_put(p, 1, 2, _("What would you like?"));
	form_draw(&w->form, face, view, p, 3, words);
	str_release(&title);
}

/* --- acting --- */

static void leave_for(struct face *face, struct welcome *w, const char *screen)
{
	probe_leave(&w->probe);
	face_open(face, screen, 0);
}

static void choose_portal(struct face *face, const char *url)
{
	if (face_set(face, SETTING_PORTAL, url) == 0)
		face_sayf(face, _("Signing in and registering begin with %s."), url);
}

static void typed_portal(struct face *face, struct view *view, const char *text)
{
	(void)view;
	if (text && *text)
		choose_portal(face, text);
}

static void look_around(struct face *face)
{
	if (face_is_demo(face))
		face_say(face, _("This is the demo already. Leave it for the rest."));
	else
		face_leave_for(face, tour_is_new(face) ? UI_TOUR : UI_DEMO);
}

/* --- as a guest: the portal is asked first whether it has any --- */

static void visit(struct face *face, struct welcome *w)
{
	if (face_is_demo(face))
		face_say(face, _("This is the demo already. Leave it for the rest."));
	else if (!*portal_now(face))
		face_say(face, _("Which portal? Choose one below, or type another address."));
	else if (!probe_go(&w->probe, face, portal_now(face)))
		face_say_lightly(face, _("The portal is asked."));
	else if (w->probe.has_guests)
		face_leave_for(face, UI_GUEST);
	else
		face_say(face, _("This portal lets nobody read who is not signed in."));
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct welcome *w = view->model;

	if (probe_hear(&w->probe, face, packet) == PROBE_GO)
		visit(face, w);
}

static void do_row(struct face *face, struct view *view)
{
	struct welcome *w = view->model;

	switch (w->roles[w->form.at]) {
	case ROW_DEMO:
		look_around(face);
		break;
	case ROW_SIGN_IN:
		leave_for(face, w, "sign-in");
		break;
	case ROW_REGISTER:
		leave_for(face, w, "register");
		break;
	case ROW_GUEST:
		visit(face, w);
		break;
	case ROW_PORTAL:
		choose_portal(face, w->portals.at[w->portal_of[w->form.at]].url);
		break;
	case ROW_OTHER_PORTAL:
		face_prompt(face, _("Portal:"), portal_now(face), NULL, typed_portal);
		break;
	case ROW_COMPUTER:
		face_set_next(face, SETTING_SHARED);
		break;
	case ROW_LINE:
		face_set_next(face, SETTING_LINE);
		break;
	case ROW_KEYBOARD:
		face_open(face, "keyboard", 0);
		break;
	default:
		break;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct welcome *w = view->model;

	if (action == ACTION_BACK && !face_view_below(face)) {
		face_open(face, "language", 0);
		return ACT_DONE;
	}
	switch (form_act(&w->form, view, action)) {
	case FORM_CHOSEN:
		do_row(face, view);
		return ACT_DONE;
	case FORM_MOVED:
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_welcome(struct face *face, struct view *view, int64_t argument)
{
	struct welcome *w = view->model;
	struct err e = { 0 };

	(void)argument;
	if (portals_load(&w->portals, &e) != 0)
		face_fail(face, &e);
	if (!settings_has(face_settings(face), SETTING_PORTAL) && w->portals.count > 0)
		face_set(face, SETTING_PORTAL, w->portals.at[0].url);
	make_rows(w);
	face_listen(face, heard);
	return 0;
}

static void close_welcome(struct face *face, struct view *view)
{
	struct welcome *w = view->model;

	(void)face;
	form_release(&w->form);
	portals_release(&w->portals);
	probe_release(&w->probe);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("do what the line says, or change it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), N_("back to the language"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_QUIT, N_("leave"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_welcome = {
	.name = "welcome", .title = N_("What would you like?"), .size = sizeof(struct welcome), .open = open_welcome, .draw = draw,
	.act = act, .close = close_welcome, .offers = offers,
};
