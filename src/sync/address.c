/* Addresses of portals: parsed by hand, for they are few kinds and a wrong host would cost a token. */
#include "address.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { ADDRESS_MAX = 500 };

static const char https[] = "https://", http[] = "http://", unix_socket[] = "unix://", unix_short[] = "unix:/";

static bool is_clean(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f || strchr("@\\\"<>?#", *c))
			return false;
	return *text && strlen(text) <= ADDRESS_MAX;
}

static bool is_this_computer(const char *host, size_t len)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strlen(names[i]) == len && memcmp(names[i], host, len) == 0)
			return true;
	return false;
}

size_t address_host_len(const char *authority)
{
	return authority[0] == '[' ? strcspn(authority, "]") + 1 : strcspn(authority, ":/");
}

bool address_is_here(const struct address *a)
{
	return a->unix_socket || (a->host && is_this_computer(a->host, address_host_len(a->host)));
}

static int refuse(struct err *e)
{
	return err_set(e, ERR_USAGE, _("This is no address of a portal."), NULL);
}

/* Fills a from a clean "http(s)://host[:port][/path]". */
static int parse_network(struct address *a, const char *url, struct err *e)
{
	const char *authority = strstr(url, "://") + 3;
	size_t len = strcspn(authority, "/");
	size_t host = address_host_len(authority);
	if (host == 0 || host > len)
		return refuse(e);
	if (starts_with(url, http) && !is_this_computer(authority, host))
		return err_set(e, ERR_NOT_PRIVATE, url, NULL);
	size_t end = strlen(url);
	while (url[end - 1] == '/')
		end--;
	a->base = xstrndup(url, end);
	a->typed = xstrdup(a->base);
	a->host = xstrndup(authority, len);
	return 0;
}

/* "unix:///path", or "unix:/path", as a portal writes where it serves. */
static int parse_socket(struct address *a, const char *text, struct err *e)
{
	const char *path = starts_with(text, unix_socket) ? text + strlen(unix_socket) : text + strlen(unix_short) - 1;
	if (*path != '/')
		return refuse(e);
	*a = (struct address){ .typed = xasprintf("%s%s", unix_socket, path), .base = xstrdup("http://localhost"),
	                       .host = xstrdup(path), .unix_socket = xstrdup(path) };
	return 0;
}

int address_parse(struct address *a, const char *text, struct err *e)
{
	*a = (struct address){ 0 };
	if (!text || !is_clean(text))
		return refuse(e);
	if (starts_with(text, unix_short))
		return parse_socket(a, text, e);
	if (starts_with(text, https) || starts_with(text, http))
		return parse_network(a, text, e);
	if (strstr(text, "://"))
		return refuse(e);
	char *url = xasprintf("%s%s", https, text);
	int parsed = parse_network(a, url, e);
	free(url);
	return parsed;
}

void address_release(struct address *a)
{
	free(a->typed);
	free(a->base);
	free(a->host);
	free(a->unix_socket);
	*a = (struct address){ 0 };
}

char *address_url(const struct address *a, const char *path)
{
	return xasprintf("%s%s", a->base, path);
}

char *address_resolve(const struct address *a, const char *reference)
{
	const char *scheme = strstr(reference, "://");
	const char *path = reference;
	if (scheme && strchr(reference, '/') == scheme + 1) {
		path = strchr(scheme + 3, '/');
		path = path ? path : "/";
	}
	if (*path != '/')
		return xasprintf("%s/%s", a->base, path);
	const char *authority = strstr(a->base, "://") + 3;
	size_t origin = (size_t)(authority - a->base) + strcspn(authority, "/");
	return xasprintf("%.*s%s", (int)origin, a->base, path);
}
