/* Comparing names, people, schools. */
#include "likeness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/records/alike.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"
#include "user.h"

enum {
	NAME_LETTERS = 200, /* of a folded name that are looked at */
	TYPING_SHARE = 8    /* letters among which one may be wrong */
};

/* --- names --- */

static int by_bytes(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The folded words of a name, sorted: "Aydin, Nurcan" is "Nurcan Aydın". Yours. */
static char *key_of(const char *name)
{
	char *folded = fold_copy(name), *rest = folded;
	struct strings words = {0};
	struct str key = {0};
	while (*rest) {
		size_t len = strcspn(rest, " ");
		char *word = xstrndup(rest, len);
		strings_push(&words, word);
		free(word);
		rest += len + (rest[len] != '\0');
	}
	if (words.count)
		qsort(words.at, words.count, sizeof *words.at, by_bytes);
	for (size_t i = 0; i < words.count; i++)
		str_addf(&key, i ? " %s" : "%s", words.at[i]);
	strings_release(&words);
	free(folded);
	return key.text ? str_detach(&key) : xstrdup("");
}

static char next_digit(const char **text)
{
	while (**text && (**text < '0' || **text > '9'))
		(*text)++;
	return **text ? *(*text)++ : '\0';
}

/* "2nd school" and "3rd school" are neighbours, not the same. */
static bool has_same_digits(const char *a, const char *b)
{
	char x;
	do {
		x = next_digit(&a);
		if (x != next_digit(&b))
			return false;
	} while (x);
	return true;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int read_letters(const char *text, uint32_t letters[NAME_LETTERS])
{
	size_t len = strlen(text);
	int count = 0;
	while (len && count < NAME_LETTERS) {
		size_t read = utf8_next(text, len, &letters[count++]);
		text += read;
		len -= read;
	}
	return count;
}

/* How many letters have to be changed, added, taken away or changed with a neighbour to make one name of the other, as far as most. */
static int distance(const uint32_t *a, int len_a, const uint32_t *b, int len_b, int most)
{
	int rows[3][NAME_LETTERS + 1];
	int *before = rows[0], *last = rows[1], *row = rows[2];
	for (int j = 0; j <= len_b; j++)
		last[j] = j;
	for (int i = 1; i <= len_a; i++) {
		int best = row[0] = i;
		for (int j = 1; j <= len_b; j++) {
			row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
			best = least(best, row[j]);
		}
		if (best > most)
			return best;
		int *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[len_b];
}

static bool are_near(const char *key_a, const char *key_b)
{
	uint32_t a[NAME_LETTERS], b[NAME_LETTERS];
	int len_a = read_letters(key_a, a), len_b = read_letters(key_b, b), most = least(len_a, len_b) / TYPING_SHARE;
	if (len_a == 0 || len_b == 0 || abs(len_a - len_b) > most || !has_same_digits(key_a, key_b))
		return false;
	return distance(a, len_a, b, len_b, most) <= most;
}

bool likeness_is_near(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	char *key_a = key_of(a), *key_b = key_of(b);
	bool near = are_near(key_a, key_b);
	free(key_a);
	free(key_b);
	return near;
}

/* --- what was found --- */

int likeness_count(unsigned agree)
{
	int count = 0;
	for (; agree; agree &= agree - 1)
		count++;
	return count;
}

/* Keeps the best, in their order; the same one once. */
static void keep(struct resembling found[LIKENESS_MOST], int *count, const char *id, unsigned agree)
{
	int at = 0;
	for (int i = 0; i < *count; i++)
		if (strcmp(found[i].id, id) == 0)
			return;
	while (at < *count && likeness_count(found[at].agree) >= likeness_count(agree))
		at++;
	if (at == LIKENESS_MOST)
		return;
	if (*count < LIKENESS_MOST)
		(*count)++;
	memmove(&found[at + 1], &found[at], (size_t)(*count - at - 1) * sizeof *found);
	found[at] = (struct resembling){.agree = agree};
	snprintf(found[at].id, sizeof found[at].id, "%s", id);
}

/* What stands in the index of one that may be the same; false if the asker may not see it. */
struct candidate { char *name, *town; };
static bool read_candidate(struct store *s, const char *sql, int64_t local, const struct likeness *l, struct candidate *c)
{
	struct db_stmt *row = db_prepare(s->db, sql);
	db_bind_int(row, 1, local);
	db_bind_int(row, 2, l->sees ? l->sees : ~0U);
	bool there = db_step(row, NULL) == 1;
	*c = (struct candidate){0};
	if (there)
		*c = (struct candidate){key_of(db_text(row, 0)), key_of(db_text(row, 1))};
	db_reset(row);
	return there;
}

static void candidate_release(struct candidate *c)
{
	free(c->name);
	free(c->town);
}

static struct json *tree_of(struct store *s, int64_t local, char id[RECORD_ID_LENGTH + 1])
{
	struct record r = {0};
	struct json *tree = NULL;
	if (record_by_local(s, local, &r) && r.id) {
		tree = json_parse_own(r.body);
		snprintf(id, RECORD_ID_LENGTH + 1, "%s", r.id);
	}
	record_free(&r);
	return tree;
}

/* --- people --- */

static bool is_at_school(const struct likeness *l, const struct json *school)
{
	const char *id = json_get_text(school, "id");
	return text_equal(id, l->school) || likeness_is_near(json_get_text(school, "name"), l->school_name);
}

static unsigned facts_of_card(const struct likeness *l, const struct json *card)
{
	unsigned agree = likeness_is_near(json_get_text(card, "name"), l->name) ? LIKENESS_NAME : 0;
	if (likeness_is_near(json_get_text(card, "town"), l->town))
		agree |= LIKENESS_TOWN;
	if (is_at_school(l, json_get(card, "school")))
		agree |= LIKENESS_SCHOOL;
	return agree;
}

static bool is_alike(unsigned agree)
{
	return agree & LIKENESS_EMAIL || (agree & LIKENESS_NAME && agree & (LIKENESS_TOWN | LIKENESS_SCHOOL));
}

/* Whoever has the same address is most probably the same, or at least a colleague. */
static int add_by_email(struct store *s, const struct likeness *l, struct resembling *found, int *count, struct err *e)
{
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	struct account directory;
	int there = l->email && strchr(l->email, '@') ? users_by_text(s, l->email, persons, e) : 0;
	if (there <= 0 || !account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return there < 0 ? -1 : 0;
	for (int i = 0; i < there; i++) {
		struct record card = {0};
		if (!text_equal(persons[i], l->self) && record_by_id(s, directory.local, &record_types[TYPE_Person], persons[i], &card)) {
			struct json *tree = json_parse_own(card.body);
			keep(found, count, persons[i], facts_of_card(l, tree) | LIKENESS_EMAIL);
			json_free(tree);
		}
		record_free(&card);
	}
	account_release(&directory);
	return 0;
}

int likeness_people(struct store *s, const struct likeness *l, struct resembling found[LIKENESS_MOST], struct err *e)
{
	static const char sql[] = "SELECT name, '' FROM person_index WHERE local = ?1 AND (audience & ?2) <> 0";
	char *key = key_of(l->name), id[RECORD_ID_LENGTH + 1];
	int64_t *locals = NULL;
	int count = 0, result = add_by_email(s, l, found, &count, e);
	int candidates = result < 0 ? -1 : alike_find(s, &record_types[TYPE_Person], l->country, l->name, &locals, e);
	for (int i = 0; i < candidates; i++) {
		struct candidate c;
		struct json *card = read_candidate(s, sql, locals[i], l, &c) && are_near(key, c.name) ? tree_of(s, locals[i], id) : NULL;
		unsigned agree = card && !text_equal(id, l->self) ? facts_of_card(l, card) : 0;
		if (is_alike(agree))
			keep(found, &count, id, agree);
		json_free(card);
		candidate_release(&c);
	}
	free(locals);
	free(key);
	return candidates < 0 ? -1 : count;
}

/* --- schools --- */

int likeness_schools(struct store *s, const struct likeness *l, struct resembling found[LIKENESS_MOST], struct err *e)
{
	static const char sql[] = "SELECT name, town FROM school_index WHERE local = ?1 AND (audience & ?2) <> 0";
	char *key = key_of(l->name), *town = key_of(l->town ? l->town : ""), id[RECORD_ID_LENGTH + 1];
	int64_t *locals = NULL;
	int count = 0, candidates = alike_find(s, &record_types[TYPE_School], l->country, l->town, &locals, e);
	for (int i = 0; i < candidates; i++) {
		struct candidate c;
		bool is_near = read_candidate(s, sql, locals[i], l, &c) && are_near(key, c.name) && are_near(town, c.town);
		struct json *page = is_near ? tree_of(s, locals[i], id) : NULL;
		if (page && !text_equal(id, l->self))
			keep(found, &count, id, LIKENESS_NAME | LIKENESS_TOWN);
		json_free(page);
		candidate_release(&c);
	}
	free(locals);
	free(key);
	free(town);
	return candidates < 0 ? -1 : count;
}
