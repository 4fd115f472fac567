/* The projects of the demo as a table. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_PROJECTS_H
#define TWINLINE_PORTAL_DEMO_PROJECTS_H

/* Days are before the demo's today, negative ones after it. */
struct demo_project {
	const char *title, *state;
	const char *founders, *members; /* keys of the cast, parted by spaces */
	int since, active, begins, ends, apply; /* days; apply 0: no label to apply for */
	const char *languages, *subjects, *tools, *language;
	int pupils_from, pupils_to, pupils, labels;
	const char *waits_for, *waits_for_offices; /* keys of the cast; codes of countries */
	const char *summary, *aims, *process, *results;
};

extern const struct demo_project demo_projects[]; /* closed by a row without title */

#endif
