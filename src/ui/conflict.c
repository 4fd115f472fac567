/*
 * A change that met another one: field by field mine, theirs, or both, the whole as it would become, and sending what was chosen. It knows
 * no type: labels and values come from the rows of the schema. What there is to choose from stands in conflict_rows.c, what is drawn
 * in conflict_page.c.
 */
#include "conflict.h"

#include "face.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "words.h"

/* --- the cursor --- */

static bool stands(const struct conflict_row *row)
{
	return row->kind == CONFLICT_OPTION || row->kind == CONFLICT_DEED;
}

static void step(struct conflict_view *m, int by)
{
	int at = m->at;

	do
		at += by;
	while (at >= 0 && at < m->count && !stands(&m->rows[at]));
	if (at >= 0 && at < m->count)
		m->at = at;
}

static bool read_again(struct face *face, struct conflict_view *m, int64_t entry)
{
	conflict_release_rows(m);
	conflict_release(&m->conflict);
	m->is_gone = !conflict_read(face_store(face), entry, &m->conflict);
	m->conflict.entry = entry;
	if (m->is_gone)
		return false;
	conflict_read_rows(m);
	if (m->at >= m->count)
		m->at = m->count - 1;
	if (!stands(&m->rows[m->at]))
		step(m, 1);
	return true;
}

/* --- reading a version whole --- */

static enum outcome act_while_reading(struct conflict_view *m, enum action action)
{
	int page = m->body_rows, last = m->line_count - page;

	switch (action) {
	case ACTION_MOVE_DOWN:
		m->line_top++;
		break;
	case ACTION_MOVE_UP:
		m->line_top--;
		break;
	case ACTION_PAGE_DOWN:
		m->line_top += page;
		break;
	case ACTION_PAGE_UP:
		m->line_top -= page;
		break;
	case ACTION_MOVE_FIRST:
		m->line_top = 0;
		break;
	case ACTION_MOVE_LAST:
		m->line_top = last;
		break;
	case ACTION_BACK:
	case ACTION_VIEW:
	case ACTION_OPEN:
	case ACTION_INFO:
		conflict_stop_reading(m);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
	if (m->line_top > last)
		m->line_top = last;
	if (m->line_top < 0)
		m->line_top = 0;
	return ACT_DONE;
}

/* --- settling --- */

struct settling { const struct conflict_view *view; bool mine; struct conflict_undo undo; };

static int settle(struct store *s, void *context, struct err *e)
{
	struct settling *x = context;
	const struct conflict *c = &x->view->conflict;

	return conflict_settle(s, c, &(struct conflict_answer){ .choices = c->choices, .mine = x->mine, .hold = s->hold }, &x->undo, e);
}

static enum outcome finish(struct face *face, struct conflict_view *m, bool mine)
{
	struct settling x = { .view = m, .mine = mine };
	bool goes_out;

	if (face_change(face, settle, &x) != 0) {
		read_again(face, m, m->conflict.entry);
		return ACT_DONE;
	}
	goes_out = x.undo.queued != 0;
	face_remember_choice(face, &x.undo);
	face_close(face);
	if (goes_out)
		words_say_goes_out(face, NULL);
	else
		face_say(face, _("It stays as it is at the other end. {undo} takes that back."));
	return ACT_CLOSED;
}

/* The first field without a choice; NULL where all are chosen. */
static const char *open_field(const struct conflict_view *m)
{
	for (size_t i = 0; i < m->conflict.fields.count; i++)
		if (!json_get(m->conflict.choices, m->conflict.fields.at[i]))
			return m->conflict.fields.at[i];
	return NULL;
}

static void go_to_field(struct conflict_view *m, const char *field)
{
	for (int i = 0; i < m->count; i++)
		if (m->rows[i].kind == CONFLICT_OPTION && m->rows[i].field == field) {
			m->at = i;
			return;
		}
}

static enum outcome send(struct face *face, struct conflict_view *m)
{
	const char *open = open_field(m);

	if (m->conflict.kind != CONFLICT_FIELDS) {
		face_say(face, _("Enter on a line chooses it."));
		return ACT_DONE;
	}
	if (!open)
		return finish(face, m, false);
	go_to_field(m, open);
	face_sayf(face, _("Choose first: %s."), conflict_label(m, open));
	return ACT_DONE;
}

static enum outcome choose(struct face *face, struct conflict_view *m)
{
	const struct conflict_row *row = &m->rows[m->at];
	enum merge_choice choice = row->choice;
	int64_t entry = m->conflict.entry;
	struct err e = { 0 };
	const char *open;

