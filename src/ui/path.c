/* Paths as a person types them: home, and the names that go on what is there. */
#include "path.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"

enum { NAMED_MOST = 12 /* in the note */ };

char *path_of(const char *typed)
{
	const char *home = getenv("HOME");

	if (starts_with(typed, "~//")) /* a path from the root, typed or pasted behind the "~/" that was offered */
		return xstrdup(typed + strlen("~/"));
	return typed[0] == '~' && (typed[1] == '/' || !typed[1]) && home ? xasprintf("%s%s", home, typed + 1) : xstrdup(typed);
}

char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return xstrdup(slash ? slash + 1 : path);
}

char *path_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	return xstrndup(path, slash ? (size_t)(slash + 1 - path) : 0);
}

static bool is_directory(const char *directory, const char *name)
{
	char *path = xasprintf("%s%s", directory, name);
	struct stat there;
	bool is = stat(path, &there) == 0 && S_ISDIR(there.st_mode);

	free(path);
	return is;
}

/* The names of a directory that begin so, with a slash after directories; what begins with a dot only if that was typed. */
static void find_names(const char *directory, const char *begins, struct strings *names)
{
	DIR *dir = opendir(*directory ? directory : ".");
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (!starts_with(name, begins) || (name[0] == '.' && begins[0] != '.') || strcmp(name, ".") == 0 ||
		    strcmp(name, "..") == 0 || !sanitise_is_clean(name, strlen(name), SANITISE_LINE))
			continue;
		strings_push_take(names, xasprintf("%s%s", name, is_directory(directory, name) ? "/" : ""));
	}
	if (dir)
		closedir(dir);
}

/* Bytes that all names begin with, whole characters. */
static size_t common(const struct strings *names)
{
	size_t len = strlen(names->at[0]), whole = 0;
	uint32_t point;

	for (size_t i = 1; i < names->count; i++) {
		size_t same = 0;

		while (same < len && names->at[i][same] == names->at[0][same])
			same++;
		len = same;
	}
	for (size_t step; whole < len; whole += step) {
		step = utf8_next(names->at[0] + whole, strlen(names->at[0]) - whole, &point);
		if (whole + step > len)
			break;
	}
	return whole;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void tell(struct strings *names, struct str *note)
{
	qsort(names->at, names->count, sizeof *names->at, by_name);
	for (size_t i = 0; i < names->count && i < NAMED_MOST; i++)
		str_addf(note, "%s%s", i ? "  " : "", names->at[i]);
	if (names->count > NAMED_MOST)
		str_addf(note, i18n_plural("  and %zu more", "  and %zu more", names->count - NAMED_MOST), names->count - NAMED_MOST);
}

char *path_complete(const char *typed, struct str *note)
{
	char *path = path_of(typed), *directory = path_directory(path), *begins = path_name(path);
	char *before = path_directory(typed), *completed = xstrdup(typed);
	struct strings names = { 0 };

	if (strcmp(typed, "~") == 0)
		strings_push(&names, "~/");
	else
		find_names(directory, begins, &names);
	if (names.count) {
		free(completed);
		completed = xasprintf("%s%.*s", before, (int)common(&names), names.at[0]);
	}
	if (names.count > 1 && strcmp(completed, typed) == 0)
		tell(&names, note);
	else if (names.count == 0)
		str_add(note, _("No name there begins so."));
	strings_release(&names);
	free(before);
	free(begins);
	free(directory);
	free(path);
	return completed;
}
