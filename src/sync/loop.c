/* The engine's life: lock, store, socket, one loop, and its end when nobody needs it any more. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "engine.h"
#include "network.h"
#include "outgoing.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/outbox.h"

enum {
	GRACE_MS = 10 * 1000, /* for the face that started this engine to come */
	LOOK_MS = 1000,       /* between looks at the door, while nobody is there */
	PROGRESS_MS = 1000,
	FIRST_WORD_MS = 100,  /* in which the first face may say what it wants, before the first exchange */
	FDS_FIXED = 5         /* before the faces' descriptors: signals, network, door, settings, WebSocket */
};

/* In order of urgency. */
static const struct job *const jobs[] = {
	&job_sign_in, &job_ask, &job_carry, &job_sign_out, &job_diagnose, &job_discover,
	&job_search, &job_exchange, &job_translate, &job_download, &job_upload,
};

static int watch_signals(void)
{
	static const int ends[] = { SIGTERM, SIGINT };
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		signal(ends[i], SIG_DFL); /* whoever started us may ignore them, and what is ignored is never read */
		sigaddset(&set, ends[i]);
	}
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is a full disk, not a death */
	signal(SIGHUP, SIG_IGN); /* the engine outlives the login that it was started from */
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int open_parts(struct engine *g, struct err *e)
{
	g->lock = file_lock(g->paths->lock, e);
	if (g->lock < 0)
		return -1;
	if (store_open(&g->store, g->paths->store, STORE_REPLICA, DB_CREATE, e) != 0) {
		file_unlock(g->lock);
		return -1;
	}
	db_durability(g->store.db, DB_DURABLE);
	if (seal_open(&g->seal, g->paths, e) == 0 && login_load(&g->login, g->paths->token, e) == 0 &&
	    faces_open(&g->faces, g->paths->socket, e) == 0) {
		if (!is_owner(&g->store, &g->login)) { /* a file that was copied here: whoever it is, nothing goes in their name */
			log_warn("engine", "the sign-in here is not that of the store's owner, and is not used");
			login_end(&g->login);
		}
		return 0;
	}
	login_release(&g->login);
	seal_release(&g->seal);
	store_close(&g->store);
	file_unlock(g->lock);
	return -1;
}

int engine_open(struct engine *g, const struct paths *p, const struct engine_options *options, struct err *e)
{
	*g = (struct engine){ .paths = p, .options = *options, .looks_at_found = true };
	if (open_parts(g, e) != 0)
		return -1;
	uint64_t seed;
	random_secret(&seed, sizeof seed);
	random_seed(&g->random, seed);
	g->signals = watch_signals();
	g->watch = network_watch();
	g->http = http_client_new(&(struct http_client_options){ .patience = (int)options->patience, .ticket = p->ticket,
	                                                         .proxy_login = p->proxy_login });
	g->batch = JMAP_MAX_OBJECTS_IN_SET / 2;
	g->body_bytes = BODY_BYTES_MOST;
	transport_open(g);
	line_load(&g->line, &g->store);
	g->line.next_ms = clock_monotonic_ms() + GRACE_MS;
	policy_open(g);
	g->page_bytes = policy_row(g)->first_page;
	g->alone_ms = clock_monotonic_ms();
	if (!login_is_in(&g->login)) {
		struct err cause = { 0 };
		err_set(&cause, ERR_SIGNED_OUT, NULL);
		engine_line(g, LINE_SIGNED_OUT, &cause);
		err_release(&cause);
	}
	return 0;
}

static void keep_count(struct engine *g)
{
	struct err e = { 0 };
	db_durability(g->store.db, DB_QUICK);
	if ((g->policy.count.is_dirty || g->policy.measured.is_dirty) &&
	    (db_begin(g->store.db, &e) != 0 || policy_store(g, &e) != 0 || db_commit(g->store.db, &e) != 0)) {
		db_rollback(g->store.db);
		log_warn("engine", "what was counted is not kept: %s", err_name(e.code));
		err_release(&e);
	}
}

/* On a shared computer: what has changed is sealed. now 0: whatever the time. */
static void keep_seal(struct engine *g, int64_t now)
{
	struct err e = { 0 };
	if (seal_keep(&g->seal, now, &e) == 0)
		return;
	log_warn("engine", "what changed is not sealed: %s", err_name(e.code));
	engine_tell_failed(g, 0, "seal", 0, &e);
	err_release(&e);
}

