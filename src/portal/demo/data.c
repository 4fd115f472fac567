/* The groups of countries of the demo community in one list. Sourced weights: Türkiye, Italy, Ireland, Iceland, their
   rank before Spain, and Georgia's order of size; the others are estimates between them. */
#include "data.h"

const struct demo_country *const demo_countries[] = {
	demo_countries_east, demo_countries_south, demo_countries_west, demo_countries_north,
	demo_countries_centre, demo_countries_balkan, demo_countries_arab, NULL,
};
