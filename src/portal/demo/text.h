/* Drawing from the demo's tables: names out of lists, sentences out of lists, patterns filled in. */
#ifndef TWINLINE_PORTAL_DEMO_TEXT_H
#define TWINLINE_PORTAL_DEMO_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/random.h"
#include "twinline/base/str.h"

struct demo_slot { char letter; const char *value; };

/* Adds pattern with each "%x" replaced by the value of x; a letter without slot stays as it is. slots closed by {0}. */
void demo_expand(struct str *out, const char *pattern, const struct demo_slot *slots);

/* One of a list (not an empty one) parted by separator, not NUL-terminated: *len bytes from the returned place on. */
const char *demo_draw(struct random *rng, const char *list, char separator, size_t *len);
/* The element at index, "" with *len 0 past the end. */
const char *demo_element(const char *list, char separator, size_t index, size_t *len);
size_t demo_count(const char *list, char separator);

/* One of texts, closed by NULL. */
const char *demo_choose(struct random *rng, const char *const *texts);

/* True in share of a hundred cases. */
bool demo_chance(struct random *rng, unsigned share);

/* A whole number from low to high. */
int demo_between(struct random *rng, int low, int high);

#endif
