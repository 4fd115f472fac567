/*
 * A decision before it is made: why, a reason a line, where it needs one; below it the letter as it will be read. Enter decides so; e
 * writes words of one's own into the letter, which another reason cannot do without. Of what is decided already it shows the letter.
 */
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "face.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/reasons.h"
#include "words.h"

enum { INDENT = 2, OVERLAP = 1, REASONS_MOST = 5 };

/* The reasons of each decision, by how often they are needed: of projects, of people and schools, or of both. */
struct reason { const char *code; bool of_projects, of_others; };

static const struct reason to_ask[REASONS_MOST] = {
	{ "paperMissing", false, true }, { "schoolNotFound", false, true }, { "roleUnclear", false, true }, { "tooLittle", true, false },
	{ "other", true, true },
};
static const struct reason to_refuse[REASONS_MOST] = {
	{ "notASchool", false, true }, { "notEmployed", false, true }, { "twice", false, true }, { "tooLittle", true, false },
	{ "other", true, true },
};
static const struct reason none[REASONS_MOST] = { { NULL, false, false } };

/* What it is opened for (enum desk_reasons). */
static const struct { const char *state, *title; const struct reason *reasons; } ways[] = {
	[DESK_ASK_BACK] = { "askedBack", N_("Ask back: why"), to_ask },
	[DESK_REFUSE] = { "refused", N_("Refuse: why"), to_refuse },
	[DESK_ACCEPT] = { "accepted", N_("Accept: the letter"), none },
	[DESK_JOIN] = { "joinedUp", N_("Join up: the letter"), none },
	[DESK_DECISION] = { NULL, N_("The letter"), none },
};

struct reason_page {
	int way;
	const char *reasons[REASONS_MOST];
	int count, at;
	int cases;            /* how many are decided */
	int top, rows, height; /* of the letter: the row that is drawn first, how many there are and fit */
	bool keeps_school;    /* joined up is a school, with a known one */
	struct desk_row row;  /* where one case is meant: its letter is known */
	char *words;          /* of one's own; NULL: none */
	char *letter, *sentence; /* as last written: for which reason, read in which language and letters; letter NULL: to be written */
	int letter_at, letter_letters;
	char *letter_language;
};

static const char *reason_of(const struct reason_page *r)
{
	return r->count ? r->reasons[r->at] : r->way == DESK_DECISION ? r->row.c.reason : NULL;
}

static struct desk_decision decision_of(const struct reason_page *r)
{
	return (struct desk_decision){
		.state = r->way == DESK_DECISION ? r->row.c.state : ways[r->way].state, .reason = reason_of(r), .text = r->words,
	};
}

/* What the letter says: who works at a school that was known already is accepted, as the portal tells it. */
static struct desk_decision told_of(const struct reason_page *r)
{
	struct desk_decision d = decision_of(r);

	if (r->keeps_school)
		d.state = "accepted";
	return d;
}

static void forget_letter(struct reason_page *r)
{
	free(r->letter);
	free(r->sentence);
	free(r->letter_language);
	r->letter = r->sentence = r->letter_language = NULL;
}

/* Catalogues are opened for it: it is written where something of it is another now, not at each drawing. */
static void write_letter(struct face *face, struct reason_page *r)
{
	const struct desk_decision d = told_of(r);
	const struct desk_case *c = r->row.local ? &r->row.c : NULL;

	if (r->letter && r->letter_at == r->at && r->letter_letters == (int)words_letters() && text_equal(r->letter_language, i18n_language()))
		return;
	forget_letter(r);
	r->letter = desk_letter(face, c, &d);
	r->sentence = r->count ? desk_reason_words(c, reason_of(r)) : NULL;
	r->letter_at = r->at;
	r->letter_letters = (int)words_letters();
	r->letter_language = xstrdup(i18n_language());
}

/* --- drawing --- */

struct filling { struct page *p; struct reason_page *r; int first; };

static void put_row(void *context, int indent, const char *text, size_t len)
{
	struct filling *f = context;
	int line = f->r->rows++ - f->r->top;
	char *row;

	if (line < 0 || line >= f->r->height)
		return;
	row = xasprintf("%.*s", (int)len, text);
	page_put(f->p, f->first + line, INDENT + indent, row);
	free(row);
}

static void draw_letter(struct face *face, struct reason_page *r, struct page *p)
{
	struct filling f = { p, r, r->count ? 1 + r->count + 1 : 1 };

	write_letter(face, r);
	r->rows = 0;
	r->height = p->rows - 1 - f.first > 1 ? p->rows - 1 - f.first : 1;
	/* What differs between the reasons comes first where there is little room. */
	if (r->sentence && page_is_narrow(p)) {
		words_wrap(r->sentence, words_text_cells(p->columns - 1 - INDENT), put_row, &f);
		put_row(&f, 0, "", 0);
	}
	words_wrap(r->letter, words_text_cells(p->columns - 1 - INDENT), put_row, &f);
}

/* Of several it says how many they are: the decision holds for each. */
static void draw_title(struct face *face, const struct reason_page *r, struct page *p)
{
	struct str title = { 0 };

	words_part(&title, _(ways[r->way].title));
	if (r->cases > 1)
		words_part_taken(&title, xasprintf(i18n_plural("%d marked", "%d marked", (unsigned long)r->cases), r->cases));
	words_title_line(face, p, title.text);
	str_release(&title);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct reason_page *r = view->model;

	draw_title(face, r, p);
	page_cursor(p, 1, 0);
	for (int i = 0; i < r->count; i++) {
		page_put(p, 1 + i, INDENT, vocabulary_label(&vocabulary_case_reasons, r->reasons[i]));
		page_item(p, 1 + i);
	}
	draw_letter(face, r, p);
	if (r->count)
		page_mark(p, 1 + r->at);
}

