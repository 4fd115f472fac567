/* Writes what stands in the demo's projects: pages, activities, files, and the copies that everybody may read. */
#include "space.h"

#include <stdlib.h>
#include <string.h>

#include "../public.h"
#include "text.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/record.h"
#include "world.h"

enum { DAY = 86400, PLACE_STEP = 1000 };

static const struct demo_person *person_of(const struct demo_world *w, const char *key)
{
	return &w->people[demo_cast_index(key, strlen(key))];
}

static void set_person(const struct demo_world *w, struct json *body, const char *name, const char *key)
{
	const struct demo_person *p = person_of(w, key);
	demo_set_party(body, name, p->id, p->name, p->country);
}

static void set_time(const struct demo_world *w, struct json *body, const char *name, int days)
{
	demo_set_time(body, name, w->now - days * (int64_t)DAY);
}

static void set_code(struct json *body, const char *name, const char *code, const char *usual)
{
	json_set_string(body, name, code ? code : usual);
}

static void sign(const struct demo_world *w, struct json *body, const char *by, int made)
{
	set_person(w, body, "author", by);
	set_time(w, body, "createdAt", made);
	set_person(w, body, "changedBy", by);
	set_time(w, body, "changedAt", made);
}

/* As the rules of the type see it: for teachers, for who makes pages, for all members. */
static unsigned audience_of(const struct json *body)
{
	const char *readers = json_get_text(body, "readers"), *state = json_get_text(body, "state");
	if (readers && strcmp(readers, "staff") == 0)
		return AUDIENCE_STAFF;
	return state && strcmp(state, "draft") == 0 ? AUDIENCE_EDITORS : AUDIENCE_MEMBERS;
}

static int write_into(struct demo_world *w, const char *project, enum record_type_index type, struct json *body_taken, struct record *r,
                      struct err *e)
{
	*r = (struct record){
		.account = demo_find_project(w, project)->account, .type = &record_types[type], .audience = audience_of(body_taken),
		.body = json_print(body_taken),
	};
	json_free(body_taken);
	return record_write(w->s, r, true, e);
}

/* Puts a file into a project, and adds what records say of it to files; where digest is wanted, that of its bytes. 0 or -1. */
struct file { const char *project, *name, *type, *text, *by; int made; };
static int add_file(struct demo_world *w, const struct file *f, struct json *files, char *digest, struct err *e)
{
	struct blob blob = {0};
	struct json *file = json_push(files, json_new_object());
	if (blob_write(w->s, demo_find_project(w, f->project)->account, person_of(w, f->by)->id, f->type, f->text, strlen(f->text),
	               w->now - f->made * (int64_t)DAY, &blob, e) < 0)
		return -1;
	json_set_string(file, "blobId", blob.id);
	json_set_string(file, "name", f->name);
	json_set_string(file, "type", f->type);
	json_set_integer(file, "size", blob.size);
	int result = digest ? blob_digest(w->s, &blob, 0, blob.size, digest, e) : 0;
	blob_release(&blob);
	return result;
}

/* --- each part --- */

static int add_page(struct demo_world *w, const struct demo_page *row, int place, struct err *e)
{
	struct json *body = json_new_object();
	struct record r;
	json_set_string(body, "title", row->title);
	json_set_string(body, "text", row->text);
	json_set_string(body, "language", row->language);
	set_code(body, "state", row->state, "published");
	set_code(body, "readers", row->readers, "members");
	set_code(body, "writers", row->writers, "staff");
	json_set_integer(body, "position", place);
	sign(w, body, row->by, row->made);
	set_person(w, body, "changedBy", row->last_by ? row->last_by : row->by);
	set_time(w, body, "changedAt", row->changed);
	if (row->file && add_file(w, &(struct file){row->project, row->file, "text/csv", row->file_text, row->by, row->made},
	                          json_set(body, "files", json_new_array()), NULL, e) < 0) {
		json_free(body);
		return -1;
	}
	int result = write_into(w, row->project, TYPE_Page, body, &r, e);
	if (result == 0)
		result = public_put(w->s, &r, e);
	record_free(&r);
	return result;
}

