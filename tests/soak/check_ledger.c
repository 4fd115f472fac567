/* What the portal stored, against what was typed and acknowledged. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "writer.h"

struct ledger {
	const struct ground *g;
	const struct plan *plan;
	struct store s; /* the portal's */
	struct history history;
	int64_t personal[GROUND_PEOPLE], community, directory; /* accounts, by the portal's keys */
	struct verdict *verdict;
	FILE *why;
};

enum wrong { LOST, DOUBLED, REORDERED };

static void tell(struct ledger *l, enum wrong wrong, int op, const char *what)
{
	static const char *const names[] = { "lost", "doubled", "reordered" };
	*(wrong == LOST ? &l->verdict->lost : wrong == DOUBLED ? &l->verdict->doubled : &l->verdict->reordered) += 1;
	fprintf(l->why, "%s: op %d: %s\n", names[wrong], op, what);
}

/* --- whose records --- */

static int64_t home_of(const struct ledger *l, enum family family, int client)
{
	return family == EVENT ? l->community : family == CARD ? l->directory : l->personal[l->g->clients[client].who];
}

/* True if a line is about the thing in an account. */
static bool is_about(const struct ledger *l, const struct line_of_history *line, const struct thing *t, int64_t account)
{
	if (line->type != writer_type(t->family) || line->account != account)
		return false;
	const char *card = l->g->cards[l->g->clients[t->owner].who];
	return t->family == CARD ? strcmp(line->id, card) == 0 : strstr(line->body, t->needle) != NULL;
}

/* How often the thing was made there; the first line of it into *first (-1: none). */
static int made_in(const struct ledger *l, const struct thing *t, int64_t account, int *first)
{
	int count = 0;
	*first = -1;
	for (int i = 0; i < l->history.count; i++)
		if (l->history.lines[i].deed == DEED_MADE && is_about(l, &l->history.lines[i], t, account) && count++ == 0)
			*first = i;
	return count;
}

static int made(const struct ledger *l, const struct thing *t, int client, int *first)
{
	return made_in(l, t, home_of(l, t->family, client), first);
}

/* True if a person has typed, at whichever client, that the thing be destroyed. */
static bool is_destroyed_by(const struct ledger *l, int thing, int who)
{
	for (int i = 0; i < l->plan->op_count; i++) {
		const struct op *op = &l->plan->ops[i];
		if (op->thing == thing && op->verb == DESTROY && op->status >= TYPED && l->g->clients[op->client].who == who)
			return true;
	}
	return false;
}

static bool is_destroyed(const struct ledger *l, int thing, int client)
{
	return is_destroyed_by(l, thing, l->g->clients[client].who);
}

/* --- what was made --- */

static bool has_text(const struct ledger *l, int line, int op)
{
	struct json *body = json_parse_own(l->history.lines[line].body);
	bool has = text_equal(json_get_text(body, "text"), plan_text(l->plan, op));
	json_free(body);
	return has;
}

/* True if the letter has its file, byte for byte, or has none and needs none. */
static bool has_file(struct ledger *l, int line, int op)
{
	int size = l->plan->things[l->plan->ops[op].thing].file;
	struct json *body = json_parse_own(l->history.lines[line].body);
	const struct json *file = json_at(json_get(body, "files"), 0);
	const char *id = json_get_text(file, "blobId");
	char *bytes = xmalloc(PLAN_FILE_MOST + 1);
	struct err e = { 0 };
	int64_t got = id ? blob_read(&l->s, l->history.lines[line].account, id, 0, bytes, PLAN_FILE_MOST + 1, &e) : 0;
	bool has = got == size && memcmp(bytes, plan_file(l->plan, op), (size_t)size) == 0;
	err_release(&e);
	json_free(body);
	free(bytes);
	return has;
}

/* Of the letter of an op as a person has it; with a letter that is destroyed its file goes, sooner or later. */
static void check_content(struct ledger *l, int line, int op, int who)
{
	if (!has_text(l, line, op))
		tell(l, LOST, op, "it has another text");
	if (!is_destroyed_by(l, l->plan->ops[op].thing, who) && !has_file(l, line, op))
		tell(l, LOST, op, "it has another file");
}

static void check_copies(struct ledger *l, int op, const struct thing *t, int count)
{
	int first, copies = made_in(l, t, l->personal[l->g->clients[t->owner].friend], &first);
	if (copies < count)
		tell(l, LOST, op, "the other one has not got it");
	if (copies > count)
		tell(l, DOUBLED, op, "the other one has got it too often");
	if (first >= 0 && t->family == LETTER)
		check_content(l, first, op, l->g->clients[t->owner].friend);
}

