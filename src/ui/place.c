/* Where a face stands, noted and taken up again. */
#include "place.h"

#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/mem.h"
#include "view.h"
#include "words.h"

enum { ROWS_MOST = 1000 /* of a screen */ };

/* Keys and arguments have 64 bits, the numbers of JSON 53. */
static void set_number(struct json *object, const char *name, int64_t number)
{
	char *text = xasprintf("%lld", (long long)number);

	json_set_string(object, name, text);
	free(text);
}

static int64_t number_of(const struct json *object, const char *name)
{
	const char *text = json_get_text(object, name);

	return text ? strtoll(text, NULL, 10) : 0;
}

/* --- noting --- */

static struct json *place_of_view(const struct view *view)
{
	struct json *object = json_new_object(), *where = view_where(view);

	json_set_string(object, "screen", view->screen->name);
	set_number(object, "argument", json_get(where, "argument") ? number_of(where, "argument") : view->argument);
	if (where)
		json_set(object, "where", where);
	return object;
}

struct json *place_now(struct face *face)
{
	struct json *place = json_new_object(), *views = json_set(place, "views", json_new_array());

	for (int i = 0; i < face->view_count; i++)
		json_push(views, place_of_view(&face->views[i]));
	return place;
}

void place_note(struct face *face)
{
	struct json *place = place_now(face);

	presence_note(&face->presence, face->last_key, place);
	json_free(place);
}

struct json *place_of_list(const struct list *list)
{
	struct json *where = json_new_object();
	int64_t top = 0;

	if (list_view_row(list, 0)) /* each row begins with its key */
		memcpy(&top, list_view_row(list, 0), sizeof top);
	set_number(where, "row", list_key(list));
	set_number(where, "top", top);
	json_set_integer(where, "height", list->height);
	return where;
}

void place_argument(struct json *where, int64_t argument)
{
	set_number(where, "argument", argument);
}

/* --- going there --- */

void place_in_list(struct face *face, struct list *list, const struct json *where)
{
	struct list_spot spot = { .top = number_of(where, "top"), .key = number_of(where, "row") };
	int64_t height = json_get_integer(where, "height", 0);
	struct err e = { 0 };

	spot.height = height > 0 && height < ROWS_MOST ? (int)height : 1;
	if (spot.key)
		list_place(list, &spot, &e);
	words_check(face, &e);
}

/* Screens above one that is not there any more stay closed. */
static bool open_view(struct face *face, const struct json *object)
{
	const char *name = json_get_text(object, "screen");
	const struct json *where = json_get(object, "where");

	if (!name || !face_has_screen(name) || face_open(face, name, number_of(object, "argument")) != 0)
		return false;
	if (where)
		view_go(face, face_top(face), where);
	return true;
}

bool place_go(struct face *face, const struct json *place)
{
	const struct json *views = json_get(place, "views");

	if (json_size(views) == 0)
		return false;
	face_close_all(face);
	for (size_t i = 0; i < json_size(views); i++)
		if (!open_view(face, json_at(views, i)))
			break;
	return face->view_count > 0;
}

static bool is_same(const struct json *a, const struct json *b)
{
	char *first = json_print(a), *second = json_print(b);
	bool same = strcmp(first, second) == 0;

	free(first);
	free(second);
	return same;
}

void place_go_back(struct face *face, const struct json *place)
{
	const struct json *views = json_get(place, "views"), *top;
	int count = (int)json_size(views);
	struct json *now;

	while (face->view_count > count)
		face_close(face);
	while (face->view_count < count)
		if (!open_view(face, json_at(views, (size_t)face->view_count)))
			return;
	top = json_at(views, (size_t)count - 1);
	now = place_of_view(face_top(face));
	if (!is_same(now, top) && json_get(top, "where"))
		view_go(face, face_top(face), json_get(top, "where"));
	json_free(now);
}