void engine_close_all(struct engine *g)
{
	engine_cancel(g, NULL);
	/* The socket goes while the lock is held: whoever connects from now on starts an engine of their own. */
	faces_close(&g->faces);
	keep_count(g);
	keep_seal(g, 0);
	seal_release(&g->seal);
	transport_release(g);
	http_client_free(g->http);
	sign_in_wish_release(&g->sign_in);
	ask_give_up(g);
	diagnosis_release(&g->diagnosis);
	carry_release(&g->carry);
	login_release(&g->revoke);
	while (g->search_count > 0)
		search_drop(g, g->searches[0].face, 0);
	download_release(&g->download);
	strings_release(&g->not_there);
	login_release(&g->login);
	line_release(&g->line);
	policy_release(&g->policy);
	store_close(&g->store);
	if (g->watch >= 0)
		close(g->watch);
	close(g->signals);
	file_unlock(g->lock);
}

void engine_line(struct engine *g, enum line_state state, const struct err *cause)
{
	if (!line_set(&g->line, &g->store, state, cause))
		return;
	struct json *packet = line_packet(&g->line);
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

void engine_tell_failed(struct engine *g, int64_t face, const char *what, int64_t n, const struct err *cause)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "failed");
	json_set_string(packet, "do", what);
	if (n != 0)
		json_set_integer(packet, "n", n);
	json_set(packet, "cause", json_from_err(cause));
	struct face *one = face != 0 ? faces_find(&g->faces, face) : NULL;
	if (one)
		faces_tell(one, packet);
	else if (face == 0)
		faces_tell_all(&g->faces, packet);
	json_free(packet);
}

void engine_cancel(struct engine *g, const struct job *job)
{
	if (!g->job || (job && job != g->job))
		return;
	transport_cancel(g);
	if (g->job->cancelled)
		g->job->cancelled(g);
	g->job = NULL;
}

void engine_post(struct engine *g, struct json *body_taken)
{
	char *text = json_print(body_taken);
	transport_post(g, text);
	free(text);
	json_free(body_taken);
}

void engine_face_gone(struct engine *g, unsigned index)
{
	search_drop(g, g->faces.at[index].serial, 0);
	faces_remove(&g->faces, index);
	if (g->faces.count == 0) {
		g->alone_ms = clock_monotonic_ms();
		line_hurry(&g->line);
		keep_seal(g, 0);
	}
}

/* Reads all that a face says; false if it has gone, and another stands at its index. */
static bool hear(struct engine *g, unsigned index)
{
	struct face *face = &g->faces.at[index];
	int64_t serial = face->serial;
	bool gone;
	for (struct json *packet; (packet = faces_receive(face, &gone));) {
		order_run(g, face, packet);
		json_free(packet);
		if (index >= g->faces.count || g->faces.at[index].serial != serial)
			return false;
	}
	if (gone)
		engine_face_gone(g, index);
	return !gone;
}

static void start_job(struct engine *g)
{
	for (size_t i = 0; i < ARRAY_SIZE(jobs) && !g->job; i++)
		if (jobs[i]->begin(g))
			g->job = jobs[i];
}

static void finish_job(struct engine *g)
{
	struct http_answer answer;
	if (!g->job || !transport_is_done(g, &answer))
		return;
	const struct job *job = g->job;
	g->job = NULL;
	job->finish(g, &answer);
	http_answer_release(&answer);
}

