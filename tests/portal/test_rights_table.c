/*
 * Rights in a project as one table: every role by every way of reading, over records of every type that a project holds, of every
 * audience, one's own and others'; and every role by what it may make, change and take away, as access.h says. A type joins by
 * being held by projects; one that clients write needs its row in `writes` or a test of its own.
 */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "lib/deeds.h"
#include "lib/generate.h"
#include "lib/officer.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;
static char *project;
static int64_t account; /* of the project */

/* --- who --- */

/* role ROLE_COUNT: no member. Of the community they are what they are: a guest, a newcomer, a teacher of another project, an officer. */
static struct actor {
	const char *name;
	enum role role;
	struct teacher t;
	char *state;          /* of the project, as Sync/get last told it */
	struct json *seen;    /* {type: {id: true}} since then; with "-" and an id for what is gone */
} actors[] = {
	{"guest", ROLE_COUNT, {0}, NULL, NULL},
	{"newcomer", ROLE_COUNT, {0}, NULL, NULL},
	{"stranger", ROLE_COUNT, {0}, NULL, NULL},
	{"officer", ROLE_COUNT, {0}, NULL, NULL},
	{"pupil", ROLE_PUPIL, {0}, NULL, NULL},
	{"pupilAdministrator", ROLE_PUPIL_ADMINISTRATOR, {0}, NULL, NULL},
	{"observer", ROLE_OBSERVER, {0}, NULL, NULL},
	{"expert", ROLE_EXPERT, {0}, NULL, NULL},
	{"teacher", ROLE_TEACHER, {0}, NULL, NULL},
	{"administrator", ROLE_ADMINISTRATOR, {0}, NULL, NULL},
	{"founder", ROLE_FOUNDER, {0}, NULL, NULL},
};
enum { ACTORS = ARRAY_SIZE(actors), GUEST = 0, OFFICER = 3, FIRST_MEMBER = 4 };

static struct actor *actor_of(enum role role)
{
	for (size_t i = FIRST_MEMBER; i < ACTORS; i++)
		if (actors[i].role == role)
			return &actors[i];
	return NULL;
}

/* --- what: one record of each type, audience and maker, written past the rules --- */

static const unsigned audiences[] = {
	AUDIENCE_AUTHOR, AUDIENCE_STAFF, AUDIENCE_AUTHOR | AUDIENCE_STAFF, AUDIENCE_MEMBERS, AUDIENCE_SIGNED_IN, AUDIENCE_PUBLIC,
};
enum { AUDIENCES = ARRAY_SIZE(audiences), THINGS_MOST = 1000 };

static struct thing {
	const struct record_type *type;
	char id[RECORD_ID_LENGTH + 1];
	unsigned audience;
	const char *author;
	char *blob;
} things[THINGS_MOST];
static size_t thing_count;

static bool is_held(const struct record_type *type)
{
	return type->holders & HOLDS(PROJECT) && !(type->flags & T_DERIVED);
}

static bool sees(const struct actor *a, unsigned audience, const char *author)
{
	const struct onlooker who = {.role = a->role, .person = a->t.person};
	return a->role != ROLE_COUNT && onlooker_sees(&who, audience, author);
}

/* A file that the record names, in the first field that holds files. */
static void add_file(struct store *s, struct thing *t, struct json *body)
{
	static char kind[] = "text/plain", nobody[] = "pnobody2";
	for (unsigned i = 0; i < t->type->field_count; i++) {
		if (t->type->fields[i].kind != FIELD_BLOBS)
			continue;
		struct blob b = {.account = account, .type = kind, .uploader = nobody, .created_at = clock_now()};
		const struct blob_piece piece = {.bytes = t->id, .len = 1 + (int64_t)(thing_count % 7)};
		assert_int_equal(blob_join(s, &b, &piece, 1, NULL), 0);
		struct json *file = json_new_object(), *list = json_new_array();
		json_set_string(file, "blobId", b.id);
		json_set_string(file, "name", "x.txt");
		json_set_string(file, "type", "text/plain");
		json_set_integer(file, "size", piece.len);
		json_push(list, file);
		json_set(body, t->type->fields[i].name, list);
		t->blob = xstrdup(b.id);
		return;
	}
}

