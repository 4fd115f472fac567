/* What /proc tells about a program under test. */
#ifndef TESTS_LIB_PROCESS_H
#define TESTS_LIB_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* How often the program has gone to sleep of its own will; -1 if it is gone or /proc does not say. */
int64_t process_sleeps(pid_t pid);

/*
 * True if it sleeps in a call that waits for input: poll, select, epoll, or a read of descriptor 0. A poll of less than a
 * tenth of a second is none.
 */
bool process_waits_for_input(pid_t pid);

/* The time that it has run on a processor so far, in nanoseconds; -1 if unknown. */
int64_t process_cpu_ns(pid_t pid);

/* Its largest resident size so far in KiB; -1 if unknown. */
int64_t process_peak_kib(pid_t pid);

/* True while a process of that id is there and no zombie. */
bool process_lives(pid_t pid);

/* Kills with SIGKILL and waits (bounded) until it is gone; for processes that are not our children too. */
void process_end(pid_t pid, int signal);

#endif
