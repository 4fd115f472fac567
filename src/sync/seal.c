/* Sealing and opening. A sealed file: a line that says what it is, the salt, and the stream of libsodium of {token, store}. */
#include "seal.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"

enum {
	KEEP_MS = 5000,
	STORE_MAX = 1000 * 1000 * 1000,
	TOKEN_MAX = 64 * 1024,
	LENGTH_BYTES = 8,
	LEAVE_TRIES = 20
};

static const char magic[] = "Twinline sealed 1\n";
static const char store_file[] = "store.db", token_file[] = "token", key_file[] = "seal";

static char *below(const char *dir, const char *name)
{
	return xasprintf("%s/%s", dir, name);
}

char *seal_dir(const struct paths *p, const char *who)
{
	return below(p->open, who);
}

/* --- names --- */

/* The key of the names, made once a computer. */
static int name_key(const struct paths *p, unsigned char key[SEAL_KEY_SIZE], struct err *e)
{
	char *path = below(p->sealed, "key");
	struct str kept = { 0 };
	int result = 0;
	if (access(path, F_OK) != 0) {
		random_secret(key, SEAL_KEY_SIZE);
		result = file_write(path, key, SEAL_KEY_SIZE, 0600, e);
	} else if (file_read(path, SEAL_KEY_SIZE, &kept, e) != 0) {
		result = -1;
	} else if (kept.len != SEAL_KEY_SIZE) {
		result = err_set(e, ERR_SEAL_DAMAGED, path, NULL);
	} else {
		memcpy(key, kept.text, SEAL_KEY_SIZE);
	}
	str_release(&kept);
	free(path);
	return result;
}

int seal_name(const struct paths *p, const char *portal, const char *name, char who[DIGEST_TEXT_SIZE], struct err *e)
{
	unsigned char key[SEAL_KEY_SIZE];
	if (name_key(p, key, e) != 0)
		return -1;
	char *text = xasprintf("%s\n%s", portal, name);
	crypto_keyed_digest(key, text, who);
	free(text);
	return 0;
}

/* --- the key of what is open, beside it: both lie in memory --- */

static int write_key(const char *dir, const struct seal *s, struct err *e)
{
	unsigned char bytes[SEAL_SALT_SIZE + SEAL_KEY_SIZE];
	char *path = below(dir, key_file);
	memcpy(bytes, s->salt, SEAL_SALT_SIZE);
	memcpy(bytes + SEAL_SALT_SIZE, s->key, SEAL_KEY_SIZE);
	int written = file_write(path, bytes, sizeof bytes, 0600, e);
	wipe(bytes, sizeof bytes);
	free(path);
	return written;
}

static int read_key(struct seal *s, const char *path, struct err *e)
{
	struct str bytes = { 0 };
	int result = file_read(path, SEAL_SALT_SIZE + SEAL_KEY_SIZE, &bytes, e);
	if (result == 0 && bytes.len != SEAL_SALT_SIZE + SEAL_KEY_SIZE)
		result = err_set(e, ERR_SEAL_DAMAGED, path, NULL);
	if (result == 0) {
		memcpy(s->salt, bytes.text, SEAL_SALT_SIZE);
		memcpy(s->key, bytes.text + SEAL_SALT_SIZE, SEAL_KEY_SIZE);
	}
	if (bytes.text)
		wipe(bytes.text, bytes.len);
	str_release(&bytes);
	return result;
}

static int make_key(struct seal *s, const char *password, struct err *e)
{
	random_secret(s->salt, SEAL_SALT_SIZE);
	if (crypto_seal_key(password, s->salt, s->key) == 0)
		return 0;
	errno = ENOMEM;
	return err_errno(e, ERR_FILE, s->file ? s->file : key_file);
}

/* --- opening --- */

static uint64_t read_length(const char *bytes)
{
	uint64_t length = 0;
	for (int i = LENGTH_BYTES; i-- > 0;)
		length = length << 8 | (unsigned char)bytes[i];
	return length;
}

