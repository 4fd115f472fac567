/* stdout and stderr of commands, in the characters of the terminal. */
#include "tty.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/text/characters.h"
#include "twinline/text/utf8.h"

enum { SEQUENCE_MAX = 4 };

/* One of the two streams. */
static struct stream {
	int fd;
	FILE *own;                /* what the C library opened */
	FILE *ours;               /* NULL: it is not ours */
	char held[SEQUENCE_MAX];  /* the beginning of a character, the rest of which is not written yet */
	size_t held_len;
} streams[] = { { .fd = STDOUT_FILENO }, { .fd = STDERR_FILENO } };

static bool write_all(int fd, const struct str *bytes)
{
	for (size_t at = 0; at < bytes->len;) {
		ssize_t written = write(fd, bytes->text + at, bytes->len - at);
		if (written < 0 && errno != EINTR)
			return false;
		at += written > 0 ? (size_t)written : 0;
	}
	return true;
}

/* Bytes at the end of text that begin a character and do not end it. */
static size_t unfinished(const char *text, size_t len)
{
	for (size_t tail = 1; tail < SEQUENCE_MAX && tail <= len; tail++) {
		unsigned char byte = (unsigned char)text[len - tail];
		size_t whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		if (byte < 0x80 || byte >= 0xc0)
			return whole > tail ? tail : 0;
	}
	return 0;
}

/* What parts lines and columns is ours and goes as it is. */
static void encode(struct str *out, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t span = 0;
		while (at + span < len && text[at + span] != '\n' && text[at + span] != '\t' && text[at + span] != '\0')
			span++;
		characters_encode(out, text + at, span);
		at += span;
		if (at < len)
			str_addc(out, text[at++]);
	}
}

static ssize_t write_encoded(void *cookie, const char *bytes, size_t len)
{
	struct stream *stream = cookie;
	struct str text = { 0 }, encoded = { 0 };
	str_addn(&text, stream->held, stream->held_len);
	str_addn(&text, bytes, len);
	stream->held_len = unfinished(text.text, text.len);
	memcpy(stream->held, text.text + text.len - stream->held_len, stream->held_len);
	encode(&encoded, text.text, text.len - stream->held_len);
	bool is_written = write_all(stream->fd, &encoded);
	str_release(&encoded);
	str_release(&text);
	return is_written ? (ssize_t)len : 0;
}

static void take(struct stream *stream, FILE **standard)
{
	if (!isatty(stream->fd))
		return;
	stream->own = *standard;
	stream->ours = fopencookie(stream, "w", (cookie_io_functions_t){ .write = write_encoded });
	if (!stream->ours)
		return;
	setvbuf(stream->ours, NULL, stream->fd == STDOUT_FILENO ? _IOLBF : _IONBF, 0);
	*standard = stream->ours;
}

static void give_back(struct stream *stream, FILE **standard)
{
	if (!stream->ours)
		return;
	fclose(stream->ours);
	*standard = stream->own;
	stream->ours = NULL;
}

static void take_both(void)
{
	fflush(NULL);
	if (characters_are_all())
		return;
	take(&streams[0], &stdout);
	take(&streams[1], &stderr);
}

static void give_back_both(void)
{
	give_back(&streams[0], &stdout);
	give_back(&streams[1], &stderr);
}

void tty_take(const char *setting)
{
	if (!isatty(STDOUT_FILENO) && !isatty(STDERR_FILENO))
		return;
	characters_set(setting);
	if (!isatty(STDOUT_FILENO))
		i18n_set_fit(NULL);
	take_both();
}

void tty_let_go(void)
{
	give_back_both();
	characters_release();
}

int tty_run_face(const struct cli_face *face, const struct cli_opening *opening, enum cli_next *next, struct err *e)
{
	give_back_both();
	int result = face->run(opening, next, e);
	take_both();
	return result;
}
