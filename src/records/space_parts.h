/* What the files that write a TwinSpace as a folder share. The room's own. */
#ifndef TWINLINE_RECORDS_SPACE_PARTS_H
#define TWINLINE_RECORDS_SPACE_PARTS_H

#include "twinline/records/space.h"

/* A page that is written. */
struct space_out {
	struct space *sp;
	struct folder *f;
	const char *parent; /* "" or "projects/Title" */
	struct str index;   /* Markdown of index.md so far */
	struct err *e;
};

/* A path below the parent; yours. */
char *space_path(struct space_out *o, const char *folder, const char *name, const char *ending);

/* Writes Markdown at path and HTML beside it; frees text, and adds a line to the index (label NULL: none). 0 or -1. */
int space_put(struct space_out *o, const char *path, struct str *text, const char *label);

/* --- words of records (space_words.c) --- */

/* "**Ewa Kowalska**, 17 Nov 2026 10:12" of who and when. */
void space_add_byline(struct str *out, const struct json *who, const char *at);
/* The fields of a record, a line or a paragraph each, but for those in leave_out (closed by NULL). */
void space_add_fields(struct space_out *o, struct str *out, const struct space_record *r, const char *const *leave_out);
/* Links to the files that a record names; up leads to the parent. */
void space_add_files(struct space_out *o, struct str *out, const struct json *files, const char *up);

/* --- talk (space_talk.c) --- */

/* What was said of a record, as comments below level; nothing where nothing was. */
void space_add_comments(struct space_out *o, struct str *out, const char *id, int level, const char *up);
/* Forum, journal, bulletin, chat, updates, walls. 0 or -1. */
int space_put_talk(struct space_out *o);
/* Puts posts in the order of what they answer. */
void space_sort_answers(struct space *sp);

#endif
