/* Writes what is said in the demo's projects, and how far the signed-in teacher has read it. */
#include "said.h"

#include <stdlib.h>
#include <string.h>

#include "../public.h"
#include "text.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "world.h"

enum { HOUR = 3600, APART = 20 /* seconds */, POSTS_MOST = 64, FRESH_HOURS = 40 /* what is younger has not been read */ };

/* What was written of a row, for those that answer it. */
struct made { char id[RECORD_ID_LENGTH + 1]; const struct demo_post *row; int root; };
struct written { struct made made[POSTS_MOST]; int count; };

/* What was said within one hour stands in the order of the rows. */
static int64_t moment_of(const struct demo_world *w, const struct demo_post *row)
{
	return w->now - row->hours * (int64_t)HOUR + (row - demo_posts) * (int64_t)APART;
}

static const struct demo_person *person_of(const struct demo_world *w, const char *key, size_t len)
{
	return &w->people[demo_cast_index(key, len)];
}

static int find_key(const struct written *all, const char *key)
{
	for (int i = 0; key && i < all->count; i++)
		if (text_equal(all->made[i].row->key, key))
			return i;
	return -1;
}

/* What counts as its answers and how old the newest is, from the rows below; a thread is counted at its discussion. */
static void count_answers(const struct demo_world *w, const struct demo_post *row, struct json *body)
{
	int replies = 0;
	int64_t newest = moment_of(w, row);
	bool is_discussion = text_equal(row->place, "forum") && !row->answers;
	const char *under[POSTS_MOST] = {row->key};
	int keys = 1;
	for (const struct demo_post *i = row + 1; row->key && i->project; i++) {
		bool is_below = false;
		for (int k = 0; k < keys; k++)
			is_below = is_below || text_equal(i->answers, under[k]);
		if (!is_below)
			continue;
		if (i->key && keys < POSTS_MOST)
			under[keys++] = i->key;
		replies += is_discussion ? text_equal(i->answers, row->key) : 1;
		newest = moment_of(w, i) > newest ? moment_of(w, i) : newest;
	}
	if (replies)
		json_set_integer(body, "replies", replies);
	demo_set_time(body, "latestAt", newest);
}

/* In the forum a thread is the first of all that is said in it; elsewhere what is answered. */
static void set_above(const struct written *all, struct made *made, struct json *body)
{
	int above = find_key(all, made->row->answers);
	made->root = -1;
	if (above < 0)
		return;
	const struct made *parent = &all->made[above];
	json_set_string(body, "parent", parent->id);
	if (!text_equal(made->row->place, "forum") || parent->row->answers)
		made->root = parent->root >= 0 ? parent->root : above;
	if (made->root >= 0)
		json_set_string(body, "root", all->made[made->root].id);
}

static int set_page(const struct demo_world *w, const struct demo_post *row, struct json *body)
{
	int64_t locals[POSTS_MOST];
	struct record_query q = {.account = demo_find_project(w, row->project)->account, .type = &record_types[TYPE_Page], .limit = POSTS_MOST};
	int count = row->page ? record_list(w->s, &q, locals, NULL, NULL, NULL) : 0;
	for (int i = 0; i < count; i++) {
		struct record r = {0};
		struct json *page = record_by_local(w->s, locals[i], &r) ? json_parse_own(r.body) : NULL;
		if (text_equal(json_get_text(page, "title"), row->page)) {
			json_set_string(body, "aboutType", "Page");
			json_set_string(body, "aboutId", r.id);
		}
		json_free(page);
		record_free(&r);
	}
	return !row->page || json_get(body, "aboutId") ? 0 : -1;
}

static void set_mentions(const struct demo_world *w, const struct demo_post *row, struct json *body)
{
	size_t count = row->mentions ? demo_count(row->mentions, ' ') : 0;
	struct json *list = count ? json_set(body, "mentions", json_new_array()) : NULL;
	for (size_t i = 0; i < count; i++) {
		size_t len;
		const char *key = demo_element(row->mentions, ' ', i, &len);
		const struct demo_person *p = person_of(w, key, len);
		struct json *party = json_push(list, json_new_object());
		json_set_string(party, "id", p->id);
		json_set_string(party, "name", p->name);
		json_set_string(party, "country", p->country);
	}
}

static struct json *body_of(const struct demo_world *w, const struct written *all, struct made *made)
{
	const struct demo_post *row = made->row;
	const struct demo_person *p = person_of(w, row->by, strlen(row->by));
	struct json *body = json_new_object();
	json_set_string(body, "place", row->place);
	if (row->title)
		json_set_string(body, "title", row->title);
	json_set_string(body, "text", row->text);
	json_set_string(body, "language", row->language);
	set_above(all, made, body);
	set_mentions(w, row, body);
	if (row->pinned)
		json_set_bool(body, "pinned", true);
	if (row->likes)
		json_set_integer(body, "likes", (int64_t)demo_count(row->likes, ' '));
	count_answers(w, row, body);
	demo_set_party(body, "author", p->id, p->name, p->country);
	demo_set_time(body, "createdAt", moment_of(w, row));
	return body;
}

