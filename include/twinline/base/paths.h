/* Where things lie, after the XDG Base Directory Specification 0.8; a profile keeps a second identity apart. */
#ifndef TWINLINE_BASE_PATHS_H
#define TWINLINE_BASE_PATHS_H

#include "twinline/base/err.h"

struct paths {
	char *profile;    /* "default" or the name given: what --profile of a sister program takes */
	char *config;     /* $XDG_CONFIG_HOME/twinline: settings, keys */
	char *data;       /* $XDG_DATA_HOME/twinline/PROFILE: the store */
	char *state;      /* $XDG_STATE_HOME/twinline/PROFILE: the engine's token, lock, log */
	char *runtime;    /* $XDG_RUNTIME_DIR/twinline; where that is not there or not one's own, a private directory under state or /tmp */
	char *store;      /* data/store.db */
	char *token;      /* state/token, 0600, the engine's own */
	char *ticket;     /* state/ticket, 0600, the engine's own: the last TLS session with the portal */
	char *proxy_login; /* state/proxy-login, 0600: name and password for the proxy, a line each */
	char *lock;       /* state/engine.lock */
	char *socket;     /* runtime/PROFILE.socket (at most 100 bytes, or under /tmp/twinline-UID) */
	/*
	 * On a shared computer (the setting `shared`), else NULL: data and state are one directory of who is signed in, or of nobody,
	 * below `open`, in memory; `who` is the link that names it. What a person has is sealed into a file in `sealed` meanwhile.
	 */
	char *open, *who, *sealed;
};

/*
 * Fills p for profile (NULL: "default"; letters, digits, '-' and '_' only) from the environment and makes the directories, 0700.
 * Returns 0, or -1 with e and nothing to release.
 */
int paths_init(struct paths *p, const char *profile, struct err *e);
void paths_release(struct paths *p);

/*
 * The lists of known portals: the one that comes with Twinline, and the computer's own ($TWINLINE_PORTALS, or that of /etc); there
 * or not. Yours to free.
 */
char *paths_portals_shipped(void);
char *paths_portals_here(void);

/* The file of settings, of all profiles; there or not; "" where neither HOME nor XDG_CONFIG_HOME is set. Yours to free. */
char *paths_settings(void);

/* Where installed data lies: $TWINLINE_DATA, or beside a build tree's programs, or the installed PREFIX/share. Yours to free. */
char *paths_locale_dir(void);

/* The file of a shipped keymap ("vi.keys"), in the same places; there or not. Yours to free. */
char *paths_keymap(const char *name);

/* The path of a sister program (twinline-sync, twinline-portal): beside this one, else on PATH. Yours to free. */
char *paths_program(const char *name);

#endif
