/*
 * A folder that is given away: files in a directory, or the same as one tar stream (POSIX.1-2017 pax, ustar headers). Names are safe on
 * every system, and a manifest tells size and SHA-256 of each file, so that whoever gets it can see that it is whole.
 */
#ifndef TWINLINE_RECORDS_FOLDER_H
#define TWINLINE_RECORDS_FOLDER_H

#include "twinline/base/json.h"
#include "twinline/base/str.h"

enum { FOLDER_NAME_BYTES = 80 /* of one name in a path, with its ending */ };

struct folder;

/* In the directory dir, which is made (0700). NULL with e. */
struct folder *folder_new(const char *dir, struct err *e);
/* As a stream, which write takes piece by piece, 0 or -1 with e; now is the date of its files. */
struct folder *folder_new_tar(int (*write)(void *context, const void *bytes, size_t len, struct err *e), void *context, int64_t now);
/* What was begun and not ended is taken away. */
void folder_free(struct folder *f);

/*
 * A path below parent ("" for none) from text of others and an ending (".md", "" for that of the name itself): no control, nothing that a
 * file system or a shell would mind, nothing that leads out, at most FOLDER_NAME_BYTES, and unlike all that were made before, capitals aside. Yours.
 */
char *folder_path(struct folder *f, const char *parent, const char *text, const char *ending) ATTR_MUST_USE;

/* What an export is called that is called so itself, safe as folder_path has it, with the day: "Water-diary-2026-11-22". Yours. */
char *folder_name(const char *title) ATTR_MUST_USE;

/* One file at once; directories are made. 0, or -1 with e. */
int folder_put(struct folder *f, const char *path, const void *bytes, size_t len, struct err *e);
/* The same piece by piece; size is what comes in all. */
int folder_begin(struct folder *f, const char *path, int64_t size, struct err *e);
int folder_add(struct folder *f, const void *bytes, size_t len, struct err *e);
int folder_end(struct folder *f, struct err *e);

/* Bytes written until now. */
int64_t folder_bytes(const struct folder *f);

/*
 * Writes manifest.json, which names each file with size and digest, and ends the stream. What an earlier manifest of the directory names and
 * this one does not is taken away. 0, or -1 with e.
 */
int folder_close(struct folder *f, struct err *e);

/*
 * Reads a file of a folder that somebody made: only what its manifest names, and only as it was, by size and digest. 0, or -1 with e
 * (ERR_FOLDER_DAMAGED).
 */
int folder_read(const char *dir, const struct json *manifest, const char *path, struct str *out, struct err *e);
/* Its manifest, yours; NULL with e. */
struct json *folder_manifest(const char *dir, struct err *e) ATTR_MUST_USE;

#endif
