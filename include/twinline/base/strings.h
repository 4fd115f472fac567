/* A list of strings that it owns. A zeroed struct strings is a valid empty list. */
#ifndef TWINLINE_BASE_STRINGS_H
#define TWINLINE_BASE_STRINGS_H

#include <stdbool.h>
#include <stddef.h>

struct strings {
	char **at;
	size_t count;
	size_t capacity;
};

/* Adds a copy of text at the end. */
void strings_push(struct strings *list, const char *text);

/* Adds text at the end and keeps the pointer. */
void strings_push_take(struct strings *list, char *text);

/* True if a string equal to text is in the list. */
bool strings_has(const struct strings *list, const char *text);

/* Takes out every string equal to text; true if one was there. */
bool strings_remove(struct strings *list, const char *text);

/* Takes the first string out of the list: yours; NULL if the list is empty. */
char *strings_take_first(struct strings *list);

/* Empties and frees; the list is a valid empty one afterwards. */
void strings_release(struct strings *list);

#endif
