/* A page of a space, new or changed: title, text and who reads it; kept at every key, merged with what others wrote meanwhile. */
#include <stdlib.h>

#include "part.h"
#include "part_form.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "text", .is_large = true },
	{ .field = "language" },
	{ .field = "state" },
	{ .field = "readers" },
	{ .field = "writers" },
	{ .field = "files", .is_fixed = true },
	{ .label = part_form_add },
	{ .label = part_form_take_out },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static const struct sheet_kind kind = {
	.title = N_("Change the page"), .title_new = N_("New page"),
	.type = &record_types[TYPE_Page], .lines = lines, .stands = part_form_stands, .shows = part_form_shows, .check = part_form_check,
	.send = send_label, .keep = keep_label, .sends = part_form_send, .kept = N_("Kept as a draft."),
	.thrown = N_("The draft is thrown away. {undo} brings it back."),
};

/* Open to my role, mine, or mine to change anyway. */
static bool may_write(struct face *face, const struct space_page *page, int64_t account)
{
	enum role role = project_role(face_store(face), account);
	bool is_open = text_equal(page->writers, "members") || (!text_equal(page->writers, "author") && access_mask(role) & AUDIENCE_STAFF);

	return is_open ? part_may(face, account, RIGHT_PAGE) : part_may_change(face, account, RIGHT_PAGE, &page->author);
}

void page_change(struct face *face, int64_t page)
{
	struct space_page p = { 0 };
	int64_t account = 0, draft;

	if (!part_read(face, TYPE_Page, page, &p, &account))
		face_say(face, _("This page is not here any more."));
	else if (may_write(face, &p, account) && (draft = sheet_begin(face, &record_types[TYPE_Page], page, NULL)) != 0)
		face_open(face, "page-form", draft);
	record_release(&record_types[TYPE_Page], &p);
}

/* --- the row of the screen --- */

const struct screen screen_page_form = {
	.name = "page-form", .title = N_("Page, to write"), .size = sizeof(struct sheet), .sheet = &kind,
	.act = part_form_act, .offers = sheet_screen_text_offers,
};
