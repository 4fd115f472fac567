/* Who founds a project: the contacts to choose from, and what follows from the profiles of both. */
#include "found.h"

#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "twinline/records/replica.h"
#include "twinline/text/sanitise.h"

/* "Máire Ní Bhriain, IE; Scoil Naomh Bríd": a name can be there twice. Yours. */
static char *label_of(const struct json *contact)
{
	const struct json *person = json_get(contact, "person");
	const char *name = json_get_text(person, "name"), *country = json_get_text(person, "country");
	const char *school = json_get_text(json_get(contact, "school"), "name");
	struct str label = { 0 };
	char *safe;

	str_add(&label, name ? name : "");
	if (country)
		str_addf(&label, ", %s", country);
	if (school)
		str_addf(&label, "; %s", school);
	safe = sanitise_copy(label.text, SANITISE_LINE); /* it stands in a field, where nothing else makes it safe */
	str_release(&label);
	return safe;
}

void found_partners(const struct sheet *sheet, const struct sheet_line *line, struct sheet_parties *found)
{
	int64_t *locals = NULL;
	int count = relation_list(sheet->store, "contact", &locals, NULL);

	(void)line;
	for (int i = 0; i < count; i++) {
		struct record record = { 0 };
		struct json *tree = record_by_local(sheet->store, locals[i], &record) ? record_tree(sheet->store, &record) : NULL;
		const struct json *person = json_get(tree, "person");

		if (person) {
			found->at = xrealloc(found->at, found->labels.count + 1, sizeof *found->at);
			found->at[found->labels.count] = json_copy(person);
			strings_push_take(&found->labels, label_of(tree));
		}
		json_free(tree);
		record_free(&record);
	}
	free(locals);
}

struct json *found_card(struct store *s, const char *person)
{
	struct record record = { 0 };
	struct json *tree = NULL;

	if (record_by_id(s, account_of_kind(s, ACCOUNT_DIRECTORY), &record_types[TYPE_Person], person, &record))
		tree = record_tree(s, &record);
	record_free(&record);
	return tree;
}

struct json *found_my_card(struct store *s)
{
	char *me = replica_me(s);
	struct json *card = found_card(s, me);

	free(me);
	return card;
}

/* The school of a contact as the contact tells it; its id, yours; NULL where it is not known. */
static char *school_of_contact(struct store *s, const char *person)
{
	struct record record = { 0 };
	int64_t contact = 0;
	struct json *tree;
	const char *id;
	char *school;

	relation_to(s, person, &contact, NULL);
	tree = contact && record_by_local(s, contact, &record) ? record_tree(s, &record) : NULL;
	id = json_get_text(json_get(tree, "school"), "id");
	school = id ? xstrdup(id) : NULL;
	json_free(tree);
	record_free(&record);
	return school;
}

static bool is_plus(const char *country)
{
	const struct vocabulary_row *row = country ? vocabulary_find(&vocabulary_countries, country) : NULL;

	return row && row->flags & COUNTRY_PLUS;
}

/* What the portal would refuse, as far as it can be seen here. */
static void find_objection(struct store *s, const struct json *mine, const struct json *partner, struct err *e)
{
	const char *own = json_get_text(mine, "country"), *other = json_get_text(partner, "country");
	const struct json *school = json_get(mine, "school");
	char *theirs = school_of_contact(s, json_get_text(partner, "id"));

	if (theirs && text_equal(theirs, json_get_text(school, "id")))
		err_set(e, ERR_SAME_SCHOOL, json_get_text(school, "name"), NULL);
	else if (is_plus(own) && is_plus(other))
		err_set(e, ERR_PLUS_ONLY, NULL);
	else if (is_plus(other) && !json_get_bool(mine, "plus", false))
		err_set(e, ERR_PLUS_OFF, json_get_text(mine, "name"), NULL);
	free(theirs);
}

char *found_objection(struct store *s, const struct json *partner)
{
	struct json *mine = found_my_card(s);
	struct err e = { 0 };
	char *text = NULL;

	if (mine && json_get_text(partner, "id"))
		find_objection(s, mine, partner, &e);
	if (e.code) {
		char *sentence = err_text(&e);

		text = sanitise_copy(sentence, SANITISE_LINE);
		free(sentence);
	}
	err_release(&e);
	json_free(mine);
	return text;
}

/* The codes that both have; where they share none, or only one is known, all of mine. NULL for none. Yours. */
static struct json *shared_codes(const struct json *mine, const struct json *theirs)
{
	struct json *shared = json_new_object();

	for (const struct json *i = json_first(mine); i; i = json_next(i))
		if (json_get_bool(theirs, json_key(i), false))
			json_set_bool(shared, json_key(i), true);
	if (json_size(shared))
		return shared;
	json_free(shared);
	return json_size(mine) ? json_copy(mine) : NULL;
}

static void set_codes(struct json *fields, const char *name, const struct json *mine, const struct json *theirs)
{
	struct json *codes = shared_codes(json_get(mine, name), json_get(theirs, name));

	if (codes)
		json_set(fields, name, codes);
}

struct json *found_from_cards(const struct json *mine, const struct json *theirs)
{
	static const char *const ages[] = { "pupilsFrom", "pupilsTo" };
	struct json *fields = json_new_object();

	set_codes(fields, "languages", mine, theirs);
	set_codes(fields, "subjects", mine, theirs);
	for (size_t i = 0; i < ARRAY_SIZE(ages); i++)
		if (json_get(mine, ages[0]) && json_get(mine, ages[1]))
			json_set(fields, ages[i], json_copy(json_get(mine, ages[i])));
	return fields;
}
