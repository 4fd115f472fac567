/* What waits, said on the shell after leaving: how much, and truly how it will go. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/session.h"
#include "twinline/base/str.h"
#include "twinline/records/line.h"
#include "twinline/records/outbox.h"
#include "twinline/records/plan.h"
#include "twinline/records/presence.h"
#include "twinline/text/datetime.h"

/* What is said of one message, and of several. until and rest are NULL where the sentence has no place for them. */
struct waiting { int count; const char *size, *until, *rest; };

static void say_signed_out(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out after the next sign-in.",
	                    "Twinline: %d messages wait, %s. They go out after the next sign-in.", (unsigned long)w->count), w->count, w->size);
}

static void say_resting(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. Nothing goes by itself: %s. \"twinline sync\" sends it now.",
	                    "Twinline: %d messages wait, %s. Nothing goes by itself: %s. \"twinline sync\" sends them now.",
	                    (unsigned long)w->count), w->count, w->size, w->rest);
}

static void say_alone(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out when Twinline is open and has a line; \"twinline sync\" tries now.",
	                    "Twinline: %d messages wait, %s. They go out when Twinline is open and has a line; \"twinline sync\" tries now.",
	                    (unsigned long)w->count), w->count, w->size);
}

static void say_offline(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. There is no line; it goes out by itself if one comes before %s, "
	                    "else when Twinline is open. \"twinline sync\" tries now.",
	                    "Twinline: %d messages wait, %s. There is no line; they go out by themselves if one comes before %s, "
	                    "else when Twinline is open. \"twinline sync\" tries now.", (unsigned long)w->count), w->count, w->size, w->until);
}

static void say_until(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out by itself until %s, while this computer is on; "
	                    "\"twinline sync\" sends it now.",
	                    "Twinline: %d messages wait, %s. They go out by themselves until %s, while this computer is on; "
	                    "\"twinline sync\" sends them now.", (unsigned long)w->count), w->count, w->size, w->until);
}

/* The host ends with a login what was started from it. */
static void say_until_logout(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out by itself until you log out, which ends Twinline on this computer; "
	                    "\"twinline sync\" sends it now.",
	                    "Twinline: %d messages wait, %s. They go out by themselves until you log out, which ends Twinline on this computer; "
	                    "\"twinline sync\" sends them now.", (unsigned long)w->count), w->count, w->size);
}

/* Twinline is open in another window. */
static void say_open(const struct waiting *w)
{
	cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out by itself while this computer is on; "
	                    "\"twinline sync\" sends it now.",
	                    "Twinline: %d messages wait, %s. They go out by themselves while this computer is on; "
	                    "\"twinline sync\" sends them now.", (unsigned long)w->count), w->count, w->size);
}

static enum line_state last_line(struct store *s)
{
	struct line line;
	enum line_state state;
	line_read(s, &line);
	state = line.state;
	line_release(&line);
	return state;
}

static void say(struct cli *cli, struct store *s, struct waiting w)
{
	enum line_state line = last_line(s);
	struct str until = { 0 };
	struct plan plan;
	plan_read(&plan, s, &cli->settings);
	datetime_add_time(&until, clock_now() + plan_linger(&cli->settings));
	char *rest = plan_rest_words(plan.mail, plan.mail_until);
	w.until = until.text;
	w.rest = rest;
	if (line == LINE_SIGNED_OUT)
		say_signed_out(&w);
	else if (rest)
		say_resting(&w);
	else if (!engine_runs(&cli->paths))
		say_alone(&w);
	else if (presence_count(&cli->paths) > 0)
		say_open(&w);
	else if (session_ends_processes(""))
		say_until_logout(&w);
	else if (line == LINE_OFFLINE)
		say_offline(&w);
	else
		say_until(&w);
	free(rest);
	str_release(&until);
}

void cli_say_what_waits(struct cli *cli)
{
	struct store s;
	struct outbox_counts counts;
	if (access(cli->paths.store, R_OK) != 0 || store_open(&s, cli->paths.store, STORE_REPLICA, DB_READ_ONLY, NULL) != 0)
		return;
	if (outbox_counts(&s, &counts, NULL) == 0) {
		struct waiting w = { .count = counts.held + counts.waiting + counts.sending };
		struct str size = { 0 };
		datetime_add_size(&size, counts.bytes);
		w.size = size.text;
		if (w.count > 0)
			say(cli, &s, w);
		str_release(&size);
	}
	store_close(&s);
}
