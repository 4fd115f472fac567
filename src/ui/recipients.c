/* The field To: parts of a text that name people. */
#include "recipients.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/records/people.h"
#include "twinline/text/bidi.h"
#include "words.h"

static const char separator[] = ", ";

void recipients_release(struct recipients *r)
{
	people_release(&r->known);
	people_release(&r->matches);
}

static void learn(struct recipients *r, const char *id, const char *name, const char *country)
{
	struct parties *known = &r->known;

	for (size_t i = 0; i < known->count; i++)
		if (text_equal(known->at[i].id, id))
			return;
	known->at = xrealloc(known->at, known->count + 1, sizeof *known->at);
	known->capacity = known->count + 1;
	known->at[known->count++] = (struct party){ xstrdup(id), xstrdup(name), xstrdup(country) };
}

/* How a part names a person: without the commas that part people. Yours. */
static char *label(const struct party *person)
{
	char *text = words_person(person);

	bidi_strip(text);
	for (char *comma = text; (comma = strchr(comma, ',')); )
		*comma = ' ';
	return text;
}

/* The same, or the id where somebody else of that name is known. */
static char *label_among(const struct recipients *r, const struct party *person)
{
	char *text = label(person);

	for (size_t i = 0; i < r->known.count; i++) {
		char *other = label(&r->known.at[i]);
		bool same = strcmp(other, text) == 0 && !text_equal(r->known.at[i].id, person->id);

		free(other);
		if (same) {
			free(text);
			return xstrdup(person->id);
		}
	}
	return text;
}

char *recipients_read(struct recipients *r, const struct json *to)
{
	struct str text = { 0 };

	for (const struct json *party = json_first(to); party; party = json_next(party)) {
		struct party person = { (char *)json_get_text(party, "id"), (char *)json_get_text(party, "name"),
		                        (char *)json_get_text(party, "country") };
		char *part;

		if (!person.id)
			continue;
		part = label_among(r, &person);
		learn(r, person.id, person.name, person.country);
		str_addf(&text, "%s%s", text.len ? separator : "", part);
		free(part);
	}
	return str_detach(&text);
}

/* --- parts --- */

struct part { size_t start, len; }; /* bytes of a text, without the spaces around */

static struct part trimmed(const char *text, size_t start, size_t end)
{
	while (start < end && text[start] == ' ')
		start++;
	while (end > start && text[end - 1] == ' ')
		end--;
	return (struct part){ start, end - start };
}

/* The part that begins at or after *at, which moves past its comma; false at the end. */
static bool next_part(const char *text, size_t *at, struct part *part)
{
	size_t end = *at + strcspn(text + *at, ",");

	if (!text[*at])
		return false;
	*part = trimmed(text, *at, end);
	*at = text[end] ? end + 1 : end;
	return true;
}

static struct part part_at(const struct editor *field)
{
	size_t start = field->at, end = field->at;

	while (start > 0 && field->text.text[start - 1] != ',')
		start--;
	end += strcspn(field->text.text + end, ",");
	return trimmed(field->text.text, start, end);
}

/* "[a-z][a-z2-7]{7}": what the portal gives as an id. */
static bool is_id(const char *text)
{
	if (strlen(text) != RECORD_ID_LENGTH || text[0] < 'a' || text[0] > 'z')
		return false;
	return strspn(text, "abcdefghijklmnopqrstuvwxyz234567") == RECORD_ID_LENGTH;
}

/* The person known here whom a part names; NULL if there is none. */
static const struct party *person_of(const struct recipients *r, const char *part)
{
	for (size_t i = 0; i < r->known.count; i++) {
		char *text = label(&r->known.at[i]);
		bool same = strcmp(text, part) == 0 || strcmp(r->known.at[i].id, part) == 0;

		free(text);
		if (same)
			return &r->known.at[i];
	}
	return NULL;
}

static bool has_person(const struct json *to, const char *id)
{
	for (const struct json *party = json_first(to); party; party = json_next(party))
		if (text_equal(json_get_text(party, "id"), id))
			return true;
	return false;
}

static void add_person(struct json *to, const char *id, const struct party *person)
{
	struct json *party;

	if (has_person(to, id))
		return;
	party = json_push(to, json_new_object());
	json_set_string(party, "id", id);
	if (person && person->name)
		json_set_string(party, "name", person->name);
	if (person && person->country)
		json_set_string(party, "country", person->country);
}

struct json *recipients_json(const struct recipients *r, const char *text)
{
	struct json *to = json_new_array();
	struct part part;

	for (size_t at = 0; next_part(text, &at, &part); ) {
		char *name = xstrndup(text + part.start, part.len);
		const struct party *person = person_of(r, name);

		if (person || is_id(name))
			add_person(to, person ? person->id : name, person);
		free(name);
	}
	return to;
}

char *recipients_unknown(const struct recipients *r, const char *text)
{
	struct part part;

	for (size_t at = 0; next_part(text, &at, &part); ) {
		char *name = xstrndup(text + part.start, part.len);

		if (*name && !person_of(r, name) && !is_id(name))
			return name;
		free(name);
	}
	return NULL;
}

/* --- finding --- */

int recipients_look(struct recipients *r, struct store *s, const struct editor *field, struct err *e)
{
	struct part part = part_at(field);
	char *name = xstrndup(field->text.text + part.start, part.len);
	int result = 0;

	people_release(&r->matches);
	if (*name && !person_of(r, name))
		result = people_find(s, name, RECIPIENTS_MATCHES, &r->matches, e) < 0 ? -1 : 0;
	free(name);
	return result;
}

void recipients_await_next(const struct recipients *r, struct editor *field, bool is_typed)
{
	struct str *text = &field->text;
	size_t len = text->len;
	char *unknown = recipients_unknown(r, text->text);

	while (len > 0 && strchr(separator, text->text[len - 1]))
		len--;
	if (!is_typed)
		str_cut(text, len);
	else if (len > 0 && len == text->len && field->at == len && !unknown)
		str_add(text, separator);
	if (field->at > text->len || (is_typed && field->at == len))
		field->at = text->len;
	free(unknown);
}

bool recipients_take(struct recipients *r, struct editor *field, size_t match)
{
	struct part part = part_at(field);
	const struct party *person = match < r->matches.count ? &r->matches.at[match] : NULL;
	char *text;

	if (!person)
		return false;
	text = label_among(r, person);
	learn(r, person->id, person->name, person->country);
	str_delete(&field->text, part.start, part.len);
	str_insert(&field->text, part.start, text, strlen(text));
	field->at = part.start + strlen(text);
	if (field->at == field->text.len) { /* the next one follows */
		str_add(&field->text, separator);
		field->at = field->text.len;
	}
	free(text);
	people_release(&r->matches);
	return true;
}
