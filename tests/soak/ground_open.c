/* The picture that every run begins with: two people who know each other, somebody's events, and a portal that is watched. */
#include "ground_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <unistd.h>

#include "history.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

enum { DAY = 86400, EVENT_DAYS = 20 };

static const char host[] = "Host";

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool is_put = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	if (fd >= 0)
		close(fd);
	return is_put;
}

/* Whoever is not root may mount in a name space of their own, where the kernel lets them have one. */
static bool be_root_at_home(void)
{
	char *user = xasprintf("%u %u 1", getuid(), getuid()), *group = xasprintf("%u %u 1", getgid(), getgid());
	bool is = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put("/proc/self/setgroups", "deny") &&
	          put("/proc/self/uid_map", user) && put("/proc/self/gid_map", group);
	free(user);
	free(group);
	return is;
}

/* What is mounted here is seen by this process and its children only, and goes with them. */
static bool may_mount(void)
{
	return (unshare(CLONE_NEWNS) == 0 || be_root_at_home()) && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

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
	struct world there = ground_world(g, client);
	struct json *done = world_sync(&there);
	if (!done)
		die("%s cannot fetch; see %s/portal.log", there.name, there.dir);
	json_free(done);
}

static void add_client(struct ground *g, int client, enum layout layout)
{
	static const char *const profiles[] = { "default", "second" };
	struct client *c = &g->clients[client];
	struct err e = { 0 };
	int who = layout == LAYOUT_ONE ? 0 : client;
	*c = (struct client){ .profile = profiles[client], .who = who, .friend = 1 - who, .link = { .fd = -1 } };
	if (paths_init(&c->paths, c->profile, &e) != 0)
		die("%s: %s", c->profile, err_name(e.code));
	struct world there = ground_world(g, client);
	if (!world_sign_in(&there))
		die("%s cannot sign in", there.name);
	fetch(g, client);
}

/* Each has had a letter of the other, and can be asked for contact. */
static void introduce(struct ground *g, int person)
{
	struct portal_client c;
	struct account directory;
	struct store s;
	portal_client_open(&c, g->world->portal_socket);
	portal_client_sign_in(&c, ground_names[person], g->world->password);
	free(portal_client_write_to(&c, g->cards[1 - person], "Hello", GROUND_HELLO));
	ground_store(g, 0, &s);
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

static void add_person(struct ground *g, int person)
{
	struct portal_client c;
	if (person > 0) /* the first one comes with the world */
		free(world_add_person(g->world, ground_names[person]));
	portal_client_open(&c, g->world->portal_socket);
	portal_client_sign_in(&c, ground_names[person], g->world->password);
	g->cards[person] = xstrdup(c.person);
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
	ground_end_engines(g);
	world_portal_end(g->world, SIGTERM);
	history_begin(database);
	g->picture = xasprintf("%s/picture", g->world->dir);
	if (file_make_dirs(g->picture, &e) < 0)
		die("%s", g->picture);
	for (size_t i = 0; i < GROUND_PARTS; i++) {
		char *from = xasprintf("%s/%s", g->world->dir, ground_parts[i]);
		ground_copy(from, g->picture);
		free(from);
	}
	free(database);
}

void ground_open(struct ground *g, enum layout layout)
{
	char *preload = xasprintf("%s/tests/soak/step_clock.so", getenv("TWINLINE_PROGRAMS"));
	unsetenv("LD_PRELOAD");
	*g = (struct ground){ .are_small = may_mount() };
	g->world = world_start(&(struct world_options){ .bare = true, .signed_out = true, .tls = layout == LAYOUT_TLS });
	g->disk[SIDE_CLIENT] = xasprintf("%s/data", g->world->dir);
	g->disk[SIDE_PORTAL] = xstrdup(g->world->portal_dir);
	for (enum side side = 0; side < SIDES; side++)
		make_clock(g, side);
	setenv("LD_PRELOAD", preload, 1);
	setenv("SOAK_CLOCK", g->clock_path[SIDE_CLIENT], 1);
	for (int i = 0; i < GROUND_PEOPLE; i++)
		add_person(g, i);
	for (int i = 0; i < PLAN_CLIENTS; i++)
		add_client(g, i, layout);
	hold_events(g);
	for (int i = 0; i < GROUND_PEOPLE; i++)
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
	for (int i = 0; i < PLAN_CLIENTS; i++)
		paths_release(&g->clients[i].paths);
	for (int i = 0; i < GROUND_PEOPLE; i++)
		free(g->cards[i]);
	for (int i = 0; i < PLAN_EVENTS; i++)
		free(g->events[i]);
	free(g->picture);
	world_free(g->world);
}
