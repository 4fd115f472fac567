/* Finding in a conversation: the next row with the words, in the open letter, then in the others, going round. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "thread_reader.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/text/fold.h"
#include "words.h"

static bool text_has(const char *text, const char *query)
{
	char *folded = fold_copy(text);
	bool has = fold_matches(folded, query);

	free(folded);
	return has;
}

/* A letter has all of the words; its row is the one with the first of them. */
static bool letter_has(struct face *face, const struct reader *reader, int at)
{
	struct message m;
	bool has;

	if (reader->talk.letters[at].is_draft || !message_read(face_store(face), reader->talk.letters[at].local, &m))
		return false;
	has = text_has(m.text ? m.text : "", reader->query);
	message_release(&m);
	return has;
}

/* The next row of the open letter from a row on, that one not counted; -1 if there is none. */
static int find_row(const struct reader *reader, int from, int way)
{
	char *first = xstrndup(reader->query, strcspn(reader->query, " "));
	int row = from + way;

	while (row >= 0 && row < reader->row_count && !text_has(reader->rows[row].text, first))
		row += way;
	free(first);
	return row >= 0 && row < reader->row_count ? row : -1;
}

static void show(struct reader *reader, int row)
{
	int line;

	reader->file = -1;
	reader->found_row = row;
	line = reader_cursor_line(reader);
	reader->placed = true;
	if (line < reader->top || line >= reader->top + reader->height)
		reader_slide(reader, line - reader->height / 2 - reader->top);
}

static bool find_next(struct face *face, struct reader *reader, int way)
{
	int row = letter_has(face, reader, reader->open) ? find_row(reader, reader->found_row, way) : -1, count = reader->talk.count;

	for (int i = 1; i <= count && row < 0; i++) {
		int at = ((reader->open + way) % count + count) % count, cells = reader->rows_cells;

		for (int skipped = 0; skipped < count && !letter_has(face, reader, at); skipped++)
			at = ((at + way) % count + count) % count;
		if (!letter_has(face, reader, at))
			return false;
		if (at != reader->open)
			reader_open(face, reader, at);
		reader_break(face, reader, cells);
		row = find_row(reader, way > 0 ? -1 : reader->row_count, way);
	}
	if (row >= 0)
		show(reader, row);
	return row >= 0;
}

void reader_find_next(struct face *face, struct reader *reader, bool backwards)
{
	if (!reader->query)
		face_say(face, _("Nothing was looked for yet."));
	else if (!find_next(face, reader, backwards ? -1 : 1))
		face_say(face, _("No letter here has these words."));
}

static void done(struct face *face, struct view *view, const char *text)
{
	struct reader *reader = view->model;

	if (!text || (!*text && !reader->query))
		return;
	if (*text) {
		free(reader->query);
		reader->query = fold_copy(text);
		reader->found_row = -1;
	}
	reader_find_next(face, reader, false);
}

void reader_find(struct face *face)
{
	face_prompt(face, _("Find:"), "", NULL, done);
}
