/*
 * What the portal stored, in its order: triggers in its database write down every record that was made, changed and taken
 * away, whoever did it. The portal knows nothing of them.
 */
#ifndef TESTS_SOAK_HISTORY_H
#define TESTS_SOAK_HISTORY_H

#include <stdint.h>

#include "twinline/db/db.h"

enum deed { DEED_MADE, DEED_CHANGED, DEED_ENDED };

struct line_of_history {
	enum deed deed;
	int64_t record; /* the portal's local key, never given twice */
	int64_t account;
	int type;
	char *id;
	char *body;     /* JSON, after it; before its end */
};

struct history {
	struct line_of_history *lines;
	int count;
};

/* Begins to write down what happens in the database at path, from now on; no portal has it open. Dies if it cannot. */
void history_begin(const char *path);

/* Reads what was written. Release with history_release. */
void history_read(struct history *h, struct db *db);
void history_release(struct history *h);

#endif
