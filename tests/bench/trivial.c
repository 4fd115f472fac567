/*
 * The trivial program: shows frames that another program showed, one a key, the plain way (erase, draw all,
 * refresh), and leaves the rest to ncurses. What a key costs here is what it costs who takes no care.
 * usage: trivial FRAMES
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/frame.h"

static attr_t attributes_of(uint32_t attributes)
{
	return (attributes & FRAME_BOLD ? A_BOLD : 0) | (attributes & FRAME_UNDERLINE ? A_UNDERLINE : 0) |
	       (attributes & FRAME_BLINK ? A_BLINK : 0) | (attributes & FRAME_REVERSE ? A_REVERSE : 0) |
	       (attributes & FRAME_ITALIC ? A_ITALIC : 0);
}

static void draw(const struct frame *frame)
{
	erase();
	for (int row = 0; row < frame->rows; row++)
		for (int col = 0; col < frame->cols; col++) {
			const struct cell *cell = frame_cell(frame, row, col);
			if (!cell->width)
				continue;
			attrset(attributes_of(cell->attributes));
			mvaddnstr(row, col, cell->text, cell->len);
		}
	attrset(A_NORMAL);
	move(frame->cursor_row, frame->cursor_col);
	refresh();
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (!file)
		return 2;
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	for (struct frame frame; frame_read(&frame, file); getch()) {
		draw(&frame);
		frame_release(&frame);
	}
	endwin();
	fclose(file);
	return 0;
}
