/* The pupils of a project, for its teachers: the list, several made at once, their slips. (pupils_change.c: let in with consent, ended.) */
#include "pupils_list.h"

#include <stdlib.h>
#include <string.h>

#include "part.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "twinline/text/collate.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, ALIAS_CELLS = 14, GROUP_CELLS = 6, STATE_CELLS = 10, PUPILS_MOST = 1000 };

/* --- rows --- */

bool pupil_read(struct store *s, int64_t local, struct pupil *p, int64_t *account)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record) && record.type->index == TYPE_Pupil;

	*p = (struct pupil){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(&record_types[TYPE_Pupil], tree, p);
		json_free(tree);
	}
	if (account)
		*account = record.account;
	record_free(&record);
	return there;
}

static void release_row(void *item)
{
	struct pupil_row *row = item;

	record_release(&record_types[TYPE_Pupil], &row->pupil);
	free(row->key);
}

/* What the portal has not answered yet is as it will be. */
static const char *state_of(const struct pupil *p)
{
	if (text_equal(p->state, "ended"))
		return "ended";
	return p->consent_by && p->consent_at ? "active" : "waiting";
}

bool pupil_waits(const struct pupil *p)
{
	return text_equal(state_of(p), "waiting");
}

/* Those without consent first, those who are ended last; by class and alias. */
static int by_key(const void *left, const void *right)
{
	const struct pupil_row *const *a = left, *const *b = right;

	return strcmp((*a)->key, (*b)->key);
}

static struct pupil_row *read_row(struct face *face, int64_t local)
{
	struct pupil_row *row = xcalloc(1, sizeof *row);
	char *group, *alias;

	row->local = local;
	pupil_read(face_store(face), local, &row->pupil, NULL);
	group = collate_key(row->pupil.group ? row->pupil.group : "");
	alias = collate_key(row->pupil.alias ? row->pupil.alias : "");
	row->key = xasprintf("%c%s\x01%s", pupil_waits(&row->pupil) ? '0' : text_equal(row->pupil.state, "ended") ? '2' : '1', group, alias);
	free(group);
	free(alias);
	return row;
}

static int list_pupils(struct face *face, int64_t account, int64_t *locals, struct err *e)
{
	const struct record_query q = { .account = account, .type = &record_types[TYPE_Pupil], .limit = PUPILS_MOST };

	return record_list(face_store(face), &q, locals, NULL, NULL, e);
}

static int read_rows(struct face *face, struct pupils *m, struct err *e)
{
	int64_t *locals = xcalloc(PUPILS_MOST, sizeof *locals);
	int count = list_pupils(face, m->account, locals, e), shown = 0;
	struct pupil_row **rows = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof *rows);

	for (int i = 0; i < count; i++) {
		struct pupil_row *row = read_row(face, locals[i]);

		if (text_equal(row->pupil.alias, PARTY_ERASED)) {
			release_row(row);
			free(row);
		} else {
			rows[shown++] = row;
		}
	}
	if (shown > 0)
		qsort(rows, (size_t)shown, sizeof *rows, by_key);
	for (int i = 0; i < shown; i++)
		table_add(&m->table, rows[i]->local, rows[i]);
	free(rows);
	free(locals);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

char *pupils_words(struct face *face, int64_t account)
{
	int64_t *locals = xcalloc(PUPILS_MOST, sizeof *locals), all = 0, waiting = 0;
	struct str text = { 0 };
	struct err e = { 0 };
	int count = list_pupils(face, account, locals, &e);

	for (int i = 0; i < count; i++) {
		struct pupil p;

		pupil_read(face_store(face), locals[i], &p, NULL);
		all += !text_equal(p.state, "ended");
		waiting += pupil_waits(&p);
		record_release(&record_types[TYPE_Pupil], &p);
	}
	words_check(face, &e);
	free(locals);
	words_part_taken(&text, xasprintf(i18n_plural("%d pupil", "%d pupils", (unsigned long)all), (int)all));
	if (waiting)
		words_part_taken(&text, xasprintf(i18n_plural("%d waits for consent", "%d wait for consent", (unsigned long)waiting), (int)waiting));
	return str_detach(&text);
}

/* --- drawing --- */

static const char *state_word(const struct pupil *p)
{
	return vocabulary_brief(&vocabulary_pupil_states, state_of(p));
}

/* "17 Nov", or that nobody has come yet. Yours. */
static char *active_words(const struct pupil *p)
{
	struct str when = { 0 };
	int64_t at = 0;
	char *full = p->active_at ? xasprintf("%sT12:00:00Z", p->active_at) : NULL;

	if (full && clock_parse(full, &at))
		datetime_add_short(&when, at, clock_now());
	else if (!pupil_waits(p))
		str_add(&when, _("not here yet"));
	free(full);
	return str_detach(&when);
}

