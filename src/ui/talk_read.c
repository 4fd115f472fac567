/* Posts read for their screen; and how far they have been read by me. */
#include <stdlib.h>

#include "project.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/records/talk.h"

enum { POSTS_MOST = 300 /* of a place, at once: of more the newest */ };

static void release_rows(struct said *said)
{
	for (int i = 0; i < said->row_count; i++)
		free(said->rows[i].text);
	free(said->rows);
	said->rows = NULL;
	said->row_count = 0;
}

static void release_said(struct said *list, int count)
{
	for (int i = 0; i < count; i++) {
		release_rows(&list[i]);
		record_release(&record_types[TYPE_Post], &list[i].post);
		letter_files_release(&list[i].files);
		free(list[i].to);
	}
	free(list);
}

void talk_release(struct talk *t)
{
	release_said(t->said, t->count);
	free(t->title);
	editor_release(&t->field);
	draft_release(&t->draft);
}

bool talk_about(struct face *face, int64_t about, struct record *r)
{
	*r = (struct record){ 0 };
	return record_by_local(face_store(face), about, r);
}

/* --- reading --- */

static bool read_post(struct face *face, int64_t local, struct said *said)
{
	struct record r = { 0 };
	bool there = record_by_local(face_store(face), local, &r) && r.type == &record_types[TYPE_Post];

	if (there) {
		struct json *tree = record_tree(face_store(face), &r);

		*said = (struct said){ .local = local };
		record_decode(r.type, tree, &said->post);
		free(said->post.head.id);
		said->post.head.id = xstrdup(r.id);
		said->is_mine = text_equal(said->post.author.id, face_my_id(face));
		said->is_new = talk_is_unread(face_store(face), local);
		letter_files_read(&said->files, r.account, &said->post.files);
		said->is_liked = r.id && talk_my_like(face_store(face), r.account, r.id);
		json_free(tree);
	}
	record_free(&r);
	return there;
}

static void add(struct face *face, struct talk *t, int64_t local, int depth)
{
	t->said = xrealloc(t->said, (size_t)t->count + 1, sizeof *t->said);
	if (read_post(face, local, &t->said[t->count]))
		t->said[t->count++].depth = depth;
}

static void add_answers(struct face *face, struct talk *t, const char *id, int depth)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = id ? talk_answers(face_store(face), t->account, id, &locals, &e) : 0;

	words_check(face, &e);
	for (int i = 0; i < count; i++)
		add(face, t, locals[i], depth);
	free(locals);
}

/* Each with what was said to it. */
static void add_place(struct face *face, struct talk *t)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = talk_posts(face_store(face), t->account, t->place->code, POSTS_MOST, &locals, &e);

	words_check(face, &e);
	for (int i = 0; i < count; i++) {
		int before = t->count;

		add(face, t, locals[i], 0);
		if (t->count > before && t->place->answers != RIGHT_COUNT)
			add_answers(face, t, t->said[before].post.head.id, 1);
	}
	free(locals);
}

/* Whom a reply is to, where it does not simply follow what it answers, or what everything began with. */
static void find_addressees(struct talk *t)
{
	for (int i = 1; i < t->count; i++) {
		const char *parent = t->said[i].post.parent, *root = t->said[i].post.root;

		if (!parent || text_equal(parent, root) || text_equal(parent, t->said[i - 1].post.head.id))
			continue;
		for (int k = 0; k < i; k++)
			if (text_equal(t->said[k].post.head.id, parent) && t->said[k].post.author.name)
				t->said[i].to = xstrdup(party_called(t->said[k].post.author.name));
	}
}

static char *title_of(struct face *face, const struct record *r)
{
	struct json *tree = record_tree(face_store(face), r);
	const char *title = record_title(tree);
	char *text = xstrdup(title && *title ? title : json_get_text(tree, "text"));

	json_free(tree);
	return text ? text : xstrdup("");
}

/* What a screen is about: the thread's first post stands above its replies, as an update above its comments; a page is only named. */
static bool fill_about(struct face *face, struct talk *t)
{
	struct record r;

	if (!talk_about(face, t->about, &r))
		return false;
	t->account = r.account;
	t->project = project_of_account(face_store(face), r.account);
	t->title = title_of(face, &r);
	if (r.type == &record_types[TYPE_Post])
		add(face, t, t->about, 0);
	add_answers(face, t, r.id, 0);
	record_free(&r);
	return true;
}

