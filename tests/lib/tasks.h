/*
 * Eight whole tasks of a teacher as rows: what is pressed, and what the screen then says. Keys are the names of actions, which the default
 * keymap has keys for, and words are msgids, so that the rows hold in every language, at every width and on every terminal.
 */
#ifndef TESTS_LIB_TASKS_H
#define TESTS_LIB_TASKS_H

#include "lib/world.h"

enum { TASK_STEPS_MAX = 8 };

struct task_step {
	/* "{reply}" the key of an action, "{url}" "{name}" "{password}" those of the world; the rest is typed. */
	const char *keys;
	/* N_(), of which the longest piece without a placeholder is looked for; NULL: that it rests is enough. */
	const char *words;
	const char *text; /* the same of what is not translated: names, titles */
};

struct task {
	const char *name;
	struct task_step steps[TASK_STEPS_MAX]; /* closed by one without keys */
};

/* In the order of a first evening; closed by one without a name. */
extern const struct task tasks[];

/* Looks at the screen after each step; NULL: only at the words. */
typedef void task_look(struct terminal *t, const struct task *task, const char *keys);

/* Does all of them in a face that stands at the first run's language. Fails the test where one is not done. */
void tasks_do(struct world *w, struct terminal *t, task_look *look);

/* True if the screen says text, over the ends of its rows. */
bool tasks_says(struct terminal *t, const char *text);

#endif
