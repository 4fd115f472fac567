/* Translations by a program that the setting translate-command names. */
#ifndef TWINLINE_UI_TRANSLATE_H
#define TWINLINE_UI_TRANSLATE_H

#include "face.h"

/* Has the text of a record translated into the language of the screens, and keeps that; language: the text's, NULL: not known. True if it was. */
bool translate_record(struct face *face, int64_t record, const char *text, const char *language);

/* The translation that is kept; NULL if there is none. Yours, and safe. */
char *translate_kept(struct face *face, int64_t record);

/* The original with the translation below it, as a machine's, where there is one. Yours. */
char *translate_below(struct face *face, int64_t record, char *original_taken);

#endif
