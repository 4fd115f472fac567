/*
 * An event stream of the portal (RFC 8620 section 7.3) beside the exchanges over HTTP: that something is new, and nothing else. Knows
 * neither store nor jobs.
 */
#ifndef TWINLINE_SYNC_LINE_EVENTS_H
#define TWINLINE_SYNC_LINE_EVENTS_H

#include "http.h"

struct line_events {
	struct http_client *line;
	bool is_running, is_heard; /* what is an event stream has come: nothing on the way holds it back */
	bool has_news;
	bool is_refused;     /* it ended, and what answered is no event stream */
	int status;
	struct str text;     /* of the line that is coming */
	int64_t ping;        /* seconds, asked of the portal: fewer where something on the way cuts silent lines */
	char *id;            /* of the last event: who comes again is told what was missed */
	int64_t heard_ms;
	int64_t up, down;    /* bytes since it began */
};

void line_events_init(struct line_events *s, struct http_client *beside);
void line_events_release(struct line_events *s);

/* Begins, from what was heard last on. template: the session's eventSourceUrl, resolved. It must not be running. */
void line_events_open(struct line_events *s, const struct address *address, const char *template, const char *token);
void line_events_close(struct line_events *s);

/* False where it has ended by now, or counts as dead. */
bool line_events_move(struct line_events *s);

/* Milliseconds until it is to be looked at anyhow; -1: never. */
int64_t line_events_left(const struct line_events *s);

#endif
