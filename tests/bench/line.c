/*
 * Everyday things over lines of three kinds, each beside what the peers take for the same letters on the same link (peers.h).
 * "signin" is the way from nothing to a token; "inbox" from there until the newest letters can be read (in full, where a
 * peer has a list of all); "start" is both; "all" from the token until the whole fixed set is here, its events and projects
 * too. What was fetched costs nothing to open: "open" and "month" are 0. "websocket-poll" and so on go over one.
 */
#include "bench/line.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "bench/peers.h"
#include "bench/report.h"
#include "bench/wire.h"
#include "lib/first_sync.h"
#include "lib/portal_client.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/line_profile.h"
#include "twinline/schema/schema.h"

enum { PATIENCE_MS = 120 * 1000 };

struct link { const char *name; int64_t bits, delay; };
static const struct link links[] = { { "direct", 0, 0 }, { "64000", 64000, 150 }, { "9600", 9600, 300 } };

/* As over a line: the portal is on this computer, which would have all at once and nothing told. */
static const char *const over_http[] = { "--window", "50", "--transport", "http", NULL };
static const char *const over_socket[] = { "--window", "50", "--transport", "websocket", NULL };

/* What has gone over the line, and when. */
struct moment { struct relay_counts counts; int64_t ms; };

static struct moment now_of(struct world *w)
{
	return (struct moment){ .counts = relay_counts(w->relay), .ms = clock_monotonic_ms() };
}

static struct cost between(const struct moment *from, const struct moment *to)
{
	struct cost cost = cost_none;

	cost.up = (double)(to->counts.up - from->counts.up);
	cost.down = (double)(to->counts.down - from->counts.down);
	cost.seconds = (double)(to->ms - from->ms) / 1000;
	return cost;
}

static bool is_about_letters(const struct json *packet)
{
	for (const struct json *type = json_first(json_get(packet, "types")); type; type = json_next(type))
		if (text_equal(json_text(type), record_types[TYPE_Message].name))
			return true;
	return false;
}

/* Waits for a packet: did, and about letters, or of a phase, where that is said. Yours. */
static struct json *await(struct engine_link *engine, const char *did, const char *phase, bool letters)
{
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	bool gone = false;
	while (!gone && clock_monotonic_ms() < until) {
		struct pollfd input = { .fd = engine->fd, .events = POLLIN };
		struct json *packet;
		poll(&input, 1, 1000);
		while ((packet = engine_receive(engine, &gone)) != NULL) {
			bool is_it = text_equal(json_get_text(packet, "did"), did) && (!letters || is_about_letters(packet)) &&
			             (!phase || text_equal(json_get_text(packet, "phase"), phase));
			if (is_it)
				return packet;
			if (text_equal(json_get_text(packet, "did"), "failed"))
				die("%s: %s", did, json_print(packet));
			json_free(packet);
		}
	}
	die("no \"%s\" came", did);
}

static struct json *packet_to(const char *what)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	return packet;
}

static struct json *sign_in_packet(const struct world *w)
{
	struct json *packet = packet_to("sign-in");
	json_set_string(packet, "url", w->url);
	json_set_string(packet, "name", w->name);
	json_set_string(packet, "password", w->password);
	json_set_string(packet, "device", "bench");
	return packet;
}

/* True if all of the fixed set is here. */
static bool is_whole(const struct world *w)
{
	struct store s;
	struct err e = { 0 };
	if (store_open(&s, w->paths.store, STORE_REPLICA, DB_READ_ONLY, &e) < 0)
		die("no store");
	bool whole = first_sync_is_here(&s);
	store_close(&s);
	return whole;
}

/* From a profile with nothing in it to everything here. The engine stays. */
static pid_t start_first(struct world *w, struct engine_link *engine, const char *link)
{
	struct moment begun = now_of(w), in, letters, all;
	pid_t pid = world_engine_with(w, over_http, engine);
	engine_send(engine, sign_in_packet(w));
	json_free(await(engine, "signed-in", NULL, false));
	in = now_of(w);
	json_free(await(engine, "changed", NULL, true));
	letters = now_of(w);
	while (!is_whole(w))
		json_free(await(engine, "changed", NULL, false));
	all = now_of(w);
	struct cost signin = between(&begun, &in), inbox = between(&in, &letters), start = between(&begun, &letters);
	struct cost whole = between(&in, &all), nothing = cost_none;

	nothing.up = nothing.down = nothing.seconds = 0;
	peers_report("signin", "signin", link, &signin);
	peers_report("inbox", "inbox", link, &inbox);
	peers_report("start", "start", link, &start);
	peers_report("all", "all", link, &whole);
	peers_report("open", "open", link, &nothing);
	peers_report("month", "month", link, &nothing);
	return pid;
}

static void settle(struct engine_link *engine)
{
	engine_send(engine, packet_to("sync"));
	json_free(await(engine, "progress", "done", false));
}

/*
 * What the study of the protocol found for a letter of this length: header and payload together of JMAP over HTTP/1.1 with lean
 * headers and a dictionary, and the payload with its frame over WebSocket in a zstd stream.
 */
