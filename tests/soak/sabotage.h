/* Relays that lie: each does, wherever it can, what must never happen, so that the checks can be seen to fail. */
#ifndef TESTS_SOAK_SABOTAGE_H
#define TESTS_SOAK_SABOTAGE_H

#include "lib/relay.h"

/* DROP answers letters for the portal, which never hears of them; DOUBLE makes a letter twice; SWAP two in each other's place. */
enum sabotage { SABOTAGE_NONE, SABOTAGE_DROP, SABOTAGE_DOUBLE, SABOTAGE_SWAP };
#define SABOTAGES "none|drop|double|swap"

/* NULL for none. For relay_start_meddling. */
const struct relay_meddler *sabotage_meddler(enum sabotage sabotage);

#endif
