/* What the engine's packet "probed" says, in a sentence for people. */
#ifndef TWINLINE_RECORDS_PROBED_H
#define TWINLINE_RECORDS_PROBED_H

#include "twinline/base/json.h"

/* Whose certificate it is, by whom and until when, or that the portal is on this computer; safe for a terminal. Yours. */
char *probed_sentence(const struct json *packet) ATTR_MUST_USE;

/* The same for a narrow line. */
char *probed_short(const struct json *packet) ATTR_MUST_USE;

#endif
