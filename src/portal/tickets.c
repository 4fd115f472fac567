/* Keys of session tickets: a small file of fixed rows, the newest first. */
#include "tickets.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"

enum { DAY = 24 * 60 * 60, FILE_MODE = 0600 };

static const char file_name[] = "ticket-keys";

static int keep(const struct tickets *t, struct err *e)
{
	return file_write(t->path, t->keys, sizeof t->keys[0] * (size_t)t->count, FILE_MODE, e);
}

static void load(struct tickets *t)
{
	struct str bytes = {0};
	if (file_read(t->path, sizeof t->keys, &bytes, NULL) == 0 && bytes.len % sizeof t->keys[0] == 0) {
		t->count = (int)(bytes.len / sizeof t->keys[0]);
		memcpy(t->keys, bytes.text, bytes.len);
	}
	if (bytes.text)
		wipe(bytes.text, bytes.len);
	str_release(&bytes);
}

static bool lives(const struct ticket_key *key, int64_t now, int64_t seconds)
{
	return key->made <= now && now - key->made < seconds;
}

static void add(struct tickets *t, int64_t now)
{
	if (t->count < TICKET_KEYS)
		t->count++;
	memmove(t->keys + 1, t->keys, sizeof t->keys[0] * (size_t)(t->count - 1));
	t->keys[0].made = now;
	random_secret(t->keys[0].name, sizeof t->keys[0].name);
	random_secret(t->keys[0].cipher, sizeof t->keys[0].cipher);
	random_secret(t->keys[0].mac, sizeof t->keys[0].mac);
}

int tickets_open(struct tickets *t, const char *dir, int64_t now, struct err *e)
{
	*t = (struct tickets){.path = xasprintf("%s/%s", dir, file_name)};
	load(t);
	if (t->count > 0 && lives(&t->keys[0], now, DAY))
		return 0;
	add(t, now);
	if (keep(t, e) == 0)
		return 0;
	tickets_close(t);
	return -1;
}

void tickets_close(struct tickets *t)
{
	free(t->path);
	wipe(t->keys, sizeof t->keys);
	*t = (struct tickets){0};
}

const struct ticket_key *tickets_newest(struct tickets *t, int64_t now)
{
	struct err e = {0};
	if (!lives(&t->keys[0], now, DAY)) {
		add(t, now);
		if (keep(t, &e) < 0)
			log_warn("tls", "a fresh ticket key is not kept: %s", err_name(e.code));
		err_release(&e);
	}
	return &t->keys[0];
}

const struct ticket_key *tickets_find(const struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], int64_t now)
{
	for (int i = 0; i < t->count; i++)
		if (memcmp(t->keys[i].name, name, TICKET_NAME_SIZE) == 0)
			return lives(&t->keys[i], now, TICKETS_LIVE + DAY) ? &t->keys[i] : NULL;
	return NULL;
}
