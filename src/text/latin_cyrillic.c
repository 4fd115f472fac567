/* Cyrillic in Latin letters, by the standard of each language. */
#include "latin_rules.h"
#include "twinline/base/attr.h"

#define RULES(table) .rules = (table), .count = ARRAY_SIZE(table)

/* BGN/PCGN 1947, the hard and the soft sign left out; then letters of other languages, for words of theirs. */
static const struct latin_rule russian[] = {
	{ U"а", LATIN_ALWAYS, "a" },       { U"б", LATIN_ALWAYS, "b" },   { U"в", LATIN_ALWAYS, "v" },  { U"г", LATIN_ALWAYS, "g" },
	{ U"д", LATIN_ALWAYS, "d" },       { U"е", LATIN_AFTER_VOWEL, "ye" }, { U"е", LATIN_ALWAYS, "e" }, { U"ж", LATIN_ALWAYS, "zh" },
	{ U"з", LATIN_ALWAYS, "z" },       { U"и", LATIN_ALWAYS, "i" },   { U"й", LATIN_ALWAYS, "y" },  { U"к", LATIN_ALWAYS, "k" },
	{ U"л", LATIN_ALWAYS, "l" },       { U"м", LATIN_ALWAYS, "m" },   { U"н", LATIN_ALWAYS, "n" },  { U"о", LATIN_ALWAYS, "o" },
	{ U"п", LATIN_ALWAYS, "p" },       { U"р", LATIN_ALWAYS, "r" },   { U"с", LATIN_ALWAYS, "s" },  { U"т", LATIN_ALWAYS, "t" },
	{ U"у", LATIN_ALWAYS, "u" },       { U"ф", LATIN_ALWAYS, "f" },   { U"х", LATIN_ALWAYS, "kh" }, { U"ц", LATIN_ALWAYS, "ts" },
	{ U"ч", LATIN_ALWAYS, "ch" },      { U"ш", LATIN_ALWAYS, "sh" },  { U"щ", LATIN_ALWAYS, "shch" }, { U"ъ", LATIN_ALWAYS, "" },
	{ U"ы", LATIN_ALWAYS, "y" },       { U"ь", LATIN_ALWAYS, "" },    { U"э", LATIN_ALWAYS, "e" },  { U"ю", LATIN_ALWAYS, "yu" },
	{ U"я", LATIN_ALWAYS, "ya" },      { U"ё", LATIN_AFTER_VOWEL, "yë" }, { U"ё", LATIN_ALWAYS, "ë" }, { U"ђ", LATIN_ALWAYS, "đ" },
	{ U"ѓ", LATIN_ALWAYS, "ǵ" },       { U"є", LATIN_ALWAYS, "ye" },  { U"ѕ", LATIN_ALWAYS, "dz" }, { U"і", LATIN_ALWAYS, "i" },
	{ U"ї", LATIN_ALWAYS, "yi" },      { U"ј", LATIN_ALWAYS, "j" },   { U"љ", LATIN_ALWAYS, "lj" }, { U"њ", LATIN_ALWAYS, "nj" },
	{ U"ћ", LATIN_ALWAYS, "ć" },       { U"ќ", LATIN_ALWAYS, "ḱ" },   { U"ў", LATIN_ALWAYS, "w" },  { U"џ", LATIN_ALWAYS, "dž" },
	{ U"ґ", LATIN_ALWAYS, "g" },       { U"ғ", LATIN_ALWAYS, "gh" },  { U"қ", LATIN_ALWAYS, "q" },  { U"ҝ", LATIN_ALWAYS, "g" },
	{ U"ң", LATIN_ALWAYS, "ng" },      { U"ү", LATIN_ALWAYS, "ü" },   { U"ұ", LATIN_ALWAYS, "u" },  { U"ҹ", LATIN_ALWAYS, "j" },
	{ U"һ", LATIN_ALWAYS, "h" },       { U"ә", LATIN_ALWAYS, "ə" },   { U"ө", LATIN_ALWAYS, "ö" },
};

const struct latin_scheme latin_russian = {
	.standard = "BGN/PCGN 1947", RULES(russian), .vowels = U"аеёиоуыэюяйъь", .otherwise = &latin_signs,
};

static const struct latin_rule bulgarian[] = {
	{ U"е", LATIN_ALWAYS, "e" }, { U"ия", LATIN_AT_END, "ia" }, { U"х", LATIN_ALWAYS, "h" }, { U"щ", LATIN_ALWAYS, "sht" },
	{ U"ъ", LATIN_ALWAYS, "a" }, { U"ь", LATIN_ALWAYS, "y" },
};

const struct latin_scheme latin_bulgarian = {
	.standard = "Bulgarian Transliteration Act of 2009", RULES(bulgarian), .otherwise = &latin_russian,
};

static const struct latin_rule macedonian[] = {
	{ U"е", LATIN_ALWAYS, "e" }, { U"ж", LATIN_ALWAYS, "ž" }, { U"х", LATIN_ALWAYS, "h" }, { U"ц", LATIN_ALWAYS, "c" },
	{ U"ч", LATIN_ALWAYS, "č" }, { U"ш", LATIN_ALWAYS, "š" },
};

const struct latin_scheme latin_macedonian = { .standard = "ISO/R 9:1968", RULES(macedonian), .otherwise = &latin_russian };

/* Gaj's letters differ from ISO/R 9 in none of those that both languages have; the others stand in the table above. */
const struct latin_scheme latin_serbian = { .standard = "Gaj's Latin alphabet", .otherwise = &latin_macedonian };

/* An apostrophe is not written, and what follows it begins no word. */
static const struct latin_rule ukrainian[] = {
	{ U"'є", LATIN_ALWAYS, "ie" }, { U"'ї", LATIN_ALWAYS, "i" }, { U"'ю", LATIN_ALWAYS, "iu" }, { U"'я", LATIN_ALWAYS, "ia" },
	{ U"ʼє", LATIN_ALWAYS, "ie" }, { U"ʼї", LATIN_ALWAYS, "i" }, { U"ʼю", LATIN_ALWAYS, "iu" }, { U"ʼя", LATIN_ALWAYS, "ia" },
	{ U"г", LATIN_ALWAYS, "h" },   { U"е", LATIN_ALWAYS, "e" },  { U"зг", LATIN_ALWAYS, "zgh" }, { U"и", LATIN_ALWAYS, "y" },
	{ U"й", LATIN_AT_START, "y" }, { U"й", LATIN_ALWAYS, "i" },  { U"ю", LATIN_AT_START, "yu" }, { U"ю", LATIN_ALWAYS, "iu" },
	{ U"я", LATIN_AT_START, "ya" }, { U"я", LATIN_ALWAYS, "ia" }, { U"є", LATIN_AT_START, "ye" }, { U"є", LATIN_ALWAYS, "ie" },
	{ U"ї", LATIN_AT_START, "yi" }, { U"ї", LATIN_ALWAYS, "i" },
	{ U"’є", LATIN_ALWAYS, "ie" }, { U"’ї", LATIN_ALWAYS, "i" }, { U"’ю", LATIN_ALWAYS, "iu" }, { U"’я", LATIN_ALWAYS, "ia" },
};

const struct latin_scheme latin_ukrainian = { .standard = "resolution 55 of 2010", RULES(ukrainian), .otherwise = &latin_russian };
