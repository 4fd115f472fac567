/* A school's HTTP proxy for tests: CONNECT, with a name and a password or without, or refusing. A process of its own, on a free port. */
#ifndef TESTS_LIB_PROXY_H
#define TESTS_LIB_PROXY_H

struct proxy;

/* What it asks for: NULL lets everybody through; "name:password"; or "403", a status that everybody gets. Dies if it cannot start. */
struct proxy *proxy_start(const char *wants);
void proxy_stop(struct proxy *p);

/* "http://127.0.0.1:PORT", borrowed. */
const char *proxy_url(const struct proxy *p);

#endif
