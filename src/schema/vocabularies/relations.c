/* What is said of how people stand to each other: contacts, answers, who sees a part of a card, reports. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row answers_rows[] = {
	{ .code = "accepted", .label = N_("yes") },
	{ .code = "declined", .label = N_("no") },
	{ .code = "withdrawn", .label = N_("taken back") },
};
const struct vocabulary vocabulary_answers = {
	.name = "answers", .names = VOCABULARY_OURS, .rows = answers_rows, .count = ARRAY_SIZE(answers_rows)
};

static const struct vocabulary_row contact_states_rows[] = {
	{ .code = "asked", .label = N_("asked"), .flags = CONTACT_OPEN },
	{ .code = "asksYou", .label = N_("asks you"), .flags = CONTACT_OPEN },
	{ .code = "contact", .label = N_("contact") },
	{ .code = "declined", .label = N_("declined") },
	{ .code = "blocked", .label = N_("blocked") },
};
const struct vocabulary vocabulary_contact_states = {
	.name = "contactStates", .names = VOCABULARY_OURS, .rows = contact_states_rows, .count = ARRAY_SIZE(contact_states_rows)
};

static const struct vocabulary_row seen_by_rows[] = {
	{ .code = "eTwinners", .label = N_("eTwinners") },
	{ .code = "contacts", .label = N_("contacts") },
	{ .code = "nobody", .label = N_("nobody") },
};
const struct vocabulary vocabulary_seen_by = {
	.name = "seenBy", .names = VOCABULARY_OURS, .rows = seen_by_rows, .count = ARRAY_SIZE(seen_by_rows)
};

static const struct vocabulary_row report_reasons_rows[] = {
	{ .code = "spam", .label = N_("mass mail or advertising"), .brief = N_("advertising") },
	{ .code = "rude", .label = N_("rude or threatening"), .brief = N_("rude") },
	{ .code = "pupilsSafety", .label = N_("puts pupils at risk"), .brief = N_("pupils at risk") },
	{ .code = "personalData", .label = N_("shows personal data of others"), .brief = N_("personal data") },
	{ .code = "copyright", .label = N_("uses the work of others"), .brief = N_("copied work") },
	{ .code = "notSchoolStaff", .label = N_("does not work at a school"), .brief = N_("no school staff") },
	{ .code = "other", .label = N_("something else") },
};
const struct vocabulary vocabulary_report_reasons = {
	.name = "reportReasons", .names = VOCABULARY_OURS, .rows = report_reasons_rows, .count = ARRAY_SIZE(report_reasons_rows)
};

static const struct vocabulary_row report_states_rows[] = {
	{ .code = "waiting", .label = N_("waiting") },
	{ .code = "done", .label = N_("done") },
};
const struct vocabulary vocabulary_report_states = {
	.name = "reportStates", .names = VOCABULARY_OURS, .rows = report_states_rows, .count = ARRAY_SIZE(report_states_rows)
};

static const struct vocabulary_row search_types_rows[] = {
	{ .code = "Person", .label = N_("people") },
	{ .code = "School", .label = N_("schools") },
	{ .code = "Project", .label = N_("projects") },
	{ .code = "Event", .label = N_("events") },
};
const struct vocabulary vocabulary_search_types = {
	.name = "searchTypes", .names = VOCABULARY_OURS, .rows = search_types_rows, .count = ARRAY_SIZE(search_types_rows)
};

static const struct vocabulary_row notice_purposes_rows[] = {
	{ .code = "project", .label = N_("a partner for a project") },
	{ .code = "join", .label = N_("a project to join") },
	{ .code = "letters", .label = N_("letters between classes") },
	{ .code = "mobility", .label = N_("a visit or an exchange") },
	{ .code = "other", .label = N_("something else") },
};
const struct vocabulary vocabulary_notice_purposes = {
	.name = "noticePurposes", .names = VOCABULARY_OURS, .rows = notice_purposes_rows, .count = ARRAY_SIZE(notice_purposes_rows)
};

static const struct vocabulary_row mail_digests_rows[] = {
	{ .code = "off", .label = N_("none") },
	{ .code = "daily", .label = N_("how much of what waits") },
	{ .code = "dailyWithTexts", .label = N_("the texts of letters too") },
};
const struct vocabulary vocabulary_mail_digests = {
	.name = "mailDigests", .names = VOCABULARY_OURS, .rows = mail_digests_rows, .count = ARRAY_SIZE(mail_digests_rows)
};

static const struct vocabulary_row digest_kinds_rows[] = {
	{ .code = "messages", .label = N_("messages") },
	{ .code = "requests", .label = N_("requests and invitations") },
	{ .code = "events", .label = N_("events") },
	{ .code = "searches", .label = N_("saved searches") },
};
const struct vocabulary vocabulary_digest_kinds = {
	.name = "digestKinds", .names = VOCABULARY_OURS, .rows = digest_kinds_rows, .count = ARRAY_SIZE(digest_kinds_rows)
};
