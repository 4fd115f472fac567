/* Kinds of message, and of what a notification tells. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row message_kinds_rows[] = {
	{ .code = "message", .label = N_("message") },
	{ .code = "contactRequest", .label = N_("contact request"), .flags = MESSAGE_KIND_WAITS },
	{ .code = "invitation", .label = N_("invitation"), .flags = MESSAGE_KIND_WAITS },
	{ .code = "proposal", .label = N_("proposed change"), .flags = MESSAGE_KIND_WAITS },
	{ .code = "announcement", .label = N_("announcement") },
	{ .code = "pupilMail", .label = N_("pupils' mail") },
};
const struct vocabulary vocabulary_message_kinds = {
	.name = "messageKinds", .names = VOCABULARY_OURS,
	.rows = message_kinds_rows, .count = ARRAY_SIZE(message_kinds_rows)
};

static const struct vocabulary_row notification_kinds_rows[] = {
	{ .code = "contactRequest", .label = N_("contact request") },
	{ .code = "contactAccepted", .label = N_("contact request accepted") },
	{ .code = "follower", .label = N_("new follower") },
	{ .code = "message", .label = N_("new message") },
	{ .code = "registrationWaiting", .label = N_("registration under review") },
	{ .code = "registrationAccepted", .label = N_("registration accepted") },
	{ .code = "registrationRefused", .label = N_("registration refused") },
	{ .code = "registrationAskedBack", .label = N_("question about the registration") },
	{ .code = "projectInvitation", .label = N_("project invitation") },
	{ .code = "partnerAccepted", .label = N_("partner accepted") },
	{ .code = "projectApproved", .label = N_("project approved") },
	{ .code = "projectAskedBack", .label = N_("question about the project") },
	{ .code = "projectRefused", .label = N_("project refused") },
	{ .code = "projectReturned", .label = N_("project given back") },
	{ .code = "projectReminder", .label = N_("project waits for you") },
	{ .code = "projectJoined", .label = N_("added to a project") },
	{ .code = "eventReminder", .label = N_("event soon") },
	{ .code = "eventChanged", .label = N_("event changed") },
	{ .code = "eventCancelled", .label = N_("event cancelled") },
	{ .code = "eventApplication", .label = N_("event application") },
	{ .code = "forumReply", .label = N_("reply in a forum") },
	{ .code = "comment", .label = N_("comment") },
	{ .code = "like", .label = N_("liked") },
	{ .code = "mention", .label = N_("mentioned") },
	{ .code = "labelApplication", .label = N_("quality label application") },
	{ .code = "labelResult", .label = N_("quality label result") },
	{ .code = "reportDone", .label = N_("report dealt with") },
	{ .code = "warned", .label = N_("warning by the support organisation") },
	{ .code = "shownAgain", .label = N_("shown again") },
	{ .code = "schoolLabel", .label = N_("school label within reach") },
	{ .code = "newMatches", .label = N_("new for a saved search") },
	{ .code = "pupilsEnding", .label = N_("pupils erased within a month") },
};
const struct vocabulary vocabulary_notification_kinds = {
	.name = "notificationKinds", .names = VOCABULARY_OURS,
	.rows = notification_kinds_rows, .count = ARRAY_SIZE(notification_kinds_rows)
};
