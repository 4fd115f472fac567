/*
 * A sheet: a form over the fields of a record type, kept at every key as a draft. Labels, limits, choices and checks come from the
 * type's rows, so that a screen names its lines and adds what only it knows. (Forms without a record behind them: form.h.)
 *
 * To make a screen of one: a table of struct sheet_line, a struct sheet_kind, and a row that names it (screen.h: sheet). What the row
 * says beside is done in place of what every sheet does, but act: what that ignores, the sheet does. sheet_begin makes the draft that
 * such a screen is opened with.
 */
#ifndef TWINLINE_UI_SHEET_H
#define TWINLINE_UI_SHEET_H

#include "editor.h"
#include "face.h"
#include "screen.h"
#include "twinline/base/strings.h"
#include "twinline/records/draft.h"

/* What of a field a line holds. */
enum sheet_part {
	SHEET_WHOLE,
	SHEET_DAY, SHEET_HOUR, SHEET_LENGTH, SHEET_ZONE, /* of a local time: a line each */
	SHEET_RANGE                                   /* two numbers of two fields: "9 to 11" */
};

struct sheet_line {
	const char *field;     /* JSON name; NULL: a line that does something, or shows */
	enum sheet_part part;
	const char *also;      /* of SHEET_RANGE: the field of the second number */
	const char *label;     /* N_(); NULL: that of the field's row */
	const char *help;      /* N_() what stands in an empty line; NULL: the row's help */
	bool is_fixed;         /* shown, not typed in; what a screen puts into it (sheet_put) is sent all the same where it is files */
	bool is_needed;        /* must be filled in, though the row does not say so */
	bool is_large;         /* of a long text: while it is typed in it may fill the screen */
};

struct sheet;
/* People, schools that can be chosen: {"id", "name", "country"} each, by a label. Freed by who asked. */
struct sheet_parties { struct strings labels; struct json **at; };

struct sheet_kind {
	const struct record_type *type;
	const struct sheet_line *lines; /* closed by one without field and label */
	/* Each may be NULL. */
	bool (*stands)(const struct sheet *sheet, const struct sheet_line *line);        /* whether the line is there now */
	char *(*shows)(const struct sheet *sheet, const struct sheet_line *line);        /* what a line without a field, or a fixed one, says; yours */
	const char *(*beside)(const struct sheet *sheet, const struct sheet_line *line); /* at the right edge of a wide screen: "everyone"; translated */
	/* Of a party: those who can be chosen, with what they are called; labels and parties in the same order. */
	void (*choose_from)(const struct sheet *sheet, const struct sheet_line *line, struct sheet_parties *found);
	const char *no_party; /* N_(): said where a text is none of those; NULL: that it is none of the choices */
	char *(*adds)(const struct sheet *sheet, const struct sheet_line *line);         /* said behind the text of a line that nobody types in; yours, or NULL */
	/* What is wrong with the line, or worth knowing (blocks left false), beyond what its row says: a sentence, yours; NULL: nothing. */
	char *(*check)(const struct sheet *sheet, const struct sheet_line *line, bool *blocks);

	/* How its screen goes on (sheet_screen.c). */
	const char *title, *title_new; /* N_() of a record that is changed, of a new one; NULL: the former, else that of the screen */
	/* The labels are those of lines; keep and more may be NULL. */
	const char *send, *keep, *more;
	enum outcome (*sends)(struct face *face, struct view *view);
	void (*shows_more)(struct face *face, struct sheet *sheet); /* what the line `more` does; NULL: there is none */
	bool (*chosen)(struct face *face, struct sheet *sheet, const struct sheet_line *line); /* another line of the screen's own; false: it is none */
	const char *kept, *thrown; /* N_(): said of a draft that is left, of one that is thrown away; NULL: nothing */
};

struct sheet {
	const struct sheet_kind *kind;
	struct store *store;    /* borrowed */
	struct draft draft;
	struct json *body;      /* what is understood so far, as the record would have it */
	struct json *before;    /* the record that is being changed, as it was here; NULL: a new one */
	int64_t record;         /* its local; 0: a new one */
	int64_t made;           /* the local of the one that sending it made; 0: none */
	int64_t account;        /* where a new one belongs, as sheet_begin_in had it; 0: the screen knows */
	struct editor *texts;   /* one a line */
	char **wrong;           /* what a line's text lacks, a sentence; NULL: nothing */
	struct strings choices; /* that fit what is typed */
	char *zone;             /* of this computer: where a time names none */
	const char *refused;    /* why it cannot be sent yet, a sentence, where its screen has looked; NULL: it can */
	int count, at, top;
	bool is_touched, is_unkept, is_gone;
	bool is_elsewhere;      /* another face writes it: it is only shown here */
};

