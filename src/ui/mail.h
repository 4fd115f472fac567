/* Messages as screens handle them: read, marked, answered. */
#ifndef TWINLINE_UI_MAIL_H
#define TWINLINE_UI_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "face.h"
#include "twinline/records/message.h"

/* message_to_answer, whose cause is shown. */
int64_t mail_to_answer(struct face *face, int64_t thread);

/* A mark of conversations, and what is said of setting and of taking it: the subject where there is one alone. Yours. */
struct mail_mark {
	const char *keyword; /* "$putAway" */
	char *(*said)(bool set, int count, const char *subject);
};
extern const struct mail_mark mail_put_away, mail_drop, mail_keep;

/*
 * Sets (or takes) a mark of whole conversations as one step of undo, and says so; subject is that of the only one.
 * Returns 0, or -1 and the cause is shown.
 */
int mail_mark(struct face *face, const struct mail_mark *mark, bool set, const int64_t *threads, int count, const char *subject);
/* True if a message of the conversation has the mark. */
bool mail_has_mark(struct face *face, const struct mail_mark *mark, int64_t thread);
/*
 * Asks whether conversations shall go for good, as nothing brings back, and destroys them; then done is called, if they are gone. threads are
 * copied; subject is that of the only one.
 */
void mail_destroy(struct face *face, const int64_t *threads, int count, const char *subject,
                  void (*done)(struct face *face, struct view *view));
/*
 * Asks when conversations shall come back and hides them until then, as one step of undo; then done (NULL: nobody) is called with
 * whether they are hidden. threads are copied.
 */
void mail_later(struct face *face, const int64_t *threads, int count, void (*done)(struct face *face, struct view *view, bool hidden));
/* Marks a message as seen: nothing that undo would take back. */
void mail_seen(struct face *face, int64_t message);

/* --- writing: each opens compose --- */
void mail_new(struct face *face);
/* A message with what body says so far (recipients, subject, project). */
void mail_begin(struct face *face, struct json *body_taken);
/* A message to somebody; subject may be "". */
void mail_write_to_person(struct face *face, const struct party *person, const char *subject);
/* Answers a message, going on with the answer that was begun. */
void mail_answer(struct face *face, int64_t message, bool all);
/* Sends a message on: its text quoted below who wrote it and when, its files named again. */
void mail_forward(struct face *face, int64_t message);
/* A new message to people: to is an array of parties, taken. */
void mail_write(struct face *face, struct json *to);
/* A new message to the other side of a message. */
void mail_write_to(struct face *face, int64_t message);

#endif