static void draw_wide(struct face *face, const struct pupil *p, struct page *page, int line)
{
	char *active = active_words(p);
	struct str text = { 0 };

	words_pad(&text, face, p->alias, ALIAS_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, p->group, GROUP_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, state_word(p), STATE_CELLS);
	str_addc(&text, ' ');
	words_add(&text, face, p->user_name ? p->user_name : p->school.name,
	          page->columns - 1 - INDENT - cells_width(text.text) - (*active ? cells_width(active) + 1 : 0));
	page_put(page, line, INDENT, text.text);
	page_put_right(page, line, active);
	str_release(&text);
	free(active);
}

static void draw_narrow(struct face *face, const struct pupil *p, struct page *page, int line)
{
	struct str text = { 0 }, cut = { 0 };

	words_part_taken(&text, words_safe(p->alias, SANITISE_LINE));
	if (p->group)
		words_part_taken(&text, words_safe(p->group, SANITISE_LINE));
	words_part(&text, state_word(p));
	words_add(&cut, face, text.text, page->columns - 1 - INDENT);
	page_put(page, line, INDENT, cut.text);
	str_release(&text);
	str_release(&cut);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct pupils *m = view->model;
	const struct pupil_row *row;
	struct err e = { 0 };
	char *counts = pupils_words(face, m->account), *title;

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	title = page_is_narrow(p) ? xstrdup(counts) : xasprintf(_("%s, %s"), m->title, counts);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		if (page_is_narrow(p))
			draw_narrow(face, &row->pupil, p, 1 + i);
		else
			draw_wide(face, &row->pupil, p, 1 + i);
		if (list_is_marked(&m->table.list, row->local))
			page_tick(p, 1 + i, 1, _("marked"));
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("No pupils yet. {create} makes some."));
		page_cursor(p, 1, 0);
	}
	free(title);
	free(counts);
}

/* --- making several --- */

static void group_done(struct face *face, struct view *view, const char *group)
{
	struct pupils *p = view->model;

	if (group && pupils_make(face, p->account, p->aliases, group) > 0)
		changed(face, view);
	free(p->aliases);
	p->aliases = NULL;
}

static void aliases_done(struct face *face, struct view *view, const char *aliases)
{
	struct pupils *p = view->model;

	if (!aliases || !*aliases)
		return;
	free(p->aliases);
	p->aliases = xstrdup(aliases);
	face_prompt(face, _("Their class, as 4-B:"), "", NULL, group_done);
}

/* The slips of those that are marked, or of the one under the cursor. */
static void print(struct face *face, struct pupils *p)
{
	int64_t *keys = NULL;
	int count = list_chosen(&p->table.list, &keys);

	if (count > 0)
		pupil_slips(face, p->account, keys, count);
	free(keys);
}

/* --- the row of the screen --- */

static int markable(const struct view *view)
{
	(void)view;
	return PUPILS_MOST;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct pupils *p = view->model;
	const struct pupil_row *row;

	row = table_item(&p->table);
	switch (action) {
	case ACTION_OPEN:
	case ACTION_EDIT:
		if (row && project_may(face, p->account, RIGHT_PUPILS)) {
			int64_t draft = sheet_begin(face, &record_types[TYPE_Pupil], row->local, NULL);

			if (draft)
				face_open(face, "pupil-form", draft);
		}
		return ACT_DONE;
	case ACTION_CREATE:
		if (project_may(face, p->account, RIGHT_PUPILS))
			face_prompt(face, _("Names or aliases, with commas:"), "", NULL, aliases_done);
		return ACT_DONE;
	case ACTION_ACCEPT:
		pupils_let_in(face, view);
		return ACT_DONE;
	case ACTION_DROP:
		pupils_end(face, view);
		return ACT_DONE;
	case ACTION_PRINT:
		print(face, p);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		if (row && row->pupil.person) {
			const struct party one = { .id = row->pupil.person, .name = row->pupil.alias };

			pupil_mail_write_to(face, &one);
		}
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_pupils(struct face *face, struct view *view, int64_t argument)
{
	struct pupils *p = view->model;
	struct err e = { 0 };

	p->project = argument;
	table_init(&p->table, release_row);
	if (!part_begin(face, argument, &p->account, &p->title))
		return -1;
	return read_rows(face, p, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_pupils(struct face *face, struct view *view)
{
	struct pupils *p = view->model;

	(void)face;
	table_release(&p->table);
	free(p->title);
	free(p->aliases);
}

static const struct offer offers[] = {
	{ ACTION_CREATE, N_("new pupils"), N_("make pupils, several at once"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("consent"), N_("note the parents' consent; on one who is ended: let in again"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PRINT, N_("slips"), N_("print the slips with name and first password"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_OPEN, N_("change"), N_("change it, or give a new first password"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("end"), N_("nobody signs in with this name any more; what was written stays"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then {accept} {drop} {print} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_pupils = {
	.name = "pupils", .title = N_("Pupils"), .size = sizeof(struct pupils), .open = open_pupils, .draw = draw, .act = act,
	.changed = changed, .close = close_pupils,
	SCREEN_RECORDS(struct pupils, table.list), .markable = markable, .offers = offers,
};
