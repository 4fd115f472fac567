/* Hiding what was reported, and showing it again: one row a type says where it is, and what else there is of it. */
#include "hide.h"

#include "event.h"
#include "../card.h"
#include "../talk.h"
#include "twinline/base/attr.h"
#include "twinline/base/str.h"

/* Under way: reason is NULL where it is shown again. */
struct hiding { const struct write *w; const char *reason; struct refusal *why; };

static void set_hidden(const struct hiding *h, struct json *body)
{
	if (h->reason)
		json_set_string(body, "hidden", h->reason);
	else
		json_remove(body, "hidden");
}

/* One record: from_author, whoever made it does not see it here. What is so already stays so. */
static int mark(const struct hiding *h, struct record *r, bool from_author)
{
	struct json *body = json_parse_own(r->body);
	set_hidden(h, body);
	r->audience = h->reason ? access_hide(r->audience, from_author) : access_show(r->audience);
	return rule_write(h->w, r, body, false, h->why);
}

static int hide_record(const struct hiding *h, struct record *r)
{
	return mark(h, r, false);
}

/* What is copied or counted from it, or hangs on it, goes with it. */
static int hide_with_all(const struct hiding *h, struct record *r)
{
	const struct rules *rules = rules_of(r->type);
	if (mark(h, r, false) < 0 || (rules->updated && rules->updated(h->w, r, h->why) < 0))
		return -1;
	return talk_follow(h->w->s, r, r->audience, &h->why->cause);
}

/* Those who have said that they come no longer have its title. */
static int hide_event(const struct hiding *h, struct record *r)
{
	struct json *body = json_parse_own(r->body);
	int result = hide_with_all(h, r) < 0 ? -1 : event_name_answers(h->w, r, h->reason ? NULL : json_get_text(body, "title"), h->why);
	json_free(body);
	return result;
}

static int hide_post(const struct hiding *h, struct record *r)
{
	bool was = r->audience & AUDIENCE_HIDDEN;
	if (mark(h, r, false) < 0 || talk_follow_post(h->w->s, r, &h->why->cause) < 0)
		return -1;
	if (was != !h->reason)
		return 0;
	if (post_count(h->w, r, h->reason ? -1 : 1, h->why) < 0)
		return -1;
	return rules_of(r->type)->updated(h->w, r, h->why);
}

/* --- letters: a copy a reader --- */

static int hide_copy(const struct hiding *h, const char *person, const char *uid, bool is_sender)
{
	int64_t account = rule_account(h->w, person);
	struct record copy = {0};
	int result = account && message_find(h->w, account, uid, &copy) ? mark(h, &copy, !is_sender) : 0;
	record_free(&copy);
	return result;
}

static int hide_message(const struct hiding *h, struct record *r)
{
	struct json *body = json_parse_own(r->body);
	const char *uid = json_get_text(body, "messageUid"), *sender = json_get_text(json_get(body, "from"), "id");
	int result = hide_copy(h, sender, uid, true);
	for (const struct json *i = json_first(json_get(body, "to")); i && result == 0; i = json_next(i))
		if (!text_equal(json_get_text(i, "id"), sender))
			result = hide_copy(h, json_get_text(i, "id"), uid, false);
	json_free(body);
	return result;
}

/* --- projects: their members go on, but nobody finds them, nor what they show to everybody --- */

static int hide_project(const struct hiding *h, struct record *r)
{
	struct record own;
	if (!project_find(h->w->s, r->id, &own))
		return mark(h, r, false);
	struct json *body = json_parse_own(own.body);
	set_hidden(h, body);
	int result = rule_write(h->w, &own, body, false, h->why);
	if (result == 0)
		result = card_refresh(h->w->s, own.account, &h->why->cause);
	record_free(&own);
	return result;
}

/* --- finding it --- */

static const struct { enum record_type_index type; int (*hide)(const struct hiding *h, struct record *r); } kinds[] = {
	{TYPE_Person, hide_record},     {TYPE_School, hide_record},       {TYPE_PartnerNotice, hide_record}, {TYPE_Event, hide_event},
	{TYPE_Page, hide_with_all},     {TYPE_Activity, hide_with_all},   {TYPE_Material, hide_with_all},    {TYPE_Post, hide_post},
	{TYPE_Message, hide_message},   {TYPE_Project, hide_project},
};

static bool find_in(const struct write *w, const char *account, const struct record_type *type, const char *id, struct record *r)
{
	struct account a;
	if (!account || !id || !account_by_id(w->s, account, &a))
		return false;
	bool there = record_by_id(w->s, a.local, type, id, r);
	account_release(&a);
	return there;
}

/* A project's card is gone while it is hidden; a report that names no record is about the card of the person. */
static bool find(const struct write *w, const struct json *report, struct record *r)
{
	const char *name = json_get_text(report, "aboutType"), *id = json_get_text(report, "aboutId");
	const char *account = json_get_text(report, "aboutAccount");
	const struct record_type *type = name ? record_type_find(name) : &record_types[TYPE_Person];
	const struct membership *directory = viewer_account_of_kind(w->viewer, ACCOUNT_DIRECTORY);
	*r = (struct record){0};
	if (!type)
		return false;
	if (type->index == TYPE_Project && id && project_find(w->s, id, r))
		return true;
	if (!name)
		id = json_get_text(json_get(report, "person"), "id");
	return find_in(w, name || !directory ? account : directory->account.id, type, id, r);
}

static int apply(const struct write *w, const struct json *report, const char *reason, struct refusal *why)
{
	const struct hiding h = {w, reason, why};
	struct record r;
	int result = 0;
	if (find(w, report, &r))
		for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
			if (r.type->index == (int)kinds[i].type)
				result = kinds[i].hide(&h, &r) < 0 ? -1 : 1;
	record_free(&r);
	return result;
}

int hide_reported(const struct write *w, const struct json *report, struct refusal *why)
{
	return apply(w, report, json_get_text(report, "reason"), why);
}

int show_reported(const struct write *w, const struct json *report, struct refusal *why)
{
	return apply(w, report, NULL, why);
}
