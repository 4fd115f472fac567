/* Cases: an officer takes one, decides it once, puts it back to the end; what the decision does is the business of its kind. */
#include "rule.h"

#include "../case.h"
#include "../validation.h"
#include "twinline/base/clock.h"
#include "twinline/base/str.h"

enum { HOLD_SECONDS = 15 * 60 };

/* What is decided of each kind, and by what; tells: who asked is told by the desk. */
static const struct { const char *kind; case_decide *decide; bool tells; } kinds[] = {
	{"registration", registration_decide, true},
	{"school", registration_decide, true},
	{"schoolChange", school_change_decide, true},
	{"report", report_decide, true},
	{"project", project_decide, false},
};

/* The states that a decision makes, and whether each needs a reason. */
static const struct { const char *state; bool reason, joins; } decisions[] = {
	{"accepted", false, false}, {"askedBack", true, false}, {"refused", true, false}, {"joinedUp", false, true}, {"done", false, false},
	{"shownAgain", false, false},
};

/* Decided once, from waiting or asked back; but what a report has hidden can be shown again. */
static bool may_become(const struct json *before, const char *is)
{
	const char *was = json_get_text(before, "state");
	if (text_equal(is, "shownAgain"))
		return text_equal(was, "accepted") && text_equal(json_get_text(before, "kind"), "report");
	return text_equal(was, "waiting") || (text_equal(was, "askedBack") && !text_equal(is, was));
}

/* --- holding --- */

/* The name of another officer who holds it now; NULL: nobody does. */
static const char *held_by_other(const struct write *w, const struct json *before)
{
	int64_t until = 0;
	const struct json *holder = json_get(before, "holder");
	rule_get_time(before, "heldUntil", &until);
	if (!json_get_bool(before, "held", false) || until <= w->now || rule_is_me(w, json_get_text(holder, "id")))
		return NULL;
	return json_get_text(holder, "name");
}

static void hold(const struct write *w, struct json *body)
{
	char until[CLOCK_TEXT_SIZE];
	struct json *me = rule_card(w, w->viewer->user.person);
	clock_format(w->now + HOLD_SECONDS, until);
	json_set_bool(body, "held", true);
	json_set(body, "holder", rule_party(w->viewer->user.person, me));
	json_set_string(body, "heldUntil", until);
	json_free(me);
}

/* --- deciding --- */

static int check(const struct write *w, const struct json *before, const struct json *body, struct refusal *why)
{
	const char *was = json_get_text(before, "state"), *is = json_get_text(body, "state");
	for (size_t i = 0; i < ARRAY_SIZE(decisions); i++) {
		if (!text_equal(is, decisions[i].state))
			continue;
		if (!may_become(before, is))
			return rule_refuse_state(why, json_get_text(before, "title"), was);
		if (decisions[i].reason && !json_get_text(body, "reason"))
			return refuse_field(why, w->type, "reason", ERR_FIELD_REQUIRED, NULL);
		if (decisions[i].joins && !json_get_text(body, "joinWith"))
			return refuse_field(why, w->type, "joinWith", ERR_FIELD_REQUIRED, NULL);
		return 0;
	}
	/* Only who asked makes it wait again. */
	return rule_refuse_state(why, json_get_text(before, "title"), was);
}

static int do_it(const struct write *w, const struct decision *d, struct refusal *why)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (!text_equal(kinds[i].kind, json_get_text(d->body, "kind")))
			continue;
		if (kinds[i].decide(w, d, why) < 0)
			return -1;
		const char *who = json_get_text(json_get(d->body, "who"), "id");
		return kinds[i].tells && who ? case_tell(w, d, who, why) : 0;
	}
	return rule_refuse(why, ERR_FORBIDDEN, NULL);
}

static int decide(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	const struct decision d = {
		.body = before,
		.id = json_get_text(before, "aboutId"),
		.country = json_get_text(before, "country"),
		.state = json_get_text(body, "state"),
		.reason = json_get_text(body, "reason"),
		.text = json_get_text(body, "text"),
		.join_with = json_get_text(body, "joinWith"),
	};
	if (check(w, before, body, why) < 0 || do_it(w, &d, why) < 0)
		return -1;
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "decidedBy", rule_party(w->viewer->user.person, me));
	rule_set_now(w, body, "decidedAt");
	json_remove(body, "laterAt");
	case_let_go(body);
	json_free(me);
	return 0;
}

/* Letting go is nothing where somebody else holds it by now: who left a case offline says so late. */
static bool lets_go_alone(const struct json *before, const struct json *body)
{
	struct json *kept = json_copy(body);
	json_set_bool(kept, "held", true);
	bool alone = json_equal(kept, before) && !json_get_bool(body, "held", false);
	json_free(kept);
	return alone;
}

static int change(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	const char *other = held_by_other(w, before);
	if (other && lets_go_alone(before, body)) {
		json_set_bool(body, "held", true);
		return 0;
	}
	if (other)
		return rule_refuse(why, ERR_HELD, other);
	if (!text_equal(json_get_text(before, "state"), json_get_text(body, "state")))
		return decide(w, before, body, why);
	if (!text_equal(json_get_text(before, "laterAt"), json_get_text(body, "laterAt"))) {
		rule_set_now(w, body, "laterAt");
		case_let_go(body);
	} else if (json_get_bool(body, "held", false) && text_equal(json_get_text(body, "state"), "waiting")) {
		hold(w, body);
	} else {
		case_let_go(body);
	}
	return 0;
}

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	if (w->account->role != ROLE_OFFICER)
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	struct json *tree = json_parse_own(before->body);
	int result = change(w, tree, body, why);
	json_free(tree);
	return result;
}

const struct rules rules_case = {.update = update};
