/* Reading the fixed set and writing its records. */
#include "lib/first_sync.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/portal/init.h"
#include "../../src/portal/user.h"
#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/record.h"

enum { SET_MAX = 200 * 1000, DAY = 86400 };

static const char set_path[] = "tests/data/first-sync.json";

struct filling {
	struct store s;
	struct json *set;
	struct user me;
	struct json *my_party;
	int64_t community, directory;
	char people[16][RECORD_ID_LENGTH + 1]; /* in the order of the set */
	char projects[8][RECORD_ID_LENGTH + 1];
};

static void must(int64_t result, struct err *e, const char *what)
{
	if (result < 0)
		die("%s: %s", what, err_name(e->code));
}

static const struct json *item(const struct json *list, size_t index)
{
	const struct json *i = json_first(list);
	while (i && index-- > 0)
		i = json_next(i);
	return i;
}

/* The place of the row with this key. */
static size_t place(const struct json *list, const char *key)
{
	size_t at = 0;
	for (const struct json *i = json_first(list); i; i = json_next(i), at++)
		if (strcmp(json_get_text(i, "key"), key) == 0)
			return at;
	die("%s has no %s", set_path, key);
}

static void write_record(struct filling *f, int64_t account, enum record_type_index type, struct json *body_taken,
                         char id[RECORD_ID_LENGTH + 1])
{
	struct err e = {0};
	struct record r = {.account = account, .type = &record_types[type], .audience = record_types[type].audience,
	                   .body = json_print(body_taken)};
	must(record_write(&f->s, &r, true, &e), &e, record_types[type].name);
	if (id)
		memcpy(id, r.id, strlen(r.id) + 1);
	json_free(body_taken);
	record_free(&r);
}

/* "tr en" as {"tr": true, "en": true}. */
static void set_codes(struct json *body, const char *key, const char *codes)
{
	struct json *set = json_set(body, key, json_new_object());
	for (const char *c = codes; c && *c; c += strcspn(c, " "), c += *c == ' ') {
		char *code = xstrndup(c, strcspn(c, " "));
		json_set_bool(set, code, true);
		free(code);
	}
}

static struct json *party(const char *id, const char *name, const char *country)
{
	struct json *p = json_new_object();
	json_set_string(p, "id", id);
	json_set_string(p, "name", name);
	if (country)
		json_set_string(p, "country", country);
	return p;
}

static struct json *person_party(const struct filling *f, const char *key)
{
	const struct json *people = json_get(f->set, "people");
	size_t at = place(people, key);
	const struct json *row = item(people, at);
	return party(f->people[at], json_get_text(row, "name"), json_get_text(row, "country"));
}

static void set_time(struct json *body, const char *key, int64_t when)
{
	char at[CLOCK_TEXT_SIZE];
	clock_format(when, at);
	json_set_string(body, key, at);
}

static void add_people(struct filling *f)
{
	size_t at = 0;
	for (const struct json *i = json_first(json_get(f->set, "people")); i; i = json_next(i), at++) {
		struct err e = {0};
		struct user made;
		struct json *card = json_new_object();
		json_set_string(card, "name", json_get_text(i, "name"));
		json_set_string(card, "country", json_get_text(i, "country"));
		set_codes(card, "languages", json_get_text(i, "language"));
		struct user_new fresh = {.name = json_get_text(i, "key"), .card = card, .state = USER_ACCEPTED, .state_since = clock_now()};
		must(user_add(&f->s, &fresh, &made, &e), &e, "people");
		memcpy(f->people[at], made.person, sizeof made.person);
		user_release(&made);
		json_free(card);
	}
}

/* Fields of a row that are codes parted by spaces become sets; the others are as they are. */
static void copy_fields(struct json *body, const struct json *row, const struct record_type *type)
{
	for (const struct json *i = json_first(row); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		if (field && field->kind == FIELD_CODES)
			set_codes(body, json_key(i), json_text(i));
		else if (field)
			json_set(body, json_key(i), json_copy(i));
	}
}

