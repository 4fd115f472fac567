/* Two people on a bare portal. */
#include "lib/pair.h"

#include "lib/suite.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/mem.h"

enum { PAIR_SEED = 2026 };

/* The clock of every program: no minute ends in the midst of a test. */
static const char pair_now[] = "2026-11-17T10:38:00Z";

void pair_open(struct pair *p, const char *now)
{
	struct portal_client teacher;
	p->world = world_start(&(struct world_options){ .bare = true, .signed_out = true, .now = now });
	p->friend = world_add_person(p->world, "Colleague");
	portal_client_open(&p->reading, p->world->portal_socket);
	portal_client_sign_in(&p->reading, "Colleague", p->world->password);
	portal_client_open(&teacher, p->world->portal_socket);
	portal_client_sign_in(&teacher, p->world->name, p->world->password);
	p->reading.correspondent = xstrdup(teacher.person);
	portal_client_release(&teacher);
	random_seed(&p->random, PAIR_SEED);
	struct json *done = world_sign_in(p->world) ? world_sync(p->world) : NULL;
	if (!done)
		die("the first exchange failed; see %s/portal.log", p->world->dir);
	json_free(done);
}

void pair_close(struct pair *p)
{
	portal_client_release(&p->reading);
	world_free(p->world);
	free(p->friend);
}

int pair_set_up(void **state)
{
	*state = xcalloc(1, sizeof(struct pair));
	pair_open(*state, pair_now);
	return 0;
}

int pair_tear_down(void **state)
{
	pair_close(*state);
	free(*state);
	return 0;
}

void pair_portal_again(struct pair *p)
{
	world_portal_end(p->world, SIGKILL);
	world_portal_start(p->world);
	portal_client_reopen(&p->reading, p->world->portal_socket);
}

void pair_let_work(struct pair *p, int microseconds)
{
	struct timespec delay = { .tv_nsec = (long)random_below(&p->random, (uint64_t)microseconds) * 1000 };
	nanosleep(&delay, NULL);
}

void pair_write(struct pair *p, const char *subject, int count)
{
	for (int i = 0; i < count; i++) {
		char *title = xasprintf("%s %d", subject, i);
		free(portal_client_write_to(&p->reading, p->reading.correspondent, title, "Dear colleague,\n\nhow is week 2?"));
		free(title);
	}
}

struct terminal *pair_face(struct pair *p, int rows, int cols)
{
	struct terminal *t = world_face(p->world, rows, cols, NULL);
	char *title;

	terminal_wait_idle(t);
	title = terminal_row(t, 0);
	if (strncmp(title, "Home", strlen("Home")) == 0) /* and not a letter that was left half written */
		terminal_send(t, "2");
	free(title);
	return t;
}

void pair_sees(struct terminal *t, const char *words)
{
	if (!terminal_wait_text(t, words))
		fail_msg("\"%s\" is not seen", words);
}

void pair_fetches(struct terminal *t, const char *words)
{
	for (int tries = 0; tries < 200 && !terminal_shows(t, words); tries++) {
		if (tries % 10 == 0)
			terminal_send(t, "s");
		terminal_read(t, 100);
	}
	pair_sees(t, words);
}

void pair_friend_signs_in(struct pair *p, const char *profile)
{
	const char *words[] = { "sign-in", "--profile", profile, "--name", "Colleague", p->world->url, NULL };
	char *password = xasprintf("%s\n", p->world->password);
	assert_int_equal(world_run("twinline", words, password, NULL), 0);
	free(password);
}
