/* The activities of a project, phase by phase: how far each is, for whom, until when. */
#include <stdlib.h>
#include <string.h>

#include "activity.h"
#include "part.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/part_find.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, PHASE_MOST = 16, WEEK = 7 };

struct activity_row { int64_t local; struct activity activity; };

struct activities {
	int64_t project, account;
	char *title;        /* of the project */
	char *counts;       /* how much there is, in words */
	struct table table; /* of struct activity_row */
};

/* --- rows --- */

static void release_row(void *item)
{
	record_release(&record_types[TYPE_Activity], &((struct activity_row *)item)->activity);
}

static int phase_of(const struct activity *a)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_activity_phases, a->phase ? a->phase : "work");

	return row ? (int)(row - vocabulary_activity_phases.rows) : 0;
}

/* Days as text compare as days; what has none comes last. */
static int by_due(const struct activity *a, const struct activity *b)
{
	if (!a->due || !b->due)
		return a->due ? -1 : b->due ? 1 : 0;
	return strcmp(a->due, b->due);
}

static int in_order(const void *a, const void *b)
{
	const struct activity_row *one = *(struct activity_row *const *)a, *other = *(struct activity_row *const *)b;
	int order = phase_of(&one->activity) - phase_of(&other->activity);

	if (order == 0 && one->activity.position != other->activity.position)
		order = one->activity.position < other->activity.position ? -1 : 1;
	if (order == 0)
		order = by_due(&one->activity, &other->activity);
	return order ? order : one->local < other->local ? -1 : one->local > other->local;
}

static int read_activities(struct face *face, int64_t account, struct activity_row ***rows, struct err *e)
{
	int64_t *locals = NULL;
	int count = part_list(face_store(face), account, TYPE_Activity, &locals, e), kept = 0;

	*rows = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof **rows);
	for (int i = 0; i < count; i++) {
		struct activity_row *row = xcalloc(1, sizeof *row);

		row->local = locals[i];
		if (part_read(face, TYPE_Activity, locals[i], &row->activity, NULL))
			(*rows)[kept++] = row;
		else
			free(row);
	}
	free(locals);
	if (kept)
		qsort(*rows, (size_t)kept, sizeof **rows, in_order);
	return count < 0 ? -1 : kept;
}