/* What was held long enough goes, unless the line is known to be gone: then its own timer decides. */
static int64_t held_ms(struct engine *g)
{
	int64_t due = g->login.token && g->line.failures == 0 && policy_lets(g, ERRAND_MAIL) ? outbox_next_due(&g->store) : 0;
	if (due == 0)
		return -1;
	int64_t left = due - clock_now();
	if (left <= 0)
		line_hurry(&g->line);
	return left > 0 ? left * 1000 : 0;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static bool nobody_came(const struct engine *g)
{
	return g->faces.last_serial == 0;
}

/* Milliseconds that the engine stays at the most while nobody is there. */
static int64_t stay_ms(struct engine *g)
{
	int64_t left = g->alone_ms + (nobody_came(g) ? GRACE_MS : policy_linger_ms(g)) - clock_monotonic_ms();
	return left > 0 ? left : 0;
}

/* Milliseconds until something has to be done without being asked; -1: never. */
static int64_t time_left(struct engine *g)
{
	int64_t now = clock_monotonic_ms();
	int64_t left = held_ms(g);
	if (g->job)
		left = PROGRESS_MS;
	else if (login_is_in(&g->login))
		left = sooner(sooner(sooner(left, parts_left(g)), translate_left(g)), g->line.next_ms > now ? g->line.next_ms - now : 0);
	left = sooner(sooner(left, transport_left(g)), seal_left(&g->seal, now));
	if (g->alone_ms >= 0)
		left = sooner(left, stay_ms(g) < LOOK_MS ? stay_ms(g) : LOOK_MS);
	return left;
}

/* Nobody is there, and nothing is left to do that could be done within the time that is. */
static bool is_over(struct engine *g)
{
	if (g->ends)
		return true;
	if (g->alone_ms < 0)
		return false;
	int64_t left = stay_ms(g);
	if (left <= 0)
		return true;
	return !nobody_came(g) && !g->job && !g->revoke.token && (!g->login.token || (!g->is_more && !exchange_is_due(g, left / 1000)));
}

static void hear_signals(struct engine *g)
{
	struct signalfd_siginfo signal;
	if (read(g->signals, &signal, sizeof signal) == (ssize_t)sizeof signal) {
		log_info("engine", "ends on signal %u", signal.ssi_signo);
		g->ends = true;
	}
}

static void wait_and_hear(struct engine *g)
{
	struct pollfd fds[FDS_FIXED + FACES_MAX];
	unsigned faces = g->faces.count;
	const int fixed[FDS_FIXED] = { g->signals, g->watch >= 0 ? g->watch : g->signals, g->faces.listener,
	                               g->policy.watch >= 0 ? g->policy.watch : g->signals, -1 };
	for (unsigned i = 0; i < FDS_FIXED; i++)
		fds[i] = (struct pollfd){ .fd = fixed[i], .events = POLLIN };
	transport_poll(g, &fds[4]);
	if (fds[4].fd < 0)
		fds[4] = fds[0];
	for (unsigned i = 0; i < faces; i++)
		fds[FDS_FIXED + i] = (struct pollfd){ .fd = g->faces.at[i].fd, .events = POLLIN };
	http_client_wait(g->http, fds, FDS_FIXED + faces, (int)time_left(g));
	if (fds[0].revents)
		hear_signals(g);
	if (g->watch >= 0 && fds[1].revents && network_came_back(g->watch)) {
		transport_network_changed(g);
		line_hurry(&g->line);
	}
	if (g->policy.watch >= 0 && fds[3].revents)
		policy_heard(g);
	/* From the last on: one that goes leaves its place to a later one, which has been heard. */
	for (unsigned i = faces; i-- > 0;)
		if (fds[FDS_FIXED + i].revents)
			hear(g, i);
	if (fds[2].revents && faces_accept(&g->faces)) {
		if (g->faces.last_serial == 1)
			g->line.next_ms = clock_monotonic_ms() + FIRST_WORD_MS;
		g->alone_ms = -1;
	}
}

/* True if the engine ends now. Who comes at the last moment keeps it, for their connection was taken. */
static bool ends_now(struct engine *g)
{
	if (!is_over(g))
		return false;
	if (g->ends || faces_shut(&g->faces))
		return true;
	g->alone_ms = -1;
	return false;
}

/* The directory of the door goes with a login, and comes back with the next one, whose faces look for the engine there. */
static void keep_door(struct engine *g, int64_t now)
{
	if (g->ends || now < g->door_ms)
		return;
	g->door_ms = now + LOOK_MS;
	if (!faces_door_stands(&g->faces) && faces_open_again(&g->faces) == 0)
		log_info("engine", "opens its door again");
}

void engine_run(struct engine *g)
{
	log_info("engine", "serves");
	while (!ends_now(g)) {
		if (!g->job)
			start_job(g);
		transport_move(g);
		wait_and_hear(g);
		finish_job(g);
		if (!g->job)
			policy_settle(g);
		int64_t now = clock_monotonic_ms();
		keep_seal(g, now);
		keep_door(g, now);
		if (g->job == &job_exchange && now - g->told_ms >= PROGRESS_MS && transport_received(g) > 0) {
			g->told_ms = now;
			exchange_tell_progress(g);
		}
	}
	log_info("engine", "ends");
}
