/* What a row of Home says: state, what and who, when; at 40 columns the same sentence, shorter. */
#include <stdlib.h>
#include <string.h>

#include "home.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/agenda.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { TITLE_LEAST = 8 }; /* cells that a title keeps, however long what stands beside it */

static const char *const states[WAITING_KIND_COUNT] = {
	[WAITING_NEEDS_YOU] = N_("needs you"), [WAITING_ANSWER] = N_("answer"), [WAITING_PUPIL] = N_("answer"),
	[WAITING_TODAY] = N_("today"), [WAITING_DUE] = N_("due"),
	[WAITING_UNREAD] = N_("unread"), [WAITING_POSTS] = N_("unread"),
	[WAITING_PAGE] = N_("page"), [WAITING_FORUM] = N_("forum"), [WAITING_POST] = N_("post"),
	[WAITING_LETTER] = N_("new"), [WAITING_MATCH] = N_("match"), [WAITING_ON_OTHERS] = N_("waiting"),
};

const char *home_state(enum waiting_kind kind)
{
	return _(states[kind]);
}

static char *person(const struct waiting_row *row)
{
	return words_person_alone(&(struct party){ row->who_id, row->who, row->country });
}

/* "7 messages from 5 people; Water diary: 3"; on a narrow page the first two words of it. */
static char *unread_words(const struct waiting_row *row, bool narrow)
{
	struct str count = { 0 }, people = { 0 }, text = { 0 };
	char *messages, *from, *project = words_safe(row->subject, SANITISE_LINE);

	words_add_number(&count, row->count);
	words_add_number(&people, row->of);
	messages = xasprintf(i18n_plural("%s message", "%s messages", (unsigned long)row->count), count.text);
	from = xasprintf(i18n_plural("from %s person", "from %s people", (unsigned long)row->of), people.text);
	/* TRANSLATORS: "7 messages", "from 5 people". */
	str_addf(&text, narrow ? "%s" : _("%s %s"), messages, from);
	if (row->part && !narrow) {
		str_clear(&count);
		words_add_number(&count, row->part);
		/* TRANSLATORS: after "7 messages from 5 people": how many of them belong to a project. */
		str_addf(&text, _("; %s: %s"), project, count.text);
	}
	free(messages);
	free(from);
	free(project);
	str_release(&count);
	str_release(&people);
	return str_detach(&text);
}

const char *home_bare_detail(const struct waiting_row *row)
{
	size_t len = strlen(row->subject);

	if (len > 0 && strncmp(row->detail, row->subject, len) == 0 && row->detail[len] == ':')
		return row->detail + len + 1 + strspn(row->detail + len + 1, " ");
	return row->detail;
}

static bool is_registration(const struct waiting_row *row)
{
	return text_equal(row->code, "registration");
}

/* What a registration waits for, and whose turn that is. */
static char *registration_words(const struct waiting_row *row, const char *who)
{
	struct str text = { 0 };
	char *words;

	words_part(&text, vocabulary_label(text_equal(row->detail, "refused") ? &vocabulary_person_states : &vocabulary_validation_steps,
	                                   row->detail));
	words_part(&text, who);
	words = xasprintf(_("Registration: %s"), text.text);
	str_release(&text);
	return words;
}

bool home_is_come_back(const struct waiting_row *row)
{
	return text_equal(row->code, "askedBack") || text_equal(row->code, "returned");
}

/* Of a project of mine: that a desk asks something, or who has said no. */
static char *come_back_words(const struct waiting_row *row, const char *title)
{
	char *who = person(row), *text, *words;

	words = text_equal(row->code, "askedBack") ? xstrdup(_("A question about your project")) : xasprintf(_("Given back by %s"), who);
	text = *row->subject ? xasprintf(_("%s: %s"), title, words) : xstrdup(words);
	free(words);
	free(who);
	return text;
}

