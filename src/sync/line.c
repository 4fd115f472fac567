/* The state of the line. */
#include "line.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/str.h"
#include "twinline/records/journal.h"

enum {
	BACK_OFF_FIRST_MS = 2000,
	BACK_OFF_MOST_MS = 120 * 1000,
	RETRY_AFTER_MOST = 900 /* seconds; a portal that says more is asked again all the same */
};

static const char fact[] = "line";

void line_load(struct line *l, struct store *s)
{
	*l = (struct line){ .state = LINE_UNKNOWN, .since = clock_now() };
	char *text = store_fact(s, fact);
	struct json *kept = text ? json_parse_own(text) : NULL;
	if (kept) {
		const struct json *cause = json_get(kept, "cause");
		l->state = line_state_of(json_get_text(kept, "state"));
		l->since = json_get_integer(kept, "since", l->since);
		if (json_is_object(cause))
			json_to_err(cause, &l->cause);
	}
	json_free(kept);
	free(text);
}

void line_release(struct line *l)
{
	err_release(&l->cause);
}

enum line_state line_state_after(const struct err *cause)
{
	switch (cause->code) {
	case ERR_SIGNED_OUT:
		return LINE_SIGNED_OUT;
	case ERR_BUSY:
	case ERR_RATE_LIMIT:
	case ERR_SLOW_DOWN:
		return LINE_BUSY;
	default:
		return LINE_OFFLINE;
	}
}

struct json *line_json(const struct line *l)
{
	struct json *object = json_new_object();
	json_set_string(object, "state", line_state_name(l->state));
	json_set_integer(object, "since", l->since);
	if (l->cause.code != ERR_OK)
		json_set(object, "cause", json_from_err(&l->cause));
	return object;
}

struct json *line_packet(const struct line *l)
{
	struct json *packet = line_json(l);
	json_set_string(packet, "did", "line");
	return packet;
}

static int keep(const struct line *l, struct store *s, enum line_state before, struct err *e)
{
	struct json *object = line_json(l);
	char *text = json_print(object);
	bool came = l->state == LINE_ONLINE && (before == LINE_OFFLINE || before == LINE_BUSY) && !l->was_set;
	bool went = l->state == LINE_OFFLINE && before != LINE_OFFLINE && l->cause.code != ERR_SET_OFFLINE;
	int kept = db_begin(s->db, e);
	if (kept == 0)
		kept = store_set_fact(s, fact, text, e);
	if (kept == 0 && came)
		kept = journal_add(s, JOURNAL_LINE_BACK, l->since, NULL, NULL, e);
	if (kept == 0 && went)
		kept = journal_add(s, JOURNAL_LINE_LOST, l->since, NULL, &l->cause, e);
	if (kept == 0)
		kept = db_commit(s->db, e);
	if (kept != 0)
		db_rollback(s->db);
	free(text);
	json_free(object);
	return kept;
}

/* Takes a copy of cause; true if it is another than before. */
static bool set_cause(struct err *into, const struct err *cause)
{
	static const struct err none;
	const struct err *from = cause ? cause : &none;
	bool differs = into->code != from->code || !text_equal(into->arg[0], from->arg[0]);
	if (from->code == ERR_OK)
		err_release(into);
	else
		err_set(into, from->code, from->arg[0], from->arg[1], from->arg[2], NULL);
	return differs;
}

bool line_set(struct line *l, struct store *s, enum line_state state, const struct err *cause)
{
	enum line_state before = l->state;
	l->was_set = l->cause.code == ERR_SET_OFFLINE;
	bool differs = set_cause(&l->cause, cause) || before != state;
	if (!differs)
		return false;
	if (before != state)
		l->since = clock_now();
	l->state = state;
	log_info("line", "%s%s%s", line_state_name(state), l->cause.code != ERR_OK ? ": " : "", err_name(l->cause.code));
	struct err e = { 0 };
	if (keep(l, s, before, &e) != 0) {
		log_warn("line", "its state is not kept: %s", err_name(e.code));
		err_release(&e);
	}
	return true;
}

void line_back_off(struct line *l, struct random *r, int64_t now_ms, int64_t retry_after)
{
	int64_t wait = BACK_OFF_FIRST_MS;
	for (int i = 0; i < l->failures && wait < BACK_OFF_MOST_MS; i++)
		wait *= 2;
	wait = wait < BACK_OFF_MOST_MS ? wait : BACK_OFF_MOST_MS;
	l->failures++;
	l->is_told_when = retry_after >= 0;
	if (l->is_told_when)
		wait = 1000 * (retry_after < RETRY_AFTER_MOST ? retry_after : RETRY_AFTER_MOST);
	/* Many engines lose one portal at one time: a quarter to either side spreads their return; never earlier than told. */
	int64_t spread = (int64_t)random_below(r, (uint64_t)(wait / 2 + 1));
	l->next_ms = now_ms + wait + (l->is_told_when ? spread / 2 : spread - wait / 4);
}

void line_went_well(struct line *l, int64_t now_ms, int64_t interval)
{
	l->failures = 0;
	l->is_told_when = false;
	l->next_ms = now_ms + interval * 1000;
}

void line_hurry(struct line *l)
{
	line_expect(l, 0);
}

void line_expect(struct line *l, int64_t at_ms)
{
	if (!l->is_told_when && l->next_ms > at_ms)
		l->next_ms = at_ms;
}
