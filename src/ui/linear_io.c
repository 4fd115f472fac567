/* Lines in and out, for linear mode. */
#include "linear_io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/characters.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/wrap.h"

enum { READ_BYTES = 4096, LINE_MOST = 64 * 1024 /* bytes; what is longer is several lines */ };

void linear_io_open(struct linear_io *io)
{
	*io = (struct linear_io){ 0 };
	io->is_terminal = tcgetattr(STDIN_FILENO, &io->shown) == 0;
	for (int i = 0; i < 2 * READ_BYTES; i++) /* all its memory at once: no piece of a password is left behind when it grows */
		str_addc(&io->input, ' ');
	str_clear(&io->input);
}

void linear_io_close(struct linear_io *io)
{
	linear_io_hide(io, false);
	linear_io_flush(io);
	if (io->input.text)
		wipe(io->input.text, io->input.capacity);
	str_release(&io->input);
	str_release(&io->out);
	*io = (struct linear_io){ .at_end = true, .is_deaf = true };
}

/* --- out --- */

static void add_encoded(struct linear_io *io, const char *text, size_t len)
{
	characters_encode(&io->out, text, len);
}

static void add(struct linear_io *io, const char *text, bool ends)
{
	char *safe = sanitise_copy(text, SANITISE_LINE), *fitted = characters_fit(safe, i18n_language());
	struct wrap w = { 0 };

	if (fitted) {
		free(safe);
		safe = fitted;
	}
	if (io->width > 0)
		wrap_text(&w, safe, strlen(safe), io->width);
	for (size_t i = 0; i + 1 < w.count; i++) {
		add_encoded(io, safe + w.lines[i].start, w.lines[i].len);
		str_addc(&io->out, '\n');
	}
	if (w.count > 0)
		add_encoded(io, safe + w.lines[w.count - 1].start, strlen(safe + w.lines[w.count - 1].start));
	else
		add_encoded(io, safe, strlen(safe));
	if (ends)
		str_addc(&io->out, '\n');
	wrap_release(&w);
	free(safe);
}

void linear_io_say(struct linear_io *io, const char *text)
{
	add(io, text, true);
}

void linear_io_ask(struct linear_io *io, const char *text)
{
	add(io, text, false);
}

void linear_io_flush(struct linear_io *io)
{
	for (size_t at = 0; at < io->out.len && !io->is_deaf;) {
		ssize_t written = write(STDOUT_FILENO, io->out.text + at, io->out.len - at);

		if (written < 0 && errno != EINTR)
			io->is_deaf = true;
		at += written > 0 ? (size_t)written : 0;
	}
	str_clear(&io->out);
}

/* --- in --- */

void linear_io_hide(struct linear_io *io, bool hidden)
{
	struct termios now = io->shown;

	if (hidden == io->is_hidden)
		return;
	io->is_hidden = hidden;
	if (!io->is_terminal)
		return;
	if (hidden) {
		now.c_lflag &= ~(tcflag_t)ECHO;
		now.c_lflag |= ECHONL;
	}
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

void linear_io_read(struct linear_io *io)
{
	char bytes[READ_BYTES];
	/* From a pipe no more than a line is taken: what follows may be for who comes after this face. */
	ssize_t got = read(STDIN_FILENO, bytes, io->is_terminal ? sizeof bytes : 1);

	if (got > 0)
		str_addn(&io->input, bytes, (size_t)got);
	else if (got == 0 || (errno != EINTR && errno != EAGAIN))
		io->at_end = true;
	wipe(bytes, sizeof bytes);
}

/* What has been taken makes room, and leaves nothing behind. */
static void make_room(struct linear_io *io)
{
	size_t left = io->input.len - io->at;

	if (left > 0 && io->at < READ_BYTES)
		return;
	str_delete(&io->input, 0, io->at);
	io->at = 0;
	if (io->input.text)
		wipe(io->input.text + left, io->input.capacity - left);
}

char *linear_io_line(struct linear_io *io)
{
	size_t left = io->input.len - io->at, len;
	const char *start = left ? io->input.text + io->at : NULL, *end = left ? memchr(start, '\n', left) : NULL;
	struct str line = { 0 };

	if (!end && left < LINE_MOST && !(io->at_end && left > 0))
		return NULL;
	len = end ? (size_t)(end - start) : left;
	io->at += len + (end ? 1 : 0);
	if (len > 0 && start[len - 1] == '\r')
		len--;
	characters_decode(&line, start, len);
	make_room(io);
	if (!io->is_terminal)
		linear_io_say(io, io->is_hidden || !line.text ? "" : line.text);
	return str_detach(&line);
}

void linear_io_wipe(char *line)
{
	if (line)
		wipe(line, strlen(line));
	free(line);
}
