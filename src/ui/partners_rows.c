/* The rows of Partners: cards that are kept, contacts and followed people with their card where it is here, saved searches. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/integers.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "words.h"

enum { LIST_MOST = 2000, LANGUAGES_MOST = 3 /* the column has room for no more */ };

const struct record_type *const partners_type = &record_types[TYPE_Person];

/* --- one row --- */

/* The subject that is asked for, else the first; of somebody without subjects the role. */
static const char *what_of(const struct partners *p, const struct person *card)
{
	const struct filter_row *row = filter_find(partners_type, "subject");

	for (size_t i = 0; row && i < card->subjects.count; i++)
		if (lookup_has(p->filter, row, card->subjects.at[i]))
			return vocabulary_brief(&vocabulary_subjects, card->subjects.at[i]);
	if (card->subjects.count)
		return vocabulary_brief(&vocabulary_subjects, card->subjects.at[0]);
	return card->role ? vocabulary_brief(&vocabulary_roles, card->role) : "";
}

static char *languages_of(const struct person *card)
{
	struct str codes = { 0 };

	for (size_t i = 0; i < card->languages.count && i < LANGUAGES_MOST; i++)
		str_addf(&codes, i ? " %s" : "%s", card->languages.at[i]);
	return str_detach(&codes);
}

static void take_card(const struct partners *p, struct partners_row *row, const struct person *card)
{
	row->name = xstrdup(card->name ? card->name : "");
	row->country = xstrdup(card->country ? card->country : "");
	row->what = xstrdup(what_of(p, card));
	row->ages = person_ages(card);
	row->languages = languages_of(card);
}

/* A person who is named in a record, with the card where it is kept. */
static void take_party(const struct partners *p, struct partners_row *row, const struct json *party)
{
	const char *id = json_get_text(party, "id");
	struct person card;

	if (id && person_read(p->store, id, &card, NULL)) {
		take_card(p, row, &card);
		record_release(partners_type, &card);
	} else {
		row->name = xstrdup(party_called(json_get_text(party, "name")));
		row->country = xstrdup(json_get_text(party, "country"));
	}
	snprintf(row->id, sizeof row->id, "%s", id ? id : "");
}

static void take_search(struct partners_row *row, const struct json *tree)
{
	const char *title = json_get_text(tree, "title");
	struct saved_search search = { 0 };

	record_decode(&record_types[TYPE_SavedSearch], tree, &search);
	row->name = title && *title      ? xstrdup(title)
	            : search.ranked && json_size(search.filter) == 0 ? xstrdup(_("Suggestions"))
	                                 : lookup_title(partners_type, search.filter);
	row->total = search.total;
	row->fresh = search.fresh;
	row->asked_at = search.asked_at;
	if (row->fresh > 0)
		row->what = xasprintf(i18n_plural("%d new", "%d new", (unsigned long)row->fresh), (int)row->fresh);
	else
		row->what = xstrdup(row->asked_at ? "" : _("waiting"));
	record_release(&record_types[TYPE_SavedSearch], &search);
}

static bool read_row(const struct partners *p, struct partners_row *row)
{
	struct record record = { 0 };
	struct json *tree;

	if (row->key == PARTNERS_MORE)
		return true;
	if (!record_by_local(p->store, row->key, &record))
		return false;
	tree = record_tree(p->store, &record);
	if (record.type == &record_types[TYPE_SavedSearch])
		take_search(row, tree);
	else if (record.type == partners_type)
		take_party(p, row, tree);
	else if (json_get(tree, "person"))
		take_party(p, row, json_get(tree, "person"));
	else /* a project is followed */
		row->name = xstrdup(json_get_text(json_get(tree, "project"), "name"));
	if (*row->id)
		row->relation = relation_to(p->store, row->id, NULL, NULL);
	json_free(tree);
	record_free(&record);
	return true;
}

static void release_row(void *context)
{
	struct partners_row *row = context;

	free(row->name);
	free(row->country);
	free(row->what);
	free(row->ages);
	free(row->languages);
}

bool partners_id(const struct partners *p, int64_t key, char id[RECORD_ID_LENGTH + 1])
{
	struct partners_row row = { .key = key };
	bool is_person = key != PARTNERS_MORE && read_row(p, &row) && *row.id;

	snprintf(id, RECORD_ID_LENGTH + 1, "%s", row.id);
	release_row(&row);
	return is_person;
}

static int place_of(const struct partners *p, int64_t key)
{
	for (int i = 0; i < p->key_count; i++)
		if (p->keys[i] == key)
			return i;
	return -1;
}

