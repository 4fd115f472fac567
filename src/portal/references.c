/* What a record refers to: people, schools, files. A reference to what one may not see is a reference to nothing. */
#include <stdlib.h>
#include <string.h>

#include "rules.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

bool references_find(const struct write *w, const struct record_type *type, const char *id, struct record *r)
{
	*r = (struct record){0};
	for (size_t i = 0; i < w->viewer->account_count; i++) {
		const struct membership *m = &w->viewer->accounts[i];
		if (!record_type_in(type, m->account.kind) || !record_by_id(w->s, m->account.local, type, id, r))
			continue;
		if (viewer_may_read(m, r))
			return true;
		record_free(r);
	}
	return false;
}

/* What the first record of a list has there; NULL for none. Yours. */
static struct json *party_in(struct store *s, const struct record_query *q, const char *field)
{
	struct record r;
	if (!record_first(s, q, &r))
		return NULL;
	struct json *body = json_parse_own(r.body), *party = json_detach(body, field);
	json_free(body);
	record_free(&r);
	return party;
}

/* In a project its members are known to one another, those too who have no card: pupils, and to pupils everybody. */
static struct json *member_party(const struct write *w, const char *id)
{
	const struct record_filter filters[] = {{.field = "person", .equals = id}, {.field = "state", .equals = "member"}};
	struct record_query q = {
		.account = w->account->account.local, .type = &record_types[TYPE_Member], .sees = viewer_sees(w->account),
		.filters = filters, .filter_count = ARRAY_SIZE(filters),
	};
	return w->account->account.kind == ACCOUNT_PROJECT ? party_in(w->s, &q, "person") : NULL;
}

/* Whoever wrote to the viewer can be reported, found or not: as they stand in the letter. */
static struct json *writer_party(const struct write *w, const char *id)
{
	const struct record_filter from = {.field = "from", .equals = id};
	struct record_query q = {
		.account = w->viewer->user.account, .type = &record_types[TYPE_Message], .filters = &from, .filter_count = 1,
	};
	return w->type->index == TYPE_Report ? party_in(w->s, &q, "from") : NULL;
}

struct json *references_party(const struct write *w, const struct record_type *target, const char *id)
{
	struct record r = {0};
	struct json *party = NULL;
	if (id && references_find(w, target, id, &r)) {
		struct json *tree = json_parse_own(r.body);
		party = json_new_object();
		json_set_string(party, "id", r.id);
		json_set_string(party, "name", record_title(tree));
		if (json_get_text(tree, "country"))
			json_set_string(party, "country", json_get_text(tree, "country"));
		json_free(tree);
	} else if (id && target->index == TYPE_Person) {
		party = member_party(w, id);
		if (!party)
			party = writer_party(w, id);
	}
	record_free(&r);
	return party;
}

/* The party that value names, filled in; NULL with a refusal. */
static struct json *fill_party(const struct write *w, const struct field *field, const struct json *value,
                               struct refusal *why)
{
	const char *id = json_get_text(value, "id");
	struct json *party = references_party(w, record_type_find(field->target), id);
	if (!party)
		refuse_field(why, w->type, field->name, ERR_FIELD_REFERENCE, id);
	return party;
}

static struct json *fill_parties(const struct write *w, const struct field *field, const struct json *value,
                                 struct refusal *why)
{
	struct json *list = json_new_array();
	for (const struct json *i = json_first(value); i; i = json_next(i)) {
		struct json *party = fill_party(w, field, i, why);
		if (party)
			json_push(list, party);
	}
	return list;
}

/* Size and type are what was uploaded, whatever the client says of them. */
static struct json *fill_blob(const struct write *w, const struct field *field, const struct json *value,
                              struct refusal *why)
{
	const char *id = json_get_text(value, "blobId");
	int64_t account = w->account->account.local;
	struct blob b = {0};
	if (!id || !blob_may_read(w->s, account, id, w->viewer->user.person, w->account->role, w->now) ||
	    !blob_get(w->s, account, id, &b)) {
		refuse_field(why, w->type, field->name, ERR_FIELD_REFERENCE, id);
		return NULL;
	}
	struct json *filled = json_copy(value);
	json_set_integer(filled, "size", b.size);
	if (!json_get_text(filled, "type"))
		json_set_string(filled, "type", b.type);
	blob_release(&b);
	return filled;
}

static struct json *fill_blobs(const struct write *w, const struct field *field, const struct json *value,
                               struct refusal *why)
{
	struct json *list = json_new_array();
	for (const struct json *i = json_first(value); i; i = json_next(i)) {
		struct json *blob = fill_blob(w, field, i, why);
		if (blob)
			json_push(list, blob);
	}
	return list;
}

/* Ids by themselves: they stay as they are if they lead anywhere. */
static void check_ids(const struct write *w, const struct field *field, const struct json *value, struct refusal *why)
{
	bool one = field->kind == FIELD_REFERENCE;
	for (const struct json *i = one ? value : json_first(value); i; i = one ? NULL : json_next(i)) {
		struct json *party = references_party(w, record_type_find(field->target), json_text(i));
		if (!party)
			refuse_field(why, w->type, field->name, ERR_FIELD_REFERENCE, json_text(i));
		json_free(party);
	}
}

static void fill(const struct write *w, const struct field *field, struct json *body, struct refusal *why)
{
	const struct json *value = json_get(body, field->name);
	struct json *filled = NULL;
	switch (field->kind) {
	case FIELD_PARTY:
		filled = fill_party(w, field, value, why);
		break;
	case FIELD_PARTIES:
		filled = fill_parties(w, field, value, why);
		break;
	case FIELD_BLOBS:
		filled = fill_blobs(w, field, value, why);
		break;
	case FIELD_REFERENCE:
	case FIELD_REFERENCES:
		check_ids(w, field, value, why);
		break;
	default:
		break;
	}
	if (filled)
		json_set(body, field->name, filled);
}

int references_fill(const struct write *w, struct json *body, const struct json *before, struct refusal *why)
{
	for (unsigned i = 0; i < w->type->field_count; i++) {
		const struct field *field = &w->type->fields[i];
		const struct json *value = json_get(body, field->name);
		/* A target that is no type yet is for the type's rule to judge. */
		bool known = !field->target || record_type_find(field->target);
		if (!known || field->flags & F_SERVER_SET || field_is_default(field, value))
			continue;
		if (!before || !json_equal(value, json_get(before, field->name)))
			fill(w, field, body, why);
	}
	return why->fields.count ? -1 : 0;
}
