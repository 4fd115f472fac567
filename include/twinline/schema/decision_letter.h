/*
 * The letters in which a support organisation says what it has decided: the portal writes them when they go, the officer reads them before,
 * both from the same rows.
 */
#ifndef TWINLINE_SCHEMA_DECISION_LETTER_H
#define TWINLINE_SCHEMA_DECISION_LETTER_H

#include "twinline/base/catalogue.h"
#include "twinline/base/str.h"

/* kind: of vocabulary_case_kinds, or "warning" to whoever made what was reported; strings are borrowed, NULL where there is nothing to say. */
struct decision_letter { const char *kind, *state, *title, *portal, *reason, *text; };

/* Of a letter in the language of a catalogue: its subject, borrowed; its paragraphs are added, each with an empty line after it but the last. */
const char *decision_letter_subject(const struct catalogue *c, const struct decision_letter *l);
void decision_letter_add(struct str *out, const struct catalogue *c, const struct decision_letter *l);

#endif
