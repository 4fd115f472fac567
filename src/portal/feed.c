/* The feed of those followed: one question to the index tables, and a line made of each record that it finds. */
#include "feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/filter.h"
#include "twinline/text/utf8.h"

enum {
	FEED_DAYS = 90,
	FEED_MOST = 500,   /* the newest; who follows so many that more is done does not read it */
	PAGE_MOST = 50,
	TITLE_MOST = 140   /* characters: as schema/feed_deed.def has it */
};

/* What a deed can be about: where it stands, when it was done, and what of it names people. */
static const struct source {
	enum record_type_index type;
	enum account_kind account;
	const char *at, *people;
} sources[] = {
	{TYPE_Project, ACCOUNT_DIRECTORY, "stateSince", "founders"},
	{TYPE_Page, ACCOUNT_DIRECTORY, "changedAt", NULL},
	{TYPE_Post, ACCOUNT_DIRECTORY, "createdAt", NULL},
	{TYPE_Event, ACCOUNT_COMMUNITY, "createdAt", "organiser"},
	{TYPE_PartnerNotice, ACCOUNT_COMMUNITY, "createdAt", "author"},
};

/* --- asking --- */

/* ?1 directory, ?2 what is seen there, ?3 community, ?4 what is seen there, ?5 whose follows, ?6 since. */
static const char find_sql[] =
	"WITH f AS (SELECT person_id AS person, project_id AS project FROM follow_index WHERE account = ?5),"
	" found(local, at) AS ("
	"SELECT p.local, p.state_since FROM project_index p JOIN record r ON r.local = p.local"
	" WHERE p.account = ?1 AND (p.audience & ?2) <> 0 AND p.state_since >= ?6 AND (r.id IN (SELECT project FROM f)"
	" OR EXISTS(SELECT 1 FROM f WHERE person <> '' AND instr(p.founders_id, ' ' || person || ' ') > 0))"
	" UNION ALL SELECT local, changed_at FROM page_index"
	" WHERE account = ?1 AND (audience & ?2) <> 0 AND changed_at >= ?6 AND project_id <> '' AND project_id IN (SELECT project FROM f)"
	" UNION ALL SELECT local, created_at FROM post_index"
	" WHERE account = ?1 AND (audience & ?2) <> 0 AND created_at >= ?6 AND project_id <> '' AND project_id IN (SELECT project FROM f)"
	" UNION ALL SELECT local, created_at FROM event_index"
	" WHERE account = ?3 AND (audience & ?4) <> 0 AND created_at >= ?6 AND state <> 'cancelled'"
	" AND organiser_id <> '' AND organiser_id IN (SELECT person FROM f)"
	" UNION ALL SELECT local, created_at FROM partner_notice_index"
	" WHERE account = ?3 AND (audience & ?4) <> 0 AND created_at >= ?6 AND author_id <> '' AND author_id IN (SELECT person FROM f))"
	" SELECT r.id FROM found JOIN record r ON r.local = found.local ORDER BY found.at DESC, found.local DESC LIMIT ?7";

static int find(const struct call *c, int64_t since, char deeds[FEED_MOST][RECORD_ID_LENGTH + 1], struct err *e)
{
	const struct viewer *v = c->batch->viewer;
	const struct membership *directory = viewer_account_of_kind(v, ACCOUNT_DIRECTORY);
	const struct membership *community = viewer_account_of_kind(v, ACCOUNT_COMMUNITY);
	struct db_stmt *stmt;
	int count = 0, row = 0;
	/* Who is no member of the community follows nobody, and would learn here who does what. */
	if (!directory || !community || viewer_is_stranger(directory) || !v->user.account)
		return 0;
	stmt = db_prepare(c->batch->worker->reader.db, find_sql);
	db_bind_int(stmt, 1, directory->account.local);
	db_bind_int(stmt, 2, viewer_sees(directory));
	db_bind_int(stmt, 3, community->account.local);
	db_bind_int(stmt, 4, viewer_sees(community));
	db_bind_int(stmt, 5, v->user.account);
	db_bind_int(stmt, 6, since);
	db_bind_int(stmt, 7, FEED_MOST);
	while (count < FEED_MOST && (row = db_step(stmt, e)) == 1)
		snprintf(deeds[count++], sizeof deeds[0], "%s", db_text(stmt, 0));
	db_reset(stmt);
	return row < 0 ? -1 : count;
}

/* The day that the filter names, or ninety days ago, whichever is later; -1 with e for any other filter or a sort. */
static int read_since(const struct call *c, int64_t *since, struct err *e)
{
	const struct json *filter = json_get(c->arguments, "filter"), *sort = json_get(c->arguments, "sort");
	const char *day = json_get_text(filter, "since");
	int64_t asked = 0;
	*since = clock_now() - (int64_t)FEED_DAYS * PORTAL_DAY;
	if (json_size(sort) > 0)
		return err_set(e, ERR_UNSUPPORTED_SORT, "sort", NULL);
	if (json_get(filter, "operator"))
		return err_set(e, ERR_UNSUPPORTED_FILTER, "operator", NULL);
	if (filter_check(c->type, json_is_object(filter) ? filter : NULL, e) < 0)
		return -1;
	char *midnight = day ? xasprintf("%sT00:00:00Z", day) : NULL;
	if (midnight && clock_parse(midnight, &asked) && asked > *since)
		*since = asked;
	free(midnight);
	return 0;
}

