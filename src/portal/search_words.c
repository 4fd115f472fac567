/* FTS5 over words that are folded already: its own tokenizer has only to part them at the spaces. */
#include "search_words.h"

#include <pthread.h>
#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/db/db.h"
#include "twinline/schema/filter.h"

struct search_words {
	pthread_mutex_t lock; /* a connection serves one thread at a time */
	struct db *db;
	char *add[RECORD_TYPE_COUNT][ASKER_COUNT], *find[RECORD_TYPE_COUNT][ASKER_COUNT];
};

static int make_table(struct search_words *w, const struct record_type *type, enum asker asker, struct err *e)
{
	static const char *const suffixes[ASKER_COUNT] = {"", "_of_nobody"};
	const char *suffix = suffixes[asker];
	/* Nothing but the rowids is wanted of a row: neither texts nor places of words are kept. */
	char *sql = xasprintf("CREATE VIRTUAL TABLE words_%s%s USING fts5(words, content='', detail=none, columnsize=0, "
	                      "prefix='3', tokenize='ascii')", type->name, suffix);
	int result = db_exec(w->db, sql, e);
	free(sql);
	w->add[type->index][asker] = xasprintf("INSERT INTO words_%s%s(rowid, words) VALUES(?1, ?2)", type->name, suffix);
	w->find[type->index][asker] = xasprintf("SELECT rowid FROM words_%s%s WHERE words_%s%s MATCH ?1", type->name, suffix, type->name, suffix);
	return result;
}

static int make_tables(struct search_words *w, const struct record_type *type, struct err *e)
{
	if (!filter_rows(type)->name)
		return 0;
	if (make_table(w, type, ASKER_VALIDATED, e) < 0)
		return -1;
	return filter_names_people(type) ? make_table(w, type, ASKER_STRANGER, e) : 0;
}

int search_words_new(struct search_words **out, struct err *e)
{
	struct search_words *w = xcalloc(1, sizeof *w);
	pthread_mutex_init(&w->lock, NULL);
	int result = db_open(&w->db, "words", DB_IN_MEMORY, e);
	for (int i = 0; i < RECORD_TYPE_COUNT && result == 0; i++)
		result = make_tables(w, &record_types[i], e);
	if (result == 0)
		*out = w;
	else
		search_words_free(w);
	return result;
}

void search_words_free(struct search_words *w)
{
	if (!w)
		return;
	if (w->db)
		db_close(w->db);
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		for (int asker = 0; asker < ASKER_COUNT; asker++) {
			free(w->add[i][asker]);
			free(w->find[i][asker]);
		}
	pthread_mutex_destroy(&w->lock);
	free(w);
}

int search_words_begin(struct search_words *w, struct err *e)
{
	pthread_mutex_lock(&w->lock);
	int result = db_begin(w->db, e);
	if (result < 0)
		pthread_mutex_unlock(&w->lock);
	return result;
}

int search_words_end(struct search_words *w, struct err *e)
{
	int result = db_commit(w->db, e);
	pthread_mutex_unlock(&w->lock);
	return result;
}

int search_words_add(struct search_words *w, const struct record_type *type, enum asker asker, int64_t version, const char *words,
                     struct err *e)
{
	struct db_stmt *row = db_prepare(w->db, w->add[type->index][asker]);
	db_bind_int(row, 1, version);
	db_bind_text(row, 2, words);
	return db_run(row, e);
}

/* Each word in quotes: what a fold leaves has no quotes of its own, and none of FTS5's operators means anything in them. */
static char *match_of(const char *text)
{
	char *folded = filter_fold(text);
	const char *at = folded;
	struct filter_word word;
	struct str match = {0};
	while (filter_next_word(&at, &word))
		str_addf(&match, "%s\"%.*s\"%s", match.len ? " AND " : "", (int)word.len, word.text, word.whole ? "" : "*");
	free(folded);
	return str_detach(&match);
}

int search_words_find(struct search_words *w, const struct words_question *q, void (*found)(void *context, int64_t version),
                      void *context, struct err *e)
{
	const char *own = w->find[q->type->index][q->asker];
	char *match = match_of(q->text);
	int step;
	pthread_mutex_lock(&w->lock);
	struct db_stmt *row = db_prepare(w->db, own ? own : w->find[q->type->index][ASKER_VALIDATED]);
	db_bind_text(row, 1, match);
	while ((step = db_step(row, e)) == 1)
		found(context, db_int(row, 0));
	pthread_mutex_unlock(&w->lock);
	free(match);
	return step;
}
