/* Opening and closing what the portal works with. */
#include "portal.h"

#include <stdlib.h>

#include "init.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

int portal_open(struct portal *p, const char *dir, const char *base_url, struct err *e)
{
	*p = (struct portal){0};
	char *path = init_database_path(dir);
	int result = store_open(&p->writer, path, STORE_PORTAL, 0, e);
	free(path);
	if (result < 0)
		return -1;
	db_durability(p->writer.db, DB_DURABLE);
	p->dir = xstrdup(dir);
	p->base_url = xstrdup(base_url);
	pthread_mutex_init(&p->write_lock, NULL);
	guard_init(&p->guard);
	if (portal_tidy(p, e) == 0)
		return 0;
	portal_close(p);
	return -1;
}

void portal_close(struct portal *p)
{
	if (!p->dir)
		return;
	store_close(&p->writer);
	pthread_mutex_destroy(&p->write_lock);
	guard_release(&p->guard);
	free(p->dir);
	free(p->base_url);
	*p = (struct portal){0};
}

int worker_open(struct worker *w, struct portal *p, struct err *e)
{
	*w = (struct worker){.portal = p};
	char *path = init_database_path(p->dir);
	int result = store_open(&w->reader, path, STORE_PORTAL, DB_READ_ONLY, e);
	free(path);
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

struct store *portal_write(struct portal *p)
{
	pthread_mutex_lock(&p->write_lock);
	return &p->writer;
}

void portal_write_end(struct portal *p)
{
	pthread_mutex_unlock(&p->write_lock);
}

static int delete_older(struct db *db, const char *sql, int64_t than, struct err *e)
{
	struct db_stmt *row = db_prepare(db, sql);
	db_bind_int(row, 1, than);
	return db_run(row, e);
}

int portal_tidy(struct portal *p, struct err *e)
{
	int64_t than = clock_now() - (int64_t)PORTAL_KEEP_DAYS * PORTAL_DAY;
	struct store *s = portal_write(p);
	int result = db_begin(s->db, e);
	if (result == 0)
		result = delete_older(s->db, "DELETE FROM outcome WHERE at < ?1", than, e);
	if (result == 0)
		result = delete_older(s->db, "DELETE FROM sign_in WHERE used_at < ?1", than, e);
	if (result == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	portal_write_end(p);
	return result;
}
