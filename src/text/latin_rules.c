/* Greek, Armenian, Georgian and Arabic in Latin letters; letters and signs of the Latin script without what terminals lack. */
#include "latin_rules.h"
#include "twinline/base/attr.h"

#define RULES(table) .rules = (table), .count = ARRAY_SIZE(table)

/* The letters stand without their accents; a diaeresis, or an accent on the first of two, keeps them apart. */
static const struct latin_rule greek[] = {
	{ U"αυ", LATIN_BEFORE_VOICELESS, "af" }, { U"αυ", LATIN_ALWAYS, "av" },
	{ U"α", LATIN_ALWAYS, "a" },    { U"β", LATIN_ALWAYS, "v" },
	{ U"γγ", LATIN_ALWAYS, "ng" },  { U"γξ", LATIN_ALWAYS, "nx" }, { U"γχ", LATIN_ALWAYS, "nch" }, { U"γ", LATIN_ALWAYS, "g" },
	{ U"δ", LATIN_ALWAYS, "d" },    { U"ευ", LATIN_BEFORE_VOICELESS, "ef" }, { U"ευ", LATIN_ALWAYS, "ev" }, { U"ε", LATIN_ALWAYS, "e" },
	{ U"ζ", LATIN_ALWAYS, "z" },    { U"ηυ", LATIN_BEFORE_VOICELESS, "if" }, { U"ηυ", LATIN_ALWAYS, "iv" }, { U"η", LATIN_ALWAYS, "i" },
	{ U"θ", LATIN_ALWAYS, "th" },   { U"ι", LATIN_ALWAYS, "i" },   { U"κ", LATIN_ALWAYS, "k" },    { U"λ", LATIN_ALWAYS, "l" },
	{ U"μπ", LATIN_AT_EDGE, "b" },  { U"μ", LATIN_ALWAYS, "m" },   { U"ν", LATIN_ALWAYS, "n" },    { U"ξ", LATIN_ALWAYS, "x" },
	{ U"ου", LATIN_ALWAYS, "ou" },  { U"ο", LATIN_ALWAYS, "o" },   { U"π", LATIN_ALWAYS, "p" },    { U"ρ", LATIN_ALWAYS, "r" },
	{ U"ς", LATIN_ALWAYS, "s" },    { U"σ", LATIN_ALWAYS, "s" },   { U"τ", LATIN_ALWAYS, "t" },    { U"υ", LATIN_ALWAYS, "y" },
	{ U"φ", LATIN_ALWAYS, "f" },    { U"χ", LATIN_ALWAYS, "ch" },  { U"ψ", LATIN_ALWAYS, "ps" },   { U"ω", LATIN_ALWAYS, "o" },
};

const struct latin_scheme latin_greek = {
	.standard = "ISO 843:1997, transcription (ELOT 743)", RULES(greek), .voiceless = U"θκξπςστφχψ", .otherwise = &latin_signs,
};

