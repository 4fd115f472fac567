/*
 * The face: one thread, one poll loop, a stack of views over one store. What every screen may call.
 */
#ifndef TWINLINE_UI_FACE_H
#define TWINLINE_UI_FACE_H

#include <stdbool.h>
#include <stdint.h>

#include "keymap.h"
#include "screen.h"
#include "ui.h"
#include "twinline/base/json.h"
#include "twinline/base/paths.h"
#include "twinline/base/str.h"
#include "twinline/base/settings.h"
#include "twinline/records/store.h"

struct face;

/* --- what it stands on --- */
struct store *face_store(struct face *face);
struct settings *face_settings(struct face *face);
/* Sets it, and the screens go by it from now on; the cause is shown where that fails. Returns 0 or -1. */
int face_set(struct face *face, enum setting setting, const char *value);
/* Sets it to the next of its choices. Returns 0 or -1. */
int face_set_next(struct face *face, enum setting setting);
bool face_is_demo(const struct face *face);
/* True for a guest: what is public is there, and nothing can be written. */
bool face_is_guest(const struct face *face);
/* The personal account of the store; 0 before the first sync. */
int64_t face_account(struct face *face);
/* My person id, name and country as the store knows them (borrowed until the next call; "" before the first sync). */
const char *face_my_id(struct face *face);
/* True if the screens are read by braille or speech: a setting. */
bool face_is_accessible(const struct face *face);
/* True if the terminal cannot show characters outside ASCII: "..." stands for the ellipsis. */
bool face_is_ascii(const struct face *face);

/* --- views --- */
/* Opens a screen on top (by its name); argument is the screen's own. Returns 0, or -1 and the cause is shown. */
int face_open(struct face *face, const char *screen, int64_t argument);
/* Opens a draft in the screen of its type. Returns 0, or -1 and the cause is shown. */
int face_open_draft(struct face *face, int64_t draft);
/* Closes the topmost view; the last one ends the program. Return ACT_CLOSED after it. */
void face_close(struct face *face);
/* Closes the topmost view and opens a screen in its place. Returns 0, or -1 and the cause is shown. */
int face_replace(struct face *face, const char *screen, int64_t argument);
/* The view below the topmost, or NULL. */
struct view *face_view_below(struct face *face);
/* True if the topmost view is the screen called so. */
bool face_is_on(struct face *face, const char *screen);
/* Closes all views and opens what the program begins with. */
void face_begin_again(struct face *face);
/* Leaves the face for what comes next. */
void face_leave_for(struct face *face, enum ui_end end);
/* Notes what the view that closes leaves behind: a record that was made, below 0 a draft. The view below goes to it. */
void face_note_made(struct face *face, int64_t record);
/* Notes whether something that was typed could not be kept: until it is, no other face takes this one's place. */
void face_note_unkept(struct face *face, bool is_unkept);
/* True while the program ends: what is open now may be offered again next time. */
bool face_is_leaving(const struct face *face);
/* True while it ends because another face goes on in its place: what is open stays as it is. */
bool face_is_taken(const struct face *face);
/* Does an action in the topmost view as if its key had been pressed (help, palette); one without use there is named. */
void face_do(struct face *face, enum action action);

/* The key of an action on the topmost screen, "" for none; yours. */
char *face_key(struct face *face, enum action action);

