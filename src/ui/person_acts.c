/* What one does with people, from their page or from a list: ask, answer, follow, end, block, report, write. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "person.h"
#include "phrases.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/people.h"
#include "twinline/records/record.h"
#include "view.h"
#include "words.h"

enum { REASONS_AT_ONCE = 2 };

/* What is asked in the last line and about whom: there is one such question at a time. */
static struct {
	char (*ids)[RECORD_ID_LENGTH + 1];
	int count;
	const char *reason;
	char *word; /* of a contact request */
	const struct record_type *about; /* of a report: the record that it is about; NULL: the person */
	char about_id[RECORD_ID_LENGTH + 1];
} pending;

static void remember(const struct person_list *people)
{
	free(pending.ids);
	pending.ids = xcalloc((size_t)people->count + 1, sizeof *pending.ids);
	memcpy(pending.ids, people->ids, (size_t)people->count * sizeof *pending.ids);
	pending.count = people->count;
}

static void remember_one(const char *id)
{
	char one[1][RECORD_ID_LENGTH + 1];

	snprintf(one[0], sizeof one[0], "%s", id);
	remember(&(struct person_list){ .ids = one, .count = 1 });
}

static void show(struct face *face, struct view *view)
{
	view_changed(face, view);
}

/* The name of somebody, from the card or from letters; yours. */
static char *name_of(struct store *s, const char *id)
{
	struct json *party = people_party(s, id);
	const char *name = json_get_text(party, "name");
	char *safe = words_safe(name ? party_called(name) : id, SANITISE_LINE);

	json_free(party);
	return safe;
}

/* --- changes, all of them or none, as one step of undo --- */

struct changing {
	const struct person_list *people;
	int64_t (*change)(struct store *s, const char *person, const char *text, struct err *e);
	const char *text;
	int64_t *entries;
	int count;
};

static int change_all(struct store *s, void *context, struct err *e)
{
	struct changing *c = context;

	for (int i = 0; i < c->people->count; i++) {
		int64_t entry = c->change(s, c->people->ids[i], c->text, e);

		if (entry < 0)
			return -1;
		if (entry > 0)
			c->entries[c->count++] = entry;
	}
	return 0;
}

static void change(struct face *face, struct view *view, struct changing *c, const char *nothing)
{
	c->entries = xcalloc((size_t)c->people->count + 1, sizeof *c->entries);
	if (face_change(face, change_all, c) == 0) {
		if (c->count)
			face_remember_entries(face, c->entries, c->count);
		if (c->count)
			words_say_goes_out(face, NULL);
		else
			face_say(face, nothing);
		show(face, view);
	}
	free(c->entries);
}

/* --- contact --- */

static int64_t ask_with_phrases(struct store *s, const char *person, const char *text, struct err *e)
{
	struct json *phrases = phrases_usual(s);
	int64_t entry = relation_ask_with(s, person, text, phrases, e);

	json_free(phrases);
	return entry;
}

static void ask_now(struct face *face, struct view *view, bool with_phrases, const char *text)
{
	struct person_list people = { pending.ids, pending.count };
	struct changing c = { .people = &people, .change = with_phrases ? ask_with_phrases : relation_ask, .text = text };

	change(face, view, &c, _("You are in contact, or have asked already."));
}

static void phrases_answered(struct face *face, struct view *view, int answer, int64_t argument)
{
	(void)argument;
	ask_now(face, view, answer == 2, pending.word);
}

/* Whoever has chosen phrases once is asked whether they belong to the request too. */
static void ask_done(struct face *face, struct view *view, const char *text)
{
	struct json *phrases = text ? phrases_usual(face_store(face)) : NULL;

	free(pending.word);
	pending.word = xstrdup(text);
	if (phrases)
		face_ask(face, &(struct question){ .text = _("With the phrases chosen last?"), .answers = { _("no"), _("yes") },
		                                   .done = phrases_answered });
	else if (text)
		ask_now(face, view, false, text);
	json_free(phrases);
}

