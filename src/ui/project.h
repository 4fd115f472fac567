/* A project's page, and what screens share about projects. */
#ifndef TWINLINE_UI_PROJECT_H
#define TWINLINE_UI_PROJECT_H

#include "face.h"
#include "twinline/records/project.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"

/* "5 active, 1 waiting, 1 draft", up to a word of them. Yours. */
char *project_counts_words(const int64_t counts[PROJECT_WORD_COUNT], enum project_word last);

/*
 * Fills p with a project as it is seen here, what waits in the outbox included, and its account (NULL: not asked for); false if it is not
 * there. Release with record_release.
 */
bool project_read(struct store *s, int64_t local, struct project *p, int64_t *account);

/* Fills p with a draft of a new project as it would be; false if the draft is not there. Release with record_release. */
bool project_read_draft(struct store *s, int64_t draft, struct project *p);

/* "TR GR": yours. */
char *project_countries(const struct project *p);

/* A new message to all members of a project, which it belongs to. */
void project_write(struct face *face, int64_t project);

/* A message of the project to one person: to remind whom it waits for. */
void project_remind(struct face *face, const struct project *p, const struct party *person);

/* Opens the form that changes it: for its founders; for others one that asks them. */
void project_change(struct face *face, int64_t project);

/*
 * True if my role in a project's account may do something in its space, which has to be active for it; else says so, and whom to ask. A screen asks before it begins
 * what the portal would refuse.
 */
bool project_may(struct face *face, int64_t account, enum right right);
/* The same without a word, for what is only shown. */
bool project_can(struct face *face, int64_t account, enum right right);

/* Opens the form that changes a page of the space, where I may write in it; else says who may. */
void page_change(struct face *face, int64_t page);

/* --- its parts: the words of their rows (project_parts.h) --- */
char *updates_words(struct face *face, int64_t account);
char *forum_words(struct face *face, int64_t account);  /* "31 threads, 3 unread" */
char *chat_words(struct face *face, int64_t account);
char *bulletin_words(struct face *face, int64_t account);
char *project_journal_words(struct face *face, int64_t account);
char *walls_words(struct face *face, int64_t account);
char *pupils_words(struct face *face, int64_t account); /* "73 pupils, 2 wait for consent" */
char *pupil_mail_words(struct face *face, int64_t account); /* "12 letters, 1 waits" */
char *members_words(struct face *face, int64_t account); /* "5 members, 1 invited"; yours */
char *project_state_words(struct face *face, int64_t account); /* "waiting for the partner, since 9 Nov, Máire Ní Bhriain IE"; yours */
char *export_words(struct face *face, int64_t account);  /* "the whole space as a folder: 3.4 MB, of which 2.7 MB to fetch" */
char *pages_words(struct face *face, int64_t account);
char *activities_words(struct face *face, int64_t account);
char *materials_words(struct face *face, int64_t account);

#endif
