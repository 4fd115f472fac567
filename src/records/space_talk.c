/* What was said in a TwinSpace: posts below what they answer, a file a discussion, and comments where they belong. */
#include "space_parts.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/markdown.h"

enum { DEPTH_MOST = 20, LEVEL_MOST = 6 };

/* --- order --- */

/* What a post stands below: the one it answers, else the record it comments on; "" for one that stands alone. */
static const char *above(const struct space_record *post)
{
	const char *parent = json_get_text(post->tree, "parent"), *about = json_get_text(post->tree, "aboutId");

	return parent && *parent ? parent : about ? about : "";
}

static int by_above(const void *left, const void *right, void *space)
{
	const struct space *sp = space;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;
	int order = strcmp(above(&sp->records[a]), above(&sp->records[b]));

	return order ? order : a < b ? -1 : a > b;
}

void space_sort_answers(struct space *sp)
{
	sp->answers = xcalloc(sp->count + 1, sizeof *sp->answers);
	for (size_t i = 0; i < sp->count; i++)
		if (sp->records[i].type == &record_types[TYPE_Post])
			sp->answers[sp->answer_count++] = i;
	qsort_r(sp->answers, sp->answer_count, sizeof *sp->answers, by_above, sp);
}

/* The place of the first post below id; the count of answers where there is none. */
static size_t first_below(const struct space *sp, const char *id)
{
	size_t low = 0, high = sp->answer_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(above(&sp->records[sp->answers[middle]]), id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The post below id after place, which begins with first_below; NULL: no more. */
static const struct space_record *next_below(const struct space *sp, const char *id, size_t *place)
{
	const struct space_record *post = *place < sp->answer_count ? &sp->records[sp->answers[*place]] : NULL;

	++*place;
	return post && strcmp(above(post), id) == 0 ? post : NULL;
}

/* --- words --- */

static void add_heading(struct str *out, int level)
{
	for (int i = 0; i < level && i < LEVEL_MOST; i++)
		str_addc(out, '#');
	str_addc(out, ' ');
}

/* A post and what answers it. */
static void add_post(struct space_out *o, struct str *out, const struct space_record *post, int depth, int level, const char *up)
{
	const char *title = json_get_text(post->tree, "title");
	const struct space_record *answer;
	size_t place = first_below(o->sp, post->id);

	add_heading(out, level + depth);
	if (title && *title) {
		markdown_add_line(out, title);
		str_add(out, "\n\n");
	}
	space_add_byline(out, json_get(post->tree, "author"), json_get_text(post->tree, "createdAt"));
	str_add(out, "\n\n");
	markdown_add_text(out, json_get_text(post->tree, "text"), false, 0);
	space_add_files(o, out, json_get(post->tree, "files"), up);
	while (depth < DEPTH_MOST && (answer = next_below(o->sp, post->id, &place)))
		add_post(o, out, answer, depth + 1, level, up);
}

void space_add_comments(struct space_out *o, struct str *out, const char *id, int level, const char *up)
{
	size_t place = first_below(o->sp, id);
	const struct space_record *post = next_below(o->sp, id, &place);

	for (; post; post = next_below(o->sp, id, &place))
		add_post(o, out, post, 0, level, up);
}

/* --- files --- */

/* One that begins something: it answers nothing that is here. */
static bool begins(const struct space *sp, const struct space_record *post)
{
	const char *of = above(post);

	if (!*of)
		return true;
	for (size_t i = 0; i < sp->count; i++)
		if (strcmp(sp->records[i].id, of) == 0)
			return false;
	return true;
}

static int put_discussions(struct space_out *o, const struct space_record *posts, size_t count)
{
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++) {
		const char *title = json_get_text(posts[i].tree, "title");
		struct str text = { 0 };
		char *path;

		if (!text_equal(json_get_text(posts[i].tree, "place"), "forum") || !begins(o->sp, &posts[i]))
			continue;
		path = space_path(o, "forum", title && *title ? title : posts[i].id, ".md");
		add_post(o, &text, &posts[i], 0, 1, "../");
		result = space_put(o, path, &text, title && *title ? title : _("Forum"));
		free(path);
	}
	return result;
}

/* The places of which each is one file, under the names that their screens have. */
static const struct place { const char *code, *title; } places[] = {
	{ "update", N_("Updates") }, { "comment", N_("Comments") }, { "bulletin", N_("Bulletin") },
	{ "journal", N_("Project journal") }, { "chat", N_("Chat") }, { "wall", N_("Walls") },
};

/* All that begins at a place, one after the other. */
static int put_place(struct space_out *o, const struct space_record *posts, size_t count, const struct place *place)
{
	struct str text = { 0 };
	char *path;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		if (!text_equal(json_get_text(posts[i].tree, "place"), place->code) || !begins(o->sp, &posts[i]))
			continue;
		if (!text.len)
			str_addf(&text, "# %s\n\n", _(place->title));
		add_post(o, &text, &posts[i], 0, 2, "");
	}
	if (text.len) {
		path = space_path(o, "", place->code, ".md");
		result = space_put(o, path, &text, _(place->title));
		free(path);
	}
	str_release(&text);
	return result;
}

int space_put_talk(struct space_out *o)
{
	size_t count;
	const struct space_record *posts = space_of_type(o->sp, TYPE_Post, &count);
	int result = put_discussions(o, posts, count);

	for (size_t i = 0; i < ARRAY_SIZE(places) && result == 0; i++)
		result = put_place(o, posts, count, &places[i]);
	return result;
}
