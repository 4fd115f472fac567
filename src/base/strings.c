/* A list of strings that it owns. */
#include "twinline/base/strings.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

void strings_push(struct strings *list, const char *text)
{
	strings_push_take(list, xstrdup(text));
}

void strings_push_take(struct strings *list, char *text)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 4;
		list->at = xrealloc(list->at, list->capacity, sizeof *list->at);
	}
	list->at[list->count++] = text;
}

bool strings_has(const struct strings *list, const char *text)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->at[i], text) == 0)
			return true;
	return false;
}

bool strings_remove(struct strings *list, const char *text)
{
	size_t kept = 0;
	bool removed;

	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->at[i], text) == 0)
			free(list->at[i]);
		else
			list->at[kept++] = list->at[i];
	}
	removed = kept < list->count;
	list->count = kept;
	return removed;
}

char *strings_take_first(struct strings *list)
{
	char *first = list->count ? list->at[0] : NULL;

	if (first)
		memmove(list->at, list->at + 1, --list->count * sizeof *list->at);
	return first;
}

void strings_release(struct strings *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i]);
	free(list->at);
	*list = (struct strings){ 0 };
}
