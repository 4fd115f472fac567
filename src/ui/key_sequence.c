/* What terminals send for keys, told from its form. */
#include "key_sequence.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "twinline/base/attr.h"

enum {
	SEQUENCE_MOST = 48, NUMBERS_MOST = 4, NUMBER_MOST = 0x1fffff,
	SHIFT = 1, ALT = 2, CTRL = 4, /* bits of a modifier less one, as xterm and kitty send it */
	RELEASED = 3
};

/* ESC [ numbers intermediate final. */
struct sequence {
	char leader;                /* '<' '=' '>' '?'; 0: none */
	int numbers[NUMBERS_MOST];  /* 0 where left out */
	int event;                  /* kitty's, behind a colon of the second number */
	int count;
	char last;
};

static key_code arrow(char last)
{
	static const struct { char last; key_code key; } rows[] = {
		{ 'A', KEY_UP_ },   { 'B', KEY_DOWN_ }, { 'C', KEY_RIGHT_ }, { 'D', KEY_LEFT_ },
		{ 'a', KEY_UP_ },   { 'b', KEY_DOWN_ }, { 'c', KEY_RIGHT_ }, { 'd', KEY_LEFT_ }, /* rxvt's, with Shift or Ctrl */
		{ 'H', KEY_HOME_ }, { 'F', KEY_END_ },  { 'P', KEY_F1_ },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].last == last)
			return rows[i].key;
	return KEY_NONE;
}

/* ESC [ number ~, as the VT220, xterm, rxvt and the Linux console have it. */
static key_code by_number(int number)
{
	static const struct { int number; key_code key; } rows[] = {
		{ 1, KEY_HOME_ },    { 7, KEY_HOME_ },   { 4, KEY_END_ },        { 8, KEY_END_ },
		{ 2, KEY_INSERT_ },  { 3, KEY_DELETE_ }, { 5, KEY_PAGE_UP_ },    { 6, KEY_PAGE_DOWN_ },
		{ 11, KEY_F1_ },     { 200, KEY_PASTE_START },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].number == number)
			return rows[i].key;
	return number == 201 ? KEY_NONE : KEY_OTHER; /* an end of a paste that has ended */
}

/* A character's code with modifiers: kitty's CSI u, xterm's modifyOtherKeys. */
static key_code by_code(int code, int modifiers, int event)
{
	enum { KITTY_KEYPAD = 57399, KITTY_FIRST = 57344, KITTY_LAST = 63743 };

	if (event == RELEASED)
		return KEY_NONE;
	switch (code) {
	case 27:
		return KEY_ESC_;
	case 13:
	case KITTY_KEYPAD + 15:
		return KEY_ENTER_;
	case 9:
		return modifiers & SHIFT ? KEY_SHIFT_TAB_ : KEY_TAB_;
	case 8:
	case 127:
		return KEY_BACKSPACE_;
	default:
		break;
	}
	if (code >= KITTY_KEYPAD && code < KITTY_KEYPAD + 10)
		return (key_code)('0' + code - KITTY_KEYPAD);
	if (code >= KITTY_FIRST && code <= KITTY_LAST)
		return code >= 57441 ? KEY_NONE : KEY_OTHER; /* Shift and its like alone say nothing */
	if (code < ' ' || code > 0x10ffff)
		return KEY_NONE;
	if (modifiers & CTRL)
		return code == ' ' ? KEY_CTRL_SPACE_ : code >= '@' && code <= 'z' ? (key_code)(code & 0x1f) : KEY_OTHER;
	return modifiers & ALT ? KEY_ALT | (key_code)code : (key_code)code;
}

/* xterm's SGR mouse: buttons, column, row; M pressed, m let go. A wheel is arrows. */
static key_code mouse(const struct sequence *s, struct key_found *found)
{
	enum { WHEEL_UP = 64, WHEEL_DOWN = 65, MODIFIERS = 4 | 8 | 16 };
	int button = s->numbers[0] & ~MODIFIERS;

	if (s->last != 'M')
		return KEY_NONE;
	if (button == WHEEL_UP || button == WHEEL_DOWN)
		return button == WHEEL_UP ? KEY_UP_ : KEY_DOWN_;
	found->column = s->numbers[1] > 0 ? s->numbers[1] - 1 : 0;
	found->row = s->numbers[2] > 0 ? s->numbers[2] - 1 : 0;
	return button == 0 ? KEY_CLICK : KEY_NONE;
}

