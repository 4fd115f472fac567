/* twinline completion: what bash, zsh and fish source to complete commands, options and their values, from the tables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

enum shell { SHELL_BASH, SHELL_ZSH, SHELL_FISH }; /* in the order of the command's row */

static const char *shells(void)
{
	const struct command *row = cli_commands;
	while (row->run != cli_run_completion)
		row++;
	return row->arguments;
}

/* --- words in a shell --- */

/* Prints text inside single quotes; bash and zsh leave them for a quote, fish has a backslash for it. */
static void quote(const char *text, enum shell shell)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'')
			fputs(shell == SHELL_FISH ? "\\'" : "'\\''", stdout);
		else if (*text == '\\' && shell == SHELL_FISH)
			fputs("\\\\", stdout);
		else
			putchar(*text);
	}
	putchar('\'');
}

/* One thing to offer; zsh says beside it what it is. */
static void offer(const char *before, const char *word, const char *help, enum shell shell)
{
	if (shell == SHELL_ZSH) {
		char *both = xasprintf("%s%s:%s", before, word, help);
		putchar(' ');
		quote(both, shell);
		free(both);
	} else {
		printf(" %s%s", before, word);
	}
}

/* The codes of "bash|zsh", each as an offer; a blank ends them. */
static void offer_codes(const char *codes, enum shell shell)
{
	for (const char *code = codes; code;) {
		int len = (int)strcspn(code, "| ");
		printf(shell == SHELL_ZSH ? " '%.*s'" : " %.*s", len, code);
		code = code[len] == '|' ? code + len + 1 : NULL;
	}
}

static bool is_choice(const char *arguments)
{
	return strchr(arguments, '|') != NULL;
}

/* The options of a command; those that every command has come with the row that has no name, once. */
static const struct option_row *own_options(const struct command *command, struct option_row rows[CLI_OPTIONS_MAX])
{
	struct cli unused = { 0 };
	int common = 0;
	cli_options(&unused, &cli_commands[0], rows);
	while (*command->name && rows[common].name)
		common++;
	cli_options(&unused, command, rows);
	return rows + common;
}

/* --- bash and zsh: the same questions, asked in two dialects --- */

/* Patterns of all options that take a value, after prefix: "--profile|--language". */
static void print_valued(const char *prefix)
{
	const char *bar = "";
	for (const struct command *command = cli_commands; command->name; command++) {
		struct option_row rows[CLI_OPTIONS_MAX];
		for (const struct option_row *row = own_options(command, rows); row->name; row++)
			if (row->kind != OPTION_FLAG) {
				printf("%s%s--%s", bar, prefix, row->name);
				bar = "|";
			}
	}
}

static void print_choices(enum shell shell)
{
	for (const struct command *command = cli_commands; command->name; command++) {
		struct option_row rows[CLI_OPTIONS_MAX];
		for (const struct option_row *row = own_options(command, rows); row->name; row++)
			if (row->kind == OPTION_CHOICE) {
				printf("\t%s:--%s) offers=(", command->name, row->name);
				offer_codes(row->value, shell);
				printf(" ) ;;\n");
			}
	}
}

static void print_offers(const struct command *command, enum shell shell)
{
	struct cli unused = { 0 };
	struct option_row rows[CLI_OPTIONS_MAX];
	cli_options(&unused, command, rows);
	printf("\t'%s':*) offers=(", command->name);
	for (const struct command *other = cli_commands; !*command->name && other->name; other++)
		if (*other->name)
			offer("", other->name, _(other->help), shell);
	if (is_choice(command->arguments))
		offer_codes(command->arguments, shell);
	for (const struct option_row *row = rows; row->name; row++)
		offer("--", row->name, _(row->help), shell);
	printf(" ) ;;\n");
}