/* The apostrophes of aspirated letters are left out. */
static const struct latin_rule armenian[] = {
	{ U"՛", LATIN_ALWAYS, "" },   { U"՜", LATIN_ALWAYS, "!" },  { U"՝", LATIN_ALWAYS, "," },  { U"՞", LATIN_ALWAYS, "?" },
	{ U"ա", LATIN_ALWAYS, "a" },  { U"բ", LATIN_ALWAYS, "b" },  { U"գ", LATIN_ALWAYS, "g" },  { U"դ", LATIN_ALWAYS, "d" },
	{ U"եւ", LATIN_AFTER_VOWEL, "yev" }, { U"եւ", LATIN_ALWAYS, "ev" }, { U"ե", LATIN_AFTER_VOWEL, "ye" }, { U"ե", LATIN_ALWAYS, "e" },
	{ U"զ", LATIN_ALWAYS, "z" },  { U"է", LATIN_ALWAYS, "e" },  { U"ը", LATIN_ALWAYS, "y" },  { U"թ", LATIN_ALWAYS, "t" },
	{ U"ժ", LATIN_ALWAYS, "zh" }, { U"ի", LATIN_ALWAYS, "i" },  { U"լ", LATIN_ALWAYS, "l" },  { U"խ", LATIN_ALWAYS, "kh" },
	{ U"ծ", LATIN_ALWAYS, "ts" }, { U"կ", LATIN_ALWAYS, "k" },  { U"հ", LATIN_ALWAYS, "h" },  { U"ձ", LATIN_ALWAYS, "dz" },
	{ U"ղ", LATIN_ALWAYS, "gh" }, { U"ճ", LATIN_ALWAYS, "ch" }, { U"մ", LATIN_ALWAYS, "m" },  { U"յ", LATIN_ALWAYS, "y" },
	{ U"ն", LATIN_ALWAYS, "n" },  { U"շ", LATIN_ALWAYS, "sh" }, { U"ով", LATIN_ALWAYS, "ov" }, { U"ու", LATIN_ALWAYS, "u" },
	{ U"ո", LATIN_AT_START, "vo" }, { U"ո", LATIN_ALWAYS, "o" }, { U"չ", LATIN_ALWAYS, "ch" }, { U"պ", LATIN_ALWAYS, "p" },
	{ U"ջ", LATIN_ALWAYS, "j" },  { U"ռ", LATIN_ALWAYS, "rr" }, { U"ս", LATIN_ALWAYS, "s" },  { U"վ", LATIN_ALWAYS, "v" },
	{ U"տ", LATIN_ALWAYS, "t" },  { U"ր", LATIN_ALWAYS, "r" },  { U"ց", LATIN_ALWAYS, "ts" }, { U"ւ", LATIN_ALWAYS, "v" },
	{ U"փ", LATIN_ALWAYS, "p" },  { U"ք", LATIN_ALWAYS, "k" },  { U"օ", LATIN_ALWAYS, "o" },  { U"ֆ", LATIN_ALWAYS, "f" },
	{ U"և", LATIN_AFTER_VOWEL, "yev" }, { U"և", LATIN_ALWAYS, "ev" }, { U"։", LATIN_ALWAYS, ":" }, { U"֊", LATIN_ALWAYS, "-" },
	{ U"֏", LATIN_ALWAYS, "AMD" },
};

const struct latin_scheme latin_armenian = {
	.standard = "BGN/PCGN 1981", RULES(armenian), .vowels = U"աեէըիոօւ", .otherwise = &latin_signs,
};

/* The apostrophes of ejective letters are left out. */
static const struct latin_rule georgian[] = {
	{ U"ა", LATIN_ALWAYS, "a" },  { U"ბ", LATIN_ALWAYS, "b" },  { U"გ", LATIN_ALWAYS, "g" },  { U"დ", LATIN_ALWAYS, "d" },
	{ U"ე", LATIN_ALWAYS, "e" },  { U"ვ", LATIN_ALWAYS, "v" },  { U"ზ", LATIN_ALWAYS, "z" },  { U"თ", LATIN_ALWAYS, "t" },
	{ U"ი", LATIN_ALWAYS, "i" },  { U"კ", LATIN_ALWAYS, "k" },  { U"ლ", LATIN_ALWAYS, "l" },  { U"მ", LATIN_ALWAYS, "m" },
	{ U"ნ", LATIN_ALWAYS, "n" },  { U"ო", LATIN_ALWAYS, "o" },  { U"პ", LATIN_ALWAYS, "p" },  { U"ჟ", LATIN_ALWAYS, "zh" },
	{ U"რ", LATIN_ALWAYS, "r" },  { U"ს", LATIN_ALWAYS, "s" },  { U"ტ", LATIN_ALWAYS, "t" },  { U"უ", LATIN_ALWAYS, "u" },
	{ U"ფ", LATIN_ALWAYS, "p" },  { U"ქ", LATIN_ALWAYS, "k" },  { U"ღ", LATIN_ALWAYS, "gh" }, { U"ყ", LATIN_ALWAYS, "q" },
	{ U"შ", LATIN_ALWAYS, "sh" }, { U"ჩ", LATIN_ALWAYS, "ch" }, { U"ც", LATIN_ALWAYS, "ts" }, { U"ძ", LATIN_ALWAYS, "dz" },
	{ U"წ", LATIN_ALWAYS, "ts" }, { U"ჭ", LATIN_ALWAYS, "ch" }, { U"ხ", LATIN_ALWAYS, "kh" }, { U"ჯ", LATIN_ALWAYS, "j" },
	{ U"ჰ", LATIN_ALWAYS, "h" },  { U"ჱ", LATIN_ALWAYS, "e" },  { U"ჲ", LATIN_ALWAYS, "y" },  { U"ჳ", LATIN_ALWAYS, "w" },
	{ U"ჴ", LATIN_ALWAYS, "q" },  { U"ჵ", LATIN_ALWAYS, "o" },  { U"ჶ", LATIN_ALWAYS, "f" },
};

