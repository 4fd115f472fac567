/*
 * Merging of texts by paragraphs: what each side changed is found as hunks over the paragraphs of the base, and hunks that do not meet
 * are all done. Where they meet, the paragraphs of both are kept, and who reads them chooses.
 */
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/records/merge.h"

enum { CELLS_MOST = 1000 * 1000 /* of a table of common paragraphs: longer texts count as changed in one piece */ };

struct paragraph { const char *at; size_t len; };
struct paragraphs { struct paragraph *at; size_t count; };

/* Paragraphs from to to of the base have become first to last of one side. */
struct hunk { size_t from, to, first, last; };
struct side { struct paragraphs text; struct hunk *hunks; size_t count, next; };

static void split(const char *text, struct paragraphs *out)
{
	*out = (struct paragraphs){ 0 };
	for (const char *at = text ? text + strspn(text, "\n") : ""; *at;) {
		const char *end = strstr(at, "\n\n");
		size_t len = end ? (size_t)(end - at) : strlen(at);

		while (!end && len > 0 && at[len - 1] == '\n')
			len--;
		out->at = xrealloc(out->at, out->count + 1, sizeof *out->at);
		out->at[out->count++] = (struct paragraph){ at, len };
		at = end ? end + strspn(end, "\n") : "";
	}
}

static bool same(const struct paragraph *a, const struct paragraph *b)
{
	return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

/* --- what one side changed --- */

static void add_hunk(struct side *s, struct hunk h)
{
	s->hunks = xrealloc(s->hunks, s->count + 1, sizeof *s->hunks);
	s->hunks[s->count++] = h;
}

/* As many paragraphs as before: each was changed by itself. */
static void add_change(struct side *s, struct hunk h)
{
	if (h.from == h.to && h.first == h.last)
		return;
	if (h.to - h.from != h.last - h.first) {
		add_hunk(s, h);
		return;
	}
	for (size_t i = 0; i < h.to - h.from; i++)
		add_hunk(s, (struct hunk){ h.from + i, h.from + i + 1, h.first + i, h.first + i + 1 });
}

/* lengths[i * width + j]: of the longest common subsequence of base from i on and text from j on, within the hunk. */
static unsigned short *common(const struct paragraphs *base, const struct paragraphs *text, const struct hunk *h)
{
	size_t rows = h->to - h->from, width = h->last - h->first + 1;
	unsigned short *lengths = xcalloc((rows + 1) * width, sizeof *lengths);

	for (size_t i = rows; i-- > 0;)
		for (size_t j = width - 1; j-- > 0;) {
			unsigned short *at = &lengths[i * width + j];

			if (same(&base->at[h->from + i], &text->at[h->first + j]))
				*at = (unsigned short)(at[width + 1] + 1);
			else
				*at = at[width] > at[1] ? at[width] : at[1];
		}
	return lengths;
}

static void walk(const struct paragraphs *base, struct side *s, const struct hunk *whole)
{
	size_t width = whole->last - whole->first + 1, i = whole->from, j = whole->first;
	unsigned short *lengths = common(base, &s->text, whole);
	struct hunk open = { i, i, j, j };

	while (i < whole->to && j < whole->last) {
		const unsigned short *at = &lengths[(i - whole->from) * width + (j - whole->first)];

		if (same(&base->at[i], &s->text.at[j])) {
			add_change(s, open);
			i++;
			j++;
			open = (struct hunk){ i, i, j, j };
		} else if (at[width] >= at[1]) {
			open.to = ++i;
		} else {
			open.last = ++j;
		}
	}
	open.to = whole->to;
	open.last = whole->last;
	add_change(s, open);
	free(lengths);
}

static void find_hunks(const struct paragraphs *base, struct side *s)
{
	struct hunk h = { 0, base->count, 0, s->text.count };

	while (h.from < h.to && h.first < h.last && same(&base->at[h.from], &s->text.at[h.first])) {
		h.from++;
		h.first++;
	}
	while (h.from < h.to && h.first < h.last && same(&base->at[h.to - 1], &s->text.at[h.last - 1])) {
		h.to--;
		h.last--;
	}
	if ((h.to - h.from + 1) * (h.last - h.first + 1) > CELLS_MOST)
		add_change(s, h);
	else
		walk(base, s, &h);
}

/* --- both together --- */

struct joining {
	struct paragraphs base;
	struct side mine, theirs;
	enum merge_choice choice;
	bool *conflict;
	struct str out, *my_part, *their_part; /* the parts may be NULL */
};

static void put(struct str *out, const struct paragraph *p)
{
	if (!out)
		return;
	if (out->len)
		str_add(out, "\n\n");
	str_addn(out, p->at, p->len);
}

static void put_all(struct str *out, const struct paragraphs *list)
{
	for (size_t i = 0; i < list->count; i++)
		put(out, &list->at[i]);
}

/* Those that are not among the others already. */
static void put_others(struct str *out, const struct paragraphs *list, const struct paragraphs *there)
{
	for (size_t i = 0; i < list->count; i++) {
		bool is_there = false;

		for (size_t j = 0; j < there->count && !is_there; j++)
			is_there = same(&list->at[i], &there->at[j]);
		if (!is_there)
			put(out, &list->at[i]);
	}
}

static void add_range(struct paragraphs *list, const struct paragraphs *from, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		list->at = xrealloc(list->at, list->count + 1, sizeof *list->at);
		list->at[list->count++] = from->at[i];
	}
}

