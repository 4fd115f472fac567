/* Codes in errors as people read them. */
#ifndef TWINLINE_SCHEMA_ERR_WORDS_H
#define TWINLINE_SCHEMA_ERR_WORDS_H

/* From here on err_text has the words of roles, states and days in the place of their codes. */
void err_words_use(void);

#endif