const struct latin_scheme latin_georgian = { .standard = "national system of 2002", RULES(georgian), .otherwise = &latin_signs };

/* By code point, for the letters turn the line around in an editor: the order is that of the Unicode chart. */
static const struct latin_rule arabic[] = {
	{ U"\u060c", LATIN_ALWAYS, "," },  { U"\u061b", LATIN_ALWAYS, ";" },  { U"\u061f", LATIN_ALWAYS, "?" },
	{ U"\u0621", LATIN_ALWAYS, "'" },  { U"\u0622", LATIN_ALWAYS, "a" },  { U"\u0623", LATIN_ALWAYS, "a" },
	{ U"\u0624", LATIN_ALWAYS, "'" },  { U"\u0625", LATIN_ALWAYS, "i" },  { U"\u0626", LATIN_ALWAYS, "'" },
	{ U"\u0627\u0644", LATIN_AT_START, "al-" }, { U"\u0627", LATIN_ALWAYS, "a" }, /* the article; alif */
	{ U"\u0628", LATIN_ALWAYS, "b" },  { U"\u0629", LATIN_ALWAYS, "ah" }, { U"\u062a", LATIN_ALWAYS, "t" },
	{ U"\u062b", LATIN_ALWAYS, "th" }, { U"\u062c", LATIN_ALWAYS, "j" },  { U"\u062d", LATIN_ALWAYS, "h" },
	{ U"\u062e", LATIN_ALWAYS, "kh" }, { U"\u062f", LATIN_ALWAYS, "d" },  { U"\u0630", LATIN_ALWAYS, "dh" },
	{ U"\u0631", LATIN_ALWAYS, "r" },  { U"\u0632", LATIN_ALWAYS, "z" },  { U"\u0633", LATIN_ALWAYS, "s" },
	{ U"\u0634", LATIN_ALWAYS, "sh" }, { U"\u0635", LATIN_ALWAYS, "s" },  { U"\u0636", LATIN_ALWAYS, "d" },
	{ U"\u0637", LATIN_ALWAYS, "t" },  { U"\u0638", LATIN_ALWAYS, "z" },  { U"\u0639", LATIN_ALWAYS, "'" },
	{ U"\u063a", LATIN_ALWAYS, "gh" }, { U"\u0640", LATIN_ALWAYS, "" },   { U"\u0641", LATIN_ALWAYS, "f" },
	{ U"\u0642", LATIN_ALWAYS, "q" },  { U"\u0643", LATIN_ALWAYS, "k" },  { U"\u0644", LATIN_ALWAYS, "l" },
	{ U"\u0645", LATIN_ALWAYS, "m" },  { U"\u0646", LATIN_ALWAYS, "n" },  { U"\u0647", LATIN_ALWAYS, "h" },
	{ U"\u0648\u0627", LATIN_ALWAYS, "wa" }, { U"\u0648", LATIN_AFTER_VOWEL, "w" }, { U"\u0648", LATIN_ALWAYS, "u" },
	{ U"\u0649", LATIN_ALWAYS, "a" },
	{ U"\u064a\u0627", LATIN_ALWAYS, "ya" }, { U"\u064a", LATIN_AFTER_VOWEL, "y" }, { U"\u064a", LATIN_ALWAYS, "i" },
	{ U"\u064b", LATIN_ALWAYS, "an" }, { U"\u064c", LATIN_ALWAYS, "un" }, { U"\u064d", LATIN_ALWAYS, "in" },
	{ U"\u064e", LATIN_ALWAYS, "a" },  { U"\u064f", LATIN_ALWAYS, "u" },  { U"\u0650", LATIN_ALWAYS, "i" },
	{ U"\u0651", LATIN_ALWAYS, "" },   { U"\u0652", LATIN_ALWAYS, "" },
	{ U"\u0660", LATIN_ALWAYS, "0" },  { U"\u0661", LATIN_ALWAYS, "1" },  { U"\u0662", LATIN_ALWAYS, "2" },
	{ U"\u0663", LATIN_ALWAYS, "3" },  { U"\u0664", LATIN_ALWAYS, "4" },  { U"\u0665", LATIN_ALWAYS, "5" },
	{ U"\u0666", LATIN_ALWAYS, "6" },  { U"\u0667", LATIN_ALWAYS, "7" },  { U"\u0668", LATIN_ALWAYS, "8" },
	{ U"\u0669", LATIN_ALWAYS, "9" },  { U"\u066a", LATIN_ALWAYS, "%" },  { U"\u066b", LATIN_ALWAYS, "," },
	{ U"\u066c", LATIN_ALWAYS, "." },  { U"\u0671", LATIN_ALWAYS, "a" },  { U"\u067e", LATIN_ALWAYS, "p" },
	{ U"\u0686", LATIN_ALWAYS, "ch" }, { U"\u0698", LATIN_ALWAYS, "zh" }, { U"\u06a4", LATIN_ALWAYS, "v" },
	{ U"\u06a9", LATIN_ALWAYS, "k" },  { U"\u06af", LATIN_ALWAYS, "g" },
	{ U"\u06cc\u0627", LATIN_ALWAYS, "ya" }, { U"\u06cc", LATIN_AFTER_VOWEL, "y" }, { U"\u06cc", LATIN_ALWAYS, "i" },
};

