/* Days and times in a sheet: a local time of several lines, moments and dates. */
#ifndef TWINLINE_UI_SHEET_TIME_H
#define TWINLINE_UI_SHEET_TIME_H

#include "sheet.h"

/* What a line of a local time reads; yours. */
char *sheet_time_text(const struct sheet *sheet, const struct sheet_line *line, const struct json *time);
/* Puts the lines of the field together into sheet->body; NULL, or what is wrong with this line's text, a sentence, yours. */
char *sheet_time_read(struct sheet *sheet, const struct sheet_line *line, const char *text);

/* A UTC time as "17 Nov 2026 15:00" of the record's own zone, and back; NULL if it is none. Yours. */
char *sheet_time_moment_text(const struct sheet *sheet, const char *utc);
struct json *sheet_time_moment(const struct sheet *sheet, const char *text);

/* A day as JSON date; NULL if it is none. Yours. */
struct json *sheet_time_date(const struct sheet *sheet, const char *text);

#endif
