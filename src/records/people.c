/* Who wrote to me, to whom I wrote and whose card is here, kept beside the records so that a name is found without them. */
#include "twinline/records/people.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/records/replica.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/text/fold.h"

enum { WORDS_MAX = 8, FIRST_WORD = 2 };

static int note(struct store *s, const struct json *party, int64_t at, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO known_person(id, name, country, words, at) VALUES(?1, ?2, ?3, ?4, ?5) "
		"ON CONFLICT(id) DO UPDATE SET name = excluded.name, country = excluded.country, words = excluded.words, at = excluded.at "
		"WHERE excluded.at >= known_person.at");
	const char *name = json_get_text(party, "name"), *country = json_get_text(party, "country");
	struct str words = { 0 };
	int result;

	if (!json_get_text(party, "id") || !name)
		return 0;
	str_addc(&words, ' ');
	fold_both(&words, name);
	db_bind_text(stmt, 1, json_get_text(party, "id"));
	db_bind_text(stmt, 2, name);
	db_bind_text(stmt, 3, country ? country : "");
	db_bind_text(stmt, 4, words.text);
	db_bind_int(stmt, 5, at);
	result = db_run(stmt, e);
	str_release(&words);
	return result;
}

/* What the card says of a key goes into the fact; true if it was something else. */
static bool take_over(struct json *me, const struct json *card, const char *key)
{
	const char *text = json_get_text(card, key);

	if (!text || text_equal(text, json_get_text(me, key)))
		return false;
	json_set_string(me, key, text);
	return true;
}

int people_note_me(struct store *s, const char *id, const struct json *card, struct err *e)
{
	struct json *me = replica_owner(s);
	int result = 0;

	if (me && id && text_equal(json_get_text(me, "person"), id)) {
		bool name = take_over(me, card, "name"), country = take_over(me, card, "country");

		result = name || country ? replica_set_owner(s, me, e) : 0;
	}
	json_free(me);
	return result;
}

int people_note_card(struct store *s, const struct json *card, struct err *e)
{
	struct json *me = thread_me(s, 0);
	bool mine = text_equal(json_get_text(me, "id"), json_get_text(card, "id"));

	json_free(me);
	return mine ? 0 : note(s, card, 0, e);
}

int people_forget_card(struct store *s, const char *id, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM known_person WHERE id = ?1 AND at = 0");

	db_bind_text(stmt, 1, id);
	return db_run(stmt, e);
}

int people_note(struct store *s, const struct json *message, const char *me, struct err *e)
{
	const struct json *from = json_get(message, "from");
	const char *time = json_get_text(message, "receivedAt");
	int64_t at = clock_now();

	if (time)
		clock_parse(time, &at);
	if (!me || !text_equal(json_get_text(from, "id"), me))
		return note(s, from, at, e);
	for (const struct json *to = json_first(json_get(message, "to")); to; to = json_next(to))
		if (!text_equal(json_get_text(to, "id"), me) && note(s, to, at, e) != 0)
			return -1;
	return 0;
}

static void add(struct parties *list, struct db_stmt *stmt)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity ? list->capacity * 2 : 16;
		list->at = xrealloc(list->at, list->capacity, sizeof *list->at);
	}
	list->at[list->count++] = (struct party){ .id = xstrdup(db_text(stmt, 0)), .name = xstrdup(db_text(stmt, 1)),
	                                          .country = row_text(stmt, 2) };
}

/* The condition for each folded word of text; the words, each with the space before it that begins a word. */
static char *condition(const char *text, struct strings *words)
{
	char *folded = fold_copy(text);
	struct str sql = { 0 };

	str_add(&sql, "SELECT id, name, country FROM known_person WHERE 1 = 1");
	for (char *word = folded; *word && words->count < WORDS_MAX;) {
		size_t len = strcspn(word, " ");

		if (len) {
			str_addf(&sql, " AND replace(words, ?%zu, '') <> words", FIRST_WORD + words->count);
			strings_push_take(words, xasprintf(" %.*s", (int)len, word));
		}
		word += len + (word[len] == ' ');
	}
	str_add(&sql, " ORDER BY at DESC, id LIMIT ?1");
	free(folded);
	return str_detach(&sql);
}

int people_find(struct store *s, const char *words, int limit, struct parties *out, struct err *e)
{
	struct strings list = { 0 };
	char *sql = condition(words, &list);
	struct db_stmt *stmt = db_prepare(s->db, sql);
	int row;

	*out = (struct parties){ 0 };
	db_bind_int(stmt, 1, limit);
	for (size_t i = 0; i < list.count; i++)
		db_bind_text(stmt, FIRST_WORD + (int)i, list.at[i]);
	while ((row = db_step(stmt, e)) == 1)
		add(out, stmt);
	strings_release(&list);
	free(sql);
	if (row < 0) {
		people_release(out);
		return -1;
	}
	return (int)out->count;
}

bool people_by_id(struct store *s, const char *id, struct party *out)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT id, name, country FROM known_person WHERE id = ?1");
	bool found;

	db_bind_text(stmt, 1, id);
	found = row_step(stmt);
	*out = (struct party){ 0 };
	if (found)
		*out = (struct party){ .id = xstrdup(db_text(stmt, 0)), .name = xstrdup(db_text(stmt, 1)), .country = row_text(stmt, 2) };
	db_reset(stmt);
	return found;
}

struct json *people_party(struct store *s, const char *id)
{
	struct json *party = json_new_object(), *tree = NULL;
	struct party known = { 0 };
	struct record card = { 0 };
	const char *name = NULL, *country = NULL;

	if (replica_record(s, &record_types[TYPE_Person], id, &card)) {
		tree = record_tree(s, &card);
		name = json_get_text(tree, "name");
		country = json_get_text(tree, "country");
	} else if (people_by_id(s, id, &known)) {
		name = known.name;
		country = known.country;
	}
	json_set_string(party, "id", id);
	if (name)
		json_set_string(party, "name", name);
	if (country)
		json_set_string(party, "country", country);
	json_free(tree);
	record_free(&card);
	people_release_one(&known);
	return party;
}

void people_release_one(struct party *person)
{
	free(person->id);
	free(person->name);
	free(person->country);
	*person = (struct party){ 0 };
}

void people_release(struct parties *list)
{
	for (size_t i = 0; i < list->count; i++)
		people_release_one(&list->at[i]);
	free(list->at);
	*list = (struct parties){ 0 };
}
