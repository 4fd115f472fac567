/* The table of translations: wishes, which have their text, and what was made, which needs it no more. */
#include "twinline/records/translation.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* --- whether the portal translates --- */

/* A fact: one of these. */
static const char portal_fact[] = "portalTranslates", yes[] = "yes", no[] = "no", doubted[] = "no?";

static bool is_fact(struct store *s, const char *value)
{
	char *fact = store_fact(s, portal_fact);
	bool is = text_equal(fact, value);

	free(fact);
	return is;
}

bool translation_has_none(struct store *s)
{
	return is_fact(s, no) || is_fact(s, doubted);
}

bool translation_is_doubted(struct store *s)
{
	return is_fact(s, doubted);
}

int translation_note_portal(struct store *s, bool translates, struct err *e)
{
	const char *value = translates ? yes : no;

	return is_fact(s, value) ? 0 : store_set_fact(s, portal_fact, value, e);
}

int translation_doubt(struct store *s, struct err *e)
{
	return store_set_fact(s, portal_fact, doubted, e);
}

/* --- translations --- */

/* A statement whose ?1 and ?2 are text and language. */
static struct db_stmt *prepare(struct store *s, const char *sql, const char *text, const char *to)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);
	char digest[DIGEST_TEXT_SIZE];

	crypto_digest(text, strlen(text), digest);
	db_bind_text(stmt, 1, digest);
	db_bind_text(stmt, 2, to);
	return stmt;
}

void translation_release(struct translation *t)
{
	free(t->made);
	err_release(&t->cause);
	*t = (struct translation){ 0 };
}

void translation_read(struct store *s, const char *text, const char *to, struct translation *t)
{
	struct db_stmt *stmt = prepare(s, "SELECT made, cause FROM translation WHERE digest = ?1 AND language = ?2", text, to);

	*t = (struct translation){ 0 };
	if (row_step(stmt)) {
		t->made = row_text(stmt, 0);
		row_cause(stmt, 1, &t->cause);
		t->state = t->made ? TRANSLATION_MADE : t->cause.code ? TRANSLATION_FAILED : TRANSLATION_WAITS;
	}
	db_reset(stmt);
}

/* The oldest go; wishes that wait stay. */
static int prune(struct store *s, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "DELETE FROM translation WHERE (made IS NOT NULL OR cause IS NOT NULL) AND rowid NOT IN"
	                                         " (SELECT rowid FROM translation ORDER BY at DESC, rowid DESC LIMIT ?1)");

	db_bind_int(stmt, 1, TRANSLATIONS_MOST);
	return db_run(stmt, e);
}

int translation_keep(struct store *s, const char *text, const char *to, const char *made, struct err *e)
{
	struct db_stmt *stmt = prepare(s, "INSERT INTO translation(digest, language, made, at) VALUES(?1, ?2, ?3, ?4)"
	                                  " ON CONFLICT(digest, language) DO UPDATE SET made = ?3, at = ?4, text = NULL, source = NULL,"
	                                  " cause = NULL", text, to);

	db_bind_text(stmt, 3, made);
	db_bind_int(stmt, 4, clock_now());
	return db_run(stmt, e) == 0 ? prune(s, e) : -1;
}

int translation_ask(struct store *s, const struct translation_wish *wish, struct err *e)
{
	struct db_stmt *stmt = prepare(s, "INSERT INTO translation(digest, language, text, source, at) VALUES(?1, ?2, ?3, ?4, ?5)"
	                                  " ON CONFLICT(digest, language) DO UPDATE SET text = ?3, source = ?4, at = ?5, cause = NULL"
	                                  " WHERE made IS NULL", wish->text, wish->to);

	db_bind_text(stmt, 3, wish->text);
	db_bind_text(stmt, 4, wish->from);
	db_bind_int(stmt, 5, clock_now());
	return db_run(stmt, e);
}

int translation_drop(struct store *s, const char *text, const char *to, struct err *e)
{
	return db_run(prepare(s, "DELETE FROM translation WHERE digest = ?1 AND language = ?2 AND made IS NULL", text, to), e);
}

bool translation_next(struct store *s, struct translation_next *n)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT digest, text, source, language FROM translation WHERE text IS NOT NULL"
	                                         " AND made IS NULL AND cause IS NULL ORDER BY at, rowid LIMIT 1");
	bool there = row_step(stmt);

	*n = (struct translation_next){ 0 };
	if (there)
		*n = (struct translation_next){ row_text(stmt, 0), row_text(stmt, 1), row_text(stmt, 2), row_text(stmt, 3) };
	db_reset(stmt);
	return there;
}

void translation_next_release(struct translation_next *n)
{
	free(n->digest);
	free(n->text);
	free(n->from);
	free(n->to);
	*n = (struct translation_next){ 0 };
}

int translation_settle(struct store *s, const struct translation_next *n, const char *made, const struct err *cause, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE translation SET made = ?3, cause = ?4, at = ?5, text = NULL, source = NULL"
	                                         " WHERE digest = ?1 AND language = ?2");

	db_bind_text(stmt, 1, n->digest);
	db_bind_text(stmt, 2, n->to);
	db_bind_text(stmt, 3, made);
	row_bind_cause(stmt, 4, made ? NULL : cause);
	db_bind_int(stmt, 5, clock_now());
	return db_run(stmt, e) == 0 ? prune(s, e) : -1;
}
