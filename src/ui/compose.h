/* A message being written: what compose.c changes and compose_page.c draws. */
#ifndef TWINLINE_UI_COMPOSE_H
#define TWINLINE_UI_COMPOSE_H

#include "editor.h"
#include "recipients.h"
#include "screen.h"
#include "twinline/records/draft.h"
#include "twinline/records/message.h"
#include "twinline/records/people.h"
#include "twinline/records/price.h"

/* What the cursor can be on, from the top down: fields, then actions; files are lines of their own among them. */
enum compose_item {
	COMPOSE_TO, COMPOSE_SUBJECT, COMPOSE_TEXT,
	COMPOSE_SEND, COMPOSE_FILE, COMPOSE_ADD, COMPOSE_KEEP, COMPOSE_THROW,
	COMPOSE_ITEM_COUNT,
	COMPOSE_FIELD_COUNT = COMPOSE_SEND
};

struct compose {
	struct draft draft;
	struct json *body;         /* the draft's, as it is now */
	struct recipients to;
	struct editor fields[COMPOSE_FIELD_COUNT];
	enum compose_item item;
	int file;                  /* which, where item is COMPOSE_FILE */
	bool is_touched;           /* a key has changed something, now or earlier */
	bool is_unkept;            /* what is on the screen could not be written, as on a full disk */
	bool is_elsewhere;         /* another face writes it: it is only shown here */
	bool is_gone;              /* sent or thrown away: there is no draft any more */
	int64_t made;              /* the local of the message that sending it made; 0: none */
	bool is_forward;           /* a message is sent on */
	bool is_first;             /* it goes to one who is no contact, and answers nothing: phrases may begin it */
	bool is_to_all;            /* it went to more than one when it was opened */
	int64_t size;              /* bytes of the body */
	int64_t file_bytes;        /* of files that still have to go up */
	char *answers_name, *answers_text; /* of the message that it answers, as received; NULL: none */
	int64_t answers_at;
	bool is_in_a_line;         /* the actions as last drawn: side by side */
	const char *refused;       /* why it cannot be sent yet, a sentence; NULL: it can */
	int text_rows;             /* rows of the text as last drawn */
};

/* How many files the draft has. */
int compose_files(const struct compose *c);

/* Counts what of them has still to go up, and keeps the cursor on one that is there. */
void compose_files_count(struct face *face, struct compose *c);
/* Takes the files and the phrases of another body of the same draft. */
void compose_files_take(struct compose *c, const struct json *body);
/* Asks for one more; takes the one under the cursor out. Undo brings both back. */
void compose_files_add(struct face *face, const struct compose *c);
void compose_files_drop(struct face *face, struct view *view);

/* What sending it takes, its files too. */
struct price compose_price(struct face *face, const struct compose *c);

/* Puts the cursor on an item, into it where it is a field and typing is set; on the first field that is empty. */
void compose_go_to(struct view *view, enum compose_item item, bool typing);
void compose_go_to_empty(struct view *view);

/* Keeps it; where another face has taken the draft over, its text is shown. 0, or -1 and the cause is shown. */
int compose_keep_or_show(struct face *face, struct view *view);

/* --- compose_send.c --- */
bool compose_is_empty(const struct compose *c, enum compose_item field);
/* Sends it and closes the screen; or goes to what it lacks, and says so. */
enum outcome compose_send(struct face *face, struct view *view);

/* --- compose_draft.c --- */
/* What the fields hold is what the draft says, in memory. */
void compose_keep_body(struct compose *c);
/* Writes the draft as it is now. Returns 0, or -1 and the cause is shown. */
int compose_keep(struct face *face, struct compose *c);
/* Looks whether it is a first letter to somebody. */
void compose_look_whom(struct face *face, struct compose *c);
/* Fills the screen from the draft as it was read; gives back what it holds. */
void compose_fill(struct face *face, struct view *view);
void compose_release(struct compose *c);
/* Where the cursor is (yours), and going there (screen.h). */
struct json *compose_where(const struct view *view);
void compose_go(struct face *face, struct view *view, const struct json *where_it_was);

void compose_draw(struct face *face, struct view *view, struct page *p);

#endif
