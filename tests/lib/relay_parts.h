/* What the two halves of the relay share: the orders that a test gives, and the process that obeys them. */
#ifndef TESTS_LIB_RELAY_PARTS_H
#define TESTS_LIB_RELAY_PARTS_H

#include "lib/relay.h"
#include "twinline/base/attr.h"

enum relay_command {
	RELAY_COUNT, RELAY_RESET, RELAY_SHUT, RELAY_HOLD_DOWN, RELAY_CUT, RELAY_CUT_UP_AT, RELAY_CUT_DOWN_AT, RELAY_ANSWER,
	RELAY_OPEN, RELAY_WEATHER, RELAY_CALM, RELAY_REPEAT, RELAY_DOUBLE, RELAY_SWALLOW, RELAY_LATE
};

struct relay_order {
	enum relay_command command;
	int64_t number;
	struct relay_weather weather;
	char text[RELAY_TEXT_MAX + 1];
};

struct relay_ends {
	int control, listener;
	const char *listen, *target; /* a path, or a port of 127.0.0.1 */
	const struct relay_meddler *meddler; /* NULL: none */
};

/* A listening socket; dies if it cannot be had. */
int relay_listen(const char *where);

/* Relays until the other end of control is closed. */
void relay_serve(const struct relay_ends *ends) ATTR_NORETURN;

#endif
