/* Bytes and turnarounds between engine and portal, and the portal's requests a second. */
#include "bench/wire.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "bench/report.h"
#include "lib/first_sync.h"
#include "lib/portal_client.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"

enum { CONNECTIONS = 4, PORTAL_MS = 1500, LETTER_MAX = 10000 };

static const char letter_path[] = "tests/data/letter.txt"; /* its first line is the subject */

static const char writer_name[] = "bench.writer";

/* One exchange; what was on the wire since the relay counts. */
static struct relay_counts exchange_on(struct world *w)
{
	struct json *done = world_sync(w);
	if (!done)
		die("the exchange failed");
	json_free(done);
	return relay_counts(w->relay);
}

/* One exchange; what it took on the wire. */
static struct relay_counts exchange(struct world *w)
{
	relay_reset(w->relay);
	return exchange_on(w);
}

static void tell(const char *name, const struct relay_counts *counts, double aim_up, double aim_down)
{
	char *up = xasprintf("%s-up", name), *down = xasprintf("%s-down", name), *turns = xasprintf("%s-turnarounds", name);
	report(up, (double)counts->up, "bytes", aim_up > 0 ? "aim" : NULL, aim_up);
	report(down, (double)counts->down, "bytes", aim_down > 0 ? "aim" : NULL, aim_down);
	report(turns, (double)counts->turnarounds, "turns", "aim", 2);
	free(up);
	free(down);
	free(turns);
}

void wire_start_over(struct world *w, bool signed_out)
{
	struct err e = { 0 };
	world_engine_end(w, SIGTERM);
	if (file_remove_tree(w->paths.data, &e) < 0 || file_make_dirs(w->paths.data, &e) < 0 ||
	    (signed_out && file_remove_tree(w->paths.token, &e) < 0))
		die("%s cannot be emptied", w->paths.data);
}

void bench_first_sync(struct world *w)
{
	struct err e = { 0 };
	struct store s;
	first_sync_fill(w);
	wire_start_over(w, false);
	struct relay_counts counts = exchange(w);
	report("cold-sync-up", (double)counts.up, "bytes", NULL, 0);
	report("cold-sync-down", (double)counts.down, "bytes", "aim", 14000);
	report("cold-sync-turnarounds", counts.turnarounds, "turns", "aim", 2);
	/* Fewer bytes for less than the whole would be no feat. */
	if (store_open(&s, w->paths.store, STORE_REPLICA, DB_READ_ONLY, &e) < 0)
		die("no store");
	if (!first_sync_is_here(&s))
		die("not all of it came");
	store_close(&s);
}

void bench_fill(struct world *w, const char *name)
{
	wire_start_over(w, false);
	int64_t begun = clock_monotonic_ms();
	exchange(w);
	report(name, (double)(clock_monotonic_ms() - begun) / 1000, "s", NULL, 0);
}

/* The letter that goes both ways; release both. */
static void read_letter(char **subject, char **text)
{
	struct str file = { 0 };
	if (file_read(letter_path, LETTER_MAX, &file, NULL) != 0)
		die("%s is not there", letter_path);
	size_t len = strcspn(file.text, "\n");
	*subject = xstrndup(file.text, len);
	*text = xstrdup(file.text + len + 1);
	str_release(&file);
}

void wire_write_letter(struct portal_client *writer, const char *to)
{
	char *subject, *text;
	read_letter(&subject, &text);
	free(portal_client_write_to(writer, to, subject, text));
	free(subject);
	free(text);
}

void wire_queue_letter(struct world *w, const char *to)
{
	struct store s;
	struct account personal;
	struct err e = { 0 };
	char *subject, *text;
	if (store_open(&s, w->paths.store, STORE_REPLICA, 0, &e) < 0 || !account_by_kind(&s, ACCOUNT_PERSONAL, &personal))
		die("no store");
	struct json *message = json_new_object();
	json_set_string(json_push(json_set(message, "to", json_new_array()), json_new_object()), "id", to);
	read_letter(&subject, &text);
	json_set_string(message, "subject", subject);
	json_set_string(message, "text", text);
	free(subject);
	free(text);
	if (db_begin(s.db, &e) < 0 || outbox_create(&s, personal.local, &record_types[TYPE_Message], message, 0, &e) < 0 ||
	    db_commit(s.db, &e) < 0)
		die("queueing failed: %s", err_name(e.code));
	json_free(message);
	account_release(&personal);
	store_close(&s);
}

void wire_add_writer(struct world *w, struct portal_client *writer)
{
	const char *words[] = { "user", "add", w->portal_dir, writer_name, NULL };
	char *said, *input = xasprintf("%s\n", w->password);
	if (world_run("twinline-portal", words, input, &said) != 0)
		die("no second user: %s", said);
	free(said);
	free(input);
	portal_client_open(writer, w->portal_socket);
	portal_client_sign_in(writer, writer_name, w->password);
}

/*
 * The aims are what the study of the protocol found for JMAP over HTTP/1.1 with lean headers and a dictionary, its header and its
 * payload together, of a poll, a new letter, and one that is sent.
 */
