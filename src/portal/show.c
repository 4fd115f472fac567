/* What of a record is shown to whom: the one place where fields are left out. */
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "pupils.h"
#include "twinline/base/str.h"

/* True if the person stands among the viewer's contacts. Asked of every card of a page: by one field, whose statement is kept. */
static bool is_contact(struct store *s, const struct viewer *v, const char *person)
{
	const struct record_filter filter = {.field = "person", .equals = person};
	struct record_query q = {
		.account = v->user.account, .type = &record_types[TYPE_Contact], .filters = &filter, .filter_count = 1,
	};
	struct record r;
	if (!v->user.account || !record_first(s, &q, &r))
		return false;
	struct json *contact = json_parse_own(r.body);
	bool is_one = text_equal(json_get_text(contact, "state"), "contact");
	json_free(contact);
	record_free(&r);
	return is_one;
}

/* Takes out of a card what its owner keeps to fewer people, and word of it. */
static void narrow(struct store *s, const struct viewer *v, const struct record *r, struct json *tree)
{
	struct json *seen_by = json_detach(tree, "seenBy"), *whole = json_new_object();
	int contact = -1; /* not looked yet: most cards keep nothing back */
	if (seen_by)
		json_set(whole, "seenBy", seen_by);
	for (unsigned i = 0; i < r->type->field_count; i++) {
		const struct field *field = &r->type->fields[i];
		enum seen_by who = json_get(tree, field->name) ? field_seen_by(field, whole) : SEEN_BY_ALL;
		if (who == SEEN_BY_CONTACTS && contact < 0)
			contact = is_contact(s, v, r->id);
		if (who == SEEN_BY_NOBODY || (who == SEEN_BY_CONTACTS && !contact))
			json_remove(tree, field->name);
	}
	json_free(whole);
}

/* Whoever is not validated sees no people, not in what they found and hold either. */
static void leave_out_people(const struct record *r, struct json *tree)
{
	for (unsigned i = 0; i < r->type->field_count; i++)
		if (text_equal(r->type->fields[i].target, record_types[TYPE_Person].name))
			json_remove(tree, r->type->fields[i].name);
}

/* Whoever makes a pupil's slip sees the first password on it, until the pupil has chosen another one. */
static void show_first_password(struct store *s, const struct membership *m, struct json *tree)
{
	char *password = NULL;
	if (access_may(m->role, RIGHT_PUPILS))
		password = pupil_first_password(s, json_get_text(tree, "person"), tree);
	if (password)
		json_set_string(tree, "initialPassword", password);
	free(password);
}

struct json *method_show(struct store *s, const struct viewer *v, const struct membership *m, const struct record *r)
{
	struct json *tree = record_tree(s, r);
	if (viewer_owns(m))
		return tree;
	for (unsigned i = 0; i < r->type->field_count; i++)
		if (r->type->fields[i].flags & F_PRIVATE)
			json_remove(tree, r->type->fields[i].name);
	if (m->role <= ROLE_NEWCOMER)
		leave_out_people(r, tree);
	if (r->type->index == TYPE_Person && strcmp(r->id, v->user.person) != 0)
		narrow(s, v, r, tree);
	if (r->type->index == TYPE_Pupil)
		show_first_password(s, m, tree);
	return tree;
}
