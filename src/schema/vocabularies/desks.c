/* What is said of the cases on a desk. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row case_kinds_rows[] = {
	{ .code = "registration", .label = N_("registration") },
	{ .code = "schoolChange", .label = N_("change of school") },
	{ .code = "school", .label = N_("school") },
	{ .code = "project", .label = N_("project") },
	{ .code = "report", .label = N_("report") },
};
const struct vocabulary vocabulary_case_kinds = {
	.name = "caseKinds", .names = VOCABULARY_OURS, .rows = case_kinds_rows, .count = ARRAY_SIZE(case_kinds_rows)
};

static const struct vocabulary_row case_states_rows[] = {
	{ .code = "waiting", .label = N_("waiting") },
	{ .code = "askedBack", .label = N_("asked back") },
	{ .code = "accepted", .label = N_("accepted") },
	{ .code = "refused", .label = N_("refused") },
	{ .code = "joinedUp", .label = N_("joined up") },
	{ .code = "done", .label = N_("done") },
};
const struct vocabulary vocabulary_case_states = {
	.name = "caseStates", .names = VOCABULARY_OURS, .rows = case_states_rows, .count = ARRAY_SIZE(case_states_rows)
};

static const struct vocabulary_row case_reasons_rows[] = {
	{ .code = "paperMissing", .label = N_("a paper is missing") },
	{ .code = "schoolNotFound", .label = N_("the school is not found") },
	{ .code = "roleUnclear", .label = N_("the role is not clear") },
	{ .code = "notASchool", .label = N_("not a school") },
	{ .code = "notEmployed", .label = N_("no longer works there") },
	{ .code = "twice", .label = N_("registered twice") },
	{ .code = "tooLittle", .label = N_("the plan says too little") },
	{ .code = "other", .label = N_("another reason") },
};
const struct vocabulary vocabulary_case_reasons = {
	.name = "caseReasons", .names = VOCABULARY_OURS, .rows = case_reasons_rows, .count = ARRAY_SIZE(case_reasons_rows)
};
