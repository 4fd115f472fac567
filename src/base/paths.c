/* Where things lie: XDG Base Directory Specification 0.8. */
#include "twinline/base/paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"

enum { SOCKET_PATH_MAX = 100, PROFILE_NAME_MAX = 32, PERSON_MAX = 64 /* a digest */ };

/* The directory that variable names if it is absolute, or the fallback below HOME; yours, NULL where neither is set. */
static char *base_dir(const char *variable, const char *below_home)
{
	const char *set = getenv(variable), *home = getenv("HOME");

	if (set && *set == '/')
		return xstrdup(set);
	return home && *home == '/' ? xasprintf("%s/%s", home, below_home) : NULL;
}

static char *dir_below(const char *variable, const char *below_home, const char *profile)
{
	char *base = base_dir(variable, below_home), *path = NULL;

	if (base)
		path = profile ? xasprintf("%s/twinline/%s", base, profile) : xasprintf("%s/twinline", base);

	free(base);
	return path;
}

static bool profile_is_named_well(const char *profile)
{
	size_t len = strlen(profile);

	return len > 0 && len <= PROFILE_NAME_MAX &&
	       strspn(profile, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == len;
}

/* The directory twinline-UID below base, nobody else's; yours, or NULL with e. */
static char *private_dir(const char *base, struct err *e)
{
	char *path = xasprintf("%s/twinline-%ld", base, (long)getuid());
	struct stat st;

	if ((mkdir(path, 0700) != 0 && lstat(path, &st) != 0) || lstat(path, &st) != 0 || !S_ISDIR(st.st_mode) ||
	    st.st_uid != getuid() || (st.st_mode & 077)) {
		err_set(e, ERR_FILE, path, _("not a private directory of yours"), NULL);
		free(path);
		return NULL;
	}
	return path;
}

/* A directory of the user's own below base, apart from those of other HOMEs; yours, or NULL with e. */
static char *private_dir_of(const char *base, const char *state, struct err *e)
{
	char *dir = private_dir(base, e), *path = NULL;
	unsigned long hash = 5381;

	for (const char *c = state; *c; c++)
		hash = hash * 33 + (unsigned char)*c;
	if (dir)
		path = xasprintf("%s/%08lx", dir, hash & 0xffffffffUL);
	free(dir);
	return path;
}

static bool is_shared(void)
{
	char *path = paths_settings();
	struct settings settings;
	bool shared;

	settings_load(&settings, path, NULL);
	shared = settings_yes(&settings, SETTING_SHARED);
	settings_release(&settings);
	free(path);
	return shared;
}

/*
 * Whose directory is open: data and state are there. It lies in memory: beside the socket, where the system has made a runtime
 * directory, which is a tmpfs, else in /dev/shm.
 */
static int point_to_open(struct paths *p, bool has_runtime, struct err *e)
{
	char *base = has_runtime ? xstrdup(p->runtime) : private_dir_of("/dev/shm", p->state, e), name[PERSON_MAX + 1];
	ssize_t len;

	if (!base)
		return -1;
	p->sealed = xasprintf("%s/sealed", p->data);
	p->open = xasprintf("%s/%s.open", base, p->profile);
	p->who = xasprintf("%s/who", p->open);
	len = readlink(p->who, name, PERSON_MAX);
	name[len > 0 ? len : 0] = '\0';
	free(p->data);
	free(p->state);
	p->data = xasprintf("%s/%s", p->open, len > 0 && !strchr(name, '/') ? name : "nobody");
	p->state = xstrdup(p->data);
	free(base);
	return file_make_dirs(p->sealed, e);
}

/* Passwords go through the socket in it: a directory of somebody else, or that others write to, may have theirs there. */
static int check_runtime(const struct paths *p, struct err *e)
{
	struct stat st;

	if (stat(p->runtime, &st) == 0 && st.st_uid == getuid() && !(st.st_mode & 022))
		return 0;
	return err_set(e, ERR_FILE, p->runtime, _("not a private directory of yours"), NULL);
}

static int make_dir(const char *path, struct err *e)
{
	return file_make_dirs(path, NULL) == 0 ? 0 : err_set(e, ERR_NO_DIRECTORY, path, strerror(errno), NULL);
}

static int make_all(struct paths *p, struct err *e)
{
	file_make_dirs(p->config, NULL); /* nothing has to be set: what is written there says for itself that it cannot be */
	if (make_dir(p->data, e) != 0 || make_dir(p->state, e) != 0 || make_dir(p->runtime, e) != 0)
		return -1;
	return check_runtime(p, e);
}

/* --- the directory of the socket --- */

/* The specification wants it to be the user's alone. After su it is another's, and after a logout none. */
static bool is_own(const char *runtime)
{
	struct stat st;

	return runtime && *runtime == '/' && stat(runtime, &st) == 0 && st.st_uid == getuid() && access(runtime, W_OK | X_OK) == 0;
}

static bool is_too_long(const char *runtime, const char *profile)
{
	return strlen(runtime) + strlen(profile) + sizeof "/.socket" > SOCKET_PATH_MAX;
}

/* That of the system, else one beside the state, else one in /tmp, where the home can only be read; yours, or NULL with e. */
static char *runtime_dir(const char *runtime, const char *state, const char *profile, struct err *e)
{
	char *path = is_own(runtime) ? xasprintf("%s/twinline", runtime) : xasprintf("%s/run", state);

	if (!is_too_long(path, profile) && file_make_dirs(path, NULL) == 0 && access(path, W_OK | X_OK) == 0)
		return path;
	free(path);
	return private_dir_of("/tmp", state, e);
}

int paths_init(struct paths *p, const char *profile, struct err *e)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	*p = (struct paths){ 0 };
	if (!profile)
		profile = "default";
	if (!profile_is_named_well(profile))
		return err_set(e, ERR_USAGE, _("A profile's name is made of up to 32 letters, digits, - and _."), NULL);
	p->profile = xstrdup(profile);
	p->config = dir_below("XDG_CONFIG_HOME", ".config", NULL);
	p->data = dir_below("XDG_DATA_HOME", ".local/share", profile);
	p->state = dir_below("XDG_STATE_HOME", ".local/state", profile);
	if (!p->config || !p->data || !p->state) {
		paths_release(p);
		return err_set(e, ERR_NO_HOME, NULL);
	}
	p->runtime = make_dir(p->state, e) == 0 ? runtime_dir(runtime, p->state, profile, e) : NULL;
	p->lock = xasprintf("%s/engine.lock", p->state);
	if (!p->runtime || make_all(p, e) != 0 ||
	    (is_shared() && (point_to_open(p, is_own(runtime), e) != 0 || make_all(p, e) != 0))) {
		paths_release(p);
		return -1;
	}
	p->store = xasprintf("%s/store.db", p->data);
	p->token = xasprintf("%s/token", p->state);
	p->ticket = xasprintf("%s/ticket", p->state);
	p->proxy_login = xasprintf("%s/proxy-login", p->state);
	p->socket = xasprintf("%s/%s.socket", p->runtime, profile);
	return 0;
}

