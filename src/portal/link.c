/*
 * Making and following one-time links. The portal writes an export itself, at the moment when it is fetched: whoever makes the link sends
 * a line for it and no file, and it has what they may read by then.
 */
#include "link.h"

#include <stdlib.h>
#include <string.h>

#include "card.h"
#include "dossier.h"
#include "files.h"
#include "own_export.h"
#include "rules/rule.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/space.h"
#include "twinline/text/datetime.h"
#include "web_page.h"

enum { NAME_MOST = 200 /* bytes of a file's name */ };

/* --- what a link may lead to --- */

/* The dossier that has a paper, as far as an officer sees it: its id, or "". */
struct paper { struct onlooker who; char dossier[RECORD_ID_LENGTH + 1]; };

static void find_dossier(void *context, const struct record *use)
{
	struct paper *p = context;
	if (use->type->index == TYPE_Dossier && onlooker_sees(&p->who, use->audience, use->author))
		memcpy(p->dossier, use->id, RECORD_ID_LENGTH);
}

static struct paper paper_of(struct store *s, const struct membership *m, const char *blob)
{
	struct paper p = {.who = viewer_onlooker(m)};
	blob_uses(s, m->account.local, blob, &p, find_dossier, NULL);
	return p;
}

/*
 * A paper to the officers of its desk, an export to who speaks for the project, and one's own to everybody; what a pupil takes out is a
 * teacher's to decide. 0, or -1 with e.
 */
static int check_right(struct store *s, const struct viewer *v, const struct membership *m, const char *blob, struct err *e)
{
	if (m->account.kind == ACCOUNT_PERSONAL && !blob && !user_is_pupil(&v->user))
		return 0;
	if (m->account.kind == ACCOUNT_PROJECT && !blob)
		return rule_role_may(m->role, RIGHT_JOURNAL, e);
	if (m->account.kind != ACCOUNT_DESK || !blob)
		return err_set(e, ERR_FORBIDDEN, NULL);
	return *paper_of(s, m, blob).dossier ? 0 : err_set(e, ERR_BLOB_NOT_FOUND, NULL);
}

/* Who made and who used it stands on the page of the case. In a transaction. */
static int note_paper(struct store *s, const struct membership *m, const char *blob, const char *step, struct err *e)
{
	struct paper p = paper_of(s, m, blob);
	struct record r = {0};
	if (!record_by_id(s, m->account.local, &record_types[TYPE_Dossier], p.dossier, &r))
		return 0;
	const struct write as = {.s = s};
	struct json *body = json_parse_own(r.body), *card = rule_card(&as, m->person);
	dossier_step(body, step, clock_now(), json_get_text(card, "name"));
	free(r.body);
	r.body = json_print(body);
	int result = record_write(s, &r, true, e);
	json_free(card);
	json_free(body);
	record_free(&r);
	return result;
}

/* --- making one --- */

static int check_share(struct store *s, const char *person, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM link WHERE person = ?1 AND used_at IS NULL AND until >= ?2");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, clock_now());
	int64_t count = db_step(row, e) == 1 ? db_int(row, 0) : -1;
	db_reset(row);
	return count < 0 ? -1 : count < LINKS_MOST ? 0 : err_set(e, ERR_RATE_LIMIT, "3600", NULL);
}

struct link { const struct membership *m; const char *blob, *name; int64_t until; };

