/* twinline file: the files of a conversation, and fetching one of them, told on stderr as it comes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/download.h"
#include "twinline/records/message.h"
#include "twinline/records/price.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

static const char *output;

const struct option_row file_options[] = {
	{ "output", OPTION_TEXT, N_("FILE"), 0, 0, &output, N_("Writes it there, \"-\" to stdout; otherwise under its own name, here.") },
	{ 0 },
};

struct entries { struct cli_file *at; int count; };

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
				all->at[all->count++] = (struct cli_file){ r.account, m.files.at[i].size, xstrdup(m.files.at[i].id),
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

static int64_t here_of(struct store *s, const struct cli_file *f)
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

static void say_entry(struct store *s, int number, const struct cli_file *f)
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

static struct json *object_of(struct store *s, int number, const struct cli_file *f)
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

/* --- writing --- */

/* Where it goes, yours; NULL with e: something is there already. */
static char *place_of(const struct cli_file *f, struct err *e)
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

static void say_written(struct cli *cli, struct store *s, int number, const struct cli_file *f, const char *path)
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
	const struct cli_file *f = &all->at[number - 1];
	char *path = place_of(f, e);
	if (path && (blob_has(s, f->account, f->id) || cli_fetch(cli, s, f, e) == 0) && blob_read_all(s, f->account, f->id, &bytes, e) == 0 &&
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
