/*
 * What a run will do, drawn from its seed alone: writes at two computers, in steps, and what goes wrong in each step. The same
 * seed makes the same plan in every process.
 */
#ifndef TESTS_SOAK_PLAN_H
#define TESTS_SOAK_PLAN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { PLAN_CLIENTS = 2, PLAN_OPS_MOST = 400, PLAN_STEPS_MOST = 120, PLAN_EVENTS = 6, PLAN_FILE_MOST = 150000, NEEDLE_SIZE = 16 };

/* Two people, in the open or over TLS; or one person at two computers. */
enum layout { LAYOUT_PLAIN, LAYOUT_TLS, LAYOUT_ONE, LAYOUTS };

/* What is written. Each is a thing of its own, but for a person's card, and the contact, of which there is one. */
enum family { LETTER, EVENT, WORD, SEARCH, CARD, CONTACT, FAMILIES };

struct thing {
	enum family family;
	int owner;                /* the client who makes it, and alone changes it, but for letters */
	int event;                /* WORD: on which of the events that are there from the beginning */
	bool is_answer;           /* LETTER: in the conversation that the other one began, where order is what is said */
	int file;                 /* LETTER: bytes of what goes with it, 0: nothing */
	char needle[NEEDLE_SIZE]; /* stands in its body for ever, and in no other's */
};

enum verb { CREATE, PATCH, DESTROY, VERBS };

/* SKIPPED: what it is about is not there. REFUSED: the store said no. TYPED: the writer died before it heard. STORED: acknowledged. */
enum op_status { PLANNED, SKIPPED, REFUSED, TYPED, STORED };

struct op {
	int client, thing;
	enum verb verb;
	const char *field;     /* of a PATCH */
	bool by_command;       /* a letter that is alone in its step goes by `twinline send`, not by a writer of the soak's own */
	enum op_status status; /* not planned, but found out */
};

enum fault {
	FAULT_NONE,
	FAULT_CUT_UP, FAULT_CUT_DOWN, FAULT_OFFLINE, FAULT_STALL, FAULT_TIME_OUT, FAULT_NO_ANSWER, FAULT_WEATHER, FAULT_REPEAT, FAULT_DOUBLE, FAULT_LATE,
	FAULT_CAPTIVE, FAULT_FILTER, FAULT_PROXY, FAULT_BUSY, FAULT_BAD_GATEWAY,
	FAULT_KILL_ENGINE, FAULT_KILL_PORTAL, FAULT_KILL_WRITER,
	FAULT_SIGNED_OUT, FAULT_PACKET, FAULT_CERTIFICATE,
	FAULT_DISK_CLIENT, FAULT_DISK_PORTAL, FAULT_CLOCK_CLIENT, FAULT_CLOCK_PORTAL,
	FAULTS
};
const char *fault_name(enum fault fault);

/* One client writes some ops, a fault comes before it or in the midst of it, and stays till the step's end, or for longer. */
struct step {
	int client, first, count; /* ops */
	enum fault fault;
	uint64_t draw;            /* what the fault makes of it: a byte, a rate, a time */
	int strike_us, work_us;   /* until the blow falls; for what is under way after it */
	bool lifts;
};

struct plan {
	uint64_t seed;
	int hold;                 /* seconds that letters and answers are held */
	enum layout layout;
	bool is_slow;             /* the clients' line is set to slow */
	struct thing things[PLAN_OPS_MOST + PLAN_CLIENTS];
	int thing_count;
	struct op ops[PLAN_OPS_MOST];
	int op_count;
	struct step steps[PLAN_STEPS_MOST];
	int step_count;
};

void plan_make(struct plan *p, uint64_t seed, int writes);
void plan_print(const struct plan *p, FILE *to);

/* The value that a patch writes, in the field: no other op writes the same one. text: a buffer for it. */
struct json;
struct json *plan_value(const struct plan *p, int op, char text[64]);

/* The text of a letter, static until the next one; and what its file holds, as many bytes as it has. */
const char *plan_text(const struct plan *p, int op);
const char *plan_file(const struct plan *p, int op);

#endif
