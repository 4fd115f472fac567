/* The face from inside: for face*.c, loop.c, input.c, program.c, undo.c, hints.c, help.c, reminder.c and palette.c; screens see face.h. */
#ifndef TWINLINE_UI_FACE_STATE_H
#define TWINLINE_UI_FACE_STATE_H

#include "aside.h"
#include "face.h"
#include "reminder.h"
#include "terminal.h"
#include "terminal_line.h"
#include "translate.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/records/engine.h"
#include "twinline/records/presence.h"
#include "ui.h"

enum { VIEWS_MAX = 16 };

/* One line asked for at the foot of the screen. */
struct prompt {
	bool open;
	char *label;
	char *note;     /* above it, until the next key; NULL: none */
	struct editor field;
	char *settled;  /* its text as what fits it was shown last */
	bool is_unsettled;
	char *(*complete)(const char *text, struct str *note);
	void (*typed)(struct face *face, struct view *view, const char *text);
	void (*done)(struct face *face, struct view *view, const char *text);
};

/* A title as it was last written, and whose it is. */
struct held_title {
	char *text;             /* NULL: none is written yet */
	int view;               /* its place among the views */
	const struct screen *screen;
};

struct undo_step;
struct linear;

struct face {
	struct ui_options options;
	struct store store;
	struct err unwritable;    /* why the store is only read; ERR_OK: it is written */
	struct presence presence; /* this face, as others of the same store see it */
	int64_t last_key;         /* when it was pressed */
	int64_t data_version;     /* of the store when it was last read */
	struct reminder_due reminder;
	enum line_state line;     /* as the engine last told it */
	struct keymap keymap;
	char *keymap_name;        /* of the shipped one that it was made of */
	struct view views[VIEWS_MAX];
	void (*heard[VIEWS_MAX])(struct face *face, struct view *view, const struct json *packet);
	int view_count;
	struct page page, shown;  /* as drawn, and in the order of its cells where that is another one (mirror.h) */
	struct engine_link engine;
	int64_t engine_retry_at;  /* monotonic ms before which no new start is tried */
	char *message;            /* in the last line until the next key; NULL: the hints */
	bool message_fails;       /* it says what could not be done */
	bool is_message_light;    /* it gives way to the next one (announce.h) */
	struct strings held;      /* said meanwhile, where one is read after the other (announce.h) */
	struct held_title title;  /* of an accessible page (announce.h) */
	bool is_title_due;        /* a key has asked for another page, or may have */
	char *me_id;
	bool asking;
	struct question question;
	char *question_text, *question_answers[4];
	int question_choice;      /* from 0 */
	struct prompt prompt;
	key_code chord[KEYMAP_CHORD_MAX];
	int chord_length;
	int repeat;               /* the number typed before a move, where the keymap counts; 0: none */
	const struct terminal_line *terminal; /* what may be spent on it */
	unsigned said, said_drawn; /* how often something was said, and how often when the page was last drawn */
	int64_t drawn_ms, key_ms; /* of the last drawing, of the last key; monotonic */
	int budget_said;          /* hundredths of the budget of which a word was said (budget.h) */
	bool looks_later;         /* what fits the field of the topmost view is still to be looked for */
	bool is_unasked;          /* no key has asked for what is drawn now */
	int64_t synced_shown;     /* the exchange that the titles tell of: a later one is told with the next key. 0: of none */
	int slide, slid;          /* cells by which the line of the cursor has slid; as it was before the key */
	bool is_behind;           /* something has changed that no key asked for, and is drawn later */
	bool pasting;
	struct str paste;
	size_t paste_count;       /* its characters, also those beyond what is kept */
	int64_t burst_ms;         /* when the last of a paste that was refused came; monotonic */
	key_code key;             /* the last one */
	struct aside aside;       /* what the last Esc did */
	int tour;                 /* the step of it, from 1; 0: none */
	bool cancelled;           /* the key before was cancel */
	bool leaving;
	bool has_chosen;     /* a pupil, another password than the slip's: the profile says so with the next sync */
	enum ui_end end;          /* why */
	struct linear *linear;    /* lines instead of screens (linear.h); NULL: screens */
	bool is_interrupted;      /* Ctrl-C came as a signal, as it does where lines are typed */
	int64_t made;             /* what the view that closes now leaves: a record, below 0 a draft; 0: nothing */
	bool forgets;             /* the store, which is nobody's, goes with the face */
	struct undo_step *undo, *redo; /* newest first */
	struct translating translating;
	char *asked_translation, *asked_language; /* while it is asked whether the text may leave; NULL: it is not */
};

