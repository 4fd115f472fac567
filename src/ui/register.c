/* Register: who I am and where I work, kept at every key but for the password, and sent to a portal. */
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "face.h"
#include "form.h"
#include "probe.h"
#include "screens.h"
#include "sign_in_kept.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum row {
	ROW_PORTAL, ROW_EMAIL, ROW_USER, ROW_PASSWORD, ROW_SHOW, ROW_NAME, ROW_ROLE, ROW_LANGUAGES, ROW_SUBJECTS, ROW_SCHOOL, ROW_TOWN,
	ROW_COUNTRY, ROW_SEND, ROW_COUNT
};

enum { FIELD_MAX = 300 /* characters */, REGISTER_BYTES = 3000 /* what it costs, about */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_PORTAL] = { FORM_FIELD, N_("Portal"), NULL, 0, 0 },
	[ROW_EMAIL] = { FORM_FIELD, N_("E-mail"), NULL, 0, 0 },
	[ROW_USER] = { FORM_FIELD, N_("Name to sign in"), NULL, 0, 0 },
	[ROW_PASSWORD] = { FORM_FIELD, N_("Password"), NULL, 0, 0 },
	[ROW_SHOW] = { FORM_CHOICE, N_("Show"), NULL, 0, 0 },
	[ROW_NAME] = { FORM_FIELD, N_("Your name"), NULL, FORM_GAP, 0 },
	[ROW_ROLE] = { FORM_FIELD, N_("Role"), NULL, 0, 0 },
	[ROW_LANGUAGES] = { FORM_FIELD, N_("Languages"), NULL, 0, 0 },
	[ROW_SUBJECTS] = { FORM_FIELD, N_("Teaches"), NULL, FORM_OPTIONAL, 0 },
	[ROW_SCHOOL] = { FORM_FIELD, N_("School"), NULL, FORM_GAP, 0 },
	[ROW_TOWN] = { FORM_FIELD, N_("Town"), NULL, 0, 0 },
	[ROW_COUNTRY] = { FORM_FIELD, N_("Country"), NULL, 0, 0 },
	[ROW_SEND] = { FORM_ACTION, N_("Register"), NULL, FORM_GAP, 0 },
};

/* What a field is of: its property, in the person, the school or the registration itself, and the vocabulary of its names. */
static const struct { const char *object, *property; const struct vocabulary *vocabulary; bool many; } properties[ROW_COUNT] = {
	[ROW_EMAIL] = { NULL, "email", NULL, false },
	[ROW_USER] = { NULL, "name", NULL, false },
	[ROW_PASSWORD] = { NULL, "password", NULL, false },
	[ROW_NAME] = { "person", "name", NULL, false },
	[ROW_ROLE] = { "person", "role", &vocabulary_roles, false },
	[ROW_LANGUAGES] = { "person", "languages", &vocabulary_languages, true },
	[ROW_SUBJECTS] = { "person", "subjects", &vocabulary_subjects, true },
	[ROW_SCHOOL] = { "school", "name", NULL, false },
	[ROW_TOWN] = { "school", "town", NULL, false },
	[ROW_COUNTRY] = { "school", "country", &vocabulary_countries, false },
};

struct registration {
	struct form form;
	struct probe probe;
};

static const char kept_fact[] = "register"; /* the fields by number, without the password */

static struct editor *field_of(struct registration *r, enum row row)
{
	return &r->form.fields[row];
}

/* --- kept at every key; on a shared computer the next one would read it --- */

static void keep(struct face *face, const struct registration *r)
{
	struct json *kept;
	struct err e = { 0 };
	char *text;

	if (settings_yes(face_settings(face), SETTING_SHARED))
		return;
	kept = json_new_array();
	for (int row = 0; row < ROW_COUNT; row++)
		json_push(kept, json_new_string(row == ROW_PASSWORD ? "" : form_text(&r->form, row)));
	text = json_print(kept);
	store_set_fact(face_store(face), kept_fact, text, &e);
	words_check(face, &e);
	free(text);
	json_free(kept);
}

static void typed(struct face *face, struct view *view)
{
	struct registration *r = view->model;

	if (view->field != field_of(r, ROW_PASSWORD))
		keep(face, r);
}

static void fill_in(struct face *face, struct registration *r)
{
	char *text = store_fact(face_store(face), kept_fact);
	struct json *kept = json_parse_own(text), *sign_in = sign_in_kept(face);
	const char *country = settings_text(face_settings(face), SETTING_COUNTRY);
	int row = 0;

	editor_set(field_of(r, ROW_PORTAL), json_get_text(sign_in, "portal"));
	editor_set(field_of(r, ROW_COUNTRY), *country ? vocabulary_label(&vocabulary_countries, country) : "");
	for (const struct json *item = json_first(kept); item && row < ROW_COUNT; item = json_next(item), row++)
		if (json_text(item) && *json_text(item))
			editor_set(field_of(r, (enum row)row), json_text(item));
	json_free(kept);
	json_free(sign_in);
	free(text);
}

