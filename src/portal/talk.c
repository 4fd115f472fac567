/* Answers, comments and likes go with what they hang on; chats go with time. */
#include "talk.h"

#include <stdlib.h>

#include "public.h"
#include "twinline/base/attr.h"
#include "twinline/base/json.h"
#include "upkeep.h"

enum { BATCH = 100 /* of a list */ };

/* Calls take for each record of a type that passes a filter, as long as there is one: take has to take it away or out of the filter. */
struct hanging { enum record_type_index type; const struct record_filter *filters; size_t count; };
static int each(struct store *s, int64_t account, const struct hanging *h, int (*take)(struct store *s, struct record *r, struct err *e),
                struct err *e)
{
	int64_t locals[BATCH];
	struct record_query q = {
		.account = account, .type = &record_types[h->type], .filters = h->filters, .filter_count = h->count, .limit = BATCH,
	};
	int count, result = 0;
	while (result == 0 && (count = record_list(s, &q, locals, NULL, NULL, e)) > 0)
		for (int i = 0; i < count && result == 0; i++) {
			struct record r = {0};
			if (record_by_local(s, locals[i], &r))
				result = take(s, &r, e);
			record_free(&r);
		}
	return result < 0 || count < 0 ? -1 : 0;
}

static int drop_likes(struct store *s, const struct record *post, struct err *e)
{
	const struct record_filter is = {.field = "post", .equals = post->id};
	return each(s, post->account, &(struct hanging){TYPE_Like, &is, 1}, record_destroy, e);
}

static int drop_alone(struct store *s, struct record *post, struct err *e)
{
	if (drop_likes(s, post, e) < 0 || public_take(s, post, e) < 0)
		return -1;
	return record_destroy(s, post, e);
}

/* All that was answered to what began a thread; of a discussion the threads come first. */
static int drop_thread(struct store *s, struct record *post, struct err *e)
{
	const struct record_filter is = {.field = "root", .equals = post->id};
	if (each(s, post->account, &(struct hanging){TYPE_Post, &is, 1}, drop_alone, e) < 0)
		return -1;
	return drop_alone(s, post, e);
}

/* What answered it answers what everything began with from now on. */
static int lift(struct store *s, struct record *answer, struct err *e)
{
	struct json *body = json_parse_own(answer->body);
	const char *root = json_get_text(body, "root");
	if (root)
		json_set(body, "parent", json_new_string(root));
	else
		json_remove(body, "parent");
	free(answer->body);
	answer->body = json_print(body);
	json_free(body);
	return record_write(s, answer, false, e);
}

int talk_drop(struct store *s, struct record *post, struct err *e)
{
	const struct record_filter threads[] = {{.field = "parent", .equals = post->id}, {.field = "root", .equals = ""}};
	if (each(s, post->account, &(struct hanging){TYPE_Post, threads, ARRAY_SIZE(threads)}, drop_thread, e) < 0)
		return -1;
	struct json *body = json_parse_own(post->body);
	bool is_root = !json_get_text(body, "root");
	json_free(body);
	if (!is_root && each(s, post->account, &(struct hanging){TYPE_Post, threads, 1}, lift, e) < 0)
		return -1;
	return drop_thread(s, post, e);
}

/* --- what hides with something --- */

/* Gives all that hangs on something an audience; posts hand it on to what hangs on them. */
static int hide(struct store *s, int64_t account, const struct hanging *h, unsigned audience, struct err *e);

static int hide_one(struct store *s, struct record *r, unsigned audience, struct err *e)
{
	if (r->audience == audience)
		return 0;
	r->audience = audience;
	if (record_write(s, r, false, e) < 0)
		return -1;
	return r->type == &record_types[TYPE_Post] ? talk_follow_post(s, r, e) : 0;
}

static int hide(struct store *s, int64_t account, const struct hanging *h, unsigned audience, struct err *e)
{
	int64_t locals[BATCH];
	struct record_query q = {
		.account = account, .type = &record_types[h->type], .filters = h->filters, .filter_count = h->count, .limit = BATCH,
	};
	int count, result = 0;
	while (result == 0 && (count = record_list(s, &q, locals, NULL, NULL, e)) > 0) {
		for (int i = 0; i < count && result == 0; i++) {
			struct record r = {0};
			if (record_by_local(s, locals[i], &r))
				result = hide_one(s, &r, audience, e);
			record_free(&r);
		}
		q.anchor = locals[count - 1];
	}
	return result < 0 || count < 0 ? -1 : 0;
}

int talk_follow_post(struct store *s, const struct record *post, struct err *e)
{
	const struct record_filter likes = {.field = "post", .equals = post->id}, answers = {.field = "root", .equals = post->id};
	const struct record_filter threads[] = {{.field = "parent", .equals = post->id}, {.field = "root", .equals = ""}};
	const struct hanging all[] = {{TYPE_Like, &likes, 1}, {TYPE_Post, &answers, 1}, {TYPE_Post, threads, ARRAY_SIZE(threads)}};
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		if (hide(s, post->account, &all[i], post->audience, e) < 0)
			return -1;
	return 0;
}

int talk_follow(struct store *s, const struct record *about, unsigned audience, struct err *e)
{
	const struct record_filter is = {.field = "aboutId", .equals = about->id};
	const struct hanging comments = {TYPE_Post, &is, 1};
	return audience ? hide(s, about->account, &comments, audience, e) : each(s, about->account, &comments, drop_alone, e);
}

/* --- chats --- */

int talk_prune(struct store *s, int64_t before, struct err *e)
{
	const struct upkeep old = {
		.select = "SELECT local FROM post_index WHERE place = 'chat' AND created_at < ?1 LIMIT ?2", .number = before,
	};
	return upkeep_each(s, &old, drop_alone, e);
}
