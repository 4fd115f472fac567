/*
 * Record types as tables: one .def file a type, one FIELD row a field. From the rows
 * come the C structs (schema/records.h), the codec, validation, list indexes, the API page, forms and
 * the tests' generators. Nothing here knows a database, a network or a screen.
 *
 * FIELD(member, "jsonName", KIND, vocabulary or NULL, "TargetType" or NULL, min, max, flags, N_("label"), N_("help"))
 *   min, max: characters of a text, value of an integer, elements of a list or set; a max of 0 is no limit.
 */
#ifndef TWINLINE_SCHEMA_SCHEMA_H
#define TWINLINE_SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/base/json.h"
#include "twinline/base/strings.h"
#include "twinline/schema/vocabulary.h"

/* Kinds of field, each with its C member and its JSON form. */
/* Of one file, wherever a record names it. */
enum { FILE_BYTES_MAX = 100 * 1000 * 1000, FILE_NAME_MAX = 200 /* characters */ };

enum field_kind {
	FIELD_TEXT,       /* char *             "one line" */
	FIELD_LONG_TEXT,  /* char *             "paragraphs"; its language is the record's field "language", where it has one */
	FIELD_INTEGER,    /* int64_t            whole, within +-(2^53-1) */
	FIELD_BOOLEAN,    /* bool */
	FIELD_DATE,       /* char *             "2026-11-17" */
	FIELD_UTC,        /* int64_t seconds    "2026-11-17T09:55:00Z" */
	FIELD_LOCAL,      /* struct local_time  {"start":"2026-11-17T10:30:00","timeZone":"Europe/Istanbul","duration":"PT1H"} (JSCalendar) */
	FIELD_CODE,       /* char *             a code of the vocabulary */
	FIELD_CODES,      /* struct strings     {"el":true,"en":true}, a set as RFC 8620 section 5.3 likes it */
	FIELD_REFERENCE,  /* char *             id of a record of the target type */
	FIELD_REFERENCES, /* struct strings     [id, ...] */
	FIELD_PARTY,      /* struct party       {"id","name","country"}: a reference with the card's copies; clients send {"id"} */
	FIELD_PARTIES,    /* struct parties     [{"id","name","country"}, ...] */
	FIELD_BLOBS,      /* struct blobs       [{"blobId","name","type","size"}, ...] */
	FIELD_KEYWORDS,   /* struct strings     {"$seen":true} */
	FIELD_POINT,      /* struct point       {"latitude":35.5,"longitude":24.0} degrees, WGS 84 */
	FIELD_OBJECT,     /* struct json *      an object that a rule of the type checks */
	FIELD_KIND_COUNT
};

enum field_flags {
	F_REQUIRED = 1 << 0,   /* a create without it is refused */
	F_IMMUTABLE = 1 << 1,  /* set by create only */
	F_SERVER_SET = 1 << 2, /* the portal's alone */
	F_PRIVATE = 1 << 3,    /* nobody but the owner */
	F_SEARCHABLE = 1 << 4, /* its words are found */
	F_LISTED = 1 << 5,     /* a column of the type's index table */
	F_SORTABLE = 1 << 6,   /* listed, and lists may be ordered by it */
	F_FACET = 1 << 7,      /* counted in search */
	F_COMMUTES = 1 << 8,   /* a patch of it does not move rev: keywords, counters */
	F_WEB = 1 << 9,        /* a text written as https://school.example/ */
	F_MAIL = 1 << 10,      /* a text written as name@school.example */
	F_ZONE = 1 << 11,      /* a text written as Europe/Athens */
	F_NARROW = 1 << 12,    /* of a Person: may be kept to contacts or to nobody, by "seenBy" */
	F_CONTACTS = 1 << 13   /* with F_NARROW: only contacts see it where "seenBy" does not say otherwise */
};

