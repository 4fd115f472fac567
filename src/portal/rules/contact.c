/*
 * Contacts: one record on each side, kept alike. Asking makes them, both have to want it, either may end it; and nobody is told that
 * they are blocked: to the one who is, it looks as if the other had not answered.
 */
#include <stdlib.h>
#include <string.h>

#include "rule.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum {
	ASK_AGAIN_DAYS = 30, /* after a no */
	ASKED_MOST = 50,     /* within a day, and not answered yet: nobody collects contacts */
	LETTERS_MOST = 20    /* that ask one person within a day, those taken back too */
};

/* What the owner of a record may make of it; anything else is refused. */
static const struct { const char *from, *to; } moves[] = {
	{"asksYou", "contact"}, {"asksYou", "declined"}, {"asksYou", "blocked"},
	{"asked", "blocked"},   {"contact", "blocked"},  {"declined", "blocked"},
};

/* One of the two records: whose account it lies in, and whom it is about. Local 0 and no state where there is none. */
struct side {
	int64_t account;
	const char *person;
	struct json *card; /* of that person */
	struct record record;
	struct json *body;
	const char *state;
};

struct pair { struct side mine, theirs; };

static void open_side(const struct write *w, struct side *x)
{
	x->card = rule_card(w, x->person);
	if (x->account && rule_find_by(w, x->account, TYPE_Contact, "person", x->person, &x->record)) {
		x->body = json_parse_own(x->record.body);
		x->state = json_get_text(x->body, "state");
	}
}

/* person is borrowed until close_pair. */
static void open_pair(const struct write *w, const char *person, struct pair *p)
{
	*p = (struct pair){
		.mine = {.account = w->viewer->user.account, .person = person},
		.theirs = {.account = rule_account(w, person), .person = w->viewer->user.person},
	};
	open_side(w, &p->mine);
	open_side(w, &p->theirs);
}

static void close_side(struct side *x)
{
	record_free(&x->record);
	json_free(x->body);
	json_free(x->card);
}

static void close_pair(struct pair *p)
{
	close_side(&p->mine);
	close_side(&p->theirs);
}

static bool is_in(const struct side *x, const char *state)
{
	return text_equal(x->state, state);
}

static int refuse_state(const struct pair *p, struct refusal *why)
{
	return rule_refuse_state(why, json_get_text(p->mine.card, "name"), p->mine.state);
}

/* --- writing --- */

/* Puts what the card says now, and a state, into a contact. */
static void set_state(const struct write *w, const struct side *x, struct json *body, const char *state)
{
	const struct json *school = json_get(x->card, "school");
	json_set(body, "person", rule_party(x->person, x->card));
	if (school)
		json_set(body, "school", json_copy(school));
	else
		json_remove(body, "school");
	json_set_string(body, "state", state);
	rule_set_now(w, body, "since");
}

/* said: what was said with the request, "text" and "phrases"; NULL: what was said before. */
static int write_side(const struct write *w, struct side *x, const char *state, const struct json *said, struct refusal *why)
{
	struct json *body = x->body ? json_copy(x->body) : json_new_object();
	x->record.account = x->account;
	x->record.type = &record_types[TYPE_Contact];
	set_state(w, x, body, state);
	if (json_get(said, "text"))
		json_set(body, "text", json_copy(json_get(said, "text")));
	if (json_get(said, "phrases"))
		json_set(body, "phrases", json_copy(json_get(said, "phrases")));
	return rule_write(w, &x->record, body, true, why);
}

/* Closes the question that the other one has asked. mine_only: they are not to see it. */
static int settle_theirs(const struct write *w, const struct pair *p, const char *answer, bool mine_only, struct refusal *why)
{
	const struct question q = {
		.kind = "contactRequest", .from = p->mine.person, .to = p->theirs.person, .mine_only = mine_only,
	};
	return message_settle(w, &q, answer, why);
}

static int settle_mine(const struct write *w, const struct pair *p, const char *answer, struct refusal *why)
{
	const struct question q = {.kind = "contactRequest", .from = p->theirs.person, .to = p->mine.person};
	return message_settle(w, &q, answer, why);
}