static char *answer_words(const struct waiting_row *row, const char *title)
{
	char *who = person(row), *detail = words_safe(home_bare_detail(row), SANITISE_LINE), *text;

	if (text_equal(row->code, "contactRequest"))
		text = xasprintf(_("Contact request: %s"), who);
	else if (text_equal(row->code, "proposal") && !*row->subject)
		text = xasprintf(_("Change, %s: %s"), detail, who);
	else if (text_equal(row->code, "proposal") && *detail)
		text = xasprintf(_("Change of \"%s\", %s: %s"), title, detail, who);
	else if (text_equal(row->code, "proposal"))
		text = xasprintf(_("Change of \"%s\": %s"), title, who);
	else if (text_equal(row->code, "founding") && *row->subject)
		text = xasprintf(_("Invitation to found \"%s\": %s"), title, who);
	else if (*row->subject)
		text = xasprintf(_("Invitation to \"%s\": %s"), title, who);
	else /* TRANSLATORS: the subject of a message, and who wrote it. */
		text = xasprintf(_("%s: %s"), title, who);
	free(who);
	free(detail);
	return text;
}

static char *today_words(const struct waiting_row *row, const char *title)
{
	const char *state = _(agenda_word((enum agenda_state)row->of));
	char *project = words_safe(row->detail, SANITISE_LINE), *text;
	struct str name = { 0 }, length = { 0 };

	words_part(&name, title);
	words_part(&name, project);
	if (row->count > 0)
		day_add_length(&length, 0, (int)row->count);
	if (length.len)
		/* TRANSLATORS: an event of today: title, how long, what I said to it. */
		text = xasprintf(_("%s (%s): %s"), name.text, length.text, state);
	else
		text = xasprintf(_("%s: %s"), name.text, state);
	str_release(&name);
	str_release(&length);
	free(project);
	return text;
}

static char *due_words(const struct waiting_row *row, const char *title)
{
	char *project = words_safe(row->detail, SANITISE_LINE), *text;

	/* TRANSLATORS: what is due, as: project, title. */
	text = *project ? xasprintf(_("%s: %s"), project, title) : xstrdup(title);
	free(project);
	return text;
}

/* Without its title, on the project's own page. */
static char *others_of_project(const struct waiting_row *row)
{
	char *who = person(row), *text;

	if (text_equal(row->code, "invitation"))
		text = xasprintf(_("Invitation: %s"), who);
	else if (*row->who_id)
		text = xasprintf(_("Partner: %s"), who);
	else
		text = xasprintf(_("Approval: support office %s"), who);
	free(who);
	return text;
}

static char *others_words(const struct waiting_row *row, const char *title)
{
	char *who, *text;

	if (!*row->subject && !text_equal(row->code, "contactRequest"))
		return others_of_project(row);
	who = person(row);
	if (text_equal(row->code, "contactRequest"))
		text = xasprintf(_("Contact request: %s"), who);
	else if (text_equal(row->code, "application"))
		text = xasprintf(_("Application: %s"), title);
	else if (text_equal(row->code, "invitation"))
		text = xasprintf(_("%s, invitation: %s"), title, who);
	else if (*row->who_id)
		text = xasprintf(_("%s, partner: %s"), title, who);
	else
		text = xasprintf(_("%s, approval: support office %s"), title, who);
	free(who);
	return text;
}

static char *letter_words(const struct waiting_row *row, const char *title, bool narrow)
{
	char *who = narrow ? words_short_name(row->who, row->country) : person(row), *text;

	/* TRANSLATORS: an unread conversation: its subject, and who wrote. */
	text = xasprintf(_("\"%s\": %s"), title, who);
	free(who);
	return text;
}

/* "4 posts, 1 to you; Water diary: 3" */
static char *posts_words(const struct waiting_row *row, bool narrow)
{
	struct str text = { 0 }, count = { 0 };
	char *project = words_safe(row->subject, SANITISE_LINE);

	words_part_taken(&text, xasprintf(i18n_plural("%d post", "%d posts", (unsigned long)row->count), (int)row->count));
	if (row->of)
		words_part_taken(&text, xasprintf(i18n_plural("%d to you", "%d to you", (unsigned long)row->of), (int)row->of));
	if (row->part && !narrow) {
		words_add_number(&count, row->part);
		str_addf(&text, _("; %s: %s"), project, count.text);
	}
	str_release(&count);
	free(project);
	return str_detach(&text);
}