static void plant_one(struct store *s, const struct record_type *type, unsigned audience, const char *author, struct random *random)
{
	struct thing *t = &things[thing_count++];
	assert_true(thing_count < THINGS_MOST);
	*t = (struct thing){.type = type, .audience = audience, .author = author};
	struct json *body = generate_record(type, random, GENERATE_ALL);
	for (unsigned i = 0; i < type->field_count; i++)
		if (type->fields[i].kind == FIELD_BLOBS)
			json_remove(body, type->fields[i].name);
	if (type->index == TYPE_Project) /* pupils are in only while it runs */
		json_set_string(body, "state", "active");
	random_id(random, t->id);
	add_file(s, t, body);
	struct record r = {
		.account = account, .type = type, .id = xstrdup(t->id), .audience = audience, .author = xstrdup(author), .body = json_print(body),
	};
	assert_int_equal(record_write(s, &r, true, NULL), 0);
	record_free(&r);
	json_free(body);
}

static void plant(void)
{
	const char *authors[] = {NULL, actor_of(ROLE_PUPIL)->t.person, actor_of(ROLE_TEACHER)->t.person, f->ada.person};
	struct random random;
	struct store s;
	random_seed(&random, 6);
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		for (size_t n = 0; n < AUDIENCES && is_held(&record_types[i]); n++)
			for (size_t a = 0; a < ARRAY_SIZE(authors); a++)
				plant_one(&s, &record_types[i], audiences[n], authors[a], &random);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
}

/* What was made up names people who are not there: it does not stay. */
static void clear(void)
{
	struct store s;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (size_t i = 0; i < thing_count; i++) {
		struct record r = {0};
		if (record_by_id(&s, account, things[i].type, things[i].id, &r))
			assert_int_equal(record_destroy(&s, &r, NULL), 0);
		record_free(&r);
		free(things[i].blob);
	}
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	thing_count = 0;
}

/* --- reading --- */

static struct json *call(const struct actor *a, const char *type, const char *verb, const char *arguments)
{
	char *method = xasprintf("%s/%s", type, verb);
	struct json *response = portal_call(f, &a->t, method, "{\"accountId\":\"%s\"%s%s}", project, *arguments ? "," : "", arguments);
	free(method);
	return response;
}

/* A method of blobs, which stand under a capability of their own; yours. */
static struct json *ask_blobs(const struct actor *a, const char *verb, const char *arguments)
{
	char *body = xasprintf("{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:blob\"],\"methodCalls\":[[\"Blob/%s\","
	                       "{\"accountId\":\"%s\",%s},\"0\"]]}", verb, project, arguments);
	char *headers = xasprintf("%sContent-Type: application/json\r\n", a->t.bearer);
	struct json *tree = NULL;
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, body, &tree), 200);
	struct json *answer = json_copy(json_at(json_at(json_get(tree, "methodResponses"), 0), 1));
	json_free(tree);
	free(body);
	free(headers);
	return answer;
}

static bool is_refused(const struct json *response)
{
	return text_equal(json_get_text(response, "type"), "accountNotFound");
}

static bool has(const struct json *list, const char *id)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_is_object(i) ? json_get_text(i, "id") : json_text(i), id))
			return true;
	return false;
}

static void expect(const struct actor *a, const struct thing *t, const char *what, bool is, bool wanted)
{
	if (is != wanted)
		fail_msg("%s, %s of a %s of audience %u by %s: %s", a->name, what, t->type->name, t->audience,
		         !t->author ? "nobody" : text_equal(t->author, a->t.person) ? "themselves" : "another", is ? "told" : "not told");
}

/* Each of a type's things is among what list says exactly if it is the actor's to see. */
static void expect_list(const struct actor *a, const struct record_type *type, const char *what, const struct json *list)
{
	for (size_t i = 0; i < thing_count; i++)
		if (things[i].type == type)
			expect(a, &things[i], what, has(list, things[i].id), sees(a, things[i].audience, things[i].author));
}

static int64_t count_seen(const struct actor *a, const struct record_type *type)
{
	int64_t count = 0;
	for (size_t i = 0; i < thing_count; i++)
		count += things[i].type == type && sees(a, things[i].audience, things[i].author);
	return count;
}

