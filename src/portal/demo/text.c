/* Drawing names, sentences and numbers for the demo. */
#include "text.h"

#include <string.h>

void demo_expand(struct str *out, const char *pattern, const struct demo_slot *slots)
{
	for (const char *c = pattern; *c; c++) {
		const struct demo_slot *slot = slots;
		while (*c == '%' && slot->letter && slot->letter != c[1])
			slot++;
		if (*c == '%' && slot->letter) {
			str_add(out, slot->value);
			c++;
		} else {
			str_addc(out, *c);
		}
	}
}

size_t demo_count(const char *list, char separator)
{
	size_t count = *list != '\0';
	for (const char *c = strchr(list, separator); c; c = strchr(c + 1, separator))
		count++;
	return count;
}

const char *demo_element(const char *list, char separator, size_t index, size_t *len)
{
	for (; index > 0; index--) {
		const char *next = strchr(list, separator);
		if (!next) {
			*len = 0;
			return "";
		}
		list = next + 1;
	}
	const char *end = strchr(list, separator);
	*len = end ? (size_t)(end - list) : strlen(list);
	return list;
}

const char *demo_draw(struct random *rng, const char *list, char separator, size_t *len)
{
	return demo_element(list, separator, (size_t)random_below(rng, demo_count(list, separator)), len);
}

const char *demo_choose(struct random *rng, const char *const *texts)
{
	size_t count = 0;
	while (texts[count])
		count++;
	return texts[random_below(rng, count)];
}

bool demo_chance(struct random *rng, unsigned share)
{
	return random_below(rng, 100) < share;
}

int demo_between(struct random *rng, int low, int high)
{
	return low + (int)random_below(rng, (uint64_t)(high - low) + 1);
}