struct local_time { char *start, *zone, *duration; };
struct party { char *id, *name, *country; };
/* What a person is called who has been erased, in the copies that others keep: no word of any language. */
#define PARTY_ERASED "-"
/* The name as people read it: of one who was erased, the words for that. Borrowed; NULL for NULL. */
const char *party_called(const char *name);
struct parties { struct party *at; size_t count, capacity; };
struct blob_ref { char *id, *name, *type; int64_t size; /* bytes */ };
struct blobs { struct blob_ref *at; size_t count, capacity; };
struct point { double latitude, longitude; };

struct field {
	const char *name; /* in JSON and in the API page */
	enum field_kind kind;
	const struct vocabulary *vocabulary;
	const char *target; /* record type of a reference or party */
	int64_t min, max;
	unsigned flags;
	const char *label, *help; /* N_() */
	size_t offset; /* of the member in the type's struct */
};

/* First member of every record struct. */
struct record_head {
	char *id;         /* NULL until the portal has accepted it */
	int64_t rev;      /* 0 until then */
	uint64_t present; /* bit n: field n was there */
};

/* Kinds of account, one row each in design.md section 4. */
enum account_kind { ACCOUNT_PERSONAL, ACCOUNT_COMMUNITY, ACCOUNT_DIRECTORY, ACCOUNT_PROJECT, ACCOUNT_GROUP, ACCOUNT_DESK, ACCOUNT_KIND_COUNT };

/* The name of a kind on the wire ("personal"); ACCOUNT_KIND_COUNT for an unknown name or NULL. */
const char *account_kind_name(enum account_kind kind);
enum account_kind account_kind_of(const char *name);

/* The bit of a kind in record_type.holders. */
#define HOLDS(kind) (1U << ACCOUNT_##kind)

enum type_flags {
	T_CREATE = 1,   /* clients may create */
	T_UPDATE = 2,
	T_DESTROY = 4,
	T_SINGLETON = 8, /* exactly one in an account */
	T_AHEAD = 32,   /* of times to come: its window begins seven days ago, earliest first, and ends sixty days on */
	T_FIRST = 64,   /* whoever writes first has it: a change names no rev and is merged with nothing, the portal's rules refuse the second */
	T_DERIVED = 16  /* kept by both sides from other records; never sent by Sync/get, never written by clients */
};

struct record_type {
	const char *name; /* "Message" */
	int index;        /* its place in record_types[], and enum record_type_index */
	size_t size;      /* of its struct */
	const struct field *fields;
	unsigned field_count; /* at most 64 */
	unsigned holders; /* kinds of account that hold such records: HOLDS() bits */
	unsigned flags;
	unsigned audience;    /* of a fresh record: bits of enum audience */
	int window;           /* records of a replica's first window, newest first; -1: all */
	const char *order;    /* JSON name of the sortable field that "newest" means; NULL: seq */
	const char *label;    /* N_() plural, for people */
};

/* TYPE_MESSAGE, ...: the order of record_types[]. Append only: the index is stored. */
enum record_type_index {
#define TYPE(member, Name, holders, flags, audience, window, order, label) TYPE_##Name,
#include "twinline/schema/types.def"
#undef TYPE
	RECORD_TYPE_COUNT
};

extern const struct record_type record_types[RECORD_TYPE_COUNT];

/* True if accounts of a kind hold records of the type. */
bool record_type_in(const struct record_type *type, enum account_kind kind);

/* True if clients make such records in accounts of a kind: what a personal account may hold is made there, wherever it comes to lie. */
bool record_type_made_in(const struct record_type *type, enum account_kind kind);

/* What people call a record of the type: its "name", else its "title"; NULL where it has neither. Borrowed from tree. */
const char *record_title(const struct json *tree);

/* Who sees a field of a record beside its owner, by its row and the record's "seenBy". */
enum seen_by { SEEN_BY_ALL, SEEN_BY_CONTACTS, SEEN_BY_NOBODY };
enum seen_by field_seen_by(const struct field *field, const struct json *tree);

