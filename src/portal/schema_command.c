/* schema: the API page or the JSON Schema, grown from the rows. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "twinline/base/i18n.h"
#include "twinline/jmap/describe.h"

static bool as_json, as_markdown;

static const struct option_row options[] = {
	{"json", OPTION_FLAG, NULL, 0, 0, &as_json, N_("As a JSON Schema.")},
	{"markdown", OPTION_FLAG, NULL, 0, 0, &as_markdown, N_("As a page to read.")},
	{0},
};

static int schema(char **words, int count, struct err *e)
{
	(void)words;
	(void)count;
	if (as_json == as_markdown)
		return command_usage(&command_schema, e);
	if (as_markdown) {
		struct str page = {0};
		describe_markdown(&page);
		fputs(page.text, stdout);
		str_release(&page);
	} else {
		struct json *document = describe_schema();
		char *text = json_print(document);
		printf("%s\n", text);
		free(text);
		json_free(document);
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? COMMAND_DONE : (err_errno(e, ERR_FILE, "stdout"), COMMAND_FAILED);
}

const struct command command_schema = {
	.name = "schema",
	.usage = "--json | --markdown",
	.help = N_("Prints the types and fields of the portal's API."),
	.options = options,
	.run = schema,
};
