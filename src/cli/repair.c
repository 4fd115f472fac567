/* twinline repair: a store that is damaged is put aside, and a new one made of what can be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/records/presence.h"

static void say_saved(const struct salvage *saved)
{
	cli_say(_("The store was damaged. As it was, it lies in %s."), saved->aside);
	cli_say(_("Saved: drafts %lld, in the outbox %lld, received %lld. What lacks is fetched at the next exchange."),
	        (long long)saved->drafts, (long long)saved->entries, (long long)saved->records);
	if (saved->records == 0)
		cli_say("%s", _("Nothing received could be read: \"twinline sign-in URL\" fetches it all."));
}

/* Nobody may have the store open meanwhile. */
static int repair(struct cli *cli, struct err *e)
{
	struct salvage saved;
	if (presence_count(&cli->paths) > 0)
		return err_set(e, ERR_USAGE, _("Twinline is open in another window. Leave it there first."), NULL);
	if (!engine_end(&cli->paths))
		return err_set(e, ERR_STORE_BUSY, cli->paths.store, NULL);
	if (cli_check_store(cli->paths.store, e) == 0) {
		cli_say("%s", _("The store is sound: nothing was done."));
		return 0;
	}
	if (e->code != ERR_STORE_DAMAGED)
		return -1;
	err_release(e);
	if (store_salvage(cli->paths.store, &saved, e) != 0)
		return -1;
	say_saved(&saved);
	free(saved.aside);
	return 0;
}

enum exit_status cli_run_repair(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	if (access(cli->paths.store, F_OK) != 0)
		err_set(&e, ERR_NOT_FOUND, NULL);
	else
		repair(cli, &e);
	return e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
}

bool cli_offer_repair(struct cli *cli, struct err *e)
{
	if (e->code != ERR_STORE_DAMAGED || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return false;
	char *text = err_text(e);
	cli_note(text);
	free(text);
	bool wanted = cli_ask(_("Put it aside, save what can be read, and fetch the rest anew?"));
	if (!wanted)
		return false;
	err_release(e);
	return repair(cli, e) == 0;
}
