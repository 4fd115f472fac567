/* What is done to an event, on its page or where the calendar lists it. */
#include <stdlib.h>
#include <unistd.h>

#include "decide.h"
#include "event.h"
#include "mail.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/ics.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "view.h"
#include "words.h"

enum { TITLE_CELLS = 36 };

/* --- reading --- */

static struct json *tree_of(struct face *face, int64_t local)
{
	struct record record = { 0 };
	struct draft draft = { 0 };
	struct json *tree = NULL;

	if (local < 0)
		tree = draft_get(face_store(face), -local, &draft) ? json_parse_own(draft.body) : NULL;
	else if (record_by_local(face_store(face), local, &record))
		tree = record_tree(face_store(face), &record);
	draft_release(&draft);
	record_free(&record);
	return tree;
}

static int64_t reminder(struct face *face, int64_t attendance)
{
	struct json *tree = attendance ? tree_of(face, attendance) : NULL;
	int64_t minutes = json_get_integer(tree, "remindBefore", -1);

	json_free(tree);
	return minutes;
}

/* The account that holds a record; of a draft, mine. */
static int64_t account_of(struct face *face, int64_t local)
{
	struct record record = { 0 };
	int64_t account = local > 0 && record_by_local(face_store(face), local, &record) ? record.account : face_account(face);

	record_free(&record);
	return account;
}

bool event_read(struct face *face, int64_t local, struct event_view *v)
{
	struct json *tree = tree_of(face, local);
	struct agenda_query q = { .now = clock_now() };
	struct err refusal = { 0 };

	*v = (struct event_view){ .local = local, .zone = zone_of_computer() };
	q.zone = v->zone;
	if (tree && agenda_get(face_store(face), &q, local, &v->row)) {
		record_decode(&record_types[TYPE_Event], tree, &v->event);
		letter_files_read(&v->files, account_of(face, local), &v->event.files);
		v->is_mine = local < 0 || !json_get_text(tree, "id") || text_equal(v->event.organiser.id, face_my_id(face));
		v->remind_before = local > 0 ? reminder(face, agenda_attendance(face_store(face), local)) : -1;
		if (local > 0 && v->is_mine)
			v->guest_count = agenda_guests(face_store(face), local, &v->guests, NULL);
		if (v->guest_count < 0)
			v->guest_count = 0;
		if (local > 0 && agenda_refusal(face_store(face), local, &refusal))
			v->refused = err_text(&refusal);
		err_release(&refusal);
	}
	json_free(tree);
	return v->row.local != 0;
}

void event_release(struct event_view *v)
{
	record_release(&record_types[TYPE_Event], &v->event);
	agenda_row_release(&v->row);
	agenda_guests_release(v->guests, v->guest_count);
	letter_files_release(&v->files);
	free(v->zone);
	free(v->refused);
	*v = (struct event_view){ 0 };
}

/* --- answering --- */

static void answer(struct face *face, const struct event_view *v, const char *word, const char *text)
{
	decide_event(face, &(struct decide_item){ .event = v->local, .name = v->event.title }, word, text);
}

/* Of the event's page, which has asked for the text. */
static void apply_done(struct face *face, struct view *view, const char *text)
{
	const struct event_view *v = view->model;

	if (text)
		answer(face, v, "applied", text);
	view_changed(face, view);
}

/* The page of the event, on which a prompt can stand: its view comes back to the one who asked. False if it did not open. */
static bool open_page(struct face *face, int64_t local)
{
	return face_is_on(face, "event") || face_open(face, "event", local) == 0;
}

