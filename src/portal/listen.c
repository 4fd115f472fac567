/* Sockets to listen on. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "http.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { BACKLOG = 511 };

static int open_socket(int family)
{
	return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Takes a socket away that nobody answers any more. */
static int clear_stale(const struct sockaddr_un *at, struct err *e)
{
	struct stat there;
	if (lstat(at->sun_path, &there) < 0)
		return errno == ENOENT ? 0 : err_errno(e, ERR_FILE, at->sun_path);
	if (!S_ISSOCK(there.st_mode))
		return err_set(e, ERR_EXISTS, at->sun_path, NULL);
	int fd = open_socket(AF_UNIX);
	if (fd < 0)
		return err_errno(e, ERR_FILE, at->sun_path);
	bool answered = connect(fd, (const struct sockaddr *)at, sizeof *at) == 0 || errno == EAGAIN;
	close(fd);
	if (answered)
		return err_set(e, ERR_EXISTS, at->sun_path, NULL);
	return unlink(at->sun_path) == 0 ? 0 : err_errno(e, ERR_FILE, at->sun_path);
}

/* The directory of path, made 0700 if it is not there. */
static int make_directory(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path)
		return 0;
	char *dir = xstrndup(path, (size_t)(slash - path));
	int result = file_make_dirs(dir, e);
	free(dir);
	return result;
}

int listen_unix(const char *path, char **shown, struct err *e)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof at.sun_path)
		return err_set(e, ERR_FILE, path, strerror(ENAMETOOLONG), NULL);
	memcpy(at.sun_path, path, strlen(path));
	if (make_directory(path, e) < 0 || clear_stale(&at, e) < 0)
		return -1;
	int fd = open_socket(AF_UNIX);
	mode_t before = umask(0177);
	bool listening = fd >= 0 && bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(fd, BACKLOG) == 0;
	int cause = errno;
	umask(before);
	if (!listening) {
		if (fd >= 0)
			close(fd);
		errno = cause;
		return err_errno(e, ERR_FILE, path);
	}
	*shown = xasprintf("unix:%s", path);
	return fd;
}

/* Parts "[::1]:80" or "127.0.0.1:80" into a socket address; its length, or 0. */
static socklen_t parse_address(const char *text, struct sockaddr_storage *at)
{
	const char *colon = strrchr(text, ':');
	char *end;
	long port = colon ? strtol(colon + 1, &end, 10) : -1;
	if (port < 0 || port > 65535 || end == colon + 1 || *end)
		return 0;
	bool six = text[0] == '[' && colon > text && colon[-1] == ']';
	char *host = six ? xstrndup(text + 1, (size_t)(colon - text - 2)) : xstrndup(text, (size_t)(colon - text));
	socklen_t len = 0;
	if (six) {
		struct sockaddr_in6 *in = (struct sockaddr_in6 *)at;
		*in = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
		len = inet_pton(AF_INET6, host, &in->sin6_addr) == 1 ? sizeof *in : 0;
	} else {
		struct sockaddr_in *in = (struct sockaddr_in *)at;
		*in = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
		len = inet_pton(AF_INET, host, &in->sin_addr) == 1 ? sizeof *in : 0;
	}
	free(host);
	return len;
}

static char *show_address(int fd, const char *scheme)
{
	struct sockaddr_storage at = {0};
	socklen_t len = sizeof at;
	char host[INET6_ADDRSTRLEN] = "";
	if (getsockname(fd, (struct sockaddr *)&at, &len) < 0)
		bug("getsockname: %s", strerror(errno));
	if (at.ss_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&at;
		inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof host);
		return xasprintf("%s://[%s]:%d", scheme, host, ntohs(in->sin6_port));
	}
	const struct sockaddr_in *in = (const struct sockaddr_in *)&at;
	inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
	return xasprintf("%s://%s:%d", scheme, host, ntohs(in->sin_port));
}

int listen_tcp(const char *address, const char *scheme, char **shown, struct err *e)
{
	struct sockaddr_storage at = {0};
	socklen_t len = parse_address(address, &at);
	if (len == 0)
		return err_set(e, ERR_FILE, address, _("not an address and port, as 127.0.0.1:8080 or [::1]:8080"), NULL);
	int fd = open_socket(at.ss_family), on = 1;
	if (fd < 0)
		return err_errno(e, ERR_FILE, address);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (at.ss_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, (const struct sockaddr *)&at, len) < 0 || listen(fd, BACKLOG) < 0) {
		err_errno(e, ERR_FILE, address);
		close(fd);
		return -1;
	}
	*shown = show_address(fd, scheme);
	return fd;
}
