/* A letter in linear mode: to whom, lines until a full stop, then what to do with it, by number. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "compose.h"
#include "linear_state.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "view.h"
#include "words.h"

enum choice { CHOICE_SEND = 1, CHOICE_HEAR, CHOICE_KEEP, CHOICE_THROW, CHOICE_CHANGE };

static struct compose *letter_of(const struct linear *l)
{
	return face_top(l->face)->model;
}

bool linear_is_composing(const struct linear *l)
{
	return face_top(l->face)->screen == &screen_compose;
}

/* --- saying --- */

/* "To: Ewa Kowalska, PL; Lucía Ortega, ES"; yours. */
static char *recipients_words(const struct compose *c)
{
	struct str text = { 0 };

	for (const struct json *to = json_first(json_get(c->body, "to")); to; to = json_next(to)) {
		char *name = words_safe(json_get_text(to, "name"), SANITISE_LINE), *country = words_safe(json_get_text(to, "country"), SANITISE_LINE);
		struct str person = { 0 };

		words_part(&person, *name ? name : json_get_text(to, "id"));
		words_part(&person, country);
		str_addf(&text, text.len ? "; %s" : "%s", person.text);
		str_release(&person);
		free(country);
		free(name);
	}
	return str_detach(&text);
}

static void say_lines(struct linear *l, const char *text)
{
	while (text && *text) {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);

		linear_io_say(&l->io, line);
		text += len + (text[len] ? 1 : 0);
		free(line);
	}
}

void linear_say_letter(struct linear *l)
{
	const struct compose *c = letter_of(l);
	char *to = recipients_words(c), *line;

	/* TRANSLATORS: whom a letter goes to; what follows is typed in lines. */
	line = xasprintf(_("To: %s. Write; a line with only a full stop ends it."), to);
	linear_io_say(&l->io, line);
	free(line);
	free(to);
}

void linear_hear_letter(struct linear *l)
{
	const struct compose *c = letter_of(l);
	char *to = recipients_words(c), *line = xasprintf(_("to: %s"), to);

	linear_io_say(&l->io, line);
	linear_io_say(&l->io, c->fields[COMPOSE_SUBJECT].text.text);
	say_lines(l, c->fields[COMPOSE_TEXT].text.text);
	for (const struct json *file = json_first(json_get(c->body, "files")); file; file = json_next(file)) {
		char *words = attach_words(file);

		linear_io_say(&l->io, words);
		free(words);
	}
	free(line);
	free(to);
}

bool linear_is_written(const struct linear *l)
{
	const struct compose *c = letter_of(l);

	return face_top(l->face)->field == &c->fields[COMPOSE_TEXT] && c->fields[COMPOSE_TEXT].text.len > 0 &&
	       c->fields[COMPOSE_TEXT].at > 0;
}

void linear_say_choices(struct linear *l)
{
	struct str line = { 0 }, price = { 0 };

	words_add_measured(&price, compose_price(l->face, letter_of(l)));
	str_addf(&line, "%d %s, %s", CHOICE_SEND, _("send"), price.text);
	str_addf(&line, "  %d %s", CHOICE_HEAR, _("hear it again"));
	str_addf(&line, "  %d %s", CHOICE_KEEP, _("keep as draft"));
	str_addf(&line, "  %d %s", CHOICE_THROW, _("throw away"));
	str_addf(&line, "  %d %s", CHOICE_CHANGE, _("change it"));
	linear_io_say(&l->io, line.text);
	str_release(&price);
	str_release(&line);
}

bool linear_choose(struct linear *l, int number)
{
	switch ((enum choice)number) {
	case CHOICE_SEND:
		face_act(l->face, ACTION_SEND);
		return true;
	case CHOICE_HEAR:
		linear_hear_letter(l);
		return true;
	case CHOICE_KEEP:
		face_act(l->face, ACTION_BACK);
		return true;
	case CHOICE_THROW:
		face_act(l->face, ACTION_FINISH); /* away from the files, which it would take out */
		face_act(l->face, ACTION_DROP);
		return true;
	case CHOICE_CHANGE:
		l->is_choosing = false;
		linear_say_view(l);
		return true;
	}
	return false;
}

/* --- the head --- */

static void tell_typed(struct linear *l)
{
	view_typed(l->face, face_top(l->face));
}

static void taken(struct face *face, struct view *view, int number, int64_t argument)
{
	struct compose *c = view->model;

	(void)argument;
	if (view->screen == &screen_compose && recipients_take(&c->to, &c->fields[COMPOSE_TO], (size_t)number - 1))
		view_typed(face, view);
}

/* "Ewa?  1 Ewa Kowalska PL  2 Ewa Nowak PL". */
static void ask_which(struct linear *l, const char *part)
{
	const struct parties *matches = &letter_of(l)->to.matches;
	struct question question = { .done = taken };
	char *text = xasprintf("%s?", part), *names[4] = { NULL };

	for (size_t i = 0; i < matches->count && i < 4; i++)
		question.answers[i] = names[i] = words_person(&matches->at[i]);
	question.text = text;
	face_ask(l->face, &question);
	for (int i = 0; i < 4; i++)
		free(names[i]);
	free(text);
}

static void forget_part(struct linear *l, size_t len)
{
	struct editor *to = &letter_of(l)->fields[COMPOSE_TO];

	str_cut(&to->text, len);
	to->at = to->text.len;
	tell_typed(l);
}

/* One name, or the beginning of one, behind those that are there. False: the person has to say more. */
static bool take_name(struct linear *l, const char *part)
{
	struct compose *c = letter_of(l);
	struct editor *to = &c->fields[COMPOSE_TO];
	size_t before = to->text.len;
	char *unknown;

	to->at = to->text.len;
	editor_paste(to, part, strlen(part));
	tell_typed(l);
	if (c->to.matches.count > 1) {
		ask_which(l, part);
		return false;
	}
	if (recipients_take(&c->to, to, 0))
		tell_typed(l);
	unknown = recipients_unknown(&c->to, to->text.text);
	if (unknown) {
		face_sayf(l->face, _("Not known here: %s. Type part of a name, Enter takes the first."), unknown);
		forget_part(l, before);
	}
	free(unknown);
	return unknown == NULL;
}

static void take_names(struct linear *l, const char *line)
{
	bool all = true;

	while (all && *line) {
		size_t gap = strspn(line, " ,;"), len = strcspn(line + gap, ",;");
		char *part = xstrndup(line + gap, len);

		all = len == 0 || take_name(l, part);
		line += gap + len;
		free(part);
	}
	if (all)
		compose_go_to_empty(face_top(l->face));
}

void linear_fill_letter(struct linear *l, const char *line)
{
	struct compose *c = letter_of(l);

	if (c->item == COMPOSE_SUBJECT) {
		if (*line) {
			editor_set(&c->fields[COMPOSE_SUBJECT], "");
			editor_paste(&c->fields[COMPOSE_SUBJECT], line, strlen(line));
			tell_typed(l);
		}
		compose_go_to(face_top(l->face), COMPOSE_TEXT, true);
	} else if (*line) {
		take_names(l, line);
	} else if (c->fields[COMPOSE_TO].text.len == 0) {
		face_act(l->face, ACTION_STOP_TYPING);
	} else {
		compose_go_to_empty(face_top(l->face));
	}
}
