/* What the forms of a space's parts do alike: they go to the account that their draft remembers. */
#ifndef TWINLINE_UI_PART_FORM_H
#define TWINLINE_UI_PART_FORM_H

#include "sheet.h"

/* Of a struct sheet_kind: what the lines without a field say, and sending. */
char *part_form_shows(const struct sheet *sheet, const struct sheet_line *line);
enum outcome part_form_send(struct face *face, struct view *view);

extern const struct offer part_form_offers[];

#endif
