/* A full TwinSpace on its way for the first time; and a portal with a thousand projects that is asked what is new. */
#include "bench/space.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/report.h"
#include "bench/wire.h"
#include "lib/suite.h"
#include "lib/deeds.h"
#include "lib/portal_client.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

enum { MEMBERS = 10, PAGES = 20, POSTS = 200, FILES = 50, PROJECTS = 1000, MINE = 10, ASKED = 400 };

static void write_record(struct store *s, int64_t account, enum record_type_index type, char *body_taken)
{
	struct record r = { .account = account, .type = &record_types[type], .body = body_taken };
	struct err e = { 0 };
	if (record_write(s, &r, true, &e) < 0)
		die("%s: %s", record_types[type].name, err_name(e.code));
	record_free(&r);
}

/* A paragraph that no other one is like, as long as teachers write. */
static char *paragraph(int number)
{
	static const char *const words[] = { "river", "measure", "class", "litre", "Tuesday", "photo", "together", "village", "answer", "spring" };
	struct str text = { 0 };
	for (unsigned i = 0, draw = (unsigned)number + 1; i < 40; i++, draw = draw * 1103515245U + 12345U)
		str_addf(&text, i ? " %s" : "%s", words[draw / 65536U % ARRAY_SIZE(words)]);
	return str_detach(&text);
}

static void add_file(struct store *s, int64_t account, const char *by, int number)
{
	struct blob b = { 0 };
	char *bytes = paragraph(number);
	struct err e = { 0 };
	if (blob_write(s, account, by, "text/plain", bytes, strlen(bytes), clock_now(), &b, &e) < 0)
		die("a file: %s", err_name(e.code));
	write_record(s, account, TYPE_Material,
	             xasprintf("{\"title\":\"file %d.txt\",\"folder\":\"week %d\",\"file\":[{\"blobId\":\"%s\",\"name\":\"file %d.txt\","
	                       "\"type\":\"text/plain\",\"size\":%zu}],\"author\":{\"id\":\"%s\",\"name\":\"Teacher\"},"
	                       "\"createdAt\":\"2026-11-01T10:%02d:00Z\"}", number, number % 7, b.id, number, strlen(bytes), by, number % 60));
	blob_release(&b);
	free(bytes);
}

static void add_text(struct store *s, int64_t account, enum record_type_index type, const char *by, int number)
{
	const char *place = type == TYPE_Post ? "\"place\":\"forum\"," : "";
	char *text = paragraph(number + (int)type);
	write_record(s, account, type,
	             xasprintf("{%s\"title\":\"Number %d\",\"text\":\"%s\",\"author\":{\"id\":\"%s\",\"name\":\"Teacher\"},"
	                       "\"createdAt\":\"2026-11-02T%02d:%02d:00Z\",\"changedAt\":\"2026-11-02T10:00:00Z\"}", place, number, text, by,
	                       number / 60, number % 60));
	free(text);
}

static void fill_space(struct store *s, int64_t account, const char *by)
{
	if (db_begin(s->db, NULL) < 0)
		die("the portal's store is busy");
	for (int i = 0; i < PAGES; i++)
		add_text(s, account, TYPE_Page, by, i);
	for (int i = 0; i < POSTS; i++)
		add_text(s, account, TYPE_Post, by, i);
	for (int i = 0; i < FILES; i++)
		add_file(s, account, by, i);
	if (db_commit(s->db, NULL) < 0)
		die("the portal's store is full");
}

static char *own_card(const struct world *w)
{
	struct portal_client c;
	portal_client_open(&c, w->portal_socket);
	portal_client_sign_in(&c, w->name, w->password);
	char *person = xstrdup(c.person);
	portal_client_release(&c);
	return person;
}

