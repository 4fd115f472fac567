/* Tickets: a ring of the newest, chained in buckets by their names, which are random. */
#include "tickets.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

enum { BUCKETS = 4096, FILE_MODE = 0600, FILE_MOST = TICKETS_MOST * 1000 };

/* In the file: this, then its bytes. */
struct head {
	int64_t made; /* seconds since 1970 */
	uint32_t len;
	unsigned char name[TICKET_NAME_SIZE];
};

struct ticket {
	struct ticket *next; /* in its bucket */
	int place;           /* in the ring */
	struct head head;
	unsigned char bytes[];
};

struct tickets {
	char *path;
	struct ticket *ring[TICKETS_MOST]; /* NULL: free, or taken back */
	int at;                            /* where the next one goes; the one there is the oldest */
	struct ticket *buckets[BUCKETS];
};

static const char file_name[] = "tickets";

static struct ticket **bucket(struct tickets *t, const unsigned char *name)
{
	return &t->buckets[(name[0] | (unsigned)name[1] << 8) % BUCKETS];
}

static bool is_called(const struct ticket *one, const unsigned char *name)
{
	return memcmp(one->head.name, name, TICKET_NAME_SIZE) == 0;
}

static bool lives(const struct head *head, int64_t now)
{
	return head->made <= now && now - head->made < TICKETS_LIVE;
}

static struct ticket *find(const struct tickets *t, const unsigned char *name)
{
	struct ticket *one = *bucket((struct tickets *)t, name);
	while (one && !is_called(one, name))
		one = one->next;
	return one;
}

static void forget(struct tickets *t, struct ticket *one)
{
	struct ticket **link = bucket(t, one->head.name);
	while (*link != one)
		link = &(*link)->next;
	*link = one->next;
	t->ring[one->place] = NULL;
	wipe(one->bytes, one->head.len);
	free(one);
}

static void add(struct tickets *t, const struct head *head, const void *bytes)
{
	struct ticket *one = xcalloc(1, sizeof *one + head->len), **link = bucket(t, head->name);
	one->head = *head;
	memcpy(one->bytes, bytes, head->len);
	if (t->ring[t->at])
		forget(t, t->ring[t->at]);
	t->ring[t->at] = one;
	one->place = t->at;
	t->at = (t->at + 1) % TICKETS_MOST;
	one->next = *link;
	*link = one;
}

void tickets_put(struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], const void *bytes, size_t len, int64_t now)
{
	struct head head = {.made = now, .len = (uint32_t)len};
	if (len > TICKET_BYTES_MOST)
		return;
	memcpy(head.name, name, TICKET_NAME_SIZE);
	add(t, &head, bytes);
}

bool tickets_find(const struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], int64_t now, struct str *out)
{
	const struct ticket *one = find(t, name);
	if (!one || !lives(&one->head, now))
		return false;
	str_addn(out, (const char *)one->bytes, one->head.len);
	return true;
}

void tickets_drop(struct tickets *t, const unsigned char name[TICKET_NAME_SIZE])
{
	struct ticket *one = find(t, name);
	if (one)
		forget(t, one);
}

/* --- the file --- */

static void load(struct tickets *t, const struct str *bytes, int64_t now)
{
	struct head head;
	for (size_t at = 0; bytes->len - at >= sizeof head; at += sizeof head + head.len) {
		memcpy(&head, bytes->text + at, sizeof head);
		if (head.len > TICKET_BYTES_MOST || head.len > bytes->len - at - sizeof head)
			return;
		if (lives(&head, now))
			add(t, &head, bytes->text + at + sizeof head);
	}
}

struct tickets *tickets_open(const char *dir, int64_t now)
{
	struct tickets *t = xcalloc(1, sizeof *t);
	struct str bytes = {0};
	t->path = xasprintf("%s/%s", dir, file_name);
	if (file_read(t->path, FILE_MOST, &bytes, NULL) == 0 && bytes.len > 0) {
		load(t, &bytes, now);
		wipe(bytes.text, bytes.len);
	}
	str_release(&bytes);
	return t;
}

static void keep(const struct tickets *t)
{
	struct str bytes = {0};
	struct err e = {0};
	str_init(&bytes, FILE_MOST);
	str_add(&bytes, "");
	for (int i = 0; i < TICKETS_MOST; i++) { /* the oldest first, as they came */
		const struct ticket *one = t->ring[(t->at + i) % TICKETS_MOST];
		if (!one)
			continue;
		str_addn(&bytes, (const char *)&one->head, sizeof one->head);
		str_addn(&bytes, (const char *)one->bytes, one->head.len);
	}
	if (file_write(t->path, bytes.text, bytes.len, FILE_MODE, &e) < 0)
		log_warn("tls", "tickets are not kept: %s", err_name(e.code));
	wipe(bytes.text, bytes.len);
	str_release(&bytes);
	err_release(&e);
}

void tickets_close(struct tickets *t)
{
	if (!t)
		return;
	keep(t);
	for (int i = 0; i < TICKETS_MOST; i++)
		if (t->ring[i])
			forget(t, t->ring[i]);
	free(t->path);
	free(t);
}
