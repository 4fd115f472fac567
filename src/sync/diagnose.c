/* Looking at the line, one question after the other. */
#include "diagnose.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "answer.h"
#include "engine.h"
#include "network.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "way.h"

enum {
	CLOCK_MOST = 300, /* seconds off that nobody need be told of */
	PATIENCE = 20,    /* somebody waits */
	DAYS_FROM = 3 * 24 * 60 * 60
};

void diagnosis_release(struct diagnosis *d)
{
	address_release(&d->portal);
	json_free(d->findings);
	err_release(&d->cause);
	err_release(&d->clock);
	*d = (struct diagnosis){ 0 };
}

/* The question is over; what is known of the clock stays. */
static void forget(struct diagnosis *d)
{
	struct diagnosis kept = { .is_clock_looked_at = d->is_clock_looked_at, .is_clock_known = d->is_clock_known, .clock_off = d->clock_off };
	err_move(&kept.clock, &d->clock);
	diagnosis_release(d);
	*d = kept;
}

char *diagnose_gap(int64_t seconds)
{
	long long off = seconds < 0 ? -seconds : seconds;
	if (off >= DAYS_FROM)
		return xasprintf("%lld d", off / (24 * 60 * 60));
	return xasprintf("%lld:%02lld h", off / 3600, off / 60 % 60);
}

static char *time_text(int64_t at)
{
	time_t seconds = (time_t)at;
	struct tm tm;
	char text[40] = "";
	gmtime_r(&seconds, &tm);
	strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &tm);
	return xstrdup(text);
}

static bool is_of_time(const struct err *cause)
{
	return cause->code == ERR_CERTIFICATE_ENDED || cause->code == ERR_CERTIFICATE_EARLY;
}

static void set_clock_cause(const struct diagnosis *d, struct err *cause)
{
	int64_t now = clock_now();
	char *gap = diagnose_gap(d->clock_off), *here = time_text(now), *there = time_text(now + d->clock_off);
	err_set(cause, ERR_CLOCK, gap, here, there, NULL);
	free(gap);
	free(here);
	free(there);
}

static bool clock_is_wrong(const struct diagnosis *d)
{
	return d->is_clock_known && (d->clock_off > CLOCK_MOST || d->clock_off < -CLOCK_MOST);
}

/* --- asking --- */

static void begin_with(struct engine *g, enum probe probe, int64_t face, const char *portal)
{
	struct diagnosis *d = &g->diagnosis;
	forget(d);
	d->probe = address_parse(&d->portal, portal, NULL) == 0 ? probe : PROBE_NONE;
	d->face = face;
	d->findings = json_new_object();
}

static void tell(struct engine *g)
{
	struct diagnosis *d = &g->diagnosis;
	struct face *face = faces_find(&g->faces, d->face);
	json_set_string(d->findings, "did", "diagnosed");
	if (d->cause.code != ERR_OK)
		json_set(d->findings, "cause", json_from_err(&d->cause));
	if (face)
		faces_tell(face, d->findings);
	forget(d);
}

/* What is known without asking anybody. */
static void look_around(struct engine *g)
{
	struct diagnosis *d = &g->diagnosis;
	struct way way;
	way_read(&way, NULL);
	char *proxy = way_proxy(&way);
	bool is_far = d->portal.host && !address_is_here(&d->portal);
	json_set_bool(d->findings, "network", network_is_up());
	if (proxy)
		json_set_string(d->findings, "proxy", proxy);
	if (d->portal.host)
		json_set_string(d->findings, "portal", d->portal.host);
	if (d->portal.host)
		json_set_bool(d->findings, "here", !is_far);
	if (d->portal.base)
		json_set_bool(d->findings, "tls", starts_with(d->portal.base, "https://"));
	free(proxy);
	way_release(&way);
}

void diagnose_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *typed = g->login.portal.typed ? g->login.portal.typed : json_get_text(packet, "url");
	if (g->diagnosis.face) {
		struct err cause = { 0 };
		err_set(&cause, ERR_BUSY, "1", NULL);
		engine_tell_failed(g, face->serial, "diagnose", 0, &cause);
		err_release(&cause);
		return;
	}
	engine_cancel(g, &job_diagnose);
	begin_with(g, PROBE_PORTAL, face->serial, typed);
	look_around(g);
	if (g->diagnosis.probe == PROBE_NONE)
		tell(g);
}

const struct err *diagnose_cause(struct engine *g, const struct err *cause)
{
	struct diagnosis *d = &g->diagnosis;
	if (is_of_time(cause) && clock_is_wrong(d)) {
		set_clock_cause(d, &d->clock);
		return &d->clock;
	}
	if (!is_of_time(cause) || d->is_clock_looked_at || d->probe != PROBE_NONE)
		return cause;
	begin_with(g, PROBE_TIME, 0, g->login.portal.typed);
	d->is_clock_looked_at = true;
	err_set(&d->cause, cause->code, cause->arg[0], cause->arg[1], NULL);
	return NULL;
}

void diagnose_well(struct engine *g)
{
	g->diagnosis.is_clock_looked_at = g->diagnosis.is_clock_known = false;
}

