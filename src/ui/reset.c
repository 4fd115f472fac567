/* I forgot my password: a code from the portal, by e-mail or from the support office, and with it a new password. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "probe.h"
#include "screens.h"
#include "sign_in_kept.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum row { ROW_PORTAL, ROW_NAME, ROW_ASK, ROW_CODE, ROW_PASSWORD, ROW_SHOW, ROW_SET, ROW_COUNT };

enum { FIELD_MAX = 300 /* characters */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_PORTAL] = { FORM_FIELD, N_("Portal"), NULL, 0, 0 },
	[ROW_NAME] = { FORM_FIELD, N_("Name"), NULL, 0, 0 },
	[ROW_ASK] = { FORM_ACTION, N_("Ask for a code"), NULL, FORM_GAP, 1 },
	[ROW_CODE] = { FORM_FIELD, N_("Code"), NULL, FORM_GAP | FORM_OPTIONAL, 0 },
	[ROW_PASSWORD] = { FORM_FIELD, N_("New password"), NULL, FORM_OPTIONAL, 0 },
	[ROW_SHOW] = { FORM_CHOICE, N_("Show"), NULL, 0, 0 },
	[ROW_SET] = { FORM_ACTION, N_("Set the new password"), NULL, FORM_GAP, 1 },
};

struct reset {
	struct form form;
	struct probe probe;
	enum row wanted; /* what goes as soon as the portal has said who it is */
};

static struct editor *password_of(struct reset *r)
{
	return &r->form.fields[ROW_PASSWORD];
}

static void send(struct face *face, struct reset *r)
{
	struct json *packet = json_new_object(), *body = json_set(packet, "body", json_new_object());

	json_set_string(packet, "do", "reset");
	json_set_string(packet, "url", form_text(&r->form, ROW_PORTAL));
	json_set_string(body, "name", form_text(&r->form, ROW_NAME));
	if (r->wanted == ROW_SET) {
		json_set_string(body, "code", form_text(&r->form, ROW_CODE));
		json_set_string(body, "password", form_text(&r->form, ROW_PASSWORD));
	}
	face_say_lightly(face, _("The portal is asked."));
	face_tell_engine(face, packet);
}

static void ask(struct face *face, struct view *view, enum row wanted)
{
	static const enum row needed[] = { ROW_PORTAL, ROW_NAME, ROW_CODE, ROW_PASSWORD };
	struct reset *r = view->model;

	for (size_t i = 0; i < (wanted == ROW_SET ? ARRAY_SIZE(needed) : 2); i++) {
		if (!*form_text(&r->form, needed[i])) {
			face_sayf(face, _("This is missing: %s."), _(rows[needed[i]].label));
			form_go(&r->form, view, needed[i], true);
			return;
		}
	}
	r->wanted = wanted;
	if (probe_go(&r->probe, face, form_text(&r->form, ROW_PORTAL)))
		send(face, r);
}

/* A code is asked for, or the password is set: an answer without "by". */
static void take_answer(struct face *face, struct view *view, const struct json *answer)
{
	struct reset *r = view->model;
	const char *by = json_get_text(answer, "by");

	if (!by) {
		sign_in_keep(face, form_text(&r->form, ROW_PORTAL), form_text(&r->form, ROW_NAME));
		face_close(face);
		face_say(face, _("The new password holds. Sign in with it."));
		return;
	}
	form_go(&r->form, view, ROW_CODE, true);
	if (strcmp(by, "mail") == 0)
		face_say(face, _("If this name is known there, a code is on its way by e-mail; it holds for half an hour."));
	else
		face_say(face, _("This portal sends no e-mail: the support office hands out the code."));
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct reset *r = view->model;
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (probe_hear(&r->probe, face, packet) == PROBE_GO) {
		send(face, r);
	} else if (text_equal(did, "reset")) {
		take_answer(face, view, json_get(packet, "answer"));
	} else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "reset")) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct reset *r = view->model;

	(void)face;
	switch ((enum row)row) {
	case ROW_ASK:
		return xstrdup(narrow ? "" : _("by e-mail, or from your support office"));
	case ROW_SHOW:
		return xstrdup(password_of(r)->secret ? _("no") : _("yes"));
	case ROW_SET:
		return xstrdup(narrow ? "" : _("every other sign-in of yours ends"));
	default:
		return NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct reset *r = view->model;
	int row;

	words_title(face, p, _("A new password"), "");
	row = form_draw(&r->form, face, view, p, 1, words);
	probe_draw(&r->probe, face, p, page_is_narrow(p) ? row : row + 1);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct reset *r = view->model;
	bool was_portal = view->field == &r->form.fields[ROW_PORTAL];
	enum form_result result = form_act(&r->form, view, action);

	if (was_portal && view->field != &r->form.fields[ROW_PORTAL])
		probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	if (result == FORM_CHOSEN && r->form.at == ROW_SHOW)
		password_of(r)->secret = !password_of(r)->secret;
	else if (result == FORM_CHOSEN)
		ask(face, view, (enum row)r->form.at);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

static int open_reset(struct face *face, struct view *view, int64_t argument)
{
	struct reset *r = view->model;
	struct json *kept = sign_in_kept(face);

	(void)argument;
	form_init(&r->form, rows, ROW_COUNT, FIELD_MAX);
	form_secret(&r->form, ROW_PASSWORD);
	editor_set(&r->form.fields[ROW_PORTAL], json_get_text(kept, "portal"));
	editor_set(&r->form.fields[ROW_NAME], json_get_text(kept, "name"));
	json_free(kept);
	face_listen(face, heard);
	probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	form_go_to_empty(&r->form, view);
	return 0;
}

static void close_reset(struct face *face, struct view *view)
{
	struct reset *r = view->model;

	(void)face;
	form_release(&r->form);
	probe_release(&r->probe);
}

const struct screen screen_reset = {
	.name = "reset", .title = N_("A new password"), .size = sizeof(struct reset), .open = open_reset, .draw = draw, .act = act,
	.close = close_reset, .offers = form_offers, .typing = form_typing,
};
