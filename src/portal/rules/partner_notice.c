/*
 * Partner notices: any validated teacher says for what and for which age a partner is looked for. One text is posted once, for posting
 * it everywhere is what makes such boards worthless; and each has its last day.
 */
#include "rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../notices.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/text/fold.h"

enum {
	STANDS_DAYS = 30,      /* where nothing is said */
	STANDS_MOST_DAYS = 90,
	AGAIN_DAYS = 30,       /* so long one text is the same */
	A_WEEK_MOST = 5,
	LOOKED_AT_MOST = 100,  /* of one's own, newest first */
	ALIKE_PERCENT = 80     /* of the words of both that both have: nearly the same */
};

/* --- the last day --- */

static int check_day(const struct write *w, struct json *body, struct refusal *why)
{
	char first[CLOCK_DAY_SIZE], usual[CLOCK_DAY_SIZE], last[CLOCK_DAY_SIZE];
	const char *day = json_get_text(body, "expires");
	struct err e = {0};
	clock_format_day(w->now, first);
	clock_format_day(w->now + (int64_t)STANDS_DAYS * PORTAL_DAY, usual);
	clock_format_day(w->now + (int64_t)STANDS_MOST_DAYS * PORTAL_DAY, last);
	if (!day) {
		json_set_string(body, "expires", usual);
		return 0;
	}
	if (strcmp(day, first) >= 0 && strcmp(day, last) <= 0)
		return 0;
	err_set(&e, ERR_FIELD_RANGE, first, last, NULL);
	field_errors_add(&why->fields, field_find(w->type, "expires"), "expires", &e);
	return -1;
}

/* --- the same again --- */

/* The words of a notice, folded, each once. */
static void words_of(const struct json *notice, struct strings *words)
{
	struct str all = {0}, folded = {0};
	char *phrases = json_get(notice, "phrases") ? json_print(json_get(notice, "phrases")) : xstrdup("");
	const char *text = json_get_text(notice, "text");
	str_addf(&all, "%s %s %s", json_get_text(notice, "title"), text ? text : "", phrases);
	fold(&folded, all.text);
	for (char *at = folded.text, *end; at && *at; at = end) {
		size_t len = strcspn(at, " ");
		end = at + len + (at[len] == ' ');
		at[len] = '\0';
		if (len && !strings_has(words, at))
			strings_push(words, at);
	}
	free(phrases);
	str_release(&all);
	str_release(&folded);
}

static bool are_alike(const struct strings *a, const struct strings *b)
{
	size_t both = 0;
	for (size_t i = 0; i < a->count; i++)
		both += strings_has(b, a->at[i]);
	return both * 100 >= (a->count + b->count - both) * ALIKE_PERCENT;
}

/* What the writer has posted of late, newest first; how many. */
static int own_notices(const struct write *w, int64_t locals[LOOKED_AT_MOST])
{
	struct record_filter mine = {.field = "author", .equals = w->viewer->user.person};
	struct record_query q = {
		.account = w->account->account.local, .type = w->type, .filters = &mine, .filter_count = 1,
		.from = w->now - (int64_t)AGAIN_DAYS * PORTAL_DAY, .to = INT64_MAX, .limit = LOOKED_AT_MOST,
	};
	int count = record_list(w->s, &q, locals, NULL, NULL, NULL);
	return count > 0 ? count : 0;
}

/* Refuses what is, but for a few words, one of the writer's own notices; another one than self. */
static int check_again(const struct write *w, const struct json *body, int64_t self, struct refusal *why)
{
	int64_t locals[LOOKED_AT_MOST];
	struct strings words = {0};
	int count = own_notices(w, locals), result = 0;
	words_of(body, &words);
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		struct strings theirs = {0};
		struct json *other = locals[i] != self && record_by_local(w->s, locals[i], &r) ? json_parse_own(r.body) : NULL;
		if (other)
			words_of(other, &theirs);
		if (other && are_alike(&words, &theirs))
			result = rule_refuse(why, ERR_POSTED, json_get_text(other, "title"));
		strings_release(&theirs);
		json_free(other);
		record_free(&r);
	}
	strings_release(&words);
	return result;
}

/* --- the rules --- */

/* Those that were taken away count, too: whoever posts anew each day is not to be read before all others. */
static int check_week(const struct write *w, struct refusal *why)
{
	char most[12];
	snprintf(most, sizeof most, "%d", A_WEEK_MOST);
	return notices_of_week(w->s, w->viewer->user.person, w->now) >= A_WEEK_MOST ? rule_refuse(why, ERR_MANY_NOTICES, most) : 0;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (!access_may_read(AUDIENCE_SIGNED_IN, w->viewer->role, false))
		return rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (rule_check_phrases(w, body, why) < 0 || check_day(w, body, why) < 0 || check_again(w, body, 0, why) < 0 || check_week(w, why) < 0)
		return -1;
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set(body, "author", rule_party(w->viewer->user.person, me));
	if (json_get(me, "school"))
		json_set(body, "school", json_copy(json_get(me, "school")));
	rule_set_now(w, body, "createdAt");
	json_free(me);
	*r = (struct record){.account = w->account->account.local, .type = w->type};
	if (notices_note(w->s, w->viewer->user.person, w->now, &why->cause) < 0)
		return -1;
	return rule_write(w, r, json_copy(body), true, why);
}

static bool is_mine(const struct write *w, const struct record *r)
{
	struct json *body = json_parse_own(r->body);
	bool mine = rule_is_me(w, json_get_text(json_get(body, "author"), "id"));
	json_free(body);
	return mine;
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	bool moved = !json_equal(json_get(before, "expires"), json_get(body, "expires"));
	int result = is_mine(w, r) ? rule_check_phrases(w, body, why) : rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (result == 0 && moved)
		result = check_day(w, body, why);
	if (result == 0)
		result = check_again(w, body, r->local, why);
	json_free(before);
	return result;
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	return is_mine(w, r) ? record_destroy(w->s, r, &why->cause) : rule_refuse(why, ERR_FORBIDDEN, NULL);
}

/* --- answering one --- */

bool partner_notice_is_answered(const struct write *w, const struct json *message, struct record *r)
{
	const char *id = json_get_text(message, "notice");
	const struct json *to = json_get(message, "to");
	*r = (struct record){0};
	if (!id || json_size(to) != 1 || !references_find(w, &record_types[TYPE_PartnerNotice], id, r))
		return false;
	struct json *body = json_parse_own(r->body);
	bool author = text_equal(json_get_text(json_get(body, "author"), "id"), json_get_text(json_first(to), "id"));
	json_free(body);
	if (!author)
		record_free(r);
	return author;
}

int partner_notice_count(const struct write *w, struct record *r, struct refusal *why)
{
	struct record_filter same = {.field = "notice", .equals = r->id};
	struct record before;
	bool again = rule_find(w, w->viewer->user.account, TYPE_Message, &same, 1, &before);
	record_free(&before);
	if (again)
		return 0;
	struct json *body = json_parse_own(r->body);
	json_set_integer(body, "answers", json_get_integer(body, "answers", 0) + 1);
	return rule_write(w, r, body, false, why);
}

const struct rules rules_partner_notice = {.create = create, .update = update, .destroy = destroy};
