/* A small table of failures with doubling waits. */
#include "guard.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/random.h"

/*
 * Free tries, then 1 s, 2 s, 4 s ... up to most; every `forget` seconds one failure is forgotten. A whole school sits behind one
 * address, and its slips of weeks must not add up.
 */
static const struct { int tries, most, forget; bool is_address; } limits[] = {
	[GUARD_NAME] = {5, 60, 600, false},
	[GUARD_ADDRESS] = {40, 900, 60, true},
	[GUARD_LETTER] = {3, 3600, 900, false},
	[GUARD_FORM] = {20, 900, 60, true},
	[GUARD_GUEST] = {300, 60, 1, true},
	[GUARD_TRANSLATION] = {60, 600, 60, false},
};

enum { NEIGHBOURS = 8, NETWORK_BYTES = 8 };

void guard_init(struct guard *g)
{
	pthread_mutex_init(&g->lock, NULL);
	random_secret(&g->secret, sizeof g->secret);
	g->rows = xcalloc(GUARD_ROWS, sizeof *g->rows);
}

void guard_release(struct guard *g)
{
	if (!g->rows)
		return;
	free(g->rows);
	g->rows = NULL;
	pthread_mutex_destroy(&g->lock);
}

/* FNV-1a over a secret start: short texts, and nobody sees the result. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
	for (const unsigned char *c = bytes; len > 0; c++, len--)
		hash = (hash ^ *c) * 1099511628211u;
	return hash ^ hash >> 29;
}

static uint64_t key_of(const struct guard *g, enum guard_kind kind, const char *text)
{
	uint64_t hash = g->secret ^ (14695981039346656037u + (uint64_t)kind);
	struct in6_addr six;
	if (limits[kind].is_address && inet_pton(AF_INET6, text, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six))
		hash = hash_bytes(hash, &six, NETWORK_BYTES);
	else
		hash = hash_bytes(hash, text, strlen(text));
	return hash ? hash : 1;
}

/* The row of key, or, where there is none, the one among its neighbours that may be taken. */
static struct guard_row *row_of(struct guard *g, uint64_t key)
{
	struct guard_row *oldest = NULL;
	for (int i = 0; i < NEIGHBOURS; i++) {
		struct guard_row *row = &g->rows[(key + (uint64_t)i) % GUARD_ROWS];
		if (row->key == key)
			return row;
		if (!oldest || row->seen_at < oldest->seen_at)
			oldest = row;
	}
	return oldest;
}

/* Under the lock. */
static int wait_of(struct guard *g, uint64_t key, int64_t now_ms)
{
	const struct guard_row *row = row_of(g, key);
	int64_t wait = row->key == key && row->free_at > now_ms ? row->free_at - now_ms : 0;
	return (int)((wait + 999) / 1000);
}

int guard_wait(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms)
{
	if (!*text)
		return 0;
	uint64_t key = key_of(g, kind, text);
	pthread_mutex_lock(&g->lock);
	int wait = wait_of(g, key, now_ms);
	pthread_mutex_unlock(&g->lock);
	return wait;
}

static void forget(struct guard_row *row, enum guard_kind kind, int64_t now_ms)
{
	int64_t each = 1000 * (int64_t)limits[kind].forget, due = (now_ms - row->since) / each;
	row->since += due * each;
	row->failures = row->failures > due ? row->failures - (int)due : 0;
}

/* Under the lock. */
static void count(struct guard *g, enum guard_kind kind, uint64_t key, int64_t now_ms)
{
	struct guard_row *row = row_of(g, key);
	if (row->key != key)
		*row = (struct guard_row){.key = key, .since = now_ms};
	forget(row, kind, now_ms);
	row->failures++;
	row->seen_at = now_ms;
	int over = row->failures - limits[kind].tries;
	if (over >= 0) {
		int seconds = over < 16 ? 1 << over : limits[kind].most;
		row->free_at = now_ms + 1000 * (int64_t)(seconds < limits[kind].most ? seconds : limits[kind].most);
	}
}

void guard_failed(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms)
{
	if (!*text)
		return;
	uint64_t key = key_of(g, kind, text);
	pthread_mutex_lock(&g->lock);
	count(g, kind, key, now_ms);
	pthread_mutex_unlock(&g->lock);
}

int guard_take(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms)
{
	if (!*text)
		return 0;
	uint64_t key = key_of(g, kind, text);
	pthread_mutex_lock(&g->lock);
	int wait = wait_of(g, key, now_ms);
	if (wait == 0)
		count(g, kind, key, now_ms);
	pthread_mutex_unlock(&g->lock);
	return wait;
}

int guard_refuse(int seconds, enum err_code code, struct err *e)
{
	char text[16];
	snprintf(text, sizeof text, "%d", seconds);
	return err_set(e, code, text, NULL);
}

void guard_passed(struct guard *g, enum guard_kind kind, const char *text)
{
	uint64_t key = key_of(g, kind, text);
	pthread_mutex_lock(&g->lock);
	struct guard_row *row = row_of(g, key);
	if (row->key == key)
		*row = (struct guard_row){0};
	pthread_mutex_unlock(&g->lock);
}
