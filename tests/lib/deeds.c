/* Changes and looks through the API, told as a word each. */
#include "lib/deeds.h"

#include "lib/suite.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

struct deeds deeds_of(struct portal_fixture *f, const struct teacher *t, const char *account, const char *type)
{
	return (struct deeds){.f = f, .t = t, .account = account, .type = type};
}

static struct json *call(const struct deeds *d, const char *verb, const char *arguments)
{
	char *method = xasprintf("%s/%s", d->type, verb);
	struct json *response = portal_call(d->f, d->t, method, "{\"accountId\":\"%s\"%s%s}", d->account, *arguments ? "," : "", arguments);
	free(method);
	return response;
}

/* NULL, or what is wrong with the one thing that was asked for. */
static const char *outcome(const struct json *response, const char *refused)
{
	static char said[120];
	const struct json *error = json_get(response, "type") ? response : json_first(json_get(response, refused));
	const struct json *field = json_first(json_get(error, "errors"));
	const char *type = json_get_text(error, "type");
	if (!error)
		return NULL;
	if (text_equal(type, "invalidProperties") && field)
		snprintf(said, sizeof said, "%s: %s", json_key(field), json_get_text(field, "type"));
	else
		snprintf(said, sizeof said, "%s", type);
	return said;
}

static char *arguments_of(const char *format, va_list list)
{
	struct str text = {0};
	str_vaddf(&text, format, list);
	return str_detach(&text);
}

const char *deeds_make(const struct deeds *d, char **made, const char *members, ...)
{
	va_list list;
	va_start(list, members);
	char *object = arguments_of(members, list), *arguments = xasprintf("\"create\":{\"k\":{%s}}", object);
	va_end(list);
	struct json *response = call(d, "set", arguments);
	const char *said = outcome(response, "notCreated");
	if (made)
		*made = xstrdup(json_get_text(json_get(json_get(response, "created"), "k"), "id"));
	json_free(response);
	free(object);
	free(arguments);
	return said;
}

const char *deeds_change(const struct deeds *d, const char *id, const char *patch, ...)
{
	va_list list;
	va_start(list, patch);
	char *object = arguments_of(patch, list), *arguments = xasprintf("\"update\":{\"%s\":{%s}}", id, object);
	va_end(list);
	struct json *response = call(d, "set", arguments);
	const char *said = outcome(response, "notUpdated");
	json_free(response);
	free(object);
	free(arguments);
	return said;
}

const char *deeds_end(const struct deeds *d, const char *id)
{
	char *arguments = xasprintf("\"destroy\":[\"%s\"]", id);
	struct json *response = call(d, "set", arguments);
	const char *said = outcome(response, "notDestroyed");
	json_free(response);
	free(arguments);
	return said;
}

struct json *deeds_get(const struct deeds *d, const char *id)
{
	char *arguments = xasprintf("\"ids\":[\"%s\"]", id);
	struct json *response = call(d, "get", arguments), *record = json_copy(json_first(json_get(response, "list")));
	json_free(response);
	free(arguments);
	return record;
}

static struct json *query(const struct deeds *d, const char *filter, va_list list)
{
	char *conditions = arguments_of(filter, list);
	char *arguments = xasprintf("\"filter\":{%s},\"calculateTotal\":true,\"limit\":1", conditions);
	struct json *response = call(d, "query", arguments);
	if (!json_get(response, "ids"))
		fail_msg("%s/query %s: %s", d->type, conditions, json_get_text(response, "type"));
	free(conditions);
	free(arguments);
	return response;
}

struct json *deeds_find(const struct deeds *d, const char *filter, ...)
{
	va_list list;
	va_start(list, filter);
	struct json *found = query(d, filter, list);
	va_end(list);
	const char *id = json_text(json_first(json_get(found, "ids")));
	struct json *record = id ? deeds_get(d, id) : NULL;
	json_free(found);
	return record;
}

int deeds_count(const struct deeds *d, const char *filter, ...)
{
	va_list list;
	va_start(list, filter);
	struct json *found = query(d, filter, list);
	va_end(list);
	int total = (int)json_get_integer(found, "total", -1);
	json_free(found);
	return total;
}

void deeds_rewrite(const struct deeds *d, const char *id, const char *members)
{
	const struct record_type *type = record_type_find(d->type);
	struct store s;
	struct account a;
	struct record r = {0};
	int64_t local;
	portal_store(d->f, &s);
	assert_true(account_by_id(&s, d->account, &a));
	struct record_query q = {.account = a.local, .type = type, .limit = 1};
	if (id)
		assert_true(record_by_id(&s, a.local, type, id, &r));
	else
		assert_true(record_list(&s, &q, &local, NULL, NULL, NULL) == 1 && record_by_local(&s, local, &r));
	struct json *body = json_parse_own(r.body), *changes = json_parse_own(members);
	assert_non_null(changes);
	for (const struct json *i = json_first(changes); i; i = json_next(i))
		if (json_is_null(i))
			json_remove(body, json_key(i));
		else
			json_set(body, json_key(i), json_copy(i));
	free(r.body);
	r.body = json_print(body);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	json_free(body);
	json_free(changes);
	record_free(&r);
	account_release(&a);
	store_close(&s);
}

