/* Password and devices: where I am signed in, ending a sign-in from here, another password; the codes of a new e-mail address. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "profile.h"
#include "pupils.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/day.h"
#include "words.h"

/* The rows that there always are; the devices stand behind them. */
enum row { ROW_OLD, ROW_NEW, ROW_SHOW, ROW_SET, ROW_CODES, ROW_CONFIRM, ROW_DEVICES };

enum { FIELD_MAX = 300 /* characters */, DEVICES_MOST = 24 };

static const struct form_row first_rows[ROW_DEVICES] = {
	[ROW_OLD] = { FORM_FIELD, N_("Password now"), N_("Now"), FORM_OPTIONAL, 0 },
	[ROW_NEW] = { FORM_FIELD, N_("New password"), N_("New"), FORM_OPTIONAL, 0 },
	[ROW_SHOW] = { FORM_CHOICE, N_("Show"), NULL, 0, 0 },
	[ROW_SET] = { FORM_ACTION, N_("Set the new password"), NULL, 0, 1 },
	[ROW_CODES] = { FORM_FIELD, N_("Codes of the new address"), N_("Codes"), FORM_GAP | FORM_OPTIONAL, 2 },
	[ROW_CONFIRM] = { FORM_ACTION, N_("Confirm the new address"), NULL, 0, 2 },
};

struct device { char *id, *name; int64_t used_at; bool is_this; }; /* used_at: a day since 1970 */

struct devices {
	struct form form;
	struct form_row rows[FORM_ROWS_MAX];
	struct device devices[DEVICES_MOST];
	int count;
	bool is_known;
};

/* --- asking the portal --- */

static void ask(struct face *face, const char *what, const char *id, struct json *body_taken)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", what);
	if (id)
		json_set_string(packet, "id", id);
	if (body_taken)
		json_set(packet, "body", body_taken);
	face_tell_engine(face, packet);
}

static void release_devices(struct devices *d)
{
	for (int i = 0; i < d->count; i++) {
		free(d->devices[i].id);
		free(d->devices[i].name);
	}
	d->count = 0;
}

/* The portal tells the day only. */
static int64_t day_used(const struct json *device)
{
	int year, month, day;

	return clock_parse_date(json_get_text(device, "usedAt"), &year, &month, &day) ? clock_days(year, month, day) : 0;
}

static void take_devices(struct devices *d, const struct json *list)
{
	int at = d->form.at;

	release_devices(d);
	for (const struct json *i = json_first(list); i && d->count < DEVICES_MOST; i = json_next(i)) {
		struct device *device = &d->devices[d->count];

		*device = (struct device){
			.id = xstrdup(json_get_text(i, "id")), .name = words_safe(json_get_text(i, "name"), SANITISE_LINE),
			.used_at = day_used(i), .is_this = json_get_bool(i, "isThis", false),
		};
		d->rows[ROW_DEVICES + d->count] = (struct form_row){ FORM_ACTION, N_("Device"), NULL, d->count ? 0 : FORM_GAP, 3 };
		d->count++;
	}
	d->is_known = true;
	d->form.count = ROW_DEVICES + d->count;
	d->form.at = at < d->form.count ? at : d->form.count - 1;
}

static void take_confirmed(struct face *face, struct devices *d, const struct json *waiting)
{
	editor_set(&d->form.fields[ROW_CODES], "");
	if (json_size(waiting) == 0)
		face_say(face, _("The new address counts now."));
	else if (json_size(waiting) == 1 && strcmp(json_text(json_first(waiting)), "old") == 0)
		face_say(face, _("One code was right; that of the old address is still awaited."));
	else
		face_say(face, _("One code was right; that of the new address is still awaited."));
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	static const char *const ours[] = { "devices", "device-end", "password", "confirm" };
	struct devices *d = view->model;
	const char *did = json_get_text(packet, "did");
	const struct json *answer = json_get(packet, "answer");
	struct err cause = { 0 };

	if (text_equal(did, "devices")) {
		take_devices(d, json_get(answer, "devices"));
	} else if (text_equal(did, "device-ended")) {
		face_say(face, _("That device is signed out."));
		ask(face, "devices", NULL, NULL);
	} else if (text_equal(did, "password-set")) {
		form_wipe(&d->form, ROW_OLD);
		form_wipe(&d->form, ROW_NEW);
		face_say(face, _("The new password counts now; every other device is signed out."));
		ask(face, "devices", NULL, NULL);
		pupils_password_set(face);
	} else if (text_equal(did, "confirmed")) {
		take_confirmed(face, d, json_get(answer, "waiting"));
	} else if (text_equal(did, "failed")) {
		for (size_t i = 0; i < ARRAY_SIZE(ours); i++) {
			if (!text_equal(json_get_text(packet, "do"), ours[i]))
				continue;
			json_to_err(json_get(packet, "cause"), &cause);
			face_fail(face, &cause);
		}
	}
}

/* --- drawing --- */

