/* twinline-sync: the engine, which owns the line to the portal. Faces start it; by hand it does the same. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/engine.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/option.h"

static struct engine_options options;
static const char *profile;
static bool help, version;

static const struct option_row rows[] = {
	{ "profile", OPTION_TEXT, N_("NAME"), 0, 0, &profile, N_("Serves this profile; \"default\" if not given.") },
	{ "interval", OPTION_INTEGER, N_("SECONDS"), 1, 86400, &options.interval,
	  N_("Looks for what is new this often while Twinline is open; if not given, by the line: fast 20, slow 60, metered 900.") },
	{ "patience", OPTION_INTEGER, N_("SECONDS"), 1, 3600, &options.patience,
	  N_("Gives up a portal that sends nothing for so long; if not given, by the line: 60, slow 120.") },
	{ "transport", OPTION_CHOICE, TRANSPORT_CHOICES, 0, 0, &options.transport,
	  N_("How requests go and word of news comes; if not given, by the line: fast events, slow websocket, metered http.") },
	{ "window", OPTION_INTEGER, N_("NUMBER"), -1, 100000, &options.window,
	  N_("Begins with so many of the newest messages, -1 for all; if not given, all from this computer, else 50.") },
	{ "help", OPTION_FLAG, NULL, 0, 0, &help, N_("Shows this and ends.") },
	{ "version", OPTION_FLAG, NULL, 0, 0, &version, N_("Shows the version and ends.") },
	{ 0 },
};

static int fail(struct err *e)
{
	char *text = err_text(e);
	int status = e->code == ERR_LOCKED ? 3 : 1;
	printf("%s\n", text);
	free(text);
	err_release(e);
	return status;
}

/* A person has typed this: the face and the commands give only what there is. */
static int misused(struct err *e)
{
	char *text = err_text(e);
	fprintf(stderr, "twinline-sync: %s\n", text);
	free(text);
	err_release(e);
	return 2;
}

/* Tells who started us that we serve, and lets go of them. */
static void say_ready(void)
{
	printf("ready\n");
	fflush(stdout);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null >= 0)
		dup2(null, STDOUT_FILENO);
}

static int serve(const struct paths *paths)
{
	struct engine engine;
	struct err e = { 0 };
	if (engine_open(&engine, paths, &options, &e) != 0)
		return fail(&e);
	say_ready();
	engine_run(&engine);
	engine_close_all(&engine);
	return 0;
}

int main(int argc, char **argv)
{
	struct err e = { 0 };
	struct paths paths;
	int words;
	i18n_init(NULL);
	log_to_environment();
	umask(077);
	if (option_parse(rows, argc, argv, &words, &e) != 0)
		return misused(&e);
	if (help) {
		printf("%s\n", _("Usage: twinline-sync [OPTION]..."));
		option_help(rows);
		return 0;
	}
	if (version) {
		printf("twinline-sync %s\n", TWINLINE_VERSION);
		return 0;
	}
	if (paths_init(&paths, profile, &e) != 0)
		return fail(&e);
	int status = serve(&paths);
	paths_release(&paths);
	return status;
}
