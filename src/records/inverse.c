/* The inverse of what was sent: a table for what ends something, and the kept base for what changed something. */
#include "twinline/records/inverse.h"

#include <stdlib.h>

#include "outbox_entry.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"

/* The first row that fits says it; a property of NULL fits any. What no row says is put back by its base, or made again. */
static const struct row {
	enum record_type_index type;
	enum outbox_kind kind;
	const char *property, *code;
	enum inverse inverse;
} rows[] = {
	{ TYPE_Message, OUTBOX_CREATE, NULL, NULL, INVERSE_CORRECTION },
	{ TYPE_Message, OUTBOX_UPDATE, "answer", "accepted", INVERSE_END }, /* of a contact request: the contact */
	{ TYPE_Message, OUTBOX_UPDATE, "answer", NULL, INVERSE_NONE },
	{ TYPE_Message, OUTBOX_DESTROY, NULL, NULL, INVERSE_NONE },
	{ TYPE_Contact, OUTBOX_CREATE, NULL, NULL, INVERSE_END },
	{ TYPE_Contact, OUTBOX_UPDATE, "state", "contact", INVERSE_END },
	{ TYPE_Contact, OUTBOX_UPDATE, "state", "blocked", INVERSE_END },
	{ TYPE_Contact, OUTBOX_UPDATE, NULL, NULL, INVERSE_NONE },
	{ TYPE_Contact, OUTBOX_DESTROY, NULL, NULL, INVERSE_NONE },
	{ TYPE_Member, OUTBOX_DESTROY, NULL, NULL, INVERSE_NONE },
	{ TYPE_Report, OUTBOX_CREATE, NULL, NULL, INVERSE_NONE },
};

static const struct row *row_of(const struct outbox_entry *entry, const struct json *sent)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *value = rows[i].property ? json_get_text(sent, rows[i].property) : NULL;

		if (entry->type->index == (int)rows[i].type && entry->kind == rows[i].kind &&
		    (!rows[i].property || (value && (!rows[i].code || text_equal(value, rows[i].code)))))
			return &rows[i];
	}
	return NULL;
}

/* --- what is left to do --- */

/* The record that an entry made or changed, if it is here still and not ended; whole, yours. */
static struct json *record_of(struct store *s, int64_t local)
{
	struct json *tree = NULL;
	struct record r;

	if (!outbox_destroys(s, local) && record_by_local(s, local, &r)) {
		tree = record_tree(s, &r);
		record_free(&r);
	}
	return tree;
}

/* Members that are still as the entry left them, as they were before it; NULL where none is. Yours. */
static struct json *way_back(struct store *s, const struct outbox_entry *entry)
{
	struct json *now = record_of(s, entry->record), *before, *after, *patch = json_new_object();

	if (now && entry->base) {
		outbox_versions(entry, now, &before, &after);
		for (const struct json *i = json_first(after); i; i = json_next(i))
			if (json_equal(i, json_get(now, json_key(i))) && !json_equal(i, json_get(before, json_key(i))))
				json_set(patch, json_key(i), json_get(before, json_key(i)) ? json_copy(json_get(before, json_key(i))) : json_new_null());
		for (const struct json *i = json_first(before); i; i = json_next(i))
			if (!json_get(after, json_key(i)) && !json_get(now, json_key(i)))
				json_set(patch, json_key(i), json_copy(i));
		json_free(before);
		json_free(after);
	}
	json_free(now);
	if (json_size(patch) > 0)
		return patch;
	json_free(patch);
	return NULL;
}

/* The contact that a letter's answer made; 0 for none. */
static int64_t contact_of_answer(struct store *s, const struct json *letter)
{
	const char *person = json_get_text(json_get(letter, "from"), "id");
	int64_t contact = 0;

	if (text_equal(json_get_text(letter, "kind"), "contactRequest") && person && relation_to(s, person, &contact, NULL) == RELATION_CONTACT)
		return contact;
	return 0;
}

/* The local of what an INVERSE_END ends; 0 where that is gone. */
static int64_t to_end(struct store *s, const struct outbox_entry *entry)
{
	struct json *tree = record_of(s, entry->record);
	int64_t local = !tree ? 0 : entry->type->index == TYPE_Message ? contact_of_answer(s, tree) : entry->record;

	json_free(tree);
	return local;
}

static enum inverse look(struct store *s, const struct outbox_entry *entry)
{
	struct json *sent = json_parse_own(entry->body), *patch;
	const struct row *row = row_of(entry, sent);
	enum inverse inverse = row ? row->inverse : INVERSE_NONE;

	json_free(sent);
	if (inverse == INVERSE_END)
		return to_end(s, entry) ? INVERSE_END : INVERSE_NONE;
	if (row)
		return inverse;
	switch (entry->kind) {
	case OUTBOX_CREATE:
		return entry->type->flags & T_DESTROY && to_end(s, entry) ? INVERSE_END : INVERSE_NONE;
	case OUTBOX_UPDATE:
		patch = way_back(s, entry);
		inverse = patch ? INVERSE_PUT_BACK : INVERSE_NONE;
		json_free(patch);
		return inverse;
	default:
		return account_makes(s, entry->account, entry->type) && entry->base ? INVERSE_MAKE_AGAIN : INVERSE_NONE;
	}
}

enum inverse inverse_of(struct store *s, int64_t local)
{
	enum inverse inverse = INVERSE_NONE;
	struct outbox_entry entry;

	if (outbox_get(s, local, &entry) && entry.state == OUTBOX_SENT)
		inverse = look(s, &entry);
	outbox_entry_release(&entry);
	return inverse;
}

/* --- doing it --- */

static int64_t put_back(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	struct json *patch = way_back(s, entry);
	int64_t local = outbox_update_held(s, entry->record, patch, s->hold, e);

	json_free(patch);
	return local;
}

static int64_t make_again(struct store *s, const struct outbox_entry *entry, struct err *e)
{
	struct json *whole = json_parse_own(entry->base), *object = outbox_writable(entry->type, whole);
	int64_t local = outbox_create(s, entry->account, entry->type, object, s->hold, e);

	json_free(object);
	json_free(whole);
	return local;
}

int64_t inverse_queue(struct store *s, int64_t local, struct err *e)
{
	enum inverse inverse = inverse_of(s, local);
	struct outbox_entry entry;
	int64_t queued = -1;

	if (!outbox_get(s, local, &entry))
		return err_set(e, ERR_NOT_FOUND, NULL);
	switch (inverse) {
	case INVERSE_END:
		queued = outbox_destroy_held(s, to_end(s, &entry), s->hold, e);
		break;
	case INVERSE_PUT_BACK:
		queued = put_back(s, &entry, e);
		break;
	case INVERSE_MAKE_AGAIN:
		queued = make_again(s, &entry, e);
		break;
	default:
		err_set(e, ERR_NOT_FOUND, NULL);
	}
	outbox_entry_release(&entry);
	return queued;
}
