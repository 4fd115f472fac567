/* What stands in the demo's projects, as tables: pages, activities with steps done, files. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_SPACE_H
#define TWINLINE_PORTAL_DEMO_SPACE_H

/* People are keys of the cast; days are before the demo's today, negative ones after it. */
struct demo_page {
	const char *project, *title, *language, *by, *last_by;
	int made, changed;
	const char *readers, *writers, *state; /* codes; NULL: the usual ones */
	const char *text;
	const char *file, *file_text; /* a table that belongs to it: its name, its bytes; NULL: none */
};
struct demo_activity {
	const char *project, *title, *language, *by, *phase, *state;
	int begins, due; /* both 0: none */
	const char *people; /* parted by spaces */
	const char *steps, *about;
	const char *done;   /* who has done the first step, parted by spaces */
};
struct demo_material { const char *project, *folder, *title, *type, *by; int made; const char *about, *text; };

extern const struct demo_page demo_pages[];           /* each closed by a row without project */
extern const struct demo_activity demo_activities[];
extern const struct demo_material demo_materials[];

#endif
