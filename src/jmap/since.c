/* Writing and reading the short form of "since". */
#include "twinline/jmap/since.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { CHECK_DIGITS = 8 };

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts the ids and tells their check. */
static void sort_and_check(const char **ids, size_t count, char hex[DIGEST_TEXT_SIZE])
{
	struct str all = { 0 };
	qsort(ids, count, sizeof *ids, compare);
	str_add(&all, "");
	for (size_t i = 0; i < count; i++)
		str_addf(&all, "%s\n", ids[i]);
	crypto_digest(all.text, all.len, hex);
	hex[CHECK_DIGITS] = '\0';
	str_release(&all);
}

/* --- short --- */

/* What all states have in common: borrowed from the first ones that have it, with its length. */
struct common { const char *epoch, *day; size_t epoch_len, day_len; };

static const char digits[] = "0123456789";

/* The digits after mark, which *rest moves over; their number into len. NULL where mark is not there; without digits *rest stays. */
static const char *read_part(const char **rest, char mark, size_t *len)
{
	const char *part = **rest == mark ? *rest + 1 : NULL;
	*len = part ? strspn(part, digits) : 0;
	if (*len)
		*rest = part + *len;
	return part;
}

/* Adds "SEQ[~][*ROLE]" of a state; false if it is of another form, or another epoch or day than the others. */
static bool add_state(struct str *out, struct common *c, const char *state)
{
	const char *number = strchr(state, '-');
	if (!number)
		return false;
	if (!c->epoch) {
		c->epoch = state;
		c->epoch_len = (size_t)(number - state);
	}
	bool same_epoch = c->epoch_len == (size_t)(number - state) && strncmp(c->epoch, state, c->epoch_len) == 0;
	size_t len = strspn(++number, digits), day_len, role_len;
	const char *rest = number + len, *day = read_part(&rest, '~', &day_len), *role = read_part(&rest, '*', &role_len);
	if (!same_epoch || len == 0 || *rest)
		return false;
	if (day && !c->day) {
		c->day = day;
		c->day_len = day_len;
	}
	if (day && (c->day_len != day_len || strncmp(c->day, day, day_len) != 0))
		return false;
	str_addf(out, "%s%.*s%s%s%.*s", out->len ? "." : "", (int)len, number, day ? "~" : "", role ? "*" : "", (int)role_len, role ? role : "");
	return true;
}

char *since_short(const struct json *since)
{
	size_t count = json_size(since), at = 0;
	const char **ids = xcalloc(count ? count : 1, sizeof *ids);
	char check[DIGEST_TEXT_SIZE], *text = NULL;
	struct common common = { 0 };
	struct str states = { 0 };
	bool fits = count > 0;
	for (const struct json *i = json_first(since); i; i = json_next(i))
		ids[at++] = json_key(i);
	sort_and_check(ids, count, check);
	for (size_t i = 0; i < count && fits; i++)
		fits = json_get_text(since, ids[i]) && add_state(&states, &common, json_get_text(since, ids[i]));
	if (fits)
		text = xasprintf("%.*s-%s-%s%s%.*s", (int)common.epoch_len, common.epoch, check, states.text, common.day ? "-" : "",
		                 (int)common.day_len, common.day ? common.day : "");
	free(ids);
	str_release(&states);
	return text;
}

/* --- long --- */

/* Takes the next "SEQ[~][*ROLE]" and makes its state; NULL if there is none. */
static char *take_state(const char **at, const char *epoch, size_t epoch_len, const char *day)
{
	size_t len = strspn(*at, digits), role_len;
	const char *number = *at, *rest = number + len;
	bool has_day = *rest == '~';
	rest += has_day;
	const char *role = read_part(&rest, '*', &role_len);
	if (len == 0 || (has_day && !day) || (role && !role_len))
		return NULL;
	*at = rest;
	return xasprintf("%.*s-%.*s%s%s%s%.*s", (int)epoch_len, epoch, (int)len, number, has_day ? "~" : "", has_day ? day : "", role ? "*" : "",
	                 (int)role_len, role ? role : "");
}

struct json *since_long(const char *text, const char **ids, size_t count)
{
	char check[DIGEST_TEXT_SIZE];
	size_t epoch_len = strcspn(text, "-"), check_len;
	const char *said = text + epoch_len + (text[epoch_len] == '-');
	sort_and_check(ids, count, check);
	check_len = strcspn(said, "-");
	if (check_len != CHECK_DIGITS || strncmp(said, check, check_len) != 0 || said[check_len] != '-')
		return NULL;
	const char *at = said + check_len + 1, *dash = strchr(at, '-'), *day = dash ? dash + 1 : NULL;
	struct json *since = json_new_object();
	for (size_t i = 0; i < count; i++) {
		bool is_parted = i == 0 || *at == '.';
		at += i > 0 && is_parted;
		char *state = is_parted ? take_state(&at, text, epoch_len, day) : NULL;
		if (!state) {
			json_free(since);
			return NULL;
		}
		json_set_string(since, ids[i], state);
		free(state);
	}
	if (at == dash || !*at)
		return since;
	json_free(since);
	return NULL;
}
