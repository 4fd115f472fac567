/* "@Ewa Kowalska" in a text: members of the project who shall see it. */
#ifndef TWINLINE_UI_MENTION_H
#define TWINLINE_UI_MENTION_H

#include "editor.h"
#include "face.h"
#include "twinline/base/json.h"

/* The members of a project's account whom a text names by "@" and their whole name: a list of parties, yours; NULL for nobody. */
struct json *mention_list(struct face *face, int64_t account, const char *text);

/*
 * Whose names begin as what is typed after the "@" before the cursor, parted by commas, as received; yours, NULL where no name is being
 * typed. And puts the first of them in: false where there is none.
 */
char *mention_names(struct face *face, int64_t account, const struct editor *field);
bool mention_complete(struct face *face, int64_t account, struct editor *field);

#endif
