/* A class of the signed-in teacher in one of her projects: six pupils, one without consent, a letter that waits for a teacher, two walls. */
#include <stdlib.h>
#include <string.h>

#include "../pupils.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/schema/access.h"
#include "deliver.h"
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

/* What they write on their walls; the first row of each is answered by the next where the teacher writes it. */
static const struct {
	int writer;       /* place in the class; -1: the teacher, to the row above */
	const char *text, *language;
	int hours; /* ago */
} walls[] = {
	{0, "Bizim damla pencereden aşağı üç dakikada indi. Adını Yusuf koyduk.", "tr", 260},
	{1, "Our tap dripped 71 times while I counted. Then it stopped, I think it saw me.", "en", 120},
	{-1, "Count with your eyes closed tomorrow, Can.", "en", 110},
};

static void set_time(const struct demo_world *w, struct json *body, const char *field, int64_t ago)
{
	demo_set_time(body, field, w->now - ago);
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

static int add_pupil(struct demo_world *w, const struct demo_made_project *p, size_t i, struct user *made, struct err *e)
{
	const struct demo_person *teacher = &w->people[0];
	const struct pupil_new fresh = {.project = project_title, .alias = pupils[i].alias, .country = teacher->country, .now = w->now};
	if (pupil_user_add(w->s, &fresh, made, e) < 0)
		return -1;
	struct json *body = json_new_object();
	json_set_string(body, "alias", pupils[i].alias);
	json_set_string(body, "group", "4-B");
	demo_set_party(body, "teacher", teacher->id, teacher->name, teacher->country);
	json_set_string(body, "userName", made->name);
	json_set_string(body, "person", made->person);
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
	if (demo_write(w, p->account, TYPE_Pupil, body, NULL, e) < 0)
		return -1;
	return pupils[i].consent ? add_place(w, p, i, made->person, e) : 0;
}

/* What is sent lies with writer and reader, as the rule for pupils' mail has it. */
static int deliver(struct demo_world *w, const struct demo_made_project *p, const struct json *mail, const int64_t accounts[2], struct err *e)
{
	static const char *const same[] = {"to", "subject", "text", "language"};
	struct json *body = json_new_object();
	char uid[DEMO_UID_SIZE];
	int result = 0;
	demo_draw_uid(w, uid);
	for (size_t i = 0; i < ARRAY_SIZE(same); i++)
		json_set(body, same[i], json_copy(json_get(mail, same[i])));
	json_set_string(body, "messageUid", uid);
	json_set_string(body, "threadUid", uid);
	json_set_string(body, "kind", "pupilMail");
	json_set(body, "from", json_copy(json_get(mail, "sender")));
	demo_set_party(body, "project", p->id, project_title, NULL);
	json_set_string(body, "writtenAt", json_get_text(mail, "since"));
	json_set_string(body, "receivedAt", json_get_text(mail, "since"));
	for (size_t i = 0; i < 2 && result == 0; i++)
		result = demo_write(w, accounts[i], TYPE_Message, json_copy(body), NULL, e);
	json_free(body);
	return result;
}

static int add_letter(struct demo_world *w, const struct demo_made_project *p, size_t i, const struct user *class, struct err *e)
{
	const struct demo_person *to = &w->people[demo_cast_index(letters[i].to, strlen(letters[i].to))];
	const struct user *sender = &class[letters[i].sender];
	const int64_t accounts[] = {sender->account, to->account};
	struct json *body = json_new_object(), *party = json_push(json_set(body, "to", json_new_array()), json_new_object());
	json_set_string(party, "id", to->id);
	json_set_string(party, "name", to->name);
	json_set_string(party, "country", to->country);
	demo_set_party(body, "sender", sender->person, pupils[letters[i].sender].alias, w->people[0].country);
	json_set_string(body, "subject", letters[i].subject);
	json_set_string(body, "text", letters[i].text);
	json_set_string(body, "language", letters[i].language);
	json_set_string(body, "state", letters[i].state);
	set_time(w, body, "since", (int64_t)letters[i].hours * 3600);
	struct record r = {
		.account = p->account, .type = &record_types[TYPE_PupilMail], .author = xstrdup(sender->person), .body = json_print(body),
	};
	int result = record_write(w->s, &r, true, e);
	if (result == 0 && strcmp(letters[i].state, "sent") == 0)
		result = deliver(w, p, body, accounts, e);
	json_free(body);
	record_free(&r);
	return result;
}

/* above: the post that it answers, NULL for none; id: its own. */
static int add_wall(struct demo_world *w, int64_t account, size_t i, const char *person, char above[RECORD_ID_LENGTH + 1], struct err *e)
{
	const struct demo_person *teacher = &w->people[0];
	bool is_answer = walls[i].writer < 0;
	int latest = i + 1 < ARRAY_SIZE(walls) && walls[i + 1].writer < 0 ? walls[i + 1].hours : walls[i].hours;
	struct json *body = json_new_object();
	json_set_string(body, "place", is_answer ? "comment" : "wall");
	json_set_string(body, "text", walls[i].text);
	json_set_string(body, "language", walls[i].language);
	if (is_answer) {
		json_set_string(body, "parent", above);
		json_set_string(body, "root", above);
	}
	demo_set_party(body, "author", person, is_answer ? teacher->name : pupils[walls[i].writer].alias, teacher->country);
	set_time(w, body, "createdAt", walls[i].hours * (int64_t)3600);
	set_time(w, body, "latestAt", latest * (int64_t)3600);
	if (latest != walls[i].hours)
		json_set_integer(body, "replies", 1);
	struct record r = {
		.account = account, .type = &record_types[TYPE_Post], .audience = AUDIENCE_MEMBERS, .author = xstrdup(person), .body = json_print(body),
	};
	json_free(body);
	int result = record_write(w->s, &r, true, e);
	if (result == 0)
		memcpy(above, r.id, RECORD_ID_LENGTH + 1);
	record_free(&r);
	return result;
}

/* The teacher has read them. */
static int add_walls(struct demo_world *w, const struct demo_made_project *p, const struct user class[], struct err *e)
{
	char above[RECORD_ID_LENGTH + 1] = "";
	struct json *mark = json_new_object();
	json_set_string(mark, "project", p->id);
	json_set_string(mark, "area", "wall");
	set_time(w, mark, "readUntil", 3600);
	for (size_t i = 0; i < ARRAY_SIZE(walls); i++) {
		const char *person = walls[i].writer < 0 ? w->people[0].id : class[walls[i].writer].person;
		if (add_wall(w, p->account, i, person, above, e) < 0) {
			json_free(mark);
			return -1;
		}
	}
	return demo_write(w, w->people[0].account, TYPE_ReadMark, mark, NULL, e);
}

int demo_add_pupils(struct demo_world *w, struct err *e)
{
	const struct demo_made_project *p = demo_find_project(w, project_title);
	struct user class[PUPILS] = {0};
	int result = 0;
	for (size_t i = 0; i < PUPILS && result == 0; i++)
		result = add_pupil(w, p, i, &class[i], e);
	for (size_t i = 0; i < ARRAY_SIZE(letters) && result == 0; i++)
		result = add_letter(w, p, i, class, e);
	if (result == 0)
		result = add_walls(w, p, class, e);
	for (size_t i = 0; i < PUPILS; i++)
		user_release(&class[i]);
	return result;
}
