/* Where a run takes place. */
#include "ground_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/authority.h"
#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { SYNC_MS = 20000, DAY = 86400, LOG_MOST = 10 * 1000 * 1000, LOG_SHOWN = 1500 };

const char *const ground_names[GROUND_PEOPLE] = { "Teacher", "Colleague" };
const char *const ground_parts[GROUND_PARTS] = { "portal", "data", "state", "config" };

static const char small_disk[] = "size=24m,mode=700", filler[] = "filler";

/* --- disks --- */

void ground_copy(const char *from, const char *to)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		execlp("cp", "cp", "-a", from, to, (char *)NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || status != 0)
		die("%s cannot be copied to %s", from, to);
}

/* Empties a directory of ours, on a file system of its own if that can be had. */
static void make_disk(struct ground *g, enum side side)
{
	struct err e = { 0 };
	umount2(g->disk[side], MNT_DETACH);
	if (file_remove_tree(g->disk[side], &e) < 0 || file_make_dirs(g->disk[side], &e) < 0)
		die("%s: %s", g->disk[side], strerror(errno));
	g->are_small = g->are_small && mount("soak", g->disk[side], "tmpfs", 0, small_disk) == 0;
}

static char *filler_of(const struct ground *g, enum side side)
{
	return xasprintf("%s/%s", g->disk[side], filler);
}

/* Where nothing can be mounted, no file of a side's programs may grow beyond room bytes: near enough to a full disk. */
static void limit_files(struct ground *g, enum side side, rlim_t room)
{
	struct rlimit limit = { .rlim_cur = room, .rlim_max = RLIM_INFINITY };
	if (side == SIDE_PORTAL && g->world->portal > 0)
		prlimit(g->world->portal, RLIMIT_FSIZE, &limit, NULL);
	for (int i = 0; i < PLAN_CLIENTS && side == SIDE_CLIENT; i++)
		if (ground_engine(g, i) > 0)
			prlimit(ground_engine(g, i), RLIMIT_FSIZE, &limit, NULL);
	if (side == SIDE_CLIENT)
		setrlimit(RLIMIT_FSIZE, &limit); /* writers have it from here */
}

void ground_fill(struct ground *g, enum side side, uint64_t room)
{
	if (!g->are_small) {
		limit_files(g, side, (rlim_t)room);
		return;
	}
	struct statvfs disk;
	char *path = filler_of(g, side);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	/* What others write meanwhile may take some of the room. */
	for (int tries = 0; fd >= 0 && tries < 20; tries++)
		if (fstatvfs(fd, &disk) != 0 || disk.f_bfree * disk.f_bsize <= room ||
		    posix_fallocate(fd, 0, (off_t)(disk.f_bfree * disk.f_bsize - room)) == 0)
			break;
	if (fd >= 0)
		close(fd);
	free(path);
}

void ground_drain(struct ground *g, enum side side)
{
	char *path = filler_of(g, side);
	if (g->are_small)
		unlink(path);
	else
		limit_files(g, side, RLIM_INFINITY);
	free(path);
}

/* --- clocks --- */

int64_t ground_now(const struct ground *g, enum side side)
{
	return clock_now() + *g->ahead[side];
}

/* --- programs --- */

struct world ground_world(const struct ground *g, int client)
{
	struct world there = *g->world;
	there.paths = g->clients[client].paths;
	there.name = (char *)ground_names[g->clients[client].who];
	return there;
}

void ground_portal_start(struct ground *g)
{
	setenv("SOAK_CLOCK", g->clock_path[SIDE_PORTAL], 1);
	world_portal_start(g->world);
	setenv("SOAK_CLOCK", g->clock_path[SIDE_CLIENT], 1);
}

bool ground_portal_lives(struct ground *g, FILE *why)
{
	char *path = xasprintf("%s/portal.log", g->world->dir);
	struct str log = { 0 };
	struct err e = { 0 };
	int status = 0;
	bool lives = waitpid(g->world->portal, &status, WNOHANG) == 0;
	if (!lives) {
		file_read(path, LOG_MOST, &log, &e);
		size_t from = log.len > LOG_SHOWN ? log.len - LOG_SHOWN : 0;
		fprintf(why, "lost: the portal has ended, status %x; its log:\n%s\n", (unsigned)status, log.text ? log.text + from : "");
		ground_portal_start(g);
	}
	err_release(&e);
	str_release(&log);
	free(path);
	return lives;
}

/* Reads away what the engine says; true if "sync" has come to its end, well or not. */
static bool hear(struct client *c, bool *is_well)
{
	struct json *packet;
	bool gone = false, is_over = false;
	while (c->link.fd >= 0 && (packet = engine_receive(&c->link, &gone)) != NULL) {
		const char *did = json_get_text(packet, "did");
		bool done = text_equal(did, "progress") && text_equal(json_get_text(packet, "phase"), "done");
		bool failed = text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "sync");
		is_over = is_over || done || failed;
		*is_well = done || (*is_well && !failed);
		json_free(packet);
	}
	if (gone)
		engine_close(&c->link);
	return is_over || c->link.fd < 0;
}

