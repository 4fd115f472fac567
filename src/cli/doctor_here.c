/* What doctor finds on this computer: the terminal, the locale, the store. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "doctor.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"
#include "twinline/text/characters.h"
#include "twinline/text/datetime.h"

enum { COLUMNS_LEAST = 40, LINES_LEAST = 12, FREE_LEAST = 10 * 1000 * 1000 };

/* --- terminal --- */

/* Where terminals are described, by terminfo(5); a description lies under its first letter. */
static bool is_described_below(const char *dir, const char *term)
{
	char *path = xasprintf("%s/%c/%s", dir, *term, term);
	bool is_there = access(path, R_OK) == 0;
	free(path);
	return is_there;
}

static bool is_described(const char *term)
{
	static const char *const dirs[] = { "/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo" };
	const char *own = getenv("TERMINFO"), *home = getenv("HOME");
	char *below_home = xasprintf("%s/.terminfo", home ? home : "");
	bool found = (own && is_described_below(own, term)) || is_described_below(below_home, term);
	for (size_t i = 0; i < ARRAY_SIZE(dirs); i++)
		found = found || is_described_below(dirs[i], term);
	free(below_home);
	return found;
}

static void size_up(struct finding *f, const char *term)
{
	struct winsize size = { 0 };
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	if (size.ws_col == 0)
		finding_set(f, FINDING_WARNING,
		            xasprintf(_("%s; it does not tell its size: \"stty rows 24 cols 80\" sets one."), term));
	else if (size.ws_col < COLUMNS_LEAST || size.ws_row < LINES_LEAST)
		finding_set(f, FINDING_WARNING,
		            xasprintf(_("%s with %d columns and %d lines; 40 and 12 are the least."), term, size.ws_col, size.ws_row));
	else
		finding_set(f, FINDING_GOOD,
		            xasprintf(_("%s with %d columns and %d lines."), term, size.ws_col, size.ws_row));
}

void doctor_terminal(const struct doctor *d, struct finding *f)
{
	const char *term = getenv("TERM");
	(void)d;
	if (!isatty(STDOUT_FILENO))
		finding_set(f, FINDING_SKIPPED,
		            xstrdup(_("What is said goes into a file or another program; there is no terminal to look at.")));
	else if (!term || !*term)
		finding_set(f, FINDING_WRONG,
		            xstrdup(_("TERM is not set: \"export TERM=xterm-256color\", or vt100, sets it.")));
	else if (strcmp(term, "dumb") == 0)
		finding_set(f, FINDING_WRONG,
		            xstrdup(_("TERM is \"dumb\": the screens need a terminal whose cursor moves; the commands work.")));
	else if (strchr(term, '/') || !is_described(term))
		finding_set(f, FINDING_WRONG,
		            xasprintf(_("This computer does not know the terminal \"%s\": \"export TERM=vt100\" works nearly everywhere."), term));
	else
		size_up(f, term);
}

/* --- locale --- */

void doctor_locale(const struct doctor *d, struct finding *f)
{
	const char *characters = characters_environment(), *locale = characters_locale(), *language = i18n_language();
	const char *asked = i18n_environment_language();
	bool is_set = *settings_text(&d->cli->settings, SETTING_LANGUAGE) || d->cli->language;
	if (!characters_are_utf8(characters))
		finding_set(f, FINDING_WARNING,
		            xasprintf(_("Locale \"%s\", characters %s: \"export LC_ALL=C.UTF-8\" shows every letter."),
		                      locale ? locale : "", characters));
	else if (!is_set && *asked && strcmp(asked, language) != 0)
		finding_set(f, FINDING_GOOD,
		            xasprintf(_("UTF-8; Twinline does not speak \"%s\" yet, so \"%s\" it is."), asked, language));
	else
		finding_set(f, FINDING_GOOD, xasprintf(_("UTF-8; the language is \"%s\"."), language));
}

/* --- settings --- */

/* What the file sets that is no setting: kept for a newer version, and mostly a slip of the pen that nobody would hear of. */
void doctor_settings(const struct doctor *d, struct finding *f)
{
	struct settings again;
	struct strings strangers = { 0 };
	struct str names = { 0 };
	struct err e = { 0 };
	bool is_sound = settings_load(&again, d->cli->settings.path, &e) == 0 &&
	                settings_strangers(d->cli->settings.path, &strangers, &e) == 0;
	for (size_t i = 0; i < strangers.count; i++)
		str_addf(&names, "%s%s", i ? ", " : "", strangers.at[i]);
	if (!is_sound)
		finding_err(f, &e);
	else if (names.len)
		finding_set(f, FINDING_WARNING, xasprintf(_("%s: no setting of this version is called %s."), again.path, names.text));
	else
		finding_set(f, FINDING_GOOD, xstrdup(again.path));
	settings_release(&again);
	strings_release(&strangers);
	str_release(&names);
	err_release(&e);
}

/* --- store --- */

static void measure(const struct doctor *d, struct finding *f)
{
	const char *path = d->cli->paths.store;
	struct statvfs disk;
	struct str left = { 0 };
	bool known = statvfs(path, &disk) == 0;
	int64_t free_bytes = known ? (int64_t)disk.f_bavail * (int64_t)disk.f_frsize : INT64_MAX;
	datetime_add_size(&left, free_bytes);
	if (free_bytes < FREE_LEAST)
		finding_set(f, FINDING_WARNING,
		            xasprintf(_("%s; only %s are free on its disk: make room, or what is typed cannot be kept."), path, left.text));
	else if (file_on_network(path))
		finding_set(f, FINDING_WARNING,
		            xasprintf(_("%s, on a network disk: slower, and for one computer at a time."), path));
	else
		finding_set(f, FINDING_GOOD, xasprintf(_("%s; %s are free on its disk."), path, left.text));
	str_release(&left);
}

void doctor_store(const struct doctor *d, struct finding *f)
{
	struct err e = { 0 };
	if (access(d->cli->paths.store, F_OK) != 0) {
		finding_set(f, FINDING_SKIPPED, xstrdup(_("None yet; signing in makes it.")));
		return;
	}
	if (cli_check_store(d->cli->paths.store, &e) == 0) {
		measure(d, f);
	} else if (e.code == ERR_STORE_DAMAGED) {
		finding_set(f, FINDING_WRONG,
		            xasprintf(_("%s is damaged; \"twinline repair\" saves what you wrote in it and fetches the rest."), d->cli->paths.store));
		f->cause = e.code;
	} else {
		finding_err(f, &e);
	}
	err_release(&e);
}
