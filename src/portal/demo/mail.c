/* Who writes to whom: the signed-in teacher's mail of the years before the cast's letters, and everybody else's. */
#include <stdlib.h>
#include <string.h>

#include "talk.h"
#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum {
	DAY = 86400,
	ISTANBUL = 3 * 3600, /* days begin as the signed-in teacher's do */
	QUIET_DAYS = 20,     /* what is newer is the cast's */
	CIRCLE_MOST = 160,   /* with whom one teacher corresponds */
	SUBJECTS = 30        /* this many neighbours differ in subject */
};

/* --- the circle of the signed-in teacher --- */

struct friend {
	size_t person;
	const struct demo_letters *writes, *gets; /* languages of both ways */
	bool known;
	enum demo_theme theme;       /* of what they do together; THEME_COUNT: nothing yet */
	const char *title;           /* of that, in the language of who began it */
	int since;                   /* conversations since that theme came up */
};

struct circle {
	struct friend friends[CIRCLE_MOST];
	size_t count;
	char *subjects[SUBJECTS]; /* the last ones */
	size_t subject_next;
};

static void add_friend(struct demo_world *w, struct circle *c, size_t person)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->friends[i].person == person)
			return;
	if (person == 0 || w->people[person].office || c->count == CIRCLE_MOST)
		return;
	struct friend *f = &c->friends[c->count++];
	*f = (struct friend){.person = person, .theme = THEME_COUNT};
	f->writes = demo_talk_language(w, person, 0);
	f->gets = demo_talk_language(w, 0, person);
	if (strcmp(f->gets->language, w->people[person].language) != 0)
		f->gets = &demo_letters_en; /* Turkish to those who read it, English to the others */
}

/* Classes write to classes of about their age. */
static bool fits_age(const struct demo_person *a, const struct demo_person *b)
{
	return abs(a->from - b->from) <= 3 && abs(a->to - b->to) <= 4;
}

static void make_circle(struct demo_world *w, struct circle *c, size_t size)
{
	for (size_t i = 1; i < w->count && demo_cast[i].key; i++)
		add_friend(w, c, i);
	for (size_t tries = 0; tries < size * 8 && c->count < size; tries++) {
		size_t person = (size_t)random_below(&w->rng, w->count);
		if (fits_age(&w->people[0], &w->people[person]))
			add_friend(w, c, person);
	}
}

/* None of the neighbours', and none that stands alone at the top of the inbox: a request in English. */
static bool is_new_subject(struct circle *c, const struct demo_talk *t)
{
	char *subject = demo_talk_subject(t);
	bool fresh = strcmp(subject, demo_letters_en.contact_subject) != 0;
	for (size_t i = 0; i < SUBJECTS && fresh; i++)
		fresh = !c->subjects[i] || strcmp(c->subjects[i], subject) != 0;
	if (!fresh) {
		free(subject);
		return false;
	}
	char **place = &c->subjects[c->subject_next++ % SUBJECTS];
	free(*place);
	*place = subject;
	return true;
}

/* What comes next between the two: first the acquaintance, then an idea, then what comes of it. */
static enum demo_plot draw_plot(struct demo_world *w, const struct friend *f, int steps)
{
	static const enum demo_plot working[] = {PLOT_NEWS, PLOT_QUESTION, PLOT_NEWS, PLOT_MEETING, PLOT_QUESTION};
	if (!f->known)
		return steps == 1 && demo_chance(&w->rng, 25) ? PLOT_CONTACT : PLOT_FIRST;
	if (f->theme == THEME_COUNT || f->since > 3 || steps > 4)
		return steps <= 2 && demo_chance(&w->rng, 20) ? PLOT_INVITATION : PLOT_IDEA;
	return working[random_below(&w->rng, ARRAY_SIZE(working))];
}

/* Fills t with a conversation with f that begins at t->begin; false if none fits. */
static bool plan_talk(struct demo_world *w, struct circle *c, struct friend *f, struct demo_talk *t)
{
	bool mine = demo_chance(&w->rng, t->steps == 1 ? 15 : 35);
	t->plot = draw_plot(w, f, t->steps);
	t->ask = (unsigned)random_below(&w->rng, DEMO_ASKS);
	if (t->plot == PLOT_CONTACT || t->plot == PLOT_INVITATION)
		mine = false;
	t->a = mine ? 0 : f->person;
	t->b = mine ? f->person : 0;
	t->in[0] = mine ? f->gets : f->writes;
	t->in[1] = mine ? f->writes : f->gets;
	bool goes_on = t->plot >= PLOT_NEWS && t->plot <= PLOT_MEETING;
	t->theme = goes_on ? f->theme : demo_talk_theme(w, t->in, t->begin);
	t->title = goes_on ? f->title : NULL;
	if (t->theme == THEME_COUNT || !is_new_subject(c, t))
		return false;
	int most = demo_talk_steps(t->plot);
	t->steps = t->steps < most ? t->steps : most;
	t->settled = t->steps == 1;
	return true;
}

