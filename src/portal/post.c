/* The table of letters and the thread that empties it. */
#include "post.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "digest.h"
#include "mime.h"
#include "smtp.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "user.h"

enum {
	LETTERS_MOST = 10000, /* waiting at once */
	LATEST = 60 * 60,     /* seconds from one try to the next */
	LOOK_SECONDS = 60     /* how often the table is looked at anyway: somebody may have set the clock */
};

struct post {
	struct smtp smtp;
	struct worker worker;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t woken;
	bool more, ending;
};

/* --- the table --- */

static int count_waiting(struct store *s, int64_t *count, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM letter");
	if (db_step(row, e) != 1)
		return -1;
	*count = db_int(row, 0);
	db_reset(row);
	return 0;
}

/* One to be added; borrowed. */
struct posting { enum letter_kind kind; const char *who, *address, *what; };

static int add(struct store *s, const struct posting *l, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO letter(kind, who, address, created_at, due_at, tries, what)"
	                                        " VALUES (?1, ?2, ?3, ?4, ?4, 0, ?5)");
	db_bind_int(row, 1, l->kind);
	db_bind_text(row, 2, l->who);
	db_bind_text(row, 3, l->address);
	db_bind_int(row, 4, clock_now());
	db_bind_text(row, 5, l->what);
	return db_run(row, e);
}

static int add_bounded(struct portal *p, const struct posting *l, struct err *e)
{
	int64_t count;
	if (count_waiting(&p->writer, &count, e) < 0)
		return -1;
	if (count >= LETTERS_MOST)
		return err_set(e, ERR_BUSY, "60", NULL);
	p->letters_written = true;
	return add(&p->writer, l, e);
}

int post_add(struct portal *p, enum letter_kind kind, const char *who, const char *address, struct err *e)
{
	return add_bounded(p, &(struct posting){.kind = kind, .who = who, .address = address}, e);
}

int post_add_about(struct portal *p, enum letter_kind kind, const char *who, const char *what, struct err *e)
{
	return add_bounded(p, &(struct posting){.kind = kind, .who = who, .what = what}, e);
}

int post_renew(struct portal *p, enum letter_kind kind, const char *who, struct err *e)
{
	struct db_stmt *row = db_prepare(p->writer.db, "UPDATE letter SET created_at = ?3 WHERE kind = ?1 AND who = ?2");
	db_bind_int(row, 1, kind);
	db_bind_text(row, 2, who);
	db_bind_int(row, 3, clock_now());
	return db_run(row, e) < 0 ? -1 : db_changes(p->writer.db) > 0;
}

/* The letter that is due first: 1, 0 if none waits, -1 with e. */
static int next_letter(struct store *s, struct letter *l, int64_t *due, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT id, kind, who, address, created_at, tries, due_at, what FROM letter"
	                                        " ORDER BY due_at, id LIMIT 1");
	int step = db_step(row, e);
	if (step != 1)
		return step;
	*l = (struct letter){
		.id = db_int(row, 0),
		.kind = (enum letter_kind)db_int(row, 1),
		.who = xstrdup(db_text(row, 2)),
		.address = xstrdup(db_text(row, 3)),
		.created_at = db_int(row, 4),
		.tries = (int)db_int(row, 5),
		.what = xstrdup(db_text(row, 7)),
	};
	*due = db_int(row, 6);
	db_reset(row);
	return 1;
}

static int forget(struct store *s, const struct letter *l, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM letter WHERE id = ?1");
	db_bind_int(row, 1, l->id);
	return db_run(row, e);
}

static int note_sent(struct store *s, const struct letter *l, struct err *e)
{
	if (l->kind == LETTER_DIGEST && l->tries > 0 && digest_note_late(s, l->who, e) < 0)
		return -1;
	return forget(s, l, e);
}

/* 1, 2, 4 ... seconds: a mail server that asks everybody to come again is told from one that is away. */
static int postpone(struct store *s, const struct letter *l, struct err *e)
{
	int64_t wait = l->tries < 12 ? (int64_t)1 << l->tries : LATEST;
	struct db_stmt *row = db_prepare(s->db, "UPDATE letter SET tries = tries + 1, due_at = ?2 WHERE id = ?1");
	db_bind_int(row, 1, l->id);
	db_bind_int(row, 2, clock_now() + (wait < LATEST ? wait : LATEST));
	return db_run(row, e);
}

/* Who forgot the password is only now looked for: the request that asked took as long for a name that is not there. */
static int resolve(struct store *s, const struct letter *l, struct err *e)
{
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	int count = users_by_text(s, l->who, persons, e), result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++)
		result = add(s, &(struct posting){.kind = LETTER_RESET, .who = persons[i]}, e);
	return result < 0 ? -1 : forget(s, l, e);
}

/* --- sending --- */

enum fate { FATE_GONE, FATE_SENT, FATE_LATER, FATE_RESOLVE };

