/* One step of undo: how what was done is taken back. For the files of undo. */
#ifndef TWINLINE_UI_UNDO_STEP_H
#define TWINLINE_UI_UNDO_STEP_H

#include "face.h"
#include "letter_files.h"
#include "twinline/records/conflict.h"
#include "twinline/records/draft.h"

struct undo_step {
	struct undo_step *older;
	int64_t sent;       /* outbox entry of a letter; 0: none */
	struct draft thrown; /* as it was; type NULL: none. With entries: what they were sent from, to be written on */
	int64_t *entries;   /* of the outbox, to be taken back */
	int entry_count;
	struct conflict_undo choice; /* before.type NULL: none */
	int64_t pause;      /* until when the line paused before, 0 for no pause; -1: the step is about something else */
	struct letter_file file; /* whose fetching was stopped; id NULL: none */
	int64_t draft;      /* whose member was changed; 0: none */
	char *member;       /* NULL: all of them */
	struct json *value; /* how it was; NULL: it was not there */
	struct json *after; /* of all of them: how they were then; what was typed since stays */
	int count;
	int64_t *records;
	struct json **patches;
};

struct undo_step *undo_step_new(void);
void undo_step_free(struct undo_step *step);

/* Something was done: u takes it back by this step, and nothing of before can be done again. */
void undo_remember(struct face *face, struct undo_step *step);

/* --- undo_draft.c --- */

/* Gives the members of a draft the value of step; returns the step that undoes it, NULL where that fails (the cause is shown). */
struct undo_step *undo_draft_exchange(struct face *face, const struct undo_step *step);

#endif
