/* The demo community from its options, in one go. */
#include <stdlib.h>
#include <string.h>

#include "../init.h"
#include "world.h"

enum { MESSAGES_DEFAULT = 200 };

/* Ids come from a sequence of their own: what is drawn for texts does not depend on how many a record needs. */
static const uint64_t id_sequence = 0x9e3779b97f4a7c15u;

static int find_accounts(struct demo_world *w, struct err *e)
{
	struct account a = {0};
	if (!account_by_kind(w->s, ACCOUNT_DIRECTORY, &a) && init_store(w->s, e) < 0)
		return -1;
	account_release(&a);
	if (!account_by_kind(w->s, ACCOUNT_DIRECTORY, &a))
		return err_set(e, ERR_NOT_FOUND, NULL);
	w->directory = a.local;
	account_release(&a);
	if (!account_by_kind(w->s, ACCOUNT_COMMUNITY, &a))
		return err_set(e, ERR_NOT_FOUND, NULL);
	w->community = a.local;
	account_release(&a);
	return 0;
}

static int fill(struct demo_world *w, const struct demo_options *o, struct demo_result *r, struct err *e)
{
	int64_t messages = 0;
	if (find_accounts(w, e) < 0 || demo_add_offices(w, e) < 0 || demo_add_cast(w, e) < 0 ||
	    demo_add_people(w, o->people, e) < 0 || demo_add_projects(w, e) < 0 || demo_add_kits(w, e) < 0)
		return -1;
	if (demo_write_letters(w, o->messages ? o->messages : MESSAGES_DEFAULT, &messages, e) < 0 ||
	    demo_write_others(w, e) < 0 || demo_add_notifications(w, e) < 0 || demo_add_contacts(w, e) < 0 || demo_add_events(w, e) < 0 ||
	    demo_add_partner_notices(w, e) < 0 ||
	    demo_add_space(w, e) < 0 || demo_add_said(w, e) < 0 || demo_add_desk(w, e) < 0 || demo_add_pupils(w, e) < 0)
		return -1;
	if (r) {
		*r = (struct demo_result){
			.user_name = DEMO_USER_NAME,
			.account = w->people[0].account,
			.people = (int64_t)w->count,
			.schools = w->schools,
			.messages = messages,
		};
		memcpy(r->person, w->people[0].id, sizeof r->person);
	}
	return 0;
}

int demo_fill(struct store *s, const struct demo_options *o, struct demo_result *r, struct err *e)
{
	struct demo_world w = {.s = s, .now = o->now};
	struct random *before = s->random;
	random_seed(&w.rng, o->seed);
	random_seed(&w.ids, o->seed ^ id_sequence);
	s->random = &w.ids;
	int result = fill(&w, o, r, e);
	s->random = before;
	for (size_t i = 0; i < w.count; i++)
		free(w.people[i].name);
	free(w.people);
	strings_release(&w.places);
	return result;
}
