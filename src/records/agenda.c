/* The calendar: events of all accounts with my answer, read from the index tables by time, and drafts among them. */
#include "twinline/records/agenda.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/schema/filter.h"
#include "twinline/schema/span.h"

enum { DAY = 24 * 60 * 60 };

static const char *const words[AGENDA_STATE_COUNT] = {
	[AGENDA_YES] = N_("yes"), [AGENDA_MAYBE] = N_("maybe"), [AGENDA_OPEN] = N_("open"), [AGENDA_FULL] = N_("full"),
	[AGENDA_APPLY] = N_("apply"), [AGENDA_APPLIED] = N_("applied"), [AGENDA_DUE] = N_("due"), [AGENDA_PROJECT] = N_("project"),
	[AGENDA_DONE] = N_("done"), [AGENDA_CANCELLED] = N_("cancelled"),
};

const char *agenda_word(enum agenda_state state)
{
	return words[state];
}

void agenda_row_release(struct agenda_row *row)
{
	free(row->title);
	free(row->project);
	free(row->kind);
	free(row->languages);
	free(row->town);
	free(row->country);
	*row = (struct agenda_row){ 0 };
}

/* --- what an event is to me --- */

/* Of one event, as the index tables have it. Texts are borrowed. */
struct facts {
	bool is_mine, is_of_project; /* held by me; of an account of a project */
	bool is_due, is_cancelled;
	const char *admission, *answer, *outcome, *country;
	int64_t places, joined, join_until;
};

/* What I have answered, where that still counts: a refused application is an event without a place for me. */
static enum agenda_state answered(const struct facts *f, enum agenda_state otherwise)
{
	if (text_equal(f->answer, "yes") || text_equal(f->outcome, "accepted"))
		return AGENDA_YES;
	if (text_equal(f->answer, "maybe"))
		return AGENDA_MAYBE;
	if (text_equal(f->answer, "applied"))
		return text_equal(f->outcome, "refused") ? AGENDA_FULL : AGENDA_APPLIED;
	return otherwise;
}

static enum agenda_state offered(const struct facts *f, int64_t now)
{
	if (f->is_mine)
		return AGENDA_YES;
	if (f->is_of_project && !text_equal(f->admission, "open") && !text_equal(f->admission, "apply"))
		return AGENDA_PROJECT;
	if ((f->places > 0 && f->joined >= f->places) || (f->join_until > 0 && f->join_until <= now))
		return AGENDA_FULL;
	return text_equal(f->admission, "apply") ? AGENDA_APPLY : AGENDA_OPEN;
}

static enum agenda_state state_of(const struct facts *f, int64_t ends, int64_t now)
{
	if (f->is_cancelled)
		return AGENDA_CANCELLED;
	if (ends <= now)
		return AGENDA_DONE;
	return f->is_due ? AGENDA_DUE : answered(f, offered(f, now));
}

/* A last day of another country is not mine. */
static bool is_mine(const struct facts *f, const char *my_country)
{
	enum agenda_state answer = answered(f, AGENDA_OPEN);

	if (f->is_mine || f->is_of_project || answer == AGENDA_YES || answer == AGENDA_MAYBE || answer == AGENDA_APPLIED)
		return true;
	return f->is_due && (!*f->country || text_equal(f->country, my_country));
}

/* --- reading --- */

/* One reading: the question, who asks, and the rows so far. */
struct reading {
	struct store *s;
	const struct agenda_query *q;
	struct json *me; /* {"id", "country"} */
	struct agenda_row *rows;
	int count, capacity;
};

/* A person's answer may stand there as a copy of others' for who holds the event: only mine counts, and none that was refused. */
#define FROM_EVENTS \
	"SELECT e.local, e.starts_at, e.ends_at, e.all_day, e.title, CASE WHEN e.project_name <> '' THEN e.project_name WHEN c.kind = ?3 " \
	"THEN c.name ELSE '' END, e.kind, e.languages, e.town, e.country, e.online, e.state, e.organiser_id = ?4 OR r.id IS NULL, " \
	"c.kind = ?3, e.admission, a.answer, a.outcome, e.places, e.joined, e.join_until " \
	"FROM event_index e JOIN record r ON r.local = e.local JOIN account c ON c.local = e.account " \
	"LEFT JOIN attendance_index a ON a.event_id = r.id AND a.person_id IN ('', ?4) AND NOT EXISTS " \
	"(SELECT 1 FROM outbox o WHERE o.record = a.local AND o.kind = 0 AND o.state = 4) "
