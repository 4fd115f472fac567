/* Holding a case, and fetching what is known of it. */
#include "desk_taking.h"

#include "face.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/records/record.h"

enum { RENEW_S = 5 * 60 };

/* --- fetching --- */

void desk_fetch_dossier(struct face *face, const struct desk_row *row)
{
	struct account a = { 0 };

	if (row->c.head.id && account_by_local(face_store(face), row->account, &a))
		face_fetch(face, row->local, &record_types[TYPE_Dossier], row->c.head.id, a.id);
	account_release(&a);
}

/* Asked for once, from the desk of its country; what is known of it may be on its way. */
static void ask_for(struct face *face, struct desk_taking *t, const struct desk_row *row)
{
	struct json *known = desk_dossier(face_store(face), row);
	bool is_asked = false;

	for (size_t i = 0; i < ARRAY_SIZE(t->asked); i++)
		is_asked = is_asked || t->asked[i] == row->local;
	if (!known && !is_asked && row->c.head.id) {
		desk_fetch_dossier(face, row);
		t->asked[t->asked_at++ % ARRAY_SIZE(t->asked)] = row->local;
	}
	json_free(known);
}

void desk_taking_fetch(struct face *face, struct desk_taking *t, const struct desk_row *row, const struct view *below)
{
	const struct desk_row *rows[DESK_FOLLOWING];
	int count = below && below->screen == &screen_desk ? desk_list_following(below, rows, DESK_FOLLOWING) : 0;

	ask_for(face, t, row);
	for (int i = 0; i < count; i++)
		ask_for(face, t, rows[i]);
}

void desk_taking_failed(struct desk_taking *t, int64_t local)
{
	for (size_t i = 0; i < ARRAY_SIZE(t->asked); i++)
		if (t->asked[i] == local)
			t->asked[i] = 0;
}

/* --- holding --- */

struct holding { int64_t local; bool held; };

static int queue_hold(struct store *s, void *context, struct err *e)
{
	const struct holding *h = context;

	return desk_hold(s, h->local, h->held, clock_now(), e);
}

void desk_taking_hold(struct face *face, struct desk_taking *t, bool held)
{
	int64_t now = clock_now();

	if (held && t->held_at && now < t->held_at + RENEW_S)
		return;
	face_change(face, queue_hold, &(struct holding){ t->local, held });
	t->held_at = held ? now : 0;
}

void desk_taking_begin(struct desk_taking *t, int64_t local)
{
	t->local = local;
	t->held_at = 0;
}