/*
 * The draft for a new record with these fields (NULL: none), or for changing a record: the one that was begun, else a new one.
 * Its local, or 0 and the cause is shown.
 */
int64_t sheet_begin(struct face *face, const struct record_type *type, int64_t record, const struct json *fields);
/* The same for a new record of an account, which the draft remembers: of a project. */
int64_t sheet_begin_in(struct face *face, const struct record_type *type, int64_t account, const struct json *fields);

/* 0, or -1 after face_fail(). sheet is zeroed. */
int sheet_open(struct face *face, struct view *view, struct sheet *sheet, const struct sheet_kind *kind, int64_t draft);
/* The cursor goes into the field of a line. */
void sheet_go(struct view *view, struct sheet *sheet, int line);

/* The draft stays where something was typed, else it goes; frees what the sheet owns. */
void sheet_close(struct face *face, struct view *view, struct sheet *sheet);

/* Draws the lines from row on, down to the last line but one. The row after the last one. */
int sheet_draw(struct face *face, struct view *view, struct sheet *sheet, struct page *p, int row);

/*
 * Moves, types, chooses. *chosen gets the line without a field that was chosen by Enter, else NULL. ACT_IGNORED for what is the
 * screen's: back, send, drop, view, help.
 */
enum outcome sheet_act(struct face *face, struct view *view, struct sheet *sheet, enum action action, const struct sheet_line **chosen);

/* The text of the field under the cursor has changed: read, kept, and what can be chosen is looked for. */
void sheet_typed(struct face *face, struct view *view, struct sheet *sheet);
/* True if all of it is in the store; false, and why is said. */
bool sheet_keeps(struct face *face, struct sheet *sheet);
/* Puts a value (taken; NULL: none) into a field that nobody types in, and keeps the draft. Returns 0, or -1 and the cause is shown. */
int sheet_put(struct face *face, struct sheet *sheet, const char *field, struct json *value_taken);
/* Another program has changed the store: where another face writes the sheet now, it is only shown from here on. */
void sheet_changed(struct face *face, struct view *view, struct sheet *sheet);

/* True if it is refused, which is said, or something is missing or wrong; says that and goes there. */
bool sheet_lacks(struct face *face, struct view *view, struct sheet *sheet);

/* The account that its record belongs to, or would; 0 where that is not known here. */
int64_t sheet_account(const struct sheet *sheet);

/* How many lines with a required field there are, and how many of them are filled. */
int sheet_needed(const struct sheet *sheet, int *filled);

/* Puts fields into lines in which nothing stands yet, and keeps them. How many lines. */
int sheet_fill_empty(struct face *face, struct sheet *sheet, const struct json *fields);

/* The change from `before` to `body` as a PatchObject, yours; NULL where nothing has changed. */
struct json *sheet_patch(const struct sheet *sheet);

/*
 * Sends a sheet that lacks nothing: creates the record in account, or changes the one it was begun with; undo takes it back. Says when it
 * goes out. 0, or -1 and the cause is shown; the screen closes itself then.
 */
int sheet_send(struct face *face, struct sheet *sheet, int64_t account);

/* Where the cursor is in it, and whether a field has it (an object, yours); and back to it. */
struct json *sheet_where(const struct view *view, const struct sheet *sheet);
void sheet_go_back(struct view *view, struct sheet *sheet, const struct json *where);

/* --- sheet_screen.c: what a screen of a sheet (screen.h: sheet) does where its row says nothing else --- */
void sheet_screen_draw(struct face *face, struct view *view, struct page *p);
enum outcome sheet_screen_act(struct face *face, struct view *view, enum action action);
/* What a sheet that is sent offers; with a text that one may write in one's own editor. */
extern const struct offer sheet_screen_offers[];
extern const struct offer sheet_screen_text_offers[];
/* The last line while a field of a sheet that is sent is typed in. */
extern const struct offer sheet_screen_typing[];

/* Bytes that sending it takes, about. */
int64_t sheet_size(const struct sheet *sheet);

#endif
