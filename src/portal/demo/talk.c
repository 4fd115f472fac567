/* Composing conversations out of sentences: which parts a letter has follows from the plot and the place in it. */
#include "talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "voice.h"

enum { DAY = 86400, ISTANBUL = 3 * 3600 };

/* --- what a letter is made of --- */

enum part {
	PART_END, PART_BREAK, PART_OPEN, PART_ME, PART_IDEA, PART_QUESTION, PART_ASK, PART_THANKS, PART_ANSWER, PART_YES,
	PART_PLAN, PART_STEP, PART_FINE, PART_NEWS, PART_REPORT, PART_REPLY, PART_MEET, PART_WONDER, PART_ASKED, PART_TOLD,
	PART_CONTACT
};

enum { PARTS_MOST = 8 };

struct plot_row {
	const char *kind;
	bool introduces; /* the first letter names school and town */
	enum part letters[DEMO_TALK_MOST][PARTS_MOST];
};

#define AGREED {PART_PLAN, PART_STEP}, {PART_FINE}, {PART_NEWS, PART_REPORT}, {PART_REPLY}

static const struct plot_row plots[PLOT_COUNT] = {
	[PLOT_FIRST] = {"message", true, {
		{PART_OPEN, PART_ME, PART_BREAK, PART_IDEA, PART_BREAK, PART_QUESTION, PART_ASK},
		{PART_THANKS, PART_YES, PART_ME, PART_BREAK, PART_ANSWER}, AGREED}},
	[PLOT_IDEA] = {"message", false, {
		{PART_IDEA, PART_BREAK, PART_QUESTION, PART_ASK}, {PART_THANKS, PART_ANSWER, PART_YES}, AGREED}},
	[PLOT_INVITATION] = {"invitation", false, {
		{PART_IDEA, PART_BREAK, PART_ASK}, {PART_THANKS, PART_YES}, {PART_PLAN, PART_STEP}}},
	[PLOT_NEWS] = {"message", false, {{PART_NEWS, PART_REPORT}, {PART_REPLY}, {PART_MEET}, {PART_FINE}}},
	[PLOT_QUESTION] = {"message", false, {{PART_WONDER, PART_ASKED}, {PART_TOLD}, {PART_MEET}, {PART_FINE}}},
	[PLOT_MEETING] = {"message", false, {{PART_MEET}, {PART_FINE}}},
	[PLOT_CONTACT] = {"contactRequest", true, {{PART_CONTACT}}},
};

int demo_talk_steps(enum demo_plot plot)
{
	int steps = 0;
	while (steps < DEMO_TALK_MOST && plots[plot].letters[steps][0] != PART_END)
		steps++;
	return steps;
}

/* Where a part's sentences stand: a list of the language, or one text of the theme or of what is asked. */
static const char *const *list_of(const struct demo_letters *in, enum part part)
{
	switch (part) {
	case PART_OPEN: return in->open;
	case PART_ME: return in->me;
	case PART_ASK: return in->ask;
	case PART_THANKS: return in->thanks;
	case PART_YES: return in->yes;
	case PART_PLAN: return in->plan;
	case PART_FINE: return in->fine;
	case PART_NEWS: return in->news;
	case PART_REPLY: return in->reply;
	case PART_MEET: return in->meet;
	case PART_WONDER: return in->wonder;
	case PART_CONTACT: return in->contact;
	default: return NULL;
	}
}

static const char *text_of(const struct demo_letters *in, const struct demo_talk *t, enum part part)
{
	const struct demo_theme_text *theme = &in->themes[t->theme];
	switch (part) {
	case PART_ASKED: return in->asks[t->ask].question;
	case PART_TOLD: return in->asks[t->ask].answer;
	case PART_IDEA: return theme->idea;
	case PART_QUESTION: return theme->question;
	case PART_ANSWER: return theme->answer;
	case PART_STEP: return theme->step;
	case PART_REPORT: return theme->report;
	default: return NULL;
	}
}

/* --- drawing sentences --- */

static bool is_recent(const struct demo_world *w, const char *text)
{
	for (size_t i = 0; i < DEMO_RECENT; i++)
		if (w->recent[i] == text)
			return true;
	return false;
}

/* A sentence that was not among the last ones, where the list is long enough for that. */
static const char *draw_fresh(struct demo_world *w, const char *const *list)
{
	const char *text = demo_choose(&w->rng, list);
	for (int tries = 0; tries < 6 && is_recent(w, text); tries++)
		text = demo_choose(&w->rng, list);
	w->recent[w->recent_next++ % DEMO_RECENT] = text;
	return text;
}

static bool speaks_same(const struct demo_world *w, size_t a, size_t b)
{
	return strcmp(w->people[a].language, w->people[b].language) == 0;
}

