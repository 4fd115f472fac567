/* Taking a TwinSpace in: the folder is read and checked, then files and records, then the members; and comparing it afterwards. */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "card.h"
#include "rules.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/text/fold.h"
#include "user.h"

enum { TOGETHER = 20 /* records a transaction: others write beside us */ };

/* --- the folder and its people --- */

static int read_folder(struct import *x, struct err *e)
{
	struct str text = {0};
	int result = -1;
	x->manifest = folder_manifest(x->dir, e);
	if (x->manifest && folder_read(x->dir, x->manifest, "project.json", &text, e) == 0)
		x->all = json_parse(text.text ? text.text : "", text.len, e);
	if (x->all)
		result = import_records(x, &record_types[TYPE_Project]) && json_get_text(x->all, "project")
		                 ? 0 : err_set(e, ERR_FOLDER_DAMAGED, "project.json", NULL);
	str_release(&text);
	return result;
}

/* What somebody was in the project, by their name there. */
static void find_old(struct import *x, struct import_person *p)
{
	char *wanted = fold_copy(p->old_name ? p->old_name : p->name);
	p->role = ROLE_COUNT;
	for (const struct json *i = json_first(import_records(x, &record_types[TYPE_Member])); i && !p->old_id; i = json_next(i)) {
		const struct json *person = json_get(i, "person");
		char *name = fold_copy(json_get_text(person, "name") ? json_get_text(person, "name") : "");
		if (strcmp(name, wanted) == 0) {
			p->old_id = xstrdup(json_get_text(person, "id"));
			p->role = access_role_of(json_get_text(i, "role"));
		}
		free(name);
	}
	free(wanted);
}

static int add_person(struct import *x, const char *as, struct err *e)
{
	const char *equals = strrchr(as, '='), *name = equals ? equals + 1 : as;
	struct account directory;
	struct record card = {0};
	struct user u = {0};
	if (!user_by_name(x->s, name, &u))
		return err_set(e, ERR_NO_USER, name, NULL);
	x->people = xrealloc(x->people, x->person_count + 1, sizeof *x->people);
	struct import_person *p = &x->people[x->person_count++];
	*p = (struct import_person){.old_name = equals ? xstrndup(as, (size_t)(equals - as)) : NULL};
	memcpy(p->id, u.person, sizeof p->id);
	if (account_by_kind(x->s, ACCOUNT_DIRECTORY, &directory)) {
		record_by_id(x->s, directory.local, &record_types[TYPE_Person], p->id, &card);
		account_release(&directory);
	}
	struct json *body = json_parse_own(card.body ? card.body : "{}");
	p->name = xstrdup(json_get_text(body, "name") ? json_get_text(body, "name") : name);
	p->country = xstrdup(json_get_text(body, "country"));
	find_old(x, p);
	json_free(body);
	record_free(&card);
	user_release(&u);
	return 0;
}

/* Somebody has to be able to do everything in it: who is named first, where no founder is. */
static void find_founder(struct import *x)
{
	bool founded = false;
	for (size_t i = 0; i < x->person_count; i++) {
		if (x->people[i].role == ROLE_COUNT)
			x->people[i].role = ROLE_TEACHER;
		founded = founded || x->people[i].role == ROLE_FOUNDER;
	}
	if (!founded && x->person_count)
		x->people[0].role = ROLE_FOUNDER;
}

/* --- what was decided when it was first taken in, kept so that again is once --- */

static char *fact_name(const struct import *x)
{
	return xasprintf("import-%s", json_get_text(x->all, "project"));
}

static struct json *read_fact(struct import *x)
{
	char *name = fact_name(x), *text = store_fact(x->s, name);
	struct json *fact = json_parse_own(text ? text : "");
	free(text);
	free(name);
	return fact;
}

