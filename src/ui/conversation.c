/* One conversation as its reader shows it. */
#include "conversation.h"

#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/outbox.h"
#include "twinline/records/waiting.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { BEGINNING_BYTES = 400 }; /* more of a text never fits into one line */

static void release_letter(struct letter *letter)
{
	free(letter->name);
	free(letter->country);
	free(letter->language);
	free(letter->answer);
	free(letter->project);
	free(letter->to);
	free(letter->beginning);
}

void conversation_release(struct conversation *c)
{
	for (int i = 0; i < c->count; i++)
		release_letter(&c->letters[i]);
	free(c->letters);
	free(c->subject);
	*c = (struct conversation){ 0 };
}

static void set_recipients(struct face *face, struct letter *letter, const struct parties *to)
{
	const char *me = face_my_id(face);

	for (size_t i = 0; i < to->count; i++) {
		if (text_equal(to->at[i].id, me))
			letter->to_me = true;
		else if (!letter->to)
			letter->to = words_person(&to->at[i]);
		else
			letter->others++;
	}
	if (letter->to_me && letter->to)
		letter->others++;
}

static struct letter letter_of(struct face *face, int64_t local, const struct message *m)
{
	char *text = message_with_phrases(m, xstrdup(m->text ? m->text : ""));
	struct letter letter = {
		.local = local, .is_mine = message_is_mine(face_store(face), m), .is_seen = strings_has(&m->keywords, "$seen"),
		.name = xstrdup(m->from.name), .country = xstrdup(m->from.country), .language = xstrdup(m->language),
		.answer = xstrdup(m->answer),
		.project = xstrdup(m->project.name), .at = message_time(m),
		.beginning = xstrndup(text, strnlen(text, BEGINNING_BYTES)),
	};

	free(text);
	set_recipients(face, &letter, &m->to);
	letter.was_new = !letter.is_mine && !letter.is_seen;
	if (letter.is_mine)
		letter.state = message_state_of(face_store(face), local);
	return letter;
}

static void add_letter(struct conversation *c, struct letter letter)
{
	c->letters = xrealloc(c->letters, (size_t)c->count + 1, sizeof *c->letters);
	c->letters[c->count++] = letter;
}

static bool read_letters(struct face *face, struct conversation *c, struct strings *uids)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = thread_messages(face_store(face), c->thread, &locals, &e);

	for (int i = 0; i < count; i++) {
		struct message m;

		if (!message_read(face_store(face), locals[i], &m))
			continue;
		if (!c->subject)
			c->subject = xstrdup(m.subject ? m.subject : "");
		if (m.message_uid)
			strings_push(uids, m.message_uid);
		add_letter(c, letter_of(face, locals[i], &m));
		message_release(&m);
	}
	free(locals);
	return words_check(face, &e) == 0;
}

/* Adds a draft as a letter of mine, if it answers one of uids. */
static void add_draft(struct face *face, struct conversation *c, const struct draft *draft, const struct strings *uids)
{
	struct json *body = json_parse_own(draft->body);
	const char *answers = json_get_text(body, "inReplyTo");
	struct message m = { 0 };

	if (answers && strings_has(uids, answers)) {
		struct letter letter;

		record_decode(draft->type, body, &m);
		letter = letter_of(face, draft->local, &m);
		letter.is_draft = letter.is_mine = letter.is_seen = true;
		letter.was_new = false;
		letter.state = MESSAGE_DRAFT;
		letter.at = draft->updated_at;
		add_letter(c, letter);
		message_release(&m);
	}
	json_free(body);
}

static void read_drafts(struct face *face, struct conversation *c, const struct strings *uids)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = draft_list(face_store(face), &record_types[TYPE_Message], &locals, &e);

	for (int i = count - 1; i >= 0; i--) {
		struct draft draft = { 0 };

		if (draft_get(face_store(face), locals[i], &draft))
			add_draft(face, c, &draft, uids);
		draft_release(&draft);
	}
	free(locals);
	words_check(face, &e);
}

bool conversation_read(struct face *face, struct conversation *c)
{
	struct strings uids = { 0 };
	bool read = read_letters(face, c, &uids);

	if (read)
		read_drafts(face, c, &uids);
	strings_release(&uids);
	read = read && c->count > 0;
	c->waits = read && waiting_message(face_store(face), c->thread) != 0;
	if (!read)
		conversation_release(c);
	return read;
}

