/* Leaving for good: what is erased, what stays with others, and when; then the password and one question. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "words.h"

enum row { ROW_GOES, ROW_STAYS, ROW_HERE, ROW_WHEN, ROW_FIRST, ROW_PROJECTS, ROW_PASSWORD, ROW_LEAVE, ROW_COUNT };

enum { FIELD_MAX = 300 /* characters */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_GOES] = { FORM_WORDS, N_("Erased"), NULL, 0, 0 },
	[ROW_STAYS] = { FORM_WORDS, N_("Stays"), NULL, 0, 0 },
	[ROW_HERE] = { FORM_WORDS, N_("Here"), NULL, 0, 0 },
	[ROW_WHEN] = { FORM_WORDS, N_("When"), NULL, 0, 0 },
	[ROW_FIRST] = { FORM_ACTION, N_("Take all with me"), NULL, FORM_GAP, 0 },
	[ROW_PROJECTS] = { FORM_ACTION, N_("Projects"), NULL, 0, 0 },
	[ROW_PASSWORD] = { FORM_FIELD, N_("Password"), NULL, FORM_GAP | FORM_OPTIONAL, 0 },
	[ROW_LEAVE] = { FORM_ACTION, N_("Leave for good"), NULL, 0, 0 },
};

static const char *const sentences[ROW_COUNT][2] = {
	[ROW_GOES] = { N_("your card, messages, contacts and searches at the portal"), N_("your card, messages, contacts") },
	[ROW_STAYS] = { N_("letters that others have, without your name"), N_("letters of others, without a name") },
	[ROW_HERE] = { N_("what is kept on this computer stays yours"), N_("this computer keeps what it has") },
	[ROW_WHEN] = { N_("at once; nobody can bring it back"), N_("at once, and nobody can undo it") },
	[ROW_PROJECTS] = { N_("what you made stays without your name; name who carries on"), N_("name who carries on") },
	[ROW_FIRST] = { N_("first, as a folder"), "" },
	[ROW_LEAVE] = { N_("asks once more"), "" },
};

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	const char *sentence = sentences[row][narrow];

	(void)face;
	(void)view;
	return sentence ? xstrdup(*sentence ? _(sentence) : "") : NULL;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	words_title_line(face, p, _("Leave for good"));
	form_draw(view->model, face, view, p, 1, words);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	form_wipe(view->model, ROW_PASSWORD);
	if (text_equal(did, "left-portal")) {
		face_say(face, _("You have left. What is kept on this computer is yours."));
	} else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "leave-portal")) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
}

static void leave(struct face *face, struct view *view, int answer, int64_t argument)
{
	struct json *packet, *body;

	(void)argument;
	if (answer != 2)
		return;
	packet = json_new_object();
	body = json_set(packet, "body", json_new_object());
	json_set_string(packet, "do", "leave-portal");
	json_set_string(body, "password", form_text(view->model, ROW_PASSWORD));
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked."));
}

static void ask(struct face *face, struct form *form)
{
	if (!*form_text(form, ROW_PASSWORD)) {
		face_say(face, _("Your password is needed for this."));
		return;
	}
	face_ask(face, &(struct question){
		.text = _("Leave for good, and let all of it be erased?"), .answers = { _("stay"), _("leave for good") }, .done = leave,
	});
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct form *form = view->model;
	enum form_result result = form_act(form, view, action);

	if (result == FORM_CHOSEN && form->at == ROW_FIRST)
		face_open(face, "take-all", 0);
	else if (result == FORM_CHOSEN && form->at == ROW_PROJECTS)
		face_open(face, "projects", 0);
	else if (result == FORM_CHOSEN)
		ask(face, form);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

/* True if one is in any project. */
static bool has_projects(struct face *face)
{
	int64_t counts[PROJECT_WORD_COUNT] = { 0 }, all = 0;
	struct err e = { 0 };

	project_counts(face_store(face), counts, &e);
	words_check(face, &e);
	for (int i = 0; i < PROJECT_WORD_COUNT; i++)
		all += counts[i];
	return all > 0;
}

static int open_leave(struct face *face, struct view *view, int64_t argument)
{
	struct form *form = view->model;

	(void)argument;
	form_init(form, rows, ROW_COUNT, FIELD_MAX);
	form_secret(form, ROW_PASSWORD);
	form->is_hidden[ROW_PROJECTS] = !has_projects(face);
	face_listen(face, heard);
	form_go(form, view, ROW_FIRST, false);
	return 0;
}

static void close_leave(struct face *face, struct view *view)
{
	(void)face;
	form_release(view->model);
}

const struct screen screen_leave = {
	.name = "leave", .title = N_("Leave for good"), .size = sizeof(struct form), .open = open_leave, .draw = draw, .act = act,
	.close = close_leave, .offers = form_offers, .typing = form_typing,
};