/* Names stay as they are only in letters to people of other languages, English and Turkish ones aside. */
static const char *draw_greeting(struct demo_world *w, const struct demo_letters *in, size_t from, size_t to)
{
	bool named = !speaks_same(w, from, to) || strcmp(in->language, "en") == 0 || strcmp(in->language, "tr") == 0;
	const char *greeting;
	do
		greeting = draw_fresh(w, in->greet);
	while (!named && strstr(greeting, "%n"));
	return greeting;
}

/* --- one letter --- */

struct writing {
	struct demo_world *w;
	const struct demo_talk *talk;
	int step;
	size_t from, to;
	const struct demo_letters *in;
	const char *date; /* that is spoken of */
	struct str *out;
};

static char *date_in(const struct demo_letters *in, int64_t day)
{
	int year, month, number;
	size_t len;
	clock_civil(day, &year, &month, &number);
	char text[4];
	snprintf(text, sizeof text, "%d", number);
	const char *month_name = demo_element(in->months, ',', (size_t)month - 1, &len);
	char *name = xstrndup(month_name, len);
	struct str date = {0};
	demo_expand(&date, in->date, (const struct demo_slot[]){{'D', text}, {'M', name}, {0}});
	free(name);
	return str_detach(&date);
}

static void add_filled(const struct writing *x, const char *pattern)
{
	const struct demo_person *from = &x->w->people[x->from], *to = &x->w->people[x->to];
	char *name = xstrndup(to->name, to->first), pupils[8], ages[12];
	snprintf(pupils, sizeof pupils, "%d", from->class_size);
	snprintf(ages, sizeof ages, "%d-%d", from->from, from->to);
	demo_expand(x->out, pattern, (const struct demo_slot[]){
		{'n', name}, {'k', pupils}, {'a', ages}, {'d', x->date}, {'t', x->in->themes[x->talk->theme].title}, {0}});
	free(name);
}

static void add_greeting(const struct writing *x)
{
	const char *voice = demo_voice_find(x->w->people[x->from].voice)->hello;
	bool abroad = strcmp(x->in->language, "en") == 0 && strcmp(x->w->people[x->from].language, "en") != 0;
	if (abroad && demo_chance(&x->w->rng, 30)) {
		struct str greeting = {0};
		str_addf(&greeting, "%s, %%n!", voice);
		add_filled(x, greeting.text);
		str_release(&greeting);
	} else {
		add_filled(x, draw_greeting(x->w, x->in, x->from, x->to));
	}
	str_add(x->out, "\n\n");
}

static void add_body(const struct writing *x)
{
	const enum part *parts = plots[x->talk->plot].letters[x->step];
	bool begins = true;
	for (size_t i = 0; i < PARTS_MOST && parts[i] != PART_END; i++) {
		if (parts[i] == PART_BREAK) {
			str_add(x->out, "\n\n");
			begins = true;
			continue;
		}
		if (parts[i] == PART_ME && x->step > 0 && demo_chance(&x->w->rng, 50))
			continue; /* not everybody says again what the profile says */
		const char *const *list = list_of(x->in, parts[i]);
		if (!begins)
			str_addc(x->out, ' ');
		add_filled(x, list ? draw_fresh(x->w, list) : text_of(x->in, x->talk, parts[i]));
		begins = false;
	}
}

static void add_signature(const struct writing *x)
{
	const struct demo_person *from = &x->w->people[x->from];
	str_addf(x->out, "\n\n%s\n", draw_fresh(x->w, x->in->bye));
	if (x->step == 0 && plots[x->talk->plot].introduces)
		str_addf(x->out, "%s\n%s", from->name, from->place);
	else
		str_addn(x->out, from->name, from->first);
}

/* --- all of them --- */

/* A time of day at which teachers write: before school, in a break, mostly in the afternoon and in the evening. */
static int64_t draw_time(struct demo_world *w, int64_t day)
{
	static const int hours[] = {7, 9, 10, 12, 13, 14, 15, 15, 16, 16, 17, 17, 18, 19, 19, 20, 20, 21};
	int hour = hours[random_below(&w->rng, ARRAY_SIZE(hours))];
	return day * DAY - ISTANBUL + hour * 3600 + (int64_t)random_below(&w->rng, 3600);
}

/* A day to agree on: a week or two ahead, a school day or a Saturday, none whose number Italian articles would bend to. */
static int64_t draw_day(struct demo_world *w, int64_t day, bool saturday)
{
	int year, month, number;
	bool fits;
	day += demo_between(&w->rng, 5, 11);
	do {
		int64_t weekday = (++day + 3) % 7; /* from Monday, 0; 1970 began on a Thursday */
		clock_civil(day, &year, &month, &number);
		fits = (saturday ? weekday == 5 : weekday < 5) && number != 1 && number != 8 && number != 11;
	} while (!fits);
	return day;
}

