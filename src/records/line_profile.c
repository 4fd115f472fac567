/* The line profiles. */
#include "twinline/records/line_profile.h"

#include "twinline/base/i18n.h"
#include "twinline/base/str.h"

enum {
	KB = 1000,
	SCREEN_ROWS = 17,  /* of people, on a screen of 24 lines */
	SCREENFUL = 6 * KB /* the newest handful of letters, 2 KB on the line: to be read within 3 s at 9,600 bit/s */
};

const struct line_profile_row line_profile_rows[LINE_PROFILE_COUNT] = {
	[LINE_PROFILE_FAST] = { .name = "fast", .words = N_("fast profile"), .interval = 20, .patience = 60,
	                        .first_page = 64 * KB, .page_most = 256 * KB, .rows = 50, .cards = true, .push = LINE_PUSH_EVENTS },
	/* A modem that is silent for a minute may still be dialling. */
	[LINE_PROFILE_SLOW] = { .name = "slow", .words = N_("slow profile"), .interval = 60, .gather = 2, .patience = 120,
	                        .first_page = SCREENFUL, .page_most = 64 * KB, .rows = SCREEN_ROWS, .cards = true, .push = LINE_PUSH_SOCKET },
	[LINE_PROFILE_METERED] = { .name = "metered", .words = N_("metered profile"), .interval = 900, .gather = 10, .patience = 60,
	                           .first_page = SCREENFUL, .page_most = 64 * KB, .rows = SCREEN_ROWS, .window = 20, .push = LINE_PUSH_NONE },
	/* What is asked for by hand goes as on a slow line. */
	[LINE_PROFILE_OFFLINE] = { .name = "offline", .words = N_("offline profile"), .patience = 120,
	                           .first_page = SCREENFUL, .page_most = 64 * KB, .rows = SCREEN_ROWS, .push = LINE_PUSH_NONE },
};

enum line_profile line_profile_of(const char *name)
{
	enum line_profile profile = LINE_PROFILE_FAST;

	while (profile < LINE_PROFILE_COUNT && !text_equal(line_profile_rows[profile].name, name))
		profile++;
	return profile;
}
