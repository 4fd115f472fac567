/* People and schools: a card is its owner's; a school's page belongs to those who work there, and comes with a registration. */
#include "../rules.h"

#include <stdlib.h>
#include <string.h>

#include "../names.h"
#include "../school_copy.h"
#include "twinline/base/str.h"

enum { COLLEAGUES_MOST = 500 }; /* of one school */

static int refuse(struct refusal *why)
{
	return err_set(&why->cause, ERR_FORBIDDEN, NULL);
}

/* "seenBy" names fields that may be kept to fewer people, and for each who sees it. */
static int check_seen_by(const struct json *seen_by, struct refusal *why)
{
	static const struct record_type *const type = &record_types[TYPE_Person];
	for (const struct json *i = json_first(seen_by); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		if (!field || !(field->flags & F_NARROW))
			return refuse_field(why, type, "seenBy", ERR_FIELD_CODE, json_key(i));
		if (!json_is_string(i) || !vocabulary_find(&vocabulary_seen_by, json_text(i)))
			return refuse_field(why, type, "seenBy", ERR_FIELD_CODE, json_is_string(i) ? json_text(i) : json_key(i));
	}
	return 0;
}

static int update_person(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	if (strcmp(before->id, w->viewer->user.person) != 0)
		return refuse(why);
	return check_seen_by(json_get(body, "seenBy"), why);
}

/* Another name is what the people of one's contacts and projects see from now on; letters keep the one that they were written under. */
static int spread_name(const struct write *w, const struct record *card, struct refusal *why)
{
	struct locals found;
	if (!json_get(w->patch, "name"))
		return 0;
	struct json *body = json_parse_own(card->body);
	int result = names_find_daily(w->s, card->id, w->viewer->user.account, &found, &why->cause);
	if (result == 0)
		result = names_set(w->s, card->id, json_get_text(body, "name"), &found, &why->cause);
	free(found.at);
	json_free(body);
	return result;
}

static int update_school(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	(void)body;
	struct record card = {0};
	bool works_there = false;
	if (record_by_id(w->s, before->account, &record_types[TYPE_Person], w->viewer->user.person, &card)) {
		struct json *tree = json_parse_own(card.body);
		works_there = text_equal(json_get_text(json_get(tree, "school"), "id"), before->id);
		json_free(tree);
	}
	record_free(&card);
	return works_there ? 0 : refuse(why);
}

/* The card says anew what it has of the school's page. */
static int copy_to_card(const struct write *w, const struct record *school, const struct json *page, int64_t local, struct err *e)
{
	struct record r = {0};
	if (!record_by_local(w->s, local, &r))
		return 0;
	struct json *card = json_parse_own(r.body);
	school_copy(card, school->id, page);
	char *body = json_print(card);
	json_free(card);
	int result = 0;
	if (strcmp(body, r.body) != 0) {
		free(r.body);
		r.body = body;
		body = NULL;
		result = record_write(w->s, &r, false, e); /* it is nothing that its owner has written: rev stays */
	}
	free(body);
	record_free(&r);
	return result;
}

static int updated_school(const struct write *w, const struct record *school, struct refusal *why)
{
	const struct record_filter works_there = {.field = "school", .equals = school->id};
	struct record_query q = {
		.account = school->account, .type = &record_types[TYPE_Person], .filters = &works_there, .filter_count = 1, .limit = COLLEAGUES_MOST,
	};
	int64_t locals[COLLEAGUES_MOST];
	int count = record_list(w->s, &q, locals, NULL, NULL, &why->cause), result = count < 0 ? -1 : 0;
	struct json *page = json_parse_own(school->body);
	for (int i = 0; i < count && result == 0; i++)
		result = copy_to_card(w, school, page, locals[i], &why->cause);
	json_free(page);
	return result;
}

const struct rules rules_person = {.update = update_person, .updated = spread_name};
const struct rules rules_school = {.update = update_school, .updated = updated_school};
