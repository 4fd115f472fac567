/*
 * What is known of a case, put together by whoever opens it: facts with what was found of each, steps, whom it may be the same as. All are
 * codes (vocabularies caseFacts, caseFindings, caseSteps), which the officer's client words.
 */
#ifndef TWINLINE_PORTAL_DOSSIER_H
#define TWINLINE_PORTAL_DOSSIER_H

#include "twinline/base/json.h"

/* An empty one, as the body of a Dossier; "text" and "files" are set in it directly. Yours; case_open takes it. */
struct json *dossier_new(void);

/* Adds a fact ("email", "nurcan@okul.example"): itself, for findings, borrowed until the next fact. A NULL or empty value: nothing was said. */
struct json *dossier_fact(struct json *dossier, const char *fact, const char *value);

/* The same for a set of codes ({"el": true}), in its order. */
struct json *dossier_codes(struct json *dossier, const char *fact, const struct json *codes);

/* What was found of a fact, when (seconds; 0: nothing to say about that). */
void dossier_finding(struct json *fact, const char *finding, int64_t at);

/* What has happened; who (a name) may be NULL. */
void dossier_step(struct json *dossier, const char *step, int64_t at, const char *who);

/* Somebody or something that it may be the same as: agree of so many facts are the same. Its facts, for dossier_fact; borrowed. */
struct alike { const char *id, *name; int agree, of; };
struct json *dossier_alike(struct json *dossier, const struct alike *a);

/* Takes somebody's name out of what is known of a case that they have to do with, and what is known of them where it may be theirs. */
void dossier_forget(struct json *dossier, const char *person, const char *name);

#endif
