/*
 * Activities: planned by whoever may; what they are is for those who planned them, and how far they are for everybody who may plan any.
 * Steps that somebody has done hang on their activity, and are seen by who sees it.
 */
#include "space.h"

#include <string.h>

#include "../talk.h"
#include "twinline/base/str.h"

/* What everybody who plans may say of any. */
static const char *const progress[] = {"state", "stateSince", "doneBy", NULL};

/* --- what it says --- */

/* Days as text compare as days. */
static int check_days(const struct write *w, const struct json *body, struct refusal *why)
{
	const char *begins = json_get_text(body, "begins"), *due = json_get_text(body, "due");
	struct err e = {0};
	if (!begins || !due || strcmp(begins, due) <= 0)
		return 0;
	err_set(&e, ERR_FIELD_RANGE, begins, "9999-12-31", NULL);
	field_errors_add(&why->fields, field_find(w->type, "due"), "due", &e);
	return -1;
}

static int check_people(const struct write *w, const struct json *before, const struct json *body, struct refusal *why)
{
	const struct json *people = json_get(body, "people");
	if (before && json_equal(people, json_get(before, "people")))
		return 0;
	for (const struct json *i = json_first(people); i; i = json_next(i)) {
		const char *person = json_get_text(i, "id");
		if (!person || member_role(w->s, w->account->account.local, person) == ROLE_COUNT)
			return refuse_field(why, w->type, "people", ERR_FIELD_REFERENCE, person);
	}
	return 0;
}

static void set_state(const struct write *w, struct json *body)
{
	rule_set_now(w, body, "stateSince");
	if (text_equal(json_get_text(body, "state"), "done"))
		json_set(body, "doneBy", space_me(w));
	else
		json_remove(body, "doneBy");
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (space_check(w, RIGHT_ACTIVITY, why) < 0 || space_check_readers(w, NULL, body, why) < 0 || check_days(w, body, why) < 0 ||
	    check_people(w, NULL, body, why) < 0)
		return -1;
	space_default(body, "phase", "work");
	space_default(body, "state", "open");
	space_default(body, "readers", "members");
	set_state(w, body);
	return space_add(w, body, r, why);
}

/* --- changing it --- */

static struct json *without_progress(const struct json *body)
{
	struct json *copy = json_copy(body);
	for (const char *const *name = progress; *name; name++)
		json_remove(copy, *name);
	return copy;
}

/* True if more changes than how far it is. */
static bool is_another(const struct json *before, const struct json *body)
{
	struct json *was = without_progress(before), *is = without_progress(body);
	bool differs = !json_equal(was, is);
	json_free(was);
	json_free(is);
	return differs;
}

static int check_change(const struct write *w, const struct json *before, const struct json *body, struct refusal *why)
{
	if (space_check(w, RIGHT_ACTIVITY, why) < 0 || (is_another(before, body) && space_check_mine(w, before, why) < 0))
		return -1;
	if (space_check_readers(w, before, body, why) < 0 || check_people(w, before, body, why) < 0)
		return -1;
	return check_days(w, body, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = check_change(w, before, body, why);
	if (result == 0) {
		space_default(body, "state", "open");
		if (!text_equal(json_get_text(before, "state"), json_get_text(body, "state")))
			set_state(w, body);
		space_sign_change(w, before, body);
	}
	json_free(before);
	return result;
}

/* --- steps --- */

static int hide_step(const struct write *w, struct record *step, unsigned audience, struct refusal *why)
{
	if (step->audience == audience)
		return 0;
	step->audience = audience;
	return record_write(w->s, step, false, &why->cause);
}

/* Gives each step done of an activity its audience, or (0) takes it away. */
static int each_step(const struct write *w, const struct record *r, unsigned audience, struct refusal *why)
{
	enum { PAGE = 100 };
	const struct record_filter is = {.field = "activity", .equals = r->id};
	int64_t locals[PAGE];
	struct record_query q = {
		.account = r->account, .type = &record_types[TYPE_StepDone], .filters = &is, .filter_count = 1, .limit = PAGE,
	};
	int count, result = 0;
	while (result == 0 && (count = record_list(w->s, &q, locals, NULL, NULL, &why->cause)) > 0) {
		for (int i = 0; i < count && result == 0; i++) {
			struct record step = {0};
			if (record_by_local(w->s, locals[i], &step))
				result = audience ? hide_step(w, &step, audience, why) : record_destroy(w->s, &step, &why->cause);
			record_free(&step);
		}
		q.anchor = audience ? locals[count - 1] : 0;
	}
	return result < 0 || count < 0 ? -1 : 0;
}

static int updated(const struct write *w, const struct record *r, struct refusal *why)
{
	return each_step(w, r, r->audience, why) < 0 ? -1 : talk_follow(w->s, r, r->audience, &why->cause);
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = space_check(w, RIGHT_ACTIVITY, why) < 0 ? -1 : space_check_mine(w, body, why);
	json_free(body);
	if (result == 0)
		result = each_step(w, r, 0, why);
	if (result == 0)
		result = talk_follow(w->s, r, 0, &why->cause);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

const struct rules rules_activity = {
	.audience = space_audience, .create = create, .update = update, .updated = updated, .destroy = destroy,
};

/* --- saying that one has done a step --- */

/* True if text has the step as a line of its own. */
static bool has_line(const char *text, const char *step)
{
	size_t len = strlen(step);
	for (; text && *text; text += strcspn(text, "\n"), text += *text == '\n') {
		text += strspn(text, " \t");
		size_t line = strcspn(text, "\n");
		while (line > 0 && (text[line - 1] == ' ' || text[line - 1] == '\t'))
			line--;
		if (line == len && memcmp(text, step, len) == 0)
			return true;
	}
	return false;
}

static int do_step(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const char *activity = json_get_text(body, "activity"), *step = json_get_text(body, "step");
	const struct record_filter filters[] = {
		{.field = "activity", .equals = activity},
		{.field = "step", .equals = step},
		{.field = "person", .equals = w->viewer->user.person},
	};
	struct record of = {0};
	if (space_check(w, RIGHT_STEP, why) < 0)
		return -1;
	if (!record_by_id(w->s, w->account->account.local, &record_types[TYPE_Activity], activity, &of))
		return refuse_field(why, w->type, "activity", ERR_FIELD_REFERENCE, activity);
	struct json *tree = json_parse_own(of.body);
	int result = -1;
	if (!has_line(json_get_text(tree, "steps"), step)) {
		refuse_field(why, w->type, "step", ERR_FIELD_REFERENCE, step);
	} else if (rule_find(w, of.account, TYPE_StepDone, filters, ARRAY_SIZE(filters), r)) {
		result = 0;
	} else {
		*r = (struct record){.account = of.account, .type = w->type, .audience = of.audience};
		json_set(body, "person", space_me(w));
		rule_set_now(w, body, "since");
		result = rule_write(w, r, json_copy(body), true, why);
	}
	json_free(tree);
	record_free(&of);
	return result;
}

static int undo_step(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	bool mine = rule_is_me(w, json_get_text(json_get(body, "person"), "id"));
	json_free(body);
	if (space_check(w, mine ? RIGHT_STEP : RIGHT_OTHERS, why) < 0)
		return -1;
	return record_destroy(w->s, r, &why->cause);
}

const struct rules rules_step_done = {.create = do_step, .destroy = undo_step};
