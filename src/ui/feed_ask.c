/* What the portal is asked for the feed, and how a line is opened. */
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "person.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/line.h"
#include "twinline/records/record.h"

enum { PAGE = 50 };

static const struct feed_line *row_at(const struct feed *f, int place)
{
	return f->table.count > 0 ? f->table.rows[place].item : NULL;
}

void feed_ask(struct face *face, struct feed *f, const char *after)
{
	struct json *packet;
	char day[CLOCK_DAY_SIZE];

	if (f->asked || f->followed.count == 0 || !line_is_up(face_store(face)))
		return;
	packet = json_new_object();
	f->asked = ++f->number;
	f->is_older = after != NULL;
	f->whole = !after && feed_wants_all(face, f);
	json_set_string(packet, "do", "search");
	json_set_integer(packet, "n", f->asked);
	json_set_string(packet, "type", record_types[TYPE_Deed].name);
	json_set_integer(packet, "limit", PAGE);
	if (after) {
		json_set_string(packet, "after", after);
	} else if (!f->whole) {
		clock_format_day(row_at(f, 0)->at, day);
		json_set_string(json_set(packet, "filter", json_new_object()), "since", day);
	}
	face_tell_engine(face, packet);
}

void feed_go_on(struct face *face, struct feed *f)
{
	const struct feed_line *row = table_item(&f->table);

	if (row && row == row_at(f, f->table.count - 1) && f->total > f->table.count)
		feed_ask(face, f, row->id);
}

/* --- what a line is about --- */

static void open_about(struct face *face, const struct record_type *type, int64_t local)
{
	static const struct { enum record_type_index type; const char *screen; } ways[] = {
		{ TYPE_PartnerNotice, "notice" }, { TYPE_Event, "event" }, { TYPE_Project, "about-project" }, { TYPE_Page, "page" },
		{ TYPE_Post, "comments" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		if ((int)ways[i].type == type->index)
			face_open(face, ways[i].screen, local);
}

static int64_t find_about(struct face *face, const struct record_type *type, const char *id)
{
	int64_t local = kept_find(face_store(face), type, id, NULL);
	struct record r = { 0 };

	if (!local && record_by_id(face_store(face), account_of_kind(face_store(face), ACCOUNT_COMMUNITY), type, id, &r))
		local = r.local;
	record_free(&r);
	return local;
}

static void open_fetched(struct face *face, struct feed *f)
{
	const struct feed_line *row = table_item(&f->table);
	bool still = row && text_equal(row->id, f->opens);
	int64_t local = still ? find_about(face, row->type, row->id) : 0;

	free(f->opens);
	f->opens = NULL;
	if (local)
		open_about(face, row->type, local);
	else if (still)
		face_say(face, _("This page is not here any more."));
}

/* More is new than one page holds: the rest of it, so that no gap stays. */
static void ask_rest(struct face *face, struct feed *f, const struct json *packet)
{
	const struct json *ids = json_get(packet, "ids");
	int64_t count = (int64_t)json_size(ids);

	f->left = f->left > 0 ? f->left - count : f->whole || f->is_older ? 0 : json_get_integer(packet, "total", 0) - count;
	if (f->left > 0 && count > 0)
		feed_ask(face, f, json_text(json_at(ids, (size_t)count - 1)));
	else
		f->left = 0;
}

void feed_heard(struct face *face, struct view *view, const struct json *packet)
{
	struct feed *f = view->model;
	struct err cause = { 0 };
	bool found = text_equal(json_get_text(packet, "did"), "found");

	if (!f->asked || json_get_integer(packet, "n", 0) != f->asked)
		return;
	f->asked = 0;
	if (!found && json_to_err(json_get(packet, "cause"), &cause) == 0)
		face_fail(face, &cause);
	if (found && f->opens) {
		open_fetched(face, f);
		return;
	}
	free(f->opens);
	f->opens = NULL;
	if (found)
		feed_note_asked(face, f, json_get_integer(packet, "total", 0));
	feed_read(face, f);
	if (found)
		ask_rest(face, f, packet);
}

void feed_look(struct face *face, struct feed *f, const struct feed_line *row)
{
	int64_t local = find_about(face, row->type, row->id);

	if (local) {
		open_about(face, row->type, local);
		return;
	}
	if (!line_is_up(face_store(face)) || f->asked) {
		face_say(face, f->asked ? _("The portal is asked already.") : _("No line to the portal; what waits is kept and goes out later."));
		return;
	}
	f->asked = ++f->number;
	free(f->opens);
	f->opens = xstrdup(row->id);
	face_fetch(face, f->asked, row->type, row->id, NULL);
	face_say(face, _("the portal is asked"));
}
