/* twinline-portal: the other side of the line. Each command is a row of its own in portal/. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "portal/command.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"

int main(int argc, char **argv)
{
	i18n_init(NULL);
	log_to_stderr(LOG_WARN);
	umask(077);
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		printf("twinline-portal %s\n", TWINLINE_VERSION);
		return COMMAND_DONE;
	}
	return command_run(argc, argv);
}
