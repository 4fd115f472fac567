/* What people's cards have of their school's page. */
#ifndef TWINLINE_PORTAL_SCHOOL_COPY_H
#define TWINLINE_PORTAL_SCHOOL_COPY_H

#include "twinline/base/json.h"

/* Puts into a card what it says of the school with this id and page: who it is, where it lies, its label. */
void school_copy(struct json *card, const char *id, const struct json *page);

#endif
