/* What has left already: that it has, when, and what can be done about it. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/inverse.h"
#include "twinline/text/datetime.h"
#include "view.h"

enum { ENTRIES_MAX = 200 };

/* What is asked about: there is one question at a time. */
static struct { int64_t entries[ENTRIES_MAX]; int count; } asked;

static const char *const offers[] = {
	[INVERSE_CORRECTION] = N_("write a correction"), [INVERSE_END] = N_("end it"), [INVERSE_PUT_BACK] = N_("put back what stood there"),
	[INVERSE_MAKE_AGAIN] = N_("make it again"),
};

struct queueing { int64_t queued[ENTRIES_MAX]; int count; };

static int queue_all(struct store *s, void *context, struct err *e)
{
	struct queueing *q = context;

	for (int i = 0; i < asked.count; i++) {
		int64_t queued = inverse_queue(s, asked.entries[i], e);

		if (queued < 0)
			return -1;
		if (queued > 0)
			q->queued[q->count++] = queued;
	}
	return 0;
}

static void correct(struct face *face, int64_t entry)
{
	struct outbox_entry sent;

	if (outbox_get(face_store(face), entry, &sent))
		mail_answer(face, sent.record, true);
	outbox_entry_release(&sent);
}

static void answered(struct face *face, struct view *view, int answer, int64_t inverse)
{
	struct queueing q = { .count = 0 };
	struct str when = { 0 };

	if (answer != 2)
		return;
	if (inverse == INVERSE_CORRECTION) {
		correct(face, asked.entries[0]);
		return;
	}
	if (face_change(face, queue_all, &q) != 0)
		return;
	if (q.count == 0) {
		face_say(face, _("Nothing was left to be taken back."));
		return;
	}
	face_remember_entries(face, q.queued, q.count);
	datetime_add_time(&when, clock_now() + face_store(face)->hold);
	face_sayf(face, _("Goes out at %s. {undo} takes it back."), when.text);
	str_release(&when);
	view_changed(face, view);
}

/* What can be done about all of them alike. */
static enum inverse inverse_of_all(struct store *s, const int64_t *entries, int count)
{
	enum inverse inverse = inverse_of(s, entries[0]);

	for (int i = 1; i < count; i++)
		if (inverse_of(s, entries[i]) != inverse || inverse == INVERSE_CORRECTION)
			inverse = INVERSE_NONE;
	return inverse;
}

void face_offer_inverse(struct face *face, const int64_t *entries, int count)
{
	enum inverse inverse = inverse_of_all(face_store(face), entries, count);
	struct outbox_entry first;
	struct str when = { 0 };
	bool is_there = outbox_get(face_store(face), entries[0], &first);
	char *text;

	if (is_there)
		datetime_add_short(&when, first.sent_at, clock_now());
	if (!is_there || first.state != OUTBOX_SENT) {
		face_say(face, _("It may have left already; it can no longer be changed."));
	} else if (inverse == INVERSE_NONE || count > ENTRIES_MAX) {
		face_sayf(face, _("It was sent: %s. That cannot be taken back."), when.text);
	} else {
		memcpy(asked.entries, entries, (size_t)count * sizeof *entries);
		asked.count = count;
		text = xasprintf(_("It was sent: %s."), when.text);
		face_ask(face, &(struct question){ .text = text, .answers = { _("leave it"), _(offers[inverse]) }, .done = answered,
		                                   .argument = inverse });
		free(text);
	}
	outbox_entry_release(&first);
	str_release(&when);
}
