/*
 * Leaving for good: what one has in one's own account goes, under the same rules as by hand; then the card, the sign-in and the name
 * in what others keep. Letters that others have stay theirs, without the name of who wrote them.
 */
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "dispatch.h"
#include "erase.h"
#include "farewell.h"
#include "form.h"
#include "leave.h"
#include "names.h"
#include "password.h"
#include "pupils.h"
#include "resource.h"
#include "rules/rule.h"
#include "succession.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/record.h"
#include "validation.h"

/* --- what is one's own --- */

static int own_ids(struct store *s, int64_t account, const struct record_type *type, struct strings *ids, struct err *e)
{
	struct db_stmt *rows = db_prepare(s->db, "SELECT id FROM record WHERE account = ?1 AND type = ?2 LIMIT ?3");
	int step;
	db_bind_int(rows, 1, account);
	db_bind_int(rows, 2, type->index);
	db_bind_int(rows, 3, JMAP_MAX_OBJECTS_IN_SET);
	while ((step = db_step(rows, e)) == 1)
		strings_push(ids, db_text(rows, 0));
	return step;
}

/* Destroys what of a type lies in one's own account, as one's own request would; what may not be destroyed stays. How many went, or -1. */
static int64_t destroy_some(struct worker *w, const struct viewer *v, const struct record_type *type, struct err *e)
{
	const struct membership *own = viewer_account_of_kind(v, ACCOUNT_PERSONAL);
	struct strings ids = {0};
	struct str note = {0};
	int64_t gone = -1;
	worker_rest(w);
	if (own_ids(&w->reader, own->account.local, type, &ids, e) == 0) {
		struct json *request = jmap_request_new(), *arguments = json_new_object();
		struct json *list = json_set(arguments, "destroy", json_new_array());
		char *method = xasprintf("%s/set", type->name);
		json_set_string(arguments, "accountId", own->account.id);
		for (size_t i = 0; i < ids.count; i++)
			json_push(list, json_new_string(ids.at[i]));
		jmap_call(request, method, arguments, "0");
		char *body = json_print(request);
		struct json *response = ids.count ? portal_dispatch(w, v, body, strlen(body), &note, e) : NULL;
		const struct json *answer = response ? jmap_response(response, "0", e) : NULL;
		gone = !ids.count ? 0 : answer ? (int64_t)json_size(json_get(answer, "destroyed")) : -1;
		json_free(response);
		json_free(request);
		free(body);
		free(method);
	}
	str_release(&note);
	strings_release(&ids);
	return gone;
}

static int empty_account(struct worker *w, const struct viewer *v, struct err *e)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		int64_t gone = 1;
		while (record_type_in(type, ACCOUNT_PERSONAL) && type->flags & T_DESTROY && gone > 0)
			gone = destroy_some(w, v, type, e);
		if (gone < 0)
			return -1;
	}
	return 0;
}

/* Before the card says nobody. */
static int forget_name(struct store *s, const char *person, const struct locals *found, struct err *e)
{
	const struct write as = {.s = s};
	struct json *card = rule_card(&as, person);
	const char *name = json_get_text(card, "name");
	int result = names_set(s, person, PARTY_ERASED, found, e);
	if (result == 0 && name)
		result = cases_forget(s, person, name, found, e);
	json_free(card);
	return result;
}

static int erase(struct worker *w, const struct viewer *v, struct err *e)
{
	const char *person = v->user.person;
	struct locals found;
	int there = names_find(&w->reader, person, v->user.account, &found, e), result = -1;
	struct store *s = worker_write(w);
	if (there == 0 && db_begin(s->db, e) == 0 && validation_settled(s, person, "done", e) == 0 && erase_memberships(s, person, e) == 0 &&
	    erase_records(s, v->user.account, TYPE_Profile, e) == 0 &&
	    forget_name(s, person, &found, e) == 0 && erase_person(s, person, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	free(found.at);
	return result;
}

int leave_for_good(struct worker *w, const struct viewer *v, struct err *e)
{
	return empty_account(w, v, e) < 0 ? -1 : erase(w, v, e);
}

void resource_farewell(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	struct json *page = NULL;
	/* It reads everything. */
	int seconds = guard_take(&w->portal->guard, GUARD_FORM, q->address, clock_monotonic_ms());
	if (seconds)
		guard_refuse(seconds, ERR_BUSY, &e);
	else if (user_is_pupil(&v->user))
		err_set(&e, ERR_FORBIDDEN, NULL);
	else
		page = farewell(&w->reader, v, &e);
	if (page)
		response_json(x, 200, page);
	else
		response_problem(x, &e);
	err_release(&e);
}

/* Whoever is the last founder of what runs has said who carries on, where somebody could. */
static int check_founders(struct worker *w, const struct viewer *v, struct err *e)
{
	worker_rest(w);
	for (size_t i = 0; i < v->account_count; i++)
		if (succession_asks(&w->reader, v->accounts[i].account.local, v->user.person))
			return err_set(e, ERR_LAST_FOUNDER, NULL);
	return 0;
}

void resource_leave(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	/* A pupil's place is kept and ended by a teacher. */
	struct json *form = user_is_pupil(&v->user) ? NULL : form_read(q, &why.cause);
	if (user_is_pupil(&v->user))
		err_set(&why.cause, ERR_FORBIDDEN, NULL);
	if (form) {
		const char *password = form_text(form, "password", 1, PASSWORD_MOST, &why);
		if (password && password_check_own(w, v, password, q->address, &why.cause) == 0 && check_founders(w, v, &why.cause) == 0 &&
		    leave_for_good(w, v, &why.cause) == 0)
			response_status(x, 204);
	}
	if (!form_is_right(&why))
		form_refuse(x, &why);
	form_free(form);
	refusal_release(&why);
}
