/*
 * Suggestions: people whom a saved search finds, ranked by how they fit the one who asks, each with the reasons as codes. Only what
 * everybody may see of a card counts: a reason would tell the rest.
 */
#include "rule.h"

#include <stdlib.h>
#include <string.h>

#include "../search.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/text/fold.h"

enum {
	LOOKED_AT_MOST = 3 * DIRECTORY_IDS_MOST,
	SUGGESTED_MOST = 20,
	VALUES_MOST = 3,      /* of a reason: languages, subjects, words */
	WORD_LEAST = 4,       /* bytes: shorter ones say nothing */
	ACTIVE_DAYS = 30
};

/* Somebody found, what they count, and why. */
struct match { char id[RECORD_ID_LENGTH + 1]; int score, place; struct json *why; };

struct matching {
	const struct write *w;
	struct json *me;
	struct match at[LOOKED_AT_MOST];
	int count;
};

/* A field of a card, if everybody may see it. */
static const struct json *shown(const struct json *card, const char *name)
{
	const struct field *field = field_find(&record_types[TYPE_Person], name);
	return field_seen_by(field, card) == SEEN_BY_ALL ? json_get(card, name) : NULL;
}

/* --- reasons: each adds itself to why where it holds, and says how much it counts --- */

static int reason_ages(const struct matching *m, const struct json *card, struct json *why)
{
	int64_t from = json_integer(shown(card, "pupilsFrom"), 0), to = json_integer(shown(card, "pupilsTo"), 0);
	int64_t mine = json_get_integer(m->me, "pupilsFrom", 0), most = json_get_integer(m->me, "pupilsTo", 0);
	from = from > mine ? from : mine;
	to = to < most ? to : most;
	if (!mine || !from || to < from)
		return 0;
	struct json *values = json_set(why, "ages", json_new_array());
	json_push(values, json_new_integer(from));
	json_push(values, json_new_integer(to));
	return 4;
}

/* Codes that both cards have in a field. */
static int common(const struct matching *m, const struct json *card, const char *field, struct json *why)
{
	struct json *values = json_new_array();
	for (const struct json *i = json_first(shown(card, field)); i && json_size(values) < VALUES_MOST; i = json_next(i))
		if (json_get(json_get(m->me, field), json_key(i)))
			json_push(values, json_new_string(json_key(i)));
	int count = (int)json_size(values);
	if (count)
		json_set(why, field, values);
	else
		json_free(values);
	return count;
}

static int reason_languages(const struct matching *m, const struct json *card, struct json *why)
{
	return common(m, card, "languages", why) ? 3 : 0;
}

static int reason_subjects(const struct matching *m, const struct json *card, struct json *why)
{
	int count = common(m, card, "subjects", why);
	return count > 2 ? 4 : 2 * count;
}

/* The words of a text, folded. */
static void words_of(const char *text, struct strings *words)
{
	char *folded = fold_copy(text ? text : "");
	for (const char *at = folded; at && *at; at += strcspn(at, " "), at += *at == ' ') {
		size_t len = strcspn(at, " ");
		if (len >= WORD_LEAST)
			strings_push_take(words, xstrndup(at, len));
	}
	free(folded);
}

/* Words that both say of what they look for. */
static int reason_words(const struct matching *m, const struct json *card, struct json *why)
{
	struct strings mine = {0}, theirs = {0}, both = {0};
	words_of(json_get_text(m->me, "looksFor"), &mine);
	words_of(json_text(shown(card, "looksFor")), &theirs);
	for (size_t i = 0; i < theirs.count && both.count < VALUES_MOST; i++)
		if (strings_has(&mine, theirs.at[i]) && !strings_has(&both, theirs.at[i]))
			strings_push(&both, theirs.at[i]);
	struct json *values = both.count ? json_set(why, "words", json_new_array()) : NULL;
	for (size_t i = 0; i < both.count; i++)
		json_push(values, json_new_string(both.at[i]));
	int count = (int)both.count;
	strings_release(&mine);
	strings_release(&theirs);
	strings_release(&both);
	return 2 * count;
}

static int reason_active(const struct matching *m, const struct json *card, struct json *why)
{
	char since[CLOCK_DAY_SIZE];
	const char *at = json_text(shown(card, "activeAt"));
	clock_format_day(m->w->now - (int64_t)ACTIVE_DAYS * PORTAL_DAY, since);
	if (!at || strcmp(at, since) < 0)
		return 0;
	json_set(why, "active", json_new_array());
	return 2;
}

/* The same line: both know what goes over it. */
static int reason_line(const struct matching *m, const struct json *card, struct json *why)
{
	const char *line = json_text(shown(card, "line"));
	if (!line || !text_equal(line, json_get_text(m->me, "line")))
		return 0;
	json_push(json_set(why, "line", json_new_array()), json_new_string(line));
	return 1;
}

