/*
 * Our own words on terminals that lack some of their letters: each translation is written once as the terminal shows it and kept, so that
 * whoever measures a text measures what will stand there.
 */
#include "i18n_fit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

enum { FIRST_SLOTS = 256 };

struct slot {
	const char *text; /* of the catalogue, which stays where it is; NULL: free */
	char *fitted;     /* NULL: as it is */
};

static struct {
	char *(*fit)(const char *text);
	struct slot *slots;
	size_t count, room; /* a power of two */
} kept;

void i18n_set_fit(char *(*fit)(const char *text))
{
	for (size_t i = 0; i < kept.room; i++)
		free(kept.slots[i].fitted);
	free(kept.slots);
	kept.slots = NULL;
	kept.count = kept.room = 0;
	kept.fit = fit;
}

static struct slot *slot_of(const char *text)
{
	size_t at = ((uintptr_t)text >> 3) * 2654435761u & (kept.room - 1);

	while (kept.slots[at].text && kept.slots[at].text != text)
		at = (at + 1) & (kept.room - 1);
	return &kept.slots[at];
}

static void grow(void)
{
	struct slot *before = kept.slots;
	size_t room = kept.room;

	kept.room = room ? room * 2 : FIRST_SLOTS;
	kept.slots = xcalloc(kept.room, sizeof(kept.slots[0]));
	for (size_t i = 0; i < room; i++)
		if (before[i].text)
			*slot_of(before[i].text) = before[i];
	free(before);
}

static size_t count_percents(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '%';
	return count;
}

/* Texts are formats too: one that would get another "%" stays as it is. */
static char *fit(const char *text)
{
	char *fitted = kept.fit(text);

	if (fitted && count_percents(fitted) != count_percents(text)) {
		free(fitted);
		return NULL;
	}
	return fitted;
}

const char *i18n_fitted(const char *text)
{
	struct slot *slot;

	if (!kept.fit)
		return text;
	if (kept.count * 2 >= kept.room)
		grow();
	slot = slot_of(text);
	if (!slot->text) {
		*slot = (struct slot){ .text = text, .fitted = fit(text) };
		kept.count++;
	}
	return slot->fitted ? slot->fitted : text;
}
