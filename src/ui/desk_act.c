/* What is done to cases on any screen of the desk: decided, put back, as one step of undo. */
#include <stdlib.h>

#include "desk.h"
#include "face.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { NAME_CELLS = 30 };

/* --- deciding --- */

struct deciding {
	const int64_t *cases;
	int count;
	const struct desk_decision *d;
	int64_t *entries;
};

static int queue_decisions(struct store *s, void *context, struct err *e)
{
	struct deciding *q = context;

	for (int i = 0; i < q->count; i++) {
		q->entries[i] = desk_decide(s, q->cases[i], q->d, clock_now(), e);
		if (q->entries[i] < 0)
			return -1;
	}
	return 0;
}

/* "Nurcan Aydın: accepted." */
static void say(struct face *face, const struct deciding *q)
{
	const char *state = vocabulary_label(&vocabulary_case_states, q->d->state);
	struct str name = { 0 };
	struct desk_row row = { 0 };
	char *said;

	if (q->count == 1 && desk_read(face_store(face), q->cases[0], &row)) {
		words_add_whole(&name, face, row.c.title, NAME_CELLS);
		/* TRANSLATORS: whose case, and what was decided: "Nurcan Aydin: accepted." */
		said = xasprintf(_("%s: %s."), name.text ? name.text : "", state);
	} else {
		/* TRANSLATORS: how many cases, and what was decided: "5: accepted." */
		said = xasprintf(_("%d: %s."), q->count, state);
	}
	words_say_goes_out(face, said);
	free(said);
	str_release(&name);
	desk_row_release(&row);
}

int desk_decide_all(struct face *face, const int64_t *cases, int count, const struct desk_decision *d)
{
	struct deciding q = { .cases = cases, .count = count, .d = d };
	int result;

	if (count == 0)
		return 0;
	q.entries = xcalloc((size_t)count, sizeof *q.entries);
	result = face_change(face, queue_decisions, &q);
	if (result == 0) {
		face_remember_entries(face, q.entries, count);
		say(face, &q);
	}
	free(q.entries);
	return result;
}

int desk_chosen(struct face *face, const struct view *view, int64_t **cases)
{
	(void)face;
	*cases = NULL;
	if (view->screen == &screen_desk)
		return desk_list_chosen(view, cases);
	if (view->screen != &screen_desk_case && view->screen != &screen_desk_compare)
		return 0;
	*cases = xcalloc(1, sizeof **cases);
	(*cases)[0] = view->screen == &screen_desk_case ? desk_case_shown(view) : desk_compare_shown(view);
	return 1;
}

void desk_go_on(struct face *face, struct view *view)
{
	if (view && view->screen == &screen_desk)
		desk_list_go_on(face, view);
	else if (view && view->screen == &screen_desk_case)
		desk_case_go_on(face, view);
}

/* --- later --- */

struct putting_back {
	const int64_t *cases;
	int count;
	const char *note;
	int64_t *entries;
};

static int queue_back(struct store *s, void *context, struct err *e)
{
	struct putting_back *q = context;

	for (int i = 0; i < q->count; i++) {
		q->entries[i] = desk_put_back(s, q->cases[i], q->note, clock_now(), e);
		if (q->entries[i] < 0)
			return -1;
	}
	return 0;
}

static void note_done(struct face *face, struct view *view, const char *note)
{
	int64_t *cases = NULL;
	struct putting_back q = { .note = note };

	if (!note)
		return;
	q.count = desk_chosen(face, view, &cases);
	q.cases = cases;
	q.entries = xcalloc((size_t)q.count + 1, sizeof *q.entries);
	if (q.count > 0 && face_change(face, queue_back, &q) == 0) {
		face_remember_entries(face, q.entries, q.count);
		desk_go_on(face, view);
		face_say(face, _("Back to the end of the list; {undo} takes it back."));
	}
	free(q.entries);
	free(cases);
}

void desk_ask_note(struct face *face)
{
	face_prompt(face, _("Note for the desk, or nothing:"), "", NULL, note_done);
}

/* --- keys --- */

/* What decides at once, what asks why first; neither: the note. */
static const struct { enum action action; const char *state; enum desk_reasons why; } keys[] = {
	{ ACTION_ACCEPT, "accepted", DESK_NO_REASON }, { ACTION_PUT_AWAY, "done", DESK_NO_REASON },
	{ ACTION_KEEP, "shownAgain", DESK_NO_REASON }, { ACTION_WRITE_TO, NULL, DESK_ASK_BACK },
	{ ACTION_DROP, NULL, DESK_REFUSE }, { ACTION_LATER, NULL, DESK_NO_REASON },
};

bool desk_does(struct face *face, struct view *view, enum action action, desk_decider *decide)
{
	size_t i = 0;

	while (i < ARRAY_SIZE(keys) && keys[i].action != action)
		i++;
	if (i == ARRAY_SIZE(keys))
		return false;
	if (!decide)
		face_say(face, _("There is nothing here."));
	else if (keys[i].state)
		decide(face, view, keys[i].state);
	else if (keys[i].why)
		face_open(face, screen_desk_reason.name, keys[i].why);
	else
		desk_ask_note(face);
	return true;
}
