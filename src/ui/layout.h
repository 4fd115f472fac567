/*
 * Keyboards of many countries: a command goes by the place of its key, so nobody has to change the layout for it. ASCII letters and
 * digits always mean themselves. Fields take what is typed. The rows stand in layouts.c.
 */
#ifndef TWINLINE_UI_LAYOUT_H
#define TWINLINE_UI_LAYOUT_H

#include <stdbool.h>

#include "key.h"
#include "twinline/base/str.h"

/* The rows: the choices of the setting `layout` after "auto", in their order. */
enum { LAYOUT_COUNT = 24 };

struct layout {
	const char *name;      /* "bulgarian-phonetic" */
	const char *language;  /* whose name it goes by; NULL: none's, its label says all */
	const char *label;     /* N_(): which of them, where the language has several; NULL: the one */
	const char *languages; /* of the screens that it serves, parted by blanks */
	const char *countries; /* where it does, as "BE"; NULL: anywhere */
	const char *lower, *upper; /* of a to z; NULL: ASCII */
	const char *digits;    /* of 1 to 9 and 0; NULL: ASCII */
	bool is_alone;         /* no other has its letters: they tell their keys whatever is in use */
};

extern const struct layout layouts[LAYOUT_COUNT];

/* Which keyboard it is: the setting's choice (0: that of the language), and the country, which has a say in that ("": none). */
void layout_set(int choice, const char *country);

/* The one in use; that of the language, its country's own or its first, Latin where it has none. */
const struct layout *layout_now(void);
const struct layout *layout_of_language(void);

/* The key of a command that stands where the layout in use types key; key itself where there is none. */
key_code layout_command(key_code key);

/* What the layout in use types where a command has its key; 0 where that is the same or nothing of its own. */
key_code layout_letter(key_code command);

/* Adds what the layout in use types for the keys of a label, "γ 2" for "g 2"; nothing where that is the same. */
void layout_letters(const char *keys, struct str *out);

/* True if it is one of those on which the language of the screens is written. */
bool layout_serves(const struct layout *layout);

/* True if the language of the screens is written on several layouts, so that whoever begins is asked for theirs. */
bool layout_has_several(void);

/* How people call it, "Bulgarian, phonetic"; and what is said of the one in use beside its name. Yours. */
char *layout_label(const struct layout *layout);
char *layout_words(bool shorter);

/* What its first keys type, by which people know it again: those of q w e r t y, or of the digits; "" for Latin letters. Yours. */
char *layout_sample(const struct layout *layout);

#endif
