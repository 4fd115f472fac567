/*
 * One part of a project as it stands open: read from its record, built anew where that changes, talked about, changed, printed. The model
 * of its screen begins with a struct part_reader; a struct part_reader_kind says what is its own.
 */
#ifndef TWINLINE_UI_PART_READER_H
#define TWINLINE_UI_PART_READER_H

#include "letter_files.h"
#include "part.h"
#include "reading.h"
#include "words.h"

struct part_reader_kind {
	enum record_type_index type;
	size_t record;                                    /* of the model: where its record's struct is, */
	/* Each gets the model. read and release: what belongs to the record, files too; release may be NULL. */
	void (*read)(struct face *face, void *model);
	void (*release)(void *model);
	void (*build)(struct face *face, void *model);    /* fills the reading, which is empty */
	char *(*title)(const void *model);                /* safe; yours */
	const char *(*name)(const void *model);           /* as stored: what is printed is called so */
	char *(*text)(struct face *face, const void *model); /* clean, for paper and other programs; yours, NULL and it is said why not */
	int (*file)(const void *model);                   /* the place of the file under the cursor; -1: none */
	void (*change)(struct face *face, int64_t local); /* opens its form */
	const char *gone;                                 /* N_(): it is not here any more */
};

struct part_reader {
	const struct part_reader_kind *kind;
	int64_t local, account;
	struct letter_files files;
	enum words_letters letters; /* of the text */
	struct reading reading;
};

/* Of the screen's row; open: 0, or -1 and it is said that it is not here. */
int part_reader_open(struct face *face, struct view *view, const struct part_reader_kind *kind, int64_t local);
void part_reader_draw(struct face *face, struct view *view, struct page *p);
void part_reader_changed(struct face *face, struct view *view);
void part_reader_close(struct face *face, struct view *view);

/* Moves, comments, changes, stops a file, prints, finds; the screen does the rest. */
enum outcome part_reader_act(struct face *face, struct view *view, enum action action);

/* The lines are made again: of a file that is being fetched, say. */
void part_reader_build(struct face *face, struct part_reader *m);

#endif
