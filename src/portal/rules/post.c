/*
 * What is said in a TwinSpace: each place has those who may begin there and those who read it; answers belong to what they answer, and
 * are counted there. One's own words may be changed and taken back, those of others by whoever has the right.
 */
#include "hide.h"
#include "space.h"

#include <stdlib.h>
#include <string.h>

#include "../public.h"
#include "../talk.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* Each place: whose right it takes to begin something, who reads it (0: who reads what it is about), how much one may say there a day. */
static const struct place {
	const char *code;
	enum right right;
	unsigned audience;
	int day_most;
} places[] = {
	{"update", RIGHT_UPDATE, AUDIENCE_MEMBERS, 200},     {"comment", RIGHT_COMMENT, 0, 400},
	{"forum", RIGHT_DISCUSSION, AUDIENCE_MEMBERS, 400},  {"bulletin", RIGHT_BULLETIN, AUDIENCE_STAFF, 200},
	{"journal", RIGHT_JOURNAL, AUDIENCE_MEMBERS, 100},   {"chat", RIGHT_CHAT, AUDIENCE_MEMBERS, 1500},
	{"wall", RIGHT_WALL, AUDIENCE_MEMBERS, 200},
};

/* What can be commented on beside posts. */
static const enum record_type_index commented[] = {TYPE_Page, TYPE_Activity, TYPE_Material, TYPE_Event};

/* What may be changed without a word being another one. */
static const char *const words[] = {"title", "text", "language", "mentions", "files", NULL};

enum { TITLE_MOST = 80 /* bytes of a text that stand for a title */ };

static const struct place *place_of(const struct json *post)
{
	const char *code = json_get_text(post, "place");
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		if (text_equal(places[i].code, code))
			return &places[i];
	return NULL;
}

/* --- what a new one hangs on --- */

/* A post on its way in: its place, what it answers, and whose right that takes. */
struct saying {
	const struct place *place;
	struct record parent;  /* local 0: it answers nothing */
	struct json *answered; /* the body of that */
	enum right right;
	unsigned audience;
	char *root;            /* the id of what began it all; NULL: it begins something itself */
	bool has_title;        /* it needs one */
};

static void saying_release(struct saying *s)
{
	record_free(&s->parent);
	json_free(s->answered);
	free(s->root);
	*s = (struct saying){0};
}

static bool find_here(const struct write *w, const struct record_type *type, const char *id, struct record *r)
{
	*r = (struct record){0};
	if (id && record_by_id(w->s, w->account->account.local, type, id, r) && viewer_may_read(w->account, r))
		return true;
	record_free(r);
	return false;
}

static int refuse_parent(const struct write *w, const struct json *body, struct refusal *why)
{
	return refuse_field(why, w->type, "parent", ERR_FIELD_REFERENCE, json_get_text(body, "parent"));
}

/* Discussion, thread in it, replies in that. */
static int join_forum(const struct write *w, const struct json *body, struct saying *s, struct refusal *why)
{
	const char *root = json_get_text(s->answered, "root");
	s->has_title = !s->answered || (!root && !json_get_text(s->answered, "parent"));
	if (!s->answered)
		return 0;
	if (!text_equal(json_get_text(s->answered, "place"), "forum"))
		return refuse_parent(w, body, why);
	s->right = s->has_title ? RIGHT_THREAD : RIGHT_REPLY;
	if (!s->has_title)
		s->root = xstrdup(root ? root : s->parent.id);
	return 0;
}

/* A record that is no post has comments that name it, and answers to those name it again. */
static int join_record(const struct write *w, const struct json *body, struct saying *s, struct refusal *why)
{
	const char *name = json_get_text(body, "aboutType"), *id = json_get_text(body, "aboutId");
	struct record about = {0};
	for (size_t i = 0; i < ARRAY_SIZE(commented) && !about.local; i++)
		if (text_equal(record_types[commented[i]].name, name))
			find_here(w, &record_types[commented[i]], id, &about);
	s->audience = about.audience;
	bool found = about.local;
	record_free(&about);
	return found ? 0 : refuse_field(why, w->type, "aboutId", ERR_FIELD_REFERENCE, id);
}

static int join_comment(const struct write *w, struct json *body, struct saying *s, struct refusal *why)
{
	const char *place = json_get_text(s->answered, "place"), *root = json_get_text(s->answered, "root");
	if (s->answered && (text_equal(place, "forum") || text_equal(place, "chat")))
		return refuse_parent(w, body, why);
	if (!s->answered)
		return join_record(w, body, s, why);
	json_remove(body, "aboutType");
	json_remove(body, "aboutId");
	s->audience = s->parent.audience;
	if (json_get_text(s->answered, "aboutId")) {
		json_set_string(body, "aboutType", json_get_text(s->answered, "aboutType"));
		json_set_string(body, "aboutId", json_get_text(s->answered, "aboutId"));
	}
	s->root = xstrdup(root && text_equal(place, "comment") ? root : s->parent.id);
	return 0;
}

