/* twinline packet: a sync that travels as a file, on a stick, where no line leads. */
#include <stdlib.h>

#include "cli.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"

static char *size_text(const struct json *answer)
{
	struct str size = { 0 };
	datetime_add_size(&size, json_get_integer(answer, "bytes", 0));
	return str_detach(&size);
}

static void say_exported(const struct json *answer, const char *file)
{
	int64_t count = json_get_integer(answer, "count", 0), left = json_get_integer(answer, "left", 0);
	char *size = size_text(answer);
	if (count > 0)
		cli_say(i18n_plural("%lld change is in the packet.", "%lld changes are in the packet.", (unsigned long)count), (long long)count);
	if (left > 0)
		cli_say(i18n_plural("%lld change waits for the next packet or a line: its files or what it builds on go first.",
		                    "%lld changes wait for the next packet or a line: their files or what they build on go first.",
		                    (unsigned long)left), (long long)left);
	cli_say(_("Written: %s, %s. "
	          "Carry it to a computer with a line: \"twinline packet carry\" there, \"twinline packet import\" here."), file, size);
	free(size);
}

static void say_carried(const struct json *answer, const char *file)
{
	char *size = size_text(answer);
	cli_say(_("The portal has answered: %s, sealed, in %s. Carry it back; \"twinline packet import\" takes it in there."), size, file);
	free(size);
}

static void say_imported(const struct json *answer, const char *file)
{
	(void)file;
	cli_say_exchanged(json_get_integer(answer, "sent", 0), json_get_integer(answer, "received", 0));
	if (json_get_bool(answer, "more", false))
		cli_say("%s", _("There is more to come: export once more, or use a line."));
}

static const struct {
	const char *name, *ask, *did;
	void (*say)(const struct json *answer, const char *file);
} rows[] = {
	{ "export", "packet-export", "packet-exported", say_exported },
	{ "carry", "packet-carry", "packet-carried", say_carried },
	{ "import", "packet-import", "packet-imported", say_imported },
};

/* The engine's answer to a row, yours; NULL with e. */
static struct json *ask(struct cli *cli, size_t row, const char *path, struct err *e)
{
	struct json *packet = cli_packet(rows[row].ask);
	json_set_string(packet, "file", path);
	return cli_ask_engine(cli, packet, rows[row].did, e);
}

static void print_answer(struct json *answer_taken)
{
	struct json *object = cli_json();
	json_remove(answer_taken, "did");
	for (const struct json *member = json_first(answer_taken); member; member = json_next(member))
		json_set(object, json_key(member), json_copy(member));
	json_free(answer_taken);
	cli_print_json(object);
}

enum exit_status cli_run_packet(struct cli *cli, char **words, int count)
{
	struct err e = { 0 };
	size_t row = 0;
	(void)count;
	while (row < ARRAY_SIZE(rows) && !text_equal(rows[row].name, words[0]))
		row++;
	if (row == ARRAY_SIZE(rows)) {
		err_set(&e, ERR_COMMAND_LINE, "twinline packet export|carry|import FILE", NULL);
		return cli_fail(&e);
	}
	char *path = file_absolute(words[1], &e); /* the engine lives in another directory */
	struct json *answer = path ? ask(cli, row, path, &e) : NULL;
	free(path);
	if (!answer)
		return cli_fail(&e);
	if (cli->json) {
		print_answer(answer);
	} else {
		rows[row].say(answer, words[1]);
		json_free(answer);
	}
	return EXIT_DONE;
}
