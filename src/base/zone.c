/* Time zones: which offset holds when, of a name or of a civil time. Files are read by zone_file.c, once a zone. */
#include "twinline/base/zone.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "zone_file.h"

enum { DAY = 24 * 60 * 60, HOUR = 60 * 60, MINUTE = 60, ZONE_NAME_MAX = 64, NAME_FILE_MAX = 4096 };

/* Zones that have been asked for: read once, never changed, so that whoever holds one needs no lock. */
struct known_zone {
	struct known_zone *next;
	char *name;
	struct zone_file file;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct known_zone *known;

/* --- finding --- */

static const char *directory(void)
{
	const char *set = getenv("TZDIR");

	return set && *set ? set : "/usr/share/zoneinfo";
}

/* Names are parts of letters, digits, "_", "+", "-" between slashes, so that none climbs; times of "right/" count leap seconds. */
static bool is_zone_name(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
	size_t len = strlen(name);

	return len > 0 && len <= ZONE_NAME_MAX && strspn(name, allowed) == len && name[0] != '/' && name[len - 1] != '/' &&
	       !strstr(name, "//") && !starts_with(name, "right/");
}

static bool read_zone(const char *name, struct zone_file *file)
{
	char *path = xasprintf("%s/%s", directory(), name);
	struct str bytes = { 0 };
	bool is_read = file_read(path, ZONE_FILE_MAX, &bytes, NULL) == 0 && zone_file_read(bytes.text, bytes.len, file);

	str_release(&bytes);
	free(path);
	return is_read;
}

/* NULL for a zone that is not known here. UTC needs no file. */
static const struct zone_file *find(const char *name)
{
	const struct zone_file *found = NULL;
	struct known_zone *zone;

	if (!name || !is_zone_name(name))
		return NULL;
	pthread_mutex_lock(&lock);
	for (zone = known; zone && strcmp(zone->name, name) != 0; zone = zone->next)
		;
	if (!zone) {
		struct zone_file file = { 0 };

		if (read_zone(name, &file) || strcmp(name, "UTC") == 0) {
			zone = xcalloc(1, sizeof *zone);
			*zone = (struct known_zone){ .next = known, .name = xstrdup(name), .file = file };
			known = zone;
		}
	}
	found = zone ? &zone->file : NULL;
	pthread_mutex_unlock(&lock);
	return found;
}

bool zone_is_known(const char *zone)
{
	return find(zone) != NULL;
}

bool zone_are_here(void)
{
	char *path = xasprintf("%s/Europe/Brussels", directory());
	bool are_here = access(path, R_OK) == 0;

	free(path);
	return are_here;
}

/* The third column of zone.tab: country, coordinates, name, note. */
void zone_names(struct strings *names)
{
	char *path = xasprintf("%s/zone.tab", directory()), *rest, *line;
	struct str table = { 0 };

	if (file_read(path, ZONE_FILE_MAX, &table, NULL) == 0) {
		for (rest = table.text; (line = strsep(&rest, "\n"));) {
			char *name = NULL;
			int columns = 0;

			for (; columns < 3 && line && *line != '#'; columns++)
				name = strsep(&line, "\t");
			if (columns == 3 && is_zone_name(name))
				strings_push(names, name);
		}
		strings_push(names, "UTC");
	}
	str_release(&table);
	free(path);
}

/* --- reckoning --- */

int zone_offset(const char *zone, int64_t utc)
{
	const struct zone_file *file = find(zone);

	return file ? zone_file_offset(file, utc) : 0;
}

void zone_to_civil(const char *zone, int64_t utc, struct civil *out)
{
	int64_t local = utc + zone_offset(zone, utc), days = local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY);
	int second = (int)(local - days * DAY);

	clock_civil(days, &out->year, &out->month, &out->day);
	out->hour = second / HOUR;
	out->minute = second / MINUTE % MINUTE;
	out->second = second % MINUTE;
}

/* The moments that a civil time can be, by the offsets of the day before and the day after: changes are further apart. */
static enum zone_fit moments(const char *zone, const struct civil *c, int64_t *first)
{
	int64_t local = clock_days(c->year, c->month, c->day) * DAY + c->hour * HOUR + c->minute * MINUTE + c->second;
	int before = zone_offset(zone, local - DAY), after = zone_offset(zone, local + DAY);
	bool by_before = zone_offset(zone, local - before) == before, by_after = zone_offset(zone, local - after) == after;

	*first = by_before || !by_after ? local - before : local - after;
	if (by_before && by_after && before != after)
		return ZONE_TWICE;
	return by_before || by_after ? ZONE_ONCE : ZONE_NEVER;
}

int64_t zone_of_civil(const char *zone, const struct civil *c)
{
	int64_t first;

	moments(zone, c, &first);
	return first;
}

enum zone_fit zone_fit(const char *zone, const struct civil *c)
{
	int64_t first;

	return moments(zone, c, &first);
}

/* --- this computer --- */

/* The zone that a path of the zoneinfo directory means; NULL for none. Yours. */
static char *zone_of_path(const char *path)
{
	static const char mark[] = "zoneinfo/";
	const char *name = strstr(path, mark);

	name = name ? name + sizeof mark - 1 : path;
	if (starts_with(name, "posix/"))
		name += strlen("posix/");
	return zone_is_known(name) ? xstrdup(name) : NULL;
}

static char *zone_of_link(void)
{
	char path[NAME_FILE_MAX];
	ssize_t len = readlink("/etc/localtime", path, sizeof path - 1);

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	return zone_of_path(path);
}

static char *zone_of_name_file(void)
{
	struct str text = { 0 };
	char *zone = NULL;

	if (file_read("/etc/timezone", NAME_FILE_MAX, &text, NULL) == 0 && text.len) {
		text.text[strcspn(text.text, " \t\r\n")] = '\0';
		zone = zone_of_path(text.text);
	}
	str_release(&text);
	return zone;
}

char *zone_of_computer(void)
{
	const char *set = getenv("TZ");
	char *zone;

	if (set)
		zone = zone_of_path(*set == ':' ? set + 1 : set);
	else if (!(zone = zone_of_link()))
		zone = zone_of_name_file();
	return zone ? zone : xstrdup("UTC");
}
