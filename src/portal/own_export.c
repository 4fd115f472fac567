/* A replica of one person's, filled without a line from what the portal holds. */
#include "own_export.h"

#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "twinline/base/mem.h"
#include "twinline/records/export.h"
#include "twinline/records/replica.h"

struct own {
	struct store *s;        /* the portal's */
	struct store replica;
	const struct viewer *v;
	const struct membership *m; /* the account that is being copied, */
	int64_t account;            /* and its copy */
};

/* Shared accounts hold everybody's. */
static bool is_shared(enum account_kind kind)
{
	return kind == ACCOUNT_COMMUNITY || kind == ACCOUNT_DIRECTORY;
}

static bool is_answered(struct own *o, const struct record *r)
{
	struct db_stmt *row = db_prepare(o->replica.db, "SELECT 1 FROM attendance_index WHERE event_id = ?1");
	db_bind_text(row, 1, r->id);
	bool is = db_step(row, NULL) == 1;
	db_reset(row);
	return is;
}

static bool is_mine(struct own *o, const struct record *r)
{
	return (r->author && strcmp(r->author, o->v->user.person) == 0) || (r->type->index == TYPE_Event && is_answered(o, r));
}

static int take(struct own *o, const struct record *r, struct err *e)
{
	struct json *shown = method_show(o->s, o->v, o->m, r);
	int64_t local = record_receive(&o->replica, o->account, r->type, shown, e);
	json_free(shown);
	return local < 0 ? -1 : 0;
}

static int take_account(struct own *o, struct err *e)
{
	const struct onlooker who = viewer_onlooker(o->m);
	struct db_stmt *rows = db_prepare(o->s->db, "SELECT local FROM record WHERE account = ?1 ORDER BY local");
	int step, result = 0;
	db_bind_int(rows, 1, o->m->account.local);
	while (result == 0 && (step = db_step(rows, e)) != 0) {
		struct record r = {0};
		if (step < 0)
			result = -1;
		else if (record_by_local(o->s, db_int(rows, 0), &r) && !(r.type->flags & T_DERIVED) &&
		         onlooker_sees(&who, r.audience, r.author) && (!is_shared(o->m->account.kind) || is_mine(o, &r)))
			result = take(o, &r, e);
		record_free(&r);
	}
	db_reset(rows);
	return result;
}

/* The card and its school, as Sync/get sends them. */
static int take_card(struct own *o, struct err *e)
{
	struct record card = {0}, school = {0};
	if (!record_by_id(o->s, o->m->account.local, &record_types[TYPE_Person], o->v->user.person, &card))
		return 0;
	struct json *tree = json_parse_own(card.body);
	const char *id = json_get_text(json_get(tree, "school"), "id");
	int result = take(o, &card, e);
	if (result == 0 && id && record_by_id(o->s, o->m->account.local, &record_types[TYPE_School], id, &school))
		result = take(o, &school, e);
	record_free(&school);
	record_free(&card);
	json_free(tree);
	return result;
}

/* Conversations are counted from one's own side. */
static int introduce(struct own *o, struct err *e)
{
	struct json *me = viewer_me(o->s, o->v);
	int result = replica_set_owner(&o->replica, me, e);
	json_free(me);
	return result;
}

/* What lies on a desk is nobody's own. */
static int fill(struct own *o, struct err *e)
{
	int result = introduce(o, e);
	for (size_t i = 0; i < o->v->account_count && result == 0; i++) {
		const struct account *a = &o->v->accounts[i].account;
		if (a->kind == ACCOUNT_DESK)
			continue;
		o->m = &o->v->accounts[i];
		o->account = account_add(&o->replica, a->id, a->kind, a->name ? a->name : "", e);
		result = o->account < 0 ? -1 : replica_set_role(&o->replica, o->account, a->name, o->m->role, e);
		if (result == 0)
			result = a->kind == ACCOUNT_DIRECTORY ? take_card(o, e) : take_account(o, e);
	}
	return result;
}

int own_export_write(struct store *s, const struct viewer *v, struct folder *f, struct err *e)
{
	struct own o = {.s = s, .v = v};
	struct export_result written;
	int result = -1;
	if (store_open(&o.replica, "own", STORE_REPLICA, DB_CREATE | DB_IN_MEMORY, e) != 0)
		return -1;
	o.replica.files = s;
	if (db_begin(o.replica.db, e) == 0 && fill(&o, e) == 0 && db_commit(o.replica.db, e) == 0)
		result = export_all_by_portal(&o.replica, f, &written, e);
	db_rollback(o.replica.db);
	store_close(&o.replica);
	return result;
}