void bench_wire(struct world *w)
{
	struct portal_client writer, reader;
	wire_add_writer(w, &writer);
	portal_client_open(&reader, w->portal_socket);
	portal_client_sign_in(&reader, w->name, w->password);
	wire_start_over(w, false);
	/* As over a line, where a replica begins with a window. A face is there: the engine stays, and so does its connection. */
	static const char *const words[] = { "--window", "50", NULL };
	struct engine_link face;
	relay_reset(w->relay); /* a fresh engine asks at once */
	pid_t engine = world_engine_with(w, words, &face);
	struct relay_counts counts = exchange_on(w);
	tell("window-sync", &counts, 0, 0);
	exchange(w);
	counts = exchange(w);
	tell("poll", &counts, 309, 233);
	wire_write_letter(&writer, reader.person);
	counts = exchange(w);
	tell("one-new", &counts, 390, 485);
	wire_queue_letter(w, writer.person);
	counts = exchange(w);
	tell("one-sent", &counts, 465, 208);
	engine_close(&face);
	waitpid(engine, NULL, 0);
	portal_client_release(&writer);
	portal_client_release(&reader);
}

static void await_changed(struct engine_link *face)
{
	bool came = false, gone = false;
	while (!came && !gone) {
		struct pollfd input = { .fd = face->fd, .events = POLLIN };
		poll(&input, 1, 1000);
		for (struct json *packet; (packet = engine_receive(face, &gone));) {
			came = came || strcmp(json_get_text(packet, "did"), "changed") == 0;
			json_free(packet);
		}
	}
	if (gone)
		die("the engine has ended");
}

/*
 * The same over a WebSocket with its packed stream: opening it with the first exchange, then with the frames' heads (6 bytes up, 2
 * down), a poll also without them. A new letter comes unasked: what told of it is in its row. The aims are those of the same study.
 */
void bench_socket(struct world *w)
{
	enum { HEAD_UP = 6, HEAD_DOWN = 2 };
	static const char *const words[] = { "--window", "50", "--transport", "websocket", NULL };
	struct portal_client writer, reader;
	struct engine_link face;
	portal_client_open(&writer, w->portal_socket);
	portal_client_sign_in(&writer, writer_name, w->password);
	portal_client_open(&reader, w->portal_socket);
	portal_client_sign_in(&reader, w->name, w->password);
	wire_start_over(w, false);
	relay_reset(w->relay);
	pid_t engine = world_engine_with(w, words, &face);
	struct relay_counts counts = exchange_on(w);
	tell("window-sync-ws", &counts, 0, 0);
	exchange(w);
	counts = exchange(w);
	tell("poll-ws", &counts, 14 + HEAD_UP, 15 + HEAD_DOWN);
	report("poll-ws-up-payload", (double)counts.up - HEAD_UP, "bytes", "aim", 14);
	report("poll-ws-down-payload", (double)counts.down - HEAD_DOWN, "bytes", "aim", 15);
	for (bool gone = false; !gone;) { /* what is left of all that */
		struct json *packet = engine_receive(&face, &gone);
		if (!packet)
			break;
		json_free(packet);
	}
	relay_reset(w->relay);
	wire_write_letter(&writer, reader.person);
	await_changed(&face);
	counts = relay_counts(w->relay);
	tell("one-new-ws", &counts, 68 + HEAD_UP, 277 + HEAD_DOWN);
	exchange(w);
	wire_queue_letter(w, writer.person);
	counts = exchange(w);
	tell("one-sent-ws", &counts, 241 + HEAD_UP, 68 + HEAD_DOWN);
	kill(engine, SIGTERM);
	waitpid(engine, NULL, 0);
	engine_close(&face);
	portal_client_release(&writer);
	portal_client_release(&reader);
}

/* Several kept connections, each asking again as soon as it was answered. */
static double requests_a_second(struct world *w, const char *body)
{
	struct portal_client clients[CONNECTIONS];
	struct pollfd inputs[CONNECTIONS];
	int answered = 0;
	for (int i = 0; i < CONNECTIONS; i++) {
		portal_client_open(&clients[i], w->portal_socket);
		if (i == 0)
			portal_client_sign_in(&clients[i], w->name, w->password);
		else
			clients[i].token = xstrdup(clients[0].token);
		inputs[i] = (struct pollfd){ .fd = clients[i].fd, .events = POLLIN };
		portal_client_send(&clients[i], "POST", "/jmap/api", body);
	}
	int64_t begun = clock_monotonic_ms(), now = begun;
	while ((now = clock_monotonic_ms()) < begun + PORTAL_MS && poll(inputs, CONNECTIONS, PORTAL_MS) > 0)
		for (int i = 0; i < CONNECTIONS; i++) {
			struct str answer = { 0 };
			if (!inputs[i].revents)
				continue;
			if (portal_client_receive(&clients[i], &answer) != 200)
				die("the portal refuses: %s", answer.text);
			str_release(&answer);
			answered++;
			portal_client_send(&clients[i], "POST", "/jmap/api", body);
		}
	for (int i = 0; i < CONNECTIONS; i++)
		portal_client_release(&clients[i]);
	return answered * 1000.0 / (double)(now - begun);
}

void bench_portal(struct world *w)
{
	report("portal-echo", requests_a_second(w, "{\"using\":[\"urn:ietf:params:jmap:core\"],"
		"\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"c\"]]}"), "requests/s", NULL, 0);
	struct portal_client reader;
	portal_client_open(&reader, w->portal_socket);
	portal_client_sign_in(&reader, w->name, w->password);
	char *body = xasprintf("{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1\"],"
		"\"methodCalls\":[[\"Message/query\",{\"accountId\":\"%s\",\"limit\":20},\"q\"],[\"Message/get\","
		"{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"q\",\"name\":\"Message/query\",\"path\":\"/ids\"}},\"g\"]]}",
		reader.account, reader.account);
	report("portal-page", requests_a_second(w, body), "requests/s", NULL, 0);
	free(body);
	portal_client_release(&reader);
}