/* The topmost view; never NULL while the loop runs. */
struct view *face_top(struct face *face);

/* input.c: does what a key means now. */
void face_take_key(struct face *face, key_code key);
/* Answers the question that is open by a number from 1; ends the prompt that is open, taken or not. */
void face_answer(struct face *face, int number);
void face_close_prompt(struct face *face, bool taken);

/* The text of a field has changed by typing: its screen keeps it, or looks for what fits. prompt_changed: the same of the prompt. */
void face_field_changed(struct face *face, struct view *view);
void face_prompt_changed(struct face *face);

/* paste.c: a key while a paste comes; and what came in one piece, if it is a paste that the terminal did not tell. */
void paste_take_key(struct face *face, key_code key);
void paste_refuse_burst(struct face *face);

/* mouse.c: the row that was clicked on. */
void mouse_click(struct face *face);

/* Says that a key has no use here; that an action which was called by its name has none. */
void face_say_no_use(struct face *face);
void face_say_no_use_of(struct face *face, enum action action);

/* Looks whether another program has changed the file of settings, and goes by it. */
void face_look_at_settings(struct face *face);

/* The terminal may have another size: takes it. */
void face_resize(struct face *face);

/* program.c. Does an action: the program's own there, the rest in the topmost view. */
void face_act(struct face *face, enum action action);

/* go_to.c. Asks for a number, for words of a line or for the name of a screen, and goes there. */
void face_ask_where_to(struct face *face);

/* To the line of that number on any screen, by the moves that it has; to the last where there are not so many. */
void face_go_to_line(struct face *face, long line);

/* Lets the drawing go by the settings. */
void face_use_settings(struct face *face);

/* Closes every view; the loop ends unless another one is opened. */
void face_close_all(struct face *face);
bool face_has_screen(const char *name);

/* Hears signals that have come; one that ends the program sets face->leaving. */
void face_read_signals(struct face *face);

/* What fits the text that is typed is looked for when no key has come for a while, on a slow line to the terminal; this looks now. */
void face_settle(struct face *face);

/* Draws everything into the page; and shows it too. */
void face_lay_out(struct face *face);
void face_draw(struct face *face);

/* Handles one packet of the engine. */
void face_hear(struct face *face, const struct json *packet);

/* Lets the views read the store again. */
void face_show_changes(struct face *face);

/* Looks whether another program has changed the store, and lets the views read again. */
void face_look_for_changes(struct face *face);

/* loop.c, in pieces for linear mode: where signals come in, ms until something is due (-1: nothing is), what the engine says, and what changes meanwhile. */
int face_signals(void);
int face_patience(struct face *face);
void face_read_engine(struct face *face);
void face_attend(struct face *face);

/* Runs until the last view is closed. */
void face_loop(struct face *face);

/* hints.c: the last line, and the rows below it that an accessible page has. */
void hints_draw(struct face *face, struct page *p);

/* palette.c. The action that fits best what was typed; ACTION_NONE for none. */
enum action palette_match(const char *typed);
void palette_open(struct face *face);
/* Draws the matches above the prompt, if the palette is what is asked. */
void palette_draw(struct face *face, struct page *p);

/* undo.c */
void undo_do(struct face *face);
void undo_redo(struct face *face);
void undo_forget_all(struct face *face);

#endif
