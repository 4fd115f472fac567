/* Settings: what can be set, a line each, from base/settings.def; under them what the line of the cursor does. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "layout.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

_Static_assert((int)SETTING_COUNT <= (int)FORM_ROWS_MAX, "each setting has its row");

struct settings_view {
	struct form form;
	struct form_row rows[SETTING_COUNT];
};

static int open_settings(struct face *face, struct view *view, int64_t argument)
{
	struct settings_view *v = view->model;

	(void)face;
	for (int i = 0; i < SETTING_COUNT; i++)
		v->rows[i] = (struct form_row){ FORM_CHOICE, setting_rows[i].label, NULL, FORM_COLON, 0 };
	form_init(&v->form, v->rows, SETTING_COUNT, 0);
	if (argument > 0 && argument <= SETTING_COUNT) /* a setting's number and one: the cursor goes there */
		form_go(&v->form, view, (int)argument - 1, false);
	return 0;
}

static char *value(struct face *face, struct view *view, int row, bool narrow)
{
	char *own = row == SETTING_LAYOUT ? layout_words(true) : settings_words(face_settings(face), (enum setting)row);
	char *safe = words_safe(own, SANITISE_LINE);

	(void)view;
	(void)narrow;
	free(own);
	return safe;
}

static void draw_line(void *context, int indent, const char *text, size_t len)
{
	struct str *lines = context;

	(void)indent;
	str_addn(lines, text, len);
	str_addc(lines, '\n');
}

/* What the setting does stands above the keys, as many lines as it needs. */
static void draw_help(struct page *p, const char *help)
{
	struct str lines = { 0 };
	int cells = words_text_cells(p->columns - 3), count = 0, row;

	words_wrap(help, cells, draw_line, &lines);
	for (const char *c = lines.text; c && *c; c++)
		count += *c == '\n';
	row = p->rows - 1 - count;
	for (char *line = lines.text; line && *line && row < p->rows - 1; row++) {
		char *end = line + strcspn(line, "\n");

		*end = '\0';
		if (row > 0) {
			page_put(p, row, 0, "");
			page_put(p, row, 2, line);
		}
		line = end + 1;
	}
	str_release(&lines);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct settings_view *v = view->model;

	words_title(face, p, _("Settings"), "");
	form_draw(&v->form, face, view, p, 1, value);
	if (!page_is_narrow(p))
		draw_help(p, _(setting_rows[v->form.at].help));
}

static void typed_value(struct face *face, struct view *view, const char *text)
{
	struct settings_view *v = view->model;

	if (text)
		face_set(face, (enum setting)v->form.at, text);
}

static void change(struct face *face, struct view *view)
{
	struct settings_view *v = view->model;
	enum setting setting = (enum setting)v->form.at;

	if (setting == SETTING_LAYOUT || setting == SETTING_KEYMAP) {
		face_open(face, "keyboard", 0);
	} else if (setting_rows[setting].choices) {
		face_set_next(face, setting);
	} else {
		char *label = xasprintf("%s:", _(setting_rows[setting].label));

		face_prompt(face, label, settings_text(face_settings(face), setting), NULL, typed_value);
		free(label);
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct settings_view *v = view->model;
	const struct setting_row *row = &setting_rows[v->form.at];

	if (action == ACTION_INFO) {
		face_say(face, _(row->help));
		return ACT_DONE;
	}
	if (action == ACTION_DROP) {
		face_set(face, (enum setting)v->form.at, row->otherwise);
		return ACT_DONE;
	}
	switch (form_act(&v->form, view, action)) {
	case FORM_CHOSEN:
		change(face, view);
		return ACT_DONE;
	case FORM_MOVED:
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static void close_settings(struct face *face, struct view *view)
{
	struct settings_view *v = view->model;

	(void)face;
	form_release(&v->form);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("change"), N_("change what the line sets"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("as it was made"), N_("back to what holds where nothing is set"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, N_("what it does"), N_("what the line sets"), OFFER_NARROW, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_settings = {
	.name = "settings", .title = N_("Settings"), .size = sizeof(struct settings_view), .open = open_settings, .draw = draw, .act = act,
	.close = close_settings, .offers = offers,
};
