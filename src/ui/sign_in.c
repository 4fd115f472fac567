/* Sign in: portal, name, password, what this computer is called. The password is in this screen's memory alone, and wiped. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "face.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

/* From the top down; fields first in each table by what they hold. */
enum item { ITEM_PORTAL, ITEM_NAME, ITEM_PASSWORD, ITEM_SHOW, ITEM_DEVICE, ITEM_SIGN_IN, ITEM_COUNT };

enum {
	INDENT = 2, LABEL_GAP = 3,
	FIELD_MAX = 300,      /* characters */
	PASSWORD_ROOM = 1300, /* bytes taken at once, so that no piece of a password is left behind in freed memory */
	EXCHANGE_BYTES = 2000 /* what signing in costs, about */
};

struct sign_in {
	struct editor fields[ITEM_COUNT]; /* ITEM_SHOW and ITEM_SIGN_IN have none */
	enum item item;
	bool is_sent;   /* the portal has been asked at least once */
	bool is_narrow; /* as last drawn: some lines are left out */
};

static const char *const labels[ITEM_COUNT] = {
	[ITEM_PORTAL] = N_("Portal"), [ITEM_NAME] = N_("Name"), [ITEM_PASSWORD] = N_("Password"), [ITEM_SHOW] = N_("Show"),
	[ITEM_DEVICE] = N_("Call it"), [ITEM_SIGN_IN] = N_("Sign in"),
};

static const char kept_fact[] = "sign-in"; /* what was typed last, without the password */

static bool is_field(enum item item)
{
	return item != ITEM_SHOW && item != ITEM_SIGN_IN;
}

static const char *text_of(const struct sign_in *s, enum item item)
{
	return s->fields[item].text.text;
}

/* --- from item to item --- */

static void go_to(struct view *view, enum item item, bool typing)
{
	struct sign_in *s = view->model;

	s->item = item;
	view->field = typing && is_field(item) ? &s->fields[item] : NULL;
}

static void step(struct view *view, int by, bool typing)
{
	struct sign_in *s = view->model;
	int item = (int)s->item;

	do
		item = (item + by + ITEM_COUNT) % ITEM_COUNT;
	while (s->is_narrow && item == ITEM_DEVICE);
	go_to(view, (enum item)item, typing);
}

static void go_to_empty(struct view *view)
{
	struct sign_in *s = view->model;
	int item = 0;

	while (item < ITEM_SIGN_IN && (!is_field((enum item)item) || s->fields[item].text.len > 0))
		item++;
	go_to(view, (enum item)item, true);
}

/* --- signing in --- */

static void wipe_password(struct sign_in *s)
{
	struct editor *password = &s->fields[ITEM_PASSWORD];

	if (password->text.text)
		wipe(password->text.text, password->text.capacity);
	editor_set(password, "");
}

static void keep_typed(struct face *face, const struct sign_in *s)
{
	struct json *kept = json_new_object();
	struct err e = { 0 };
	char *text;

	json_set_string(kept, "portal", text_of(s, ITEM_PORTAL));
	json_set_string(kept, "name", text_of(s, ITEM_NAME));
	json_set_string(kept, "device", text_of(s, ITEM_DEVICE));
	text = json_print(kept);
	store_set_fact(face_store(face), kept_fact, text, &e);
	words_check(face, &e);
	free(text);
	json_free(kept);
}

static bool lacks_something(struct face *face, struct view *view)
{
	const struct sign_in *s = view->model;

	if (!*text_of(s, ITEM_PORTAL)) {
		face_say(face, _("Which portal? Its address is something like portal.school.example."));
		go_to(view, ITEM_PORTAL, true);
	} else if (!*text_of(s, ITEM_NAME)) {
		face_say(face, _("Which name did you register with?"));
		go_to(view, ITEM_NAME, true);
	} else if (!*text_of(s, ITEM_PASSWORD)) {
		face_say(face, _("The password is missing."));
		go_to(view, ITEM_PASSWORD, true);
	} else {
		return false;
	}
	return true;
}

