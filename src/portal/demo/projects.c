/* The demo's projects: an account each, with the record, its members and, while it is to be seen, its card in the directory. */
#include "projects.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "world.h"

enum { DAY = 86400, PEOPLE_MOST = 8 };

/* Who takes part: the founders first. */
struct cast_of { size_t people[PEOPLE_MOST], count, founders; };

static void add_people(const char *keys, struct cast_of *c)
{
	for (size_t i = 0; keys && i < demo_count(keys, ' '); i++) {
		size_t len;
		const char *key = demo_element(keys, ' ', i, &len);
		c->people[c->count++] = demo_cast_index(key, len);
	}
}

static void read_people(const struct demo_project *row, struct cast_of *c)
{
	*c = (struct cast_of){.count = 0};
	add_people(row->founders, c);
	c->founders = c->count;
	add_people(row->members, c);
}

static void add_party(const struct demo_world *w, struct json *list, size_t person)
{
	struct json *party = json_push(list, json_new_object());
	json_set_string(party, "id", w->people[person].id);
	json_set_string(party, "name", w->people[person].name);
	json_set_string(party, "country", w->people[person].country);
}

static bool is(const struct demo_project *row, const char *state)
{
	return strcmp(row->state, state) == 0;
}

/* Before a partner has said yes, a project has one founder. */
static bool is_asked(const struct demo_project *row, const struct cast_of *c, size_t place)
{
	return place > 0 && place < c->founders && (is(row, "draft") || is(row, "waitingForPartner"));
}

static void set_people(struct demo_world *w, const struct demo_project *row, const struct cast_of *c, struct json *body)
{
	struct json *founders = json_set(body, "founders", json_new_array()), *countries = json_set(body, "countries", json_new_object());
	for (size_t i = 0; i < c->count; i++) {
		const struct demo_person *p = &w->people[c->people[i]];
		json_set_bool(countries, p->country, true);
		if (i < c->founders && !is_asked(row, c, i))
			add_party(w, founders, c->people[i]);
		if (i == 1)
			demo_set_party(body, "partner", p->id, p->name, p->country);
	}
	struct cast_of waits = {.count = 0};
	add_people(row->waits_for, &waits);
	if (waits.count)
		add_party(w, json_set(body, "waitsFor", json_new_array()), waits.people[0]);
	demo_set_codes(body, "waitsForOffices", row->waits_for_offices);
	json_set_integer(body, "members", (int64_t)c->count);
	if (json_size(countries) == 1)
		json_set_bool(body, "national", true);
}

static void set_time(const struct demo_world *w, struct json *body, const char *key, int days)
{
	demo_set_time(body, key, w->now - days * (int64_t)DAY);
}

static void set_count(struct json *body, const char *key, int count)
{
	if (count)
		json_set_integer(body, key, count);
}

static struct json *body_of(struct demo_world *w, const struct demo_project *row, const struct cast_of *c)
{
	struct json *body = json_new_object();
	json_set_string(body, "title", row->title);
	json_set_string(body, "summary", row->summary);
	json_set_string(body, "state", row->state);
	json_set_string(body, "pupilMail", "approve");
	set_time(w, body, "stateSince", row->since);
	set_people(w, row, c, body);
	demo_set_codes(body, "languages", row->languages);
	demo_set_codes(body, "subjects", row->subjects);
	set_count(body, "pupilsFrom", row->pupils_from);
	set_count(body, "pupilsTo", row->pupils_to);
	set_count(body, "pupils", row->pupils);
	demo_set_codes(body, "competences", "multilingual citizenship culture");
	demo_set_codes(body, "tools", row->tools);
	json_set_string(body, "aims", row->aims);
	json_set_string(body, "process", row->process);
	json_set_string(body, "results", row->results);
	json_set_string(body, "language", row->language);
	demo_set_date(body, "begins", w->now - row->begins * (int64_t)DAY);
	demo_set_date(body, "ends", w->now - row->ends * (int64_t)DAY);
	json_set_bool(body, "shown", true);
	set_count(body, "labels", row->labels);
	if (row->apply)
		demo_set_date(body, "applyUntil", w->now - row->apply * (int64_t)DAY);
	set_time(w, body, "activeAt", row->active);
	return body;
}

