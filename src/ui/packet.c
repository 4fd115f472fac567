/* By hand: a sync on a stick. What waits is written into a file, a file of anybody is carried, an answer is taken in. */
#include <stdlib.h>

#include "face.h"
#include "form.h"
#include "path.h"
#include "screens.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "words.h"

enum row { ROW_FILE, ROW_EXPORT, ROW_CARRY, ROW_IMPORT, ROW_SEALED, ROW_FILES, ROW_COUNT };

enum { FIELD_MAX = 1000 /* characters */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_FILE] = { FORM_FIELD, N_("File"), NULL, 0, 0 },
	[ROW_EXPORT] = { FORM_ACTION, N_("Write"), NULL, FORM_GAP | FORM_COLON, 0 },
	[ROW_CARRY] = { FORM_ACTION, N_("Carry"), NULL, FORM_COLON, 0 },
	[ROW_IMPORT] = { FORM_ACTION, N_("Take in"), NULL, FORM_COLON, 0 },
	[ROW_SEALED] = { FORM_WORDS, N_("Sealed"), NULL, FORM_GAP | FORM_COLON, 0 },
	[ROW_FILES] = { FORM_WORDS, N_("Files"), NULL, FORM_COLON, 0 },
};

static char *export_words(struct face *face, bool narrow)
{
	struct outbox_counts counts = { 0 };
	struct err e = { 0 };
	struct str size = { 0 };
	char *text;

	outbox_counts(face_store(face), &counts, &e);
	words_check(face, &e);
	words_add_size(&size, counts.bytes);
	text = xasprintf(narrow ? _("1 here: what waits, %s") : _("1, here: what waits, %s, and the question what is new"), size.text);
	str_release(&size);
	return text;
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	(void)view;
	switch ((enum row)row) {
	case ROW_EXPORT:
		return export_words(face, narrow);
	case ROW_CARRY:
		return xstrdup(narrow ? _("2 where a line is") : _("2, where a line is: asks the portal; anybody can do it for you"));
	case ROW_IMPORT:
		return xstrdup(narrow ? _("3 here again: the answer") : _("3, here again: the answer, and what is new"));
	case ROW_SEALED:
		return xstrdup(narrow ? _("who carries it reads nothing") : _("to the portal and to you: whoever carries it can read nothing of it"));
	case ROW_FILES:
		return xstrdup(narrow ? _("wait for a line") : _("what you attached waits for a line, and so does what names it"));
	default:
		return NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	words_title_line(face, p, _("By hand"));
	form_draw(view->model, face, view, p, 1, words);
}

/* --- what the engine says --- */

static void say_exported(struct face *face, const struct json *packet)
{
	struct str size = { 0 };

	words_add_size(&size, json_get_integer(packet, "bytes", 0));
	face_sayf(face, _("Written: %s. Carry it where a line is, and bring it back."), size.text);
	str_release(&size);
}

static void say_imported(struct face *face, const struct json *packet)
{
	face_sayf(face, _("Taken in: sent %lld, new %lld."), (long long)json_get_integer(packet, "sent", 0),
	          (long long)json_get_integer(packet, "received", 0));
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	struct err cause = { 0 };

	(void)view;
	if (text_equal(did, "packet-exported")) {
		say_exported(face, packet);
	} else if (text_equal(did, "packet-carried")) {
		face_say(face, _("The portal has answered. Take it back to who wrote it."));
	} else if (text_equal(did, "packet-imported")) {
		say_imported(face, packet);
	} else if (text_equal(did, "failed") && what && starts_with(what, "packet-")) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
}

/* --- acting --- */

static void ask(struct face *face, const struct form *form)
{
	static const struct { const char *ask, *said; } steps[ROW_COUNT] = {
		[ROW_EXPORT] = { "packet-export", N_("Writing.") },
		[ROW_CARRY] = { "packet-carry", N_("The portal is asked.") },
		[ROW_IMPORT] = { "packet-import", N_("Taking it in.") },
	};
	char *typed = path_of(form_text(form, ROW_FILE)), *path;
	struct json *packet;
	struct err e = { 0 };

	path = file_absolute(typed, &e); /* the engine lives in another directory */
	free(typed);
	if (!path) {
		face_fail(face, &e);
		return;
	}
	packet = json_new_object();
	json_set_string(packet, "do", steps[form->at].ask);
	json_set_string(packet, "file", path);
	face_say_lightly(face, _(steps[form->at].said));
	face_tell_engine(face, packet);
	free(path);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct form *form = view->model;
	enum form_result result = form_act(form, view, action);

	if (result == FORM_CHOSEN)
		ask(face, form);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

static int open_packet(struct face *face, struct view *view, int64_t argument)
{
	struct form *form = view->model;

	(void)argument;
	form_init(form, rows, ROW_COUNT, FIELD_MAX);
	editor_set(&form->fields[ROW_FILE], "~/twinline.packet");
	form_go(form, view, ROW_EXPORT, false);
	face_listen(face, heard);
	return 0;
}

static void close_packet(struct face *face, struct view *view)
{
	(void)face;
	form_release(view->model);
}

const struct screen screen_packet = {
	.name = "packet", .title = N_("By hand"), .size = sizeof(struct form), .open = open_packet, .draw = draw, .act = act,
	.close = close_packet, .offers = form_offers, .typing = form_typing,
};
