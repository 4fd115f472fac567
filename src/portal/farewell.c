/*
 * The page before leaving for good. It asks those who will do it: what becomes of a project (succession.h), who names the person
 * (names.h); so what it counts is what goes.
 */
#include "farewell.h"

#include <stdlib.h>
#include <string.h>

#include "card.h"
#include "invited.h"
#include "names.h"
#include "retention.h"
#include "succession.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

/* Files are swept once a day, and the one of this day is spared. */
enum { FILES_DAYS = 2 };

struct counting {
	struct store *s;
	const struct viewer *v;
	const char *person;
	int64_t goes[RECORD_TYPE_COUNT], stays[RECORD_TYPE_COUNT];
	int64_t files, bytes, pupils;
	enum succession *ways; /* what becomes of the projects among v->accounts, in their order */
};

/* --- what goes --- */

static int count_account(struct counting *c, int64_t account, struct err *e)
{
	struct db_stmt *rows = db_prepare(c->s->db, "SELECT type, count(*) FROM record WHERE account = ?1 GROUP BY type");
	int step;
	db_bind_int(rows, 1, account);
	while ((step = db_step(rows, e)) == 1)
		if (db_int(rows, 0) < RECORD_TYPE_COUNT)
			c->goes[db_int(rows, 0)] += db_int(rows, 1);
	if (step < 0)
		return -1;
	rows = db_prepare(c->s->db, "SELECT count(*), coalesce(sum(size), 0) FROM blob WHERE account = ?1");
	db_bind_int(rows, 1, account);
	step = db_step(rows, e);
	if (step == 1) {
		c->files += db_int(rows, 0);
		c->bytes += db_int(rows, 1);
	}
	db_reset(rows);
	return step < 0 ? -1 : 0;
}

/* Those whom the person answers for, who are in. */
static int count_pupils(struct counting *c, int64_t account, struct err *e)
{
	const struct record_filter theirs[] = {
		{.field = "teacher", .equals = c->person}, {.field = "state", .equals = "ended", .negate = true},
	};
	struct record_query q = {
		.account = account, .type = &record_types[TYPE_Pupil], .filters = theirs, .filter_count = ARRAY_SIZE(theirs), .total = true,
	};
	int64_t total = 0;
	if (record_list(c->s, &q, NULL, NULL, &total, e) < 0)
		return -1;
	c->pupils += total;
	return 0;
}

/* --- projects --- */

static const char *const words[] = {
	[SUCCESSION_STAYS] = NULL, [SUCCESSION_GOES] = "goes", [SUCCESSION_HANDED_ON] = "handedOn", [SUCCESSION_ARCHIVED] = "archived",
};

static void add_project(const struct counting *c, int64_t account, enum succession way, struct json *successor_taken, struct json *list)
{
	struct record project;
	if (card_project(c->s, account, &project)) {
		struct json *body = json_parse_own(project.body), *row = json_push(list, json_new_object());
		json_set_string(row, "id", project.id);
		json_set_string(row, "title", json_get_text(body, "title"));
		json_set_string(row, "state", json_get_text(body, "state"));
		json_set_string(row, "becomes", words[way]);
		if (successor_taken)
			json_set(row, "next", json_copy(successor_taken));
		json_free(body);
	}
	json_free(successor_taken);
	record_free(&project);
}

static int look_at_project(struct counting *c, size_t i, struct json *list, struct err *e)
{
	struct json *successor;
	int64_t account = c->v->accounts[i].account.local;
	enum succession way = c->ways[i] = succession_of(c->s, account, c->person, &successor);
	if (words[way])
		add_project(c, account, way, successor, list);
	else
		json_free(successor);
	return way == SUCCESSION_GOES ? count_account(c, account, e) : count_pupils(c, account, e);
}

static enum succession way_of(const struct counting *c, int64_t account)
{
	for (size_t i = 0; i < c->v->account_count; i++)
		if (c->v->accounts[i].account.local == account)
			return c->ways[i];
	return SUCCESSION_STAYS;
}

/* --- what stays --- */