static int add_member(struct demo_world *w, const struct demo_project *row, int64_t account, size_t person, bool founder, struct err *e)
{
	const struct demo_person *p = &w->people[person];
	const char *waits = row->waits_for;
	struct json *body = json_new_object();
	bool invited = waits && demo_cast_index(waits, strlen(waits)) == person;
	demo_set_party(body, "person", p->id, p->name, p->country);
	json_set_string(body, "role", access_role_name(founder ? ROLE_FOUNDER : ROLE_TEACHER));
	json_set_string(body, "state", invited ? "invited" : "member");
	set_time(w, body, "since", row->since);
	if (demo_write(w, account, TYPE_Member, body, NULL, e) < 0)
		return -1;
	return member_set(w->s, account, p->id, invited ? ROLE_OBSERVER : founder ? ROLE_FOUNDER : ROLE_TEACHER, e);
}

/* The card has the id of its project, and less to say. */
static int add_card(struct demo_world *w, const struct json *project, const char *id, struct err *e)
{
	struct json *body = json_copy(project);
	json_remove(body, "waitsFor");
	json_remove(body, "waitsForOffices");
	struct record r = {.account = w->directory, .type = &record_types[TYPE_Project], .id = xstrdup(id),
	                   .audience = AUDIENCE_PUBLIC | AUDIENCE_SIGNED_IN, .body = json_print(body)};
	json_free(body);
	int result = record_write(w->s, &r, true, e);
	record_free(&r);
	return result;
}

/* A project and its account have one id. */
static int write_project(struct demo_world *w, const struct json *body, struct demo_made_project *made, struct err *e)
{
	struct account a;
	if (!account_by_local(w->s, made->account, &a))
		return err_set(e, ERR_NOT_FOUND, NULL);
	memcpy(made->id, a.id, sizeof made->id);
	account_release(&a);
	struct record r = {.account = made->account, .type = &record_types[TYPE_Project], .id = xstrdup(made->id),
	                   .audience = record_types[TYPE_Project].audience, .body = json_print(body)};
	int result = record_write(w->s, &r, true, e);
	record_free(&r);
	return result;
}

static int add_project(struct demo_world *w, const struct demo_project *row, struct demo_made_project *made, struct err *e)
{
	struct cast_of c;
	read_people(row, &c);
	made->title = row->title;
	made->account = account_add(w->s, NULL, ACCOUNT_PROJECT, row->title, e);
	if (made->account < 0)
		return -1;
	struct json *body = body_of(w, row, &c);
	int result = write_project(w, body, made, e);
	if (result == 0 && (is(row, "active") || is(row, "closed")))
		result = add_card(w, body, made->id, e);
	json_free(body);
	/* A draft is nobody's but its writer's. */
	size_t members = is(row, "draft") ? 1 : c.count;
	for (size_t i = 0; i < members && result == 0; i++)
		result = add_member(w, row, made->account, c.people[i], i < c.founders, e);
	return result;
}

int demo_add_projects(struct demo_world *w, struct err *e)
{
	for (const struct demo_project *row = demo_projects; row->title; row++)
		if (add_project(w, row, &w->projects[w->project_count++], e) < 0)
			return -1;
	return 0;
}

const struct demo_made_project *demo_find_project(const struct demo_world *w, const char *title)
{
	for (size_t i = 0; i < w->project_count; i++)
		if (strcmp(w->projects[i].title, title) == 0)
			return &w->projects[i];
	bug("demo: there is no project %s", title);
}

static bool takes_part(const struct demo_project *row, size_t person)
{
	struct cast_of c;
	read_people(row, &c);
	for (size_t i = 0; i < c.count; i++)
		if (c.people[i] == person)
			return true;
	return false;
}

void demo_count_projects(size_t person, struct json *card)
{
	int active = 0, closed = 0, labels = 0;
	for (const struct demo_project *row = demo_projects; row->title; row++) {
		if (!takes_part(row, person))
			continue;
		active += is(row, "active");
		closed += is(row, "closed") || is(row, "archived");
		labels += row->labels;
	}
	set_count(card, "activeProjects", active);
	set_count(card, "closedProjects", closed);
	set_count(card, "labels", labels);
}
