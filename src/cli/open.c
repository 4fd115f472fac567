/* twinline without a command: the face, and afterwards the sentence about what waits. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "tty.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

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
	struct cli_opening opening = { .paths = &cli->paths, .settings = &cli->settings, .notice = cli->notice, .linear = cli->linear,
	                              .pupil = cli->pupil };
	enum cli_next next = CLI_AGAIN;
	while (next == CLI_AGAIN || next == CLI_GUEST) {
		if (tty_run_face(cli->face, &opening, &next, &e) != 0) {
			if (cli_offer_repair(cli, &e))
				continue;
			return cli_fail(&e);
		}
		if ((next == CLI_AGAIN || next == CLI_GUEST) && make_paths_again(cli, next == CLI_GUEST, &e) != 0)
			return cli_fail(&e);
		opening.notice = NULL;
		opening.visit = next == CLI_GUEST ? settings_text(&cli->settings, SETTING_PORTAL) : NULL;
	}
	if (next == CLI_TAKEN)
		return EXIT_DONE;
	if (next == CLI_DONE && cli->paths.sealed && access(cli->paths.token, F_OK) == 0)
		cli_say("%s", _("Twinline: you are still signed in on this shared computer; \"twinline sign-out\" closes it."));
	cli->tour = next == CLI_TOUR;
	if (next == CLI_DEMO || next == CLI_TOUR)
		return cli_run_demo(cli, NULL, 0);
	cli_say_what_waits(cli);
	return EXIT_DONE;
}
