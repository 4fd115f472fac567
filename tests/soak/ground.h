/*
 * Where a run takes place: a portal, a relay, and the clients of two people, each on a small disk where that can be had and
 * by a clock that can be set. Every run begins from the same picture of it.
 */
#ifndef TESTS_SOAK_GROUND_H
#define TESTS_SOAK_GROUND_H

#include "lib/portal_client.h"
#include "lib/world.h"
#include "plan.h"
#include "twinline/records/store.h"

/* People who are at home there. */
enum { GROUND_PEOPLE = 2 };
extern const char *const ground_names[GROUND_PEOPLE];

/* Whose clock, whose disk. */
enum side { SIDE_CLIENT, SIDE_PORTAL, SIDES };

struct client {
	const char *profile;
	int who, friend;          /* of the people: who sits there, and whom they write to */
	struct paths paths;
	struct engine_link link;  /* a face's; fd -1: none */
};

struct ground {
	struct world *world;
	char *picture;            /* what every run begins with */
	char *disk[SIDES];        /* directories, of clients and of the portal */
	bool is_signed_out;       /* the portal has said so */
	bool are_small;           /* the two are file systems of their own, and can be filled */
	char *clock_path[SIDES];
	int64_t *ahead[SIDES];    /* seconds that a side's clock is ahead; shared with its programs */
	struct client clients[PLAN_CLIENTS];
	char *cards[GROUND_PEOPLE];
	char *events[PLAN_EVENTS]; /* ids of what somebody else holds */
};

/* The words of the letter that each has had of the other before a run. */
#define GROUND_HELLO "We have not met."

/* Dies if there is no such ground to be had. */
void ground_open(struct ground *g, enum layout layout);
void ground_close(struct ground *g);

/* What vouches for the portal from now on: its own authority, or another certificate of a kind, none of them good. */
enum certificate { CERTIFICATE_GOOD, CERTIFICATE_OF_OTHERS, CERTIFICATE_OLD, CERTIFICATE_ELSEWHERE, CERTIFICATES };
void ground_certify(struct ground *g, enum certificate which);

/* A fresh run, all as in the picture and at work; meddler: a relay that lies, NULL. And its end. */
void ground_begin(struct ground *g, const struct plan *plan, const struct relay_meddler *meddler);
void ground_end(struct ground *g);

/* Starts the portal, with the clock of its side. */
void ground_portal_start(struct ground *g);

/* True while it is at work; else what it wrote last goes to why, and it is started again. */
bool ground_portal_lives(struct ground *g, FILE *why);

/* Asks a client's engine, started where there is none, for an exchange, and does not wait. Where it cannot be had, nothing happens. */
void ground_ask(struct ground *g, int client);
/* Asks and waits: true if the exchange went well. */
bool ground_sync(struct ground *g, int client);
pid_t ground_engine(const struct ground *g, int client);

/* Signs everybody in again, if somebody may not be. */
void ground_sign_in(struct ground *g);

/* Ends a client's engine and starts one that gives up a silent portal soon. Milliseconds until it has. */
int ground_lose_patience(struct ground *g, int client);

/* What a side's clock says. */
int64_t ground_now(const struct ground *g, enum side side);

/* Fills a side's small disk but for room bytes, and empties it again; where there are none, its files cannot grow meanwhile. */
void ground_fill(struct ground *g, enum side side, uint64_t room);
void ground_drain(struct ground *g, enum side side);

/* Opens a client's store, as a face has it; dies if it cannot. */
void ground_store(const struct ground *g, int client, struct store *s);

#endif
