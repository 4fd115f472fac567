/* The English names of days and months, msgids: for day.c and day_parse.c. */
#ifndef TWINLINE_TEXT_DAY_NAMES_H
#define TWINLINE_TEXT_DAY_NAMES_H

extern const char *const day_weekdays[7]; /* "Mon" first */
extern const char *const day_months[12];  /* "January" */

#endif
