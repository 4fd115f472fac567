/*
 * What may go over the line to the portal by itself, now: by the profile, the hours and the budget that are set, and a pause. What a
 * person asks for (s, a search, a file) always may. The engine goes by it; face and commands read the same.
 */
#ifndef TWINLINE_RECORDS_PLAN_H
#define TWINLINE_RECORDS_PLAN_H

#include "twinline/base/settings.h"
#include "twinline/records/count.h"
#include "twinline/records/measured.h"

/* Why nothing goes by itself. */
enum plan_rest { PLAN_GOES, PLAN_OFFLINE, PLAN_PAUSED, PLAN_BUDGET, PLAN_HOURS, PLAN_REST_COUNT };

struct plan {
	enum line_profile profile;
	bool is_found;                  /* the profile was measured, not set */
	enum plan_rest mail, files;
	int64_t mail_until, files_until; /* seconds since 1970 when they may go again; 0: that is not known */
	int64_t budget, used;           /* bytes of this month; budget 0: none */
};

/* pause: until when nothing is fetched, in seconds; 0: no pause. count has been turned to now. */
void plan_make(struct plan *p, const struct settings *settings, const struct measured *m, const struct count *count, int64_t pause,
               int64_t now);

/* The same from the facts of a store, as they hold now. */
void plan_read(struct plan *p, struct store *s, const struct settings *settings);

/* The fact "pause", which a face writes (0: none) before it wakes the engine. A pause that is over is none. Setting is in a transaction. */
int64_t plan_pause(struct store *s, int64_t now);
int plan_set_pause(struct store *s, int64_t until, struct err *e);

/*
 * Seconds that the engine stays for what waits after the last face has gone: the setting `linger`, by default 0 on a shared computer, but
 * always the minute that a held message and an exchange take.
 */
int64_t plan_linger(const struct settings *settings);

/* The row of the profile. */
const struct line_profile_row *plan_row(const struct plan *p);

/* The name of a rest: "offline", "paused", "budget", "hours"; NULL for PLAN_GOES. */
const char *plan_rest_name(enum plan_rest rest);

/* True if the budget is used up by so many hundredths. */
bool plan_has_used(const struct plan *p, int hundredths);

/* Why nothing goes by itself and until when, a sentence's beginning: "paused until 19:00"; yours, NULL for what goes. */
char *plan_rest_words(enum plan_rest rest, int64_t until) ATTR_MUST_USE;

/* Lines of the outbox and of `twinline status`, each yours: what was measured and the profile ("38 kbit/s, 640 ms, slow profile"), */
char *plan_profile_words(const struct plan *p, const struct measured *m) ATTR_MUST_USE;
/* what was counted beside the budget ("today 212 KB, November 3.1 MB of your 20 MB"), */
char *plan_counted_words(const struct plan *p, const struct count *count, bool narrow) ATTR_MUST_USE;
/* and the hours that are set ("mail any time; files 19:00 to 07:00"). */
char *plan_hours_words(const struct settings *settings) ATTR_MUST_USE;

#endif
