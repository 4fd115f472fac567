/* Register: who I am and where I work, kept at every key but for the password, and sent to a portal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "face.h"
#include "register.h"
#include "screens.h"
#include "sign_in_kept.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { FIELD_MAX = 300, TEXT_MAX = 4000 /* characters */, REGISTER_BYTES = 3000 /* what it costs, about */ };

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
	[ROW_FOUND] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_FOUND + 1] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_FOUND_LAST] = { FORM_CHOICE, N_("Is it this?"), NULL, 0, 0 },
	[ROW_NEW] = { FORM_WORDS, N_("New school"), NULL, 0, 0 },
	[ROW_HEAD_NAME] = { FORM_FIELD, N_("Head of the school"), N_("Head"), FORM_GAP, 0 },
	[ROW_HEAD_EMAIL] = { FORM_FIELD, N_("E-mail of the head"), NULL, 0, 0 },
	[ROW_TEXT] = { FORM_FIELD, N_("Besides"), NULL, FORM_OPTIONAL, 0 },
	[ROW_SEND] = { FORM_ACTION, N_("Register"), NULL, FORM_GAP, 0 },
	[ROW_SIGN_IN] = { FORM_ACTION, N_("Sign in"), NULL, 0, 0 },
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
	[ROW_HEAD_NAME] = { "head", "name", NULL, false },
	[ROW_HEAD_EMAIL] = { "head", "email", NULL, false },
	[ROW_TEXT] = { NULL, "text", NULL, false },
};

static const char op_id_name[] = "opId";
static const char kept_fact[] = "register"; /* the fields by their properties, without the password */

static struct editor *field_of(struct registration *r, int row)
{
	return &r->form.fields[row];
}

/* --- kept at every key; on a shared computer the next one would read it --- */

/* "school/name"; yours. */
static char *name_of(int row)
{
	const char *object = properties[row].object, *property = row == ROW_PORTAL ? "portal" : properties[row].property;

	return xasprintf("%s%s%s", object ? object : "", object ? "/" : "", property ? property : "");
}

static bool is_kept(int row)
{
	return rows[row].kind == FORM_FIELD && row != ROW_PASSWORD;
}

static void keep(struct face *face, const struct registration *r)
{
	struct json *kept;
	struct err e = { 0 };
	char *text;

	if (settings_yes(face_settings(face), SETTING_SHARED))
		return;
	kept = json_new_object();
	for (int row = 0; row < ROW_COUNT; row++) {
		char *name = name_of(row);

		if (is_kept(row) && *form_text(&r->form, row))
			json_set_string(kept, name, form_text(&r->form, row));
		free(name);
	}
	json_set_string(kept, op_id_name, r->op_id);
	register_school_keep(r, kept);
	text = json_print(kept);
	store_set_fact(face_store(face), kept_fact, text, &e);
	words_check(face, &e);
	free(text);
	json_free(kept);
}

static void typed(struct face *face, struct view *view)
{
	struct registration *r = view->model;

	if (r->form.at == ROW_SCHOOL || r->form.at == ROW_TOWN || r->form.at == ROW_COUNTRY)
		register_school_typed(face, r);
	if (r->form.at == ROW_NAME || r->form.at == ROW_PORTAL)
		r->is_sure = r->is_known = false;
	if (view->field != field_of(r, ROW_PASSWORD)) {
		random_op_id(r->op_id);
		keep(face, r);
	}
	register_rows(r);
}

static void fill_in(struct face *face, struct registration *r)
{
	char *text = store_fact(face_store(face), kept_fact);
	struct json *kept = json_parse_own(text), *sign_in = sign_in_kept(face);
	const char *country = settings_text(face_settings(face), SETTING_COUNTRY);

	editor_set(field_of(r, ROW_PORTAL), json_get_text(sign_in, "portal"));
	editor_set(field_of(r, ROW_COUNTRY), *country ? vocabulary_label(&vocabulary_countries, country) : "");
	for (int row = 0; row < ROW_COUNT; row++) {
		char *name = name_of(row);

		if (is_kept(row) && json_get_text(kept, name))
			editor_set(field_of(r, row), json_get_text(kept, name));
		free(name);
	}
	register_school_fill_in(r, kept);
	random_op_id(r->op_id);
	if (json_get_text(kept, op_id_name))
		snprintf(r->op_id, sizeof r->op_id, "%s", json_get_text(kept, op_id_name));
	json_free(kept);
	json_free(sign_in);
	free(text);
}

/* --- what is sent --- */

static int wrong(struct face *face, struct view *view, enum register_row row, struct err *e)
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
static int put(const struct registration *r, enum register_row row, struct json *object, struct err *e)
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
static enum register_row row_of(const char *object, const char *property)
{
	for (int row = 0; row < ROW_COUNT; row++)
		if (properties[row].property && text_equal(properties[row].object, object) && strcmp(properties[row].property, property) == 0)
			return (enum register_row)row;
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