static void update(struct filling *f, int64_t account, enum record_type_index type, const char *id, const struct json *row)
{
	struct err e = {0};
	struct record r = {0};
	int64_t local = 0;
	struct record_query q = {.account = account, .type = &record_types[type], .limit = 1};
	bool there = id ? record_by_id(&f->s, account, &record_types[type], id, &r)
	                : record_list(&f->s, &q, &local, NULL, NULL, &e) == 1 && record_by_local(&f->s, local, &r);
	if (!there)
		die("there is no %s", record_types[type].name);
	struct json *body = json_parse_own(r.body);
	copy_fields(body, row, &record_types[type]);
	free(r.body);
	r.body = json_print(body);
	must(record_write(&f->s, &r, true, &e), &e, record_types[type].name);
	json_free(body);
	record_free(&r);
}

static void add_projects(struct filling *f)
{
	size_t at = 0;
	for (const struct json *i = json_first(json_get(f->set, "projects")); i; i = json_next(i), at++) {
		struct err e = {0};
		const char *title = json_get_text(i, "title");
		struct json *body = json_new_object(), *countries, *founders;
		int64_t account = account_add(&f->s, NULL, ACCOUNT_PROJECT, title, &e);
		must(account, &e, title);
		copy_fields(body, i, &record_types[TYPE_Project]);
		json_remove(body, "members");
		json_set_string(body, "state", "active");
		set_time(body, "stateSince", clock_now() - 40 * DAY);
		set_time(body, "activeAt", clock_now() - 2 * DAY);
		founders = json_set(body, "founders", json_new_array());
		countries = json_set(body, "countries", json_new_object());
		json_push(founders, json_copy(f->my_party));
		json_set_bool(countries, "TR", true);
		must(member_set(&f->s, account, f->me.person, ROLE_FOUNDER, &e), &e, title);
		for (const struct json *m = json_first(json_get(i, "members")); m; m = json_next(m)) {
			struct json *member = json_new_object(), *who = person_party(f, json_text(m));
			json_set_bool(countries, json_get_text(who, "country"), true);
			must(member_set(&f->s, account, json_get_text(who, "id"), ROLE_TEACHER, &e), &e, title);
			json_set(member, "person", who);
			json_set_string(member, "role", "teacher");
			json_set_string(member, "state", "member");
			set_time(member, "since", clock_now() - 40 * DAY);
			write_record(f, account, TYPE_Member, member, NULL);
		}
		write_record(f, account, TYPE_Project, body, f->projects[at]);
	}
}

static void add_messages(struct filling *f)
{
	const struct json *projects = json_get(f->set, "projects");
	int n = 0;
	for (const struct json *i = json_first(json_get(f->set, "messages")); i; i = json_next(i), n++) {
		struct json *body = json_new_object();
		char uid[24], thread[24];
		const char *project = json_get_text(i, "project");
		snprintf(uid, sizeof uid, "m%07dq%07d", n * 7919 % 9999991, n);
		snprintf(thread, sizeof thread, "%.4sx%07d", json_get_text(i, "thread"), n * 7919 % 9999991);
		json_set_string(body, "messageUid", uid);
		json_set_string(body, "threadUid", thread);
		json_set_string(body, "kind", "message");
		json_set(body, "from", person_party(f, json_get_text(i, "from")));
		json_push(json_set(body, "to", json_new_array()), json_copy(f->my_party));
		json_set_string(body, "subject", json_get_text(i, "subject"));
		json_set_string(body, "text", json_get_text(i, "text"));
		json_set_string(body, "language", json_get_text(i, "language"));
		if (project) {
			size_t at = place(projects, project);
			json_set(body, "project", party(f->projects[at], json_get_text(item(projects, at), "title"), NULL));
		}
		set_time(body, "receivedAt", clock_now() - json_get_integer(i, "hoursAgo", 0) * 3600);
		if (json_get_bool(i, "seen", false))
			json_set_bool(json_set(body, "keywords", json_new_object()), "$seen", true);
		write_record(f, f->me.account, TYPE_Message, body, NULL);
	}
}

