/* How far somebody has read in a part of a project: one mark a part, that only goes on, whichever device moves it. */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { MARKS_MOST = 2000 /* of one person; then the oldest goes: what it says is long past */ };

#define ID_LETTERS "abcdefghijklmnopqrstuvwxyz234567"

/* A place of posts, a type of records, or the id of what a thread began with. */
static bool is_area(const char *area)
{
	if (vocabulary_find(&vocabulary_post_places, area) || record_type_find(area))
		return true;
	return strlen(area) == RECORD_ID_LENGTH && strspn(area, ID_LETTERS) == RECORD_ID_LENGTH;
}

/* The posts that two marks of one second name; none of either stands for all. */
static void join_last(struct json *body, const char *one, const char *other)
{
	struct str all = {0};
	str_add(&all, one);
	for (const char *at = other; *at; at += strcspn(at, " "), at += *at == ' ') {
		char *id = xstrndup(at, strcspn(at, " "));
		if (!strstr(all.text, id))
			str_addf(&all, " %s", id);
		free(id);
	}
	if (*one && *other && all.len <= (size_t)field_find(&record_types[TYPE_ReadMark], "last")->max)
		json_set_string(body, "last", all.text);
	else
		json_remove(body, "last");
	str_release(&all);
}

/* Nobody has read what is still to be written; and what was read stays so. */
static void bound(const struct write *w, const struct json *before, struct json *body)
{
	int64_t was = 0, is = 0;
	char text[CLOCK_TEXT_SIZE];
	const char *first = json_get_text(before, "last"), *second = json_get_text(body, "last");
	char *old = xstrdup(first ? first : ""), *new = xstrdup(second ? second : "");
	rule_get_time(before, "readUntil", &was);
	rule_get_time(body, "readUntil", &is);
	if (is > w->now)
		json_remove(body, "last");
	is = is > w->now ? w->now : is;
	if (before && is == was)
		join_last(body, old, new);
	else if (is < was && *old)
		json_set_string(body, "last", old);
	else if (is < was)
		json_remove(body, "last");
	clock_format(is > was ? is : was, text);
	json_set_string(body, "readUntil", text);
	free(old);
	free(new);
}

static int check_last(const struct write *w, const struct json *body, struct refusal *why)
{
	const char *last = json_get_text(body, "last");
	return !last || last[strspn(last, ID_LETTERS " ")] == '\0' ? 0 : refuse_field(why, w->type, "last", ERR_FIELD_FORMAT, last);
}

static int make_room(const struct write *w, struct refusal *why)
{
	const struct record_query q = {.account = w->viewer->user.account, .type = w->type, .offset = MARKS_MOST - 1};
	struct record oldest;
	int result = 0;
	if (record_first(w->s, &q, &oldest))
		result = record_destroy(w->s, &oldest, &why->cause);
	record_free(&oldest);
	return result;
}

static int move(const struct write *w, struct record *r, const struct json *sent, struct refusal *why)
{
	struct json *before = json_parse_own(r->body), *body = json_copy(before);
	json_set(body, "readUntil", json_copy(json_get(sent, "readUntil")));
	json_remove(body, "last");
	if (json_get(sent, "last"))
		json_set(body, "last", json_copy(json_get(sent, "last")));
	bound(w, before, body);
	int result = json_equal(before, body) ? 0 : rule_write(w, r, json_copy(body), false, why);
	json_free(before);
	json_free(body);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const char *project = json_get_text(body, "project"), *area = json_get_text(body, "area");
	const struct record_filter same[] = {{.field = "project", .equals = project}, {.field = "area", .equals = area}};
	const struct membership *m = viewer_account(w->viewer, project);
	if (!m || m->account.kind != ACCOUNT_PROJECT)
		return refuse_field(why, w->type, "project", ERR_FIELD_REFERENCE, project);
	if (!is_area(area))
		return refuse_field(why, w->type, "area", ERR_FIELD_FORMAT, area);
	if (check_last(w, body, why) < 0)
		return -1;
	if (rule_find(w, w->viewer->user.account, TYPE_ReadMark, same, ARRAY_SIZE(same), r))
		return move(w, r, body, why);
	if (make_room(w, why) < 0)
		return -1;
	bound(w, NULL, body);
	*r = (struct record){.account = w->viewer->user.account, .type = w->type};
	return rule_write(w, r, json_copy(body), true, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = check_last(w, body, why);
	bound(w, before, body);
	json_free(before);
	return result;
}

const struct rules rules_read_mark = {.create = create, .update = update};