enum { PARAMETER_FROM = 1, PARAMETER_TO, PARAMETER_PROJECT, PARAMETER_ME };

static struct json *tree_of(struct store *s, int64_t local)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(s, local, &record) ? record_tree(s, &record) : NULL;

	record_free(&record);
	return tree;
}

/* Kilometres between two points on the globe. */
static double distance(const struct point *a, const struct point *b)
{
	const double degree = 3.14159265358979323846 / 180, earth = 6371;
	double half_latitude = (b->latitude - a->latitude) * degree / 2, half_longitude = (b->longitude - a->longitude) * degree / 2;
	double chord = sin(half_latitude) * sin(half_latitude) +
	               cos(a->latitude * degree) * cos(b->latitude * degree) * sin(half_longitude) * sin(half_longitude);

	return 2 * earth * asin(sqrt(chord < 1 ? chord : 1));
}

static bool is_reachable(const struct agenda_query *q, const struct agenda_row *row, const struct json *tree)
{
	const struct json *at = json_get(tree, "point");
	struct point point = { json_real(json_get(at, "latitude"), 0), json_real(json_get(at, "longitude"), 0) };

	return row->online || !q->near || !json_is_object(at) || distance(q->near, &point) <= q->km;
}

static bool touches(const struct agenda_query *q, const struct agenda_row *row)
{
	return (row->ends > q->from || row->starts >= q->from) && (!q->to || row->starts < q->to);
}

static bool passes_filter(const struct agenda_query *q, const struct json *tree)
{
	const struct record_type *type = &record_types[TYPE_Event];
	char *found = filter_words(type, tree), today[CLOCK_DAY_SIZE];
	bool result;

	clock_format_day(q->now, today);
	result = filter_passes(type, q->filter, tree, found, today);
	free(found);
	return result;
}

/* True if the row passes; reads the record itself only where the index cannot tell. Days without an hour become the person's. */
static bool passes(struct reading *reading, struct agenda_row *row, const struct facts *f)
{
	const struct agenda_query *q = reading->q;
	bool needs_tree = row->all_day || (q->reachable && !row->online) || q->filter;
	struct json *tree = needs_tree ? tree_of(reading->s, row->local) : NULL;
	struct span span;
	bool result;

	if (row->all_day && span_of(json_get(tree, "time"), true, q->zone, &span)) {
		row->starts = span.starts;
		row->ends = span.ends;
	}
	row->state = state_of(f, row->ends, q->now);
	row->mine = is_mine(f, json_get_text(reading->me, "country"));
	result = touches(q, row) && (!q->mine_only || row->mine) && (!q->reachable || is_reachable(q, row, tree)) &&
	         (!q->filter || passes_filter(q, tree));
	json_free(tree);
	return result;
}

static void add(struct reading *reading, const struct agenda_row *row)
{
	if (reading->count == reading->capacity) {
		reading->capacity = reading->capacity ? reading->capacity * 2 : 32;
		reading->rows = xrealloc(reading->rows, (size_t)reading->capacity, sizeof *reading->rows);
	}
	reading->rows[reading->count++] = *row;
}

static const char *text_at(struct db_stmt *stmt, int column)
{
	const char *text = db_text(stmt, column);

	return text ? text : "";
}

/* " el en " of the index without the spaces around it. Yours. */
static char *codes_at(struct db_stmt *stmt, int column)
{
	const char *text = text_at(stmt, column);
	size_t len = strlen(text);

	return len > 2 ? xstrndup(text + 1, len - 2) : xstrdup("");
}

static bool read_event(struct reading *reading, struct db_stmt *stmt, struct agenda_row *row)
{
	const struct vocabulary_row *kind = vocabulary_find(&vocabulary_event_kinds, text_at(stmt, 6));
	struct facts f = {
		.is_mine = db_int(stmt, 12) != 0, .is_of_project = db_int(stmt, 13) != 0, .is_due = kind && (kind->flags & EVENT_IS_DUE),
		.is_cancelled = text_equal(db_text(stmt, 11), "cancelled"), .admission = text_at(stmt, 14), .answer = text_at(stmt, 15),
		.outcome = text_at(stmt, 16), .country = text_at(stmt, 9), .places = db_int(stmt, 17), .joined = db_int(stmt, 18),
		.join_until = db_int(stmt, 19),
	};

	*row = (struct agenda_row){
		.local = db_int(stmt, 0), .starts = db_int(stmt, 1), .ends = db_int(stmt, 2), .all_day = db_int(stmt, 3) != 0,
		.title = xstrdup(text_at(stmt, 4)), .project = xstrdup(text_at(stmt, 5)), .kind = xstrdup(text_at(stmt, 6)),
		.languages = codes_at(stmt, 7), .town = xstrdup(text_at(stmt, 8)), .country = xstrdup(text_at(stmt, 9)),
		.online = db_int(stmt, 10) != 0,
	};
	if (passes(reading, row, &f))
		return true;
	agenda_row_release(row);
	return false;
}

