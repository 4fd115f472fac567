/* What a run will do, drawn from its seed alone. */
#include "plan.h"

#include <string.h>

#include "twinline/base/json.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"

enum { STEP_OPS_MOST = 6, STRIKE_US = 24000, WORK_US = 24000, LONG_TEXT = 2500 };

static const char *const fault_names[] = {
	[FAULT_NONE] = "nothing", [FAULT_CUT_UP] = "cut up", [FAULT_CUT_DOWN] = "cut down", [FAULT_OFFLINE] = "offline",
	[FAULT_STALL] = "stall", [FAULT_TIME_OUT] = "time-out", [FAULT_NO_ANSWER] = "no answer", [FAULT_WEATHER] = "weather",
	[FAULT_REPEAT] = "repeat", [FAULT_DOUBLE] = "double", [FAULT_LATE] = "late", [FAULT_CAPTIVE] = "captive portal",
	[FAULT_FILTER] = "filter", [FAULT_PROXY] = "407", [FAULT_BUSY] = "503", [FAULT_BAD_GATEWAY] = "502",
	[FAULT_SIGNED_OUT] = "signed out",
	[FAULT_KILL_ENGINE] = "kill engine", [FAULT_KILL_PORTAL] = "kill portal", [FAULT_KILL_WRITER] = "kill writer",
	[FAULT_PACKET] = "packet", [FAULT_CERTIFICATE] = "certificate", [FAULT_DISK_CLIENT] = "client's disk full",
	[FAULT_DISK_PORTAL] = "portal's disk full", [FAULT_CLOCK_CLIENT] = "clients' clock", [FAULT_CLOCK_PORTAL] = "portal's clock",
};
_Static_assert(sizeof fault_names / sizeof fault_names[0] == FAULTS, "one name a fault");

static const char *const family_names[] = {
	[LETTER] = "letter", [EVENT] = "event", [WORD] = "word on an event", [SEARCH] = "saved search", [CARD] = "card",
	[CONTACT] = "contact",
};
static const char *const verb_names[] = { [CREATE] = "create", [PATCH] = "patch", [DESTROY] = "destroy" };

/* What can be patched, as often as it stands here. */
static const struct { enum family family; const char *fields[2]; } patched[] = {
	{ LETTER, { "laterUntil", "laterUntil" } }, { EVENT, { "about", "notes" } }, { WORD, { "text", "remindBefore" } },
	{ SEARCH, { "title", "title" } }, { CARD, { "about", "looksFor" } },
};

const char *fault_name(enum fault fault)
{
	return fault_names[fault];
}

/* --- drawing --- */

static int below(struct random *r, int n)
{
	return (int)random_below(r, (uint64_t)n);
}

static int add_thing(struct plan *p, enum family family, int owner, int event)
{
	struct thing *t = &p->things[p->thing_count];
	*t = (struct thing){ .family = family, .owner = owner, .event = event };
	snprintf(t->needle, sizeof t->needle, "No-%04d-", p->thing_count);
	return p->thing_count++;
}

static struct op *add_op(struct plan *p, int client, int thing, enum verb verb)
{
	p->ops[p->op_count] = (struct op){ .client = client, .thing = thing, .verb = verb };
	return &p->ops[p->op_count++];
}

static bool is_there(const struct plan *p, int client, int thing)
{
	for (int i = 0; i < p->op_count; i++)
		if (p->ops[i].thing == thing && p->ops[i].client == client && p->ops[i].verb == DESTROY)
			return false;
	/* A letter is there for both, everything else for who made it. */
	return p->things[thing].owner == client || p->things[thing].family == LETTER;
}

