/* The codes of settings that name one of a vocabulary, for settings_use_codes (base/settings.h). */
#ifndef TWINLINE_SCHEMA_SETTING_CODES_H
#define TWINLINE_SCHEMA_SETTING_CODES_H

#include "twinline/base/settings.h"

/* "bg|cs|da": of the language those that screens speak, of the country all; NULL for any other. Yours. */
char *setting_codes(enum setting setting);

#endif
