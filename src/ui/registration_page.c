/* The page of my registration: what it waits for, whose turn that is, since when, and what the support organisation wrote. */
#include "registration.h"

#include <stdlib.h>

#include "attach.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/reasons.h"
#include "twinline/schema/records.h"
#include "words.h"

enum { INDENT = 2 };

/* --- words --- */

/* "12 Nov" of a time of the profile; yours, "" for none. */
static char *when(const struct json *profile, const char *name)
{
	int64_t at;

	return clock_parse(registration_text(profile, name), &at) ? words_short_time(at) : xstrdup("");
}

static void add_since(struct str *text, const struct json *profile, const char *name)
{
	char *day = when(profile, name);

	if (*day)
		words_part_taken(text, xasprintf(_("since %s"), day));
	free(day);
}

static char *state_words(const struct registration_page *m)
{
	struct str text = { 0 };

	words_part(&text, vocabulary_label(&vocabulary_person_states, registration_text(m->profile, "state")));
	add_since(&text, m->profile, "stateSince");
	return str_detach(&text);
}

static char *waits_words(const struct registration_page *m)
{
	struct str text = { 0 };
	char *who = words_safe(json_get_text(m->profile, "stepWho"), SANITISE_LINE);

	words_part(&text, vocabulary_label(&vocabulary_validation_steps, registration_text(m->profile, "step")));
	add_since(&text, m->profile, "stepSince");
	if (*who)
		words_part(&text, who);
	free(who);
	return str_detach(&text);
}

static char *remind_words(const struct registration_page *m)
{
	char *day = when(m->profile, "remindedAt"), *text;

	if (*day)
		text = xasprintf(_("last reminded %s"), day);
	else
		text = xstrdup(registration_waits_for(m, "mail") ? _("the letter with the code is sent again") : _("three days after it began to wait"));
	free(day);
	return text;
}

static char *school_words(const struct json *party)
{
	struct str text = { 0 };

	words_part_taken(&text, words_safe(json_get_text(party, "name"), SANITISE_LINE));
	words_part_taken(&text, words_safe(json_get_text(party, "town"), SANITISE_LINE));
	return str_detach(&text);
}

static char *other_words(const struct registration_page *m)
{
	const struct json *wanted = json_get(m->profile, "wantsSchool");
	char *name = school_words(wanted), *text;

	text = wanted ? xasprintf(_("%s, not validated yet; Enter takes it back"), name)
	              : xstrdup(_("the one of now counts until it is validated"));
	free(name);
	return text;
}

static char *paper_words(const struct registration_page *m)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(json_get(m->profile, "papers")); i; i = json_next(i))
		words_part_taken(&text, attach_words(i));
	return str_detach_or(&text, _("a file; it goes to the support office at once"));
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	const struct registration_page *m = view->model;

	(void)face;
	(void)narrow;
	if (row >= ROW_FOUND && row <= ROW_FOUND_LAST)
		return school_words(json_at(m->schools, (size_t)(row - ROW_FOUND)));
	switch (row) {
	case ROW_STATE:
		return state_words(m);
	case ROW_WAITS:
		return waits_words(m);
	case ROW_REMIND:
		return remind_words(m);
	case ROW_REASON:
		return xstrdup(vocabulary_label(&vocabulary_case_reasons, registration_text(m->profile, "reason")));
	case ROW_ANSWER:
		return words_safe(json_get_text(m->profile, "answer"), SANITISE_LINE);
	case ROW_PAPER:
		return paper_words(m);
	case ROW_SCHOOL:
		return school_words(json_get(m->card, "school"));
	case ROW_OTHER:
		return other_words(m);
	case ROW_CODE:
		return NULL;
	case ROW_SUPPORT:
		return xstrdup(_("support organisations, your reports"));
	default:
		return xstrdup("");
	}
}

/* --- drawing --- */

/* What the support organisation wrote, below the rows: what its reason means, and its own words, as the letter has them. */
static void draw_letter(const struct registration_page *m, struct page *p, int row)
{
	const char *word = registration_text(m->profile, "word"), *sentence = reason_sentence(registration_text(m->profile, "reason"));
	int column = page_is_narrow(p) ? 0 : INDENT, cells = words_text_cells(p->columns - 1 - INDENT);

	if (!*word && !sentence)
		return;
	row = words_put_rows(p, row, column, cells, _("Letter"));
	if (sentence)
		row = words_put_rows(p, row, column, cells, _(sentence));
	words_put_rows(p, row, column, cells, word);
}

void registration_draw(struct face *face, struct view *view, struct page *p)
{
	struct registration_page *m = view->model;
	int row;

	words_title_line(face, p, _("Registration"));
	row = form_draw(&m->form, face, view, p, 1, words);
	draw_letter(m, p, page_is_narrow(p) ? row : row + 1);
}
