/*
 * A TwinSpace as a folder: pages, talk, activities and members as Markdown and for any browser, files in their folders, the calendar, and
 * project.json with every record as the API gives it. On a replica what is here; on a portal what a role may read. Pupils by their names
 * in the project alone: what they sign in with and whose consent there is stays out.
 */
#ifndef TWINLINE_RECORDS_SPACE_H
#define TWINLINE_RECORDS_SPACE_H

#include "twinline/records/folder.h"
#include "twinline/records/record.h"

struct space_record {
	const struct record_type *type;
	const char *id;    /* of the tree */
	struct json *tree;
	int64_t at;        /* by which those of a type are ordered */
	int64_t local;
};

/* A file that a record of it names. */
struct space_file {
	char *blob, *name, *type;
	char *folder;     /* of a material, as it is written there; NULL: one that belongs to something else */
	char *path;       /* in the folder; NULL until it has one */
	int64_t size;
	bool is_here;
};

struct space {
	struct store *s;
	int64_t account;
	struct space_record *records; /* by type, then by time */
	size_t count;
	struct space_file *files;
	size_t file_count;
	size_t *answers;  /* posts by what they answer, then by time: places in records */
	size_t answer_count;
	struct json *project; /* borrowed from records */
	int64_t older;    /* records that a window has left at the portal */
};

/* Reads what a project's account holds for who looks (NULL: all). 0, or -1 with e (ERR_NOT_FOUND) and nothing to release. */
int space_read(struct store *s, int64_t account, const struct onlooker *who, struct space *sp, struct err *e);
void space_release(struct space *sp);

/*
 * Bytes in all, about; those that have still to be fetched, of how many files; and how many older records only the portal has. Quick, on a
 * replica. 0, or -1 with e.
 */
struct space_weight { int64_t bytes, fetch, files, older; };
int space_weigh(struct store *s, int64_t account, struct space_weight *weight, struct err *e);

/*
 * Writes all of it into f below parent ("" for its top) and does not close it. What is not here is said in the index, and of files in project.json.
 * 0, or -1 with e.
 */
int space_write(struct space *sp, struct folder *f, const char *parent, struct err *e);

/* What a window has left of an account at the portal, conversations not counted; a portal has all of it. */
int64_t space_older(struct store *s, int64_t account);

/* How many files only the portal has. */
unsigned long space_missing(const struct space *sp);

/* The sentences of an index that say how many older records and files are not in it; none for what is all there. */
void space_add_elsewhere(struct str *out, int64_t older, unsigned long missing);

/* Takes out of a record what is never exported. */
void space_keep_back(const struct record_type *type, struct json *tree);

/* The first record of a type; and how many there are from there. */
const struct space_record *space_of_type(const struct space *sp, enum record_type_index type, size_t *count);
/* The record with an id; NULL if it is not here. */
const struct space_record *space_find(const struct space *sp, enum record_type_index type, const char *id);

#endif
