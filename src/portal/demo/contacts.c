/* Whom the signed-in teacher of the demo knows, who asks and is asked, whom she keeps in sight, and what she looks for. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "world.h"

enum { DAY = 86400, CONTACTS = 40 };

/* Keys of the cast; who is no row here becomes a contact by chance, until there are so many. */
static const char known[] = "giorgos olena lucia juergen maria chiara nino maire zeynep andrei marek gulsen sofia petra amelie tomasz "
                            "karra ioana";

static const struct { const char *key, *mine, *theirs, *text; int hours; } open_requests[] = {
	{"ewa", "asksYou", "asked", "I have an idea for a small project about books without words.", 44},
	{"giulia", "asksYou", "asked", "Anche la mia classe misura l'acqua: possiamo scriverci?", 17 * 24},
	{"amina", "asked", "asksYou", "May we be contacts? Then Sfax can join us after the holidays.", 5 * 24},
	{"joao", "asked", "asksYou", "A ria and a river: I think that our classes would like each other.", 50},
};

/* Their contact is on the other's side, so that both agree. */
static int add_contact(struct demo_world *w, size_t owner, size_t other, const char *state, const char *text, int64_t since, struct err *e)
{
	char at[CLOCK_TEXT_SIZE];
	struct json *body = json_new_object();
	clock_format(since, at);
	demo_set_party(body, "person", w->people[other].id, w->people[other].name, w->people[other].country);
	json_set_string(body, "state", state);
	if (text)
		json_set_string(body, "text", text);
	json_set_string(body, "since", at);
	return demo_write(w, w->people[owner].account, TYPE_Contact, body, NULL, e);
}

static int add_pair(struct demo_world *w, size_t other, const char *mine, const char *theirs, const char *text, int64_t since,
                    struct err *e)
{
	return add_contact(w, 0, other, mine, text, since, e) < 0 ? -1 : add_contact(w, other, 0, theirs, text, since, e);
}

static int add_known(struct demo_world *w, struct err *e)
{
	size_t count = demo_count(known, ' '), cast = 0;
	while (demo_cast[cast].key)
		cast++;
	for (size_t i = 0; i < CONTACTS; i++) {
		size_t len, other;
		const char *key = demo_element(known, ' ', i, &len);
		other = i < count ? demo_cast_index(key, len) : cast + (i - count);
		if (other >= w->count)
			return 0;
		if (add_pair(w, other, "contact", "contact", NULL, w->now - (int64_t)(20 + 31 * i) * DAY, e) < 0)
			return -1;
	}
	return 0;
}

static int add_open_requests(struct demo_world *w, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(open_requests); i++) {
		size_t other = demo_cast_index(open_requests[i].key, strlen(open_requests[i].key));
		if (add_pair(w, other, open_requests[i].mine, open_requests[i].theirs, open_requests[i].text,
		             w->now - open_requests[i].hours * 3600, e) < 0)
			return -1;
	}
	return 0;
}

static int add_follow(struct demo_world *w, const char *key, const char *id, const char *name, const char *country, int days, struct err *e)
{
	char at[CLOCK_TEXT_SIZE];
	struct json *body = json_new_object();
	clock_format(w->now - days * (int64_t)DAY, at);
	demo_set_party(body, key, id, name, country);
	json_set_string(body, "since", at);
	return demo_write(w, w->people[0].account, TYPE_Follow, body, NULL, e);
}

static int add_follows(struct demo_world *w, struct err *e)
{
	static const char *const followed[] = {"nikolaou", "natalia"};
	const struct demo_made_project *bag = demo_find_project(w, "Book in bag");
	for (size_t i = 0; i < ARRAY_SIZE(followed); i++) {
		const struct demo_person *p = &w->people[demo_cast_index(followed[i], strlen(followed[i]))];
		if (add_follow(w, "person", p->id, p->name, p->country, 6 + 9 * (int)i, e) < 0)
			return -1;
	}
	return add_follow(w, "project", bag->id, bag->title, NULL, 20, e);
}

static int add_searches(struct demo_world *w, struct err *e)
{
	static const struct { const char *title, *type, *filter; } rows[] = {
		{"7-11, English, water", "Person",
		 "{\"text\":\"water\",\"pupilsFrom\":7,\"pupilsTo\":11,\"language\":[\"en\"],\"available\":true}"},
		{"Librarians who like letters", "Person", "{\"role\":[\"librarian\"],\"language\":[\"en\",\"tr\"],\"available\":true}"},
		{NULL, "Person", NULL}, /* her suggestions */
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *body = json_new_object();
		if (rows[i].title)
			json_set_string(body, "title", rows[i].title);
		json_set_string(body, "type", rows[i].type);
		if (rows[i].filter)
			json_set(body, "filter", json_parse_own(rows[i].filter));
		else
			json_set_bool(body, "ranked", true);
		if (demo_write(w, w->people[0].account, TYPE_SavedSearch, body, NULL, e) < 0)
			return -1;
	}
	return 0;
}

static int add_report(struct demo_world *w, struct err *e)
{
	char at[CLOCK_TEXT_SIZE];
	struct json *body = json_new_object();
	const struct demo_person *me = &w->people[0];
	clock_format(w->now - 12 * (int64_t)DAY, at);
	json_set_string(body, "reason", "spam");
	json_set_string(body, "text", "The same invitation to buy tablets came to four of us.");
	demo_set_party(body, "reporter", me->id, me->name, me->country);
	json_set_string(body, "state", "done");
	json_set_string(body, "since", at);
	return demo_write(w, me->account, TYPE_Report, body, NULL, e);
}

int demo_add_contacts(struct demo_world *w, struct err *e)
{
	if (add_known(w, e) < 0 || add_open_requests(w, e) < 0 || add_follows(w, e) < 0 || add_searches(w, e) < 0)
		return -1;
	return add_report(w, e);
}