static int add_people(struct import *x, const struct strings *as, struct err *e)
{
	struct json *fact = as->count ? NULL : read_fact(x);
	int result = 0;
	for (size_t i = 0; i < as->count && result == 0; i++)
		result = add_person(x, as->at[i], e);
	for (const struct json *i = json_first(json_get(fact, "as")); i && result == 0; i = json_next(i))
		result = add_person(x, json_text(i), e);
	if (fact)
		x->active = json_get_bool(fact, "active", false);
	json_free(fact);
	return result;
}

int import_open(struct import *x, struct store *s, const char *dir, const struct strings *as, struct err *e)
{
	*x = (struct import){.s = s, .dir = dir, .as = as};
	int result = read_folder(x, e) == 0 ? add_people(x, as, e) : -1;
	find_founder(x);
	return result;
}

void import_release(struct import *x)
{
	for (size_t i = 0; i < x->person_count; i++) {
		free(x->people[i].name);
		free(x->people[i].country);
		free(x->people[i].old_name);
		free(x->people[i].old_id);
	}
	free(x->people);
	json_free(x->manifest);
	json_free(x->all);
	*x = (struct import){0};
}

/* --- its account --- */

static bool find_account(struct import *x)
{
	struct json *fact = read_fact(x);
	const char *id = json_get_text(fact, "project");
	struct account a;
	bool there = id && account_by_id(x->s, id, &a);
	if (there) {
		memcpy(x->id, a.id, sizeof x->id);
		x->account = a.local;
		account_release(&a);
	}
	json_free(fact);
	return there;
}

static int keep_fact(struct import *x, struct err *e)
{
	struct json *fact = json_new_object(), *as = json_set(fact, "as", json_new_array());
	char *name = fact_name(x), *text;
	json_set_string(fact, "project", x->id);
	json_set_bool(fact, "active", x->active);
	for (size_t i = 0; i < x->as->count; i++)
		json_push(as, json_new_string(x->as->at[i]));
	text = json_print(fact);
	int result = store_set_fact(x->s, name, text, e);
	json_free(fact);
	free(text);
	free(name);
	return result;
}

static int make_account(struct import *x, struct err *e)
{
	const struct json *project = json_first(import_records(x, &record_types[TYPE_Project]));
	int result = db_begin(x->s->db, e);
	random_id(x->s->random, x->id);
	if (result == 0) {
		x->account = account_add(x->s, x->id, ACCOUNT_PROJECT, json_get_text(project, "title"), e);
		result = x->account > 0 && keep_fact(x, e) == 0 ? db_commit(x->s->db, e) : -1;
	}
	db_rollback(x->s->db);
	return result;
}

/* --- files --- */

static int take_file(struct import *x, const struct json *file, struct err *e)
{
	const char *old = json_get_text(file, "blobId"), *path = json_get_text(file, "path"), *type = json_get_text(file, "type");
	char id[RECORD_ID_LENGTH + 1];
	struct str bytes = {0};
	int result = 0;
	if (!old || !path)
		return 0;
	import_id(x, "Blob", old, id);
	if (blob_has(x->s, x->account, id))
		return 0;
	result = folder_read(x->dir, x->manifest, path, &bytes, e);
	if (result == 0)
		result = db_begin(x->s->db, e);
	if (result == 0)
		result = blob_keep(x->s, x->account, id, type ? type : "application/octet-stream", bytes.text ? bytes.text : "", bytes.len,
		                   clock_now(), e);
	if (result == 0)
		result = db_commit(x->s->db, e);
	db_rollback(x->s->db);
	x->files += result == 0;
	str_release(&bytes);
	return result;
}

static int take_files(struct import *x, struct err *e)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(x->all, "files")); i && result == 0; i = json_next(i))
		result = take_file(x, i, e);
	return result;
}

/* --- records --- */

/* That of a record which is here already; that of a type where it is not. */
static unsigned audience_of_record(struct import *x, enum record_type_index type, const char *id)
{
	struct record r = {0};
	unsigned audience = record_types[type].audience;
	if (id && record_by_id(x->s, x->account, &record_types[type], id, &r))
		audience = r.audience;
	record_free(&r);
	return audience;
}

