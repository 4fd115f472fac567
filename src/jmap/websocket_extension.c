/* The extension that packs messages, as the handshake's headers name it (RFC 6455 section 9.1). */
#include "twinline/jmap/websocket.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "twinline/base/mem.h"

static const char parameter[] = "dictionary=";

void websocket_answer(struct str *out, const struct dictionary *d)
{
	str_add(out, WEBSOCKET_ZSTD);
	if (d)
		str_addf(out, "; %s%s", parameter, d->coding);
}

void websocket_offer(struct str *out)
{
	const struct dictionary *d;
	for (size_t i = 0; (d = dictionary_at(i)) != NULL; i++) {
		websocket_answer(out, d);
		str_add(out, ", ");
	}
	websocket_answer(out, NULL);
}

/* One element: true if it is ours and there is nothing in it that is not known here. */
static bool can_meet(const char *element, size_t len, const struct dictionary **d)
{
	size_t name = strcspn(element, " \t,;");
	*d = NULL;
	if (name > len || name != strlen(WEBSOCKET_ZSTD) || strncasecmp(element, WEBSOCKET_ZSTD, name) != 0)
		return false;
	const char *at = memchr(element, ';', len);
	if (!at)
		return true;
	at += 1 + strspn(at + 1, " \t");
	if (strncasecmp(at, parameter, strlen(parameter)) != 0)
		return false;
	at += strlen(parameter);
	char *coding = xstrndup(at, strcspn(at, " \t,;"));
	*d = dictionary_of_coding(coding);
	free(coding);
	return *d != NULL;
}

bool websocket_agree(const char *list, const struct dictionary **d)
{
	*d = NULL;
	for (const char *at = list ? list : ""; *at; at += strcspn(at, ",")) {
		at += strspn(at, " \t,");
		if (can_meet(at, strcspn(at, ","), d))
			return true;
	}
	return false;
}
