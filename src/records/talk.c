/* Posts from their index, beside my marks of how far I have read. */
#include "twinline/records/talk.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/project.h"
#include "twinline/records/replica.h"

/* --- lists --- */

int talk_posts(struct store *s, int64_t account, const char *place, int most, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT local FROM (SELECT local, pinned, created_at FROM post_index WHERE account = ?1 AND place = ?2 "
		"ORDER BY pinned DESC, created_at DESC, local DESC LIMIT ?3) ORDER BY pinned DESC, created_at, local");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, place);
	db_bind_int(stmt, 3, most);
	return row_integers(stmt, locals, e);
}

int talk_threads(struct store *s, int64_t account, const char *discussion, int64_t **locals, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, *discussion ?
		"SELECT local FROM post_index WHERE account = ?1 AND place = 'forum' AND parent = ?2 AND root = '' "
		"ORDER BY pinned DESC, latest_at DESC, local DESC" :
		"SELECT local FROM post_index WHERE account = ?1 AND place = 'forum' AND parent = ?2 ORDER BY pinned DESC, created_at, local");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, discussion);
	return row_integers(stmt, locals, e);
}

int talk_answers(struct store *s, int64_t account, const char *id, int64_t **locals, struct err *e)
{
	/* What has not left yet has a parent and no root. */
	struct db_stmt *stmt = db_prepare(s->db,
		"SELECT p.local FROM post_index p LEFT JOIN post_index a ON a.account = p.account AND p.root = '' AND p.parent <> '' AND a.local = "
		"(SELECT r.local FROM record r WHERE r.account = p.account AND r.type = ?3 AND r.id = p.parent) "
		"WHERE p.account = ?1 AND ?2 IN (p.root, p.about_id, CASE p.root WHEN '' THEN p.parent END, a.root, a.about_id) "
		"AND NOT (p.place = 'forum' AND p.root = '' AND p.title <> '') ORDER BY p.created_at, p.local");

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, id);
	db_bind_int(stmt, 3, TYPE_Post);
	return row_integers(stmt, locals, e);
}

/* --- what is new --- */

/* What a post p, with its record r, is read in; nothing that is unread is unsent. */
#define AREA "CASE p.place WHEN 'forum' THEN coalesce(nullif(p.root, ''), r.id) " \
	"WHEN 'comment' THEN coalesce(nullif(p.about_id, ''), p.root) ELSE p.place END"

/* In the directory lie copies of what everybody may read: they are nobody's news. */
#define JOINED "FROM post_index p JOIN record r ON r.local = p.local JOIN account k ON k.local = p.account AND k.kind = 3 " \
	"JOIN project_index j ON j.account = p.account " \
	"JOIN record jr ON jr.local = j.local LEFT JOIN read_mark_index m ON m.project = jr.id AND m.area = " AREA " "

#define SINCE "coalesce((SELECT since FROM member_index i WHERE i.account = p.account AND i.person_id = ?1), 0)"

/* ?1: me. Nobody has to read what was said before they came. Of the second that the mark names those are read that it names, or all. */
#define UNREAD "(r.id IS NOT NULL AND p.author_id <> ?1 AND p.created_at > " SINCE " AND (p.created_at > coalesce(m.read_until, 0) " \
	"OR p.created_at = m.read_until AND m.last <> '' AND instr(m.last, r.id) = 0))"

#define TO_ME "(instr(p.mentions_id, ' ' || ?1 || ' ') > 0 OR p.root <> '' AND EXISTS " \
	"(SELECT 1 FROM record q JOIN post_index a ON a.local = q.local " \
	"WHERE q.account = p.account AND q.type = r.type AND q.id = p.parent AND a.author_id = ?1))"

_Static_assert(ACCOUNT_PROJECT == 3, "as written in the statements");

static struct db_stmt *select_mine(struct store *s, const char *sql)
{
	struct db_stmt *stmt = db_prepare(s->db, sql);
	char *me = replica_me(s);

	db_bind_text(stmt, 1, me);
	free(me);
	return stmt;
}

int talk_count(struct store *s, int64_t account, const char *place, struct talk_count *count, struct err *e)
{
	struct db_stmt *stmt = select_mine(s,
		"SELECT count(*), coalesce(sum(p.place = 'forum' AND p.root = '' AND p.parent <> '' AND p.title <> ''), 0), "
		"coalesce(sum(" UNREAD "), 0), coalesce(sum(" UNREAD " AND " TO_ME "), 0), coalesce(max(p.created_at), 0) "
		JOINED "WHERE p.account = ?2 AND ?3 IN ('', p.place)");
	int got;

	db_bind_int(stmt, 2, account);
	db_bind_text(stmt, 3, place);
	got = db_step(stmt, e);
	*count = (struct talk_count){ 0 };
	if (got == 1)
		*count = (struct talk_count){ .all = db_int(stmt, 0), .threads = db_int(stmt, 1), .unread = db_int(stmt, 2),
		                              .to_me = db_int(stmt, 3), .latest_at = db_int(stmt, 4) };
	db_reset(stmt);
	return got < 0 ? -1 : 0;
}

void talk_news_release(struct talk_news *news)
{
	free(news->place);
}

