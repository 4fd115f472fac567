/* What a change that is no message is called in the outbox: "Contact request: Ewa Kowalska", "Answer yes: "Bajki i kodowanie"". */
#include <stdlib.h>

#include "lookup.h"
#include "outbox.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/schema.h"
#include "words.h"

/* The first row that fits is it; a property of NULL fits any. */
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
	{ TYPE_Message, OUTBOX_UPDATE, "answer", "accepted", N_("Answer yes: \"%s\"") },
	{ TYPE_Message, OUTBOX_UPDATE, "answer", "declined", N_("Answer no: \"%s\"") },
	{ TYPE_Event, OUTBOX_CREATE, NULL, NULL, N_("New event: \"%s\"") },
};

static const char *words_of(const struct outbox_entry *entry, const struct json *sent)
{
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++)
		if (entry->type == &record_types[changes[i].type] && entry->kind == changes[i].kind &&
		    (!changes[i].property || text_equal(json_get_text(sent, changes[i].property), changes[i].code)))
			return _(changes[i].words);
	return entry->kind == OUTBOX_DESTROY ? _("Deletion: \"%s\"") : _("Change: \"%s\"");
}

/* What the record is called, or what it is about; yours, or NULL. */
static char *name_of(const struct outbox_entry *entry, const struct json *record)
{
	char *name = outbox_title(record);
	const struct record_type *type;

	if (name || entry->type != &record_types[TYPE_SavedSearch])
		return name;
	type = record_type_find(json_get_text(record, "type") ? json_get_text(record, "type") : "");
	return type ? lookup_title(type, json_get(record, "filter")) : NULL;
}

char *outbox_change_words(const struct outbox_entry *entry, const struct json *record)
{
	struct json *sent = json_parse_own(entry->body);
	char *name = name_of(entry, record), *text = words_with(words_of(entry, sent), name ? name : "");

	free(name);
	json_free(sent);
	return text;
}
