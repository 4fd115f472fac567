/*
 * What has changed since a state, RFC 8620 section 5.2, as one viewer may see it. Each change has a place, a seq: that of
 * its last change, or, for what is new to the viewer, that of its becoming visible. A page may end at any place, because
 * what is left out of it is found again as new from there.
 */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FIRST_BATCH = 64 }; /* each next one is twice as long: a page is short, a reading of all takes few batches */

/* --- keeping --- */

int changes_note(struct store *s, int64_t account, const struct record_type *type, int64_t seq, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO type_state(account, type, seq) VALUES(?1, ?2, ?3) "
	                                         "ON CONFLICT(account, type) DO UPDATE SET seq = excluded.seq");

	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	db_bind_int(stmt, 3, seq);
	return db_run(stmt, e);
}

int changes_note_destroyed(struct store *s, const struct record *r, int64_t created, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO tombstone(account, type, id, created, seq, audience, at, author) "
	                                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

	db_bind_int(stmt, 1, r->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, r->id);
	db_bind_int(stmt, 4, created);
	db_bind_int(stmt, 5, r->seq);
	db_bind_int(stmt, 6, r->audience);
	db_bind_int(stmt, 7, clock_now());
	db_bind_text(stmt, 8, r->author);
	return db_run(stmt, e);
}

int changes_note_audience(struct store *s, const struct record *r, unsigned before, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "INSERT INTO seen_by(account, type, id, seq, audience, at) "
	                                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");

	db_bind_int(stmt, 1, r->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, r->id);
	db_bind_int(stmt, 4, r->seq);
	db_bind_int(stmt, 5, before);
	db_bind_int(stmt, 6, clock_now());
	return db_run(stmt, e);
}

/* Forgets the rows of a table that are older than before, and that a state from before them cannot be used any more. */
static int prune(struct store *s, const char *mark, const char *forget, int64_t before, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, mark);

	db_bind_int(stmt, 1, before);
	if (db_run(stmt, e) != 0)
		return -1;
	stmt = db_prepare(s->db, forget);
	db_bind_int(stmt, 1, before);
	return db_run(stmt, e);
}

#define MARK(table) \
	"UPDATE type_state SET forgotten = (SELECT max(t.seq) FROM " table " t WHERE t.account = type_state.account AND " \
	"t.type = type_state.type AND t.at < ?1) WHERE EXISTS (SELECT 1 FROM " table " t WHERE t.account = type_state.account AND " \
	"t.type = type_state.type AND t.at < ?1 AND t.seq > type_state.forgotten)"

int record_prune(struct store *s, int64_t before, struct err *e)
{
	if (prune(s, MARK("tombstone"), "DELETE FROM tombstone WHERE at < ?1", before, e) != 0)
		return -1;
	return prune(s, MARK("seen_by"), "DELETE FROM seen_by WHERE at < ?1", before, e);
}

/* --- states --- */

/* The last seq of a type (NULL: of the account), and the last one whose traces are forgotten. */
static int64_t standing(struct store *s, int64_t account, const struct record_type *type, int64_t *forgotten)
{
	struct db_stmt *stmt = db_prepare(s->db, type ? "SELECT seq, forgotten FROM type_state WHERE account = ?1 AND type = ?2"
	                                              : "SELECT a.seq, coalesce((SELECT max(t.forgotten) FROM type_state t "
	                                                "WHERE t.account = a.local), 0) FROM account a WHERE a.local = ?1");
	int64_t seq = 0;

	*forgotten = 0;
	db_bind_int(stmt, 1, account);
	if (type)
		db_bind_int(stmt, 2, type->index);
	if (row_step(stmt)) {
		seq = db_int(stmt, 0);
		*forgotten = db_int(stmt, 1);
	}
	db_reset(stmt);
	return seq;
}

char *record_state(struct store *s, const struct account *a, const struct record_type *type)
{
	int64_t forgotten;

	return xasprintf("%s-%lld", a->epoch, (long long)standing(s, a->local, type, &forgotten));
}

/* The number after the last '-' of token; -1 if there is none, or not behind this epoch. */
static int64_t number_in(const char *token, const char *epoch)
{
	const char *dash = strrchr(token, '-');
	int64_t number = 0;

	if (!dash || strlen(epoch) != (size_t)(dash - token) || strncmp(token, epoch, strlen(epoch)) != 0)
		return -1;
	if (!dash[1] || strlen(dash + 1) > 15)
		return -1;
	for (const char *c = dash + 1; *c; c++) {
		if (*c < '0' || *c > '9')
			return -1;
		number = number * 10 + (*c - '0');
	}
	return number;
}

int record_state_parse(struct store *s, const struct account *a, const char *token, int64_t *seq, struct err *e)
{
	int64_t number = number_in(token, a->epoch), forgotten, last = standing(s, a->local, NULL, &forgotten);

	/* The account bounds it, not the type: a page may end at the place of another type's change. */
	if (number < forgotten || number > last)
		return err_set(e, ERR_CANNOT_CALCULATE_CHANGES, NULL);
	*seq = number;
	return 0;
}

/* --- changes --- */

