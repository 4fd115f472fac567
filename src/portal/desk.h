/* Desks: the accounts of the support organisations, one a country and a central one, whose members are officers. */
#ifndef TWINLINE_PORTAL_DESK_H
#define TWINLINE_PORTAL_DESK_H

#include "twinline/records/store.h"

/* Makes the desks of all countries that take part, and the central one, where they are not there yet. In a transaction. 0 or -1. */
int desk_add_all(struct store *s, struct err *e);

/*
 * The account of a country's desk; the central one for NULL and for countries that have none. Made where it is not there yet. In a
 * transaction. -1 with e.
 */
int64_t desk_of(struct store *s, const char *country, struct err *e);

/* The reverse: of a country's desk, or for NULL of all of them. In a transaction. 0 or -1. */
int desk_remove_officer(struct store *s, const char *country, const char *person, struct err *e);

/*
 * Makes a person an officer of a country's desk; for NULL, of the central one and so of all, those still to be made too. In a transaction.
 * 0 or -1.
 */
int desk_add_officer(struct store *s, const char *country, const char *person, struct err *e);

#endif
