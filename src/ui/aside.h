/*
 * What an Esc did, for the case that it was none but the first byte of a key whose rest came late: where the face stood, the field, the
 * question and the prompt that it left. Kept until the next key.
 */
#ifndef TWINLINE_UI_ASIDE_H
#define TWINLINE_UI_ASIDE_H

#include "face.h"

struct aside {
	struct json *place;       /* NULL: nothing is kept */
	struct editor *field;     /* of the topmost view; NULL: none */
	const void *model;        /* whose it is */
	int tour;                 /* its step */
	bool asked;
	struct question question; /* its texts are in these */
	char *question_text, *question_answers[4];
	int question_choice;
	bool prompted;
	char *label, *text;       /* of the prompt */
	char *(*complete)(const char *text, struct str *note);
	void (*typed)(struct face *face, struct view *view, const char *text);
	void (*done)(struct face *face, struct view *view, const char *text);
};

/* Keeps how all stands, before an Esc does something. */
void aside_put(struct face *face);

/* Takes back what that did. */
void aside_take(struct face *face);

/* Forgets it. */
void aside_drop(struct face *face);

#endif
