/* Posts on the page: a head line each with who and when, the text below it; what answers something stands in from it. */
#include <stdlib.h>
#include <string.h>

#include "screens.h"
#include "talk.h"
#include "translate.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/text/cells.h"

enum { INDENT = 2, GAP = 2, WHEN_CELLS = 8 /* of a time at the right of a line of the chat */ };

/* --- rows and lines --- */

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct said *said = context;

	said->rows = xrealloc(said->rows, (size_t)said->row_count + 1, sizeof *said->rows);
	said->rows[said->row_count++] = (struct said_row){ indent, xstrndup(text, len), 0 };
}

static void break_text(struct said *said, const char *text, int cells)
{
	const char *language = latin_language(said->post.language, said->post.author.country);
	char *safe = words_safe_in(text, SANITISE_TEXT, language);

	if (*safe)
		words_wrap(safe, cells, add_row, said);
	free(safe);
}

static void break_translation(struct face *face, struct said *said, int cells)
{
	char *words = translate_words(face, said->post.text);

	if (words)
		words_wrap(words, cells, add_row, said);
	free(words);
}

/* A line each, below what is said. */
static void break_files(struct face *face, struct said *said, int cells)
{
	for (int i = 0; i < said->files.count; i++) {
		char *line = letter_files_line(face, &said->files.files[i]);
		int first = said->row_count;

		words_wrap(line, cells, add_row, said);
		if (said->row_count > first)
			said->rows[first].file = i + 1;
		free(line);
	}
}

/* Where a post of mine is that has not arrived; else whether it is new. */
static const char *state_of(struct face *face, const struct said *said)
{
	if (said->is_new)
		return _("new");
	if (said->post.head.id)
		return "";
	return message_state_word(message_state_of(face_store(face), said->local));
}

static char *who_of(const struct said *said)
{
	/* What a project shows to everybody names nobody. */
	if (!said->post.author.id)
		return words_safe(said->post.project.name, SANITISE_LINE);
	return said->is_mine ? xstrdup(_("you")) : words_person(&said->post.author);
}

/* "new  Ewa Kowalska PL: Merhaba!" */
static void break_inline(struct face *face, struct said *said, int cells)
{
	const char *state = state_of(face, said);
	const char *language = latin_language(said->post.language, said->post.author.country);
	char *who = who_of(said), *safe = words_with_hidden(said->post.hidden, words_safe_in(said->post.text, SANITISE_TEXT, language));
	/* TRANSLATORS: in the chat: who, and what they said. */
	char *text = xasprintf(_("%s: %s"), who, safe), *line = xasprintf("%s%s%s", state, *state ? "  " : "", text);

	words_wrap(line, cells, add_row, said);
	free(line);
	free(text);
	free(safe);
	free(who);
}

/* What others do not see any more says why. */
static void break_hidden(struct said *said, int cells)
{
	char *text = words_with_hidden(said->post.hidden, xstrdup(""));

	if (*text)
		words_wrap(text, cells, add_row, said);
	free(text);
}

void talk_break(struct face *face, struct talk *t, int cells, bool spaced)
{
	if (t->cells == cells)
		return;
	t->cells = cells;
	t->lines = 0;
	for (int i = 0; i < t->count; i++) {
		struct said *said = &t->said[i];
		int room = cells - said->depth * INDENT;

		for (int k = 0; k < said->row_count; k++)
			free(said->rows[k].text);
		said->row_count = 0;
		said->line = t->lines;
		if (t->is_inline) {
			break_inline(face, said, room > WHEN_CELLS * 2 ? room - WHEN_CELLS : room);
			break_translation(face, said, room);
			break_files(face, said, room);
			t->lines += said->row_count;
			continue;
		}
		if (said->post.title && *said->post.title)
			break_text(said, said->post.title, room);
		break_hidden(said, room);
		break_text(said, said->post.text, room);
		break_translation(face, said, room);
		break_files(face, said, room);
		t->lines += 1 + said->row_count + (spaced && i + 1 < t->count && t->said[i + 1].depth == 0);
	}
}

