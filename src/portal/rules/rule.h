/*
 * What the rules of several types share: finding, writing, sending, telling. The room's own. All are called in the transaction of a write;
 * an int is 0, or -1 with why, where nothing else is said.
 */
#ifndef TWINLINE_PORTAL_RULES_RULE_H
#define TWINLINE_PORTAL_RULES_RULE_H

#include "../rules.h"

/* Sets the cause of a refusal; arguments as of err_set. Always returns -1. */
int rule_refuse(struct refusal *why, enum err_code code, const char *argument);

/* The same with ERR_NOT_IN_STATE: name is in a state in which this cannot be done. */
int rule_refuse_state(struct refusal *why, const char *name, const char *state);

/* True if a person is the one who writes. */
bool rule_is_me(const struct write *w, const char *person);

/* Refuses whoever is not validated yet: they may look at what is public, and take nobody's place. */
int rule_check_validated(const struct write *w, struct refusal *why);

/* Refuses a reminder less than three days after the last one, or after the waiting began. */
int rule_check_reminder(const struct write *w, int64_t last, struct refusal *why);

/* Refuses a role that has not the right (access.h), saying whose have: ERR_ROLE with codes of vocabulary_member_roles. */
int rule_role_may(enum role role, enum right right, struct err *e);

/* The same of who writes. */
int rule_check_right(const struct write *w, enum right right, struct refusal *why);

/* Refuses a body whose "phrases" are none that there are (schema/phrases.h). */
int rule_check_phrases(const struct write *w, const struct json *body, struct refusal *why);
/* Refuses a person who is no contact of the one who writes: ERR_NOT_CONTACTS with the name. */
int rule_check_contact(const struct write *w, const char *person, struct refusal *why);

/* The personal account of a person, or 0. */
int64_t rule_account(const struct write *w, const char *person);

/* --- records --- */

/* The first record of a type in an account that passes count filters, in the type's order; false if none. Free with record_free. */
bool rule_find(const struct write *w, int64_t account, enum record_type_index type, const struct record_filter *filters, size_t count,
               struct record *r);

/* The same with one filter. */
bool rule_find_by(const struct write *w, int64_t account, enum record_type_index type, const char *field, const char *equals,
                  struct record *r);

/*
 * Refuses where there are most records of a type from within a day, by the type's order, in an account (0: that of who writes); of those
 * that pass count filters. What anybody can do to others has a measure.
 */
struct measure { enum record_type_index type; int64_t account; const struct record_filter *filters; size_t count; int most; };
int rule_check_day(const struct write *w, const struct measure *m, struct refusal *why);

/* Writes body, which it frees, as that of r; as a new record of r's account and type where it is not there yet. */
int rule_write(const struct write *w, struct record *r, struct json *body_taken, bool content, struct refusal *why);

/* Reads a time of an object; *seconds stays where there is none. */
void rule_get_time(const struct json *object, const char *name, int64_t *seconds);

/* Sets a time of the object to that of the write. */
void rule_set_now(const struct write *w, struct json *object, const char *name);

/* --- people --- */

/* The card of a person as it stands in the directory, whoever may see it, or what there is of a pupil; NULL if there is none. Yours. */
struct json *rule_card(const struct write *w, const char *person);

/* {"id", "name", "country"} of a card. Yours. */
struct json *rule_party(const char *id, const struct json *card);

/* True if the owner of an account has blocked the one who writes. */
bool rule_is_blocked(const struct write *w, int64_t account);

/* True if the one who writes and somebody else are in one project. */
bool rule_are_fellows(const struct write *w, const char *person);

/* --- telling --- */

struct notice {
	const char *kind; /* of vocabulary_notification_kinds */
	enum record_type_index about;
	const char *id;    /* of that record */
	const char *title; /* or NULL */
};

/*
 * Tells a person what the one who writes has done, but those who have blocked them, and nobody of their own doing. Done again to the same
 * thing, it is told anew in the same notification.
 */
int rule_notify(const struct write *w, const char *person, const struct notice *n, struct refusal *why);

/* --- messages --- */

