/* Light markup, read line by line. */
#include "twinline/text/markup.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { HEADING_MOST = 6, DIGITS_MOST = 3 };

/* --- links --- */

static bool leads_out(const char *target)
{
	return starts_with(target, "https://") || starts_with(target, "http://") || starts_with(target, "mailto:");
}

/* The end of "[words](target)" that begins at text, and where its parts end; NULL for what is none. */
static const char *link_end(const char *text, const char *end, const char **words_end, const char **target)
{
	const char *close = text;

	while (close < end && *close != ']')
		close++;
	if (close + 1 >= end || close[1] != '(' || !leads_out(close + 2))
		return NULL;
	*words_end = close;
	*target = close + 2;
	for (close = *target; close < end && *close != ')' && *close != ' '; close++)
		;
	return close < end && *close == ')' ? close + 1 : NULL;
}

static void add_link(struct markup *m, const char *target, size_t len)
{
	m->links = xrealloc(m->links, m->link_count + 1, sizeof *m->links);
	m->links[m->link_count++] = xstrndup(target, len);
}

/* Adds a line, its links by their words and a number. */
static void add_line(struct markup *m, struct str *out, const char *line, const char *end)
{
	while (line < end) {
		const char *words_end, *target, *after = *line == '[' ? link_end(line, end, &words_end, &target) : NULL;

		if (!after) {
			str_addc(out, *line++);
			continue;
		}
		add_link(m, target, (size_t)(after - 1 - target));
		str_addn(out, line + 1, (size_t)(words_end - line - 1));
		str_addf(out, " [%zu]", m->link_count);
		line = after;
	}
}

/* --- lines --- */

static bool is_heading(const char *line, const char *end)
{
	size_t marks = strspn(line, "#");

	return marks > 0 && marks <= HEADING_MOST && line + marks < end && line[marks] == ' ';
}

static bool is_item(const char *line, const char *end)
{
	size_t digits;

	line += strspn(line, " ");
	digits = strspn(line, "0123456789");
	if (line >= end || digits > DIGITS_MOST)
		return false;
	if (digits > 0)
		return line + digits + 1 < end && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
	return (*line == '-' || *line == '*') && line + 1 < end && line[1] == ' ';
}

static enum markup_kind kind_of(const char *line, const char *end)
{
	if (is_heading(line, end))
		return MARKUP_HEADING;
	if (is_item(line, end))
		return MARKUP_ITEM;
	return line < end && *line == '>' ? MARKUP_QUOTE : MARKUP_PARAGRAPH;
}

/* One block more; or the line goes on with the last one. */
static void add(struct markup *m, enum markup_kind kind, bool goes_on, const char *line, const char *end)
{
	struct str text = { 0 };
	struct markup_block *last = m->count ? &m->blocks[m->count - 1] : NULL;

	if (kind == MARKUP_QUOTE)
		line += line + 1 < end && line[1] == ' ' ? 2 : 1;
	if (goes_on && last && last->kind == kind && (kind == MARKUP_PARAGRAPH || kind == MARKUP_QUOTE)) {
		str_addf(&text, "%s\n", last->text);
		free(last->text);
	} else {
		m->blocks = xrealloc(m->blocks, m->count + 1, sizeof *m->blocks);
		last = &m->blocks[m->count++];
		last->kind = kind;
	}
	add_line(m, &text, line, end);
	last->text = str_detach(&text);
}

void markup_read(struct markup *m, const char *text)
{
	bool goes_on = false;

	while (text && *text) {
		const char *end = text + strcspn(text, "\n"), *shown = end;

		while (shown > text && (shown[-1] == ' ' || shown[-1] == '\t'))
			shown--;
		if (shown > text)
			add(m, kind_of(text, shown), goes_on, text, shown);
		goes_on = shown > text;
		text = *end ? end + 1 : end;
	}
}

void markup_release(struct markup *m)
{
	for (size_t i = 0; i < m->count; i++)
		free(m->blocks[i].text);
	for (size_t i = 0; i < m->link_count; i++)
		free(m->links[i]);
	free(m->blocks);
	free(m->links);
	*m = (struct markup){ 0 };
}
