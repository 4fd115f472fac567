/* twinline export: all that is mine, or one project with its files fetched as needed, as a folder, a tar stream or a link. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/export.h"
#include "twinline/records/price.h"
#include "twinline/records/replica.h"
#include "twinline/text/datetime.h"

static const char *project;
static bool only_here, as_link;

const struct option_row export_options[] = {
	{ "project", OPTION_TEXT, N_("PROJECT"), 0, 0, &project, N_("Takes one project, by its title or id, and fetches its files.") },
	{ "here", OPTION_FLAG, NULL, 0, 0, &only_here, N_("Fetches nothing: takes what is kept here.") },
	{ "link", OPTION_FLAG, NULL, 0, 0, &as_link, N_("Has the portal write it, and prints a link to it for one download within a day.") },
	{ 0 },
};

static int write_out(void *context, const void *bytes, size_t len, struct err *e)
{
	(void)context;
	return fwrite(bytes, 1, len, stdout) == len ? 0 : err_errno(e, ERR_FILE, "stdout");
}

static bool is_stream(const char *path)
{
	return strcmp(path, "-") == 0;
}

static struct folder *open_folder(const char *path, const char *id, struct err *e)
{
	return is_stream(path) ? folder_new_tar(write_out, NULL, clock_now()) : export_folder(path, id, e);
}

/* "3.4 MB, of which 2.7 MB to fetch, 6 min" */
static void say_price(struct store *s, const struct space_weight *weight)
{
	struct str all = { 0 }, left = { 0 }, time = { 0 };
	struct price price = price_of(s, weight->fetch);
	char *said;

	datetime_add_size(&all, weight->bytes);
	datetime_add_size(&left, price.bytes);
	datetime_add_duration(&time, price.seconds);
	said = xasprintf(_("%s, of which %s to fetch: %s"), all.text, left.text, time.text);
	cli_note(said);
	free(said);
	str_release(&all);
	str_release(&left);
	str_release(&time);
}

static int wish_older(struct store *s, int64_t account, struct err *e)
{
	struct holding beyond;
	int result = db_begin(s->db, e);

	replica_beyond(s, account, &beyond);
	for (size_t i = 0; i < RECORD_TYPE_COUNT && result == 0; i++)
		if (beyond.records[i] > 0 && i != TYPE_Thread)
			result = replica_ask_older(s, account, &record_types[i], beyond.records[i], e);
	if (result == 0)
		result = db_commit(s->db, e);
	else
		db_rollback(s->db);
	return result;
}

/* What lies beyond the window, page by page, as long as something comes. */
static int fetch_older(struct cli *cli, struct store *s, int64_t account, struct space_weight *weight, struct err *e)
{
	struct engine_link link = { .fd = -1 };
	int64_t before = INT64_MAX;
	int result = weight->older ? engine_connect(&link, &cli->paths, true, e) : 0;

	while (result == 0 && weight->older > 0 && weight->older < before) {
		struct json *done = NULL;

		before = weight->older;
		if (wish_older(s, account, e) == 0 && cli_send(&link, cli_packet("sync"), e) == 0)
			done = cli_await_exchange(&link, e);
		result = done ? space_weigh(s, account, weight, e) : -1;
		json_free(done);
	}
	engine_close(&link);
	return result;
}

/* What came stays: whoever is cut off asks again and goes on from there. */
static int fetch_files(struct cli *cli, struct store *s, struct space *sp, struct err *e)
{
	int result = 0;

	for (size_t i = 0; i < sp->file_count && result == 0; i++) {
		struct space_file *file = &sp->files[i];

		if (file->is_here)
			continue;
		result = cli_fetch(cli, s, &(struct cli_file){ sp->account, file->size, file->blob, file->name, file->type }, e);
		file->is_here = result == 0;
	}
	return result;
}

static int fetch_missing(struct cli *cli, struct store *s, int64_t account, struct err *e)
{
	struct space_weight weight;

	if (only_here)
		return 0;
	if (space_weigh(s, account, &weight, e) != 0)
		return -1;
	if (weight.files || weight.older)
		say_price(s, &weight);
	return fetch_older(cli, s, account, &weight, e);
}