static int write_record(struct demo_world *w, struct record *r, struct json *body_taken, struct err *e)
{
	r->body = json_print(body_taken);
	json_free(body_taken);
	return record_write(w->s, r, true, e);
}

static int add_likes(struct demo_world *w, const struct demo_post *row, const struct record *post, struct err *e)
{
	size_t count = row->likes ? demo_count(row->likes, ' ') : 0;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++) {
		size_t len;
		const char *key = demo_element(row->likes, ' ', i, &len);
		const struct demo_person *p = person_of(w, key, len);
		struct record r = {.account = post->account, .type = &record_types[TYPE_Like], .audience = post->audience};
		struct json *body = json_new_object();
		json_set_string(body, "post", post->id);
		demo_set_party(body, "person", p->id, p->name, p->country);
		demo_set_time(body, "since", w->now - (row->hours > 1 ? row->hours - 1 : 0) * (int64_t)HOUR);
		result = write_record(w, &r, body, e);
		record_free(&r);
	}
	return result;
}

static int add_post(struct demo_world *w, const struct demo_post *row, struct written *all, struct err *e)
{
	struct made *made = &all->made[all->count];
	struct record r = {
		.account = demo_find_project(w, row->project)->account, .type = &record_types[TYPE_Post],
		.audience = text_equal(row->place, "bulletin") ? AUDIENCE_STAFF : AUDIENCE_MEMBERS,
	};
	made->row = row;
	struct json *body = body_of(w, all, made);
	if (set_page(w, row, body) < 0)
		bug("demo: there is no page %s", row->page);
	int result = write_record(w, &r, body, e);
	if (result == 0) {
		memcpy(made->id, r.id, sizeof made->id);
		all->count++;
		result = add_likes(w, row, &r, e);
	}
	if (result == 0)
		result = public_put(w->s, &r, e);
	record_free(&r);
	return result;
}

/* --- what has been read --- */

static int add_mark(struct demo_world *w, const char *project, const char *area, int64_t until, struct err *e)
{
	struct json *body = json_new_object();
	json_set_string(body, "project", project);
	json_set_string(body, "area", area);
	demo_set_time(body, "readUntil", until);
	return demo_write(w, w->people[0].account, TYPE_ReadMark, body, NULL, e);
}

/* What a row is read in, as the client reckons it. */
static const char *area_of(const struct written *all, const struct made *made)
{
	const char *place = made->row->place;
	if (!text_equal(place, "forum") && !text_equal(place, "comment"))
		return place;
	return made->root >= 0 ? all->made[made->root].id : made->row->page ? NULL : made->id;
}

/* The newest of each part that is old enough. */
static int mark_posts(struct demo_world *w, const struct written *all, struct err *e)
{
	for (int i = 0; i < all->count; i++) {
		const struct made *made = &all->made[i];
		const char *area = area_of(all, made);
		bool is_newest = area && made->row->hours > FRESH_HOURS;
		for (int k = i + 1; k < all->count && is_newest; k++) {
			const struct made *other = &all->made[k];
			is_newest = !text_equal(other->row->project, made->row->project) || !text_equal(area_of(all, other), area) ||
			            other->row->hours <= FRESH_HOURS;
		}
		if (is_newest && add_mark(w, demo_find_project(w, made->row->project)->id, area, moment_of(w, made->row), e) < 0)
			return -1;
	}
	return 0;
}

static int mark_pages(struct demo_world *w, const struct demo_made_project *project, struct err *e)
{
	int64_t locals[POSTS_MOST];
	struct record_query q = {.account = project->account, .type = &record_types[TYPE_Page], .limit = POSTS_MOST};
	int count = record_list(w->s, &q, locals, NULL, NULL, e), result = count < 0 ? -1 : 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		if (record_by_local(w->s, locals[i], &r))
			result = add_mark(w, project->id, r.id, FRESH_HOURS, e);
		record_free(&r);
	}
	return result;
}

int demo_add_said(struct demo_world *w, struct err *e)
{
	struct written all = {.count = 0};
	int result = 0;
	for (const struct demo_post *row = demo_posts; row->project && result == 0; row++) {
		if (all.count == POSTS_MOST)
			bug("demo: more than %d posts", POSTS_MOST);
		result = add_post(w, row, &all, e);
	}
	if (result == 0)
		result = mark_posts(w, &all, e);
	for (size_t i = 0; i < w->project_count && result == 0; i++)
		result = mark_pages(w, &w->projects[i], e);
	return result;
}