	if (!row->field)
		return finish(face, m, choice == MERGE_MINE);
	if (conflict_choose(face_store(face), entry, row->field, choice, &e) != 0) {
		face_fail(face, &e);
		return ACT_DONE;
	}
	if (!read_again(face, m, entry))
		return ACT_DONE;
	open = open_field(m);
	if (open) {
		go_to_field(m, open);
	} else {
		while (m->at < m->count - 1 && m->rows[m->at].kind != CONFLICT_DEED)
			m->at++;
	}
	return ACT_DONE;
}

/* --- acting --- */

static enum outcome do_deed(struct face *face, struct conflict_view *m, enum action action)
{
	if (action == ACTION_VIEW) {
		conflict_read_whole(m);
		return ACT_DONE;
	}
	if (action == ACTION_SEND)
		return send(face, m);
	face_close(face);
	return ACT_CLOSED;
}

static void page(struct conflict_view *m, int by)
{
	for (int i = 0; i < m->body_rows; i++)
		step(m, by);
}

static enum outcome act_on_rows(struct face *face, struct conflict_view *m, enum action action)
{
	const struct conflict_row *row = &m->rows[m->at];

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_NEXT_PART:
		step(m, 1);
		return ACT_DONE;
	case ACTION_MOVE_UP:
	case ACTION_PREVIOUS_PART:
		step(m, -1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		page(m, 1);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		page(m, -1);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		m->at = -1;
		step(m, 1);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		m->at = m->count - 1;
		return ACT_DONE;
	case ACTION_OPEN:
		return row->kind == CONFLICT_DEED ? do_deed(face, m, row->action) : choose(face, m);
	case ACTION_INFO:
		if (row->kind == CONFLICT_OPTION && row->field)
			conflict_read_version(m, m->at);
		else
			conflict_read_whole(m);
		return ACT_DONE;
	case ACTION_VIEW:
	case ACTION_SEND:
	case ACTION_BACK:
		return do_deed(face, m, action);
	default:
		return ACT_IGNORED;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct conflict_view *m = view->model;

	if (m->lines)
		return act_while_reading(m, action);
	if (!m->is_gone)
		return act_on_rows(face, m, action);
	if (action != ACTION_BACK && action != ACTION_OPEN)
		return ACT_IGNORED;
	face_close(face);
	return ACT_CLOSED;
}

const char *conflict_brief(enum conflict_kind kind)
{
	switch (kind) {
	case CONFLICT_DELETED_THERE:
		return _("Gone there; Enter shows yours.");
	case CONFLICT_CHANGED_THERE:
		return _("Changed there; Enter shows how.");
	default:
		return _("Changed at both ends; Enter shows.");
	}
}

bool conflict_open(struct face *face, int64_t entry)
{
	struct outbox_entry found;
	bool is = outbox_get(face_store(face), entry, &found) && conflict_kind(&found) != CONFLICT_NONE;

	outbox_entry_release(&found);
	if (is)
		face_open(face, screen_conflict.name, entry);
	return is;
}

/* --- the row of the screen --- */

static int open_conflict(struct face *face, struct view *view, int64_t argument)
{
	if (read_again(face, view->model, argument))
		return 0;
	face_say(face, _("It needs no choice any more."));
	return -1;
}

static void changed(struct face *face, struct view *view)
{
	struct conflict_view *m = view->model;

	conflict_stop_reading(m);
	read_again(face, m, m->conflict.entry);
}

static void close_conflict(struct face *face, struct view *view)
{
	struct conflict_view *m = view->model;

	(void)face;
	conflict_stop_reading(m);
	conflict_release_rows(m);
	conflict_release(&m->conflict);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("choose this version, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_INFO, N_("read it whole"), N_("read the version under the cursor whole"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("the whole"), N_("all of it as it would become"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send what is chosen; {undo} takes it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("later"), N_("go back; both versions are kept, and it waits in the outbox"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer reading[] = {
	{ ACTION_BACK, N_("back to the choice"), N_("back to the choice"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("next page"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct conflict_view *m = view->model;

	return m->lines ? reading : offers;
}

const struct screen screen_conflict = {
	.name = "conflict", .title = N_("Changed at both ends"), .size = sizeof(struct conflict_view), .open = open_conflict,
	.draw = conflict_draw, .act = act, .changed = changed, .close = close_conflict, .offers = offers, .offers_now = offers_now,
};
