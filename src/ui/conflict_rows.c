/* What the view of a conflict holds: a row for each version and each deed; or a version whole, as lines to be read. */
#include "conflict.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "value_words.h"
#include "words.h"

enum { READ_CELLS_LEAST = 20 };

/* --- rows --- */

void conflict_release_rows(struct conflict_view *m)
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

const char *conflict_label(const struct conflict_view *m, const char *name)
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
	add(m, (struct conflict_row){ .kind = CONFLICT_LABEL, .label = conflict_label(m, field), .field = field });
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

		add(m, (struct conflict_row){ .kind = CONFLICT_VALUE, .label = conflict_label(m, field), .field = field,
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

void conflict_read_rows(struct conflict_view *m)
{
	conflict_release_rows(m);
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

bool conflict_is_chosen(const struct conflict_view *m, const struct conflict_row *row)
{
	const char *chosen = row->field ? json_get_text(m->conflict.choices, row->field) : NULL;

	return row->kind == CONFLICT_OPTION && text_equal(chosen, merge_choice_name(row->choice));
}

/* --- reading a version whole --- */

void conflict_stop_reading(struct conflict_view *m)
{
	for (int i = 0; i < m->line_count; i++)
		free(m->lines[i]);
	free(m->lines);
	m->lines = NULL;
	m->line_count = m->line_top = 0;
}

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
	words_wrap(clean, words_text_cells(cells), take_line, m);
	free(clean);
}

/* What the record would become with the choices so far; theirs stands where none is made. */
void conflict_read_whole(struct conflict_view *m)
{
	const struct record_type *type = m->conflict.versions.type;
	bool is_mine = m->conflict.kind == CONFLICT_DELETED_THERE;
	struct json *tree = is_mine ? json_copy(m->conflict.mine) : with_choice(m, NULL, MERGE_THEIRS);

	conflict_stop_reading(m);
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

void conflict_read_version(struct conflict_view *m, int at)
{
	const struct conflict_row *row = &m->rows[at];
	struct json *tree = with_choice(m, row->field, row->choice);
	char *text = value_words(m->conflict.versions.type, tree, row->field);

	conflict_stop_reading(m);
	m->read_row = at;
	m->read_title = row->choice == MERGE_MINE ? N_("Mine: \"%s\"") : row->choice == MERGE_BOTH ? N_("Both: \"%s\"") : N_("Theirs: \"%s\"");
	add_text(m, conflict_label(m, row->field), text);
	free(text);
	json_free(tree);
}

void conflict_wrap(struct conflict_view *m)
{
	if (!m->lines)
		return;
	if (m->read_row < 0)
		conflict_read_whole(m);
	else
		conflict_read_version(m, m->read_row);
}
