/* A post being written, or changed: its title where the place has titles, and its text, in which "@" names members. */
#include <stdlib.h>

#include "mention.h"
#include "part_form.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

struct post_form { struct sheet sheet; };

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "text", .also = "mentions", .help = N_("what you want to say; @ and a name for who shall see it"), .is_large = true },
	{ .field = "language" },
	{ .field = "files", .is_fixed = true },
	{ .label = part_form_add },
	{ .label = part_form_take_out },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

enum { TITLE, TEXT };

/* --- what it is --- */

/* What the whole post would say, of one that is changed too. Yours. */
static struct json *whole(const struct sheet *sheet)
{
	struct record r = { 0 };
	bool is_there = sheet->record && record_by_local(sheet->store, sheet->record, &r);
	struct json *tree = is_there ? record_tree(sheet->store, &r) : json_copy(sheet->body);

	record_free(&r);
	return tree;
}

/* In the forum what answers no thread is one, or a discussion. */
static bool begins_thread(const struct sheet *sheet, const struct json *post)
{
	struct record r = { 0 };
	const char *parent = json_get_text(post, "parent");
	struct json *above = NULL;
	bool does;

	if (!text_equal(json_get_text(post, "place"), "forum"))
		return false;
	if (parent && record_by_id(sheet->store, sheet_account(sheet), &record_types[TYPE_Post], parent, &r))
		above = record_tree(sheet->store, &r);
	does = !parent || !json_get_text(above, "parent");
	json_free(above);
	record_free(&r);
	return does;
}

static bool needs_title(const struct sheet *sheet)
{
	struct json *post = whole(sheet);
	bool needs = begins_thread(sheet, post);

	json_free(post);
	return needs;
}

static bool stands(const struct sheet *sheet, const struct sheet_line *line)
{
	static const char *const titled[] = { "update", "bulletin", "journal" };
	struct json *post;
	bool does;

	if (!text_equal(line->field, "title"))
		return part_form_stands(sheet, line);
	post = whole(sheet);
	does = begins_thread(sheet, post);
	for (size_t i = 0; i < ARRAY_SIZE(titled); i++)
		does = does || text_equal(json_get_text(post, "place"), titled[i]);
	json_free(post);
	return does;
}

static char *check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	bool is_title = text_equal(line->field, "title"), is_needed;

	if (!is_title && !text_equal(line->field, "text"))
		return NULL;
	is_needed = needs_title(sheet) == is_title && (is_title || json_size(json_get(sheet->body, "files")) == 0);
	*blocks = is_needed && sheet->texts[is_title ? TITLE : TEXT].text.len == 0;
	return *blocks ? err_text(&(struct err){ .code = ERR_FIELD_REQUIRED }) : NULL;
}

static enum outcome send(struct face *face, struct view *view)
{
	struct post_form *form = view->model;

	if (sheet_lacks(face, view, &form->sheet) || sheet_send(face, &form->sheet, sheet_account(&form->sheet)) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Post], .lines = lines, .stands = stands, .shows = part_form_shows, .check = check, .send = send_label,
	.keep = keep_label, .sends = send, .kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

/* --- beginning --- */

/* True if a draft is for the same: a new post of the account, in the place, to what it answers. */
static bool is_begun(const struct draft *draft, int64_t account, const struct json *fields)
{
	static const char *const where[] = { "place", "parent", "aboutId" };
	struct json *context = json_parse_own(draft->context), *body = json_parse_own(draft->body);
	bool is = json_get_integer(context, "account", 0) == account && !json_get_bool(context, "chat", false) && !json_get(context, "record");

	for (size_t i = 0; i < ARRAY_SIZE(where) && is; i++)
		is = text_equal(json_get_text(body, where[i]), json_get_text(fields, where[i]));
	json_free(context);
	json_free(body);
	return is;
}

/* What was begun there before and not sent; 0 for nothing. */
static int64_t begun(struct face *face, int64_t account, const struct json *fields)
{
	int64_t *locals = NULL, found = 0;
	struct err e = { 0 };
	int count = draft_list(face_store(face), kind.type, &locals, &e);

	words_check(face, &e);
	for (int i = 0; i < count && !found; i++) {
		struct draft draft = { 0 };

		if (draft_get(face_store(face), locals[i], &draft) && is_begun(&draft, account, fields))
			found = locals[i];
		draft_release(&draft);
	}
	free(locals);
	return found;
}

void post_begin(struct face *face, int64_t account, struct json *fields_taken)
{
	int64_t draft = begun(face, account, fields_taken);

	if (!draft)
		draft = sheet_begin_in(face, kind.type, account, fields_taken);
	json_free(fields_taken);
	if (draft)
		face_open(face, "post-form", draft);
}

void post_change(struct face *face, int64_t post)
{
	int64_t draft = sheet_begin(face, kind.type, post, NULL);

	if (draft)
		face_open(face, "post-form", draft);
}

/* --- typing --- */

/* Whom the text names goes with it. */
static void typed(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;
	struct json *named = mention_list(face, sheet_account(sheet), sheet->texts[TEXT].text.text);

	if (named)
		json_set(sheet->body, "mentions", named);
	else
		json_remove(sheet->body, "mentions");
	sheet_typed(face, view, sheet);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct sheet *sheet = view->model;

	if (action == ACTION_NEXT_PART && view->field == &sheet->texts[TEXT] && mention_complete(face, sheet_account(sheet), view->field)) {
		typed(face, view);
		return ACT_DONE;
	}
	return part_form_act(face, view, action);
}

/* --- the row of the screen --- */

/* "Thread, Water diary"; yours. */
static char *title_of(const struct sheet *sheet)
{
	struct json *post = whole(sheet);
	const char *code = json_get_text(post, "place");
	struct project project;
	struct str text = { 0 };

	project_read(sheet->store, project_of_account(sheet->store, sheet_account(sheet)), &project, NULL);
	words_part(&text, code ? vocabulary_label(&vocabulary_post_places, code) : "");
	words_part_taken(&text, words_safe(project.title, SANITISE_LINE));
	record_release(&record_types[TYPE_Project], &project);
	json_free(post);
	return str_detach(&text);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct post_form *form = view->model;
	char *title = title_of(&form->sheet);
	bool is_text = view->field == &form->sheet.texts[TEXT];
	char *names = is_text ? mention_names(face, sheet_account(&form->sheet), view->field) : NULL;
	struct str cut = { 0 };

	words_title(face, p, title, page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &form->sheet, p, 1);
	if (names && p->rows > 4) {
		char *line = xasprintf(_("Tab: %s"), names);

		words_add_whole(&cut, face, line, p->columns - 1);
		page_clear_row(p, p->rows - 2);
		page_put(p, p->rows - 2, 0, cut.text);
		free(line);
	}
	str_release(&cut);
	free(names);
	free(title);
}

static int open_form(struct face *face, struct view *view, int64_t argument)
{
	struct post_form *form = view->model;

	if (sheet_open(face, view, &form->sheet, &kind, argument) != 0)
		return -1;
	if (!form->sheet.is_touched && !form->sheet.record && !needs_title(&form->sheet))
		sheet_go(view, &form->sheet, TEXT);
	return 0;
}

const struct screen screen_post_form = {
	.name = "post-form", .title = N_("Post, to write"), .size = sizeof(struct post_form), .sheet = &kind,
	.open = open_form, .draw = draw, .act = act, .typed = typed, .offers = sheet_screen_text_offers,
};