static void join(struct face *face, const struct event_view *v)
{
	switch (v->row.state) {
	case AGENDA_OPEN:
	case AGENDA_MAYBE:
	case AGENDA_PROJECT:
		if (text_equal(v->event.admission, "apply"))
			break;
		answer(face, v, "yes", NULL);
		return;
	case AGENDA_APPLY:
		break;
	case AGENDA_FULL:
		face_say(face, _("All places are taken, or the list is closed."));
		return;
	case AGENDA_YES:
	case AGENDA_APPLIED:
		face_say(face, _("You have said so already."));
		return;
	default:
		face_say(face, _("Nobody can join this any more."));
		return;
	}
	if (open_page(face, v->local))
		face_prompt(face, _("Why you want to come:"), "", NULL, apply_done);
}

static void say_maybe(struct face *face, const struct event_view *v)
{
	if (text_equal(v->event.admission, "apply"))
		face_say(face, _("One applies for this event: {accept} asks for a place, {drop} takes it back."));
	else if (v->row.state == AGENDA_DONE || v->row.state == AGENDA_CANCELLED || v->row.state == AGENDA_DUE || v->is_mine)
		face_say(face, _("There is nothing to answer here."));
	else
		answer(face, v, "maybe", NULL);
}

/* --- leaving and cancelling --- */

struct cancelling { int64_t event, entry; };

static int queue_cancelled(struct store *s, void *context, struct err *e)
{
	struct cancelling *c = context;
	struct json *patch = json_new_object();

	json_set_string(patch, "state", "cancelled");
	c->entry = outbox_update_held(s, c->event, patch, s->hold, e);
	json_free(patch);
	return c->entry < 0 ? -1 : 0;
}

static void cancel_done(struct face *face, struct view *view, int number, int64_t event)
{
	struct cancelling c = { .event = event };
	struct str when = { 0 };

	if (number != 2 || face_change(face, queue_cancelled, &c) != 0)
		return;
	face_remember_entries(face, &c.entry, 1);
	datetime_add_time(&when, clock_now() + face_store(face)->hold);
	face_sayf(face, _("Cancelled. That goes out at %s; {undo} takes it back."), when.text);
	str_release(&when);
	view_changed(face, view);
}

static void ask_to_cancel(struct face *face, const struct event_view *v)
{
	struct str title = { 0 };
	char *text;

	words_add_whole(&title, face, v->event.title, TITLE_CELLS);
	text = xasprintf(_("Cancel %s? Those who come are told."), title.text ? title.text : "");
	face_ask(face, &(struct question){ .text = text, .answers = { _("let it be"), _("cancel it") }, .done = cancel_done,
	                                   .argument = v->local });
	free(text);
	str_release(&title);
}

static void leave(struct face *face, const struct event_view *v)
{
	bool has_answered = v->row.state == AGENDA_YES || v->row.state == AGENDA_MAYBE || v->row.state == AGENDA_APPLIED;

	if (v->row.draft) {
		if (face_throw_draft(face, -v->local) == 0)
			face_say(face, _("The draft is thrown away. {undo} brings it back."));
	} else if (v->is_mine && v->row.state != AGENDA_DONE && v->row.state != AGENDA_CANCELLED) {
		ask_to_cancel(face, v);
	} else if (has_answered) {
		answer(face, v, "no", NULL);
	} else {
		face_say(face, _("You have not said yes to it."));
	}
}

/* --- who comes to mine --- */

struct admitting { int64_t guest, entry; bool accept; };

static int queue_word(struct store *s, void *context, struct err *e)
{
	struct admitting *a = context;

	a->entry = agenda_admit(s, a->guest, a->accept, e);
	return a->entry < 0 ? -1 : 0;
}

static void admit(struct face *face, const struct agenda_guest *guest, bool accept)
{
	struct admitting a = { .guest = guest->local, .accept = accept };
	char *name, *said;

	if (!text_equal(guest->answer, "applied") || *guest->outcome) {
		face_say(face, _("This does not wait for a yes or no."));
		return;
	}
	if (face_change(face, queue_word, &a) != 0)
		return;
	face_remember_entries(face, &a.entry, 1);
	name = words_person(&guest->person);
	said = xasprintf(accept ? _("Accepted: %s.") : _("Refused: %s."), name);
	words_say_goes_out(face, said);
	free(said);
	free(name);
}

