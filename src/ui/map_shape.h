/* The shape of Europe and of the lands around the Mediterranean, and a point in each country: drawn by hand, a degree or so exact. */
#ifndef TWINLINE_UI_MAP_SHAPE_H
#define TWINLINE_UI_MAP_SHAPE_H

/* Tenths of degrees, east and north. */
struct map_point { short east, north; };

/* Lines of the coasts, each closed by a point with north 0; one more ends them. */
extern const struct map_point map_coasts[];

struct map_country { const char *code; struct map_point at; };
extern const struct map_country map_countries[]; /* closed by one without a code */

#endif
