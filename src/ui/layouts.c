/*
 * The layouts of national keyboards, one row each, after the tables of xkeyboard-config 2.35.1 (a test holds them against these): what
 * the key types that on the country's own Latin layout is a, b, c ... z, alone and with Shift, and the keys of the digits 1, 2 ... 9, 0.
 * A blank: nothing of its own, or the colon, slash or question mark, which are commands themselves.
 */
#include "layout.h"

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"

#define AZERTY_DIGITS "&\u00e9\"'(-\u00e8_\u00e7\u00e0"

const struct layout layouts[LAYOUT_COUNT] = {
	{ .name = "latin", .label = N_("Latin letters"), .languages = "sr" },
	{ .name = "greek", .language = "el", .languages = "el",
	  .lower = "αβψδεφγηιξκλμνοπ;ρστθωςχυζ", .upper = "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠ ΡΣΤΘΩΣΧΥΖ", .is_alone = true },
	{ .name = "bulgarian", .language = "bg", .languages = "bg",
	  .lower = "ьфъаеожгстнвпхдз,ияшкэуйщю", .upper = "ѝФЪАЕОЖГСТНВПХДЗыИЯШКЭУЙЩЮ" },
	{ .name = "bulgarian-phonetic", .language = "bg", .label = N_("phonetic"), .languages = "bg",
	  .lower = "абцдефгхийклмнопчрстувшжъз", .upper = "АБЦДЕФГХИЙКЛМНОПЧРСТУВШЖЪЗ" },
	{ .name = "bulgarian-old-phonetic", .language = "bg", .label = N_("older phonetic"), .languages = "bg",
	  .lower = "абцдефгхийклмнопярстужвьъз", .upper = "АБЦДЕФГХИЙКЛМНОПЯРСТУЖВѝЪЗ" },
	{ .name = "macedonian", .language = "mk", .languages = "mk",
	  .lower = "абцдефгхијклмнопљрстувњџѕз", .upper = "АБЦДЕФГХИЈКЛМНОПЉРСТУВЊЏЅЗ" },
	{ .name = "serbian", .language = "sr", .languages = "sr",
	  .lower = "абцдефгхијклмнопљрстувњџжз", .upper = "АБЦДЕФГХИЈКЛМНОПЉРСТУВЊЏЖЗ" },
	{ .name = "ukrainian", .language = "uk", .languages = "uk",
	  .lower = "фисвуапршолдьтщзйкіегмцчня", .upper = "ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯ" },
	{ .name = "russian", .language = "ru", .languages = "ru",
	  .lower = "фисвуапршолдьтщзйкыегмцчня", .upper = "ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ" },
	{ .name = "armenian-eastern", .language = "hy", .label = N_("Eastern"), .languages = "hy",
	  .lower = "աբքդէֆգհիճկլմնոպխրստըվւցեզ", .upper = "ԱԲՔԴԷՖԳՀԻՃԿԼՄՆՈՊԽՐՍՏԸՎՒՑԵԶ", .digits = "։ձյ՛,-.«»օ" },
	{ .name = "armenian-western", .language = "hy", .label = N_("Western"), .languages = "hy",
	  .lower = "ապգտէֆկհիճքլմնոբխրսդըւվցեզ", .upper = "ԱՊԳՏԷՖԿՀԻՃՔԼՄՆՈԲԽՐՍԴԸՒՎՑԵԶ", .digits = "։ձյ՛,-.«»օ" },
	{ .name = "armenian-phonetic", .language = "hy", .label = N_("phonetic"), .languages = "hy", /* its 6 types ւ, as its u does */
	  .lower = "աբցդեֆգհիյկլմնօպքրստւվողըզ", .upper = "ԱԲՑԴԵՖԳՀԻՅԿԼՄՆՕՊՔՐՍՏՒՎՈՂԸԶ", .digits = "էթփձջ ևռչճ" },
	{ .name = "armenian-typewriter", .language = "hy", .label = N_("typewriter"), .languages = "hy", /* its 6 types ՞ */
	  .lower = "ջզչգբեանկիտհքլըթճսվմւյփդոժ", .upper = "ՋԶՉԳԲԵԱՆԿԻՏՀՔԼԸԹՃՍՎՄՒՅՓԴՈԺ", .digits = "ֆձ֊,։ ․՛)օ" },
	{ .name = "georgian", .language = "ka", .languages = "ka",
	  .lower = "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ", .upper = "  ჩ      ჟ       ღშთ  ჭ  ძ" },
	{ .name = "georgian-mess", .language = "ka", .label = "MESS", .languages = "ka", .lower = "აბცდეფგჰიჯკლმნოპქრსტუვწხყზ" },
	{ .name = "georgian-ergonomic", .language = "ka", .label = N_("ergonomic"), .languages = "ka", /* with Shift the letters of other keys */
	  .lower = "ხჟყაუეოდნმსრცზვშჩძიჭთღპჰტჯ", .digits = "!№,;%  .()" },
	{ .name = "arabic", .language = "ar", .languages = "ar",
	  .lower = "\u0634 \u0624\u064a\u062b\u0628\u0644\u0627\u0647\u062a\u0646\u0645\u0629\u0649\u062e\u062d\u0636\u0642\u0633\u0641"
	           "\u0639\u0631\u0635\u0621\u063a\u0626",
	  .upper = "\u0650 }]\u064f[\ufef7\u0623\u00f7\u0640\u060c '\u0622\u00d7\u061b\u064e\u064c\u064d\ufef9`{\u064b\u0652\u0625~" },
	{ .name = "arabic-azerty", .language = "ar", .label = "AZERTY", .languages = "ar", .countries = "TN",
	  .lower = "\u0636 \u0624\u064a\u062b\u0628\u0644\u0627\u0647\u062a\u0646\u0645\u0643\u0649\u062e\u062d\u0634\u0642\u0633\u0641"
	           "\u0639\u0631\u0626\u0621\u063a\u0635",
	  .upper = "\u064e }]\u064f[\ufef7\u0623\u00f7\u0640\u060c  \u0622\u00d7\u061b\u0650\u064c\u064d\ufef9`{~\u0652\u0625\u064b",
	  .digits = AZERTY_DIGITS },
	{ .name = "azerbaijani", .language = "az", .languages = "az", /* it has no w */
	  .lower = "                      \u00fc   ", .upper = "                      \u00dc   " },
	{ .name = "french", .language = "fr", .languages = "fr", .digits = AZERTY_DIGITS },
	{ .name = "belgian", .language = "fr", .languages = "fr nl de", .countries = "BE", .digits = "&\u00e9\"'(\u00a7\u00e8!\u00e7\u00e0" },
	{ .name = "czech", .language = "cs", .languages = "cs", .digits = "+ěščřžýáíé" },
	{ .name = "slovak", .language = "sk", .languages = "sk", .digits = "+ľščťžýáíé" },
	{ .name = "lithuanian", .language = "lt", .languages = "lt", .digits = "ąčęėįšųū„“" },
};