static void add_create(struct plan *p, struct random *r, int client, int *words)
{
	static const enum family often[] = { LETTER, LETTER, LETTER, LETTER, EVENT, SEARCH, WORD };
	enum family family = often[below(r, (int)(sizeof often / sizeof often[0]))];
	/* A person says one word on an event: of two computers each has half of them. */
	int most = p->layout == LAYOUT_ONE ? PLAN_EVENTS / 2 : PLAN_EVENTS, first = p->layout == LAYOUT_ONE ? client * most : 0;
	if (family == WORD && words[client] == most)
		family = LETTER;
	int thing = add_thing(p, family, client, family == WORD ? first + words[client]++ : 0);
	p->things[thing].is_answer = family == LETTER && below(r, 2) == 0;
	if (family == LETTER && below(r, 8) == 0)
		p->things[thing].file = 1 + below(r, PLAN_FILE_MOST);
	add_op(p, client, thing, CREATE);
}

/* A patch of something that is there, if the draw finds one: new things more often than old ones. */
static void add_patch(struct plan *p, struct random *r, int client)
{
	int back = 1 + below(r, p->thing_count < 8 ? p->thing_count : 8), thing = p->thing_count - back;
	enum family family = p->things[thing].family;
	if (!is_there(p, client, thing) || family == CONTACT)
		return;
	const char *field = NULL;
	for (size_t i = 0; i < sizeof patched / sizeof patched[0]; i++)
		if (patched[i].family == family)
			field = patched[i].fields[below(r, 2)];
	add_op(p, client, thing, PATCH)->field = field;
}

static void add_destroy(struct plan *p, struct random *r, int client)
{
	int thing = below(r, p->thing_count);
	enum family family = p->things[thing].family;
	if (is_there(p, client, thing) && (family == LETTER || family == EVENT || family == SEARCH))
		add_op(p, client, thing, DESTROY);
}

/* One asks the other for contact, early in the run, who says yes to it late, once each. */
static void add_contact(struct plan *p, struct random *r, int writes)
{
	int contact = -1;
	bool is_answered = false;
	for (int i = 0; i < p->op_count; i++)
		if (p->things[p->ops[i].thing].family == CONTACT) {
			contact = p->ops[i].thing;
			is_answered = is_answered || p->ops[i].verb == PATCH;
		}
	int asks = below(r, PLAN_CLIENTS);
	if (p->layout == LAYOUT_ONE)
		return;
	if (contact < 0 && p->op_count >= writes / 5)
		add_op(p, asks, add_thing(p, CONTACT, asks, 0), CREATE);
	else if (contact >= 0 && !is_answered && p->op_count >= writes * 4 / 5)
		add_op(p, 1 - p->things[contact].owner, contact, PATCH)->field = "state";
}

static void add_write(struct plan *p, struct random *r, int client, int *words)
{
	int what = below(r, 10);
	if (what < 5)
		add_create(p, r, client, words);
	else if (what < 9)
		add_patch(p, r, client);
	else
		add_destroy(p, r, client);
}

static void add_step(struct plan *p, struct random *r, int first)
{
	struct op *op = &p->ops[first];
	const struct thing *t = &p->things[op->thing];
	op->by_command = p->op_count == first + 1 && op->verb == CREATE && t->family == LETTER && t->file == 0;
	struct step *s = &p->steps[p->step_count++];
	*s = (struct step){
		.client = p->ops[first].client, .first = first, .count = p->op_count - first,
		.fault = (enum fault)below(r, FAULTS), .draw = random_next(r), .strike_us = below(r, STRIKE_US),
		.work_us = below(r, WORK_US), .lifts = below(r, 3) > 0,
	};
	/* Where nothing can be written or sent, little would be seen of what is; and no portal starts on a full disk. */
	s->lifts = s->lifts || s->fault == FAULT_DISK_CLIENT || s->fault == FAULT_DISK_PORTAL || s->fault == FAULT_SIGNED_OUT;
}