/* A yes needs no word with it. */
static bool all_ask_me(struct store *s, const struct person_list *people)
{
	for (int i = 0; i < people->count; i++)
		if (relation_to(s, people->ids[i], NULL, NULL) != RELATION_ASKS_YOU)
			return false;
	return true;
}

/* The contact or request that there is already makes asking useless: which sentence says so. NULL: it can be asked. */
static const char *useless(struct store *s, const struct person_list *people)
{
	if (people->count != 1)
		return NULL;
	switch (relation_to(s, people->ids[0], NULL, NULL)) {
	case RELATION_CONTACT:
		return _("You are in contact already; {write-to} writes.");
	case RELATION_ASKED:
		return _("You have asked already; {drop} withdraws it.");
	case RELATION_BLOCKED:
		return _("Blocked; {drop} ends that.");
	default:
		return NULL;
	}
}

void person_ask(struct face *face, struct view *view, const struct person_list *people)
{
	struct changing yes = { .people = people, .change = relation_ask };
	const char *why_not = useless(face_store(face), people);

	remember(people);
	if (why_not)
		face_say(face, why_not);
	else if (all_ask_me(face_store(face), people))
		change(face, view, &yes, _("You are in contact, or have asked already."));
	else
		face_prompt(face, _("A word with it:"), "", NULL, ask_done);
}

static int64_t decline(struct store *s, const char *person, const char *text, struct err *e)
{
	(void)text;
	return relation_answer(s, person, false, e);
}

static int64_t end(struct store *s, const char *person, const char *text, struct err *e)
{
	(void)text;
	return relation_end(s, person, e);
}

static void drop_answered(struct face *face, struct view *view, int answer, int64_t argument)
{
	struct person_list people = { pending.ids, pending.count };
	struct changing c = { .people = &people, .change = end };

	(void)argument;
	if (answer == 2)
		change(face, view, &c, _("Taken back."));
}

/* No to a request and a request withdrawn can be taken back by u, and go at once; a contact is ended after a question. */
void person_drop(struct face *face, struct view *view, const char *id)
{
	enum relation relation = relation_to(face_store(face), id, NULL, NULL);
	struct changing c = { .people = NULL, .change = relation == RELATION_ASKS_YOU ? decline : end };
	struct person_list people;
	struct question question = { .answers = { _("keep"), _("end it") }, .done = drop_answered };
	char *name, *text;

	remember_one(id);
	people = (struct person_list){ pending.ids, pending.count };
	c.people = &people;
	switch (relation) {
	case RELATION_ASKS_YOU:
	case RELATION_ASKED:
	case RELATION_BLOCKED:
		change(face, view, &c, _("Taken back."));
		break;
	case RELATION_CONTACT:
		name = name_of(face_store(face), id);
		text = xasprintf(_("Contact: %s. End it?"), name);
		question.text = text;
		face_ask(face, &question);
		free(text);
		free(name);
		break;
	default:
		face_say(face, _("There is no contact and no request to end."));
	}
}

/* --- following --- */

static int64_t follow(struct store *s, const char *person, const char *text, struct err *e)
{
	return relation_follow(s, person, text != NULL, e);
}

void person_follow(struct face *face, struct view *view, const struct person_list *people, bool wanted)
{
	struct changing c = { .people = people, .change = follow, .text = wanted ? "" : NULL };

	c.entries = xcalloc((size_t)people->count + 1, sizeof *c.entries);
	if (face_change(face, change_all, &c) == 0) {
		if (c.count)
			face_remember_entries(face, c.entries, c.count);
		face_say(face, wanted ? _("Followed. {keep} ends that, {undo} takes it back.") : _("Followed no more."));
		show(face, view);
	}
	free(c.entries);
}

/* --- blocking --- */

static int64_t block(struct store *s, const char *person, const char *text, struct err *e)
{
	(void)text;
	return relation_block(s, person, e);
}

static void block_answered(struct face *face, struct view *view, int answer, int64_t argument)
{
	struct person_list people = { pending.ids, pending.count };
	struct changing c = { .people = &people, .change = block };

	(void)argument;
	if (answer == 2)
		change(face, view, &c, _("Blocked already."));
}

