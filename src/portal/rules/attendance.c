/*
 * Attendances: somebody's word on an event lies in their own account, and a copy with whoever holds the event, who answers
 * applications there. Places are counted in the transaction that takes one: the last place is taken once.
 */
#include "event.h"
#include "seat.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* What the copy says; reminders are nobody else's. */
static const char *const copied[] = {"event", "person", "answer", "outcome", "text", "since"};

/* --- what may be said --- */

/* was: what was said before, or NULL. */
static int check_answer(const struct write *w, const struct seat *x, const char *was, const char *is, struct refusal *why)
{
	bool applies = text_equal(is, "applied");
	if (text_equal(was, is) || text_equal(is, "no"))
		return 0;
	if (applies != event_is_by_application(x->tree))
		return refuse_field(why, w->type, "answer", ERR_FIELD_CODE, is);
	if (seat_is_closed(w, x))
		return rule_refuse(why, ERR_EVENT_CLOSED, json_get_text(x->tree, "title"));
	return text_equal(is, "yes") ? seat_check_places(w, x, why) : 0;
}

/* --- the copies --- */

static bool find_word(const struct write *w, int64_t account, const char *event, const char *person, struct record *r)
{
	const struct record_filter filters[] = {{.field = "event", .equals = event}, {.field = "person", .equals = person}};
	return account && rule_find(w, account, TYPE_Attendance, filters, ARRAY_SIZE(filters), r);
}

/* With whoever holds the event; where they go themselves, their own is all there is. */
static int write_copy(const struct write *w, const struct seat *x, const struct json *own, struct refusal *why)
{
	struct record copy = {0};
	if (!x->keeper || x->keeper == w->viewer->user.account)
		return 0;
	if (!find_word(w, x->keeper, x->event.id, w->viewer->user.person, &copy))
		copy = (struct record){.account = x->keeper, .type = w->type};
	struct json *body = json_new_object(), *before = json_parse_own(copy.body);
	for (size_t i = 0; i < ARRAY_SIZE(copied); i++)
		if (json_get(own, copied[i]))
			json_set(body, copied[i], json_copy(json_get(own, copied[i])));
	bool same = json_equal(before, body);
	json_free(before);
	int result = 0;
	if (same)
		json_free(body);
	else
		result = rule_write(w, &copy, body, true, why);
	record_free(&copy);
	return result;
}

static int tell_keeper(const struct write *w, const struct seat *x, const struct json *own, struct refusal *why)
{
	const struct notice n = {
		.kind = "eventApplication", .about = TYPE_Event, .id = x->event.id, .title = json_get_text(x->tree, "title"),
	};
	bool applies = text_equal(json_get_text(own, "answer"), "applied") && !json_get(own, "outcome");
	return applies ? rule_notify(w, json_get_text(json_get(x->tree, "organiser"), "id"), &n, why) : 0;
}

/* --- one's own word --- */

/* Completes a word, checks it against what was said before (NULL: nothing), and does what follows from it for others. */
static int say(const struct write *w, struct seat *x, const struct json *before, struct json *body, struct refusal *why)
{
	const char *was = json_get_text(before, "answer"), *is = json_get_text(body, "answer");
	bool again = text_equal(was, is);
	if (check_answer(w, x, was, is, why) < 0)
		return -1;
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "person", rule_party(w->viewer->user.person, me));
	json_free(me);
	json_remove(body, "outcome");
	if (again && json_get(before, "outcome"))
		json_set(body, "outcome", json_copy(json_get(before, "outcome")));
	if (!again)
		rule_set_now(w, body, "since");
	else if (json_get(before, "since"))
		json_set(body, "since", json_copy(json_get(before, "since")));
	if (seat_count(w, x, before, body, why) < 0 || write_copy(w, x, body, why) < 0)
		return -1;
	return again ? 0 : tell_keeper(w, x, body, why);
}

/* Whoever answers again without knowing of the first time has the same record. */
static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	struct seat x;
	int result = -1;
	if (rule_check_validated(w, why) < 0)
		return -1;
	if (json_get(body, "outcome"))
		return refuse_field(why, w->type, "outcome", ERR_FIELD_SERVER_SET, NULL);
	if (seat_open(w, body, &x)) {
		if (!find_word(w, w->viewer->user.account, x.event.id, w->viewer->user.person, r))
			*r = (struct record){.account = w->viewer->user.account, .type = w->type};
		struct json *before = json_parse_own(r->body);
		result = say(w, &x, before, body, why);
		if (result == 0)
			result = rule_write(w, r, json_copy(body), true, why);
		json_free(before);
	} else {
		refuse_field(why, w->type, "event", ERR_FIELD_REFERENCE, json_get_text(json_get(body, "event"), "id"));
	}
	seat_close(&x);
	return result;
}

