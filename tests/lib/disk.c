/* A small disk: a tmpfs of this process. */
#include "lib/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FILE_MOST = 64 << 20 };

static const char filler[] = "filler";

static bool write_line(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);

	if (fd >= 0)
		close(fd);
	return written;
}

/* Somebody who is not root becomes root of a user namespace, which owns the mounts. */
static bool enter(void)
{
	char *users = xasprintf("%ld %ld 1", (long)getuid(), (long)getuid()), *groups = xasprintf("%ld %ld 1", (long)getgid(), (long)getgid());
	bool is_in = geteuid() == 0 && unshare(CLONE_NEWNS) == 0;

	if (!is_in)
		is_in = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_line("/proc/self/setgroups", "deny") &&
		        write_line("/proc/self/uid_map", users) && write_line("/proc/self/gid_map", groups);
	free(users);
	free(groups);
	return is_in;
}

bool disk_begin(void)
{
	return enter() && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static void copy_files(const char *from, const char *to)
{
	DIR *dir = opendir(from);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *path = xasprintf("%s/%s", from, entry->d_name), *target = xasprintf("%s/%s", to, entry->d_name);
		struct str bytes = { 0 };
		struct stat st;

		if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		    (file_read(path, FILE_MOST, &bytes, NULL) != 0 || file_write(target, bytes.text, bytes.len, st.st_mode & 0777, NULL) != 0))
			die("%s is not copied", path);
		str_release(&bytes);
		free(path);
		free(target);
	}
	if (dir)
		closedir(dir);
}

void disk_put(const char *dir, int kilobytes)
{
	char *options = xasprintf("size=%dk,mode=0700", kilobytes), *aside = xasprintf("%s.aside", dir);

	if (mkdir(aside, 0700) != 0 || mount(dir, aside, NULL, MS_BIND, NULL) != 0 ||
	    mount("tmpfs", dir, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0)
		die("no disk at %s: %s", dir, strerror(errno));
	copy_files(aside, dir);
	umount2(aside, MNT_DETACH);
	rmdir(aside);
	free(options);
	free(aside);
}

void disk_take(const char *dir)
{
	umount2(dir, MNT_DETACH);
}

void disk_fill(const char *dir)
{
	char *path = xasprintf("%s/%s", dir, filler), bytes[4096] = { 0 };
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	while (fd >= 0 && write(fd, bytes, sizeof bytes) > 0)
		;
	if (fd < 0 || errno != ENOSPC)
		die("%s: %s", path, strerror(errno));
	close(fd);
	free(path);
}

void disk_clear(const char *dir)
{
	char *path = xasprintf("%s/%s", dir, filler);

	unlink(path);
	free(path);
}

void disk_read_only(const char *dir, bool is_read_only)
{
	unsigned long flags = MS_REMOUNT | MS_NOSUID | MS_NODEV | (is_read_only ? MS_RDONLY : 0);

	if (mount(NULL, dir, NULL, flags, NULL) != 0)
		die("%s: %s", dir, strerror(errno));
}
