/* Undo: each step is how to take it back: patches of records, a letter or an answer that has not left, a draft thrown away. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "letter_files.h"
#include "held.h"
#include "pause.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/conflict.h"
#include "twinline/records/draft.h"
#include "twinline/records/outbox.h"
#include "twinline/records/plan.h"
#include "twinline/records/record.h"
#include "undo_step.h"
#include "view.h"
#include "words.h"

struct undo_step *undo_step_new(void)
{
	struct undo_step *step = xcalloc(1, sizeof *step);

	step->pause = -1;
	return step;
}

void undo_step_free(struct undo_step *step)
{
	for (int i = 0; i < step->count; i++)
		json_free(step->patches[i]);
	free(step->records);
	free(step->patches);
	free(step->entries);
	free(step->member);
	json_free(step->value);
	json_free(step->after);
	draft_release(&step->thrown);
	free(step->file.id);
	free(step->file.name);
	free(step->file.type);
	conflict_undo_release(&step->choice);
	free(step);
}

static void forget(struct undo_step **steps)
{
	while (*steps) {
		struct undo_step *step = *steps;

		*steps = step->older;
		undo_step_free(step);
	}
}

void undo_forget_all(struct face *face)
{
	forget(&face->undo);
	forget(&face->redo);
}

static void push(struct undo_step **steps, struct undo_step *step)
{
	step->older = *steps;
	*steps = step;
}

void undo_remember(struct face *face, struct undo_step *step)
{
	push(&face->undo, step);
	forget(&face->redo);
}

/* The value at a patch path ("keywords/$seen") in tree, or JSON null. */
static struct json *value_at(const struct json *tree, const char *path)
{
	char *copy = xstrdup(path), *rest = copy, *part;

	while (tree && (part = strsep(&rest, "/")))
		tree = json_get(tree, part);
	free(copy);
	return tree ? json_copy(tree) : json_new_null();
}

/* The patch that brings a record back to how it is now, before patch. */
static struct json *inverse(struct store *s, int64_t local, const struct json *patch)
{
	struct record record = { 0 };
	struct json *back = json_new_object(), *tree;

	if (record_by_local(s, local, &record)) {
		tree = record_tree(s, &record);
		for (const struct json *member = json_first(patch); member; member = json_next(member))
			json_set(back, json_key(member), value_at(tree, json_key(member)));
		json_free(tree);
	}
	record_free(&record);
	return back;
}

static int queue_patches(struct store *s, void *context, struct err *e)
{
	const struct undo_step *step = context;

	for (int i = 0; i < step->count; i++)
		if (outbox_update(s, step->records[i], step->patches[i], e) < 0)
			return -1;
	return 0;
}

/* Does the patches of step and returns the step that undoes them; NULL if they could not be queued (the cause is shown). */
static struct undo_step *exchange(struct face *face, struct undo_step *step)
{
	struct undo_step *back = undo_step_new();

	back->count = step->count;
	back->records = xcalloc((size_t)step->count, sizeof *back->records);
	back->patches = xcalloc((size_t)step->count, sizeof *back->patches);
	for (int i = 0; i < step->count; i++) {
		back->records[i] = step->records[i];
		back->patches[i] = inverse(&face->store, step->records[i], step->patches[i]);
	}
	if (face_change(face, queue_patches, step) == 0)
		return back;
	undo_step_free(back);
	return NULL;
}

/* Lets the view read again what undo has changed, and lead the eye there. */
static void show_change(struct face *face, int64_t record)
{
	struct view *view = face_top(face);

	view_changed(face, view);
	if (record)
		view_show_record(face, view, record);
}

int face_patch_all(struct face *face, const int64_t *records, int count, const struct json *patch, const char *said)
{
	struct undo_step *step = undo_step_new(), *back;

	step->count = count;
	step->records = xcalloc((size_t)count, sizeof *step->records);
	step->patches = xcalloc((size_t)count, sizeof *step->patches);
	for (int i = 0; i < count; i++) {
		step->records[i] = records[i];
		step->patches[i] = json_copy(patch);
	}
	back = exchange(face, step);
	undo_step_free(step);
	if (!back)
		return -1;
	undo_remember(face, back);
	if (said)
		face_say(face, said);
	return 0;
}

