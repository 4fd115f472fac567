/* My registration, and a change of school: reminding, the code of the e-mail address, a paper, the answer to the support organisation. */
#include "registration.h"

#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "form.h"
#include "profile.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/records.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { FIELD_MAX = 100 /* characters */, SCHOOLS_SHOWN = ROW_FOUND_LAST - ROW_FOUND + 1 };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_STATE] = { FORM_WORDS, N_("State"), NULL, 0, 0 },
	[ROW_WAITS] = { FORM_WORDS, N_("Waits for"), NULL, 0, 0 },
	[ROW_REMIND] = { FORM_ACTION, N_("Remind"), NULL, 0, 0 },
	[ROW_CODE] = { FORM_FIELD, N_("Code"), NULL, FORM_GAP, 0 },
	[ROW_CONFIRM] = { FORM_ACTION, N_("Confirm"), NULL, 0, 0 },
	[ROW_REASON] = { FORM_WORDS, N_("Reason"), NULL, FORM_GAP, 0 },
	[ROW_ANSWER] = { FORM_ACTION, N_("Answer"), NULL, 0, 0 },
	[ROW_PAPER] = { FORM_ACTION, N_("Paper"), NULL, 0, 0 },
	[ROW_SCHOOL] = { FORM_WORDS, N_("School"), NULL, FORM_GAP, 0 },
	[ROW_OTHER] = { FORM_ACTION, N_("New school"), NULL, 0, 0 },
	[ROW_FOUND] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_FOUND + 1] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_FOUND_LAST] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_SUPPORT] = { FORM_ACTION, N_("Support"), NULL, FORM_GAP, 0 },
};

const char *registration_text(const struct json *tree, const char *name)
{
	const char *text = json_get_text(tree, name);

	return text ? text : "";
}

bool registration_waits_for(const struct registration_page *m, const char *step)
{
	return strcmp(registration_text(m->profile, "step"), step) == 0;
}

static bool is_accepted(const struct registration_page *m)
{
	return strcmp(registration_text(m->profile, "state"), "accepted") == 0;
}

/* --- reading --- */

static void show_rows(struct registration_page *m)
{
	bool *hidden = m->form.is_hidden;
	bool is_change = json_get(m->profile, "wantsSchool");

	hidden[ROW_WAITS] = !*registration_text(m->profile, "step");
	hidden[ROW_REMIND] = hidden[ROW_WAITS] || registration_waits_for(m, "you");
	hidden[ROW_CODE] = hidden[ROW_CONFIRM] = !json_get(m->profile, "pendingEmail");
	hidden[ROW_REASON] = !*registration_text(m->profile, "reason");
	hidden[ROW_ANSWER] = hidden[ROW_PAPER] = !registration_waits_for(m, "you");
	hidden[ROW_OTHER] = !is_accepted(m) && !is_change;
	for (int i = 0; i < SCHOOLS_SHOWN; i++)
		hidden[ROW_FOUND + i] = (size_t)i >= json_size(m->schools);
}

