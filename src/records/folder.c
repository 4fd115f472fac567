/* Folders to take along: names, files, the manifest; tar is written in folder_tar.c. */
#include "twinline/records/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder_tar.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/text/fold.h"
#include "twinline/text/sanitise.h"

enum { MANIFEST_MAX = 64 * 1000 * 1000, FILE_MAX = 200 * 1000 * 1000, HEX_SIZE = 2 * 32 + 1 };

static const char manifest_name[] = "manifest.json";

struct folder {
	char *dir;           /* NULL: a stream */
	struct tar tar;
	struct strings names; /* that were given out, folded */
	struct json *files;  /* of the manifest */
	struct json *before; /* the manifest that was there; NULL: none */
	int64_t bytes;
	/* The file that is being written. */
	char *path, *partial;
	int fd;
	int64_t size;
	struct digest *digest;
};

struct folder *folder_new(const char *dir, struct err *e)
{
	struct folder *f;

	if (file_make_dirs(dir, e) != 0)
		return NULL;
	f = xcalloc(1, sizeof *f);
	f->dir = xstrdup(dir);
	f->fd = -1;
	f->files = json_new_array();
	f->before = folder_manifest(dir, NULL);
	return f;
}

struct folder *folder_new_tar(int (*write)(void *context, const void *bytes, size_t len, struct err *e), void *context, int64_t now)
{
	struct folder *f = xcalloc(1, sizeof *f);

	f->tar = (struct tar){ .write = write, .context = context, .now = now };
	f->fd = -1;
	f->files = json_new_array();
	return f;
}

static void forget_file(struct folder *f)
{
	char unused[DIGEST_BASE64_SIZE];

	if (f->fd >= 0) {
		close(f->fd);
		unlink(f->partial);
	}
	if (f->digest)
		digest_end(f->digest, unused);
	free(f->path);
	free(f->partial);
	f->fd = -1;
	f->digest = NULL;
	f->path = f->partial = NULL;
}

void folder_free(struct folder *f)
{
	if (!f)
		return;
	forget_file(f);
	json_free(f->files);
	json_free(f->before);
	strings_release(&f->names);
	free(f->dir);
	free(f);
}

int64_t folder_bytes(const struct folder *f)
{
	return f->bytes;
}

/* --- names --- */

/* What some system reads as a device, whatever its ending is. */
static bool is_device(const char *name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul", "com", "lpt" };
	size_t stem = strcspn(name, ".");

	for (size_t i = 0; i < ARRAY_SIZE(devices); i++) {
		char *start = xstrndup(name, strlen(devices[i]));
		bool is_it = ascii_casecmp(start, devices[i]) == 0 && (stem == (i < 4 ? 3U : 4U)) && (i < 4 || strchr("0123456789", name[3]));

		free(start);
		if (is_it)
			return true;
	}
	return false;
}

/* Cuts between characters. */
static void cut(struct str *s, size_t most)
{
	if (s->len <= most)
		return;
	while (most > 0 && ((unsigned char)s->text[most] & 0xc0) == 0x80)
		most--;
	str_cut(s, most);
}

/* A dot or a space at the end is lost on some systems. */
static void trim(struct str *s)
{
	while (s->len > 0 && strchr(". -", s->text[s->len - 1]))
		str_cut(s, s->len - 1);
}

static char *safe_name(const char *text)
{
	char *name = sanitise_copy(text, SANITISE_LINE);
	char *end = name;
	size_t first = strspn(name, ".-~ /\\");

	for (const char *c = name + first; *c; c++) {
		bool is_gap = strchr("/\\:*?\"<>|%#&;$`'!{}[] -", *c);

		if (!is_gap || end == name || end[-1] != '-')
			*end++ = is_gap ? '-' : *c;
	}
	*end = '\0';
	return name;
}

/* The short ending that a name has itself: ".jpg"; "" for none. */
static const char *own_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && dot != name && strlen(dot) > 1 && strlen(dot) <= 8 ? dot : "";
}

static bool take_name(struct folder *f, const char *path)
{
	char *folded = fold_copy(path);
	bool is_free = !strings_has(&f->names, folded);

	if (is_free)
		strings_push(&f->names, folded);
	free(folded);
	return is_free;
}

char *folder_path(struct folder *f, const char *parent, const char *text, const char *ending)
{
	char *safe = safe_name(text ? text : ""), *path = NULL;
	char *end = xstrdup(*ending ? ending : own_ending(safe));
	struct str stem = { 0 };

	str_addn(&stem, safe, strlen(safe) - (*ending ? 0 : strlen(end)));
	cut(&stem, FOLDER_NAME_BYTES - 8 - strlen(end));
	trim(&stem);
	if (stem.len == 0 || is_device(stem.text))
		str_insert(&stem, 0, "_", 1);
	for (int number = 1; !path; number++) {
		path = number == 1 ? xasprintf("%s%s%s%s", parent, *parent ? "/" : "", stem.text, end)
		                   : xasprintf("%s%s%s-%d%s", parent, *parent ? "/" : "", stem.text, number, end);
		if (!take_name(f, path)) {
			free(path);
			path = NULL;
		}
	}
	str_release(&stem);
	free(safe);
	free(end);
	return path;
}

char *folder_name(const char *title)
{
	struct folder *none = folder_new_tar(NULL, NULL, 0);
	char *safe = folder_path(none, "", title, ""), today[CLOCK_DAY_SIZE], *name;

	clock_format_day(clock_now(), today);
	name = xasprintf("%s-%s", safe, today);
	free(safe);
	folder_free(none);
	return name;
}

/* --- files --- */

