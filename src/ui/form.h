/*
 * A form: rows from the top down, each with a label and what stands beside it: a field that is typed in, a choice, an action,
 * or words alone. The screen that owns it says what stands there and does what is chosen; moving, typing and drawing are here.
 */
#ifndef TWINLINE_UI_FORM_H
#define TWINLINE_UI_FORM_H

#include <stdbool.h>

#include "face.h"

enum form_kind {
	FORM_FIELD,
	FORM_CHOICE, /* Enter and Space change it */
	FORM_ACTION, /* Enter does it */
	FORM_WORDS   /* no cursor comes here */
};

enum form_row_flags {
	FORM_GAP = 1,        /* a blank line stands before it, where the page is not narrow */
	FORM_WIDE_ONLY = 2,  /* left out on a narrow page */
	FORM_COLON = 4,      /* on a narrow page a colon parts label and words */
	FORM_OPTIONAL = 8,   /* Enter in the field before does not stop here */
	FORM_HEADING = 16,   /* nothing stands beside it: no column is as wide as its label */
	FORM_ALERT = 32      /* what stands beside it must not be missed */
};

struct form_row {
	enum form_kind kind;
	const char *label;   /* N_() */
	const char *shorter; /* N_(): the label on a narrow page; NULL: the same */
	unsigned flags;
	int group;           /* rows of a group have what stands beside their labels in one column */
};

enum { FORM_ROWS_MAX = 48 };

struct form {
	const struct form_row *rows; /* borrowed */
	int count, at;               /* at: the row of the cursor */
	struct editor fields[FORM_ROWS_MAX];
	bool is_hidden[FORM_ROWS_MAX]; /* the screen's: left out now */
	bool is_narrow;              /* as last drawn */
	int top, room;               /* the first line shown, and how many are, as last drawn */
	int heights[FORM_ROWS_MAX];  /* lines of each row, as last drawn */
	int below;                   /* the screen's: lines of its own that stand below the form, however low the page is */
};

/* What stands beside the label of a row; NULL: a field's text, nothing elsewhere. Yours. */
typedef char *form_words(struct face *face, struct view *view, int row, bool narrow);

/* What a form offers where its screen has nothing of its own to say. */
extern const struct offer form_offers[], form_typing[];

/* Fields of at most field_max bytes each; rows are borrowed for the life of the form. */
void form_init(struct form *f, const struct form_row *rows, int count, size_t field_max);
void form_release(struct form *f);

/* What is typed in a field; borrowed until the next key. */
const char *form_text(const struct form *f, int row);

/* Makes a field a password's: not shown, and with all its memory at once, so that no piece of it is left behind when it grows. */
void form_secret(struct form *f, int row);
/* Empties a password's field, its memory too; form_release does it by itself. */
void form_wipe(struct form *f, int row);

/* The cursor goes to a row: into its field, if typing is wanted and it has one. */
void form_go(struct form *f, struct view *view, int row, bool typing);
/* Into the first field that is empty, else to the first action below the cursor. */
void form_go_to_empty(struct form *f, struct view *view);

enum form_result { FORM_IGNORED, FORM_MOVED, FORM_CHOSEN /* the row of the cursor: a choice or an action */ };
enum form_result form_act(struct form *f, struct view *view, enum action action);

/* Draws the rows from row first of the page on. Returns the row of the page after them. */
int form_draw(struct form *f, struct face *face, struct view *view, struct page *p, int first, form_words *words);

#endif
