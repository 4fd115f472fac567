/* How far somebody has read in a part of a project: one mark a part, that only goes on, whichever device moves it. */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { MARKS_MOST = 2000 /* of one person; then the oldest goes: what it says is long past */ };

/* A place of posts, a type of records, or the id of what a thread began with. */
static bool is_area(const char *area)
{
	if (vocabulary_find(&vocabulary_post_places, area) || record_type_find(area))
		return true;
	return strlen(area) == RECORD_ID_LENGTH && strspn(area, "abcdefghijklmnopqrstuvwxyz234567") == RECORD_ID_LENGTH;
}

/* Nobody has read what is still to be written; and what was read stays so. */
static void bound(const struct write *w, const struct json *before, struct json *body)
{
	int64_t was = 0, is = 0;
	char text[CLOCK_TEXT_SIZE];
	rule_get_time(before, "readUntil", &was);
	rule_get_time(body, "readUntil", &is);
	is = is > w->now ? w->now : is;
	clock_format(is > was ? is : was, text);
	json_set_string(body, "readUntil", text);
}

static int make_room(const struct write *w, struct refusal *why)
{
	int64_t local;
	struct record_query q = {
		.account = w->viewer->user.account, .type = w->type, .offset = MARKS_MOST - 1, .limit = 1,
	};
	struct record oldest = {0};
	int result = 0;
	if (record_list(w->s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(w->s, local, &oldest))
		result = record_destroy(w->s, &oldest, &why->cause);
	record_free(&oldest);
	return result;
}

static int move(const struct write *w, struct record *r, const struct json *sent, struct refusal *why)
{
	struct json *before = json_parse_own(r->body), *body = json_copy(before);
	json_set(body, "readUntil", json_copy(json_get(sent, "readUntil")));
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
	(void)why;
	bound(w, before, body);
	json_free(before);
	return 0;
}

const struct rules rules_read_mark = {.create = create, .update = update};
