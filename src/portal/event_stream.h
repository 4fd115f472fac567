/* An event stream (RFC 8620 section 7.3): a response that goes on, with an event for each change. */
#ifndef TWINLINE_PORTAL_EVENT_STREAM_H
#define TWINLINE_PORTAL_EVENT_STREAM_H

#include "listeners.h"

/* The event thread carries the stream from here on, until listener_let_go. */
void event_stream_attach(struct listener *stream, const struct carrier *carrier);

/*
 * Takes bytes that are to be sent, at most max; how many. 0: there are none, and carrier.sleep was called; -1: the stream has ended.
 */
int64_t event_stream_read(struct listener *stream, char *bytes, size_t max);

#endif
