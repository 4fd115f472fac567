/* Keyboard: which one it is, so that commands go by the place of its keys, and which keys do what. */
#include <stdlib.h>

#include "face.h"
#include "form.h"
#include "layout.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { ROW_KEYMAP, ROW_OF_LANGUAGE, ROWS_BEFORE };

_Static_assert((int)ROWS_BEFORE + (int)LAYOUT_COUNT <= (int)FORM_ROWS_MAX, "each layout has its row");

struct keyboard {
	struct form form;
	struct form_row rows[ROWS_BEFORE + LAYOUT_COUNT];
	const struct layout *layouts[ROWS_BEFORE + LAYOUT_COUNT];
};

static void add_layouts(struct keyboard *k, int *count, bool of_language)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		if (layout_serves(&layouts[i]) != of_language)
			continue;
		k->layouts[*count] = &layouts[i];
		k->rows[(*count)++] = (struct form_row){ FORM_ACTION, "", NULL, 0, 1 };
	}
}

static int row_in_use(struct face *face, const struct keyboard *k)
{
	int row = ROWS_BEFORE;

	if (settings_choice(face_settings(face), SETTING_LAYOUT) == 0)
		return ROW_OF_LANGUAGE;
	while (k->layouts[row] != layout_now())
		row++;
	return row;
}

static int open_keyboard(struct face *face, struct view *view, int64_t argument)
{
	struct keyboard *k = view->model;
	int count = ROWS_BEFORE;

	(void)argument;
	k->rows[ROW_KEYMAP] = (struct form_row){ FORM_CHOICE, N_("Keys"), NULL, FORM_COLON, 0 };
	k->rows[ROW_OF_LANGUAGE] = (struct form_row){ FORM_ACTION, "", NULL, FORM_GAP, 1 };
	k->layouts[ROW_OF_LANGUAGE] = layout_of_language();
	add_layouts(k, &count, true);
	add_layouts(k, &count, false);
	form_init(&k->form, k->rows, count, 0);
	form_go(&k->form, view, row_in_use(face, k), false);
	return 0;
}

/* "that of the language, Bulgarian"; "Bulgarian, phonetic". Yours. */
static char *name_of(const struct keyboard *k, int row)
{
	struct str name = { 0 };

	if (row == ROW_OF_LANGUAGE)
		words_part(&name, _("that of the language"));
	words_part_taken(&name, layout_label(k->layouts[row]));
	return str_detach(&name);
}

/* "Bulgarian, phonetic: this one  ч ш е р т ъ": what its first keys type tells it from others. */
static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct keyboard *k = view->model;
	char *name, *sample;
	struct str text = { 0 };

	if (row == ROW_KEYMAP)
		return settings_words(face_settings(face), SETTING_KEYMAP);
	name = name_of(k, row);
	sample = layout_sample(k->layouts[row]);
	str_addf(&text, row == row_in_use(face, k) ? _("%s: this one") : "%s", name);
	if (*sample && !narrow)
		str_addf(&text, "  %s", sample);
	free(sample);
	free(name);
	return str_detach(&text);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct keyboard *k = view->model;

	words_title(face, p, _("Keyboard"), "");
	form_draw(&k->form, face, view, p, 1, words);
}

static enum outcome choose(struct face *face, struct keyboard *k)
{
	const char *name;
	char *said;

	if (k->form.at == ROW_KEYMAP) {
		face_set_next(face, SETTING_KEYMAP);
		return ACT_DONE;
	}
	name = k->form.at == ROW_OF_LANGUAGE ? setting_rows[SETTING_LAYOUT].otherwise : k->layouts[k->form.at]->name;
	if (face_set(face, SETTING_LAYOUT, name) != 0)
		return ACT_DONE;
	face_close(face);
	said = layout_words(false);
	face_say(face, said);
	free(said);
	return ACT_CLOSED;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct keyboard *k = view->model;

	switch (form_act(&k->form, view, action)) {
	case FORM_CHOSEN:
		return choose(face, k);
	case FORM_MOVED:
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static void close_keyboard(struct face *face, struct view *view)
{
	struct keyboard *k = view->model;

	(void)face;
	form_release(&k->form);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("do what the line says, or change it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_keyboard = {
	.name = "keyboard", .title = N_("Keyboard"), .size = sizeof(struct keyboard), .open = open_keyboard, .draw = draw, .act = act,
	.close = close_keyboard, .offers = offers,
};
