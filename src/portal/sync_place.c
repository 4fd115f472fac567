/* States of Sync/get, read and written. */
#include "sync_place.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { DIGITS_MOST = 15 }; /* of a number in a state */

static bool read_number(const char **text, char before, int64_t *number)
{
	size_t digits = **text == before ? strspn(*text + 1, "0123456789") : 0;
	if (digits == 0 || digits > DIGITS_MOST)
		return false;
	*number = strtoll(*text + 1, NULL, 10);
	*text += 1 + digits;
	return true;
}

static bool read_window(const char **text, struct place *place)
{
	int64_t type = 0;
	place->in_window = true;
	bool good = read_number(text, '.', &type) && read_number(text, '.', &place->anchor) && read_number(text, '.', &place->sent);
	place->type = (unsigned)type;
	return good && type < RECORD_TYPE_COUNT;
}

/* Only roles in projects change while somebody is a member, and with them what is theirs to see. */
static bool tells_role(const struct account *a)
{
	return a->kind == ACCOUNT_PROJECT;
}

bool place_read(struct store *s, const struct account *a, enum role role, const char *token, struct place *place)
{
	const char *rest = token + strcspn(token, ".~*");
	int64_t was = -1;
	char *state = xstrndup(token, (size_t)(rest - token));
	bool good = record_state_parse(s, a, state, &place->seq, NULL) == 0;
	free(state);
	if (good && *rest == '.')
		good = read_window(&rest, place);
	if (good && *rest == '~')
		good = read_number(&rest, '~', &place->until);
	if (good && tells_role(a))
		good = read_number(&rest, '*', &was) && was == (int64_t)role;
	return good && !*rest;
}

char *place_write(const struct account *a, enum role role, const struct place *place)
{
	struct str token = {0};
	char *state = method_state_at(a, place->seq);
	str_add(&token, state);
	if (place->in_window)
		str_addf(&token, ".%u.%" PRId64 ".%" PRId64, place->type, place->anchor, place->sent);
	if (place->until)
		str_addf(&token, "~%" PRId64, place->until);
	if (tells_role(a))
		str_addf(&token, "*%u", (unsigned)role);
	free(state);
	return str_detach(&token);
}
