/*
 * Text of others made safe for a terminal. Each code point is kept, dropped or replaced by itself; what it
 * joins decides how many of its like may follow.
 */
#include "twinline/text/sanitise.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "plain.h"
#include "twinline/text/bidi.h"
#include "twinline/text/cells.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

enum {
	REPLACEMENT = 0xfffd,
	NO_BREAK_SPACE = 0xa0,
	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	LINE_SEPARATOR = 0x2028,
	PARAGRAPH_SEPARATOR = 0x2029,
	FIRST_JOINING = 0x590, /* no script before Hebrew and Arabic has a use for a joiner */
	TAB_CELLS = 8,
	MARKS_MAX = 8,
	JOINED_MAX = 16 /* others than marks in a cluster: the longest emoji in use has 8 */
};

struct scan {
	struct str *out;
	enum sanitise_kind kind;
	size_t measured; /* offset in out up to which column counts */
	int column;
	struct cluster cluster;
	unsigned marks, joined; /* in the cluster so far */
	uint32_t last;          /* the point that was kept last; 0 at the start of a line */
	uint32_t joiner;        /* a ZWJ or ZWNJ kept back until its right neighbour is known */
	bool is_kept;           /* rather than shown: no bounds */
	bool at_break;          /* not SANITISE_TEXT: the space of a newline or tab was just added */
};

static void put(struct scan *s, uint32_t point)
{
	char bytes[4];

	str_addn(s->out, bytes, utf8_put(point, bytes));
	s->last = point;
	s->at_break = false;
}

static void start_line(struct scan *s)
{
	s->cluster = (struct cluster){ 0 };
	s->marks = s->joined = 0;
	s->last = s->joiner = 0;
}

static void line_break(struct scan *s)
{
	start_line(s);
	if (s->kind == SANITISE_TEXT) {
		str_addc(s->out, '\n');
		s->measured = s->out->len;
		s->column = 0;
	} else if (!s->at_break) {
		put(s, ' ');
		cluster_joins(&s->cluster, ' ');
		s->at_break = true;
	}
}

static void tab(struct scan *s)
{
	if (s->kind != SANITISE_TEXT) {
		line_break(s);
		return;
	}
	s->joiner = 0;
	s->column += cells_width_n(s->out->text + s->measured, s->out->len - s->measured);
	do {
		put(s, ' ');
		cluster_joins(&s->cluster, ' ');
	} while (++s->column % TAB_CELLS != 0);
	s->measured = s->out->len;
	s->marks = s->joined = 0;
}

static bool is_mark(enum unicode_kind kind)
{
	return kind == UNICODE_MARK || kind == UNICODE_SPACING_MARK;
}

/* True if a joiner beside point changes how it looks: letters of joining scripts, and emoji. */
static bool takes_joiner(uint32_t point, enum unicode_kind kind)
{
	return point >= FIRST_JOINING && (kind == UNICODE_LETTER || is_mark(kind) || unicode_is_emoji(point));
}

/* Adds point unless the cluster it joins is full. */
static void add_joined(struct scan *s, uint32_t point, enum unicode_kind kind)
{
	struct cluster moved = s->cluster;

	if (!cluster_joins(&moved, point))
		s->marks = s->joined = 0;
	else if (!s->is_kept && (is_mark(kind) ? ++s->marks > MARKS_MAX : ++s->joined > JOINED_MAX))
		return;
	s->cluster = moved;
	put(s, point);
}

static void add(struct scan *s, uint32_t point)
{
	enum unicode_kind kind = unicode_kind(point);

	if (kind == UNICODE_CONTROL || unicode_is_noncharacter(point)) {
		point = REPLACEMENT;
		kind = UNICODE_OTHER;
	} else if (point == ZWJ || point == ZWNJ) {
		if (s->last && takes_joiner(s->last, unicode_kind(s->last)))
			s->joiner = point;
		return;
	} else if (s->kind == SANITISE_PARTS && bidi_is_control(point)) {
		s->joiner = 0;
		add_joined(s, point, UNICODE_FORMAT);
		return;
	} else if ((unicode_is_ignorable(point) && !unicode_is_variation_selector(point)) ||
	           (kind == UNICODE_FORMAT && unicode_cluster(point) != CLUSTER_PREPEND)) {
		return;
	}

	if (s->joiner && takes_joiner(point, kind))
		add_joined(s, s->joiner, UNICODE_FORMAT);
	s->joiner = 0;
	if (!s->last && is_mark(kind)) { /* it would join what we wrote before it */
		cluster_joins(&s->cluster, NO_BREAK_SPACE);
		put(s, NO_BREAK_SPACE);
	}
	add_joined(s, point, kind);
}

static void scan(struct scan s, const char *text, size_t len)
{
	struct str *out = s.out;

	str_add(out, "");
	for (size_t at = 0; at < len;) {
		size_t plain = plain_run(text + at, len - at);
		if (plain > 0) {
			str_addn(out, text + at, plain);
			at += plain;
			start_line(&s);
			s.last = (unsigned char)text[at - 1];
			s.at_break = false;
			cluster_joins(&s.cluster, s.last);
			continue;
		}

		uint32_t point;
		at += utf8_next(text + at, len - at, &point);
		if (point == '\r' && at < len && text[at] == '\n')
			at++;
		if (point == '\n' || point == '\r' || point == LINE_SEPARATOR || point == PARAGRAPH_SEPARATOR)
			line_break(&s);
		else if (point == '\t')
			tab(&s);
		else
			add(&s, point);
	}
}

void sanitise(struct str *out, const char *text, size_t len, enum sanitise_kind kind)
{
	scan((struct scan){ .out = out, .kind = kind, .measured = out->len }, text, len);
}

void sanitise_kept(struct str *out, const char *text, size_t len, enum sanitise_kind kind)
{
	scan((struct scan){ .out = out, .kind = kind, .measured = out->len, .is_kept = true }, text, len);
}

char *sanitise_copy(const char *text, enum sanitise_kind kind)
{
	struct str out = { 0 };

	if (text)
		sanitise(&out, text, strlen(text), kind);
	return str_detach(&out);
}

char *sanitise_file_name(const char *name)
{
	char *safe = sanitise_copy(name, SANITISE_LINE);
	size_t hidden = strspn(safe, ". ");

	for (char *c = safe; *c; c++)
		if (*c == '/')
			*c = '_';
	memmove(safe, safe + hidden, strlen(safe + hidden) + 1);
	return safe;
}

bool sanitise_is_clean(const char *text, size_t len, enum sanitise_kind kind)
{
	size_t plain = plain_run(text, len);

	while (kind == SANITISE_TEXT && plain < len && text[plain] == '\n')
		plain += 1 + plain_run(text + plain + 1, len - plain - 1);
	if (plain == len)
		return true;

	struct str out = { 0 };
	sanitise(&out, text, len, kind);
	bool same = out.len == len && memcmp(out.text, text, len) == 0;
	str_release(&out);
	return same;
}
