/* The glyphs that the font of a Linux console has (console_ioctl(2), GIO_UNIMAP). */
#ifndef TEXT_CONSOLE_GLYPHS_H
#define TEXT_CONSOLE_GLYPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unimapdesc;

struct console_glyphs {
	uint32_t *points; /* that have a glyph */
	size_t count;
};

/* Asks the console at fd, as ioctl(fd, GIO_UNIMAP, map) does: 0, or -1 with errno. */
typedef int console_glyphs_ask(int fd, struct unimapdesc *map);
int console_glyphs_ioctl(int fd, struct unimapdesc *map);

/* What the font of the console at fd has; false where it is no console, or its map cannot be read. Release with console_glyphs_release. */
bool console_glyphs_read(struct console_glyphs *glyphs, int fd, console_glyphs_ask *ask);
void console_glyphs_release(struct console_glyphs *glyphs);

#endif