static void bind_who(struct reading *reading, struct db_stmt *stmt)
{
	const char *me = json_get_text(reading->me, "id");

	db_bind_int(stmt, PARAMETER_PROJECT, ACCOUNT_PROJECT);
	db_bind_text(stmt, PARAMETER_ME, me ? me : "?");
}

/* A day more at both ends: days without an hour lie elsewhere in other zones. */
static int read_events(struct reading *reading, struct err *e)
{
	struct db_stmt *stmt = db_prepare(reading->s->db, FROM_EVENTS "WHERE e.ends_at >= ?1 AND e.starts_at < ?2 ORDER BY e.starts_at, e.local");
	int step;

	db_bind_int(stmt, PARAMETER_FROM, reading->q->from - DAY);
	db_bind_int(stmt, PARAMETER_TO, reading->q->to ? reading->q->to + DAY : INT64_MAX);
	bind_who(reading, stmt);
	while ((step = db_step(stmt, e)) == 1) {
		bool is_again = reading->count && reading->rows[reading->count - 1].local == db_int(stmt, 0);
		struct agenda_row row;

		if (!is_again && read_event(reading, stmt, &row))
			add(reading, &row);
	}
	return step;
}

/* --- drafts --- */

static char *text_of(const struct json *body, const char *name)
{
	const char *text = json_get_text(body, name);

	return xstrdup(text ? text : "");
}

static char *codes_of(const struct json *set)
{
	struct str codes = { 0 };

	for (const struct json *code = json_first(set); code; code = json_next(code))
		str_addf(&codes, codes.len ? " %s" : "%s", json_key(code));
	return str_detach(&codes);
}

static void read_draft(const struct reading *reading, int64_t local, const struct json *body, struct agenda_row *row)
{
	struct span span = { reading->q->now, reading->q->now };
	bool all_day = json_get_bool(body, "allDay", false);

	span_of(json_get(body, "time"), all_day, reading->q->zone, &span);
	*row = (struct agenda_row){
		.local = -local, .starts = span.starts, .ends = span.ends, .all_day = all_day, .title = text_of(body, "title"),
		.project = xstrdup(""), .kind = text_of(body, "kind"), .languages = codes_of(json_get(body, "languages")),
		.town = text_of(body, "town"), .country = text_of(body, "country"), .state = AGENDA_OPEN, .mine = true,
		.online = json_get_bool(body, "online", false), .draft = true,
	};
}

static int read_drafts(struct reading *reading, int64_t only, struct err *e)
{
	struct db_stmt *stmt = db_prepare(reading->s->db, "SELECT local, body FROM draft WHERE type = ?1 AND (?2 = 0 OR local = ?2)");
	int step;

	db_bind_int(stmt, 1, TYPE_Event);
	db_bind_int(stmt, 2, only);
	while ((step = db_step(stmt, e)) == 1) {
		struct json *body = json_parse_own(db_text(stmt, 1));
		struct agenda_row row;

		read_draft(reading, db_int(stmt, 0), body, &row);
		json_free(body);
		if (only || touches(reading->q, &row))
			add(reading, &row);
		else
			agenda_row_release(&row);
	}
	return step;
}

/* --- activities: each is due at the end of a day, wherever its reader is --- */

