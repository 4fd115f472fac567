/* twinline status: who, where, the line, what waits and what was counted; from the store alone. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/line.h"
#include "twinline/records/message.h"
#include "twinline/records/plan.h"
#include "twinline/records/replica.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"

enum { LABEL_CELLS = 14 };

/* What the facts of the store say, parsed; NULL where there is none. */
struct facts {
	struct json *me;
	const struct settings *settings; /* borrowed */
	struct line line;
	struct plan plan;
	struct measured measured;
	struct count count;
	int64_t synced;
	struct outbox_counts counts;
};

static int read_facts(struct store *s, const struct settings *settings, struct facts *f, struct err *e)
{
	char *synced = store_fact(s, "synced");
	*f = (struct facts){ .me = replica_owner(s), .settings = settings };
	line_read(s, &f->line);
	plan_read(&f->plan, s, settings);
	measured_load(&f->measured, s);
	count_load(&f->count, s);
	count_turn(&f->count, clock_now(), (int)settings_integer(settings, SETTING_BUDGET_DAY));
	f->synced = synced ? strtoll(synced, NULL, 10) : 0;
	free(synced);
	return outbox_counts(s, &f->counts, e);
}

static void release_facts(struct facts *f)
{
	json_free(f->me);
	line_release(&f->line);
}

/* Who is signed in; borrows the texts. */
static struct party who_of(const struct facts *f)
{
	return (struct party){ .id = (char *)json_get_text(f->me, "person"), .name = (char *)json_get_text(f->me, "name"),
	                       .country = (char *)json_get_text(f->me, "country") };
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

static void say_taken(const char *label, char *text_taken)
{
	say(label, text_taken);
	free(text_taken);
}

static void say_counts(const struct facts *f)
{
	struct str size = { 0 };
	datetime_add_size(&size, f->counts.bytes);
	say_taken(_("Waiting"), xasprintf("%d, %s", f->counts.waiting + f->counts.sending, size.text));
	say_taken(_("Held"), xasprintf("%d", f->counts.held));
	say_taken(_("Needs you"), xasprintf("%d", f->counts.needs_you + f->counts.refused));
	str_release(&size);
}

static void say_plan(const struct facts *f)
{
	if (f->plan.mail != PLAN_GOES)
		say_taken(_("Rests"), plan_rest_words(f->plan.mail, f->plan.mail_until));
	say_taken(_("Measured"), plan_profile_words(&f->plan, &f->measured));
	say_taken(_("Counted"), plan_counted_words(&f->plan, &f->count, false));
	say_taken(_("Windows"), plan_hours_words(f->settings));
}

static void say_facts(const struct facts *f)
{
	const char *portal = json_get_text(f->me, "portal");
	const struct party me = who_of(f);
	char *who = cli_person(&me), *line = line_sentence(&f->line);
	struct str as_of = { 0 };
	say(_("Who"), who);
	say(_("Portal"), portal ? portal : "");
	say(_("Line"), line);
	if (f->synced) {
		datetime_add_full(&as_of, f->synced, clock_now());
		say(_("As of"), as_of.text);
	}
	say_counts(f);
	say_plan(f);
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

static struct json *counted_object(const struct facts *f)
{
	struct json *object = json_new_object();
	json_set_integer(object, "today", tally_bytes(&f->count.day.tally));
	json_set_integer(object, "month", tally_bytes(&f->count.month.tally));
	json_set_string(object, "monthSince", f->count.month.from);
	if (f->plan.budget > 0)
		json_set_integer(object, "budget", f->plan.budget);
	return object;
}

static struct json *measured_object(const struct facts *f)
{
	struct json *object = json_new_object();
	if (f->measured.speed > 0)
		json_set_integer(object, "bytesPerSecond", f->measured.speed);
	if (f->measured.turn_ms > 0)
		json_set_integer(object, "turnaroundMs", f->measured.turn_ms);
	json_set_integer(object, "lost", measured_lost(&f->measured));
	json_set_integer(object, "tries", f->measured.tries);
	return object;
}

/* What may go by itself: a rest is named, and when it ends. */
static void set_rest(struct json *object, const char *name, enum plan_rest rest, int64_t until)
{
	struct json *one = json_set(object, name, json_new_object());
	cli_json_text(one, "rest", plan_rest_name(rest));
	cli_json_time(one, "until", until);
}

static struct json *plan_object(const struct facts *f)
{
	struct json *object = json_new_object();
	json_set_string(object, "profile", plan_row(&f->plan)->name);
	json_set_bool(object, "found", f->plan.is_found);
	set_rest(object, "mail", f->plan.mail, f->plan.mail_until);
	set_rest(object, "files", f->plan.files, f->plan.files_until);
	cli_json_text(object, "mailHours", settings_text(f->settings, SETTING_MAIL_HOURS));
	cli_json_text(object, "fileHours", settings_text(f->settings, SETTING_FILE_HOURS));
	return object;
}

static void print_facts(const struct facts *f, struct json *outbox_taken)
{
	struct json *object = cli_json();
	const struct party me = who_of(f);
	json_set(object, "who", cli_json_party(&me));
	cli_json_text(object, "portal", json_get_text(f->me, "portal"));
	json_set(object, "line", line_object(&f->line));
	cli_json_time(object, "asOf", f->synced);
	json_set_integer(object, "waiting", f->counts.waiting + f->counts.sending);
	json_set_integer(object, "held", f->counts.held);
	json_set_integer(object, "needsYou", f->counts.needs_you + f->counts.refused);
	json_set_integer(object, "bytes", f->counts.bytes);
	json_set(object, "counted", counted_object(f));
	json_set(object, "measured", measured_object(f));
	json_set(object, "plan", plan_object(f));
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
	if (read_facts(&s, &cli->settings, &f, &e) == 0) {
		if (cli->json)
			print_facts(&f, outbox_array(&s, &e));
		else
			say_facts(&f);
	}
	release_facts(&f);
	store_close(&s);
	return e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
}
