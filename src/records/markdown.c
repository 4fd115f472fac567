/* Writing Markdown (CommonMark), and HTML of what was written. */
#include "twinline/records/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/sanitise.h"

/* What would be markup within a line. */
static const char marks[] = "\\`*_[]<>&";

static void add_escaped(struct str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr(marks, text[i]))
			str_addc(out, '\\');
		str_addc(out, text[i]);
	}
}

void markdown_add_line(struct str *out, const char *text)
{
	char *safe = sanitise_copy(text ? text : "", SANITISE_LINE);

	add_escaped(out, safe, strlen(safe));
	free(safe);
}

/* Cells of '#' that begin a heading; 0: it is none. */
static size_t heading_of(const char *line)
{
	size_t count = strspn(line, "#");

	return count > 0 && count <= 6 && line[count] == ' ' ? count : 0;
}

/* One line of a text. What begins a list or a quote is meant so by whoever writes in lines. */
static void add_text_line(struct str *out, const char *line, size_t len, bool markup, int level)
{
	size_t heading = heading_of(line), start = 0;

	if (markup && heading) {
		for (int i = 0; i < level; i++)
			str_addc(out, '#');
		start = strspn(line, "#");
		str_addn(out, line, start);
	} else if (*line == '#' || (strspn(line, "=-") == len && len > 0)) {
		str_addc(out, '\\'); /* else it, or the line above, were a heading */
		str_addc(out, *line);
		start = 1;
	} else if (starts_with(line, "> ") || starts_with(line, "* ")) {
		str_addc(out, *line);
		start = 1;
	}
	add_escaped(out, line + start, len - start);
	str_addc(out, '\n');
}

void markdown_add_text(struct str *out, const char *text, bool markup, int level)
{
	char *safe = sanitise_copy(text ? text : "", SANITISE_TEXT);
	size_t len = strlen(safe);

	while (len > 0 && safe[len - 1] == '\n')
		safe[--len] = '\0';
	for (const char *line = safe; len > 0 && line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		add_text_line(out, line, strcspn(line, "\n"), markup, level);
	if (len > 0)
		str_addc(out, '\n');
	free(safe);
}

void markdown_add_link(struct str *out, const char *name, const char *up, const char *path)
{
	str_addc(out, '[');
	markdown_add_line(out, name);
	str_addf(out, "](%s", up);
	for (const char *c = path; *c; c++)
		if ((unsigned char)*c <= ' ' || strchr("()<>%\\\"'", *c))
			str_addf(out, "%%%02X", (unsigned char)*c);
		else
			str_addc(out, *c);
	str_addc(out, ')');
}

/* --- HTML --- */

static void add_html_char(struct str *out, char c)
{
	if (c == '<')
		str_add(out, "&lt;");
	else if (c == '>')
		str_add(out, "&gt;");
	else if (c == '&')
		str_add(out, "&amp;");
	else if (c == '"')
		str_add(out, "&quot;");
	else
		str_addc(out, c);
}

/* Where the bracket that opened at text closes; NULL: nowhere in the line. */
static const char *find_unescaped(const char *text, const char *end, char what)
{
	for (; text < end; text++) {
		if (*text == '\\')
			text++;
		else if (*text == what)
			return text;
	}
	return NULL;
}

static void add_inline(struct str *out, const char *text, const char *end);

/* "[name](path)" at text: how many bytes it was; 0: it was none. */
static size_t add_link(struct str *out, const char *text, const char *end)
{
	const char *close = find_unescaped(text + 1, end, ']');
	const char *last = close && close + 1 < end && close[1] == '(' ? memchr(close, ')', (size_t)(end - close)) : NULL;
	size_t path;

	if (!last)
		return 0;
	path = (size_t)(last - close - 2);
	str_add(out, "<a href=\"");
	/* A name with a colon in it would be read as that of a scheme. */
	if (memchr(close + 2, ':', path))
		str_add(out, "./");
	for (size_t i = 0; i < path; i++)
		add_html_char(out, close[2 + i]);
	if (path > 3 && memcmp(last - 3, ".md", 3) == 0) {
		str_cut(out, out->len - 3);
		str_add(out, ".html");
	}
	str_add(out, "\">");
	add_inline(out, text + 1, close);
	str_add(out, "</a>");
	return (size_t)(last + 1 - text);
}

static void add_inline(struct str *out, const char *text, const char *end)
{
	while (text < end) {
		size_t link = *text == '[' ? add_link(out, text, end) : 0;
		const char *bold = starts_with(text, "**") && text + 2 < end ? strstr(text + 2, "**") : NULL;

		if (link) {
			text += link;
		} else if (bold && bold < end) {
			str_add(out, "<b>");
			add_inline(out, text + 2, bold);
			str_add(out, "</b>");
			text = bold + 2;
		} else {
			if (*text == '\\' && text + 1 < end)
				text++;
			add_html_char(out, *text++);
		}
	}
}

/* What is open: a paragraph, a list, a quote; one at a time. */
enum block { BLOCK_NONE, BLOCK_PARAGRAPH, BLOCK_LIST, BLOCK_QUOTE };

static enum block go_to(struct str *out, enum block from, enum block to)
{
	static const char *const ends[] = { "", "</p>\n", "</ul>\n", "</blockquote>\n" };
	static const char *const begins[] = { "", "<p dir=\"auto\">", "<ul>\n", "<blockquote dir=\"auto\">" };

	if (from != to) {
		str_add(out, ends[from]);
		str_add(out, begins[to]);
	} else if (to == BLOCK_PARAGRAPH || to == BLOCK_QUOTE) {
		str_add(out, "<br>\n");
	}
	return to;
}

static enum block add_html_line(struct str *out, const char *line, const char *end, enum block block)
{
	size_t heading = heading_of(line);

	if (line == end)
		return go_to(out, block, BLOCK_NONE);
	if (heading) {
		block = go_to(out, block, BLOCK_NONE);
		str_addf(out, "<h%zu dir=\"auto\">", heading);
		add_inline(out, line + heading + 1, end);
		str_addf(out, "</h%zu>\n", heading);
	} else if (starts_with(line, "- ") || starts_with(line, "* ")) {
		block = go_to(out, block, BLOCK_LIST);
		str_add(out, "<li dir=\"auto\">");
		add_inline(out, line + 2, end);
		str_add(out, "</li>\n");
	} else if (starts_with(line, "> ")) {
		block = go_to(out, block, BLOCK_QUOTE);
		add_inline(out, line + 2, end);
	} else {
		block = go_to(out, block, BLOCK_PARAGRAPH);
		add_inline(out, line, end);
	}
	return block;
}

void markdown_html(struct str *out, const char *markdown, const char *title)
{
	enum block block = BLOCK_NONE;
	char *safe = sanitise_copy(title ? title : "", SANITISE_LINE);

	str_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", i18n_language());
	str_add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<title>");
	for (const char *c = safe; *c; c++)
		add_html_char(out, *c);
	str_add(out, "</title>\n</head>\n<body>\n");
	for (const char *line = markdown; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
		block = add_html_line(out, line, line + strcspn(line, "\n"), block);
	go_to(out, block, BLOCK_NONE);
	str_add(out, "</body>\n</html>\n");
	free(safe);
}
