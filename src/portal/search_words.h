/*
 * The words of records, in FTS5 tables in memory, one a type. A text stands under a version, a number that is never used again:
 * one that changed gets another version, and whoever asks knows which versions still count. From any thread.
 */
#ifndef TWINLINE_PORTAL_SEARCH_WORDS_H
#define TWINLINE_PORTAL_SEARCH_WORDS_H

#include "twinline/base/err.h"
#include "twinline/schema/schema.h"

struct search_words;

/* 0, or -1 with e. Free with search_words_free, which takes NULL. */
int search_words_new(struct search_words **w, struct err *e);
void search_words_free(struct search_words *w);

/* What is added between these two costs one commit. 0 or -1. */
int search_words_begin(struct search_words *w, struct err *e);
int search_words_end(struct search_words *w, struct err *e);

/* Who asks: those who are not validated find nothing by the names of people. */
enum asker { ASKER_VALIDATED, ASKER_STRANGER, ASKER_COUNT };

/*
 * Adds a folded text (filter_words for those who are validated; for strangers, where it differs, the one of nobody) under a fresh
 * version, from 1 on: in between begin and end. 0 or -1.
 */
int search_words_add(struct search_words *w, const struct record_type *type, enum asker asker, int64_t version, const char *words,
                     struct err *e);

/* What is looked for: every word of text (schema/filter.h) in the texts of a type. */
struct words_question { const struct record_type *type; enum asker asker; const char *text; };

/* Calls found for each version whose text has them. 0 or -1. */
int search_words_find(struct search_words *w, const struct words_question *q, void (*found)(void *context, int64_t version),
                      void *context, struct err *e);

#endif
