/* Linear mode from inside: for linear*.c. */
#ifndef TWINLINE_UI_LINEAR_STATE_H
#define TWINLINE_UI_LINEAR_STATE_H

#include <stdint.h>

#include "face_state.h"
#include "linear.h"
#include "linear_io.h"
#include "twinline/base/strings.h"

enum {
	LINEAR_BATCH = 20, /* lines of a list that are said at once */
	LINEAR_ROWS = 64   /* of a page, at least */
};

/* A row of the page as it is said. */
struct linear_row { char *text; bool is_item; };

/* What stands on the page now. */
struct linear_page {
	struct linear_row *rows; /* without the title */
	int count;
	char *title;
	struct strings items;    /* the texts of the rows with a number, in their order */
	int at;                  /* the item of the cursor; -1: none */
};

/* What was said of a view: its numbers mean these lines until it is listed again, whatever comes or goes meanwhile. */
struct linear_list {
	const void *model;      /* of the view; NULL: nothing was said of it */
	char *title;
	struct strings entries; /* the text of each number, from 1 */
	struct strings rows;    /* all texts as they were last */
	int item_count;         /* as it was last */
	int shown;              /* items that were said */
	int more;               /* the number of the line "more"; 0: all were said */
};

/* What the engine is asked for, by its "do". */
struct linear_wait { char *what; int64_t until_ms; int changes; };

struct linear {
	struct face *face;
	struct linear_io io;
	struct strings news;    /* said, and not told yet */
	struct linear_list lists[VIEWS_MAX];
	struct linear_wait wait;
	char *held;             /* a line that waits until something else is answered; NULL: none */
	bool has_greeted;
	bool is_interrupted;    /* Ctrl-C was the last that came */
	bool is_anew;           /* the last line has asked for other lines in the same view */
	bool went_back;         /* by the last line: to a view that was said already */
	bool is_one;            /* one field is changed, by its number: the next one is not asked for */
	bool is_choosing;       /* in compose: a number is one of the four at the end of a letter */
	bool is_unkept;         /* lines of a text were added since it was kept */
	const struct editor *written; /* the text that lines are added to; NULL: none */
};

/* --- linear.c: says what was said meanwhile --- */
void linear_tell_news(struct linear *l);

/* --- linear_page.c: what a view says --- */
void linear_page_read(struct linear *l, struct linear_page *p);
void linear_page_release(struct linear_page *p);
struct linear_list *linear_list_of(struct linear *l);
void linear_list_release(struct linear_list *list);
/* Says the whole view: title, and its lines with numbers. */
void linear_say_view(struct linear *l);
/* Says the next lines of a list. */
void linear_say_more(struct linear *l);
/* Says what is another line than before, with its number, after the title, if wanted; where most are, the whole view. */
void linear_say_changes(struct linear *l, bool says_title);
/* Says the line that the cursor is on. */
void linear_say_cursor(struct linear *l);
/* Brings the cursor to what a number means; false: it is not there any more. */
bool linear_go_to(struct linear *l, int number);
/* True if a number means the line "more". */
bool linear_is_more(struct linear *l, int number);

/* --- linear_command.c --- */
void linear_command(struct linear *l, const char *line);
/* The value of a digit, ASCII's and the two Arabic sets; -1 for anything else. */
int linear_digit(uint32_t point);

/* --- linear_help.c: the letters of this screen --- */
void linear_say_help(struct linear *l);

/* --- linear_field.c: what is asked for: answers, lines of text --- */
/* True if something else than a command is awaited now. */
bool linear_is_asking(const struct linear *l);
/* Asks for it. */
void linear_ask(struct linear *l);
/* Takes a line as the answer. */
void linear_answer(struct linear *l, const char *line);
/* Keeps the lines of a text that have come since it was kept last: before more is waited for. */
void linear_keep(struct linear *l);
/* Ctrl-C in it: what was typed stays. */
void linear_stop_asking(struct linear *l);

/* --- linear_compose.c: a letter --- */
bool linear_is_composing(const struct linear *l);
/* True if it has a text already: it is heard and chosen about, not begun. */
bool linear_is_written(const struct linear *l);
/* Says to whom it goes, and what it says already. */
void linear_say_letter(struct linear *l);
/* Says all of it, as it will be read. */
void linear_hear_letter(struct linear *l);
/* Says what can be done with it. */
void linear_say_choices(struct linear *l);
/* Does one of them; false: there is no such number. */
bool linear_choose(struct linear *l, int number);
/* Takes a line for a field of its head, and goes on to the next. */
void linear_fill_letter(struct linear *l, const char *line);

#endif
