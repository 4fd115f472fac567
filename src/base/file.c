/* Files: whole reads, atomic writes, private directories, locks that name their owner. */
#include "twinline/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "twinline/base/mem.h"

int file_read(const char *path, size_t max, struct str *out, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char buffer[16384];
	ssize_t got;

	if (fd < 0)
		return err_errno(e, ERR_FILE, path);
	while ((got = read(fd, buffer, sizeof buffer)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0 && out->len + (size_t)got > max)
			errno = EFBIG;
		if (got < 0 || out->len + (size_t)got > max) {
			err_errno(e, ERR_FILE, path);
			close(fd);
			return -1;
		}
		str_addn(out, buffer, (size_t)got);
	}
	close(fd);
	str_addn(out, "", 0);
	return 0;
}

static int write_bytes(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(fd, bytes, len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		len -= (size_t)written;
	}
	return 0;
}

static int write_all(int fd, const char *bytes, size_t len)
{
	return write_bytes(fd, bytes, len) == 0 ? fsync(fd) : -1;
}

/* Makes a rename durable: the directory has to reach the disk too. */
static void sync_parent(const char *path)
{
	char *parent = xstrdup(path), *slash = strrchr(parent, '/');
	int fd;

	if (slash)
		*slash = '\0';
	fd = open(slash ? (*parent ? parent : "/") : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(parent);
}

int file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct err *e)
{
	char *temporary = xasprintf("%s.new.%ld", path, (long)getpid());
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
	int failed = fd < 0 || fchmod(fd, (mode_t)mode) != 0 || write_all(fd, bytes, len) != 0;

	if (failed)
		err_errno(e, ERR_FILE, path);
	if (fd >= 0 && close(fd) != 0 && !failed)
		failed = (err_errno(e, ERR_FILE, path), 1);
	if (!failed && rename(temporary, path) != 0)
		failed = (err_errno(e, ERR_FILE, path), 1);
	if (failed && fd >= 0)
		unlink(temporary);
	if (!failed)
		sync_parent(path);
	free(temporary);
	return failed ? -1 : 0;
}

char *file_absolute(const char *path, struct err *e)
{
	char *here, *whole;

	if (*path == '/')
		return xstrdup(path);
	here = getcwd(NULL, 0);
	if (!here) {
		err_errno(e, ERR_FILE, path);
		return NULL;
	}
	whole = xasprintf("%s/%s", here, path);
	free(here);
	return whole;
}

int file_replace(const char *from, const char *to, struct err *e)
{
	int fd = open(from, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool done = fd >= 0 && fsync(fd) == 0 && rename(from, to) == 0;

	if (!done)
		err_errno(e, ERR_FILE, to);
	if (fd >= 0)
		close(fd);
	if (done)
		sync_parent(to);
	return done ? 0 : -1;
}

int file_copy(const char *from, const char *to, struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	char buffer[65536];
	ssize_t got = out < 0 ? -1 : 1;
	int result = 0;

	while (got > 0 && (got = read(in, buffer, sizeof buffer)) > 0)
		if (write_bytes(out, buffer, (size_t)got) != 0)
			got = -1;
	if (got < 0 || fsync(out) != 0)
		result = err_errno(e, ERR_FILE, in < 0 ? from : to);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (result != 0 && out >= 0)
		unlink(to);
	return result;
}

int file_make_dirs(const char *path, struct err *e)
{
	char *part = xstrdup(path);
	int result = 0;

	for (char *slash = strchr(part + 1, '/');; slash = strchr(slash + 1, '/')) {
		if (slash)
			*slash = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST) {
			result = err_errno(e, ERR_FILE, part);
			break;
		}
		if (!slash)
			break;
		*slash = '/';
	}
	free(part);
	return result;
}

