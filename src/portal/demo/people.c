/* People and schools of the demo become records; the cast of the manual's screens. */
#include <stdlib.h>
#include <string.h>

#include "../user.h"
#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "world.h"

enum { DAY = 86400 };

/* --- helpers of all that writes --- */

int demo_write(struct demo_world *w, int64_t account, enum record_type_index type, struct json *body_taken,
               char id[RECORD_ID_LENGTH + 1], struct err *e)
{
	struct record r = {
		.account = account,
		.type = &record_types[type],
		.audience = record_types[type].audience,
		.body = json_print(body_taken),
	};
	json_free(body_taken);
	int result = record_write(w->s, &r, true, e);
	if (result == 0 && id)
		memcpy(id, r.id, strnlen(r.id, RECORD_ID_LENGTH) + 1);
	record_free(&r);
	return result;
}

void demo_set_codes(struct json *object, const char *key, const char *codes)
{
	if (!codes || !*codes)
		return;
	struct json *set = json_set(object, key, json_new_object());
	for (size_t i = 0; i < demo_count(codes, ' '); i++) {
		size_t len;
		const char *code = demo_element(codes, ' ', i, &len);
		char *copy = xstrndup(code, len);
		json_set_bool(set, copy, true);
		free(copy);
	}
}

void demo_set_party(struct json *object, const char *key, const char *id, const char *name, const char *country)
{
	struct json *party = json_set(object, key, json_new_object());
	json_set_string(party, "id", id);
	json_set_string(party, "name", name);
	if (country)
		json_set_string(party, "country", country);
}

void demo_set_time(struct json *object, const char *key, int64_t seconds)
{
	char text[CLOCK_TEXT_SIZE];
	clock_format(seconds, text);
	json_set_string(object, key, text);
}

void demo_set_date(struct json *object, const char *key, int64_t seconds)
{
	char text[CLOCK_DAY_SIZE];
	clock_format_day(seconds, text);
	json_set_string(object, key, text);
}

int demo_add_school(struct demo_world *w, struct json *body_taken, struct demo_school *made, struct err *e)
{
	const char *name = json_get_text(body_taken, "name"), *town = json_get_text(body_taken, "town");
	bool named = strstr(name, town); /* after its town */
	strings_push_take(&w->places, named ? xstrdup(name) : xasprintf("%s, %s", name, town));
	made->page = json_copy(body_taken);
	made->place = w->places.at[w->places.count - 1];
	w->schools++;
	return demo_write(w, w->directory, TYPE_School, body_taken, made->id, e);
}

void demo_school_release(struct demo_school *school)
{
	json_free(school->page);
	*school = (struct demo_school){0};
}

int demo_add_person(struct demo_world *w, const char *user_name, struct json *card_taken, struct json *profile_taken,
                    struct demo_person *person, struct err *e)
{
	struct user_new fresh = {
		.name = user_name,
		.card = card_taken,
		.profile = profile_taken,
		.state = USER_ACCEPTED,
	};
	const char *since = json_get_text(card_taken, "since");
	int year = 2020, month = 9, day = 1;
	if (since)
		clock_parse_date(since, &year, &month, &day);
	fresh.state_since = clock_days(year, month, day) * DAY;
	struct user made;
	int result = user_add(w->s, &fresh, &made, e);
	if (result == 0) {
		memcpy(person->id, made.person, sizeof person->id);
		person->account = made.account;
		person->name = xstrdup(json_get_text(card_taken, "name"));
		user_release(&made);
		if (w->count == w->capacity) {
			w->capacity = w->capacity ? w->capacity * 2 : 256;
			w->people = xrealloc(w->people, w->capacity, sizeof *w->people);
		}
		w->people[w->count++] = *person;
	}
	json_free(card_taken);
	json_free(profile_taken);
	return result;
}

/* --- the cast --- */

size_t demo_cast_index(const char *key, size_t len)
{
	for (size_t i = 0; demo_cast[i].key; i++)
		if (strlen(demo_cast[i].key) == len && strncmp(demo_cast[i].key, key, len) == 0)
			return i;
	bug("demo: nobody is called %.*s", (int)len, key);
}


