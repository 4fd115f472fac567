/* The school of a registration: looked for among those that the portal knows while it is typed, one after the other as it answers. */
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "register.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/utf8.h"
#include "words.h"

enum { WORDS_LEAST = 3 /* characters that are worth asking for */ };

static struct editor *field_of(struct registration *r, int row)
{
	return &r->form.fields[row];
}

static void release_schools(struct registration *r)
{
	for (int i = 0; i < r->school_count; i++) {
		free(r->schools[i].id);
		free(r->schools[i].name);
		free(r->schools[i].town);
		free(r->schools[i].country);
	}
	r->school_count = 0;
}

void register_school_release(struct registration *r)
{
	release_schools(r);
	free(r->school_id);
	free(r->asked);
}

/* --- kept --- */

void register_school_keep(const struct registration *r, struct json *kept)
{
	if (r->school_id)
		json_set_string(kept, "school", r->school_id);
}

static void add_school(struct registration *r, const char *id, const char *name, const char *town, const char *country)
{
	if (r->school_count < SCHOOLS_SHOWN && id)
		r->schools[r->school_count++] = (struct known_school){
			.id = xstrdup(id), .name = xstrdup(name ? name : ""), .town = xstrdup(town ? town : ""), .country = xstrdup(country ? country : ""),
		};
}

void register_school_fill_in(struct registration *r, const struct json *kept)
{
	const char *id = json_get_text(kept, "school");

	if (!id)
		return;
	r->school_id = xstrdup(id);
	add_school(r, id, form_text(&r->form, ROW_SCHOOL), form_text(&r->form, ROW_TOWN), NULL);
}

/* --- asking --- */

/* The code of the country that is typed so far; NULL: none yet. Yours. */
static char *country_of(const struct registration *r)
{
	struct json *codes = codes_read(&vocabulary_countries, form_text(&r->form, ROW_COUNTRY), NULL);
	char *code = json_size(codes) == 1 ? xstrdup(json_key(json_first(codes))) : NULL;

	json_free(codes);
	return code;
}

static char *words_of(const struct registration *r)
{
	return xasprintf("%s %s", form_text(&r->form, ROW_SCHOOL), form_text(&r->form, ROW_TOWN));
}

void register_school_ask(struct face *face, struct registration *r)
{
	char *words = words_of(r), *country = country_of(r);
	struct json *packet, *body;

	r->is_unknown = r->is_unknown && text_equal(words, r->asked);
	if (!r->is_asking && r->probe.state == PROBE_FINE && utf8_length(words) > WORDS_LEAST && !text_equal(words, r->asked)) {
		free(r->asked);
		r->asked = xstrdup(words);
		r->is_asking = true;
		packet = json_new_object();
		json_set_string(packet, "do", "schools");
		json_set_string(packet, "url", form_text(&r->form, ROW_PORTAL));
		body = json_set(packet, "body", json_new_object());
		json_set_string(body, "text", words);
		if (country)
			json_set_string(body, "country", country);
		face_tell_engine(face, packet);
	}
	free(country);
	free(words);
}

void register_school_typed(struct face *face, struct registration *r)
{
	free(r->school_id);
	r->school_id = NULL;
	r->is_sure = false;
	register_school_ask(face, r);
}

void register_school_show(struct registration *r, const struct json *schools)
{
	release_schools(r);
	for (const struct json *i = json_first(schools); i; i = json_next(i))
		add_school(r, json_get_text(i, "id"), json_get_text(i, "name"), json_get_text(i, "town"), json_get_text(i, "country"));
}

void register_school_heard(struct face *face, struct view *view, const struct json *answer)
{
	struct registration *r = view->model;

	bool is_among_them = r->form.at >= ROW_FOUND && r->form.at <= ROW_FOUND_LAST; /* nothing moves under the cursor */

	r->is_asking = false;
	if (!r->school_id && answer && !is_among_them)
		register_school_show(r, json_get(answer, "schools"));
	r->is_unknown = answer && r->school_count == 0;
	register_school_ask(face, r);
}

/* --- choosing --- */

void register_school_choose(struct face *face, struct view *view, int row)
{
	struct registration *r = view->model;
	const struct known_school *school = &r->schools[row - ROW_FOUND];
	bool is_taken = text_equal(r->school_id, school->id);

	(void)face;
	free(r->school_id);
	r->school_id = is_taken ? NULL : xstrdup(school->id);
	if (is_taken)
		return;
	editor_set(field_of(r, ROW_SCHOOL), school->name);
	editor_set(field_of(r, ROW_TOWN), school->town);
	if (*school->country)
		editor_set(field_of(r, ROW_COUNTRY), vocabulary_label(&vocabulary_countries, school->country));
	form_go_to_empty(&r->form, view);
}

char *register_school_words(const struct registration *r, int row)
{
	const struct known_school *school = &r->schools[row - ROW_FOUND];
	struct str text = { 0 };

	if (text_equal(r->school_id, school->id))
		words_part(&text, _("this one"));
	words_part_taken(&text, words_safe(school->name, SANITISE_LINE));
	words_part_taken(&text, words_safe(school->town, SANITISE_LINE));
	return str_detach(&text);
}

void register_rows(struct registration *r)
{
	for (int i = 0; i < SCHOOLS_SHOWN; i++)
		r->form.is_hidden[ROW_FOUND + i] = i >= r->school_count || (r->school_id && !text_equal(r->school_id, r->schools[i].id));
	r->form.is_hidden[ROW_NEW] = !r->is_unknown || !*form_text(&r->form, ROW_SCHOOL) || !*form_text(&r->form, ROW_TOWN);
	r->form.is_hidden[ROW_HEAD_NAME] = r->form.is_hidden[ROW_HEAD_EMAIL] = !r->probe.asks_head;
	r->form.is_hidden[ROW_SIGN_IN] = !r->is_known;
}