static void check_create(struct ledger *l, int n)
{
	const struct op *op = &l->plan->ops[n];
	const struct thing *t = &l->plan->things[op->thing];
	int first, count = made(l, t, op->client, &first);
	bool may_be_there = op->status >= TYPED, is_taken_back = is_destroyed(l, op->thing, op->client);
	if (op->status == STORED && count == 0 && !is_taken_back)
		tell(l, LOST, n, "it was never made");
	for (int i = may_be_there ? 1 : 0; i < count; i++)
		tell(l, DOUBLED, n, may_be_there ? "it was made again" : "it was made, and nobody has typed it");
	if (first >= 0 && t->family == LETTER)
		check_content(l, first, n, l->g->clients[op->client].who);
	if (t->family == LETTER || t->family == CONTACT)
		check_copies(l, n, t, count);
}

/* --- what was changed --- */

static char *value_in(const struct line_of_history *line, const char *field)
{
	struct json *body = json_parse_own(line->body);
	const struct json *value = json_get(body, field);
	char *text = json_text(value) ? xstrdup(json_text(value)) : value ? xasprintf("%lld", (long long)json_integer(value, 0)) : NULL;
	json_free(body);
	return text;
}

/* The patch of a field of a thing by a client that writes this value; -1: none. */
static int patch_with(const struct plan *p, int thing, int client, const char *field, const char *value)
{
	for (int i = 0; i < p->op_count; i++) {
		const struct op *op = &p->ops[i];
		char text[64];
		if (op->thing != thing || op->client != client || op->verb != PATCH || strcmp(op->field, field) != 0)
			continue;
		json_free(plan_value(p, i, text));
		if (text_equal(text, value))
			return i;
	}
	return -1;
}

/* One value of a field after the other: *last is the op whose value stood there before, -1 for none. */
static void follow(struct ledger *l, int patch, int *last, bool *seen)
{
	if (patch < 0 || patch == *last)
		return;
	if (seen[patch])
		tell(l, DOUBLED, patch, "it was done again");
	else if (patch < *last)
		tell(l, REORDERED, patch, "it was done after a later one");
	if (l->plan->ops[patch].status < TYPED)
		tell(l, DOUBLED, patch, "it was done, and nobody has typed it");
	seen[patch] = true;
	*last = patch;
}

/* The values that a field of a thing had, in their order; what was typed over before it left need not be among them. */
static void check_field(struct ledger *l, int thing, int client, const char *field)
{
	const struct thing *t = &l->plan->things[thing];
	bool seen[PLAN_OPS_MOST] = { false };
	int last = -1, first;
	int64_t record = made(l, t, client, &first) > 0 ? l->history.lines[first].record : 0;
	if (record == 0 && t->family != CARD)
		return; /* never made, which is told already */
	for (int i = 0; i < l->history.count; i++) {
		const struct line_of_history *line = &l->history.lines[i];
		if (line->deed == DEED_ENDED || (record ? line->record != record : !is_about(l, line, t, l->directory)))
			continue;
		char *value = value_in(line, field);
		follow(l, value ? patch_with(l->plan, thing, client, field, value) : -1, &last, seen);
		free(value);
	}
	if (is_destroyed(l, thing, client))
		return; /* what waited was dropped with it */
	for (int i = last + 1; i < l->plan->op_count; i++) {
		const struct op *op = &l->plan->ops[i];
		if (op->thing == thing && op->client == client && op->verb == PATCH && op->status == STORED && strcmp(op->field, field) == 0)
			tell(l, LOST, i, "it was never done");
	}
}

/* Each field of each thing once: where its first patch is. */
static void check_patch(struct ledger *l, int n)
{
	const struct op *op = &l->plan->ops[n];
	for (int i = 0; i < n; i++) {
		const struct op *before = &l->plan->ops[i];
		if (before->verb == PATCH && before->thing == op->thing && before->client == op->client && strcmp(before->field, op->field) == 0)
			return;
	}
	check_field(l, op->thing, op->client, op->field);
}

