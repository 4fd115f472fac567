/*
 * Keys out of the bytes that a terminal sends: its own sequences, those that other terminals send for the same keys, pastes and clicks,
 * however late their parts come. It knows no terminal and no clock: bytes come as UTF-8, times as monotonic ms.
 */
#ifndef TWINLINE_UI_KEY_READER_H
#define TWINLINE_UI_KEY_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "key.h"
#include "twinline/base/str.h"

enum {
	KEY_ALONE_MS = 50,       /* an Esc after which nothing came for so long is given as one */
	KEY_PATIENCE_MS = 1000,  /* the rest of a key comes within so long of what came before it, or not at all */
	PASTE_PATIENCE_MS = 3000 /* a paste of which nothing came for so long has lost its end */
};

/* What a terminal sends for a key, as terminfo has it; bytes are borrowed. */
struct key_sequence { const char *bytes; key_code key; };

struct key_reader {
	const struct key_sequence *own; /* looked at first; borrowed */
	int own_count;
	unsigned char erase; /* of the terminal's line: Backspace, beside ^H and DEL; 0: none */
	struct str in;       /* bytes that came; those before `at` are taken */
	size_t at;
	int64_t came_ms;     /* when the last of them did */
	bool esc_given;      /* the Esc that stands first was given as a key */
	key_code next;       /* to be given next; 0: none */
	bool pasting;
	bool after_return;   /* the last of a paste was CR: an LF is part of it */
	bool has_pasted;     /* a paste came in brackets: this terminal tells them */
	int click_row, click_column; /* of the last KEY_CLICK, from 0 */
};

void key_reader_release(struct key_reader *r);

/* Takes bytes that came now. */
void key_reader_feed(struct key_reader *r, const char *bytes, size_t len, int64_t now);

/*
 * The next key; KEY_NONE: none is whole yet. KEY_NO_ESC says that the KEY_ESC_ given before was none: the key that it began comes next.
 * Between KEY_PASTE_START and KEY_PASTE_END come characters, KEY_ENTER_ and KEY_TAB_ only, and the end always comes.
 */
key_code key_reader_next(struct key_reader *r, int64_t now);

/* Milliseconds until key_reader_next may have something without a byte more; -1: never. */
int key_reader_patience(const struct key_reader *r, int64_t now);

/*
 * What has come in one piece looks like text from a clipboard, of a terminal that tells no pastes: more characters, and more different
 * ones, than anybody types ahead. Its characters; 0: it does not.
 */
size_t key_reader_burst(const struct key_reader *r);

/* Throws away what has come: its characters. */
size_t key_reader_drop(struct key_reader *r);

#endif