static void ask_portal(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;
	struct json *packet;

	if (lacks_something(face, view))
		return;
	keep_typed(face, s);
	packet = json_new_object();
	json_set_string(packet, "do", "sign-in");
	json_set_string(packet, "url", text_of(s, ITEM_PORTAL));
	json_set_string(packet, "name", text_of(s, ITEM_NAME));
	json_set_string(packet, "password", text_of(s, ITEM_PASSWORD));
	json_set_string(packet, "device", text_of(s, ITEM_DEVICE));
	s->is_sent = true;
	face_say(face, _("The portal is asked."));
	face_tell_engine(face, packet);
}

static void welcome(struct face *face, struct sign_in *s, const struct json *packet)
{
	struct str name = { 0 };

	words_add(&name, face, json_get_text(packet, "name"), FIELD_MAX);
	wipe_password(s);
	if (face_view_below(face))
		face_close(face);
	else
		face_replace(face, "inbox", 0);
	face_sayf(face, _("Signed in: %s."), name.len ? name.text : "");
	str_release(&name);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct sign_in *s = view->model;
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (text_equal(did, "signed-in")) {
		welcome(face, s, packet);
	} else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "sign-in")) {
		json_to_err(json_get(packet, "cause"), &cause);
		if (cause.code == ERR_BAD_PASSWORD) {
			wipe_password(s);
			go_to(view, ITEM_PASSWORD, true);
		}
		face_fail(face, &cause);
	}
}

/* --- drawing --- */

static int field_column(void)
{
	int most = 0;

	for (int item = 0; item < ITEM_COUNT; item++)
		if (cells_width(_(labels[item])) > most)
			most = cells_width(_(labels[item]));
	return INDENT + most + LABEL_GAP;
}

/* What stands beside a label when nothing is typed there; yours. */
static char *words_of(const struct sign_in *s, enum item item, bool narrow)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	switch (item) {
	case ITEM_SHOW:
		if (narrow)
			return xstrdup(s->fields[ITEM_PASSWORD].secret ? _("no") : _("yes"));
		return xstrdup(s->fields[ITEM_PASSWORD].secret ? _("no; Space changes it") : _("yes; Space changes it"));
	case ITEM_SIGN_IN:
		words_add_price(&size, &time, EXCHANGE_BYTES);
		text = narrow ? xasprintf("%s, %s", size.text, time.text) : xasprintf(_("about %s, %s"), size.text, time.text);
		str_release(&size);
		str_release(&time);
		return text;
	case ITEM_DEVICE:
		return xasprintf(_("%s, so that you can sign it out from elsewhere"), text_of(s, item));
	default:
		return xstrdup(text_of(s, item));
	}
}

static void draw_item(struct face *face, struct view *view, struct page *p, enum item item, int row)
{
	struct sign_in *s = view->model;
	bool narrow = page_is_narrow(p), is_typed = view->field == &s->fields[item];
	int column = narrow ? cells_width(_(labels[item])) + 1 : field_column(), cells = p->columns - 1 - column;
	struct str cut = { 0 };
	char *text;

	page_put(p, row, narrow ? 0 : INDENT, _(labels[item]));
	if (is_typed || item == ITEM_PASSWORD) {
		if (is_typed)
			view->field_width = cells;
		editor_draw(&s->fields[item], p, row, column, 1, cells, is_typed);
	} else {
		text = words_of(s, item, narrow);
		words_add(&cut, face, text, cells);
		page_put(p, row, column, cut.text);
		free(text);
	}
	if (s->item == item && !view->field) {
		if (narrow)
			page_cursor(p, row, 0);
		else
			page_mark(p, row);
	}
	str_release(&cut);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct sign_in *s = view->model;
	int row = 1, rows = page_body_rows(p);

	s->is_narrow = page_is_narrow(p) || p->rows < ITEM_COUNT + 3;
	if (page_is_narrow(p))
		words_title(face, p, s->is_sent ? _("Sign in") : _("Sign in, nothing sent yet"), "");
	else
		words_title(face, p, _("Sign in"), s->is_sent ? "" : _("nothing sent yet"));
	if (rows < ITEM_COUNT - 1) { /* very small: the line under the cursor alone */
		draw_item(face, view, p, s->item, 1);
		return;
	}
	for (int item = 0; item < ITEM_COUNT; item++) {
		if (item == ITEM_DEVICE && s->is_narrow)
			continue;
		if (item == ITEM_SIGN_IN && !s->is_narrow)
			row++;
		draw_item(face, view, p, (enum item)item, row++);
	}
}

