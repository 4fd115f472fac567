/* The mail of the day. It counts what waits when it goes, not when it was put into the post; texts are in it for who wants them. */
#include "digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "post.h"
#include "rules.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/record.h"
#include "twinline/text/utf8.h"

enum {
	AT_ONCE_MOST = 100,        /* profiles in one transaction */
	APART = 23 * 60 * 60 + 30 * 60, /* seconds between two: the portal looks every hour, and each keeps the hour of their first */
	SOON = 24 * 60 * 60,       /* until an event begins that is told of */
	LOOKED_AT_MOST = 50,       /* notifications of a kind */
	TEXTS_MOST = 20,           /* letters with their text */
	TEXT_MOST = 2000           /* characters of each */
};

/* --- who gets one --- */

/* True if a record of a type came after a time and is not seen. */
static bool has_since(struct store *s, int64_t account, enum record_type_index type, int64_t since)
{
	static const struct record_filter unseen[] = {
		{.field = "keywords", .equals = "$seen", .negate = true}, {.field = "keywords", .equals = "$deleted", .negate = true},
	};
	int64_t local;
	struct record_query q = {
		.account = account, .type = &record_types[type], .filters = unseen, .filter_count = type == TYPE_Message ? ARRAY_SIZE(unseen) : 0,
		.from = since + 1, .to = INT64_MAX, .limit = 1,
	};
	return record_list(s, &q, &local, NULL, NULL, NULL) == 1;
}

/* Events that somebody comes to, or may, and that begin within a day. */
static int64_t count_soon(struct store *s, int64_t account, const char *person)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT count(DISTINCT e.local) FROM attendance_index a "
	                                         "JOIN record r ON r.type = ?3 AND r.id = a.event_id "
		"AND r.account IN (SELECT account FROM member WHERE person = ?2 UNION SELECT local FROM account WHERE kind = ?4) "
		"JOIN event_index e ON e.local = r.local WHERE a.account = ?1 AND a.person_id = ?2 AND e.state <> 'cancelled' "
		"AND (a.answer IN ('yes', 'maybe') OR (a.answer = 'applied' AND a.outcome = 'accepted')) AND e.starts_at > ?5 AND e.starts_at <= ?6");
	int64_t now = clock_now(), all;
	db_bind_int(stmt, 1, account);
	db_bind_text(stmt, 2, person);
	db_bind_int(stmt, 3, TYPE_Event);
	db_bind_int(stmt, 4, ACCOUNT_COMMUNITY);
	db_bind_int(stmt, 5, now);
	db_bind_int(stmt, 6, now + SOON);
	all = db_step(stmt, NULL) == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return all;
}

static bool has_news(struct store *s, int64_t account, const char *person, int64_t since)
{
	return has_since(s, account, TYPE_Message, since) || has_since(s, account, TYPE_Notification, since) || count_soon(s, account, person) > 0;
}

/* Saved searches are asked again when the letter is written: only then it is known whether they have news. */
static bool has_searches(struct store *s, int64_t account, const struct json *profile)
{
	int64_t local;
	struct record_query q = {.account = account, .type = &record_types[TYPE_SavedSearch], .limit = 1};
	return !json_get(json_get(profile, "digestWithout"), "searches") && record_list(s, &q, &local, NULL, NULL, NULL) == 1;
}

/* The reader's day that a moment falls on: where the clock is put back, a day has more hours than are between two letters. */
static int64_t day_of(const struct json *profile, int64_t utc)
{
	const char *zone = json_get_text(profile, "timeZone");
	return (utc + (zone ? zone_offset(zone, utc) : 0)) / PORTAL_DAY;
}

/* The letter knows what it was put there for: what came since the last one. */
static int post_since(struct portal *p, const char *person, int64_t since, struct err *e)
{
	char at[CLOCK_TEXT_SIZE];
	struct json *what = json_new_object();
	clock_format(since, at);
	json_set_string(what, "since", at);
	char *text = json_print(what);
	int result = post_add_about(p, LETTER_DIGEST, person, text, e);
	free(text);
	json_free(what);
	return result;
}

static int note_looked(struct store *s, struct record *r, struct json *body, struct err *e)
{
	char now[CLOCK_TEXT_SIZE];
	clock_format(clock_now(), now);
	json_set_string(body, "digestAt", now);
	free(r->body);
	r->body = json_print(body);
	return record_write(s, r, false, e);
}

