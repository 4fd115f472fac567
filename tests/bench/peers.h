/*
 * What other programs of the kind take for the same things, as peers.py measured it just before, beside ours. Where they are
 * not installed, ours stands alone.
 */
#ifndef TESTS_BENCH_PEERS_H
#define TESTS_BENCH_PEERS_H

/* What one thing cost: bytes on the line with headers, seconds, and bytes to the terminal; below 0: not measured. */
struct cost { double up, down, seconds, terminal; };

/* Reads the file that TWINLINE_PEERS names, if it does. */
void peers_load(void);

/* One line for each figure of cost and each peer that did the same (row) over the same link; "NAME-LINK-up" and so on. */
void peers_report(const char *name, const char *row, const char *link, const struct cost *cost);

#endif
