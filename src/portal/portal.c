/* Opening and closing what the portal works with. */
#include "portal.h"

#include <stdlib.h>
#include <string.h>

#include "bin.h"
#include "case.h"
#include "talk.h"
#include "code.h"
#include "digest.h"
#include "init.h"
#include "invited.h"
#include "link.h"
#include "listeners.h"
#include "notices.h"
#include "packet.h"
#include "post.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/record.h"
#include "twinline/records/thread.h"
#include "viewer.h"

static int make_no_hash(struct portal *p, struct err *e)
{
	char secret[TOKEN_TEXT_SIZE];
	crypto_token(secret);
	return crypto_password_hash(secret, p->no_hash) == 0 ? 0 : err_set(e, ERR_FILE, "argon2id", "ENOMEM", NULL);
}

int portal_open(struct portal *p, const char *dir, const struct portal_options *o, struct err *e)
{
	*p = (struct portal){.guests = o->guests, .registers = o->registers, .shows_codes = o->shows_codes};
	if (init_open(&p->writer, dir, 0, e) < 0)
		return -1;
	db_durability(p->writer.db, DB_DURABLE);
	p->dir = xstrdup(dir);
	p->translator = xstrdup(o->translator);
	p->search = search_new(dir);
	size_t len = strlen(o->base_url);
	p->base_url = xstrndup(o->base_url, len && o->base_url[len - 1] == '/' ? len - 1 : len);
	pthread_mutex_init(&p->write_lock, NULL);
	guard_init(&p->guard);
	if (make_no_hash(p, e) < 0 || packet_key_load(&p->writer, &p->packet_key, e) < 0) {
		portal_close(p);
		return -1;
	}
	portal_tidy(p, clock_monotonic_ms());
	return 0;
}

void portal_close(struct portal *p)
{
	if (!p->dir)
		return;
	store_close(&p->writer);
	pthread_mutex_destroy(&p->write_lock);
	guard_release(&p->guard);
	search_free(p->search);
	free(p->dir);
	free(p->base_url);
	free(p->translator);
	wipe(&p->packet_key, sizeof p->packet_key);
	*p = (struct portal){0};
}

int worker_open(struct worker *w, struct portal *p, struct err *e)
{
	*w = (struct worker){.portal = p};
	int result = init_open(&w->reader, p->dir, DB_READ_ONLY, e);
	if (result < 0)
		w->portal = NULL;
	return result;
}

void worker_close(struct worker *w)
{
	if (w->portal)
		store_close(&w->reader);
	*w = (struct worker){0};
}

int worker_read(struct worker *w, struct err *e)
{
	return db_in_transaction(w->reader.db) ? 0 : db_begin_read(w->reader.db, e);
}

void worker_rest(struct worker *w)
{
	db_rollback(w->reader.db);
}

struct store *worker_write(struct worker *w)
{
	worker_rest(w);
	pthread_mutex_lock(&w->portal->write_lock);
	return &w->portal->writer;
}

void worker_write_end(struct worker *w)
{
	struct portal *p = w->portal;
	bool letters = p->letters_written;
	p->letters_written = false;
	if (p->listeners)
		listeners_wake(p->listeners);
	pthread_mutex_unlock(&p->write_lock);
	if (letters)
		post_wake(p->post);
}

/* --- upkeep --- */

enum { DIGEST_LOOK_MS = 60 * 60 * 1000 /* each has an hour of their own, that of their first */ };

static int prune_blobs(struct store *s, int64_t old, struct err *e)
{
	return blobs_prune(s, old, e) < 0 ? -1 : 0;
}

/* A transaction each, so that nobody waits for all of them; another one where prune says 1. */
static const struct { int days; int (*prune)(struct store *s, int64_t old, struct err *e); } upkeep[] = {
	{PORTAL_KEEP_DAYS, outcomes_prune}, {PORTAL_KEEP_DAYS, record_prune}, {PORTAL_KEEP_DAYS, sign_ins_prune}, {1, prune_blobs},
	{1, codes_prune}, {BIN_DAYS, bin_prune}, {0, notices_prune}, {CHAT_DAYS, talk_prune}, {CASE_DAYS, cases_prune},
	{LINK_DAYS, links_prune}, {INVITED_DAYS, invited_prune},
};

/* The mail of the day, of those for whom it is due. True if there are more after them. */
static bool digest(struct portal *p, int64_t *after)
{
	struct store *s = &p->writer;
	struct err e = {0};
	int more = -1;
	pthread_mutex_lock(&p->write_lock);
	if (db_begin(s->db, &e) == 0)
		more = digest_queue(p, after, &e);
	if (more < 0 || db_commit(s->db, &e) < 0) {
		log_error("portal", "the mail of the day: %s", err_name(e.code));
		more = -1;
	}
	db_rollback(s->db);
	p->letters_written = false;
	pthread_mutex_unlock(&p->write_lock);
	post_wake(p->post);
	err_release(&e);
	return more > 0;
}

static void digest_all(struct portal *p, int64_t now_ms)
{
	if (!p->post || (p->digested_ms && now_ms - p->digested_ms < DIGEST_LOOK_MS))
		return;
	p->digested_ms = now_ms;
	int64_t after = 0;
	while (digest(p, &after))
		;
}

/* True if there is more of it to do. */
static bool prune(struct portal *p, size_t row)
{
	struct store *s = &p->writer;
	struct err e = {0};
	int more = -1;
	pthread_mutex_lock(&p->write_lock);
	if (db_begin(s->db, &e) == 0)
		more = upkeep[row].prune(s, clock_now() - upkeep[row].days * (int64_t)PORTAL_DAY, &e);
	if (more < 0 || db_commit(s->db, &e) < 0) {
		log_error("portal", "tidying: %s", err_name(e.code));
		more = -1;
	}
	db_rollback(s->db);
	pthread_mutex_unlock(&p->write_lock);
	err_release(&e);
	return more > 0;
}

void portal_tidy(struct portal *p, int64_t now_ms)
{
	digest_all(p, now_ms);
	if (p->tidied_ms && now_ms - p->tidied_ms < (int64_t)PORTAL_DAY * 1000)
		return;
	p->tidied_ms = now_ms;
	for (size_t i = 0; i < ARRAY_SIZE(upkeep); i++)
		while (prune(p, i))
			;
}
