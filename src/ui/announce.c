/* What is said, one after the other, and titles that wait: pages for braille and speech. */
#include "announce.h"

#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/mem.h"

enum { ROWS_TALL = 20, ROWS_LOW = 10 }; /* rows of a page from which on three, two are kept for what is said */

/* --- what is said --- */

static const char *last_said(const struct face *face)
{
	return face->held.count ? face->held.at[face->held.count - 1] : face->message;
}

void announce(struct face *face, const char *text, bool lightly)
{
	face->said++;
	if (face->message && !face->is_message_light && face_is_accessible(face)) {
		if (strcmp(last_said(face), text) != 0)
			strings_push(&face->held, text);
		return;
	}
	free(face->message);
	face->message = xstrdup(text);
	face->message_fails = false;
	face->is_message_light = lightly;
}

void announce_next(struct face *face)
{
	free(face->message);
	face->message = strings_take_first(&face->held);
	face->message_fails = false;
	face->is_message_light = false;
}

int announce_rows(const struct face *face)
{
	if (!face->page.is_accessible || face->page.rows < ROWS_LOW)
		return 0;
	return face->page.rows < ROWS_TALL ? 2 : 3;
}

/* --- titles --- */

/* Skips the digits, ASCII's and the two Arabic sets, at text. */
static const char *skip_number(const char *text)
{
	while (true) {
		const unsigned char *byte = (const unsigned char *)text;

		if (*byte >= '0' && *byte <= '9')
			text++;
		else if ((byte[0] == 0xd9 && byte[1] >= 0xa0 && byte[1] <= 0xa9) || (byte[0] == 0xdb && byte[1] >= 0xb0 && byte[1] <= 0xb9))
			text += 2;
		else
			return text;
	}
}

/* True if two titles say the same but for their numbers. */
static bool differ_in_numbers(const char *a, const char *b)
{
	a = skip_number(a);
	b = skip_number(b);
	while (*a && *a == *b) {
		a = skip_number(a + 1);
		b = skip_number(b + 1);
	}
	return *a == *b;
}

void announce_hold_title(struct face *face)
{
	const struct view *view = face_top(face);
	struct held_title *held = &face->title;
	struct str *title = &face->page.lines[0];
	bool is_same = held->text && held->view == face->view_count && held->screen == view->screen;

	if (!face->page.is_accessible)
		return;
	if (is_same && !face->is_title_due && differ_in_numbers(held->text, title->text)) {
		str_clear(title);
		str_add(title, held->text);
	} else {
		free(held->text);
		*held = (struct held_title){ .text = xstrdup(title->text), .view = face->view_count, .screen = view->screen };
	}
	face->is_title_due = false;
}

void announce_forget_title(struct face *face)
{
	free(face->title.text);
	face->title.text = NULL;
}

void announce_release(struct face *face)
{
	announce_forget_title(face);
	strings_release(&face->held);
	free(face->message);
	face->message = NULL;
}
