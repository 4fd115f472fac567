/* Lists of portals, line by line. */
#include "portals.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"

enum { PORTALS_FILE_MAX = 1 << 20 };

static const char blanks[] = " \t\r";

static void portal_release(struct portal *portal)
{
	free(portal->url);
	free(portal->name);
	free(portal->country);
}

/* Takes one line apart, which says something from text on. Returns NULL, or what is wrong, yours, and where. */
static char *read_portal(const char *text, const char *end, struct portal *portal, const char **at)
{
	const char *name, *name_end, *country;
	size_t url = strcspn(text, " \t\r\n");

	while (end > text && strchr(blanks, end[-1]))
		end--;
	for (country = end; country > text && !strchr(blanks, country[-1]);)
		country--;
	name = text + url + strspn(text + url, blanks);
	for (name_end = country; name_end > name && strchr(blanks, name_end[-1]);)
		name_end--;
	*at = text;
	if (name >= name_end)
		return xstrdup(_("A line is written like \"https://portal.example  Name  TR\"."));
	portal->url = xstrndup(text, url);
	portal->name = xstrndup(name, (size_t)(name_end - name));
	portal->country = xstrndup(country, (size_t)(end - country));
	*at = country;
	if (!vocabulary_find(&vocabulary_countries, portal->country))
		return xasprintf(_("There is no country %s here."), portal->country);
	return NULL;
}

static void push(struct portals *list, const struct portal *portal_taken)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity ? 2 * list->capacity : 8;
		list->at = xrealloc(list->at, list->capacity, sizeof *list->at);
	}
	list->at[list->count++] = *portal_taken;
}

static int read_lines(struct portals *list, const char *path, bool is_here, const char *text, struct err *e)
{
	for (int number = 1; *text; number++) {
		const char *end = text + strcspn(text, "\n"), *start = text + strspn(text, blanks), *at = start;
		struct portal portal = { .is_here = is_here };
		char *cause = start < end && *start != '#' ? read_portal(start, end, &portal, &at) : NULL;

		if (cause) {
			err_at(e, path, number, (int)(at - text) + 1, cause);
			portal_release(&portal);
			free(cause);
			return -1;
		}
		if (portal.url)
			push(list, &portal);
		text = *end ? end + 1 : end;
	}
	return 0;
}

int portals_read(struct portals *list, const char *path, bool is_here, struct err *e)
{
	struct str text;
	size_t before = list->count;
	int result;

	if (access(path, F_OK) != 0)
		return 0;
	str_init(&text, PORTALS_FILE_MAX);
	result = file_read(path, PORTALS_FILE_MAX, &text, e);
	if (result == 0)
		result = read_lines(list, path, is_here, text.text, e);
	while (result != 0 && list->count > before)
		portal_release(&list->at[--list->count]);
	str_release(&text);
	return result;
}

int portals_load(struct portals *list, struct err *e)
{
	char *here = paths_portals_here(), *shipped = paths_portals_shipped();
	int result = portals_read(list, here, true, e);

	if (portals_read(list, shipped, false, result == 0 ? e : NULL) != 0)
		result = -1;
	free(here);
	free(shipped);
	return result;
}

void portals_release(struct portals *list)
{
	for (size_t i = 0; i < list->count; i++)
		portal_release(&list->at[i]);
	free(list->at);
	*list = (struct portals){ 0 };
}
