/* twinline: the face and the commands. */
#include "cli/cli.h"
#include "twinline/schema/err_words.h"
#include "ui/keys_named.h"
#include "ui/ui.h"

static int run_face(const struct cli_opening *o, enum cli_next *next, struct err *e)
{
	static const enum cli_next nexts[] = {
		[UI_LEFT] = CLI_DONE, [UI_DEMO] = CLI_DEMO, [UI_TOUR] = CLI_TOUR, [UI_GUEST] = CLI_GUEST, [UI_TAKEN] = CLI_TAKEN, [UI_AGAIN] = CLI_AGAIN,
	};
	const struct ui_options options = {
		.paths = o->paths, .settings = o->settings, .notice = o->notice, .demo = o->demo, .visit = o->visit, .tour = o->tour,
		.linear = o->linear, .pupil = o->pupil,
	};
	enum ui_end end;
	if (ui_run(&options, &end, e) != 0)
		return -1;
	*next = nexts[end];
	return 0;
}

int main(int argc, char **argv)
{
	static const struct cli_face face = { run_face };
	err_words_use();
	keys_named_use(NULL);
	return cli_main(argc, argv, &face);
}
