/*
 * What is told of a project outside it: its card in the directory, the numbers on the cards of its members. All of it follows from the
 * project's account and can be made again from there at any time.
 */
#ifndef TWINLINE_PORTAL_CARD_H
#define TWINLINE_PORTAL_CARD_H

#include "twinline/records/record.h"

/* The project that an account is of; false if there is none. Free with record_free. */
bool card_project(struct store *s, int64_t account, struct record *r);

/*
 * Counts the members of a project's account and their countries, writes what differs into the project, and makes its card as it has
 * to be: there while the project is active or closed and shown, gone otherwise. In a transaction. 0 or -1.
 */
int card_refresh(struct store *s, int64_t account, struct err *e);

/* Counts a person's projects anew and writes them on the card, where they differ. In a transaction. 0 or -1. */
int card_count_projects(struct store *s, const char *person, struct err *e);

/* The same for all members of a project's account. */
int card_count_members(struct store *s, int64_t account, struct err *e);

#endif
