/* What the messages of a conversation add up to: its record, and what the reader's lists show of it. */
#include "thread_sight.h"

#include <stdlib.h>

#include "letters.h"
#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/text/fold.h"

/* --- what the messages add up to --- */

/* Without "Re:", however often; what programs of other languages put there is part of the subject. */
static const char *bare_subject(const char *subject)
{
	while (subject && (subject[0] == 'R' || subject[0] == 'r') && (subject[1] == 'E' || subject[1] == 'e') && subject[2] == ':')
		for (subject += 3; *subject == ' '; subject++)
			;
	return subject;
}

static bool waits(const struct letter *m)
{
	const struct vocabulary_row *kind = m->kind ? vocabulary_find(&vocabulary_message_kinds, m->kind) : NULL;

	return !m->is_mine && kind && kind->flags & MESSAGE_KIND_WAITS;
}

/* The newest of those that wait counts: an older one is settled or asked again. An answer on its way settles it here. */
static bool is_waiting(const struct conversation *c)
{
	bool waiting = false;

	for (size_t i = 0; i < c->count; i++) {
		if (waits(&c->at[i]))
			waiting = !letter_has_mark(&c->at[i], "$answered");
		if (c->at[i].outbox >= 0)
			waiting = false;
	}
	return waiting;
}

static int64_t count_unread(const struct conversation *c)
{
	int64_t unread = 0;

	for (size_t i = 0; i < c->count; i++)
		unread += !c->at[i].is_mine && !letter_has_mark(&c->at[i], "$seen");
	return unread;
}

static void set_party(struct json *tree, const char *name, const struct party *party)
{
	struct json *object;

	if (!party || !party->id)
		return;
	object = json_set(tree, name, json_new_object());
	json_set_string(object, "id", party->id);
	if (party->name)
		json_set_string(object, "name", party->name);
	if (party->country)
		json_set_string(object, "country", party->country);
}

static const struct party *other_side(const struct conversation *c)
{
	for (size_t i = c->count; i-- > 0;)
		if (!c->at[i].is_mine)
			return &c->at[i].from;
	return &c->at[0].to;
}

static const struct party *project_of(const struct conversation *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].project.id)
			return &c->at[i].project;
	return NULL;
}

struct json *thread_tree(const struct conversation *c)
{
	struct json *tree = json_new_object(), *ids = json_new_array();
	const char *subject = bare_subject(c->at[0].subject);
	char latest[CLOCK_TEXT_SIZE];
	int64_t at = 0, unread = count_unread(c);

	for (size_t i = 0; i < c->count; i++) {
		if (c->at[i].id)
			json_push(ids, json_new_string(c->at[i].id));
		if (c->at[i].at > at)
			at = c->at[i].at;
	}
	clock_format(at, latest);
	json_set_string(tree, "threadUid", c->uid);
	if (subject && *subject)
		json_set_string(tree, "subject", subject);
	set_party(tree, "who", other_side(c));
	set_party(tree, "project", project_of(c));
	json_set(tree, "messageIds", ids);
	json_set_integer(tree, "count", (int64_t)c->count);
	if (unread)
		json_set_integer(tree, "unread", unread);
	if (is_waiting(c))
		json_set_bool(tree, "waiting", true);
	json_set_string(tree, "latestAt", latest);
	return tree;
}

/* --- what the reader's lists show --- */

static bool has_draft(struct store *s, const char *uid)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT 1 FROM draft WHERE answers = ?1 LIMIT 1");

	db_bind_text(stmt, 1, uid);
	return row_integer(stmt) != 0;
}

/* True if all of mine (others') have the mark, and there is one. */
static bool all_have(const struct conversation *c, bool mine, const char *mark)
{
	size_t count = 0;

	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].is_mine == mine) {
			if (!letter_has_mark(&c->at[i], mark))
				return false;
			count++;
		}
	return count > 0;
}

static bool is_all_mine(const struct conversation *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (!c->at[i].is_mine)
			return false;
	return true;
}

static enum thread_view view_of(const struct conversation *c)
{
	bool mine = is_all_mine(c);

	if (c->at[0].is_deleted) /* it would have been left out if not all were */
		return THREAD_VIEW_BIN;
	if (all_have(c, mine, "$putAway"))
		return THREAD_VIEW_PUT_AWAY;
	return mine ? THREAD_VIEW_SENT : THREAD_VIEW_INBOX;
}

