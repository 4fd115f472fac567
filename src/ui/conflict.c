/*
 * A change that met another one: field by field mine, theirs, or both, the whole as it would become, and sending what was chosen. It knows
 * no type: labels and values come from the rows of the schema. What is drawn stands in conflict_page.c.
 */
#include "conflict.h"

#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "value_words.h"
#include "words.h"

enum { READ_CELLS_LEAST = 20 };

/* --- rows --- */

static void release_lines(struct conflict_view *m)
{
	for (int i = 0; i < m->line_count; i++)
		free(m->lines[i]);
	free(m->lines);
	m->lines = NULL;
	m->line_count = m->line_top = 0;
}

static void release_rows(struct conflict_view *m)
{
	for (int i = 0; i < m->count; i++)
		free(m->rows[i].text);
	free(m->rows);
	m->rows = NULL;
	m->count = 0;
}

static void add(struct conflict_view *m, struct conflict_row row)
{
	m->rows = xrealloc(m->rows, (size_t)m->count + 1, sizeof *m->rows);
	m->rows[m->count++] = row;
}

static const char *label_of(const struct conflict_view *m, const char *name)
{
	const struct field *field = field_find(m->conflict.versions.type, name);

	return field ? _(field->label) : name;
}

/* What the record would be with one choice of a field, and the others as they are chosen. Yours. */
static struct json *with_choice(const struct conflict_view *m, const char *field, enum merge_choice choice)
{
	struct json *choices = json_copy(m->conflict.choices), *tree;

	if (field)
		json_set_string(choices, field, merge_choice_name(choice));
	tree = merge_record(&m->conflict.versions, choices, NULL);
	json_free(choices);
	return tree;
}

/* What an option reads: of a text the paragraphs in question, else the value. */
static char *version_words(const struct conflict_view *m, const char *field, enum merge_choice choice)
{
	struct str mine = { 0 }, theirs = { 0 };
	struct json *tree;
	char *text;

	if (choice != MERGE_BOTH && conflict_paragraphs(&m->conflict, field, &mine, &theirs)) {
		text = str_detach(choice == MERGE_MINE ? &mine : &theirs);
	} else {
		tree = with_choice(m, field, choice);
		text = value_words(m->conflict.versions.type, tree, field);
		json_free(tree);
	}
	str_release(&mine);
	str_release(&theirs);
	return text;
}

static void add_options(struct conflict_view *m, const char *field)
{
	add(m, (struct conflict_row){ .kind = CONFLICT_LABEL, .label = label_of(m, field), .field = field });
	add(m, (struct conflict_row){ .kind = CONFLICT_OPTION, .label = i18n_text_in("version", "mine"), .field = field, .choice = MERGE_MINE,
	                              .text = version_words(m, field, MERGE_MINE) });
	add(m, (struct conflict_row){ .kind = CONFLICT_OPTION, .label = i18n_text_in("version", "theirs"), .field = field, .choice = MERGE_THEIRS,
	                              .text = version_words(m, field, MERGE_THEIRS) });
	if (merge_may_have_both(&m->conflict.versions, field))
		add(m, (struct conflict_row){ .kind = CONFLICT_OPTION, .label = i18n_text_in("version", "both"), .field = field, .choice = MERGE_BOTH,
		                              .text = xstrdup(_("theirs, then mine")) });
}

static void add_values(struct conflict_view *m, const struct json *tree)
{
	for (size_t i = 0; i < m->conflict.fields.count; i++) {
		const char *field = m->conflict.fields.at[i];

		add(m, (struct conflict_row){ .kind = CONFLICT_VALUE, .label = label_of(m, field), .field = field,
		                              .text = value_words(m->conflict.versions.type, tree, field) });
	}
}

static void add_whole(struct conflict_view *m, enum merge_choice choice, const char *label, const char *text)
{
	add(m, (struct conflict_row){ .kind = CONFLICT_OPTION, .label = label, .choice = choice, .text = xstrdup(text) });
}

static void add_deed(struct conflict_view *m, enum action action, const char *label, const char *text)
{
	add(m, (struct conflict_row){ .kind = CONFLICT_DEED, .label = label, .action = action, .text = xstrdup(text) });
}

static void add_other_deeds(struct conflict_view *m)
{
	add_deed(m, ACTION_VIEW, _("Whole"), _("all of it as it would become"));
	add_deed(m, ACTION_BACK, _("Later"), _("both stay as they are; it waits in the outbox"));
}

/* What keeps my words stands first: to make it anew, or else to read it. */
static void add_deleted(struct conflict_view *m)
{
	add_values(m, m->conflict.mine);
	if (m->conflict.can_make_again)
		add_whole(m, MERGE_MINE, i18n_text_in("version", "mine"), _("make it anew as I have it"));
	else
		add_other_deeds(m);
	add_whole(m, MERGE_THEIRS, i18n_text_in("version", "theirs"), _("let it go, and what I changed"));
	if (m->conflict.can_make_again)
		add_other_deeds(m);
}