static int read_rows(struct face *face, struct activities *m, struct err *e)
{
	struct activity_row **rows;
	int count = read_activities(face, m->account, &rows, e);

	for (int i = 0; i < count; i++)
		table_add(&m->table, rows[i]->local, rows[i]);
	free(rows);
	free(m->counts);
	m->counts = activities_words(face, m->account);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- words --- */

static bool is_done(const struct activity *a)
{
	return text_equal(a->state, "done");
}

/* Open and due within a week, or overdue. */
static bool is_due(const struct activity *a)
{
	int year, month, day;

	return !is_done(a) && a->due && clock_parse_date(a->due, &year, &month, &day) &&
	       clock_days(year, month, day) <= datetime_day(clock_now()) + WEEK;
}

char *activities_words(struct face *face, int64_t account)
{
	struct activity_row **rows;
	struct err e = { 0 };
	int count = read_activities(face, account, &rows, &e), open = 0, due = 0;
	struct str text = { 0 };

	for (int i = 0; i < count; i++) {
		open += !is_done(&rows[i]->activity);
		due += is_due(&rows[i]->activity);
		release_row(rows[i]);
		free(rows[i]);
	}
	free(rows);
	words_check(face, &e);
	if (count > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d activity", "%d activities", (unsigned long)count), count));
	else
		str_add(&text, _("none yet"));
	if (open)
		words_part_taken(&text, xasprintf(i18n_plural("%d open", "%d open", (unsigned long)open), open));
	if (due)
		words_part_taken(&text, xasprintf(i18n_plural("%d due this week", "%d due this week", (unsigned long)due), due));
	return str_detach(&text);
}

static const char *state_of(const struct activity *a)
{
	return vocabulary_brief(&vocabulary_activity_states, a->state ? a->state : "open");
}

static const char *phase_words(const struct activity *a)
{
	return vocabulary_brief(&vocabulary_activity_phases, a->phase ? a->phase : "work");
}

/* --- drawing --- */

struct columns { int state, phase; };

static struct columns columns_of(const struct activities *m)
{
	struct columns c = { 0 };

	for (int i = 0; i < m->table.count; i++) {
		const struct activity_row *row = m->table.rows[i].item;
		int state = cells_width(state_of(&row->activity)), phase = cells_width(phase_words(&row->activity));

		c.state = state > c.state ? state : c.state;
		c.phase = phase > c.phase ? phase : c.phase;
	}
	if (c.phase > PHASE_MOST)
		c.phase = PHASE_MOST;
	return c;
}

static void draw_wide(struct face *face, const struct activity *a, struct columns c, struct page *p, int line)
{
	char *due = part_day(a->due), *people = part_people(&a->people);
	struct str text = { 0 }, what = { 0 };

	words_pad(&text, face, state_of(a), c.state);
	str_addc(&text, ' ');
	words_pad(&text, face, phase_words(a), c.phase);
	str_addc(&text, ' ');
	str_add(&what, a->title ? a->title : "");
	if (*people)
		str_addf(&what, ", %s", people);
	words_add_whole(&text, face, what.text, p->columns - 1 - INDENT - cells_width(text.text) - (*due ? cells_width(due) + 1 : 0));
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, due);
	str_release(&what);
	str_release(&text);
	free(people);
	free(due);
}

static void draw_narrow(struct face *face, const struct activity *a, struct page *p, int line)
{
	char *title = words_safe(a->title, SANITISE_LINE), *due = part_day(a->due);
	struct str text = { 0 }, cut = { 0 };

	words_part(&text, state_of(a));
	words_part(&text, title);
	if (*due)
		words_part(&text, due);
	words_add_whole(&cut, face, text.text, p->columns - 1 - INDENT);
	page_put(p, line, INDENT, cut.text);
	str_release(&text);
	str_release(&cut);
	free(title);
	free(due);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct activities *m = view->model;
	char *title = page_is_narrow(p) ? xstrdup(m->counts) : xasprintf(_("%s, %s"), m->title, m->counts);
	struct columns columns = columns_of(m);
	const struct activity_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		if (page_is_narrow(p))
			draw_narrow(face, &row->activity, p, 1 + i);
		else
			draw_wide(face, &row->activity, columns, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("None yet. c makes the first one."));
		page_cursor(p, 1, 0);
	}
	free(title);
}

/* --- acting --- */

static void make(struct face *face, const struct activities *m)
{
	struct json *fields = json_new_object();
	int64_t draft;

	if (part_may(face, m->account, RIGHT_ACTIVITY)) {
		json_set_string(fields, "phase", "work");
		json_set_string(fields, "readers", "members");
		draft = sheet_begin_in(face, &record_types[TYPE_Activity], m->account, fields);
		if (draft)
			face_open(face, "activity-form", draft);
	}
	json_free(fields);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct activities *m = view->model;
	const struct activity_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			face_open(face, "activity", row->local);
		return ACT_DONE;
	case ACTION_CREATE:
		make(face, m);
		return ACT_DONE;
	case ACTION_EDIT:
		if (row)
			activity_change(face, row->local);
		return ACT_DONE;
	case ACTION_ACCEPT:
		if (row)
			activity_set_state(face, row->local, is_done(&row->activity) ? "open" : "done");
		changed(face, view);
		return ACT_DONE;
	case ACTION_DROP:
		if (row && part_may_change(face, m->account, RIGHT_ACTIVITY, &row->activity.author))
			part_end(face, row->local, _("The activity is taken away; u brings it back."));
		changed(face, view);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, m->account);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_activities(struct face *face, struct view *view, int64_t argument)
{
	struct activities *m = view->model;
	struct err e = { 0 };

	m->project = argument;
	table_init(&m->table, release_row);
	if (!part_begin(face, argument, &m->account, &m->title))
		return -1;
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_activities(struct face *face, struct view *view)
{
	struct activities *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->counts);
	free(m->title);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("what is to do, and who has done it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new activity"), N_("plan an activity"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("done"), N_("say that it is done, or open again"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change the activity"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take the activity away; u brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_activities = {
	.name = "activities", .title = N_("Activities"), .size = sizeof(struct activities), .open = open_activities, .draw = draw,
	.act = act, .changed = changed, .close = close_activities, SCREEN_LIST(struct activities, table.list), .offers = offers,
};
