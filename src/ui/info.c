/* All about one message: when it was written and came, its receipt, its size, who got it, its files, how it is called. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "mail.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/thread.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/wrap.h"
#include "words.h"

enum { INDENT = 2, GAP = 2 };

/* One row: of a label's first row, or what goes on below it. */
struct row { const char *label; char *text; };

struct info {
	int64_t message;
	struct row *lines; /* whole, before they are broken */
	int line_count;
	struct row *rows;
	int row_count, columns; /* that rows were broken for */
	int top, height;
};

static void add_to(struct row **rows, int *count, const char *label, char *text_taken)
{
	*rows = xrealloc(*rows, (size_t)*count + 1, sizeof **rows);
	(*rows)[(*count)++] = (struct row){ label, text_taken };
}

static void release(struct row **rows, int *count)
{
	for (int i = 0; i < *count; i++)
		free((*rows)[i].text);
	free(*rows);
	*rows = NULL;
	*count = 0;
}

/* --- what is known --- */

/* Text that is safe already; where there is none, there is no line. */
static void add(struct info *info, const char *label, char *text_taken)
{
	if (text_taken && *text_taken)
		add_to(&info->lines, &info->line_count, label, text_taken);
	else
		free(text_taken);
}

static char *moment(int64_t when)
{
	struct str text = { 0 };

	if (!when)
		return NULL;
	datetime_add_date(&text, when);
	str_addc(&text, ' ');
	datetime_add_time(&text, when);
	return str_detach(&text);
}

static char *people(const struct parties *list)
{
	struct str text = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		char *name = words_person(&list->at[i]);

		words_part(&text, name);
		free(name);
	}
	return str_detach(&text);
}

/* Where a message of mine is on its way, or that it has gone. */
static char *way(struct store *s, int64_t local)
{
	enum message_state state = message_state_of(s, local);
	char *receipt = outbox_receipt(s, local), *text;

	if (state != MESSAGE_READ)
		text = xstrdup(_(message_state_word(state)));
	else if (receipt)
		text = xasprintf(_("sent; receipt %s"), receipt);
	else
		text = xstrdup(_(message_state_word(MESSAGE_SENT)));
	free(receipt);
	return text;
}

static char *size_of(const struct message *m)
{
	int64_t text = (int64_t)strlen(m->text ? m->text : ""), files = 0;
	struct str of_text = { 0 }, of_files = { 0 };
	char *words;

	for (size_t i = 0; i < m->files.count; i++)
		files += m->files.at[i].size;
	words_add_number(&of_text, text);
	words_add_size(&of_files, files);
	if (m->files.count)
		words = xasprintf(i18n_plural("%s bytes of text, %zu file of %s", "%s bytes of text, %zu files of %s", m->files.count),
		                  of_text.text, m->files.count, of_files.text);
	else
		words = xasprintf(_("%s bytes of text"), of_text.text);
	str_release(&of_text);
	str_release(&of_files);
	return words;
}

static char *marks(const struct message *m)
{
	static const struct { const char *keyword, *word; } words[] = {
		{ "$seen", N_("seen") }, { "$answered", N_("answered") }, { "$kept", N_("kept") }, { "$putAway", N_("put away") },
		{ "$deleted", N_("in the bin") },
	};
	struct str text = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strings_has(&m->keywords, words[i].keyword))
			words_part(&text, _(words[i].word));
	return str_detach(&text);
}

static void add_files(struct info *info, const struct json *tree)
{
	const char *label = N_("Files");

	for (const struct json *file = json_first(json_get(tree, "files")); file; file = json_next(file)) {
		char *words = attach_words(file), *type = words_safe(json_get_text(file, "type"), SANITISE_LINE);

		add(info, label, *type ? xasprintf("%s, %s", words, type) : xstrdup(words));
		label = "";
		free(type);
		free(words);
	}
}

