/* The indexes together: built and fed from a connection of their own, asked by many at a time. */
#include "search.h"

#include <pthread.h>
#include <stdlib.h>

#include "init.h"
#include "search_index.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum { STALE_MOST = 1000 /* texts that nothing stands for any more, beyond as many as there are records */ };

/* An account whose records are asked, and how far it has been read. */
struct source { enum account_kind kind; int64_t account, seq; };

struct search {
	char *dir;
	pthread_mutex_t feeding; /* of the connection, and of who changes the indexes */
	pthread_rwlock_t lock;   /* of the indexes */
	struct store store;
	bool is_open;
	struct search_words *words;
	struct search_index *indexes[RECORD_TYPE_COUNT];
	struct source sources[2];
};

bool search_has(const struct record_type *type, enum account_kind kind)
{
	return filter_rows(type)->name && !(type->flags & T_DERIVED) && record_type_in(type, kind) &&
	       (kind == ACCOUNT_DIRECTORY || kind == ACCOUNT_COMMUNITY);
}

struct search *search_new(const char *dir)
{
	struct search *x = xcalloc(1, sizeof *x);
	x->dir = xstrdup(dir);
	x->sources[0].kind = ACCOUNT_DIRECTORY;
	x->sources[1].kind = ACCOUNT_COMMUNITY;
	pthread_mutex_init(&x->feeding, NULL);
	pthread_rwlock_init(&x->lock, NULL);
	return x;
}

static void empty(struct search *x)
{
	search_words_free(x->words);
	x->words = NULL;
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		search_index_free(x->indexes[i]);
		x->indexes[i] = NULL;
	}
	for (size_t i = 0; i < ARRAY_SIZE(x->sources); i++)
		x->sources[i].seq = 0;
}

void search_free(struct search *x)
{
	if (!x)
		return;
	empty(x);
	if (x->is_open)
		store_close(&x->store);
	pthread_mutex_destroy(&x->feeding);
	pthread_rwlock_destroy(&x->lock);
	free(x->dir);
	free(x);
}

/* --- feeding --- */

static int prepare(struct search *x, struct err *e)
{
	if (!x->is_open && init_open(&x->store, x->dir, DB_READ_ONLY, e) < 0)
		return -1;
	x->is_open = true;
	if (!x->words && search_words_new(&x->words, e) < 0)
		return -1;
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		if (!x->indexes[i] && filter_rows(&record_types[i])->name)
			x->indexes[i] = search_index_new(&record_types[i]);
	return 0;
}

struct feeding { struct search *x; int result; struct err *e; };

static bool take(void *context, enum change_kind kind, const struct record *r)
{
	struct feeding *f = context;
	struct search_index *index = f->x->indexes[r->type->index];
	if (!index)
		return true;
	if (kind == CHANGE_DESTROYED) {
		search_index_remove(index, r->id);
		return true;
	}
	struct json *tree = json_parse_own(r->body);
	f->result = search_index_put(index, f->x->words, r, tree, f->e);
	json_free(tree);
	return f->result == 0;
}

static int take_changes(struct search *x, struct source *from, int64_t seq, struct err *e)
{
	struct feeding f = {x, 0, e};
	if (search_words_begin(x->words, e) < 0)
		return -1;
	/* As a member sees it: what comes to be seen is new then, and what is seen no more is gone. */
	const struct onlooker who = {.role = ROLE_TEACHER};
	int result = record_changes(&x->store, from->account, NULL, from->seq, &who, take, &f, e);
	if (search_words_end(x->words, e) < 0 || f.result < 0)
		result = -1;
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		if (x->indexes[i])
			search_index_settle(x->indexes[i]);
	if (result == 0)
		from->seq = seq;
	return result;
}

static bool is_stale(const struct search *x)
{
	for (int i = 0; i < RECORD_TYPE_COUNT; i++)
		if (x->indexes[i] && x->indexes[i]->version_count > 2 * x->indexes[i]->live + STALE_MOST)
			return true;
	return false;
}

/* The last number of an account, which becomes known when it is first looked for; -1: it is not there. */
static int64_t last_of(struct search *x, struct source *from)
{
	struct account a;
	if (!(from->account ? account_by_local(&x->store, from->account, &a) : account_by_kind(&x->store, from->kind, &a)))
		return -1;
	int64_t seq = a.seq;
	from->account = a.local;
	account_release(&a);
	return seq;
}

static int feed_from(struct search *x, struct source *from, struct err *e)
{
	int64_t seq = last_of(x, from);
	if (seq == from->seq || seq < 0)
		return 0;
	pthread_rwlock_wrlock(&x->lock);
	int result = take_changes(x, from, seq, e);
	/* Half a page read leaves nothing wrong behind, but what is left of it could not be told from what came before. */
	if (result < 0)
		empty(x);
	pthread_rwlock_unlock(&x->lock);
	return result;
}

static int feed(struct search *x, struct err *e)
{
	int result = 0;
	if (x->words && is_stale(x)) {
		pthread_rwlock_wrlock(&x->lock);
		empty(x);
		pthread_rwlock_unlock(&x->lock);
	}
	if (!x->words) {
		pthread_rwlock_wrlock(&x->lock);
		result = prepare(x, e);
		pthread_rwlock_unlock(&x->lock);
	}
	if (result == 0)
		result = db_begin_read(x->store.db, e);
	for (size_t i = 0; i < ARRAY_SIZE(x->sources) && result == 0; i++)
		result = feed_from(x, &x->sources[i], e);
	if (x->is_open)
		db_rollback(x->store.db);
	return result;
}

int search_warm(struct search *x, struct err *e)
{
	pthread_mutex_lock(&x->feeding);
	int result = feed(x, e);
	pthread_mutex_unlock(&x->feeding);
	return result;
}

/* --- asking --- */

static int64_t mark_of(const struct search *x, const struct record_type *type)
{
	for (size_t i = 0; i < ARRAY_SIZE(x->sources); i++)
		if (record_type_in(type, x->sources[i].kind))
			return x->sources[i].seq;
	return 0;
}

int directory_ask(struct search *x, const struct directory_question *q, struct directory_answer *a, struct err *e)
{
	*a = (struct directory_answer){0};
	if (filter_check(q->type, q->filter, e) < 0 || search_warm(x, e) < 0)
		return -1;
	pthread_rwlock_rdlock(&x->lock);
	const struct search_index *index = x->indexes[q->type->index];
	int result = index ? search_index_ask(index, x->words, q, a, e) : err_set(e, ERR_SERVER_UNAVAILABLE, NULL);
	a->mark = mark_of(x, q->type);
	pthread_rwlock_unlock(&x->lock);
	return result;
}
