/* Files of a draft: taken in from this computer, listed, taken out. */
#ifndef TWINLINE_UI_ATTACH_H
#define TWINLINE_UI_ATTACH_H

#include "face.h"
#include "twinline/base/str.h"

/*
 * Reads the file that a person typed the path of, and keeps its bytes: from now on the original may change or go. Returns what a draft
 * says of it, {blobId, name, type, size}: yours; NULL, and why is said in a sentence.
 */
struct json *attach_file(struct face *face, const char *typed, struct str *why);
/* The same for what is made in another account than one's own: a project's. */
struct json *attach_file_in(struct face *face, int64_t account, const char *typed, struct str *why);

/* Where the last file was taken from, to begin a prompt with: "~/lessons/". Yours. */
char *attach_place(struct face *face);

/* "plan-hafta-2.ods, 3 KB". Yours. */
char *attach_words(const struct json *file);

#endif
