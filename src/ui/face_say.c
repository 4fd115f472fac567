/* What the face says and asks in the last line. */
#include "face_state.h"

#include <stdarg.h>
#include <stdlib.h>

#include "announce.h"
#include "linear.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/journal.h"

enum { PROMPT_MAX = 1000 };

/* --- saying --- */

static void say(struct face *face, const char *text, bool lightly)
{
	if (face->linear)
		linear_note(face->linear, text);
	else
		announce(face, text, lightly);
}

/* The journal has what was said; a full disk must not hide it from the screen. */
static void keep_in_journal(struct face *face, const char *text)
{
	struct err e = { 0 };

	if (db_begin(face->store.db, &e) == 0 &&
	    journal_add(&face->store, JOURNAL_SAID, clock_now(), text, NULL, &e) == 0 && db_commit(face->store.db, &e) == 0)
		return;
	db_rollback(face->store.db);
	err_release(&e);
}

void face_say(struct face *face, const char *text)
{
	say(face, text, false);
	keep_in_journal(face, text);
}

void face_say_after(struct face *face, const char *text)
{
	bool is_read_on = face->linear || face_is_accessible(face); /* there one sentence comes after the other */

	if (!face->message || face->is_message_light || is_read_on)
		say(face, text, false);
	keep_in_journal(face, text);
}

void face_say_lightly(struct face *face, const char *text)
{
	say(face, text, true);
}

void face_say_no_use(struct face *face)
{
	face_say_lightly(face, _("This key does nothing here. ? shows what does."));
}

void face_say_no_use_of(struct face *face, enum action action)
{
	char *text = xasprintf(_("\"%s\" does nothing on this screen. ? shows what does."), actions[action].name);

	face_say_lightly(face, text);
	free(text);
}

void face_sayf(struct face *face, const char *format, ...)
{
	struct str text = { 0 };
	va_list arguments;

	va_start(arguments, format);
	str_vaddf(&text, format, arguments);
	va_end(arguments);
	face_say(face, text.text);
	str_release(&text);
}

int face_fail(struct face *face, struct err *e)
{
	char *text = err_text(e);

	face_say(face, text);
	face->message_fails = true;
	free(text);
	err_release(e);
	return -1;
}

/* --- asking --- */

static void typing_failed(struct face *face, struct view *view, int answer, int64_t argument)
{
	(void)face;
	(void)view;
	(void)answer;
	(void)argument;
}

void face_fail_typing(struct face *face, struct err *e)
{
	char *text = err_text(e);

	face_ask(face, &(struct question){ .text = text, .answers = { _("back") }, .done = typing_failed });
	free(text);
	err_release(e);
}

void face_ask(struct face *face, const struct question *question)
{
	face->asking = true;
	face->question = *question;
	face->question_choice = 0;
	face->question_text = xstrdup(question->text);
	for (int i = 0; i < 4; i++)
		face->question_answers[i] = xstrdup(question->answers[i]);
}

void face_prompt(struct face *face, const char *label, const char *text,
                 void (*typed)(struct face *face, struct view *view, const char *text),
                 void (*done)(struct face *face, struct view *view, const char *text))
{
	face->prompt = (struct prompt){ .open = true, .label = xstrdup(label), .settled = xstrdup(text), .typed = typed, .done = done };
	editor_init(&face->prompt.field, text, PROMPT_MAX, false);
}

void face_prompt_completes(struct face *face, char *(*complete)(const char *text, struct str *note))
{
	face->prompt.complete = complete;
}

bool face_is_asking(const struct face *face)
{
	return face->asking || face->prompt.open;
}

void face_prompt_note(struct face *face, const char *note)
{
	free(face->prompt.note);
	face->prompt.note = note ? xstrdup(note) : NULL;
}