static unsigned audience_of_post(struct import *x, const struct json *body)
{
	const char *parent = json_get_text(body, "parent"), *about = json_get_text(body, "aboutType");
	const struct record_type *type = about ? record_type_find(about) : NULL;
	if (parent)
		return audience_of_record(x, TYPE_Post, parent);
	if (type)
		return audience_of_record(x, (enum record_type_index)type->index, json_get_text(body, "aboutId"));
	return text_equal(json_get_text(body, "place"), "bulletin") ? AUDIENCE_STAFF : AUDIENCE_MEMBERS;
}

/* Nobody sees more of it than they would where it was made. */
static unsigned audience_of(struct import *x, const struct record_type *type, const struct json *body)
{
	switch ((enum record_type_index)type->index) {
	case TYPE_Post:
		return audience_of_post(x, body);
	case TYPE_StepDone:
		return audience_of_record(x, TYPE_Activity, json_get_text(body, "activity"));
	case TYPE_Like:
		return audience_of_record(x, TYPE_Post, json_get_text(body, "post"));
	case TYPE_Event:
		return AUDIENCE_MEMBERS;
	default:
		return rules_of(type)->audience ? rules_of(type)->audience(body) : type->audience;
	}
}

static const char *maker_of(const struct json *body)
{
	const char *author = json_get_text(json_get(body, "author"), "id");
	return author ? author : json_get_text(json_get(body, "sender"), "id");
}

static void id_of(const struct import *x, const struct record_type *type, const struct json *tree, char id[RECORD_ID_LENGTH + 1])
{
	if (type->index == TYPE_Project)
		memcpy(id, x->id, RECORD_ID_LENGTH + 1);
	else
		import_id(x, type->name, json_get_text(tree, "id"), id);
}

static int take_record(struct import *x, const struct record_type *type, const struct json *tree, struct err *e)
{
	struct record r = {0};
	char id[RECORD_ID_LENGTH + 1];
	if (!json_get_text(tree, "id"))
		return 0;
	id_of(x, type, tree, id);
	if (record_by_id(x->s, x->account, type, id, &r)) {
		record_free(&r);
		x->kept++;
		return 0;
	}
	struct json *body = import_body(x, type, tree);
	r = (struct record){.account = x->account, .type = type, .id = xstrdup(id), .audience = audience_of(x, type, body),
	                    .author = xstrdup(maker_of(body)), .body = json_print(body)};
	int result = record_write(x->s, &r, true, e);
	x->added += result == 0;
	json_free(body);
	record_free(&r);
	return result;
}

static int take_type(struct import *x, const struct record_type *type, struct err *e)
{
	const struct json *i = json_first(import_records(x, type));
	int result = 0;
	while (i && result == 0) {
		result = db_begin(x->s->db, e);
		for (int n = 0; n < TOGETHER && i && result == 0; n++, i = json_next(i))
			result = take_record(x, type, i, e);
		if (result == 0)
			result = db_commit(x->s->db, e);
		db_rollback(x->s->db);
	}
	return result;
}

/* True of what belongs to a project, and is not made by the portal from the rest. */
static bool is_taken(const struct record_type *type)
{
	return record_type_in(type, ACCOUNT_PROJECT) && !(type->flags & T_DERIVED);
}

static int take_records(struct import *x, struct err *e)
{
	int result = 0;
	for (size_t i = 0; i < RECORD_TYPE_COUNT && result == 0; i++)
		if (is_taken(&record_types[i]))
			result = take_type(x, &record_types[i], e);
	return result;
}

/* --- members --- */

