/* Pastes: into the text that is typed in, and nowhere else; nothing of them is a key. */
#include <stdlib.h>

#include "face_state.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/text/utf8.h"

enum {
	PASTE_MOST = 1024 * 1024, /* bytes that are kept of one */
	BURST_QUIET_MS = 500      /* a paste that was refused goes on until nothing has come for so long */
};

static struct editor *typed_in(struct face *face)
{
	if (face->asking)
		return NULL;
	return face->prompt.open ? &face->prompt.field : face_top(face)->field;
}

static void refuse(struct face *face)
{
	face_sayf(face, i18n_plural("%zu character was pasted, but not into a text. Nothing was done.",
	                            "%zu characters were pasted, but not into a text. Nothing was done.",
	                            (unsigned long)face->paste_count), face->paste_count);
}

static void end_paste(struct face *face)
{
	struct editor *field = typed_in(face);

	face->pasting = false;
	if (!field)
		refuse(face);
	else if (face->paste.len && editor_paste(field, face->paste.text, face->paste.len) == EDITOR_CHANGED) {
		if (face->prompt.open)
			face_prompt_changed(face);
		else
			face_field_changed(face, face_top(face));
	}
	str_clear(&face->paste);
	face->paste_count = 0;
}

void paste_take_key(struct face *face, key_code key)
{
	char bytes[4];

	if (key == KEY_PASTE_END) {
		end_paste(face);
		return;
	}
	face->paste_count++;
	if (face->paste.len > PASTE_MOST)
		return;
	if (key == KEY_ENTER_)
		str_addc(&face->paste, '\n');
	else if (key == KEY_TAB_)
		str_addc(&face->paste, '\t');
	else if (key < KEY_NONE)
		str_addn(&face->paste, bytes, utf8_put(key, bytes));
}

void paste_refuse_burst(struct face *face)
{
	int64_t now = clock_monotonic_ms();
	bool goes_on = face->burst_ms && now - face->burst_ms < BURST_QUIET_MS;
	size_t count;

	if (face->pasting || typed_in(face) || (!goes_on && terminal_burst() == 0))
		return;
	if (!goes_on)
		face->paste_count = 0;
	count = terminal_drop_keys();
	if (count > 1) /* a single key does not keep it up */
		face->burst_ms = now;
	face->paste_count += count;
	refuse(face);
	face->last_key = clock_now();
}