static int write_below(const char *dir, const char *name, const char *bytes, size_t len, struct err *e)
{
	char *path = below(dir, name);
	int written = file_write(path, bytes, len, 0600, e);
	free(path);
	return written;
}

/* What was sealed, as files of dir. */
static int unpack(const struct str *plain, const char *dir, struct err *e)
{
	uint64_t token = plain->len >= LENGTH_BYTES ? read_length(plain->text) : UINT64_MAX;
	if (token > plain->len - LENGTH_BYTES)
		return err_set(e, ERR_SEAL_DAMAGED, dir, NULL);
	const char *store = plain->text + LENGTH_BYTES + token;
	if (token > 0 && write_below(dir, token_file, plain->text + LENGTH_BYTES, (size_t)token, e) != 0)
		return -1;
	return write_below(dir, store_file, store, (size_t)(plain->text + plain->len - store), e);
}

static int open_with(const struct str *sealed, const char *path, const char *password, struct seal *s, struct str *plain, struct err *e)
{
	size_t head = strlen(magic) + SEAL_SALT_SIZE;
	if (sealed->len < head || memcmp(sealed->text, magic, strlen(magic)) != 0)
		return err_set(e, ERR_SEAL_DAMAGED, path, NULL);
	memcpy(s->salt, sealed->text + strlen(magic), SEAL_SALT_SIZE);
	if (crypto_seal_key(password, s->salt, s->key) != 0) {
		errno = ENOMEM;
		return err_errno(e, ERR_FILE, path);
	}
	return crypto_unseal(s->key, sealed->text + head, sealed->len - head, plain) == 0 ? 0 : err_set(e, ERR_SEAL_PASSWORD, NULL);
}

int seal_lay_out(const struct paths *p, const char *who, const char *password, struct err *e)
{
	char *path = below(p->sealed, who), *dir = seal_dir(p, who);
	struct str sealed = { 0 }, plain = { 0 };
	struct seal s = { 0 };
	int result;
	if (access(path, F_OK) != 0)
		result = err_set(e, ERR_NOT_FOUND, NULL);
	else if (file_read(path, STORE_MAX, &sealed, e) != 0)
		result = -1;
	else
		result = open_with(&sealed, path, password, &s, &plain, e);
	if (result == 0 && (file_remove_tree(dir, e) != 0 || file_make_dirs(dir, e) != 0 || unpack(&plain, dir, e) != 0 ||
	                    write_key(dir, &s, e) != 0))
		result = -1;
	if (plain.text)
		wipe(plain.text, plain.len);
	wipe(s.key, sizeof s.key);
	str_release(&plain);
	str_release(&sealed);
	free(path);
	free(dir);
	return result;
}

int seal_begin(const struct paths *p, const char *who, const char *password, struct err *e)
{
	char *dir = seal_dir(p, who);
	struct seal s = { 0 };
	int result = -1;
	if (file_remove_tree(dir, e) == 0 && file_make_dirs(dir, e) == 0 && make_key(&s, password, e) == 0)
		result = write_key(dir, &s, e);
	wipe(s.key, sizeof s.key);
	free(dir);
	return result;
}

int seal_enter(const struct paths *p, const char *who, struct err *e)
{
	char *fresh = xasprintf("%s.new", p->who);
	unlink(fresh);
	int result = symlink(who, fresh) == 0 && rename(fresh, p->who) == 0 ? 0 : err_errno(e, ERR_FILE, p->who);
	free(fresh);
	return result;
}

/* Half a file, sealed all the same, of a program that was killed while it wrote. */
static void clear_up(const char *dir_path)
{
	DIR *dir = opendir(dir_path);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (strstr(entry->d_name, ".new."))
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
}