static void read_type(const struct actor *a, const struct record_type *type)
{
	struct json *all = call(a, type->name, "get", "\"ids\":null"), *found = call(a, type->name, "query", "\"calculateTotal\":true");
	struct json *none = call(a, type->name, "get", "\"ids\":[]");
	const char *state = json_get_text(none, "state"), *dash = state ? strrchr(state, '-') : NULL;
	char *since = xasprintf("\"sinceState\":\"%.*s-0\",\"maxChanges\":500", dash ? (int)(dash - state) : 0, state ? state : "");
	struct json *changes = call(a, type->name, "changes", since);
	if (a->role == ROLE_COUNT) {
		assert_true(is_refused(all) && is_refused(found) && is_refused(changes));
	} else {
		expect_list(a, type, "get", json_get(all, "list"));
		expect_list(a, type, "query", json_get(found, "ids"));
		expect_list(a, type, "changes", json_get(changes, "created"));
		/* What is counted is what is shown, and the rest of the project's own, of which there is no more than that. */
		int64_t own = (int64_t)json_size(json_get(all, "list")) - count_seen(a, type);
		assert_int_equal(json_get_integer(found, "total", -1), count_seen(a, type) + own);
		assert_int_equal(json_size(json_get(changes, "destroyed")), 0);
	}
	json_free(all);
	json_free(found);
	json_free(none);
	json_free(changes);
	free(since);
}

static void test_lists_numbers_and_changes(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++)
		for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
			if (is_held(&record_types[i]))
				read_type(&actors[a], &record_types[i]);
}

/* By its id, all at once; and what is hidden is answered like what never was, in every method that takes an id. */
static void test_ids(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++)
		for (size_t i = a % 5; i < thing_count; i += 5) {
			const struct thing *t = &things[i];
			bool wanted = sees(&actors[a], t->audience, t->author);
			char *ids = xasprintf("\"ids\":[\"%s\",\"azzzzzzz\"]", t->id), *anchor = xasprintf("\"anchor\":\"%s\"", t->id);
			char *destroy = xasprintf("\"destroy\":[\"%s\",\"azzzzzzz\"],\"update\":{\"%s\":{\"x\":1},\"azzzzzzz\":{\"x\":1}}", t->id, t->id);
			struct json *got = call(&actors[a], t->type->name, "get", ids), *from = call(&actors[a], t->type->name, "query", anchor);
			expect(&actors[a], t, "get by id", has(json_get(got, "list"), t->id), wanted);
			if (actors[a].role != ROLE_COUNT)
				expect(&actors[a], t, "anchor", !json_get(from, "type"), wanted);
			if (!wanted && actors[a].role != ROLE_COUNT) {
				struct json *set = call(&actors[a], t->type->name, "set", destroy);
				const struct json *no = json_get(set, "notUpdated"), *nor = json_get(set, "notDestroyed");
				assert_true(json_equal(json_get(no, t->id), json_get(no, "azzzzzzz")));
				assert_true(json_equal(json_get(nor, t->id), json_get(nor, "azzzzzzz")));
				json_free(set);
			}
			json_free(got);
			json_free(from);
			free(ids);
			free(anchor);
			free(destroy);
		}
}

/* Files go with the records that name them: by their id, with their bytes, and by what names them. */
static void test_files(void **state)
{
	(void)state;
	size_t tried = 0;
	for (size_t a = 0; a < ACTORS; a++)
		for (size_t i = 0; i < thing_count; i++) {
			const struct thing *t = &things[i];
			if (!t->blob || i % 3)
				continue;
			bool wanted = sees(&actors[a], t->audience, t->author);
			char *ids = xasprintf("\"ids\":[\"%s\"]", t->blob);
			char *names = xasprintf("\"typeNames\":[\"%s\"],\"ids\":[\"%s\"]", t->type->name, t->blob);
			char *path = xasprintf("/jmap/download/%s/%s/x.txt", project, t->blob);
			struct json *got = ask_blobs(&actors[a], "get", ids), *used = ask_blobs(&actors[a], "lookup", names);
			expect(&actors[a], t, "blob", json_size(json_get(got, "list")) == 1, wanted);
			expect(&actors[a], t, "use of a blob", json_size(json_get(used, "list")) == 1, wanted);
			expect(&actors[a], t, "download", portal_ask(f, "GET", path, actors[a].t.bearer, NULL, NULL) == 200, wanted);
			json_free(got);
			json_free(used);
			free(ids);
			free(names);
			free(path);
			tried++;
		}
	assert_true(tried > ACTORS);
}

/* --- what is given out of the house: a link to all of it --- */

static void test_links(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++) {
		struct json *made = portal_call(f, &actors[a].t, "Link/create", "{\"accountId\":\"%s\"}", project);
		const char *error = json_get_text(made, "type");
		if (actors[a].role == ROLE_COUNT)
			assert_true(is_refused(made));
		else if (access_may(actors[a].role, RIGHT_JOURNAL))
			assert_non_null(json_get_text(made, "url"));
		else
			assert_string_equal(error ? error : actors[a].name, "role");
		json_free(made);
	}
}