/* The state of what is on its way, the one that asks most of the reader; MESSAGE_READ for none. */
static enum message_state state_on_its_way(const struct conversation *c)
{
	static const enum message_state states[] = {
		[OUTBOX_HELD] = MESSAGE_HELD, [OUTBOX_WAITING] = MESSAGE_WAITING, [OUTBOX_SENDING] = MESSAGE_WAITING,
		[OUTBOX_REFUSED] = MESSAGE_REFUSED, [OUTBOX_NEEDS_YOU] = MESSAGE_NEEDS_YOU,
	};
	enum message_state state = MESSAGE_READ;

	for (size_t i = 0; i < c->count; i++)
		if (c->at[i].outbox >= 0 && states[c->at[i].outbox] > state)
			state = states[c->at[i].outbox];
	return state;
}

static enum message_state state_of(const struct conversation *c, bool draft)
{
	enum message_state way = state_on_its_way(c);

	if (way >= MESSAGE_REFUSED)
		return way;
	if (draft)
		return MESSAGE_DRAFT;
	if (way)
		return way;
	if (is_waiting(c))
		return MESSAGE_ANSWER;
	if (count_unread(c))
		return MESSAGE_NEW;
	for (size_t i = 0; i < c->count; i++)
		if (letter_has_mark(&c->at[i], "$kept"))
			return MESSAGE_KEPT;
	return is_all_mine(c) ? MESSAGE_SENT : MESSAGE_READ;
}

/* The newest of the others decides: a new message brings the conversation back at once. */
static const char *later_of(const struct conversation *c)
{
	for (size_t i = c->count; i-- > 0;)
		if (!c->at[i].is_mine)
			return c->at[i].later ? c->at[i].later : "";
	return "";
}

static struct sight sight_of(const struct conversation *c)
{
	struct sight sight = { .view = view_of(c), .later = later_of(c) };

	if (c->s->side == STORE_PORTAL)
		return sight;
	sight.draft = has_draft(c->s, c->uid);
	sight.state = state_of(c, sight.draft);
	sight.attention = sight.view != THREAD_VIEW_BIN && (count_unread(c) > 0 || is_waiting(c));
	for (size_t i = 0; i < c->count; i++) {
		const struct letter *m = &c->at[i];

		sight.mine |= m->is_mine && sight.view != THREAD_VIEW_BIN;
		if (m->outbox == OUTBOX_HELD && m->hold_until > sight.held_until)
			sight.held_until = m->hold_until;
	}
	return sight;
}

static int put_place(struct store *s, int64_t local, const struct sight *sight, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE thread_index SET view = ?2, later = ?3 WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, sight->view);
	db_bind_text(stmt, 3, sight->later);
	return db_run(stmt, e);
}

/* What a list in another order than by date goes by: folded; what has none comes after all that have one. Yours. */
static char *key_of(const char *text)
{
	static const char last[] = "\uffff";

	return text && *text ? fold_copy(text) : xstrdup(last);
}

static void bind_keys(struct db_stmt *stmt, const struct json *tree)
{
	const struct json *who = json_get(tree, "who");
	char *person = key_of(json_get_text(who, "name")), *country = key_of(json_get_text(who, "country"));
	char *project = key_of(json_get_text(json_get(tree, "project"), "name"));

	db_bind_text(stmt, 9, person);
	db_bind_text(stmt, 10, country);
	db_bind_text(stmt, 11, project);
	free(person);
	free(country);
	free(project);
}

int thread_sight_put(struct store *s, int64_t local, const struct json *tree, const struct sight *sight, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "UPDATE thread_index SET view = ?2, state = ?3, mine = ?4, draft = ?5, attention = ?6, "
	                                         "held_until = ?7, later = ?8, by_person = ?9, by_country = ?10, by_project = ?11 "
	                                         "WHERE local = ?1");

	db_bind_int(stmt, 1, local);
	db_bind_int(stmt, 2, sight->view);
	db_bind_int(stmt, 3, sight->state);
	db_bind_int(stmt, 4, sight->mine);
	db_bind_int(stmt, 5, sight->draft);
	db_bind_int(stmt, 6, sight->attention);
	db_bind_int(stmt, 7, sight->held_until);
	db_bind_text(stmt, 8, sight->later);
	bind_keys(stmt, tree);
	return db_run(stmt, e);
}

int thread_sight_keep(const struct conversation *c, int64_t local, const struct json *tree, struct err *e)
{
	struct sight sight = sight_of(c);

	return c->s->side == STORE_PORTAL ? put_place(c->s, local, &sight, e) : thread_sight_put(c->s, local, tree, &sight, e);
}