/* --- the pause of the line --- */

void face_remember_pause(struct face *face, int64_t before)
{
	struct undo_step *step = undo_step_new();

	step->pause = before;
	undo_remember(face, step);
}

/* Pauses as before; returns the step that undoes it, NULL where that fails (the cause is shown). */
static struct undo_step *exchange_pause(struct face *face, const struct undo_step *step)
{
	struct undo_step *back = undo_step_new();

	back->pause = plan_pause(&face->store, clock_now());
	if (pause_set(face, step->pause) == 0)
		return back;
	undo_step_free(back);
	return NULL;
}

void face_remember_send(struct face *face, int64_t entry)
{
	struct undo_step *step = undo_step_new();

	step->sent = entry;
	undo_remember(face, step);
}

void face_remember_entries(struct face *face, const int64_t *entries, int count)
{
	struct undo_step *step = undo_step_new();

	step->entries = xcalloc((size_t)count, sizeof *entries);
	memcpy(step->entries, entries, (size_t)count * sizeof *entries);
	step->entry_count = count;
	undo_remember(face, step);
}

struct holding { int64_t record, entry; const struct json *patch; };

static int queue_held(struct store *s, void *context, struct err *e)
{
	struct holding *h = context;

	h->entry = outbox_update_held(s, h->record, h->patch, s->hold, e);
	return h->entry < 0 ? -1 : 0;
}

int face_patch_held(struct face *face, int64_t record, struct json *patch_taken, const char *said)
{
	struct holding h = { .record = record, .patch = patch_taken };
	int result = face_change(face, queue_held, &h);

	json_free(patch_taken);
	if (result != 0)
		return -1;
	face_remember_entries(face, &h.entry, 1);
	words_say_goes_out(face, said);
	return 0;
}

void face_remember_change(struct face *face, int64_t entry, struct draft *draft_taken)
{
	face_remember_entries(face, &entry, 1);
	face->undo->thrown = *draft_taken;
	face->undo->thrown.local = 0;
	*draft_taken = (struct draft){ 0 };
}

void face_remember_choice(struct face *face, struct conflict_undo *undo)
{
	struct undo_step *step = undo_step_new();

	step->choice = *undo;
	*undo = (struct conflict_undo){ 0 };
	undo_remember(face, step);
}

void face_remember_fetch(struct face *face, const struct letter_file *file)
{
	struct undo_step *step = undo_step_new();

	step->file = (struct letter_file){ file->account, xstrdup(file->id), file->name ? xstrdup(file->name) : NULL,
	                                   file->type ? xstrdup(file->type) : NULL, file->size };
	undo_remember(face, step);
}

static bool has_left(struct store *s, int64_t local)
{
	struct outbox_entry entry = { 0 };
	bool has = !outbox_get(s, local, &entry) || entry.state == OUTBOX_SENDING || entry.state == OUTBOX_SENT;

	outbox_entry_release(&entry);
	return has;
}

struct unsettling { const struct conflict_undo *undo; int64_t entry; };

static int unsettle(struct store *s, void *context, struct err *e)
{
	struct unsettling *u = context;

	u->entry = conflict_unsettle(s, u->undo, e);
	return u->entry < 0 ? -1 : 0;
}

/* Asks again what was chosen between; where the choice has been sent, that is said. */
static void recall_choice(struct face *face, const struct undo_step *step)
{
	struct unsettling u = { .undo = &step->choice };

	if (step->choice.queued && has_left(&face->store, step->choice.queued))
		face_offer_inverse(face, &step->choice.queued, 1);
	else if (face_change(face, unsettle, &u) == 0 && face_open(face, "conflict", u.entry) == 0)
		face_say(face, _("Taken back; both versions are there to choose from."));
}

static int take_entries_back(struct store *s, void *context, struct err *e)
{
	const struct undo_step *step = context;

	for (int i = 0; i < step->entry_count; i++)
		if (outbox_take_back(s, step->entries[i], e) != 0)
			return -1;
	return 0;
}

