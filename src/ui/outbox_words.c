/* What a change that is no message is called in the outbox: "Contact request: Ewa Kowalska", "Answer yes: "Bajki i kodowanie"". */
#include <stdlib.h>

#include "lookup.h"
#include "outbox.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/schema/schema.h"

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
	char *name = name_of(entry, record), *text = str_with(_(outbox_what(entry)), name ? name : "");

	free(name);
	return text;
}