bool onlooker_sees(const struct onlooker *who, unsigned audience, const char *author)
{
	return access_may_read(audience, who->role, who->owns || (author && text_equal(author, who->person)));
}

struct change {
	int64_t place, local;
	enum change_kind kind;
	const struct record_type *type;
	char *id; /* of a destroyed one */
};

struct walk {
	struct store *s;
	int64_t account, since;
	const struct record_type *type;
	const struct onlooker *who;
	struct change *special; /* those whose audience has changed, by place */
	size_t special_count, special_next;
	struct change *batch;
	size_t batch_count, batch_next, batch_size;
	bool audiences_changed;
	int64_t place; /* where the next batch starts after */
};

static void add_change(struct change **list, size_t *count, struct change c)
{
	*list = xrealloc(*list, *count + 1, sizeof **list);
	(*list)[(*count)++] = c;
}

static void free_changes(struct change *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i].id);
	free(list);
}

static bool is_wanted(const struct walk *w, const struct record_type *type)
{
	return type && (w->type ? type == w->type : !(type->flags & T_DERIVED));
}

/* A record's life as this viewer saw it, from the turns of its audience. */
struct life {
	bool then, now;       /* visible at since, and today */
	int64_t seen, unseen; /* the first place after since where it became visible, invisible; 0: none */
};

static void turn(const struct walk *w, struct life *life, int64_t from, unsigned audience, const char *author)
{
	bool visible = onlooker_sees(w->who, audience, author);

	if (from <= w->since)
		life->then = visible;
	else if (visible && !life->seen)
		life->seen = from;
	else if (!visible && !life->unseen)
		life->unseen = from;
	life->now = visible;
}

/* The audience from `from` on is what the next turn calls the one before it; the last is today's. */
static int live(const struct walk *w, const struct record *r, int64_t created, struct life *life, struct err *e)
{
	struct db_stmt *stmt = db_prepare(w->s->db, "SELECT seq, audience FROM seen_by WHERE account = ?1 AND type = ?2 "
	                                            "AND id = ?3 ORDER BY seq");
	int64_t from = created;
	int row;

	db_bind_int(stmt, 1, w->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, r->id);
	while ((row = db_step(stmt, e)) == 1) {
		turn(w, life, from, (unsigned)db_int(stmt, 1), r->author);
		from = db_int(stmt, 0);
	}
	turn(w, life, from, r->audience, r->author);
	return row;
}

/* Where the record of a changed audience stands now: r with its local, or with 0 and a tombstone's seq and audience. */
static int64_t find_special(const struct walk *w, struct record *r)
{
	struct db_stmt *stmt = db_prepare(w->s->db,
		"SELECT local, created, seq, audience, author FROM record WHERE account = ?1 AND type = ?2 AND id = ?3 "
		"UNION ALL SELECT 0, created, seq, audience, author FROM tombstone WHERE account = ?1 AND type = ?2 AND id = ?3 AND seq > ?4 "
		"ORDER BY local DESC LIMIT 1");
	int64_t created = 0;

	db_bind_int(stmt, 1, w->account);
	db_bind_int(stmt, 2, r->type->index);
	db_bind_text(stmt, 3, r->id);
	db_bind_int(stmt, 4, w->since);
	if (row_step(stmt)) {
		r->local = db_int(stmt, 0);
		created = db_int(stmt, 1);
		r->seq = db_int(stmt, 2);
		r->audience = (unsigned)db_int(stmt, 3);
		r->author = xstrdup(db_text(stmt, 4));
	}
	db_reset(stmt);
	return created;
}

static int add_special(struct walk *w, struct record *r, struct err *e)
{
	int64_t created = find_special(w, r);
	struct change c = { .local = r->local, .type = r->type };
	struct life life = { 0 };

	if (!created)
		return 0;
	if (live(w, r, created, &life, e) < 0)
		return -1;
	if (!r->local) /* destroyed: nobody sees it from there on */
		turn(w, &life, r->seq, 0, NULL);
	if (!life.then && !life.now)
		return 0;
	c.kind = !life.then ? CHANGE_CREATED : life.now ? CHANGE_UPDATED : CHANGE_DESTROYED;
	c.place = !life.then ? life.seen : life.now ? r->seq : life.unseen;
	c.id = c.kind == CHANGE_DESTROYED ? xstrdup(r->id) : NULL;
	add_change(&w->special, &w->special_count, c);
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct change *one = a, *two = b;

	return (one->place > two->place) - (one->place < two->place);
}

static int gather_special(struct walk *w, struct err *e)
{
	struct db_stmt *stmt = db_prepare(w->s->db, "SELECT DISTINCT type, id FROM seen_by WHERE account = ?1 AND seq > ?2");
	struct record *found = NULL;
	size_t count = 0;
	int row;

	db_bind_int(stmt, 1, w->account);
	db_bind_int(stmt, 2, w->since);
	while ((row = db_step(stmt, e)) == 1) {
		const struct record_type *type = row_type(db_int(stmt, 0));

		w->audiences_changed = true;
		if (!is_wanted(w, type))
			continue;
		found = xrealloc(found, count + 1, sizeof *found);
		found[count++] = (struct record){ .account = w->account, .type = type, .id = xstrdup(db_text(stmt, 1)) };
	}
	for (size_t i = 0; i < count; i++) {
		if (row == 0)
			row = add_special(w, &found[i], e);
		record_free(&found[i]);
	}
	free(found);
	if (w->special_count)
		qsort(w->special, w->special_count, sizeof *w->special, by_place);
	return row;
}