static void add_rows(struct conflict_view *m)
{
	switch (m->conflict.kind) {
	case CONFLICT_DELETED_THERE:
		add_deleted(m);
		return;
	case CONFLICT_CHANGED_THERE:
		add_values(m, m->conflict.theirs);
		add_whole(m, MERGE_THEIRS, i18n_text_in("version", "theirs"), _("keep it as it is there now"));
		add_whole(m, MERGE_MINE, i18n_text_in("version", "mine"), _("delete it all the same"));
		break;
	default:
		for (size_t i = 0; i < m->conflict.fields.count; i++)
			add_options(m, m->conflict.fields.at[i]);
		add_deed(m, ACTION_SEND, _("Send"), _("what is chosen"));
		break;
	}
	add_other_deeds(m);
}

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
	release_rows(m);
	conflict_release(&m->conflict);
	m->is_gone = !conflict_read(face_store(face), entry, &m->conflict);
	m->conflict.entry = entry;
	if (m->is_gone)
		return false;
	add_rows(m);
	if (m->at >= m->count)
		m->at = m->count - 1;
	if (!stands(&m->rows[m->at]))
		step(m, 1);
	return true;
}

bool conflict_is_chosen(const struct conflict_view *m, const struct conflict_row *row)
{
	const char *chosen = row->field ? json_get_text(m->conflict.choices, row->field) : NULL;

	return row->kind == CONFLICT_OPTION && text_equal(chosen, merge_choice_name(row->choice));
}

/* --- reading a version whole --- */

static void take_line(void *context, int indent, const char *text, size_t len)
{
	struct conflict_view *m = context;

	m->lines = xrealloc(m->lines, (size_t)m->line_count + 1, sizeof *m->lines);
	m->lines[m->line_count++] = xasprintf("%*s%.*s", indent, "", (int)len, text);
}

static void add_text(struct conflict_view *m, const char *label, const char *text)
{
	int cells = m->columns - 3 < READ_CELLS_LEAST ? READ_CELLS_LEAST : m->columns - 3;
	char *clean = words_safe(text, SANITISE_TEXT);

	if (label && m->line_count)
		take_line(m, 0, "", 0);
	if (label)
		take_line(m, 0, label, strlen(label));
	words_wrap(clean, cells < WORDS_TEXT_CELLS ? cells : WORDS_TEXT_CELLS, take_line, m);
	free(clean);
}

/* What the record would become with the choices so far; theirs stands where none is made. */
static void read_whole(struct conflict_view *m)
{
	const struct record_type *type = m->conflict.versions.type;
	bool is_mine = m->conflict.kind == CONFLICT_DELETED_THERE;
	struct json *tree = is_mine ? json_copy(m->conflict.mine) : with_choice(m, NULL, MERGE_THEIRS);

	release_lines(m);
	m->read_row = -1;
	m->read_title = is_mine ? N_("As I have it: \"%s\"") : N_("As it would become: \"%s\"");
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		char *text = field->flags & (F_SERVER_SET | F_COMMUTES) ? xstrdup("") : value_words(type, tree, field->name);

		if (*text)
			add_text(m, _(field->label), text);
		free(text);
	}
	json_free(tree);
}

static void read_version(struct conflict_view *m, int at)
{
	const struct conflict_row *row = &m->rows[at];
	struct json *tree = with_choice(m, row->field, row->choice);
	char *text = value_words(m->conflict.versions.type, tree, row->field);

	release_lines(m);
	m->read_row = at;
	m->read_title = row->choice == MERGE_MINE ? N_("Mine: \"%s\"") : row->choice == MERGE_BOTH ? N_("Both: \"%s\"") : N_("Theirs: \"%s\"");
	add_text(m, label_of(m, row->field), text);
	free(text);
	json_free(tree);
}

void conflict_wrap(struct conflict_view *m)
{
	if (!m->lines)
		return;
	if (m->read_row < 0)
		read_whole(m);
	else
		read_version(m, m->read_row);
}

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
		release_lines(m);
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
		face_say(face, _("It stays as it is at the other end. u takes that back."));
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
	face_sayf(face, _("Choose first: %s."), label_of(m, open));
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
		read_whole(m);
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
			read_version(m, m->at);
		else
			read_whole(m);
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

	release_lines(m);
	read_again(face, m, m->conflict.entry);
}

static void close_conflict(struct face *face, struct view *view)
{
	struct conflict_view *m = view->model;

	(void)face;
	release_lines(m);
	release_rows(m);
	conflict_release(&m->conflict);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("choose this version, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_INFO, N_("read it whole"), N_("read the version under the cursor whole"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("the whole"), N_("all of it as it would become"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send what is chosen; u takes it back"), OFFER_WIDE, ACTION_NONE },
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
