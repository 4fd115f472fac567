/* The lines below the outbox: what they are made of, and what is done on them (outbox_below.c). */
#ifndef TWINLINE_UI_OUTBOX_LINE_H
#define TWINLINE_UI_OUTBOX_LINE_H

#include "outbox.h"
#include "twinline/records/line.h"
#include "twinline/records/plan.h"
#include "twinline/records/price.h"

/* What the store and the settings say of the line, now. */
struct outbox_facts {
	struct settings *settings; /* borrowed */
	struct line line;
	struct plan plan;
	struct measured measured;
	struct count count;
	struct price price;        /* of all that waits */
};
void outbox_facts_read(struct outbox_facts *f, struct face *face);
void outbox_facts_release(struct outbox_facts *f);

/* One piece of news: "10:31 line lost"; yours, NULL for what is none. */
char *outbox_news_words(const struct journal_row *row);

/* Moves to, among and out of these lines, and does what is chosen there. ACT_IGNORED: the entries' business. */
enum outcome outbox_act_below(struct face *face, struct view *view, enum action action);

#endif
