/* Keys out of the bytes that a terminal sends, when and however they come. */
#include "key_reader.h"

#include <string.h>

#include "key_sequence.h"
#include "twinline/text/utf8.h"

enum {
	ESC = 0x1b, DEL = 0x7f,
	/* characters other than the one before, and different ones: held keys repeat, and those typed ahead are few */
	BURST_LEAST = 24, BURST_KINDS_LEAST = 8
};

static const char paste_end[] = "\033[201~";

void key_reader_release(struct key_reader *r)
{
	str_release(&r->in);
	*r = (struct key_reader){ 0 };
}

size_t key_reader_drop(struct key_reader *r)
{
	size_t count = 0;

	for (size_t i = r->at; i < r->in.len; i++)
		count += (r->in.text[i] & 0xc0) != 0x80;
	str_clear(&r->in);
	r->at = 0;
	r->esc_given = false;
	return count;
}

void key_reader_feed(struct key_reader *r, const char *bytes, size_t len, int64_t now)
{
	if (!r->next && !r->esc_given && !r->pasting && now - r->came_ms >= KEY_ALONE_MS) {
		/* What has waited long enough was a key without these, however late a busy program asks for it. */
		key_code key = key_reader_next(r, now);

		r->next = key == KEY_NONE ? 0 : key;
	}
	if (r->esc_given && now - r->came_ms >= KEY_PATIENCE_MS)
		key_reader_drop(r); /* what comes so late is not the rest of it */
	if (r->at > 0 && r->at == r->in.len)
		key_reader_drop(r);
	str_addn(&r->in, bytes, len);
	r->came_ms = now;
}

static const unsigned char *input(const struct key_reader *r, size_t *len)
{
	*len = r->in.len - r->at;
	return (const unsigned char *)r->in.text + r->at;
}

static void take(struct key_reader *r, size_t len)
{
	r->at += len;
	r->esc_given = false;
}