bool deeds_says(struct json *record_taken, const char *property, const char *value)
{
	const struct json *there = json_get(record_taken, property);
	const char *text = json_is_object(there) ? json_get_text(there, "id") : json_text(there);
	bool says = record_taken && text_equal(text, value);
	if (!says)
		print_message("%s: %s, not %s\n", property, text ? text : "nothing", value ? value : "nothing");
	json_free(record_taken);
	return says;
}

/* --- people and projects that are there --- */

void deeds_join(struct portal_fixture *f, const char *name, const char *country, bool waiting, struct teacher *t)
{
	const char *words[] = {"user", "add", f->database, name, "--country", country, waiting ? "--waiting" : NULL, NULL};
	char *password = xasprintf("%s%s%s%s%s%s%s%s\n", name, name, name, name, name, name, name, name);
	assert_int_equal(portal_fixture_run(words, password, NULL), 0);
	free(password);
	teacher_sign_in(f, name, t);
}

void deeds_befriend(struct portal_fixture *f, const struct teacher *a, const struct teacher *b)
{
	struct deeds asks = deeds_of(f, a, a->account, "Contact"), answers = deeds_of(f, b, b->account, "Contact");
	assert_null(deeds_make(&asks, NULL, "\"person\":{\"id\":\"%s\"}", b->person));
	assert_null(deeds_make(&answers, NULL, "\"person\":{\"id\":\"%s\"}", a->person));
}

static struct json *party_of(struct store *s, const char *person)
{
	struct account directory;
	struct record card = {0};
	assert_true(account_by_kind(s, ACCOUNT_DIRECTORY, &directory));
	assert_true(record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card));
	struct json *tree = json_parse_own(card.body), *party = json_new_object();
	json_set_string(party, "id", person);
	json_set_string(party, "name", json_get_text(tree, "name"));
	if (json_get_text(tree, "country"))
		json_set_string(party, "country", json_get_text(tree, "country"));
	json_free(tree);
	record_free(&card);
	account_release(&directory);
	return party;
}

static void write_record(struct store *s, int64_t account, const char *id, enum record_type_index type, struct json *body_taken)
{
	struct record r = {
		.account = account, .type = &record_types[type], .id = xstrdup(id), .audience = record_types[type].audience,
		.body = json_print(body_taken),
	};
	json_free(body_taken);
	assert_int_equal(record_write(s, &r, true, NULL), 0);
	record_free(&r);
}

static void add_member(struct store *s, int64_t account, const char *person, enum role role)
{
	struct json *body = json_new_object();
	json_set(body, "person", party_of(s, person));
	json_set_string(body, "role", access_role_name(role));
	json_set_string(body, "state", "member");
	json_set_string(body, "since", "2026-01-01T00:00:00Z");
	write_record(s, account, NULL, TYPE_Member, body);
	assert_int_equal(member_set(s, account, person, role, NULL), 0);
}

char *deeds_write_project(struct store *s, const char *title, const char *const *people)
{
	enum { FOUNDERS = 2 };
	struct account a;
	assert_int_equal(db_begin(s->db, NULL), 0);
	int64_t account = account_add(s, NULL, ACCOUNT_PROJECT, title, NULL);
	assert_true(account > 0 && account_by_local(s, account, &a));
	struct json *body = json_new_object(), *founders = json_set(body, "founders", json_new_array());
	json_set_string(body, "title", title);
	json_set_string(body, "state", "active");
	for (int i = 0; i < FOUNDERS && people[i]; i++)
		json_push(founders, party_of(s, people[i]));
	write_record(s, account, a.id, TYPE_Project, body);
	for (int i = 0; people[i]; i++)
		add_member(s, account, people[i], i < FOUNDERS ? ROLE_FOUNDER : ROLE_TEACHER);
	assert_int_equal(db_commit(s->db, NULL), 0);
	char *id = xstrdup(a.id);
	account_release(&a);
	return id;
}

char *deeds_project(struct portal_fixture *f, const char *title, const struct teacher *first, const struct teacher *second, ...)
{
	enum { PEOPLE_MOST = 10 };
	const char *people[PEOPLE_MOST + 1] = {first->person, second->person};
	struct store s;
	va_list more;
	va_start(more, second);
	const struct teacher *t = va_arg(more, const struct teacher *);
	for (int i = 2; t && i < PEOPLE_MOST; i++, t = va_arg(more, const struct teacher *))
		people[i] = t->person;
	va_end(more);
	portal_store(f, &s);
	char *id = deeds_write_project(&s, title, people);
	store_close(&s);
	return id;
}

void deeds_set_role(struct portal_fixture *f, const char *project, const struct teacher *t, enum role role)
{
	struct store s;
	struct account a;
	portal_store(f, &s);
	assert_true(account_by_id(&s, project, &a));
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(role == ROLE_COUNT ? member_remove(&s, a.local, t->person, NULL) : member_set(&s, a.local, t->person, role, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&a);
	store_close(&s);
}
