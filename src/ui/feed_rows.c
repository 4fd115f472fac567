/* The lines of the feed that are here, and what was asked for them. */
#include "feed.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/part_find.h"
#include "twinline/records/record.h"
#include "twinline/schema/records.h"
#include "words.h"

enum {
	FOLLOWED_MOST = 300,
	WHOLE_DAYS = 7, /* so often all of it is asked for: what is gone at the portal goes here */
	DAY = 24 * 60 * 60
};

static void release_row(void *item)
{
	struct feed_line *row = item;

	free(row->id);
	free(row->who);
	free(row->who_id);
	free(row->what);
}

/* --- what was asked before: the fact "feed" {at, whole, total, of}; of: whom I followed then --- */

static char *followed_words(const struct feed *f)
{
	return xasprintf("%zu:%lld", f->followed.count, (long long)f->newest_follow);
}

static struct json *read_fact(struct face *face)
{
	char *text = store_fact(face_store(face), "feed");
	struct json *fact = text ? json_parse_own(text) : NULL;

	free(text);
	return fact ? fact : json_new_object();
}

void feed_note_asked(struct face *face, struct feed *f, int64_t total)
{
	struct json *fact = read_fact(face);
	char *of = followed_words(f), *text;
	struct err e = { 0 };

	json_set_integer(fact, "at", clock_now());
	if (f->whole) {
		json_set_integer(fact, "whole", clock_now());
		json_set_integer(fact, "total", total);
		json_set_string(fact, "of", of);
	}
	text = json_print(fact);
	if (store_set_fact(face_store(face), "feed", text, &e) != 0)
		face_fail(face, &e);
	free(text);
	free(of);
	json_free(fact);
}

/* --- reading --- */

static struct json *tree_of(struct face *face, int64_t local)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &r) ? record_tree(face_store(face), &r) : NULL;

	record_free(&r);
	return tree;
}

static void read_followed(struct face *face, struct feed *f, struct err *e)
{
	int64_t *locals = xcalloc(FOLLOWED_MOST, sizeof *locals);
	struct record_query q = { .account = face_account(face), .type = &record_types[TYPE_Follow], .limit = FOLLOWED_MOST };
	int count = q.account ? record_list(face_store(face), &q, locals, NULL, NULL, e) : 0;

	strings_release(&f->followed);
	f->newest_follow = 0;
	for (int i = 0; i < count; i++) {
		struct json *tree = tree_of(face, locals[i]);
		const struct json *whom = json_get(tree, "person") ? json_get(tree, "person") : json_get(tree, "project");

		if (json_get_text(whom, "id"))
			strings_push(&f->followed, json_get_text(whom, "id"));
		if (locals[i] > f->newest_follow)
			f->newest_follow = locals[i];
		json_free(tree);
	}
	free(locals);
}

/* A project that is followed itself stands before its line: its name is not said again. */
static void add_project(struct str *out, const struct feed_deed *d, const char *title, bool is_followed)
{
	const char *state = vocabulary_label(&vocabulary_project_states, d->state ? d->state : "");

	if (is_followed) {
		words_part(out, _("Project"));
		words_part(out, state);
	} else {
		/* TRANSLATORS: a project, and its state. */
		str_addf(out, _("Project: %s, %s"), title, state);
	}
}

static void add_words(struct str *out, const struct feed_deed *d, const struct record_type *type, const char *title, bool is_of_person)
{
	switch (type->index) {
	case TYPE_Project:
		add_project(out, d, title, !is_of_person);
		break;
	case TYPE_PartnerNotice:
		str_addf(out, _("Partner notice: %s"), title);
		break;
	case TYPE_Event:
		str_addf(out, _("Event: %s"), title);
		break;
	case TYPE_Post:
		str_addf(out, _("Journal: %s"), title);
		break;
	default:
		str_addf(out, d->changed ? _("Page changed: %s") : _("Page: %s"), title);
	}
}

static char *words_of(const struct feed_deed *d, const struct record_type *type, bool is_of_person)
{
	char *title = words_safe(d->title ? d->title : "", SANITISE_LINE);
	struct str text = { 0 };

	add_words(&text, d, type, title, is_of_person);
	if (d->labels > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d quality label", "%d quality labels", (unsigned long)d->labels), (int)d->labels));
	free(title);
	return str_detach(&text);
}

/* Of whom or what that I follow the line is; false for nobody any more. */
static bool find_whom(const struct feed *f, const struct feed_deed *d, const struct record_type *type, const char **name,
                      const char **person)
{
	*person = "";
	*name = d->project.name ? d->project.name : type->index == TYPE_Project && d->title ? d->title : "";
	for (size_t i = 0; i < d->people.count; i++)
		if (d->people.at[i].id && strings_has(&f->followed, d->people.at[i].id)) {
			*person = d->people.at[i].id;
			*name = d->people.at[i].name ? d->people.at[i].name : "";
			return true;
		}
	return strings_has(&f->followed, d->project.id ? d->project.id : d->head.id ? d->head.id : "");
}

static void add_row(struct face *face, struct feed *f, int64_t local)
{
	struct json *tree = tree_of(face, local);
	const struct record_type *type = record_type_find(json_get_text(tree, "aboutType") ? json_get_text(tree, "aboutType") : "");
	const char *name, *person;
	struct feed_deed d = { 0 };
	struct feed_line *row;

	record_decode(&record_types[TYPE_Deed], tree, &d);
	if (type && d.head.id && find_whom(f, &d, type, &name, &person)) {
		row = xcalloc(1, sizeof *row);
		*row = (struct feed_line){ .at = d.at, .type = type, .id = xstrdup(d.head.id), .who = xstrdup(name), .who_id = xstrdup(person),
		                         .what = words_of(&d, type, *person) };
		table_add(&f->table, local, row);
	}
	record_release(&record_types[TYPE_Deed], &d);
	json_free(tree);
}

void feed_read(struct face *face, struct feed *f)
{
	struct json *fact = read_fact(face);
	struct err e = { 0 };
	int64_t *locals = NULL;
	int count;

	read_followed(face, f, &e);
	count = part_list(face_store(face), account_of_kind(face_store(face), ACCOUNT_DIRECTORY), TYPE_Deed, &locals, &e);
	for (int i = 0; i < count; i++)
		add_row(face, f, locals[i]);
	table_show(&f->table, &e);
	words_check(face, &e);
	f->at = json_get_integer(fact, "at", 0);
	f->total = json_get_integer(fact, "total", 0);
	free(locals);
	json_free(fact);
}

bool feed_wants_all(struct face *face, const struct feed *f)
{
	struct json *fact = read_fact(face);
	char *of = followed_words(f);
	bool all = !text_equal(json_get_text(fact, "of"), of) || f->table.count == 0 ||
	           json_get_integer(fact, "whole", 0) < clock_now() - WHOLE_DAYS * (int64_t)DAY;

	free(of);
	json_free(fact);
	return all;
}

void feed_open(struct face *face, struct feed *f)
{
	table_init(&f->table, release_row);
	feed_read(face, f);
}

void feed_close(struct feed *f)
{
	table_release(&f->table);
	strings_release(&f->followed);
	free(f->opens);
}
