/*
 * Profile: every part of the card and the account, a line each, with who sees it and what an empty one costs; then the account's
 * own affairs.
 */
#include "place.h"
#include "profile.h"

#include <stdlib.h>
#include <string.h>

#include "person.h"
#include "screens.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/zone.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { AFFAIRS_MAX = 8, LINES_MAX = 2 * PROFILE_LINES_MAX + AFFAIRS_MAX, INDENT = 2, TEXT_ROWS = 2, GAP = 2 };

/* What a line of the screen is: a part of a kind, or something to do. */
struct profile_line {
	const struct sheet_kind *kind;
	int part;              /* of the kind's lines */
	const char *label, *screen; /* something to do: its label N_(), and the screen that it opens */
	const char *words;     /* N_() beside that */
	char *text;            /* safe; "" for an empty part; owned */
};

struct profile_view {
	struct json *trees[2]; /* card, account */
	struct profile_line lines[LINES_MAX];
	int count, empty, parts;
	int at, top;           /* line of the cursor, first line drawn */
};

static const struct sheet_kind *const kinds[] = { &profile_card, &profile_account };

static const struct profile_line affairs[] = {
	{ .label = N_("Registration"), .screen = "registration", .words = N_("what it waits for; another school") },
	{ .label = N_("Password, devices"), .screen = "devices", .words = N_("where you are signed in; another password") },
	{ .label = N_("Take all with me"), .screen = "take-all", .words = N_("everything of mine as a folder") },
	{ .label = N_("Leave for good"), .screen = "leave-for-good", .words = N_("what is erased, what stays, when") },
};
_Static_assert(ARRAY_SIZE(affairs) <= AFFAIRS_MAX, "the page has a line for each affair");

/* --- reading --- */

static void release_lines(struct profile_view *m)
{
	for (int i = 0; i < m->count; i++)
		free(m->lines[i].text);
	m->count = 0;
}

static const struct sheet_line *part_of(const struct profile_line *line)
{
	return &line->kind->lines[line->part];
}

/* A part's text as a sheet would show it, "" for an empty one; yours. */
static char *text_of(const struct sheet *sheet, const struct sheet_line *part)
{
	char *own = part->is_fixed ? sheet->kind->shows(sheet, part) : sheet_value_text(sheet, part), *text = words_safe(own, SANITISE_LINE);

	free(own);
	if (!*text && text_equal(part->field, "email") && json_get_text(sheet->body, "pendingEmail")) { /* its code has not come back yet */
		struct str pending = { 0 };

		free(text);
		words_part_taken(&pending, words_safe(json_get_text(sheet->body, "pendingEmail"), SANITISE_LINE));
		words_part(&pending, _("not confirmed"));
		text = str_detach(&pending);
	}
	return text;
}

static void add_parts(struct profile_view *m, int k)
{
	const struct sheet_kind *kind = kinds[k];
	struct sheet sheet = { .kind = kind, .body = m->trees[k], .zone = zone_of_computer() };

	for (int i = 0; kind->lines[i].field; i++)
		m->lines[m->count++] = (struct profile_line){ .kind = kind, .part = i, .text = text_of(&sheet, &kind->lines[i]) };
	free(sheet.zone);
}

static void read_again(struct face *face, struct profile_view *m)
{
	release_lines(m);
	m->parts = m->empty = 0;
	for (int k = 0; k < 2; k++) {
		json_free(m->trees[k]);
		m->trees[k] = profile_tree(face, kinds[k]);
		add_parts(m, k);
		m->parts += profile_count(kinds[k], m->trees[k], &m->empty);
	}
	for (size_t i = 0; i < ARRAY_SIZE(affairs); i++)
		m->lines[m->count++] = affairs[i];
	if (m->at >= m->count)
		m->at = m->count - 1;
}

/* --- drawing --- */

static const char *label_of(const struct profile_line *line)
{
	const struct sheet_line *part = line->kind ? part_of(line) : NULL;

	if (!part)
		return _(line->label);
	return _(part->label ? part->label : sheet_field(line->kind, part)->label);
}

static const char *words_of(const struct profile_line *line)
{
	if (!line->kind)
		return _(line->words);
	return *line->text || !part_of(line)->help ? line->text : _(part_of(line)->help);
}

static const char *seen_by(const struct profile_view *m, const struct profile_line *line)
{
	if (!line->kind)
		return "";
	if (line->kind == &profile_account)
		return vocabulary_label(&vocabulary_seen_by, "nobody");
	return vocabulary_label(&vocabulary_seen_by, profile_seen_by(m->trees[0], sheet_field(line->kind, part_of(line))));
}