static bool read_activity(const struct reading *reading, struct db_stmt *stmt, struct agenda_row *row)
{
	bool is_done = text_equal(db_text(stmt, 4), "done");
	char *time = xasprintf("{\"start\":\"%.10sT00:00:00\"}", text_at(stmt, 2));
	struct json *tree = json_parse_own(time);
	struct span span;
	bool is_there = span_of(tree, true, reading->q->zone, &span);

	json_free(tree);
	free(time);
	if (!is_there)
		return false;
	*row = (struct agenda_row){
		.local = db_int(stmt, 0), .starts = span.starts, .ends = span.ends, .all_day = true, .title = xstrdup(text_at(stmt, 1)),
		.project = xstrdup(text_at(stmt, 3)), .kind = xstrdup("deadline"), .languages = xstrdup(""), .town = xstrdup(""),
		.country = xstrdup(""), .state = is_done ? AGENDA_DONE : AGENDA_DUE, .mine = true, .activity = true,
	};
	if (touches(reading->q, row))
		return true;
	agenda_row_release(row);
	return false;
}

static int read_activities(struct reading *reading, struct err *e)
{
	struct db_stmt *stmt;
	int step;

	if (!reading->q->activities || reading->q->filter)
		return 0;
	stmt = db_prepare(reading->s->db, "SELECT x.local, x.title, x.due, c.name, x.state FROM activity_index x "
	                                  "JOIN account c ON c.local = x.account WHERE x.due <> ''");
	while ((step = db_step(stmt, e)) == 1) {
		struct agenda_row row;

		if (read_activity(reading, stmt, &row))
			add(reading, &row);
	}
	return step;
}

/* --- all together --- */

static struct json *who_asks(struct store *s)
{
	struct account personal = { 0 };
	struct json *me = account_by_kind(s, ACCOUNT_PERSONAL, &personal) ? thread_me(s, personal.local) : NULL;

	account_release(&personal);
	return me;
}

static int by_time(const void *a, const void *b)
{
	const struct agenda_row *one = a, *other = b;

	if (one->starts != other->starts)
		return one->starts < other->starts ? -1 : 1;
	if (one->all_day != other->all_day)
		return one->all_day ? -1 : 1;
	return one->local < other->local ? -1 : one->local > other->local;
}

/* Takes rows out until the anchor has been passed, and those beyond the limit. */
static void cut(struct reading *reading)
{
	int first = 0, last;

	for (int i = 0; reading->q->anchor && i < reading->count; i++)
		if (reading->rows[i].local == reading->q->anchor)
			first = i + 1;
	last = reading->q->limit > 0 && reading->count - first > reading->q->limit ? first + reading->q->limit : reading->count;
	for (int i = 0; i < reading->count; i++)
		if (i < first || i >= last)
			agenda_row_release(&reading->rows[i]);
	if (first)
		memmove(reading->rows, reading->rows + first, (size_t)(last - first) * sizeof *reading->rows);
	reading->count = last - first;
}

static void release(struct reading *reading)
{
	for (int i = 0; i < reading->count; i++)
		agenda_row_release(&reading->rows[i]);
	free(reading->rows);
}

int agenda_list(struct store *s, const struct agenda_query *q, struct agenda_row **rows, struct err *e)
{
	struct reading reading = { .s = s, .q = q, .me = who_asks(s) };
	int result = read_events(&reading, e) < 0 || read_drafts(&reading, 0, e) < 0 ||
	             read_activities(&reading, e) < 0 ? -1 : 0;

	json_free(reading.me);
	*rows = NULL;
	if (result != 0) {
		release(&reading);
		return -1;
	}
	if (reading.count)
		qsort(reading.rows, (size_t)reading.count, sizeof *reading.rows, by_time);
	cut(&reading);
	*rows = reading.rows;
	return reading.count;
}

int64_t agenda_known_until(struct store *s, int64_t account)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT max(starts_at) FROM event_index WHERE account = ?1");

	db_bind_int(stmt, 1, account);
	return row_integer(stmt);
}

bool agenda_get(struct store *s, const struct agenda_query *q, int64_t local, struct agenda_row *row)
{
	const struct agenda_query all = { .zone = q->zone, .now = q->now };
	struct reading reading = { .s = s, .q = &all, .me = who_asks(s) };
	bool there;

	*row = (struct agenda_row){ 0 };
	if (local < 0) {
		there = read_drafts(&reading, -local, NULL) == 0 && reading.count > 0;
		if (there)
			*row = reading.rows[0];
		free(reading.rows);
	} else {
		struct db_stmt *stmt = db_prepare(s->db, FROM_EVENTS "WHERE e.local = ?1");

		db_bind_int(stmt, 1, local);
		bind_who(&reading, stmt);
		there = row_step(stmt) && read_event(&reading, stmt, row);
		db_reset(stmt);
	}
	json_free(reading.me);
	return there;
}