/* --- asking --- */

/* True if it was the one who asks now that said no before: they may think better of it at any time. */
static bool has_declined(const struct write *w, const struct pair *p)
{
	const struct record_filter filters[] = {
		{.field = "kind", .equals = "contactRequest"},
		{.field = "from", .equals = p->mine.person},
		{.field = "answer", .equals = "declined"},
	};
	struct record r;
	bool has = rule_find(w, p->mine.account, TYPE_Message, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	return has;
}

/* The record of whoever said no tells it too: whoever asked may have thrown theirs away. */
static bool is_too_soon(const struct write *w, const struct pair *p)
{
	const struct side *no = is_in(&p->mine, "declined") ? &p->mine : &p->theirs;
	int64_t since = 0;
	rule_get_time(no->body, "since", &since);
	return is_in(no, "declined") && since + (int64_t)ASK_AGAIN_DAYS * PORTAL_DAY > w->now && !has_declined(w, p);
}

/* Who asks, takes it back and asks again fills somebody's inbox. */
static int check_letters(const struct write *w, const struct pair *p, struct refusal *why)
{
	const struct record_filter filters[] = {
		{.field = "kind", .equals = "contactRequest"}, {.field = "from", .equals = w->viewer->user.person},
	};
	const struct measure day = {
		.type = TYPE_Message, .account = p->theirs.account, .filters = filters, .count = ARRAY_SIZE(filters), .most = LETTERS_MOST,
	};
	return rule_check_day(w, &day, why);
}

static int ask(const struct write *w, struct pair *p, const struct json *said, struct refusal *why)
{
	bool available = json_get_bool(p->mine.card, "available", false) || rule_are_fellows(w, p->mine.person);
	const struct record_filter asked = {.field = "state", .equals = "asked"};
	const struct measure day = {.type = TYPE_Contact, .filters = &asked, .count = 1, .most = ASKED_MOST};
	if (!available || is_too_soon(w, p))
		return rule_refuse(why, ERR_NOT_AVAILABLE, json_get_text(p->mine.card, "name"));
	if (rule_check_day(w, &day, why) < 0 || check_letters(w, p, why) < 0)
		return -1;
	if (write_side(w, &p->mine, "asked", said, why) < 0)
		return -1;
	if (!is_in(&p->theirs, "blocked") && write_side(w, &p->theirs, "asksYou", said, why) < 0)
		return -1;
	if (message_ask_saying(w, "contactRequest", p->mine.person, said, why) < 0)
		return -1;
	const struct notice n = {.kind = "contactRequest", .about = TYPE_Contact, .id = p->theirs.record.id};
	return rule_notify(w, p->mine.person, &n, why);
}

/* --- answering --- */

/* The other side of a yes or no. */
static int tell(const struct write *w, struct pair *p, bool accept, struct refusal *why)
{
	if (!p->theirs.account || is_in(&p->theirs, "blocked") || (!p->theirs.record.local && !accept))
		return 0;
	if (write_side(w, &p->theirs, accept ? "contact" : "declined", NULL, why) < 0)
		return -1;
	const struct notice n = {.kind = "contactAccepted", .about = TYPE_Contact, .id = p->theirs.record.id};
	return accept ? rule_notify(w, p->mine.person, &n, why) : 0;
}

/* Whoever asks wants it: a yes to that is enough, however the records stand by now. A no where nothing is open changes nothing. */
static int answer(const struct write *w, struct pair *p, bool accept, struct refusal *why)
{
	if (is_in(&p->mine, "blocked"))
		return refuse_state(p, why);
	if (is_in(&p->mine, "contact") || (!accept && !is_in(&p->mine, "asksYou")))
		return 0;
	return write_side(w, &p->mine, accept ? "contact" : "declined", NULL, why) < 0 ? -1 : tell(w, p, accept, why);
}

int contact_answer(const struct write *w, const char *person, bool accept, struct refusal *why)
{
	struct pair p;
	open_pair(w, person, &p);
	int result = answer(w, &p, accept, why);
	close_pair(&p);
	return result;
}

/* --- the rules --- */

static int block(const struct write *w, struct pair *p, struct refusal *why)
{
	return write_side(w, &p->mine, "blocked", NULL, why) < 0 ? -1 : settle_theirs(w, p, "declined", true, why);
}

static int create_of(const struct write *w, struct pair *p, const struct json *body, struct refusal *why)
{
	const char *wanted = json_get_text(body, "state");
	if (text_equal(wanted, "blocked"))
		return is_in(&p->mine, "blocked") ? 0 : block(w, p, why);
	if (wanted && strcmp(wanted, "asked") != 0)
		return refuse_field(why, w->type, "state", ERR_FIELD_CODE, wanted);
	if (is_in(&p->mine, "blocked"))
		return refuse_state(p, why);
	if (is_in(&p->mine, "asked") || is_in(&p->mine, "contact"))
		return 0;
	if (!is_in(&p->mine, "asksYou"))
		return ask(w, p, body, why);
	return answer(w, p, true, why) < 0 ? -1 : settle_theirs(w, p, "accepted", false, why);
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const char *person = json_get_text(json_get(body, "person"), "id");
	struct pair p;
	if (rule_check_validated(w, why) < 0 || rule_check_phrases(w, body, why) < 0)
		return -1;
	if (rule_is_me(w, person))
		return refuse_field(why, w->type, "person", ERR_FIELD_REFERENCE, person);
	open_pair(w, person, &p);
	int result = create_of(w, &p, body, why);
	if (result == 0) {
		*r = p.mine.record;
		p.mine.record = (struct record){0};
	}
	close_pair(&p);
	return result;
}

static bool may_move(const char *from, const char *to)
{
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (text_equal(from, moves[i].from) && text_equal(to, moves[i].to))
			return true;
	return false;
}

static int move(const struct write *w, struct pair *p, struct json *body, struct refusal *why)
{
	const char *state = json_get_text(body, "state");
	bool yes = text_equal(state, "contact"), blocks = text_equal(state, "blocked");
	if (!may_move(p->mine.state, state))
		return refuse_state(p, why);
	set_state(w, &p->mine, body, yes ? "contact" : blocks ? "blocked" : "declined");
	if (blocks)
		return settle_theirs(w, p, "declined", true, why);
	return tell(w, p, yes, why) < 0 ? -1 : settle_theirs(w, p, yes ? "accepted" : "declined", false, why);
}

/* The person of a contact, which is immutable; yours. */
static char *person_of(const struct record *r)
{
	struct json *body = json_parse_own(r->body);
	char *person = xstrdup(json_get_text(json_get(body, "person"), "id"));
	json_free(body);
	return person;
}

static int update(const struct write *w, const struct record *before, struct json *body, struct refusal *why)
{
	char *person = person_of(before);
	struct pair p;
	open_pair(w, person, &p);
	int result = is_in(&p.mine, json_get_text(body, "state")) ? 0 : move(w, &p, body, why);
	close_pair(&p);
	free(person);
	return result;
}

/*
 * A request is taken back, a contact ended, a block lifted: on both sides, but for a block that the other one has set, and a no, which
 * is theirs for as long as it holds.
 */
static int end(const struct write *w, struct pair *p, struct refusal *why)
{
	if (settle_mine(w, p, "withdrawn", why) < 0 || settle_theirs(w, p, "declined", is_in(&p->mine, "blocked"), why) < 0)
		return -1;
	bool is_their_no = is_in(&p->theirs, "declined") && !has_declined(w, p);
	if (!p->theirs.record.local || is_in(&p->theirs, "blocked") || is_their_no)
		return 0;
	return record_destroy(w->s, &p->theirs.record, &why->cause);
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	char *person = person_of(r);
	struct pair p;
	open_pair(w, person, &p);
	int result = end(w, &p, why) < 0 ? -1 : record_destroy(w->s, r, &why->cause);
	close_pair(&p);
	free(person);
	return result;
}

const struct rules rules_contact = {.create = create, .update = update, .destroy = destroy};
