/*
 * Linear mode: the same screens as lines, one after another, for dumb terminals, speech and scripts. A screen is drawn on a page that is
 * said (page.h) and its lines are numbered; a number opens, a letter acts, and what a person types goes where keys would have gone.
 * The rest of the face knows it by these functions alone.
 */
#ifndef TWINLINE_UI_LINEAR_H
#define TWINLINE_UI_LINEAR_H

#include <stdbool.h>

#include "twinline/base/err.h"

struct face;
struct json;
struct linear;

/* Begins it: the terminal stays as it is. linear_close takes NULL. */
struct linear *linear_open(struct face *face);
void linear_close(struct linear *l);

/* Runs until the last view is closed, or nothing more comes. */
void linear_loop(struct linear *l);

/* The settings have changed; the page is made anew. */
void linear_use_settings(struct linear *l);

/* Something was said: it is told before the next prompt. */
void linear_note(struct linear *l, const char *text);

/* A view has been closed: its numbers are nothing any more. depth: how many there are without it. */
void linear_forget(struct linear *l, int depth);

/* The engine was asked for something, and what it has told since: the next prompt waits for the answer, for a while. */
void linear_await(struct linear *l, const struct json *packet);
void linear_hear(struct linear *l, const struct json *packet);

#endif
