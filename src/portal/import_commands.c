/* import: a TwinSpace that was exported elsewhere, taken in and compared. */
#include <inttypes.h>
#include <stdio.h>

#include "command.h"
#include "import.h"
#include "init.h"
#include "twinline/base/i18n.h"

static struct strings as;
static bool active, compare_only;

static const struct option_row options[] = {
	{"as", OPTION_TEXTS, N_("NAME"), 0, 0, &as,
	 N_("Somebody who signs in here and takes part, once for each, at first; \"THERE=NAME\" where they are called otherwise there.")},
	{"active", OPTION_FLAG, NULL, 0, 0, &active, N_("The project goes on here; otherwise it is closed.")},
	{"compare", OPTION_FLAG, NULL, 0, 0, &compare_only, N_("Changes nothing and says what is not here as it is in the folder.")},
	{0},
};

static void say_difference(const char *type, const char *id)
{
	printf("%s %s\n", type, id);
}

static int64_t take_in(struct import *x, struct err *e)
{
	if (!compare_only) {
		if (import_run(x, e) < 0)
			return -1;
		printf(_("%lld records and %lld files are new; %lld records were here.\n"), (long long)x->added, (long long)x->files,
		       (long long)x->kept);
	}
	return import_compare(x, say_difference, e);
}

static int run(struct import *x, struct err *e)
{
	if (!compare_only && !x->person_count)
		return command_usage(&command_import, e); /* the first time, somebody has to have it */
	x->active = x->active || active;
	int64_t differ = take_in(x, e);
	return differ < 0 ? COMMAND_FAILED : differ == 0 ? COMMAND_DONE : COMMAND_UNSOUND;
}

static int import(char **words, int count, struct err *e)
{
	struct import x;
	struct store s;
	int status = COMMAND_FAILED;
	(void)count;
	if (init_open(&s, words[0], 0, e) == 0) {
		if (import_open(&x, &s, words[1], &as, e) == 0)
			status = run(&x, e);
		import_release(&x);
		store_close(&s);
	}
	strings_release(&as);
	return status;
}

const struct command command_import = {
	.name = "import",
	.usage = "DIR FOLDER --as NAME",
	.help = N_("Takes in a project that was exported from another portal; done again, it adds only what is not there."),
	.options = options,
	.words_least = 2,
	.words_most = 2,
	.run = import,
};