static enum fate send_letter(struct post *post, const struct letter *l)
{
	static const enum fate fates[] = {[SMTP_SENT] = FATE_SENT, [SMTP_LATER] = FATE_LATER, [SMTP_REFUSED] = FATE_GONE};
	struct letter_text t;
	struct err e = {0};
	if (l->kind == LETTER_ASKED)
		return FATE_RESOLVE;
	/* What a newer portal put there, nobody here can write. */
	int written = l->kind < LETTER_KIND_COUNT ? letter_write(&post->worker, l, &t, &e) : 0;
	enum fate fate = written == 0 ? FATE_GONE : FATE_LATER;
	if (written < 0)
		log_error("mail", "not written: %s", err_name(e.code));
	if (written == 1 && mime_is_address(t.to)) {
		char *message = mime_message(&(struct mime){post->smtp.from, t.to, t.subject, t.text, clock_now()});
		fate = fates[smtp_send(&post->smtp, t.to, message)];
		wipe(message, strlen(message));
		free(message);
	} else if (written == 1) {
		fate = FATE_GONE;
	}
	if (written == 1)
		letter_text_release(&t);
	err_release(&e);
	return fate;
}

/* False if not even that could be written down: then all waits a while, and nobody gets the same letter on and on. */
static bool settle(struct post *post, const struct letter *l, enum fate fate)
{
	static int (*const steps[])(struct store *, const struct letter *, struct err *) = {
		[FATE_GONE] = forget, [FATE_SENT] = note_sent, [FATE_LATER] = postpone, [FATE_RESOLVE] = resolve,
	};
	struct err e = {0};
	bool too_old = fate == FATE_LATER && clock_now() - l->created_at > PORTAL_DAY;
	if (too_old)
		log_warn("mail", "given up after %d tries", l->tries + 1);
	struct store *s = worker_write(&post->worker);
	bool noted = db_begin(s->db, &e) == 0 && steps[too_old ? FATE_GONE : fate](s, l, &e) == 0 && db_commit(s->db, &e) == 0;
	if (!noted)
		log_error("mail", "not noted: %s", err_name(e.code));
	db_rollback(s->db);
	worker_write_end(&post->worker);
	err_release(&e);
	return noted;
}

/* --- the thread --- */

/* Waits until a time, or until something is added; false at the end. */
static bool wait_until(struct post *post, int64_t due)
{
	struct timespec until;
	int64_t seconds = due - clock_now();
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += seconds < LOOK_SECONDS ? seconds : LOOK_SECONDS;
	pthread_mutex_lock(&post->lock);
	if (!post->more && !post->ending)
		pthread_cond_timedwait(&post->woken, &post->lock, &until);
	post->more = false;
	bool go_on = !post->ending;
	pthread_mutex_unlock(&post->lock);
	return go_on;
}

static bool goes_on(struct post *post)
{
	pthread_mutex_lock(&post->lock);
	bool go_on = !post->ending;
	pthread_mutex_unlock(&post->lock);
	return go_on;
}

static void *work(void *argument)
{
	struct post *post = argument;
	struct err e = {0};
	for (bool go_on = true; go_on;) {
		struct letter l = {0};
		int64_t due = 0;
		int found = next_letter(&post->worker.reader, &l, &due, &e);
		if (found == 1 && due <= clock_now()) {
			bool noted = settle(post, &l, send_letter(post, &l));
			go_on = noted ? goes_on(post) : wait_until(post, clock_now() + LOOK_SECONDS);
		} else {
			if (found < 0)
				log_error("mail", "not read: %s", err_name(e.code));
			go_on = wait_until(post, found == 1 ? due : clock_now() + LOOK_SECONDS);
		}
		letter_release(&l);
		err_release(&e);
	}
	return NULL;
}

struct post *post_start(struct portal *p, const struct post_options *o, struct err *e)
{
	struct post *post = xcalloc(1, sizeof *post);
	pthread_mutex_init(&post->lock, NULL);
	pthread_cond_init(&post->woken, NULL);
	if (smtp_init(&post->smtp, o->url, o->from, o->password_file, e) == 0 && worker_open(&post->worker, p, e) == 0) {
		if (pthread_create(&post->thread, NULL, work, post) == 0)
			return post;
		err_errno(e, ERR_FILE, "threads");
	}
	worker_close(&post->worker);
	smtp_release(&post->smtp);
	free(post);
	return NULL;
}

void post_stop(struct post *post)
{
	if (!post)
		return;
	pthread_mutex_lock(&post->lock);
	post->ending = true;
	atomic_store(&post->smtp.ending, true);
	pthread_cond_signal(&post->woken);
	pthread_mutex_unlock(&post->lock);
	pthread_join(post->thread, NULL);
	worker_close(&post->worker);
	smtp_release(&post->smtp);
	pthread_cond_destroy(&post->woken);
	pthread_mutex_destroy(&post->lock);
	free(post);
}

void post_wake(struct post *post)
{
	if (!post)
		return;
	pthread_mutex_lock(&post->lock);
	post->more = true;
	pthread_cond_signal(&post->woken);
	pthread_mutex_unlock(&post->lock);
}