/* Bytes of the character that begins so, by its first one. */
static size_t character_length(unsigned char first)
{
	return first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

/* A character beside those of control, at so many bytes; false if the rest of it has not come. */
static bool take_character(struct key_reader *r, size_t from, bool is_late, key_code *key)
{
	size_t len, want;
	const unsigned char *bytes = input(r, &len);
	uint32_t point;

	want = character_length(bytes[from]);
	if (len - from < want && !is_late)
		return false;
	take(r, from + utf8_next((const char *)bytes + from, len - from, &point));
	*key = point;
	return true;
}

static key_code control(const struct key_reader *r, unsigned char byte)
{
	switch (byte) {
	case 0:
		return KEY_CTRL_SPACE_;
	case '\r':
	case '\n':
		return KEY_ENTER_;
	case '\t':
		return KEY_TAB_;
	case '\b':
	case DEL:
		return KEY_BACKSPACE_;
	default:
		return byte == r->erase ? KEY_BACKSPACE_ : byte;
	}
}

/* --- pastes --- */

static key_code end_paste(struct key_reader *r)
{
	r->pasting = false;
	return KEY_PASTE_END;
}

/* What is pasted is text: nothing in it is a key, and its control characters go. */
static key_code next_pasted(struct key_reader *r, bool is_late)
{
	for (;;) {
		size_t len;
		const unsigned char *bytes = input(r, &len);
		bool after_return = r->after_return;
		key_code key;

		if (len == 0)
			return is_late ? end_paste(r) : KEY_NONE;
		if (bytes[0] == ESC) {
			size_t most = len < sizeof paste_end - 1 ? len : sizeof paste_end - 1;

			if (memcmp(bytes, paste_end, most) != 0) {
				take(r, 1);
				continue;
			}
			if (most < sizeof paste_end - 1 && !is_late)
				return KEY_NONE;
			take(r, most);
			return end_paste(r);
		}
		r->after_return = bytes[0] == '\r';
		if (bytes[0] < ' ' || bytes[0] == DEL) {
			take(r, 1);
			if (bytes[0] == '\t')
				return KEY_TAB_;
			if (bytes[0] == '\r' || (bytes[0] == '\n' && !after_return))
				return KEY_ENTER_;
			continue;
		}
		return take_character(r, 0, is_late, &key) ? key : KEY_NONE;
	}
}

/* --- keys --- */

static const struct key_sequence *own_sequence(const struct key_reader *r, const unsigned char *bytes, size_t len, bool *may_become)
{
	const struct key_sequence *found = NULL;
	size_t found_len = 0;

	for (int i = 0; i < r->own_count; i++) {
		size_t own_len = strlen(r->own[i].bytes), both = own_len < len ? own_len : len;

		if (memcmp(r->own[i].bytes, bytes, both) != 0)
			continue;
		if (own_len > len)
			*may_become = true;
		else if (own_len > found_len) {
			found = &r->own[i];
			found_len = own_len;
		}
	}
	return found;
}

/* Gives a key of so many bytes; where its Esc was given before, that is taken back first. */
static key_code give(struct key_reader *r, key_code key, size_t len)
{
	bool was_given = r->esc_given;

	take(r, len);
	if (key == KEY_PASTE_START) {
		r->pasting = r->has_pasted = true;
		r->after_return = false;
	}
	if (!was_given)
		return key;
	r->next = key;
	return KEY_NO_ESC;
}

/* Esc and what came in one piece with it is a key with Alt. */
static key_code with_alt(struct key_reader *r, bool is_late)
{
	size_t len;
	const unsigned char *bytes = input(r, &len);
	key_code key;

	if (bytes[1] == ESC) { /* twice, or Alt with an arrow, which is the arrow */
		bool is_alt = len > 2 && (bytes[2] == '[' || bytes[2] == 'O');

		take(r, 1);
		return is_alt ? KEY_NONE : KEY_ESC_;
	}
	if (bytes[1] < ' ' || bytes[1] == DEL) {
		take(r, 1);
		return KEY_ESC_;
	}
	return take_character(r, 1, is_late, &key) ? KEY_ALT | key : KEY_NONE;
}

/* At an Esc. Gives a key, KEY_NONE for what is none; or leaves the bytes where they are, as more has to come. */
static key_code next_of_escape(struct key_reader *r, int64_t waited)
{
	size_t len;
	const unsigned char *bytes = input(r, &len);
	struct key_found found;

	if (len == 1) {
		if (r->esc_given || waited < KEY_ALONE_MS)
			return KEY_NONE;
		r->esc_given = true;
		return KEY_ESC_;
	}
	if (bytes[1] != '[' && bytes[1] != 'O')
		return with_alt(r, waited >= KEY_PATIENCE_MS);
	found = key_sequence_find(bytes, len);
	if (found.len == 0) {
		if (waited < KEY_PATIENCE_MS)
			return KEY_NONE;
		take(r, len); /* its rest is lost */
		return KEY_NONE;
	}
	if (found.key == KEY_CLICK) {
		r->click_row = found.row;
		r->click_column = found.column;
	}
	return give(r, found.key, found.len);
}

key_code key_reader_next(struct key_reader *r, int64_t now)
{
	int64_t waited = now - r->came_ms;
	key_code key = r->next;
	size_t before;

	r->next = 0;
	if (key)
		return key;
	do {
		size_t len;
		const unsigned char *bytes = input(r, &len);
		const struct key_sequence *own;
		bool may_become = false;

		before = r->at;
		if (r->pasting)
			return next_pasted(r, waited >= PASTE_PATIENCE_MS);
		if (len == 0)
			return KEY_NONE;
		if (r->esc_given && len > 1 && bytes[1] != '[' && bytes[1] != 'O') {
			take(r, 1); /* it was a key of its own */
			continue;
		}
		own = own_sequence(r, bytes, len, &may_become);
		if (own && (!may_become || waited >= KEY_ALONE_MS))
			return give(r, own->key, strlen(own->bytes));
		if (bytes[0] == ESC) {
			key = next_of_escape(r, waited);
			if (key != KEY_NONE)
				return key;
		} else if (may_become && waited < KEY_ALONE_MS) {
			return KEY_NONE;
		} else if (bytes[0] < ' ' || bytes[0] == DEL) {
			key = control(r, bytes[0]);
			take(r, 1);
			return key;
		} else {
			return take_character(r, 0, waited >= KEY_PATIENCE_MS, &key) ? key : KEY_NONE;
		}
	} while (r->at != before); /* something was taken that is no key: go on behind it */
	return KEY_NONE;
}

int key_reader_patience(const struct key_reader *r, int64_t now)
{
	int64_t waited = now - r->came_ms;
	size_t len;
	const unsigned char *bytes = input(r, &len);
	int64_t until = r->pasting ? PASTE_PATIENCE_MS : len == 0 || (r->esc_given && len == 1) ? -1 : KEY_PATIENCE_MS;

	if (until < 0)
		return -1;
	if (!r->pasting && waited < KEY_ALONE_MS && bytes[0] < 0x80)
		until = KEY_ALONE_MS;
	return until > waited ? (int)(until - waited) : 0;
}

size_t key_reader_burst(const struct key_reader *r)
{
	size_t len, count = 0, changes = 0;
	const unsigned char *bytes = input(r, &len);
	bool seen[256] = { false };
	int kinds = 0;

	if (r->pasting || r->has_pasted || len < BURST_LEAST)
		return 0;
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] < ' ' && !strchr("\r\n\t", bytes[i]))
			return 0; /* keys */
		count += (bytes[i] & 0xc0) != 0x80;
		changes += (bytes[i] & 0xc0) != 0x80 && (i == 0 || bytes[i] != bytes[i - 1]);
		kinds += !seen[bytes[i]];
		seen[bytes[i]] = true;
	}
	return changes >= BURST_LEAST && kinds >= BURST_KINDS_LEAST ? count : 0;
}
