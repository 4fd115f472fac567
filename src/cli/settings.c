/* twinline settings: what is set, and setting it. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static int find_setting(const char *name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (strcmp(setting_rows[i].name, name) == 0)
			return i;
	return -1;
}

/* "line = auto": as it stands in the file, where nothing is set what holds. */
static void say_setting(const struct settings *s, enum setting setting)
{
	cli_say("%s = %s", setting_rows[setting].name, settings_text(s, setting));
}

static void print_all(const struct settings *s)
{
	struct json *object = cli_json(), *all = json_set(object, "settings", json_new_object());

	for (int i = 0; i < SETTING_COUNT; i++) {
		struct json *one = json_set(all, setting_rows[i].name, json_new_object());

		cli_json_text(one, "value", settings_text(s, (enum setting)i));
		json_set_bool(one, "set", settings_has(s, (enum setting)i));
	}
	cli_print_json(object);
}

/* True if the store of this profile is somebody's: on a shared computer it would stay readable where it is. */
static bool is_somebodys(struct cli *cli)
{
	struct store s;
	if (cli_store(cli, &s, NULL) != 0)
		return false;
	store_close(&s);
	return true;
}

enum exit_status cli_run_settings(struct cli *cli, char **words, int count)
{
	struct settings *s = &cli->settings;
	struct err e = { 0 };
	int setting = count > 0 ? find_setting(words[0]) : -1;

	if (count > 0 && setting < 0) {
		char *sentence = xasprintf(_("There is no setting %s."), words[0]);

		err_set(&e, ERR_USAGE, sentence, NULL);
		free(sentence);
		return cli_fail(&e);
	}
	if (count > 1 && setting == SETTING_SHARED && is_somebodys(cli)) {
		err_set(&e, ERR_STORE_OWNED, NULL);
		return cli_fail(&e);
	}
	if (count > 1 && settings_set(s, (enum setting)setting, words[1], &e) != 0)
		return cli_fail(&e);
	if (cli->json)
		print_all(s);
	else if (count > 0)
		say_setting(s, (enum setting)setting);
	else
		for (int i = 0; i < SETTING_COUNT; i++)
			say_setting(s, (enum setting)i);
	return EXIT_DONE;
}