/* One's own goes to everybody who has an account of their own, but for pupils; another's to nobody. */
static void test_links_to_ones_own(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++)
		for (size_t b = 0; b < ACTORS; b++) {
			if (!actors[b].t.account || b == GUEST)
				continue;
			bool pupil = actors[a].role == ROLE_PUPIL || actors[a].role == ROLE_PUPIL_ADMINISTRATOR;
			struct json *made = portal_call(f, &actors[a].t, "Link/create", "{\"accountId\":\"%s\"}", actors[b].t.account);
			if (a == b && !pupil)
				assert_non_null(json_get_text(made, "url"));
			else if (a == b)
				assert_string_equal(json_get_text(made, "type"), "forbidden");
			else
				assert_true(is_refused(made));
			json_free(made);
		}
}

/* Whose texts are translated: those of validated people, and no pupil's. The program only says its last words. */
static void test_translations(void **state)
{
	(void)state;
	static const char *const options[] = {"--translate", "/bin/echo", NULL};
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, options);
	for (size_t a = 0; a < ACTORS; a++) {
		struct json *made = portal_call(f, &actors[a].t, "Text/translate", "{\"text\":\"Kalimera\",\"from\":\"el\",\"to\":\"en\"}");
		bool pupil = actors[a].role == ROLE_PUPIL || actors[a].role == ROLE_PUPIL_ADMINISTRATOR;
		const char *wanted = text_equal(actors[a].name, "newcomer") ? "newcomer" : pupil || a == GUEST ? "forbidden" : "el en\n";
		const char *said = json_get_text(made, json_get(made, "text") ? "text" : "type");
		assert_string_equal(said, wanted);
		json_free(made);
	}
}

/* --- what is copied, and what becomes of it when an audience moves --- */

static void take(struct actor *a, const struct json *part, const char *list, bool gone)
{
	for (const struct json *type = json_first(json_get(part, list)); type; type = json_next(type))
		for (const struct json *i = json_first(type); i; i = json_next(i)) {
			char *key = xasprintf("%s%s %s", gone ? "-" : "", json_key(type), gone ? json_text(i) : json_get_text(i, "id"));
			json_set_bool(a->seen, key, true);
			free(key);
		}
}

/* All that Sync/get tells of the project since the last time, page by page. */
static void copy(struct actor *a)
{
	bool more = true;
	json_free(a->seen);
	a->seen = json_new_object();
	while (more) {
		struct json *sync = portal_call(f, &a->t, "Sync/get", "{\"since\":{%s%s%s%s%s},\"maxBytes\":1000000}", a->state ? "\"" : "",
		                                a->state ? project : "", a->state ? "\":\"" : "", a->state ? a->state : "", a->state ? "\"" : "");
		const struct json *part = json_get(json_get(sync, "accounts"), project);
		assert_true(!part || a->role != ROLE_COUNT);
		take(a, part, "records", false);
		take(a, part, "destroyed", true);
		if (json_get_text(part, "state")) {
			free(a->state);
			a->state = xstrdup(json_get_text(part, "state"));
		}
		more = json_get_bool(part, "more", false);
		json_free(sync);
	}
}

static bool told(const struct actor *a, const struct thing *t, bool gone)
{
	char *key = xasprintf("%s%s %s", gone ? "-" : "", t->type->name, t->id);
	bool is = json_get(a->seen, key);
	free(key);
	return is;
}

static void test_copies(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++) {
		copy(&actors[a]);
		for (size_t i = 0; i < thing_count; i++)
			expect(&actors[a], &things[i], "copy", told(&actors[a], &things[i], false), sees(&actors[a], things[i].audience, things[i].author));
	}
}

/* Every audience becomes the next one: who loses sight is told of the end, who gains it gets the record, and nobody else hears of it. */
static void test_narrowed_and_widened(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++)
		copy(&actors[a]);
	struct store s;
	unsigned *before = xcalloc(thing_count, sizeof *before);
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (size_t i = 0; i < thing_count; i++) {
		struct record r = {0};
		size_t n = 0;
		while (audiences[n] != things[i].audience)
			n++;
		before[i] = things[i].audience;
		things[i].audience = audiences[(n + 1) % AUDIENCES];
		assert_true(record_by_id(&s, account, things[i].type, things[i].id, &r));
		r.audience = things[i].audience;
		assert_int_equal(record_write(&s, &r, false, NULL), 0);
		record_free(&r);
	}
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	for (size_t a = 0; a < ACTORS; a++) {
		copy(&actors[a]);
		for (size_t i = 0; i < thing_count; i++) {
			bool was = sees(&actors[a], before[i], things[i].author), is = sees(&actors[a], things[i].audience, things[i].author);
			expect(&actors[a], &things[i], "copy after", told(&actors[a], &things[i], false), is);
			expect(&actors[a], &things[i], "end", told(&actors[a], &things[i], true), was && !is);
		}
	}
	free(before);
	for (size_t a = 0; a < ACTORS; a++)
		for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
			if (is_held(&record_types[i]) && actors[a].role != ROLE_COUNT) {
				struct json *all = call(&actors[a], record_types[i].name, "get", "\"ids\":null");
				expect_list(&actors[a], &record_types[i], "get after", json_get(all, "list"));
				json_free(all);
			}
}

