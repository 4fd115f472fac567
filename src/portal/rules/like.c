/* Liking: a post once, by whoever reads and may comment on it; counted there, and told to who wrote it. */
#include "space.h"

#include <stdlib.h>

#include "../public.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { DAY_MOST = 500 };

static bool find_post(const struct write *w, const struct json *like, struct record *r)
{
	const char *id = json_get_text(like, "post");
	*r = (struct record){0};
	if (id && record_by_id(w->s, w->account->account.local, &record_types[TYPE_Post], id, r) && viewer_may_read(w->account, r))
		return true;
	record_free(r);
	return false;
}

static int count(const struct write *w, struct record *post, int by, struct refusal *why)
{
	struct json *body = json_parse_own(post->body);
	int64_t likes = json_get_integer(body, "likes", 0) + by;
	if (likes > 0)
		json_set_integer(body, "likes", likes);
	else
		json_remove(body, "likes");
	if (rule_write(w, post, body, false, why) < 0)
		return -1;
	return public_put(w->s, post, &why->cause);
}

static int tell(const struct write *w, const struct record *post, struct refusal *why)
{
	struct json *body = json_parse_own(post->body);
	const char *author = json_get_text(json_get(body, "author"), "id");
	const struct notice n = {.kind = "like", .about = TYPE_Post, .id = post->id, .title = json_get_text(body, "title")};
	enum role role = author ? member_role(w->s, post->account, author) : ROLE_COUNT;
	int result = access_may_read(post->audience, role, false) ? rule_notify(w, author, &n, why) : 0;
	json_free(body);
	return result;
}

static int check_day(const struct write *w, struct refusal *why)
{
	const struct record_filter mine = {.field = "person", .equals = w->viewer->user.person};
	const struct measure day = {
		.type = TYPE_Like, .account = w->account->account.local, .filters = &mine, .count = 1, .most = DAY_MOST,
	};
	return rule_check_day(w, &day, why);
}

static int add(const struct write *w, struct json *body, struct record *post, struct record *r, struct refusal *why)
{
	json_set(body, "person", space_me(w));
	rule_set_now(w, body, "since");
	*r = (struct record){.account = post->account, .type = w->type, .audience = post->audience};
	if (rule_write(w, r, json_copy(body), true, why) < 0 || count(w, post, 1, why) < 0)
		return -1;
	return tell(w, post, why);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const struct record_filter own[] = {
		{.field = "post", .equals = json_get_text(body, "post")}, {.field = "person", .equals = w->viewer->user.person},
	};
	struct record post = {0};
	int result = space_check(w, RIGHT_COMMENT, why);
	if (result == 0 && !find_post(w, body, &post))
		result = refuse_field(why, w->type, "post", ERR_FIELD_REFERENCE, json_get_text(body, "post"));
	/* Liked again, it is liked once. */
	if (result == 0 && !rule_find(w, w->account->account.local, TYPE_Like, own, ARRAY_SIZE(own), r))
		result = check_day(w, why) < 0 ? -1 : add(w, body, &post, r, why);
	record_free(&post);
	return result;
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	struct record post = {0};
	int result = rule_is_me(w, json_get_text(json_get(body, "person"), "id")) ? project_check_open(w, true, why)
	                                                                          : rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (result == 0)
		result = record_destroy(w->s, r, &why->cause);
	if (result == 0 && find_post(w, body, &post))
		result = count(w, &post, -1, why);
	record_free(&post);
	json_free(body);
	return result;
}

const struct rules rules_like = {.create = create, .destroy = destroy};