/* The type called name, or NULL; case counts. */
const struct record_type *record_type_find(const char *name);

/* The field called name, or NULL. */
const struct field *field_find(const struct record_type *type, const char *name);

/* Place of a field in its type: its present bit. */
unsigned field_index(const struct record_type *type, const struct field *field);

/* --- one wrong field each, all of them at once; of a great many the first FIELD_ERRORS_MAX --- */
enum { FIELD_ERRORS_MAX = 100 };
struct field_error { const struct field *field; char *name; struct err error; };
struct field_errors { struct field_error *at; size_t count, capacity; };
void field_errors_add(struct field_errors *list, const struct field *field, const char *name, struct err *error_taken);
void field_errors_release(struct field_errors *list);

/* --- codec --- */

/*
 * Reads a JSON object (a record as received, or overlay) into the zeroed struct at
 * record. Unknown properties are left alone (they stay in the body), wrong ones count as
 * absent: what the portal or the store wrote is never refused here. Release with record_release.
 */
void record_decode(const struct record_type *type, const struct json *object, void *record);

/*
 * The struct as a JSON object: fields with a present bit, in row order; absent = default. The head's id and rev are
 * left out, as in a stored body. Yours to free.
 */
struct json *record_encode(const struct record_type *type, const void *record);

/* Frees what the struct at record owns and zeroes it. */
void record_release(const struct record_type *type, void *record);

/* What an absent or null field means: "", [], {}, false, otherwise null. Yours to free. */
struct json *field_default(const struct field *field);

/* True if value means no more than an absent field: NULL and null do. */
bool field_is_default(const struct field *field, const struct json *value);

/* True if the field is present; the other sets its bit. */
bool record_has(const struct record_type *type, const void *record, const struct field *field);
void record_mark_present(const struct record_type *type, void *record, const char *field_name);

/* --- validation --- */
enum validate_mode { VALIDATE_CREATE, VALIDATE_UPDATE };

/*
 * Checks one property value against its row: kind, limits, vocabulary, format. Returns 0, or -1 with e
 * set to an ERR_FIELD_* code. null is right for every field that is not required (it means the default). A reference may
 * still be "#" and a creation id; whether it leads anywhere is the caller's to see.
 */
int field_check(const struct field *field, const struct json *value, struct err *e);

/* How a value of the field is written in JSON, as in enum field_kind: an error's argument, in no language. Static. */
const char *field_example(const struct field *field);

/*
 * Checks a whole create (object) or a resulting record of an update, adding every wrong
 * field to errors: unknown, server-set, immutable (VALIDATE_UPDATE: against before), required,
 * and field_check. What an update leaves as it was is not looked at again, unknown properties included; "id" and
 * "rev" are refused in a create and passed over in an update (the caller looks at them). Returns the number added.
 */
size_t record_validate(const struct record_type *type, const struct json *object, const struct json *before,
                       enum validate_mode mode, struct field_errors *errors);

/*
 * Applies a PatchObject (RFC 8620 section 5.3: paths with ~0 ~1, parents must exist, no array
 * index, no prefix of another path, null removes) to body in place. An absent set of codes or keywords is an empty
 * one, so "keywords/$seen" always has its parent; what has come to its default is taken out. Returns 0, or -1 with
 * ERR_INVALID_PATCH naming the path and body unchanged. "id" and "rev" in the patch are passed over; the caller looks
 * at them, and at the result with record_validate.
 */
int record_patch(const struct record_type *type, struct json *body, const struct json *patch, struct err *e);

/* True if the patch touches only fields with F_COMMUTES: rev stays. */
bool record_patch_commutes(const struct record_type *type, const struct json *patch);

/*
 * Joins a later patch into an earlier one of the same record, the later winning: applying the result does what
 * applying both in turn does. Takes nothing.
 */
void record_patch_join(struct json *earlier, const struct json *later);

#endif
