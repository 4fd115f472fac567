/* What the engine may do with the line by itself: settings, profile, pause, hours and budget as they hold now (records/plan.h). */
#ifndef TWINLINE_SYNC_POLICY_H
#define TWINLINE_SYNC_POLICY_H

#include "twinline/records/plan.h"

struct engine;
struct http_answer;

struct policy {
	char *path;               /* the file of settings */
	struct settings settings; /* as last read */
	int watch;                /* inotify on its directory; -1: none */
	int64_t pause;            /* the fact, as last read */
	struct measured measured;
	struct count count;
	bool is_asked;            /* a person wants this run of exchanges: nothing holds it */
};

/* What may go by itself: letters and news, or files. */
enum errand { ERRAND_MAIL, ERRAND_FILES };

void policy_open(struct engine *g);
void policy_release(struct policy *p);

/* Something of it may be different now: reads settings and pause again, and lets line and time-outs go by them. */
void policy_renew(struct engine *g);
/* The watch is readable: the same, if it was the settings. */
void policy_heard(struct engine *g);

/* True if an errand may go now: by itself, or because somebody asked. */
bool policy_lets(struct engine *g, enum errand errand);
/* Milliseconds after which to look again, where mail may not go. */
int64_t policy_rest_ms(struct engine *g);

/* The profile that holds, and seconds between exchanges by it or by --interval; 0: none by itself. While the portal tells of news, few. */
const struct line_profile_row *policy_row(struct engine *g);
int64_t policy_interval(struct engine *g);

/* True if somebody has set the profile; else it is measured. */
bool policy_is_set(struct engine *g);

/* Seconds without a byte until a portal counts as not answering, by the profile or by --patience. */
int policy_patience(struct engine *g);

/* Milliseconds that the engine stays for what waits when the last face has gone. */
int64_t policy_linger_ms(struct engine *g);

/* A line that is set to offline is told as one that is gone, with the setting for its cause; and one that is no longer, as untried. */
void policy_settle(struct engine *g);

/* Somebody wants an exchange now, whatever holds; and the run that they wanted is over. */
void policy_ask(struct engine *g);
void policy_asked_is_over(struct engine *g);

/* Counts and measures what a transfer cost. */
void policy_count(struct engine *g, enum count_kind kind, const struct http_answer *a);
/* Writes what was counted and measured, if it moved. In a transaction. 0 or -1 with e. */
int policy_store(struct engine *g, struct err *e);

#endif
