/* The way out of this computer's network as the settings tell it: the proxy, its name and password, authorities beside the system's. */
#ifndef TWINLINE_SYNC_WAY_H
#define TWINLINE_SYNC_WAY_H

struct way {
	char *authorities;     /* the setting; NULL: none */
	char *proxy;           /* the setting; NULL: that of the environment, if there is one */
	char *name, *password; /* for the proxy; NULL: none are kept */
};

/* Reads the settings, and the file with name and password (NULL: none), as they are now. Release with way_release. */
void way_read(struct way *w, const char *login);
void way_release(struct way *w);

/* The proxy that is asked for the way to a portal, as "proxy.example:3128", without what its address may hold beside; NULL: none. Yours. */
char *way_proxy(const struct way *w);

#endif
