/* The table of commands, and how argv, help and exit codes come from it. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tty.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/schema/setting_codes.h"
#include "twinline/text/cells.h"

enum { WORDS_MAX = 64 }; /* of a command line */

const struct command cli_commands[] = {
	{ "", "", N_("Opens Twinline."), NULL, 0, 0, 0, cli_run_open },
	{ "demo", "", N_("Opens a demo community on this computer; nothing is sent to anybody."), demo_options, 0, 0,
	  COMMAND_MAKES_PATHS, cli_run_demo },
	{ "sign-in", N_("URL"), N_("Signs in to a portal; asks for name and password, or reads them from stdin."),
	  sign_in_options, 1, 1, 0, cli_run_sign_in },
	{ "sign-out", "", N_("Signs out; what is kept here stays, and what waits goes out after the next sign-in."),
	  NULL, 0, 0, 0, cli_run_sign_out },
	{ "sync", "", N_("Sends what waits and fetches what is new, now, and says how much it was."),
	  NULL, 0, 0, 0, cli_run_sync },
	{ "list", "conversations|projects|contacts|events|receipts",
	  N_("Lists conversations, or what is named, a line each; what waits for you is \"answer\"."),
	  list_options, 0, 1, COMMAND_JSON, cli_run_list },
	{ "accept", N_("ID"), N_("Says yes to a request, an invitation, a change or an event; \"list\" tells its ID."), NULL, 1, 1, COMMAND_JSON,
	  cli_run_accept },
	{ "decline", N_("ID"), N_("Says no to it."), NULL, 1, 1, COMMAND_JSON, cli_run_decline },
	{ "show", N_("ID"), N_("Shows a whole conversation as text; \"list\" tells its ID."), NULL, 1, 1, COMMAND_JSON, cli_run_show },
	{ "file", N_("ID [NUMBER]"), N_("Lists the files of a conversation with what fetching takes, or fetches one and saves it."),
	  file_options, 1, 2, COMMAND_JSON, cli_run_file },
	{ "search", N_("WORDS"), N_("Finds conversations that are kept here by words of theirs, wherever they stand."),
	  search_options, 1, WORDS_MAX, COMMAND_JSON, cli_run_search },
	{ "send", "", N_("Sends what stands on stdin as a message, or as an answer."), send_options, 0, 0, COMMAND_JSON, cli_run_send },
	{ "status", "", N_("Says how the line is, what waits and what was counted."), NULL, 0, 0, COMMAND_JSON, cli_run_status },
	{ "doctor", "", N_("Looks from the terminal to the portal at what works, and says what to do about what does not."),
	  doctor_options, 0, 0, COMMAND_JSON, cli_run_doctor },
	{ "repair", "", N_("Puts a damaged store aside as it is, saves what you wrote in it and fetches the rest anew."), NULL, 0, 0, 0,
	  cli_run_repair },
	{ "proxy-login", "", N_("Keeps a name and a password for the proxy of this network; asks for them, or reads them from stdin."),
	  NULL, 0, 0, 0, cli_run_proxy_login },
	{ "export", N_("DIR"), N_("Writes all that is yours into a folder, or with \"-\" as tar to stdout: JSON, text, .ics, files."), export_options, 0, 1, COMMAND_JSON, cli_run_export },
	{ "packet", N_("export|carry|import FILE"),
	  N_("Syncs by a file, sealed to the portal, where no line leads: write it, carry it, take the answer in."),
	  NULL, 2, 2, COMMAND_JSON, cli_run_packet },
	{ "settings", N_("[NAME [VALUE]]"), N_("Says what is set, or sets it; twinline-settings(5) tells the names."), NULL, 0, 2, COMMAND_JSON,
	  cli_run_settings },
	{ "completion", "bash|zsh|fish", N_("Prints what makes that shell complete these commands."), NULL, 1, 1,
	  COMMAND_MAKES_PATHS, cli_run_completion },
	{ 0 },
};

const char *const cli_exit_help[EXIT_STATUS_COUNT] = {
	[EXIT_DONE] = N_("It is done."),
	[EXIT_FAILED] = N_("It failed; stderr says why."),
	[EXIT_MISUSED] = N_("The command line is wrong."),
	[EXIT_NO_LINE] = N_("No line to the portal; what waits is kept and goes out later."),
	[EXIT_NOT_SIGNED_IN] = N_("Nobody is signed in, or the sign-in was refused."),
	[EXIT_NOT_THERE] = N_("What was named is not here, or could be several."),
};

static void add_rows(struct option_row rows[CLI_OPTIONS_MAX], int *count, const struct option_row *more)
{
	for (; more && more->name && *count < CLI_OPTIONS_MAX - 1; more++)
		rows[(*count)++] = *more;
	rows[*count] = (struct option_row){ 0 };
}

void cli_options(struct cli *cli, const struct command *command, struct option_row rows[CLI_OPTIONS_MAX])
{
	const struct option_row common[] = {
		{ "profile", OPTION_TEXT, N_("NAME"), 0, 0, &cli->profile, N_("Keeps a second identity apart under this name.") },
		{ "language", OPTION_TEXT, N_("CODE"), 0, 0, &cli->language, N_("Speaks this language, as \"el\".") },
		{ "linear", OPTION_FLAG, NULL, 0, 0, &cli->linear, N_("Speaks in lines instead of screens: for speech, dumb terminals and scripts.") },
		{ "pupil", OPTION_FLAG, NULL, 0, 0, &cli->pupil, N_("Signs a pupil in, with the name and the password on the slip.") },
		{ "help", OPTION_FLAG, NULL, 0, 0, &cli->help, N_("Shows help and ends.") },
		{ "version", OPTION_FLAG, NULL, 0, 0, &cli->version, N_("Shows the version and ends.") },
		{ 0 },
	}, json[] = {
		{ "json", OPTION_FLAG, NULL, 0, 0, &cli->json, N_("Prints one JSON object, for other programs.") },
		{ 0 },
	};
	int count = 0;
	add_rows(rows, &count, common);
	add_rows(rows, &count, command->options);
	add_rows(rows, &count, command->flags & COMMAND_JSON ? json : NULL);
}

