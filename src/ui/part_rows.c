/* The parts of a project of one type as a list: read, counted, drawn, moved. */
#include "part_rows.h"

#include <stdlib.h>

#include "order.h"
#include "part.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/part_find.h"
#include "words.h"

enum { INDENT = 2 };

/* --- rows --- */

static void release_row(void *item)
{
	struct part_row *row = item;

	record_release(&record_types[row->kind->type], row->record);
	free(row->record);
}

static void free_row(struct part_row *row)
{
	release_row(row);
	free(row);
}

static int in_order(const void *a, const void *b)
{
	const struct part_row *one = *(struct part_row *const *)a, *other = *(struct part_row *const *)b;
	int order = one->kind->compare(one->record, other->record);

	return order ? order : one->local < other->local ? -1 : one->local > other->local;
}

/* All parts of an account in their order; rows yours. How many, or -1 with e. */
static int read_rows(struct face *face, const struct part_kind *kind, int64_t account, struct part_row ***rows, struct err *e)
{
	int64_t *locals = NULL;
	int count = part_list(face_store(face), account, kind->type, &locals, e), kept = 0;

	*rows = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof **rows);
	for (int i = 0; i < count; i++) {
		struct part_row *row = xcalloc(1, sizeof *row);

		*row = (struct part_row){ .kind = kind, .local = locals[i], .record = xcalloc(1, record_types[kind->type].size) };
		if (part_read(face, kind->type, locals[i], row->record, NULL))
			(*rows)[kept++] = row;
		else
			free_row(row);
	}
	free(locals);
	if (kept)
		qsort(*rows, (size_t)kept, sizeof **rows, in_order);
	return count < 0 ? -1 : kept;
}

static int show_rows(struct face *face, struct part_rows *m, struct err *e)
{
	struct part_row **rows;
	int count = read_rows(face, m->kind, m->account, &rows, e);

	free(m->counts);
	m->counts = m->kind->words(face, rows, count);
	for (int i = 0; i < count; i++)
		table_add(&m->table, rows[i]->local, rows[i]);
	free(rows);
	return count < 0 ? -1 : table_show(&m->table, e);
}

char *part_rows_words(struct face *face, const struct part_kind *kind, int64_t account)
{
	struct part_row **rows;
	struct err e = { 0 };
	int count = read_rows(face, kind, account, &rows, &e);
	char *text = kind->words(face, rows, count);

	for (int i = 0; i < count; i++)
		free_row(rows[i]);
	free(rows);
	words_check(face, &e);
	return text;
}

const void *part_rows_at(const struct part_rows *m, int row)
{
	return row >= 0 && row < m->table.count ? ((const struct part_row *)m->table.rows[row].item)->record : NULL;
}

const void *part_rows_chosen(const struct part_rows *m, int64_t *local)
{
	const struct part_row *row = table_item(&m->table);

	*local = row ? row->local : 0;
	return row ? row->record : NULL;
}

/* --- the row of the screen --- */

int part_rows_open(struct face *face, struct part_rows *m, const struct part_kind *kind, int64_t project)
{
	struct err e = { 0 };

	m->kind = kind;
	m->project = project;
	table_init(&m->table, release_row);
	if (!part_begin(face, project, &m->account, &m->title))
		return -1;
	return show_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

void part_rows_changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	show_rows(face, view->model, &e);
	words_check(face, &e);
}

void part_rows_close(struct face *face, struct view *view)
{
	struct part_rows *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->counts);
	free(m->title);
}

void part_rows_draw(struct face *face, struct part_rows *m, struct page *p, const struct part_drawing *drawing)
{
	char *title = page_is_narrow(p) ? xstrdup(m->counts) : xasprintf(_("%s, %s"), m->title, m->counts);
	const struct part_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		drawing->draw(face, row->record, drawing->context, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("None yet. {create} makes the first one."));
		page_cursor(p, 1, 0);
	}
	free(title);
}

/* --- moving --- */

static const struct party *author_of(const struct part_kind *kind, const void *record)
{
	return (const struct party *)(const void *)((const char *)record + kind->author);
}

static int64_t number_of(const struct part_kind *kind, const void *record)
{
	return *(const int64_t *)(const void *)((const char *)record + kind->position);
}

/* The rows among which the chosen one has its place; from: which of them it is. */
struct run { int64_t *records, *numbers; struct order order; int from; bool others; };

static struct run run_of(struct face *face, const struct part_rows *m)
{
	int64_t chosen;
	const void *record = part_rows_chosen(m, &chosen);
	size_t most = (size_t)m->table.count + 1;
	struct run run = { .records = xcalloc(most, sizeof *run.records), .numbers = xcalloc(most, sizeof *run.numbers) };

	for (int i = 0; i < m->table.count && record; i++) {
		const struct part_row *row = m->table.rows[i].item;
		const char *author = author_of(m->kind, row->record)->id;

		if (m->kind->are_together && !m->kind->are_together(record, row->record))
			continue;
		if (row->local == chosen)
			run.from = run.order.count;
		run.others |= author && !text_equal(author, face_my_id(face));
		run.records[run.order.count] = row->local;
		run.numbers[run.order.count++] = number_of(m->kind, row->record);
	}
	run.order.records = run.records;
	run.order.numbers = run.numbers;
	return run;
}

static void release_run(struct run *run)
{
	free(run->records);
	free(run->numbers);
}

static void place_typed(struct face *face, struct view *view, const char *text)
{
	const struct part_rows *m = view->model;
	struct run run = run_of(face, m);
	int to = text ? (int)strtol(text, NULL, 10) - 1 : -1;

	if (to < 0 || to >= run.order.count) {
		if (text && *text)
			face_sayf(face, _("A number from 1 to %d is wanted."), run.order.count);
	} else if (to == run.from || !run.others || order_number(&run.order, run.from, to) || part_may(face, m->account, RIGHT_OTHERS)) {
		order_move(face, &run.order, run.from, to); /* where all are counted anew, those of others are changed, too */
		part_rows_changed(face, view);
	}
	release_run(&run);
}

static void ask_for_place(struct face *face, const struct part_rows *m, const void *record)
{
	struct run run;
	char *now, *label;

	if (!part_may_change(face, m->account, m->kind->right, author_of(m->kind, record)))
		return;
	run = run_of(face, m);
	now = xasprintf("%d", run.from + 1);
	label = m->kind->asks(run.order.count);
	face_prompt(face, label, now, NULL, place_typed);
	free(label);
	free(now);
	release_run(&run);
}

/* --- acting --- */

enum outcome part_rows_act(struct face *face, struct view *view, enum action action)
{
	struct part_rows *m = view->model;
	int64_t local;
	const void *record = part_rows_chosen(m, &local);

	if (action == ACTION_FIND)
		part_ask_find(face, m->account);
	else if (action != ACTION_OPEN && action != ACTION_EDIT && action != ACTION_DROP && action != ACTION_ORDER)
		return ACT_IGNORED;
	else if (!record)
		return ACT_DONE;
	else if (action == ACTION_OPEN)
		face_open(face, m->kind->screen, local);
	else if (action == ACTION_EDIT)
		m->kind->change(face, local);
	else if (action == ACTION_ORDER)
		ask_for_place(face, m, record);
	else if (part_may_change(face, m->account, m->kind->right, author_of(m->kind, record))) {
		part_end(face, local, _(m->kind->gone));
		part_rows_changed(face, view);
	}
	return ACT_DONE;
}
