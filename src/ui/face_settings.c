/* What the settings mean for the face: keys, language, letters, the look of the terminal; and setting them. */
#include "face_state.h"

#include <stdlib.h>

#include "keys_named.h"
#include "layout.h"
#include "mirror.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "words.h"

/* The keys that the settings name, with the user's own; what is wrong with those is said, and what was sound holds. */
static void use_keymap(struct face *face)
{
	const char *name = settings_text(face->options.settings, SETTING_KEYMAP);
	struct err e = { 0 };

	if (text_equal(face->keymap_name, name))
		return;
	free(face->keymap_name);
	face->keymap_name = xstrdup(name);
	char *own = xasprintf("%s/keys", face->options.paths->config);

	if (keymap_load(&face->keymap, name, own, &e) != 0)
		face_fail(face, &e);
	face->chord_length = 0;
	free(own);
}

static void use_letters(struct face *face, enum words_letters wanted)
{
	if (wanted == words_letters())
		return;
	words_set_letters(wanted);
	face_show_changes(face);
}

static void use_terminal(struct face *face)
{
	const struct settings *s = face->options.settings;

	face->terminal = terminal_line_now(s, terminal_bits());
	terminal_set_theme(settings_choice(s, SETTING_THEME));
	terminal_set_mouse(settings_yes(s, SETTING_MOUSE));
	terminal_set_explicit(!mirror_of(s).terminal_orders);
}

void face_use_settings(struct face *face)
{
	const struct settings *s = face->options.settings;

	use_keymap(face);
	mirror_set_as_read(face_is_accessible(face));
	layout_set(settings_choice(s, SETTING_LAYOUT), settings_text(s, SETTING_COUNTRY));
	keys_named_use(&face->keymap);
	if (face->linear)
		face->terminal = terminal_line_now(s, 0);
	else
		use_terminal(face);
	use_letters(face, (enum words_letters)settings_choice(s, SETTING_TEXT_AS));
	cells_ambiguous_wide(settings_choice(s, SETTING_AMBIGUOUS_WIDTH) == 1);
	if (characters_set(settings_text(s, SETTING_CHARACTERS)))
		terminal_redraw();
	face->store.hold = face_is_accessible(face) ? STORE_HOLD_ACCESSIBLE_S : STORE_HOLD_S;
	face_resize(face);
}

static void use_language(const struct settings *s)
{
	const char *language = settings_text(s, SETTING_LANGUAGE);

	i18n_init_in(*language ? language : i18n_environment_language(), settings_text(s, SETTING_COUNTRY));
}

void face_look_at_settings(struct face *face)
{
	struct settings *s = face->options.settings;
	char *language = xstrdup(settings_text(s, SETTING_LANGUAGE)), *country = xstrdup(settings_text(s, SETTING_COUNTRY));

	if (settings_reload(s)) {
		if (!text_equal(language, settings_text(s, SETTING_LANGUAGE)) || !text_equal(country, settings_text(s, SETTING_COUNTRY)))
			use_language(s);
		face_use_settings(face);
	}
	free(language);
	free(country);
}

int face_set(struct face *face, enum setting setting, const char *value)
{
	struct err e = { 0 };

	if (setting == SETTING_SHARED && *face_my_id(face))
		return face_fail(face, &(struct err){ .code = ERR_STORE_OWNED });
	if (settings_set(face->options.settings, setting, value, &e) != 0)
		return face_fail(face, &e);
	if (setting == SETTING_SHARED) { /* what is kept is in another place now */
		face->forgets = true;
		face_leave_for(face, UI_AGAIN);
	}
	if (setting == SETTING_LANGUAGE)
		use_language(face->options.settings);
	face_use_settings(face);
	return 0;
}

int face_set_next(struct face *face, enum setting setting)
{
	char *next = settings_next(face->options.settings, setting);
	int result = face_set(face, setting, next);

	free(next);
	return result;
}