/* What one side has made of the base from lo to hi, whose hunks begin at s->hunks[first]. */
static struct paragraphs version(const struct joining *j, const struct side *s, size_t first, size_t lo, size_t hi)
{
	struct paragraphs text = { 0 };
	size_t at = lo;

	for (size_t i = first; i < s->next; i++) {
		const struct hunk *h = &s->hunks[i];

		add_range(&text, &j->base, at, h->from);
		add_range(&text, &s->text, h->first, h->last);
		at = h->to;
	}
	add_range(&text, &j->base, at, hi);
	return text;
}

static bool all_same(const struct paragraphs *a, const struct paragraphs *b)
{
	bool is = a->count == b->count;

	for (size_t i = 0; i < a->count && is; i++)
		is = same(&a->at[i], &b->at[i]);
	return is;
}

/* Both changed this stretch. Two additions to a text stand one after the other; all else is a conflict, unless it is the same. */
static void put_met(struct joining *j, const struct paragraphs *mine, const struct paragraphs *theirs, bool additions)
{
	if (all_same(mine, theirs)) {
		put_all(&j->out, theirs);
		return;
	}
	if (additions) {
		put_all(&j->out, theirs);
		put_others(&j->out, mine, theirs);
		return;
	}
	*j->conflict = true;
	put_all(j->my_part, mine);
	put_all(j->their_part, theirs);
	if (j->choice != MERGE_MINE)
		put_all(&j->out, theirs);
	if (j->choice == MERGE_MINE)
		put_all(&j->out, mine);
	else if (j->choice == MERGE_BOTH)
		put_others(&j->out, mine, theirs);
}

static const struct hunk *next_of(const struct side *s)
{
	return s->next < s->count ? &s->hunks[s->next] : NULL;
}

/* True if the side's next hunk changes something of lo to hi, or both add at one place. */
static bool meets(const struct side *s, size_t lo, size_t hi)
{
	const struct hunk *h = next_of(s);

	if (!h)
		return false;
	if (h->from == h->to)
		return lo == hi ? h->from == lo : h->from > lo && h->from < hi;
	return lo < hi && h->from < hi;
}

/* Does the next hunk, with all that it meets; returns where in the base it ends. */
static size_t join_next(struct joining *j, size_t at)
{
	const struct hunk *mine = next_of(&j->mine), *theirs = next_of(&j->theirs);
	bool mine_first = !theirs || (mine && (mine->from < theirs->from || (mine->from == theirs->from && mine->to <= theirs->to)));
	size_t first_mine = j->mine.next, first_theirs = j->theirs.next, lo, hi;
	struct side *first = mine_first ? &j->mine : &j->theirs;
	struct paragraphs my_text, their_text;

	lo = next_of(first)->from;
	hi = next_of(first)->to;
	first->next++;
	for (bool grows = true; grows;) {
		grows = false;
		for (int i = 0; i < 2; i++) {
			struct side *s = i ? &j->theirs : &j->mine;

			while (meets(s, lo, hi)) {
				hi = next_of(s)->to > hi ? next_of(s)->to : hi;
				s->next++;
				grows = true;
			}
		}
	}
	for (; at < lo; at++)
		put(&j->out, &j->base.at[at]);
	my_text = version(j, &j->mine, first_mine, lo, hi);
	their_text = version(j, &j->theirs, first_theirs, lo, hi);
	if (j->theirs.next == first_theirs)
		put_all(&j->out, &my_text);
	else if (j->mine.next == first_mine)
		put_all(&j->out, &their_text);
	else
		put_met(j, &my_text, &their_text, lo == hi && j->base.count > 0);
	free(my_text.at);
	free(their_text.at);
	return hi;
}

char *merge_text(const char *const versions[3], enum merge_choice choice, bool *conflict, struct str *mine, struct str *theirs)
{
	struct joining j = { .choice = choice, .conflict = conflict, .my_part = mine, .their_part = theirs };
	size_t at = 0;

	split(versions[0], &j.base);
	split(versions[1], &j.mine.text);
	split(versions[2], &j.theirs.text);
	find_hunks(&j.base, &j.mine);
	find_hunks(&j.base, &j.theirs);
	while (next_of(&j.mine) || next_of(&j.theirs))
		at = join_next(&j, at);
	for (; at < j.base.count; at++)
		put(&j.out, &j.base.at[at]);
	free(j.base.at);
	free(j.mine.text.at);
	free(j.theirs.text.at);
	free(j.mine.hunks);
	free(j.theirs.hunks);
	return str_detach(&j.out);
}
