/* The demo community while it is being made: its people, and what is drawn from. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_WORLD_H
#define TWINLINE_PORTAL_DEMO_WORLD_H

#include "cast.h"
#include "data.h"
#include "demo.h"
#include "letters.h"
#include "twinline/base/json.h"
#include "twinline/base/strings.h"

/* What letters need to know of somebody. */
struct demo_person {
	char id[RECORD_ID_LENGTH + 1];
	int64_t account;      /* local key of the personal account */
	char *name;           /* owned */
	unsigned short first; /* bytes of the first name in it */
	unsigned char from, to, class_size; /* pupils */
	bool office;          /* a support service: writes announcements, gets no letters */
	const char *country;  /* code; NULL: the central support service */
	const char *language; /* own */
	const char *voice;    /* key of it */
	const char *place;    /* "school, town", owned by the world; NULL: none */
};

enum { DEMO_RECENT = 12 };

enum { DEMO_PROJECTS_MOST = 12, DEMO_OFFICES_MOST = 48 };

struct demo_made_project { const char *title; char id[RECORD_ID_LENGTH + 1]; int64_t account; };

struct demo_world {
	struct store *s;
	struct random rng, ids;
	int64_t now;
	int64_t directory, community; /* accounts */
	struct demo_person *people;   /* the cast first, in the order of demo_cast */
	size_t count, capacity;
	struct strings places;
	int64_t schools;
	struct demo_made_project projects[DEMO_PROJECTS_MOST];
	size_t project_count;
	char offices[DEMO_OFFICES_MOST][RECORD_ID_LENGTH + 1]; /* in the order of their table */
	const char *recent[DEMO_RECENT]; /* sentences used last, so that neighbours differ */
	size_t recent_next;
};

/* Support organisations into the community account. */
int demo_add_offices(struct demo_world *w, struct err *e);

/* The cast with its schools, then people of all countries by weight until there are total. */
int demo_add_cast(struct demo_world *w, struct err *e);
int demo_add_people(struct demo_world *w, int64_t total, struct err *e);

/* A School into the directory: id filled, "school, town" kept. 0 or -1. */
struct demo_school {
	char id[RECORD_ID_LENGTH + 1];
	const char *place;
	struct json *page; /* owned */
};
int demo_add_school(struct demo_world *w, struct json *body_taken, struct demo_school *made, struct err *e);
void demo_school_release(struct demo_school *school);

/* A Person with account and profile; card and profile are taken. Fills person's id and account and keeps the person. 0 or -1. */
int demo_add_person(struct demo_world *w, const char *user_name, struct json *card_taken, struct json *profile_taken,
                    struct demo_person *person, struct err *e);

/* Writes one record; body is taken. id (may be NULL) is filled. 0 or -1. */
int demo_write(struct demo_world *w, int64_t account, enum record_type_index type, struct json *body_taken,
               char id[RECORD_ID_LENGTH + 1], struct err *e);

/* A set {"a": true, ...} of codes parted by spaces into object under key; nothing for "" or NULL. */
void demo_set_codes(struct json *object, const char *key, const char *codes);
/* {"id", "name", "country"} into object under key; country may be NULL. */
void demo_set_party(struct json *object, const char *key, const char *id, const char *name, const char *country);
/* A moment as UTCDate, and a day as ISO date. */
void demo_set_time(struct json *object, const char *key, int64_t seconds);
void demo_set_date(struct json *object, const char *key, int64_t seconds);

/* The place of somebody of the cast, by len bytes of a key that is there. */
size_t demo_cast_index(const char *key, size_t len);

/* The projects of the signed-in teacher; finding one by its title, which is there. 0 or -1. */
int demo_add_projects(struct demo_world *w, struct err *e);
const struct demo_made_project *demo_find_project(const struct demo_world *w, const char *title);
/* How many somebody of the cast has, into the card. */
void demo_count_projects(size_t person, struct json *card);

/* Project kits. 0 or -1. */
int demo_add_kits(struct demo_world *w, struct err *e);

/* Contacts, requests and who is followed; saved searches; a report. 0 or -1. */
int demo_add_contacts(struct demo_world *w, struct err *e);

/* {"id", "name", "country"} of the support organisation of a country into object under key; -1 if there is none. */
int demo_set_office(const struct demo_world *w, struct json *object, const char *key, const char *country);

/* Events with the answers to them. 0 or -1. */
int demo_add_events(struct demo_world *w, struct err *e);

/* Pages, activities and files in the projects. 0 or -1. */
int demo_add_space(struct demo_world *w, struct err *e);

/* What the cast wrote, in whole conversations until there are most messages; they are added to *written. 0 or -1. */
int demo_write_cast_letters(struct demo_world *w, int64_t most, int64_t *written, struct err *e);

/* What the cast wrote, then other conversations of the signed-in teacher until there are about messages; how many there are in
   *written. Then letters among everybody else. 0 or -1. */
int demo_write_letters(struct demo_world *w, int64_t messages, int64_t *written, struct err *e);
int demo_write_others(struct demo_world *w, struct err *e);

/* A class in one of the projects, and its letters. 0 or -1. */
int demo_add_pupils(struct demo_world *w, struct err *e);

/* What the cast looks for, for everybody to read. 0 or -1. */
int demo_add_partner_notices(struct demo_world *w, struct err *e);

/* Somebody who works at the desks, and what waits there. 0 or -1. */
int demo_add_desk(struct demo_world *w, struct err *e);

/* What is said in the projects, and how far the signed-in teacher has read it. After demo_add_space. 0 or -1. */
int demo_add_said(struct demo_world *w, struct err *e);

/* Tells the signed-in teacher what happened. 0 or -1. */
int demo_add_notifications(struct demo_world *w, struct err *e);

#endif
