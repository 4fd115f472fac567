/* What the forms of a space's parts do alike: they go to the account that their draft remembers. */
#ifndef TWINLINE_UI_PART_FORM_H
#define TWINLINE_UI_PART_FORM_H

#include "sheet.h"

/*
 * The labels of lines that add and take out a file, beside a line of the field "files", is_fixed; and of one that puts another in the place
 * of the one that the field "file" has. N_()
 */
extern const char part_form_add[], part_form_take_out[], part_form_replace[];

/* Of a struct sheet_kind: whether a line is there, what those say that are not typed in, and sending; of the screen: acting. */
bool part_form_stands(const struct sheet *sheet, const struct sheet_line *line);
enum outcome part_form_act(struct face *face, struct view *view, enum action action);
char *part_form_shows(const struct sheet *sheet, const struct sheet_line *line);
/* What "everybody" means of the part. */
char *part_form_check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks);
enum outcome part_form_send(struct face *face, struct view *view);

#endif
