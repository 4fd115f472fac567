/* Policies: facts of the database, each under a name of its own. */
#include "policy.h"

#include <stdlib.h>

#include "twinline/base/attr.h"
#include "twinline/base/str.h"

static const char *const facts[POLICY_COUNT] = {
	[POLICY_VALIDATION] = "validation",
	[POLICY_APPROVAL] = "approval",
};

static const char *const words[] = {
	[WAY_AUTOMATIC] = "automatic",
	[WAY_DESK] = "desk",
	[WAY_HEAD] = "head",
};

enum policy_way policy_get(struct store *s, enum policy p)
{
	char *text = store_fact(s, facts[p]);
	enum policy_way way = WAY_DESK;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (text_equal(text, words[i]))
			way = (enum policy_way)i;
	free(text);
	return way;
}

const char *policy_word(enum policy_way way)
{
	return words[way];
}

int policy_set(struct store *s, enum policy p, enum policy_way way, struct err *e)
{
	return store_set_fact(s, facts[p], words[way], e);
}

int policy_set_option(struct store *s, enum policy p, int64_t choice, struct err *e)
{
	return choice < 0 ? 0 : policy_set(s, p, (enum policy_way)choice, e);
}
