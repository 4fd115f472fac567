/* The letters of this screen, in the words of its help; and the names of the others. */
#include <stdlib.h>

#include "layout.h"
#include "linear_state.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/utf8.h"
#include "words.h"

/* The first key of an action that is typed as letters, with what the layout types there: "r ρ"; "" for none. Yours. */
static char *letters_of(struct linear *l, enum action action)
{
	char *key = face_key(l->face, action);
	struct str text = { 0 };
	key_code letter = key[0] && !key[1] ? layout_letter((unsigned char)key[0]) : 0;
	char bytes[4];

	if (key[0] && (!key[1] || (key[1] == ' ' && key[2] && !key[3])))
		str_add(&text, key);
	if (text.len && letter) {
		str_addc(&text, ' ');
		str_addn(&text, bytes, utf8_put(letter, bytes));
	}
	free(key);
	return str_detach(&text);
}

/* Keys that move a cursor mean nothing here. */
static bool is_said(enum action action)
{
	return action != ACTION_OPEN && action != ACTION_HELP && actions[action].group != GROUP_TYPING &&
	       (actions[action].group != GROUP_MOVING || action >= ACTION_BACK);
}

static void say_action(struct linear *l, enum action action, const char *sentence)
{
	char *letters = is_said(action) ? letters_of(l, action) : xstrdup("");

	if (*letters) {
		char *line = xasprintf("%s: %s", letters, _(sentence ? sentence : actions[action].help));

		linear_io_say(&l->io, line);
		free(line);
	}
	free(letters);
}

/* True if an offer before end (NULL: any) is of this action: at different widths one may have two. */
static bool is_offered(const struct offer *offers, const struct offer *end, enum action action)
{
	for (const struct offer *o = offers; o && o != end && o->action != ACTION_NONE; o++)
		if (o->action == action)
			return true;
	return false;
}

static void say_screens(struct linear *l)
{
	struct str names = { 0 };

	for (size_t i = 0; screens[i]; i++)
		if (actions[action_of(screens[i]->name)].group == GROUP_SCREENS && screens[i] != &screen_help && screens[i] != &screen_person)
			words_part(&names, _(screens[i]->title));
	linear_io_say(&l->io, names.text);
	str_release(&names);
}

void linear_say_help(struct linear *l)
{
	static const enum action common[] = { ACTION_SEND, ACTION_UNDO, ACTION_REDO, ACTION_PALETTE, ACTION_BACK, ACTION_QUIT };
	const struct screen *screen = face_top(l->face)->screen;
	char *title = xasprintf(_("Keys in %s"), _(screen->title));

	linear_io_say(&l->io, title);
	for (const struct offer *o = screen->offers; o && o->action != ACTION_NONE; o++)
		if (!is_offered(screen->offers, o, o->action))
			say_action(l, o->action, o->help);
	for (size_t i = 0; i < ARRAY_SIZE(common); i++)
		if (!is_offered(screen->offers, NULL, common[i]))
			say_action(l, common[i], NULL);
	say_screens(l);
	free(title);
}
