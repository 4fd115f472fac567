/* Whole HTTP/1.1 requests in what a client says, and the last ones, kept to be sent again. */
#include "lib/relay_requests.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_MOST = 16 * 1024, REQUEST_MOST = 4 * 1000 * 1000, TLS_HANDSHAKE = 0x16 };

/* The value of a header line in a head that ends with a zero; NULL: none. */
static const char *header(const char *head, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = strchr(head, '\n'); at; at = strchr(at + 1, '\n'))
		if (strncasecmp(at + 1, name, len) == 0 && at[1 + len] == ':')
			return at + len + 2;
	return NULL;
}

size_t relay_request_whole(const struct str *bytes, bool *is_opaque)
{
	const char *end = bytes->len > 0 ? memmem(bytes->text, bytes->len, "\r\n\r\n", 4) : NULL;
	*is_opaque = bytes->len > 0 && (bytes->text[0] == TLS_HANDSHAKE || (!end && bytes->len > HEAD_MOST));
	if (*is_opaque || !end)
		return 0;
	size_t head = (size_t)(end - bytes->text) + 4;
	char *text = strndup(bytes->text, head);
	const char *length = header(text, "Content-Length");
	size_t whole = head + (length ? strtoul(length, NULL, 10) : 0);
	bool is_upgrade = header(text, "Upgrade") != NULL;
	*is_opaque = is_upgrade || header(text, "Transfer-Encoding") || whole > REQUEST_MOST;
	free(text);
	return (is_upgrade || !*is_opaque) && bytes->len >= whole ? whole : 0;
}

void relay_requests_keep(struct relay_requests *kept, const char *bytes, size_t len)
{
	if (kept->count == RELAY_REQUESTS_KEPT)
		str_release(&kept->at[--kept->count]);
	memmove(&kept->at[1], &kept->at[0], (size_t)kept->count++ * sizeof kept->at[0]);
	kept->at[0] = (struct str){ 0 };
	str_addn(&kept->at[0], bytes, len);
}

void relay_requests_clear(struct relay_requests *kept)
{
	while (kept->count > 0)
		str_release(&kept->at[--kept->count]);
}
