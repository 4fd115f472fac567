/* What each type can be searched by: one row a filter property. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/schema/filter.h"

static const struct filter_row person_rows[] = {
	{ "text", FILTER_WORDS, NULL, false, N_("Words") },
	{ "country", FILTER_CODES, "country", true, N_("Country") },
	{ "notCountry", FILTER_NONE_OF, "country", false, N_("Not in") },
	{ "region", FILTER_NAME, "region", false, N_("Region") },
	{ "town", FILTER_NAME, "town", false, N_("Town") },
	{ "language", FILTER_CODES, "languages", true, N_("Language") },
	{ "subject", FILTER_CODES, "subjects", true, N_("Subjects") },
	{ "role", FILTER_CODES, "role", true, N_("Role") },
	{ "competence", FILTER_CODES, "competences", true, N_("Competences") },
	{ "pupilsFrom", FILTER_FROM, "pupilsTo", false, N_("Pupils from") },
	{ "pupilsTo", FILTER_TO, "pupilsFrom", false, N_("Pupils to") },
	{ "available", FILTER_IS, "available", true, N_("Available") },
	{ "plus", FILTER_IS, "plus", true, N_("Plus countries") },
	{ "label", FILTER_UNTIL, "labelUntil", false, N_("eTwinning School label") },
	{ "activeSince", FILTER_SINCE, "activeAt", false, N_("Active since") },
	{ 0 },
};

static const struct filter_row school_rows[] = {
	{ "text", FILTER_WORDS, NULL, false, N_("Words") },
	{ "country", FILTER_CODES, "country", true, N_("Country") },
	{ "notCountry", FILTER_NONE_OF, "country", false, N_("Not in") },
	{ "region", FILTER_NAME, "region", false, N_("Region") },
	{ "town", FILTER_NAME, "town", false, N_("Town") },
	{ "type", FILTER_CODES, "type", true, N_("Type") },
	{ "pupilsFrom", FILTER_FROM, "agesTo", false, N_("Pupils from") },
	{ "pupilsTo", FILTER_TO, "agesFrom", false, N_("Pupils to") },
	{ "label", FILTER_UNTIL, "labelUntil", false, N_("eTwinning School label") },
	{ 0 },
};

static const struct filter_row project_rows[] = {
	{ "text", FILTER_WORDS, NULL, false, N_("Words") },
	{ "country", FILTER_CODES, "countries", true, N_("Country") },
	{ "notCountry", FILTER_NONE_OF, "countries", false, N_("Not in") },
	{ "language", FILTER_CODES, "languages", true, N_("Language") },
	{ "subject", FILTER_CODES, "subjects", true, N_("Subjects") },
	{ "competence", FILTER_CODES, "competences", true, N_("Competences") },
	{ "state", FILTER_CODES, "state", true, N_("State") },
	{ "pupilsFrom", FILTER_FROM, "pupilsTo", false, N_("Pupils from") },
	{ "pupilsTo", FILTER_TO, "pupilsFrom", false, N_("Pupils to") },
	{ "national", FILTER_IS, "national", false, N_("National") },
	{ "activeSince", FILTER_SINCE, "activeAt", false, N_("Active since") },
	{ 0 },
};

static const struct filter_row event_rows[] = {
	{ "text", FILTER_WORDS, NULL, false, N_("Words") },
	{ "kind", FILTER_CODES, "kind", true, N_("Kind") },
	{ "country", FILTER_CODES, "country", true, N_("Country") },
	{ "notCountry", FILTER_NONE_OF, "country", false, N_("Not in") },
	{ "town", FILTER_NAME, "town", false, N_("Town") },
	{ "language", FILTER_CODES, "languages", true, N_("Language") },
	{ "subject", FILTER_CODES, "subjects", true, N_("Subjects") },
	{ "role", FILTER_CODES, "roles", true, N_("Role") },
	{ "admission", FILTER_CODES, "admission", true, N_("Joining") },
	{ "state", FILTER_CODES, "state", false, N_("State") },
	{ "online", FILTER_IS, "online", true, N_("Online") },
	{ "pupilsFrom", FILTER_FROM, "pupilsTo", false, N_("Pupils from") },
	{ "pupilsTo", FILTER_TO, "pupilsFrom", false, N_("Pupils to") },
	{ "from", FILTER_SINCE, "startsAt", false, N_("Starts") },
	{ "before", FILTER_BEFORE, "startsAt", false, N_("Before") },
	{ "ahead", FILTER_UNTIL, "endsAt", false, N_("Not over yet") },
	{ 0 },
};

static const struct filter_row deed_rows[] = {
	{ "since", FILTER_SINCE, "at", false, N_("Since") },
	{ 0 },
};

static const struct filter_row no_rows[] = { { 0 } };

const struct filter_row *filter_rows(const struct record_type *type)
{
	switch (type->index) {
	case TYPE_Person:
		return person_rows;
	case TYPE_School:
		return school_rows;
	case TYPE_Project:
		return project_rows;
	case TYPE_Event:
		return event_rows;
	case TYPE_Deed:
		return deed_rows;
	default:
		return no_rows;
	}
}

const struct filter_row *filter_find(const struct record_type *type, const char *name)
{
	for (const struct filter_row *row = filter_rows(type); row->name; row++)
		if (text_equal(row->name, name))
			return row;
	return NULL;
}
