/*
 * The community's rules: what a type demands beyond its rows, one file in rules/ a type that has any. A rule runs in
 * the transaction of its write; where it refuses, nothing of the write stays.
 */
#ifndef TWINLINE_PORTAL_RULES_H
#define TWINLINE_PORTAL_RULES_H

#include "twinline/records/record.h"
#include "viewer.h"

/* Why a record of a /set is refused: wrong fields, or a cause, or a cause with the fields that it is about. */
struct refusal {
	struct err cause;
	struct field_errors fields;
	bool passing; /* another try may end otherwise: not kept as the outcome of an opId */
};
void refusal_release(struct refusal *why);

/* Adds a wrong field; arguments as of err_set. Always returns -1. */
int refuse_field(struct refusal *why, const struct record_type *type, const char *field, enum err_code code,
                 const char *argument);

/* As a SetError (RFC 8620 section 5.3): "properties" names the wrong fields, "errors" says of each what is wrong. Yours. */
struct json *refusal_json(const struct refusal *why);

/* One record on its way into the store. */
struct write {
	struct portal *portal;
	struct store *s; /* the writer, in a transaction */
	struct search *search; /* for directory_ask, which sees what was committed before this write */
	const struct viewer *viewer;
	const struct membership *account;
	const struct record_type *type;
	int64_t now;
	const struct json *patch; /* of an update, as it was sent; borrowed */
	int *copies; /* written to others by this call so far */
};

struct rules {
	/* Who may see the record that body is, where that follows from what it says. NULL: its type's row, for life. */
	unsigned (*audience)(const struct json *body);
	/* Looks at what a client sent before its references are followed. NULL: nothing to see. */
	int (*look)(const struct write *w, const struct json *object, struct refusal *why);
	/*
	 * Completes body, whose fields are right and whose references are there, and writes it with its copies; r
	 * becomes the writer's own record. NULL: written as it is.
	 */
	int (*create)(const struct write *w, struct json *body, struct record *r, struct refusal *why);
	/* Says whether before may become body, completes it, and does what follows for other records. NULL: yes. */
	int (*update)(const struct write *w, const struct record *before, struct json *body, struct refusal *why);
	/* What is counted or copied from r, after it was changed. NULL: nothing. */
	int (*updated)(const struct write *w, const struct record *r, struct refusal *why);
	/* Takes r away with all that hangs on it, or refuses. NULL: r alone goes. */
	int (*destroy)(const struct write *w, struct record *r, struct refusal *why);
};

/* The rules of a type; never NULL. */
const struct rules *rules_of(const struct record_type *type);

extern const struct rules rules_message;
extern const struct rules rules_person;
extern const struct rules rules_school;
extern const struct rules rules_profile;
extern const struct rules rules_contact;
extern const struct rules rules_follow;
extern const struct rules rules_project;
extern const struct rules rules_member;
extern const struct rules rules_event;
extern const struct rules rules_attendance;
extern const struct rules rules_saved_search;
extern const struct rules rules_report;
extern const struct rules rules_page;
extern const struct rules rules_post;
extern const struct rules rules_like;
extern const struct rules rules_read_mark;
extern const struct rules rules_activity;
extern const struct rules rules_step_done;
extern const struct rules rules_material;
extern const struct rules rules_case;
extern const struct rules rules_partner_notice;
extern const struct rules rules_pupil;
extern const struct rules rules_pupil_mail;

/*
 * Asks the viewer's saved searches anew that were asked a day ago or longer, and writes what they find now: so that what is new for
 * somebody is there when they come, and nothing is asked for those who do not. What fails is logged and waits for the next time.
 */
void rules_ask_again(struct worker *worker, const struct viewer *v, int64_t now);

/* --- references (references.c) --- */

/*
 * Checks that everything client-set that body refers to and before (NULL for a create) did not is there for the viewer to see,
 * and fills in the copies of names and countries, and of sizes and types of files. 0 or -1.
 */
int references_fill(const struct write *w, struct json *body, const struct json *before, struct refusal *why);

/* Looks in all of the viewer's accounts that hold such records; false where there is none that they may see. Free with record_free. */
bool references_find(const struct write *w, const struct record_type *type, const char *id, struct record *r);

/* {"id", "name", "country"} of a record that the viewer may see; NULL if there is none. Yours. */
struct json *references_party(const struct write *w, const struct record_type *target, const char *id);

#endif
