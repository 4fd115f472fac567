/* The line to the portal as the engine last told it (the fact "line"), and the sentence that says so everywhere. */
#ifndef TWINLINE_RECORDS_LINE_H
#define TWINLINE_RECORDS_LINE_H

#include "twinline/records/engine.h"
#include "twinline/records/store.h"

struct line {
	enum line_state state;
	int64_t since;    /* seconds */
	struct err cause; /* why there is none; ERR_OK: not told */
};

/* As the engine told it last, by the fact "line"; LINE_UNKNOWN where it never did. Release with line_release. */
void line_read(struct store *s, struct line *line);
void line_release(struct line *line);

/* False while the portal cannot be reached. */
bool line_is_there(const struct line *line);
/* The same of the line of a store as it is now. */
bool line_is_up(struct store *s);

/* "the portal has answered since 10:12": yours. */
char *line_sentence(const struct line *line) ATTR_MUST_USE;

#endif
