/* A founder is erased: who carries on, or what is given back. */
#include "succession.h"

#include <stdlib.h>

#include "card.h"
#include "case.h"
#include "erase.h"
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
	const struct record_query q = {
		.account = account, .type = &record_types[TYPE_Member], .filters = filters, .filter_count = count, .ascending = true,
	};
	return record_first(s, &q, r);
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

bool succession_is_last_founder(struct store *s, int64_t account, const char *person)
{
	const struct record_filter filters[] = {
		{.field = "role", .equals = access_role_name(ROLE_FOUNDER)}, {.field = "state", .equals = "member"},
		{.field = "person", .equals = person, .negate = true},
	};
	struct record r;
	if (member_role(s, account, person) != ROLE_FOUNDER)
		return false;
	bool others = find_member(s, account, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	return !others;
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

/* What stands there is read, and nobody changes it any more. */
static int archive(struct store *s, struct record *project, struct json *body, struct err *e)
{
	char now[CLOCK_TEXT_SIZE];
	clock_format(clock_now(), now);
	json_set_string(body, "state", "archived");
	json_set_string(body, "stateSince", now);
	return write_body(s, project, body, e);
}

static bool has_other_adult(struct store *s, int64_t account, const char *person)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT 1 FROM member WHERE account = ?1 AND person <> ?2 AND role NOT IN (?3, ?4) LIMIT 1");
	db_bind_int(row, 1, account);
	db_bind_text(row, 2, person);
	db_bind_text(row, 3, access_role_name(ROLE_PUPIL));
	db_bind_text(row, 4, access_role_name(ROLE_PUPIL_ADMINISTRATOR));
	bool has = db_step(row, NULL) == 1;
	db_reset(row);
	return has;
}

/* --- which of them --- */

static bool waits(const struct json *body)
{
	const char *state = json_get_text(body, "state");
	return text_equal(state, "waitingForPartner") || text_equal(state, "waitingForSupport");
}

static enum succession find_way(struct store *s, const struct record *project, const struct json *body, const char *person,
                                struct record *successor)
{
	bool is_first = text_equal(json_get_text(json_first(json_get(body, "founders")), "id"), person);
	if (waits(body) || text_equal(json_get_text(body, "state"), "draft"))
		return is_first ? SUCCESSION_GOES : SUCCESSION_STAYS;
	if (!has_other_adult(s, project->account, person))
		return SUCCESSION_GOES;
	if (!succession_is_last_founder(s, project->account, person))
		return SUCCESSION_STAYS;
	return find_successor(s, project->account, successor) ? SUCCESSION_HANDED_ON : SUCCESSION_ARCHIVED;
}

enum succession succession_of(struct store *s, int64_t account, const char *person, struct json **successor)
{
	struct record project, member = {0};
	enum succession way = SUCCESSION_STAYS;
	*successor = NULL;
	if (!card_project(s, account, &project))
		return way;
	struct json *body = json_parse_own(project.body);
	way = find_way(s, &project, body, person, &member);
	if (member.local) {
		struct json *place = json_parse_own(member.body);
		*successor = json_detach(place, "person");
		json_free(place);
	}
	json_free(body);
	record_free(&member);
	record_free(&project);
	return way;
}

bool succession_asks(struct store *s, int64_t account, const char *person)
{
	struct record project, member = {0};
	if (!card_project(s, account, &project))
		return false;
	struct json *body = json_parse_own(project.body);
	bool asks = text_equal(json_get_text(body, "state"), "active") &&
	            find_way(s, &project, body, person, &member) == SUCCESSION_HANDED_ON;
	json_free(body);
	record_free(&member);
	record_free(&project);
	return asks;
}

static int go_way(struct store *s, struct record *project, struct json *body, const char *person, struct err *e)
{
	struct record member = {0};
	int result = 0;
	switch (find_way(s, project, body, person, &member)) {
	case SUCCESSION_GOES:
		result = close_cases(s, project->id, body, e) < 0 ? -1 : erase_project(s, project->account, PARTY_ERASED, e);
		break;
	case SUCCESSION_HANDED_ON:
		result = install(s, project, body, &member, person, e);
		break;
	case SUCCESSION_ARCHIVED:
		result = text_equal(json_get_text(body, "state"), "archived") ? 0 : archive(s, project, body, e);
		break;
	case SUCCESSION_STAYS:
		if (waits(body))
			result = close_cases(s, project->id, body, e) < 0 ? -1 : give_back(s, project, body, e);
		break;
	}
	record_free(&member);
	return result;
}

int succession(struct store *s, int64_t account, const char *person, struct err *e)
{
	struct record project;
	if (!card_project(s, account, &project))
		return 0;
	struct json *body = json_parse_own(project.body);
	int result = go_way(s, &project, body, person, e);
	json_free(body);
	record_free(&project);
	return result;
}