static void check_destroy(struct ledger *l, int n)
{
	const struct op *op = &l->plan->ops[n];
	const struct thing *t = &l->plan->things[op->thing];
	int first, ended = 0;
	if (made(l, t, op->client, &first) == 0)
		return;
	for (int i = first; i < l->history.count; i++)
		ended += l->history.lines[i].deed == DEED_ENDED && l->history.lines[i].record == l->history.lines[first].record;
	if (op->status == STORED && ended == 0)
		tell(l, LOST, n, "it is still there");
	if (!is_destroyed(l, op->thing, op->client) && ended > 0)
		tell(l, DOUBLED, n, "it is gone, and nobody has typed that");
}

/* --- the whole --- */

/*
 * True if the order of this one is told by more than its time: all that one makes, but for letters that wait for their file,
 * and those that are held, which go when their time has come, and keep their order in a conversation alone.
 */
static bool is_in_order(const struct ledger *l, const struct thing *t)
{
	return t->file == 0 && (t->family != LETTER || t->is_answer || l->plan->hold == 0);
}

/* What one makes of a kind arrives in the order in which it was typed, in an account. */
static void check_order(struct ledger *l, int client, enum family family, int64_t account)
{
	int last = -1;
	for (int i = 0; i < l->history.count; i++) {
		const struct line_of_history *line = &l->history.lines[i];
		if (line->deed != DEED_MADE || line->account != account || line->type != writer_type(family))
			continue;
		for (int n = 0; n < l->plan->op_count; n++) {
			const struct op *op = &l->plan->ops[n];
			const struct thing *t = &l->plan->things[op->thing];
			if (op->verb != CREATE || op->client != client || t->family != family || !is_in_order(l, t) || !strstr(line->body, t->needle))
				continue;
			if (n < last) {
				char *what = xasprintf("it was made after op %d", last);
				tell(l, REORDERED, n, what);
				free(what);
			}
			last = n > last ? n : last;
		}
	}
}

/* What was made, and no op speaks of it. */
static void check_strangers(struct ledger *l)
{
	for (int i = 0; i < l->history.count; i++) {
		const struct line_of_history *line = &l->history.lines[i];
		bool is_watched = false, is_known = false;
		for (enum family family = 0; family < FAMILIES; family++)
			is_watched = is_watched || line->type == writer_type(family);
		for (int t = 0; t < l->plan->thing_count; t++)
			is_known = is_known || strstr(line->body, l->plan->things[t].needle);
		if (line->deed == DEED_MADE && is_watched && !is_known)
			tell(l, DOUBLED, -1, line->body);
	}
}

static int64_t shared_account(struct store *s, enum account_kind kind)
{
	struct account a;
	if (!account_by_kind(s, kind, &a))
		die("no account of kind %d", (int)kind);
	int64_t local = a.local;
	account_release(&a);
	return local;
}

static int64_t personal_account(struct store *s, const char *person)
{
	struct err e = { 0 };
	int64_t *locals, found = 0;
	int count = member_accounts(s, person, &locals, &e);
	for (int i = 0; i < count; i++) {
		struct account a;
		if (account_by_local(s, locals[i], &a)) {
			found = a.kind == ACCOUNT_PERSONAL ? a.local : found;
			account_release(&a);
		}
	}
	if (count >= 0)
		free(locals);
	if (!found)
		die("%s has no account", person);
	return found;
}

static void open_ledger(struct ledger *l)
{
	world_portal_store(l->g->world, &l->s);
	for (int i = 0; i < GROUND_PEOPLE; i++)
		l->personal[i] = personal_account(&l->s, l->g->cards[i]);
	l->community = shared_account(&l->s, ACCOUNT_COMMUNITY);
	l->directory = shared_account(&l->s, ACCOUNT_DIRECTORY);
	history_read(&l->history, l->s.db);
}

void check_ledger(struct ground *g, const struct plan *plan, struct verdict *v, FILE *why)
{
	static void (*const checks[VERBS])(struct ledger *, int) = {
		[CREATE] = check_create, [PATCH] = check_patch, [DESTROY] = check_destroy,
	};
	struct ledger l = { .g = g, .plan = plan, .verdict = v, .why = why };
	open_ledger(&l);
	for (int i = 0; i < plan->op_count; i++) {
		v->writes += plan->ops[i].status == STORED;
		checks[plan->ops[i].verb](&l, i);
	}
	for (int client = 0; client < PLAN_CLIENTS; client++) {
		for (enum family family = LETTER; family <= SEARCH; family++)
			check_order(&l, client, family, home_of(&l, family, client));
		check_order(&l, client, LETTER, l.personal[g->clients[client].friend]);
	}
	check_strangers(&l);
	history_release(&l.history);
	store_close(&l.s);
}
