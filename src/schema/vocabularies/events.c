/* What is said of events: their kinds, how one joins, what is answered. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row event_kinds_rows[] = {
	{ .code = "webinar", .label = N_("webinar") },
	{ .code = "onlineMeeting", .label = N_("online meeting") },
	{ .code = "learningEvent", .label = N_("learning event") },
	{ .code = "course", .label = N_("course") },
	{ .code = "workshop", .label = N_("professional development workshop"), .brief = N_("workshop") },
	{ .code = "contactSeminar", .label = N_("contact seminar") },
	{ .code = "conference", .label = N_("conference") },
	{ .code = "meeting", .label = N_("meeting") },
	{ .code = "activity", .label = N_("activity of the class"), .brief = N_("activity") },
	{ .code = "deadline", .label = N_("last day"), .flags = EVENT_IS_DUE },
	{ .code = "other", .label = N_("other") },
};
const struct vocabulary vocabulary_event_kinds = {
	.name = "eventKinds", .names = VOCABULARY_OURS, .rows = event_kinds_rows, .count = ARRAY_SIZE(event_kinds_rows)
};

static const struct vocabulary_row event_states_rows[] = {
	{ .code = "announced", .label = N_("announced") },
	{ .code = "cancelled", .label = N_("cancelled") },
};
const struct vocabulary vocabulary_event_states = {
	.name = "eventStates", .names = VOCABULARY_OURS, .rows = event_states_rows, .count = ARRAY_SIZE(event_states_rows)
};

static const struct vocabulary_row admissions_rows[] = {
	{ .code = "open", .label = N_("open") },
	{ .code = "apply", .label = N_("apply") },
	{ .code = "none", .label = N_("nothing to do") },
};
const struct vocabulary vocabulary_admissions = {
	.name = "admissions", .names = VOCABULARY_OURS, .rows = admissions_rows, .count = ARRAY_SIZE(admissions_rows)
};

static const struct vocabulary_row attendance_answers_rows[] = {
	{ .code = "yes", .label = N_("yes") },
	{ .code = "maybe", .label = N_("maybe") },
	{ .code = "no", .label = N_("no") },
	{ .code = "applied", .label = N_("applied") },
};
const struct vocabulary vocabulary_attendance_answers = {
	.name = "attendanceAnswers", .names = VOCABULARY_OURS, .rows = attendance_answers_rows, .count = ARRAY_SIZE(attendance_answers_rows)
};

static const struct vocabulary_row attendance_outcomes_rows[] = {
	{ .code = "accepted", .label = N_("accepted") },
	{ .code = "refused", .label = N_("refused") },
};
const struct vocabulary vocabulary_attendance_outcomes = {
	.name = "attendanceOutcomes", .names = VOCABULARY_OURS, .rows = attendance_outcomes_rows, .count = ARRAY_SIZE(attendance_outcomes_rows)
};
