/* twinline proxy-login: name and password for the proxy of this network, asked for and kept in a file that its owner alone can read. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static int keep(const char *path, const char *name, const char *password, struct err *e)
{
	char *text = xasprintf("%s\n%s\n", name, password);
	int kept = file_write(path, text, strlen(text), 0600, e);
	wipe(text, strlen(text));
	free(text);
	return kept;
}

static int forget(const char *path, struct err *e)
{
	return unlink(path) == 0 || errno == ENOENT ? 0 : err_errno(e, ERR_FILE, path);
}

enum exit_status cli_run_proxy_login(struct cli *cli, char **words, int count)
{
	const char *path = cli->paths.proxy_login;
	struct err e = { 0 };
	(void)words;
	(void)count;
	char *name = cli_read_line(_("Name for the proxy (nothing: forget it):"), false);
	char *password = name && *name ? cli_read_line(_("Password:"), true) : NULL;
	int done = -1;
	if (name && !*name)
		done = forget(path, &e);
	else if (password)
		done = keep(path, name, password, &e);
	else
		err_set(&e, ERR_USAGE, _("Name and password are both needed."), NULL);
	if (done == 0)
		cli_say("%s", password ? _("Kept; the next try to reach the portal uses it.") : _("Forgotten."));
	if (done == 0)
		cli_wake(cli);
	if (password)
		wipe(password, strlen(password));
	free(password);
	free(name);
	return done == 0 ? EXIT_DONE : cli_fail(&e);
}
