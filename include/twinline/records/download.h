/*
 * Files on their way from the portal: wished for by a person, fetched in parts, each of which stays here from the moment when it came,
 * whatever cuts the line or ends the engine. With its last part a file is a blob like any other. Replica only.
 */
#ifndef TWINLINE_RECORDS_DOWNLOAD_H
#define TWINLINE_RECORDS_DOWNLOAD_H

#include "twinline/records/store.h"

enum download_state {
	DOWNLOAD_NONE,   /* nobody asked for it, or it is here */
	DOWNLOAD_WANTED, /* it is fetched as soon as the line allows */
	DOWNLOAD_STOPPED /* somebody ended it, or it met what does not pass by itself; what came is kept for a week */
};

struct download {
	int64_t account, size, done; /* local key of the account; bytes in all, bytes that are here */
	char blob[RECORD_ID_LENGTH + 1];
	char *type;
	enum download_state state;
	struct err cause;            /* why it was stopped; ERR_OK: somebody wished so */
};
void download_release(struct download *d);

/* Fills d; false if nobody asked for it, or it is here: then all but its state and size 0. */
bool download_get(struct store *s, int64_t account, const char *blob, struct download *d);

/*
 * Asks for a file of size bytes, or goes on with one that was stopped; one that is here or under way stays as it is. Old ones that never
 * went on are forgotten. In a transaction. 0 or -1.
 */
int download_want(struct store *s, int64_t account, const char *blob, const char *type, int64_t size, int64_t now, struct err *e);

/* Stops it, for a cause (NULL: because somebody wished so). In a transaction. 0 or -1. */
int download_stop(struct store *s, int64_t account, const char *blob, const struct err *cause, struct err *e);

/* --- the engine's side --- */

/* The first that is wanted; false if there is none. */
bool download_next(struct store *s, struct download *d);

/* The first bytes that are not here yet: where they begin; how many there are in a row into len. 0 of 0 where nothing is missing. */
int64_t download_gap(struct store *s, const struct download *d, int64_t *len);

/* Keeps bytes that came, from start on. In a transaction. 1 if the file is whole now, 0, or -1. */
int download_keep(struct store *s, struct download *d, int64_t start, const void *bytes, size_t len, int64_t now, struct err *e);

#endif
