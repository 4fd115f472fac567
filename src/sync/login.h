/* Who is signed in where, as the engine's own file keeps it (0600): the only place of the token. */
#ifndef TWINLINE_SYNC_LOGIN_H
#define TWINLINE_SYNC_LOGIN_H

#include "address.h"
#include "twinline/base/err.h"

struct login {
	struct address portal;
	char *api;    /* URL of the API; NULL: to be discovered */
	char *upload; /* the session's uploadUrl, a template; NULL: to be discovered when a file has to go up */
	char *download; /* the session's downloadUrl, likewise */
	char *websocket, *events; /* URL of the WebSocket, and the session's eventSourceUrl, a template; "": there is none; NULL: not told */
	char *coding; /* the content coding that the portal takes; NULL: the best (coding.h) */
	char *packet_key; /* the session's, that packets are sealed to; NULL: not told */
	char *person; /* id of the card */
	char *name;
	char *token;  /* NULL: nobody is signed in */
	bool is_guest; /* nobody is, and what is public is read all the same */
};

/* True if there is a portal to talk to: somebody is signed in there, or reads as a guest. */
bool login_is_in(const struct login *l);

/* Reads the file; one that is not there is nobody, signed in nowhere. Returns 0, or -1 with e. */
int login_load(struct login *l, const char *path, struct err *e);

/* Writes the file atomically. Returns 0, or -1 with e. */
int login_save(const struct login *l, const char *path, struct err *e);

void login_release(struct login *l);

/* Forgets the token, wiping it; who it was and where stays. */
void login_end(struct login *l);

#endif
