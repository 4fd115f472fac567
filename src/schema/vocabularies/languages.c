/*
 * Languages, ISO 639-1: first those in which the platform speaks (24 of the EU and 12 more), then those that schools of the
 * community teach in or write beside them.
 */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row languages_rows[] = {
	{ .code = "bg", .label = N_("Bulgarian"), .own = "български", .flags = LANGUAGE_INTERFACE },
	{ .code = "cs", .label = N_("Czech"), .own = "čeština", .flags = LANGUAGE_INTERFACE },
	{ .code = "da", .label = N_("Danish"), .own = "dansk", .flags = LANGUAGE_INTERFACE },
	{ .code = "de", .label = N_("German"), .own = "Deutsch", .flags = LANGUAGE_INTERFACE },
	{ .code = "el", .label = N_("Greek"), .own = "Ελληνικά", .flags = LANGUAGE_INTERFACE, .iso = "Greek, Modern (1453-)" },
	{ .code = "en", .label = N_("English"), .own = "English", .flags = LANGUAGE_INTERFACE },
	{ .code = "es", .label = N_("Spanish"), .own = "español", .flags = LANGUAGE_INTERFACE, .iso = "Spanish; Castilian" },
	{ .code = "et", .label = N_("Estonian"), .own = "eesti", .flags = LANGUAGE_INTERFACE },
	{ .code = "fi", .label = N_("Finnish"), .own = "suomi", .flags = LANGUAGE_INTERFACE },
	{ .code = "fr", .label = N_("French"), .own = "français", .flags = LANGUAGE_INTERFACE },
	{ .code = "ga", .label = N_("Irish"), .own = "Gaeilge", .flags = LANGUAGE_INTERFACE },
	{ .code = "hr", .label = N_("Croatian"), .own = "hrvatski", .flags = LANGUAGE_INTERFACE },
	{ .code = "hu", .label = N_("Hungarian"), .own = "magyar", .flags = LANGUAGE_INTERFACE },
	{ .code = "it", .label = N_("Italian"), .own = "italiano", .flags = LANGUAGE_INTERFACE },
	{ .code = "lt", .label = N_("Lithuanian"), .own = "lietuvių", .flags = LANGUAGE_INTERFACE },
	{ .code = "lv", .label = N_("Latvian"), .own = "latviešu", .flags = LANGUAGE_INTERFACE },
	{ .code = "mt", .label = N_("Maltese"), .own = "Malti", .flags = LANGUAGE_INTERFACE },
	{ .code = "nl", .label = N_("Dutch"), .own = "Nederlands", .flags = LANGUAGE_INTERFACE, .iso = "Dutch; Flemish" },
	{ .code = "pl", .label = N_("Polish"), .own = "polski", .flags = LANGUAGE_INTERFACE },
	{ .code = "pt", .label = N_("Portuguese"), .own = "português", .flags = LANGUAGE_INTERFACE },
	{ .code = "ro", .label = N_("Romanian"), .own = "română", .flags = LANGUAGE_INTERFACE,
	  .iso = "Romanian; Moldavian; Moldovan" },
	{ .code = "sk", .label = N_("Slovak"), .own = "slovenčina", .flags = LANGUAGE_INTERFACE },
	{ .code = "sl", .label = N_("Slovenian"), .own = "slovenščina", .flags = LANGUAGE_INTERFACE },
	{ .code = "sv", .label = N_("Swedish"), .own = "svenska", .flags = LANGUAGE_INTERFACE },
	{ .code = "sq", .label = N_("Albanian"), .own = "shqip", .flags = LANGUAGE_INTERFACE },
	{ .code = "ar", .label = N_("Arabic"), .own = "العربية", .flags = LANGUAGE_INTERFACE | LANGUAGE_RTL },
	{ .code = "hy", .label = N_("Armenian"), .own = "հայերեն", .flags = LANGUAGE_INTERFACE },
	{ .code = "az", .label = N_("Azerbaijani"), .own = "azərbaycan", .flags = LANGUAGE_INTERFACE },
	{ .code = "bs", .label = N_("Bosnian"), .own = "bosanski", .flags = LANGUAGE_INTERFACE },
	{ .code = "ka", .label = N_("Georgian"), .own = "ქართული", .flags = LANGUAGE_INTERFACE },
	{ .code = "is", .label = N_("Icelandic"), .own = "íslenska", .flags = LANGUAGE_INTERFACE },
	{ .code = "mk", .label = N_("Macedonian"), .own = "македонски", .flags = LANGUAGE_INTERFACE },
	{ .code = "nb", .label = N_("Norwegian"), .own = "norsk", .flags = LANGUAGE_INTERFACE,
	  .iso = "Bokmål, Norwegian; Norwegian Bokmål" },
	{ .code = "sr", .label = N_("Serbian"), .own = "српски", .flags = LANGUAGE_INTERFACE },
	{ .code = "tr", .label = N_("Turkish"), .own = "Türkçe", .flags = LANGUAGE_INTERFACE },
	{ .code = "uk", .label = N_("Ukrainian"), .own = "українська", .flags = LANGUAGE_INTERFACE },
	{ .code = "ru", .label = "Russian", .own = "русский" },
	{ .code = "be", .label = N_("Belarusian") },
	{ .code = "ca", .label = N_("Catalan"), .iso = "Catalan; Valencian" },
	{ .code = "cy", .label = N_("Welsh") },
	{ .code = "eo", .label = N_("Esperanto") },
	{ .code = "eu", .label = "Basque" },
	{ .code = "fo", .label = N_("Faroese") },
	{ .code = "gd", .label = N_("Scottish Gaelic"), .iso = "Gaelic; Scottish Gaelic" },
	{ .code = "gl", .label = N_("Galician") },
	{ .code = "kl", .label = N_("Greenlandic"), .iso = "Kalaallisut; Greenlandic" },
	{ .code = "ku", .label = N_("Kurdish") },
	{ .code = "lb", .label = N_("Luxembourgish"), .iso = "Luxembourgish; Letzeburgesch" },
	{ .code = "nn", .label = N_("Norwegian Nynorsk"), .iso = "Norwegian Nynorsk; Nynorsk, Norwegian" },
	{ .code = "se", .label = N_("Northern Sami") },
};
const struct vocabulary vocabulary_languages = {
	.name = "languages", .names = VOCABULARY_LANGUAGES, .rows = languages_rows, .count = ARRAY_SIZE(languages_rows), .is_by_name = true
};