static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct partners *p = source;
	int place = anchor ? place_of(p, anchor) : limit < 0 ? p->key_count : -1, first, last;

	if (anchor && place < 0)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	first = limit > 0 ? place + 1 : place + limit > 0 ? place + limit : 0;
	last = limit < 0 ? place : first + limit < p->key_count ? first + limit : p->key_count;
	for (int i = first; i < last; i++) {
		struct partners_row row = { .key = p->keys[i] };

		if (read_row(p, &row))
			list_rows_add(rows, &row);
	}
	return 0;
}

const struct list_kind partners_rows = { .row_size = sizeof(struct partners_row), .read = read_rows, .release = release_row };

/* --- which rows there are --- */

static void add_key(struct partners *p, int64_t key)
{
	p->keys = xrealloc(p->keys, (size_t)p->key_count + 1, sizeof *p->keys);
	p->keys[p->key_count++] = key;
}

static void add_keys(struct partners *p, const int64_t *keys, int count, int64_t but)
{
	p->keys = xrealloc(p->keys, (size_t)(p->key_count + (count > 0 ? count : 0)) + 1, sizeof *p->keys);
	for (int i = 0; i < count; i++)
		if (keys[i] != but)
			p->keys[p->key_count++] = keys[i];
}

/* Puts keys into the order of the names on the cards. */
static int order_by_name(struct partners *p, int64_t *keys, int count, struct err *e)
{
	const struct record_query query = {
		.account = account_of_kind(p->store, ACCOUNT_DIRECTORY), .type = partners_type,
		.order = "name", .ascending = true, .limit = KEPT_MOST,
	};
	int64_t *all = xcalloc(KEPT_MOST, sizeof *all), *sorted = xcalloc((size_t)count + 1, sizeof *sorted);
	int listed = query.account ? record_list(p->store, &query, all, NULL, NULL, e) : 0, kept = 0;

	memcpy(sorted, keys, (size_t)count * sizeof *keys);
	qsort(sorted, (size_t)count, sizeof *sorted, integers_ascending);
	for (int i = 0; i < listed && kept < count; i++)
		if (bsearch(&all[i], sorted, (size_t)count, sizeof *sorted, integers_ascending))
			keys[kept++] = all[i];
	free(sorted);
	free(all);
	return listed < 0 ? -1 : 0;
}

static int read_people(struct partners *p, struct err *e)
{
	const struct kept_query query = { .type = partners_type, .filter = p->filter, .today = p->today, .limit = KEPT_MOST };
	int64_t *keys = xcalloc(KEPT_MOST, sizeof *keys), me = kept_find(p->store, partners_type, face_my_id(p->face), NULL);
	int count = kept_list(p->store, &query, keys, NULL, e), result = count < 0 ? -1 : 0;

	if (count > 0 && p->by_name)
		result = order_by_name(p, keys, count, e);
	if (result == 0)
		add_keys(p, keys, count, me);
	if (result == 0 && partners_has_more(p))
		add_key(p, PARTNERS_MORE);
	free(keys);
	return result;
}

/* Those who wait for my answer come first, then contacts, then those whom I wait for. */
static int read_contacts(struct partners *p, struct err *e)
{
	static const char *const states[] = { "asksYou", "contact", "asked", "blocked" };

	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		int64_t *keys = NULL;
		int count = relation_list(p->store, states[i], &keys, e);

		add_keys(p, keys, count, 0);
		free(keys);
		if (count < 0)
			return -1;
	}
	return 0;
}

static int read_records(struct partners *p, enum record_type_index type, struct err *e)
{
	const struct record_query query = { .account = face_account(p->face), .type = &record_types[type], .limit = LIST_MOST };
	int64_t *keys = xcalloc(LIST_MOST, sizeof *keys);
	int count = record_list(p->store, &query, keys, NULL, NULL, e);

	add_keys(p, keys, count, 0);
	free(keys);
	return count < 0 ? -1 : 0;
}

int partners_read_keys(struct partners *p, struct err *e)
{
	p->key_count = 0;
	switch (p->view) {
	case PARTNERS_SEARCHES:
		return read_records(p, TYPE_SavedSearch, e);
	case PARTNERS_CONTACTS:
		return read_contacts(p, e);
	case PARTNERS_FOLLOWED:
		return read_records(p, TYPE_Follow, e);
	default:
		return read_people(p, e);
	}
}

int partners_people(const struct partners *p)
{
	bool has_more = p->key_count > 0 && p->keys[p->key_count - 1] == PARTNERS_MORE;

	return p->key_count - has_more;
}