void bench_space(struct world *w)
{
	const char *people[MEMBERS + 1] = { own_card(w) };
	struct store s;
	struct account a;
	for (int i = 1; i < MEMBERS; i++) {
		char *name = xasprintf("colleague%d", i);
		people[i] = world_add_person(w, name);
		free(name);
	}
	world_portal_store(w, &s);
	char *project = deeds_write_project(&s, "Water diary", people);
	if (!account_by_id(&s, project, &a))
		die("no project");
	fill_space(&s, a.local, people[0]);
	store_close(&s);
	wire_start_over(w, false);
	relay_reset(w->relay);
	json_free(world_sync(w));
	struct relay_counts counts = relay_counts(w->relay);
	report("space-first-sync-up", (double)counts.up, "bytes", NULL, 0);
	report("space-first-sync-down", (double)counts.down, "bytes", NULL, 0);
	report("space-first-sync-exchanges", (double)counts.requests, "requests", NULL, 0);
	report("space-first-sync-turnarounds", (double)counts.turnarounds, "turns", NULL, 0);
	account_release(&a);
	free(project);
	for (int i = 0; i < MEMBERS; i++)
		free((char *)(uintptr_t)people[i]);
}

/* --- a thousand --- */

static double microseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

struct asked { double a_second, half, most, bytes; };

/* One connection that asks again as soon as it was answered. */
static struct asked ask(struct portal_client *c, const char *body)
{
	double took[ASKED], begun = microseconds();
	struct asked asked = { 0 };
	for (int i = 0; i < ASKED; i++) {
		struct str answer = { 0 };
		double at = microseconds();
		portal_client_send(c, "POST", "/jmap/api", body);
		if (portal_client_receive(c, &answer) != 200)
			die("the portal refuses: %s", answer.text);
		took[i] = microseconds() - at;
		asked.bytes = (double)(answer.len + strlen(body));
		str_release(&answer);
	}
	asked.a_second = ASKED * 1e6 / (microseconds() - begun);
	asked.half = report_quantile(took, ASKED, 0.5);
	asked.most = report_quantile(took, ASKED, 0.99);
	return asked;
}

static void make_projects(const struct world *w, const char *me)
{
	const char *people[4] = { 0 };
	char *others[4];
	struct store s;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		char *name = xasprintf("founder%zu", i);
		others[i] = world_add_person((struct world *)(uintptr_t)w, name);
		free(name);
	}
	world_portal_store(w, &s);
	db_durability(s.db, DB_QUICK);
	for (int i = 0; i < PROJECTS; i++) {
		char *title = xasprintf("Project %d", i);
		people[0] = others[i % 4];
		people[1] = others[(i + 1) % 4];
		people[2] = i < MINE ? me : NULL;
		free(deeds_write_project(&s, title, people));
		free(title);
	}
	store_close(&s);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		free(others[i]);
}

/* What is asked when all that there was until now is here; yours. */
static char *question_of(struct portal_client *c)
{
	struct json *since = json_new_object();
	bool more = true;
	while (more) {
		struct json *arguments = json_new_object();
		json_set(arguments, "since", json_copy(since));
		struct json *page = portal_client_call(c, "Sync/get", arguments);
		for (const struct json *i = json_first(json_get(page, "accounts")); i; i = json_next(i))
			json_set_string(since, json_key(i), json_get_text(i, "state"));
		more = json_first(json_get(page, "accounts")) != NULL;
		json_free(page);
	}
	char *states = json_print(since);
	char *body = xasprintf("{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1\"],"
	                       "\"methodCalls\":[[\"Sync/get\",{\"since\":%s},\"s\"]]}", states);
	json_free(since);
	free(states);
	return body;
}

void bench_projects(struct world *w)
{
	char *me = own_card(w), *body;
	struct portal_client c;
	make_projects(w, me);
	portal_client_open(&c, w->portal_socket);
	portal_client_sign_in(&c, w->name, w->password);
	body = question_of(&c);
	struct asked echo = ask(&c, "{\"using\":[\"urn:ietf:params:jmap:core\"],\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"c\"]]}");
	struct asked sync = ask(&c, body);
	report("projects-1000-sync", sync.a_second, "requests/s", "echo", echo.a_second);
	report("projects-1000-sync-p50", sync.half, "us", "echo", echo.half);
	report("projects-1000-sync-p99", sync.most, "us", "echo", echo.most);
	report("projects-1000-sync-bytes", sync.bytes, "bytes", "echo", echo.bytes);
	portal_client_release(&c);
	free(body);
	free(me);
}
