/* How I stand to somebody, read from contacts and followed people as they will be once the outbox has gone. */
#include "twinline/records/relation.h"

#include <stdlib.h>

#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/people.h"
#include "twinline/records/record.h"

static const char *const words[] = {
	[RELATION_NONE] = "", [RELATION_CONTACT] = N_("contact"), [RELATION_ASKED] = N_("asked"),
	[RELATION_ASKS_YOU] = N_("asks you"), [RELATION_FOLLOWED] = N_("followed"), [RELATION_BLOCKED] = N_("blocked"),
};
_Static_assert(ARRAY_SIZE(words) == RELATION_COUNT, "one word a relation");

const char *relation_word(enum relation relation)
{
	return words[relation];
}

/* --- reading --- */

enum { OF_ONE_MAX = 8 }; /* records about one person: the newest counts, the others are leftovers of refusals */

/* A record that the portal refused to make is not there for anybody else. */
static bool was_refused(struct store *s, int64_t local)
{
	struct outbox_entry entry = { 0 };
	int64_t making = outbox_of_record(s, local);
	bool refused = making && outbox_get(s, making, &entry) && entry.kind == OUTBOX_CREATE && entry.state == OUTBOX_REFUSED;

	outbox_entry_release(&entry);
	return refused;
}

/* The records of a type about a person that are there or will be; how many. */
static int records_about(struct store *s, const struct record_type *type, const char *person, int64_t locals[OF_ONE_MAX])
{
	const struct record_filter filter = { .field = "person", .equals = person };
	const struct record_query query = {
		.account = account_personal(s), .type = type, .filters = &filter, .filter_count = 1, .limit = OF_ONE_MAX,
	};
	int count = record_list(s, &query, locals, NULL, NULL, NULL), kept = 0;

	for (int i = 0; i < count; i++)
		if (!was_refused(s, locals[i]))
			locals[kept++] = locals[i];
	return kept;
}

static enum relation relation_of_state(const char *state)
{
	static const struct { const char *code; enum relation relation; } states[] = {
		{ "contact", RELATION_CONTACT }, { "asked", RELATION_ASKED }, { "asksYou", RELATION_ASKS_YOU }, { "blocked", RELATION_BLOCKED },
	};

	for (size_t i = 0; i < ARRAY_SIZE(states); i++)
		if (text_equal(state, states[i].code))
			return states[i].relation;
	return RELATION_NONE;
}

static enum relation relation_of_contact(struct store *s, int64_t local)
{
	struct record record = { 0 };
	enum relation relation = RELATION_NONE;

	if (record_by_local(s, local, &record)) {
		struct json *tree = record_tree(s, &record);

		relation = relation_of_state(json_get_text(tree, "state"));
		json_free(tree);
	}
	record_free(&record);
	return relation;
}

enum relation relation_to(struct store *s, const char *person, int64_t *contact, int64_t *follow)
{
	int64_t locals[OF_ONE_MAX], about = 0, followed;
	enum relation relation = RELATION_NONE;
	int count = records_about(s, &record_types[TYPE_Contact], person, locals);

	/* Beside one that was declined may stand the new request that has not left. */
	for (int i = 0; i < count && relation == RELATION_NONE; i++) {
		relation = relation_of_contact(s, locals[i]);
		about = locals[i];
	}
	followed = records_about(s, &record_types[TYPE_Follow], person, locals) > 0 ? locals[0] : 0;
	if (contact)
		*contact = about;
	if (follow)
		*follow = followed;
	return relation == RELATION_NONE && followed ? RELATION_FOLLOWED : relation;
}

static int64_t count_in(struct store *s, struct record_query *query, struct err *e)
{
	int64_t total = 0, first;

	query->limit = 1;
	query->total = true;
	return record_list(s, query, &first, NULL, &total, e) < 0 ? -1 : total;
}

int relation_list(struct store *s, const char *state, int64_t **locals, struct err *e)
{
	const struct record_filter filter = { .field = "state", .equals = state };
	struct record_query query = { .account = account_personal(s), .type = &record_types[TYPE_Contact], .filters = &filter, .filter_count = 1 };
	int64_t total = count_in(s, &query, e);
	int count;

	*locals = NULL;
	if (total <= 0)
		return (int)total;
	*locals = xcalloc((size_t)total, sizeof **locals);
	query.limit = (int)total;
	query.total = false;
	count = record_list(s, &query, *locals, NULL, NULL, e);
	if (count < 0) {
		free(*locals);
		*locals = NULL;
	}
	return count;
}

/* --- changing --- */

/* What is said with a request; each may be NULL. */
struct saying { const char *state, *text; const struct json *phrases; };

static int64_t create(struct store *s, const struct record_type *type, const char *person, const struct saying *said, struct err *e)
{
	int64_t account = account_personal(s), entry;
	struct json *object;

	if (!account)
		return err_set(e, ERR_SIGNED_OUT, NULL);
	object = json_new_object();
	json_set(object, "person", people_party(s, person));
	if (said->state)
		json_set_string(object, "state", said->state);
	if (said->text && *said->text)
		json_set_string(object, "text", said->text);
	if (said->phrases)
		json_set(object, "phrases", json_copy(said->phrases));
	entry = outbox_create(s, account, type, object, s->hold, e);
	json_free(object);
	return entry;
}

static int64_t set_state(struct store *s, int64_t contact, const char *state, struct err *e)
{
	struct json *patch = json_new_object();
	int64_t entry;

	json_set_string(patch, "state", state);
	entry = outbox_update_held(s, contact, patch, s->hold, e);
	json_free(patch);
	return entry;
}

int64_t relation_ask(struct store *s, const char *person, const char *text, struct err *e)
{
	return relation_ask_with(s, person, text, NULL, e);
}

int64_t relation_ask_with(struct store *s, const char *person, const char *text, const struct json *phrases, struct err *e)
{
	int64_t contact;

	switch (relation_to(s, person, &contact, NULL)) {
	case RELATION_ASKS_YOU:
		return relation_answer(s, person, true, e);
	case RELATION_CONTACT:
	case RELATION_ASKED:
		return 0;
	default:
		return create(s, &record_types[TYPE_Contact], person, &(struct saying){ "asked", text, phrases }, e);
	}
}

int64_t relation_answer(struct store *s, const char *person, bool accept, struct err *e)
{
	int64_t contact;

	if (relation_to(s, person, &contact, NULL) != RELATION_ASKS_YOU)
		return 0;
	return set_state(s, contact, accept ? "contact" : "declined", e);
}

int64_t relation_follow(struct store *s, const char *person, bool follow, struct err *e)
{
	int64_t followed;

	relation_to(s, person, NULL, &followed);
	if (follow == (followed != 0))
		return 0;
	return follow ? create(s, &record_types[TYPE_Follow], person, &(struct saying){ 0 }, e) : outbox_destroy_held(s, followed, s->hold, e);
}

int64_t relation_block(struct store *s, const char *person, struct err *e)
{
	int64_t contact;

	if (relation_to(s, person, &contact, NULL) == RELATION_BLOCKED)
		return 0;
	if (contact)
		return set_state(s, contact, "blocked", e);
	return create(s, &record_types[TYPE_Contact], person, &(struct saying){ .state = "blocked" }, e);
}

int64_t relation_end(struct store *s, const char *person, struct err *e)
{
	int64_t contact;

	relation_to(s, person, &contact, NULL);
	return contact ? outbox_destroy_held(s, contact, s->hold, e) : 0;
}