static void read_lines(struct face *face, struct info *info, const struct message *m, const struct json *tree)
{
	struct store *s = face_store(face);
	bool is_mine = message_is_mine(s, m);

	add(info, N_("Subject"), words_safe(m->subject, SANITISE_LINE));
	add(info, N_("From"), words_person_alone(&m->from));
	add(info, N_("To"), people(&m->to));
	add(info, N_("Written"), moment(m->written_at));
	add(info, is_mine ? N_("Sent") : N_("Received"), moment(m->received_at));
	add(info, N_("State"), is_mine ? way(s, info->message) : NULL);
	add(info, N_("Marks"), marks(m));
	add(info, N_("Deleted"), moment(m->deleted_at));
	add(info, N_("Language"), m->language ? words_safe(vocabulary_label(&vocabulary_languages, m->language), SANITISE_LINE) : NULL);
	add(info, N_("Project"), words_safe(m->project.name, SANITISE_LINE));
	add(info, N_("Size"), size_of(m));
	add_files(info, tree);
	add(info, N_("Message"), words_safe(m->message_uid, SANITISE_LINE));
	add(info, N_("Conversation"), words_safe(m->thread_uid, SANITISE_LINE));
}

/* --- drawing --- */

static int label_width(const struct info *info)
{
	int most = 0;

	for (int i = 0; i < info->line_count; i++)
		if (*info->lines[i].label && cells_width(_(info->lines[i].label)) > most)
			most = cells_width(_(info->lines[i].label));
	return most;
}

/* Below each other where the page is narrow, else labels beside what they say. */
static void break_rows(struct info *info, const struct page *p, int column)
{
	int cells = p->columns - 1 - column;

	if (info->columns == p->columns)
		return;
	release(&info->rows, &info->row_count);
	info->columns = p->columns;
	for (int i = 0; i < info->line_count; i++) {
		const char *text = info->lines[i].text;
		struct wrap w = { 0 };

		wrap_text(&w, text, strlen(text), cells > 1 ? cells : 1);
		for (size_t l = 0; l < w.count; l++)
			add_to(&info->rows, &info->row_count, l == 0 ? info->lines[i].label : "",
			       xstrndup(text + w.lines[l].start, w.lines[l].len));
		wrap_release(&w);
	}
}

static void slide(struct info *info, int rows)
{
	info->top += rows;
	if (info->top > info->row_count - info->height)
		info->top = info->row_count - info->height;
	if (info->top < 0)
		info->top = 0;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct info *info = view->model;
	int indent = page_is_narrow(p) ? 0 : INDENT, column = indent + label_width(info) + (page_is_narrow(p) ? 1 : GAP);

	break_rows(info, p, column);
	info->height = page_body_rows(p);
	slide(info, 0);
	words_title(face, p, _("About this message"), "");
	for (int i = 0; i < page_body_rows(p) && info->top + i < info->row_count; i++) {
		const struct row *row = &info->rows[info->top + i];

		page_label(p, 1 + i, indent, *row->label ? _(row->label) : "");
		page_put(p, 1 + i, column, row->text);
	}
	page_cursor(p, 1, 0);
}

/* --- acting --- */

static int open_info(struct face *face, struct view *view, int64_t argument)
{
	struct info *info = view->model;
	struct record r = { 0 };
	struct json *tree;
	struct message m;

	if (!message_read(face_store(face), argument, &m) || !record_by_local(face_store(face), argument, &r)) {
		message_release(&m);
		face_say(face, _("There is no message under the cursor."));
		return -1;
	}
	info->message = argument;
	tree = record_tree(face_store(face), &r);
	read_lines(face, info, &m, tree);
	json_free(tree);
	record_free(&r);
	message_release(&m);
	return 0;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct info *info = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		slide(info, action == ACTION_MOVE_UP ? -1 : 1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		slide(info, action == ACTION_PAGE_UP ? -info->height : info->height);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		slide(info, action == ACTION_MOVE_FIRST ? -info->row_count : info->row_count);
		return ACT_DONE;
	case ACTION_INFO:
	case ACTION_OPEN:
		face_close(face);
		return ACT_CLOSED;
	default:
		return ACT_IGNORED;
	}
}

static void close_info(struct face *face, struct view *view)
{
	struct info *info = view->model;

	(void)face;
	release(&info->lines, &info->line_count);
	release(&info->rows, &info->row_count);
}

static const struct offer offers[] = {
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_info = {
	.name = "info", .title = N_("About this message"), .size = sizeof(struct info), .open = open_info, .draw = draw, .act = act,
	.close = close_info, .offers = offers,
};
