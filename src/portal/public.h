/*
 * What everybody may read of a TwinSpace: copies of its records in the directory, of the same ids, while the project is shown there and
 * they say so themselves. A copy says less, names nobody, and follows from the project's account: it can be made again at any time.
 */
#ifndef TWINLINE_PORTAL_PUBLIC_H
#define TWINLINE_PORTAL_PUBLIC_H

#include "twinline/records/record.h"

/* Makes the copy of r, of a project's account, as it has to be: there or gone. In a transaction. 0 or -1. */
int public_put(struct store *s, const struct record *r, struct err *e);

/* Takes the copy of r away. In a transaction. 0 or -1. */
int public_take(struct store *s, const struct record *r, struct err *e);

/* The same as public_put for all that an account holds; its project has come, gone or got another name. In a transaction. 0 or -1. */
int public_refresh(struct store *s, int64_t account, struct err *e);

#endif
