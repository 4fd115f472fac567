/*
 * Registering oneself: a newcomer, who waits for validation. Whether the e-mail address is known makes no difference; who has it
 * already finds out by the letter.
 */
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "form.h"
#include "invited.h"
#include "password.h"
#include "policy.h"
#include "post.h"
#include "resource.h"
#include "school_copy.h"
#include "schools.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/outcome.h"
#include "user.h"
#include "validation.h"

enum { TEXT_MOST = 1000 }; /* bytes; the rows of the fields know better */

struct registration {
	const char *name, *email, *password, *language, *zone, *text;
	const char *op_id; /* NULL: the client does not ask again */
	const char *head_name, *head_email; /* NULL: nobody asks for them */
	const struct json *person, *school;
	const char *school_id; /* NULL: school is a new one */
	char hash[PASSWORD_HASH_SIZE];
	char id[RECORD_ID_LENGTH + 1]; /* of the card */
	bool sure;                     /* whoever is alike is somebody else */
	struct resembling people[LIKENESS_MOST], schools[LIKENESS_MOST];
	int people_count, schools_count;
};

/* --- what was filled in --- */

/* A text that fits its row of Profile; required or not. */
static const char *profile_text(const struct json *form, const char *name, const char *field, bool required, struct refusal *why)
{
	const char *text = form_text(form, name, required, TEXT_MOST, why);
	struct err e = {0};
	if (text && field_check(field_find(&record_types[TYPE_Profile], field), json_get(form, name), &e) < 0) {
		field_errors_add(&why->fields, NULL, name, &e);
		text = NULL;
	}
	return text;
}

/* An object that clients could create a record from; its wrong fields are called "person/name". */
static const struct json *record_of(const struct json *form, const char *name, enum record_type_index type, struct refusal *why)
{
	const struct json *object = json_get(form, name);
	struct field_errors errors = {0};
	if (!json_is_object(object)) {
		form_wrong(why, name, object ? ERR_FIELD_TYPE : ERR_FIELD_REQUIRED, object ? "{}" : NULL);
		return NULL;
	}
	record_validate(&record_types[type], object, NULL, VALIDATE_CREATE, &errors);
	for (size_t i = 0; i < errors.count; i++) {
		char *path = xasprintf("%s/%s", name, errors.at[i].name);
		field_errors_add(&why->fields, NULL, path, &errors.at[i].error);
		free(path);
	}
	field_errors_release(&errors);
	return object;
}

/* Where the head of the school is asked first, somebody has to say who that is. */
static void read_head(const struct json *form, struct registration *r, struct refusal *why)
{
	const struct json *head = json_get(form, "head");
	const char *name = json_get_text(head, "name"), *email = json_get_text(head, "email");
	struct err e = {0};
	if (!name || !*name)
		form_wrong(why, "head/name", ERR_FIELD_REQUIRED, NULL);
	else if (field_check(field_find(&record_types[TYPE_Person], "name"), json_get(head, "name"), &e) < 0)
		field_errors_add(&why->fields, NULL, "head/name", &e);
	if (!email || !*email)
		form_wrong(why, "head/email", ERR_FIELD_REQUIRED, NULL);
	else if (field_check(field_find(&record_types[TYPE_Profile], "email"), json_get(head, "email"), &e) < 0)
		field_errors_add(&why->fields, NULL, "head/email", &e);
	else if (text_equal(email, r->email))
		form_wrong(why, "head/email", ERR_FIELD_TWICE, email);
	r->head_name = name;
	r->head_email = email;
}

static void read_registration(const struct json *form, bool asks_head, struct registration *r, struct refusal *why)
{
	r->name = profile_text(form, "name", "userName", true, why);
	r->email = profile_text(form, "email", "email", true, why);
	r->password = form_text(form, "password", PASSWORD_LEAST, PASSWORD_MOST, why);
	r->language = profile_text(form, "language", "interfaceLanguage", false, why);
	r->zone = profile_text(form, "timeZone", "timeZone", false, why);
	r->text = profile_text(form, "text", "answer", false, why);
	r->op_id = form_text(form, "opId", 0, OP_ID_LENGTH, why);
	if (r->op_id && strlen(r->op_id) < OP_ID_LENGTH)
		form_wrong(why, "opId", ERR_FIELD_TOO_SHORT, "32");
	r->sure = json_get_bool(form, "sure", false);
	r->person = record_of(form, "person", TYPE_Person, why);
	if (asks_head)
		read_head(form, r, why);
	r->school_id = json_get_text(json_get(form, "school"), "id");
	if (!r->school_id)
		r->school = record_of(form, "school", TYPE_School, why);
}

