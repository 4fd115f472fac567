/* What becomes of people whom nobody has seen for long: one row a rule, each done for some at a time. */
#include "retention.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "leave.h"
#include "post.h"
#include "retention_pupils.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "user.h"
#include "validation.h"
#include "viewer.h"

enum { YEAR = 365, WARN_DAYS = 30, UNCONFIRMED_DAYS = 30, HEAD_DAYS = 14, AT_ONCE = 100 };

struct retention { struct portal *p; struct worker worker; int64_t now; };

/* --- the rules --- */

static int hide(struct retention *x, const char *person, struct err *e)
{
	if (user_hide(&x->p->writer, person, true, e) < 0)
		return -1;
	return x->p->post ? post_add(x->p, LETTER_HIDDEN, person, NULL, e) : 0;
}

/* An older one was of another end, which did not come. */
static int note_warning(struct retention *x, const char *person, struct err *e)
{
	struct db_stmt *row = db_prepare(x->p->writer.db, "INSERT INTO unused(person, warned_at) VALUES (?1, ?2)"
	                                                  " ON CONFLICT(person) DO UPDATE SET warned_at = excluded.warned_at");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, x->now);
	return db_run(row, e);
}

static int warn(struct retention *x, const char *person, struct err *e)
{
	if (note_warning(x, person, e) < 0)
		return -1;
	return x->p->post ? post_add(x->p, LETTER_ENDING, person, NULL, e) : 0;
}

/* Takes transactions of its own. */
static int erase(struct retention *x, const char *person, struct err *e)
{
	struct user u = {0};
	struct viewer v;
	if (!user_by_person(&x->worker.reader, person, &u))
		return 0;
	int result = viewer_of_user(&x->worker.reader, &u, &v, e);
	user_release(&u);
	if (result < 0)
		return -1;
	result = leave_for_good(&x->worker, &v, e);
	viewer_release(&v);
	return result;
}

static int warn_of_pupil(struct retention *x, const char *person, struct err *e)
{
	return note_warning(x, person, e) < 0 ? -1 : retention_warn_of_pupil(&x->p->writer, person, x->now, e);
}

static int erase_pupil_of(struct retention *x, const char *person, struct err *e)
{
	return retention_erase_pupil(&x->worker, person, e);
}

/*
 * Whom a rule is about: those who can sign in and are in these states, whom nobody has seen for so long, by the day on the card and by
 * the devices that they are signed in with; see records/index.c for the columns. Of pupils: those whose place or project ended so long ago.
 */
static const struct {
	const char *states; /* of enum user_state */
	int days;
	const char *also;   /* unused is u, login l; ?3 is when a warning was early enough */
	int (*run)(struct retention *x, const char *person, struct err *e);
	bool alone;         /* in no transaction of ours */
	bool is_of_pupils;
} rules[] = {
	{"0", UNCONFIRMED_DAYS, " AND EXISTS (SELECT 1 FROM profile_index f WHERE f.account = l.account AND f.step = 'mail')", erase, true, false},
	{"1", YEAR, "", hide, false, false},
	{"0, 5, 6", 3 * YEAR - WARN_DAYS, " AND u.person IS NULL", warn, false, false},
	{"0, 5, 6", 3 * YEAR, " AND u.warned_at <= ?3", erase, true, false},
	{"3, 4", RETENTION_PUPIL_DAYS - WARN_DAYS, " AND coalesce(u.warned_at, 0) < " RETENTION_PUPIL_ENDED, warn_of_pupil, false, true},
	{"3, 4", RETENTION_PUPIL_DAYS, " AND u.warned_at <= ?3 AND u.warned_at >= " RETENTION_PUPIL_ENDED, erase_pupil_of, true, true},
};
_Static_assert(USER_WAITING == 0 && USER_ACCEPTED == 1 && USER_REFUSED == 5 && USER_HIDDEN == 6, "as the rules say");
_Static_assert(USER_PUPIL == 3 && USER_PUPIL_OUT == 4, "of pupils, too");

/* --- finding and doing --- */

#define OF_PEOPLE \
	"SELECT l.person FROM login l JOIN account a ON a.kind = %d JOIN record r ON r.account = a.local AND r.type = %d AND r.id = l.person" \
	" JOIN person_index i ON i.local = r.local LEFT JOIN unused u ON u.person = l.person WHERE l.state IN (%s) AND l.name IS NOT NULL" \
	" AND i.active_at <> '' AND i.active_at < ?1%s AND NOT EXISTS" \
	" (SELECT 1 FROM sign_in s WHERE s.person = l.person AND s.used_at >= ?2) LIMIT %d"
