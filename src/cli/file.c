/* twinline file: the files of a conversation, and fetching one of them, told on stderr as it comes. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/download.h"
#include "twinline/records/line.h"
#include "twinline/records/message.h"
#include "twinline/records/price.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

enum { TELL_MS = 5000 /* between two lines of progress: a file over a slow line is hundreds of parts */ };

static const char *output;

const struct option_row file_options[] = {
	{ "output", OPTION_TEXT, N_("FILE"), 0, 0, &output, N_("Writes it there, \"-\" to stdout; otherwise under its own name, here.") },
	{ 0 },
};

/* A file of a letter. */
struct entry { int64_t account, size; char *id, *name, *type; };
struct entries { struct entry *at; int count; };

static void release(struct entries *all)
{
	for (int i = 0; i < all->count; i++) {
		free(all->at[i].id);
		free(all->at[i].name);
		free(all->at[i].type);
	}
	free(all->at);
	*all = (struct entries){ 0 };
}

/* --- which there are --- */

static void add_letter(struct entries *all, struct store *s, int64_t local)
{
	struct record r;
	struct message m;
	if (!record_by_local(s, local, &r))
		return;
	if (message_read(s, local, &m)) {
		all->at = xrealloc(all->at, (size_t)all->count + m.files.count + 1, sizeof *all->at);
		for (size_t i = 0; i < m.files.count; i++)
			if (m.files.at[i].id)
				all->at[all->count++] = (struct entry){ r.account, m.files.at[i].size, xstrdup(m.files.at[i].id),
				                                        sanitise_copy(m.files.at[i].name, SANITISE_LINE),
				                                        xstrdup(m.files.at[i].type ? m.files.at[i].type : "application/octet-stream") };
		message_release(&m);
	}
	record_free(&r);
}

/* The files of all letters of a conversation, oldest first. 0, or -1 with e. */
static int read_entries(struct entries *all, struct store *s, const char *thread, struct err *e)
{
	int64_t *locals = NULL, local = cli_thread_of(thread);
	int count = local > 0 ? thread_messages(s, local, &locals, e) : 0;
	for (int i = 0; i < count; i++)
		add_letter(all, s, locals[i]);
	free(locals);
	if (count == 0)
		err_set(e, ERR_NOT_FOUND, NULL);
	return count > 0 ? 0 : -1;
}

static int64_t here_of(struct store *s, const struct entry *f)
{
	struct download d;
	int64_t done = f->size;
	if (blob_has(s, f->account, f->id))
		return done;
	download_get(s, f->account, f->id, &d);
	done = d.done;
	download_release(&d);
	return done;
}

static void say_entry(struct store *s, int number, const struct entry *f)
{
	struct str size = { 0 }, left = { 0 }, time = { 0 };
	struct price price = price_of(s, f->size - here_of(s, f));
	datetime_add_size(&size, f->size);
	datetime_add_size(&left, price.bytes);
	datetime_add_duration(&time, price.seconds);
	if (price.bytes == 0 && blob_has(s, f->account, f->id))
		cli_say(_("%d  %s, %s, here"), number, f->name, size.text);
	else
		/* TRANSLATORS: number, name and size of a file, what of it has not come, time to fetch that. */
		cli_say(_("%d  %s, %s; to fetch: %s, %s"), number, f->name, size.text, left.text, time.text);
	str_release(&size);
	str_release(&left);
	str_release(&time);
}

static struct json *object_of(struct store *s, int number, const struct entry *f)
{
	struct json *object = json_new_object();
	json_set_integer(object, "number", number);
	cli_json_text(object, "name", f->name);
	cli_json_text(object, "type", f->type);
	json_set_integer(object, "size", f->size);
	json_set_integer(object, "here", here_of(s, f));
	return object;
}

static void list_all(struct cli *cli, struct store *s, const struct entries *all)
{
	struct json *object = cli->json ? cli_json() : NULL, *list = object ? json_set(object, "files", json_new_array()) : NULL;
	for (int i = 0; i < all->count; i++) {
		if (list)
			json_push(list, object_of(s, i + 1, &all->at[i]));
		else
			say_entry(s, i + 1, &all->at[i]);
	}
	if (object)
		cli_print_json(object);
}

/* --- fetching --- */

static struct json *packet_of(const char *what, const struct entry *f)
{
	struct json *packet = cli_packet(what);
	json_set_integer(packet, "account", f->account);
	json_set_string(packet, "blob", f->id);
	return packet;
}

static struct json *wish(const struct entry *f)
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
static int hear(const struct json *packet, const struct entry *f, struct err *e)
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
static struct json *receive(struct engine_link *link, int signals, const struct entry *f, struct err *e)
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

/* Waits until the file is here. Where there is no line it stays wished for, and comes when there is one. */
static int fetch(struct cli *cli, struct store *s, const struct entry *f, struct err *e)
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

/* --- writing --- */

/* Where it goes, yours; NULL with e: something is there already. */
static char *place_of(const struct entry *f, struct err *e)
{
	struct stat there;
	char *name = sanitise_file_name(f->name), *path = xstrdup(output ? output : *name ? name : f->id);
	free(name);
	if (strcmp(path, "-") != 0 && lstat(path, &there) == 0) {
		err_set(e, ERR_EXISTS, path, NULL);
		free(path);
		return NULL;
	}
	return path;
}

static int write_out(const char *path, const struct str *bytes, struct err *e)
{
	mode_t mask = umask(0);
	umask(mask);
	if (strcmp(path, "-") != 0)
		return file_write(path, bytes->text ? bytes->text : "", bytes->len, 0666 & ~mask, e);
	if (fwrite(bytes->text ? bytes->text : "", 1, bytes->len, stdout) != bytes->len || fflush(stdout) != 0)
		return err_errno(e, ERR_FILE, "stdout");
	return 0;
}

static void say_written(struct cli *cli, struct store *s, int number, const struct entry *f, const char *path)
{
	if (strcmp(path, "-") == 0)
		return;
	if (cli->json) {
		struct json *object = cli_json();
		json_set(object, "file", object_of(s, number, f));
		cli_json_text(object, "path", path);
		cli_print_json(object);
	} else {
		struct str size = { 0 };
		datetime_add_size(&size, f->size);
		cli_say(_("Saved: %s, %s."), path, size.text);
		str_release(&size);
	}
}

static void fetch_one(struct cli *cli, struct store *s, const struct entries *all, const char *word, struct err *e)
{
	char *end;
	long number = strtol(word, &end, 10);
	struct str bytes = { 0 };
	if (*end || number < 1 || number > all->count) {
		err_set(e, ERR_NOT_FOUND, NULL);
		return;
	}
	const struct entry *f = &all->at[number - 1];
	char *path = place_of(f, e);
	if (path && (blob_has(s, f->account, f->id) || fetch(cli, s, f, e) == 0) && blob_read_all(s, f->account, f->id, &bytes, e) == 0 &&
	    write_out(path, &bytes, e) == 0)
		say_written(cli, s, (int)number, f, path);
	str_release(&bytes);
	free(path);
}

enum exit_status cli_run_file(struct cli *cli, char **words, int count)
{
	struct err e = { 0 };
	struct store s;
	struct entries all = { 0 };
	if (cli_store(cli, &s, &e) == 0) {
		if (read_entries(&all, &s, words[0], &e) == 0) {
			if (count > 1)
				fetch_one(cli, &s, &all, words[1], &e);
			else
				list_all(cli, &s, &all);
		}
		release(&all);
		store_close(&s);
	}
	return e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
}