static key_code meant(const struct sequence *s, struct key_found *found)
{
	if (s->leader == '<')
		return mouse(s, found);
	if (s->leader)
		return KEY_NONE; /* an answer to a question that nobody asked */
	switch (s->last) {
	case '~':
		if (s->numbers[0] == 27 && s->count == 3)
			return by_code(s->numbers[2], s->numbers[1] - 1, 0);
		return s->event == RELEASED ? KEY_NONE : by_number(s->numbers[0]);
	case '^':
	case '@':
	case '$': /* rxvt, with Ctrl or Shift */
		return by_number(s->numbers[0]);
	case 'u':
		return by_code(s->numbers[0], s->count > 1 && s->numbers[1] > 0 ? s->numbers[1] - 1 : 0, s->event);
	case 'Z':
		return KEY_SHIFT_TAB_;
	case 'I':
	case 'O': /* the window has come to the front, or gone from there */
		return KEY_NONE;
	default:
		if (s->event == RELEASED)
			return KEY_NONE;
		return arrow(s->last) == KEY_NONE ? KEY_OTHER : arrow(s->last);
	}
}

/* Reads numbers parted by ";" (and kitty's ":", of which only the event counts) from *at on. */
static void read_numbers(struct sequence *s, const unsigned char *bytes, size_t len, size_t *at)
{
	int number = 0, part = 0;

	s->count = 1;
	for (; *at < len && ((bytes[*at] >= '0' && bytes[*at] <= '9') || bytes[*at] == ';' || bytes[*at] == ':'); (*at)++) {
		if (bytes[*at] == ';') {
			s->count += s->count < NUMBERS_MOST;
			number = part = 0;
			continue;
		}
		if (bytes[*at] == ':') {
			part++;
			number = 0;
			continue;
		}
		number = number < NUMBER_MOST / 10 ? number * 10 + (bytes[*at] - '0') : NUMBER_MOST;
		if (part == 0)
			s->numbers[s->count - 1] = number;
		else if (part == 1 && s->count == 2)
			s->event = number;
	}
}

/* ESC [ ... */
static struct key_found control_sequence(const unsigned char *bytes, size_t len)
{
	enum { X10_MOUSE_LENGTH = 6 };
	struct key_found found = { .key = KEY_NONE };
	struct sequence s = { 0 };
	size_t at = 2;

	if (len > at && bytes[at] == '[') { /* the Linux console's function keys: ESC [ [ A */
		found.len = len > at + 1 ? at + 2 : 0;
		found.key = len > at + 1 && bytes[at + 1] == 'A' ? KEY_F1_ : KEY_OTHER;
		return found;
	}
	if (len > at && bytes[at] == 'M') { /* the old mouse: three bytes of anything */
		found.len = len >= X10_MOUSE_LENGTH ? X10_MOUSE_LENGTH : 0;
		return found;
	}
	if (len > at && bytes[at] >= '<' && bytes[at] <= '?')
		s.leader = (char)bytes[at++];
	read_numbers(&s, bytes, len, &at);
	while (at < len && bytes[at] >= ' ' && bytes[at] <= '/' && !(bytes[at] == '$' && !s.leader))
		at++;
	if (at == len)
		return found;
	found.len = at + 1;
	if (bytes[at] < ' ' || bytes[at] > '~') { /* cut off by what is none of it */
		found.len = at;
		return found;
	}
	s.last = (char)bytes[at];
	found.key = meant(&s, &found);
	return found;
}

/* ESC O ..., the keys of the keypad and the cursor in application mode. */
static struct key_found single_shift(const unsigned char *bytes, size_t len)
{
	static const char keypad[] = "X=I\tj*k+l,m-n.o/p0q1r2s3t4u5v6w7x8y9"; /* the last byte, and what it types */
	struct key_found found = { .key = KEY_OTHER };
	size_t at = 2;

	while (at < len && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ';')) /* modifiers */
		at++;
	if (at == len)
		return found;
	found.len = at + 1;
	if (bytes[at] < ' ' || bytes[at] > '~')
		found.len = at;
	else if (bytes[at] == 'M')
		found.key = KEY_ENTER_;
	else if (arrow((char)bytes[at]) != KEY_NONE)
		found.key = arrow((char)bytes[at]);
	for (const char *pair = keypad; *pair && at < len; pair += 2)
		if ((unsigned char)pair[0] == bytes[at])
			found.key = pair[1] == '\t' ? KEY_TAB_ : (key_code)pair[1];
	return found;
}

struct key_found key_sequence_find(const unsigned char *bytes, size_t len)
{
	struct key_found found = bytes[1] == 'O' ? single_shift(bytes, len) : control_sequence(bytes, len);

	if (found.len == 0 && len > SEQUENCE_MOST)
		return (struct key_found){ .len = len, .key = KEY_NONE };
	return found;
}