static bool fill_place(struct face *face, struct talk *t)
{
	struct project project;
	bool there = project_read(face_store(face), t->project, &project, &t->account);

	if (there) {
		t->title = xstrdup(project.title);
		add_place(face, t);
	}
	record_release(&record_types[TYPE_Project], &project);
	return there;
}

/* What was new when the screen was opened stays so. */
static void keep_marks(struct talk *t, const struct said *old, int count)
{
	for (int i = 0; i < t->count; i++)
		for (int k = 0; k < count; k++)
			if (old[k].local == t->said[i].local) {
				t->said[i].is_new = t->said[i].is_new || old[k].is_new;
				t->said[i].is_marked = old[k].is_marked;
			}
}

bool talk_fill(struct face *face, struct talk *t)
{
	struct said *old = t->said;
	int old_count = t->count;
	bool there;

	t->said = NULL;
	t->count = t->cells = 0;
	t->seen = -1;
	free(t->title);
	t->title = NULL;
	there = t->place->is_about ? fill_about(face, t) : fill_place(face, t);
	find_addressees(t);
	keep_marks(t, old, old_count);
	t->letters = words_letters();
	if (t->account)
		older_part_read(face, &t->older, t->account, &record_types[TYPE_Post]);
	release_said(old, old_count);
	return there;
}

/* --- read --- */

static int mark(struct store *s, void *context, struct err *e)
{
	const struct talk *t = context;

	for (int i = 0; i <= t->seen && i < t->count; i++) {
		const struct said *said = &t->said[i];
		char *area = said->is_new && !said->is_marked ? talk_area(s, said->local) : NULL;
		const struct talk_seen seen = { t->account, area, said->post.created_at, said->post.head.id };
		int result = area ? talk_read(s, &seen, e) : 0;

		free(area);
		if (result != 0)
			return -1;
	}
	return 0;
}

void talk_mark_seen(struct face *face, struct talk *t)
{
	bool is_fresh = false;

	for (int i = 0; i <= t->seen && i < t->count; i++)
		is_fresh = is_fresh || (t->said[i].is_new && !t->said[i].is_marked);
	if (!is_fresh || face_is_guest(face) || face_change(face, mark, t) != 0)
		return;
	for (int i = 0; i <= t->seen && i < t->count; i++)
		t->said[i].is_marked = true;
}

static int note_sight(struct store *s, void *context, struct err *e)
{
	return talk_read(s, context, e);
}

void talk_saw(struct face *face, int64_t account, const char *id, int64_t changed_at)
{
	struct talk_seen sight = { account, id, changed_at, NULL };

	if (id && account && !face_is_guest(face) && talk_read_until(face_store(face), account, id) < changed_at)
		face_change(face, note_sight, &sight);
}

/* --- where a post stands --- */

static const char *const screens_of[][2] = {
	{ "update", "updates" }, { "bulletin", "bulletin" }, { "journal", "project-journal" }, { "wall", "walls" }, { "chat", "chat" },
};

/* The record that an id names in an account, whatever its type; 0: it is not here. */
static int64_t local_of(struct face *face, int64_t account, const struct record_type *type, const char *id)
{
	struct record r = { 0 };
	int64_t local = id && type && record_by_id(face_store(face), account, type, id, &r) ? r.local : 0;

	record_free(&r);
	return local;
}

static void open_in_place(struct face *face, int64_t account, const struct said *said)
{
	const struct post *post = &said->post;
	const struct record_type *posts = &record_types[TYPE_Post];
	int64_t root = local_of(face, account, posts, post->root ? post->root : post->parent), about;

	if (text_equal(post->place, "forum")) {
		face_open(face, "forum-thread", post->root ? root : said->local);
		return;
	}
	if (text_equal(post->place, "comment")) {
		about = post->about_id ? local_of(face, account, record_type_find(post->about_type), post->about_id) : root;
		face_open(face, "comments", about ? about : said->local);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(screens_of); i++)
		if (text_equal(post->place, screens_of[i][0]))
			face_open(face, screens_of[i][1], project_of_account(face_store(face), account));
}

void talk_open_post(struct face *face, int64_t post)
{
	struct said said = { 0 };
	struct record r;

	if (!talk_about(face, post, &r) || !read_post(face, post, &said))
		face_say(face, _("This post is not here any more."));
	else
		open_in_place(face, r.account, &said);
	record_release(&record_types[TYPE_Post], &said.post);
	letter_files_release(&said.files);
	record_free(&r);
}
