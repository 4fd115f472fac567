/* What is said of people: what they are at their school, how far their registration is, how good their line is. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row roles_rows[] = {
	{ .code = "teacher", .label = N_("teacher") },
	{ .code = "headTeacher", .label = N_("head teacher") },
	{ .code = "deputyHead", .label = N_("deputy head") },
	{ .code = "ictCoordinator", .label = N_("ICT coordinator"), .brief = N_("ICT") },
	{ .code = "librarian", .label = N_("librarian") },
	{ .code = "adviser", .label = N_("pedagogical adviser"), .brief = N_("adviser") },
	{ .code = "counsellor", .label = N_("school counsellor, psychologist"), .brief = N_("counsellor") },
	{ .code = "specialNeedsTeacher", .label = N_("special needs teacher"), .brief = N_("special needs") },
	{ .code = "mentor", .label = N_("mentor") },
	{ .code = "teacherTrainer", .label = N_("teacher trainer"), .brief = N_("trainer") },
	{ .code = "studentTeacher", .label = N_("student teacher"), .brief = N_("student") },
	{ .code = "supportOfficer", .label = N_("support officer"), .brief = N_("support") },
	{ .code = "other", .label = N_("other school staff"), .brief = N_("other") },
};
const struct vocabulary vocabulary_roles = {
	.name = "roles", .names = VOCABULARY_OURS, .rows = roles_rows, .count = ARRAY_SIZE(roles_rows)
};

static const struct vocabulary_row person_states_rows[] = {
	{ .code = "waiting", .label = N_("waiting") },
	{ .code = "askedBack", .label = N_("asked back") },
	{ .code = "accepted", .label = N_("accepted") },
	{ .code = "refused", .label = N_("refused") },
	{ .code = "joinedUp", .label = N_("joined up") },
	{ .code = "closed", .label = N_("closed") },
	{ .code = "pupil", .label = N_("pupil") },
};
const struct vocabulary vocabulary_person_states = {
	.name = "personStates", .names = VOCABULARY_OURS,
	.rows = person_states_rows, .count = ARRAY_SIZE(person_states_rows)
};

static const struct vocabulary_row line_kinds_rows[] = {
	{ .code = "fast", .label = N_("fast") },
	{ .code = "slow", .label = N_("slow") },
	{ .code = "metered", .label = N_("metered") },
};
const struct vocabulary vocabulary_line_kinds = {
	.name = "lineKinds", .names = VOCABULARY_OURS, .rows = line_kinds_rows, .count = ARRAY_SIZE(line_kinds_rows)
};

static const struct vocabulary_row validation_steps_rows[] = {
	{ .code = "mail", .label = N_("the confirmation of the e-mail address") },
	{ .code = "head", .label = N_("the answer of the head of the school") },
	{ .code = "desk", .label = N_("the support organisation") },
	{ .code = "you", .label = N_("your answer to the support organisation") },
};
const struct vocabulary vocabulary_validation_steps = {
	.name = "validationSteps", .names = VOCABULARY_OURS,
	.rows = validation_steps_rows, .count = ARRAY_SIZE(validation_steps_rows)
};
