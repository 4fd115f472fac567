/*
 * The order of names in the user's language, with no locale of the system: the levels of ISO/IEC 14651 and UTS #10
 * (letters, then marks, then case) with the alphabet that each catalogue holds as its tailoring, after CLDR. What is
 * stored in an order of its own (the inbox by person) goes by text/fold.h, which is the same in all languages.
 */
#ifndef TWINLINE_TEXT_COLLATE_H
#define TWINLINE_TEXT_COLLATE_H

/*
 * The key of text (UTF-8) in the order of the user's language, for strcmp; yours. Spaces and signs stand before digits, these before
 * letters of the language's alphabet, these before those of others.
 */
char *collate_key(const char *text);

#endif