/* --- what is sent --- */

static int wrong(struct face *face, struct view *view, enum row row, struct err *e)
{
	struct registration *r = view->model;
	char *sentence = err_text(e);

	form_go(&r->form, view, row, true);
	face_sayf(face, "%s: %s", _(rows[row].label), sentence);
	free(sentence);
	err_release(e);
	return -1;
}

/* The value of a field into its object, if anything is typed there. Returns 0, or -1 with e. */
static int put(const struct registration *r, enum row row, struct json *object, struct err *e)
{
	const char *text = form_text(&r->form, row);
	struct json *codes;

	if (!*text)
		return rows[row].flags & FORM_OPTIONAL ? 0 : err_set(e, ERR_FIELD_REQUIRED, NULL);
	if (!properties[row].vocabulary) {
		json_set_string(object, properties[row].property, text);
		return 0;
	}
	codes = codes_read(properties[row].vocabulary, text, e);
	if (!codes)
		return -1;
	if (json_size(codes) != 1 && !properties[row].many) {
		json_free(codes);
		return err_set(e, ERR_FIELD_CODE, text, NULL);
	}
	if (properties[row].many) {
		json_set(object, properties[row].property, codes);
	} else {
		json_set_string(object, properties[row].property, json_key(json_first(codes)));
		json_free(codes);
	}
	return 0;
}

/* The row of a wrong field, as the portal names it ("person/name") or as one of an object. */
static enum row row_of(const char *object, const char *property)
{
	for (int row = 0; row < ROW_COUNT; row++)
		if (properties[row].property && text_equal(properties[row].object, object) && strcmp(properties[row].property, property) == 0)
			return (enum row)row;
	return ROW_SEND;
}

/* The rows of the schema say what is wrong with a card or a school; the first is shown. */
static int check(struct face *face, struct view *view, const struct json *body, const char *object, const struct record_type *type)
{
	struct field_errors errors = { 0 };
	int result = 0;

	if (record_validate(type, json_get(body, object), NULL, VALIDATE_CREATE, &errors) > 0)
		result = wrong(face, view, row_of(object, errors.at[0].name), &errors.at[0].error);
	field_errors_release(&errors);
	return result;
}

/* The whole registration; NULL where something is wrong, which is shown. Yours. */
static struct json *make_body(struct face *face, struct view *view)
{
	struct registration *r = view->model;
	struct json *body = json_new_object();
	struct err e = { 0 };
	int result = 0;

	json_set_string(body, "language", i18n_language());
	json_set(body, "person", json_new_object());
	json_set(body, "school", json_new_object());
	for (int row = 0; row < ROW_COUNT && result == 0; row++) {
		const char *object = properties[row].object;

		if (properties[row].property && put(r, (enum row)row, object ? json_get_mutable(body, object) : body, &e) != 0)
			result = wrong(face, view, (enum row)row, &e);
	}
	if (result == 0)
		result = check(face, view, body, "person", &record_types[TYPE_Person]);
	if (result == 0)
		result = check(face, view, body, "school", &record_types[TYPE_School]);
	if (result == 0)
		return body;
	json_free(body);
	return NULL;
}

static void send(struct face *face, struct view *view)
{
	struct registration *r = view->model;
	struct json *body = make_body(face, view), *packet;

	if (!body)
		return;
	packet = json_new_object();
	json_set_string(packet, "do", "register");
	json_set_string(packet, "url", form_text(&r->form, ROW_PORTAL));
	json_set(packet, "body", body);
	face_say_lightly(face, _("The portal is asked."));
	face_tell_engine(face, packet);
}

static void ask_portal(struct face *face, struct view *view)
{
	struct registration *r = view->model;
	struct json *body = make_body(face, view);

	if (!body)
		return;
	json_free(body);
	if (probe_go(&r->probe, face, form_text(&r->form, ROW_PORTAL)))
		send(face, view);
}

/* --- what comes of it --- */

