/* What stands behind each resource of route.c, and where each is. */
#ifndef TWINLINE_PORTAL_RESOURCE_H
#define TWINLINE_PORTAL_RESOURCE_H

#include "exchange.h"
#include "portal.h"
#include "viewer.h"

#define RESOURCE_SESSION "/jmap/session"
#define RESOURCE_API "/jmap/api"
#define RESOURCE_UPLOAD "/jmap/upload"
#define RESOURCE_DOWNLOAD "/jmap/download"
#define RESOURCE_EVENTS "/jmap/eventsource"
#define RESOURCE_SOCKET "/jmap/ws"

/* All answer by x; v is who asks, NULL where nobody need be signed in. */
void resource_session(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_api(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_upload(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_download(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_dictionary(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_events(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_socket(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_sign_in(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_sign_out(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
/* Ends a sign-in (0: there is none) in the write that s has begun with (worker_write), ends that, and answers. */
void resource_sign_in_end(struct worker *w, struct store *s, const struct viewer *v, int64_t sign_in, struct response *x);
void resource_devices(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_device_end(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_farewell(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_leave(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_password(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_confirm(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_register(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_packet(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_reset(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_schools(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_school(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_head(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);
void resource_head_answer(struct worker *w, const struct viewer *v, const struct request *q, struct response *x);

#endif
