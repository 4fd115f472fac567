/*
 * A catalogue of a language that is not the program's own: for who writes to many people, each in their language, on any
 * thread. base/i18n.h speaks one language, that of the user at the terminal.
 */
#ifndef TWINLINE_BASE_CATALOGUE_H
#define TWINLINE_BASE_CATALOGUE_H

#include <stdbool.h>

struct catalogue;

/* Opens the catalogue of a language ("el"); NULL where there is none, which is a catalogue of English. Close with catalogue_close. */
struct catalogue *catalogue_open(const char *language);
void catalogue_close(struct catalogue *c);

/* True if a native reader has reviewed a language's texts, as the head of its catalogue says (X-Reviewed); English is the original. */
bool catalogue_is_reviewed(const char *language);

/* The translation of a text marked N_(), or text itself. Borrowed from c or text. */
const char *catalogue_text(const struct catalogue *c, const char *text);

#endif
