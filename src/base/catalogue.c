/* Catalogues read from their .mo files (GNU gettext manual, "The Format of GNU MO Files"). */
#include "twinline/base/catalogue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"

enum { FILE_MOST = 16 << 20, CODE_MOST = 15, WORD = 4 };
static const uint32_t magic = 0x950412de; /* as this machine writes it: catalogues are made where they are used */

struct catalogue {
	struct str file;
	uint32_t count, originals, translations; /* offsets of tables of {length, offset}, by text */
};

static bool read_word(const struct catalogue *c, uint64_t at, uint32_t *word)
{
	if (at + WORD > c->file.len)
		return false;
	memcpy(word, c->file.text + at, WORD);
	return true;
}

/* Entry n of a table; NULL where the file is not what it says. */
static const char *entry(const struct catalogue *c, uint32_t table, uint32_t n)
{
	uint32_t len, at;
	uint64_t row = (uint64_t)table + (uint64_t)n * 2 * WORD;
	if (!read_word(c, row, &len) || !read_word(c, row + WORD, &at))
		return NULL;
	/* The NUL behind it is in the file too. */
	return (uint64_t)at + len < c->file.len && c->file.text[(uint64_t)at + len] == '\0' ? c->file.text + at : NULL;
}

static bool is_code(const char *language)
{
	size_t len = language ? strlen(language) : 0;
	return len > 0 && len <= CODE_MOST &&
	       strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == len;
}

struct catalogue *catalogue_open(const char *language)
{
	if (!is_code(language))
		return NULL;
	struct catalogue *c = xcalloc(1, sizeof *c);
	char *dir = paths_locale_dir(), *path = xasprintf("%s/%s/LC_MESSAGES/twinline.mo", dir, language);
	uint32_t first = 0, revision = 0;
	bool good = file_read(path, FILE_MOST, &c->file, NULL) == 0 && read_word(c, 0, &first) && first == magic &&
	            read_word(c, WORD, &revision) && revision >> 16 == 0 && read_word(c, 2 * WORD, &c->count) &&
	            read_word(c, 3 * WORD, &c->originals) && read_word(c, 4 * WORD, &c->translations);
	free(dir);
	free(path);
	if (good)
		return c;
	catalogue_close(c);
	return NULL;
}

void catalogue_close(struct catalogue *c)
{
	if (!c)
		return;
	str_release(&c->file);
	free(c);
}

const char *catalogue_text(const struct catalogue *c, const char *text)
{
	uint32_t low = 0, high = c ? c->count : 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *original = entry(c, c->originals, middle);
		int order = original ? strcmp(text, original) : 0;
		if (order == 0) {
			const char *found = original ? entry(c, c->translations, middle) : NULL;
			return found && *found ? found : text;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return text;
}

bool catalogue_is_reviewed(const char *language)
{
	struct catalogue *c = catalogue_open(language);
	bool is_reviewed = c ? strstr(catalogue_text(c, ""), "\nX-Reviewed: yes\n") != NULL : text_equal(language, "en");

	catalogue_close(c);
	return is_reviewed;
}
