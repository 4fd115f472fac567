/* twinline send: a message whose text stands on stdin, new or as an answer, put into the outbox. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/message.h"
#include "twinline/records/people.h"
#include "twinline/records/plan.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"

enum { MATCHES = 8, TEXT_MAX_BYTES = 1 << 20 };

static struct strings names; /* of --to */
static const char *subject, *reply;
static bool hold;

const struct option_row send_options[] = {
	{ "to", OPTION_TEXTS, N_("NAME"), 0, 0, &names, N_("To this person, known here by letters; once for each.") },
	{ "subject", OPTION_TEXT, N_("TEXT"), 0, 0, &subject, N_("What it is about, in one line.") },
	{ "reply", OPTION_TEXT, N_("ID"), 0, 0, &reply, N_("Answers this conversation; --to and --subject can be left out.") },
	{ "hold", OPTION_FLAG, NULL, 0, 0, &hold, N_("Waits half a minute first, so that it can be taken back.") },
	{ 0 },
};

/* --- to whom --- */

/* All of found as "Ewa Kowalska, PL; Ewa Nowak, PL"; yours. */
static char *names_of(const struct parties *found)
{
	struct str text = { 0 };
	for (size_t i = 0; i < found->count; i++) {
		char *name = cli_person(&found->at[i]);
		str_addf(&text, "%s%s", i > 0 ? "; " : "", name);
		free(name);
	}
	return str_detach(&text);
}

/* The one that name means: the only one found, or the only one called exactly so; -1 if none. */
static int chosen(const struct parties *found, const char *name)
{
	char *wanted = fold_copy(name);
	int place = -1, same = 0;
	for (size_t i = 0; i < found->count; i++) {
		char *called = fold_copy(found->at[i].name);
		if (strcmp(called, wanted) == 0) {
			place = (int)i;
			same++;
		}
		free(called);
	}
	free(wanted);
	if (same == 0 && found->count == 1)
		return 0;
	return same == 1 ? place : -1;
}

static int add_person(struct store *s, struct json *to, const char *name, struct err *e)
{
	struct parties found;
	if (!*name)
		return err_set(e, ERR_PERSON_UNKNOWN, name, NULL);
	if (people_find(s, name, MATCHES, &found, e) < 0)
		return -1;
	int place = chosen(&found, name);
	if (place >= 0) {
		json_push(to, cli_json_party(&found.at[place]));
	} else if (found.count == 0) {
		err_set(e, ERR_PERSON_UNKNOWN, name, NULL);
	} else {
		char *all = names_of(&found);
		err_set(e, ERR_PERSON_UNCLEAR, name, all, NULL);
		free(all);
	}
	people_release(&found);
	return place >= 0 ? 0 : -1;
}

/* --- what --- */

/* Text from stdin as a field would take it: without controls, without blank lines at its end. Yours; NULL with e. */
static char *read_text(struct err *e)
{
	struct str raw, text = { 0 };
	char bytes[4096];
	ssize_t got;
	if (isatty(STDIN_FILENO))
		cli_note(_("Write; Ctrl-D at the beginning of a line ends it."));
	str_init(&raw, TEXT_MAX_BYTES);
	while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0 && !raw.overflow)
		str_addn(&raw, bytes, (size_t)got);
	if (got < 0)
		err_errno(e, ERR_FILE, "stdin");
	else if (!utf8_valid(raw.text, raw.len))
		err_set(e, ERR_FILE, "stdin", _("this is no text in UTF-8"), NULL);
	else
		sanitise(&text, raw.text, raw.len, SANITISE_TEXT);
	while (text.len > 0 && strchr("\n ", text.text[text.len - 1]))
		str_cut(&text, text.len - 1);
	if (e->code == ERR_OK && text.len == 0)
		err_set(e, ERR_USAGE, _("There is no text yet."), NULL);
	str_release(&raw);
	if (e->code == ERR_OK)
		return str_detach(&text);
	str_release(&text);
	return NULL;
}

/* The body of the answer to a conversation, or a new one. NULL with e. */
static struct json *begin(struct store *s, struct err *e)
{
	struct message m;
	if (!reply)
		return json_new_object();
	int64_t thread = cli_thread_of(reply), message = thread > 0 ? message_to_answer(s, thread, e) : 0;
	if (message <= 0 || !message_read(s, message, &m)) {
		err_set(e, ERR_NOT_FOUND, NULL);
		return NULL;
	}
	struct json *body = message_answer(s, &m, false);
	message_release(&m);
	return body;
}

