/* A mail server for tests: takes letters on a free port of this computer and keeps them; can be told to refuse. */
#ifndef TESTS_LIB_SMTP_SINK_H
#define TESTS_LIB_SMTP_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/strings.h"

struct smtp_sink;

struct smtp_letter {
	char *from, *to; /* of the envelope */
	char *message;   /* as it came, dots unstuffed, lines ending in CRLF */
};

/* Starts one; dies if it cannot. */
struct smtp_sink *smtp_sink_start(void);
void smtp_sink_stop(struct smtp_sink *sink);

/* "smtp://127.0.0.1:PORT", borrowed. */
const char *smtp_sink_url(const struct smtp_sink *sink);

/* The next count recipients are refused with a reply, as "450 later". */
void smtp_sink_refuse(struct smtp_sink *sink, const char *reply, int count);

/* Waits until there are count letters since the last smtp_sink_clear, 20 s at most: how many there are. */
size_t smtp_sink_wait(struct smtp_sink *sink, size_t count);

/* Waits until count recipients were refused, 20 s at most. */
void smtp_sink_wait_refused(struct smtp_sink *sink, int count);

/* Waits until count connections since the last smtp_sink_clear are over, 20 s at most. */
void smtp_sink_wait_talk(struct smtp_sink *sink, int count);

/* Waits until nobody is connected, 20 s at most: who sent the last letter has heard what became of it. */
void smtp_sink_wait_alone(struct smtp_sink *sink);

/* True if a command that begins so was heard since the last smtp_sink_clear. */
bool smtp_sink_heard(struct smtp_sink *sink, const char *command);

/* Letter n, borrowed until smtp_sink_clear. */
const struct smtp_letter *smtp_sink_letter(struct smtp_sink *sink, size_t n);
void smtp_sink_clear(struct smtp_sink *sink);

/* The last letter to an address, NULL: none. Borrowed. */
const struct smtp_letter *smtp_sink_to(struct smtp_sink *sink, const char *to);

/* A header's value with encoded words decoded, folded lines joined; the text decoded from quoted-printable. Yours. */
char *smtp_letter_header(const struct smtp_letter *l, const char *name);
char *smtp_letter_text(const struct smtp_letter *l);

#endif
