/* What the screens of sheets do alike: their title, leaving, throwing away, and which line does what. Their models begin with the sheet. */
#include "sheet.h"

#include "twinline/base/i18n.h"
#include "words.h"

static enum outcome leave(struct face *face, struct sheet *sheet)
{
	const char *kept = sheet->is_touched ? sheet->kind->kept : NULL;

	if (!sheet_keeps(face, sheet))
		return ACT_DONE;
	face_close(face);
	if (kept && !face_is_leaving(face))
		face_say(face, _(kept));
	return ACT_CLOSED;
}

static enum outcome throw_away(struct face *face, struct sheet *sheet)
{
	const char *thrown = sheet->kind->thrown;

	if (face_throw_draft(face, sheet->draft.local) != 0)
		return ACT_DONE;
	sheet->is_gone = true;
	face_close(face);
	if (thrown)
		face_say(face, _(thrown));
	return ACT_CLOSED;
}

void sheet_screen_draw(struct face *face, struct view *view, struct page *p)
{
	struct sheet *sheet = view->model;
	const struct sheet_kind *kind = sheet->kind;
	const char *title = !sheet->record && kind->title_new ? kind->title_new : kind->title ? kind->title : view->screen->title;

	words_title(face, p, _(title), page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, sheet, p, 1);
}

enum outcome sheet_screen_act(struct face *face, struct view *view, enum action action)
{
	struct sheet *sheet = view->model;
	const struct sheet_kind *kind = sheet->kind;
	const struct sheet_line *chosen;

	if (sheet_act(face, view, sheet, action, &chosen) == ACT_DONE && !chosen)
		return ACT_DONE;
	if (chosen && kind->shows_more && chosen->label == kind->more) {
		kind->shows_more(face, sheet);
		return ACT_DONE;
	}
	if (chosen && kind->chosen && kind->chosen(face, sheet, chosen))
		return ACT_DONE;
	if (action == ACTION_SEND || (chosen && chosen->label == kind->send))
		return kind->sends(face, view);
	if (action == ACTION_BACK || (chosen && chosen->label == kind->keep))
		return leave(face, sheet);
	if (action == ACTION_DROP || chosen)
		return throw_away(face, sheet);
	return ACT_IGNORED;
}

const struct offer sheet_screen_offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct offer sheet_screen_text_offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct offer sheet_screen_typing[] = {
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Send"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};
