/* The thread reader on the page: heads of letters in one line each, the open one whole with its files. */
#include <stdlib.h>

#include "face.h"
#include "thread_reader.h"
#include "translate.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, HEADS_ABOVE = 2, SUBJECT_LEAST = 8 /* cells, beside the counts */, SPOKEN_HEAD = 120 };

void reader_release_rows(struct reader *reader)
{
	for (int i = 0; i < reader->row_count; i++)
		free(reader->rows[i].text);
	free(reader->rows);
	reader->rows = NULL;
	reader->row_count = reader->rows_cells = 0;
}

static char *text_of(const struct message *m)
{
	char *text = words_safe_in(m->text, SANITISE_TEXT, latin_language(m->language, m->from.country));

	return words_with_hidden(m->hidden, message_with_phrases(m, text));
}

/* Reads the text of the open letter. */
void reader_read_text(struct face *face, struct reader *reader)
{
	const struct letter *letter = &reader->talk.letters[reader->open];
	struct message m = { 0 };

	reader_release_rows(reader);
	free(reader->text);
	reader->letters = words_letters();
	if (letter->is_draft)
		reader->text = words_safe(letter->beginning, SANITISE_TEXT);
	else
		reader->text = message_read(face_store(face), letter->local, &m) ? translate_below(face, m.text, text_of(&m)) : xstrdup("");
	letter_files_read(&reader->files, face_account(face), &m.files);
	message_release(&m);
}

/* --- lines: the heads of letters up to the open one, its rows, a blank one, the other heads --- */

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct reader *reader = context;

	reader->rows = xrealloc(reader->rows, (size_t)reader->row_count + 1, sizeof *reader->rows);
	reader->rows[reader->row_count++] = (struct row){ indent, xstrndup(text, len) };
}

/* A line for each file below the text. */
static void add_files(struct face *face, struct reader *reader, int cells)
{
	for (int i = 0; i < reader->files.count; i++) {
		char *line = letter_files_line(face, &reader->files.files[i]);

		if (i == 0 && *reader->text)
			add_row(reader, 0, "", 0);
		reader->file_rows[i] = reader->row_count;
		words_wrap(line, cells, add_row, reader);
		free(line);
	}
}

void reader_break(struct face *face, struct reader *reader, int cells)
{
	if (reader->rows_cells == cells)
		return;
	reader_release_rows(reader);
	reader->rows_cells = cells;
	words_wrap(reader->text, cells, add_row, reader);
	reader->file_rows = xrealloc(reader->file_rows, (size_t)reader->files.count + 1, sizeof *reader->file_rows);
	add_files(face, reader, cells);
}

static int blank_after(const struct reader *reader)
{
	return reader->open + 1 < reader->talk.count;
}

static int line_count(const struct reader *reader)
{
	return reader->talk.count + reader->row_count + blank_after(reader);
}

/* The last line of the open letter. */
int reader_open_end(const struct reader *reader)
{
	return reader->open + reader->row_count;
}

/* The open letter whole if it fits, below older heads as far as there is room; else from two of them down. */
static void place_top(struct reader *reader)
{
	int top = reader_open_end(reader) - reader->height + 1;
	int most = reader->open > HEADS_ABOVE ? reader->open - HEADS_ABOVE : 0;

	reader->top = top > most ? most : top > 0 ? top : 0;
	reader->placed = true;
}

void reader_slide(struct reader *reader, int lines)
{
	int most = line_count(reader) - reader->height;

	reader->top += lines;
	if (reader->top > most)
		reader->top = most;
	if (reader->top < 0)
		reader->top = 0;
}

/* The line of the cursor: what was found in the open letter, its head, or one of its files. */
int reader_cursor_line(const struct reader *reader)
{
	if (reader->found_row >= 0)
		return reader->open + 1 + reader->found_row;
	return reader->file < 0 ? reader->open : reader->open + 1 + reader->file_rows[reader->file];
}

/* The last line of what the cursor stands on: a file takes several on a narrow page. */
static int cursor_end(const struct reader *reader)
{
	if (reader->found_row >= 0 || reader->file < 0)
		return reader_cursor_line(reader);
	return reader->file + 1 < reader->files.count ? reader->open + reader->file_rows[reader->file + 1] : reader_open_end(reader);
}

void reader_show_cursor(struct reader *reader)
{
	int line = reader_cursor_line(reader), end = cursor_end(reader);

	if (end >= reader->top + reader->height)
		reader_slide(reader, end - reader->top - reader->height + 1);
	if (line < reader->top)
		reader_slide(reader, line - reader->top);
}

