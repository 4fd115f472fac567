/*
 * Method calls: the batch that they come in, and a table with one row a method. A method sees resolved and checked
 * arguments and the account that the viewer was let into; it answers with the arguments of its response.
 */
#ifndef TWINLINE_PORTAL_METHOD_H
#define TWINLINE_PORTAL_METHOD_H

#include "portal.h"
#include "push.h"
#include "twinline/base/json.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/record.h"
#include "viewer.h"

/* A record whose creation came again when it was gone: whoever made it learns its id and its end with one answer. */
struct gone { int64_t account; const struct record_type *type; char id[RECORD_ID_LENGTH + 1]; };

/*
 * A record that this request made or marked: Sync/get in the same request need not send it back to who wrote it. before: its
 * number until then, for who has not that version either; 0: it was not there.
 */
struct made { int64_t local, seq, before; };

/* One request (RFC 8620 section 3.3) on its way through its calls. */
struct batch {
	struct worker *worker;
	const struct viewer *viewer;
	struct viewer joined; /* the same person once a call has opened accounts to them or closed some; zeroed: none has */
	struct jmap_request request;
	struct json *responses;
	struct made *made;
	size_t made_count;
	struct gone *gone;
	size_t gone_count;
	bool is_in_trouble; /* a write met what passes by itself: later ones are not tried, for they would overtake it */
	int64_t room; /* bytes of records that may still come into the responses */
	struct push_watch *watch; /* of who listens on the connection that the request came by; NULL: nobody */
};

enum { BATCH_ROOM = 20 * 1000 * 1000 };

struct call {
	struct batch *batch;
	const struct record_type *type;   /* of "Type/verb"; NULL for other methods */
	const struct membership *account; /* of "accountId"; NULL for methods without */
	const struct json *arguments;
};

enum argument_kind {
	ARGUMENT_ID, ARGUMENT_IDS, ARGUMENT_TEXT, ARGUMENT_TEXTS, ARGUMENT_COUNT, ARGUMENT_INTEGER, ARGUMENT_BOOLEAN,
	ARGUMENT_OBJECT, ARGUMENT_LIST
};

struct argument {
	const char *name; /* NULL closes the list */
	enum argument_kind kind;
	bool required;    /* otherwise null and absent are one */
};

enum method_flags {
	METHOD_CORE = 1,    /* of JMAP_CORE, not of JMAP_TWINLINE */
	METHOD_DERIVED = 2, /* also of types that nobody writes */
	METHOD_WRITES = 4,  /* refused in an account that can only be read */
	METHOD_ANY = 8,     /* no account */
	METHOD_BLOB = 16    /* of JMAP_BLOB */
};

struct method {
	const char *name; /* "Core/echo"; "/get": of every type that has no row of its own before */
	unsigned flags;
	const struct argument *arguments; /* beside accountId; NULL: any */
	/* Yours, or NULL with a method-level error (section 3.6.2). */
	struct json *(*run)(const struct call *c, struct err *e);
};

/* The row of a name and its type (NULL where it has none); NULL if there is no such method. */
const struct method *method_find(const char *name, const struct record_type **type);

/* Checks arguments against the rows. 0, or -1 with ERR_INVALID_ARGUMENTS. */
int method_check_arguments(const struct method *m, const struct json *arguments, struct err *e);

/* e as a client may see it: what concerns files, lines and the database becomes serverFail, and goes to the log. */
void method_hide(struct err *e);

struct json *method_echo(const struct call *c, struct err *e);
struct json *method_get(const struct call *c, struct err *e);
struct json *method_set(const struct call *c, struct err *e);
struct json *method_changes(const struct call *c, struct err *e);
struct json *method_query(const struct call *c, struct err *e);
struct json *method_query_changes(const struct call *c, struct err *e);
struct json *method_blob_copy(const struct call *c, struct err *e);
struct json *method_blob_upload(const struct call *c, struct err *e);
struct json *method_blob_get(const struct call *c, struct err *e);
struct json *method_blob_lookup(const struct call *c, struct err *e);
struct json *method_sync(const struct call *c, struct err *e);

/* True of a type whose records name files. */
bool method_names_blobs(const struct record_type *type);

/* A media type that may stand in a header (RFC 6838 section 4.2, with parameters), or the one that says nothing; borrowed. */
const char *method_media_type(const char *type);

/* A fresh response that begins with the account's id. */
struct json *method_response(const struct call *c);

/*
 * The same of a Type/query (RFC 8620 section 5.5): a page of ids from position on, of which no page has more than most; total counts where it
 * is asked for. A full page says "limit" unless no more was asked for.
 */
struct query_page { const char *state; int64_t position, total; char (*ids)[RECORD_ID_LENGTH + 1]; int count, most; };
struct json *method_query_response(const struct call *c, const struct query_page *page);

/* How a Type/get comes to its records: find fills r, false where it is not there to be seen; show makes it what is answered, the caller's. */
struct get_way {
	bool (*find)(const struct call *c, const char *id, struct record *r);
	struct json *(*show)(const struct call *c, const struct record *r);
};

/* Type/get in such a way. Yours, or NULL with e. */
struct json *method_get_by(const struct call *c, const struct get_way *way, struct err *e);

/* The state of the call's type, as the store that s is sees it; yours. */
char *method_state(const struct call *c, struct store *s);

/* The same of any account and type, as the worker reads them. */
char *method_state_in(struct worker *w, const struct membership *m, const struct record_type *type);

/* The state of an account at seq, "epoch-seq" as record_state has it; yours. */
char *method_state_at(const struct account *a, int64_t seq);

/* The record as the viewer may see it, with id and rev; yours. */
struct json *method_show(struct store *s, const struct viewer *v, const struct membership *m, const struct record *r);

#endif
