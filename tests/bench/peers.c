/*
 * The peers' figures: lines "ROW LINK PEER UP DOWN SECONDS TERMINAL CELL TEXT MS CPU MEMORY", "-" where not measured, or left out at the
 * end.
 */
#include "bench/peers.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report.h"
#include "twinline/base/mem.h"

enum { PEERS_MAX = 400, WORD_MAX = 32 };

const struct cost cost_none = { -1, -1, -1, -1, -1, -1, -1, -1, -1 };

static struct peer { char row[WORD_MAX], link[WORD_MAX], name[WORD_MAX]; struct cost cost; } peers[PEERS_MAX];
static int count;

/* The next word, cut to its room; false at the end of the line. */
static bool take_word(char **line, char word[WORD_MAX])
{
	*line += strspn(*line, " \n");
	size_t len = strcspn(*line, " \n");
	snprintf(word, WORD_MAX, "%.*s", (int)len, *line);
	*line += len;
	return len > 0;
}

static bool take_number(char **line, double *number)
{
	char word[WORD_MAX];
	bool is_there = take_word(line, word);
	*number = !is_there || strcmp(word, "-") == 0 ? -1 : strtod(word, NULL);
	return is_there;
}

static bool read_peer(char *line, struct peer *p)
{
	struct cost *cost = &p->cost;
	double *const numbers[] = { &cost->up, &cost->down, &cost->seconds, &cost->terminal, &cost->cell, &cost->text,
	                           &cost->ms, &cost->cpu, &cost->memory };

	if (!take_word(&line, p->row) || !take_word(&line, p->link) || !take_word(&line, p->name) || !take_number(&line, numbers[0]))
		return false;
	for (size_t i = 1; i < ARRAY_SIZE(numbers); i++)
		take_number(&line, numbers[i]);
	return true;
}

void peers_load(void)
{
	const char *path = getenv("TWINLINE_PEERS");
	FILE *file = path ? fopen(path, "r") : NULL;
	char line[400];
	while (file && count < PEERS_MAX && fgets(line, sizeof line, file))
		count += read_peer(line, &peers[count]);
	if (file)
		fclose(file);
}

/* One figure of a cost, by its place in it. */
struct figure { const char *name, *unit; size_t offset; };

static double value_of(const struct cost *cost, const struct figure *f)
{
	double value;
	memcpy(&value, (const char *)cost + f->offset, sizeof value);
	return value;
}

static void report_figure(const char *what, const char *row, const char *link, const struct cost *cost, const struct figure *f)
{
	char *name = xasprintf("%s-%s-%s", what, link, f->name);
	double ours = value_of(cost, f);
	int told = 0;
	for (int i = 0; ours >= 0 && i < count; i++)
		if (strcmp(peers[i].row, row) == 0 && strcmp(peers[i].link, link) == 0 && value_of(&peers[i].cost, f) >= 0) {
			report(name, ours, f->unit, peers[i].name, value_of(&peers[i].cost, f));
			told++;
		}
	if (ours >= 0 && told == 0)
		report(name, ours, f->unit, NULL, 0);
	free(name);
}

void peers_report(const char *name, const char *row, const char *link, const struct cost *cost)
{
	static const struct figure figures[] = {
		{ "up", "bytes", offsetof(struct cost, up) },
		{ "down", "bytes", offsetof(struct cost, down) },
		{ "time", "s", offsetof(struct cost, seconds) },
		{ "terminal", "bytes", offsetof(struct cost, terminal) },
		{ "cell", "bytes", offsetof(struct cost, cell) },
		{ "text", "bytes", offsetof(struct cost, text) },
		{ "ms", "ms", offsetof(struct cost, ms) },
		{ "cpu", "ms", offsetof(struct cost, cpu) },
		{ "memory", "KiB", offsetof(struct cost, memory) },
	};
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		report_figure(name, row, link, cost, &figures[i]);
}
