/* Whether the files of a world's client hold a word, in whatever place. */
#include "lib/suite.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "lib/world.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* True if a file at path or below it, or the name of one, holds word. What the engine takes away meanwhile holds nothing. */
static bool holds(const char *path, const char *word)
{
	struct str bytes = { 0 };
	struct stat st;
	bool found = strstr(strrchr(path, '/'), word) != NULL;
	DIR *dir;

	if (lstat(path, &st) != 0) {
		assert_int_equal(errno, ENOENT);
		return found;
	}
	if (S_ISREG(st.st_mode) && file_read(path, 1 << 28, &bytes, NULL) == 0)
		found = found || memmem(bytes.text, bytes.len, word, strlen(word));
	str_release(&bytes);
	dir = S_ISDIR(st.st_mode) ? opendir(path) : NULL;
	for (struct dirent *entry; dir && !found && (entry = readdir(dir));) {
		char *below = xasprintf("%s/%s", path, entry->d_name);

		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			found = holds(below, word);
		free(below);
	}
	if (dir)
		closedir(dir);
	return found;
}

bool world_holds(const struct world *w, const char *word)
{
	static const char *const places[] = { "home", "config", "data", "state", "run" };
	bool found = false;

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		char *path = xasprintf("%s/%s", w->dir, places[i]);

		found = found || holds(path, word);
		free(path);
	}
	return found;
}
