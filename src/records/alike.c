/* Words with a typing error: the index has them as they are, and the question comes in every way that they may have been meant. */
#include "twinline/records/alike.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/integers.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"

enum { WORDS = 3, LETTERS_MOST = 40, LETTER_BYTES = 4 };

/* ?1 is a country, ?2 a word. */
#define FIND_IN(type, n) "SELECT local FROM " type "_index WHERE country = ?1 AND word" n " = ?2 AND word" n " <> ''"
#define FIND(type) FIND_IN(type, "1") " UNION ALL " FIND_IN(type, "2") " UNION ALL " FIND_IN(type, "3")
#define PUT(type) "UPDATE " type "_index SET word1 = ?2, word2 = ?3, word3 = ?4 WHERE local = ?1"

/* Whose words, and of which field. */
static const struct kind { enum record_type_index type; const char *field, *put, *find; } kinds[] = {
	{ TYPE_Person, "name", PUT("person"), FIND("person") },
	{ TYPE_School, "town", PUT("school"), FIND("school") },
};

static const struct kind *kind_of(const struct record_type *type)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if ((int)kinds[i].type == type->index)
			return &kinds[i];
	return NULL;
}

/* --- words --- */

/* Puts a word where it belongs among the longest; what falls out is freed. */
static void keep_longest(char *longest[WORDS], char *word_taken)
{
	for (int i = 0; i < WORDS && word_taken; i++) {
		char *other = longest[i];

		if (other && strlen(other) >= strlen(word_taken))
			continue;
		longest[i] = word_taken;
		word_taken = other;
	}
	free(word_taken);
}

/* The longest words of a text, folded; free each. */
static void words_of(const char *text, char *longest[WORDS])
{
	char *folded = fold_copy(text ? text : ""), *rest = folded, *word;

	while ((word = strsep(&rest, " ")))
		if (*word)
			keep_longest(longest, xstrdup(word));
	free(folded);
}

static void free_words(char *longest[WORDS])
{
	for (int i = 0; i < WORDS; i++)
		free(longest[i]);
}

int alike_put(struct store *s, const struct record *r, const struct json *tree, struct err *e)
{
	const struct kind *kind = kind_of(r->type);
	char *words[WORDS] = { NULL };
	struct db_stmt *stmt;

	if (!kind)
		return 0;
	words_of(json_get_text(tree, kind->field), words);
	stmt = db_prepare(s->db, kind->put);
	db_bind_int(stmt, 1, r->local);
	for (int i = 0; i < WORDS; i++)
		db_bind_text(stmt, i + 2, words[i] ? words[i] : "");
	free_words(words);
	return db_run(stmt, e);
}

/* --- in every way --- */

/* The small letters of scripts as a fold leaves them: what may stand in the place of a letter is one of its own script. */
static const struct script { uint32_t first, last; } scripts[] = {
	{ 'a', 'z' }, { 0x3b1, 0x3c9 }, { 0x430, 0x45f }, { 0x561, 0x586 }, { 0x5d0, 0x5ea }, { 0x627, 0x64a }, { 0x10d0, 0x10f0 },
};

struct search {
	struct store *s;
	const char *sql, *country;
	int64_t *locals;
	size_t count, room;
	struct err *e;
};

static int look(struct search *x, const uint32_t *letters, int count)
{
	char word[(LETTERS_MOST + 1) * LETTER_BYTES + 1];
	struct db_stmt *stmt = db_prepare(x->s->db, x->sql);
	size_t len = 0;
	int step;

	for (int i = 0; i < count; i++)
		len += utf8_put(letters[i], word + len);
	word[len] = '\0';
	db_bind_text(stmt, 1, x->country);
	db_bind_text(stmt, 2, word);
	while ((step = db_step(stmt, x->e)) == 1) {
		if (x->count == x->room) {
			x->room = x->room ? x->room * 2 : 256;
			x->locals = xrealloc(x->locals, x->room, sizeof *x->locals);
		}
		x->locals[x->count++] = db_int(stmt, 0);
	}
	db_reset(stmt);
	return step;
}

/* One letter less, and two that have changed places. */
static int look_shorter(struct search *x, const uint32_t *word, int count)
{
	uint32_t way[LETTERS_MOST + 1];

	for (int i = 0; i < count; i++) {
		memcpy(way, word, (size_t)i * sizeof *way);
		memcpy(way + i, word + i + 1, (size_t)(count - i - 1) * sizeof *way);
		if (count > 1 && look(x, way, count - 1) < 0)
			return -1;
		if (i + 1 == count || word[i] == word[i + 1])
			continue;
		memcpy(way, word, (size_t)count * sizeof *way);
		way[i] = word[i + 1];
		way[i + 1] = word[i];
		if (look(x, way, count) < 0)
			return -1;
	}
	return 0;
}

/* Another letter in the place of one, and one more. */
static int look_with(struct search *x, const uint32_t *word, int count, uint32_t letter)
{
	uint32_t way[LETTERS_MOST + 1];

	for (int i = 0; i <= count; i++) {
		memcpy(way, word, (size_t)i * sizeof *way);
		way[i] = letter;
		memcpy(way + i + 1, word + i, (size_t)(count - i) * sizeof *way);
		if (look(x, way, count + 1) < 0)
			return -1;
		if (i == count || word[i] == letter)
			continue;
		memcpy(way, word, (size_t)count * sizeof *way);
		way[i] = letter;
		if (look(x, way, count) < 0)
			return -1;
	}
	return 0;
}

static int look_with_each(struct search *x, const uint32_t *word, int count, const struct script *script)
{
	for (uint32_t letter = script->first; letter <= script->last; letter++)
		if (look_with(x, word, count, letter) < 0)
			return -1;
	return 0;
}

static int look_for(struct search *x, const char *text)
{
	uint32_t word[LETTERS_MOST + 1];
	size_t len = strlen(text);
	int count = 0;

	while (len && count < LETTERS_MOST) {
		size_t read = utf8_next(text, len, &word[count++]);

		text += read;
		len -= read;
	}
	if (look(x, word, count) < 0 || look_shorter(x, word, count) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_SIZE(scripts); i++)
		if (word[0] >= scripts[i].first && word[0] <= scripts[i].last)
			return look_with_each(x, word, count, &scripts[i]);
	return 0;
}

int alike_find(struct store *s, const struct record_type *type, const char *country, const char *text, int64_t **locals, struct err *e)
{
	const struct kind *kind = kind_of(type);
	struct search x = { .s = s, .sql = kind->find, .country = country ? country : "", .e = e };
	char *words[WORDS] = { NULL };
	size_t kept = 0;
	int result = 0;

	words_of(text, words);
	for (int i = 0; i < WORDS && words[i] && result == 0; i++)
		result = look_for(&x, words[i]);
	free_words(words);
	if (x.count > 1)
		qsort(x.locals, x.count, sizeof *x.locals, integers_ascending);
	for (size_t i = 0; i < x.count; i++)
		if (kept == 0 || x.locals[kept - 1] != x.locals[i])
			x.locals[kept++] = x.locals[i];
	*locals = x.locals;
	if (result == 0)
		return (int)kept;
	free(x.locals);
	*locals = NULL;
	return -1;
}