/* The token goes to the portal that gave it, over a line whose certificate is checked, and nowhere else. */
static bool begin(struct engine *g)
{
	struct diagnosis *d = &g->diagnosis;
	if (d->probe == PROBE_NONE)
		return false;
	bool is_mine = g->login.token && strcmp(g->login.portal.typed, d->portal.typed) == 0;
	char *url = d->probe == PROBE_OPEN ? xasprintf("http://%.*s" SYNC_SESSION_PATH, (int)address_host_len(d->portal.host), d->portal.host)
	                                   : address_url(&d->portal, SYNC_SESSION_PATH);
	d->asked_at = clock_now();
	http_client_start(g->http, &(struct http_request){
		.address = &d->portal, .method = "GET", .url = url, .patience = PATIENCE,
		.token = d->probe == PROBE_PORTAL && is_mine ? g->login.token : NULL,
		.certificate = d->probe == PROBE_PORTAL, .any_time = d->probe == PROBE_TIME,
	});
	free(url);
	return true;
}

/* --- answers --- */

/* In the middle of the turn the portal read its clock. */
static void take_time(struct engine *g, const struct http_answer *a)
{
	struct diagnosis *d = &g->diagnosis;
	if (!a->date)
		return;
	d->is_clock_known = true;
	d->clock_off = a->date - (d->asked_at + a->took_ms / 2000);
	json_set_integer(d->findings, "off", d->clock_off);
}

static void take_portal(struct engine *g, struct http_answer *a)
{
	struct diagnosis *d = &g->diagnosis;
	struct json *session = answer_read(a, d->portal.host, &d->cause);
	bool is_portal = jmap_capability(session, JMAP_TWINLINE) || d->cause.code == ERR_SIGNED_OUT;
	if (session && !is_portal)
		err_set(&d->cause, ERR_NOT_A_PORTAL, d->portal.host, NULL);
	if (!g->login.token && d->cause.code == ERR_SIGNED_OUT) /* a portal that takes no guests; nobody has signed in */
		err_release(&d->cause);
	if (a->cause.code == ERR_OK && a->issuer) {
		json_set_string(d->findings, "issuer", a->issuer);
		json_set_integer(d->findings, "until", a->valid_until);
	}
	json_set_bool(d->findings, "reached", a->cause.code == ERR_OK);
	json_set_bool(d->findings, "answers", is_portal);
	json_set_bool(d->findings, "signedIn", g->login.token && d->cause.code == ERR_OK);
	json_set_integer(d->findings, "took", a->took_ms);
	if (is_portal)
		take_time(g, a);
	json_free(session);
}

/* Where something stands in the portal's place, or nothing answers: whether the network has a page of its own to show. */
static bool may_be_a_page(const struct diagnosis *d)
{
	static const enum err_code codes[] = { ERR_CERTIFICATE, ERR_CERTIFICATE_NAME, ERR_CERTIFICATE_ISSUER, ERR_NO_TLS,
		                               ERR_TIMEOUT, ERR_UNREACHABLE, ERR_LINE_CUT };
	bool may = false;
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
		may = may || codes[i] == d->cause.code;
	return may && starts_with(d->portal.base, "https://") && !address_is_here(&d->portal);
}

static enum probe next_probe(const struct diagnosis *d)
{
	if (d->probe == PROBE_PORTAL && is_of_time(&d->cause))
		return PROBE_TIME;
	return d->probe == PROBE_PORTAL && may_be_a_page(d) ? PROBE_OPEN : PROBE_NONE;
}

/* True if a page of the portal's own address, in the open, sends to another host: a portal sends to its own. */
static bool is_page_of_network(const struct diagnosis *d, const struct http_answer *a)
{
	const char *authority = a->leads_to ? strstr(a->leads_to, "://") : NULL;
	size_t host = address_host_len(d->portal.host);
	return authority && (strncmp(authority + 3, d->portal.host, host) != 0 || !strchr(":/", authority[3 + host]));
}

/* The exchange that had to wait for the word on the clock. */
static void fail_exchange(struct engine *g)
{
	struct err cause = { 0 };
	err_move(&cause, &g->diagnosis.cause);
	forget(&g->diagnosis);
	exchange_fail(g, &cause, -1);
	err_release(&cause);
}

static void conclude(struct engine *g)
{
	struct diagnosis *d = &g->diagnosis;
	if (clock_is_wrong(d) && (d->probe == PROBE_TIME || d->cause.code == ERR_OK))
		set_clock_cause(d, &d->cause);
	if (d->face)
		tell(g);
	else
		fail_exchange(g);
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct diagnosis *d = &g->diagnosis;
	policy_count(g, COUNT_MAIL, a);
	if (d->probe == PROBE_PORTAL)
		take_portal(g, a);
	else if (d->probe == PROBE_TIME)
		take_time(g, a);
	else if (is_page_of_network(d, a))
		err_set(&d->cause, ERR_LEADS_ELSEWHERE, d->portal.host, a->leads_to, NULL);
	enum probe next = next_probe(d);
	if (next != PROBE_NONE)
		d->probe = next;
	else
		conclude(g);
}

static void cancelled(struct engine *g)
{
	if (g->diagnosis.face == 0)
		fail_exchange(g);
	forget(&g->diagnosis);
}

const struct job job_diagnose = { "diagnose", begin, finish, cancelled };
