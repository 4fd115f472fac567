/* What a project can be taken from: project kits, and projects of one's own. What is chosen fills the empty parts of a draft. */
#include <stdlib.h>

#include "found.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "words.h"

enum { INDENT = 2, KITS_MOST = 50 };

/* What goes from one project into another. */
static const char *const taken[] = {
	"title", "summary", "languages", "subjects", "pupilsFrom", "pupilsTo", "pupils", "competences", "tools", "aims", "process", "results",
};

struct source { bool is_kit; char *title, *summary; };

struct found_from {
	int64_t draft;
	struct table table; /* of struct source */
};

/* --- rows --- */

static void release_source(void *item)
{
	struct source *source = item;

	free(source->title);
	free(source->summary);
}

static void add(struct face *face, struct found_from *f, int64_t local, bool is_kit)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &record) ? record_tree(face_store(face), &record) : NULL;
	struct source *source = xcalloc(1, sizeof *source);

	source->is_kit = is_kit;
	source->title = words_safe(json_get_text(tree, "title"), SANITISE_LINE);
	source->summary = words_safe(json_get_text(tree, "summary"), SANITISE_LINE);
	table_add(&f->table, local, source);
	json_free(tree);
	record_free(&record);
}

static int add_kits(struct face *face, struct found_from *f, struct err *e)
{
	int64_t locals[KITS_MOST];
	struct record_query q = {
		.account = account_of_kind(face_store(face), ACCOUNT_COMMUNITY), .type = &record_types[TYPE_Project], .limit = KITS_MOST,
	};
	int count;

	if (!q.account)
		return 0;
	count = record_list(face_store(face), &q, locals, NULL, NULL, e);
	for (int i = 0; i < count; i++)
		add(face, f, locals[i], true);
	return count < 0 ? -1 : 0;
}

static int add_own(struct face *face, struct found_from *f, struct err *e)
{
	struct project_row *rows = NULL;
	int count = project_list(face_store(face), clock_now(), &rows, e);

	for (int i = 0; i < count; i++) {
		if (rows[i].local)
			add(face, f, rows[i].local, false);
		project_row_release(&rows[i]);
	}
	free(rows);
	return count < 0 ? -1 : 0;
}

static int open_from(struct face *face, struct view *view, int64_t argument)
{
	struct found_from *f = view->model;
	struct err e = { 0 };

	f->draft = argument;
	table_init(&f->table, release_source);
	if (add_kits(face, f, &e) == 0 && add_own(face, f, &e) == 0 && table_show(&f->table, &e) == 0)
		return 0;
	table_release(&f->table);
	return face_fail(face, &e);
}

/* --- taking --- */

/* True if something of it went into the body. */
static bool fill(struct json *body, const struct json *from)
{
	bool did = false;

	for (size_t i = 0; i < ARRAY_SIZE(taken); i++) {
		if (json_get(body, taken[i]) || !json_get(from, taken[i]))
			continue;
		json_set(body, taken[i], json_copy(json_get(from, taken[i])));
		did = true;
	}
	return did;
}

static int take(struct face *face, const struct found_from *f, int64_t source)
{
	struct record record = { 0 };
	struct draft draft = { 0 };
	struct err e = { 0 };
	struct json *from = record_by_local(face_store(face), source, &record) ? record_tree(face_store(face), &record) : NULL;
	struct json *body = draft_get(face_store(face), f->draft, &draft) ? json_parse_own(draft.body) : NULL;
	struct json *before = body ? json_copy(body) : NULL;
	bool did = body && from && fill(body, from);

	if (did) {
		free(draft.body);
		draft.body = json_print(body);
		if (draft_save(face_store(face), &draft, &e) != 0)
			did = false;
	}
	if (did)
		face_remember_draft(face, f->draft, NULL, before);
	json_free(before);
	json_free(body);
	json_free(from);
	draft_release(&draft);
	record_free(&record);
	if (e.code)
		return face_fail(face, &e);
	face_close(face);
	face_say(face, did ? _("The empty parts are filled from it. {undo} empties them again.") : _("No part was empty that it could fill."));
	return 0;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct found_from *f = view->model;

	if (action != ACTION_OPEN)
		return ACT_IGNORED;
	if (!table_item(&f->table)) {
		face_say(face, _("There is nothing under the cursor."));
		return ACT_DONE;
	}
	return take(face, f, list_key(&f->table.list)) == 0 ? ACT_CLOSED : ACT_DONE;
}

/* --- drawing --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct found_from *f = view->model;
	const struct source *source;
	struct err e = { 0 };

	list_fit(&f->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title(face, p, _("Take from a kit or a project of mine"), "");
	for (int i = 0; (source = table_view_item(&f->table, i)); i++) {
		struct str text = { 0 };

		words_part(&text, source->is_kit ? _("kit") : _("mine"));
		words_part(&text, source->title);
		if (*source->summary && !page_is_narrow(p))
			words_part(&text, source->summary);
		words_put(face, p, 1 + i, INDENT, text.text);
		page_item(p, 1 + i);
		str_release(&text);
	}
	if (f->table.count > 0) {
		page_mark(p, 1 + list_view_line(&f->table.list));
	} else {
		page_put(p, 1, INDENT, _("There is no kit here yet, and no project of yours."));
		page_cursor(p, 1, 0);
	}
}

static void close_from(struct face *face, struct view *view)
{
	struct found_from *f = view->model;

	(void)face;
	table_release(&f->table);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("fill the empty parts of the draft from it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_found_from = {
	.name = "found-from", .title = N_("Take from"), .size = sizeof(struct found_from), .open = open_from, .draw = draw, .act = act,
	.close = close_from, SCREEN_LIST(struct found_from, table.list), .offers = offers,
};
