/* The door to the face for the main program. */
#ifndef TWINLINE_UI_UI_H
#define TWINLINE_UI_UI_H

#include <stdbool.h>

#include "twinline/base/err.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"

struct ui_options {
	const struct paths *paths;
	struct settings *settings;
	const char *notice;       /* said at first; NULL: nothing */
	bool linear;              /* lines instead of screens, whatever the terminal can do */
	bool demo;                /* titles begin with "demo" */
	const char *visit;        /* the portal that is read as a guest; NULL: none */
	bool tour;                /* begins with it */
	bool pupil;               /* where nobody is signed in, a pupil does */
	const char *first_screen; /* "inbox"; NULL: Home, or sign-in where nobody is signed in */
};

/* Why it was left. */
enum ui_end {
	UI_LEFT,
	UI_DEMO,  /* the demo is wanted instead */
	UI_TOUR,  /* the demo is, with the tour through it */
	UI_GUEST, /* the portal of the settings is wanted as a guest */
	UI_TAKEN, /* another face goes on in its place: that has been said */
	UI_AGAIN  /* at once, with paths made anew: what is kept here is another person's now */
};

/* Runs the face until it is left, and says in end why. Returns 0, or -1 with e if it could not begin; the terminal is as it was. */
int ui_run(const struct ui_options *options, enum ui_end *end, struct err *e);

#endif
