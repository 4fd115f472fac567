/* Finding and running a resource. */
#include "route.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "form.h"
#include "link.h"
#include "resource.h"
#include "retention.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "validation.h"

const struct route routes[] = {
	{.verb = "GET", .path = SYNC_SESSION_PATH, .flags = ROUTE_FIRST | ROUTE_GUEST | ROUTE_TELLS_TIME, .run = resource_session},
	{.verb = "GET", .path = RESOURCE_SESSION, .flags = ROUTE_FIRST | ROUTE_GUEST, .run = resource_session},
	{.verb = "POST", .path = RESOURCE_API, .flags = ROUTE_FIRST | ROUTE_GUEST, .body_max = JMAP_MAX_SIZE_REQUEST,
	 .limit = "maxSizeRequest", .run = resource_api},
	{.verb = "POST", .path = RESOURCE_UPLOAD "/{}", .flags = ROUTE_UPLOAD, .body_max = JMAP_MAX_SIZE_UPLOAD,
	 .limit = "maxSizeUpload", .run = resource_upload},
	{.verb = "GET", .path = RESOURCE_DOWNLOAD "/{}/{}/{}", .flags = ROUTE_GUEST, .run = resource_download},
	{.verb = "GET", .path = SYNC_DICTIONARY_PATH "/{}", .flags = ROUTE_OPEN, .run = resource_dictionary},
	{.verb = "GET", .path = RESOURCE_EVENTS, .flags = ROUTE_FIRST | ROUTE_GUEST | ROUTE_STREAM, .run = resource_events},
	{.verb = "GET", .path = RESOURCE_SOCKET, .flags = ROUTE_FIRST | ROUTE_STREAM, .run = resource_socket},
	{.verb = "POST", .path = SYNC_SIGN_IN_PATH, .flags = ROUTE_OPEN | ROUTE_HASHES, .body_max = FORM_MAX,
	 .limit = "maxSizeRequest", .run = resource_sign_in},
	{.verb = "DELETE", .path = SYNC_SIGN_IN_PATH, .flags = ROUTE_FIRST, .run = resource_sign_out},
	{.verb = "POST", .path = SYNC_RESET_PATH, .flags = ROUTE_OPEN | ROUTE_HASHES, .body_max = FORM_MAX,
	 .limit = "maxSizeRequest", .run = resource_reset},
	{.verb = "POST", .path = SYNC_REGISTER_PATH, .flags = ROUTE_OPEN | ROUTE_HASHES, .body_max = FORM_MAX,
	 .limit = "maxSizeRequest", .run = resource_register},
	{.verb = "POST", .path = SYNC_SCHOOLS_PATH, .flags = ROUTE_OPEN, .body_max = FORM_MAX, .limit = "maxSizeRequest",
	 .run = resource_schools},
	{.verb = "POST", .path = SYNC_SCHOOL_PATH, .body_max = FORM_MAX, .limit = "maxSizeRequest", .run = resource_school},
	{.verb = "GET", .path = HEAD_PATH "/{}", .flags = ROUTE_OPEN, .run = resource_head},
	{.verb = "POST", .path = HEAD_PATH "/{}", .flags = ROUTE_OPEN, .body_max = FORM_MAX, .limit = "maxSizeRequest",
	 .run = resource_head_answer},
	{.verb = "GET", .path = LINK_PATH "/{}", .flags = ROUTE_OPEN, .run = resource_link},
	{.verb = "POST", .path = LINK_PATH "/{}", .flags = ROUTE_OPEN, .body_max = FORM_MAX, .limit = "maxSizeRequest",
	 .run = resource_link_take},
	{.verb = "POST", .path = SYNC_CONFIRM_PATH, .flags = ROUTE_HASHES, .body_max = FORM_MAX, .limit = "maxSizeRequest",
	 .run = resource_confirm},
	{.verb = "GET", .path = SYNC_DEVICES_PATH, .flags = ROUTE_FIRST, .run = resource_devices},
	{.verb = "DELETE", .path = SYNC_DEVICES_PATH "/{}", .run = resource_device_end},
	{.verb = "GET", .path = SYNC_LEAVE_PATH, .flags = ROUTE_HASHES, .run = resource_farewell},
	{.verb = "POST", .path = SYNC_LEAVE_PATH, .flags = ROUTE_HASHES, .body_max = FORM_MAX, .limit = "maxSizeRequest", .run = resource_leave},
	{.verb = "POST", .path = SYNC_PACKET_PATH, .flags = ROUTE_OPEN, .body_max = JMAP_MAX_SIZE_REQUEST, .limit = "maxSizeRequest",
	 .run = resource_packet},
	{.verb = "POST", .path = SYNC_PASSWORD_PATH, .flags = ROUTE_FIRST | ROUTE_HASHES, .body_max = FORM_MAX, .limit = "maxSizeRequest",
	 .run = resource_password},
};
const size_t route_count = ARRAY_SIZE(routes);

