/* Words for what rows of the schema say. */
#include "rows.h"

const char *const kind_words[FIELD_KIND_COUNT] = {
	[FIELD_TEXT] = "text",
	[FIELD_LONG_TEXT] = "long text",
	[FIELD_INTEGER] = "integer",
	[FIELD_BOOLEAN] = "boolean",
	[FIELD_DATE] = "date",
	[FIELD_UTC] = "UTC time",
	[FIELD_LOCAL] = "local time",
	[FIELD_CODE] = "code",
	[FIELD_CODES] = "set of codes",
	[FIELD_REFERENCE] = "reference",
	[FIELD_REFERENCES] = "list of references",
	[FIELD_PARTY] = "party",
	[FIELD_PARTIES] = "list of parties",
	[FIELD_BLOBS] = "list of files",
	[FIELD_KEYWORDS] = "keywords",
	[FIELD_POINT] = "point",
	[FIELD_OBJECT] = "object",
};

const struct word flag_words[] = {
	{ F_REQUIRED, "required" },  { F_IMMUTABLE, "immutable" }, { F_SERVER_SET, "server-set" },
	{ F_PRIVATE, "private" },    { F_SEARCHABLE, "searchable" }, { F_LISTED, "listed" },
	{ F_SORTABLE, "sortable" },  { F_FACET, "facet" },         { F_COMMUTES, "commutes" },
	{ F_WEB, "web address" },    { F_MAIL, "mail address" },   { F_ZONE, "time zone" },
	{ F_NARROW, "seenBy" },      { F_CONTACTS, "contacts" },
	{ 0, NULL },
};

static const struct word country_words[] = {
	{ COUNTRY_EU, "eu" }, { COUNTRY_OTHER, "other" }, { COUNTRY_PLUS, "plus" }, { 0, NULL }
};
static const struct word language_words[] = {
	{ LANGUAGE_INTERFACE, "interface" }, { LANGUAGE_RTL, "right to left" }, { 0, NULL }
};
static const struct word message_words[] = { { MESSAGE_KIND_WAITS, "waits for an answer" }, { 0, NULL } };
static const struct word no_words[] = { { 0, NULL } };

const struct word *vocabulary_words(const struct vocabulary *v)
{
	return v == &vocabulary_countries     ? country_words :
	       v == &vocabulary_languages     ? language_words :
	       v == &vocabulary_message_kinds ? message_words :
	                                        no_words;
}

char *error_sentence(enum err_code code)
{
	struct err e = { 0 };

	err_set(&e, code, "{1}", "{2}", "{3}", NULL);
	char *sentence = err_text_english(&e);
	err_release(&e);
	return sentence;
}
