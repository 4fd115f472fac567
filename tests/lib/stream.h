/*
 * Looks through a program's terminal output for what may never be in it: control strings (OSC, DCS, APC, PM, SOS), C1
 * controls in either form, queries, shifts, and the marked sequences of lib/hostile.h. What ncurses itself
 * sends for xterm-256color, vt100 and linux passes.
 */
#ifndef TESTS_LIB_STREAM_H
#define TESTS_LIB_STREAM_H

#include <stddef.h>

/* No sequence of ours carries a parameter so large: hostile texts use it as their mark. */
enum { STREAM_MARK = 31337 };

/* A sentence about the first offence, yours; NULL if there is none. */
char *stream_offence(const char *bytes, size_t len);

#endif
