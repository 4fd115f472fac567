/* What an entry of the outbox is called: "Contact request: %s", "Answer yes: "%s"". */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"

/* The first row that fits is it; a property of NULL fits any, a code of NULL any value. */
static const struct {
	enum record_type_index type;
	enum outbox_kind kind;
	const char *property, *code;
	const char *words; /* N_() with one %s: a name, a title */
} changes[] = {
	{ TYPE_Contact, OUTBOX_CREATE, "state", "blocked", N_("Block: %s") },
	{ TYPE_Contact, OUTBOX_CREATE, NULL, NULL, N_("Contact request: %s") },
	{ TYPE_Contact, OUTBOX_UPDATE, "state", "contact", N_("Contact, yes: %s") },
	{ TYPE_Contact, OUTBOX_UPDATE, "state", "declined", N_("Contact, no: %s") },
	{ TYPE_Contact, OUTBOX_UPDATE, "state", "blocked", N_("Block: %s") },
	{ TYPE_Contact, OUTBOX_DESTROY, NULL, NULL, N_("Contact, end: %s") },
	{ TYPE_Follow, OUTBOX_CREATE, NULL, NULL, N_("Follow: %s") },
	{ TYPE_Follow, OUTBOX_DESTROY, NULL, NULL, N_("Follow no more: %s") },
	{ TYPE_SavedSearch, OUTBOX_CREATE, NULL, NULL, N_("Search: %s") },
	{ TYPE_SavedSearch, OUTBOX_DESTROY, NULL, NULL, N_("Search, end: %s") },
	{ TYPE_Report, OUTBOX_CREATE, NULL, NULL, N_("Report: %s") },
	{ TYPE_Attendance, OUTBOX_CREATE, "answer", "yes", N_("Answer yes: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_CREATE, "answer", "maybe", N_("Answer maybe: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_CREATE, "answer", "no", N_("Answer no: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_CREATE, "answer", "applied", N_("Application: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_UPDATE, "answer", "yes", N_("Answer yes: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_UPDATE, "answer", "maybe", N_("Answer maybe: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_UPDATE, "answer", "no", N_("Answer no: \"%s\"") },
	{ TYPE_Attendance, OUTBOX_UPDATE, "answer", "applied", N_("Application: \"%s\"") },
	{ TYPE_Message, OUTBOX_CREATE, "inReplyTo", NULL, N_("Reply: \"%s\"") },
	{ TYPE_Message, OUTBOX_CREATE, NULL, NULL, N_("Message: \"%s\"") },
	{ TYPE_Message, OUTBOX_UPDATE, "answer", "accepted", N_("Answer yes: \"%s\"") },
	{ TYPE_Message, OUTBOX_UPDATE, "answer", "declined", N_("Answer no: \"%s\"") },
	{ TYPE_Pupil, OUTBOX_CREATE, NULL, NULL, N_("New pupil: %s") },
	{ TYPE_PupilMail, OUTBOX_CREATE, "inReplyTo", NULL, N_("Reply: \"%s\"") },
	{ TYPE_PupilMail, OUTBOX_CREATE, NULL, NULL, N_("Message: \"%s\"") },
	{ TYPE_PupilMail, OUTBOX_UPDATE, "state", "sent", N_("Let through: \"%s\"") },
	{ TYPE_PupilMail, OUTBOX_UPDATE, "state", "stopped", N_("Stop: \"%s\"") },
	{ TYPE_PartnerNotice, OUTBOX_CREATE, NULL, NULL, N_("New notice: \"%s\"") },
	{ TYPE_Project, OUTBOX_CREATE, NULL, NULL, N_("New project: \"%s\"") },
	{ TYPE_Project, OUTBOX_UPDATE, "remindedAt", NULL, N_("Reminder: \"%s\"") },
	{ TYPE_Member, OUTBOX_CREATE, NULL, NULL, N_("Invitation: %s") },
	{ TYPE_Event, OUTBOX_CREATE, NULL, NULL, N_("New event: \"%s\"") },
	{ TYPE_Post, OUTBOX_CREATE, "place", "comment", N_("Comment: \"%s\"") },
	{ TYPE_Post, OUTBOX_CREATE, "place", "forum", N_("Forum: \"%s\"") },
	{ TYPE_Post, OUTBOX_CREATE, "place", "chat", N_("Chat: \"%s\"") },
	{ TYPE_Post, OUTBOX_CREATE, NULL, NULL, N_("Post: \"%s\"") },
	{ TYPE_Page, OUTBOX_CREATE, NULL, NULL, N_("New page: \"%s\"") },
	{ TYPE_Activity, OUTBOX_CREATE, NULL, NULL, N_("New activity: \"%s\"") },
	{ TYPE_StepDone, OUTBOX_CREATE, NULL, NULL, N_("Step done: \"%s\"") },
	{ TYPE_StepDone, OUTBOX_DESTROY, NULL, NULL, N_("Step not done: \"%s\"") },
	{ TYPE_Material, OUTBOX_CREATE, NULL, NULL, N_("New file: \"%s\"") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "accepted", N_("Accept: %s") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "askedBack", N_("Ask back: %s") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "refused", N_("Refuse: %s") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "joinedUp", N_("Join up: %s") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "done", N_("Done: %s") },
	{ TYPE_Case, OUTBOX_UPDATE, "state", "shownAgain", N_("Show again: %s") },
};

static bool says(const struct json *sent, const char *property, const char *code)
{
	const char *value = property ? json_get_text(sent, property) : NULL;

	return !property || (value && (!code || text_equal(value, code)));
}

static const char *words_of(const struct outbox_entry *entry, const struct json *sent)
{
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++)
		if (entry->type == &record_types[changes[i].type] && entry->kind == changes[i].kind &&
		    says(sent, changes[i].property, changes[i].code))
			return changes[i].words;
	return entry->kind == OUTBOX_DESTROY ? N_("Deletion: \"%s\"") : N_("Change: \"%s\"");
}

const char *outbox_what(const struct outbox_entry *entry)
{
	struct json *sent = json_parse_own(entry->body);
	const char *words = words_of(entry, sent);

	json_free(sent);
	return words;
}