/* True if the cursor can stand on a line: on heads, and on the first row of each file of the open letter. */
static bool is_step(const struct reader *reader, int line)
{
	int row = line - reader->open - 1;

	for (int i = 0; i < reader->files.count; i++)
		if (reader->file_rows[i] == row)
			return true;
	return row < 0 || (row > reader->row_count && row - reader->row_count + reader->open < reader->talk.count);
}

/* --- drawing --- */

/* Said, a letter that is not open has as much of its beginning as a long line on a screen. */
static void shorten(struct str *line, struct face *face)
{
	char *whole = str_detach(line);

	cells_add_cut(line, whole, SPOKEN_HEAD, face_is_ascii(face));
	free(whole);
}

static void draw_head(struct face *face, const struct reader *reader, int at, struct page *p, int row)
{
	struct str line = { 0 }, cut = { 0 };

	conversation_add_head(&line, &reader->talk, at, at == reader->open, page_is_narrow(p));
	words_add(&cut, face, line.text, p->columns - 1 - INDENT);
	if (p->is_spoken && at != reader->open)
		shorten(&cut, face);
	page_put(p, row, INDENT, cut.text);
	str_release(&cut);
	str_release(&line);
}

/* "3 messages, 1 new", or "1 new of 3"; yours. */
static char *counts_of(const struct conversation *talk, bool narrow)
{
	int messages = conversation_messages(talk), fresh = conversation_new(talk);
	struct str counts = { 0 };
	char *part;

	if (narrow && fresh)
		return xasprintf(i18n_plural("%d new of %d", "%d new of %d", (unsigned long)fresh), fresh, messages);
	part = xasprintf(i18n_plural("%d message", "%d messages", (unsigned long)messages), messages);
	words_part(&counts, part);
	free(part);
	if (fresh) {
		part = xasprintf(i18n_plural("%d new", "%d new", (unsigned long)fresh), fresh);
		words_part(&counts, part);
		free(part);
	}
	return str_detach(&counts);
}

static void draw_title(struct face *face, const struct reader *reader, struct page *p)
{
	const char *subject = *reader->talk.subject ? reader->talk.subject : _("without a subject");
	char *place = words_place(face, page_is_narrow(p)), *counts = counts_of(&reader->talk, page_is_narrow(p));
	int room = words_title_room(face, p, place), beside = room - cells_width(_(", ")) - cells_width(counts);
	struct str title = { 0 };

	words_add_whole(&title, face, subject, beside >= SUBJECT_LEAST ? beside : room);
	if (beside >= SUBJECT_LEAST)
		words_part(&title, counts);
	words_title(face, p, title.text, place);
	str_release(&title);
	free(counts);
	free(place);
}

/* A row of the open letter: one that answers to something quotes it, one that was found is where the cursor is. */
static void draw_row(const struct reader *reader, int at, struct page *p, int row)
{
	const char *text = reader->rows[at].text;
	enum page_style style = at == reader->found_row ? PAGE_FOUND : *text == '>' ? PAGE_QUOTE : PAGE_PLAIN;

	page_put_styled(p, row, INDENT + reader->rows[at].indent, text, style);
}

void reader_draw(struct face *face, struct view *view, struct page *p)
{
	struct reader *reader = view->model;
	bool is_resized = reader->placed && reader->height != page_body_rows(p);
	int head, cells = p->columns - 1 - INDENT > 0 ? p->columns - 1 - INDENT : 1; /* 0 would say: not broken yet */

	if (reader->letters != words_letters())
		reader_read_text(face, reader);
	reader_break(face, reader, words_text_cells(cells));
	reader->height = page_body_rows(p);
	if (!reader->placed)
		place_top(reader);
	reader_slide(reader, 0);
	if (is_resized && reader->file >= 0)
		reader_show_cursor(reader);
	draw_title(face, reader, p);
	for (int i = 0; i < reader->height; i++) {
		int line = reader->top + i, row = line - reader->open - 1;

		if (is_step(reader, line))
			page_item(p, 1 + i);
		if (row < 0)
			draw_head(face, reader, line, p, 1 + i);
		else if (row < reader->row_count)
			draw_row(reader, row, p, 1 + i);
		else if (row > reader->row_count && row - reader->row_count + reader->open < reader->talk.count)
			draw_head(face, reader, reader->open + row - reader->row_count, p, 1 + i);
	}
	head = reader_cursor_line(reader) - reader->top;
	if (head >= 0 && head < reader->height)
		page_mark(p, 1 + head);
	else
		page_cursor(p, 1, 0);
}