/* The copy of a message (by messageUid) in an account; false if there is none. */
bool message_find(const struct write *w, int64_t account, const char *uid, struct record *r);

/*
 * Sends body, a Message with "to" and "kind": completes it and writes a copy for everybody in it; own becomes the sender's. parent, what
 * it answers, may be NULL. Whoever has blocked the sender finds it in the bin.
 */
int message_deliver(const struct write *w, struct json *body, struct record *parent, struct record *own, struct refusal *why);

/*
 * Sends body, a Message with "from", "to" and "kind", that somebody else wrote, perhaps long ago: a copy for them and for each it is to,
 * and none for who writes now.
 */
int message_pass(const struct write *w, struct json *body, struct refusal *why);

/* The same as message_deliver for a message of the portal's making to one person; text and project may be NULL. */
int message_ask(const struct write *w, const char *kind, const char *person, const char *text, const struct json *project,
                struct refusal *why);

/* The same with what is said in an object: "text", "phrases", "project", each of which may be missing. */
int message_ask_saying(const struct write *w, const char *kind, const char *person, const struct json *said, struct refusal *why);

/*
 * Writes body, a Message with "to" and "kind" of who writes, into one account and no other: the sender has no copy. It is known by uid.
 */
int message_hand(const struct write *w, const char *uid, struct json *body, int64_t account, struct refusal *why);

/* A fresh messageUid: two record ids, 79 bit, short on the wire. */
enum { MESSAGE_UID_SIZE = 2 * RECORD_ID_LENGTH + 1 };
void message_draw_uid(struct store *s, char uid[MESSAGE_UID_SIZE]);

/*
 * Closes a person's copy of a message (by messageUid), if they have it and have not answered. Of w only the store is looked at.
 */
int message_close(const struct write *w, const char *person, const char *uid, const char *answer, struct refusal *why);

/* The reader gives or has given an answer: before becomes body. 0, with what follows from it done, or -1. */
int message_answered(const struct write *w, const struct record *before, struct json *body, struct refusal *why);

/*
 * Closes the open message of a kind from one person to another, about a project or none: answer is what came of it (a code of
 * vocabulary_answers). Where there is none, nothing is done.
 */
struct question {
	const char *kind, *from, *to, *project;
	bool mine_only; /* only in the copy of the one who writes */
};
int message_settle(const struct write *w, const struct question *q, const char *answer, struct refusal *why);

/* Refuses one who has written to many within a day whom they do not know, and who have not written to them: no mass mail. */
int message_check_strangers(const struct write *w, const struct json *body, struct refusal *why);

/* --- suggestions --- */

/*
 * Puts those of a filter (NULL: all) who fit the one who asks best into found: "ids", and "why" with the reasons of each. How many, or -1 with e.
 */
int suggest(const struct write *w, unsigned sees, const struct json *filter, struct json *found, struct err *e);

/* --- partner notices --- */

/* True if a message to one person answers a notice of theirs, which r becomes; free with record_free. */
bool partner_notice_is_answered(const struct write *w, const struct json *message, struct record *r);

/* Counts one more who has answered, unless it is the same one again. Before their message is written. 0 or -1. */
int partner_notice_count(const struct write *w, struct record *r, struct refusal *why);

/* --- projects: an account has one, of the same id --- */

/* The project with this id; false if there is none. Free with record_free. */
bool project_find(struct store *s, const char *id, struct record *r);

/* {"id", "name"} of the project of an account; NULL where none is. Yours. */
struct json *project_party(const struct write *w, int64_t account);

/* Refuses unless the project of the write's account runs (strict), or is at least not archived. */
int project_check_open(const struct write *w, bool strict, struct refusal *why);

/* --- what an answer to a message does; each 0 or -1 --- */

/* Those who asked become contacts, or stay strangers; somebody enters a project, or does not; a founding is answered. */
int contact_answer(const struct write *w, const char *person, bool accept, struct refusal *why);
int member_answer(const struct write *w, const struct json *message, bool accept, struct refusal *why);
int project_answer(const struct write *w, const struct json *message, bool accept, struct refusal *why);

#endif
