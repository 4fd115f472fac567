/* Cards of projects in the directory, and what is counted of projects. */
#include "card.h"
#include "public.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"

/* What everybody may read of a project: nothing of whom it waits for, and nothing that a later field brings by itself. */
static const char *const shown[] = {
	"title", "summary", "state", "stateSince", "founders", "countries", "members", "languages", "subjects", "pupilsFrom", "pupilsTo",
	"pupils", "competences", "tools", "aims", "process", "results", "language", "begins", "ends", "national", "labels", "activeAt",
};

/* --- the project's own numbers --- */

bool card_project(struct store *s, int64_t account, struct record *r)
{
	const struct record_query q = {.account = account, .type = &record_types[TYPE_Project]};
	return record_first(s, &q, r);
}

static int each(struct store *s, struct record_query *q, int (*visit)(void *context, const struct record *r), void *context,
                struct err *e)
{
	enum { PAGE = 50 };
	int64_t locals[PAGE];
	int count, result = 0;
	q->limit = PAGE;
	while (result == 0 && (count = record_list(s, q, locals, NULL, NULL, e)) > 0) {
		for (int i = 0; i < count && result == 0; i++) {
			struct record r = {0};
			if (record_by_local(s, locals[i], &r))
				result = visit(context, &r);
			record_free(&r);
		}
		q->anchor = locals[count - 1];
	}
	return result < 0 || count < 0 ? -1 : 0;
}

struct people { struct store *s; int64_t adults; struct json *countries; struct err *e; };

static int take_member(void *context, const struct record *r)
{
	struct people *p = context;
	struct json *body = json_parse_own(r->body);
	const char *country = json_get_text(json_get(body, "person"), "country"), *role = json_get_text(body, "role");
	p->adults += !text_equal(role, access_role_name(ROLE_PUPIL)) && !text_equal(role, access_role_name(ROLE_PUPIL_ADMINISTRATOR));
	if (country)
		json_set_bool(p->countries, country, true);
	json_free(body);
	return 0;
}

static int count_people(struct store *s, int64_t account, struct people *p, struct err *e)
{
	const struct record_filter is = {.field = "state", .equals = "member"};
	struct record_query q = {.account = account, .type = &record_types[TYPE_Member], .filters = &is, .filter_count = 1};
	*p = (struct people){.countries = json_new_object()};
	return each(s, &q, take_member, p, e);
}

/* National is a project whose founders work in one country, whoever joins them; who is asked to found it counts. */
static bool is_national(const struct json *body)
{
	const struct json *founders = json_get(body, "founders");
	const char *country = json_get_text(json_first(founders), "country");
	const char *partner = json_size(founders) < 2 ? json_get_text(json_get(body, "partner"), "country") : NULL;
	if (partner && !text_equal(partner, country))
		return false;
	for (const struct json *i = json_first(founders); i; i = json_next(i))
		if (!country || !text_equal(json_get_text(i, "country"), country))
			return false;
	return json_size(founders) > 0;
}

static void set_numbers(struct json *body, struct people *p)
{
	json_set_integer(body, "members", p->adults);
	json_set(body, "countries", p->countries);
	p->countries = NULL;
	if (is_national(body))
		json_set_bool(body, "national", true);
	else
		json_remove(body, "national");
}

static int recount(struct store *s, struct record *project, struct json *body, struct err *e)
{
	struct json *before = json_copy(body);
	struct people p;
	int result = count_people(s, project->account, &p, e);
	if (result == 0)
		set_numbers(body, &p);
	if (result == 0 && !json_equal(before, body)) {
		free(project->body);
		project->body = json_print(body);
		result = record_write(s, project, false, e);
	}
	json_free(p.countries);
	json_free(before);
	return result;
}

/* --- the card --- */

static unsigned flags_of(const struct json *body)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_project_states, json_get_text(body, "state"));
	return row ? row->flags : 0;
}

