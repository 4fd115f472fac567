/* Relays that lie: each does once in a run what must never happen, so that the checks can be seen to fail. */
#ifndef TESTS_SOAK_SABOTAGE_H
#define TESTS_SOAK_SABOTAGE_H

#include "lib/relay.h"

/* DROP answers for the portal, which never hears of it; DOUBLE makes a letter twice; SWAP makes two letters in each other's place. */
enum sabotage { SABOTAGE_NONE, SABOTAGE_DROP, SABOTAGE_DOUBLE, SABOTAGE_SWAP };
#define SABOTAGES "none|drop|double|swap"

/* NULL for none. For relay_start_meddling; in the relay's process it lies once. */
const struct relay_meddler *sabotage_meddler(enum sabotage sabotage);

#endif
