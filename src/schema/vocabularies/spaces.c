/* What is said of the parts of a TwinSpace: pages, activities, posts, pupils. */
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/vocabulary.h"

static const struct vocabulary_row page_states_rows[] = {
	{ .code = "draft", .label = N_("draft") },
	{ .code = "published", .label = N_("published") },
};
const struct vocabulary vocabulary_page_states = {
	.name = "pageStates", .names = VOCABULARY_OURS, .rows = page_states_rows, .count = ARRAY_SIZE(page_states_rows)
};

static const struct vocabulary_row readers_rows[] = {
	{ .code = "staff", .label = N_("teachers only") },
	{ .code = "members", .label = N_("all members") },
	{ .code = "public", .label = N_("everybody") },
};
const struct vocabulary vocabulary_readers = {
	.name = "readers", .names = VOCABULARY_OURS, .rows = readers_rows, .count = ARRAY_SIZE(readers_rows)
};

static const struct vocabulary_row writers_rows[] = {
	{ .code = "author", .label = N_("who made it") },
	{ .code = "staff", .label = N_("teachers") },
	{ .code = "members", .label = N_("all members") },
};
const struct vocabulary vocabulary_writers = {
	.name = "writers", .names = VOCABULARY_OURS, .rows = writers_rows, .count = ARRAY_SIZE(writers_rows)
};

static const struct vocabulary_row activity_phases_rows[] = {
	{ .code = "preparation", .label = N_("preparation"), .brief = N_("prepare") },
	{ .code = "gettingToKnow", .label = N_("getting to know each other"), .brief = N_("meet") },
	{ .code = "work", .label = N_("working together"), .brief = N_("work") },
	{ .code = "evaluation", .label = N_("evaluation"), .brief = N_("evaluate") },
	{ .code = "dissemination", .label = N_("telling others"), .brief = N_("tell") },
};
const struct vocabulary vocabulary_activity_phases = {
	.name = "activityPhases", .names = VOCABULARY_OURS, .rows = activity_phases_rows, .count = ARRAY_SIZE(activity_phases_rows)
};

static const struct vocabulary_row activity_states_rows[] = {
	{ .code = "open", .label = N_("open") },
	{ .code = "underWay", .label = N_("under way") },
	{ .code = "done", .label = N_("done") },
};
const struct vocabulary vocabulary_activity_states = {
	.name = "activityStates", .names = VOCABULARY_OURS, .rows = activity_states_rows, .count = ARRAY_SIZE(activity_states_rows)
};

static const struct vocabulary_row post_places_rows[] = {
	{ .code = "update", .label = N_("update") },
	{ .code = "comment", .label = N_("comment") },
	{ .code = "forum", .label = N_("forum") },
	{ .code = "bulletin", .label = N_("bulletin") },
	{ .code = "journal", .label = N_("journal") },
	{ .code = "chat", .label = N_("chat") },
	{ .code = "wall", .label = N_("wall") },
};
const struct vocabulary vocabulary_post_places = {
	.name = "postPlaces", .names = VOCABULARY_OURS, .rows = post_places_rows, .count = ARRAY_SIZE(post_places_rows)
};

static const struct vocabulary_row pupil_states_rows[] = {
	{ .code = "waiting", .label = N_("no consent") },
	{ .code = "active", .label = N_("active") },
	{ .code = "ended", .label = N_("ended") },
};
const struct vocabulary vocabulary_pupil_states = {
	.name = "pupilStates", .names = VOCABULARY_OURS, .rows = pupil_states_rows, .count = ARRAY_SIZE(pupil_states_rows)
};

static const struct vocabulary_row pupil_mail_states_rows[] = {
	{ .code = "waiting", .label = N_("waiting") },
	{ .code = "sent", .label = N_("sent") },
	{ .code = "stopped", .label = N_("stopped") },
};
const struct vocabulary vocabulary_pupil_mail_states = {
	.name = "pupilMailStates", .names = VOCABULARY_OURS, .rows = pupil_mail_states_rows, .count = ARRAY_SIZE(pupil_mail_states_rows)
};

static const struct vocabulary_row pupil_mail_ways_rows[] = {
	{ .code = "approve", .label = N_("a teacher lets each through") },
	{ .code = "seen", .label = N_("teachers can read it") },
	{ .code = "off", .label = N_("pupils write no mail") },
};
const struct vocabulary vocabulary_pupil_mail_ways = {
	.name = "pupilMailWays", .names = VOCABULARY_OURS, .rows = pupil_mail_ways_rows, .count = ARRAY_SIZE(pupil_mail_ways_rows)
};
