/* The phrases that were chosen last, for what is written next. */
#ifndef TWINLINE_UI_PHRASES_H
#define TWINLINE_UI_PHRASES_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/* Those chosen last; NULL where none ever were. Yours. */
struct json *phrases_usual(struct store *s);

#endif
