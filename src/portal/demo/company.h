/*
 * Company for whoever looks at the demo: its invented people answer. A contact that was asked accepts, a partner who was written to
 * writes back, one who was invited joins, a webinar fills and another one moves. Each act goes through the portal's own door, as
 * the person who does it, under the same rules as anybody's.
 */
#ifndef TWINLINE_PORTAL_DEMO_COMPANY_H
#define TWINLINE_PORTAL_DEMO_COMPANY_H

#include "../portal.h"

struct company;

/* Keeps company with the person who signs in as user_name; answers come pace seconds after what they answer, or somewhat later. NULL with e. */
struct company *company_new(struct portal *p, const char *user_name, int pace, struct err *e);
void company_free(struct company *c);

/* Does what is due by now; to be called every second or so. What fails is logged and not tried again. */
void company_tick(struct company *c, int64_t now);

#endif
