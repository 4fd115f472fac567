/* Reading an answer from the terminal; passwords without showing them, and the terminal given back whatever happens. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { LINE_MAX_BYTES = 1000 };

static const int fatal_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

static volatile sig_atomic_t caught;

static void note(int number)
{
	caught = number;
}

/* Reads up to a newline byte by byte, for stdin may hold the next answer too. False at the end or on a signal. */
static bool read_bytes(struct str *line)
{
	char byte;
	ssize_t got;
	str_init(line, LINE_MAX_BYTES);
	while ((got = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n' && !line->overflow)
		str_addc(line, byte);
	wipe(&byte, 1);
	return got == 1 || (got == 0 && line->len > 0);
}

static bool read_shown(struct str *line)
{
	return read_bytes(line) && !line->overflow;
}

static bool read_hidden(struct str *line)
{
	struct termios shown, hidden;
	struct sigaction action = { .sa_handler = note }, before[ARRAY_SIZE(fatal_signals)];
	if (tcgetattr(STDIN_FILENO, &shown) != 0)
		return read_shown(line);
	caught = 0;
	for (size_t i = 0; i < ARRAY_SIZE(fatal_signals); i++)
		sigaction(fatal_signals[i], &action, &before[i]);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ECHONL;
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	bool read = read_shown(line);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	for (size_t i = 0; i < ARRAY_SIZE(fatal_signals); i++)
		sigaction(fatal_signals[i], &before[i], NULL);
	if (caught)
		raise(caught); /* now that the terminal is as it was */
	return read && !caught;
}

char *cli_read_line(const char *prompt, bool is_secret)
{
	struct str line;
	bool is_terminal = isatty(STDIN_FILENO);
	if (is_terminal) {
		fprintf(stderr, "%s ", prompt);
		fflush(stderr);
	}
	bool read = is_secret && is_terminal ? read_hidden(&line) : read_shown(&line);
	char *text = NULL;
	if (read) {
		if (line.len > 0 && line.text[line.len - 1] == '\r')
			str_cut(&line, line.len - 1);
		text = xstrdup(line.text ? line.text : "");
	}
	if (line.text)
		wipe(line.text, line.capacity);
	str_release(&line);
	return text;
}
