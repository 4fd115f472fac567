/* The way out: two settings, and a file of two lines. */
#include "way.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"

enum { LOGIN_MAX = 1000 };

static char *text_of(const struct settings *s, enum setting setting)
{
	const char *text = settings_text(s, setting);
	return *text ? xstrdup(text) : NULL;
}

static void read_login(struct way *w, const char *path)
{
	struct str bytes = { 0 };
	if (file_read(path, LOGIN_MAX, &bytes, NULL) == 0 && bytes.len > 0) {
		size_t name = strcspn(bytes.text, "\n");
		const char *password = bytes.text + name + (bytes.text[name] == '\n');
		w->name = xstrndup(bytes.text, name);
		w->password = xstrndup(password, strcspn(password, "\n"));
		wipe(bytes.text, bytes.len);
	}
	str_release(&bytes);
}

void way_read(struct way *w, const char *login)
{
	struct settings settings;
	char *path = paths_settings();
	*w = (struct way){ 0 };
	settings_load(&settings, path, NULL); /* what is wrong in it is told by the face */
	w->authorities = text_of(&settings, SETTING_AUTHORITIES);
	w->proxy = text_of(&settings, SETTING_PROXY);
	if (login)
		read_login(w, login);
	settings_release(&settings);
	free(path);
}

/* In the order of curl(1); http_proxy is for what goes in the open, and that leaves this computer never. */
static const char *environment_proxy(void)
{
	static const char *const names[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return NULL;
}

char *way_proxy(const struct way *w)
{
	const char *url = w->proxy ? w->proxy : environment_proxy();
	if (!url)
		return NULL;
	const char *scheme = strstr(url, "://"), *authority = scheme ? scheme + 3 : url;
	size_t len = strcspn(authority, "/");
	const char *at = memrchr(authority, '@', len);
	if (!at)
		return xstrndup(authority, len);
	return xstrndup(at + 1, len - (size_t)(at + 1 - authority));
}

void way_release(struct way *w)
{
	if (w->password)
		wipe(w->password, strlen(w->password));
	free(w->authorities);
	free(w->proxy);
	free(w->name);
	free(w->password);
	*w = (struct way){ 0 };
}