/* True if the value of an option stands in the word after it. */
static bool takes_next(const struct option_row *rows, const char *word)
{
	for (const struct option_row *row = rows; row->name; row++)
		if (row->kind != OPTION_FLAG && starts_with(word, "--") && strcmp(word + 2, row->name) == 0)
			return true;
	return false;
}

/* The index in argv of the first word, after options of every command and their values; argc if there is none. */
static int first_word(const struct option_row *rows, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return i + 1;
		if (argv[i][0] != '-')
			return i;
		if (takes_next(rows, argv[i]))
			i++;
	}
	return argc;
}

static const struct command *find_command(const char *name)
{
	for (const struct command *row = cli_commands; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

static void print_help(const struct command *command)
{
	struct cli unused = { 0 };
	struct option_row rows[CLI_OPTIONS_MAX];
	bool all = !*command->name;
	printf("%s\n\n", all ? _("Usage: twinline [COMMAND] [OPTION]...") : _("Usage: twinline COMMAND [OPTION]..."));
	for (const struct command *row = cli_commands; row->name; row++)
		if (all || row == command) {
			char *left = xasprintf("twinline%s%s%s%s", *row->name ? " " : "", row->name, *row->arguments ? " " : "",
			                       *row->arguments ? _(row->arguments) : "");
			printf("  %-24s  %s\n", left, _(row->help));
			free(left);
		}
	printf("\n%s\n", _("Options:"));
	cli_options(&unused, command, rows);
	option_help(rows);
	for (const struct command *row = cli_commands; all && row->name; row++)
		if (row->options) {
			printf("\n");
			printf(_("Options of twinline %s:\n"), row->name);
			option_help(row->options);
		}
	printf("\n%s\n", _("Exit codes:"));
	for (int i = 0; i < EXIT_STATUS_COUNT; i++)
		printf("  %d  %s\n", i, _(cli_exit_help[i]));
}

static void print_version(void)
{
	printf("twinline %s\n", TWINLINE_VERSION);
	printf(_("Widths and breaks of text after Unicode %s.\n"), cells_unicode_version());
}

static enum exit_status run(struct cli *cli, const struct command *command, char **words, int count)
{
	struct err e = { 0 };
	if (count < command->least || count > command->most) {
		char *usage = xasprintf(*command->arguments ? "twinline %s %s" : "twinline %s%s", command->name, _(command->arguments));
		err_set(&e, ERR_COMMAND_LINE, usage, NULL);
		free(usage);
		return cli_fail(&e);
	}
	if (command->flags & COMMAND_MAKES_PATHS)
		return command->run(cli, words, count);
	if (paths_init(&cli->paths, cli->profile, &e) != 0)
		return cli_fail(&e);
	enum exit_status status = command->run(cli, words, count);
	paths_release(&cli->paths);
	return status;
}

/* What is set holds for every command; a line that is wrong counts as not there, and is told. */
static void load_settings(struct cli *cli)
{
	char *path = paths_settings();
	struct err e = { 0 };
	settings_use_codes(setting_codes);
	if (settings_load(&cli->settings, path, &e) != 0)
		cli->notice = err_text(&e);
	if (*settings_text(&cli->settings, SETTING_LANGUAGE))
		i18n_init_in(settings_text(&cli->settings, SETTING_LANGUAGE), settings_text(&cli->settings, SETTING_COUNTRY));
	if (cli->notice)
		cli_note(cli->notice);
	err_release(&e);
	free(path);
}

static enum exit_status run_words(struct cli *cli, int argc, char **argv)
{
	struct option_row rows[CLI_OPTIONS_MAX];
	struct err e = { 0 };
	int words;
	cli_options(cli, &cli_commands[0], rows);
	int at = first_word(rows, argc, argv);
	const struct command *command = find_command(at < argc ? argv[at] : "");
	if (!command) {
		err_set(&e, ERR_COMMAND_UNKNOWN, argv[at], NULL);
		return cli_fail(&e);
	}
	cli_options(cli, command, rows);
	if (option_parse(rows, argc, argv, &words, &e) != 0)
		return cli_fail(&e);
	if (cli->language)
		i18n_init(cli->language);
	if (cli->help) {
		print_help(command);
		return EXIT_DONE;
	}
	if (cli->version) {
		print_version();
		return EXIT_DONE;
	}
	int name = *command->name ? 1 : 0;
	return run(cli, command, argv + 1 + name, words - name);
}

int cli_main(int argc, char **argv, const struct cli_face *face)
{
	struct cli cli = { .face = face };
	umask(077);
	i18n_init(NULL);
	log_to_environment();
	load_settings(&cli);
	tty_take(settings_text(&cli.settings, SETTING_CHARACTERS));
	enum exit_status status = run_words(&cli, argc, argv);
	tty_let_go();
	settings_release(&cli.settings);
	free(cli.notice);
	return (int)status;
}
