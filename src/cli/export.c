/* twinline export: all that is mine as a folder. */
#include "cli.h"

#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/export.h"
#include "twinline/text/datetime.h"

enum exit_status cli_run_export(struct cli *cli, char **words, int count)
{
	struct export_result r = { 0 };
	struct str size = { 0 };
	struct store s;
	struct err e = { 0 };

	(void)count;
	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	int result = export_all(&s, words[0], &r, &e);

	store_close(&s);
	if (result != 0)
		return cli_fail(&e);
	datetime_add_size(&size, r.bytes);
	if (cli->json) {
		struct json *object = cli_json();

		json_set_integer(object, "records", r.records);
		json_set_integer(object, "conversations", r.conversations);
		json_set_integer(object, "files", r.files);
		json_set_integer(object, "elsewhere", r.elsewhere);
		json_set_integer(object, "bytes", r.bytes);
		cli_print_json(object);
	} else {
		cli_say(_("Written: %s in %s; index.txt tells what is there and what is not."), size.text, words[0]);
	}
	str_release(&size);
	return EXIT_DONE;
}