int conversation_first_to_read(const struct conversation *c)
{
	int last = 0;

	for (int i = 0; i < c->count; i++) {
		if (!c->letters[i].is_seen && !c->letters[i].is_mine)
			return i;
		if (!c->letters[i].is_draft)
			last = i;
	}
	return last;
}

int conversation_messages(const struct conversation *c)
{
	int messages = 0;

	for (int i = 0; i < c->count; i++)
		messages += !c->letters[i].is_draft;
	return messages;
}

int conversation_new(const struct conversation *c)
{
	int fresh = 0;

	for (int i = 0; i < c->count; i++)
		fresh += c->letters[i].was_new;
	return fresh;
}

/* --- heads --- */

static char *recipients_of(const struct letter *letter, bool narrow)
{
	if (letter->to_me && letter->others == 0)
		return xstrdup(_("to you"));
	if (letter->to_me && narrow)
		return xasprintf(_("to you and %d"), letter->others);
	if (letter->to_me)
		return xasprintf(i18n_plural("to you and %d other", "to you and %d others", (unsigned long)letter->others),
		                 letter->others);
	if (letter->others > 0)
		return xasprintf(_("to %d"), letter->others + 1);
	return letter->to ? xasprintf(_("to %s"), letter->to) : xstrdup("");
}

/* Who wrote: "Ewa Kowalska, PL", "you, to 3". */
static void add_writer(struct str *line, const struct letter *letter, bool narrow)
{
	const char *language = latin_language(NULL, letter->country);
	char *name = narrow ? words_short_name(letter->name, letter->country) : words_safe_in(party_called(letter->name), SANITISE_LINE, language);
	char *country = words_safe(letter->country, SANITISE_LINE);
	char *to = letter->is_mine && !narrow ? recipients_of(letter, narrow) : xstrdup("");
	struct str who = { 0 };

	if (letter->is_mine) {
		words_part(&who, _("you"));
		words_part(&who, to);
		words_part(&who, _(message_state_word(letter->state)));
	} else if (narrow) {
		str_addf(&who, *country ? "%s %s" : "%s%s", name, country);
	} else {
		words_part(&who, name);
		words_part(&who, country);
	}
	str_add(line, who.text);
	str_release(&who);
	free(to);
	free(country);
	free(name);
}

/* The time as a column: all in full on a wide page, short on a narrow one. */
static void add_time(struct str *line, const struct conversation *c, const struct letter *letter, bool narrow)
{
	int64_t now = clock_now();
	struct str when = { 0 };
	int cells = 0;

	for (int i = 0; i < c->count && !narrow; i++) {
		str_clear(&when);
		datetime_add_full(&when, c->letters[i].at, now);
		if (cells_width(when.text) > cells)
			cells = cells_width(when.text);
	}
	str_clear(&when);
	if (narrow)
		datetime_add_short(&when, letter->at, now);
	else
		datetime_add_full(&when, letter->at, now);
	words_right(line, when.text, cells);
	str_add(line, narrow ? " " : "  ");
	str_release(&when);
}

/* The head of the open letter: all about it. */
static void add_open_head(struct str *line, const struct letter *letter, bool narrow)
{
	struct str head = { 0 };
	char *to = letter->is_mine ? xstrdup("") : recipients_of(letter, narrow);

	add_writer(&head, letter, narrow);
	if (narrow) {
		str_addf(&head, *to ? " %s" : "%s", to);
	} else {
		char *project = words_safe(letter->project, SANITISE_LINE);
		char *language = letter->language ? xasprintf(_("in %s"), vocabulary_label(&vocabulary_languages, letter->language))
		                                  : xstrdup("");
		char *safe = words_safe(language, SANITISE_LINE);

		words_part(&head, to);
		words_part(&head, safe);
		words_part(&head, project);
		free(safe);
		free(language);
		free(project);
	}
	if (letter->answer && *letter->answer)
		words_part_taken(&head, xasprintf(_("your answer: %s"), vocabulary_label(&vocabulary_answers, letter->answer)));
	str_add(line, head.text);
	str_release(&head);
	free(to);
}

void conversation_add_head(struct str *line, const struct conversation *c, int at, bool is_open, bool narrow)
{
	const struct letter *letter = &c->letters[at];

	add_time(line, c, letter, narrow);
	if (is_open) {
		add_open_head(line, letter, narrow);
		return;
	}
	add_writer(line, letter, narrow);
	if (*letter->beginning)
		str_addf(line, ": %s", letter->beginning);
}