/* An invitation by address goes with who sent it. */
static bool is_taken_back(const struct counting *c, const struct record *r)
{
	struct invited i;
	if (!invited_by_record(c->s, r->local, &i))
		return false;
	bool mine = text_equal(i.inviter, c->person);
	invited_release(&i);
	return mine;
}

/* What goes with the person's own: a contact at both ends, the answer to an event where its organiser has it, a place in a project. */
static bool goes_along(const struct counting *c, const struct record *r, const struct json *body)
{
	if (r->type->index == TYPE_Contact || r->type->index == TYPE_Attendance)
		return text_equal(json_get_text(json_get(body, "person"), "id"), c->person);
	if (r->type->index == TYPE_Member && is_taken_back(c, r))
		return true;
	if (r->type->index != TYPE_Member || !text_equal(json_get_text(json_get(body, "person"), "id"), c->person))
		return false;
	return way_of(c, r->account) != SUCCESSION_ARCHIVED;
}

static void count_other(struct counting *c, const struct account *directory, const struct record *r)
{
	enum succession way = way_of(c, r->account);
	/* What the directory has are the portal's copies, of what is counted where it is at home. */
	if (r->account == directory->local || r->type->flags & T_DERIVED || way == SUCCESSION_GOES)
		return;
	struct json *body = json_parse_own(r->body);
	if (r->type->index == TYPE_Project && way == SUCCESSION_HANDED_ON)
		json_remove(body, "founders");
	if (goes_along(c, r, body))
		c->goes[r->type->index]++;
	else if (names_has(r->type, body, c->person))
		c->stays[r->type->index]++;
	json_free(body);
}

static int count_others(struct counting *c, struct err *e)
{
	struct account directory = {0};
	struct locals found;
	int result = names_find(c->s, c->person, c->v->user.account, &found, e);
	account_by_kind(c->s, ACCOUNT_DIRECTORY, &directory);
	for (size_t i = 0; i < found.count && result == 0; i++) {
		struct record r = {0};
		if (record_by_local(c->s, found.at[i], &r))
			count_other(c, &directory, &r);
		record_free(&r);
	}
	account_release(&directory);
	free(found.at);
	return result;
}

/* --- the page --- */

static void set_day(struct json *page, const char *name, int days)
{
	char day[CLOCK_DAY_SIZE];
	clock_format_day(clock_now() + days * (int64_t)PORTAL_DAY, day);
	json_set_string(page, name, day);
}

static void write_page(const struct counting *c, struct json *page)
{
	struct json *kinds = json_set(page, "kinds", json_new_object());
	char now[CLOCK_TEXT_SIZE];
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		/* The profile goes, all but for its being empty; what is derived follows. */
		if (record_types[i].flags & T_DERIVED || (!c->goes[i] && !c->stays[i]))
			continue;
		struct json *row = json_set(kinds, record_types[i].name, json_new_object());
		json_set_integer(row, "goes", c->goes[i]);
		json_set_integer(row, "stays", c->stays[i]);
	}
	clock_format(clock_now(), now);
	json_set_string(page, "asOf", now);
	if (c->files) {
		json_set_integer(page, "files", c->files);
		json_set_integer(page, "bytes", c->bytes);
		set_day(page, "filesBy", FILES_DAYS);
	}
	if (c->pupils) {
		json_set_integer(page, "pupils", c->pupils);
		set_day(page, "pupilsBy", RETENTION_PUPIL_DAYS + 1);
	}
}

struct json *farewell(struct store *s, const struct viewer *v, struct err *e)
{
	struct counting c = {.s = s, .v = v, .person = v->user.person, .ways = xcalloc(v->account_count, sizeof *c.ways)};
	struct json *page = json_new_object(), *projects = json_set(page, "projects", json_new_array());
	int result = count_account(&c, v->user.account, e);
	for (size_t i = 0; i < v->account_count && result == 0; i++)
		if (v->accounts[i].account.kind == ACCOUNT_PROJECT)
			result = look_at_project(&c, i, projects, e);
	if (result == 0)
		result = count_others(&c, e);
	free(c.ways);
	if (result < 0) {
		json_free(page);
		return NULL;
	}
	write_page(&c, page);
	return page;
}
