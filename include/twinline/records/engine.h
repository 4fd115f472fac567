/*
 * The socket between a face or command and the engine: SOCK_SEQPACKET, one JSON object a packet (at most 64 KB),
 * in paths.socket. The store is the only truth: a lost packet costs time, never data.
 *
 * To the engine, by "do":  wake (the outbox has something) · sync (now) · sign-in {url, name, password, device} · sign-out ·
 *                          search {n, type, filter} · cancel {n} · status · leave (last face gone: flush and end)
 * From the engine, by "did": changed {account, types} · line {state, since, cause} · progress {phase, done, total, bytes} ·
 *                          signed-in {person, name} · failed {do, cause} · found {n, list} · status {line, pid}
 */
#ifndef TWINLINE_RECORDS_ENGINE_H
#define TWINLINE_RECORDS_ENGINE_H

#include <stdbool.h>

#include "twinline/base/json.h"
#include "twinline/base/paths.h"

enum { ENGINE_PACKET_MAX = 64 * 1024 };

/* States of the line, as stored in the fact "line" (JSON {state, since, cause}) and sent in packets. */
enum line_state { LINE_UNKNOWN, LINE_ONLINE, LINE_OFFLINE, LINE_BUSY, LINE_SIGNED_OUT, LINE_STATE_COUNT };
const char *line_state_name(enum line_state state); /* "online" ... */
enum line_state line_state_of(const char *name);

struct engine_link { int fd; bool started; };

/*
 * Connects to the engine of p, starting it (setsid, stdio on /dev/null) if start is set and none answers. Never blocks for longer
 * than the start takes; returns 0 with a non-blocking fd, or -1 with ERR_ENGINE (the face goes on without).
 */
int engine_connect(struct engine_link *link, const struct paths *p, bool start, struct err *e);
void engine_close(struct engine_link *link);

/* Sends one packet; false if it did not go (the engine is gone, or its queue is full): connect again. Frees packet. */
bool engine_send(struct engine_link *link, struct json *packet_taken);

/* The next packet, yours, or NULL: none there (*gone false) or the engine has gone (*gone true). */
struct json *engine_receive(struct engine_link *link, bool *gone);

#endif