/* "\"Which tap?\": Γιώργος Παπαδάκης, GR, 2 new, 1 to you" */
static char *talk_words(const struct waiting_row *row, const char *title, bool narrow)
{
	struct str text = { 0 };

	words_part_taken(&text, letter_words(row, title, narrow));
	if (row->count > 1 && !narrow)
		words_part_taken(&text, xasprintf(i18n_plural("%d new", "%d new", (unsigned long)row->count), (int)row->count));
	if (row->of)
		words_part_taken(&text, xasprintf(i18n_plural("%d to you", "%d to you", (unsigned long)row->of), (int)row->of));
	if (row->likes && !narrow)
		words_part_taken(&text, xasprintf(i18n_plural("%d like", "%d likes", (unsigned long)row->likes), (int)row->likes));
	if (row->comments && !narrow)
		words_part_taken(&text, xasprintf(i18n_plural("%d comment", "%d comments", (unsigned long)row->comments), (int)row->comments));
	return str_detach(&text);
}

static char *match_words(const struct waiting_row *row, const char *title)
{
	struct str count = { 0 };
	char *text;

	words_add_number(&count, row->count);
	text = xasprintf(i18n_plural("%s new for your search \"%s\"", "%s new for your search \"%s\"", (unsigned long)row->count), count.text,
	                 title);
	str_release(&count);
	return text;
}

static char *pupil_words(const struct waiting_row *row, const char *title)
{
	char *name = words_safe(row->who, SANITISE_LINE), *text = xasprintf(_("Letter to let through: %s, \"%s\""), name, title);

	free(name);
	return text;
}

static char *wide_words(const struct home_row *row, const char *title)
{
	if (is_registration(&row->waiting))
		return registration_words(&row->waiting, title);
	if (home_is_come_back(&row->waiting))
		return come_back_words(&row->waiting, title);
	switch (row->waiting.kind) {
	case WAITING_NEEDS_YOU:
		return *title ? xasprintf(_("%s: %s"), title, row->words) : xstrdup(row->words);
	case WAITING_ANSWER:
		return answer_words(&row->waiting, title);
	case WAITING_PUPIL:
		return pupil_words(&row->waiting, title);
	case WAITING_TODAY:
		return today_words(&row->waiting, title);
	case WAITING_DUE:
		return due_words(&row->waiting, title);
	case WAITING_UNREAD:
		return unread_words(&row->waiting, false);
	case WAITING_POSTS:
		return posts_words(&row->waiting, false);
	case WAITING_PAGE:
	case WAITING_FORUM:
	case WAITING_POST:
		return talk_words(&row->waiting, title, false);
	case WAITING_LETTER:
		return letter_words(&row->waiting, title, false);
	case WAITING_MATCH:
		return match_words(&row->waiting, title);
	default:
		return others_words(&row->waiting, title);
	}
}

char *home_when(const struct waiting_row *row)
{
	struct str text = { 0 };
	bool is_count = row->kind == WAITING_UNREAD || row->kind == WAITING_POSTS || row->kind == WAITING_MATCH;

	if (!row->at || is_count || (row->kind == WAITING_TODAY && row->count == 0))
		return xstrdup("");
	if (row->kind == WAITING_DUE)
		day_add_short(&text, datetime_day(row->at));
	else
		datetime_add_short(&text, row->at, clock_now());
	if (row->kind == WAITING_ON_OTHERS) {
		char *since = xasprintf(_("since %s"), text.text);

		str_release(&text);
		return since;
	}
	return str_detach(&text);
}

/* --- the same at 40 columns --- */

static char *narrow_answer(const struct waiting_row *row, const char *title)
{
	char *name = words_person(&(struct party){ row->who_id, row->who, row->country });
	char *brief = words_short_name(row->who, row->country), *text;

	if (text_equal(row->code, "contactRequest"))
		text = xasprintf(_("contact: %s"), name);
	else if (text_equal(row->code, "proposal"))
		text = xasprintf(_("change: %s, %s"), title, brief);
	else if (text_equal(row->code, "founding") && *row->subject)
		text = xasprintf(_("found: %s, %s"), title, brief);
	else if (*row->subject)
		text = xasprintf(_("invitation: %s, %s"), title, brief);
	else
		text = xasprintf(_("%s, %s"), title, brief);
	free(name);
	free(brief);
	return text;
}

