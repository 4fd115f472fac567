/* A letter as plain text, for paper and other programs. */
#ifndef TWINLINE_UI_LETTER_TEXT_H
#define TWINLINE_UI_LETTER_TEXT_H

#include "face.h"
#include "twinline/base/str.h"

/* Adds a message with its head and the names of its files, safe; what stands in out already is parted from it. */
void letter_text_add(struct str *out, struct face *face, int64_t message);

/* Adds all messages of a conversation. */
void letter_text_add_thread(struct str *out, struct face *face, int64_t thread);

#endif