static int widest_label(const struct profile_view *m)
{
	int widest = 0;

	for (int i = 0; i < m->count; i++)
		if (cells_width(label_of(&m->lines[i])) > widest)
			widest = cells_width(label_of(&m->lines[i]));
	return widest;
}

static int widest_seen(const struct profile_view *m)
{
	int widest = 0;

	for (int i = 0; i < m->count; i++)
		if (cells_width(seen_by(m, &m->lines[i])) > widest)
			widest = cells_width(seen_by(m, &m->lines[i]));
	return widest;
}

struct rows { struct str first, second; int count; };

static void take_row(void *context, int indent, const char *text, size_t len)
{
	struct rows *rows = context;

	(void)indent;
	if (rows->count++ < TEXT_ROWS)
		str_addn(rows->count == 1 ? &rows->first : &rows->second, text, len);
}

/* The affairs stand apart from the parts, where there is room. */
static int gap_before(const struct profile_view *m, int i, bool narrow)
{
	return !narrow && i > 0 && !m->lines[i].kind && m->lines[i - 1].kind;
}

static void draw_wide(struct face *face, struct profile_view *m, struct page *p)
{
	int column = INDENT + widest_label(m) + GAP, seen = widest_seen(m), cells = p->columns - 1 - column - seen - GAP;
	int row = 1, end = p->rows - 1;

	cells = words_text_cells(cells);
	for (int i = m->top; i < m->count && row < end; i++) {
		struct profile_line *line = &m->lines[i];
		struct rows rows = { .count = 0 };
		struct str second = { 0 };

		row += i > m->top ? gap_before(m, i, false) : 0;
		words_wrap(words_of(line), cells, take_row, &rows);
		if (row >= end) {
			str_release(&rows.first);
			str_release(&rows.second);
			break;
		}
		page_item(p, row);
		if (i == m->at)
			page_mark(p, row);
		page_label(p, row, INDENT, label_of(line));
		page_put(p, row, column, rows.first.text ? rows.first.text : "");
		if (*seen_by(m, line))
			page_put(p, row, p->columns - 1 - cells_width(seen_by(m, line)), seen_by(m, line));
		row++;
		if (rows.count > 1 && row < end) {
			words_add_whole(&second, face, rows.second.text, cells);
			page_put(p, row++, column, second.text);
		}
		str_release(&second);
		str_release(&rows.first);
		str_release(&rows.second);
	}
}

static void draw_narrow(struct face *face, struct profile_view *m, struct page *p)
{
	for (int i = m->top, row = 1; i < m->count && row < p->rows - 1; i++, row++) {
		struct str text = { 0 };

		str_addf(&text, "%s ", label_of(&m->lines[i]));
		words_add_whole(&text, face, words_of(&m->lines[i]), p->columns - 1 - INDENT - cells_width(text.text));
		page_put(p, row, INDENT, text.text);
		if (i == m->at)
			page_mark(p, row);
		str_release(&text);
	}
}

/* Rows that the lines from first to last need. */
static int rows_needed(struct profile_view *m, const struct page *p, int first, int last)
{
	int column = INDENT + widest_label(m) + GAP, cells = p->columns - 1 - column - widest_seen(m) - GAP, needed = 0;
	bool narrow = page_is_narrow(p);

	for (int i = first; i <= last; i++) {
		struct rows rows = { .count = 0 };

		if (!narrow)
			words_wrap(words_of(&m->lines[i]), cells, take_row, &rows);
		needed += 1 + (rows.count > 1) + (i > first ? gap_before(m, i, narrow) : 0);
		str_release(&rows.first);
		str_release(&rows.second);
	}
	return needed;
}

static void scroll(struct profile_view *m, const struct page *p)
{
	if (m->at < m->top)
		m->top = m->at;
	while (m->top < m->at && rows_needed(m, p, m->top, m->at) > page_body_rows(p))
		m->top++;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct profile_view *m = view->model;
	char *title;

	if (page_is_narrow(p))
		title = xasprintf(_("Profile  %d of %d parts filled"), m->parts - m->empty, m->parts);
	else
		title = xasprintf(_("Profile  %d of %d parts filled; what others see of you: {view}"), m->parts - m->empty, m->parts);
	if (page_is_narrow(p))
		words_title(face, p, title, "");
	else
		words_title_line(face, p, title);
	scroll(m, p);
	if (page_is_narrow(p))
		draw_narrow(face, m, p);
	else
		draw_wide(face, m, p);
	free(title);
}

/* --- who sees a part --- */

