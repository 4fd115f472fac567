/* Saving to a file of this computer: a path is asked for, and nothing is written over without a question. */
#ifndef TWINLINE_UI_SAVE_H
#define TWINLINE_UI_SAVE_H

#include "face.h"
#include "twinline/base/str.h"

/* Asks where to save bytes (taken), with a name to begin with, which may be another person's, and does it. */
void save_ask(struct face *face, const char *name, struct str *bytes_taken);

#endif