/* --- acting --- */

static void change_show(struct sign_in *s)
{
	s->fields[ITEM_PASSWORD].secret = !s->fields[ITEM_PASSWORD].secret;
}

static enum outcome open_item(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;

	if (s->item == ITEM_SIGN_IN)
		ask_portal(face, view);
	else if (s->item == ITEM_SHOW)
		change_show(s);
	else if (view->field)
		go_to_empty(view);
	else
		go_to(view, s->item, true);
	return ACT_DONE;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct sign_in *s = view->model;
	bool is_typing = view->field != NULL;

	switch (action) {
	case ACTION_OPEN:
		return open_item(face, view);
	case ACTION_PAGE_DOWN:
		if (s->item != ITEM_SHOW)
			return ACT_IGNORED;
		change_show(s);
		return ACT_DONE;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		step(view, action == ACTION_NEXT_PART ? 1 : -1, true);
		return ACT_DONE;
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		step(view, action == ACTION_MOVE_DOWN ? 1 : -1, is_typing);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		go_to(view, ITEM_PORTAL, false);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_FINISH:
		go_to(view, ITEM_SIGN_IN, false);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		go_to(view, s->item, false);
		return ACT_DONE;
	case ACTION_SIGN_IN:
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static void fill_in(struct face *face, struct sign_in *s)
{
	char *kept_text = store_fact(face_store(face), kept_fact), *me_text = store_fact(face_store(face), "me");
	struct json *kept = json_parse_own(kept_text), *me = json_parse_own(me_text);
	const char *portal = json_get_text(kept, "portal"), *device = json_get_text(kept, "device");
	char host[FIELD_MAX] = { 0 };

	gethostname(host, sizeof host - 1);
	editor_init(&s->fields[ITEM_PORTAL], portal ? portal : json_get_text(me, "portal"), FIELD_MAX, false);
	editor_init(&s->fields[ITEM_NAME], json_get_text(kept, "name"), FIELD_MAX, false);
	editor_init(&s->fields[ITEM_PASSWORD], "", FIELD_MAX, false);
	editor_init(&s->fields[ITEM_DEVICE], device ? device : host, FIELD_MAX, false);
	json_free(kept);
	json_free(me);
	free(kept_text);
	free(me_text);
}

static int open_sign_in(struct face *face, struct view *view, int64_t argument)
{
	struct sign_in *s = view->model;
	struct str *password = &s->fields[ITEM_PASSWORD].text;

	(void)argument;
	fill_in(face, s);
	for (int i = 0; i < PASSWORD_ROOM; i++)
		str_addc(password, ' ');
	str_clear(password);
	s->fields[ITEM_PASSWORD].secret = true;
	face_listen(face, heard);
	go_to_empty(view);
	return 0;
}

static void close_sign_in(struct face *face, struct view *view)
{
	struct sign_in *s = view->model;

	(void)face;
	wipe_password(s);
	for (int item = 0; item < ITEM_COUNT; item++)
		editor_release(&s->fields[item]);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Sign in"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_OPEN, N_("next field"), NULL, OFFER_WIDE, ACTION_NEXT_PART },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Sign in"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_sign_in = {
	.name = "sign-in", .title = N_("Sign in"), .size = sizeof(struct sign_in), .open = open_sign_in, .draw = draw, .act = act,
	.close = close_sign_in, .offers = offers, .typing = typing,
};
