/* An invitation into a project by e-mail address: to whom, as what, with which words. The answer never says whether anybody has it. */
#include <stdlib.h>

#include "members.h"
#include "part_form.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "email", .is_needed = true },
	{ .field = "role", .is_needed = true },
	{ .field = "text" },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

/* Founders come with the project, pupils with their teachers. */
static char *check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	const char *role = text_equal(line->field, "role") ? json_get_text(sheet->body, "role") : NULL;
	struct err e = { 0 };
	char *text;

	if (!role || members_may_invite_as(access_role_of(role)))
		return NULL;
	*blocks = true;
	err_set(&e, ERR_FIELD_CODE, vocabulary_label(&vocabulary_member_roles, role), NULL);
	text = err_text(&e);
	err_release(&e);
	return text;
}

static enum outcome send(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;

	if (text_equal(json_get_text(sheet->body, "role"), access_role_name(ROLE_ADMINISTRATOR)) &&
	    !project_may(face, sheet->account, RIGHT_PROJECT))
		return ACT_DONE;
	return part_form_send(face, view);
}

static const struct sheet_kind kind = {
	.title = N_("Invite by e-mail"),
	.type = &record_types[TYPE_Member], .lines = lines, .shows = part_form_shows, .check = check, .send = send_label, .keep = keep_label,
	.sends = send, .kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

const struct screen screen_invitation_form = {
	.name = "invitation-form", .title = N_("Invitation by e-mail, to write"), .size = sizeof(struct sheet), .sheet = &kind,
	.offers = sheet_screen_offers,
};
