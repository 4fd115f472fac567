/* First letters: how many people one may write to in a day who know nothing of it. The code of conduct: no mail to many strangers. */
#include "rule.h"

#include <stdio.h>
#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"

enum {
	A_DAY_MOST = 30,      /* strangers */
	LETTERS_MOST = 1000   /* of a day that are looked at: who writes more, writes to the same people */
};

/* A contact, a fellow member of a project, oneself, or whoever has ever written to one, is none. */
static bool is_stranger(const struct write *w, const char *person)
{
	const struct record_filter contact[] = {{.field = "person", .equals = person}, {.field = "state", .equals = "contact"}};
	struct record r = {0};
	bool known = rule_is_me(w, person) || rule_are_fellows(w, person) ||
	             rule_find(w, w->viewer->user.account, TYPE_Contact, contact, ARRAY_SIZE(contact), &r);
	record_free(&r);
	known = known || rule_find_by(w, w->viewer->user.account, TYPE_Message, "from", person, &r);
	record_free(&r);
	return !known;
}

/* True if one of the strangers whom a letter is for has had none from the writer before. */
static bool is_first(const struct write *w, const struct json *letter)
{
	for (const struct json *i = json_first(json_get(letter, "to")); i; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		struct record r = {0};
		bool first = id && is_stranger(w, id) && !rule_find_by(w, w->viewer->user.account, TYPE_Message, "to", id, &r);
		record_free(&r);
		if (first)
			return true;
	}
	return false;
}

/* Adds the strangers whom a letter is for, and who are not in the list yet. */
static void add_strangers(const struct write *w, const struct json *letter, struct strings *list)
{
	for (const struct json *i = json_first(json_get(letter, "to")); i && list->count <= A_DAY_MOST; i = json_next(i)) {
		const char *id = json_get_text(i, "id");
		if (id && !strings_has(list, id) && is_stranger(w, id))
			strings_push(list, id);
	}
}

static void add_letters_of_today(const struct write *w, struct strings *list)
{
	const struct record_filter mine = {.field = "from", .equals = w->viewer->user.person};
	int64_t *locals = xcalloc(LETTERS_MOST, sizeof *locals);
	struct record_query q = {
		.account = w->viewer->user.account, .type = &record_types[TYPE_Message], .filters = &mine, .filter_count = 1,
		.from = w->now - PORTAL_DAY, .to = INT64_MAX, .limit = LETTERS_MOST,
	};
	int count = record_list(w->s, &q, locals, NULL, NULL, NULL);
	for (int i = 0; i < count && list->count <= A_DAY_MOST; i++) {
		struct record r = {0};
		struct json *letter = record_by_local(w->s, locals[i], &r) ? json_parse_own(r.body) : NULL;
		add_strangers(w, letter, list);
		json_free(letter);
		record_free(&r);
	}
	free(locals);
}

int message_check_strangers(const struct write *w, const struct json *body, struct refusal *why)
{
	struct strings today = {0};
	char most[12];
	int result = 0;
	if (!is_first(w, body))
		return 0;
	add_strangers(w, body, &today);
	add_letters_of_today(w, &today);
	snprintf(most, sizeof most, "%d", A_DAY_MOST);
	if (today.count > A_DAY_MOST)
		result = rule_refuse(why, ERR_MANY_LETTERS, most);
	strings_release(&today);
	return result;
}
