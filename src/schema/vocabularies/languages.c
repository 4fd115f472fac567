/*
 * Languages, ISO 639-1: first those in which the platform speaks (24 of the EU and 12 more), then those that schools of the
 * community teach in or write beside them.
 */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row languages_rows[] = {
	{ .code = "bg", .label = "Bulgarian", .own = "български", .flags = LANGUAGE_INTERFACE },
	{ .code = "cs", .label = "Czech", .own = "čeština", .flags = LANGUAGE_INTERFACE },
	{ .code = "da", .label = "Danish", .own = "dansk", .flags = LANGUAGE_INTERFACE },
	{ .code = "de", .label = "German", .own = "Deutsch", .flags = LANGUAGE_INTERFACE },
	{ .code = "el", .label = N_("Greek"), .own = "Ελληνικά", .flags = LANGUAGE_INTERFACE, .iso = "Greek, Modern (1453-)" },
	{ .code = "en", .label = "English", .own = "English", .flags = LANGUAGE_INTERFACE },
	{ .code = "es", .label = N_("Spanish"), .own = "español", .flags = LANGUAGE_INTERFACE, .iso = "Spanish; Castilian" },
	{ .code = "et", .label = "Estonian", .own = "eesti", .flags = LANGUAGE_INTERFACE },
	{ .code = "fi", .label = "Finnish", .own = "suomi", .flags = LANGUAGE_INTERFACE },
	{ .code = "fr", .label = "French", .own = "français", .flags = LANGUAGE_INTERFACE },
	{ .code = "ga", .label = "Irish", .own = "Gaeilge", .flags = LANGUAGE_INTERFACE },
	{ .code = "hr", .label = "Croatian", .own = "hrvatski", .flags = LANGUAGE_INTERFACE },
	{ .code = "hu", .label = "Hungarian", .own = "magyar", .flags = LANGUAGE_INTERFACE },
	{ .code = "it", .label = "Italian", .own = "italiano", .flags = LANGUAGE_INTERFACE },
	{ .code = "lt", .label = "Lithuanian", .own = "lietuvių", .flags = LANGUAGE_INTERFACE },
	{ .code = "lv", .label = "Latvian", .own = "latviešu", .flags = LANGUAGE_INTERFACE },
	{ .code = "mt", .label = "Maltese", .own = "Malti", .flags = LANGUAGE_INTERFACE },
	{ .code = "nl", .label = N_("Dutch"), .own = "Nederlands", .flags = LANGUAGE_INTERFACE, .iso = "Dutch; Flemish" },
	{ .code = "pl", .label = "Polish", .own = "polski", .flags = LANGUAGE_INTERFACE },
	{ .code = "pt", .label = "Portuguese", .own = "português", .flags = LANGUAGE_INTERFACE },
	{ .code = "ro", .label = N_("Romanian"), .own = "română", .flags = LANGUAGE_INTERFACE, .iso = "Romanian; Moldavian; Moldovan" },
	{ .code = "sk", .label = "Slovak", .own = "slovenčina", .flags = LANGUAGE_INTERFACE },
	{ .code = "sl", .label = "Slovenian", .own = "slovenščina", .flags = LANGUAGE_INTERFACE },
	{ .code = "sv", .label = "Swedish", .own = "svenska", .flags = LANGUAGE_INTERFACE },
	{ .code = "sq", .label = "Albanian", .own = "shqip", .flags = LANGUAGE_INTERFACE },
	{ .code = "ar", .label = "Arabic", .own = "العربية", .flags = LANGUAGE_INTERFACE | LANGUAGE_RTL },
	{ .code = "hy", .label = "Armenian", .own = "հայերեն", .flags = LANGUAGE_INTERFACE },
	{ .code = "az", .label = "Azerbaijani", .own = "azərbaycan", .flags = LANGUAGE_INTERFACE },
	{ .code = "bs", .label = "Bosnian", .own = "bosanski", .flags = LANGUAGE_INTERFACE },
	{ .code = "ka", .label = "Georgian", .own = "ქართული", .flags = LANGUAGE_INTERFACE },
	{ .code = "is", .label = "Icelandic", .own = "íslenska", .flags = LANGUAGE_INTERFACE },
	{ .code = "mk", .label = "Macedonian", .own = "македонски", .flags = LANGUAGE_INTERFACE },
	{ .code = "nb", .label = N_("Norwegian"), .own = "norsk", .flags = LANGUAGE_INTERFACE,
	  .iso = "Bokmål, Norwegian; Norwegian Bokmål" },
	{ .code = "sr", .label = "Serbian", .own = "српски", .flags = LANGUAGE_INTERFACE },
	{ .code = "tr", .label = "Turkish", .own = "Türkçe", .flags = LANGUAGE_INTERFACE },
	{ .code = "uk", .label = "Ukrainian", .own = "українська", .flags = LANGUAGE_INTERFACE },
	{ .code = "ru", .label = "Russian", .own = "русский" },
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
