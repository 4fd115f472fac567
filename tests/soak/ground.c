/* Where a run takes place. */
#include "ground.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "history.h"
#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { SYNC_MS = 20000, DAY = 86400, EVENT_DAYS = 20 };

static const char small_disk[] = "size=24m,mode=700", filler[] = "filler";
static const char *const pictured[] = { "portal", "data", "state", "config" };
static const char host[] = "Host";

/* --- disks --- */

/* What is mounted here is seen by this process and its children only, and goes with them. */
static bool may_mount(void)
{
	return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static void run(const char *const *words)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		execvp(words[0], (char *const *)words);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || status != 0)
		die("%s fails", words[0]);
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

void ground_fill(struct ground *g, enum side side, uint64_t room)
{
	struct statvfs disk;
	char *path = filler_of(g, side);
	int fd = g->are_small ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
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
	unlink(path);
	free(path);
}

/* --- clocks --- */

static void make_clock(struct ground *g, enum side side)
{
	static const char *const names[] = { "client.clock", "portal.clock" };
	const int64_t none = 0;
	g->clock_path[side] = xasprintf("%s/%s", g->world->dir, names[side]);
	int fd = open(g->clock_path[side], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, &none, sizeof none) != (ssize_t)sizeof none)
		die("%s: %s", g->clock_path[side], strerror(errno));
	g->ahead[side] = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (g->ahead[side] == MAP_FAILED)
		die("%s: %s", g->clock_path[side], strerror(errno));
	close(fd);
}

int64_t ground_now(const struct ground *g, enum side side)
{
	return clock_now() + *g->ahead[side];
}

/* --- programs --- */

/* The world as one client sees it: their paths, their name. */
static struct world world_of(const struct ground *g, int client)
{
	struct world there = *g->world;
	there.paths = g->clients[client].paths;
	there.name = (char *)g->clients[client].name;
	return there;
}

void ground_portal_start(struct ground *g)
{
	setenv("SOAK_CLOCK", g->clock_path[SIDE_PORTAL], 1);
	world_portal_start(g->world);
	setenv("SOAK_CLOCK", g->clock_path[SIDE_CLIENT], 1);
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
	struct world there = world_of(g, client);
	return world_engine(&there);
}

void ground_store(const struct ground *g, int client, struct store *s)
{
	struct err e = { 0 };
	if (store_open(s, g->clients[client].paths.store, STORE_REPLICA, 0, &e) != 0)
		die("%s: %s", g->clients[client].paths.store, err_name(e.code));
}

static void end_engines(struct ground *g)
{
	for (int i = 0; i < PLAN_CLIENTS; i++) {
		engine_close(&g->clients[i].link);
		process_end(ground_engine(g, i), SIGTERM);
	}
}

/* --- the picture --- */

/* Held by somebody who takes no part, so far ahead that no clock of ours gets there. */
static char *hold_event(struct portal_client *c, const char *community, int number)
{
	char text[CLOCK_TEXT_SIZE];
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", community);
	struct json *event = json_set(json_set(arguments, "create", json_new_object()), "k", json_new_object());
	clock_format(clock_now() + (int64_t)EVENT_DAYS * DAY, text);
	text[strlen(text) - 1] = '\0';
	struct json *time = json_set(event, "time", json_new_object());
	json_set_string(time, "start", text);
	json_set_string(time, "timeZone", "Europe/Athens");
	json_set_string(time, "duration", "PT1H");
	char *title = xasprintf("Week %d", number);
	json_set_string(event, "title", title);
	json_set_string(event, "kind", "webinar");
	struct json *done = portal_client_call(c, "Event/set", arguments);
	const char *id = json_get_text(json_get(json_get(done, "created"), "k"), "id");
	if (!id)
		die("Event/set: %s", json_print(done));
	char *copy = xstrdup(id);
	json_free(done);
	free(title);
	return copy;
}

static void fetch(struct ground *g, int client)
{
	struct world there = world_of(g, client);
	struct json *done = world_sync(&there);
	if (!done)
		die("%s cannot fetch; see %s/portal.log", there.name, there.dir);
	json_free(done);
}

static void add_client(struct ground *g, int client, const char *name, const char *profile)
{
	struct client *c = &g->clients[client];
	struct portal_client who;
	struct err e = { 0 };
	*c = (struct client){ .name = name, .profile = profile, .link = { .fd = -1 } };
	if (paths_init(&c->paths, profile, &e) != 0)
		die("%s: %s", profile, err_name(e.code));
	portal_client_open(&who, g->world->portal_socket);
	portal_client_sign_in(&who, name, g->world->password);
	c->person = xstrdup(who.person);
	portal_client_release(&who);
	struct world there = world_of(g, client);
	if (!world_sign_in(&there))
		die("%s cannot sign in", name);
	fetch(g, client);
}

