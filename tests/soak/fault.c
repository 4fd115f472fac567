/* What goes wrong in a step of a run, and how it is put right. */
#include "fault.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "lib/process.h"
#include "twinline/base/mem.h"

enum {
	CUT_WITHIN = 3000,    /* bytes */
	DISK_ROOM = 90000,    /* bytes that a full disk still has, at most */
	CLOCK_DAYS = 3,       /* that a clock is wrong by, at most: what is kept for days stays */
	DAY = 86400
};

static const char captive[] = "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n";
static const char filter[] =
	"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 35\r\n\r\n<html>This page is blocked.</html>\n";
static const char proxy[] =
	"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"school\"\r\nContent-Length: 0\r\n\r\n";
static const char busy[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
static const char bad_gateway[] = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";

static const char signed_out[] = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

static void set_clock(const struct step *step, struct ground *g, enum side side)
{
	*g->ahead[side] = (int64_t)(step->draw % (2 * CLOCK_DAYS * DAY)) - CLOCK_DAYS * DAY;
}

static void begin_weather(const struct step *step, struct ground *g)
{
	relay_weather(g->world->relay, &(struct relay_weather){
		.bits_per_second = 2000000, .delay_ms = (int64_t)(step->draw % 4), .jitter_ms = 3, .stall_every = 4000, .stall_ms = 10,
		.cut_every = 5000, .seed = step->draw,
	});
}

/* Whether it really takes the time: every third one, for there are many. */
static bool is_timed_out(const struct step *step)
{
	return step->draw % 3 == 0;
}

void fault_begin(const struct step *step, struct ground *g)
{
	static const char *const answers[FAULTS] = {
		[FAULT_CAPTIVE] = captive, [FAULT_FILTER] = filter, [FAULT_PROXY] = proxy, [FAULT_BUSY] = busy,
		[FAULT_BAD_GATEWAY] = bad_gateway, [FAULT_SIGNED_OUT] = signed_out,
	};
	struct relay *relay = g->world->relay;
	g->is_signed_out = g->is_signed_out || step->fault == FAULT_SIGNED_OUT;
	if (answers[step->fault])
		relay_answer(relay, answers[step->fault]);
	else if (step->fault == FAULT_CUT_UP)
		relay_cut_up_at(relay, (int64_t)(step->draw % CUT_WITHIN));
	else if (step->fault == FAULT_CUT_DOWN)
		relay_cut_down_at(relay, (int64_t)(step->draw % CUT_WITHIN));
	else if (step->fault == FAULT_OFFLINE || step->fault == FAULT_PACKET)
		relay_cut(relay);
	else if (step->fault == FAULT_STALL || step->fault == FAULT_TIME_OUT)
		relay_shut(relay);
	else if (step->fault == FAULT_NO_ANSWER)
		relay_hold_down(relay);
	else if (step->fault == FAULT_WEATHER)
		begin_weather(step, g);
	else if (step->fault == FAULT_CERTIFICATE)
		ground_certify(g, (enum certificate)(1 + step->draw % (CERTIFICATES - 1)));
	else if (step->fault == FAULT_DOUBLE)
		relay_double(relay);
	else if (step->fault == FAULT_LATE)
		relay_swallow(relay);
	else if (step->fault == FAULT_DISK_CLIENT)
		ground_fill(g, SIDE_CLIENT, step->draw % DISK_ROOM);
	else if (step->fault == FAULT_DISK_PORTAL)
		ground_fill(g, SIDE_PORTAL, step->draw % DISK_ROOM);
}

static char *packet_of(const struct ground *g, int client)
{
	return xasprintf("%s/packet.%d", g->world->dir, client);
}

static void packet(struct ground *g, const char *word, const char *profile, int client)
{
	char *path = packet_of(g, client);
	world_run("twinline", (const char *[]){ "packet", word, path, "--profile", profile, NULL }, NULL, NULL);
	free(path);
}

/* No line here; somebody carries what waits to where one is, once or more often, and the answer comes back soon, late or never. */
static void carry(const struct step *step, struct ground *g)
{
	packet(g, "export", g->clients[step->client].profile, step->client);
	relay_open(g->world->relay);
	for (uint64_t i = 0; i <= step->draw % 3; i++)
		packet(g, "carry", "carrier", step->client);
	if (step->draw % 5 < 3)
		relay_cut(g->world->relay);
	if (step->draw % 7 < 4)
		packet(g, "import", g->clients[step->client].profile, step->client);
}

void fault_strike(const struct step *step, struct ground *g, const struct writer *writer)
{
	switch (step->fault) {
	case FAULT_KILL_ENGINE:
		process_end(ground_engine(g, step->client), SIGKILL);
		break;
	case FAULT_KILL_PORTAL:
		world_portal_end(g->world, SIGKILL);
		ground_portal_start(g);
		break;
	case FAULT_KILL_WRITER:
		kill(writer->pid, SIGKILL);
		break;
	case FAULT_CLOCK_CLIENT:
		set_clock(step, g, SIDE_CLIENT);
		break;
	case FAULT_CLOCK_PORTAL:
		set_clock(step, g, SIDE_PORTAL);
		break;
	case FAULT_PACKET:
		carry(step, g);
		break;
	case FAULT_TIME_OUT:
		if (is_timed_out(step))
			poll(NULL, 0, ground_lose_patience(g, step->client));
		break;
	case FAULT_REPEAT:
		relay_repeat(g->world->relay, (int)(step->draw % 8));
		break;
	default:
		break;
	}
}

void fault_end(enum fault fault, struct ground *g)
{
	struct relay *relay = g->world->relay;
	switch (fault) {
	case FAULT_STALL:
	case FAULT_TIME_OUT:
	case FAULT_NO_ANSWER:
		relay_cut(relay); /* what hangs would hang for a minute */
		relay_open(relay);
		break;
	case FAULT_LATE:
		relay_late(relay);
		relay_open(relay);
		break;
	case FAULT_PACKET:
		relay_open(relay);
		for (int i = 0; i < PLAN_CLIENTS; i++)
			packet(g, "import", g->clients[i].profile, i); /* a second time, or at last */
		break;
	case FAULT_WEATHER:
		relay_line(relay, 0, 0);
		break;
	case FAULT_SIGNED_OUT:
		relay_open(relay);
		ground_sign_in(g);
		break;
	case FAULT_CERTIFICATE:
		ground_certify(g, CERTIFICATE_GOOD);
		break;
	case FAULT_DISK_CLIENT:
		ground_drain(g, SIDE_CLIENT);
		break;
	case FAULT_DISK_PORTAL:
		ground_drain(g, SIDE_PORTAL);
		break;
	case FAULT_CUT_UP:
	case FAULT_CUT_DOWN:
		break; /* it falls when it falls */
	default:
		relay_open(relay);
		break;
	}
}

void fault_end_all(struct ground *g)
{
	/* One clean exchange must do: a cut that has not fallen yet falls where nobody is. */
	for (enum fault fault = FAULT_NONE; fault < FAULTS; fault++)
		fault_end(fault, g);
	relay_cut(g->world->relay);
	relay_calm(g->world->relay);
	relay_open(g->world->relay);
	ground_sign_in(g);
	for (enum side side = 0; side < SIDES; side++)
		*g->ahead[side] = 0;
}
