/* What may go over the line by itself, and what it cost. */
#include "policy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum {
	LOOK_AGAIN_MS = 60 * 1000, /* a clock may be put on, a computer may have slept */
	TOLD_INTERVAL = 300        /* seconds: for what a portal did not tell by itself although it would */
};

/* --- reading --- */

static void turn_count(struct engine *g)
{
	struct policy *p = &g->policy;
	count_turn(&p->count, clock_now(), (int)settings_integer(&p->settings, SETTING_BUDGET_DAY));
}

static struct plan plan_now(struct engine *g)
{
	struct policy *p = &g->policy;
	int64_t now = clock_now();
	struct plan plan;
	turn_count(g);
	plan_make(&plan, &p->settings, &p->measured, &p->count, p->pause > now ? p->pause : 0, now);
	return plan;
}

void policy_settle(struct engine *g)
{
	bool is_still = g->line.state == LINE_OFFLINE && g->line.cause.code == ERR_SET_OFFLINE;
	bool is_to_be = policy_row(g) == &line_profile_rows[LINE_PROFILE_OFFLINE] && !g->policy.is_asked;
	struct err cause = { 0 };
	if (is_still == is_to_be || g->line.state == LINE_SIGNED_OUT)
		return;
	if (is_to_be)
		err_set(&cause, ERR_SET_OFFLINE, NULL);
	engine_line(g, is_to_be ? LINE_OFFLINE : LINE_UNKNOWN, &cause);
	err_release(&cause);
}

void policy_open(struct engine *g)
{
	struct policy *p = &g->policy;
	char *slash, *directory;
	p->path = paths_settings();
	measured_load(&p->measured, &g->store);
	count_load(&p->count, &g->store);
	directory = xstrdup(p->path);
	slash = strrchr(directory, '/');
	if (slash)
		*slash = '\0';
	/* The file is replaced as a whole, by us and by most editors: its directory is what tells. */
	p->watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (p->watch >= 0 && inotify_add_watch(p->watch, directory, IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE) < 0) {
		close(p->watch);
		p->watch = -1;
	}
	free(directory);
	settings_load(&p->settings, p->path, NULL); /* what is wrong in it is told by the face */
	p->pause = plan_pause(&g->store, clock_now());
	http_client_patience(g->http, policy_patience(g));
	policy_settle(g);
}

void policy_release(struct policy *p)
{
	if (p->watch >= 0)
		close(p->watch);
	settings_release(&p->settings);
	free(p->path);
	*p = (struct policy){ .watch = -1 };
}

void policy_renew(struct engine *g)
{
	struct policy *p = &g->policy;
	struct plan before = plan_now(g);
	settings_reload(&p->settings);
	p->pause = plan_pause(&g->store, clock_now());
	struct plan plan = plan_now(g);
	http_client_patience(g->http, policy_patience(g));
	policy_settle(g);
	if (plan.profile == before.profile && plan.mail == before.mail && plan.files == before.files)
		return;
	log_info("line", "%s profile%s%s", plan_row(&plan)->name, plan.mail != PLAN_GOES ? ", rests: " : "",
	         plan.mail != PLAN_GOES ? plan_rest_name(plan.mail) : "");
	line_hurry(&g->line); /* at once by what holds now, or to rest by it */
}

void policy_heard(struct engine *g)
{
	_Alignas(struct inotify_event) char bytes[4096];
	bool is_ours = false;
	for (ssize_t got; (got = read(g->policy.watch, bytes, sizeof bytes)) > 0;)
		for (ssize_t at = 0; at < got;) {
			const struct inotify_event *event = (const void *)(bytes + at);
			is_ours = is_ours || (event->len > 0 && strcmp(event->name, strrchr(g->policy.path, '/') + 1) == 0);
			at += (ssize_t)(sizeof *event + event->len);
		}
	if (is_ours)
		policy_renew(g);
}

/* --- asking --- */

bool policy_lets(struct engine *g, enum errand errand)
{
	struct plan plan = plan_now(g);
	return g->policy.is_asked || (errand == ERRAND_FILES ? plan.files : plan.mail) == PLAN_GOES;
}

int64_t policy_rest_ms(struct engine *g)
{
	struct plan plan = plan_now(g);
	int64_t left = plan.mail_until ? (plan.mail_until - clock_now()) * 1000 : LOOK_AGAIN_MS;
	left = left < LOOK_AGAIN_MS ? left : LOOK_AGAIN_MS;
	return left > 1000 ? left : 1000;
}

const struct line_profile_row *policy_row(struct engine *g)
{
	struct plan plan = plan_now(g);
	return plan_row(&plan);
}

bool policy_is_set(struct engine *g)
{
	return !plan_now(g).is_found;
}

int64_t policy_interval(struct engine *g)
{
	int64_t interval = policy_row(g)->interval;
	if (g->options.interval)
		return g->options.interval;
	return interval && interval < TOLD_INTERVAL && transport_is_told(g) ? TOLD_INTERVAL : interval;
}

int policy_patience(struct engine *g)
{
	return g->options.patience ? (int)g->options.patience : policy_row(g)->patience;
}

int64_t policy_linger_ms(struct engine *g)
{
	return plan_linger(&g->policy.settings) * 1000;
}

void policy_ask(struct engine *g)
{
	g->policy.is_asked = true;
	line_hurry(&g->line);
}

void policy_asked_is_over(struct engine *g)
{
	g->policy.is_asked = false;
	policy_settle(g);
}

/* --- counting --- */

void policy_count(struct engine *g, enum count_kind kind, const struct http_answer *a)
{
	struct policy *p = &g->policy;
	bool is_lost = a->cause.code == ERR_LINE_CUT || a->cause.code == ERR_TIMEOUT;
	turn_count(g);
	count_add(&p->count, kind, a->up, a->down);
	if (a->cause.code == ERR_OK || (is_lost && !a->surely_not_sent))
		measured_add(&p->measured, &(struct measure){ .up = a->up, .down = a->down, .unpacked = (int64_t)a->body.len,
		                                              .took_ms = a->took_ms - a->connect_ms, .is_lost = is_lost });
}

int policy_store(struct engine *g, struct err *e)
{
	return measured_store(&g->policy.measured, &g->store, e) == 0 ? count_store(&g->policy.count, &g->store, e) : -1;
}
