/* The order of a project's parts: which number a row gets, and counting all of them anew. */
#include "order.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"

static const char field[] = "position";

int64_t order_place(int64_t number)
{
	return number > 0 ? number : INT64_MAX;
}

int64_t order_number(const struct order *o, int from, int to)
{
	int above = from < to ? to : to - 1, below = above + 1;
	int64_t before = above < 0 ? 0 : o->numbers[above];

	if (above >= 0 && before <= 0) /* one of those that stand last */
		return 0;
	if (below >= o->count)
		return before + ORDER_STEP;
	return o->numbers[below] - before > 1 ? before + (o->numbers[below] - before) / 2 : 0;
}

/* --- counting anew --- */

struct counting { int64_t *records, *entries; int count; };

static int queue_numbers(struct store *s, void *context, struct err *e)
{
	struct counting *c = context;

	for (int i = 0; i < c->count; i++) {
		struct json *patch = json_new_object();

		json_set_integer(patch, field, (int64_t)(i + 1) * ORDER_STEP);
		c->entries[i] = outbox_update_held(s, c->records[i], patch, s->hold, e);
		json_free(patch);
		if (c->entries[i] < 0)
			return -1;
	}
	return 0;
}

static void count_anew(struct face *face, const struct order *o, int from, int to)
{
	struct counting c = { .count = o->count };

	c.records = xcalloc((size_t)c.count, sizeof *c.records);
	c.entries = xcalloc((size_t)c.count, sizeof *c.entries);
	for (int i = 0, old = 0; i < c.count; i++) {
		old += old == from;
		c.records[i] = o->records[i == to ? from : old];
		old += i != to;
	}
	if (face_change(face, queue_numbers, &c) == 0) {
		face_remember_entries(face, c.entries, c.count);
		face_say(face, _("Moved. {undo} puts it back."));
	}
	free(c.records);
	free(c.entries);
}

void order_move(struct face *face, const struct order *o, int from, int to)
{
	int64_t number = order_number(o, from, to);
	struct json *patch;

	if (to == from)
		return;
	if (!number) {
		count_anew(face, o, from, to);
		return;
	}
	patch = json_new_object();
	json_set_integer(patch, field, number);
	face_patch_all(face, &o->records[from], 1, patch, _("Moved. {undo} puts it back."));
	json_free(patch);
}
