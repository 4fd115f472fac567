/*
 * Pages of a TwinSpace: made by whoever may, changed by whom they are open to; who reads them, and their place in the menu, is for those
 * who made them, and for who may change what others made. What everybody may read has its copy in the directory (public.h).
 */
#include "space.h"

#include "../public.h"
#include "../talk.h"
#include "twinline/base/str.h"

/* What is no writer's alone. */
static const char *const kept[] = {"state", "readers", "writers", "position", NULL};

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (space_check(w, RIGHT_PAGE, why) < 0 || space_check_readers(w, NULL, body, why) < 0)
		return -1;
	space_default(body, "state", "published");
	space_default(body, "readers", "members");
	space_default(body, "writers", "staff");
	return space_add(w, body, r, why) < 0 ? -1 : public_put(w->s, r, &why->cause);
}

static bool is_open_to(const struct write *w, const struct json *page)
{
	const char *writers = json_get_text(page, "writers");
	return text_equal(writers, "members") || (text_equal(writers, "staff") && access_mask(w->account->role) & AUDIENCE_STAFF);
}

static int check_change(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	if (space_check(w, RIGHT_PAGE, why) < 0)
		return -1;
	if ((!is_open_to(w, before) || space_differs(before, body, kept)) && space_check_mine(w, before, why) < 0)
		return -1;
	return space_check_readers(w, before, body, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	return space_update(w, r, body, check_change, why);
}

static int updated(const struct write *w, const struct record *r, struct refusal *why)
{
	return talk_follow(w->s, r, r->audience, &why->cause) < 0 ? -1 : public_put(w->s, r, &why->cause);
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = space_check(w, RIGHT_PAGE, why) < 0 ? -1 : space_check_mine(w, body, why);
	json_free(body);
	if (result == 0)
		result = talk_follow(w->s, r, 0, &why->cause);
	if (result == 0)
		result = public_take(w->s, r, &why->cause);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

const struct rules rules_page = {
	.audience = space_audience, .create = create, .update = update, .updated = updated, .destroy = destroy,
};
