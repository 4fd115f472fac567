/*
 * "sinceAll" of Sync/get (twinline/jmap/sync.h), the short form of "since". Who asks whether anything is new names all their accounts and the state
 * of each, which is most of the question. Both sides know the accounts: in the order of their ids the states are
 * enough, with a check that both mean the same accounts. Nothing is remembered for it anywhere.
 *
 *   EPOCH "-" CHECK "-" SEQ ["~"] ["*" ROLE] *("." SEQ ["~"] ["*" ROLE]) ["-" DAY]
 *
 * of states EPOCH "-" SEQ ["~" DAY] ["*" ROLE] with one epoch and one day; CHECK is the beginning of the SHA-256 of the ids, each with
 * a line feed, in hex.
 */
#ifndef TWINLINE_JMAP_SINCE_H
#define TWINLINE_JMAP_SINCE_H

#include <stddef.h>

#include "twinline/base/json.h"

/* The short form of {accountId: state}, yours; NULL where it has none: a state is of another form (in a window), or there are none. */
char *since_short(const struct json *since) ATTR_MUST_USE;

/* {accountId: state} of these accounts, which it sorts; yours, NULL if text is not about just these, or no short form. */
struct json *since_long(const char *text, const char **ids, size_t count) ATTR_MUST_USE;

#endif