static void tell_study(const char *name, const struct cost *cost)
{
	static const struct { const char *name; double up, down; } rows[] = {
		{ "poll", 309, 233 }, { "new", 390, 485 }, { "send", 465, 208 },
		{ "websocket-poll", 20, 17 }, { "websocket-new", 74, 281 }, { "websocket-send", 249, 72 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (strcmp(rows[i].name, name) == 0) {
			char *up = xasprintf("%s-direct-up", name), *down = xasprintf("%s-direct-down", name);
			report(up, cost->up, "bytes", "study", rows[i].up);
			report(down, cost->down, "bytes", "study", rows[i].down);
			free(up);
			free(down);
		}
}

/* One exchange on the kept connection. */
static void measure(struct world *w, struct engine_link *engine, const char *prefix, const char *row, const char *link)
{
	char *name = xasprintf("%s%s", prefix, row);
	struct moment begun = now_of(w);
	settle(engine);
	struct moment done = now_of(w);
	struct cost cost = between(&begun, &done);
	peers_report(name, row, link, &cost);
	if (strcmp(link, links[0].name) == 0)
		tell_study(name, &cost);
	free(name);
}

/* A poll with nothing new, a letter that comes, one that goes; over what the engine speaks, told by the prefix. */
static void go_on(struct world *w, struct portal_client *friend, const char *me, struct engine_link *engine, const char *words[2])
{
	const char *prefix = words[0], *link = words[1];
	settle(engine);
	settle(engine); /* what repeats itself is short in a stream from the second time on */
	measure(w, engine, prefix, "poll", link);
	wire_write_letter(friend, me);
	measure(w, engine, prefix, "new", link);
	wire_queue_letter(w, friend->person);
	measure(w, engine, prefix, "send", link);
}

static void end(struct world *w, struct engine_link *engine, pid_t pid)
{
	engine_close(engine);
	relay_line(w->relay, 0, 0);
	world_engine_end(w, SIGTERM);
	waitpid(pid, NULL, 0);
}

static void bench_start(struct world *w, const struct link *link)
{
	struct engine_link engine;
	relay_line(w->relay, link->bits, link->delay);
	wire_start_over(w, true);
	pid_t pid = start_first(w, &engine, link->name);
	end(w, &engine, pid);
}

static void bench_going_on(struct world *w, struct portal_client *friend, const char *me, const struct link *link)
{
	struct engine_link engine;
	static const struct { const char *const *options; const char *prefix; } ways[] = { { over_http, "" }, { over_socket, "websocket-" } };
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		relay_line(w->relay, link->bits, link->delay);
		pid_t pid = world_engine_with(w, ways[i].options, &engine);
		go_on(w, friend, me, &engine, (const char *[]){ ways[i].prefix, link->name });
		end(w, &engine, pid);
	}
}

void bench_lines(struct world *w)
{
	struct portal_client friend, reader;
	for (size_t i = 0; i < ARRAY_SIZE(links); i++)
		bench_start(w, &links[i]);
	wire_add_writer(w, &friend);
	portal_client_open(&reader, w->portal_socket);
	portal_client_sign_in(&reader, w->name, w->password);
	for (size_t i = 0; i < ARRAY_SIZE(links); i++)
		bench_going_on(w, &friend, reader.person, &links[i]);
	portal_client_release(&friend);
	portal_client_release(&reader);
}

void bench_ask(struct world *w)
{
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		struct engine_link engine;
		struct err e = { 0 };
		struct json *search = packet_to("search"), *filter;
		relay_line(w->relay, links[i].bits, links[i].delay);
		if (engine_connect(&engine, &w->paths, true, &e) != 0)
			die("no engine");
		json_set_integer(search, "n", 1);
		json_set_string(search, "type", record_types[TYPE_Person].name);
		filter = json_set(search, "filter", json_new_object());
		json_set_string(filter, "language", "pl");
		settle(&engine); /* connects */
		json_set_bool(search, "facets", true);
		json_set_integer(search, "limit", links[i].bits ? line_profile_rows[LINE_PROFILE_SLOW].rows : line_profile_rows[LINE_PROFILE_FAST].rows);
		struct moment begun = now_of(w);
		engine_send(&engine, search);
		json_free(await(&engine, "found", NULL, false));
		struct moment done = now_of(w);
		struct cost cost = between(&begun, &done);
		peers_report("search", "search", links[i].name, &cost);
		engine_close(&engine);
		relay_line(w->relay, 0, 0);
		world_engine_end(w, SIGTERM);
	}
}

/* --- the terminal's line --------------------------------------------------------------------------- */

/* What so many bytes take to the terminal, with the way of the key to the program; headers of 40 bytes a segment, as the relay has them. */
static double seconds_of(double bytes, const struct link *link)
{
	double segments = (double)(((int64_t)bytes + 1459) / 1460);
	return link->bits ? 2 * (double)link->delay / 1000 + (bytes + 40 * segments) * 8 / (double)link->bits : 0;
}

static void tell_terminal(const char *row, double bytes)
{
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		char *name = xasprintf("ssh-%s", row);
		struct cost written = cost_none, taken = cost_none;

		written.terminal = bytes;
		taken.seconds = seconds_of(bytes, &links[i]);
		if (i == 0)
			peers_report(row, row, links[i].name, &written);
		else
			peers_report(name, name, links[i].name, &taken);
		free(name);
	}
}

void bench_terminal_line(struct world *w)
{
	struct terminal *t = world_face(w, 24, 80, NULL);
	if (!terminal_wait_at(t, -1, "? keys") || !terminal_wait_idle(t))
		die("no full screen");
	terminal_send(t, "2<Home>");
	terminal_wait_idle(t);
	tell_terminal("inbox", (double)terminal_bytes(t));
	terminal_mark(t);
	terminal_send(t, "<Enter>");
	terminal_wait_idle(t);
	tell_terminal("open", (double)terminal_bytes(t));
	terminal_send(t, "qQ");
	terminal_wait_exit(t, NULL);
	terminal_free(t);
}
