/*
 * A counting relay between the engine and the portal, over Unix sockets, in a process of its own. A test gives the line a
 * rate and a delay, holds it shut (accepted, never answered), cuts it at a byte, answers in the portal's place, sends whole
 * requests again or too late, and asks what went over it.
 */
#ifndef TESTS_LIB_RELAY_H
#define TESTS_LIB_RELAY_H

#include <stdint.h>

struct relay;

/* Payload at the client's end, since the start or relay_reset. */
struct relay_counts {
	int64_t up, down;    /* bytes */
	int64_t connections;
	int64_t turnarounds; /* changes of direction within a connection */
	int64_t requests;    /* bursts from the client */
	int64_t cuts;        /* that were ordered for a byte, or that the weather made */
};

/*
 * Passes on what comes to one end to the other: Unix sockets by their paths, ports of 127.0.0.1 by their figures ("0": any one that
 * is free). Dies if it cannot. Free with relay_free, which ends it.
 */
struct relay *relay_start(const char *listen, const char *target);
void relay_free(struct relay *relay);

/* Where it listens, if on a port. */
int relay_port(const struct relay *relay);

/*
 * A relay that lies, to see whether somebody notices: each whole request is handed to meddle, in the relay's process, which may
 * change it, or put an answer in the portal's place. Nothing is lied about on a line that is not plain HTTP/1.1.
 */
struct str;
struct relay_meddler {
	void (*meddle)(void *data, struct str *request, struct str *answer);
	void *data;
};
struct relay *relay_start_meddling(const char *listen, const char *target, const struct relay_meddler *meddler);

struct relay_counts relay_counts(struct relay *relay);
void relay_reset(struct relay *relay);

/*
 * From now on each direction carries so many bits a second (0: no limit), shared by all connections, and takes delay_ms one
 * way. TCP's handshake costs its two ways and each segment of 1,460 bytes 40 bytes of headers, timed and not counted.
 */
void relay_line(struct relay *relay, int64_t bits_per_second, int64_t delay_ms);

/* What befalls the line from now on, by itself; all 0: nothing. Where it falls follows from the seed and the bytes that pass. */
struct relay_weather {
	int64_t bits_per_second, delay_ms, jitter_ms; /* jitter: up to so much on top of the delay */
	int64_t stall_every, stall_ms;                /* mean bytes between stalls of a direction, and how long they are */
	int64_t cut_every;                            /* mean bytes between cuts of the connection that carries them */
	uint64_t seed;
};
void relay_weather(struct relay *relay, const struct relay_weather *weather);
/* The weather is over, and so are cuts to come. */
void relay_calm(struct relay *relay);

/* From now on: connections are taken and nothing passes, either way. */
void relay_shut(struct relay *relay);
/* From now on: what the client says passes, and no answer comes back. */
void relay_hold_down(struct relay *relay);
/* Ends every connection and refuses new ones. */
void relay_cut(struct relay *relay);
/*
 * One cut to come: the connection that brings the n-th byte from now on in that direction ends after it (n 0: before the
 * first one), at both sides. Then all passes as before.
 */
void relay_cut_up_at(struct relay *relay, int64_t n);
void relay_cut_down_at(struct relay *relay, int64_t n);
/* From now on whatever the client says is answered with text (at most RELAY_TEXT_MAX bytes) and the end of the connection. */
enum { RELAY_TEXT_MAX = 2000 };
void relay_answer(struct relay *relay, const char *text);
/* All passes again, in the weather as it is. */
void relay_open(struct relay *relay);

/*
 * What befalls whole requests, as far as the line is plain HTTP/1.1 (no TLS, nothing after an upgrade). The portal gets them on a
 * connection of their own, and nobody hears the answer.
 */
/* The request that was heard back requests before the last one goes once more (0: the last one), if it is still known. */
void relay_repeat(struct relay *relay, int back);
/* From now on every request goes twice, side by side. */
void relay_double(struct relay *relay);
/* The next request is not passed on, and its connection ends; relay_late gives the portal all such ones, the newest first. */
void relay_swallow(struct relay *relay);
void relay_late(struct relay *relay);

#endif