static int add_done(struct demo_world *w, const struct demo_activity *row, const struct record *activity, struct err *e)
{
	size_t count = row->done ? demo_count(row->done, ' ') : 0;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++) {
		struct json *body = json_new_object();
		struct record r;
		size_t len;
		const char *key = demo_element(row->done, ' ', i, &len);
		const struct demo_person *p = &w->people[demo_cast_index(key, len)];
		char *step = xstrndup(row->steps, strcspn(row->steps, "\n"));
		json_set_string(body, "activity", activity->id);
		json_set_string(body, "step", step);
		demo_set_party(body, "person", p->id, p->name, p->country);
		set_time(w, body, "since", 1);
		free(step);
		result = write_into(w, row->project, TYPE_StepDone, body, &r, e);
		record_free(&r);
	}
	return result;
}

static void add_people(const struct demo_world *w, struct json *body, const char *keys)
{
	struct json *people = json_set(body, "people", json_new_array());
	for (size_t i = 0; i < demo_count(keys, ' '); i++) {
		size_t len;
		const char *key = demo_element(keys, ' ', i, &len);
		const struct demo_person *p = &w->people[demo_cast_index(key, len)];
		struct json *party = json_push(people, json_new_object());
		json_set_string(party, "id", p->id);
		json_set_string(party, "name", p->name);
		json_set_string(party, "country", p->country);
	}
}

static int add_activity(struct demo_world *w, const struct demo_activity *row, struct err *e)
{
	struct json *body = json_new_object();
	struct record r;
	json_set_string(body, "title", row->title);
	json_set_string(body, "language", row->language);
	json_set_string(body, "phase", row->phase);
	json_set_string(body, "state", row->state);
	json_set_string(body, "readers", "members");
	if (row->begins)
		demo_set_date(body, "begins", w->now - row->begins * (int64_t)DAY);
	if (row->due)
		demo_set_date(body, "due", w->now - row->due * (int64_t)DAY);
	if (row->steps)
		json_set_string(body, "steps", row->steps);
	if (row->about)
		json_set_string(body, "about", row->about);
	if (row->people)
		add_people(w, body, row->people);
	sign(w, body, row->by, 30);
	set_time(w, body, "stateSince", row->due > 0 ? row->due : 3);
	if (strcmp(row->state, "done") == 0)
		set_person(w, body, "doneBy", row->by);
	int result = write_into(w, row->project, TYPE_Activity, body, &r, e);
	if (result == 0)
		result = add_done(w, row, &r, e);
	record_free(&r);
	return result;
}

static int add_material(struct demo_world *w, const struct demo_material *row, struct err *e)
{
	char digest[DIGEST_BASE64_SIZE];
	struct record r;
	struct json *body = json_new_object();
	if (add_file(w, &(struct file){row->project, row->title, row->type, row->text, row->by, row->made},
	             json_set(body, "file", json_new_array()), digest, e) < 0) {
		json_free(body);
		return -1;
	}
	json_set_string(body, "title", row->title);
	json_set_string(body, "digest", digest);
	json_set_string(body, "readers", "members");
	if (row->folder)
		json_set_string(body, "folder", row->folder);
	if (row->about)
		json_set_string(body, "about", row->about);
	sign(w, body, row->by, row->made);
	int result = write_into(w, row->project, TYPE_Material, body, &r, e);
	record_free(&r);
	return result;
}

int demo_add_space(struct demo_world *w, struct err *e)
{
	int place = 0, result = 0;
	for (const struct demo_page *row = demo_pages; row->project && result == 0; row++)
		result = add_page(w, row, place += PLACE_STEP, e);
	for (const struct demo_activity *row = demo_activities; row->project && result == 0; row++)
		result = add_activity(w, row, e);
	for (const struct demo_material *row = demo_materials; row->project && result == 0; row++)
		result = add_material(w, row, e);
	return result;
}
