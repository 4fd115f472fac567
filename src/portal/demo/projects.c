/* The demo's projects: an account each, with the record and its members. */
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "world.h"

enum { DAY = 86400, FOUNDERS = 2 };

/* Countries of the members as a set, and the founders: the first two. */
static void set_people(struct demo_world *w, struct json *body, const size_t *people, size_t count)
{
	struct json *founders = json_set(body, "founders", json_new_array());
	struct json *countries = json_set(body, "countries", json_new_object());
	for (size_t i = 0; i < count; i++) {
		const struct demo_person *p = &w->people[people[i]];
		json_set_bool(countries, p->country, true);
		if (i >= FOUNDERS)
			continue;
		struct json *party = json_push(founders, json_new_object());
		json_set_string(party, "id", p->id);
		json_set_string(party, "name", p->name);
		json_set_string(party, "country", p->country);
	}
	json_set_integer(body, "members", (int64_t)count);
	json_set_bool(body, "national", json_size(countries) == 1);
}

static int add_member(struct demo_world *w, int64_t account, const struct demo_person *p, enum role role, int64_t since, struct err *e)
{
	char at[CLOCK_TEXT_SIZE];
	struct json *body = json_new_object();
	clock_format(since, at);
	demo_set_party(body, "person", p->id, p->name, p->country);
	json_set_string(body, "role", access_role_name(role));
	json_set_string(body, "state", "member");
	json_set_string(body, "since", at);
	return demo_write(w, account, TYPE_Member, body, NULL, e) < 0 ? -1 : member_set(w->s, account, p->id, role, e);
}

int demo_add_project(struct demo_world *w, const char *title, const size_t *people, size_t count, char id[RECORD_ID_LENGTH + 1],
                     struct err *e)
{
	int64_t account = account_add(w->s, NULL, ACCOUNT_PROJECT, title, e), since = w->now - 60 * (int64_t)DAY;
	if (account < 0)
		return -1;
	char at[CLOCK_TEXT_SIZE];
	struct json *body = json_new_object();
	clock_format(since, at);
	json_set_string(body, "title", title);
	json_set_string(body, "state", "active");
	json_set_string(body, "stateSince", at);
	json_set_string(body, "activeAt", at);
	set_people(w, body, people, count);
	if (demo_write(w, account, TYPE_Project, body, id, e) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (add_member(w, account, &w->people[people[i]], i < FOUNDERS ? ROLE_FOUNDER : ROLE_TEACHER, since, e) < 0)
			return -1;
	w->projects++;
	return 0;
}