static bool is_shown(const struct json *body)
{
	bool archived = text_equal(json_get_text(body, "state"), "archived");
	return json_get_bool(body, "shown", false) && !json_get(body, "hidden") && flags_of(body) & (PROJECT_RUNS | PROJECT_IS_OVER) && !archived;
}

static int write_card(struct store *s, struct record *card, const struct json *project, bool content, struct err *e)
{
	struct json *body = json_new_object();
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
		if (json_get(project, shown[i]))
			json_set(body, shown[i], json_copy(json_get(project, shown[i])));
	char *text = json_print(body);
	int result = 0;
	if (!text_equal(card->body, text)) {
		free(card->body);
		card->body = xstrdup(text);
		result = record_write(s, card, content, e);
	}
	free(text);
	json_free(body);
	return result;
}

static int put_card(struct store *s, const struct record *project, const struct json *body, struct err *e)
{
	struct account directory;
	struct record card = {0};
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	int result = 0;
	bool there = record_by_id(s, directory.local, project->type, project->id, &card);
	if (is_shown(body)) {
		if (!there)
			card = (struct record){
				.account = directory.local, .type = project->type, .id = xstrdup(project->id), .audience = AUDIENCE_PUBLIC,
			};
		result = write_card(s, &card, body, true, e);
	} else if (there) {
		result = record_destroy(s, &card, e);
	}
	record_free(&card);
	account_release(&directory);
	return result;
}

int card_refresh(struct store *s, int64_t account, struct err *e)
{
	struct record project;
	if (!card_project(s, account, &project))
		return err_set(e, ERR_NOT_FOUND, NULL);
	struct json *body = json_parse_own(project.body);
	int result = recount(s, &project, body, e);
	if (result == 0)
		result = put_card(s, &project, body, e);
	if (result == 0)
		result = public_refresh(s, account, e);
	json_free(body);
	record_free(&project);
	return result;
}

/* --- numbers on the cards of people --- */

static int count_projects(struct store *s, const char *person, int64_t *active, int64_t *over, struct err *e)
{
	int64_t *accounts = NULL;
	int count = member_accounts(s, person, &accounts, e);
	*active = *over = 0;
	for (int i = 0; i < count; i++) {
		struct record project;
		if (!card_project(s, accounts[i], &project))
			continue;
		struct json *body = json_parse_own(project.body);
		*active += (flags_of(body) & PROJECT_RUNS) != 0;
		*over += (flags_of(body) & PROJECT_IS_OVER) != 0;
		json_free(body);
		record_free(&project);
	}
	free(accounts);
	return count < 0 ? -1 : 0;
}

/* Nothing is said of none. */
static bool set_number(struct json *body, const char *name, int64_t number)
{
	if (json_get_integer(body, name, 0) == number)
		return false;
	if (number)
		json_set_integer(body, name, number);
	else
		json_remove(body, name);
	return true;
}

int card_count_projects(struct store *s, const char *person, struct err *e)
{
	struct account directory;
	struct record card = {0};
	int64_t active, over;
	if (count_projects(s, person, &active, &over, e) < 0 || !account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return -1;
	int result = 0;
	if (record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card)) {
		struct json *body = json_parse_own(card.body);
		bool differs = set_number(body, "activeProjects", active);
		differs = set_number(body, "closedProjects", over) || differs;
		free(card.body);
		card.body = json_print(body);
		result = differs ? record_write(s, &card, false, e) : 0;
		json_free(body);
	}
	record_free(&card);
	account_release(&directory);
	return result;
}

static int count_for(void *context, const struct record *r)
{
	struct people *p = context;
	struct json *body = json_parse_own(r->body);
	const char *person = json_get_text(json_get(body, "person"), "id");
	int result = person ? card_count_projects(p->s, person, p->e) : 0;
	json_free(body);
	return result;
}

int card_count_members(struct store *s, int64_t account, struct err *e)
{
	const struct record_filter is = {.field = "state", .equals = "member"};
	struct record_query q = {.account = account, .type = &record_types[TYPE_Member], .filters = &is, .filter_count = 1};
	struct people p = {.s = s, .e = e};
	return each(s, &q, count_for, &p, e);
}
