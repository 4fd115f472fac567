/* twinline show: a whole conversation, its drafts last. Reading it here marks nothing as seen. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/message.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

/* One letter as it is printed; m is borrowed. */
struct letter {
	const struct message *m;
	enum message_state state;
	int64_t at;
};

/* Prints or collects letters; into is the array of --json, or NULL for text. */
struct output {
	struct json *into;
	char *subject; /* of the first */
	struct strings uids;
	int count;
};

/* --- text --- */

static void say_recipients(const struct parties *to)
{
	struct str names = { 0 };
	for (size_t i = 0; i < to->count; i++) {
		char *name = cli_person(&to->at[i]);
		str_addf(&names, "%s%s", i > 0 ? "; " : "", name);
		free(name);
	}
	if (names.len > 0)
		cli_say(_("To: %s"), names.text);
	str_release(&names);
}

static void say_letter(const struct letter *letter)
{
	const char *word = message_state_word(letter->state);
	char *from = cli_person(&letter->m->from), *text = message_with_phrases(letter->m, sanitise_copy(letter->m->text, SANITISE_TEXT));
	struct str when = { 0 };
	datetime_add_full(&when, letter->at, clock_now());
	if (*from)
		cli_say(_("From: %s"), from);
	say_recipients(&letter->m->to);
	cli_say(*word ? _("When: %s, %s") : _("When: %s"), when.text, _(word));
	printf("\n%s\n", text);
	for (size_t i = 0; i < letter->m->files.count; i++) {
		struct str size = { 0 };
		datetime_add_size(&size, letter->m->files.at[i].size);
		cli_say(_("File: %s, %s"), letter->m->files.at[i].name, size.text);
		str_release(&size);
	}
	str_release(&when);
	free(from);
	free(text);
}

/* --- JSON --- */

static struct json *object_of(const struct letter *letter)
{
	const struct message *m = letter->m;
	struct json *object = json_new_object();
	json_set_string(object, "state", message_state_word(letter->state));
	json_set(object, "from", cli_json_party(&m->from));
	struct json *to = json_set(object, "to", json_new_array());
	for (size_t i = 0; i < m->to.count; i++)
		json_push(to, cli_json_party(&m->to.at[i]));
	cli_json_time(object, "at", letter->at);
	cli_json_text(object, "messageUid", m->message_uid);
	cli_json_text(object, "subject", m->subject);
	cli_json_text(object, "language", m->language);
	cli_json_text(object, "project", m->project.name);
	cli_json_text(object, "text", m->text ? m->text : "");
	struct json *files = json_set(object, "files", json_new_array());
	for (size_t i = 0; i < m->files.count; i++) {
		struct json *file = json_push(files, json_new_object());
		cli_json_text(file, "name", m->files.at[i].name);
		cli_json_text(file, "type", m->files.at[i].type);
		json_set_integer(file, "size", m->files.at[i].size);
	}
	return object;
}

/* --- reading --- */

static void put(struct output *out, const struct letter *letter)
{
	if (!out->subject) {
		out->subject = sanitise_copy(letter->m->subject, SANITISE_LINE);
		if (!out->into)
			cli_say("%s", out->subject);
	}
	if (out->into)
		json_push(out->into, object_of(letter));
	else
		printf("\n");
	if (!out->into)
		say_letter(letter);
	out->count++;
}

static enum message_state state_of(struct store *s, int64_t local, const struct message *m)
{
	if (message_is_mine(s, m))
		return message_state_of(s, local);
	return strings_has(&m->keywords, "$seen") ? MESSAGE_READ : MESSAGE_NEW;
}

static int put_messages(struct output *out, struct store *s, int64_t thread, struct err *e)
{
	int64_t *locals = NULL;
	int count = thread_messages(s, thread, &locals, e);
	for (int i = 0; i < count; i++) {
		struct message m;
		if (!message_read(s, locals[i], &m))
			continue;
		if (m.message_uid)
			strings_push(&out->uids, m.message_uid);
		put(out, &(struct letter){ &m, state_of(s, locals[i], &m), message_time(&m) });
		message_release(&m);
	}
	free(locals);
	return count < 0 ? -1 : 0;
}

/* Puts a draft; uids: only if it answers one of them (NULL: in any case). */
static void put_draft(struct output *out, struct store *s, int64_t local, const struct strings *uids)
{
	struct draft draft = { 0 };
	if (!draft_get(s, local, &draft))
		return;
	struct json *body = json_parse_own(draft.body);
	const char *answers = json_get_text(body, "inReplyTo");
	if (!uids || (answers && strings_has(uids, answers))) {
		struct message m = { 0 };
		record_decode(draft.type, body, &m);
		put(out, &(struct letter){ &m, MESSAGE_DRAFT, draft.updated_at });
		message_release(&m);
	}
	json_free(body);
	draft_release(&draft);
}

static int put_conversation(struct output *out, struct store *s, int64_t thread, struct err *e)
{
	if (put_messages(out, s, thread, e) != 0)
		return -1;
	int64_t *drafts = NULL;
	int count = draft_list(s, &record_types[TYPE_Message], &drafts, e);
	for (int i = count - 1; i >= 0; i--)
		put_draft(out, s, drafts[i], &out->uids);
	free(drafts);
	return count < 0 ? -1 : 0;
}

static void finish(struct output *out, const char *name)
{
	if (!out->into)
		return;
	struct json *object = cli_json();
	json_set_string(object, "id", name);
	json_set_string(object, "subject", out->subject);
	json_set(object, "messages", out->into);
	cli_print_json(object);
}

enum exit_status cli_run_show(struct cli *cli, char **words, int count)
{
	(void)count;
	struct err e = { 0 };
	struct store s;
	struct output out = { .into = cli->json ? json_new_array() : NULL };
	int64_t thread = cli_thread_of(words[0]);
	if (cli_store(cli, &s, &e) == 0) {
		if (thread < 0)
			put_draft(&out, &s, -thread, NULL);
		else if (thread > 0)
			put_conversation(&out, &s, thread, &e);
		if (e.code == ERR_OK && out.count == 0)
			err_set(&e, ERR_NOT_FOUND, NULL);
		store_close(&s);
	}
	if (e.code == ERR_OK)
		finish(&out, words[0]);
	else
		json_free(out.into);
	strings_release(&out.uids);
	free(out.subject);
	return e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
}
