/* The files of a letter or an event that stands open: a line each, fetched when asked for with its price, and saved. */
#ifndef TWINLINE_UI_LETTER_FILES_H
#define TWINLINE_UI_LETTER_FILES_H

#include "face.h"
#include "twinline/schema/schema.h"

struct letter_file { int64_t account; char *id, *name, *type; int64_t size; }; /* account: local key of the one that holds it */

struct letter_files {
	struct letter_file *files;
	int count;
};

/* Fills f, which is released before, with the files of a record of the account. */
void letter_files_read(struct letter_files *f, int64_t account, const struct blobs *files);
void letter_files_release(struct letter_files *f);

/* The line of a file: name, size, and whether it is here or what fetching takes. Yours. */
char *letter_files_line(struct face *face, const struct letter_file *file);

/* The same without the word "file" before it. Yours. */
char *letter_file_words(struct face *face, const struct letter_file *file);

/*
 * Saves a file that is here; fetches one that is not, and above the limit of the settings asks first, with its price. The caller draws
 * the file's line anew.
 */
void letter_files_open(struct face *face, const struct letter_file *file);

/* The same for one that is read where it stands: it is fetched, and not saved anywhere when it has come. */
void letter_files_bring(struct face *face, const struct letter_file *file);

/* Asks the engine for a file, or to go on with one that was stopped. */
void letter_files_fetch(struct face *face, const struct letter_file *file);

/* Stops a file that is being fetched, undo goes on with it. False if it is not. */
bool letter_files_stop(struct face *face, const struct letter_file *file);

/* The same of the one that was asked for last, wherever it stands. */
bool letter_files_stop_last(struct face *face);

/* A packet of the engine: how far a file is; one that was asked for has come, and is to be saved. */
void letter_files_heard(struct face *face, struct view *view, const struct json *packet);

#endif