enum outcome event_act_on_guest(struct face *face, const struct agenda_guest *guest, enum action action)
{
	switch (action) {
	case ACTION_ACCEPT:
	case ACTION_OPEN:
		admit(face, guest, true);
		return ACT_DONE;
	case ACTION_DROP:
		admit(face, guest, false);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		mail_write_to_person(face, &guest->person, "");
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the rest --- */

static void edit(struct face *face, const struct event_view *v)
{
	int64_t draft;

	if (v->row.draft) {
		face_open_draft(face, -v->local);
	} else if (!v->is_mine) {
		face_say(face, _("Only the one who holds it can change it."));
	} else {
		draft = sheet_begin(face, &record_types[TYPE_Event], v->local, NULL);
		if (draft)
			face_open(face, "event-form", draft);
	}
}

static void write_to(struct face *face, const struct event_view *v)
{
	if (v->is_mine || !v->event.organiser.id)
		face_say(face, _("There is nobody here to write to."));
	else
		mail_write_to_person(face, &v->event.organiser, v->event.title);
}

/* Alone in the last line, where it can be marked: nothing is sent to the terminal that would fill its clipboard. */
static void show_link(struct face *face, const struct event_view *v)
{
	char *link = words_safe(v->event.link, SANITISE_LINE);

	face_say(face, *link ? link : _("This event has no link."));
	free(link);
}

static void save_done(struct face *face, struct view *view, const char *path)
{
	const struct event_view *v = view->model;
	struct str text = { 0 };
	struct err e = { 0 };

	if (!path || !*path)
		return;
	if (access(path, F_OK) == 0)
		err_set(&e, ERR_EXISTS, path, NULL);
	else if (!ics_event(face_store(face), v->local, &text))
		err_set(&e, ERR_NOT_FOUND, NULL);
	if (e.code || file_write(path, text.text, text.len, 0600, &e) != 0)
		face_fail(face, &e);
	else
		face_sayf(face, _("Saved as %s."), path);
	str_release(&text);
}

static void save(struct face *face, const struct event_view *v)
{
	const char *home = getenv("HOME");
	char *path = xasprintf("%s/event.ics", home ? home : ".");

	if (v->row.draft)
		face_say(face, _("A draft is not saved as a file."));
	else if (open_page(face, v->local))
		face_prompt(face, _("Save as:"), path, NULL, save_done);
	free(path);
}

static void do_to(struct face *face, const struct event_view *v, enum action action)
{
	switch (action) {
	case ACTION_ACCEPT:
		if (v->row.draft)
			edit(face, v);
		else
			join(face, v);
		break;
	case ACTION_LATER:
		say_maybe(face, v);
		break;
	case ACTION_DROP:
		leave(face, v);
		break;
	case ACTION_EDIT:
		edit(face, v);
		break;
	case ACTION_WRITE_TO:
		write_to(face, v);
		break;
	case ACTION_COPY:
		show_link(face, v);
		break;
	default:
		save(face, v);
		break;
	}
}

bool event_does(enum action action)
{
	static const enum action doable[] = {
		ACTION_ACCEPT, ACTION_LATER, ACTION_DROP, ACTION_EDIT, ACTION_WRITE_TO, ACTION_COPY, ACTION_PRINT,
	};

	for (size_t i = 0; i < ARRAY_SIZE(doable); i++)
		if (doable[i] == action)
			return true;
	return false;
}

enum outcome event_act(struct face *face, int64_t local, enum action action)
{
	struct event_view v;

	if (!event_does(action))
		return ACT_IGNORED;
	if (event_read(face, local, &v))
		do_to(face, &v, action);
	else
		face_say(face, _("This event is not here any more."));
	event_release(&v);
	return ACT_DONE;
}
