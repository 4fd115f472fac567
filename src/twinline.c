/* twinline: the face and the commands. */
#include "cli/cli.h"
#include "ui/ui.h"

static int run_face(const struct cli_opening *o, struct err *e)
{
	return ui_run(&(struct ui_options){ .paths = o->paths, .settings = o->settings, .notice = o->notice, .demo = o->demo }, e);
}

int main(int argc, char **argv)
{
	static const struct cli_face face = { run_face };
	return cli_main(argc, argv, &face);
}