/* Where the page begins; -1 with e if the anchor is not there. */
static int first_of(const struct call *c, char (*deeds)[RECORD_ID_LENGTH + 1], int count, struct err *e)
{
	const char *anchor = json_get_text(c->arguments, "anchor");
	int64_t first = json_get_integer(c->arguments, anchor ? "anchorOffset" : "position", 0);
	int at = 0;
	while (anchor && at < count && strcmp(deeds[at], anchor) != 0)
		at++;
	if (anchor && at == count)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	if (!anchor && first < 0)
		first += count;
	if (first > count - at)
		return count;
	return at + first < 0 ? 0 : (int)(at + first);
}

/* What changes with the answer, and tells nothing else. */
static void state_of(char (*deeds)[RECORD_ID_LENGTH + 1], int count, char hex[DIGEST_TEXT_SIZE])
{
	crypto_digest(deeds, (size_t)count * sizeof *deeds, hex);
	hex[12] = '\0';
}

struct json *feed_query(const struct call *c, struct err *e)
{
	char (*deeds)[RECORD_ID_LENGTH + 1] = xcalloc(FEED_MOST, sizeof *deeds), state[DIGEST_TEXT_SIZE];
	int64_t since, limit = json_get_integer(c->arguments, "limit", PAGE_MOST);
	struct json *response = NULL;
	int count = read_since(c, &since, e) < 0 ? -1 : find(c, since, deeds, e), first = count < 0 ? -1 : first_of(c, deeds, count, e);
	if (first >= 0) {
		int most = limit < PAGE_MOST ? (int)limit : PAGE_MOST;
		const struct query_page page = {
			.state = state, .position = first, .total = count, .ids = deeds + first, .most = PAGE_MOST,
			.count = most < count - first ? most : count - first,
		};
		state_of(deeds, count, state);
		response = method_query_response(c, &page);
	}
	free(deeds);
	return response;
}

/* --- one line --- */

static void take(struct json *deed, const char *name, const struct json *tree, const char *from)
{
	if (from && json_get(tree, from))
		json_set(deed, name, json_copy(json_get(tree, from)));
}

/* An entry without a title is called by its first words. */
static void set_title(struct json *deed, const struct json *tree)
{
	const char *text = json_get_text(tree, "title");
	if (!text || !*text)
		text = json_get_text(tree, "text");
	char *line = text ? xstrndup(text, strcspn(text, "\n")) : xstrdup("");
	line[utf8_first(line, TITLE_MOST)] = '\0';
	json_set_string(deed, "title", line);
	free(line);
}

static void set_people(struct json *deed, const struct json *tree, const char *from)
{
	const struct json *who = from ? json_get(tree, from) : NULL;
	if (json_is_array(who))
		json_set(deed, "people", json_copy(who));
	else if (who)
		json_push(json_set(deed, "people", json_new_array()), json_copy(who));
}

/* Fills r with what the deed of an id is about; false if that is not there for the asker. */
static bool find_about(const struct call *c, const char *id, struct record *r)
{
	*r = (struct record){0};
	for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
		const struct membership *m = viewer_account_of_kind(c->batch->viewer, sources[i].account);
		if (m && record_by_id(&c->batch->worker->reader, m->account.local, &record_types[sources[i].type], id, r) && viewer_may_read(m, r))
			return true;
		record_free(r);
	}
	return false;
}

/* The deed of such a record, as the asker may see it. Yours. */
static struct json *line_of(const struct call *c, const struct record *r)
{
	const struct source *s = sources;
	while ((int)s->type != r->type->index)
		s++;
	const struct viewer *v = c->batch->viewer;
	struct json *tree = method_show(&c->batch->worker->reader, v, viewer_account_of_kind(v, s->account), r), *deed = json_new_object();
	const char *made = json_get_text(tree, "createdAt"), *at = json_get_text(tree, s->at);
	take(deed, "id", tree, "id");
	take(deed, "rev", tree, "rev");
	json_set_string(deed, "aboutType", r->type->name);
	take(deed, "at", tree, s->at);
	set_people(deed, tree, s->people);
	take(deed, "project", tree, s->account == ACCOUNT_DIRECTORY ? "project" : NULL);
	set_title(deed, tree);
	take(deed, "state", tree, s->type == TYPE_Project ? "state" : NULL);
	take(deed, "labels", tree, s->type == TYPE_Project ? "labels" : NULL);
	if (s->type == TYPE_Page && made && at && strcmp(made, at) != 0)
		json_set_bool(deed, "changed", true);
	json_free(tree);
	return deed;
}

struct json *feed_get(const struct call *c, struct err *e)
{
	static const struct get_way of_deeds = {find_about, line_of};
	return method_get_by(c, &of_deeds, e);
}
