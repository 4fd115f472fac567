/* Beginning to write: the draft that compose opens, from nothing or from the message that it answers. */
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "project.h"
#include "pupils.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/record.h"
#include "twinline/text/bidi.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"
#include "words.h"

enum { SUBJECT_MOST = 200, QUOTED_MOST = 58000 /* characters: room for words above them is left */ };

/* Keeps a fresh draft, untouched so far, and opens it; context may be NULL. */
static void begin(struct face *face, struct json *body_taken, const char *context)
{
	struct draft draft = { .type = &record_types[TYPE_Message], .body = json_print(body_taken), .context = xstrdup(context),
	                       .open = true };
	struct err e = { 0 };

	json_free(body_taken);
	if (draft_save(face_store(face), &draft, &e) != 0)
		face_fail_typing(face, &e);
	else
		face_open(face, "compose", draft.local);
	draft_release(&draft);
}

void mail_begin(struct face *face, struct json *body_taken)
{
	if (!pupils_am_one(face)) {
		begin(face, body_taken, NULL);
		return;
	}
	face_say(face, _("This is for teachers."));
	json_free(body_taken);
}

void mail_new(struct face *face)
{
	int64_t account = 0;
	struct project p;

	/* A pupil writes to members of the project, and to nobody else. */
	if (pupils_am_one(face) && project_read(face_store(face), pupils_own_project(face), &p, &account)) {
		record_release(&record_types[TYPE_Project], &p);
		pupil_mail_begin(face, &(struct pupil_letter){ .account = account });
		return;
	}
	mail_begin(face, json_new_object());
}

/* The draft that answers a message already; 0 if there is none. */
static int64_t begun_answer(struct store *s, const char *message_uid)
{
	int64_t *locals = NULL, found = 0;
	int count = message_uid ? draft_list(s, &record_types[TYPE_Message], &locals, NULL) : 0;

	for (int i = 0; i < count && !found; i++) {
		struct draft draft = { 0 };

		if (draft_get(s, locals[i], &draft)) {
			struct json *body = json_parse_own(draft.body);

			if (text_equal(json_get_text(body, "inReplyTo"), message_uid))
				found = locals[i];
			json_free(body);
		}
		draft_release(&draft);
	}
	free(locals);
	return found;
}

void mail_answer(struct face *face, int64_t message, bool all)
{
	struct message m;
	int64_t begun;

	if (!message_read(face_store(face), message, &m))
		return;
	if (pupil_mail_answer(face, &m)) {
		message_release(&m);
		return;
	}
	begun = begun_answer(face_store(face), m.message_uid);
	if (begun)
		face_open(face, "compose", begun);
	else
		mail_begin(face, message_answer(face_store(face), &m, all));
	message_release(&m);
}

/* --- sending on --- */

/* Each line with "> " before it. */
static void add_quoted(struct str *out, const char *text)
{
	for (const char *rest = text; *rest;) {
		size_t len = strcspn(rest, "\n");

		str_add(out, len ? "> " : ">");
		str_addn(out, rest, len);
		str_addc(out, '\n');
		rest += rest[len] ? len + 1 : len;
	}
}

/* "Ewa Kowalska PL, 17 Nov 2026 09:55:" and the text below it, cut where a message would become too long; yours. */
static char *quoted(const struct message *m)
{
	char *name = words_person(&m->from), *letter = message_with_phrases(m, sanitise_copy(m->text, SANITISE_TEXT));
	struct str text = { 0 }, when = { 0 };
	size_t fits;

	bidi_strip(name);
	datetime_add_date(&when, message_time(m));
	str_addc(&when, ' ');
	datetime_add_time(&when, message_time(m));
	str_add(&text, "\n\n");
	/* TRANSLATORS: above a message that is sent on: who wrote it, when. */
	str_addf(&text, _("%s, %s:"), name, when.text);
	str_addc(&text, '\n');
	add_quoted(&text, letter);
	fits = utf8_first(text.text, QUOTED_MOST);
	if (fits < text.len) {
		str_cut(&text, fits);
		str_addf(&text, "\n%s\n", _("(cut here: the message is too long to be sent on whole)"));
	}
	str_release(&when);
	free(letter);
	free(name);
	return str_detach(&text);
}

/* "Fwd: " before the subject, once however often it is sent on, and cut to what a subject may hold; yours. */
static char *forwarded_subject(const char *subject)
{
	char *clean = sanitise_copy(subject, SANITISE_LINE), start[sizeof "fwd:"] = { 0 }, *text;

	strncpy(start, clean, sizeof start - 1);
	text = xasprintf("%s%s", ascii_casecmp(start, "fwd:") == 0 ? "" : "Fwd: ", clean);
	text[utf8_first(text, SUBJECT_MOST)] = '\0';
	free(clean);
	return text;
}

/* The files lie in my account already: naming them again is enough. */
void mail_forward(struct face *face, int64_t message)
{
	struct json *body, *tree;
	struct record record;
	struct message m;
	char *subject, *text;

	if (!message_read(face_store(face), message, &m))
		return;
	body = json_new_object();
	subject = forwarded_subject(m.subject);
	text = quoted(&m);
	json_set_string(body, "subject", subject);
	json_set_string(body, "text", text);
	if (m.files.count && record_by_local(face_store(face), message, &record)) {
		tree = record_tree(face_store(face), &record);
		json_set(body, "files", json_detach(tree, "files"));
		json_free(tree);
		record_free(&record);
	}
	free(text);
	free(subject);
	message_release(&m);
	begin(face, body, "{\"forwards\":true}");
}

void mail_write(struct face *face, struct json *to)
{
	struct json *body = json_new_object();

	json_set(body, "to", to);
	mail_begin(face, body);
}

void mail_write_to(struct face *face, int64_t message)
{
	struct json *answer;
	struct message m;

	if (!message_read(face_store(face), message, &m))
		return;
	answer = message_answer(face_store(face), &m, false);
	mail_write(face, json_detach(answer, "to"));
	json_free(answer);
	message_release(&m);
}

void mail_write_to_person(struct face *face, const struct party *person, const char *subject)
{
	struct json *body, *to;

	if (pupil_mail_write_to(face, person))
		return;
	body = json_new_object();
	to = json_push(json_set(body, "to", json_new_array()), json_new_object());

	json_set_string(to, "id", person->id);
	json_set_string(to, "name", person->name);
	if (person->country && *person->country)
		json_set_string(to, "country", person->country);
	if (*subject)
		json_set_string(body, "subject", subject);
	mail_begin(face, body);
}
