/*
 * The groups of the demo's data in lists. Sourced weights: Türkiye, Italy, Ireland, Iceland, the rank of Spain, and
 * Georgia's order of size; the other countries' are estimates between them.
 */
#include "data.h"

#include <string.h>

#include "letters.h"
#include "twinline/base/attr.h"
#include "voice.h"

const struct demo_country *const demo_countries[] = {
	demo_countries_east, demo_countries_south, demo_countries_west, demo_countries_north,
	demo_countries_centre, demo_countries_balkan, demo_countries_arab, NULL,
};

const struct demo_letters *const demo_letters_all[] = {
	&demo_letters_en, &demo_letters_tr, &demo_letters_el, &demo_letters_pl, &demo_letters_uk, &demo_letters_fr, &demo_letters_de,
	&demo_letters_es, &demo_letters_it, &demo_letters_pt, &demo_letters_ro, &demo_letters_bg, &demo_letters_ar, &demo_letters_ka,
	&demo_letters_hy, &demo_letters_cs, &demo_letters_hr, &demo_letters_sv, &demo_letters_fi, &demo_letters_hu, NULL,
};

static const struct demo_voice *const voices[] = {
	demo_voices_east, demo_voices_south, demo_voices_slavic, demo_voices_north,
};

static const struct demo_voice *find_voice(const char *key)
{
	for (size_t g = 0; g < ARRAY_SIZE(voices); g++)
		for (const struct demo_voice *v = voices[g]; v->key; v++)
			if (strcmp(v->key, key) == 0)
				return v;
	return NULL;
}

const struct demo_voice *demo_voice_find(const char *key)
{
	const struct demo_voice *voice = find_voice(key);
	return voice ? voice : find_voice("en");
}

const struct demo_letters *demo_letters_find(const char *language)
{
	for (size_t i = 0; demo_letters_all[i]; i++)
		if (strcmp(demo_letters_all[i]->language, language) == 0)
			return demo_letters_all[i];
	return NULL;
}