int seal_open(struct seal *s, const struct paths *p, struct err *e)
{
	*s = (struct seal){ .paths = p };
	if (!p->sealed)
		return 0;
	char *key = below(p->data, key_file);
	clear_up(p->sealed);
	int result = 0;
	if (access(key, F_OK) == 0) {
		char *nobodys = seal_dir(p, "nobody");
		file_remove_tree(nobodys, NULL); /* what was typed before anybody had signed in */
		free(nobodys);
		s->file = below(p->sealed, strrchr(p->data, '/') + 1);
		result = read_key(s, key, e) == 0 && db_open(&s->watch, p->store, 0, e) == 0 ? 0 : -1;
		s->is_set = result == 0;
		s->version = -1; /* whatever is there is sealed once more */
	}
	free(key);
	return result;
}

void seal_release(struct seal *s)
{
	db_close(s->watch);
	wipe(s->key, sizeof s->key);
	free(s->file);
	*s = (struct seal){ 0 };
}

/* --- sealing --- */

/* The length of the token, the token, the store as of one moment. */
static int pack(struct seal *s, struct str *plain, struct err *e)
{
	char *copy = below(s->paths->data, "copy.db");
	struct str token = { 0 };
	int result = 0;
	if (access(s->paths->token, F_OK) == 0)
		result = file_read(s->paths->token, TOKEN_MAX, &token, e);
	for (int i = 0; i < LENGTH_BYTES; i++)
		str_addc(plain, (char)((uint64_t)token.len >> 8 * i & 0xff));
	str_addn(plain, token.text ? token.text : "", token.len);
	unlink(copy);
	if (result == 0 && (db_copy(s->watch, copy, NULL, NULL, e) != 0 || file_read(copy, STORE_MAX, plain, e) != 0))
		result = -1;
	unlink(copy);
	if (token.text)
		wipe(token.text, token.len);
	str_release(&token);
	free(copy);
	return result;
}

static int seal_now(struct seal *s, struct err *e)
{
	struct str plain = { 0 }, sealed = { 0 };
	int64_t version = db_data_version(s->watch);
	int result = pack(s, &plain, e);
	if (result == 0) {
		str_add(&sealed, magic);
		str_addn(&sealed, s->salt, SEAL_SALT_SIZE);
		crypto_seal(s->key, plain.text, plain.len, &sealed);
		result = file_write(s->file, sealed.text, sealed.len, 0600, e);
	}
	if (result == 0)
		s->version = version;
	wipe(plain.text, plain.len);
	str_release(&plain);
	str_release(&sealed);
	return result;
}

int seal_again_with(struct seal *s, const char *password, struct err *e)
{
	if (make_key(s, password, e) != 0 || seal_now(s, e) != 0)
		return -1;
	return write_key(s->paths->data, s, e);
}

int seal_keep(struct seal *s, int64_t now_ms, struct err *e)
{
	if (!s->is_set || (now_ms != 0 && now_ms < s->next_ms))
		return 0;
	s->next_ms = now_ms + KEEP_MS;
	return db_data_version(s->watch) == s->version ? 0 : seal_now(s, e);
}

int64_t seal_left(const struct seal *s, int64_t now_ms)
{
	if (!s->is_set)
		return -1;
	return s->next_ms > now_ms ? s->next_ms - now_ms : 0;
}

/* Seals until nothing has come in meanwhile; then store is in a transaction, and nothing can. */
static int seal_last(struct seal *s, struct db *store, struct err *e)
{
	for (int tries = 0; tries < LEAVE_TRIES; tries++) {
		if (seal_now(s, e) != 0 || db_begin(store, e) != 0)
			return -1;
		if (db_data_version(s->watch) == s->version)
			return 0;
		db_rollback(store);
	}
	return err_set(e, ERR_STORE_BUSY, s->paths->store, NULL);
}

int seal_leave(struct seal *s, struct db *store, struct err *e)
{
	if (seal_last(s, store, e) != 0)
		return -1;
	int left = unlink(s->paths->who) == 0 || errno == ENOENT ? 0 : err_errno(e, ERR_FILE, s->paths->who);
	if (left == 0)
		left = file_remove_tree(s->paths->data, e);
	db_rollback(store);
	if (left == 0)
		s->is_set = false;
	return left;
}
