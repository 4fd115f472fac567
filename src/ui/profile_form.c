/* Changing my profile: the form over the card or the account, kept at every key, sent as one change that undo takes back. */
#include <stdlib.h>
#include <string.h>

#include "profile.h"
#include "screens.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "words.h"

/* What the form is opened with: the draft, and above it the line to begin at, from 1; a draft alone goes on where it was left. */
enum { LINE_SHIFT = 48 };

static const char save_label[] = N_("Save"), throw_label[] = N_("Throw away");

struct profile_form { struct sheet sheet; };

/* What nobody but me sees, and what is the portal's to say, stands there as it is. */
static const struct sheet_line card_lines[] = {
	{ .field = "name", .help = N_("empty") },
	{ .field = "role", .help = N_("empty; partners search by it") },
	{ .field = "school", .is_fixed = true },
	{ .field = "subjects", .help = N_("empty; partners search by it") },
	{ .field = "languages", .help = N_("empty; partners search by it") },
	{ .field = "pupilsFrom", .also = "pupilsTo", .part = SHEET_RANGE, .label = N_("Pupils' age"), .help = N_("empty; partners search by it") },
	{ .field = "classSize", .help = N_("empty; how many pupils") },
	{ .field = "looksFor", .help = N_("empty; say it in one sentence") },
	{ .field = "available", .help = N_("no; nobody can ask for contact") },
	{ .field = "availableFrom", .help = N_("at once") },
	{ .field = "plus", .help = N_("no") },
	{ .field = "tools", .help = N_("empty; how you like to work together") },
	{ .field = "line", .help = N_("empty; others do not know what they may send") },
	{ .field = "about", .help = N_("empty; a few lines") },
	{ .label = save_label },
	{ .label = throw_label },
	{ 0 },
};
_Static_assert(ARRAY_SIZE(card_lines) <= PROFILE_LINES_MAX, "the page has a line for each part");

