/* What of the calendar is shown, read from words and put into words. */
#include "calendar_filter.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/replica.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { NEAR_KM = 500 };

static const char fact_name[] = "calendar-only";

/* --- reading --- */

static bool is_word(const char *folded, const char *english)
{
	char *own = fold_copy(_(english));
	bool is = strcmp(folded, english) == 0 || strcmp(folded, own) == 0;

	free(own);
	return is;
}

/* The code that a word means: its label, or the code itself in capitals or not. NULL for none. */
static const char *code_of(const struct vocabulary *v, const char *folded)
{
	for (size_t i = 0; i < v->count; i++) {
		char *label = fold_copy(vocabulary_label(v, v->rows[i].code));
		bool is = strcmp(label, folded) == 0 || ascii_casecmp(v->rows[i].code, folded) == 0;

		free(label);
		if (is)
			return v->rows[i].code;
	}
	return NULL;
}

static void add_code(struct json *filter, const char *name, const char *code)
{
	struct json *codes = json_get_mutable(filter, name);

	if (!codes)
		codes = json_set(filter, name, json_new_array());
	json_push(codes, json_new_string(code));
}

/* A distance: "500 km". */
static bool read_distance(struct calendar_filter *f, const char *folded)
{
	char *end;
	long km = strtol(folded, &end, 10);

	if (end == folded || km <= 0 || km > 20000 || strcmp(end + strspn(end, " "), "km") != 0)
		return false;
	f->km = (double)km;
	return true;
}

/* Languages before countries: the code of one may be that of another's country, and a language says more of an event. */
static void read_part(struct calendar_filter *f, const char *part, struct json *filter, struct str *words)
{
	static const struct { const char *name; const struct vocabulary *vocabulary; } rows[] = {
		{ "kind", &vocabulary_event_kinds }, { "language", &vocabulary_languages }, { "country", &vocabulary_countries },
	};
	char *folded = fold_copy(part);
	const char *code = NULL;

	for (size_t i = 0; *folded && i < ARRAY_SIZE(rows) && !code; i++)
		if ((code = code_of(rows[i].vocabulary, folded)))
			add_code(filter, rows[i].name, code);
	if (!code && is_word(folded, N_("mine")))
		f->mine = true;
	else if (!code && is_word(folded, N_("online")))
		json_set_bool(filter, "online", true);
	else if (!code && *folded && !is_word(folded, N_("all")) && !read_distance(f, folded))
		str_addf(words, words->len ? " %s" : "%s", part);
	free(folded);
}

void calendar_filter_read(struct calendar_filter *f, const char *text)
{
	struct json *filter = json_new_object();
	char *copy = xstrdup(text), *rest = copy, *part;
	struct str words = { 0 };

	free(f->text);
	json_free(f->filter);
	f->text = xstrdup(text);
	f->filter = NULL;
	f->mine = false;
	f->km = 0;
	while ((part = strsep(&rest, ",")))
		read_part(f, part + strspn(part, " "), filter, &words);
	if (words.len)
		json_set_string(filter, "text", words.text);
	if (json_size(filter) > 0)
		f->filter = filter;
	else
		json_free(filter);
	str_release(&words);
	free(copy);
}

void calendar_filter_release(struct calendar_filter *f)
{
	free(f->text);
	json_free(f->filter);
	*f = (struct calendar_filter){ 0 };
}

/* --- where I am --- */

static struct json *card(struct store *s, const struct record_type *type, const char *id)
{
	struct record record = { 0 };
	struct json *tree = id && *id && replica_record(s, type, id, &record) ? record_tree(s, &record) : NULL;

	record_free(&record);
	return tree;
}

static void find_school(struct calendar_filter *f, struct face *face)
{
	struct store *s = face_store(face);
	struct json *me = card(s, &record_types[TYPE_Person], face_my_id(face));
	struct json *school = card(s, &record_types[TYPE_School], json_get_text(json_get(me, "school"), "id"));
	const struct json *place = json_get(school, "place");

	f->is_near_known = json_is_object(place);
	f->near = (struct point){ json_real(json_get(place, "latitude"), 0), json_real(json_get(place, "longitude"), 0) };
	json_free(school);
	json_free(me);
}

void calendar_filter_open(struct calendar_filter *f, struct face *face)
{
	char *kept = store_fact(face_store(face), fact_name);

	find_school(f, face);
	if (kept) {
		calendar_filter_read(f, kept);
	} else if (f->is_near_known) {
		char *near = xasprintf("%d km", NEAR_KM);

		calendar_filter_read(f, near);
		free(near);
	} else {
		calendar_filter_read(f, "");
	}
	free(kept);
}

void calendar_filter_keep(const struct calendar_filter *f, struct face *face)
{
	struct err e = { 0 };

	store_set_fact(face_store(face), fact_name, f->text, &e);
	words_check(face, &e);
}

void calendar_filter_ask(const struct calendar_filter *f, struct agenda_query *q)
{
	q->mine_only = f->mine;
	q->filter = f->filter;
	q->reachable = f->km > 0;
	q->near = f->is_near_known ? &f->near : NULL;
	q->km = f->km;
}

/* --- saying --- */

static void add_labels(struct str *out, const struct json *codes, const struct vocabulary *v)
{
	for (const struct json *code = json_first(codes); code; code = json_next(code))
		if (json_text(code))
			words_part(out, vocabulary_label(v, json_text(code)));
}

static void add_reach(struct str *out, const struct calendar_filter *f)
{
	char *text;

	if (json_get(f->filter, "online")) {
		words_part(out, _("online"));
	} else if (f->km > 0) {
		text = xasprintf(_("online or within %d km"), (int)f->km);
		words_part(out, text);
		free(text);
	}
}

void calendar_filter_add(struct str *out, const struct calendar_filter *f)
{
	const struct json *languages = json_get(f->filter, "language");
	struct str text = { 0 };
	char *words = words_safe(json_get_text(f->filter, "text"), SANITISE_LINE);

	if (f->mine)
		words_part(&text, _("mine"));
	add_reach(&text, f);
	add_labels(&text, json_get(f->filter, "kind"), &vocabulary_event_kinds);
	add_labels(&text, json_get(f->filter, "country"), &vocabulary_countries);
	if (languages)
		add_labels(&text, languages, &vocabulary_languages);
	else
		words_part(&text, _("in any language"));
	words_part(&text, words);
	str_add(out, text.text);
	str_release(&text);
	free(words);
}
