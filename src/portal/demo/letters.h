/*
 * What teachers of the demo community write to each other: sentences by language, from which post.c makes
 * conversations that hang together. A theme means the same in every language, so that a Greek question may
 * get an English answer. As in voice.h nothing tells whether a man or a woman writes, and the other is addressed in the plural or
 * by the bare first name.
 *
 * In the texts: %n first name of the other, %k pupils in the class, %a their ages ("9-11"), %d a date, %t the theme's title.
 */
#ifndef TWINLINE_PORTAL_DEMO_LETTERS_H
#define TWINLINE_PORTAL_DEMO_LETTERS_H

#include "data.h"

enum demo_theme {
	THEME_BOOKS, THEME_BREAD, THEME_CARDS, THEME_GAMES, THEME_GARDEN, THEME_MAP, THEME_MATHS, THEME_MOVE, THEME_RADIO,
	THEME_ROBOT, THEME_SEA, THEME_SKY, THEME_SOUNDS, THEME_TALES, THEME_THEATRE, THEME_TRADES, THEME_TREES, THEME_WASTE,
	THEME_WATER, THEME_WORDS, THEME_COUNT
};

struct demo_theme_text {
	const char *title;
	const char *idea;     /* the first letter: what it is about */
	const char *question; /* ... and what the other has to say something to */
	const char *answer;   /* the other's answer to that */
	const char *step;     /* the follow-up: what to do first, with a date */
	const char *report;   /* later: how it went */
};

/* What two who work together ask each other, whatever the theme; the same places mean the same in every language. */
enum { DEMO_ASKS = 4 };
struct demo_ask { const char *question, *answer; };

struct demo_letters {
	const char *language;
	const char *months;   /* names as they stand in a date, parted by commas */
	const char *date;     /* %D the day, %M the month's name */
	const char *about_meeting, *about_news, *about_question; /* subjects, with %t */
	const char *contact_subject, *invitation_subject;        /* the latter with %t */
	const char *const *greet;     /* those with %n for people of other languages only: some languages decline names */
	const char *const *open;      /* first letter: why I write to you */
	const char *const *me;        /* who we are */
	const char *const *ask;       /* would you */
	const char *const *thanks;    /* an answer's beginning */
	const char *const *yes;       /* we are with you */
	const char *const *plan;      /* a follow-up's beginning */
	const char *const *fine;      /* the date suits us */
	const char *const *news;      /* later: beginning of a report */
	const char *const *reply;     /* and its answer */
	const char *const *meet;      /* let us meet online on %d */
	const char *const *wonder;    /* beginning of a letter that asks something */
	struct demo_ask asks[DEMO_ASKS];
	const char *const *contact;   /* text of a contact request */
	const char *const *bye;
	struct demo_theme_text themes[THEME_COUNT]; /* without title: not in this language */
};

/* The letters of a language, or NULL. */
const struct demo_letters *demo_letters_find(const char *language);

/* All, closed by NULL. */
extern const struct demo_letters *const demo_letters_all[];

extern const struct demo_letters demo_letters_ar, demo_letters_bg, demo_letters_cs, demo_letters_de, demo_letters_el,
	demo_letters_en, demo_letters_es, demo_letters_fi, demo_letters_fr, demo_letters_hr, demo_letters_hu, demo_letters_hy,
	demo_letters_it, demo_letters_ka, demo_letters_pl, demo_letters_pt, demo_letters_ro, demo_letters_sv, demo_letters_tr,
	demo_letters_uk;

#endif
