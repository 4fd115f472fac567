/*
 * The one door through which text of others reaches cells, a tty, a title or a log.
 * Whatever passes holds no C0 but what the kind below allows, no DEL, no C1 in either form, no U+2028/2029, no
 * BiDi control, no tag character or noncharacter, no zero-width character but variation selectors and,
 * between letters of joining scripts or emoji, ZWJ and ZWNJ; at most 8 marks a base, and 16 more code points a
 * cluster. What would be a control or is ill-formed becomes U+FFFD, anything else leaves nothing. A mark that
 * begins a line gets a no-break space as its base, so that it cannot join what we write before it.
 */
#ifndef TWINLINE_TEXT_SANITISE_H
#define TWINLINE_TEXT_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/str.h"

enum sanitise_kind {
	SANITISE_LINE, /* one line: newlines and tabs become one space, runs of spaces stay */
	SANITISE_TEXT, /* '\n' stays (CR LF and U+2028/2029 become it), a tab becomes spaces to the next 8th cell */
	SANITISE_PARTS /* a line of ours with texts of others in it: what keeps them together stays (bidi_is_control) */
};

/* Adds the safe form of len bytes of text to out. */
void sanitise(struct str *out, const char *text, size_t len, enum sanitise_kind kind);

/* The same of text that its writer enters, to be kept and sent: however many marks it has. */
void sanitise_kept(struct str *out, const char *text, size_t len, enum sanitise_kind kind);

/* The safe form of text (NULL: ""), yours to free. */
char *sanitise_copy(const char *text, enum sanitise_kind kind);

/* The same as a name of a file here: no way out of its directory, and not hidden; "" if nothing is left. Yours. */
char *sanitise_file_name(const char *name);

/* True if text passes unchanged. */
bool sanitise_is_clean(const char *text, size_t len, enum sanitise_kind kind);

#endif