/* Somebody who was not in it there is named by a record here, too. */
static int add_member(struct import *x, const struct import_person *p, struct err *e)
{
	char now[CLOCK_TEXT_SIZE];
	struct record r = {.account = x->account, .type = &record_types[TYPE_Member], .id = xcalloc(RECORD_ID_LENGTH + 1, 1)};
	struct record there = {0};
	int result = 0;
	import_id(x, "Member", p->id, r.id);
	if (!p->old_id && !record_by_id(x->s, x->account, r.type, r.id, &there)) {
		struct json *body = json_new_object(), *party = json_set(body, "person", json_new_object());
		json_set_string(party, "id", p->id);
		json_set_string(party, "name", p->name);
		if (p->country)
			json_set_string(party, "country", p->country);
		json_set_string(body, "role", access_role_name(p->role));
		json_set_string(body, "state", "member");
		clock_format(clock_now(), now);
		json_set_string(body, "since", now);
		r.body = json_print(body);
		json_free(body);
		result = record_write(x->s, &r, true, e);
	}
	record_free(&there);
	record_free(&r);
	return result == 0 ? member_set(x->s, x->account, p->id, p->role, e) : -1;
}

static int open_to_members(struct import *x, struct err *e)
{
	int result = db_begin(x->s->db, e);
	for (size_t i = 0; i < x->person_count && result == 0; i++)
		if (member_role(x->s, x->account, x->people[i].id) == ROLE_COUNT)
			result = add_member(x, &x->people[i], e);
	if (result == 0 && card_refresh(x->s, x->account, e) == 0 && card_count_members(x->s, x->account, e) == 0)
		result = db_commit(x->s->db, e);
	else
		result = -1;
	db_rollback(x->s->db);
	return result;
}

int import_run(struct import *x, struct err *e)
{
	if (!find_account(x) && make_account(x, e) < 0)
		return -1;
	return take_files(x, e) == 0 && take_records(x, e) == 0 ? open_to_members(x, e) : -1;
}

/* --- comparing --- */

/* What is counted here from its members. */
static void without_counted(struct json *body)
{
	static const char *const counted[] = {"members", "countries", "founders", "national"};
	for (size_t i = 0; i < ARRAY_SIZE(counted); i++)
		json_remove(body, counted[i]);
}

static bool is_same(struct import *x, const struct record_type *type, const struct json *tree)
{
	struct record r = {0};
	char id[RECORD_ID_LENGTH + 1];
	id_of(x, type, tree, id);
	struct json *expected = import_body(x, type, tree);
	struct json *body = record_by_id(x->s, x->account, type, id, &r) ? json_parse_own(r.body) : NULL;
	if (type->index == TYPE_Project && body) {
		without_counted(body);
		without_counted(expected);
	}
	bool same = body && json_equal(body, expected);
	json_free(body);
	json_free(expected);
	record_free(&r);
	return same;
}

static bool is_same_file(struct import *x, const struct json *file, struct err *e)
{
	const char *old = json_get_text(file, "blobId"), *path = json_get_text(file, "path");
	char id[RECORD_ID_LENGTH + 1];
	struct str here = {0}, there = {0};
	if (!old || !path)
		return true;
	import_id(x, "Blob", old, id);
	bool same = blob_has(x->s, x->account, id) && blob_read_all(x->s, x->account, id, &here, e) == 0 &&
	            folder_read(x->dir, x->manifest, path, &there, e) == 0 && here.len == there.len &&
	            (!here.len || memcmp(here.text, there.text, here.len) == 0);
	str_release(&here);
	str_release(&there);
	return same;
}

int64_t import_compare(struct import *x, void (*differs)(const char *type, const char *id), struct err *e)
{
	int64_t count = 0;
	if (!x->account && !find_account(x))
		return err_set(e, ERR_NOT_FOUND, NULL);
	for (size_t t = 0; t < RECORD_TYPE_COUNT; t++)
		for (const struct json *i = json_first(is_taken(&record_types[t]) ? import_records(x, &record_types[t]) : NULL); i; i = json_next(i))
			if (json_get_text(i, "id") && !is_same(x, &record_types[t], i)) {
				differs(record_types[t].name, json_get_text(i, "id"));
				count++;
			}
	for (const struct json *i = json_first(json_get(x->all, "files")); i; i = json_next(i))
		if (!is_same_file(x, i, e)) {
			differs("Blob", json_get_text(i, "blobId"));
			count++;
		}
	return e->code == ERR_OK ? count : -1;
}
