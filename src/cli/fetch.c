/* Fetching a file from the portal, told on stderr as it comes. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/line.h"
#include "twinline/text/datetime.h"

enum { TELL_MS = 5000 /* between two lines of progress: a file over a slow line is hundreds of parts */ };

static struct json *packet_of(const char *what, const struct cli_file *f)
{
	struct json *packet = cli_packet(what);
	json_set_integer(packet, "account", f->account);
	json_set_string(packet, "blob", f->id);
	return packet;
}

static struct json *wish(const struct cli_file *f)
{
	struct json *packet = packet_of("file", f);
	json_set_string(packet, "type", f->type);
	json_set_integer(packet, "size", f->size);
	return packet;
}

static void say_progress(const struct json *packet)
{
	static int64_t said_ms;
	int64_t now = clock_monotonic_ms(), done = json_get_integer(packet, "done", 0), seconds = json_get_integer(packet, "seconds", 0);
	struct str here = { 0 }, all = { 0 }, time = { 0 };
	if (done == 0 || (said_ms && now - said_ms < TELL_MS))
		return;
	said_ms = now;
	datetime_add_size(&here, done);
	datetime_add_size(&all, json_get_integer(packet, "total", 0));
	datetime_add_duration(&time, seconds);
	char *words = xasprintf(seconds > 0 ? _("%s of %s, %s more") : _("%s of %s"), here.text, all.text, time.text);
	cli_note(words);
	free(words);
	str_release(&here);
	str_release(&all);
	str_release(&time);
}

/* What a packet says of the file: 1 it is here, 0 nothing final, -1 with e: it is not, and not soon. */
static int hear(const struct json *packet, const struct cli_file *f, struct err *e)
{
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	bool is_it = text_equal(json_get_text(packet, "blob"), f->id);
	if (text_equal(did, "file") && is_it)
		return 1;
	if (text_equal(did, "progress") && is_it) {
		say_progress(packet);
		return json_get_bool(packet, "stopped", false) ? err_set(e, ERR_FILE_STOPPED, NULL) : 0;
	}
	bool failed = text_equal(did, "failed") && ((text_equal(what, "file") && is_it) || text_equal(what, "sync"));
	bool gone = text_equal(did, "line") && json_get(packet, "cause");
	if (failed || gone)
		json_to_err(json_get(packet, "cause"), e);
	return e->code == ERR_OK ? 0 : -1;
}

/* The next packet, yours; NULL with e: the engine has gone, or Ctrl-C (signals is readable) stops the file. */
static struct json *receive(struct engine_link *link, int signals, const struct cli_file *f, struct err *e)
{
	struct pollfd fds[] = { { .fd = link->fd, .events = POLLIN }, { .fd = signals, .events = POLLIN } };
	struct json *packet;
	bool gone = false;
	while (!(packet = engine_receive(link, &gone)) && !gone) {
		if (poll(fds, ARRAY_SIZE(fds), -1) < 0 && errno != EINTR)
			gone = true;
		if (fds[1].revents) {
			engine_send(link, packet_of("cancel", f));
			err_set(e, ERR_FILE_STOPPED, NULL);
			return NULL;
		}
	}
	if (gone)
		err_set(e, ERR_ENGINE, _("it has ended"), NULL);
	return packet;
}

static int watch_interrupt(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

int cli_fetch(struct cli *cli, struct store *s, const struct cli_file *f, struct err *e)
{
	struct engine_link link = { .fd = -1 };
	struct line line;
	int came = 0, signals = watch_interrupt();
	line_read(s, &line);
	if (engine_connect(&link, &cli->paths, true, e) != 0 || cli_send(&link, wish(f), e) != 0 ||
	    (!line_is_there(&line) && cli_send(&link, cli_packet("sync"), e) != 0))
		came = -1;
	while (came == 0) {
		struct json *packet = receive(&link, signals, f, e);
		came = packet ? hear(packet, f, e) : -1;
		json_free(packet);
	}
	line_release(&line);
	close(signals);
	engine_close(&link);
	return came > 0 ? 0 : -1;
}
