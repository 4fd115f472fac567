/* What is said of projects: their states, the roles of their members, how classes work together. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row project_states_rows[] = {
	{ .code = "draft", .label = N_("draft") },
	{ .code = "waitingForPartner", .label = N_("waiting for the partner"), .flags = PROJECT_PENDING, .brief = N_("waiting") },
	{ .code = "waitingForSupport", .label = N_("waiting for the support organisation"), .flags = PROJECT_PENDING, .brief = N_("waiting") },
	{ .code = "active", .label = N_("active"), .flags = PROJECT_RUNS },
	{ .code = "closed", .label = N_("closed"), .flags = PROJECT_IS_OVER },
	{ .code = "archived", .label = N_("archived"), .flags = PROJECT_IS_OVER },
};
const struct vocabulary vocabulary_project_states = {
	.name = "projectStates", .names = VOCABULARY_OURS, .rows = project_states_rows, .count = ARRAY_SIZE(project_states_rows)
};

static const struct vocabulary_row member_roles_rows[] = {
	{ .code = "founder", .label = N_("founder") },
	{ .code = "administrator", .label = N_("administrator") },
	{ .code = "teacher", .label = N_("teacher") },
	{ .code = "expert", .label = N_("expert") },
	{ .code = "observer", .label = N_("observer") },
	{ .code = "pupilAdministrator", .label = N_("pupil administrator"), .brief = N_("pupil adm.") },
	{ .code = "pupil", .label = N_("pupil") },
};
const struct vocabulary vocabulary_member_roles = {
	.name = "memberRoles", .names = VOCABULARY_OURS, .rows = member_roles_rows, .count = ARRAY_SIZE(member_roles_rows)
};

static const struct vocabulary_row member_states_rows[] = {
	{ .code = "invited", .label = N_("invited") },
	{ .code = "member", .label = N_("member") },
	{ .code = "left", .label = N_("left") },
};
const struct vocabulary vocabulary_member_states = {
	.name = "memberStates", .names = VOCABULARY_OURS, .rows = member_states_rows, .count = ARRAY_SIZE(member_states_rows)
};

static const struct vocabulary_row tools_rows[] = {
	{ .code = "pages", .label = N_("pages") },
	{ .code = "forum", .label = N_("forum") },
	{ .code = "chat", .label = N_("chat") },
	{ .code = "email", .label = N_("e-mail") },
	{ .code = "photos", .label = N_("photos") },
	{ .code = "audio", .label = N_("sound") },
	{ .code = "video", .label = N_("video") },
	{ .code = "videoConference", .label = N_("video meetings") },
	{ .code = "letters", .label = N_("letters by post") },
	{ .code = "other", .label = N_("other") },
};
const struct vocabulary vocabulary_tools = {
	.name = "tools", .names = VOCABULARY_OURS, .rows = tools_rows, .count = ARRAY_SIZE(tools_rows)
};
