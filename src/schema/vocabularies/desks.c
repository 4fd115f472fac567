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
	{ .code = "shownAgain", .label = N_("shown again"), .brief = N_("shown") },
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

/* What is said in a case; the value of each is worded by what it is of (ui/desk_words.c). */
static const struct vocabulary_row case_facts_rows[] = {
	{ .code = "role", .label = N_("Role") },
	{ .code = "subjects", .label = N_("Teaches") },
	{ .code = "languages", .label = N_("Languages") },
	{ .code = "school", .label = N_("School") },
	{ .code = "oldSchool", .label = N_("Until now at") },
	{ .code = "number", .label = N_("School number") },
	{ .code = "address", .label = N_("Address") },
	{ .code = "email", .label = N_("E-mail") },
	{ .code = "head", .label = N_("Head") },
	{ .code = "paper", .label = N_("Paper") },
	{ .code = "founders", .label = N_("Founders") },
	{ .code = "countries", .label = N_("Countries") },
	{ .code = "topics", .label = N_("Subjects") },
	{ .code = "pupils", .label = N_("Pupils") },
	{ .code = "ages", .label = N_("Pupils' age") },
	{ .code = "summary", .label = N_("In short") },
	{ .code = "aims", .label = N_("Aims") },
	{ .code = "work", .label = N_("Work") },
	{ .code = "results", .label = N_("Results") },
	{ .code = "dates", .label = N_("When") },
	{ .code = "reason", .label = N_("Reason") },
	{ .code = "reporter", .label = N_("By") },
	{ .code = "author", .label = N_("Written by") },
	{ .code = "reported", .label = N_("Reported") },
};
const struct vocabulary vocabulary_case_facts = {
	.name = "caseFacts", .names = VOCABULARY_OURS, .rows = case_facts_rows, .count = ARRAY_SIZE(case_facts_rows)
};

static const struct vocabulary_row case_findings_rows[] = {
	{ .code = "found", .label = N_("found in the register") },
	{ .code = "notFound", .label = N_("not found in the register") },
	{ .code = "entered", .label = N_("entered anew") },
	{ .code = "confirmed", .label = N_("confirmed") },
	{ .code = "notConfirmed", .label = N_("not confirmed") },
	{ .code = "schoolAddress", .label = N_("a school address") },
	{ .code = "otherAddress", .label = N_("no school address") },
	{ .code = "asked", .label = N_("asked") },
	{ .code = "noAnswer", .label = N_("no answer yet") },
	{ .code = "employed", .label = N_("employed here") },
	{ .code = "notEmployed", .label = N_("not employed here") },
	{ .code = "differs", .label = N_("not as in the register") },
	{ .code = "validated", .label = N_("validated") },
	{ .code = "notValidated", .label = N_("not validated yet") },
	{ .code = "contacts", .label = N_("contacts of each other") },
	{ .code = "twoSchools", .label = N_("of two schools") },
	{ .code = "oneSchool", .label = N_("of one school") },
	{ .code = "oneCountry", .label = N_("of one country") },
	{ .code = "short", .label = N_("very short") },
	{ .code = "missing", .label = N_("missing") },
	{ .code = "gone", .label = N_("no longer there") },
};
const struct vocabulary vocabulary_case_findings = {
	.name = "caseFindings", .names = VOCABULARY_OURS, .rows = case_findings_rows, .count = ARRAY_SIZE(case_findings_rows)
};

static const struct vocabulary_row case_steps_rows[] = {
	{ .code = "registered", .label = N_("registered") },
	{ .code = "mailConfirmed", .label = N_("mail confirmed") },
	{ .code = "headAsked", .label = N_("head asked") },
	{ .code = "headAnswered", .label = N_("head answered") },
	{ .code = "askedBack", .label = N_("asked back") },
	{ .code = "answered", .label = N_("answered") },
	{ .code = "reminded", .label = N_("reminded") },
	{ .code = "founded", .label = N_("founded") },
	{ .code = "partnerAgreed", .label = N_("partner agreed") },
	{ .code = "approved", .label = N_("approved by the other office") },
	{ .code = "reported", .label = N_("reported") },
	{ .code = "paperLinked", .label = N_("link to a paper made") },
	{ .code = "paperTaken", .label = N_("paper fetched by a link") },
};
const struct vocabulary vocabulary_case_steps = {
	.name = "caseSteps", .names = VOCABULARY_OURS, .rows = case_steps_rows, .count = ARRAY_SIZE(case_steps_rows)
};
