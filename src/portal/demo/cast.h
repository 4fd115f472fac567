/*
 * The people of the demo who have names in the manual's screens: the signed-in teacher and her correspondents, with their
 * schools, and the conversations that stand at the top of her inbox.
 */
#ifndef TWINLINE_PORTAL_DEMO_CAST_H
#define TWINLINE_PORTAL_DEMO_CAST_H

#include <stddef.h>

struct demo_cast {
	const char *key;       /* name in letters below, and to sign in */
	const char *name;
	const char *country;   /* NULL: the central support service */
	const char *school;    /* NULL: none; rows with the same one share it */
	const char *town, *region;
	double latitude, longitude;
	int school_pupils;
	const char *school_type;
	const char *role;
	const char *subjects, *languages; /* codes, parted by spaces; the first language is that of the texts */
	int pupils_from, pupils_to, class_size;
	const char *looks_for, *about;
	const char *zone;
	int since;             /* year */
};

extern const struct demo_cast demo_cast[]; /* the first is the signed-in teacher; closed by a row without key */

/* One letter; those with the same thread follow one another, oldest first. */
struct demo_first {
	const char *thread;    /* key of the conversation */
	const char *from;
	const char *to;        /* keys, parted by spaces */
	int days, hour, minute; /* before today, and the time of that day in Türkiye */
	const char *kind;
	const char *subject, *project; /* NULL: none */
	const char *language;
	unsigned marks;        /* enum demo_marks */
	const char *text;
};

/* Seen and kept: by the signed-in teacher. */
enum demo_marks { MARK_SEEN = 1, MARK_KEPT = 2, MARK_TABLE = 4 /* a table of measurements is attached */ };

extern const struct demo_first demo_first_letters[], demo_first_letters_older[]; /* each closed by a row without thread */

#endif
