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
	char *add[RECORD_TYPE_COUNT], *find[RECORD_TYPE_COUNT];
};

static int make_table(struct search_words *w, const struct record_type *type, struct err *e)
{
	/* Nothing but the rowids is wanted of a row: neither texts nor places of words are kept. */
	char *sql = xasprintf("CREATE VIRTUAL TABLE words_%s USING fts5(words, content='', detail=none, columnsize=0, "
	                      "prefix='3', tokenize='ascii')", type->name);
	int result = db_exec(w->db, sql, e);
	free(sql);
	w->add[type->index] = xasprintf("INSERT INTO words_%s(rowid, words) VALUES(?1, ?2)", type->name);
	w->find[type->index] = xasprintf("SELECT rowid FROM words_%s WHERE words_%s MATCH ?1", type->name, type->name);
	return result;
}

int search_words_new(struct search_words **out, struct err *e)
{
	struct search_words *w = xcalloc(1, sizeof *w);
	pthread_mutex_init(&w->lock, NULL);
	int result = db_open(&w->db, "words", DB_IN_MEMORY, e);
	for (int i = 0; i < RECORD_TYPE_COUNT && result == 0; i++)
		if (filter_rows(&record_types[i])->name)
			result = make_table(w, &record_types[i], e);
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
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		free(w->add[i]);
		free(w->find[i]);
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

int search_words_add(struct search_words *w, const struct record_type *type, int64_t version, const char *words, struct err *e)
{
	struct db_stmt *row = db_prepare(w->db, w->add[type->index]);
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

int search_words_find(struct search_words *w, const struct record_type *type, const char *text,
                      void (*found)(void *context, int64_t version), void *context, struct err *e)
{
	char *match = match_of(text);
	int step;
	pthread_mutex_lock(&w->lock);
	struct db_stmt *row = db_prepare(w->db, w->find[type->index]);
	db_bind_text(row, 1, match);
	while ((step = db_step(row, e)) == 1)
		found(context, db_int(row, 0));
	pthread_mutex_unlock(&w->lock);
	free(match);
	return step;
}
