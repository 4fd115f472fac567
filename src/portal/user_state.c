/* How far a registration is, and what follows for the card, the school and the profile. */
#include "user.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "viewer.h"

unsigned user_card_audience(enum user_state state)
{
	return state == USER_ACCEPTED ? record_types[TYPE_Person].audience : AUDIENCE_AUTHOR;
}

/* A school that somebody named in a registration is nobody's to see until one who works there is accepted. */
static int open_school(struct store *s, const struct record *card, struct err *e)
{
	struct record school = {0};
	struct json *tree = json_parse_own(card->body);
	const char *id = json_get_text(json_get(tree, "school"), "id");
	int result = 0;
	if (id && record_by_id(s, card->account, &record_types[TYPE_School], id, &school) && school.audience == AUDIENCE_AUTHOR) {
		school.audience = record_types[TYPE_School].audience;
		result = record_write(s, &school, false, e);
	}
	record_free(&school);
	json_free(tree);
	return result;
}

/* The card says since when somebody belongs to the community. */
static void note_since(struct record *card)
{
	struct json *tree = json_parse_own(card->body);
	char day[CLOCK_DAY_SIZE];
	if (!json_get_text(tree, "since")) {
		clock_format_day(clock_now(), day);
		json_set_string(tree, "since", day);
		free(card->body);
		card->body = json_print(tree);
	}
	json_free(tree);
}

static int set_card(struct store *s, const char *person, enum user_state state, struct err *e)
{
	struct account directory;
	struct record card = {0};
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	int result = 0;
	if (record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card)) {
		card.audience = user_card_audience(state);
		if (state == USER_ACCEPTED)
			note_since(&card);
		result = record_write(s, &card, false, e);
		if (result == 0 && state == USER_ACCEPTED)
			result = open_school(s, &card, e);
	}
	record_free(&card);
	account_release(&directory);
	return result;
}

void user_end_step(struct json *profile)
{
	json_remove(profile, "step");
	json_remove(profile, "stepSince");
	json_remove(profile, "stepWho");
	json_remove(profile, "remindedAt");
}

static int set_profile(struct store *s, const char *person, enum user_state state, struct err *e)
{
	struct user u = {0};
	struct record r = {0};
	int result = 0;
	if (user_by_person(s, person, &u) && user_profile_record(s, &u, &r)) {
		struct json *tree = json_parse_own(r.body);
		char since[CLOCK_TEXT_SIZE];
		clock_format(clock_now(), since);
		json_set_string(tree, "state", user_state_code(state));
		user_end_step(tree);
		json_set_string(tree, "stateSince", since);
		free(r.body);
		r.body = json_print(tree);
		json_free(tree);
		result = record_write(s, &r, false, e);
	}
	record_free(&r);
	user_release(&u);
	return result;
}

static int set_login(struct store *s, const char *person, enum user_state state, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "UPDATE login SET state = ?2 WHERE person = ?1");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, state);
	return db_run(row, e);
}

int user_hide(struct store *s, const char *person, bool hidden, struct err *e)
{
	enum user_state state = hidden ? USER_HIDDEN : USER_ACCEPTED;
	return set_login(s, person, state, e) < 0 ? -1 : set_card(s, person, state, e);
}

int user_set_state(struct store *s, const char *person, enum user_state state, struct err *e)
{
	struct user u = {0};
	/* A pupil has no card to be seen, and is a teacher's to let in. */
	bool pupil = user_by_person(s, person, &u) && user_is_pupil(&u);
	user_release(&u);
	if (pupil)
		return err_set(e, ERR_FORBIDDEN, NULL);
	if (set_login(s, person, state, e) < 0 || set_card(s, person, state, e) < 0 || set_profile(s, person, state, e) < 0)
		return -1;
	return state == USER_CLOSED ? sign_in_end_others(s, person, 0, e) : 0;
}