/* One that still waits, for a mail server, says all that does when it goes: there is no second one. */
static int queue_letter(struct portal *p, int64_t account, const struct json *profile, int64_t since, struct err *e)
{
	struct store *s = &p->writer;
	const char *person = json_get_text(json_get(profile, "person"), "id");
	int renewed = person ? post_renew(p, LETTER_DIGEST, person, e) : 1;
	if (renewed != 0)
		return renewed < 0 ? -1 : 0;
	return has_news(s, account, person, since) || has_searches(s, account, profile) ? post_since(p, person, since, e) : 0;
}

static int queue_one(struct portal *p, int64_t local, struct err *e)
{
	struct store *s = &p->writer;
	struct record r = {0};
	int64_t since = 0;
	int result = 0;
	if (!record_by_local(s, local, &r))
		return 0;
	struct json *body = json_parse_own(r.body);
	clock_parse(json_get_text(body, "digestAt"), &since);
	if (day_of(body, since) < day_of(body, clock_now())) {
		result = queue_letter(p, r.account, body, since, e);
		if (result == 0)
			result = note_looked(s, &r, body, e);
	}
	json_free(body);
	record_free(&r);
	return result;
}

static int find_due(struct store *s, int64_t after, int64_t locals[AT_ONCE_MOST], struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local FROM profile_index WHERE mail_digest IN ('daily', 'dailyWithTexts')"
	                                         " AND digest_at <= ?1 AND local > ?2 ORDER BY local LIMIT ?3");
	int count = 0, row;
	db_bind_int(stmt, 1, clock_now() - APART);
	db_bind_int(stmt, 2, after);
	db_bind_int(stmt, 3, AT_ONCE_MOST);
	while ((row = db_step(stmt, e)) == 1)
		locals[count++] = db_int(stmt, 0);
	db_reset(stmt);
	return row < 0 ? -1 : count;
}

int digest_queue(struct portal *p, int64_t *after, struct err *e)
{
	int64_t locals[AT_ONCE_MOST];
	int count = p->post ? find_due(&p->writer, *after, locals, e) : 0, result = count;
	for (int i = 0; i < count && result >= 0; i++) {
		*after = locals[i];
		if (queue_one(p, locals[i], e) < 0)
			result = -1;
	}
	return result < 0 ? -1 : count == AT_ONCE_MOST;
}

int digest_note_late(struct store *s, const char *person, struct err *e)
{
	struct user u = {0};
	struct record r = {0};
	int result = 0;
	if (user_by_person(s, person, &u) && user_profile_record(s, &u, &r)) {
		struct json *body = json_parse_own(r.body);
		result = note_looked(s, &r, body, e);
		json_free(body);
	}
	record_free(&r);
	user_release(&u);
	return result;
}

/* --- what it says --- */

struct writing {
	struct store *s;
	const struct user *u;
	const struct catalogue *c;
	const struct json *without;
	struct str *out;
	int64_t all;
};

static int64_t count(const struct writing *x, enum record_type_index type, const struct record_filter *filters, size_t filter_count)
{
	int64_t local, total = 0;
	struct record_query q = {
		.account = x->u->account, .type = &record_types[type], .filters = filters, .filter_count = filter_count, .limit = 1, .total = true,
	};
	return record_list(x->s, &q, &local, NULL, &total, NULL) < 0 ? 0 : total;
}

static int64_t count_unread(const struct writing *x)
{
	const struct record_filter filters[] = {
		{.field = "keywords", .equals = "$seen", .negate = true}, {.field = "keywords", .equals = "$deleted", .negate = true},
	};
	return count(x, TYPE_Message, filters, ARRAY_SIZE(filters));
}

static int64_t count_questions(const struct writing *x)
{
	int64_t all = 0;
	for (size_t i = 0; i < vocabulary_message_kinds.count; i++) {
		const struct vocabulary_row *row = &vocabulary_message_kinds.rows[i];
		const struct record_filter filters[] = {
			{.field = "kind", .equals = row->code}, {.field = "answer", .equals = ""},
			{.field = "from", .equals = x->u->person, .negate = true}, {.field = "keywords", .equals = "$deleted", .negate = true},
		};
		if (row->flags & MESSAGE_KIND_WAITS)
			all += count(x, TYPE_Message, filters, ARRAY_SIZE(filters));
	}
	return all;
}

static int64_t count_events(const struct writing *x)
{
	return count_soon(x->s, x->u->account, x->u->person);
}