/* --- what is pushed --- */

/* Reads on until the stream says so, or there is nothing more. All that it said, yours. */
static char *hear_until(struct http_client *c, const char *text)
{
	while (!c->in.text || !strstr(c->in.text, text)) {
		char bytes[4096];
		struct pollfd ready = {.fd = c->fd, .events = POLLIN};
		if (poll(&ready, 1, 20000) <= 0)
			fail_msg("nothing was said of %s", text);
		ssize_t got = read(c->fd, bytes, sizeof bytes);
		assert_true(got > 0);
		str_addn(&c->in, bytes, (size_t)got);
	}
	return xstrdup(c->in.text);
}

/* A pupil is made, which teachers alone see, then an activity, which all do: of the first, only the first ones hear. */
static void test_push(void **state)
{
	(void)state;
	static int number;
	for (size_t a = FIRST_MEMBER; a < ACTORS; a++) {
		struct deeds pupils = deeds_of(f, &f->ada, project, "Pupil"), activities = deeds_of(f, &f->ada, project, "Activity");
		struct http_client c;
		char *request = xasprintf("GET /jmap/eventsource?types=*&closeafter=no&ping=0 HTTP/1.1\r\nHost: p\r\n%s\r\n", actors[a].t.bearer);
		http_client_open(&c, f->socket);
		assert_true(http_client_send(&c, request, strlen(request)));
		free(hear_until(&c, "\r\n\r\n"));
		assert_null(deeds_make(&pupils, NULL, "\"alias\":\"Pushed%d\"", ++number));
		assert_null(deeds_make(&activities, NULL, "\"title\":\"Pushed%d\"", number));
		char *said = hear_until(&c, "\"Activity\"");
		bool told = strstr(said, "\"Pupil\"") != NULL, wanted = access_mask(actors[a].role) & AUDIENCE_STAFF;
		if (told != wanted)
			fail_msg("%s: %s", actors[a].name, said);
		free(said);
		free(request);
		http_client_close(&c);
	}
}

/* --- writing --- */

#define NOBODY RIGHT_COUNT /* no role has it */

static struct actor fellow = {"fellow", ROLE_PUPIL, {0}, NULL, NULL};
static char *activity, *post; /* that all see */

static const char *the_activity(const struct actor *a)
{
	(void)a;
	return activity;
}

static const char *the_post(const struct actor *a)
{
	(void)a;
	return post;
}

/* A file that the actor has put there; whoever is no member cannot. Static. */
static const char *a_file(const struct actor *a)
{
	static char id[80];
	struct json *said = NULL;
	char *path = xasprintf("/jmap/upload/%s/", project), *headers = xasprintf("%sContent-Type: text/plain\r\n", a->t.bearer);
	int status = portal_ask(f, "POST", path, headers, "water", &said);
	if ((status == 201) != (a->role != ROLE_COUNT))
		fail_msg("%s puts a file there: %d", a->name, status);
	snprintf(id, sizeof id, "%s", status == 201 ? json_get_text(said, "blobId") : "bnowhere");
	json_free(said);
	free(path);
	free(headers);
	return id;
}

/*
 * What it takes to make one (body), to change what another made (patch), to take that away. %s in a body is what it hangs on, %d a number
 * that is never the same. Types that only the portal makes are no rows.
 */