void ground_ask(struct ground *g, int client)
{
	struct client *c = &g->clients[client];
	struct err e = { 0 };
	bool is_well = false;
	struct json *packet = json_new_object();
	json_set_string(packet, "do", "sync");
	hear(c, &is_well);
	if (c->link.fd < 0 && engine_connect(&c->link, &c->paths, true, &e) != 0)
		c->link.fd = -1;
	if (c->link.fd < 0)
		json_free(packet);
	else if (!engine_send(&c->link, packet))
		engine_close(&c->link);
	err_release(&e);
}

bool ground_sync(struct ground *g, int client)
{
	struct client *c = &g->clients[client];
	bool is_well = false, ignored = false;
	hear(c, &ignored);
	ground_ask(g, client);
	for (int64_t until = clock_monotonic_ms() + SYNC_MS; !hear(c, &is_well) && clock_monotonic_ms() < until;) {
		struct pollfd input = { .fd = c->link.fd, .events = POLLIN };
		poll(&input, 1, 100);
	}
	return is_well;
}

pid_t ground_engine(const struct ground *g, int client)
{
	struct world there = ground_world(g, client);
	return world_engine(&there);
}

void ground_sign_in(struct ground *g)
{
	bool all = true;
	for (int i = 0; i < PLAN_CLIENTS && g->is_signed_out; i++) {
		struct world there = ground_world(g, i);
		there.is_quiet = true;
		all = world_sign_in(&there) && all;
	}
	g->is_signed_out = !all; /* the next try is that of the run's end */
}

int ground_lose_patience(struct ground *g, int client)
{
	enum { PATIENCE_MS = 1000, SOON_MS = 250 };
	struct client *c = &g->clients[client];
	struct world there = ground_world(g, client);
	engine_close(&c->link);
	process_end(ground_engine(g, client), SIGTERM);
	/* Where a command was quicker and has started one, that one does. */
	world_engine_try(&there, (const char *[]){ "--profile", c->profile, "--patience", "1", "--transport", "websocket", NULL }, &c->link);
	return PATIENCE_MS + SOON_MS;
}

void ground_store(const struct ground *g, int client, struct store *s)
{
	struct err e = { 0 };
	if (store_open(s, g->clients[client].paths.store, STORE_REPLICA, 0, &e) != 0)
		die("%s: %s", g->clients[client].paths.store, err_name(e.code));
}

void ground_end_engines(struct ground *g)
{
	for (int i = 0; i < PLAN_CLIENTS; i++) {
		engine_close(&g->clients[i].link);
		process_end(ground_engine(g, i), SIGTERM);
	}
}

/* --- a run --- */

static void start_relay(struct ground *g, const struct relay_meddler *meddler)
{
	struct world *w = g->world;
	char *port = xasprintf("%d", w->port), *from = xasprintf("%d", relay_port(w->relay));
	relay_free(w->relay);
	w->relay = w->authority ? relay_start_meddling(from, port, meddler)
	                        : relay_start_meddling(w->relay_socket, w->portal_socket, meddler);
	free(port);
	free(from);
}

void ground_certify(struct ground *g, enum certificate which)
{
	static const struct authority_wish wishes[] = {
		[CERTIFICATE_OLD] = { .from = -40 * DAY, .until = -10 * DAY }, [CERTIFICATE_ELSEWHERE] = { .host = "portal.example" },
		[CERTIFICATES] = { 0 },
	};
	struct world *w = g->world;
	struct authority *other = which == CERTIFICATE_OF_OTHERS ? authority_new(w->dir, "Other Authority") : NULL;
	if (!w->authority)
		return;
	authority_certify(other ? other : w->authority, w->dir, "portal", &wishes[which]);
	if (other)
		authority_free(other);
	kill(w->portal, SIGHUP);
}

void ground_begin(struct ground *g, const struct plan *plan, const struct relay_meddler *meddler)
{
	struct err e = { 0 };
	world_enter(g->world);
	g->is_signed_out = false;
	for (enum side side = 0; side < SIDES; side++) {
		make_disk(g, side);
		*g->ahead[side] = 0;
	}
	for (size_t i = 0; i < GROUND_PARTS; i++) {
		char *to = xasprintf("%s/%s", g->world->dir, ground_parts[i]), *from = xasprintf("%s/%s/.", g->picture, ground_parts[i]);
		if (file_make_dirs(to, &e) < 0)
			die("%s", to);
		ground_copy(from, to);
		free(from);
		free(to);
	}
	if (plan->is_slow)
		world_set(SETTING_LINE, "slow");
	for (int i = 0; i < PLAN_CLIENTS; i++) {
		char *packet = xasprintf("%s/packet.%d", g->world->dir, i);
		unlink(packet);
		free(packet);
	}
	start_relay(g, meddler);
	ground_portal_start(g);
	for (int i = 0; i < PLAN_CLIENTS; i++)
		ground_ask(g, i);
}

void ground_end(struct ground *g)
{
	ground_end_engines(g);
	world_portal_end(g->world, SIGTERM);
}