static int add_cast_school(struct demo_world *w, const struct demo_cast *c, struct demo_school *made, struct err *e)
{
	struct json *body = json_new_object();
	json_set_string(body, "name", c->school);
	json_set_string(body, "type", c->school_type);
	json_set_string(body, "country", c->country);
	json_set_string(body, "region", c->region);
	json_set_string(body, "town", c->town);
	json_set_integer(body, "pupils", c->school_pupils);
	struct json *place = json_set(body, "place", json_new_object());
	json_set(place, "latitude", json_new_real(c->latitude));
	json_set(place, "longitude", json_new_real(c->longitude));
	return demo_add_school(w, body, made, e);
}

static struct json *cast_card(const struct demo_world *w, const struct demo_cast *c, const struct demo_school *school)
{
	struct json *card = json_new_object();
	size_t len;
	const char *language = demo_element(c->languages, ' ', 0, &len);
	char *own = xstrndup(language, len);
	json_set_string(card, "name", c->name);
	json_set_string(card, "role", c->role);
	if (c->school)
		demo_set_party(card, "school", school->id, c->school, c->country);
	if (c->country)
		json_set_string(card, "country", c->country);
	json_set_string(card, "region", c->region);
	json_set_string(card, "town", c->town);
	demo_set_codes(card, "subjects", c->subjects);
	demo_set_codes(card, "languages", c->languages);
	if (c->pupils_from) {
		json_set_integer(card, "pupilsFrom", c->pupils_from);
		json_set_integer(card, "pupilsTo", c->pupils_to);
		json_set_integer(card, "classSize", c->class_size);
		json_set_string(card, "looksFor", c->looks_for);
		json_set_string(card, "about", c->about);
		demo_set_codes(card, "competences", "citizenship multilingual");
		json_set_bool(card, "available", true);
		json_set_bool(card, "plus", true);
		json_set_string(card, "line", "slow");
		demo_set_codes(card, "tools", "forum chat photos");
		demo_count_projects((size_t)(c - demo_cast), card);
	}
	json_set_string(card, "language", own);
	demo_set_date(card, "since", clock_days(c->since, 9, 15) * DAY);
	demo_set_date(card, "activeAt", w->now - (c->pupils_from ? (int64_t)strlen(c->key) % 3 : 0) * DAY);
	free(own);
	return card;
}

/* The signed-in teacher has no language of the screens: whoever looks at the demo brings one. */
static struct json *cast_profile(const struct demo_cast *c, bool signed_in)
{
	struct json *profile = json_new_object();
	char *email = xasprintf("%s@school.example", c->key);
	json_set_string(profile, "email", email);
	if (!signed_in) {
		size_t len;
		const char *language = demo_element(c->languages, ' ', 0, &len);
		char *own = xstrndup(language, len);
		json_set_string(profile, "interfaceLanguage", own);
		free(own);
	}
	demo_set_codes(profile, "reads", c->languages);
	json_set_string(profile, "timeZone", c->zone);
	free(email);
	return profile;
}

/* The languages of the cast are those of a country's rows, so that texts live as long as the tables. */
static const char *language_of(const struct demo_cast *c)
{
	for (size_t g = 0; demo_countries[g]; g++)
		for (const struct demo_country *row = demo_countries[g]; row->code; row++)
			if (strncmp(row->language, c->languages, strlen(row->language)) == 0)
				return row->language;
	return "en";
}

int demo_add_cast(struct demo_world *w, struct err *e)
{
	struct demo_school first = {0}, school = {0};
	int result = 0;
	for (const struct demo_cast *c = demo_cast; c->key && result == 0; c++) {
		const char *space = strchr(c->name, ' ');
		bool shares = c != demo_cast && c->school && strcmp(c->school, demo_cast->school) == 0;
		demo_school_release(&school);
		if (c->school && !shares)
			result = add_cast_school(w, c, c == demo_cast ? &first : &school, e);
		const struct demo_school *own = shares || c == demo_cast ? &first : &school;
		struct demo_person person = {
			.first = (unsigned short)(space ? (size_t)(space - c->name) : strlen(c->name)),
			.from = (unsigned char)c->pupils_from, .to = (unsigned char)c->pupils_to,
			.class_size = (unsigned char)c->class_size,
			.office = !c->school, .country = c->country, .language = language_of(c), .voice = language_of(c),
			.place = own->place,
		};
		if (result == 0)
			result = demo_add_person(w, c == demo_cast ? DEMO_USER_NAME : c->key, cast_card(w, c, own),
			                         cast_profile(c, c == demo_cast), &person, e);
	}
	demo_school_release(&first);
	demo_school_release(&school);
	return result;
}
