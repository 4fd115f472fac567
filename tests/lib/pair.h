/* Two people on a bare portal: the world's teacher, at whose side the tests sit, and a friend, who is looked at through the API. */
#ifndef TESTS_LIB_PAIR_H
#define TESTS_LIB_PAIR_H

#include "lib/letters.h"
#include "lib/world.h"
#include "twinline/base/random.h"

struct pair {
	struct world *world;
	char *friend;                 /* the friend's card */
	struct portal_client reading; /* signed in as the friend, past the relay */
	struct random random;         /* seeded: where blows fall */
};

/* Starts the world and brings both in, the teacher's first window filled; dies if that fails. now: NULL, and clocks run. */
void pair_open(struct pair *p, const char *now);
void pair_close(struct pair *p);

/* For cmocka: *state is a struct pair *. */
int pair_set_up(void **state);
int pair_tear_down(void **state);

/* Kills the portal and starts it again. */
void pair_portal_again(struct pair *p);

/* Lets a seeded part of microseconds go by: where in another program's work the next blow falls. */
void pair_let_work(struct pair *p, int microseconds);

/* The friend writes count letters to the teacher: "SUBJECT 0", "SUBJECT 1" … */
void pair_write(struct pair *p, const char *subject, int count);

/* The client at its inbox, or at the letter that was left half written, 24 by 80 or as given. */
struct terminal *pair_face(struct pair *p, int rows, int cols);

/* Waits until words stand on the screen; the second asks for an exchange now and then until they do. Die if they do not come. */
void pair_sees(struct terminal *t, const char *words);
void pair_fetches(struct terminal *t, const char *words);

/* The friend signs in at this computer, too, with a profile of that name. */
void pair_friend_signs_in(struct pair *p, const char *profile);

#endif
