/*
 * Text in a language that one does not read: translated by the program that the setting translate-command names, meanwhile, or where
 * it names none, by the portal's. What came is kept by the text (records/translation.h).
 */
#ifndef TWINLINE_UI_TRANSLATE_H
#define TWINLINE_UI_TRANSLATE_H

#include "face.h"
#include "twinline/base/child.h"

/* The program at work; zeroed: none is. */
struct translating { struct child child; char *text, *program; struct str made; };

/* Has a text of others translated into the language of the screens; language: the text's, NULL: not known. Asks, says or begins. */
void translate_text(struct face *face, const char *text, const char *language);

/* A title and its text as one, to be translated together. Yours. */
char *translate_both(const char *title, const char *text);

/* The translation of a text, as a machine's, or how far it is; NULL: none was asked for. Yours. */
char *translate_words(struct face *face, const char *text);

/* What is shown of a text with its translation below it, as a machine's, or how far that is. Yours. */
char *translate_below(struct face *face, const char *text, char *shown_taken);

/* --- for the loop --- */
/* The program's output, to wait for, and for how many ms; -1: none is at work. And what came of it, or that its time is over. */
int translate_fd(const struct face *face);
int64_t translate_patience(const struct face *face);
void translate_hear(struct face *face);
/* Gives the program up; false if none is at work. */
bool translate_stop(struct face *face);
/* Ends what is at work, with the face. */
void translate_release(struct face *face);

#endif