void person_block(struct face *face, struct view *view, const char *id)
{
	struct question question = { .answers = { _("no"), _("block") }, .done = block_answered };
	char *name = name_of(face_store(face), id), *text = xasprintf(_("No more letters and requests from: %s?"), name);

	if (relation_to(face_store(face), id, NULL, NULL) == RELATION_BLOCKED) {
		person_drop(face, view, id);
	} else {
		remember_one(id);
		question.text = text;
		face_ask(face, &question);
	}
	free(text);
	free(name);
}

/* --- reporting --- */

static int64_t report(struct store *s, const char *person, const char *text, struct err *e)
{
	int64_t account = account_personal(s), entry;
	struct json *object;

	if (!account)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	object = json_new_object();
	json_set(object, "person", people_party(s, person));
	json_set_string(object, "reason", pending.reason);
	json_set_string(object, "text", text);
	if (pending.about)
		json_set_string(object, "aboutType", pending.about->name);
	if (pending.about)
		json_set_string(object, "aboutId", pending.about_id);
	entry = outbox_create(s, account, &record_types[TYPE_Report], object, s->hold, e);
	json_free(object);
	return entry;
}

static void report_done(struct face *face, struct view *view, const char *text)
{
	struct person_list people = { pending.ids, pending.count };
	struct changing c = { .people = &people, .change = report, .text = text };

	if (text)
		change(face, view, &c, "");
}

static void ask_reason(struct face *face, int from);

static void reason_answered(struct face *face, struct view *view, int answer, int64_t from)
{
	const struct vocabulary *reasons = &vocabulary_report_reasons;
	size_t at = (size_t)from + (size_t)answer - 2;

	(void)view;
	if (answer == 1)
		return;
	if (answer == REASONS_AT_ONCE + 2 && (size_t)from + REASONS_AT_ONCE + 1 < reasons->count) {
		ask_reason(face, (int)from + REASONS_AT_ONCE);
		return;
	}
	pending.reason = reasons->rows[at].code;
	face_prompt(face, _("What happened:"), "", NULL, report_done);
}

/* A question has room for a few reasons: two, and the way to the next ones, or the last of all. */
static void ask_reason(struct face *face, int from)
{
	const struct vocabulary *reasons = &vocabulary_report_reasons;
	struct question question = { .text = _("Report it?"), .answers = { _("no") }, .done = reason_answered, .argument = from };
	int left = (int)reasons->count - from;

	for (int i = 0; i < REASONS_AT_ONCE + (left == REASONS_AT_ONCE + 1); i++)
		question.answers[1 + i] = vocabulary_brief(reasons, reasons->rows[from + i].code);
	if (left > REASONS_AT_ONCE + 1)
		question.answers[1 + REASONS_AT_ONCE] = _("another reason");
	face_ask(face, &question);
}

void person_report(struct face *face, const char *id)
{
	remember_one(id);
	pending.about = NULL;
	ask_reason(face, 0);
}

void person_report_record(struct face *face, const char *person, const struct record_type *type, const char *id)
{
	person_report(face, person);
	pending.about = *id ? type : NULL;
	snprintf(pending.about_id, sizeof pending.about_id, "%s", id);
}

void person_answer_for(struct face *face, struct view *view, enum action action, const struct party *who, int64_t record)
{
	char id[RECORD_ID_LENGTH + 1] = "";
	struct record r = { 0 };

	if (!who->id || text_equal(who->id, face_my_id(face))) {
		face_say(face, _("This is your own."));
	} else if (action == ACTION_BLOCK) {
		person_block(face, view, who->id);
	} else if (record_by_local(face_store(face), record, &r) && record_id(face_store(face), record, id)) {
		person_report_record(face, who->id, r.type, id);
	} else {
		person_report(face, who->id);
	}
	record_free(&r);
}

/* --- writing --- */

void person_write(struct face *face, const struct person_list *people)
{
	struct json *to = json_new_array();

	for (int i = 0; i < people->count; i++)
		json_push(to, people_party(face_store(face), people->ids[i]));
	mail_write(face, to);
}