static char *device_words(const struct device *device, bool narrow)
{
	struct str text = { 0 }, used = { 0 };

	words_part(&text, *device->name ? device->name : _("without a name"));
	if (device->is_this)
		words_part(&text, _("this one"));
	day_add_date(&used, device->used_at);
	if (!narrow) {
		char *last = xasprintf(_("last used %s"), used.text ? used.text : "");

		words_part(&text, last);
		free(last);
	}
	str_release(&used);
	return str_detach(&text);
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct devices *d = view->model;

	(void)face;
	switch (row) {
	case ROW_SHOW:
		return xstrdup(d->form.fields[ROW_OLD].secret ? _("no") : _("yes"));
	case ROW_SET:
		return xstrdup(narrow ? "" : _("every other sign-in of yours ends"));
	case ROW_CONFIRM:
		return xstrdup("");
	default:
		return row >= ROW_DEVICES ? device_words(&d->devices[row - ROW_DEVICES], narrow) : NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct devices *d = view->model;
	int row;

	words_title_line(face, p, _("Password and devices"));
	row = form_draw(&d->form, face, view, p, 1, words);
	if (!d->is_known && row + 1 < p->rows - 1) {
		struct str sentence = { 0 };

		words_add_whole(&sentence, face,
		                page_is_narrow(p) ? _("The portal is asked for them.") : _("The devices come when the portal has answered."),
		                p->columns - 3);
		page_put(p, row + 1, 2, sentence.text);
		str_release(&sentence);
	}
}

/* --- acting --- */

static void set_password(struct face *face, struct devices *d)
{
	struct json *body;

	if (!*form_text(&d->form, ROW_OLD) || !*form_text(&d->form, ROW_NEW)) {
		face_say(face, _("Both passwords are needed, the one of now and the new one."));
		return;
	}
	body = json_new_object();
	json_set_string(body, "old", form_text(&d->form, ROW_OLD));
	json_set_string(body, "new", form_text(&d->form, ROW_NEW));
	ask(face, "password", NULL, body);
	face_say_lightly(face, _("The portal is asked."));
}

/* Codes as people type them: parted by blanks or commas. */
static void confirm(struct face *face, struct devices *d)
{
	const char *text = form_text(&d->form, ROW_CODES);
	struct json *body = json_new_object(), *codes = json_set(body, "codes", json_new_array());

	for (text += strspn(text, ", "); *text; text += strspn(text, ", ")) {
		size_t len = strcspn(text, ", ");
		char *code = xstrndup(text, len);

		json_push(codes, json_new_string(code));
		free(code);
		text += len;
	}
	if (json_size(codes) == 0) {
		json_free(body);
		face_say(face, _("Type the code that came to the new address, and the one that came to the old."));
		return;
	}
	ask(face, "confirm", NULL, body);
	face_say_lightly(face, _("The portal is asked."));
}

static void end_device(struct face *face, struct view *view, int answer, int64_t device)
{
	struct devices *d = view->model;

	if (answer == 2 && device < d->count)
		ask(face, "device-end", d->devices[device].id, NULL);
}

static void ask_to_end(struct face *face, struct devices *d, int device)
{
	char *text;

	if (d->devices[device].is_this) {
		face_say(face, _("This is the device in your hands: \"twinline sign-out\" ends its sign-in."));
		return;
	}
	text = xasprintf(_("Sign out %s?"), d->devices[device].name);
	face_ask(face, &(struct question){
		.text = text, .answers = { _("leave it"), _("sign it out") }, .done = end_device, .argument = device,
	});
	free(text);
}

static void choose(struct face *face, struct devices *d)
{
	switch (d->form.at) {
	case ROW_SHOW:
		d->form.fields[ROW_OLD].secret = d->form.fields[ROW_NEW].secret = !d->form.fields[ROW_OLD].secret;
		break;
	case ROW_SET:
		set_password(face, d);
		break;
	case ROW_CONFIRM:
		confirm(face, d);
		break;
	default:
		ask_to_end(face, d, d->form.at - ROW_DEVICES);
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct devices *d = view->model;
	enum form_result result;

	if (action == ACTION_DROP && !view->field && d->form.at >= ROW_DEVICES) {
		ask_to_end(face, d, d->form.at - ROW_DEVICES);
		return ACT_DONE;
	}
	result = form_act(&d->form, view, action);
	if (result == FORM_CHOSEN)
		choose(face, d);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

/* The codes are asked for only where an address waits for them. */
static void hide_codes(struct face *face, struct devices *d)
{
	struct json *account = profile_tree(face, &profile_account);
	bool waits = json_get_text(account, "pendingEmail") != NULL;

	d->form.is_hidden[ROW_CODES] = d->form.is_hidden[ROW_CONFIRM] = !waits;
	json_free(account);
}

static int open_devices(struct face *face, struct view *view, int64_t argument)
{
	struct devices *d = view->model;

	(void)argument;
	memcpy(d->rows, first_rows, sizeof first_rows);
	form_init(&d->form, d->rows, ROW_DEVICES, FIELD_MAX);
	form_secret(&d->form, ROW_OLD);
	form_secret(&d->form, ROW_NEW);
	hide_codes(face, d);
	face_listen(face, heard);
	ask(face, "devices", NULL, NULL);
	form_go(&d->form, view, ROW_OLD, false);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	hide_codes(face, view->model);
}

static void close_devices(struct face *face, struct view *view)
{
	struct devices *d = view->model;

	(void)face;
	release_devices(d);
	form_release(&d->form);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("sign out"), N_("sign that device out"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_devices = {
	.name = "devices", .title = N_("Password and devices"), .size = sizeof(struct devices), .open = open_devices, .draw = draw,
	.act = act, .changed = changed, .close = close_devices, .offers = offers, .typing = form_typing,
};
