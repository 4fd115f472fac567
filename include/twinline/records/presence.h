/*
 * Which faces are open on a store. Each keeps a file `face.N` in paths.state, locked (fcntl) for as long as its process lives, which says
 * whose it is, on which terminal, when its last key was and where it stands. A face that starts finds the others there, and can take one's
 * place. The text that is typed is in the store; here is only where, so nothing waits for the disk.
 */
#ifndef TWINLINE_RECORDS_PRESENCE_H
#define TWINLINE_RECORDS_PRESENCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "twinline/base/json.h"
#include "twinline/base/paths.h"

/* A face's own file. */
struct presence {
	int64_t id;          /* what drafts name that it has open; never 0, and never given twice */
	int fd, slot;        /* fd -1: it has none, on a disk that is full or takes no locks */
	char *state;         /* the directory */
	char *terminal;      /* "pts/3"; "" unknown */
	int64_t takes;       /* the face whose place it takes; 0: nobody's */
};

/* Another face, as its file tells. */
struct presence_other {
	int64_t id, takes;    /* takes: the face whose place it takes; 0: nobody's */
	int64_t last_key;     /* seconds since 1970 */
	int slot;
	bool is_unkept;       /* it has text that is not in the store */
	pid_t pid;            /* 0: on another computer, whose processes are not ours to end */
	char *host, *terminal;
	struct json *place;   /* as presence_note wrote it */
};

/* Takes the first file that is free. A face without one works all the same, only unseen. Release with presence_leave. */
void presence_enter(struct presence *p, const struct paths *paths, const char *terminal);
void presence_leave(struct presence *p);

/* Writes when the last key was, and where the face stands (borrowed; NULL: nowhere yet). */
void presence_note(const struct presence *p, int64_t last_key, const struct json *place);

/*
 * Tells whether something that was typed here is not in the store, as on a full disk or while an editor has it: then nobody takes this
 * face's place. A lock tells it, for on a full disk nothing can be written.
 */
void presence_keep(const struct presence *p, bool is_unkept);

/* The living faces but this one, the one with the newest key first; yours to free, one by one with presence_release. Returns how many. */
int presence_others(const struct presence *p, struct presence_other **others);
/* How many faces are open. */
int presence_count(const struct paths *paths);
void presence_release(struct presence_other *other);

/* The living face with that id, unless it is this one; false if there is none. Release with presence_release. */
bool presence_find(const struct presence *p, int64_t id, struct presence_other *other);

/*
 * Ends another face of this computer, whatever has become of its terminal, within two seconds: it is asked first, and told who takes its
 * place; one that does not answer is killed. Then other has the place where it stood last. Returns 0, or -1 if it lives on.
 */
int presence_take(struct presence *p, struct presence_other *other);

/* The terminal of the face that takes this one's place, yours; NULL if none does. */
char *presence_taker(const struct presence *p);

#endif