/* From the word after the program's name to the one before the cursor: which command it is. */
static void print_scan(const char *first, const char *end, const char *word)
{
	printf("\tfor ((i = %s; i < %s; i++)); do\n\t\tcase %s in\n\t\t", first, end, word);
	print_valued("");
	printf(") i=$((i + 1)) ;;\n\t\t-*) ;;\n\t\t*) command=%s; break ;;\n\t\tesac\n\tdone\n", word);
}

static void print_cases(enum shell shell)
{
	printf("\tcase $command:$previous in\n");
	print_choices(shell);
	printf("\t");
	print_valued("*:");
	printf(shell == SHELL_ZSH ? ") _files; return ;;\n" : ") return ;;\n");
	for (const struct command *command = cli_commands; command->name; command++)
		print_offers(command, shell);
	printf("\tesac\n");
}

static void print_bash(void)
{
	printf("# bash completion of twinline(1); made by \"twinline completion bash\".\n_twinline()\n{\n"
	       "\tlocal current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= i\n"
	       "\tlocal -a offers=()\n\tCOMPREPLY=()\n");
	print_scan("1", "COMP_CWORD", "${COMP_WORDS[i]}");
	print_cases(SHELL_BASH);
	printf("\tCOMPREPLY=($(compgen -W \"${offers[*]}\" -- \"$current\"))\n}\ncomplete -o default -F _twinline twinline\n");
}

static void print_zsh(void)
{
	printf("#compdef twinline\n# zsh completion of twinline(1); made by \"twinline completion zsh\".\n_twinline()\n{\n"
	       "\tlocal previous=${words[CURRENT-1]} command= i\n\tlocal -a offers\n");
	print_scan("2", "CURRENT", "${words[i]}");
	print_cases(SHELL_ZSH);
	printf("\t_describe twinline offers\n}\n_twinline \"$@\"\n");
}

/* --- fish: a line an offer --- */

/* Begins a line that counts after a command, or, for "", anywhere. */
static void fish_line(const char *command)
{
	printf("complete -c twinline");
	if (*command)
		printf(" -n '__fish_seen_subcommand_from %s'", command);
}

static void fish_option(const char *command, const struct option_row *row)
{
	fish_line(command);
	printf(" -l %s", row->name);
	if (row->kind != OPTION_FLAG)
		printf(row->kind == OPTION_CHOICE ? " -x -a '" : " -r");
	if (row->kind == OPTION_CHOICE) {
		offer_codes(row->value, SHELL_FISH);
		putchar('\'');
	}
	printf(" -d ");
	quote(_(row->help), SHELL_FISH);
	putchar('\n');
}

static void fish_command(const struct command *command)
{
	struct option_row rows[CLI_OPTIONS_MAX];
	if (*command->name) {
		printf("complete -c twinline -n __fish_use_subcommand -a %s -d ", command->name);
		quote(_(command->help), SHELL_FISH);
		putchar('\n');
	}
	if (is_choice(command->arguments)) {
		fish_line(command->name);
		printf(" -a '");
		offer_codes(command->arguments, SHELL_FISH);
		printf("'\n");
	}
	for (const struct option_row *row = own_options(command, rows); row->name; row++)
		fish_option(command->name, row);
}

static void print_fish(void)
{
	printf("# fish completion of twinline(1); made by \"twinline completion fish\".\ncomplete -c twinline -f\n");
	for (const struct command *command = cli_commands; command->name; command++)
		fish_command(command);
}

enum exit_status cli_run_completion(struct cli *cli, char **words, int count)
{
	static void (*const print[])(void) = { [SHELL_BASH] = print_bash, [SHELL_ZSH] = print_zsh, [SHELL_FISH] = print_fish };
	(void)cli;
	(void)count;
	int shell = option_choice(shells(), words[0]);
	if (shell < 0) {
		struct err e = { 0 };
		char *usage = xasprintf("twinline completion %s", shells());
		err_set(&e, ERR_COMMAND_LINE, usage, NULL);
		free(usage);
		return cli_fail(&e);
	}
	print[shell]();
	return EXIT_DONE;
}
