/*
 * What other programs of the kind take for the same things, as peers.py measured it just before, beside ours. Where they are
 * not installed, ours stands alone.
 */
#ifndef TESTS_BENCH_PEERS_H
#define TESTS_BENCH_PEERS_H

/* What one thing cost; below 0: not measured. */
struct cost {
	double up, down, seconds; /* bytes on the line with headers; until it was done */
	double terminal;          /* bytes to the terminal */
	double cell, text;        /* the same for each cell that changed, and for each byte that such cells hold: letters have one to three */
	double ms, cpu;           /* until the screen began to answer; of the program's own time */
	double memory;            /* KiB, at the most */
};

extern const struct cost cost_none; /* nothing measured */

/* Reads the file that TWINLINE_PEERS names, if it does. */
void peers_load(void);

/* One line for each figure of cost and each peer that did the same (row) over the same link; "NAME-LINK-up" and so on. */
void peers_report(const char *name, const char *row, const char *link, const struct cost *cost);

#endif
