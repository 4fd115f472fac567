/*
 * Phrases: the sentences that a first letter or a notice can be built from, as one reads them oneself; those chosen have a tick.
 * What my card says fills them in. They are kept in the draft that the screen was opened for.
 */
#include "phrases.h"

#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "face.h"
#include "profile.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/schema/phrases.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

static const char fact_name[] = "phrases";

enum { TICK = 1, SENTENCE = 3, CHOICE_CELLS = 150 };

struct phrases { int64_t draft; struct json *chosen, *card; int at, top, height, count; };

static const struct phrase_row *row_of(const struct phrases *x)
{
	return &phrase_rows[x->at];
}

/* --- keeping --- */

static void keep(struct face *face, const struct phrases *x)
{
	struct draft draft = { 0 };
	struct err e = { 0 };
	struct json *body;

	if (draft_get(face_store(face), x->draft, &draft)) {
		body = json_parse_own(draft.body);
		if (json_size(x->chosen) > 0)
			json_set(body, "phrases", json_copy(x->chosen));
		else
			json_remove(body, "phrases");
		free(draft.body);
		draft.body = json_print(body);
		json_free(body);
		if (draft_save(face_store(face), &draft, &e) < 0)
			face_fail(face, &e);
	}
	draft_release(&draft);
}

struct json *phrases_usual(struct store *s)
{
	char *fact = store_fact(s, fact_name);
	struct json *phrases = fact ? json_parse_own(fact) : NULL;

	free(fact);
	return phrases;
}

/* Only a comfort: a full disk may take it. */
static void remember_usual(struct face *face, const struct phrases *x)
{
	char *text = json_size(x->chosen) > 0 ? json_print(x->chosen) : NULL;

	store_set_fact(face_store(face), fact_name, text, NULL);
	free(text);
}

/* values_taken NULL: the sentence is not chosen. How it was is for undo. */
static void choose(struct face *face, struct phrases *x, struct json *values_taken)
{
	struct json *before = json_copy(x->chosen);

	if (values_taken)
		json_set(x->chosen, row_of(x)->code, values_taken);
	else
		json_remove(x->chosen, row_of(x)->code);
	keep(face, x);
	remember_usual(face, x);
	face_remember_draft(face, x->draft, "phrases", json_size(before) ? before : NULL);
	json_free(before);
}

/* --- values as they are typed --- */

static struct json *read_codes(const struct vocabulary *v, const char *text, struct err *e)
{
	struct json *set = codes_read(v, text, e), *values = set ? json_new_array() : NULL;

	for (const struct json *i = json_first(set); i; i = json_next(i))
		json_push(values, json_new_string(json_key(i)));
	json_free(set);
	return values;
}

static struct json *read_day(const char *text)
{
	char date[CLOCK_DAY_SIZE];
	struct json *values;
	int64_t day;

	if (!day_parse(text, datetime_day(clock_now()), &day))
		return NULL;
	clock_format_day(day * 24 * 60 * 60, date);
	values = json_new_array();
	json_push(values, json_new_string(date));
	return values;
}

/* The numbers in a text, whatever stands between them. */
static struct json *read_numbers(const char *text)
{
	struct json *values = json_new_array();

	while (*(text += strcspn(text, "0123456789"))) {
		char *end;

		json_push(values, json_new_integer(strtol(text, &end, 10)));
		text = end;
	}
	return values;
}

static struct json *read_values(const struct phrase_row *row, const char *text, struct err *e)
{
	struct json *values;

	if (row->kind == PHRASE_CODES)
		values = read_codes(row->vocabulary, text, e);
	else
		values = row->kind == PHRASE_DAY ? read_day(text) : read_numbers(text);
	if (values && phrase_fits(row, values))
		return values;
	json_free(values);
	return NULL;
}

/* What stands in the prompt at first: the values as they would be typed. Yours. */
static char *typed_values(const struct phrase_row *row, const struct json *values)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(values); i; i = json_next(i))
		if (row->kind == PHRASE_CODES)
			words_part(&text, vocabulary_label(row->vocabulary, json_text(i)));
		else if (row->kind == PHRASE_DAY)
			words_part(&text, json_text(i));
		else
			str_addf(&text, text.len ? "-%lld" : "%lld", (long long)json_integer(i, 0));
	return str_detach(&text);
}

/* Above the prompt: what can be typed where only names of a list can. */
static void show_choices(struct face *face, struct view *view, const char *text)
{
	const struct phrase_row *row = row_of(view->model);
	struct str choices = { 0 };

	if (row->kind == PHRASE_CODES)
		codes_add_matches(&choices, row->vocabulary, text, CHOICE_CELLS);
	face_prompt_note(face, choices.text);
	str_release(&choices);
}

/* Why what was typed does not do; yours. */
static char *why_not(const struct phrase_row *row, struct err *e)
{
	if (e->code)
		return err_text(e);
	return xstrdup(row->kind == PHRASE_DAY ? day_understood() : _("This does not fit the sentence."));
}

/* What does not do is asked for again, as it was typed. */
static void values_done(struct face *face, struct view *view, const char *text)
{
	struct phrases *x = view->model;
	struct err e = { 0 };
	struct json *values = text && *text ? read_values(row_of(x), text, &e) : NULL;
	char *why = !values && text && *text ? why_not(row_of(x), &e) : NULL;

	if (values)
		choose(face, x, values);
	if (why) {
		face_prompt(face, _("To fill in:"), text, show_choices, values_done);
		face_prompt_note(face, why);
	}
	free(why);
	err_release(&e);
}