	json_set_string(body, op_id_name, r->op_id);
	json_set_string(body, "language", i18n_language());
	json_set(body, "person", json_new_object());
	json_set(body, "school", json_new_object());
	json_set(body, "head", json_new_object());
	for (int row = 0; row < ROW_COUNT && result == 0; row++) {
		const char *object = properties[row].object;

		if (!properties[row].property || r->form.is_hidden[row])
			continue;
		if (put(r, (enum register_row)row, object ? json_get_mutable(body, object) : body, &e) != 0)
			result = wrong(face, view, (enum register_row)row, &e);
	}
	if (result == 0)
		result = check(face, view, body, "person", &record_types[TYPE_Person]);
	if (result == 0)
		result = check(face, view, body, "school", &record_types[TYPE_School]);
	if (!r->probe.asks_head)
		json_remove(body, "head");
	if (r->school_id) {
		json_set(body, "school", json_new_object());
		json_set_string(json_get_mutable(body, "school"), "id", r->school_id);
	}
	if (r->is_sure)
		json_set_bool(body, "sure", true);
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

/* Somebody or something is like what is registered: it is said, and done all the same when it is sent again. */
static void take_alike(struct face *face, struct view *view, const struct json *alike)
{
	struct registration *r = view->model;

	r->is_sure = true;
	r->is_known = json_get_bool(alike, "person", false);
	if (json_get(alike, "schools"))
		register_school_show(r, json_get(alike, "schools"));
	register_rows(r);
	form_go(&r->form, view, r->is_known ? ROW_SIGN_IN : r->school_count ? ROW_FOUND : ROW_SEND, false);
	if (r->is_known)
		face_say(face, _("Somebody of this name is here already, at this school or in this town. If that is you, sign in; if not, choose "
		                 "Register once more."));
	else
		face_say(face, _("A school like this one is here already. If it is yours, choose it; if not, choose Register once more."));
}

static void go_to_sign_in(struct face *face)
{
	struct view *below = face_view_below(face);

	if (below && below->screen == &screen_sign_in)
		face_close(face);
	else
		face_replace(face, "sign-in", 0);
}

static void take_answer(struct face *face, struct view *view, const struct json *answer)
{
	struct registration *r = view->model;
	bool by_mail = text_equal(json_get_text(answer, "by"), "mail"), is_in = r->probe.accepts_all;

	if (json_get(answer, "alike")) {
		take_alike(face, view, json_get(answer, "alike"));
		return;
	}
	sign_in_keep(face, form_text(&r->form, ROW_PORTAL), form_text(&r->form, ROW_USER));
	store_set_fact(face_store(face), kept_fact, NULL, NULL);
	go_to_sign_in(face);
	if (by_mail)
		face_say(face, _("Registered, and waiting for validation by the support office. A code is on its way by e-mail: sign in, then type it "
		                 "where Home says so."));
	else
		face_say(face, is_in ? _("Registered. Sign in with name and password.")
		                     : _("Registered, and waiting for validation by the support office. Sign in with name and password."));
}

/* The first field that the portal calls wrong, with its sentence; else the cause. */
static void hear_failure(struct face *face, struct view *view, const struct json *packet)
{
	const struct json *first = json_first(json_get(packet, "errors"));
	const char *key = json_key(first), *slash = key ? strchr(key, '/') : NULL;
	char *object = slash ? xstrndup(key, (size_t)(slash - key)) : NULL;
	enum register_row row = key ? row_of(object, slash ? slash + 1 : key) : ROW_SEND;
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
	} else if (text_equal(did, "schools") || (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "schools"))) {
		register_school_heard(face, view, json_get(packet, "answer"));
	} else if (text_equal(did, "registered")) {
		take_answer(face, view, json_get(packet, "answer"));
	} else if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "register")) {
		hear_failure(face, view, packet);
	} else {
		register_school_ask(face, r); /* typed before the portal was looked at */
	}
}

/* --- drawing --- */

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	struct registration *r = view->model;
	struct str size = { 0 }, time = { 0 }, names = { 0 };
	char *text;

	(void)narrow;
	if (row >= ROW_FOUND && row <= ROW_FOUND_LAST)
		return register_school_words(r, row);
	if (row == ROW_NEW)
		return xstrdup(_("the portal does not know it yet, and enters it"));
	if (row == ROW_TEXT && !*form_text(&r->form, row))
		return xstrdup(_("what the support office should know"));
	if (row == ROW_SIGN_IN)
		return xstrdup(_("if it is you who is here already"));
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

	register_rows(r);
	words_title(face, p, _("Register"), page_is_narrow(p) ? "" : _("kept at every key; nothing sent yet"));
	row = form_draw(&r->form, face, view, p, 1, words);
	draw_foot(face, view, p, page_is_narrow(p) ? row : row + 1);
}

/* --- the row of the screen --- */

static void choose_school(struct face *face, struct view *view)
{
	struct registration *r = view->model;

	register_school_choose(face, view, r->form.at);
	random_op_id(r->op_id);
	r->is_sure = false;
	keep(face, r);
	register_rows(r);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct registration *r = view->model;
	bool was_portal = view->field == field_of(r, ROW_PORTAL);
	enum form_result result = form_act(&r->form, view, action);

	if (was_portal && view->field != field_of(r, ROW_PORTAL))
		probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	if (result == FORM_CHOSEN && r->form.at == ROW_SHOW)
		field_of(r, ROW_PASSWORD)->secret = !field_of(r, ROW_PASSWORD)->secret;
	else if (result == FORM_CHOSEN && r->form.at >= ROW_FOUND && r->form.at <= ROW_FOUND_LAST)
		choose_school(face, view);
	else if (result == FORM_CHOSEN && r->form.at == ROW_SIGN_IN)
		return go_to_sign_in(face), ACT_CLOSED;
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
	field_of(r, ROW_TEXT)->max = TEXT_MAX;
	fill_in(face, r);
	register_rows(r);
	face_listen(face, heard);
	probe_ask(&r->probe, face, form_text(&r->form, ROW_PORTAL));
	form_go_to_empty(&r->form, view);
	return 0;
}

static void close_register(struct face *face, struct view *view)
{
	struct registration *r = view->model;

	(void)face;
	register_school_release(r);
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
