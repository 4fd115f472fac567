/* The cursor of a list, sent to a row. */
#include "cursor.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "words.h"

void cursor_to_next(struct face *face, struct table *t, bool backwards, bool (*asks)(const void *item), const char *none)
{
	int64_t key = table_next(t, backwards, asks);
	struct err e = { 0 };

	if (key)
		list_select(&t->list, key, &e);
	else
		face_say(face, none);
	words_check(face, &e);
}

void cursor_to_number(struct face *face, struct list *list, const char *text)
{
	char *end = NULL;
	int64_t place = text ? strtoll(text, &end, 10) : 0;
	struct err e = { 0 };

	if (!text || !*text)
		return;
	if (*end)
		face_say(face, _("That is not a number."));
	else if (list_go(list, place, &e) != 0)
		face_fail(face, &e);
}