static struct json *values_of(const struct phrases *x, const struct phrase_row *row)
{
	const struct json *chosen = json_get(x->chosen, row->code);

	return chosen ? json_copy(chosen) : phrase_from_card(row, x->card);
}

static void ask_values(struct face *face, struct view *view)
{
	const struct phrases *x = view->model;
	const struct phrase_row *row = row_of(x);
	struct json *values = values_of(x, row);
	char *text = typed_values(row, values);

	if (row->kind == PHRASE_PLAIN) {
		face_say(face, _("This sentence has nothing to fill in."));
	} else {
		face_prompt(face, _("To fill in:"), text, show_choices, values_done);
		show_choices(face, view, "");
	}
	free(text);
	json_free(values);
}

/* In, as my card fills it; out again. Where the card says nothing, it is asked. */
static void toggle(struct face *face, struct view *view)
{
	struct phrases *x = view->model;
	struct json *values = json_get(x->chosen, row_of(x)->code) ? NULL : phrase_from_card(row_of(x), x->card);

	if (values || json_get(x->chosen, row_of(x)->code))
		choose(face, x, values);
	else
		ask_values(face, view);
}

/* --- drawing --- */

static char *sentence_of(const struct phrases *x, const struct phrase_row *row)
{
	struct json *values = values_of(x, row);
	struct str text = { 0 };

	if (values)
		phrase_add_words(&text, row, values);
	else
		str_add_worded(&text, _(row->sentence), (const char *const[]){ "___", "___" }, 2);
	json_free(values);
	return str_detach(&text);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct phrases *x = view->model;
	size_t chosen = json_size(x->chosen);
	char *right = xasprintf(i18n_plural("%zu chosen", "%zu chosen", chosen), chosen);

	x->height = page_body_rows(p) > 0 ? page_body_rows(p) : 1;
	if (x->at < x->top)
		x->top = x->at;
	if (x->at >= x->top + x->height)
		x->top = x->at - x->height + 1;
	words_title(face, p, page_is_narrow(p) ? _("Phrases") : _("Phrases, which everybody reads in their own language"), right);
	for (int i = x->top; i < x->count && i < x->top + x->height; i++) {
		char *sentence = sentence_of(x, &phrase_rows[i]);
		int line = 1 + i - x->top;

		words_put(face, p, line, SENTENCE, sentence);
		if (json_get(x->chosen, phrase_rows[i].code))
			page_tick(p, line, TICK, _("chosen"));
		page_item(p, line);
		free(sentence);
	}
	page_mark(p, 1 + x->at - x->top);
	free(right);
}

/* --- acting --- */

static bool move(struct phrases *x, enum action action)
{
	switch (action) {
	case ACTION_MOVE_DOWN:
		x->at++;
		break;
	case ACTION_MOVE_UP:
		x->at--;
		break;
	case ACTION_PAGE_DOWN:
		x->at += x->height;
		break;
	case ACTION_PAGE_UP:
		x->at -= x->height;
		break;
	case ACTION_MOVE_FIRST:
		x->at = 0;
		break;
	case ACTION_MOVE_LAST:
		x->at = x->count - 1;
		break;
	default:
		return false;
	}
	x->at = x->at < 0 ? 0 : x->at >= x->count ? x->count - 1 : x->at;
	return true;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct phrases *x = view->model;

	if (move(x, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_MARK:
		toggle(face, view);
		return ACT_DONE;
	case ACTION_EDIT:
		ask_values(face, view);
		return ACT_DONE;
	case ACTION_DROP:
		if (json_get(x->chosen, row_of(x)->code))
			choose(face, x, NULL);
		return ACT_DONE;
	case ACTION_FINISH:
	case ACTION_PHRASES:
		face_close(face);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- opening and closing --- */

static void read_draft(struct face *face, struct phrases *x)
{
	struct draft draft = { 0 };
	struct json *body = draft_get(face_store(face), x->draft, &draft) ? json_parse_own(draft.body) : NULL;
	const struct json *phrases = json_get(body, "phrases");

	json_free(x->chosen);
	x->chosen = phrases ? json_copy(phrases) : json_new_object();
	json_free(body);
	draft_release(&draft);
}

static int open_phrases(struct face *face, struct view *view, int64_t argument)
{
	struct phrases *x = view->model;

	x->draft = argument;
	while (phrase_rows[x->count].code)
		x->count++;
	x->card = profile_tree(face, &profile_card);
	read_draft(face, x);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_draft(face, view->model);
}

static void close_phrases(struct face *face, struct view *view)
{
	struct phrases *x = view->model;

	(void)face;
	json_free(x->chosen);
	json_free(x->card);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("take"), N_("take this sentence, or leave it out again"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("fill in"), N_("fill in what this sentence says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("leave this sentence out"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back to the letter"), N_("back to what is being written"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_NARROW, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_phrases = {
	.name = "phrases", .title = N_("Phrases"), .size = sizeof(struct phrases), .open = open_phrases, .draw = draw, .act = act,
	.changed = changed, .close = close_phrases, .offers = offers,
};
