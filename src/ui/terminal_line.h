/*
 * The terminal's own line, between the person and this computer: often SSH, sometimes a modem. What the face spends on it goes by
 * these rows, and never by how the portal's line is: on a school's host the portal may be near and the person far away.
 */
#ifndef TWINLINE_UI_TERMINAL_LINE_H
#define TWINLINE_UI_TERMINAL_LINE_H

#include <stdbool.h>

#include "twinline/base/settings.h"

struct terminal_line {
	const char *name;
	int unasked_ms; /* what no key asked for is drawn so long after the last drawing at the earliest; what is said, at once */
	int typing_ms;  /* what fits the text of a prompt is shown when no key has come for so long; 0: at each key */
};

/* By the setting `terminal-line`; where that is left to itself by SSH_CONNECTION and SSH_TTY, and by bits, the terminal's speed (0: unknown). */
const struct terminal_line *terminal_line_now(const struct settings *s, long bits);

#endif
