/* A conversation of two, from its plot to its letters. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_TALK_H
#define TWINLINE_PORTAL_DEMO_TALK_H

#include "deliver.h"

/* What a conversation is about; the first three open something new, the others go on with what there is. */
enum demo_plot { PLOT_FIRST, PLOT_IDEA, PLOT_INVITATION, PLOT_NEWS, PLOT_QUESTION, PLOT_MEETING, PLOT_CONTACT, PLOT_COUNT };

enum { DEMO_TALK_MOST = 6 };

struct demo_talk {
	enum demo_plot plot;
	enum demo_theme theme;
	unsigned ask;                       /* which of demo_letters.asks, in a plot that asks one */
	size_t a, b;                        /* who begins, who answers */
	const struct demo_letters *in[2];   /* languages in which a and b write */
	int steps;                          /* letters, at most demo_talk_steps(plot) */
	int64_t begin, until;               /* when the first is written; what would be written later is left out */
	const char *title;                  /* what they do together is called; NULL: as the theme is */
	bool unread;                        /* the last one has not been seen */
	bool kept;                          /* the last one is kept */
	bool settled;                       /* a request that waits no more, though nobody wrote an answer */
};

/* How many letters a plot can have. */
int demo_talk_steps(enum demo_plot plot);

/* The language in which somebody writes to somebody: a common one, else the own one or English. Drawn. */
const struct demo_letters *demo_talk_language(struct demo_world *w, size_t from, size_t to);

/* A theme that both languages have and that is begun at that time of the year; THEME_COUNT if there is none. */
enum demo_theme demo_talk_theme(struct demo_world *w, const struct demo_letters *const in[2], int64_t begin);

/* The subject, yours. */
char *demo_talk_subject(const struct demo_talk *t);

/* Writes all letters; how many they were is added to *written. 0 or -1. */
int demo_talk_write(struct demo_world *w, const struct demo_talk *t, int64_t *written, struct err *e);

#endif
