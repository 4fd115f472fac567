/*
 * The question to the head of a school: a link for one answer comes by mail; following it asks, and only a button answers, because programs
 * follow links too. The page is plain HTML without any script, for whatever browser a school has.
 */
#include <stdlib.h>
#include <string.h>

#include "resource.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "validation_steps.h"
#include "web_page.h"

/* --- the secret --- */

static int set_digest(struct store *s, const char *person, const char *digest, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE validation SET digest = ?2 WHERE person = ?1");
	db_bind_text(row, 1, person);
	db_bind_text(row, 2, digest);
	return db_run(row, e);
}

int head_forget(struct store *s, const char *person, struct err *e)
{
	return set_digest(s, person, NULL, e);
}

static bool is_asked(struct store *s, const char *person)
{
	struct applicant a;
	bool asked = applicant_find(NULL, s, person, &a) && step_of(json_get_text(a.profile, "step")) == STEP_HEAD;
	applicant_release(&a);
	return asked;
}

int head_ask(struct worker *w, const char *person, char secret[TOKEN_TEXT_SIZE], struct err *e)
{
	char digest[DIGEST_TEXT_SIZE];
	crypto_token(secret);
	crypto_digest(secret, strlen(secret), digest);
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0) {
		result = is_asked(s, person);
		if (result == 1 && (set_digest(s, person, digest, e) < 0 || db_commit(s->db, e) < 0))
			result = -1;
	}
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* Whom a link is about; false if it is worth nothing. */
static bool find_person(struct store *s, const char *secret, char person[RECORD_ID_LENGTH + 1])
{
	char digest[DIGEST_TEXT_SIZE];
	crypto_digest(secret, strlen(secret), digest);
	struct db_stmt *row = db_prepare(s->db, "SELECT person FROM validation WHERE digest = ?1");
	db_bind_text(row, 1, digest);
	bool found = db_step(row, NULL) == 1;
	if (found)
		memcpy(person, db_text(row, 0), strnlen(db_text(row, 0), RECORD_ID_LENGTH) + 1);
	db_reset(row);
	return found && is_asked(s, person);
}

/* --- the page --- */

/* TRANSLATORS: a question to the head of a school. %1$s is a person, %2$s a school. */
static const char question[] = N_("Does %1$s work at your school, %2$s?");

static void ask(struct str *page, struct catalogue *c, const struct applicant *a)
{
	const char *arguments[] = {json_get_text(a->card, "name"), json_get_text(json_get(a->card, "school"), "name")};
	struct str words = {0};
	str_add_worded(&words, catalogue_text(c, question), arguments, ARRAY_SIZE(arguments));
	web_page_part(page, "<p>", words.text, "</p>\n<form method=\"post\">\n");
	web_page_part(page, "<button name=\"answer\" value=\"yes\">", catalogue_text(c, N_("Yes")), "</button>\n");
	web_page_part(page, "<button name=\"answer\" value=\"no\">", catalogue_text(c, N_("No")), "</button>\n</form>\n");
	str_release(&words);
}

/* The words are in the language of the applicant: the two work in one house. */
static void answer_page(struct response *x, const struct applicant *a, const char *sentence)
{
	const char *language = a ? json_get_text(a->profile, "interfaceLanguage") : NULL;
	struct catalogue *c = catalogue_open(language);
	struct str page = {0};
	web_page_begin(&page, language);
	if (sentence)
		web_page_part(&page, "<p>", catalogue_text(c, sentence), "</p>\n");
	else
		ask(&page, c, a);
	web_page_answer(x, 200, &page);
	catalogue_close(c);
}

static void answer_nothing(struct response *x)
{
	answer_page(x, NULL, N_("This link has been used, or is not good any more."));
	x->status = 404;
}

/* --- the answer --- */

/* The body is that of a form with one button: "answer=yes". */
static enum head_answer read_answer(const struct request *q)
{
	static const struct { const char *text; enum head_answer answer; } answers[] = {{"answer=yes", HEAD_YES}, {"answer=no", HEAD_NO}};
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++)
		if (q->len == strlen(answers[i].text) && memcmp(q->body, answers[i].text, q->len) == 0)
			return answers[i].answer;
	return HEAD_NONE;
}

/* 1; 0 where somebody has answered meanwhile; -1 with e. */
static int take_answer(struct worker *w, const char *secret, enum head_answer answer, struct err *e)
{
	char person[RECORD_ID_LENGTH + 1] = "";
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0) {
		result = find_person(s, secret, person);
		if (result == 1 && (head_forget(s, person, e) < 0 || validation_head_answered(w->portal, person, answer, e) < 0 ||
		                    db_commit(s->db, e) < 0))
			result = -1;
	}
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* Who guesses finds nothing in a thousand years, but need not be given the time for it. */
static int check_share(struct worker *w, const struct request *q, struct err *e)
{
	int seconds = guard_take(&w->portal->guard, GUARD_FORM, q->address, clock_monotonic_ms());
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

static bool find_applicant(struct worker *w, const char *secret, struct applicant *a)
{
	char person[RECORD_ID_LENGTH + 1] = "";
	return find_person(&w->reader, secret, person) && applicant_find(w->portal, &w->reader, person, a);
}

static void show(struct worker *w, const struct request *q, struct response *x)
{
	struct applicant a;
	if (!find_applicant(w, q->segments[0], &a)) {
		answer_nothing(x);
		return;
	}
	answer_page(x, &a, NULL);
	applicant_release(&a);
}

static int take(struct worker *w, const struct request *q, struct response *x, struct err *e)
{
	struct applicant a;
	enum head_answer answer = read_answer(q);
	if (answer == HEAD_NONE)
		return err_set(e, ERR_NOT_REQUEST, "answer=yes", NULL);
	if (!find_applicant(w, q->segments[0], &a)) {
		answer_nothing(x);
		return 0;
	}
	int taken = take_answer(w, q->segments[0], answer, e);
	if (taken == 1)
		answer_page(x, &a, N_("Thank you. The support organisation has your answer."));
	else if (taken == 0)
		answer_nothing(x);
	applicant_release(&a);
	return taken < 0 ? -1 : 0;
}

void resource_head(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	(void)v;
	if (check_share(w, q, &e) == 0)
		show(w, q, x);
	else
		response_problem(x, &e);
	err_release(&e);
}

void resource_head_answer(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	(void)v;
	if (check_share(w, q, &e) < 0 || take(w, q, x, &e) < 0)
		response_problem(x, &e);
	err_release(&e);
}
