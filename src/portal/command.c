/* The table of commands: finding one, reading its options, --help. */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static const struct command *const commands[] = {
	&command_init, &command_serve, &command_demo, &command_user, &command_check, &command_stats, &command_backup,
	&command_restore, &command_import, &command_schema,
};

static void show_all(void)
{
	printf("%s\n\n", _("Usage: twinline-portal COMMAND [OPTION]..."));
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		printf("  %s %s\n      %s\n", commands[i]->name, commands[i]->usage, _(commands[i]->help));
	printf("\n%s\n", _("--help after a command shows its options; --version shows the version."));
}

static void show_one(const struct command *c)
{
	printf(_("Usage: twinline-portal %s %s"), c->name, c->usage);
	printf("\n%s\n", _(c->help));
	option_help(c->options);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static bool asks_for(int argc, char **argv, const char *option)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], option) == 0)
			return true;
	return false;
}

int command_usage(const struct command *c, struct err *e)
{
	char *usage = xasprintf(_("Usage: twinline-portal %s %s"), c->name, c->usage);
	err_set(e, ERR_USAGE, usage, NULL);
	free(usage);
	return COMMAND_USAGE;
}

static int run(const struct command *c, int argc, char **argv, struct err *e)
{
	int words;
	if (option_parse(c->options, argc, argv, &words, e) < 0)
		return COMMAND_USAGE;
	if (words < c->words_least || words > c->words_most)
		return command_usage(c, e);
	return c->run(argv + 1, words, e);
}

static int unknown(const char *word, struct err *e)
{
	err_set(e, word[0] == '-' ? ERR_OPTION_UNKNOWN : ERR_COMMAND_UNKNOWN, word, NULL);
	return COMMAND_USAGE;
}

int command_run(int argc, char **argv)
{
	const struct command *c = argc > 1 ? find(argv[1]) : NULL;
	struct err e = {0};
	if (asks_for(argc, argv, "--help")) {
		c ? show_one(c) : show_all();
		return COMMAND_DONE;
	}
	if (argc < 2) {
		show_all();
		return COMMAND_USAGE;
	}
	int status = c ? run(c, argc - 1, argv + 1, &e) : unknown(argv[1], &e);
	if (e.code != ERR_OK) {
		char *text = err_text(&e);
		fprintf(stderr, "twinline-portal: %s\n", text);
		free(text);
	}
	err_release(&e);
	return status;
}
