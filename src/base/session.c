/* What systemd-logind does with the processes of a login: its files of settings, and the group that this process is in. */
#include "twinline/base/session.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FILE_MOST = 100 * 1000 };

/* In the order in which they are read: a later one says it anew (logind.conf(5)). */
static const char *const settings[] = {
	"/usr/lib/systemd/logind.conf", "/etc/systemd/logind.conf", "/usr/lib/systemd/logind.conf.d/*.conf",
	"/run/systemd/logind.conf.d/*.conf", "/etc/systemd/logind.conf.d/*.conf",
};

static bool is_yes(const char *word, size_t len)
{
	static const char *const words[] = { "yes", "true", "on", "1" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strlen(words[i]) == len && strncasecmp(words[i], word, len) == 0)
			return true;
	return false;
}

/* What one file says last; before, where it says nothing. */
static bool read_file(const char *path, bool before)
{
	static const char name[] = "KillUserProcesses";
	struct str text = { 0 };

	if (file_read(path, FILE_MOST, &text, NULL) == 0) {
		for (const char *line = text.text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
			const char *word = line + strspn(line, " \t");

			if (strncmp(word, name, strlen(name)) != 0)
				continue;
			word += strlen(name);
			word += strspn(word, " \t");
			if (*word++ != '=')
				continue;
			word += strspn(word, " \t");
			before = is_yes(word, strcspn(word, " \t\r\n"));
		}
	}
	str_release(&text);
	return before;
}

static bool is_set(const char *root)
{
	bool ends = false;

	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		char *pattern = xasprintf("%s%s", root, settings[i]);
		glob_t found;

		if (glob(pattern, 0, NULL, &found) == 0) {
			for (size_t k = 0; k < found.gl_pathc; k++)
				ends = read_file(found.gl_pathv[k], ends);
			globfree(&found);
		}
		free(pattern);
	}
	return ends;
}

/* "0::/user.slice/user-1000.slice/session-3.scope" */
static bool is_of_the_login(const char *root)
{
	char *path = xasprintf("%s/proc/self/cgroup", root);
	struct str text = { 0 };
	bool is_its = file_read(path, FILE_MOST, &text, NULL) == 0 && strstr(text.text, "/session-");

	str_release(&text);
	free(path);
	return is_its;
}

bool session_ends_processes(const char *root)
{
	return getuid() != 0 /* KillExcludeUsers */ && is_of_the_login(root) && is_set(root);
}
