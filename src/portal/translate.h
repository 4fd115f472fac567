/*
 * Texts translated by a program that the keeper of the portal has chosen: text in, text out, two languages as its last arguments. Bounded in
 * time, bytes and number, and none of the threads that others wait for does it.
 */
#ifndef TWINLINE_PORTAL_TRANSLATE_H
#define TWINLINE_PORTAL_TRANSLATE_H

#include "method.h"

enum {
	TRANSLATE_AT_ONCE = 2,             /* programs; the portal has so many threads more */
	TRANSLATE_TEXT_MOST = 20 * 1000,   /* bytes that go in */
	TRANSLATE_MADE_MOST = 100 * 1000,  /* bytes that come out */
	TRANSLATE_SECONDS = 30
};

/* Whether the program that a command line begins with, a path, is there to be run: 0, or -1 with ERR_FILE. */
int translate_check(const char *command, struct err *e);

/* Text/translate {text, from, to}: {text, from, to}. */
struct json *method_text_translate(const struct call *c, struct err *e);

#endif
