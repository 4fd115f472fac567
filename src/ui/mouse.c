/* Clicks, where the setting `mouse` wants them: the cursor goes to the row, and a click on the row of the cursor opens it. */
#include "face_state.h"
#include "terminal.h"
#include "view.h"

/* Draws without showing, which says what row the cursor would stand in. */
static int cursor_row(struct face *face)
{
	face_lay_out(face);
	return face->page.cursor_row;
}

/* Moves line by line, as keys would, as long as that leads nearer. */
static void move_to(struct face *face, int row)
{
	struct view *view = face_top(face);
	int at = cursor_row(face), before;

	for (int steps = 0; at != row && steps < face->page.rows; steps++) {
		enum action action = at < row ? ACTION_MOVE_DOWN : ACTION_MOVE_UP;

		if (view_act(face, view, action) != ACT_DONE || face_top(face) != view || view->field)
			return;
		before = at;
		at = cursor_row(face);
		if (at == before || (at > row) != (before > row))
			return;
	}
}

void mouse_click(struct face *face)
{
	int row, column;

	terminal_click(&row, &column);
	if (face->asking || face->prompt.open || face_top(face)->field || row >= face->page.rows - 1)
		return;
	if (row == cursor_row(face))
		face_act(face, ACTION_OPEN);
	else
		move_to(face, row);
}
