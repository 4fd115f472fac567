/*
 * A face over a store that the test has filled: no portal, no network, no engine but a socket that the test holds, so that
 * nothing comes in or goes out that the test does not send. Lives in the XDG directories of this process.
 */
#ifndef TESTS_LIB_FIXTURE_H
#define TESTS_LIB_FIXTURE_H

#include "lib/terminal.h"
#include "twinline/base/json.h"
#include "twinline/base/paths.h"
#include "twinline/base/strings.h"
#include "twinline/records/store.h"

struct fixture {
	struct paths paths;
	struct store store;
	int64_t account;
	const char *now;       /* the clock of the faces */
	struct strings people, projects; /* names; the place makes the id */
	int letters;           /* how many there are: the next one's id */
	int engine;            /* the listening end of the engine's socket */
	int face;              /* the face's connection to it; -1 before fixture_hear */
};

/* A store of a teacher, Ayşe Demir, signed in and with nothing in it. Dies where that fails. Free with fixture_free. */
struct fixture *fixture_new(const char *now);
void fixture_free(struct fixture *f);

/* A message as the portal sends it. NULL and 0 are left out. */
struct fixture_letter {
	const char *thread;     /* messages of one name stand in one conversation */
	const char *from, *country; /* from NULL: from the teacher */
	const char *to[5];      /* beside the teacher, who is in it where from is set; "Name CC" */
	const char *subject, *text, *at; /* at: "2026-11-17T09:55" */
	const char *project, *language, *keywords; /* keywords: "$seen $kept" */
	const char *kind;
	const char *files;      /* JSON: the list of them */
};
/* Returns the local. */
int64_t fixture_letter(struct fixture *f, const struct fixture_letter *letter);
/* Many of them in one transaction. */
void fixture_letters(struct fixture *f, const struct fixture_letter *letters, int count);

/* An account beside the teacher's own: its local. id as the portal makes them. */
int64_t fixture_account(struct fixture *f, const char *id, enum account_kind kind);

/* A record as the portal sends it, with ' for ", @Name@ for the id of a person and #Title# for that of a project: its local. */
int64_t fixture_receive(struct fixture *f, int64_t account, enum record_type_index type, const char *json);

/* A draft to a person ("Name CC"), kept at a time. Returns its local. */
int64_t fixture_draft(struct fixture *f, const char *to, const char *subject, const char *text, const char *at);

/* The inbox of the mock-ups: 214 conversations, 7 of them unread. */
void fixture_inbox(struct fixture *f);

/*
 * A record as the portal sends it (JSON with ' for "): into the personal account, or a card (person, school) as fetched from the
 * directory at the fixture's now. Returns the local.
 */
int64_t fixture_put(struct fixture *f, const char *type, const char *body);

/* The id of a person by name, of a project as letters call it. Borrowed until the next call. */
const char *fixture_person(struct fixture *f, const char *name);
const char *fixture_project(struct fixture *f, const char *name);

/* The face in a terminal, in a language (NULL: English). */
struct terminal *fixture_face(struct fixture *f, int rows, int cols, const char *language);

/* --- as the engine --- */
/* The next packet of the face whose "do" is what; others are passed over. Yours; dies if none comes. */
struct json *fixture_hear(struct fixture *f, const char *what);
void fixture_tell(struct fixture *f, const char *packet);

/* True if a message, outbox entry or draft of the store has the text in its body. */
bool fixture_keeps(struct fixture *f, const char *text);

#endif