static int join(const struct write *w, struct json *body, struct saying *s, struct refusal *why)
{
	const char *parent = json_get_text(body, "parent");
	s->place = place_of(body);
	s->right = s->place->right;
	s->audience = s->place->audience;
	if (parent && !find_here(w, w->type, parent, &s->parent))
		return refuse_parent(w, body, why);
	s->answered = json_parse_own(s->parent.body);
	if (s->right == RIGHT_COMMENT)
		return join_comment(w, body, s, why);
	if (json_get_text(body, "aboutId") || json_get_text(body, "aboutType"))
		return refuse_field(why, w->type, "aboutId", ERR_FIELD_REFERENCE, json_get_text(body, "aboutId"));
	if (s->right == RIGHT_DISCUSSION)
		return join_forum(w, body, s, why);
	return s->answered ? refuse_parent(w, body, why) : 0;
}

/* --- what it says --- */

static bool is_blank(const struct json *body, const char *field)
{
	const char *text = json_get_text(body, field);
	return !text || text[strspn(text, " \t\r\n")] == '\0';
}

static int check_words(const struct write *w, const struct json *body, bool has_title, struct refusal *why)
{
	if (has_title && is_blank(body, "title"))
		return refuse_field(why, w->type, "title", ERR_FIELD_REQUIRED, NULL);
	if (!has_title && is_blank(body, "text") && json_size(json_get(body, "files")) == 0)
		return refuse_field(why, w->type, "text", ERR_FIELD_REQUIRED, NULL);
	return 0;
}

/* True if the list has somebody. */
static bool names(const struct json *mentions, const char *person)
{
	for (const struct json *i = json_first(mentions); i; i = json_next(i))
		if (text_equal(json_get_text(i, "id"), person))
			return true;
	return false;
}

/* Whoever is named has to be one who can read it. */
static int check_mentions(const struct write *w, const struct json *before, const struct json *body, unsigned audience,
                          struct refusal *why)
{
	for (const struct json *i = json_first(json_get(body, "mentions")); i; i = json_next(i)) {
		const char *person = json_get_text(i, "id");
		enum role role = member_role(w->s, w->account->account.local, person);
		if (!names(json_get(before, "mentions"), person) && !access_may_read(audience, role, false))
			return refuse_field(why, w->type, "mentions", ERR_FIELD_REFERENCE, person);
	}
	return 0;
}

static int check_pin(const struct write *w, const struct json *before, const struct json *body, struct refusal *why)
{
	bool was = json_get_bool(before, "pinned", false), is = json_get_bool(body, "pinned", false);
	return was == is ? 0 : rule_check_right(w, RIGHT_PIN, why);
}

static int check_day(const struct write *w, const struct place *place, struct refusal *why)
{
	const struct record_filter mine[] = {
		{.field = "author", .equals = w->viewer->user.person}, {.field = "place", .equals = place->code},
	};
	const struct measure day = {
		.type = TYPE_Post, .account = w->account->account.local, .filters = mine, .count = ARRAY_SIZE(mine), .most = place->day_most,
	};
	return rule_check_day(w, &day, why);
}

/* --- telling --- */

/* The title, or the beginning of the text, as a whole number of characters. Yours. */
static char *title_of(const struct json *body)
{
	const char *title = json_get_text(body, "title"), *text = json_get_text(body, "text");
	if (title && *title)
		return xstrdup(title);
	size_t len = text ? strcspn(text, "\r\n") : 0;
	if (len > TITLE_MOST)
		for (len = TITLE_MOST; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80; len--)
			;
	return xstrndup(text ? text : "", len);
}

static int tell_one(const struct write *w, const char *person, const char *kind, const struct record *r, const struct json *body,
                    struct refusal *why)
{
	char *title = title_of(body);
	const struct notice n = {.kind = kind, .about = TYPE_Post, .id = r->id, .title = title};
	int result = rule_notify(w, person, &n, why);
	free(title);
	return result;
}

/* Whoever is named now and was not before. */
static int tell_named(const struct write *w, const struct record *r, const struct json *before, const struct json *body,
                      struct refusal *why)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(body, "mentions")); i && result == 0; i = json_next(i))
		if (!names(json_get(before, "mentions"), json_get_text(i, "id")))
			result = tell_one(w, json_get_text(i, "id"), "mention", r, body, why);
	return result;
}

/* Whoever was answered hears of it once, and only as long as they are in the project. */
static int tell_answered(const struct write *w, const struct record *r, const struct saying *s, const struct json *body,
                         struct refusal *why)
{
	const char *person = json_get_text(json_get(s->answered, "author"), "id");
	enum role role = person ? member_role(w->s, w->account->account.local, person) : ROLE_COUNT;
	if (!person || names(json_get(body, "mentions"), person) || !access_may_read(r->audience, role, false))
		return 0;
	return tell_one(w, person, s->right == RIGHT_COMMENT ? "comment" : "forumReply", r, body, why);
}

/* --- counting --- */

/*
 * One answer more (by 1) or less (-1) of the post with this id; 0: something was said deeper in it. What it stands in moves with it, so
 * that whoever has the newest posts has what they answer.
 */
