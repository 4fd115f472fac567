/* A partner notice, new or changed: what is looked for, for which age, until when. */
#include "notices.h"

#include <stdlib.h>

#include "profile.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/phrases.h"
#include "words.h"

struct notice_form { struct sheet sheet; };

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away"),
                  phrases_label[] = N_("Phrases");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "purpose" },
	{ .field = "ageBand" },
	{ .field = "languages" },
	{ .field = "subjects" },
	{ .field = "text" },
	{ .field = "language" },
	{ .field = "expires" },
	{ .label = send_label },
	{ .label = phrases_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

/* What is chosen, in one line; yours. */
static char *phrases_shown(const struct sheet *sheet)
{
	struct str text = { 0 };

	phrases_add_words(&text, json_get(sheet->body, "phrases"));
	for (char *at = text.text; at && *at; at++)
		if (*at == '\n')
			*at = ' ';
	return str_detach_or(&text, _("sentences that every reader reads in their own language"));
}

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	if (line->label == phrases_label)
		return phrases_shown(sheet);
	if (line->label == keep_label)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	if (line->label != send_label)
		return xstrdup("");
	if (sheet->refused)
		return xstrdup(sheet->refused);
	words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
	text = xasprintf(_("%s, about %s; all members can see it then"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static enum outcome send(struct face *face, struct view *view);

static void open_phrases(struct face *face, struct sheet *sheet)
{
	sheet->is_touched = true;
	if (sheet_keeps(face, sheet))
		face_open(face, "phrases", sheet->draft.local);
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_PartnerNotice], .lines = lines, .shows = shows, .send = send_label, .keep = keep_label, .sends = send,
	.more = phrases_label, .shows_more = open_phrases,
	.kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct notice_form *f = view->model;
	int filled, needed = sheet_needed(&f->sheet, &filled);
	char *title;

	title = xasprintf(f->sheet.record ? _("Change the notice  %d of %d needed lines filled") :
	                                    _("New notice  %d of %d needed lines filled"), filled, needed);
	words_title(face, p, title, page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &f->sheet, p, 1);
	free(title);
}

static enum outcome send(struct face *face, struct view *view)
{
	struct notice_form *f = view->model;
	int64_t account = notices_account(face);

	if (sheet_lacks(face, view, &f->sheet))
		return ACT_DONE;
	if (!account) {
		face_say(face, _("It is kept as a draft. Sign in first, then send it."));
		return ACT_DONE;
	}
	if (sheet_send(face, &f->sheet, account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct notice_form *f = view->model;

	if (action != ACTION_PHRASES)
		return ACT_IGNORED;
	open_phrases(face, &f->sheet);
	return ACT_DONE;
}

static int open_form(struct face *face, struct view *view, int64_t argument)
{
	struct notice_form *f = view->model;

	if (sheet_open(face, view, &f->sheet, &kind, argument) != 0)
		return -1;
	f->sheet.refused = profile_say_newcomer(face);
	return 0;
}

/* The phrases are chosen on a screen of their own, which writes them into the draft. */
static void changed(struct face *face, struct view *view)
{
	struct notice_form *f = view->model;
	struct draft kept = { 0 };
	struct json *body;

	sheet_changed(face, view, &f->sheet);
	f->sheet.refused = profile_or_newcomer(face, NULL);
	if (f->sheet.is_gone || !draft_get(face_store(face), f->sheet.draft.local, &kept))
		return;
	body = json_parse_own(kept.body);
	if (json_get(body, "phrases"))
		json_set(f->sheet.body, "phrases", json_copy(json_get(body, "phrases")));
	else
		json_remove(f->sheet.body, "phrases");
	json_free(body);
	draft_release(&kept);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PHRASES, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_notice_form = {
	.name = "notice-form", .title = N_("Partner notice, to write"), .size = sizeof(struct notice_form),
	.sheet = &kind, .open = open_form, .draw = draw, .act = act, .changed = changed, .offers = offers,
};
