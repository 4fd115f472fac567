/* How large parts of files are, when they go, and what faces hear of them. */
#include "parts.h"

#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/records/blob.h"

enum {
	KB = 1024,
	SPOILT_MOST = 3,
	WAIT_FIRST_MS = 2000, /* after a failure; twice as long each time */
	WAIT_MOST_MS = 120 * 1000,
	LOOK_AGAIN_MS = 60 * 1000 /* for the hour when files may go */
};

bool parts_may_go(struct engine *g, enum direction way)
{
	int64_t now = clock_monotonic_ms();
	bool is_asked = way == WAY_DOWN && g->parts.is_asked;
	return login_is_in(&g->login) && (is_asked || policy_lets(g, ERRAND_FILES)) && now >= g->parts.next_ms &&
	       (g->line.failures == 0 || now >= g->line.next_ms);
}

bool parts_turn(struct engine *g, enum direction way)
{
	bool other = way == WAY_UP ? download_is_wanted(g) : upload_is_wanted(g);
	return g->parts.last != way || !other;
}

int64_t parts_size(struct engine *g, enum direction way, int64_t gap)
{
	struct parts *p = &g->parts;
	if (way == WAY_UP && p->is_whole)
		return gap;
	int64_t speed = p->speed[way] > 0 ? p->speed[way] : g->policy.measured.speed;
	if (p->most[way] == 0)
		p->most[way] = speed > 0 ? PART_MOST : PART_LEAST;
	int64_t size = speed > 0 && speed * PART_SECONDS < p->most[way] ? speed * PART_SECONDS : p->most[way];
	size -= size % (size > BLOB_CHUNK_MAX ? BLOB_CHUNK_MAX : KB); /* whole chunks: they are joined without being written anew */
	size = size > PART_LEAST ? size : PART_LEAST;
	return size < gap ? size : gap;
}

void parts_arrived(struct engine *g, enum direction way, int64_t bytes, const struct http_answer *a)
{
	struct parts *p = &g->parts;
	p->last = way;
	p->failures = p->spoilt = 0;
	p->next_ms = 0;
	if (bytes >= PART_LEAST)
		p->speed[way] = bytes * 1000 / (a->took_ms > 0 ? a->took_ms : 1);
	if (bytes >= p->most[way])
		p->most[way] = p->most[way] * 2 < PART_MOST ? p->most[way] * 2 : PART_MOST;
	engine_line(g, LINE_ONLINE, NULL);
	if (g->line.failures > 0)
		line_went_well(&g->line, clock_monotonic_ms(), 0);
}

void parts_wait(struct engine *g, int64_t retry_after)
{
	struct parts *p = &g->parts;
	int64_t wait = WAIT_FIRST_MS;
	for (int i = 0; i < p->failures && wait < WAIT_MOST_MS; i++)
		wait *= 2;
	wait = retry_after >= 0 ? retry_after * 1000 : wait;
	p->failures++;
	p->next_ms = clock_monotonic_ms() + (wait < WAIT_MOST_MS ? wait : WAIT_MOST_MS);
}

void parts_failed(struct engine *g, enum direction way, const struct err *cause, int64_t retry_after)
{
	struct parts *p = &g->parts;
	log_info("parts", "no part: %s", err_name(cause->code));
	parts_wait(g, retry_after);
	if (cause->code == ERR_LINE_CUT || cause->code == ERR_TIMEOUT)
		p->most[way] = p->len / 2 > PART_LEAST ? p->len / 2 : PART_LEAST;
	if (cause->code != ERR_DIGEST) /* the line itself is there */
		exchange_fail(g, cause, retry_after);
}

bool parts_spoilt(struct engine *g)
{
	log_warn("parts", "a part was changed on its way");
	return ++g->parts.spoilt >= SPOILT_MOST;
}

/* True if a file would go, were it allowed now. */
static bool is_held_back(struct engine *g)
{
	struct upload u;
	struct download d = { 0 };
	bool waits = !policy_lets(g, ERRAND_FILES) && (upload_next(&g->store, clock_now(), &u) || download_next(&g->store, &d));
	download_release(&d);
	return waits;
}

int64_t parts_left(struct engine *g)
{
	struct parts *p = &g->parts;
	int64_t left = p->next_ms - clock_monotonic_ms();
	if (g->line.failures > 0)
		return -1;
	if (p->next_ms == 0)
		return is_held_back(g) ? LOOK_AGAIN_MS : -1;
	p->next_ms = left > 0 ? p->next_ms : 0;
	return left > 0 ? left : 0;
}

void parts_hurry(struct engine *g)
{
	g->parts.next_ms = 0;
}

void parts_tell(struct engine *g, const struct part_news *news)
{
	int64_t speed = g->parts.speed[news->way];
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "progress");
	json_set_string(packet, "phase", "file");
	json_set_integer(packet, "account", news->account);
	json_set_string(packet, "blob", news->blob);
	json_set_integer(packet, "done", news->done);
	json_set_integer(packet, "total", news->total);
	json_set_integer(packet, "seconds", speed > 0 ? (news->total - news->done + speed - 1) / speed : 0);
	json_set_bool(packet, "up", news->way == WAY_UP);
	if (news->is_stopped)
		json_set_bool(packet, "stopped", true);
	if (news->is_spoilt)
		json_set_bool(packet, "spoilt", true);
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}
