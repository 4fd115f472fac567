/* Support: what I have reported and what became of it; the support organisation of my country, the central one, all others. */
#include <stdlib.h>
#include <string.h>

#include "screens.h"
#include "table.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/schema/records.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, STATE_CELLS = 9, GAP = 1 };

enum group { GROUP_REPORTS, GROUP_MINE, GROUP_CENTRAL, GROUP_OTHERS };

/* One line, safe for the screen. */
struct support_row { int64_t local; enum group group; char *state, *what, *where; };

struct support { struct table table; };

/* --- rows --- */

static void release_row(void *item)
{
	struct support_row *row = item;

	free(row->state);
	free(row->what);
	free(row->where);
}

/* The country of my card; a guest's is that of the settings. Yours. */
static char *my_country(struct face *face)
{
	struct json *me = replica_owner(face_store(face));
	const char *country = json_get_text(me, "country");
	char *mine = xstrdup(country ? country : settings_text(face_settings(face), SETTING_COUNTRY));

	json_free(me);
	return mine;
}

static void fill_office(const char *mine, struct support_row *row, const struct json *tree)
{
	const char *country = json_get_text(tree, "country");
	struct str where = { 0 };
	char *town = words_safe(json_get_text(tree, "town"), SANITISE_LINE);

	row->group = !country ? GROUP_CENTRAL : strcmp(country, mine) == 0 ? GROUP_MINE : GROUP_OTHERS;
	row->state = xstrdup(row->group == GROUP_MINE ? _("yours") : row->group == GROUP_CENTRAL ? _("central") : "");
	row->what = words_safe(json_get_text(tree, "name"), SANITISE_LINE);
	if (country)
		words_part(&where, vocabulary_label(&vocabulary_countries, country));
	if (*town)
		words_part(&where, town);
	row->where = str_detach(&where);
	free(town);
}

static void fill_report(struct support_row *row, const struct json *tree)
{
	struct report report = { 0 };
	struct str what = { 0 };

	record_decode(&record_types[TYPE_Report], tree, &report);
	row->group = GROUP_REPORTS;
	row->state = xstrdup(vocabulary_label(&vocabulary_report_states, report.state ? report.state : "waiting"));
	words_part(&what, vocabulary_label(&vocabulary_report_reasons, report.reason ? report.reason : "other"));
	if (report.person.id)
		words_part_taken(&what, words_person(&report.person));
	row->what = str_detach(&what);
	row->where = report.since ? words_short_time(report.since) : xstrdup("");
	record_release(&record_types[TYPE_Report], &report);
}

/* mine: my country. */
static struct support_row *row_of(struct face *face, const char *mine, int64_t local)
{
	struct record r = { 0 };
	struct support_row *row = NULL;

	if (record_by_local(face_store(face), local, &r)) {
		struct json *tree = record_tree(face_store(face), &r);

		row = xcalloc(1, sizeof *row);
		row->local = local;
		if (r.type->index == TYPE_Report)
			fill_report(row, tree);
		else
			fill_office(mine, row, tree);
		json_free(tree);
	}
	record_free(&r);
	return row;
}

/* All records of a type in the account of a kind; what cannot be read goes to e. */
static int read_type(struct face *face, enum account_kind kind, enum record_type_index type, struct support_row ***rows, int count,
                     struct err *e)
{
	enum { MOST = 500 };
	struct account account = { 0 };
	int64_t *locals = xcalloc(MOST, sizeof *locals);
	struct record_query q = { .type = &record_types[type], .limit = MOST };
	char *mine = my_country(face);
	int found = 0;

	if (account_by_kind(face_store(face), kind, &account)) {
		q.account = account.local;
		found = record_list(face_store(face), &q, locals, NULL, NULL, e);
	}
	for (int i = 0; i < found; i++) {
		struct support_row *row = row_of(face, mine, locals[i]);

		if (!row)
			continue;
		*rows = xrealloc(*rows, (size_t)count + 1, sizeof **rows);
		(*rows)[count++] = row;
	}
	account_release(&account);
	free(locals);
	free(mine);
	return count;
}

static int by_group(const void *left, const void *right)
{
	const struct support_row *const *a = left, *const *b = right;

	if ((*a)->group != (*b)->group)
		return (int)(*a)->group - (int)(*b)->group;
	return (*a)->group == GROUP_REPORTS ? 0 : strcmp((*a)->where, (*b)->where);
}

static void read_again(struct face *face, struct support *m)
{
	struct support_row **rows = NULL;
	struct err e = { 0 };
	int count = read_type(face, ACCOUNT_PERSONAL, TYPE_Report, &rows, 0, &e);

	count = read_type(face, ACCOUNT_COMMUNITY, TYPE_SupportOffice, &rows, count, &e);
	if (count > 0)
		qsort(rows, (size_t)count, sizeof *rows, by_group);
	for (int i = 0; i < count; i++)
		table_add(&m->table, rows[i]->local, rows[i]);
	free(rows);
	table_show(&m->table, &e);
	words_check(face, &e);
}

/* --- drawing --- */

static int state_cells(const struct support *m)
{
	int widest = 0;

	for (int i = 0; i < m->table.count; i++) {
		const struct support_row *row = m->table.rows[i].item;

		if (cells_width(row->state) > widest)
			widest = cells_width(row->state);
	}
	return widest < STATE_CELLS ? widest : STATE_CELLS;
}

static void draw_row(struct face *face, const struct support_row *row, struct page *p, int line, int state)
{
	struct str text = { 0 };
	bool narrow = page_is_narrow(p);
	int room;

	if (!narrow || *row->state) {
		words_pad(&text, face, row->state, narrow ? cells_width(row->state) : state);
		str_addc(&text, ' ');
	}
	room = p->columns - 1 - INDENT - cells_width(text.text ? text.text : "");
	words_add_whole(&text, face, row->what, narrow ? room : room - cells_width(row->where) - GAP);
	page_put(p, line, INDENT, text.text);
	if (!narrow)
		page_put_right(p, line, row->where);
	if (row->group == GROUP_REPORTS)
		page_state(p, line, INDENT, row->state, false);
	str_release(&text);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct support *m = view->model;
	const struct support_row *row;
	struct err e = { 0 };
	int state = state_cells(m);

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, _("Support"));
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		draw_row(face, row, p, 1 + i, state);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, 0, _("The support organisations come with the first exchange."));
		page_cursor(p, 1, 0);
	}
}

/* --- acting --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct support *m = view->model;
	const struct support_row *row;

	row = table_item(&m->table);
	if ((action == ACTION_OPEN || action == ACTION_INFO) && row) {
		struct str whole = { 0 };

		words_part(&whole, row->what);
		words_part(&whole, row->where);
		face_say(face, whole.text);
		str_release(&whole);
		return ACT_DONE;
	}
	return ACT_IGNORED;
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

static int open_support(struct face *face, struct view *view, int64_t argument)
{
	struct support *m = view->model;

	(void)argument;
	table_init(&m->table, release_row);
	read_again(face, m);
	return 0;
}

static void close_support(struct face *face, struct view *view)
{
	struct support *m = view->model;

	(void)face;
	table_release(&m->table);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("whole"), N_("the whole line, and where that is"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_support = {
	.name = "support", .title = N_("Support"), .size = sizeof(struct support), .open = open_support, .draw = draw, .act = act,
	.changed = changed, .close = close_support, SCREEN_LIST(struct support, table.list), .offers = offers,
};
