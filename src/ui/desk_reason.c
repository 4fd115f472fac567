/*
 * Why something is asked back or refused: a reason a line; below it the sentence that the letter will have, in the language of whom it goes
 * to. Enter decides with it; e adds words of one's own first, which another reason cannot do without.
 */
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "face.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/reasons.h"
#include "words.h"

enum { INDENT = 2 };

enum { REASONS_MOST = 5 };

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

struct reason_page {
	const char *reasons[REASONS_MOST];
	const char *state;
	int count, at;
	char *language; /* of the letter; NULL: several */
};

/* --- drawing --- */

struct filling { struct page *p; int line; };

static void put_row(void *context, int indent, const char *text, size_t len)
{
	struct filling *f = context;
	char *row = xasprintf("%.*s", (int)len, text);

	if (f->line < f->p->rows - 1)
		page_put(f->p, f->line++, INDENT + indent, row);
	free(row);
}

/* As the applicant will read it. */
static char *sentence_of(const struct reason_page *r)
{
	const char *sentence = reason_sentence(r->reasons[r->at]);
	struct catalogue *c = r->language ? catalogue_open(r->language) : NULL;
	char *text = xstrdup(!sentence ? _("The letter says what you write.") : c ? catalogue_text(c, sentence) : _(sentence));

	catalogue_close(c);
	return text;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct reason_page *r = view->model;
	struct filling f = { .p = p, .line = 1 + r->count + 1 };
	char *sentence = sentence_of(r), *label;

	words_title_line(face, p, text_equal(r->state, "askedBack") ? _("Ask back: why") : _("Refuse: why"));
	for (int i = 0; i < r->count; i++) {
		page_put(p, 1 + i, INDENT, vocabulary_label(&vocabulary_case_reasons, r->reasons[i]));
		page_item(p, 1 + i);
	}
	label = r->language ? xasprintf(_("The letter, %s:"), vocabulary_label(&vocabulary_languages, r->language)) : xstrdup(_("The letter:"));
	put_row(&f, 0, label, strlen(label));
	words_wrap(sentence, words_text_cells(p->columns - 1 - INDENT), put_row, &f);
	page_mark(p, 1 + r->at);
	free(label);
	free(sentence);
}

/* --- acting --- */

static void decide(struct face *face, struct view *view, const char *text)
{
	struct reason_page *r = view->model;
	struct view *below = face_view_below(face);
	const struct desk_decision d = { .state = r->state, .reason = r->reasons[r->at], .text = text };
	int64_t *cases = NULL;
	int count = below ? desk_chosen(face, below, &cases) : 0;

	if (desk_decide_all(face, cases, count, &d) == 0) {
		face_close(face);
		if (count > 0)
			desk_go_on(face, below);
	}
	free(cases);
}

static void text_done(struct face *face, struct view *view, const char *text)
{
	if (text && *text)
		decide(face, view, text);
}

static void choose(struct face *face, struct view *view, bool with_text)
{
	const struct reason_page *r = view->model;

	if (with_text || !reason_sentence(r->reasons[r->at]))
		face_prompt(face, _("What the letter says besides:"), "", NULL, text_done);
	else
		decide(face, view, NULL);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct reason_page *r = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_NEXT_PART:
		r->at = r->at < r->count - 1 ? r->at + 1 : r->at;
		return ACT_DONE;
	case ACTION_MOVE_UP:
	case ACTION_PREVIOUS_PART:
		r->at = r->at > 0 ? r->at - 1 : 0;
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		r->at = 0;
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		r->at = r->count - 1;
		return ACT_DONE;
	case ACTION_OPEN:
	case ACTION_EDIT:
		choose(face, view, action == ACTION_EDIT);
		return face_is_on(face, screen_desk_reason.name) ? ACT_DONE : ACT_CLOSED;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

/* The language of the letters, where all have one; the reasons that fit one of the cases at least. */
static void read_cases(struct face *face, struct reason_page *r, const struct reason *reasons)
{
	struct view *below = face_view_below(face);
	int64_t *cases = NULL;
	int count = below ? desk_chosen(face, below, &cases) : 0;
	bool projects = false, others = false;

	for (int i = 0; i < count; i++) {
		struct desk_row row = { 0 };

		if (desk_read(face_store(face), cases[i], &row)) {
			bool is_project = text_equal(row.c.kind, "project");

			projects = projects || is_project;
			others = others || !is_project;
			if (count == 1 && row.c.language)
				r->language = xstrdup(row.c.language);
		}
		desk_row_release(&row);
	}
	for (int i = 0; i < REASONS_MOST; i++)
		if ((reasons[i].of_projects && projects) || (reasons[i].of_others && others) || (!projects && !others))
			r->reasons[r->count++] = reasons[i].code;
	free(cases);
}

static int open_reasons(struct face *face, struct view *view, int64_t argument)
{
	struct reason_page *r = view->model;

	r->state = argument == DESK_REFUSE ? "refused" : "askedBack";
	read_cases(face, r, argument == DESK_REFUSE ? to_refuse : to_ask);
	return 0;
}

static void close_reasons(struct face *face, struct view *view)
{
	struct reason_page *r = view->model;

	(void)face;
	free(r->language);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("decide so"), N_("decide with this reason"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("add words"), N_("add words of your own to the letter, then decide"), OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk_reason = {
	.name = "desk-reason", .title = N_("Reason"), .size = sizeof(struct reason_page), .open = open_reasons, .draw = draw, .act = act,
	.close = close_reasons, .offers = offers,
};
