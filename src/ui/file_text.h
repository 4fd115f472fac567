/* What stands in a file that is here, as text: of a text itself, of a PDF by the command of the settings. */
#ifndef TWINLINE_UI_FILE_TEXT_H
#define TWINLINE_UI_FILE_TEXT_H

#include "face.h"
#include "letter_files.h"

/* The text, safe; NULL for what is no text, too long or not here. Yours. */
char *file_text(struct face *face, const struct letter_file *file);

/* True if it is one that file_text reads once it is here. */
bool file_is_readable(struct face *face, const struct letter_file *file);

/* True if the file is a PDF. */
bool file_is_pdf(const struct letter_file *file);

#endif