/* Notifications of a kind that nobody has seen: the newest, of which no index tells that. */
static int64_t count_unseen(const struct writing *x, const char *kind)
{
	const struct record_filter is = {.field = "kind", .equals = kind};
	int64_t locals[LOOKED_AT_MOST], all = 0;
	struct record_query q = {
		.account = x->u->account, .type = &record_types[TYPE_Notification], .filters = &is, .filter_count = 1, .limit = LOOKED_AT_MOST,
	};
	int count = record_list(x->s, &q, locals, NULL, NULL, NULL);
	for (int i = 0; i < count; i++) {
		struct record r = {0};
		struct json *body = record_by_local(x->s, locals[i], &r) ? json_parse_own(r.body) : NULL;
		all += body && !json_get(json_get(body, "keywords"), "$seen");
		json_free(body);
		record_free(&r);
	}
	return all;
}

/* What was told of events and is not seen: moved, cancelled, who applies. */
static int64_t count_event_news(const struct writing *x)
{
	static const char *const kinds[] = {"eventChanged", "eventCancelled", "eventApplication"};
	int64_t all = 0;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		all += count_unseen(x, kinds[i]);
	return all;
}

/* People found for saved searches since they were looked at. */
static int64_t count_found(const struct writing *x)
{
	struct db_stmt *stmt = db_prepare(x->s->db, "SELECT coalesce(sum(fresh), 0) FROM saved_search_index WHERE account = ?1");
	int64_t all;
	db_bind_int(stmt, 1, x->u->account);
	all = db_step(stmt, NULL) == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	return all;
}

/* A line each, in this order; kind: what leaves it out. */
static const struct line {
	const char *kind, *sentence; /* N_() */
	int64_t (*count)(const struct writing *x);
} lines[] = {
	{"messages", N_("Messages that you have not read: %1$s"), count_unread},
	{"requests", N_("Requests and invitations that wait for your answer: %1$s"), count_questions},
	{"events", N_("Events that you come to within a day: %1$s"), count_events},
	{"events", N_("News of events: %1$s"), count_event_news},
	{"searches", N_("New for your saved searches: %1$s"), count_found},
};

static bool is_wanted(const struct writing *x, const char *kind)
{
	return !json_get(x->without, kind);
}

static void add_line(struct writing *x, const struct line *line)
{
	char text[24];
	int64_t number = is_wanted(x, line->kind) ? line->count(x) : 0;
	x->all += number;
	if (!number)
		return;
	snprintf(text, sizeof text, "%" PRId64, number);
	str_add_worded(x->out, catalogue_text(x->c, line->sentence), (const char *const[]){text}, 1);
	str_addc(x->out, '\n');
}

static void add_text(struct writing *x, int64_t local)
{
	struct record r = {0};
	struct json *body = record_by_local(x->s, local, &r) ? json_parse_own(r.body) : NULL;
	const char *name = json_get_text(json_get(body, "from"), "name"), *subject = json_get_text(body, "subject");
	const char *text = json_get_text(body, "text");
	char *some = text ? xstrndup(text, utf8_first(text, TEXT_MOST)) : xstrdup("");
	str_addf(x->out, "\n--\n%s: %s\n\n%s\n", name ? name : "", subject ? subject : "", some);
	free(some);
	json_free(body);
	record_free(&r);
}

/* Letters that nobody has read, the newest first. */
static void add_texts(struct writing *x)
{
	const struct record_filter filters[] = {
		{.field = "keywords", .equals = "$seen", .negate = true}, {.field = "keywords", .equals = "$deleted", .negate = true},
	};
	int64_t locals[TEXTS_MOST];
	struct record_query q = {
		.account = x->u->account, .type = &record_types[TYPE_Message], .filters = filters, .filter_count = ARRAY_SIZE(filters),
		.limit = TEXTS_MOST,
	};
	int found = record_list(x->s, &q, locals, NULL, NULL, NULL);
	for (int i = 0; i < found; i++)
		add_text(x, locals[i]);
}

bool digest_write(struct worker *w, const struct user *u, const struct json *profile, int64_t since, const struct catalogue *c,
                  struct str *out)
{
	struct writing x = {.s = &w->reader, .u = u, .c = c, .without = json_get(profile, "digestWithout"), .out = out};
	struct viewer v;
	const char *wanted = json_get_text(profile, "mailDigest");
	if (!text_equal(wanted, "daily") && !text_equal(wanted, "dailyWithTexts"))
		return false;
	if (viewer_of_user(x.s, u, &v, NULL) == 0)
		rules_ask_again(w, &v, clock_now());
	viewer_release(&v);
	if (!has_news(x.s, u->account, u->person, since))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		add_line(&x, &lines[i]);
	if (text_equal(wanted, "dailyWithTexts") && is_wanted(&x, "messages"))
		add_texts(&x);
	return x.all > 0;
}