/* Short vowels stand only where they are written, which is seldom, and a double consonant is written once. */
const struct latin_scheme latin_arabic = {
	.standard = "ALA-LC 1997 without its marks", RULES(arabic),
	.vowels = U"\u0622\u0627\u0623\u0625\u0649", .otherwise = &latin_signs,
};

static const struct latin_rule german[] = { { U"ä", LATIN_ALWAYS, "ae" }, { U"ö", LATIN_ALWAYS, "oe" }, { U"ü", LATIN_ALWAYS, "ue" } };

const struct latin_scheme latin_german = { .standard = "DIN 5007-2", RULES(german), .otherwise = &latin_signs };

static const struct latin_rule signs[] = {
	{ U"¡", LATIN_ALWAYS, "!" },   { U"£", LATIN_ALWAYS, "GBP" }, { U"§", LATIN_ALWAYS, "par." }, { U"©", LATIN_ALWAYS, "(c)" },
	{ U"«", LATIN_ALWAYS, "\"" },  { U"®", LATIN_ALWAYS, "(R)" }, { U"°", LATIN_ALWAYS, " deg" }, { U"±", LATIN_ALWAYS, "+-" },
	{ U"¶", LATIN_ALWAYS, "par." }, { U"·", LATIN_ALWAYS, "." },  { U"»", LATIN_ALWAYS, "\"" },  { U"¿", LATIN_ALWAYS, "?" },
	{ U"×", LATIN_ALWAYS, "x" },   { U"ß", LATIN_ALWAYS, "ss" },  { U"æ", LATIN_ALWAYS, "ae" },  { U"ð", LATIN_ALWAYS, "d" },
	{ U"÷", LATIN_ALWAYS, ":" },   { U"ø", LATIN_ALWAYS, "o" },   { U"þ", LATIN_ALWAYS, "th" },  { U"đ", LATIN_ALWAYS, "d" },
	{ U"ħ", LATIN_ALWAYS, "h" },   { U"ı", LATIN_ALWAYS, "i" },   { U"ĸ", LATIN_ALWAYS, "k" },   { U"ł", LATIN_ALWAYS, "l" },
	{ U"ŋ", LATIN_ALWAYS, "n" },   { U"œ", LATIN_ALWAYS, "oe" },  { U"ŧ", LATIN_ALWAYS, "t" },   { U"ə", LATIN_ALWAYS, "e" },
	{ U"ʻ", LATIN_ALWAYS, "'" },   { U"ʼ", LATIN_ALWAYS, "'" },   { U"ʾ", LATIN_ALWAYS, "'" },   { U"ʿ", LATIN_ALWAYS, "'" },
	{ U"‐", LATIN_ALWAYS, "-" },   { U"\u2011", LATIN_ALWAYS, "-" }, { U"‒", LATIN_ALWAYS, "-" }, { U"–", LATIN_ALWAYS, "-" },
	{ U"—", LATIN_ALWAYS, "-" },   { U"―", LATIN_ALWAYS, "-" },   { U"‘", LATIN_ALWAYS, "'" },   { U"’", LATIN_ALWAYS, "'" },
	{ U"‚", LATIN_ALWAYS, "'" },   { U"‛", LATIN_ALWAYS, "'" },   { U"“", LATIN_ALWAYS, "\"" },  { U"”", LATIN_ALWAYS, "\"" },
	{ U"„", LATIN_ALWAYS, "\"" },  { U"‟", LATIN_ALWAYS, "\"" },  { U"•", LATIN_ALWAYS, "*" },   { U"′", LATIN_ALWAYS, "'" },
	{ U"″", LATIN_ALWAYS, "\"" },  { U"‹", LATIN_ALWAYS, "'" },   { U"›", LATIN_ALWAYS, "'" },   { U"⁄", LATIN_ALWAYS, "/" },
	{ U"€", LATIN_ALWAYS, "EUR" }, { U"₴", LATIN_ALWAYS, "UAH" }, { U"₺", LATIN_ALWAYS, "TRY" }, { U"₼", LATIN_ALWAYS, "AZN" },
	{ U"₽", LATIN_ALWAYS, "RUB" }, { U"₾", LATIN_ALWAYS, "GEL" }, { U"←", LATIN_ALWAYS, "<-" },  { U"↑", LATIN_ALWAYS, "^" },
	{ U"→", LATIN_ALWAYS, "->" },  { U"↓", LATIN_ALWAYS, "v" },   { U"⇒", LATIN_ALWAYS, "=>" },  { U"−", LATIN_ALWAYS, "-" },
	{ U"∙", LATIN_ALWAYS, "*" },   { U"√", LATIN_ALWAYS, "v" },   { U"≈", LATIN_ALWAYS, "~" },   { U"≤", LATIN_ALWAYS, "<=" },
	{ U"≥", LATIN_ALWAYS, ">=" },  { U"─", LATIN_ALWAYS, "-" },   { U"━", LATIN_ALWAYS, "-" },   { U"│", LATIN_ALWAYS, "|" },
	{ U"┃", LATIN_ALWAYS, "|" },   { U"┌", LATIN_ALWAYS, "+" },   { U"┐", LATIN_ALWAYS, "+" },   { U"└", LATIN_ALWAYS, "+" },
	{ U"┘", LATIN_ALWAYS, "+" },   { U"├", LATIN_ALWAYS, "+" },   { U"┤", LATIN_ALWAYS, "+" },   { U"┬", LATIN_ALWAYS, "+" },
	{ U"┴", LATIN_ALWAYS, "+" },   { U"┼", LATIN_ALWAYS, "+" },   { U"═", LATIN_ALWAYS, "=" },   { U"║", LATIN_ALWAYS, "|" },
	{ U"█", LATIN_ALWAYS, "#" },   { U"░", LATIN_ALWAYS, "#" },   { U"▒", LATIN_ALWAYS, "#" },   { U"▓", LATIN_ALWAYS, "#" },
	{ U"■", LATIN_ALWAYS, "#" },   { U"□", LATIN_ALWAYS, "[ ]" }, { U"▪", LATIN_ALWAYS, "*" },   { U"►", LATIN_ALWAYS, ">" },
	{ U"◄", LATIN_ALWAYS, "<" },   { U"○", LATIN_ALWAYS, "o" },   { U"●", LATIN_ALWAYS, "*" },   { U"★", LATIN_ALWAYS, "*" },
	{ U"☆", LATIN_ALWAYS, "*" },   { U"☐", LATIN_ALWAYS, "[ ]" }, { U"☑", LATIN_ALWAYS, "[x]" }, { U"☒", LATIN_ALWAYS, "[x]" },
	{ U"♥", LATIN_ALWAYS, "<3" },  { U"✓", LATIN_ALWAYS, "v" },   { U"✔", LATIN_ALWAYS, "v" },   { U"❤", LATIN_ALWAYS, "<3" },
};

const struct latin_scheme latin_signs = { .standard = "ICAO Doc 9303 part 3", RULES(signs) };
