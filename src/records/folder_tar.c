/* Writing tar: blocks of 512 bytes, a header a file, a pax header before it for its path (records "LENGTH path=PATH\n"). */
#include "folder_tar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

/* Where the fields of a header begin. */
enum { BLOCK = 512, NAME_SIZE = 100, MODE_AT = 100, SIZE_AT = 124, TIME_AT = 136, SUM_AT = 148, TYPE_AT = 156, MAGIC_AT = 257 };

static const char zeros[BLOCK];

/* A number in octal digits that end with NUL. */
static void put_octal(char *block, int at, int digits, int64_t number)
{
	for (int i = digits - 1; i >= 0; i--, number /= 8)
		block[at + i] = (char)('0' + number % 8);
}

static int put_header(struct tar *t, const char *name, char type, int64_t size, struct err *e)
{
	char block[BLOCK] = { 0 };
	unsigned sum = 0;

	snprintf(block, NAME_SIZE, "%s", name);
	put_octal(block, MODE_AT, 7, 0600);
	put_octal(block, MODE_AT + 8, 7, 0);  /* owner */
	put_octal(block, MODE_AT + 16, 7, 0); /* group */
	put_octal(block, SIZE_AT, 11, size);
	put_octal(block, TIME_AT, 11, t->now);
	block[TYPE_AT] = type;
	memcpy(block + MAGIC_AT, "ustar\0" "00", 8);
	memset(block + SUM_AT, ' ', 8);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)block[i];
	put_octal(block, SUM_AT, 6, sum);
	block[SUM_AT + 6] = '\0';
	return t->write(t->context, block, BLOCK, e);
}

static int fill_block(struct tar *t, int64_t size, struct err *e)
{
	size_t rest = (size_t)(size % BLOCK);

	return rest ? t->write(t->context, zeros, BLOCK - rest, e) : 0;
}

/* The record counts its own length. */
static int put_path(struct tar *t, const char *path, struct err *e)
{
	size_t len = strlen(path) + sizeof " path=\n" - 1, digits = 1;
	char *record;
	int result;

	for (size_t most = 10; len + digits >= most; most *= 10)
		digits++;
	record = xasprintf("%zu path=%s\n", len + digits, path);
	result = put_header(t, "path", 'x', (int64_t)strlen(record), e);
	if (result == 0)
		result = t->write(t->context, record, strlen(record), e);
	if (result == 0)
		result = fill_block(t, (int64_t)strlen(record), e);
	free(record);
	return result;
}

int tar_begin(struct tar *t, const char *path, int64_t size, struct err *e)
{
	t->size = t->left = size;
	return put_path(t, path, e) == 0 ? put_header(t, path, '0', size, e) : -1;
}

int tar_add(struct tar *t, const void *bytes, size_t len, struct err *e)
{
	if ((int64_t)len > t->left)
		bug("tar: more bytes than were told");
	t->left -= (int64_t)len;
	return t->write(t->context, bytes, len, e);
}

int tar_end(struct tar *t, struct err *e)
{
	if (t->left)
		bug("tar: fewer bytes than were told");
	return fill_block(t, t->size, e);
}

int tar_close(struct tar *t, struct err *e)
{
	return t->write(t->context, zeros, BLOCK, e) == 0 ? t->write(t->context, zeros, BLOCK, e) : -1;
}
