/* What a project is about: its fields as its founders wrote them, the empty ones left out. */
#include <stdlib.h>

#include "project.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, GAP = 2 };

/* A field: its label, and what stands in it. */
struct line { const char *label; char *text; };

/* A row of the page: the label stands on the first one of a line. */
struct row { const char *label; int indent; char *text; };

enum { LINES_MAX = 24 };

struct about {
	int64_t project;
	char *title;
	struct line lines[LINES_MAX];
	int line_count;
	struct row *rows;
	int row_count, cells; /* that rows were broken at; 0: not yet */
	int top, height;
	enum words_letters letters; /* of the lines */
	const char *label;    /* of the next row */
};

/* --- lines --- */

static void release_rows(struct about *a)
{
	for (int i = 0; i < a->row_count; i++)
		free(a->rows[i].text);
	free(a->rows);
	a->rows = NULL;
	a->row_count = a->cells = 0;
}

static void release_lines(struct about *a)
{
	for (int i = 0; i < a->line_count; i++)
		free(a->lines[i].text);
	a->line_count = 0;
}

static void add(struct about *a, const char *label, char *text_taken)
{
	if (text_taken && *text_taken && a->line_count < LINES_MAX)
		a->lines[a->line_count++] = (struct line){ label, text_taken };
	else
		free(text_taken);
}

static void add_codes(struct about *a, const char *label, const struct vocabulary *v, const struct strings *codes)
{
	struct str text = { 0 };

	for (size_t i = 0; i < codes->count; i++)
		words_part_taken(&text, words_safe(vocabulary_label(v, codes->at[i]), SANITISE_LINE));
	add(a, label, str_detach_or(&text, NULL));
}

static void add_people(struct about *a, const char *label, const struct parties *people)
{
	struct str text = { 0 };

	for (size_t i = 0; i < people->count; i++)
		words_part_taken(&text, words_person(&people->at[i]));
	add(a, label, str_detach_or(&text, NULL));
}

static char *ages_of(const struct project *p)
{
	if (!p->pupils_from || !p->pupils_to)
		return NULL;
	return xasprintf(_("%d to %d years"), (int)p->pupils_from, (int)p->pupils_to);
}

static void read_lines(struct about *a, const struct project *p)
{
	const char *state = p->state ? vocabulary_label(&vocabulary_project_states, p->state) : "";

	a->title = words_safe(p->title, SANITISE_LINE);
	add(a, _("State"), words_safe(state, SANITISE_LINE));
	add(a, _("Hidden"), words_hidden(p->hidden));
	add_people(a, _("Waits for"), &p->waits_for);
	add_codes(a, _("Waits for offices"), &vocabulary_countries, &p->waits_for_offices);
	add_people(a, _("Founders"), &p->founders);
	if (p->partner.id && p->founders.count < 2)
		add(a, _("Partner"), words_person(&p->partner));
	add(a, _("In short"), words_safe(p->summary, SANITISE_TEXT));
	add_codes(a, _("Countries"), &vocabulary_countries, &p->countries);
	add_codes(a, _("Languages"), &vocabulary_languages, &p->languages);
	add_codes(a, _("Subjects"), &vocabulary_subjects, &p->subjects);
	add(a, _("Ages"), ages_of(p));
	add(a, _("Pupils"), p->pupils ? xasprintf("%d", (int)p->pupils) : NULL);
	add(a, _("Dates"), words_dates(p->begins, p->ends));
	add_codes(a, _("Competences"), &vocabulary_competences, &p->competences);
	add_codes(a, _("Tools"), &vocabulary_tools, &p->tools);
	add(a, _("Aims"), words_safe(p->aims, SANITISE_TEXT));
	add(a, _("Work"), words_safe(p->process, SANITISE_TEXT));
	add(a, _("Results"), words_safe(p->results, SANITISE_TEXT));
}