/* --- writing, in a transaction of the writer --- */

/* The school that was named, where everybody may see it: r, to be freed. */
static int find_school(struct store *s, int64_t directory, const struct registration *reg, struct record *r, struct refusal *why)
{
	if (record_by_id(s, directory, &record_types[TYPE_School], reg->school_id, r) && r->audience & AUDIENCE_PUBLIC)
		return 0;
	record_free(r);
	return form_wrong(why, "school/id", ERR_FIELD_REFERENCE, reg->school_id);
}

static int make_school(struct store *s, int64_t directory, const struct registration *reg, struct record *r, struct refusal *why)
{
	return school_add(s, directory, reg->school, r, &why->cause);
}

/* What the card says of the school is the school's; the day of registering is one of a sign-in. */
static struct json *card_of(const struct registration *reg, const struct record *school)
{
	struct json *card = json_copy(reg->person), *tree = json_parse_own(school->body);
	char day[CLOCK_DAY_SIZE];
	school_copy(card, school->id, tree);
	json_free(tree);
	clock_format_day(clock_now(), day);
	json_set_string(card, "activeAt", day);
	return card;
}

static int add_user(struct portal *p, struct registration *reg, const struct json *card, struct refusal *why)
{
	struct json *profile = json_new_object();
	struct user_new fresh = {
		.name = reg->name,
		.password_hash = reg->hash,
		.person = reg->id,
		.card = card,
		.profile = profile,
		.state = USER_WAITING,
		.state_since = clock_now(),
	};
	if (reg->language)
		json_set_string(profile, "interfaceLanguage", reg->language);
	if (reg->zone)
		json_set_string(profile, "timeZone", reg->zone);
	if (reg->text)
		json_set_string(profile, "answer", reg->text);
	int result = address_want(p, reg->id, profile, reg->email, &why->cause);
	if (result == 0)
		result = user_add(&p->writer, &fresh, NULL, &why->cause);
	/* Where no letters are sent, the address counts at once. */
	if (result == 0)
		result = invited_arrive(p, reg->id, json_get_text(profile, "email"), &why->cause);
	json_free(profile);
	const struct validation_new v = {
		.head_name = reg->head_name, .head_email = reg->head_email, .alike = reg->people, .alike_count = reg->people_count,
		.schools = reg->schools, .school_count = reg->schools_count,
	};
	return result == 0 ? validation_begin(p, &p->writer, reg->id, &v, &why->cause) : -1;
}

/* --- asked again: the answer may have been lost on its way --- */

static int keep_outcome(struct store *s, const struct account *directory, const struct registration *reg, struct err *e)
{
	return reg->op_id ? outcome_keep(s, directory->local, reg->name, reg->op_id, "{}", clock_now(), e) : 0;
}

