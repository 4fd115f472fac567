/* A million people and a million schools, 150,000 of each in one country; names of syllables, so that many share a word. */
#include "bench/likeness.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "bench/report.h"
#include "../../src/portal/likeness.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/records/store.h"

enum { MILLION = 1000000, FIRST_LOCAL = 10 * MILLION, TIMES = 21 };

/* Of row n: what its name, town and country are. */
#define SYLLABLE(n) "substr('kalemonuritesabogadivapelumirosifetahozezu', 1 + 2 * ((" n ") % 21), 2)"
#define WORD(n, end) SYLLABLE(n) " || " SYLLABLE("(" n ") / 21") " || " SYLLABLE("(" n ") / 441") " || '" end "'"
#define SURNAME WORD("n * 7919 % 9261", "ov")
#define FORENAME SYLLABLE("n * 31") " || " SYLLABLE("n * 131 / 7") " || 'a'"
#define TOWN "CASE WHEN n % 20 = 0 THEN 'istanbul' ELSE " WORD("n % 9261", "burg") " END"
#define COUNTRY "CASE WHEN n % 100 < 15 THEN 'TR' ELSE char(65 + n % 9, 65 + n % 5) END"
#define ROWS "WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < ?4 - 1) "

/* ?1 account, ?2 type, ?3 the first local, ?4 how many. */
static const char people[] = ROWS
	"INSERT INTO person_index(local, account, audience, name, country, word1, word2) "
	"SELECT ?3 + n, ?1, 8 + 0 * ?2, " FORENAME " || ' ' || " SURNAME ", " COUNTRY ", " SURNAME ", " FORENAME " FROM r";
static const char schools[] = ROWS
	"INSERT INTO school_index(local, account, audience, name, country, town, word1) "
	"SELECT ?3 + n, ?1, 16 + 0 * ?2, 'Gymnasium ' || n % 500, " COUNTRY ", " TOWN ", " TOWN " FROM r";
static const char records[] = ROWS
	"INSERT INTO record(local, account, type, id, created, seq, rev, audience, body) "
	"SELECT ?3 + n, ?1, ?2, printf('g%07d', n), ?3 + n, 1, 1, 8, '{\"name\":\"One of them\",\"town\":\"Far away\"}' FROM r";

static void run(struct store *s, const char *sql, int64_t account, int type)
{
	struct err e = { 0 };
	struct db_stmt *stmt = db_prepare(s->db, sql);
	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type);
	db_bind_int(stmt, 3, (int64_t)FIRST_LOCAL + (int64_t)type * MILLION);
	db_bind_int(stmt, 4, MILLION);
	if (db_run(stmt, &e) < 0)
		die("a million: %s", err_name(e.code));
}

static void fill(struct store *s)
{
	struct account directory;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory) || db_begin(s->db, NULL) < 0)
		die("no directory");
	run(s, people, directory.local, TYPE_Person);
	run(s, records, directory.local, TYPE_Person);
	run(s, schools, directory.local, TYPE_School);
	run(s, records, directory.local, TYPE_School);
	if (db_commit(s->db, NULL) < 0)
		die("the disk is full");
	account_release(&directory);
}

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

typedef int check(struct store *s, const struct likeness *l, struct resembling found[LIKENESS_MOST], struct err *e);

static void time_check(struct store *s, const char *name, check *ask, const struct likeness *l)
{
	double took[TIMES];
	for (int i = 0; i < TIMES; i++) {
		struct resembling found[LIKENESS_MOST];
		struct err e = { 0 };
		double begun = milliseconds();
		if (ask(s, l, found, &e) < 0)
			die("%s: %s", name, err_name(e.code));
		took[i] = milliseconds() - begun;
	}
	report(name, report_median(took, TIMES), "ms", "aim", 50);
}

void bench_likeness(struct world *w)
{
	static const struct { const char *name; check *ask; struct likeness l; } rows[] = {
		{ "likeness-1000000-people", likeness_people, { .name = "Kalea Lemonuov", .country = "TR", .town = "Ankara" } },
		{ "likeness-1000000-people-rare", likeness_people, { .name = "Nurcan Aydin", .country = "TR", .town = "Ankara" } },
		{ "likeness-1000000-schools", likeness_schools, { .name = "Gymnasium 12", .country = "TR", .town = "Kalemoburg" } },
		{ "likeness-1000000-schools-in-one-town", likeness_schools, { .name = "Gymnasium 12", .country = "TR", .town = "Istanbul" } },
	};
	struct store s;
	world_portal_end(w, SIGTERM);
	world_portal_store(w, &s);
	db_durability(s.db, DB_QUICK);
	double begun = milliseconds();
	fill(&s);
	report("likeness-fill", (milliseconds() - begun) / 1000, "s", NULL, 0);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		time_check(&s, rows[i].name, rows[i].ask, &rows[i].l);
	store_close(&s);
	world_portal_start(w);
}