/* What concerns nobody else may be changed even where the event can be seen no more. */
static int change_word(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	struct seat x;
	int result = 0;
	if (!json_equal(json_get(before, "outcome"), json_get(body, "outcome")))
		return refuse_field(why, w->type, "outcome", ERR_FIELD_SERVER_SET, NULL);
	if (seat_open(w, body, &x))
		result = say(w, &x, before, body, why);
	else if (!json_equal(json_get(before, "answer"), json_get(body, "answer")))
		result = rule_refuse(why, ERR_NOT_FOUND, NULL);
	seat_close(&x);
	return result;
}

/* --- the word of somebody else, with whoever holds the event --- */

static int write_outcome(const struct write *w, const struct seat *x, const struct json *body, struct refusal *why)
{
	const char *person = json_get_text(json_get(body, "person"), "id");
	const struct notice n = {
		.kind = "eventApplication", .about = TYPE_Event, .id = x->event.id, .title = event_told_title(x->tree),
	};
	struct record own;
	if (!find_word(w, rule_account(w, person), x->event.id, person, &own))
		return 0;
	struct json *word = json_parse_own(own.body);
	json_set_string(word, "outcome", json_get_text(body, "outcome"));
	int result = rule_write(w, &own, word, true, why);
	record_free(&own);
	return result == 0 ? rule_notify(w, person, &n, why) : -1;
}

static int decide(const struct write *w, struct seat *x, const struct json *before, struct json *body, struct refusal *why)
{
	bool accepted = text_equal(json_get_text(body, "outcome"), "accepted");
	if (!json_get(body, "outcome"))
		return refuse_field(why, w->type, "outcome", ERR_FIELD_REQUIRED, NULL);
	if (!text_equal(json_get_text(before, "answer"), "applied"))
		return rule_refuse_state(why, json_get_text(x->tree, "title"), json_get_text(before, "answer"));
	if (accepted && seat_check_places(w, x, why) < 0)
		return -1;
	return seat_count(w, x, before, body, why) < 0 ? -1 : write_outcome(w, x, body, why);
}

static bool differs_elsewhere(const struct json *before, const struct json *body)
{
	struct json *a = json_copy(before), *b = json_copy(body);
	json_remove(a, "outcome");
	json_remove(b, "outcome");
	bool differs = !json_equal(a, b);
	json_free(a);
	json_free(b);
	return differs;
}

static int change_copy(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	struct seat x;
	int result = -1;
	if (differs_elsewhere(before, body))
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (json_equal(before, body))
		return 0;
	if (seat_open(w, body, &x))
		result = decide(w, &x, before, body, why);
	else
		rule_refuse(why, ERR_NOT_FOUND, NULL);
	seat_close(&x);
	return result;
}

/* --- the rules --- */

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	bool own = rule_is_me(w, json_get_text(json_get(before, "person"), "id"));
	int result = (own ? change_word : change_copy)(w, before, body, why);
	json_free(before);
	return result;
}

/* Gives the place of a person back, and takes the copy of their word away. */
static int take_back(const struct write *w, struct seat *x, const struct json *word, struct refusal *why)
{
	const char *person = json_get_text(json_get(word, "person"), "id");
	struct record copy = {0};
	int result = seat_count(w, x, word, NULL, why);
	if (result == 0 && x->keeper != rule_account(w, person) && find_word(w, x->keeper, x->event.id, person, &copy))
		result = record_destroy(w->s, &copy, &why->cause);
	record_free(&copy);
	return result;
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *word = json_parse_own(r->body);
	struct seat x = {0};
	int result = 0;
	if (!rule_is_me(w, json_get_text(json_get(word, "person"), "id")))
		result = rule_refuse(why, ERR_FORBIDDEN, NULL);
	else if (seat_open(w, word, &x))
		result = take_back(w, &x, word, why);
	seat_close(&x);
	json_free(word);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

/* --- leaving a project --- */

static int drop(const struct write *w, int64_t local, int64_t project, struct refusal *why)
{
	struct record r = {0};
	struct seat x = {0};
	int result = 0;
	if (!record_by_local(w->s, local, &r))
		return 0;
	struct json *word = json_parse_own(r.body);
	if (seat_open(w, word, &x) && x.event.account == project) {
		result = take_back(w, &x, word, why);
		if (result == 0)
			result = record_destroy(w->s, &r, &why->cause);
	}
	seat_close(&x);
	json_free(word);
	record_free(&r);
	return result;
}

int attendance_drop_all(const struct write *w, const char *person, int64_t project, struct refusal *why)
{
	enum { WORDS_MOST = 500 };
	int64_t locals[WORDS_MOST];
	const struct record_filter own = {.field = "person", .equals = person};
	struct record_query q = {
		.account = rule_account(w, person), .type = &record_types[TYPE_Attendance], .filters = &own, .filter_count = 1, .limit = WORDS_MOST,
	};
	int count = q.account ? record_list(w->s, &q, locals, NULL, NULL, &why->cause) : 0, result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++)
		result = drop(w, locals[i], project, why);
	return result;
}

const struct rules rules_attendance = {.create = create, .update = update, .destroy = destroy};