static void take_answer(struct face *face, struct view *view, const struct json *answer)
{
	struct registration *r = view->model;
	struct view *below = face_view_below(face);
	bool by_mail = text_equal(json_get_text(answer, "by"), "mail");

	sign_in_keep(face, form_text(&r->form, ROW_PORTAL), form_text(&r->form, ROW_USER));
	store_set_fact(face_store(face), kept_fact, NULL, NULL);
	if (below && below->screen == &screen_sign_in)
		face_close(face);
	else
		face_replace(face, "sign-in", 0);
	face_say(face, by_mail ? _("Registered, and waiting for validation by the support office. A code is on its way by e-mail: sign in, "
	                           "then type it in your profile.")
	                       : _("Registered, and waiting for validation by the support office. Sign in with name and password."));
}

/* The first field that the portal calls wrong, with its sentence; else the cause. */
static void hear_failure(struct face *face, struct view *view, const struct json *packet)
{
	const struct json *first = json_first(json_get(packet, "errors"));
	const char *key = json_key(first), *slash = key ? strchr(key, '/') : NULL;
	char *object = slash ? xstrndup(key, (size_t)(slash - key)) : NULL;
	enum row row = key ? row_of(object, slash ? slash + 1 : key) : ROW_SEND;
	struct err cause = { 0 };

	json_to_err(row == ROW_SEND ? json_get(packet, "cause") : first, &cause);
	if (row == ROW_SEND)
		face_fail(face, &cause);
	else
		wrong(face, view, row, &cause);
	free(object);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct registration *r = view->model;
	const char *did = json_get_text(packet, "did");

	if (probe_hear(&r->probe, face, packet) == PROBE_GO) {
		send(face, view);
	} else if (text_equal(did, "registered")) {
		take_answer(face, view, json_get(packet, "answer"));
	} else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "register")) {
		hear_failure(face, view, packet);
	}
}

/* --- drawing --- */

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct registration *r = view->model;
	struct str size = { 0 }, time = { 0 }, names = { 0 };
	char *text;

	(void)narrow;
	if (row == ROW_SHOW)
		return xstrdup(field_of(r, ROW_PASSWORD)->secret ? _("no") : _("yes"));
	if (properties[row].vocabulary && codes_add_labels(&names, properties[row].vocabulary, form_text(&r->form, row)))
		return str_detach(&names);
	if (row != ROW_SEND)
		return NULL;
	words_add_price(&size, &time, price_of(face_store(face), REGISTER_BYTES));
	text = xasprintf(_("about %s, %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

/* While a name of a vocabulary is typed: those that begin so. Else what is known of the portal. */
static void draw_foot(struct face *face, struct view *view, struct page *p, int row)
{
	struct registration *r = view->model;
	const struct vocabulary *v = view->field ? properties[r->form.at].vocabulary : NULL;
	struct str names = { 0 };

	if (!v) {
		probe_draw(&r->probe, face, p, row);
		return;
	}
	codes_add_matches(&names, v, form_text(&r->form, r->form.at), p->columns - 3);
	if (row < p->rows - 1)
		page_put(p, row, page_is_narrow(p) ? 0 : 2, names.text ? names.text : _("No name here begins so."));
	str_release(&names);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct registration *r = view->model;
	int row;

	words_title(face, p, _("Register"), page_is_narrow(p) ? "" : _("kept at every key; nothing sent yet"));
	row = form_draw(&r->form, face, view, p, 1, words);
	draw_foot(face, view, p, page_is_narrow(p) ? row : row + 1);
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct registration *r = view->model;
	bool was_portal = view->field == field_of(r, ROW_PORTAL);
	enum form_result result = form_act(&r->form, view, action);

	if (was_portal && view->field != field_of(r, ROW_PORTAL))
		probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	if (result == FORM_CHOSEN && r->form.at == ROW_SHOW)
		field_of(r, ROW_PASSWORD)->secret = !field_of(r, ROW_PASSWORD)->secret;
	else if (result == FORM_CHOSEN)
		ask_portal(face, view);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

static int open_register(struct face *face, struct view *view, int64_t argument)
{
	struct registration *r = view->model;

	(void)argument;
	form_init(&r->form, rows, ROW_COUNT, FIELD_MAX);
	form_secret(&r->form, ROW_PASSWORD);
	fill_in(face, r);
	face_listen(face, heard);
	probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	form_go_to_empty(&r->form, view);
	return 0;
}

static void close_register(struct face *face, struct view *view)
{
	struct registration *r = view->model;

	(void)face;
	form_release(&r->form);
	probe_release(&r->probe);
}

static const struct offer typing[] = {
	{ ACTION_OPEN, N_("next field"), NULL, OFFER_WIDE, ACTION_NEXT_PART },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Register"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_register = {
	.name = "register", .title = N_("Register"), .size = sizeof(struct registration), .open = open_register, .draw = draw,
	.act = act, .typed = typed, .close = close_register, .offers = form_offers, .typing = typing,
};