int talk_end_line(const struct talk *t, int at)
{
	return t->said[at].line + t->said[at].row_count - t->is_inline;
}

int talk_line(const struct talk *t, int at, int file)
{
	const struct said *said = &t->said[at];

	for (int i = 0; i < said->row_count && file; i++)
		if (said->rows[i].file == file)
			return said->line + i + !t->is_inline;
	return said->line;
}

void talk_slide(struct talk *t, int lines)
{
	int most = t->lines - t->height;

	t->top += lines;
	t->top = t->top > most ? most : t->top;
	t->top = t->top < 0 ? 0 : t->top;
}

/* The post of the cursor whole, or from its head on. */
void talk_show(struct talk *t)
{
	int head, end, line;

	if (t->count == 0)
		return;
	head = t->said[t->at].line;
	line = talk_line(t, t->at, t->file);
	end = talk_end_line(t, t->at);
	if (end >= t->top + t->height)
		t->top = end - t->height + 1;
	if (head < t->top)
		t->top = head;
	if (line >= t->top + t->height)
		t->top = line - t->height + 1;
	talk_slide(t, 0);
}

/* The last one of which all is in sight, or as much as there is room for. */
static int last_seen(const struct talk *t)
{
	int seen = -1;

	for (int i = 0; i < t->count; i++) {
		bool is_long = t->said[i].row_count >= t->height;

		if (t->said[i].line < t->top + t->height && (is_long || talk_end_line(t, i) < t->top + t->height))
			seen = i;
	}
	return seen;
}

/* --- drawing --- */

/* "new  Ewa Kowalska PL, to Γιώργος, pinned, 5 likes, 2 comments". */
static void add_head(struct str *line, struct face *face, const struct said *said)
{
	const struct post *post = &said->post;
	const char *state = state_of(face, said);
	char *who = who_of(said), *to = said->to ? words_safe(said->to, SANITISE_LINE) : NULL;

	if (*state)
		str_addf(line, "%s  ", state);
	str_add(line, who);
	if (to)
		words_part_taken(line, xasprintf(_("to %s"), to));
	if (post->pinned)
		words_part(line, _("pinned"));
	if (post->likes)
		words_part_taken(line, xasprintf(i18n_plural("%d like", "%d likes", (unsigned long)post->likes), (int)post->likes));
	if (said->is_liked)
		words_part(line, _("you like it"));
	if (post->replies && !text_equal(post->place, "forum"))
		words_part_taken(line, xasprintf(i18n_plural("%d comment", "%d comments", (unsigned long)post->replies), (int)post->replies));
	if (post->edited_at)
		words_part(line, _("edited"));
	free(who);
	free(to);
}

static void draw_head(struct face *face, const struct said *said, struct page *p, int row)
{
	char *when = said->post.created_at ? words_short_time(said->post.created_at) : xstrdup("");
	int column = INDENT + said->depth * INDENT, room = p->columns - 1 - column - (*when ? cells_width(when) + GAP : 0);
	struct str line = { 0 }, cut = { 0 };

	add_head(&line, face, said);
	words_add_whole(&cut, face, line.text, room);
	page_put(p, row, column, cut.text);
	if (*state_of(face, said))
		page_state(p, row, column, state_of(face, said), false);
	if (*when)
		page_put_right(p, row, when);
	page_item(p, row);
	str_release(&cut);
	str_release(&line);
	free(when);
}

static void draw_inline(const struct said *said, int at, struct page *p, int row)
{
	char *when = at == 0 ? words_short_time(said->post.created_at) : NULL;

	page_put(p, row, INDENT + said->rows[at].indent, said->rows[at].text);
	if (when) {
		page_put_right(p, row, when);
		page_item(p, row);
	}
	if (said->rows[at].file)
		page_item(p, row);
	free(when);
}

static void draw_row(const struct said *said, int at, struct page *p, int row)
{
	bool is_title = at == 0 && said->post.title && *said->post.title;
	const char *text = said->rows[at].text;
	enum page_style style = is_title ? PAGE_TITLE : *text == '>' ? PAGE_QUOTE : PAGE_PLAIN;

	page_put_styled(p, row, INDENT + said->depth * INDENT + said->rows[at].indent, text, style);
	if (said->rows[at].file)
		page_item(p, row);
}

