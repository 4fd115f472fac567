/* A class of the signed-in teacher in one of her projects: six pupils, one without consent, and a letter that waits for a teacher. */
#include <stdlib.h>
#include <string.h>

#include "../pupils.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/schema/access.h"
#include "world.h"

enum { DAY = 86400, PUPILS = 6 };

static const char project_title[] = "Water diary";

static const struct {
	const char *alias;
	int active; /* days ago; 0: not here yet */
	bool consent, administrator;
} pupils[PUPILS] = {
	{"Elif", 1, true, false}, {"Can", 2, true, false}, {"Zehra", 3, true, true},
	{"Umut", 5, true, false}, {"Nil", 0, true, false}, {"Arda", 0, false, false},
};

static const struct {
	int sender;     /* place in the class */
	const char *to, /* key of the cast */
	           *subject, *text, *language, *state;
	int hours; /* ago */
} letters[] = {
	{1, "ewa", "Our tap", "Hello, I am Can. Our tap is in the school garden. The water was 14 degrees on Monday. How cold is yours?", "en", "sent", 50},
	{0, "olena", "Where is your river?", "Hello! I am Elif, I am 10. Do you see your river from the school? I live behind the bakery, the blue door.",
	 "en", "waiting", 20},
};

static void set_time(const struct demo_world *w, struct json *body, const char *field, int64_t ago)
{
	char at[CLOCK_TEXT_SIZE];
	clock_format(w->now - ago, at);
	json_set_string(body, field, at);
}

/* Their place among the members. */
static int add_place(struct demo_world *w, const struct demo_made_project *p, size_t i, const char *person, struct err *e)
{
	const char *role = access_role_name(pupils[i].administrator ? ROLE_PUPIL_ADMINISTRATOR : ROLE_PUPIL);
	struct json *body = json_new_object();
	demo_set_party(body, "person", person, pupils[i].alias, w->people[0].country);
	json_set_string(body, "role", role);
	json_set_string(body, "state", "member");
	set_time(w, body, "since", (int64_t)30 * DAY);
	if (demo_write(w, p->account, TYPE_Member, body, NULL, e) < 0 || pupil_let_in(w->s, person, true, e) < 0)
		return -1;
	return member_set(w->s, p->account, person, access_role_of(role), e);
}

static int add_pupil(struct demo_world *w, const struct demo_made_project *p, size_t i, char person[RECORD_ID_LENGTH + 1], struct err *e)
{
	const struct demo_person *teacher = &w->people[0];
	const struct pupil_new fresh = {.project = project_title, .alias = pupils[i].alias, .country = teacher->country, .now = w->now};
	struct user made = {0};
	if (pupil_user_add(w->s, &fresh, &made, e) < 0)
		return -1;
	memcpy(person, made.person, RECORD_ID_LENGTH + 1);
	struct json *body = json_new_object();
	json_set_string(body, "alias", pupils[i].alias);
	json_set_string(body, "group", "4-B");
	demo_set_party(body, "teacher", teacher->id, teacher->name, teacher->country);
	json_set_string(body, "userName", made.name);
	json_set_string(body, "person", person);
	json_set_string(body, "state", pupils[i].consent ? "active" : "waiting");
	set_time(w, body, "since", (int64_t)30 * DAY);
	if (pupils[i].consent) {
		json_set_string(body, "consentBy", "parents, folder 4-B");
		demo_set_date(body, "consentAt", w->now - (int64_t)31 * DAY);
	}
	if (pupils[i].active)
		demo_set_date(body, "activeAt", w->now - (int64_t)pupils[i].active * DAY);
	if (pupils[i].administrator)
		json_set_bool(body, "administrator", true);
	user_release(&made);
	if (demo_write(w, p->account, TYPE_Pupil, body, NULL, e) < 0)
		return -1;
	return pupils[i].consent ? add_place(w, p, i, person, e) : 0;
}

static int add_letter(struct demo_world *w, const struct demo_made_project *p, size_t i, char persons[][RECORD_ID_LENGTH + 1], struct err *e)
{
	const struct demo_person *to = &w->people[demo_cast_index(letters[i].to, strlen(letters[i].to))];
	const char *sender = persons[letters[i].sender];
	struct json *body = json_new_object(), *party = json_push(json_set(body, "to", json_new_array()), json_new_object());
	json_set_string(party, "id", to->id);
	json_set_string(party, "name", to->name);
	json_set_string(party, "country", to->country);
	demo_set_party(body, "sender", sender, pupils[letters[i].sender].alias, w->people[0].country);
	json_set_string(body, "subject", letters[i].subject);
	json_set_string(body, "text", letters[i].text);
	json_set_string(body, "language", letters[i].language);
	json_set_string(body, "state", letters[i].state);
	set_time(w, body, "since", (int64_t)letters[i].hours * 3600);
	struct record r = {
		.account = p->account, .type = &record_types[TYPE_PupilMail], .author = xstrdup(sender), .body = json_print(body),
	};
	json_free(body);
	int result = record_write(w->s, &r, true, e);
	record_free(&r);
	return result;
}

int demo_add_pupils(struct demo_world *w, struct err *e)
{
	const struct demo_made_project *p = demo_find_project(w, project_title);
	char persons[PUPILS][RECORD_ID_LENGTH + 1];
	for (size_t i = 0; i < PUPILS; i++)
		if (add_pupil(w, p, i, persons[i], e) < 0)
			return -1;
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++)
		if (add_letter(w, p, i, persons, e) < 0)
			return -1;
	return 0;
}