static void read_again(struct face *face, struct registration_page *m)
{
	json_free(m->profile);
	json_free(m->card);
	m->record = profile_record(face, &profile_account);
	m->profile = profile_tree(face, &profile_account);
	m->card = profile_tree(face, &profile_card);
	show_rows(m);
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

/* --- changes of the profile, held and taken back like letters --- */

void registration_change(struct face *face, struct view *view, struct json *patch_taken, const char *said)
{
	struct registration_page *m = view->model;

	if (m->record)
		face_patch_held(face, m->record, patch_taken, said);
	else
		json_free(patch_taken);
	read_again(face, m);
}

/* What the portal would refuse is said here at once. */
static bool is_too_soon(struct face *face, const struct registration_page *m)
{
	enum { REMIND_SECONDS = 3 * 24 * 60 * 60 };
	const char *since = registration_text(m->profile, registration_waits_for(m, "mail") ? "" : "stepSince");
	const char *last = registration_text(m->profile, "remindedAt");
	struct str day = { 0 };
	int64_t at;

	if (!clock_parse(*last ? last : since, &at) || clock_now() >= at + REMIND_SECONDS)
		return false;
	datetime_add_date(&day, at + REMIND_SECONDS);
	face_sayf(face, _("It can be reminded of from %s on: three days apart at least."), day.text);
	str_release(&day);
	return true;
}

static void remind(struct face *face, struct view *view)
{
	struct json *patch;
	char now[CLOCK_TEXT_SIZE];

	if (is_too_soon(face, view->model))
		return;
	patch = json_new_object();
	clock_format(clock_now(), now);
	json_set_string(patch, "remindedAt", now);
	registration_change(face, view, patch, _("Reminded."));
}

/* --- a paper --- */

static void paper_typed(struct face *face, struct view *view, const char *text)
{
	struct registration_page *m = view->model;
	struct json *file = attach_typed(face, face_account(face), text, paper_typed);

	if (file) {
		const struct json *before = json_get(m->profile, "papers");
		struct json *patch = json_new_object(), *papers = json_set(patch, "papers", before ? json_copy(before) : json_new_array());

		json_push(papers, file);
		registration_change(face, view, patch, NULL);
	}
}

/* --- the code --- */

static const char code_fact[] = "confirmation-code";

/* Kept until it counts: who looks it up somewhere else comes back to it. Nothing typed: none is kept. */
static void keep_code(struct face *face, const struct registration_page *m)
{
	const char *code = form_text(&m->form, ROW_CODE);
	struct err e = { 0 };

	if (store_set_fact(face_store(face), code_fact, *code ? code : NULL, &e) != 0)
		face_fail(face, &e);
}

static void take_kept_code(struct face *face, struct registration_page *m)
{
	char *code = m->form.is_hidden[ROW_CODE] ? NULL : store_fact(face_store(face), code_fact);

	editor_set(&m->form.fields[ROW_CODE], code ? code : "");
	free(code);
}

static void typed(struct face *face, struct view *view)
{
	keep_code(face, view->model);
}

static void confirm(struct face *face, struct registration_page *m)
{
	struct json *packet, *body;

	if (!*form_text(&m->form, ROW_CODE)) {
		face_say(face, _("Type the code that came by e-mail."));
		return;
	}
	packet = json_new_object();
	json_set_string(packet, "do", "confirm");
	body = json_set(packet, "body", json_new_object());
	json_push(json_set(body, "codes", json_new_array()), json_new_string(form_text(&m->form, ROW_CODE)));
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked."));
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct registration_page *m = view->model;
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	struct err cause = { 0 };

	if (text_equal(did, "confirmed")) {
		editor_set(&m->form.fields[ROW_CODE], "");
		keep_code(face, m);
		if (!m->form.is_hidden[ROW_REMIND]) /* the rows of the code go */
			form_go(&m->form, view, ROW_REMIND, false);
		face_wake_engine(face, true);
		face_say(face, _("The new address counts now."));
	} else if (text_equal(did, "schools")) {
		json_free(m->schools);
		m->schools = json_copy(json_get(json_get(packet, "answer"), "schools"));
		show_rows(m);
		if (json_size(m->schools))
			form_go(&m->form, view, ROW_FOUND, false);
		else
			registration_ask_for_new(face, m);
	} else if (text_equal(did, "school")) {
		face_do(face, ACTION_SEND);
	} else if (text_equal(did, "failed") && (text_equal(what, "confirm") || text_equal(what, "school") || text_equal(what, "schools"))) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
}

/* --- the row of the screen --- */

static void choose(struct face *face, struct view *view)
{
	struct registration_page *m = view->model;

	if (m->form.at >= ROW_FOUND && m->form.at <= ROW_FOUND_LAST) {
		registration_take_school(face, view, m->form.at - ROW_FOUND);
		return;
	}
	switch (m->form.at) {
	case ROW_REMIND:
		remind(face, view);
		break;
	case ROW_CONFIRM:
		confirm(face, m);
		break;
	case ROW_ANSWER:
		registration_answer(face, m->record);
		break;
	case ROW_PAPER:
		attach_ask(face, "", paper_typed);
		break;
	case ROW_OTHER:
		registration_other_school(face, view);
		break;
	default:
		face_do(face, ACTION_SUPPORT);
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct registration_page *m = view->model;
	enum form_result result;

	if (action == ACTION_WRITE_TO && !view->field && !m->form.is_hidden[ROW_REMIND]) {
		remind(face, view);
		return ACT_DONE;
	}
	result = form_act(&m->form, view, action);
	if (result == FORM_CHOSEN)
		choose(face, view);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

/* What is to be done next has the cursor. */
static int first_row(const struct registration_page *m)
{
	static const int first[] = { ROW_CODE, ROW_ANSWER, ROW_REMIND, ROW_OTHER };

	for (size_t i = 0; i < ARRAY_SIZE(first); i++)
		if (!m->form.is_hidden[first[i]])
			return first[i];
	return ROW_SUPPORT;
}

static int open_registration(struct face *face, struct view *view, int64_t argument)
{
	struct registration_page *m = view->model;

	(void)argument;
	form_init(&m->form, rows, ROW_COUNT, FIELD_MAX);
	read_again(face, m);
	if (!m->record) {
		form_release(&m->form);
		face_say(face, _("It comes with the first exchange."));
		return -1;
	}
	face_listen(face, heard);
	take_kept_code(face, m);
	form_go(&m->form, view, first_row(m), true);
	return 0;
}

static void close_registration(struct face *face, struct view *view)
{
	struct registration_page *m = view->model;

	(void)face;
	json_free(m->profile);
	json_free(m->card);
	json_free(m->schools);
	free(m->typed);
	form_release(&m->form);
}

static const struct offer waiting_offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("remind"), N_("remind whom it waits for"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct registration_page *m = view->model;

	return m->form.is_hidden[ROW_REMIND] ? form_offers : waiting_offers;
}

const struct screen screen_registration = {
	.name = "registration", .title = N_("Registration"), .size = sizeof(struct registration_page), .open = open_registration,
	.draw = registration_draw, .act = act, .typed = typed, .changed = changed, .close = close_registration, .offers = waiting_offers,
	.offers_now = offers_now, .typing = form_typing,
};
