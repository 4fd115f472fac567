/* The central desk with a thousand registrations that wait, over the relay and in a real terminal. */
#include "bench/desk.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report.h"
#include "bench/wire.h"
#include "../../src/portal/case.h"
#include "../../src/portal/user.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/schema/vocabulary.h"

enum { WAITING = 1000, DECIDED = 80, HOUR_S = 3600, AT_ONCE = 50, PACE_MS = 120 };

/* --- what waits --- */

/* As of people who do not know each other: no two lines are packed by the same words, nor come at even times. */
static char *draw_name(unsigned *draw)
{
	static const char *const syllables[] = {
		"nur", "can", "ay", "din", "vla", "chou", "to", "masz", "fer", "ri", "car", "men", "io", "ana", "pop", "lis",
	};
	struct str name = { 0 };
	for (int i = 0; i < 5; i++) {
		*draw = *draw * 1103515245U + 12345U;
		str_addf(&name, i == 2 ? " %s" : "%s", syllables[*draw / 65536U % ARRAY_SIZE(syllables)]);
	}
	return str_detach(&name);
}

static struct json *dossier_of(int number, int64_t since)
{
	struct json *dossier = dossier_new(), *fact;
	char *school = xasprintf("Gymnasium %d, Town", number / 5), *email = xasprintf("applicant%d@school.example", number);
	dossier_fact(dossier, "role", "teacher");
	dossier_fact(dossier, "subjects", number % 2 ? "biology environment" : "mathematics");
	dossier_finding(dossier_fact(dossier, "school", school), "found", 0);
	fact = dossier_fact(dossier, "email", email);
	dossier_finding(fact, "confirmed", since);
	dossier_finding(fact, "schoolAddress", 0);
	fact = dossier_fact(dossier, "head", "Claire Petit");
	dossier_finding(fact, "asked", since + 12 * HOUR_S);
	dossier_finding(fact, "employed", since + 30 * HOUR_S);
	dossier_fact(dossier, "languages", "en fr");
	dossier_step(dossier, "registered", since - HOUR_S, NULL);
	dossier_step(dossier, "mailConfirmed", since, NULL);
	dossier_step(dossier, "headAsked", since + 12 * HOUR_S, "Claire Petit");
	json_set_string(dossier, "text", "We would like to measure the same river as others, and to compare what we find.");
	free(school);
	free(email);
	return dossier;
}

/* A person who has registered, with the case of it. */
static void add_registration(struct store *s, const char *country, int number)
{
	unsigned draw = (unsigned)number * 2654435761U + 1;
	char *name = draw_name(&draw), *place = draw_name(&draw);
	int64_t since = clock_now() - (int64_t)(WAITING - number) * 600 - draw / 65536U % 500U;
	struct json *card = json_new_object(), *profile = json_new_object(), *school = json_new_object();
	struct err e = { 0 };
	struct user made = { 0 };
	json_set_string(card, "name", name);
	json_set_string(card, "country", country);
	json_set_string(profile, "interfaceLanguage", "fr");
	json_set_string(profile, "step", "desk");
	json_set_string(school, "name", place);
	json_set_string(school, "country", country);
	const struct user_new fresh = { .card = card, .profile = profile, .state = USER_WAITING, .state_since = since };
	int result = user_add(s, &fresh, &made, &e);
	const struct case_new c = {
		.kind = "registration", .country = country, .title = name, .person = made.person, .name = name, .school = school,
		.language = "fr", .about = TYPE_Person, .id = made.person, .dossier = dossier_of(number, since), .since = since,
	};
	if (result < 0 || case_open(s, &c, &e) < 0)
		die("a registration: %s", err_name(e.code));
	user_release(&made);
	json_free(school);
	json_free(profile);
	json_free(card);
	free(place);
	free(name);
}