/* Each has had a letter of the other, and can be asked for contact. */
static void introduce(struct ground *g, int client)
{
	struct portal_client c;
	struct account directory;
	struct store s;
	portal_client_open(&c, g->world->portal_socket);
	portal_client_sign_in(&c, g->clients[client].name, g->world->password);
	free(portal_client_write_to(&c, g->clients[1 - client].person, "Hello", GROUND_HELLO));
	ground_store(g, client, &s);
	if (!account_by_kind(&s, ACCOUNT_DIRECTORY, &directory))
		die("no directory");
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", directory.id);
	struct json *patch = json_set(json_set(arguments, "update", json_new_object()), c.person, json_new_object());
	json_set_bool(patch, "available", true);
	json_free(portal_client_call(&c, "Person/set", arguments));
	account_release(&directory);
	store_close(&s);
	portal_client_release(&c);
}

static void hold_events(struct ground *g)
{
	struct portal_client c;
	struct account community;
	struct store s;
	free(world_add_person(g->world, host));
	portal_client_open(&c, g->world->portal_socket);
	portal_client_sign_in(&c, host, g->world->password);
	ground_store(g, 0, &s);
	if (!account_by_kind(&s, ACCOUNT_COMMUNITY, &community))
		die("no community");
	for (int i = 0; i < PLAN_EVENTS; i++)
		g->events[i] = hold_event(&c, community.id, i);
	account_release(&community);
	store_close(&s);
	portal_client_release(&c);
}

static void take_picture(struct ground *g)
{
	struct err e = { 0 };
	char *database = xasprintf("%s/portal.db", g->world->portal_dir);
	end_engines(g);
	world_portal_end(g->world, SIGTERM);
	history_begin(database);
	g->picture = xasprintf("%s/picture", g->world->dir);
	if (file_make_dirs(g->picture, &e) < 0)
		die("%s", g->picture);
	for (size_t i = 0; i < sizeof pictured / sizeof pictured[0]; i++) {
		char *from = xasprintf("%s/%s", g->world->dir, pictured[i]);
		run((const char *[]){ "cp", "-a", from, g->picture, NULL });
		free(from);
	}
	free(database);
}

void ground_open(struct ground *g)
{
	static const char *const names[] = { "Teacher", "Colleague" }, *const profiles[] = { "default", "second" };
	char *preload = xasprintf("%s/tests/soak/step_clock.so", getenv("TWINLINE_PROGRAMS"));
	*g = (struct ground){ .are_small = may_mount() };
	g->world = world_start(&(struct world_options){ .bare = true, .signed_out = true });
	g->disk[SIDE_CLIENT] = xasprintf("%s/data", g->world->dir);
	g->disk[SIDE_PORTAL] = xstrdup(g->world->portal_dir);
	for (enum side side = 0; side < SIDES; side++)
		make_clock(g, side);
	setenv("LD_PRELOAD", preload, 1);
	setenv("SOAK_CLOCK", g->clock_path[SIDE_CLIENT], 1);
	free(world_add_person(g->world, names[1]));
	for (int i = 0; i < PLAN_CLIENTS; i++)
		add_client(g, i, names[i], profiles[i]);
	hold_events(g);
	for (int i = 0; i < PLAN_CLIENTS; i++)
		introduce(g, i);
	for (int i = 0; i < PLAN_CLIENTS; i++)
		fetch(g, i);
	take_picture(g);
	free(preload);
}

void ground_close(struct ground *g)
{
	for (enum side side = 0; side < SIDES; side++) {
		umount2(g->disk[side], MNT_DETACH);
		free(g->disk[side]);
		free(g->clock_path[side]);
		munmap(g->ahead[side], sizeof(int64_t));
	}
	for (int i = 0; i < PLAN_CLIENTS; i++) {
		paths_release(&g->clients[i].paths);
		free(g->clients[i].person);
	}
	for (int i = 0; i < PLAN_EVENTS; i++)
		free(g->events[i]);
	free(g->picture);
	world_free(g->world);
}

/* --- a run --- */

static void choose_line(bool is_slow)
{
	char *path = paths_settings();
	static const char slow[] = "line = slow\n";
	struct err e = { 0 };
	if (is_slow ? file_write(path, slow, strlen(slow), 0600, &e) < 0 : unlink(path) < 0 && errno != ENOENT)
		die("%s", path);
	free(path);
}

void ground_begin(struct ground *g, const struct plan *plan, const struct relay_meddler *meddler)
{
	struct err e = { 0 };
	for (enum side side = 0; side < SIDES; side++) {
		make_disk(g, side);
		*g->ahead[side] = 0;
	}
	for (size_t i = 0; i < sizeof pictured / sizeof pictured[0]; i++) {
		char *to = xasprintf("%s/%s", g->world->dir, pictured[i]), *from = xasprintf("%s/%s/.", g->picture, pictured[i]);
		if (file_make_dirs(to, &e) < 0)
			die("%s", to);
		run((const char *[]){ "cp", "-a", from, to, NULL });
		free(from);
		free(to);
	}
	choose_line(plan->is_slow);
	for (int i = 0; i < PLAN_CLIENTS; i++) {
		char *packet = xasprintf("%s/packet.%d", g->world->dir, i);
		unlink(packet);
		free(packet);
	}
	relay_free(g->world->relay);
	g->world->relay = relay_start_meddling(g->world->relay_socket, g->world->portal_socket, meddler);
	ground_portal_start(g);
	for (int i = 0; i < PLAN_CLIENTS; i++)
		ground_ask(g, i);
}

void ground_end(struct ground *g)
{
	end_engines(g);
	world_portal_end(g->world, SIGTERM);
}
