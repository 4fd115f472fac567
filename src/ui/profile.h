/* My profile: the card that others see and the account that nobody sees, as lines over their two record types. */
#ifndef TWINLINE_UI_PROFILE_H
#define TWINLINE_UI_PROFILE_H

#include "sheet.h"

/* The lines of both, in the order of the screen: first what others search by. */
extern const struct sheet_kind profile_card, profile_account;

enum { PROFILE_LINES_MAX = 24 }; /* of one of them, with those that do something and the closing one */

/* The record that a kind shows: my own card, my account's profile; 0 before the first exchange. */
int64_t profile_record(struct face *face, const struct sheet_kind *kind);

/* Its fields as they are seen here, with what waits in the outbox; yours, NULL where there is none. */
struct json *profile_tree(struct face *face, const struct sheet_kind *kind);

/* How many parts of a kind there are that one can fill; those that are empty in tree are added to *empty. 0 where tree is NULL. */
int profile_count(const struct sheet_kind *kind, const struct json *tree, int *empty);

/* The same of both kinds, as they are kept here. 0 and 0 before the first exchange. */
int profile_parts(struct face *face, int *empty);

/* Opens the form on a line of the kind. */
void profile_change(struct face *face, const struct sheet_kind *kind, int line);

/* What an empty screen of the community says: that it waits for my registration, while that is so; else the sentence given. Static. */
const char *profile_or_newcomer(struct face *face, const char *otherwise);

/* Says before one writes that it waits for my registration, while that is so; the sentence (static), NULL where it is not. */
const char *profile_say_newcomer(struct face *face);

/* Who sees a part of the card: a code of vocabulary_seen_by; static. */
const char *profile_seen_by(const struct json *card, const struct field *field);

#endif