/* --- saying --- */
/* Shows text (already translated; copied) in the last line until the next key; it is kept in the journal too. */
void face_say(struct face *face, const char *text);
/* Says what comes late, as what an exchange brought: it takes the place of nothing that was said meanwhile; the journal has it. */
void face_say_after(struct face *face, const char *text);
/* Says what is worth no line among all that was said, as that something has begun: what comes of it takes its place. */
void face_say_lightly(struct face *face, const char *text);
void face_sayf(struct face *face, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shows the sentence of e and releases it. Returns -1. */
int face_fail(struct face *face, struct err *e);
/* The same where typing was to begin: a question waits for Enter or Esc, for what is typed on would be taken for commands. */
void face_fail_typing(struct face *face, struct err *e);
/*
 * The title's right side, "as of 10:12" or "no line since 10:31", from the fact "line"; yours. The time of the last exchange goes on with
 * the next key, so that an exchange that brings nothing draws nothing.
 */
char *face_line_words(struct face *face);

/* --- asking: numbered, the safe answer first; answers come to done(…, number from 1) --- */
struct question {
	const char *text;         /* _() "Leave Water diary?" */
	const char *answers[4];   /* _() closed by NULL, the safe one first */
	void (*done)(struct face *face, struct view *view, int answer, int64_t argument);
	int64_t argument;
};
void face_ask(struct face *face, const struct question *question);
/* Asks for a line of text in the last line, with what stands there at first; done gets NULL if the person went back. */
void face_prompt(struct face *face, const char *label, const char *text,
                 void (*typed)(struct face *face, struct view *view, const char *text),
                 void (*done)(struct face *face, struct view *view, const char *text));
/* Of the prompt that was just opened: Tab puts what complete returns (yours) in the place of its text, and shows the note above it. */
void face_prompt_completes(struct face *face, char *(*complete)(const char *text, struct str *note));
/* Shows a note above the prompt, until the next key: why what was typed before would not do. */
void face_prompt_note(struct face *face, const char *note);
/* True while a question or a prompt is open. */
bool face_is_asking(const struct face *face);

/* --- outside --- */
/*
 * Gives the text of a field to the editor that $VISUAL, else $EDITOR, else "editor" names, and the terminal with it; waits. What came back
 * is made safe and stands in the field. True if the text has changed: the caller keeps it then. What went wrong is said.
 */
bool face_edit_outside(struct face *face, struct editor *field);
/* Asks whether to print a text (by lp) or to save it, under a name to begin with; and asks for a command that gets it as its input. */
void face_print(struct face *face, const char *name, const char *text);
void face_pipe(struct face *face, const char *text);
/* Shows a file by the command of the settings, and waits; it is gone from the disk afterwards. name: what its sender called it. */
void face_show_file(struct face *face, const char *name, const struct str *bytes);

/* --- changing --- */
/*
 * Runs work in one durable transaction and wakes the engine; work returns 0 or -1 with e. Returns the same; the cause is shown. A guest
 * changes nothing.
 */
int face_change(struct face *face, int (*work)(struct store *s, void *context, struct err *e), void *context);
/* Tells the engine that the outbox has something; starts it if need be. now: at once, whatever the interval. */
void face_wake_engine(struct face *face, bool now);
/* Sends a packet to the engine (sign-in ...), keeps it. Answers come to the topmost view's screen as facts or through face_say. */
void face_tell_engine(struct face *face, struct json *packet);
/*
 * Has it fetch one record by its id, from the account that has its type, or from one of several by that one's id (NULL: the former). What
 * came of it is heard with the number.
 */
void face_fetch(struct face *face, int64_t number, const struct record_type *type, const char *id, const char *account);
/* Called with each packet of the engine that the face does not know itself; NULL: nobody. Kept until the view closes. */
void face_listen(struct face *face, void (*heard)(struct face *face, struct view *view, const struct json *packet));

/* --- undo: what was done is kept as how to take it back --- */
/* Patches records by the same patch as one step of undo; said is the sentence after it (translated, may be NULL). Returns 0 or -1. */
int face_patch_all(struct face *face, const int64_t *records, int count, const struct json *patch, const char *said);

/*
 * Changes one record so that it is held like a letter before it goes out: says when that is, with said before (words_say_goes_out), and
 * undo takes it back. patch is freed. Returns 0, or -1 and the cause is shown.
 */
int face_patch_held(struct face *face, int64_t record, struct json *patch_taken, const char *said);
/* Remembers that outbox entry was sent from a draft: undo recalls it into the draft and opens it again. */
void face_remember_send(struct face *face, int64_t entry);
/* Remembers outbox entries as one step (answers, requests): undo takes them back, as long as none has left. */
void face_remember_entries(struct face *face, const int64_t *entries, int count);
/* The same of a change that was written in a form: undo keeps what stood there as a draft again. The draft is taken. */
struct draft;
void face_remember_change(struct face *face, int64_t entry, struct draft *draft_taken);
/* Of entries that have left, or may have: says so, and offers what undoes them, the safe answer first. At least one. */
void face_offer_inverse(struct face *face, const int64_t *entries, int count);
/* Remembers what was chosen in a conflict, and takes undo: undo brings the conflict back, as long as it has not left. */
struct conflict_undo;
void face_remember_choice(struct face *face, struct conflict_undo *undo);
/* Remembers until when the line paused before (0: it did not): undo pauses it so again. */
void face_remember_pause(struct face *face, int64_t before);
/*
 * Remembers how a member of a draft's body was before it was changed (NULL: absent), or all of it, which the draft has now
 * (member NULL): undo writes it back, but what was typed since, and the screen reads again.
 */
void face_remember_draft(struct face *face, int64_t draft, const char *member, const struct json *before);
/* Remembers that a file is no longer fetched: undo goes on with it. */
struct letter_file;
void face_remember_fetch(struct face *face, const struct letter_file *file);
/* Throws a draft away and remembers it: undo keeps it again and opens it. Returns 0, or -1 and the cause is shown. */
int face_throw_draft(struct face *face, int64_t draft);

#endif
