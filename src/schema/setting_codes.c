/* The codes of settings that name one of a vocabulary. */
#include "twinline/schema/setting_codes.h"

#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"

static char *join(const struct vocabulary *v, unsigned flags)
{
	struct str text = {0};

	for (size_t i = 0; i < v->count; i++)
		if ((v->rows[i].flags & flags) == flags)
			str_addf(&text, "%s%s", text.len ? "|" : "", v->rows[i].code);
	return str_detach(&text);
}

char *setting_codes(enum setting setting)
{
	if (setting == SETTING_LANGUAGE)
		return join(&vocabulary_languages, LANGUAGE_INTERFACE);
	return setting == SETTING_COUNTRY ? join(&vocabulary_countries, 0) : NULL;
}
