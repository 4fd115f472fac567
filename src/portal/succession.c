/* A founder is erased: who carries on, or what is given back. */
#include "succession.h"

#include <stdlib.h>

#include "card.h"
#include "case.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static int write_body(struct store *s, struct record *r, struct json *body, struct err *e)
{
	free(r->body);
	r->body = json_print(body);
	return record_write(s, r, true, e);
}

/* --- one that waits --- */

static int close_cases(struct store *s, const char *id, const struct json *body, struct err *e)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "waitsForOffices")); i && result == 0; i = json_next(i)) {
		const struct case_key key = {.kind = "project", .country = json_key(i), .about = TYPE_Project, .id = id};
		result = case_close(s, &key, "done", e);
	}
	return result;
}

static int give_back(struct store *s, struct record *project, struct json *body, struct err *e)
{
	static const char *const over[] = {"waitsFor", "waitsForOffices", "remindedAt"};
	struct json *founders = json_new_array();
	char now[CLOCK_TEXT_SIZE];
	json_push(founders, json_copy(json_first(json_get(body, "founders"))));
	json_set(body, "founders", founders);
	for (size_t i = 0; i < ARRAY_SIZE(over); i++)
		json_remove(body, over[i]);
	clock_format(clock_now(), now);
	json_set_string(body, "state", "draft");
	json_set_string(body, "stateSince", now);
	return write_body(s, project, body, e);
}

static bool find_member(struct store *s, int64_t account, const struct record_filter *filters, size_t count, struct record *r)
{
	int64_t local = 0;
	struct record_query q = {
		.account = account, .type = &record_types[TYPE_Member], .filters = filters, .filter_count = count, .limit = 1, .ascending = true,
	};
	*r = (struct record){0};
	return record_list(s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(s, local, r);
}

/* Whoever was asked reads it no more. */
static int drop_others(struct store *s, int64_t account, const char *person, struct err *e)
{
	const struct record_filter other = {.field = "person", .equals = person, .negate = true};
	struct record r;
	int result = 0;
	while (result == 0 && find_member(s, account, &other, 1, &r)) {
		struct json *body = json_parse_own(r.body);
		const char *who = json_get_text(json_get(body, "person"), "id");
		result = record_destroy(s, &r, e);
		if (result == 0 && who)
			result = member_remove(s, account, who, e);
		json_free(body);
		record_free(&r);
	}
	return result;
}

static int end_waiting(struct store *s, struct record *project, struct json *body, const char *person, struct err *e)
{
	bool is_first = text_equal(json_get_text(json_first(json_get(body, "founders")), "id"), person);
	if (close_cases(s, project->id, body, e) < 0)
		return -1;
	return is_first ? drop_others(s, project->account, person, e) : give_back(s, project, body, e);
}

/* --- one that runs --- */

static bool find_successor(struct store *s, int64_t account, struct record *r)
{
	static const enum role order[] = {ROLE_ADMINISTRATOR, ROLE_TEACHER};
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		const struct record_filter filters[] = {
			{.field = "role", .equals = access_role_name(order[i])}, {.field = "state", .equals = "member"},
		};
		if (find_member(s, account, filters, ARRAY_SIZE(filters), r))
			return true;
	}
	return false;
}

static bool has_other_founder(struct store *s, int64_t account, const char *person)
{
	const struct record_filter filters[] = {
		{.field = "role", .equals = access_role_name(ROLE_FOUNDER)}, {.field = "state", .equals = "member"},
		{.field = "person", .equals = person, .negate = true},
	};
	struct record r;
	bool has = find_member(s, account, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	return has;
}

static int install(struct store *s, struct record *project, struct json *body, struct record *member, const char *person, struct err *e)
{
	struct json *place = json_parse_own(member->body), *founders = json_new_array();
	const struct json *successor = json_get(place, "person");
	for (const struct json *i = json_first(json_get(body, "founders")); i; i = json_next(i))
		json_push(founders, json_copy(text_equal(json_get_text(i, "id"), person) ? successor : i));
	json_set(body, "founders", founders);
	json_set_string(place, "role", access_role_name(ROLE_FOUNDER));
	int result = member_set(s, project->account, json_get_text(successor, "id"), ROLE_FOUNDER, e);
	if (result == 0)
		result = write_body(s, member, place, e);
	if (result == 0)
		result = write_body(s, project, body, e);
	json_free(place);
	return result;
}

static int hand_on(struct store *s, struct record *project, struct json *body, const char *person, struct err *e)
{
	struct record member;
	if (member_role(s, project->account, person) != ROLE_FOUNDER || has_other_founder(s, project->account, person) ||
	    !find_successor(s, project->account, &member))
		return 0;
	int result = install(s, project, body, &member, person, e);
	record_free(&member);
	return result;
}

int succession(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct record project;
	if (!card_project(s, account, &project))
		return 0;
	struct json *body = json_parse_own(project.body);
	const char *state = json_get_text(body, "state");
	bool waits = text_equal(state, "waitingForPartner") || text_equal(state, "waitingForSupport");
	int result = waits ? end_waiting(s, &project, body, person, e) : hand_on(s, &project, body, person, e);
	json_free(body);
	record_free(&project);
	return result;
}
