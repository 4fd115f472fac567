/*
 * A terminal that knows nothing but its entry of terminfo: it does what the entry's capabilities say, and anything else sent to it is an
 * offence. So are a character written where the cursor is not known (behind the last column, after the region was set) and one in the last
 * cell of the last row. It has no attributes and answers nothing.
 */
#ifndef TESTS_LIB_ENTRY_TERMINAL_H
#define TESTS_LIB_ENTRY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

struct entry_terminal;

/* Takes the entry of a name; NULL if there is none. Free with entry_terminal_free. One at a time: terminfo knows one. */
struct entry_terminal *entry_terminal_new(const char *name, int rows, int cols);
void entry_terminal_free(struct entry_terminal *t);

/* What was sent to it. */
void entry_terminal_write(struct entry_terminal *t, const char *bytes, size_t len);
/* Its window is of another size now, and blank. */
void entry_terminal_resize(struct entry_terminal *t, int rows, int cols);

/* What a capability is: bytes, NULL for none. Borrowed. */
const char *entry_terminal_capability(const struct entry_terminal *t, const char *name);

/* A row without trailing blanks; yours. */
char *entry_terminal_row(const struct entry_terminal *t, int row);
/* Where its cursor is; row -1: nobody knows. */
void entry_terminal_cursor(const struct entry_terminal *t, int *row, int *col);
/* What was sent and is none of the entry's, as text; NULL: nothing. Borrowed. */
const char *entry_terminal_offence(const struct entry_terminal *t);
/* The modes that were begun and not ended, by their capabilities ("smcup smkx"); "" for none. Yours. */
char *entry_terminal_modes(const struct entry_terminal *t);
/* True if the mode was ever begun. */
bool entry_terminal_had(const struct entry_terminal *t, const char *capability);

#endif
