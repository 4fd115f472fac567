/* The order of names in each language that has a catalogue, with no locale of the system. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/collate.h"

/* Names in their order, parted by spaces; signs of CLDR's tailorings. */
static const struct { const char *language, *names; } orders[] = {
	{ "en", "2 ana Ana ána Anna Bea Ewa zoo Żółć Όλγα Олена" },
	{ "el", "7 αλφα Αλφα άλφα βήτα γάμμα Όλγα ωμέγα Ana zoo" },
	{ "cs", "cena čaj David hora chata Ivo řada žena" },
	{ "sk", "auto ä cena čaj hora chata ovca ôsmy žena" },
	{ "es", "llama lobo luz nube ñu oso" },
	{ "sv", "Anna Zorn Åsa Ärla Öberg" },
	{ "fi", "Anna Zorn Åsa Äiti Öljy" },
	{ "nb", "Anna Zorn Ære Øst Ås" },
	{ "da", "Anna Zorn Ære Øst Ås" },
	{ "is", "afi áfi dagur ðe edda þak æði öld" },
	{ "et", "saar šokk zoo žanr tee õde äri öö ülo" },
	{ "de", "Ara Ärger Arzt Öl Oma Über Zoo" },
	{ "hu", "cukor csiga dal gép gyár hal nap nyár só szép zebra zsák" },
	{ "pl", "ala ąka bal cena ćma las łąka zero źle żaba" },
	{ "tr", "cam çay ılık ince saz şap uzun üzüm" },
	{ "az", "cam çay ev əl fil həb xal ılıq inək" },
	{ "lt", "ir yra jis sala šalis žalia" },
	{ "lv", "cena čeks garša ģimene kaķis ķirsis" },
	{ "hr", "cesta čaj ćup dan džep đak luk ljeto noć njega" },
	{ "sq", "cep çaj den dhe gur gjak lule llac nam nje" },
	{ "ro", "ac ăsta âl sat șal tac țap" },
	{ "uk", "гай ґава ера єва інна їжак йод" },
	{ "bg", "ани борис щъркел ъгъл юли яна" },
	{ "mt", "cena ċavetta dar far ġar gallina għar ħobż żagħżugħ zeus" },
};

static void names_stand_in_the_order_of_the_language(void **state)
{
	int checked = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		char *before = NULL;
		char names[256], *rest = names;

		i18n_init(orders[i].language);
		if (strcmp(i18n_language(), orders[i].language) != 0)
			continue;
		checked++;
		snprintf(names, sizeof names, "%s", orders[i].names);
		for (char *name; (name = strsep(&rest, " "));) {
			char *key = collate_key(name);

			if (before && strcmp(before, key) >= 0)
				fail_msg("%s: %s stands too late", orders[i].language, name);
			free(before);
			before = key;
		}
		free(before);
	}
	i18n_init("en");
	assert_true(checked >= 2);
}

static void vocabularies_are_shown_in_it(void **state)
{
	const struct vocabulary_row **rows;

	(void)state;
	i18n_init("el");
	rows = vocabulary_in_order(&vocabulary_countries);
	assert_string_equal(vocabulary_label(&vocabulary_countries, rows[0]->code), "Αζερμπαϊτζάν");
	free(rows);
	i18n_init("en");
	rows = vocabulary_in_order(&vocabulary_countries);
	assert_string_equal(rows[0]->label, "Albania");
	free(rows);
	rows = vocabulary_in_order(&vocabulary_age_bands);
	assert_ptr_equal(rows[0], &vocabulary_age_bands.rows[0]);
	free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_in_the_order_of_the_language),
		cmocka_unit_test(vocabularies_are_shown_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