static void remember(struct friend *f, const struct demo_talk *t)
{
	if (t->plot == PLOT_CONTACT)
		return;
	f->known = true;
	f->since++;
	if (t->plot < PLOT_NEWS && t->steps >= 2) {
		f->theme = t->theme;
		f->title = t->in[0]->themes[t->theme].title;
		f->since = 0;
	}
}

/* --- the years before --- */

static int draw_steps(struct demo_world *w)
{
	static const int steps[] = {1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6};
	return steps[random_below(&w->rng, ARRAY_SIZE(steps))];
}

static bool is_summer(int64_t at)
{
	int year, month, day;
	clock_civil(at / DAY, &year, &month, &day);
	return month == 7 || month == 8 || (month == 6 && day > 15);
}

/* The beginning of conversation i of count, spread over the time before the cast's letters. */
static int64_t begin_of(struct demo_world *w, int64_t span, int64_t i, int64_t count)
{
	int64_t last = w->now - QUIET_DAYS * DAY;
	int64_t at = last - span + span * i / count + (int64_t)random_below(&w->rng, (uint64_t)(span / count + 1));
	if (is_summer(at) && demo_chance(&w->rng, 93))
		at -= 75 * DAY;
	return (at + ISTANBUL) / DAY * DAY - ISTANBUL + demo_between(&w->rng, 7 * 60, 21 * 60) * 60;
}

static int write_older(struct demo_world *w, struct circle *c, const int *steps, int64_t count, int64_t *written,
                       struct err *e)
{
	int64_t span = (300 + count * 2 / 5) * DAY, until = w->now - QUIET_DAYS * DAY;
	if (span > 1500 * DAY)
		span = 1500 * DAY;
	for (int64_t i = 0; i < count; i++) {
		struct demo_talk t = {.steps = steps[i], .begin = begin_of(w, span, i, count), .until = until};
		struct friend *f = &c->friends[random_below(&w->rng, c->count)];
		for (int tries = 0; tries < 20 && !plan_talk(w, c, f, &t); tries++)
			f = &c->friends[random_below(&w->rng, c->count)];
		if (!t.in[0] || t.theme == THEME_COUNT)
			continue;
		t.kept = i % 7 == 3;
		if (demo_talk_write(w, &t, written, e) < 0)
			return -1;
		remember(f, &t);
	}
	return 0;
}

int demo_write_letters(struct demo_world *w, int64_t messages, int64_t *written, struct err *e)
{
	*written = 0;
	if (demo_write_cast_letters(w, messages, written, e) < 0)
		return -1;
	int64_t left = (messages - *written) * 26 / 25, count = 0; /* some will turn out shorter than planned */
	int *steps = NULL;
	for (size_t capacity = 0; left > 0; count++) {
		if ((size_t)count == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			steps = xrealloc(steps, capacity, sizeof *steps);
		}
		steps[count] = draw_steps(w);
		left -= steps[count];
	}
	struct circle *c = xcalloc(1, sizeof *c);
	make_circle(w, c, (size_t)(count * 2 / 3 + 20));
	int result = count && c->count ? write_older(w, c, steps, count, written, e) : 0;
	for (size_t i = 0; i < SUBJECTS; i++)
		free(c->subjects[i]);
	free(c);
	free(steps);
	return result;
}

/* --- everybody else --- */

static size_t draw_writer(struct demo_world *w)
{
	size_t person;
	do
		person = 1 + (size_t)random_below(&w->rng, w->count - 1);
	while (w->people[person].office);
	return person;
}

int demo_write_others(struct demo_world *w, struct err *e)
{
	int64_t written = 0;
	for (size_t i = 0; i < w->count / 2; i++) {
		struct demo_talk t = {.a = draw_writer(w), .b = draw_writer(w), .plot = PLOT_FIRST, .until = w->now - 60};
		for (int tries = 0; tries < 8 && (t.a == t.b || !fits_age(&w->people[t.a], &w->people[t.b])); tries++)
			t.b = draw_writer(w);
		if (t.a == t.b)
			continue;
		t.in[0] = demo_talk_language(w, t.a, t.b);
		t.in[1] = demo_talk_language(w, t.b, t.a);
		t.begin = w->now - 600 - (int64_t)random_below(&w->rng, 280 * DAY);
		t.theme = demo_talk_theme(w, t.in, t.begin);
		if (t.theme == THEME_COUNT) {
			t.in[1] = &demo_letters_en;
			t.theme = demo_talk_theme(w, t.in, t.begin);
		}
		t.steps = demo_between(&w->rng, 1, 3);
		t.unread = demo_chance(&w->rng, 20);
		if (t.theme != THEME_COUNT && demo_talk_write(w, &t, &written, e) < 0)
			return -1;
	}
	return 0;
}