static const struct writing {
	const char *type, *body, *patch;
	enum right makes, changes, ends;
	bool moderated; /* whoever may change what others made may do so where they could not have made it */
	bool fixed;     /* it is there or not, and nobody changes it, not even their own */
	const char *(*hangs_on)(const struct actor *a);
} writes[] = {
	{"Page", "\"title\":\"P%d\",\"writers\":\"author\"", "\"title\":\"x\"", RIGHT_PAGE, RIGHT_OTHERS, RIGHT_OTHERS, false, false, NULL},
	{"Activity", "\"title\":\"A%d\"", "\"title\":\"x\"", RIGHT_ACTIVITY, RIGHT_OTHERS, RIGHT_OTHERS, false, false, NULL},
	{"Event", "\"title\":\"E%d\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}", "\"about\":\"x\"",
	 RIGHT_MEETING, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Post", "\"place\":\"update\",\"text\":\"U%d\"", "\"text\":\"y\"", RIGHT_UPDATE, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Post", "\"place\":\"forum\",\"title\":\"F%d\",\"text\":\"x\"", "\"text\":\"y\"",
	 RIGHT_DISCUSSION, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Post", "\"place\":\"chat\",\"text\":\"C%d\"", "\"text\":\"y\"", RIGHT_CHAT, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Post", "\"place\":\"journal\",\"text\":\"J%d\"", "\"text\":\"y\"", RIGHT_JOURNAL, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Post", "\"place\":\"bulletin\",\"text\":\"B%d\"", "\"text\":\"y\"", RIGHT_BULLETIN, RIGHT_OTHERS, RIGHT_OTHERS, false, false, NULL},
	{"Post", "\"place\":\"wall\",\"text\":\"W%d\"", "\"text\":\"y\"", RIGHT_WALL, RIGHT_OTHERS, RIGHT_OTHERS, true, false, NULL},
	{"Pupil", "\"alias\":\"N%d\"", "\"alias\":\"x\"", RIGHT_PUPILS, RIGHT_OTHERS, RIGHT_OTHERS, false, false, NULL},
	{"Material", "\"title\":\"M%d\",\"file\":[{\"blobId\":\"%s\",\"name\":\"m.txt\"}]", "\"about\":\"x\"",
	 RIGHT_MATERIAL, RIGHT_OTHERS, RIGHT_OTHERS, false, false, a_file},
	{"StepDone", "\"activity\":\"%s\",\"step\":\"Measure\"", "\"step\":\"Write\"",
	 RIGHT_STEP, NOBODY, RIGHT_OTHERS, false, true, the_activity},
	{"Like", "\"post\":\"%s\"", "\"post\":\"x\"", RIGHT_COMMENT, NOBODY, NOBODY, false, true, the_post},
};

static const char *make(const struct actor *a, const struct writing *w, char **id)
{
	static int number;
	struct deeds d = deeds_of(f, &a->t, project, w->type);
	struct str text = {0};
	for (const char *at = w->body; *at; at++) {
		if (*at != '%')
			str_addc(&text, *at);
		else if (*++at == 'd')
			str_addf(&text, "%d", ++number);
		else
			str_add(&text, w->hangs_on(a));
	}
	const char *said = deeds_make(&d, id, "%s", text.text);
	str_release(&text);
	return said;
}

/* What may not be seen is not there; what may not be done is somebody else's. */
static void expect_outcome(const struct actor *a, const struct writing *w, const char *what, const char *said, bool may)
{
	bool refused = said && (text_equal(said, "role") || text_equal(said, "forbidden") || text_equal(said, "notFound") ||
	                        text_equal(said, "accountNotFound") || text_equal(said, "accountReadOnly"));
	if (may ? said != NULL : !refused)
		fail_msg("%s %s a %s (%s): %s", a->name, what, w->type, w->body, said ? said : "done");
}

static void test_making_changing_and_ending(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(writes); i++)
		for (size_t a = 0; a < ACTORS; a++) {
			const struct writing *w = &writes[i];
			const struct actor *owner = actor_of(access_may(ROLE_FOUNDER, w->makes) ? ROLE_FOUNDER : ROLE_PUPIL_ADMINISTRATOR);
			const struct actor *who = &actors[a];
			struct deeds d = deeds_of(f, &who->t, project, w->type);
			bool may = access_may(who->role, w->makes);
			char *own = NULL, *other = NULL;
			expect_outcome(who, w, "makes", make(who, w, &own), may);
			if (may)
				expect_outcome(who, w, "changes their own", deeds_change(&d, own, "%s", w->patch), !w->fixed);
			if (may)
				expect_outcome(who, w, "takes away their own", deeds_end(&d, own), true);
			if (who != owner) {
				assert_null(make(owner, w, &other));
				bool changes = access_may(who->role, w->changes) && (may || w->moderated);
				bool ends = access_may(who->role, w->ends) && (may || w->moderated);
				expect_outcome(who, w, "changes another's", deeds_change(&d, other, "%s", w->patch), changes);
				expect_outcome(who, w, "takes away another's", deeds_end(&d, other), ends);
				if (!ends) {
					struct deeds theirs = deeds_of(f, &owner->t, project, w->type);
					assert_null(deeds_end(&theirs, other));
				}
			}
			free(own);
			free(other);
		}
}

