/* Reads the messages of a conversation, and who its reader is. */
#include "letters.h"

#include <stdlib.h>

#include "rows.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"

/* --- who reads --- */

static char *owner_of(struct store *s, int64_t account)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT person FROM member WHERE account = ?1 AND role = ?2");
	char *person;

	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, access_role_name(ROLE_OWNER));
	person = row_step(stmt) ? row_text(stmt, 0) : NULL;
	db_reset(stmt);
	return person;
}

struct json *thread_me(struct store *s, int64_t account)
{
	char *owner = s->side == STORE_PORTAL ? owner_of(s, account) : NULL;
	struct json *me = s->side == STORE_PORTAL ? NULL : replica_owner(s), *party = NULL;
	const char *person = s->side == STORE_PORTAL ? owner : json_get_text(me, "person");

	if (person) {
		party = json_new_object();
		json_set_string(party, "id", person);
		if (json_get_text(me, "name"))
			json_set_string(party, "name", json_get_text(me, "name"));
		if (json_get_text(me, "country"))
			json_set_string(party, "country", json_get_text(me, "country"));
	}
	json_free(me);
	free(owner);
	return party;
}

/* --- reading the messages --- */

bool letter_has_mark(const struct letter *m, const char *mark)
{
	return row_set_has(m->marks, mark);
}

static struct party party_at(struct db_stmt *stmt, int column)
{
	return (struct party){ .id = row_text(stmt, column), .name = row_text(stmt, column + 1), .country = row_text(stmt, column + 2) };
}

static void release_party(struct party *p)
{
	free(p->id);
	free(p->name);
	free(p->country);
}

void letters_release(struct conversation *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct letter *m = &c->at[i];

		free(m->id);
		free(m->subject);
		free(m->kind);
		free(m->marks);
		free(m->later);
		release_party(&m->from);
		release_party(&m->to);
		release_party(&m->project);
	}
	free(c->at);
	free(c->me);
}

#define LETTER \
	"SELECT m.local, r.id, m.subject, m.kind, m.keywords, m.later_until, m.from_id, m.from_name, m.from_country, " \
	"m.to_id, m.to_name, m.to_country, m.project_id, m.project_name, m.project_country, m.received_at"
/* Of a conversation, but what is hidden from its reader too. */
#define IN_ORDER " WHERE m.account = ?1 AND m.thread_uid = ?2 AND (m.audience & 65) <> 64" \
	" ORDER BY (m.received_at = 0), m.received_at, m.local"

/* Unsent ones, which have no receivedAt, stand last, at the time when they were queued. */
static struct db_stmt *select_letters(struct store *s)
{
	if (s->side == STORE_PORTAL)
		return db_prepare(s->db, LETTER ", -1, 0, 0 FROM message_index m JOIN record r ON r.local = m.local" IN_ORDER);
	return db_prepare(s->db, LETTER ", coalesce(o.state, -1), o.queued_at, o.hold_until FROM message_index m "
	                                "JOIN record r ON r.local = m.local LEFT JOIN outbox o "
	                                "ON o.record = m.local AND o.kind = 0 AND o.state <> 3" IN_ORDER);
}
_Static_assert(AUDIENCE_HIDDEN == 64 && AUDIENCE_AUTHOR == 1, "as written in the statement");
_Static_assert(OUTBOX_CREATE == 0 && OUTBOX_SENT == 3, "as written in the statement");

static void add_letter(struct conversation *c, struct db_stmt *stmt)
{
	struct letter m = {
		.local = db_int(stmt, 0), .id = row_text(stmt, 1), .subject = row_text(stmt, 2), .kind = row_text(stmt, 3),
		.marks = row_text(stmt, 4), .later = row_text(stmt, 5), .from = party_at(stmt, 6), .to = party_at(stmt, 9),
		.project = party_at(stmt, 12), .at = db_int(stmt, 15), .outbox = (int)db_int(stmt, 16), .hold_until = db_int(stmt, 18),
	};

	free(m.to.id);
	m.to.id = row_set_first(db_text(stmt, 9));
	if (!m.at)
		m.at = db_int(stmt, 17);
	m.is_mine = m.outbox >= 0 || (c->me && text_equal(m.from.id, c->me));
	m.is_deleted = letter_has_mark(&m, "$deleted");
	c->at = xrealloc(c->at, c->count + 1, sizeof *c->at);
	c->at[c->count++] = m;
}

/* What is deleted is out of the conversation, unless all of it is. */
static void leave_out_deleted(struct conversation *c)
{
	struct conversation left = { 0 }, out = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		struct conversation *to = c->at[i].is_deleted ? &out : &left;

		to->at = xrealloc(to->at, to->count + 1, sizeof *to->at);
		to->at[to->count++] = c->at[i];
	}
	if (left.count > 0 && out.count > 0) {
		free(c->at);
		c->at = left.at;
		c->count = left.count;
		letters_release(&out);
	} else {
		free(left.at);
		free(out.at);
	}
}

int letters_read(struct conversation *c, struct err *e)
{
	struct db_stmt *stmt = select_letters(c->s);
	struct json *me = thread_me(c->s, c->account);
	int row;

	c->me = xstrdup(json_get_text(me, "id"));
	json_free(me);
	db_bind_int(stmt, 1, c->account);
	db_bind_text(stmt, 2, c->uid);
	while ((row = db_step(stmt, e)) == 1)
		add_letter(c, stmt);
	leave_out_deleted(c);
	return row;
}
