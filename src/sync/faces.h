/* The engine's end of the socket: faces and commands of the same person on the same computer, each with a packet queue. */
#ifndef TWINLINE_SYNC_FACES_H
#define TWINLINE_SYNC_FACES_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/base/json.h"

enum { FACES_MAX = 32 };

struct face {
	int fd;
	int64_t serial;      /* never given twice; 0 is nobody */
	bool waits_for_sync; /* asked for an exchange and hears when it is over */
	bool is_in_exchange; /* and asked before the present one began */
};

struct faces {
	int listener;
	char *path;
	uint64_t inode; /* of the socket as it was made */
	struct face at[FACES_MAX];
	unsigned count;
	int64_t last_serial;
};

/* Listens at path (0600), taking a stale socket away: only under the engine's lock. Returns 0, or -1 with e. */
int faces_open(struct faces *f, const char *path, struct err *e);
void faces_close(struct faces *f);

/*
 * Closes the door for the engine's end: nobody can come any more. False if somebody came in at the last moment: then the
 * door is open again, and who was let in is served.
 */
bool faces_shut(struct faces *f);

/*
 * True if whoever looks for the engine finds it: its socket is where it was made. Another can be made there, for those who are inside
 * stay connected: 0, or -1 where that cannot be, as while its directory is not there.
 */
bool faces_door_stands(const struct faces *f);
int faces_open_again(struct faces *f);

/* Lets in who waits at the door, if they are the same user; NULL if nobody is. Borrowed until the next call. */
struct face *faces_accept(struct faces *f);
void faces_remove(struct faces *f, unsigned index);

/* The next packet, yours, or NULL: none there (*gone false) or the face has gone (*gone true). */
struct json *faces_receive(struct face *face, bool *gone);

/* Sends a packet, which stays yours. A face whose queue is full misses it: the store tells the same. */
void faces_tell(struct face *face, const struct json *packet);
void faces_tell_all(struct faces *f, const struct json *packet);

/* The face of a serial number, or NULL: it has gone. */
struct face *faces_find(struct faces *f, int64_t serial);

#endif