static bool is_pupil(const struct actor *a)
{
	return a->role == ROLE_PUPIL || a->role == ROLE_PUPIL_ADMINISTRATOR;
}

/*
 * Letters of pupils: by them, and to them by who makes their accounts; whoever does decides on what waits. What was written stays, and
 * nobody decides on their own: a pupil may not, and a teacher's is out at once.
 */
static void test_letters_of_pupils(void **state)
{
	(void)state;
	static const struct writing letter = {"PupilMail", "", NULL, RIGHT_PUPILS, RIGHT_PUPILS, NOBODY, false, true, NULL};
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"}],\"subject\":\"Hi\"", fellow.t.person);
	for (size_t a = 0; a < ACTORS; a++) {
		const struct actor *who = &actors[a], *owner = actor_of(who->role == ROLE_PUPIL ? ROLE_PUPIL_ADMINISTRATOR : ROLE_PUPIL);
		struct deeds own = deeds_of(f, &who->t, project, "PupilMail"), theirs = deeds_of(f, &owner->t, project, "PupilMail");
		char *mine = NULL, *other = NULL;
		bool decides = access_may(who->role, RIGHT_PUPILS), may = decides || is_pupil(who);
		expect_outcome(who, &letter, "writes", deeds_make(&own, &mine, "%s", members), may);
		if (may) {
			const char *said = deeds_change(&own, mine, "\"state\":\"sent\"");
			assert_true(text_equal(said, decides ? "notInState" : "role"));
			expect_outcome(who, &letter, "takes away their own", deeds_end(&own, mine), false);
		}
		assert_null(deeds_make(&theirs, &other, "%s", members));
		expect_outcome(who, &letter, "takes away another's", deeds_end(&own, other), false);
		expect_outcome(who, &letter, "decides on another's", deeds_change(&own, other, "\"state\":\"%s\"", a % 2 ? "sent" : "stopped"), decides);
		free(mine);
		free(other);
	}
	free(members);
}

/* The project itself, and who is in it. */
static void test_project_and_members(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++) {
		const struct actor *who = &actors[a];
		struct deeds own = deeds_of(f, &who->t, project, "Project"), members = deeds_of(f, &f->ada, project, "Member");
		static const struct writing of_project = {"Project", "", NULL, RIGHT_PROJECT, RIGHT_PROJECT, NOBODY, false, false, NULL};
		static const struct writing of_member = {"Member", "", NULL, RIGHT_INVITE, RIGHT_MEMBERS, RIGHT_MEMBERS, false, false, NULL};
		struct json *teacher = deeds_find(&members, "\"person\":\"%s\"", actor_of(ROLE_OBSERVER)->t.person);
		const char *id = json_get_text(teacher, "id");
		struct deeds theirs = deeds_of(f, &who->t, project, "Member");
		expect_outcome(who, &of_project, "changes", deeds_change(&own, project, "\"summary\":\"%zu\"", a), access_may(who->role, RIGHT_PROJECT));
		/* The administrator gives the lower roles, and founders all. */
		if (who->role != ROLE_OBSERVER) {
			const char *said = deeds_change(&theirs, id, "\"role\":\"expert\"");
			expect_outcome(who, &of_member, "gives a role to", said, access_may(who->role, RIGHT_MEMBERS));
			if (!said)
				assert_null(deeds_change(&members, id, "\"role\":\"observer\""));
		}
		json_free(teacher);
	}
}

/* --- beginning and end --- */

