/* Talks to a portal's Unix socket without the engine. */
#include "lib/portal_client.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"

enum { BODY_MAX = 20 * 1000 * 1000 };

void portal_client_open(struct portal_client *c, const char *socket_path)
{
	*c = (struct portal_client){ .fd = -1 };
	str_init(&c->in, BODY_MAX);
	portal_client_reopen(c, socket_path);
}

void portal_client_reopen(struct portal_client *c, const char *socket_path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (c->fd >= 0)
		close(c->fd);
	str_clear(&c->in);
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	memcpy(address.sun_path, socket_path, strlen(socket_path));
	if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0)
		die("%s: %s", socket_path, strerror(errno));
}

void portal_client_release(struct portal_client *c)
{
	close(c->fd);
	free(c->token);
	free(c->person);
	free(c->account);
	free(c->correspondent);
	str_release(&c->in);
	*c = (struct portal_client){ .fd = -1 };
}

void portal_client_send(struct portal_client *c, const char *verb, const char *path, const char *body)
{
	struct str out = { 0 };
	str_addf(&out, "%s %s HTTP/1.1\r\nHost: portal\r\n", verb, path);
	if (c->token)
		str_addf(&out, "Authorization: Bearer %s\r\n", c->token);
	if (body)
		str_addf(&out, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
	str_addf(&out, "\r\n%s", body ? body : "");
	for (size_t done = 0; done < out.len;) {
		ssize_t sent = send(c->fd, out.text + done, out.len - done, MSG_NOSIGNAL);
		if (sent <= 0)
			break;
		done += (size_t)sent;
	}
	str_release(&out);
}

/* Reads until marker is in c->in from offset on, or len bytes are: the offset past it; 0 at the end of the line. */
static size_t read_until(struct portal_client *c, size_t from, const char *marker, size_t len)
{
	for (;;) {
		char *found = marker && c->in.text && c->in.len > from ? strstr(c->in.text + from, marker) : NULL;
		if (found)
			return (size_t)(found - c->in.text) + strlen(marker);
		if (!marker && c->in.len >= from + len)
			return from + len;
		char bytes[65536];
		ssize_t got = recv(c->fd, bytes, sizeof bytes, 0);
		if (got <= 0)
			return 0;
		str_addn(&c->in, bytes, (size_t)got);
	}
}

/* The value of a header in the first head bytes, borrowed; NULL if it is not there. */
static const char *header(const struct portal_client *c, size_t head, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = c->in.text; at && at < c->in.text + head; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
		char *key = xstrndup(at, strnlen(at, len));
		bool same = ascii_casecmp(key, name) == 0;
		free(key);
		if (same && at[len] == ':')
			return at + len + 1;
	}
	return NULL;
}

int portal_client_receive(struct portal_client *c, struct str *body)
{
	size_t head = read_until(c, 0, "\r\n\r\n", 0), end = head;
	if (!head)
		return 0;
	int status = (int)strtol(c->in.text + strlen("HTTP/1.1 "), NULL, 10);
	const char *length = header(c, head, "Content-Length");
	if (header(c, head, "Transfer-Encoding")) {
		for (;;) {
			size_t line = end, data = read_until(c, line, "\r\n", 0);
			size_t size = data ? strtoul(c->in.text + line, NULL, 16) : 0;
			end = data ? read_until(c, data, NULL, size + 2) : 0;
			if (!end)
				return 0;
			if (size == 0)
				break;
			str_addn(body, c->in.text + data, size);
		}
	} else if (length) {
		size_t size = strtoul(length, NULL, 10);
		end = read_until(c, head, NULL, size);
		if (!end)
			return 0;
		str_addn(body, c->in.text + head, size);
	}
	str_delete(&c->in, 0, end);
	return status;
}

int portal_client_request(struct portal_client *c, const char *verb, const char *path, const char *body,
			  struct json **answer)
{
	struct str text;
	str_init(&text, BODY_MAX);
	portal_client_send(c, verb, path, body);
	int status = portal_client_receive(c, &text);
	if (answer)
		*answer = text.len ? json_parse(text.text, text.len, NULL) : NULL;
	str_release(&text);
	return status;
}

void portal_client_sign_in(struct portal_client *c, const char *name, const char *password)
{
	struct json *wish = json_new_object(), *answer = NULL;
	json_set_string(wish, "name", name);
	json_set_string(wish, "password", password);
	json_set_string(wish, "device", "test");
	char *body = json_print(wish);
	int status = portal_client_request(c, "POST", SYNC_SIGN_IN_PATH, body, &answer);
	if (status != 200 || !json_get_text(answer, "token"))
		die("%s cannot sign in: %d", name, status);
	c->token = xstrdup(json_get_text(answer, "token"));
	c->person = xstrdup(json_get_text(answer, "person"));
	json_free(answer);
	status = portal_client_request(c, "GET", SYNC_SESSION_PATH, NULL, &answer);
	c->account = xstrdup(json_get_text(json_get(answer, "primaryAccounts"), JMAP_TWINLINE));
	if (status != 200 || !c->account)
		die("%s has no session: %d", name, status);
	json_free(answer);
	json_free(wish);
	free(body);
}

struct json *portal_client_call(struct portal_client *c, const char *method, struct json *arguments_taken)
{
	struct json *request = jmap_request_new(), *answer = NULL;
	struct err e = { 0 };
	jmap_call(request, method, arguments_taken, "c");
	char *body = json_print(request);
	int status = portal_client_request(c, "POST", "/jmap/api", body, &answer);
	const struct json *arguments = status == 200 ? jmap_response(answer, "c", &e) : NULL;
	if (!arguments)
		die("%s: %d %s", method, status, err_name(e.code));
	struct json *copy = json_copy(arguments);
	json_free(answer);
	json_free(request);
	free(body);
	return copy;
}

char *portal_client_desk(struct portal_client *c, const char *name)
{
	struct json *sync = portal_client_call(c, "Sync/get", json_new_object());
	char *id = NULL;
	for (const struct json *i = json_first(json_get(sync, "accounts")); i && !id; i = json_next(i))
		if (text_equal(json_get_text(i, "kind"), "desk") && text_equal(json_get_text(i, "name"), name))
			id = xstrdup(json_key(i));
	json_free(sync);
	return id;
}

char *portal_client_write_to(struct portal_client *c, const char *person, const char *subject, const char *text)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", c->account);
	struct json *message = json_set(json_set(arguments, "create", json_new_object()), "k", json_new_object());
	json_set_string(json_push(json_set(message, "to", json_new_array()), json_new_object()), "id", person);
	json_set_string(message, "subject", subject);
	json_set_string(message, "text", text);
	struct json *set = portal_client_call(c, "Message/set", arguments);
	const char *id = json_get_text(json_get(json_get(set, "created"), "k"), "id");
	if (!id) {
		char *why = json_print(set);
		die("Message/set: %s", why);
	}
	char *copy = xstrdup(id);
	json_free(set);
	return copy;
}
