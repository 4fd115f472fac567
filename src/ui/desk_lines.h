/* The lines of a case's page: what of the case and its dossier stands in each. */
#ifndef TWINLINE_UI_DESK_LINES_H
#define TWINLINE_UI_DESK_LINES_H

#include "desk.h"
#include "letter_files.h"

enum { DESK_LINES_MAX = 96 };

/* All that is here of a case. */
struct desk_case_about {
	struct desk_row row;
	struct dossier dossier;
	bool has_dossier;
	struct letter_files files;
};

/* Reads it; false if it is not here. Release either way. */
bool desk_case_read(struct face *face, int64_t local, struct desk_case_about *about);
void desk_case_release(struct desk_case_about *about);

/* True of what is still to be decided. */
bool desk_is_open(const struct desk_case *c);

enum desk_line_kind { DESK_LINE_TEXT, DESK_LINE_FILE, DESK_LINE_ALIKE, DESK_LINE_DECIDE };

struct desk_line {
	const char *label;   /* translated; "" for none */
	char *text;
	enum desk_line_kind what;
	int which;           /* of files and likenesses */
	enum action action;  /* of DESK_LINE_DECIDE */
	bool is_apart;       /* a blank row stands before it */
};

/* Fills lines and returns how many. Release with desk_lines_release. */
int desk_lines(struct face *face, const struct desk_case_about *about, bool narrow, struct desk_line lines[DESK_LINES_MAX]);
void desk_lines_release(struct desk_line *lines, int count);

#endif
