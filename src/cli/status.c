/* twinline status: who, where, the line, what waits and what was counted; from the store alone. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/line.h"
#include "twinline/records/message.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"

enum { LABEL_CELLS = 14 };

/* What the facts of the store say, parsed; NULL where there is none. */
struct facts {
	struct json *me, *counted;
	struct line line;
	int64_t synced;
	struct outbox_counts counts;
};

static struct json *fact(struct store *s, const char *name)
{
	char *text = store_fact(s, name);
	struct json *value = text ? json_parse_own(text) : NULL;
	free(text);
	return value;
}

static int read_facts(struct store *s, struct facts *f, struct err *e)
{
	char *synced = store_fact(s, "synced");
	*f = (struct facts){ .me = fact(s, "me"), .counted = fact(s, "counted") };
	line_read(s, &f->line);
	f->synced = synced ? strtoll(synced, NULL, 10) : 0;
	free(synced);
	return outbox_counts(s, &f->counts, e);
}

static void release_facts(struct facts *f)
{
	json_free(f->me);
	line_release(&f->line);
	json_free(f->counted);
}

/* Who is signed in; borrows the texts. */
static struct party who_of(const struct facts *f)
{
	return (struct party){ .id = (char *)json_get_text(f->me, "person"), .name = (char *)json_get_text(f->me, "name"),
	                       .country = (char *)json_get_text(f->me, "country") };
}

/* The counts of a day or month, which are of one that has gone by where the date in them is not this one's: NULL then. */
static const struct json *counted(const struct facts *f, const char *name)
{
	const char *day = json_get_text(f->counted, "day");
	time_t now = (time_t)clock_now();
	struct tm civil = { 0 };
	char date[] = "2026-11-17";
	localtime_r(&now, &civil);
	strftime(date, sizeof date, "%Y-%m-%d", &civil);
	size_t len = strcmp(name, "month") == 0 ? sizeof "2026-11" - 1 : sizeof date - 1;
	return day && strncmp(day, date, len) == 0 ? json_get(f->counted, name) : NULL;
}

/* --- text --- */

static void say(const char *label, const char *text)
{
	struct str line = { 0 };
	str_add(&line, label);
	for (int cells = cells_width(label); cells < LABEL_CELLS; cells++)
		str_addc(&line, ' ');
	str_add(&line, text);
	cli_say("%s", line.text);
	str_release(&line);
}

static int64_t tally(const struct facts *f, const char *name)
{
	const struct json *of = counted(f, name);
	return json_get_integer(of, "up", 0) + json_get_integer(of, "down", 0);
}

static void say_counts(const struct facts *f)
{
	struct str size = { 0 }, today = { 0 }, month = { 0 };
	datetime_add_size(&size, f->counts.bytes);
	datetime_add_size(&today, tally(f, "today"));
	datetime_add_size(&month, tally(f, "month"));
	char *waiting = xasprintf("%d, %s", f->counts.waiting + f->counts.sending, size.text);
	char *held = xasprintf("%d", f->counts.held), *needs = xasprintf("%d", f->counts.needs_you + f->counts.refused);
	char *bytes = xasprintf(_("today %s, this month %s"), today.text, month.text);
	say(_("Waiting"), waiting);
	say(_("Held"), held);
	say(_("Needs you"), needs);
	say(_("Counted"), bytes);
	free(waiting);
	free(held);
	free(needs);
	free(bytes);
	str_release(&size);
	str_release(&today);
	str_release(&month);
}

static void say_facts(const struct facts *f)
{
	const char *portal = json_get_text(f->me, "portal");
	const struct party me = who_of(f);
	char *who = cli_person(&me), *line = line_sentence(&f->line);
	struct str as_of = { 0 };
	if (f->synced)
		datetime_add_full(&as_of, f->synced, clock_now());
	say(_("Who"), who);
	say(_("Portal"), portal ? portal : "");
	say(_("Line"), line);
	say(_("As of"), as_of.text ? as_of.text : "");
	say_counts(f);
	str_release(&as_of);
	free(who);
	free(line);
}

/* --- JSON --- */

static struct json *entry_object(const struct outbox_entry *entry)
{
	struct json *object = json_new_object(), *body = json_parse_own(entry->body);
	json_set_integer(object, "entry", entry->local);
	json_set_string(object, "state", message_state_word(message_state_in_outbox(entry->state)));
	cli_json_text(object, "type", entry->type->name);
	cli_json_text(object, "subject", json_get_text(body, "subject"));
	cli_json_time(object, "at", entry->queued_at);
	json_set_integer(object, "bytes", entry->size);
	if (entry->cause.code != ERR_OK) {
		char *why = err_text(&entry->cause);
		json_set_string(object, "cause", err_name(entry->cause.code));
		cli_json_text(object, "sentence", why);
		free(why);
	}
	json_free(body);
	return object;
}

static struct json *outbox_array(struct store *s, struct err *e)
{
	struct json *array = json_new_array();
	int64_t *locals = NULL;
	int count = outbox_list(s, &locals, e);
	for (int i = 0; i < count; i++) {
		struct outbox_entry entry;
		if (!outbox_get(s, locals[i], &entry))
			continue;
		if (entry.state != OUTBOX_SENT)
			json_push(array, entry_object(&entry));
		outbox_entry_release(&entry);
	}
	free(locals);
	return array;
}

static struct json *line_object(const struct line *line)
{
	struct json *object = json_new_object();
	json_set_string(object, "state", line_state_name(line->state));
	cli_json_time(object, "since", line->since);
	if (line->cause.code != ERR_OK)
		json_set_string(object, "cause", err_name(line->cause.code));
	return object;
}

static void print_facts(const struct facts *f, struct json *outbox_taken)
{
	struct json *object = cli_json(), *bytes;
	const struct party me = who_of(f);
	json_set(object, "who", cli_json_party(&me));
	cli_json_text(object, "portal", json_get_text(f->me, "portal"));
	json_set(object, "line", line_object(&f->line));
	cli_json_time(object, "asOf", f->synced);
	json_set_integer(object, "waiting", f->counts.waiting + f->counts.sending);
	json_set_integer(object, "held", f->counts.held);
	json_set_integer(object, "needsYou", f->counts.needs_you + f->counts.refused);
	json_set_integer(object, "bytes", f->counts.bytes);
	bytes = json_set(object, "counted", json_new_object());
	json_set_integer(bytes, "today", tally(f, "today"));
	json_set_integer(bytes, "month", tally(f, "month"));
	json_set(object, "outbox", outbox_taken);
	cli_print_json(object);
}

enum exit_status cli_run_status(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct facts f = { 0 };
	struct store s;
	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	if (read_facts(&s, &f, &e) == 0) {
		if (cli->json)
			print_facts(&f, outbox_array(&s, &e));
		else
			say_facts(&f);
	}
	release_facts(&f);
	store_close(&s);
	return e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
}