static const struct sheet_line account_lines[] = {
	{ .field = "email", .help = N_("empty; a forgotten password comes there") },
	{ .field = "mailCopies", .help = N_("no") },
	{ .field = "mailDigest", .help = N_("none") },
	{ .field = "digestWithout", .help = N_("empty; all kinds stand in it") },
	{ .field = "reads", .help = N_("empty") },
	{ .field = "timeZone", .help = N_("empty") },
	{ .label = save_label },
	{ .label = throw_label },
	{ 0 },
};
_Static_assert(ARRAY_SIZE(account_lines) <= PROFILE_LINES_MAX, "the page has a line for each part");

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	if (text_equal(line->field, "school")) {
		const char *name = json_get_text(json_get(sheet->body, "school"), "name");

		return words_safe(name, SANITISE_LINE);
	}
	if (line->label != save_label)
		return xstrdup("");
	words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
	text = xasprintf(_("%s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static const char *card_beside(const struct sheet *sheet, const struct sheet_line *line)
{
	const struct field *field = sheet_field(sheet->kind, line);

	return field ? vocabulary_label(&vocabulary_seen_by, profile_seen_by(sheet->body, field)) : "";
}

static const char *account_beside(const struct sheet *sheet, const struct sheet_line *line)
{
	(void)sheet;
	return line->field ? vocabulary_label(&vocabulary_seen_by, "nobody") : "";
}

/* What one cannot change stands on the profile, not in its form. */
static bool stands(const struct sheet *sheet, const struct sheet_line *line)
{
	(void)sheet;
	return !line->is_fixed;
}

static enum outcome save(struct face *face, struct view *view);

static const char kept[] = N_("Not saved yet; it is kept as a draft.");

const struct sheet_kind profile_card = {
	.type = &record_types[TYPE_Person], .lines = card_lines, .stands = stands, .shows = shows, .beside = card_beside, .send = save_label,
	.sends = save, .kept = kept,
};
const struct sheet_kind profile_account = {
	.type = &record_types[TYPE_Profile], .lines = account_lines, .shows = shows, .beside = account_beside, .send = save_label,
	.sends = save, .kept = kept,
};

static const struct sheet_kind *const kinds[] = { &profile_card, &profile_account };

/* --- the records --- */

int64_t profile_record(struct face *face, const struct sheet_kind *kind)
{
	struct store *s = face_store(face);
	struct account a = { 0 };
	struct record r = { 0 };
	int64_t local = 0;

	if (kind == &profile_card) {
		if (account_by_kind(s, ACCOUNT_DIRECTORY, &a) && record_by_id(s, a.local, kind->type, face_my_id(face), &r))
			local = r.local;
	} else if (account_by_kind(s, ACCOUNT_PERSONAL, &a)) {
		struct record_query q = { .account = a.local, .type = kind->type, .limit = 1 };

		if (record_list(s, &q, &local, NULL, NULL, NULL) != 1)
			local = 0;
	}
	record_free(&r);
	account_release(&a);
	return local;
}

struct json *profile_tree(struct face *face, const struct sheet_kind *kind)
{
	struct record r = { 0 };
	int64_t local = profile_record(face, kind);
	struct json *tree = local && record_by_local(face_store(face), local, &r) ? record_tree(face_store(face), &r) : NULL;

	record_free(&r);
	return tree;
}

const char *profile_or_newcomer(struct face *face, const char *otherwise)
{
	static const char *const before[] = { "waiting", "askedBack", "refused" };
	struct json *mine = profile_tree(face, &profile_account);
	bool is_newcomer = false;

	for (size_t i = 0; i < ARRAY_SIZE(before); i++)
		is_newcomer = is_newcomer || text_equal(json_get_text(mine, "state"), before[i]);
	json_free(mine);
	return is_newcomer ? _("This waits until your registration is accepted.") : otherwise;
}

const char *profile_say_newcomer(struct face *face)
{
	const char *sentence = profile_or_newcomer(face, NULL);

	if (sentence)
		face_say_lightly(face, sentence);
	return sentence;
}

int profile_count(const struct sheet_kind *kind, const struct json *tree, int *empty)
{
	int parts = 0;

	for (const struct sheet_line *line = kind->lines; tree && line->field; line++) {
		if (line->is_fixed)
			continue;
		parts++;
		*empty += field_is_default(sheet_field(kind, line), json_get(tree, line->field));
	}
	return parts;
}

int profile_parts(struct face *face, int *empty)
{
	int parts = 0;

	*empty = 0;
	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct json *tree = profile_tree(face, kinds[k]);

		parts += profile_count(kinds[k], tree, empty);
		json_free(tree);
	}
	return parts;
}

const char *profile_seen_by(const struct json *card, const struct field *field)
{
	const char *said = json_get_text(json_get(card, "seenBy"), field->name);

	if (said && field->flags & F_NARROW)
		return said;
	return field->flags & F_CONTACTS ? "contacts" : "eTwinners";
}

void profile_change(struct face *face, const struct sheet_kind *kind, int line)
{
	int64_t record = profile_record(face, kind), draft;

	if (!record) {
		face_say(face, _("It comes with the first exchange."));
		return;
	}
	draft = sheet_begin(face, kind->type, record, NULL);
	if (draft)
		face_open(face, screen_profile_form.name, draft | (int64_t)(line + 1) << LINE_SHIFT);
}

/* --- the screen --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct profile_form *f = view->model;

	words_title(face, p, f->sheet.kind == &profile_card ? _("Profile, what others see") : _("Profile, what nobody sees"),
	            page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &f->sheet, p, 1);
}

static enum outcome save(struct face *face, struct view *view)
{
	struct profile_form *f = view->model;
	struct record r = { 0 };
	int64_t account;

	if (sheet_lacks(face, view, &f->sheet))
		return ACT_DONE;
	account = record_by_local(face_store(face), f->sheet.record, &r) ? r.account : 0;
	record_free(&r);
	if (sheet_send(face, &f->sheet, account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static const struct sheet_kind *kind_of(struct face *face, int64_t draft)
{
	struct draft d = { 0 };
	const struct sheet_kind *kind = NULL;

	if (!draft_get(face_store(face), draft, &d))
		return &profile_card; /* sheet_open says that it is gone */
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i]->type == d.type)
			kind = kinds[i];
	draft_release(&d);
	return kind;
}

static int open_form(struct face *face, struct view *view, int64_t argument)
{
	struct profile_form *f = view->model;
	int64_t draft = argument & ((INT64_C(1) << LINE_SHIFT) - 1);
	int line = (int)(argument >> LINE_SHIFT);

	if (sheet_open(face, view, &f->sheet, kind_of(face, draft), draft) != 0)
		return -1;
	if (line > 0)
		sheet_go(view, &f->sheet, line - 1);
	return 0;
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("save"), N_("save it; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the change away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), N_("go back; what is not saved is kept as a draft"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Save"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Save"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_profile_form = {
	.name = "profile-form", .title = N_("Profile, to change"), .size = sizeof(struct profile_form),
	.sheet = &profile_card, .open = open_form, .draw = draw, .offers = offers, .typing = typing,
};
