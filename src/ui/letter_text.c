/* A letter as plain text. */
#include "letter_text.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/records/thread.h"
#include "twinline/text/bidi.h"
#include "twinline/text/datetime.h"
#include "words.h"

/* TRANSLATORS: a label and what it says: Subject: Photos. */
static void add_line(struct str *out, const char *label, const char *text)
{
	if (*text)
		str_addf(out, _("%s: %s"), label, text);
	if (*text)
		str_addc(out, '\n');
}

static void add_head(struct str *out, const struct message *m)
{
	char *subject = words_written(m->subject, SANITISE_LINE), *from = words_person(&m->from);
	struct str to = { 0 }, when = { 0 };

	for (size_t i = 0; i < m->to.count; i++) {
		char *name = words_person(&m->to.at[i]);

		words_part(&to, name);
		free(name);
	}
	datetime_add_date(&when, message_time(m));
	str_addc(&when, ' ');
	datetime_add_time(&when, message_time(m));
	bidi_strip(from);
	if (to.text)
		bidi_strip(to.text);
	add_line(out, _("Subject"), subject);
	add_line(out, _("From"), from);
	add_line(out, _("To"), to.text ? to.text : "");
	add_line(out, _("When"), when.text);
	str_release(&when);
	str_release(&to);
	free(from);
	free(subject);
}

static void add_files(struct str *out, const struct message *m)
{
	for (size_t i = 0; i < m->files.count; i++) {
		char *name = words_written(m->files.at[i].name, SANITISE_LINE);

		add_line(out, _("File"), name);
		free(name);
	}
}

void letter_text_add(struct str *out, struct face *face, int64_t message)
{
	struct message m;
	char *text;

	if (!message_read(face_store(face), message, &m))
		return;
	if (out->len)
		str_add(out, "\n\n");
	text = message_with_phrases(&m, words_written(m.text, SANITISE_TEXT));
	add_head(out, &m);
	add_files(out, &m);
	str_addf(out, "\n%s\n", text);
	free(text);
	message_release(&m);
}

void letter_text_add_thread(struct str *out, struct face *face, int64_t thread)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = thread_messages(face_store(face), thread, &locals, &e);

	for (int i = 0; i < count; i++)
		letter_text_add(out, face, locals[i]);
	free(locals);
	words_check(face, &e);
}
