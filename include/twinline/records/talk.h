/*
 * What is said in a TwinSpace, as its screens list it, and how far I have read there: a mark a part, in my own account, so that all my
 * devices agree. A part is a place of posts, or what a thread or comments hang on, by its id. Replica only.
 */
#ifndef TWINLINE_RECORDS_TALK_H
#define TWINLINE_RECORDS_TALK_H

#include "twinline/records/record.h"

/* Locals of the newest posts of a place, at most so many: those that are pinned first, then the oldest; yours. Count or -1. */
int talk_posts(struct store *s, int64_t account, const char *place, int most, int64_t **locals, struct err *e);

/* The same of a discussion's threads, by their latest answer, the newest first; of "" the discussions themselves, by making. */
int talk_threads(struct store *s, int64_t account, const char *discussion, int64_t **locals, struct err *e);

/* What answers a post, or comments on another record, by its id; the oldest first. Yours. Count or -1. */
int talk_answers(struct store *s, int64_t account, const char *id, int64_t **locals, struct err *e);

/* --- what is new --- */

/* Posts of a place ("": of all); the unread ones; those of them that name me or answer me. threads: of the forum. 0, or -1 with e. */
struct talk_count { int64_t all, threads, unread, to_me, latest_at; };
int talk_count(struct store *s, int64_t account, const char *place, struct talk_count *count, struct err *e);

/* Unread posts that stand together: a thread, or a place. Text as stored. */
struct talk_news {
	int64_t account;
	char *place;
	int64_t first;          /* what the thread began with, or what is commented on; 0: it is not here, or there is none */
	int64_t newest, at;     /* the newest of them, and when it was made */
	int64_t count, to_me;
};
/* Of one account, or of all (0), the newest first; *news yours, each with talk_news_release. Count or -1. */
int talk_news(struct store *s, int64_t account, struct talk_news **news, struct err *e);
void talk_news_release(struct talk_news *news);

/* True if a post is unread. */
bool talk_is_unread(struct store *s, int64_t post);

/* --- how far I have read --- */

/* Until when, in seconds; what was there before I came counts as read. */
int64_t talk_read_until(struct store *s, int64_t account, const char *area);

/* What I have read: of what time, and which post, for another one may come of the same second (NULL: all of it). */
struct talk_seen { int64_t account; const char *area; int64_t until; const char *post; };

/* I have read so far; a mark only goes on. In a transaction. 0 or -1. */
int talk_read(struct store *s, const struct talk_seen *seen, struct err *e);

/* The part that a post is read in: a place, or an id. Yours. */
char *talk_area(struct store *s, int64_t post);

/* --- likes --- */

/* My like of a post; 0: none. */
int64_t talk_my_like(struct store *s, int64_t account, const char *post);

#endif
