/* Parts of lines that several screens share: titles, names, states, prices. What others wrote passes text/sanitise here. */
#ifndef TWINLINE_UI_WORDS_H
#define TWINLINE_UI_WORDS_H

#include <stdint.h>

#include "face.h"
#include "twinline/base/str.h"
#include "twinline/records/price.h"
#include "twinline/schema/schema.h"
#include "twinline/text/latin.h"
#include "twinline/text/sanitise.h"

/*
 * Text of others as screens show it: safe (text/sanitise), and with scripts that the person's language is not written in
 * in Latin letters where they want it so, and as far as the terminal has the letters (characters.h); of one line isolated, so that it can
 * stand in a line of the other direction (text/bidi.h). NULL is "". Yours.
 */
char *words_safe(const char *text, enum sanitise_kind kind);
/* The same for a file or another program, which show more than this terminal may. */
char *words_written(const char *text, enum sanitise_kind kind);
/* The same of a text in a language, or from a country: latin_language(language, country). NULL: not known. */
char *words_safe_in(const char *text, enum sanitise_kind kind, const char *language);

/* How scripts stand that the person's language is not written in: a setting of the process, in the order of its choices. */
enum words_letters { WORDS_ORIGINAL, WORDS_LATIN, WORDS_BOTH };
void words_set_letters(enum words_letters wanted);
enum words_letters words_letters(void);

/*
 * Whether the screens are said line by line (page.h, is_spoken): a setting of the process. Nothing is cut or padded to columns then, and
 * what stood in a column of its own is a part of its line.
 */
void words_set_spoken(bool spoken);
bool words_are_spoken(void);

/*
 * Draws the title line: left, cut after a part or a word where it does not fit, and right ("" for nothing) at the edge. In the demo
 * it begins with the word "demo".
 */
void words_title(struct face *face, struct page *p, const char *left, const char *right);
/* Puts a text into a row of a page from a column on, cut after a whole word where the row ends. */
void words_put(struct face *face, struct page *p, int line, int column, const char *text);
/* The cells that left has beside right, on a page. */
int words_title_room(struct face *face, const struct page *p, const char *right);
/* The same as words_title with the state of the line at the right (face_line_words). */
void words_title_line(struct face *face, struct page *p, const char *left);

/* The place in the list below: "Inbox 1 of 214", or "1/214"; yours, "" where no list is below. */
char *words_place(struct face *face, bool narrow);

/* Adds text of others in one safe line, cut to cells; words_pad adds spaces up to there too. NULL is "". */
void words_add(struct str *out, struct face *face, const char *text, int cells);
void words_pad(struct str *out, struct face *face, const char *text, int cells);
/* The same of a label of ours, which what follows belongs to. */
void words_label(struct str *out, struct face *face, const char *text, int cells);
/* The same, cut after a whole word where one is not too far back. */
void words_add_whole(struct str *out, struct face *face, const char *text, int cells);
/* The same, cut after a whole part (words_part) where that leaves half of the room at least; what is left ends as if nothing followed. */
void words_add_parts(struct str *out, struct face *face, const char *text, int cells);
/* Adds text of ours (a date, a number) so that it ends after cells. */
void words_right(struct str *out, const char *text, int cells);

/* Adds one of several parts of a line, parted from the one before by a comma. */
void words_part(struct str *out, const char *part);
void words_part_taken(struct str *out, char *part_taken);

/* A name (of someone in that country, or NULL) for a narrow line, safe: the last of its words by its first letter, where the whole is long ("Γιώργος Π."). Yours. */
char *words_short_name(const char *name, const char *country);
/* "Ewa Kowalska, PL", safe: one person in a wide line; among several, and in a narrow one, words_person. Yours. */
char *words_person_alone(const struct party *person);
/* "Ewa Kowalska PL", safe; a person of whom only the id is known by that. Yours. */
char *words_person(const struct party *person);

/*
 * What an officer has hidden says so to whoever made it: "by the support organisation: advertising; others do not see it"; of no reason
 * NULL. Yours. words_with_hidden: the same as a line before a text, which it frees.
 */
char *words_hidden(const char *reason);
char *words_with_hidden(const char *reason, char *text_taken);

/* A time as lists have it: "09:55", "16 Nov". Yours. */
char *words_short_time(int64_t when);
/* "8 Oct 2026 to 31 Jan 2027", or one of them alone; "" of none. Days as in ISO 8601, NULL or wrong: none. Yours. */
char *words_dates(const char *first, const char *last);

/* Adds a count with its thousands parted: "1,240". */
void words_add_number(struct str *out, int64_t number);

/* Adds a size in words, "4 KB", that can stand beside other numbers in any direction. */
void words_add_size(struct str *out, int64_t bytes);

/* Adds size and time of a price (records/price.h) as words say them: "4 KB", "1 s". */
void words_add_price(struct str *size, struct str *time, struct price price);
/* Both in one, "4 KB, 1 s"; the size alone where the line was not measured. */
void words_add_measured(struct str *out, struct price price);

/*
 * Says when what was just queued goes, or why it rests, and that u takes it back; before (NULL: nothing) is a sentence that is said
 * before, of what was done.
 */
void words_say_goes_out(struct face *face, const char *before);

/* Whose this computer is, by the setting, and what it would be otherwise: "mine; or shared ...". Yours. */
char *words_computer(struct face *face, bool shorter);

enum { WORDS_TEXT_CELLS = 72 }; /* the lines of a text are no longer, however wide the screen is */
/* The cells that the lines of a text have in so much room. */
int words_text_cells(int room);

/*
 * The rows of a text at cells, with the bullets of lists hanging, each paragraph in the direction of its first letter: calls row(context,
 * indent in cells, text, bytes) for each.
 */
void words_wrap(const char *text, int cells, void (*row)(void *context, int indent, const char *text, size_t len), void *context);

/*
 * Puts those rows into a page from a row on, each from a column on; what would come to the last line or below it is not put. Returns the
 * row after all of them, put or not. page NULL: they are counted alone.
 */
int words_put_rows(struct page *p, int row, int column, int cells, const char *text);

/* Keeps e for the face to show, where it is one. Returns 0 or -1. */
int words_check(struct face *face, struct err *e);

#endif
