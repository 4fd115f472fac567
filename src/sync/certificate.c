/* Names and times of certificates, as OpenSSL writes them on one line. */
#include "certificate.h"

#include <string.h>
#include <time.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* The value of a part "KEY = value" that begins at text: quoted, or up to the next comma; a backslash keeps what follows. Yours. */
static char *read_value(const char *text)
{
	struct str value = { 0 };
	char end = ',';
	text += strspn(text, " =");
	if (*text == '"')
		end = *text++;
	for (; *text && *text != end; text++) {
		if (*text == '\\' && text[1])
			text++;
		str_addc(&value, *text);
	}
	return str_detach(&value);
}

static char *part(const char *name, const char *key)
{
	size_t len = strlen(key);
	for (const char *c = name; c && *c; c = strchr(c, ',')) {
		c += strspn(c, ", ");
		if (strncmp(c, key, len) == 0 && (c[len] == ' ' || c[len] == '='))
			return read_value(c + len);
	}
	return NULL;
}

char *certificate_issuer(const char *name)
{
	char *organisation = part(name, "O");
	if (organisation)
		return organisation;
	char *common = part(name, "CN");
	return common ? common : xstrdup(name);
}

int64_t certificate_time(const char *text)
{
	struct tm when = { 0 };
	const char *rest = strptime(text, "%b %d %H:%M:%S %Y", &when);
	return rest && strcmp(rest, " GMT") == 0 ? (int64_t)timegm(&when) : 0;
}
