/* One WebSocket of the portal, shared by the files that make it: its frames (socket.c), its messages (socket_work.c). */
#ifndef TWINLINE_PORTAL_SOCKET_WORK_H
#define TWINLINE_PORTAL_SOCKET_WORK_H

#include "listeners.h"
#include "twinline/base/compress.h"
#include "twinline/jmap/websocket.h"

struct socket;
struct socket_job { struct job job; struct socket *socket; };

struct socket {
	struct listener base;
	struct socket_job work;
	struct carrier carrier;
	struct websocket frames;
	struct str out;  /* frames to be sent; of them so many bytes are */
	size_t sent;
	int64_t heard_ms, moved_ms;  /* when bytes came; when some were taken from us, 0: none wait */
	int64_t stretch_ms, stretch; /* of a message that is coming: since when, and bytes since */
	bool is_asked;               /* whether somebody is there */
	int64_t goodbye_ms;          /* when ours was said; 0: not yet */
	bool heard_goodbye, is_stopping;
	enum websocket_code ends_with; /* goodbye is to be said; 0: not */
	struct json *news;             /* changed, and not told yet */
	/* A worker's while the socket is busy. */
	struct str text; /* the message that came */
	bool text_is_packed;
	struct str extension; /* as it was agreed; "": it was not */
	struct compress_stream *packer; /* NULL: the extension was not agreed */
	struct decompress_stream *unpacker;
};

/* The kind's part of a fresh socket (socket.c). */
void socket_init(struct socket *s, struct listeners *all, bool packs);

/* Changes that came while nothing could be told are told as one. With the lock held, while no worker has the socket. */
void socket_add_news(struct socket *s, struct json *changed_taken);
void socket_tell_news(struct socket *s);

void socket_free(struct socket *s);

#endif
