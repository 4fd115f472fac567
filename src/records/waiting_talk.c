/* What is new in projects for Home and their pages: pages that were changed, threads, posts. */
#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "twinline/records/replica.h"
#include "twinline/records/talk.h"
#include "waiting_rows.h"

enum { SHOWN_MOST = 3 /* of a kind, on the page of a project: more are behind its part */ };

static struct json *tree_of(struct store *s, int64_t local)
{
	struct record r = { 0 };
	struct json *tree = local && record_by_local(s, local, &r) ? record_tree(s, &r) : NULL;

	record_free(&r);
	return tree;
}

static char *copy_of(const struct json *tree, const char *name)
{
	const char *text = json_get_text(tree, name);

	return text && *text ? xstrdup(text) : NULL;
}

/* --- of one project --- */

static int add_pages(struct gather *g, int64_t account, const char *project)
{
	/* A page is a part of its own: who opens it has read it. */
	struct db_stmt *stmt = db_prepare(g->s->db,
		"SELECT p.local, p.changed_at, p.changed_by_id, p.changed_by_name, p.changed_by_country, '', p.title, ?2 FROM page_index p "
		"JOIN record r ON r.local = p.local LEFT JOIN read_mark_index m ON m.project = ?2 AND m.area = r.id "
		"WHERE p.account = ?1 AND p.state <> 'draft' AND p.changed_by_id NOT IN ('', ?3) AND p.changed_at > max(coalesce(m.read_until, 0), "
		"coalesce((SELECT since FROM member_index i WHERE i.account = ?1 AND i.person_id = ?3), 0)) "
		"ORDER BY p.changed_at DESC, p.local LIMIT ?4");
	int got;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, project);
	db_bind_text(stmt, 3, g->me);
	db_bind_int(stmt, 4, SHOWN_MOST);
	while ((got = db_step(stmt, g->e)) == 1)
		waiting_add_row(g, stmt)->kind = WAITING_PAGE;
	return got;
}

/* A thread is called by its title, a single post by its own, or by what it says. */
static void add_news(struct gather *g, const struct talk_news *news, const char *project)
{
	bool is_forum = text_equal(news->place, "forum");
	struct json *newest = tree_of(g->s, news->newest), *first = is_forum ? tree_of(g->s, news->first) : NULL;
	struct waiting_row *row = waiting_add(g, is_forum ? WAITING_FORUM : WAITING_POST, news->newest, news->at);
	const struct json *author = json_get(newest, "author");

	row->subject = copy_of(first ? first : newest, "title");
	if (!row->subject)
		row->subject = copy_of(newest, "text");
	row->who_id = copy_of(author, "id");
	row->who = copy_of(author, "name");
	row->country = copy_of(author, "country");
	row->code = xstrdup(news->place);
	row->project_id = xstrdup(project);
	row->count = news->count;
	row->of = news->to_me;
	row->likes = json_get_integer(newest, "likes", 0);
	row->comments = is_forum ? 0 : json_get_integer(newest, "replies", 0);
	json_free(newest);
	json_free(first);
}

int waiting_add_talk(struct gather *g, const char *project)
{
	struct talk_news *news = NULL;
	struct record r = { 0 };
	int64_t account = replica_record(g->s, &record_types[TYPE_Project], project, &r) ? r.account : 0;
	int count, shown[2] = { 0 };

	record_free(&r);
	if (!account)
		return 0;
	if (add_pages(g, account, project) < 0 || (count = talk_news(g->s, account, &news, g->e)) < 0)
		return -1;
	for (int forum = 1; forum >= 0; forum--)
		for (int i = 0; i < count; i++)
			if (text_equal(news[i].place, "forum") == (forum == 1) && shown[forum]++ < SHOWN_MOST)
				add_news(g, &news[i], project);
	for (int i = 0; i < count; i++)
		talk_news_release(&news[i]);
	free(news);
	return 0;
}

/* --- of all of them --- */

/* How much is unread in the project with the most of it. */
static void name_most(struct gather *g, struct waiting_row *row, const struct talk_news *news, int count)
{
	int64_t most = 0;

	for (int i = 0; i < count; i++) {
		int64_t sum = 0;

		for (int k = 0; k < count; k++)
			sum += news[k].account == news[i].account ? news[k].count : 0;
		if (sum > most) {
			most = sum;
			row->local = project_of_account(g->s, news[i].account);
		}
	}
	row->part = most;
}

int waiting_add_posts(struct gather *g)
{
	struct talk_news *news = NULL;
	int count = talk_news(g->s, 0, &news, g->e);
	struct waiting_row *row;
	struct json *project;

	if (count > 0) {
		row = waiting_add(g, WAITING_POSTS, 0, 0);
		for (int i = 0; i < count; i++) {
			row->count += news[i].count;
			row->of += news[i].to_me;
		}
		name_most(g, row, news, count);
		project = tree_of(g->s, row->local);
		row->subject = copy_of(project, "title");
		json_free(project);
	}
	for (int i = 0; i < count; i++)
		talk_news_release(&news[i]);
	free(news);
	return count < 0 ? -1 : 0;
}