/* Takes answers and requests back, all or none; where one of them has left, that is said. */
static void recall_entries(struct face *face, struct undo_step *step)
{
	struct outbox_entry first = { 0 };
	int64_t record;
	bool kept;

	for (int i = 0; i < step->entry_count; i++) {
		if (has_left(&face->store, step->entries[i])) {
			face_offer_inverse(face, step->entries + i, step->entry_count - i);
			return;
		}
	}
	outbox_get(&face->store, step->entries[0], &first);
	record = first.record;
	outbox_entry_release(&first);
	if (face_change(face, take_entries_back, step) != 0)
		return;
	kept = step->thrown.type && draft_save(&face->store, &step->thrown, NULL) == 0;
	face_say(face, kept ? _("Taken back. {edit} goes on with your words.") : _("Taken back."));
	show_change(face, record);
}

/* Takes a letter back into compose, or says that it has gone. */
static void recall_letter(struct face *face, int64_t entry)
{
	struct err e = { 0 };
	int64_t draft;

	if (has_left(&face->store, entry)) {
		face_offer_inverse(face, &entry, 1);
		return;
	}
	draft = draft_recall(&face->store, entry, &e);
	if (draft > 0)
		face_open_draft(face, draft);
	else
		face_fail(face, &e);
}

/* What another start of the program has sent, and is still held. */
static void recall_held(struct face *face)
{
	int64_t entry = outbox_newest_held(&face->store);
	struct outbox_entry held = { 0 };

	if (!entry || !outbox_get(&face->store, entry, &held))
		face_say(face, _("There is nothing to take back."));
	else if (held.kind == OUTBOX_CREATE && held.type == &record_types[TYPE_Message])
		recall_letter(face, entry);
	else
		recall_entries(face, &(struct undo_step){ .entries = &entry, .entry_count = 1 });
	outbox_entry_release(&held);
}

int face_throw_draft(struct face *face, int64_t draft)
{
	struct undo_step *step = undo_step_new();
	struct err e = { 0 };

	if (held_elsewhere(face, draft))
		err_set(&e, ERR_DRAFT_ELSEWHERE, NULL);
	if (e.code || !draft_get(&face->store, draft, &step->thrown) || draft_delete(&face->store, draft, &e) != 0) {
		undo_step_free(step);
		return e.code ? face_fail(face, &e) : -1;
	}
	step->thrown.local = 0;
	undo_remember(face, step);
	return 0;
}

/* Keeps a draft again that was thrown away. */
static void bring_back_draft(struct face *face, struct draft *draft)
{
	struct err e = { 0 };

	if (draft_save(&face->store, draft, &e) != 0)
		face_fail(face, &e);
	else if (face_open_draft(face, draft->local) == 0)
		face_top(face)->field = NULL; /* another u takes the next step back, and types no u */
}

static void fetch_on(struct face *face, const struct letter_file *file)
{
	letter_files_fetch(face, file);
	face_say(face, _("Fetched on."));
	show_change(face, 0);
}

/* Does step; returns the step that undoes it, and leads the eye there. NULL where that fails (the cause is shown). */
static struct undo_step *turn(struct face *face, struct undo_step *step, const char *said)
{
	struct undo_step *back = step->pause >= 0 ? exchange_pause(face, step) :
	                         step->draft      ? undo_draft_exchange(face, step) :
	                                            exchange(face, step);

	if (!back)
		return NULL;
	face_say(face, said);
	show_change(face, back->count ? back->records[0] : 0);
	return back;
}

void undo_do(struct face *face)
{
	struct undo_step *step = face->undo, *back;

	if (!step) {
		recall_held(face);
		return;
	}
	face->undo = step->older;
	if (step->sent)
		recall_letter(face, step->sent);
	else if (step->entry_count)
		recall_entries(face, step);
	else if (step->choice.before.type)
		recall_choice(face, step);
	else if (step->file.id)
		fetch_on(face, &step->file);
	else if (step->thrown.type)
		bring_back_draft(face, &step->thrown);
	else if ((back = turn(face, step, _("Taken back. {redo} does it again."))))
		push(&face->redo, back);
	undo_step_free(step);
}

void undo_redo(struct face *face)
{
	struct undo_step *step = face->redo, *back;

	if (!step) {
		face_say(face, _("There is nothing to do again."));
		return;
	}
	face->redo = step->older;
	back = turn(face, step, _("Done again. {undo} takes it back."));
	undo_step_free(step);
	if (back)
		push(&face->undo, back);
}