static void join(struct actor *a, const char *name)
{
	struct store s;
	deeds_join(f, name, "FI", false, &a->t);
	struct deeds members = deeds_of(f, &f->ada, project, "Member"), letters = deeds_of(f, &a->t, a->t.account, "Message");
	deeds_befriend(f, &f->ada, &a->t);
	assert_null(deeds_make(&members, NULL, "\"person\":{\"id\":\"%s\"},\"role\":\"%s\"", a->t.person,
	                       a->role == ROLE_ADMINISTRATOR || a->role == ROLE_FOUNDER ? "teacher" : access_role_name(a->role)));
	struct json *letter = deeds_find(&letters, "\"kind\":\"invitation\"");
	assert_null(deeds_change(&letters, json_get_text(letter, "id"), "\"answer\":\"accepted\""));
	json_free(letter);
	if (a->role != ROLE_ADMINISTRATOR)
		return;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(member_set(&s, account, a->t.person, a->role, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
}

static void join_pupil(struct actor *a)
{
	struct deeds pupils = deeds_of(f, &f->ada, project, "Pupil");
	char *id = NULL;
	assert_null(deeds_make(&pupils, &id, "\"alias\":\"%s\",\"consentBy\":\"x\",\"consentAt\":\"2026-10-01\"%s", a->name,
	                       a->role == ROLE_PUPIL ? "" : ",\"administrator\":true"));
	struct json *pupil = deeds_get(&pupils, id);
	assert_int_equal(teacher_enter(f, json_get_text(pupil, "userName"), json_get_text(pupil, "initialPassword"), &a->t), 200);
	char *choice = xasprintf("{\"old\":\"%s\",\"new\":\"my own password\"}", json_get_text(pupil, "initialPassword"));
	assert_int_equal(portal_ask(f, "POST", "/twinline/password", a->t.bearer, choice, NULL), 204);
	free(choice);
	json_free(pupil);
	free(id);
}

static void take_teacher(struct actor *a, const struct teacher *t)
{
	a->t = (struct teacher){
		.token = xstrdup(t->token), .person = xstrdup(t->person), .account = xstrdup(t->account), .directory = xstrdup(t->directory),
		.community = xstrdup(t->community), .bearer = xstrdup(t->bearer),
	};
}

static int start(void **state)
{
	struct store s;
	struct account a;
	*state = f = portal_fixture_new(NULL);
	project = deeds_project(f, "Ours", &f->ada, &f->ben, NULL);
	portal_store(f, &s);
	assert_true(account_by_id(&s, project, &a));
	account = a.local;
	account_release(&a);
	store_close(&s);
	actors[GUEST].t = (struct teacher){.bearer = xstrdup("")};
	deeds_join(f, "nina", "GR", true, &actors[1].t);
	deeds_join(f, "samu", "FI", false, &actors[2].t);
	deeds_join(f, "olga", "GR", false, &actors[OFFICER].t);
	officer_make(f, "olga", "GR");
	join_pupil(actor_of(ROLE_PUPIL));
	join_pupil(actor_of(ROLE_PUPIL_ADMINISTRATOR));
	join_pupil(&fellow);
	join(actor_of(ROLE_OBSERVER), "oona");
	join(actor_of(ROLE_EXPERT), "eero");
	join(actor_of(ROLE_TEACHER), "tiina");
	join(actor_of(ROLE_ADMINISTRATOR), "aino");
	take_teacher(actor_of(ROLE_FOUNDER), &f->ben);
	struct deeds activities = deeds_of(f, &f->ada, project, "Activity"), posts = deeds_of(f, &f->ada, project, "Post");
	assert_null(deeds_make(&activities, &activity, "\"title\":\"Tap\",\"steps\":\"Measure\\nWrite\""));
	assert_null(deeds_make(&posts, &post, "\"place\":\"update\",\"text\":\"We begin\""));
	return 0;
}

static int end(void **state)
{
	for (size_t i = 0; i < ACTORS; i++) {
		teacher_release(&actors[i].t);
		free(actors[i].state);
		json_free(actors[i].seen);
	}
	teacher_release(&fellow.t);
	free(activity);
	free(post);
	free(project);
	return portal_fixture_stop(state);
}

static int plant_things(void **state)
{
	(void)state;
	for (size_t a = 0; a < ACTORS; a++)
		copy(&actors[a]);
	plant();
	return 0;
}

static int clear_things(void **state)
{
	(void)state;
	clear();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_copies, plant_things, clear_things),
		cmocka_unit_test_setup_teardown(test_lists_numbers_and_changes, plant_things, clear_things),
		cmocka_unit_test_setup_teardown(test_ids, plant_things, clear_things),
		cmocka_unit_test_setup_teardown(test_files, plant_things, clear_things),
		cmocka_unit_test_setup_teardown(test_narrowed_and_widened, plant_things, clear_things),
		cmocka_unit_test(test_push),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_links_to_ones_own),
		cmocka_unit_test(test_making_changing_and_ending),
		cmocka_unit_test(test_letters_of_pupils),
		cmocka_unit_test(test_project_and_members),
		cmocka_unit_test(test_translations),
	};
	return cmocka_run_group_tests(tests, start, end);
}