static int export_one(struct cli *cli, struct store *s, const char *path, struct export_result *r, struct err *e)
{
	struct space sp;
	int64_t account = export_find_project(s, project, e);
	struct folder *f = NULL;
	int result = -1;

	if (!account || fetch_missing(cli, s, account, e) != 0 || space_read(s, account, NULL, &sp, e) != 0)
		return -1;
	if (only_here || fetch_files(cli, s, &sp, e) == 0)
		f = open_folder(path, json_get_text(sp.project, "id"), e);
	if (f)
		result = export_project(&sp, f, r, e);
	folder_free(f);
	space_release(&sp);
	return result;
}

static int export_everything(struct store *s, const char *path, struct export_result *r, struct err *e)
{
	struct folder *f = open_folder(path, NULL, e);
	int result = f ? export_all(s, f, r, e) : -1;

	folder_free(f);
	return result;
}

static void say_written(struct cli *cli, const char *path, const struct export_result *r)
{
	struct str size = { 0 };

	datetime_add_size(&size, r->bytes);
	if (cli->json) {
		struct json *object = cli_json();

		json_set_integer(object, "records", r->records);
		json_set_integer(object, "conversations", r->conversations);
		json_set_integer(object, "files", r->files);
		json_set_integer(object, "elsewhere", r->elsewhere);
		json_set_integer(object, "bytes", r->bytes);
		cli_print_json(object);
	} else if (project) {
		cli_say(_("Written: %s in %s; index.html tells what is there."), size.text, path);
	} else {
		cli_say(_("Written: %s in %s; index.txt tells what is there and what is not."), size.text, path);
	}
	str_release(&size);
}

/* --- a link --- */

static struct json *link_of(struct cli *cli, int64_t account, struct err *e)
{
	struct json *packet = cli_packet("link");

	json_set_integer(packet, "account", account);
	return cli_ask_engine(cli, packet, "linked", e);
}

static void say_link(struct cli *cli, const struct json *answer)
{
	const char *url = json_get_text(answer, "url"), *until = json_get_text(answer, "expires");

	if (cli->json) {
		struct json *object = cli_json();

		json_set_string(object, "url", url ? url : "");
		json_set_string(object, "expires", until ? until : "");
		cli_print_json(object);
	} else {
		cli_say("%s", url ? url : "");
	}
}

static int64_t own_account(struct store *s, struct err *e)
{
	int64_t local = account_personal(s);

	if (!local)
		err_set(e, ERR_SIGNED_OUT, NULL);
	return local;
}

static enum exit_status make_link(struct cli *cli, struct store *s)
{
	struct err e = { 0 };
	int64_t account = project ? export_find_project(s, project, &e) : own_account(s, &e);
	struct json *packet = account ? link_of(cli, account, &e) : NULL;

	store_close(s);
	if (!packet)
		return cli_fail(&e);
	say_link(cli, json_get(packet, "answer"));
	json_free(packet);
	return EXIT_DONE;
}

enum exit_status cli_run_export(struct cli *cli, char **words, int count)
{
	struct export_result r = { 0 };
	struct store s;
	struct err e = { 0 };

	if (as_link != (count == 0)) {
		err_set(&e, ERR_COMMAND_LINE, "twinline export FOLDER | [--project PROJECT] --link", NULL);
		return cli_fail(&e);
	}
	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	if (as_link)
		return make_link(cli, &s);
	int result = project ? export_one(cli, &s, words[0], &r, &e) : export_everything(&s, words[0], &r, &e);

	store_close(&s);
	if (result == 0 && is_stream(words[0]) && fflush(stdout) != 0)
		result = err_errno(&e, ERR_FILE, "stdout");
	if (result != 0)
		return cli_fail(&e);
	if (!is_stream(words[0]))
		say_written(cli, words[0], &r);
	return EXIT_DONE;
}
