/* The steps of an activity: who has done which, and how far each pupil is. */
#include "activity_steps.h"

#include <stdlib.h>
#include <string.h>

#include "part.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/part_find.h"
#include "twinline/text/collate.h"
#include "words.h"

/* --- reading --- */

/* Lines without the blanks around them; empty ones are none. */
static void read_lines(const char *text, struct strings *steps)
{
	for (const char *at = text; at && *at; at += strcspn(at, "\n"), at += *at == '\n') {
		size_t len;
		char *line;

		at += strspn(at, " \t");
		len = strcspn(at, "\n");
		while (len > 0 && (at[len - 1] == ' ' || at[len - 1] == '\t'))
			len--;
		line = xstrndup(at, len);
		if (len > 0)
			strings_push(steps, line);
		free(line);
	}
}

void activity_steps_read(struct face *face, struct activity_steps *x, int64_t account, const struct activity *a)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = part_list(face_store(face), account, TYPE_StepDone, &locals, &e);

	*x = (struct activity_steps){ .words = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof *x->words) };
	read_lines(a->steps, &x->steps);
	for (int i = 0; i < count; i++) {
		struct step_word word = { .local = locals[i] };

		if (part_read(face, TYPE_StepDone, locals[i], &word.said, NULL) && text_equal(word.said.activity, a->head.id))
			x->words[x->word_count++] = word;
		else
			record_release(&record_types[TYPE_StepDone], &word.said);
	}
	free(locals);
	words_check(face, &e);
}

void activity_steps_release(struct activity_steps *x)
{
	for (int i = 0; i < x->word_count; i++)
		record_release(&record_types[TYPE_StepDone], &x->words[i].said);
	free(x->words);
	strings_release(&x->steps);
	*x = (struct activity_steps){ 0 };
}

/* --- the steps --- */

static bool is_mine(struct face *face, const struct step_done *said)
{
	return !said->person.id || text_equal(said->person.id, face_my_id(face));
}

int64_t activity_steps_mine(struct face *face, const struct activity_steps *x, const char *step)
{
	for (int i = 0; i < x->word_count; i++)
		if (text_equal(x->words[i].said.step, step) && is_mine(face, &x->words[i].said))
			return x->words[i].local;
	return 0;
}

/* "[x] Measure: you, Maria PL": what it is shows without colours. Yours. */
static char *step_words(struct face *face, const struct activity_steps *x, const char *step)
{
	char *safe = words_safe(step, SANITISE_LINE), *text;
	const char *mark = activity_steps_mine(face, x, step) ? "[x]" : "[ ]";
	struct str who = { 0 };

	for (int i = 0; i < x->word_count; i++)
		if (text_equal(x->words[i].said.step, step))
			words_part_taken(&who, is_mine(face, &x->words[i].said) ? xstrdup(_("you")) : words_person(&x->words[i].said.person));
	/* TRANSLATORS: a step of an activity: [x] or [ ], what is to do, who has done it. */
	text = who.len ? xasprintf(_("%s %s: done by %s"), mark, safe, who.text) : xasprintf("%s %s", mark, safe);
	str_release(&who);
	free(safe);
	return text;
}

void activity_steps_add(struct face *face, const struct activity_steps *x, struct reading *r)
{
	for (size_t i = 0; i < x->steps.count; i++)
		reading_add(r, READING_ITEM, step_words(face, x, x->steps.at[i]));
}

/* --- the pupils --- */

struct pupil_line { char *key, *text; };

/* How many of the steps that there are now a person has done. */
static int done_by(const struct activity_steps *x, const char *person)
{
	int done = 0;

	for (int i = 0; i < x->word_count; i++)
		done += text_equal(x->words[i].said.person.id, person) && strings_has(&x->steps, x->words[i].said.step);
	return done;
}

static bool is_for(const struct activity *a, const char *person)
{
	bool is = a->people.count == 0;

	for (size_t i = 0; i < a->people.count && !is; i++)
		is = text_equal(a->people.at[i].id, person);
	return is;
}

static struct pupil_line line_of(const struct pupil *p, int done, int steps)
{
	char *name = xasprintf("%s %s", p->group ? p->group : "", p->alias ? p->alias : "");
	const char *begin = name + (*name == ' ');
	char *safe = words_safe(begin, SANITISE_LINE);
	struct pupil_line line = { .key = collate_key(begin) };

	/* TRANSLATORS: a pupil, how many steps are done, how many there are. */
	line.text = xasprintf(i18n_plural("%s: %d of %d step", "%s: %d of %d steps", (unsigned long)steps), safe, done, steps);
	free(safe);
	free(name);
	return line;
}

static int by_key(const void *left, const void *right)
{
	return strcmp(((const struct pupil_line *)left)->key, ((const struct pupil_line *)right)->key);
}

void activity_steps_add_pupils(struct face *face, const struct activity_steps *x, const struct activity *a, int64_t account,
                               struct reading *r)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = x->steps.count ? part_list(face_store(face), account, TYPE_Pupil, &locals, &e) : 0, kept = 0;
	struct pupil_line *lines = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof *lines);

	for (int i = 0; i < count; i++) {
		struct pupil p = { 0 };
		int done = part_read(face, TYPE_Pupil, locals[i], &p, NULL) ? done_by(x, p.person) : 0;

		if (done || (p.person && text_equal(p.state, "active") && is_for(a, p.person)))
			lines[kept++] = line_of(&p, done, (int)x->steps.count);
		record_release(&record_types[TYPE_Pupil], &p);
	}
	if (kept)
		qsort(lines, (size_t)kept, sizeof *lines, by_key);
	for (int i = 0; i < kept; i++) {
		reading_add(r, READING_TEXT, lines[i].text);
		free(lines[i].key);
	}
	free(lines);
	free(locals);
	words_check(face, &e);
}