/* Refuses here what the portal would refuse. */
static int check(const struct json *body, struct err *e)
{
	struct field_errors wrong = { 0 };
	if (json_size(json_get(body, "to")) == 0)
		return err_set(e, ERR_USAGE, _("Who is it for? --to NAME says it."), NULL);
	size_t count = record_validate(&record_types[TYPE_Message], body, NULL, VALIDATE_CREATE, &wrong);
	if (count > 0) {
		char *why = err_text(&wrong.at[0].error);
		err_set(e, ERR_INVALID_PROPERTIES, wrong.at[0].name, why, NULL);
		free(why);
	}
	field_errors_release(&wrong);
	return count > 0 ? -1 : 0;
}

static struct json *make_body(struct store *s, const char *text, struct err *e)
{
	struct json *body = begin(s, e);
	if (!body)
		return NULL;
	struct json *to = names.count > 0 ? json_set(body, "to", json_new_array()) : NULL;
	int result = 0;
	for (size_t i = 0; i < names.count && result == 0; i++)
		result = add_person(s, to, names.at[i], e);
	if (subject)
		json_set_string(body, "subject", subject);
	json_set_string(body, "text", text);
	if (result == 0 && check(body, e) == 0)
		return body;
	json_free(body);
	return NULL;
}

/* --- sending --- */

/* Queues it; the entry's local, or -1. */
static int64_t queue(struct store *s, const struct json *body, struct err *e)
{
	int64_t account = account_personal(s), entry = -1;
	if (!account)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	if (db_begin(s->db, e) != 0)
		return -1;
	entry = outbox_create(s, account, &record_types[TYPE_Message], body, hold ? s->hold : 0, e);
	if (entry > 0 && db_commit(s->db, e) == 0)
		return entry;
	db_rollback(s->db);
	return -1;
}

static void say_how_it_goes(struct store *s, const struct settings *settings)
{
	struct plan plan;
	plan_read(&plan, s, settings);
	char *rest = plan_rest_words(plan.mail, plan.mail_until);
	if (rest)
		cli_say(_("It is in the outbox and waits: %s. \"twinline sync\" sends it now."), rest);
	else
		cli_say("%s", _("It is in the outbox and goes out by itself."));
	free(rest);
}

static void say_queued(struct cli *cli, struct store *s, int64_t local, const struct json *body)
{
	struct outbox_entry entry;
	if (!outbox_get(s, local, &entry))
		return;
	if (cli->json) {
		struct json *object = cli_json();
		char *name = cli_thread_name(thread_of_message(s, entry.record));
		json_set_integer(object, "entry", local);
		json_set_string(object, "conversation", name);
		cli_json_time(object, "holdUntil", entry.hold_until);
		json_set(object, "to", json_copy(json_get(body, "to")));
		cli_print_json(object);
		free(name);
	} else if (entry.hold_until) {
		struct str when = { 0 };
		datetime_add_time(&when, entry.hold_until);
		cli_say(_("Goes out at %s; until then \"twinline\" can take it back."), when.text);
		str_release(&when);
	} else {
		say_how_it_goes(s, &cli->settings);
	}
	outbox_entry_release(&entry);
}

void cli_wake(struct cli *cli)
{
	struct engine_link link = { .fd = -1 };
	struct err e = { 0 };
	if (engine_connect(&link, &cli->paths, true, &e) == 0)
		cli_send(&link, cli_packet("wake"), &e);
	engine_close(&link);
	if (e.code != ERR_OK)
		cli_fail(&e);
}

enum exit_status cli_run_send(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct store s;
	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	char *text = names.count == 0 && !reply ? NULL : read_text(&e);
	struct json *body = e.code == ERR_OK ? make_body(&s, text ? text : "", &e) : NULL;
	int64_t entry = body ? queue(&s, body, &e) : -1;
	if (entry > 0)
		say_queued(cli, &s, entry, body);
	store_close(&s);
	json_free(body);
	free(text);
	strings_release(&names);
	if (entry < 0)
		return cli_fail(&e);
	cli_wake(cli);
	return EXIT_DONE;
}