#define OF_PUPILS \
	"SELECT l.person FROM login l JOIN pupil_index p ON p.person = l.person JOIN record r ON r.local = p.local JOIN record o" \
	" ON o.account = r.account AND o.type = %d JOIN project_index j ON j.local = o.local LEFT JOIN unused u ON u.person = l.person" \
	" WHERE l.state IN (%s) AND l.name IS NOT NULL AND " RETENTION_PUPIL_ENDED " < ?2%s LIMIT %d"

static struct db_stmt *select_people(struct retention *x, size_t rule)
{
	char day[CLOCK_DAY_SIZE];
	int64_t before = x->now - rules[rule].days * (int64_t)PORTAL_DAY;
	char *sql = rules[rule].is_of_pupils ? xasprintf(OF_PUPILS, TYPE_Project, rules[rule].states, rules[rule].also, AT_ONCE)
	                                     : xasprintf(OF_PEOPLE, ACCOUNT_DIRECTORY, TYPE_Person, rules[rule].states, rules[rule].also, AT_ONCE);
	struct db_stmt *rows = db_prepare(x->worker.reader.db, sql);
	clock_format_day(before, day);
	if (!rules[rule].is_of_pupils)
		db_bind_text(rows, 1, day);
	db_bind_int(rows, 2, before);
	if (strstr(rules[rule].also, "?3"))
		db_bind_int(rows, 3, x->now - WARN_DAYS * (int64_t)PORTAL_DAY);
	free(sql);
	return rows;
}

static int do_one(struct retention *x, size_t rule, const char *person, struct err *e)
{
	if (rules[rule].alone)
		return rules[rule].run(x, person, e);
	struct store *s = worker_write(&x->worker);
	int result = -1;
	if (db_begin(s->db, e) == 0 && rules[rule].run(x, person, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(&x->worker);
	return result;
}

/* 1 if there may be more, 0 if not, -1 with e. */
static int do_some(struct retention *x, size_t rule, struct err *e)
{
	char persons[AT_ONCE][RECORD_ID_LENGTH + 1];
	int count = 0, step = 0, result = 0;
	struct db_stmt *rows = select_people(x, rule);
	while (count < AT_ONCE && (step = db_step(rows, e)) == 1)
		snprintf(persons[count++], sizeof persons[0], "%s", db_text(rows, 0));
	db_reset(rows);
	for (int i = 0; i < count && step >= 0 && result == 0; i++)
		result = do_one(x, rule, persons[i], e);
	return step < 0 || result < 0 ? -1 : count == AT_ONCE;
}

/* Heads of schools who do not answer keep nobody from the desk. */
static int go_on_without_heads(struct retention *x, struct err *e)
{
	struct store *s = worker_write(&x->worker);
	int result = -1, more = 0;
	if (db_begin(s->db, e) == 0) {
		more = validation_wait_no_longer(x->p, x->now - HEAD_DAYS * (int64_t)PORTAL_DAY, e);
		result = more < 0 ? -1 : db_commit(s->db, e);
	}
	db_rollback(s->db);
	worker_write_end(&x->worker);
	return result < 0 ? -1 : more;
}

void retention_run(struct portal *p, int64_t now_ms)
{
	struct retention x = {.p = p, .now = clock_now()};
	struct err e = {0};
	int more = 0;
	if (p->retained_ms && now_ms - p->retained_ms < (int64_t)PORTAL_DAY * 1000)
		return;
	p->retained_ms = now_ms;
	if (worker_open(&x.worker, p, &e) == 0) {
		for (size_t i = 0; i < ARRAY_SIZE(rules) && more >= 0; i++)
			while ((more = do_some(&x, i, &e)) > 0)
				;
		while (more >= 0 && (more = go_on_without_heads(&x, &e)) > 0)
			;
		worker_close(&x.worker);
	}
	if (e.code != ERR_OK)
		log_error("portal", "retention: %s", err_name(e.code));
	err_release(&e);
}

int retention_seen(struct store *s, const char *person, struct err *e)
{
	struct user u = {0};
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM unused WHERE person = ?1");
	db_bind_text(row, 1, person);
	int result = db_run(row, e);
	if (result == 0 && user_by_person(s, person, &u) && u.state == USER_HIDDEN)
		result = user_hide(s, person, false, e);
	user_release(&u);
	return result;
}
