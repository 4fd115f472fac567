/* Files of a draft: taken in from this computer, listed, taken out. */
#ifndef TWINLINE_UI_ATTACH_H
#define TWINLINE_UI_ATTACH_H

#include "face.h"
#include "twinline/base/str.h"

/* Asks for the path of a file; typed gets it. text stands there at first; NULL: where the last one was taken from. Tab completes it. */
void attach_ask(struct face *face, const char *text, void (*typed)(struct face *face, struct view *view, const char *text));

/*
 * In typed: reads the file for an account (one's own; a project's), and keeps its bytes: from now on the original may change or go. Returns
 * what a draft says of it, {blobId, name, type, size}: yours. NULL where one went back, and where it cannot be taken: then it is asked for
 * once more, and why is said.
 */
struct json *attach_typed(struct face *face, int64_t account, const char *text,
                          void (*typed)(struct face *face, struct view *view, const char *text));

/* "plan-hafta-2.ods, 3 KB". Yours. */
char *attach_words(const struct json *file);

#endif
