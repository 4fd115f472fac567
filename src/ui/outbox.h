/* The outbox on the screen: what outbox.c reads and outbox_page.c draws. */
#ifndef TWINLINE_UI_OUTBOX_H
#define TWINLINE_UI_OUTBOX_H

#include "list.h"
#include "screen.h"
#include "twinline/records/engine.h"
#include "twinline/records/journal.h"
#include "twinline/records/outbox.h"
#include "twinline/records/thread.h"

/* An entry, or (its key negative) a draft. */
struct outbox_row {
	int64_t key;
	enum message_state state;
	struct outbox_entry entry; /* of an entry */
	bool is_message, is_answer;
	char *who;       /* the first that it goes to, safe */
	int more;        /* how many others it goes to */
	char *subject;   /* as written; of a change that is no message all that is said of it */
	int64_t at;
	char *parts;     /* how far its files are that go up: "120 KB of 210 KB sent, 12 s"; NULL: none has begun */
};

enum { OUTBOX_NEWS = 40 };

/* The lines below the entries, in their order. */
enum outbox_below {
	OUTBOX_BELOW_NONE, OUTBOX_BELOW_LINE, OUTBOX_BELOW_NEXT, OUTBOX_BELOW_MEASURED, OUTBOX_BELOW_COUNTED, OUTBOX_BELOW_HOURS,
	OUTBOX_BELOW_HAND, OUTBOX_BELOW_NEWS, OUTBOX_BELOW_COUNT
};

struct outbox {
	struct list list;             /* of struct outbox_row */
	int below;                    /* enum outbox_below: the line that the cursor is on; OUTBOX_BELOW_NONE: it is on an entry */
	unsigned shown;               /* a bit for each of them that was drawn last */
	struct store *store;
	int64_t *keys;                /* of all rows, in their order */
	int key_count;
	char *find;                   /* words looked for; NULL: all rows */
	struct outbox_counts counts;
	struct journal_row news[OUTBOX_NEWS];
	int news_count;
};

/* What stands below the entries, from row on: the line, what is next, measured, counted, new and said (outbox_line.c). */
void outbox_draw_below(struct face *face, struct page *p, struct outbox *o, int row);

/* Fills a row whose key is set; false if what it names is not there. Release it either way. */
bool outbox_row_read(struct store *s, struct outbox_row *row);
void outbox_row_release(void *context);

/* What a change that is no message is called; record: as it is here now, NULL where it is gone. Yours, as others wrote it. */
char *outbox_change_words(const struct outbox_entry *entry, const struct json *record);

/* True if a row has the words in its title, its people, its receipt or its day. */
bool outbox_has_words(const struct outbox_row *row, const char *find);
/* Asks for words, and shows the rows that have them. */
void outbox_find(struct face *face, const struct outbox *o);

void outbox_draw(struct face *face, struct view *view, struct page *p);

#endif
