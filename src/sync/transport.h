/*
 * How requests of the API go and how word of news comes: over a WebSocket where the line's profile wants it and the network lets it
 * pass (but nobody waits for one to open while a connection of HTTP is there, as after signing in: it is opened at rest), else one by one over HTTP, with an event stream beside it where that is wanted. Neither is needed: what does not come about
 * is fallen back from without a word, and not tried again for a while.
 */
#ifndef TWINLINE_SYNC_TRANSPORT_H
#define TWINLINE_SYNC_TRANSPORT_H

#include "line_events.h"
#include "line_socket.h"
#include "twinline/base/json.h"
#include "twinline/records/line_profile.h"

struct engine;

/* The option --transport: what the profile says, or one of the ways whatever it says. */
enum transport_choice { TRANSPORT_AUTO, TRANSPORT_HTTP, TRANSPORT_EVENTS, TRANSPORT_SOCKET };
#define TRANSPORT_CHOICES "auto|http|events|websocket"

/* A way that did not come about is not tried before until (seconds since 1970), each time longer. */
struct transport_block { int64_t until, wait; };

struct transport {
	struct line_socket socket;
	struct line_events events;
	struct transport_block socket_block, events_block; /* kept as the fact "blocked" */
	char *body;             /* of the request under way; NULL: none */
	bool is_over_socket;    /* it */
	bool went_before;       /* it went over a socket that broke, and goes over HTTP now */
	char *token;            /* that the socket was opened with */
	int64_t suspect;        /* seconds to block the socket for (-1: as long as is due), should HTTP find the portal where it did not; 0: none */
	int breaks;             /* of sockets that did not last, in a row */
	int64_t opened_ms, http_ms; /* when the socket was opened last, and when HTTP was answered last; 0: not yet */
	bool is_late;           /* the socket was opened while nothing was asked */
	int64_t events_up, events_down; /* counted already */
	bool events_open;       /* they have been heard since they were opened */
	int64_t network_ms;     /* when this computer's network changed last; 0: it did not */
	bool has_asked_where;   /* the session was fetched for the URLs */
};

void transport_open(struct engine *g);
void transport_release(struct engine *g);

/*
 * Which way is wanted now: the one place that decides. By --transport, else by the profile's row; none where nothing may go by itself,
 * for a guest, and for a portal on this computer, which is asked so often that word of news saves nothing.
 */
enum line_push transport_wanted(struct engine *g);

/* Sends a request of the API (text, yours to keep); transport_is_done and transport_cancel are then about it, else about g->http. */
void transport_post(struct engine *g, const char *text);
bool transport_is_done(struct engine *g, struct http_answer *a);
void transport_cancel(struct engine *g);

/* Bytes of the answer so far. */
int64_t transport_received(const struct engine *g);

/* Moves both, opens and closes the event stream, hurries the line where there is news. Once a turn of the loop. */
void transport_move(struct engine *g);

/* This computer's network has changed: a socket that is open may be dead without a word, and is waited for less. */
void transport_network_changed(struct engine *g);

/* What the loop waits for beside libcurl's own. */
void transport_poll(struct engine *g, struct pollfd *fd);
int64_t transport_left(struct engine *g);

/* True while the portal tells by itself that something is new: asking in between is for safety only. */
bool transport_is_told(const struct engine *g);

/* True if the session has to be fetched to know where. */
bool transport_lacks_where(struct engine *g);

#endif
