/*
 * A screen is one file and one row: what it is called, how it opens, draws, acts and closes. What lists and sheets do alike is in no screen:
 * its row names the list or the sheet, and view.h goes on with it. Drawing reads the model only; acting changes the store or the
 * model and says what changed. A view is a screen that is open.
 */
#ifndef TWINLINE_UI_SCREEN_H
#define TWINLINE_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "action.h"
#include "editor.h"
#include "page.h"

struct face;
struct json;
struct sheet_kind;
struct view;

enum outcome {
	ACT_IGNORED,  /* not an action of this screen, here: the face says so */
	ACT_DONE,     /* done; the page is drawn again */
	ACT_CLOSED    /* the view has asked to be closed (face_close) */
};

/* Where the last line has an offer: at 80 columns, at both widths, at 40 only. */
enum offer_where { OFFER_WIDE, OFFER_ALWAYS, OFFER_NARROW };

/* An action as a screen offers it, most used first: the help and the last line read these rows. */
struct offer {
	enum action action;
	const char *hint; /* N_() one or two words for the last line; NULL: only in the help */
	const char *help; /* N_() this screen's own sentence; NULL: the action's */
	enum offer_where where;
	enum action also; /* a second one with the same hint: "Enter or Tab next field"; ACTION_NONE: none */
};

/* How a list goes on for what was opened from it: to its next row, to its next that waits. */
enum list_step { LIST_NEXT, LIST_PREVIOUS, LIST_NEXT_WAITING, LIST_PREVIOUS_WAITING };

/* Where the cursor of a list is: "Inbox 1 of 214". */
struct list_place { const char *list; int64_t at, of; };

struct screen {
	const char *name;   /* "inbox": context of its keys, and its name in palette and manual */
	const char *title;  /* N_() */
	size_t size;        /* bytes of the view's model, zeroed before open */
	/* Fills the model; argument is the caller's (a local key, a draft). Returns 0, or -1 after face_fail(). */
	int (*open)(struct face *face, struct view *view, int64_t argument);
	void (*draw)(struct face *face, struct view *view, struct page *page);
	/* Does an action, or ACT_IGNORED: then its list does it, if it moves or marks, or its sheet (view.h). */
	enum outcome (*act)(struct face *face, struct view *view, enum action action);
	/* All that was typed here is in the store; false, and why is said, if it cannot be. NULL for screens that keep nothing. */
	bool (*keeps)(struct face *face, struct view *view);
	/* A key that types a letter or digit, where those name what is looked for and command nothing; false: it is a command. NULL: all are. */
	bool (*letter)(struct face *face, struct view *view, key_code key);
	/* The text of view->field has changed: keep it. NULL for screens without fields. */
	void (*typed)(struct face *face, struct view *view);
	/* typed keeps nothing and only looks for what fits: on a slow line to the terminal it may wait until no key comes. */
	bool looks;
	/* Another program has changed the store: read again, keep the place by record. */
	void (*changed)(struct face *face, struct view *view);
	void (*close)(struct face *face, struct view *view);
	/* Lists only: moves the cursor and returns the argument to open what stands there with; 0 if there is nothing. */
	int64_t (*step)(struct face *face, struct view *view, enum list_step step);
	/* This record was just made in a form, or undo or redo has changed it: the cursor goes to where it stands. Below 0: a draft was left. */
	void (*restored)(struct face *face, struct view *view, int64_t record);
	/* Lists only: the place of the cursor; words borrowed. */
	struct list_place (*place)(struct face *face, struct view *view);
	/* The cursor goes to the item of that place on the page (page_item, from 0). NULL: by move-down and move-up, one item each. */
	void (*go_to_item)(struct face *face, struct view *view, int item);
	/* Where the cursor stands, for a face that goes on in this one's place (place.h): an object, yours; and back. NULL: list, or as it opens. */
	struct json *(*where)(const struct view *view);
	void (*go)(struct face *face, struct view *view, const struct json *where);
	/* The screen's list, which moves, marks and says where it stands by itself: bytes from the model to it, by SCREEN_LIST(struct of the model, its member). */
	bool has_list;
	size_t list;
	bool has_records;   /* the keys of its rows are locals of records: restored is done by itself (SCREEN_RECORDS) */
	/* Lists only: how many rows from the top can be marked. NULL: none. */
	int (*markable)(const struct view *view);
	/* A form whose model begins with a struct sheet (sheet.h): how all is done that this row leaves NULL. NULL: no such form. */
	const struct sheet_kind *sheet;
	const struct offer *offers; /* closed by ACTION_NONE */
	const struct offer *(*offers_now)(const struct view *view); /* where the last line depends on what is shown; NULL: offers */
	const struct offer *typing; /* the same while a field has the cursor */
};

#define SCREEN_LIST(model, member) .has_list = true, .list = offsetof(model, member)
#define SCREEN_RECORDS(model, member) .has_records = true, SCREEN_LIST(model, member)

struct view {
	const struct screen *screen;
	void *model;
	int64_t argument;     /* what it was opened with */
	struct editor *field; /* the field that has the cursor: letters type. NULL: letters command */
	int field_width;      /* cells of its lines as last drawn */
};

/* The screens, closed by NULL: one line a screen. */
extern const struct screen *const screens[];

#endif