static bool read_about(struct face *face, struct about *a)
{
	struct project project;
	int64_t account;
	bool there = a->project < 0 ? project_read_draft(face_store(face), -a->project, &project)
	                            : project_read(face_store(face), a->project, &project, &account);

	if (there) {
		release_rows(a);
		release_lines(a);
		free(a->title);
		a->letters = words_letters();
		read_lines(a, &project);
	}
	record_release(&record_types[TYPE_Project], &project);
	return there;
}

/* --- drawing --- */

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct about *a = context;

	a->rows = xrealloc(a->rows, (size_t)a->row_count + 1, sizeof *a->rows);
	a->rows[a->row_count++] = (struct row){ a->label, indent, xstrndup(text, len) };
	a->label = "";
}

static int label_cells(const struct about *a)
{
	int most = 0;

	for (int i = 0; i < a->line_count; i++)
		if (cells_width(a->lines[i].label) > most)
			most = cells_width(a->lines[i].label);
	return most;
}

/* Beside its label on a wide page; on a narrow one the label is the beginning of the text. */
static void break_rows(struct about *a, const struct page *p)
{
	int cells = p->columns - 1 - INDENT - (page_is_narrow(p) ? 0 : label_cells(a) + GAP);

	cells = cells > 1 ? words_text_cells(cells) : 1;
	if (a->cells == cells)
		return;
	release_rows(a);
	for (int i = 0; i < a->line_count; i++) {
		/* TRANSLATORS: a part of a project and what stands in it, on a narrow page. */
		char *text = page_is_narrow(p) ? xasprintf(_("%s: %s"), a->lines[i].label, a->lines[i].text) : xstrdup(a->lines[i].text);

		a->label = page_is_narrow(p) ? "" : a->lines[i].label;
		words_wrap(text, cells, add_row, a);
		free(text);
	}
	a->cells = cells;
}

static void slide(struct about *a, int rows)
{
	int most = a->row_count > a->height ? a->row_count - a->height : 0;

	a->top += rows;
	a->top = a->top > most ? most : a->top < 0 ? 0 : a->top;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct about *a = view->model;
	int column;

	if (a->letters != words_letters())
		read_about(face, a);
	break_rows(a, p);
	a->height = page_body_rows(p);
	slide(a, 0);
	column = INDENT + (page_is_narrow(p) ? 0 : label_cells(a) + GAP);
	words_title_line(face, p, a->title);
	for (int i = 0; i < a->height && a->top + i < a->row_count; i++) {
		const struct row *row = &a->rows[a->top + i];

		page_label(p, 1 + i, INDENT, row->label);
		page_put(p, 1 + i, column + row->indent, row->text);
	}
	page_cursor(p, 1, 0);
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct about *a = view->model;

	if (a->project < 0 && (action == ACTION_EDIT || action == ACTION_WRITE_TO)) {
		face_say(face, _("This is how others will see it. {back} goes back to the form."));
		return ACT_DONE;
	}
	switch (action) {
	case ACTION_MOVE_DOWN:
		slide(a, 1);
		return ACT_DONE;
	case ACTION_MOVE_UP:
		slide(a, -1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		slide(a, a->height - 1);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		slide(a, 1 - a->height);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		slide(a, -a->row_count);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		slide(a, a->row_count);
		return ACT_DONE;
	case ACTION_EDIT:
		project_change(face, a->project);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		project_write(face, a->project);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_about(struct face *face, struct view *view, int64_t argument)
{
	struct about *a = view->model;

	a->project = argument;
	if (read_about(face, a))
		return 0;
	face_say(face, a->project < 0 ? _("It has no title yet.") : _("This project is not here any more."));
	return -1;
}

static void changed(struct face *face, struct view *view)
{
	read_about(face, view->model);
}

static void close_about(struct face *face, struct view *view)
{
	struct about *a = view->model;

	(void)face;
	release_rows(a);
	release_lines(a);
	free(a->title);
}

static const struct offer offers[] = {
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to partners"), N_("write to all members of this project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change the project, or ask its founders to"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_about_project = {
	.name = "about-project", .title = N_("About a project"), .size = sizeof(struct about), .open = open_about, .draw = draw, .act = act,
	.changed = changed, .close = close_about, .offers = offers,
};
