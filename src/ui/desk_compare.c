/* Who asks and who is known already, side by side: fact by fact; accepting it here joins both up. */
#include <stdlib.h>

#include "desk.h"
#include "desk_lines.h"
#include "face.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, LABEL_MOST = 16, GAP = 2 };

struct compare {
	struct desk_case_about about;
	int alike, at, count;
	int mark; /* the line of the cursor */
};

int64_t desk_compare_argument(int64_t local, int alike)
{
	return local * DESK_ALIKE_MOST + alike;
}

static const struct json *known_of(const struct compare *c)
{
	return json_at(json_get(c->about.dossier.alike, "list"), (size_t)c->alike);
}

static const struct json *facts_of(const struct compare *c)
{
	return json_get(json_get(known_of(c), "facts"), "list");
}

static const char *label_of(const struct json *fact)
{
	const char *code = json_get_text(fact, "fact");

	return vocabulary_label(&vocabulary_case_facts, code ? code : "");
}

/* A school, not a person: it has a number. */
static bool is_school(const struct compare *c)
{
	for (const struct json *i = json_first(facts_of(c)); i; i = json_next(i))
		if (text_equal(json_get_text(i, "fact"), "number"))
			return true;
	return false;
}

/* The same fact of who asks; NULL where nothing was said. */
static const struct json *asked(const struct compare *c, const char *fact)
{
	for (const struct json *i = json_first(json_get(c->about.dossier.facts, "list")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "fact"), fact))
			return i;
	return NULL;
}

/* --- drawing --- */

struct columns { int label, left, right, cells; };

static struct columns columns_of(const struct compare *c, const struct page *p)
{
	struct columns x = { .label = INDENT };
	int widest = 0;

	for (const struct json *i = json_first(facts_of(c)); i; i = json_next(i)) {
		int cells = cells_width(label_of(i));

		widest = cells > widest ? cells : widest;
	}
	x.left = page_is_narrow(p) ? INDENT : INDENT + (widest < LABEL_MOST ? widest : LABEL_MOST) + GAP;
	x.cells = (p->columns - 1 - x.left - GAP) / 2;
	x.right = x.left + x.cells + GAP;
	return x;
}

/* Whole: what is alike begins alike, and differs where a line would end. Returns the line below both. */
static int put_both(struct page *p, int line, const struct columns *x, const char *mine, const char *other)
{
	int left = words_put_rows(p, line, x->left, x->cells, *mine ? mine : "-");
	int right = words_put_rows(p, line, x->right, x->cells, *other ? other : "-");

	return left > right ? left : right;
}

/* An item of the page, on which the cursor may be; returns the line below it. */
static int put_item(struct compare *c, struct page *p, int line, const struct columns *x, const char *mine, const char *other)
{
	page_item(p, line);
	if (c->count++ <= c->at)
		c->mark = line;
	return put_both(p, line, x, mine, other);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct compare *c = view->model;
	const struct json *known = known_of(c);
	struct columns x = columns_of(c, p);
	int line;
	char *title = words_safe(c->about.row.c.title, SANITISE_LINE), *name = words_safe(json_get_text(known, "name"), SANITISE_LINE);

	words_title_line(face, p, _("The same?"));
	c->count = 0;
	line = put_item(c, p, 1, &x, title, name);
	for (const struct json *i = json_first(facts_of(c)); i && line <= page_body_rows(p); i = json_next(i)) {
		const struct json *theirs = asked(c, json_get_text(i, "fact"));
		char *mine = theirs ? desk_value(theirs) : xstrdup(""), *other = desk_value(i);

		if (!page_is_narrow(p))
			page_label(p, line, x.label, label_of(i));
		line = put_item(c, p, line, &x, mine, other);
		free(mine);
		free(other);
	}
	c->at = c->at < c->count ? c->at : c->count - 1;
	page_mark(p, c->mark);
	free(title);
	free(name);
}

/* --- acting --- */

int64_t desk_compare_shown(const struct view *view)
{
	const struct compare *c = view->model;

	return c->about.row.local;
}

const char *desk_compare_kept(const struct view *view)
{
	return json_get_text(known_of(view->model), "id");
}

bool desk_compare_keeps_school(const struct view *view)
{
	return is_school(view->model);
}

static void join_up(struct face *face, struct view *view)
{
	struct compare *c = view->model;
	struct view *below = face_view_below(face);
	const struct desk_decision d = { .state = "joinedUp", .join_with = desk_compare_kept(view) };

	if (desk_decide_all(face, &c->about.row.local, 1, &d) != 0)
		return;
	face_close(face);
	desk_go_on(face, below);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct compare *c = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
		c->at = c->at < c->count - 1 ? c->at + 1 : c->at;
		return ACT_DONE;
	case ACTION_MOVE_UP:
		c->at = c->at > 0 ? c->at - 1 : 0;
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		c->at = 0;
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		c->at = c->count > 0 ? c->count - 1 : 0;
		return ACT_DONE;
	case ACTION_VIEW:
		face_open(face, screen_desk_reason.name, DESK_JOIN);
		return ACT_DONE;
	case ACTION_ACCEPT:
		join_up(face, view);
		return face_is_on(face, screen_desk_compare.name) ? ACT_DONE : ACT_CLOSED;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_compare(struct face *face, struct view *view, int64_t argument)
{
	struct compare *c = view->model;

	c->alike = (int)(argument % DESK_ALIKE_MOST);
	if (desk_case_read(face, argument / DESK_ALIKE_MOST, &c->about) && known_of(c))
		return 0;
	desk_case_release(&c->about);
	face_say(face, _("This case is not here any more."));
	return -1;
}

static void close_compare(struct face *face, struct view *view)
{
	struct compare *c = view->model;

	(void)face;
	desk_case_release(&c->about);
}

static const struct offer offers[] = {
	{ ACTION_ACCEPT, N_("join up"), N_("they are the same: the old one is kept, with its projects"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("letter"), N_("the letter that it sends, before it does"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("two people"), N_("they are not: back"), OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer school_offers[] = {
	{ ACTION_ACCEPT, N_("join up"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("letter"), N_("the letter that it sends, before it does"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), N_("they are not: back"), OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return desk_compare_keeps_school(view) ? school_offers : offers;
}

const struct screen screen_desk_compare = {
	.name = "desk-compare", .title = N_("The same?"), .size = sizeof(struct compare), .open = open_compare, .draw = draw, .act = act,
	.close = close_compare, .offers = offers,
	.offers_now = offers_now,
};