static int open_file(struct folder *f, struct err *e)
{
	char *whole = xasprintf("%s/%s", f->dir, f->path), *slash = strrchr(whole, '/');
	int result;

	*slash = '\0';
	result = file_make_dirs(whole, e);
	*slash = '/';
	f->partial = xasprintf("%s.part", whole);
	if (result == 0) {
		unlink(f->partial);
		f->fd = open(f->partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (f->fd < 0)
			result = err_errno(e, ERR_FILE, f->partial);
	}
	free(whole);
	return result;
}

int folder_begin(struct folder *f, const char *path, int64_t size, struct err *e)
{
	f->path = xstrdup(path);
	f->size = 0;
	f->digest = digest_new();
	return f->dir ? open_file(f, e) : tar_begin(&f->tar, path, size, e);
}

int folder_add(struct folder *f, const void *bytes, size_t len, struct err *e)
{
	const char *at = bytes;

	digest_add(f->digest, bytes, len);
	f->size += (int64_t)len;
	f->bytes += (int64_t)len;
	if (!f->dir)
		return tar_add(&f->tar, bytes, len, e);
	while (len > 0) {
		ssize_t count = write(f->fd, at, len);

		if (count < 0 && errno != EINTR)
			return err_errno(e, ERR_FILE, f->partial);
		at += count > 0 ? count : 0;
		len -= count > 0 ? (size_t)count : 0;
	}
	return 0;
}

/* SHA-256 in hex, as sha256sum(1) has it. */
static void end_digest(struct digest *d_taken, char hex[HEX_SIZE])
{
	char base64[DIGEST_BASE64_SIZE];
	struct str bytes = { 0 };

	digest_end(d_taken, base64);
	crypto_unbase64(base64, &bytes);
	for (size_t i = 0; i < bytes.len && i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)bytes.text[i]);
	str_release(&bytes);
}

static int close_file(struct folder *f, struct err *e)
{
	char *whole = xasprintf("%s/%s", f->dir, f->path);
	int result = close(f->fd) == 0 && rename(f->partial, whole) == 0 ? 0 : err_errno(e, ERR_FILE, whole);

	f->fd = -1;
	if (result != 0)
		unlink(f->partial);
	free(whole);
	return result;
}

int folder_end(struct folder *f, struct err *e)
{
	int result = f->dir ? close_file(f, e) : tar_end(&f->tar, e);
	char hex[HEX_SIZE] = "";
	struct json *file;

	end_digest(f->digest, hex);
	f->digest = NULL;
	if (result == 0) {
		file = json_push(f->files, json_new_object());
		json_set_string(file, "path", f->path);
		json_set_integer(file, "size", f->size);
		json_set_string(file, "sha256", hex);
	}
	forget_file(f);
	return result;
}

int folder_put(struct folder *f, const char *path, const void *bytes, size_t len, struct err *e)
{
	if (folder_begin(f, path, (int64_t)len, e) == 0 && folder_add(f, bytes, len, e) == 0 && folder_end(f, e) == 0)
		return 0;
	forget_file(f);
	return -1;
}

/* --- the manifest --- */

/* No way out of the folder: whoever wrote the manifest may wish us ill. */
static bool is_inside(const char *path)
{
	if (!path || !*path || *path == '/' || strchr(path, '\\'))
		return false;
	for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (*part == '.' || *part == '/' || !*part)
			return false;
	return true;
}

static const struct json *find_file(const struct json *files, const char *path)
{
	for (const struct json *i = json_first(files); i; i = json_next(i))
		if (text_equal(json_get_text(i, "path"), path))
			return i;
	return NULL;
}

static void remove_old(const struct folder *f)
{
	for (const struct json *i = json_first(json_get(f->before, "files")); i; i = json_next(i)) {
		const char *path = json_get_text(i, "path");

		if (is_inside(path) && !find_file(f->files, path)) {
			char *whole = xasprintf("%s/%s", f->dir, path);

			unlink(whole);
			free(whole);
		}
	}
}

int folder_close(struct folder *f, struct err *e)
{
	struct json *manifest = json_new_object();
	char *text, *path;
	int result;

	if (f->dir)
		remove_old(f);
	json_set_integer(manifest, "twinline", 1);
	json_set(manifest, "files", json_copy(f->files));
	text = json_print(manifest);
	if (f->dir) {
		path = xasprintf("%s/%s", f->dir, manifest_name);
		result = file_write(path, text, strlen(text), 0600, e);
		free(path);
	} else {
		result = folder_put(f, manifest_name, text, strlen(text), e) == 0 ? tar_close(&f->tar, e) : -1;
	}
	free(text);
	json_free(manifest);
	return result;
}

/* --- reading --- */

struct json *folder_manifest(const char *dir, struct err *e)
{
	char *path = xasprintf("%s/%s", dir, manifest_name);
	struct str text = { 0 };
	struct json *manifest = file_read(path, MANIFEST_MAX, &text, e) == 0 ? json_parse(text.text, text.len, e) : NULL;

	str_release(&text);
	free(path);
	return manifest;
}

int folder_read(const char *dir, const struct json *manifest, const char *path, struct str *out, struct err *e)
{
	const struct json *file = is_inside(path) ? find_file(json_get(manifest, "files"), path) : NULL;
	char *whole = xasprintf("%s/%s", dir, path ? path : ""), hex[DIGEST_TEXT_SIZE];
	int result = file ? file_read(whole, FILE_MAX, out, e) : err_set(e, ERR_FOLDER_DAMAGED, path ? path : "", NULL);

	if (result == 0) {
		crypto_digest(out->text ? out->text : "", out->len, hex);
		if ((int64_t)out->len != json_get_integer(file, "size", -1) || !text_equal(hex, json_get_text(file, "sha256")))
			result = err_set(e, ERR_FOLDER_DAMAGED, path, NULL);
	}
	free(whole);
	return result;
}