static int add(struct store *s, const struct link *l, const char *secret, struct err *e)
{
	char digest[DIGEST_TEXT_SIZE];
	crypto_digest(secret, strlen(secret), digest);
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO link(digest, person, account, blob, name, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	db_bind_text(row, 1, digest);
	db_bind_text(row, 2, l->m->person);
	db_bind_int(row, 3, l->m->account.local);
	db_bind_text(row, 4, l->blob);
	db_bind_text(row, 5, l->name);
	db_bind_int(row, 6, l->until);
	return db_run(row, e);
}

static int make(struct worker *w, const struct link *l, const char *secret, struct err *e)
{
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && check_share(s, l->m->person, e) == 0 && add(s, l, secret, e) == 0 &&
	    (!l->blob || note_paper(s, l->m, l->blob, "paperLinked", e) == 0))
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* Called as the project is; what is one's own has no name. Yours. */
static char *name_of_export(struct store *s, const struct account *a)
{
	struct record r = {0};
	struct json *project = card_project(s, a->local, &r) ? json_parse_own(r.body) : NULL;
	char *called = folder_name(a->kind == ACCOUNT_PERSONAL ? "twinline" : json_get_text(project, "title"));
	char *name = xasprintf("%s.tar", called);
	free(called);
	json_free(project);
	record_free(&r);
	return name;
}

struct json *method_link_create(const struct call *c, struct err *e)
{
	const char *blob = json_get_text(c->arguments, "blobId"), *asked = json_get_text(c->arguments, "name");
	struct worker *w = c->batch->worker;
	char secret[LINK_SECRET_SIZE], until[CLOCK_TEXT_SIZE];
	struct link l = {.m = c->account, .blob = blob, .until = clock_now() + (blob ? LINK_PAPER_SECONDS : LINK_EXPORT_SECONDS)};
	if (check_right(&w->reader, c->batch->viewer, c->account, blob, e) != 0)
		return NULL;
	if (asked && strlen(asked) > NAME_MOST) {
		err_set(e, ERR_INVALID_ARGUMENTS, "name", "200", NULL);
		return NULL;
	}
	char *name = asked ? xstrdup(asked) : blob ? xstrdup(blob) : name_of_export(&w->reader, &c->account->account);
	struct json *response = NULL;
	l.name = name;
	random_op_id(secret);
	if (make(w, &l, secret, e) == 0) {
		char *url = xasprintf("%s" LINK_PATH "/%s", w->portal->base_url, secret);
		response = method_response(c);
		clock_format(l.until, until);
		json_set_string(response, "url", url);
		json_set_string(response, "name", name);
		json_set_string(response, "expires", until);
		free(url);
	}
	free(name);
	return response;
}

/* --- following one --- */

/* What a link leads to, as whoever made it may see it by now. */
struct target {
	int64_t id, until;
	char person[RECORD_ID_LENGTH + 1], *blob, *name;
	struct viewer v;
	const struct membership *m;
};

static void target_release(struct target *t)
{
	viewer_release(&t->v);
	free(t->blob);
	free(t->name);
}

static int64_t read_row(struct store *s, const char *secret, struct target *t)
{
	char digest[DIGEST_TEXT_SIZE];
	crypto_digest(secret, strlen(secret), digest);
	struct db_stmt *row = db_prepare(s->db, "SELECT id, person, blob, name, account, until FROM link WHERE digest = ?1 AND used_at IS NULL"
	                                        " AND until >= ?2");
	db_bind_text(row, 1, digest);
	db_bind_int(row, 2, clock_now());
	int64_t account = 0;
	if (db_step(row, NULL) == 1) {
		t->id = db_int(row, 0);
		memcpy(t->person, db_text(row, 1), strnlen(db_text(row, 1), RECORD_ID_LENGTH));
		t->blob = xstrdup(db_text(row, 2));
		t->name = xstrdup(db_text(row, 3));
		account = db_int(row, 4);
		t->until = db_int(row, 5);
	}
	db_reset(row);
	return account;
}

/* Where a link leads; false if nowhere. Release t in either case. */
static bool find(struct store *s, const char *secret, struct target *t)
{
	struct user u = {0};
	*t = (struct target){0};
	int64_t account = read_row(s, secret, t);
	bool found = account && user_by_person(s, t->person, &u) && user_may_sign_in(s, &u) && viewer_of_user(s, &u, &t->v, NULL) == 0;
	user_release(&u);
	for (size_t i = 0; found && i < t->v.account_count; i++)
		if (t->v.accounts[i].account.local == account)
			t->m = &t->v.accounts[i];
	struct err none = {0};
	found = t->m && check_right(s, &t->v, t->m, t->blob, &none) == 0;
	err_release(&none);
	return found;
}

/* 1; 0 where somebody was faster; -1 with e. */
static int use_up(struct worker *w, const struct target *t, struct err *e)
{
	struct store *s = worker_write(w);
	int result = db_begin(s->db, e);
	if (result == 0) {
		struct db_stmt *row = db_prepare(s->db, "UPDATE link SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL");
		db_bind_int(row, 1, t->id);
		db_bind_int(row, 2, clock_now());
		result = db_run(row, e) < 0 ? -1 : db_changes(s->db) > 0;
	}
	if (result == 1 && t->blob && note_paper(s, t->m, t->blob, "paperTaken", e) < 0)
		result = -1;
	if (result == 1 && db_commit(s->db, e) < 0)
		result = -1;
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/*
 * On a line that broke off the file did not arrive: the link is good again, until its time. That it was taken stays with the case, for
 * part of the paper has gone out.
 */
static void give_back(struct worker *w, int64_t id)
{
	struct store *s = worker_write(w);
	struct err e = {0};
	struct db_stmt *row = db_prepare(s->db, "UPDATE link SET used_at = NULL WHERE id = ?1");
	db_bind_int(row, 1, id);
	if (db_run(row, &e) < 0)
		log_warn("link", "one that was cut off stays used: %s", err_name(e.code));
	else
		log_info("link", "one that was cut off is good again");
	worker_write_end(w);
	err_release(&e);
}

static int spool_write(void *context, const void *bytes, size_t len, struct err *e)
{
	return spool_add(context, bytes, len, e);
}

static int write_space(struct store *s, const struct membership *m, struct folder *f, struct err *e)
{
	const struct onlooker who = viewer_onlooker(m);
	struct space sp;
	if (space_read(s, m->account.local, &who, &sp, e) != 0)
		return -1;
	int result = space_write(&sp, f, "", e) == 0 ? folder_close(f, e) : -1;
	space_release(&sp);
	return result;
}

static int write_export(struct store *s, const struct target *t, struct folder *f, struct err *e)
{
	return t->m->account.kind == ACCOUNT_PERSONAL ? own_export_write(s, &t->v, f, e) : write_space(s, t->m, f, e);
}

static int send_export(struct store *s, const struct target *t, struct response *x, struct err *e)
{
	struct folder *f = folder_new_tar(spool_write, &x->body, clock_now());
	int result = write_export(s, t, f, e);
	folder_free(f);
	x->type = xstrdup("application/x-tar");
	return result;
}

static int send_paper(struct store *s, const struct target *t, struct response *x, struct err *e)
{
	struct blob b = {0};
	if (!blob_get(s, t->m->account.local, t->blob, &b))
		return err_set(e, ERR_BLOB_NOT_FOUND, NULL);
	const struct span all = {.end = b.size};
	x->type = xstrdup(method_media_type(b.type));
	int result = files_read(s, &b, &all, &x->body, e);
	blob_release(&b);
	return result;
}

/* 1: the file is there, and nobody else's any more; 0: there is nothing behind the link; -1 with e. */
static int send_file(struct worker *w, const struct request *q, struct response *x, struct err *e)
{
	struct target t;
	if (worker_read(w, e) < 0)
		return -1;
	int result = find(&w->reader, q->segments[0], &t);
	if (result == 1 && (t.blob ? send_paper : send_export)(&w->reader, &t, x, e) != 0)
		result = -1;
	if (result == 1 && (result = use_up(w, &t, e)) == 1) {
		x->cut = give_back;
		x->cut_what = t.id;
		x->status = 200;
		files_keep_away(x, t.name);
		response_header(x, "Referrer-Policy", "no-referrer");
	}
	target_release(&t);
	return result;
}

/* --- what it leads to, for who looks --- */

static int count_bytes(void *context, const void *bytes, size_t len, struct err *e)
{
	(void)bytes;
	(void)e;
	*(int64_t *)context += (int64_t)len;
	return 0;
}

/* How large the file is by now: an export is written, for nobody. -1 with e. */
static int64_t size_of(struct store *s, const struct target *t, struct err *e)
{
	int64_t size = 0;
	struct blob b = {0};
	if (t->blob) {
		size = blob_get(s, t->m->account.local, t->blob, &b) ? b.size : err_set(e, ERR_BLOB_NOT_FOUND, NULL);
		blob_release(&b);
		return size;
	}
	struct folder *f = folder_new_tar(count_bytes, &size, clock_now());
	int result = write_export(s, t, f, e);
	folder_free(f);
	return result == 0 ? size : -1;
}

/* In the language of who reads it; the time is that of no country, for the portal does not know where they are. */
static void write_page(struct str *page, const struct target *t, int64_t size, const char *language)
{
	struct catalogue *c = catalogue_open(language);
	char ends[CLOCK_TEXT_SIZE], *until;
	struct str words = {0}, much = {0};
	clock_format(t->until, ends);
	until = xasprintf("%.10s %.5s UTC", ends, ends + strlen("2026-11-22T"));
	str_add_worded(&words, catalogue_text(c, N_("For one download, until %s:")), (const char *const[]){until}, 1);
	datetime_add_size(&much, size);
	web_page_begin(page, language);
	web_page_part(page, "<h1>", catalogue_text(c, N_("One-time link")), "</h1>\n");
	web_page_part(page, "<p><bdi>", t->name, "</bdi>");
	web_page_part(page, ", <bdi>", much.text, "</bdi></p>\n");
	web_page_part(page, "<p>", words.text, "</p>\n<form method=\"post\">");
	web_page_part(page, "<button>", catalogue_text(c, N_("Save")), "</button></form>\n");
	str_release(&much);
	str_release(&words);
	free(until);
	catalogue_close(c);
}

/* As send_file. Nothing is used up, and nothing stands with a case: most that follow a link are programs that look what it is. */
static int show(struct worker *w, const struct request *q, struct response *x, struct err *e)
{
	struct target t;
	if (worker_read(w, e) < 0)
		return -1;
	int result = find(&w->reader, q->segments[0], &t);
	int64_t size = result == 1 ? size_of(&w->reader, &t, e) : 0;
	if (result == 1 && size >= 0) {
		struct str page = {0};
		char *language = web_page_language(q->languages);
		write_page(&page, &t, size, language);
		web_page_answer(x, 200, &page);
		free(language);
	}
	target_release(&t);
	return size < 0 ? -1 : result;
}

/* The same whether it was used, has ended or never was. */
static void answer_nothing(const struct request *q, struct response *x)
{
	char *language = web_page_language(q->languages);
	struct catalogue *c = catalogue_open(language);
	struct str page = {0};
	web_page_begin(&page, language);
	web_page_part(&page, "<p>", catalogue_text(c, N_("This link has been used, or is not good any more.")), "</p>\n");
	response_status(x, 404); /* what was ready for who came second stays here */
	web_page_answer(x, 404, &page);
	catalogue_close(c);
	free(language);
}

static void answer(struct worker *w, const struct request *q, struct response *x,
                   int (*how)(struct worker *w, const struct request *q, struct response *x, struct err *e))
{
	struct err e = {0};
	int seconds = guard_take(&w->portal->guard, GUARD_GUEST, q->address, clock_monotonic_ms());
	int result = seconds ? guard_refuse(seconds, ERR_BUSY, &e) : how(w, q, x, &e);
	if (result == 0)
		answer_nothing(q, x);
	else if (result < 0)
		response_problem(x, &e);
	err_release(&e);
}

void resource_link(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	(void)v;
	answer(w, q, x, show);
}

void resource_link_take(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	(void)v;
	answer(w, q, x, send_file);
}

int links_prune(struct store *s, int64_t before, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM link WHERE until < ?1");
	db_bind_int(row, 1, before);
	return db_run(row, e);
}
