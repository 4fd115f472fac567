/* twinline without a command: the face, and afterwards the sentence about what waits. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/text/datetime.h"

static enum line_state last_line(struct store *s)
{
	char *text = store_fact(s, "line");
	struct json *line = text ? json_parse_own(text) : NULL;
	enum line_state state = line_state_of(json_get_text(line, "state"));
	json_free(line);
	free(text);
	return state;
}

static void say_waiting(enum line_state line, int count, const char *size)
{
	unsigned long n = (unsigned long)count;
	if (line == LINE_SIGNED_OUT)
		cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out after the next sign-in.",
		                    "Twinline: %d messages wait, %s. They go out after the next sign-in.", n), count, size);
	else if (line == LINE_OFFLINE)
		cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out when Twinline is open and has a line; "
		                    "\"twinline sync\" tries now.",
		                    "Twinline: %d messages wait, %s. They go out when Twinline is open and has a line; "
		                    "\"twinline sync\" tries now.", n), count, size);
	else
		cli_say(i18n_plural("Twinline: %d message waits, %s. It goes out by itself while this computer is on; "
		                    "\"twinline sync\" sends it now.",
		                    "Twinline: %d messages wait, %s. They go out by themselves while this computer is on; "
		                    "\"twinline sync\" sends them now.", n), count, size);
}

void cli_say_what_waits(const struct paths *paths)
{
	struct store s;
	struct outbox_counts counts;
	if (access(paths->store, R_OK) != 0 || store_open(&s, paths->store, STORE_REPLICA, DB_READ_ONLY, NULL) != 0)
		return;
	if (outbox_counts(&s, &counts, NULL) == 0) {
		int waiting = counts.held + counts.waiting + counts.sending;
		struct str size = { 0 };
		datetime_add_size(&size, counts.bytes);
		if (waiting > 0)
			say_waiting(last_line(&s), waiting, size.text);
		str_release(&size);
	}
	store_close(&s);
}

/* Guests read in a profile of their own: what is shown to them is not all that a member sees. */
static int make_paths_again(struct cli *cli, bool as_guest, struct err *e)
{
	char *profile = as_guest ? xasprintf("%s-guest", cli->profile ? cli->profile : "default") : NULL;
	paths_release(&cli->paths);
	int made = paths_init(&cli->paths, profile ? profile : cli->profile, e);
	free(profile);
	return made;
}

enum exit_status cli_run_open(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct cli_opening opening = { .paths = &cli->paths, .settings = &cli->settings, .notice = cli->notice };
	enum cli_next next = CLI_AGAIN;
	while (next == CLI_AGAIN || next == CLI_GUEST) {
		if (cli->face->run(&opening, &next, &e) != 0)
			return cli_fail(&e);
		if ((next == CLI_AGAIN || next == CLI_GUEST) && make_paths_again(cli, next == CLI_GUEST, &e) != 0)
			return cli_fail(&e);
		opening.notice = NULL;
		opening.visit = next == CLI_GUEST ? settings_text(&cli->settings, SETTING_PORTAL) : NULL;
	}
	if (next == CLI_TAKEN)
		return EXIT_DONE;
	if (next == CLI_DONE && cli->paths.sealed && access(cli->paths.token, F_OK) == 0)
		cli_say("%s", _("Twinline: you are still signed in on this shared computer; \"twinline sign-out\" closes it."));
	if (next == CLI_DEMO)
		return cli_run_demo(cli, NULL, 0);
	cli_say_what_waits(&cli->paths);
	return EXIT_DONE;
}