/* True if this very form was taken before. With another name or password than then it is another one. */
static bool is_done(struct store *s, const struct registration *reg)
{
	struct account directory;
	struct user u;
	if (!reg->op_id || !reg->name || !reg->password || !account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return false;
	char *outcome = outcome_find(s, directory.local, reg->name, reg->op_id);
	bool is = outcome && user_by_name(s, reg->name, &u);
	if (is) {
		is = u.password_hash && crypto_password_check(u.password_hash, reg->password);
		user_release(&u);
	}
	free(outcome);
	account_release(&directory);
	return is;
}

static int write_all(struct portal *p, struct registration *reg, struct refusal *why)
{
	struct store *s = &p->writer;
	struct account directory;
	struct record school = {0};
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(&why->cause, ERR_NOT_FOUND, NULL);
	int result = (reg->school_id ? find_school : make_school)(s, directory.local, reg, &school, why);
	if (result == 0) {
		struct json *card = card_of(reg, &school);
		result = add_user(p, reg, card, why);
		json_free(card);
	}
	if (result == 0)
		result = keep_outcome(s, &directory, reg, &why->cause);
	record_free(&school);
	account_release(&directory);
	return result;
}

static int check_name(struct store *s, const struct registration *reg, struct refusal *why)
{
	struct user there;
	if (!user_by_name(s, reg->name, &there))
		return 0;
	user_release(&there);
	return form_wrong(why, "name", ERR_EXISTS, reg->name);
}

static int register_person(struct worker *w, struct registration *reg, struct refusal *why)
{
	if (check_name(&w->reader, reg, why) < 0 || password_hash(reg->password, reg->hash, &why->cause) < 0)
		return -1;
	random_id(NULL, reg->id);
	struct store *s = worker_write(w);
	int result = -1;
	/* Looked for again: somebody may have been faster. */
	if (db_begin(s->db, &why->cause) == 0 && check_name(s, reg, why) == 0 && write_all(w->portal, reg, why) == 0)
		result = db_commit(s->db, &why->cause);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* --- whom and what it resembles --- */

/* Names and town of the school, and its country; from the form, or from its page (yours, borrowed by l). */
static struct json *read_school(struct store *s, const struct registration *reg, struct likeness *l)
{
	struct account directory;
	struct record r = {0};
	struct json *page = NULL;
	if (reg->school) {
		page = json_copy(reg->school);
	} else if (account_by_kind(s, ACCOUNT_DIRECTORY, &directory)) {
		if (record_by_id(s, directory.local, &record_types[TYPE_School], reg->school_id, &r))
			page = json_parse_own(r.body);
		account_release(&directory);
	}
	record_free(&r);
	l->school_name = json_get_text(page, "name");
	l->town = json_get_text(page, "town");
	l->country = json_get_text(page, "country");
	return page;
}

static int find_alike(struct worker *w, struct registration *reg, struct err *e)
{
	struct likeness l = {.name = json_get_text(reg->person, "name"), .school = reg->school_id, .email = reg->email};
	struct json *page = read_school(&w->reader, reg, &l);
	reg->people_count = likeness_people(&w->reader, &l, reg->people, e);
	if (reg->school && reg->people_count >= 0) {
		l.name = l.school_name;
		l.sees = AUDIENCE_PUBLIC;
		reg->schools_count = likeness_schools(&w->reader, &l, reg->schools, e);
	}
	json_free(page);
	return reg->people_count < 0 || reg->schools_count < 0 ? -1 : 0;
}

/*
 * True if a name and the school, or its town, are those of somebody whom others see. An address that is known is never told: whoever has it
 * would learn of it by the letter.
 */
static bool is_known(struct store *s, const struct registration *reg)
{
	struct account directory;
	bool known = false;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return false;
	for (int i = 0; i < reg->people_count && !known; i++) {
		struct record card = {0};
		known = reg->people[i].agree & LIKENESS_NAME && reg->people[i].agree & (LIKENESS_TOWN | LIKENESS_SCHOOL) &&
		        record_by_id(s, directory.local, &record_types[TYPE_Person], reg->people[i].id, &card) &&
		        card.audience & AUDIENCE_SIGNED_IN;
		record_free(&card);
	}
	account_release(&directory);
	return known;
}

/* {"alike": {"person": true, "schools": [...]}}: nothing is registered so far. False if nobody and nothing is alike. */
static bool answer_alike(struct worker *w, const struct registration *reg, struct response *x)
{
	struct json *alike = json_new_object();
	if (is_known(&w->reader, reg))
		json_set_bool(alike, "person", true);
	if (reg->schools_count)
		json_set(alike, "schools", schools_of(&w->reader, reg->schools, reg->schools_count));
	bool is = json_size(alike) > 0;
	struct json *document = json_new_object();
	json_set(document, "alike", alike);
	if (is)
		response_json(x, 200, document);
	else
		json_free(document);
	return is;
}

/* --- the resource --- */

static int check_share(struct worker *w, const char *address, struct err *e)
{
	if (!w->portal->registers)
		return err_set(e, ERR_REGISTRATION_CLOSED, NULL);
	int seconds = guard_take(&w->portal->guard, GUARD_FORM, address, clock_monotonic_ms());
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

/* Who registers others, or the same one again and again, fills a stranger's letterbox. */
static int check_letterbox(struct worker *w, const char *email, struct err *e)
{
	char *small = user_sign_in_name(email);
	int seconds = guard_take(&w->portal->guard, GUARD_LETTER, small, clock_monotonic_ms());
	free(small);
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

void resource_register(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	struct registration reg = {0};
	struct json *form = NULL;
	(void)v;
	if (check_share(w, q->address, &why.cause) == 0 && (form = form_read(q, &why.cause)))
		read_registration(form, policy_get(&w->reader, POLICY_VALIDATION) == WAY_HEAD && w->portal->post, &reg, &why);
	bool is_again = form_is_right(&why) && is_done(&w->reader, &reg);
	bool is_free = form_is_right(&why) && !is_again && check_name(&w->reader, &reg, &why) == 0 && find_alike(w, &reg, &why.cause) == 0;
	if (is_again)
		form_answer_by(w, x);
	else if (is_free && !reg.sure && answer_alike(w, &reg, x))
		is_free = false;
	else if (is_free && check_letterbox(w, reg.email, &why.cause) == 0 &&
	         (register_person(w, &reg, &why) == 0 || is_done(&w->reader, &reg)))
		form_answer_by(w, x);
	else
		form_refuse(x, &why);
	form_free(form);
	refusal_release(&why);
}