static int count_answer(const struct write *w, int64_t account, const char *id, int by, struct refusal *why)
{
	struct record r = {0};
	if (!id || !record_by_id(w->s, account, &record_types[TYPE_Post], id, &r))
		return 0;
	struct json *body = json_parse_own(r.body);
	char *above = xstrdup(json_get_text(body, "parent"));
	int64_t replies = json_get_integer(body, "replies", 0) + by;
	if (replies > 0)
		json_set_integer(body, "replies", replies);
	else
		json_remove(body, "replies");
	if (by >= 0)
		rule_set_now(w, body, "latestAt");
	int result = rule_write(w, &r, body, false, why);
	if (result == 0)
		result = public_put(w->s, &r, &why->cause);
	record_free(&r);
	if (result == 0 && by > 0)
		result = count_answer(w, account, above, 0, why);
	free(above);
	return result;
}

/* Where an answer is counted: at what began it all; a thread at its discussion. */
static const char *counted_at(const struct json *body)
{
	const char *root = json_get_text(body, "root");
	return root ? root : json_get_text(body, "parent");
}

int post_count(const struct write *w, const struct record *r, int by, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = count_answer(w, r->account, counted_at(body), by, why);
	json_free(body);
	return result;
}

/* --- the rules --- */

static void complete(const struct write *w, struct json *body, const struct saying *s)
{
	json_set(body, "author", space_me(w));
	rule_set_now(w, body, "createdAt");
	rule_set_now(w, body, "latestAt"); /* lists and windows go by it: what began something is there with its newest answer */
	if (s->root)
		json_set_string(body, "root", s->root);
}

static int check(const struct write *w, struct json *body, const struct saying *s, struct refusal *why)
{
	if (space_check(w, s->right, why) < 0 || check_words(w, body, s->has_title, why) < 0 || check_pin(w, NULL, body, why) < 0)
		return -1;
	return check_mentions(w, NULL, body, s->audience, why) < 0 ? -1 : check_day(w, s->place, why);
}

static int follow(const struct write *w, const struct record *r, const struct json *body, const struct saying *s, struct refusal *why)
{
	if (post_count(w, r, 1, why) < 0 || tell_named(w, r, NULL, body, why) < 0)
		return -1;
	return tell_answered(w, r, s, body, why) < 0 ? -1 : public_put(w->s, r, &why->cause);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	struct saying s = {0};
	int result = w->account->account.kind == ACCOUNT_PROJECT ? join(w, body, &s, why) : rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (result == 0)
		result = check(w, body, &s, why);
	if (result == 0) {
		complete(w, body, &s);
		*r = (struct record){.account = w->account->account.local, .type = w->type, .audience = s.audience};
		result = rule_write(w, r, json_copy(body), true, why);
	}
	if (result == 0)
		result = follow(w, r, body, &s, why);
	saying_release(&s);
	return result;
}

static int change_words(const struct write *w, const struct record *r, const struct json *before, struct json *body, struct refusal *why)
{
	bool begins = text_equal(json_get_text(body, "place"), "forum") && !json_get_text(body, "root");
	if (space_check_mine(w, before, why) < 0 || check_words(w, body, begins, why) < 0)
		return -1;
	if (check_mentions(w, before, body, r->audience, why) < 0)
		return -1;
	rule_set_now(w, body, "editedAt");
	return tell_named(w, r, before, body, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = -1;
	if (w->account->account.kind != ACCOUNT_PROJECT)
		rule_refuse(why, ERR_FORBIDDEN, NULL);
	else if (project_check_open(w, true, why) == 0 && check_pin(w, before, body, why) == 0)
		result = space_differs(before, body, words) ? change_words(w, r, before, body, why) : 0;
	json_free(before);
	return result;
}

static int updated(const struct write *w, const struct record *r, struct refusal *why)
{
	return public_put(w->s, r, &why->cause);
}

/* Answers of others would go with it. */
static bool has_answers(const struct write *w, const struct record *r, const char *by)
{
	const struct record_filter under[] = {
		{.field = by, .equals = r->id}, {.field = "author", .equals = w->viewer->user.person, .negate = true},
	};
	struct record answer;
	bool has = rule_find(w, r->account, TYPE_Post, under, ARRAY_SIZE(under), &answer);
	record_free(&answer);
	return has;
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = w->account->account.kind == ACCOUNT_PROJECT ? project_check_open(w, true, why) : rule_refuse(why, ERR_FORBIDDEN, NULL);
	if (result == 0)
		result = space_check_mine(w, body, why);
	if (result == 0 && !json_get_text(body, "root") && (has_answers(w, r, "root") || has_answers(w, r, "parent")))
		result = rule_check_right(w, RIGHT_OTHERS, why);
	/* What is hidden is not counted. */
	if (result == 0 && !(r->audience & AUDIENCE_HIDDEN))
		result = post_count(w, r, -1, why);
	if (result == 0)
		result = talk_drop(w->s, r, &why->cause);
	json_free(body);
	return result;
}

const struct rules rules_post = {.create = create, .update = update, .updated = updated, .destroy = destroy};
