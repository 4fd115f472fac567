/* The Linux console draws 256 or 512 glyphs and tells which. */
#include "console_glyphs.h"

#include <errno.h>
#include <linux/kd.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "twinline/base/mem.h"

enum { ENTRIES_FIRST = 2048, ENTRIES_MOST = 65535 }; /* entry_ct has 16 bits; maps in use have up to 1,500 */

int console_glyphs_ioctl(int fd, struct unimapdesc *map)
{
	return ioctl(fd, GIO_UNIMAP, map);
}

/* Reads the map into room for so many entries: 0, or how many there are if that was too few, or -1. */
static int read_map(struct unimapdesc *map, int fd, console_glyphs_ask *ask, unsigned short entries)
{
	*map = (struct unimapdesc){ .entry_ct = entries, .entries = xcalloc(entries, sizeof(map->entries[0])) };
	if (ask(fd, map) == 0)
		return 0;
	int wanted = errno == ENOMEM && map->entry_ct > entries ? map->entry_ct : -1;
	free(map->entries);
	*map = (struct unimapdesc){ 0 };
	return wanted;
}

bool console_glyphs_read(struct console_glyphs *glyphs, int fd, console_glyphs_ask *ask)
{
	struct unimapdesc map;
	int wanted = read_map(&map, fd, ask, ENTRIES_FIRST);

	*glyphs = (struct console_glyphs){ 0 };
	if (wanted > 0 && wanted <= ENTRIES_MOST)
		wanted = read_map(&map, fd, ask, (unsigned short)wanted);
	if (wanted != 0)
		return false;
	glyphs->points = xcalloc((size_t)map.entry_ct + 1, sizeof(glyphs->points[0]));
	for (; glyphs->count < map.entry_ct; glyphs->count++)
		glyphs->points[glyphs->count] = map.entries[glyphs->count].unicode;
	free(map.entries);
	return glyphs->count > 0;
}

void console_glyphs_release(struct console_glyphs *glyphs)
{
	free(glyphs->points);
	*glyphs = (struct console_glyphs){ 0 };
}