int talk_news(struct store *s, int64_t account, struct talk_news **news, struct err *e)
{
	/* Of a row with max() the other columns are those of the newest. */
	struct db_stmt *stmt = select_mine(s,
		"SELECT p.account, p.place, coalesce((SELECT f.local FROM record f WHERE f.account = p.account AND f.id = " AREA "), 0), p.local, "
		"max(p.created_at), count(*), sum(" TO_ME ") " JOINED "WHERE (?2 = 0 OR p.account = ?2) AND " UNREAD
		" GROUP BY p.account, p.place, " AREA " ORDER BY 5 DESC, 4 DESC");
	int count = 0, got;

	*news = NULL;
	db_bind_int(stmt, 2, account);
	while ((got = db_step(stmt, e)) == 1) {
		*news = xrealloc(*news, (size_t)count + 1, sizeof **news);
		(*news)[count++] = (struct talk_news){ .account = db_int(stmt, 0), .place = xstrdup(db_text(stmt, 1)), .first = db_int(stmt, 2),
		                                       .newest = db_int(stmt, 3), .at = db_int(stmt, 4), .count = db_int(stmt, 5),
		                                       .to_me = db_int(stmt, 6) };
	}
	for (int i = 0; got < 0 && i < count; i++)
		talk_news_release(&(*news)[i]);
	if (got < 0) {
		free(*news);
		*news = NULL;
	}
	return got < 0 ? -1 : count;
}

bool talk_is_unread(struct store *s, int64_t post)
{
	struct db_stmt *stmt = select_mine(s, "SELECT 1 " JOINED "WHERE p.local = ?2 AND " UNREAD);

	db_bind_int(stmt, 2, post);
	return row_integer(stmt) != 0;
}

char *talk_area(struct store *s, int64_t post)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT " AREA " FROM post_index p JOIN record r ON r.local = p.local WHERE p.local = ?1");
	char *area;

	db_bind_int(stmt, 1, post);
	area = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return area ? area : xstrdup("");
}

/* --- how far I have read --- */

enum { LAST_MOST = 20 /* posts of one second that a mark names; of more it says that all are read */ };

/* My mark of a part, and what it says. */
struct mark { int64_t local, until; char *last; };

static struct mark find_mark(struct store *s, const char *project, const char *area)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local, read_until, last FROM read_mark_index WHERE project = ?1 AND area = ?2 "
	                                         "ORDER BY read_until DESC LIMIT 1");
	struct mark mark = { 0 };

	db_bind_text(stmt, 1, project);
	db_bind_text(stmt, 2, area);
	if (row_step(stmt))
		mark = (struct mark){ .local = db_int(stmt, 0), .until = db_int(stmt, 1), .last = row_text(stmt, 2) };
	db_reset(stmt);
	return mark;
}

int64_t talk_read_until(struct store *s, int64_t account, const char *area)
{
	struct db_stmt *stmt = select_mine(s, "SELECT since FROM member_index WHERE account = ?2 AND person_id = ?1");
	char *project = project_id_of(s, account);
	int64_t since;
	struct mark mark;

	db_bind_int(stmt, 2, account);
	since = row_integer(stmt);
	mark = find_mark(s, project, area);
	free(mark.last);
	free(project);
	return mark.until > since ? mark.until : since;
}

static int64_t make_mark(struct store *s, const char *project, const char *area, const struct json *says, struct err *e)
{
	int64_t mine = account_personal(s);
	struct json *body = json_copy(says);
	int64_t entry = 0;

	json_set_string(body, "project", project);
	json_set_string(body, "area", area);
	if (mine)
		entry = outbox_create(s, mine, &record_types[TYPE_ReadMark], body, 0, e);
	json_free(body);
	return entry;
}

/* What the mark names once it stands at what was seen; yours. NULL: it does not move. */
static char *last_after(const struct mark *mark, const struct talk_seen *seen)
{
	const char *post = seen->post ? seen->post : "";

	if (mark->until < seen->until)
		return xstrdup(post);
	if (mark->until > seen->until || !mark->last || !*mark->last || strstr(mark->last, post))
		return NULL;
	return strlen(mark->last) / (RECORD_ID_LENGTH + 1) < LAST_MOST - 1 ? xasprintf("%s %s", mark->last, post) : xstrdup("");
}

int talk_read(struct store *s, const struct talk_seen *seen, struct err *e)
{
	char *project = project_id_of(s, seen->account), text[CLOCK_TEXT_SIZE];
	struct mark mark = find_mark(s, project, seen->area);
	char *last = *project && *seen->area ? last_after(&mark, seen) : NULL;
	struct json *patch = json_new_object();
	int64_t entry = 0;

	if (last) {
		clock_format(seen->until, text);
		json_set_string(patch, "readUntil", text);
		if (*last || (mark.last && *mark.last))
			json_set_string(patch, "last", last);
		entry = mark.local ? outbox_update(s, mark.local, patch, e) : make_mark(s, project, seen->area, patch, e);
	}
	json_free(patch);
	free(last);
	free(mark.last);
	free(project);
	return entry < 0 ? -1 : 0;
}

/* --- likes --- */

int64_t talk_my_like(struct store *s, int64_t account, const char *post)
{
	struct db_stmt *stmt = select_mine(s, "SELECT local FROM like_index WHERE account = ?2 AND post = ?3 AND person_id = ?1");

	db_bind_int(stmt, 2, account);
	db_bind_text(stmt, 3, post);
	return row_integer(stmt);
}
