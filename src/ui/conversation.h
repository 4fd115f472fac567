/* One conversation as its reader shows it: its letters, oldest first, with the draft that answers it at the end. */
#ifndef TWINLINE_UI_CONVERSATION_H
#define TWINLINE_UI_CONVERSATION_H

#include <stdbool.h>
#include <stdint.h>

#include "face.h"
#include "twinline/records/thread.h"

/* A message, or the draft. */
struct letter {
	int64_t local;   /* of the draft where is_draft */
	bool is_draft, is_mine, is_seen, was_new;
	char *name, *country, *language, *project; /* as received */
	char *answer;    /* what I said to it: a code; NULL: nothing */
	char *to;        /* the first person that it goes to, as received */
	int others;      /* how many more, I not counted */
	bool to_me;
	int64_t at;
	enum message_state state; /* of my own on its way; MESSAGE_READ: gone, or another person's */
	char *beginning; /* of its text, as received */
};

struct conversation {
	int64_t thread;
	char *subject; /* as received */
	struct letter *letters;
	int count;     /* at least 1 once read */
	bool waits;    /* for my yes or no */
};

/* Reads the conversation of c->thread into c, otherwise zeroed. False if there is none left, with nothing to release. */
bool conversation_read(struct face *face, struct conversation *c);
void conversation_release(struct conversation *c);

/* The first letter that has not been seen, else the last message. */
int conversation_first_to_read(const struct conversation *c);

/* How many messages there are, and how many of them were new when the conversation was read. */
int conversation_messages(const struct conversation *c);
int conversation_new(const struct conversation *c);

/* Adds the head line of a letter: time, who, and where it stands open to whom, language, project; else how it begins. */
void conversation_add_head(struct str *line, const struct conversation *c, int at, bool is_open, bool narrow);

#endif
