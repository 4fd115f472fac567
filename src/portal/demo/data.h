/*
 * What the demo community is made of: countries with their names, towns and schools, and what people say, in
 * their languages. Everything is a table of constant text; the generator (people.c, letters.c) draws from it.
 * People are invented: first names and surnames are frequent ones of each country, put together by chance.
 */
#ifndef TWINLINE_PORTAL_DEMO_DATA_H
#define TWINLINE_PORTAL_DEMO_DATA_H

#include <stddef.h>

/* A list of texts, closed by NULL, that is built where it stands. */
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

/* --- countries --- */

struct demo_town {
	const char *name;
	const char *of;     /* "of the town" (genitive), where school names need it; NULL: the name */
	const char *region;
	double latitude, longitude; /* rough, degrees */
};
#define TOWNS(...) .towns = (const struct demo_town[]){__VA_ARGS__, {0}}

enum demo_level { LEVEL_PRESCHOOL, LEVEL_PRIMARY, LEVEL_MIDDLE, LEVEL_SECONDARY, LEVEL_VOCATIONAL, LEVEL_COUNT };

/* A country, or the part of one that speaks another language. Lists of names are parted by commas. */
struct demo_country {
	const char *code;     /* ISO 3166-1 alpha-2 */
	const char *language; /* that people and schools there write in */
	const char *voice;    /* key of its voice (voice.h); NULL: the language */
	const char *others;   /* besides English: neighbours' and taught languages, parted by spaces, likeliest first */
	const char *zone;     /* IANA name */
	int weight;           /* share in the community: teachers in hundreds */
	const char *women, *men;    /* first names */
	const char *surnames;       /* of men; of everybody where surnames_women is NULL */
	const char *surnames_women; /* where the language has forms of their own */
	const char *patrons;        /* whom schools are called after, in the form that the patterns need */
	const char *schools[LEVEL_COUNT]; /* patterns parted by '|': %n a number, %p a patron, %t the town, %o of the town */
	const struct demo_town *towns;    /* closed by a zeroed row */
};

/* All groups of countries, closed by NULL; each group is closed by a row without code. */
extern const struct demo_country *const demo_countries[];

extern const struct demo_country demo_countries_arab[], demo_countries_balkan[], demo_countries_centre[],
	demo_countries_east[], demo_countries_north[], demo_countries_south[], demo_countries_west[];

#endif
