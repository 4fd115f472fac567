/*
 * Languages, ISO 639-1: first those in which the platform speaks (24 of the EU, 12 more, and Russian, which the
 * Plus portal had), then those that schools of the community teach in or write beside them.
 */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row languages_rows[] = {
	{ .code = "bg", .label = "Bulgarian", .flags = LANGUAGE_INTERFACE },
	{ .code = "cs", .label = "Czech", .flags = LANGUAGE_INTERFACE },
	{ .code = "da", .label = "Danish", .flags = LANGUAGE_INTERFACE },
	{ .code = "de", .label = "German", .flags = LANGUAGE_INTERFACE },
	{ .code = "el", .label = N_("Greek"), .flags = LANGUAGE_INTERFACE, .iso = "Greek, Modern (1453-)" },
	{ .code = "en", .label = "English", .flags = LANGUAGE_INTERFACE },
	{ .code = "es", .label = N_("Spanish"), .flags = LANGUAGE_INTERFACE, .iso = "Spanish; Castilian" },
	{ .code = "et", .label = "Estonian", .flags = LANGUAGE_INTERFACE },
	{ .code = "fi", .label = "Finnish", .flags = LANGUAGE_INTERFACE },
	{ .code = "fr", .label = "French", .flags = LANGUAGE_INTERFACE },
	{ .code = "ga", .label = "Irish", .flags = LANGUAGE_INTERFACE },
	{ .code = "hr", .label = "Croatian", .flags = LANGUAGE_INTERFACE },
	{ .code = "hu", .label = "Hungarian", .flags = LANGUAGE_INTERFACE },
	{ .code = "it", .label = "Italian", .flags = LANGUAGE_INTERFACE },
	{ .code = "lt", .label = "Lithuanian", .flags = LANGUAGE_INTERFACE },
	{ .code = "lv", .label = "Latvian", .flags = LANGUAGE_INTERFACE },
	{ .code = "mt", .label = "Maltese", .flags = LANGUAGE_INTERFACE },
	{ .code = "nl", .label = N_("Dutch"), .flags = LANGUAGE_INTERFACE, .iso = "Dutch; Flemish" },
	{ .code = "pl", .label = "Polish", .flags = LANGUAGE_INTERFACE },
	{ .code = "pt", .label = "Portuguese", .flags = LANGUAGE_INTERFACE },
	{ .code = "ro", .label = N_("Romanian"), .flags = LANGUAGE_INTERFACE, .iso = "Romanian; Moldavian; Moldovan" },
	{ .code = "sk", .label = "Slovak", .flags = LANGUAGE_INTERFACE },
	{ .code = "sl", .label = "Slovenian", .flags = LANGUAGE_INTERFACE },
	{ .code = "sv", .label = "Swedish", .flags = LANGUAGE_INTERFACE },
	{ .code = "sq", .label = "Albanian", .flags = LANGUAGE_INTERFACE },
	{ .code = "ar", .label = "Arabic", .flags = LANGUAGE_INTERFACE | LANGUAGE_RTL },
	{ .code = "hy", .label = "Armenian", .flags = LANGUAGE_INTERFACE },
	{ .code = "az", .label = "Azerbaijani", .flags = LANGUAGE_INTERFACE },
	{ .code = "bs", .label = "Bosnian", .flags = LANGUAGE_INTERFACE },
	{ .code = "ka", .label = "Georgian", .flags = LANGUAGE_INTERFACE },
	{ .code = "is", .label = "Icelandic", .flags = LANGUAGE_INTERFACE },
	{ .code = "mk", .label = "Macedonian", .flags = LANGUAGE_INTERFACE },
	{ .code = "nb", .label = N_("Norwegian"), .flags = LANGUAGE_INTERFACE,
	  .iso = "Bokmål, Norwegian; Norwegian Bokmål" },
	{ .code = "sr", .label = "Serbian", .flags = LANGUAGE_INTERFACE },
	{ .code = "tr", .label = "Turkish", .flags = LANGUAGE_INTERFACE },
	{ .code = "uk", .label = "Ukrainian", .flags = LANGUAGE_INTERFACE },
	{ .code = "ru", .label = "Russian", .flags = LANGUAGE_INTERFACE },
	{ .code = "be", .label = "Belarusian" },
	{ .code = "ca", .label = N_("Catalan"), .iso = "Catalan; Valencian" },
	{ .code = "cy", .label = "Welsh" },
	{ .code = "eo", .label = "Esperanto" },
	{ .code = "eu", .label = "Basque" },
	{ .code = "fo", .label = "Faroese" },
	{ .code = "gd", .label = N_("Scottish Gaelic"), .iso = "Gaelic; Scottish Gaelic" },
	{ .code = "gl", .label = "Galician" },
	{ .code = "kl", .label = N_("Greenlandic"), .iso = "Kalaallisut; Greenlandic" },
	{ .code = "ku", .label = "Kurdish" },
	{ .code = "lb", .label = N_("Luxembourgish"), .iso = "Luxembourgish; Letzeburgesch" },
	{ .code = "nn", .label = N_("Norwegian Nynorsk"), .iso = "Norwegian Nynorsk; Nynorsk, Norwegian" },
	{ .code = "se", .label = "Northern Sami" },
};
const struct vocabulary vocabulary_languages = {
	.name = "languages", .names = VOCABULARY_LANGUAGES, .rows = languages_rows, .count = ARRAY_SIZE(languages_rows)
};