/* True if path is one of pattern; what stands for {} goes into segments. A slash at the end makes no difference. */
static bool matches(const char *pattern, const char *path, char *segments[REQUEST_SEGMENTS])
{
	int taken = 0;
	while (*pattern) {
		if (strncmp(pattern, "{}", 2) == 0) {
			size_t len = strcspn(path, "/");
			if (len == 0)
				return false;
			free(segments[taken]);
			segments[taken++] = xstrndup(path, len);
			path += len;
			pattern += 2;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0' || strcmp(path, "/") == 0;
}

static bool takes(const struct route *route, const char *verb)
{
	return strcmp(route->verb, verb) == 0 || (strcmp(verb, "HEAD") == 0 && strcmp(route->verb, "GET") == 0);
}

const struct route *route_find(const char *verb, const char *path, struct request *q, char **allow)
{
	struct str verbs = {0};
	*allow = NULL;
	for (size_t i = 0; i < route_count; i++) {
		if (!matches(routes[i].path, path, q->segments))
			continue;
		if (takes(&routes[i], verb)) {
			str_release(&verbs);
			return &routes[i];
		}
		str_addf(&verbs, "%s%s", verbs.len ? ", " : "", routes[i].verb);
		if (strcmp(routes[i].verb, "GET") == 0)
			str_add(&verbs, ", HEAD");
	}
	if (verbs.len)
		*allow = str_detach(&verbs);
	return NULL;
}

/* Once a day a device: cheap enough to keep forgotten ones from living for ever. */
static void touch(struct worker *w, const struct viewer *v)
{
	int64_t now = clock_now();
	if (!v->sign_in || !sign_in_is_stale(v, now))
		return;
	struct err e = {0};
	struct store *s = worker_write(w);
	if (db_begin(s->db, &e) < 0 || sign_in_touch(s, v->sign_in, now, &e) < 0 || retention_seen(s, v->user.person, &e) < 0 ||
	    db_commit(s->db, &e) < 0)
		log_warn("sign-in", "not noted: %s", err_name(e.code));
	db_rollback(s->db);
	worker_write_end(w);
	err_release(&e);
}

/* Guests are many, and nobody knows them: each address has its share. */
static int find_guest(struct worker *w, const struct request *q, struct viewer *v, struct err *e)
{
	int seconds = guard_take(&w->portal->guard, GUARD_GUEST, q->address, clock_monotonic_ms());
	if (seconds)
		return guard_refuse(seconds, ERR_BUSY, e);
	viewer_of_guest(&w->reader, v);
	return 0;
}

static int find_viewer(const struct route *route, struct worker *w, const struct request *q, struct viewer *v, struct err *e)
{
	if (q->anonymous && route->flags & ROUTE_GUEST && w->portal->guests)
		return find_guest(w, q, v, e);
	return viewer_of_token(&w->reader, q->token, v, e);
}

/* RFC 9110 section 5.6.7; no locale is set for times. */
static void tell_time(struct response *x)
{
	time_t now = (time_t)clock_now();
	struct tm tm;
	char text[40] = "";
	gmtime_r(&now, &tm);
	strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	response_header(x, "Date", text);
}

static void refuse_first(struct response *x)
{
	struct err e = {0};
	err_set(&e, ERR_FIRST_PASSWORD, NULL);
	response_problem(x, &e);
	err_release(&e);
}

void route_run(const struct route *route, struct worker *w, const struct request *q, struct response *x)
{
	struct err e = {0};
	struct viewer v;
	if (route->flags & ROUTE_OPEN) {
		route->run(w, NULL, q, x);
	} else if (worker_read(w, &e) == 0 && find_viewer(route, w, q, &v, &e) == 0) {
		touch(w, &v);
		if (v.has_first && !(route->flags & ROUTE_FIRST))
			refuse_first(x);
		else
			route->run(w, &v, q, x);
		viewer_release(&v);
	} else {
		response_problem(x, &e);
	}
	worker_rest(w);
	if (route->flags & ROUTE_TELLS_TIME)
		tell_time(x);
	err_release(&e);
}