void plan_make(struct plan *p, uint64_t seed, int writes)
{
	struct random r;
	int words[PLAN_CLIENTS] = { 0 };
	*p = (struct plan){ .seed = seed };
	random_seed(&r, seed);
	p->hold = below(&r, 2) ? 30 : 0;
	p->is_slow = below(&r, 3) == 0;
	p->layout = below(&r, 4) == 0 ? LAYOUT_TLS : below(&r, 3) == 0 ? LAYOUT_ONE : LAYOUT_PLAIN;
	for (int i = 0; i < (p->layout == LAYOUT_ONE ? 1 : PLAN_CLIENTS); i++)
		add_thing(p, CARD, i, 0);
	while (p->op_count < writes) {
		int first = p->op_count, client = below(&r, PLAN_CLIENTS), count = 1 + below(&r, STEP_OPS_MOST);
		add_contact(p, &r, writes);
		for (int i = 0; i < count && p->op_count < writes && (p->op_count == first || p->ops[first].client == client); i++)
			add_write(p, &r, client, words);
		if (p->op_count > first)
			add_step(p, &r, first);
	}
}

/* --- what is written --- */

struct json *plan_value(const struct plan *p, int op, char text[64])
{
	const char *field = p->ops[op].field;
	if (strcmp(field, "remindBefore") == 0) {
		snprintf(text, 64, "%d", op + 1);
		return json_new_integer(op + 1);
	}
	if (strcmp(field, "state") == 0)
		snprintf(text, 64, "contact");
	else if (strcmp(field, "laterUntil") == 0)
		snprintf(text, 64, "20%02d-%02d-%02d", 27 + op / 336, 1 + op / 28 % 12, 1 + op % 28);
	else
		snprintf(text, 64, "Change %d: \"να\" \\ %s", op, p->things[p->ops[op].thing].needle);
	return json_new_string(text);
}

const char *plan_text(const struct plan *p, int op)
{
	static char text[LONG_TEXT + 200];
	const char *needle = p->things[p->ops[op].thing].needle;
	size_t len = (size_t)snprintf(text, sizeof text, "%s Dear colleague,\n\nthis is said once. Σας περιμένουμε!\n", needle);
	/* Every fifth one is long, and no two lines of it are alike. */
	for (int i = 0; op % 5 == 0 && len < LONG_TEXT; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "%d. We measure at %d:%02d.\n", i, (op * 7 + i) % 24, i * 13 % 60);
	while (text[len - 1] == '\n')
		text[--len] = '\0';
	return text;
}

const char *plan_file(const struct plan *p, int op)
{
	static char bytes[PLAN_FILE_MOST];
	struct random r;
	random_seed(&r, p->seed + (uint64_t)op);
	for (size_t i = 0; i < sizeof bytes; i += sizeof(uint64_t)) {
		uint64_t word = random_next(&r) & 0x0f0f0f0f0f0f0f0f; /* that can be packed, by half */
		memcpy(bytes + i, &word, sizeof word);
	}
	return bytes;
}

/* --- showing it --- */

void plan_print(const struct plan *p, FILE *to)
{
	static const char *const statuses[] = { "planned", "skipped", "refused", "typed", "stored" };
	static const char *const layouts[] = { "two people", "two people, over TLS", "one person at two computers" };
	fprintf(to, "plan of seed %llu: %s; held for %d s%s\n", (unsigned long long)p->seed, layouts[p->layout], p->hold,
	        p->is_slow ? ", slow line" : "");
	for (int i = 0; i < p->step_count; i++) {
		const struct step *s = &p->steps[i];
		fprintf(to, "step %d: %s (%llu) after %d us%s, then %d us\n", i, fault_name(s->fault), (unsigned long long)s->draw,
		        s->strike_us, s->lifts ? "" : ", stays", s->work_us);
		for (int n = s->first; n < s->first + s->count; n++) {
			const struct op *op = &p->ops[n];
			const struct thing *t = &p->things[op->thing];
			fprintf(to, "  op %d: client %d: %s %s %s %s%s: %s\n", n, op->client, verb_names[op->verb], family_names[t->family],
			        t->needle, op->field ? op->field : t->file && op->verb == CREATE ? "with a file" : "",
			        op->by_command ? "by command" : "", statuses[op->status]);
		}
	}
}
