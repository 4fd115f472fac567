/*
 * Finding a school by what somebody has typed so far of its name, town or region, before they have an account; and entering one that is
 * not known yet, to change to it.
 */
#include "schools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "rules/rule.h"
#include "resource.h"
#include "search.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/text/utf8.h"
#include "validation.h"

enum { SCHOOLS_MOST = 5, WORDS_MOST = 200 /* bytes */, WORD_LEAST = 3 /* characters */ };

static void add_page(struct json *list, const struct record *r)
{
	static const char *const told[] = {"name", "town", "region", "country"};
	struct json *page = json_parse_own(r->body), *row = json_push(list, json_new_object());
	json_set_string(row, "id", r->id);
	for (size_t i = 0; i < ARRAY_SIZE(told); i++)
		if (json_get_text(page, told[i]))
			json_set_string(row, told[i], json_get_text(page, told[i]));
	json_free(page);
}

struct json *schools_of(struct store *s, const struct resembling *found, int count)
{
	struct json *list = json_new_array();
	struct account directory;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return list;
	for (int i = 0; i < count; i++) {
		struct record r = {0};
		if (record_by_id(s, directory.local, &record_types[TYPE_School], found[i].id, &r) && r.audience & AUDIENCE_PUBLIC)
			add_page(list, &r);
		record_free(&r);
	}
	account_release(&directory);
	return list;
}

/* The words that are long enough to be looked for; yours. The last one may become so yet. */
static char *long_words(const char *text)
{
	struct str words = {0};
	while (*text) {
		size_t len = strcspn(text, " ");
		char *word = xstrndup(text, len);
		if (utf8_length(word) >= WORD_LEAST)
			str_addf(&words, words.len ? " %s" : "%s", word);
		free(word);
		text += len + (text[len] == ' ');
	}
	return str_detach_or(&words, NULL);
}

static int find(struct worker *w, const char *text, const char *country, struct resembling found[SCHOOLS_MOST], struct err *e)
{
	struct json *filter = json_new_object();
	struct directory_answer a;
	json_set_string(filter, "text", text);
	if (country)
		json_set_string(filter, "country", country);
	const struct directory_question q = {
		.type = &record_types[TYPE_School], .sees = AUDIENCE_PUBLIC, .filter = filter, .limit = SCHOOLS_MOST,
	};
	int count = directory_ask(w->portal->search, &q, &a, e) < 0 ? -1 : a.count;
	for (int i = 0; i < count; i++)
		snprintf(found[i].id, sizeof found[i].id, "%s", a.ids[i]);
	json_free(filter);
	return count;
}

static int check_share(struct worker *w, const struct request *q, struct err *e)
{
	if (!w->portal->registers)
		return err_set(e, ERR_REGISTRATION_CLOSED, NULL);
	int seconds = guard_take(&w->portal->guard, GUARD_GUEST, q->address, clock_monotonic_ms());
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

void resource_schools(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	struct json *form = NULL;
	struct resembling found[SCHOOLS_MOST] = {0};
	const char *text = NULL, *country = NULL;
	int count = -1;
	(void)v;
	if (check_share(w, q, &why.cause) == 0 && (form = form_read(q, &why.cause))) {
		text = form_text(form, "text", 1, WORDS_MOST, &why);
		country = form_text(form, "country", 0, WORDS_MOST, &why);
	}
	char *words = form_is_right(&why) ? long_words(text) : NULL;
	if (form_is_right(&why))
		count = words ? find(w, words, country, found, &why.cause) : 0;
	free(words);
	if (count >= 0) {
		struct json *document = json_new_object();
		json_set(document, "schools", schools_of(&w->reader, found, count));
		response_json(x, 200, document);
	} else {
		form_refuse(x, &why);
	}
	form_free(form);
	refusal_release(&why);
}

/* --- a new one --- */

int school_add(struct store *s, int64_t directory, const struct json *page, struct record *r, struct err *e)
{
	*r = (struct record){
		.account = directory,
		.type = &record_types[TYPE_School],
		.audience = AUDIENCE_AUTHOR,
		.body = json_print(page),
	};
	if (record_write(s, r, true, e) == 0)
		return 0;
	record_free(r);
	return -1;
}

/* As if the school had been there, and its owner had changed the profile: the same rule says what follows. */
static int want(const struct write *w, const struct json *page, struct record *profile, struct refusal *why)
{
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	struct record school;
	if (school_add(w->s, directory->account.local, page, &school, &why->cause) < 0)
		return -1;
	struct json *before = json_parse_own(profile->body), *body = json_copy(before);
	json_set(body, "wantsSchool", rule_party(school.id, page));
	int result = validation_update(w, before, body, why);
	if (result == 0)
		result = rule_write(w, profile, body, true, why);
	else
		json_free(body);
	json_free(before);
	record_free(&school);
	return result;
}

static int make(struct worker *worker, const struct viewer *v, const struct json *page, struct refusal *why)
{
	int copies = 0, result = -1;
	const struct write w = {
		.portal = worker->portal, .s = worker_write(worker), .viewer = v, .account = viewer_account_of_kind(v, ACCOUNT_PERSONAL),
		.type = &record_types[TYPE_Profile], .now = clock_now(), .copies = &copies,
	};
	struct record profile = {0};
	if (db_begin(w.s->db, &why->cause) == 0 && user_profile_record(w.s, &v->user, &profile) && want(&w, page, &profile, why) == 0)
		result = db_commit(w.s->db, &why->cause);
	db_rollback(w.s->db);
	worker_write_end(worker);
	record_free(&profile);
	return result;
}

static int check_form(struct worker *w, const struct request *q, const struct json *form, struct refusal *why)
{
	int seconds = guard_take(&w->portal->guard, GUARD_FORM, q->address, clock_monotonic_ms());
	if (seconds)
		return guard_refuse(seconds, ERR_RATE_LIMIT, &why->cause);
	return record_validate(&record_types[TYPE_School], form, NULL, VALIDATE_CREATE, &why->fields) > 0 ? -1 : 0;
}

void resource_school(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	struct json *form = form_read(q, &why.cause);
	if (form && check_form(w, q, form, &why) == 0 && make(w, v, form, &why) == 0)
		response_status(x, 204);
	else
		form_refuse(x, &why);
	form_free(form);
	refusal_release(&why);
}
