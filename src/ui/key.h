/* One key as the terminal gave it, and its name in keymaps: "j", "<Down>", "<C-x>", "<Space>". */
#ifndef TWINLINE_UI_KEY_H
#define TWINLINE_UI_KEY_H

#include <stdbool.h>
#include <stdint.h>

enum { KEY_NAME_SIZE = 16 };

/* Keys that are no character; they lie above Unicode, so that a key is one number. */
enum special_key {
	KEY_NONE = 0x200000,
	KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_, KEY_PAGE_DOWN_,
	KEY_INSERT_, KEY_DELETE_, KEY_BACKSPACE_, KEY_ENTER_, KEY_TAB_, KEY_SHIFT_TAB_, KEY_ESC_,
	KEY_CTRL_SPACE_, /* NUL on the wire, which ends the keys of a binding */
	KEY_F1_,
	KEY_PASTE_START, KEY_PASTE_END,
	KEY_CLICK,  /* of the mouse, at terminal_click() */
	KEY_NO_ESC, /* the Esc before was none: what it did is taken back */
	KEY_OTHER,  /* a key that no keymap can name */
	KEY_ALT = 0x400000 /* beside a character: Esc came before it in one piece */
};

/* A code point, a control code (C-a is 1) or a special key. */
typedef uint32_t key_code;

/* Reads one key name of a keymap, len bytes; false if it is none. */
bool key_parse(const char *name, int len, key_code *key);

/* The name of a key as keymaps write it ("<C-x>"), and as people read it ("Ctrl-X", in the user's language). */
void key_spell(key_code key, char name[KEY_NAME_SIZE]);
const char *key_label(key_code key, char buffer[KEY_NAME_SIZE * 2]);

#endif
