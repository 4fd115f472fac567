/*
 * Our own words as they are given out: with the keys that they name, and on terminals that lack some of their letters as those show them.
 * Each is written once and kept, so that whoever measures a text measures what will stand there.
 */
#include "i18n_fit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FIRST_SLOTS = 256 };

/* Words that were given out for a text once: whoever has borrowed them keeps them. */
struct words {
	struct words *before;
	char text[];
};

struct slot {
	const char *text;
	const char *shown;   /* one of words, or text itself where it can stay as it is */
	struct words *words;
	unsigned state;      /* of kept, when shown was last made */
};

static struct {
	char *(*fit)(const char *text);
	char *(*key)(const char *action);
	struct slot *slots;
	size_t count, room; /* a power of two */
	unsigned state;     /* another one: all is to be made anew */
} kept;

void i18n_forget_fitted(void)
{
	kept.state++;
}

void i18n_set_fit(char *(*fit)(const char *text))
{
	i18n_forget_fitted();
	kept.fit = fit;
}

void i18n_set_keys(char *(*key)(const char *action))
{
	i18n_forget_fitted();
	kept.key = key;
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
	char *fitted = kept.fit ? kept.fit(text) : NULL;

	if (fitted && count_percents(fitted) != count_percents(text)) {
		free(fitted);
		return NULL;
	}
	return fitted;
}

/* The bytes of "{undo}" that text begins with; 0: it is none. */
static size_t key_length(const char *text)
{
	size_t len = *text == '{' ? 1 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz-") : 0;

	return len > 1 && text[len] == '}' ? len + 1 : 0;
}

/* Where nobody knows keys, and for one that would begin a conversion, the action has its name. */
static void add_key(struct str *out, const char *action)
{
	char *key = kept.key ? kept.key(action) : NULL;

	str_add(out, key && !strchr(key, '%') ? key : action);
	free(key);
}

/* text with the keys of the actions that it names, yours; NULL: it names none. */
static char *with_keys(const char *text)
{
	struct str out = { 0 };

	if (!strchr(text, '{'))
		return NULL;
	while (*text) {
		size_t len = key_length(text);

		if (len) {
			char *action = xstrndup(text + 1, len - 2);

			add_key(&out, action);
			free(action);
			text += len;
		} else {
			str_addc(&out, *text++);
		}
	}
	return str_detach(&out);
}

/* text as it is to be shown, yours; NULL: as it is. */
static char *made(const char *text)
{
	char *keyed = with_keys(text), *fitted = fit(keyed ? keyed : text);

	if (fitted)
		free(keyed);
	return fitted ? fitted : keyed;
}

/* text among the words of the slot, which it joins if it is not there yet. */
static const char *words_of(struct slot *slot, const char *text)
{
	size_t size = strlen(text) + 1;
	struct words *w = slot->words;

	while (w && strcmp(w->text, text) != 0)
		w = w->before;
	if (!w) {
		w = xmalloc(sizeof *w + size);
		w->before = slot->words;
		memcpy(w->text, text, size);
		slot->words = w;
	}
	return w->text;
}

const char *i18n_fitted(const char *text)
{
	struct slot *slot;

	if (!kept.fit && !strchr(text, '{'))
		return text;
	if (kept.count * 2 >= kept.room)
		grow();
	slot = slot_of(text);
	if (!slot->text || slot->state != kept.state) {
		char *words = made(text); /* the name of a key may be a text of ours, too */

		slot = slot_of(text);
		kept.count += !slot->text;
		slot->text = text;
		slot->shown = words ? words_of(slot, words) : text;
		slot->state = kept.state;
		free(words);
	}
	return slot->shown;
}
