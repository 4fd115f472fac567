/* Where the tests of the screens play: a face in a terminal over a store that the test fills, at the moment of the mock-ups. */
#ifndef TESTS_LIB_STAGE_H
#define TESTS_LIB_STAGE_H

#include "lib/fixture.h"

struct stage {
	struct fixture *f;
	struct terminal *t;
	bool writes; /* a text is written, whose line of the cursor may be empty */
};

/* A store with nothing in it yet, and no face: the test makes both ready. End with stage_end. */
struct stage stage_new(void);

/* The face in a terminal, gone on from Home to the inbox. */
struct terminal *stage_inbox_face(struct fixture *f, int rows, int cols, const char *language);

/* The face over the mock-ups' inbox, which it shows. End with stage_end. */
struct stage stage_inbox(int rows, int cols);

/*
 * Draws the screen at every size that somebody may have, and at 80x24 in the end: fails the test if a row is wider than the terminal,
 * that of the cursor is empty, or the face does not wait for keys any more. keys (NULL: none) are typed at each.
 */
void stage_try_sizes(struct stage *s, const char *keys);

/* Fails the test unless the screen is the expected one wide as it is now at 80x24, and narrow after at 40x12. */
void stage_looks(struct stage *s, const char *wide, const char *narrow);

/* Goes on from Home to the project Water diary; the store has the week of the mock-ups (lib/week.h). */
void stage_open_water(struct stage *s);

/* The cursor goes down to the line that begins so after its mark; fails the test where there is none. */
void stage_go_to(struct terminal *t, const char *begins);
/* Opens a part of the project by its name. */
void stage_open_part(struct terminal *t, const char *name);
/* In a form that takes files, from a line above: adds one by its path. */
void stage_add_file(struct terminal *t, const char *path);

/* The face's file of settings, as a whole: before the face begins. */
void stage_settings(const struct fixture *f, const char *text);

/* What the engine tells (fixture_tell); comes back when the face has heard it. */
void stage_tell(const struct stage *s, const char *packet);

/* The face finds the disk full: it writes no byte more into any file; or not any more. */
void stage_fill_disk(const struct stage *s, bool full);

/* Fails the test if the face wrote what no terminal should get. */
void stage_end(struct stage *s);

#endif