/* ?5 is the type, -1 for all; ?6 is 0 where no audience has changed, which spares looking for each record. */
#define WANTED(table) \
	"(?5 < 0 OR type = ?5) AND (?6 = 0 OR NOT EXISTS (SELECT 1 FROM seen_by c " \
	"WHERE c.account = ?1 AND c.type = " table ".type AND c.id = " table ".id AND c.seq > ?2))"

/* New ones by the place of their making, older ones by that of their last change, destroyed ones by that of their end. */
static int read_batch(struct walk *w, struct err *e)
{
	struct db_stmt *stmt = db_prepare(w->s->db,
		"SELECT created AS place, 0 AS kind, local, type, audience, id, author FROM record "
		"WHERE account = ?1 AND created > ?3 AND " WANTED("record") " "
		"UNION ALL SELECT seq, 1, local, type, audience, id, author FROM record "
		"WHERE account = ?1 AND seq > ?3 AND created <= ?2 AND " WANTED("record") " "
		"UNION ALL SELECT seq, 2, 0, type, audience, id, author FROM tombstone "
		"WHERE account = ?1 AND seq > ?3 AND created <= ?2 AND " WANTED("tombstone") " "
		"ORDER BY place LIMIT ?4");
	int row, rows = 0;

	w->batch_count = w->batch_next = 0;
	db_bind_int(stmt, 1, w->account);
	db_bind_int(stmt, 2, w->since);
	db_bind_int(stmt, 3, w->place);
	db_bind_int(stmt, 4, (int64_t)w->batch_size);
	db_bind_int(stmt, 5, w->type ? w->type->index : -1);
	db_bind_int(stmt, 6, w->audiences_changed);
	while ((row = db_step(stmt, e)) == 1) {
		const struct record_type *type = row_type(db_int(stmt, 3));
		struct change c = { .place = db_int(stmt, 0), .kind = (enum change_kind)db_int(stmt, 1), .local = db_int(stmt, 2),
		                    .type = type };

		rows++;
		w->place = c.place;
		if (!is_wanted(w, type) || !onlooker_sees(w->who, (unsigned)db_int(stmt, 4), db_text(stmt, 6)))
			continue;
		if (c.kind == CHANGE_DESTROYED)
			c.id = xstrdup(db_text(stmt, 5));
		w->batch[w->batch_count++] = c;
	}
	return row < 0 ? -1 : rows;
}

static void empty_batch(struct walk *w)
{
	for (size_t i = 0; i < w->batch_count; i++)
		free(w->batch[i].id);
	w->batch_count = 0;
}

/* Gives one change to visit; false to stop. A record that went away since its place was read will be told as destroyed later. */
static bool give(struct walk *w, const struct change *c, bool (*visit)(void *, enum change_kind, const struct record *), void *context)
{
	struct record r = { .account = w->account, .type = c->type };
	bool go_on = true;

	if (c->kind == CHANGE_DESTROYED)
		r.id = xstrdup(c->id);
	if (c->kind == CHANGE_DESTROYED || record_by_local(w->s, c->local, &r)) {
		r.seq = c->place;
		go_on = visit(context, c->kind, &r);
	}
	record_free(&r);
	return go_on;
}

/* The next change by place, from the batch or the special ones; NULL at the end of the batch. */
static const struct change *next_change(struct walk *w, bool is_last_batch)
{
	const struct change *batch = w->batch_next < w->batch_count ? &w->batch[w->batch_next] : NULL;
	const struct change *special = w->special_next < w->special_count ? &w->special[w->special_next] : NULL;

	if (special && (batch ? special->place < batch->place : is_last_batch || special->place <= w->place)) {
		w->special_next++;
		return special;
	}
	w->batch_next += batch != NULL;
	return batch;
}

int record_changes(struct store *s, int64_t account, const struct record_type *type, int64_t since, const struct onlooker *who,
                   bool (*visit)(void *context, enum change_kind kind, const struct record *r), void *context, struct err *e)
{
	struct walk w = { .s = s, .account = account, .since = since, .type = type, .who = who, .place = since };
	int rows = gather_special(&w, e);
	bool go_on = rows == 0;

	for (w.batch_size = FIRST_BATCH; go_on; w.batch_size *= 2) {
		bool is_last;

		w.batch = xrealloc(w.batch, w.batch_size, sizeof *w.batch);
		rows = read_batch(&w, e);
		go_on = rows >= 0;
		is_last = rows < (int)w.batch_size;
		for (const struct change *c; go_on && (c = next_change(&w, is_last));)
			go_on = give(&w, c, visit, context);
		go_on = go_on && !is_last;
		empty_batch(&w);
	}
	free(w.batch);
	free_changes(w.special, w.special_count);
	return rows < 0 ? -1 : 0;
}
