/*
 * What a person takes along, as a folder that any program can read. All that is theirs, and nothing of a desk: every record as JSON, one
 * file a type; conversations as text; projects (records/space.h); the calendar as .ics; files as they are. Or one project. What only the
 * portal has is counted in the index, so that nobody takes a part for the whole. Replica only.
 */
#ifndef TWINLINE_RECORDS_EXPORT_H
#define TWINLINE_RECORDS_EXPORT_H

#include "twinline/records/space.h"

/* What was written: records, conversations, files; how many records (of a project: files) only the portal has; bytes in all. */
struct export_result { int64_t records, conversations, files, elsewhere, bytes; };

/*
 * Opens a directory for an export: made (0700), empty, or of a project with an earlier export of the same one (project: its id; NULL: none),
 * which is brought up to date. NULL with e (ERR_EXISTS, ERR_FILE ...).
 */
struct folder *export_folder(const char *dir, const char *project, struct err *e);

/* All that is mine, and closes f. Text of others is safe for a terminal. r is filled as far as it came. 0, or -1 with e. */
int export_all(struct store *s, struct folder *f, struct export_result *r, struct err *e);

/* The same of a replica that a portal has filled from what it has, where there are no receipts; the index says so. */
int export_all_by_portal(struct store *s, struct folder *f, struct export_result *r, struct err *e);

/* The account of the project that has this id or title, or whose title alone has these words; 0 with e (ERR_NOT_FOUND, ERR_PERSON_UNCLEAR). */
int64_t export_find_project(struct store *s, const char *words, struct err *e);

/* One project that was read, as it is here; and closes f. 0, or -1 with e. */
int export_project(struct space *sp, struct folder *f, struct export_result *r, struct err *e);

#endif