static void set_event_time(struct json *body, const struct json *row)
{
	const char *zone = json_get_text(row, "zone");
	struct civil at;
	char start[32], length[16];
	int minutes = (int)json_get_integer(row, "minutes", 60);
	zone_to_civil(zone, clock_now() + json_get_integer(row, "days", 0) * DAY, &at);
	at.hour = (int)json_get_integer(row, "hour", 0);
	at.minute = at.second = 0;
	snprintf(start, sizeof start, "%04d-%02d-%02dT%02d:00:00", at.year, at.month, at.day, at.hour);
	snprintf(length, sizeof length, "PT%dM", minutes);
	struct json *time = json_set(body, "time", json_new_object());
	json_set_string(time, "start", start);
	json_set_string(time, "timeZone", zone);
	json_set_string(time, "duration", length);
	set_time(body, "startsAt", zone_of_civil(zone, &at));
	set_time(body, "endsAt", zone_of_civil(zone, &at) + minutes * 60);
}

static void add_events(struct filling *f)
{
	size_t at = 0;
	for (const struct json *i = json_first(json_get(f->set, "events")); i; i = json_next(i), at++) {
		struct json *body = json_new_object();
		const struct json *by = item(json_get(f->set, "people"), at % 12);
		copy_fields(body, i, &record_types[TYPE_Event]);
		if (!json_get_bool(body, "allDay", false))
			json_remove(body, "allDay");
		set_event_time(body, i);
		json_set_string(body, "state", "announced");
		json_set_string(body, "admission", "open");
		json_set(body, "organiser", person_party(f, json_get_text(by, "key")));
		write_record(f, f->community, TYPE_Event, body, NULL);
	}
}

static int64_t local_of(struct store *s, enum account_kind kind)
{
	struct account a;
	if (!account_by_kind(s, kind, &a))
		die("the portal has no %s", account_kind_name(kind));
	int64_t local = a.local;
	account_release(&a);
	return local;
}

static void fill(struct filling *f)
{
	f->community = local_of(&f->s, ACCOUNT_COMMUNITY);
	f->directory = local_of(&f->s, ACCOUNT_DIRECTORY);
	update(f, f->directory, TYPE_Person, f->me.person, json_get(f->set, "card"));
	update(f, f->me.account, TYPE_Profile, NULL, json_get(f->set, "profile"));
	f->my_party = party(f->me.person, json_get_text(json_get(f->set, "card"), "name"), "TR");
	add_people(f);
	add_projects(f);
	add_messages(f);
	add_events(f);
}

void first_sync_fill(struct world *w)
{
	struct filling f = {0};
	struct err e = {0};
	struct str text = {0};
	world_portal_end(w, SIGTERM);
	must(file_read(set_path, SET_MAX, &text, &e), &e, set_path);
	f.set = json_parse(text.text, text.len, &e);
	must(f.set ? 0 : -1, &e, set_path);
	must(init_open(&f.s, w->portal_dir, 0, &e), &e, w->portal_dir);
	if (!user_by_name(&f.s, w->name, &f.me))
		die("nobody is called %s", w->name);
	must(db_begin(f.s.db, &e), &e, set_path);
	fill(&f);
	must(db_commit(f.s.db, &e), &e, set_path);
	json_free(f.my_party);
	json_free(f.set);
	user_release(&f.me);
	str_release(&text);
	store_close(&f.s);
	world_portal_start(w);
}

bool first_sync_is_here(struct store *s)
{
	static const struct { enum record_type_index type; int count; } whole[] = {
		{TYPE_Message, 50}, {TYPE_Event, 20}, {TYPE_Project, 5}, {TYPE_Profile, 1},
	};
	bool is_here = true;
	for (size_t i = 0; i < ARRAY_SIZE(whole); i++) {
		struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM record WHERE type = ?1");
		db_bind_int(row, 1, whole[i].type);
		is_here = is_here && db_step(row, NULL) == 1 && db_int(row, 0) >= whole[i].count;
		db_reset(row);
	}
	return is_here;
}