/* --- acting --- */

/* From the two side by side it goes on in the page of the case, which is below them. */
static struct view *close_to_case(struct face *face, struct view *below)
{
	face_close(face);
	if (below->screen != &screen_desk_compare)
		return below;
	below = face_view_below(face);
	face_close(face);
	return below;
}

static void decide(struct face *face, struct reason_page *r)
{
	struct view *below = face_view_below(face);
	struct desk_decision d = decision_of(r);
	int64_t *cases = NULL;
	int count = below ? desk_chosen(face, below, &cases) : 0;

	if (r->way == DESK_JOIN)
		d.join_with = below ? desk_compare_kept(below) : NULL;
	if (desk_decide_all(face, cases, count, &d) == 0 && below)
		desk_go_on(face, count > 0 ? close_to_case(face, below) : NULL);
	free(cases);
}

static void words_done(struct face *face, struct view *view, const char *text)
{
	struct reason_page *r = view->model;

	(void)face;
	if (!text)
		return;
	free(r->words);
	r->words = *text ? xstrdup(text) : NULL;
	forget_letter(r);
	r->top = 0;
}

static void ask_words(struct face *face, const struct reason_page *r)
{
	face_prompt(face, _("What the letter says besides:"), r->words ? r->words : "", NULL, words_done);
}

static bool needs_words(const struct reason_page *r)
{
	return r->count && !reason_sentence(reason_of(r)) && !r->words;
}

static void scroll(struct reason_page *r, int by)
{
	int most = r->rows > r->height ? r->rows - r->height : 0;

	r->top = r->top + by < 0 ? 0 : r->top + by > most ? most : r->top + by;
}

/* Through the reasons, and where there are none through the letter. */
static void move(struct reason_page *r, int by)
{
	int at = r->at + by;

	if (!r->count) {
		scroll(r, by);
		return;
	}
	r->at = at < 0 ? 0 : at >= r->count ? r->count - 1 : at;
	r->top = 0;
}

static enum outcome move_by(struct reason_page *r, enum action action)
{
	int most = r->count + r->rows, step = r->height > OVERLAP ? r->height - OVERLAP : 1;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_NEXT_PART:
		move(r, 1);
		return ACT_DONE;
	case ACTION_MOVE_UP:
	case ACTION_PREVIOUS_PART:
		move(r, -1);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		move(r, action == ACTION_MOVE_LAST ? most : -most);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		scroll(r, action == ACTION_PAGE_DOWN ? step : -step);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct reason_page *r = view->model;
	bool decides = action == ACTION_OPEN || (action == ACTION_ACCEPT && !r->count);

	if (r->way == DESK_DECISION || !(decides || action == ACTION_EDIT))
		return move_by(r, action);
	if (action == ACTION_EDIT || needs_words(r)) {
		ask_words(face, r);
		return ACT_DONE;
	}
	decide(face, r);
	return face_is_on(face, screen_desk_reason.name) ? ACT_DONE : ACT_CLOSED;
}

/* --- the row of the screen --- */

/* Those that fit one of the cases at least. */
static void add_reasons(struct reason_page *r, bool projects, bool others)
{
	const struct reason *reasons = ways[r->way].reasons;

	for (int i = 0; i < REASONS_MOST; i++)
		if ((projects && reasons[i].of_projects) || (others && reasons[i].of_others))
			r->reasons[r->count++] = reasons[i].code;
}

/* Several have several letters, which say the same. */
static void read_cases(struct face *face, const struct view *below, struct reason_page *r)
{
	int64_t *cases = NULL;
	int count = below ? desk_chosen(face, below, &cases) : 0;
	bool projects = false, others = false;

	for (int i = 0; i < count; i++) {
		desk_row_release(&r->row);
		if (desk_read(face_store(face), cases[i], &r->row)) {
			projects = projects || text_equal(r->row.c.kind, "project");
			others = others || !text_equal(r->row.c.kind, "project");
		}
	}
	r->cases = count;
	if (count > 1)
		desk_row_release(&r->row);
	if (r->way == DESK_DECISION && r->row.c.text)
		r->words = xstrdup(r->row.c.text);
	add_reasons(r, projects, others || !projects);
	free(cases);
}

static int open_reasons(struct face *face, struct view *view, int64_t argument)
{
	struct reason_page *r = view->model;
	struct view *below = face_view_below(face);

	r->keeps_school = below && below->screen == &screen_desk_compare && desk_compare_keeps_school(below);
	r->way = argument > 0 && argument < (int64_t)ARRAY_SIZE(ways) ? (int)argument : DESK_REFUSE;
	read_cases(face, below, r);
	return 0;
}

static void close_reasons(struct face *face, struct view *view)
{
	struct reason_page *r = view->model;

	(void)face;
	desk_row_release(&r->row);
	forget_letter(r);
	free(r->words);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("decide so"), N_("decide with this reason"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("add words"), N_("write words of your own into the letter, and read it with them"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, NULL, N_("the rest of the letter"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk_reason = {
	.name = "desk-reason", .title = N_("Reason"), .size = sizeof(struct reason_page), .open = open_reasons, .draw = draw, .act = act,
	.close = close_reasons, .offers = offers,
};