void talk_draw_posts(struct face *face, struct talk *t, struct page *p, int rows)
{
	int cells = p->columns - 1 - INDENT > 1 ? p->columns - 1 - INDENT : 1;
	bool spaced = !page_is_narrow(p);

	t->is_placed = t->is_placed && t->height == rows;
	t->height = rows;
	talk_break(face, t, words_text_cells(cells), spaced);
	if (!t->is_placed)
		talk_show(t);
	t->is_placed = true;
	talk_slide(t, 0);
	for (int i = 0; i < t->count; i++) {
		const struct said *said = &t->said[i];

		for (int line = said->line; line <= talk_end_line(t, i); line++) {
			int row = 1 + line - t->top;

			if (row < 1 || row > rows)
				continue;
			if (t->is_inline)
				draw_inline(said, line - said->line, p, row);
			else if (line == said->line)
				draw_head(face, said, p, row);
			else
				draw_row(said, line - said->line - 1, p, row);
		}
	}
	t->seen = last_seen(t);
}

void talk_draw_title(struct face *face, struct talk *t, struct page *p)
{
	const struct screen *const *screen = screens;
	char *name = words_safe(t->title, SANITISE_LINE), *line = face_line_words(face), *title;
	int fresh = 0, comments = 0;
	struct str counts = { 0 };

	while (*screen && !text_equal((*screen)->name, t->place->screen))
		screen++;
	for (int i = 0; i < t->count; i++) {
		fresh += t->said[i].is_new;
		comments += !t->place->is_about && t->said[i].depth > 0;
	}
	words_part_taken(&counts, xasprintf(i18n_plural("%d post", "%d posts", (unsigned long)(t->count - comments)), t->count - comments));
	if (comments && !page_is_narrow(p))
		words_part_taken(&counts, xasprintf(i18n_plural("%d comment", "%d comments", (unsigned long)comments), comments));
	if (fresh)
		words_part_taken(&counts, xasprintf(i18n_plural("%d new", "%d new", (unsigned long)fresh), fresh));
	title = t->place->is_about ? xasprintf(_("%s, %s"), name, counts.text)
	        : page_is_narrow(p) || !*screen ? xasprintf(_("%s, %s"), *screen ? _((*screen)->title) : "", counts.text)
	                                        : xasprintf(_("%s: %s, %s"), name, _((*screen)->title), counts.text);
	words_title(face, p, title, page_is_narrow(p) ? "" : line);
	str_release(&counts);
	free(title);
	free(line);
	free(name);
}

static void add_older(struct str *out, const struct talk *t)
{
	struct str next = { 0 }, all = { 0 }, price = { 0 };

	words_add_number(&next, t->older.next);
	words_add_number(&all, t->older.count);
	words_add_measured(&price, t->older.price);
	if (t->older.asked)
		str_addf(out, _("next %s of %s: asked for"), next.text, all.text);
	else
		str_addf(out, _("next %s of %s: %s"), next.text, all.text, price.text);
	str_release(&next);
	str_release(&all);
	str_release(&price);
}

void talk_draw(struct face *face, struct view *view, struct page *p)
{
	struct talk *t = view->model;
	int rows = page_body_rows(p), line;
	struct str older = { 0 };

	if (t->letters != words_letters())
		talk_fill(face, t);
	talk_draw_title(face, t, p);
	talk_draw_posts(face, t, p, rows);
	line = t->count ? talk_line(t, t->at, t->file) : 0;
	if (t->count == 0) {
		page_put(p, 1, INDENT, _(t->place->empty));
		page_cursor(p, 1, 0);
	} else if (line >= t->top && line < t->top + rows) {
		page_mark(p, 1 + line - t->top);
	} else {
		page_cursor(p, 1, 0);
	}
	if (t->older.count > 0 && t->lines < rows) {
		add_older(&older, t);
		page_put(p, rows, INDENT, older.text);
	}
	str_release(&older);
}