static int remove_at(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct dirent *entry;
	DIR *dir;
	int result = 0;

	if (fd < 0) {
		if (errno == ENOENT)
			return 0;
		return errno == ENOTDIR || errno == ELOOP ? unlinkat(parent, name, 0) : -1;
	}
	dir = fdopendir(fd);
	while (dir && result == 0 && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			result = remove_at(fd, entry->d_name);
	if (dir)
		closedir(dir);
	else
		close(fd);
	return result == 0 ? unlinkat(parent, name, AT_REMOVEDIR) : result;
}

int file_remove_tree(const char *path, struct err *e)
{
	return remove_at(AT_FDCWD, path) == 0 ? 0 : err_errno(e, ERR_FILE, path);
}

enum { HOLDER_MAX = 128 };

/* Who has a lock, as the file says: "pid host", taken apart. */
struct holder {
	char text[HOLDER_MAX];
	const char *pid, *host; /* "?" where it does not say */
};

static void read_holder(int fd, struct holder *h)
{
	ssize_t got = pread(fd, h->text, sizeof h->text - 1, 0);
	char *space;

	h->text[got > 0 ? got : 0] = '\0';
	h->text[strcspn(h->text, "\n")] = '\0';
	space = strchr(h->text, ' ');
	if (space)
		*space++ = '\0';
	h->pid = *h->text ? h->text : "?";
	h->host = space ? space : "?";
}

static bool is_here(const struct holder *h)
{
	char host[65] = "";

	gethostname(host, sizeof host - 1);
	return strcmp(h->host, host) == 0;
}

/* Where the kernel takes no lock, the name counts, if its process lives. */
static bool lives_here(const struct holder *h)
{
	long pid = strtol(h->pid, NULL, 10);

	return is_here(h) && pid > 0 && pid != (long)getpid() && (kill((pid_t)pid, 0) == 0 || errno == EPERM);
}

/*
 * ERR_OK, or why the file may not be taken. On a network file system a lock of the kernel may be known to this computer alone (nolock,
 * local_lock), so that the name of another one counts too: nobody here can tell whether its process lives.
 */
static enum err_code refusal(int fd, const char *path, struct holder *h)
{
	bool is_network = file_on_network(path), is_taken = flock(fd, LOCK_EX | LOCK_NB) != 0;
	bool takes_none = is_taken && errno != EWOULDBLOCK;

	read_holder(fd, h);
	if ((is_network || takes_none) && *h->text && strcmp(h->host, "?") != 0 && !is_here(h))
		return ERR_LOCKED_ELSEWHERE;
	if (takes_none)
		return lives_here(h) ? ERR_LOCKED : ERR_OK;
	return is_taken ? ERR_LOCKED : ERR_OK;
}

int file_lock(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	char host[65] = "", holder[HOLDER_MAX];
	struct holder other;
	enum err_code why;
	int len;

	if (fd < 0)
		return err_errno(e, ERR_FILE, path);
	why = refusal(fd, path, &other);
	if (why != ERR_OK) {
		close(fd);
		return err_set(e, why, path, other.pid, other.host, NULL);
	}
	gethostname(host, sizeof host - 1);
	len = snprintf(holder, sizeof holder, "%ld %s\n", (long)getpid(), host);
	if (ftruncate(fd, 0) != 0 || pwrite(fd, holder, (size_t)len, 0) != len) {
		err_errno(e, ERR_FILE, path);
		close(fd);
		return -1;
	}
	return fd;
}

void file_unlock(int lock)
{
	if (lock < 0)
		return;
	if (ftruncate(lock, 0) != 0)
		errno = 0; /* the name stays; where locks are the kernel's it says nothing */
	close(lock);
}

bool file_on_network(const char *path)
{
	static const long kinds[] = { NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, (long)SMB2_SUPER_MAGIC, (long)CIFS_SUPER_MAGIC,
	                              CODA_SUPER_MAGIC, AFS_SUPER_MAGIC, V9FS_MAGIC, CEPH_SUPER_MAGIC, FUSE_SUPER_MAGIC };
	const char *told = getenv("TWINLINE_NETWORK_HOME");
	struct statfs fs;

	if (told && strcmp(told, "yes") == 0)
		return true;
	if (statfs(path, &fs) != 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if ((unsigned long)fs.f_type == (unsigned long)kinds[i])
			return true;
	return false;
}