static void fill(const struct world *w)
{
	struct store s;
	world_portal_store(w, &s);
	db_durability(s.db, DB_QUICK);
	for (int i = 0; i < WAITING; i++) {
		const struct vocabulary_row *country;
		for (size_t k = (size_t)i;; k++)
			if (!(country = &vocabulary_countries.rows[k % vocabulary_countries.count])->until)
				break;
		if (i % AT_ONCE == 0 && db_begin(s.db, NULL) < 0)
			die("the portal's store is busy");
		add_registration(&s, country->code, i);
		if (i % AT_ONCE == AT_ONCE - 1 && db_commit(s.db, NULL) < 0)
			die("the portal's store is full");
	}
	store_close(&s);
}

/* --- measured --- */

static void report_line(struct world *w, const char *name, double parts)
{
	struct relay_counts counts = relay_counts(w->relay);
	const struct { const char *what, *unit; double value; } rows[] = {
		{ "up", "bytes", (double)counts.up }, { "down", "bytes", (double)counts.down },
		{ "requests", "requests", (double)counts.requests },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *full = xasprintf("%s-%s", name, rows[i].what);
		report(full, rows[i].value / parts, rows[i].unit, NULL, 0);
		free(full);
	}
	relay_reset(w->relay);
}

static void settle(struct world *w, struct terminal *t)
{
	if (!terminal_wait_idle(t))
		die("the face does not rest");
	json_free(world_sync(w));
}

static void open_one(struct world *w, struct terminal *t)
{
	terminal_send(t, ":desk<Enter>");
	if (!terminal_wait_at(t, 0, "1000 wait"))
		die("the desk is not there");
	settle(w, t);
	relay_reset(w->relay);
	terminal_mark(t);
	terminal_send(t, "<Enter>");
	if (!terminal_wait_text(t, "measure the same river"))
		die("the case has not come");
	report("desk-open-terminal", (double)terminal_bytes(t), "bytes", NULL, 0);
	settle(w, t);
	report_line(w, "desk-open", 1);
}

static int compare(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return one < other ? -1 : one > other;
}

/* One key each: accepted, and on to the next, whose dossier is here already. */
static void decide(struct world *w, struct terminal *t)
{
	double bytes[DECIDED], ms[DECIDED];
	for (int i = 0; i < DECIDED; i++) {
		terminal_mark(t);
		terminal_send(t, "a");
		if (!terminal_wait_idle(t))
			die("the face does not rest");
		bytes[i] = (double)terminal_bytes(t);
		ms[i] = (double)terminal_last_ns(t) / 1e6;
		/* An officer reads before the next key: what follows on the line is over by then. */
		while (terminal_read(t, PACE_MS))
			;
	}
	settle(w, t);
	report("desk-decide-keys", 1, "keys", NULL, 0);
	report("desk-decide-terminal", report_median(bytes, DECIDED), "bytes", NULL, 0);
	qsort(ms, DECIDED, sizeof ms[0], compare);
	report("desk-decide-p50", ms[DECIDED / 2], "ms", "aim", 50);
	report("desk-decide-p95", ms[DECIDED * 95 / 100], "ms", "aim", 50);
	report_line(w, "desk-decide", DECIDED);
	/* Their letters rest half a minute, where they can be taken back; now they go. */
	terminal_send(t, "s");
	settle(w, t);
	report_line(w, "desk-send", DECIDED);
}

void bench_desk(struct world *w)
{
	const char *officer[] = { "user", "officer", w->portal_dir, w->name, NULL };
	if (world_run("twinline-portal", officer, NULL, NULL) != 0)
		die("no officer");
	wire_start_over(w, false);
	relay_reset(w->relay);
	json_free(world_sync(w));
	struct relay_counts none = relay_counts(w->relay);
	fill(w);
	wire_start_over(w, false);
	relay_reset(w->relay);
	json_free(world_sync(w));
	struct relay_counts counts = relay_counts(w->relay);
	report("desk-1000-first-sync-whole", (double)counts.down, "bytes", "empty desks", (double)none.down);
	report("desk-1000-first-sync-line", (double)(counts.down - none.down) / WAITING, "bytes", NULL, 0);
	report_line(w, "desk-1000-first-sync", 1);
	struct terminal *t = world_face(w, 24, 80, NULL);
	if (!terminal_wait_text(t, "1000 wait"))
		die("nothing waits");
	open_one(w, t);
	decide(w, t);
	terminal_free(t);
}
