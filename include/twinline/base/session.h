/* The login that a program runs in, as far as systemd-logind(8) says something about it. */
#ifndef TWINLINE_BASE_SESSION_H
#define TWINLINE_BASE_SESSION_H

#include <stdbool.h>

/*
 * True if every process that was started from this login ends with it: KillUserProcesses=yes in logind.conf(5), and this process is the
 * login's own and not that of the user's manager. What is not known counts as no. root ("" but in tests) stands before every path.
 */
bool session_ends_processes(const char *root);

#endif