void paths_release(struct paths *p)
{
	char **const all[] = { &p->profile, &p->config, &p->data, &p->state, &p->runtime, &p->store,
	                       &p->token, &p->ticket, &p->proxy_login, &p->lock, &p->socket, &p->open, &p->who, &p->sealed };

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		free(*all[i]);
	*p = (struct paths){ 0 };
}

char *paths_settings(void)
{
	char *config = dir_below("XDG_CONFIG_HOME", ".config", NULL), *path = config ? xasprintf("%s/settings", config) : xstrdup("");

	free(config);
	return path;
}

/* The directory of the running program; yours, or NULL. */
static char *program_dir(void)
{
	char buffer[4096];
	ssize_t len = readlink("/proc/self/exe", buffer, sizeof buffer - 1);
	char *slash;

	if (len <= 0)
		return NULL;
	buffer[len] = '\0';
	slash = strrchr(buffer, '/');
	if (slash)
		*slash = '\0';
	return xstrdup(buffer);
}

/* The directory or file NAME of $TWINLINE_DATA, or beside a build tree's programs, or the installed one; yours. */
static char *shared_part(const char *name, const char *installed)
{
	const char *set = getenv("TWINLINE_DATA");
	char *dir = program_dir(), *beside = NULL;

	if (set && *set) {
		free(dir);
		return xasprintf("%s/%s", set, name);
	}
	if (dir)
		beside = xasprintf("%s/%s", dir, name);
	free(dir);
	if (beside && access(beside, R_OK) == 0)
		return beside;
	free(beside);
	return xstrdup(installed);
}

char *paths_locale_dir(void)
{
	return shared_part("locale", TWINLINE_PREFIX "/share/locale");
}

char *paths_keymap(const char *name)
{
	char *dir = shared_part("keymaps", TWINLINE_PREFIX "/share/twinline/keymaps"), *path = xasprintf("%s/%s", dir, name);

	free(dir);
	return path;
}

char *paths_portals_shipped(void)
{
	return shared_part("portals", TWINLINE_PREFIX "/share/twinline/portals");
}

char *paths_portals_here(void)
{
	const char *set = getenv("TWINLINE_PORTALS");

	return xstrdup(set && *set ? set : "/etc/twinline/portals");
}

char *paths_program(const char *name)
{
	char *dir = program_dir(), *beside = dir ? xasprintf("%s/%s", dir, name) : NULL;

	free(dir);
	if (beside && access(beside, X_OK) == 0)
		return beside;
	free(beside);
	return xstrdup(name);
}