static void narrow(struct face *face, struct view *view, int answer, int64_t line_at)
{
	static const char *const codes[] = { NULL, "eTwinners", "contacts", "nobody" };
	struct profile_view *m = view->model;
	const struct profile_line *line = &m->lines[line_at];
	const struct field *field = sheet_field(line->kind, part_of(line));
	struct json *seen = json_get(m->trees[0], "seenBy") ? json_copy(json_get(m->trees[0], "seenBy")) : json_new_object();
	struct json *change = json_new_object();
	int64_t record = profile_record(face, line->kind);

	if (answer > 1 && answer <= (int)ARRAY_SIZE(codes)) {
		char *said;

		json_set_string(seen, field->name, codes[answer - 1]);
		json_set(change, "seenBy", json_copy(seen));
		said = xasprintf(_("%s: seen by %s. {undo} takes it back."), label_of(line), vocabulary_label(&vocabulary_seen_by, codes[answer - 1]));
		if (face_patch_all(face, &record, 1, change, said) == 0)
			read_again(face, m);
		free(said);
	}
	json_free(seen);
	json_free(change);
}

static void ask_who_sees(struct face *face, struct profile_view *m)
{
	const struct profile_line *line = &m->lines[m->at];
	const struct field *field = line->kind ? sheet_field(line->kind, part_of(line)) : NULL;
	char *text;

	if (!field)
		return;
	if (line->kind == &profile_account) {
		face_sayf(face, _("%s: nobody but you sees it."), label_of(line));
		return;
	}
	if (!(field->flags & F_NARROW)) {
		face_sayf(face, _("%s: every eTwinner who is signed in sees it; partners are found by it."), label_of(line));
		return;
	}
	text = xasprintf(_("%s, seen by %s:"), label_of(line), seen_by(m, line));
	face_ask(face, &(struct question){
		.text = text, .answers = { _("as it is"), _("eTwinners"), _("contacts"), _("nobody") }, .done = narrow, .argument = m->at,
	});
	free(text);
}

/* --- acting --- */

static void open_line(struct face *face, struct profile_view *m)
{
	const struct profile_line *line = &m->lines[m->at];

	if (!line->kind)
		face_open(face, line->screen, 0);
	else if (part_of(line)->is_fixed)
		face_say(face, _("The school is changed by the support office: it validates every change."));
	else
		profile_change(face, line->kind, line->part);
}

static void find_empty(struct face *face, struct profile_view *m, int by)
{
	for (int i = 1; i <= m->count; i++) {
		int at = ((m->at + by * i) % m->count + m->count) % m->count;

		if (m->lines[at].kind && !*m->lines[at].text) {
			m->at = at;
			return;
		}
	}
	face_say(face, _("No part is empty."));
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct profile_view *m = view->model;
	int last = m->count - 1;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_NEXT_PART:
		m->at += m->at < last;
		return ACT_DONE;
	case ACTION_MOVE_UP:
	case ACTION_PREVIOUS_PART:
		m->at -= m->at > 0;
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_PAGE_UP:
		m->at = 0;
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_PAGE_DOWN:
		m->at = last;
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		find_empty(face, m, action == ACTION_NEXT_WAITING ? 1 : -1);
		return ACT_DONE;
	case ACTION_OPEN:
	case ACTION_EDIT:
		open_line(face, m);
		return ACT_DONE;
	case ACTION_VIEW:
		person_open(face, face_my_id(face));
		return ACT_DONE;
	case ACTION_INFO:
		ask_who_sees(face, m);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_profile(struct face *face, struct view *view, int64_t argument)
{
	(void)argument;
	read_again(face, view->model);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

static void close_profile(struct face *face, struct view *view)
{
	struct profile_view *m = view->model;

	(void)face;
	release_lines(m);
	json_free(m->trees[0]);
	json_free(m->trees[1]);
}

static struct json *where(const struct view *view)
{
	const struct profile_view *m = view->model;
	struct json *object = json_new_object();

	json_set_integer(object, "line", m->at);
	return object;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct profile_view *m = view->model;
	int64_t line = json_get_integer(where_it_was, "line", 0);

	(void)face;
	m->at = line > 0 && line < m->count ? (int)line : 0;
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("change"), N_("change this part, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("as others see it"), N_("your card as others see it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("view"), N_("your card as others see it"), OFFER_NARROW, ACTION_NONE },
	{ ACTION_INFO, N_("who sees this part"), N_("who sees this part, and letting fewer see it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next part that is empty"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, N_("undo"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_profile = {
	.name = "profile", .title = N_("Profile"), .size = sizeof(struct profile_view), .open = open_profile, .draw = draw, .act = act,
	.changed = changed, .close = close_profile, .where = where, .go = go, .offers = offers,
};