/* A European project needs two countries. */
static int reason_abroad(const struct matching *m, const struct json *card, struct json *why)
{
	const char *country = json_text(shown(card, "country"));
	if (!country || text_equal(country, json_get_text(m->me, "country")))
		return 0;
	json_set(why, "abroad", json_new_array());
	return 3;
}

static int (*const reasons[])(const struct matching *, const struct json *, struct json *) = {
	reason_ages, reason_languages, reason_subjects, reason_words, reason_active, reason_line, reason_abroad,
};

/* --- who is looked at --- */

/* Known already, or not to be shown: oneself, a fellow, and whoever is a contact, is asked, asks, has said no or is blocked. */
static bool is_known(const struct write *w, const char *person)
{
	struct record r = {0};
	bool known = rule_is_me(w, person) || rule_are_fellows(w, person) ||
	             rule_find_by(w, w->viewer->user.account, TYPE_Contact, "person", person, &r);
	record_free(&r);
	return known;
}

static bool has(const struct matching *m, const char *id)
{
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->at[i].id, id) == 0)
			return true;
	return false;
}

static void look_at(struct matching *m, const char *id)
{
	struct match *x = &m->at[m->count];
	struct json *card = m->count < LOOKED_AT_MOST && !has(m, id) && !is_known(m->w, id) ? rule_card(m->w, id) : NULL;
	if (!card)
		return;
	*x = (struct match){.place = m->count, .why = json_new_object()};
	memcpy(x->id, id, sizeof x->id);
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		x->score += reasons[i](m, card, x->why);
	m->count++;
	json_free(card);
}

/* The first ones that a filter finds. */
static int gather(struct matching *m, unsigned sees, const struct json *filter, struct err *e)
{
	const struct directory_question q = {
		.type = &record_types[TYPE_Person], .sees = sees, .filter = filter, .limit = DIRECTORY_IDS_MOST,
	};
	struct directory_answer *a = xcalloc(1, sizeof *a);
	int result = directory_ask(m->w->search, &q, a, e);
	for (int i = 0; i < a->count && result == 0; i++)
		look_at(m, a->ids[i]);
	free(a);
	return result;
}

/* Codes of my card as a filter, unless the search says itself what it wants. */
static void narrow(struct json *filter, const char *name, const struct json *codes)
{
	if (json_get(filter, name) || !json_size(codes))
		return;
	struct json *list = json_set(filter, name, json_new_array());
	for (const struct json *i = json_first(codes); i; i = json_next(i))
		json_push(list, json_new_string(json_key(i)));
}

/* From the narrowest question to the widest: in all of a big community those of late would hide those who fit. */
static int gather_all(struct matching *m, unsigned sees, const struct json *wanted, struct err *e)
{
	struct json *wide = wanted ? json_copy(wanted) : json_new_object();
	json_set_bool(wide, "available", true);
	struct json *spoken = json_copy(wide);
	narrow(spoken, "language", json_get(m->me, "languages"));
	struct json *narrowest = json_copy(spoken);
	narrow(narrowest, "subject", json_get(m->me, "subjects"));
	if (json_get(m->me, "pupilsFrom") && !json_get(narrowest, "pupilsFrom") && !json_get(narrowest, "pupilsTo")) {
		json_set(narrowest, "pupilsFrom", json_copy(json_get(m->me, "pupilsFrom")));
		if (json_get(m->me, "pupilsTo"))
			json_set(narrowest, "pupilsTo", json_copy(json_get(m->me, "pupilsTo")));
	}
	int result = gather(m, sees, narrowest, e);
	if (result == 0)
		result = gather(m, sees, spoken, e);
	if (result == 0)
		result = gather(m, sees, wide, e);
	json_free(narrowest);
	json_free(spoken);
	json_free(wide);
	return result;
}

static int by_score(const void *left, const void *right)
{
	const struct match *a = left, *b = right;
	return a->score != b->score ? b->score - a->score : a->place - b->place;
}

int suggest(const struct write *w, unsigned sees, const struct json *filter, struct json *found, struct err *e)
{
	struct matching *m = xcalloc(1, sizeof *m);
	m->w = w;
	m->me = rule_card(w, w->viewer->user.person);
	int result = gather_all(m, sees, filter, e), most = m->count < SUGGESTED_MOST ? m->count : SUGGESTED_MOST;
	qsort(m->at, (size_t)m->count, sizeof *m->at, by_score);
	struct json *ids = json_set(found, "ids", json_new_array()), *why = json_set(found, "why", json_new_object());
	for (int i = 0; i < most; i++) {
		json_push(ids, json_new_string(m->at[i].id));
		json_set(why, m->at[i].id, json_copy(m->at[i].why));
	}
	for (int i = 0; i < m->count; i++)
		json_free(m->at[i].why);
	json_free(m->me);
	free(m);
	return result < 0 ? -1 : most;
}