static char *narrow_event(const struct waiting_row *row, const char *title)
{
	const char *state = _(agenda_word((enum agenda_state)row->of));
	char *when = home_when(row), *text;

	if (row->kind == WAITING_DUE)
		/* TRANSLATORS: on a narrow page, what is due: day, title. */
		text = xasprintf(_("%s %s"), when, title);
	else if (*when)
		/* TRANSLATORS: on a narrow page, an event of today: hour, title, what I said to it. */
		text = xasprintf(_("%s %s, %s"), when, title, state);
	else
		text = xasprintf(_("%s, %s"), title, state);
	free(when);
	return text;
}

static char *narrow_others(const struct waiting_row *row, const char *title)
{
	char *name = words_person(&(struct party){ row->who_id, row->who, row->country });
	char *brief = words_short_name(row->who, row->country), *text;
	char *when = row->at ? words_short_time(row->at) : xstrdup(""), *country = words_safe(row->country, SANITISE_LINE);

	if (!*row->subject && !text_equal(row->code, "contactRequest"))
		text = others_of_project(row);
	else if (text_equal(row->code, "contactRequest"))
		text = xasprintf(_("contact: %s"), name);
	else if (text_equal(row->code, "application"))
		text = xasprintf(_("application: %s"), title);
	else if (*row->who_id)
		text = xasprintf(_("%s: %s"), title, brief);
	else
		/* TRANSLATORS: a project, the support office (its country) that has still to approve it, since when. */
		text = xasprintf(_("%s: office %s, %s"), title, country, when);
	free(country);
	free(name);
	free(brief);
	free(when);
	return text;
}

static char *narrow_words(const struct home_row *row, const char *title)
{
	if (is_registration(&row->waiting))
		return registration_words(&row->waiting, title);
	if (home_is_come_back(&row->waiting))
		return come_back_words(&row->waiting, title);
	switch (row->waiting.kind) {
	case WAITING_ANSWER:
		return narrow_answer(&row->waiting, title);
	case WAITING_TODAY:
	case WAITING_DUE:
		return narrow_event(&row->waiting, title);
	case WAITING_UNREAD:
		return unread_words(&row->waiting, true);
	case WAITING_POSTS:
		return posts_words(&row->waiting, true);
	case WAITING_PAGE:
	case WAITING_FORUM:
	case WAITING_POST:
		return talk_words(&row->waiting, title, true);
	case WAITING_LETTER:
		return letter_words(&row->waiting, title, true);
	case WAITING_MATCH:
		return xasprintf(_("%d new for \"%s\""), (int)row->waiting.count, title);
	case WAITING_ON_OTHERS:
		return narrow_others(&row->waiting, title);
	default:
		return wide_words(row, title);
	}
}

/* What of a row gives way; of a registration who is asked, and rather all of the name than most of it. */
static const char *title_of(const struct waiting_row *row)
{
	if (is_registration(row))
		return row->who;
	if (*row->subject)
		return row->subject;
	return row->kind == WAITING_NEEDS_YOU ? row->who : row->detail;
}

char *home_words(struct face *face, const struct home_row *row, bool narrow, int cells)
{
	char *(*words)(const struct home_row *row, const char *title) = narrow ? narrow_words : wide_words;
	bool is_mine = is_registration(&row->waiting);
	char *whole = words_safe(title_of(&row->waiting), SANITISE_LINE), *text = words(row, whole), *bare = words(row, "");
	int room = cells - cells_width(bare) - (is_mine ? cells_width(_(", ")) : 0);
	struct str cut = { 0 };

	if (cells_width(text) > cells) {
		if (room > TITLE_LEAST || !is_mine)
			words_add_whole(&cut, face, whole, room > TITLE_LEAST ? room : TITLE_LEAST);
		free(text);
		text = words(row, cut.text ? cut.text : "");
	}
	str_release(&cut);
	free(bare);
	free(whole);
	return text;
}