/* When the letters are written, a few days apart; how many there is time for. */
static int draw_times(struct demo_world *w, const struct demo_talk *t, int64_t times[DEMO_TALK_MOST])
{
	int64_t day = t->begin / DAY, last = 0;
	int count = 0;
	for (; count < t->steps; count++, day += demo_between(&w->rng, 1, 6)) {
		int64_t at = count == 0 ? t->begin : draw_time(w, day);
		if (at >= t->until || at <= last)
			break;
		times[count] = last = at;
	}
	return count;
}

static unsigned marks_of(const struct demo_talk *t, int step, bool last)
{
	unsigned marks = last ? 0 : KEYWORD_ANSWERED;
	if (!last || !t->unread)
		marks |= KEYWORD_SEEN;
	if (last && t->kept)
		marks |= KEYWORD_KEPT;
	if (t->settled && step == 0)
		marks |= KEYWORD_ANSWERED;
	return marks;
}

static void compose(struct demo_world *w, const struct demo_talk *t, int step, int64_t agreed, struct str *out)
{
	const struct demo_letters *in = t->in[step % 2];
	char *date = date_in(in, agreed);
	struct writing x = {
		.w = w, .talk = t, .step = step, .in = in, .date = date, .out = out,
		.from = step % 2 ? t->b : t->a, .to = step % 2 ? t->a : t->b,
	};
	add_greeting(&x);
	add_body(&x);
	add_signature(&x);
	free(date);
}

/* Goes on in letter from what it holds of the step before. */
static int write_step(struct demo_world *w, const struct demo_talk *t, int step, int64_t agreed, struct demo_letter *letter,
                      struct err *e)
{
	struct str text = {0};
	compose(w, t, step, agreed, &text);
	memcpy(letter->reply_to, letter->uid, sizeof letter->uid);
	demo_draw_uid(w, letter->uid);
	if (step == 0)
		memcpy(letter->thread, letter->uid, sizeof letter->uid);
	letter->kind = step == 0 ? plots[t->plot].kind : "message";
	letter->text = text.text;
	letter->language = t->in[step % 2]->language;
	letter->from = step % 2 ? t->b : t->a;
	letter->to[0] = step % 2 ? t->a : t->b;
	int result = demo_deliver(w, letter, e);
	str_release(&text);
	return result;
}

int demo_talk_write(struct demo_world *w, const struct demo_talk *t, int64_t *written, struct err *e)
{
	char *subject = demo_talk_subject(t);
	int64_t times[DEMO_TALK_MOST], agreed = 0;
	int count = draw_times(w, t, times), result = 0;
	struct demo_letter letter = {
		.subject = subject, .to_count = 1,
	};
	for (int step = 0; step < count && result == 0; step++) {
		if (step % 2 == 0) /* who answers speaks of the same day */
			agreed = draw_day(w, times[step] / DAY, t->theme == THEME_SEA);
		letter.at = times[step];
		letter.marks[0] = marks_of(t, step, step == count - 1);
		result = write_step(w, t, step, agreed, &letter, e);
	}
	*written += result == 0 ? count : 0;
	free(subject);
	return result;
}

char *demo_talk_subject(const struct demo_talk *t)
{
	const struct demo_letters *in = t->in[0];
	const char *const patterns[PLOT_COUNT] = {
		[PLOT_FIRST] = "%t",
		[PLOT_IDEA] = "%t",
		[PLOT_INVITATION] = in->invitation_subject,
		[PLOT_NEWS] = in->about_news,
		[PLOT_QUESTION] = in->about_question,
		[PLOT_MEETING] = in->about_meeting,
		[PLOT_CONTACT] = in->contact_subject,
	};
	struct str subject = {0};
	const char *title = t->title ? t->title : in->themes[t->theme].title;
	demo_expand(&subject, patterns[t->plot], (const struct demo_slot[]){{'t', title}, {0}});
	return str_detach(&subject);
}

/* --- what to talk about, and how --- */

const struct demo_letters *demo_talk_language(struct demo_world *w, size_t from, size_t to)
{
	const struct demo_letters *own = demo_letters_find(w->people[from].language);
	if (own && (speaks_same(w, from, to) || demo_chance(&w->rng, 42)))
		return own;
	return &demo_letters_en;
}

/* Cards are for winter, a garden is for spring; the rest has its time whenever school is. */
static bool is_in_season(enum demo_theme theme, int month)
{
	if (theme == THEME_CARDS)
		return month >= 10 && month <= 11;
	if (theme == THEME_GARDEN)
		return month >= 2 && month <= 4;
	return true;
}

enum demo_theme demo_talk_theme(struct demo_world *w, const struct demo_letters *const in[2], int64_t begin)
{
	int year, month, day;
	size_t count = 0;
	enum demo_theme fitting[THEME_COUNT];
	clock_civil(begin / DAY, &year, &month, &day);
	for (enum demo_theme theme = 0; theme < THEME_COUNT; theme++)
		if (in[0]->themes[theme].title && in[1]->themes[theme].title && is_in_season(theme, month))
			fitting[count++] = theme;
	return count ? fitting[random_below(&w->rng, count)] : THEME_COUNT;
}
