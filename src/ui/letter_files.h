/* The files of the letter that stands open: a line each, fetched when asked for with its price, and saved. */
#ifndef TWINLINE_UI_LETTER_FILES_H
#define TWINLINE_UI_LETTER_FILES_H

#include "face.h"
#include "twinline/records/message.h"

struct letter_file { char *id, *name, *type; int64_t size; };

struct letter_files {
	struct letter_file *files;
	int count;
};

void letter_files_read(struct letter_files *f, const struct message *m);
void letter_files_release(struct letter_files *f);

/* The line of a file: name, size, and whether it is here or what fetching takes. Yours. */
char *letter_files_line(struct face *face, const struct letter_file *file);

/* Saves a file that is here; asks, with its price, whether to fetch one that is not, and fetches it. */
void letter_files_open(struct face *face, const struct letter_file *file);

/* A packet of the engine: a file that was asked for has come, and is to be saved. */
void letter_files_heard(struct face *face, struct view *view, const struct json *packet);

#endif
