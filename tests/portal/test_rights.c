/*
 * Rights as a table: every role, every method, records of every type. What somebody may not see is to them as if it were not there: its id
 * is answered like one that never was, and no list, number or state tells of it.
 */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;

enum who { GUEST, NEWCOMER, STRANGER, CONTACT, MEMBER, FOUNDER, OFFICER, OWNER, WHO_COUNT };
static const char *const names[] = {"guest", "newcomer", "stranger", "contact", "member", "founder", "officer", "owner"};

/* ada owns, ben founds with her, eva is a member of their project, lea a contact of ada's. */
static struct teacher guest, nina, sam, lea, olga;
static const struct teacher *people[WHO_COUNT];

enum where { PERSONAL, DIRECTORY, COMMUNITY, PROJECT, DESK, WHERE_COUNT };
static char *accounts[WHERE_COUNT];

/*
 * What each of them may, in the order of enum who, two letters:
 *   n  the account is not theirs     h  the record is hidden from them     s  they see it
 *   r  they only read the account    f  they may not change it             w  they may         -  as the first letter says
 */
static struct thing {
	const char *type;
	enum where where;
	const char *rights;
	const char *patch; /* a change for whoever may make it */
	char *id;
} things[] = {
	{"Person", DIRECTORY, "hr hr sf sf sf sf sf sw", "\"looksFor\":\"friends\"", NULL},
	{"School", DIRECTORY, "sr sr sf sf sf sf sf sf", "\"town\":\"Chania\"", NULL},
	{"Project", DIRECTORY, "sr sr sf sf sf sf sf sf", "\"summary\":\"x\"", NULL},
	{"Country", COMMUNITY, "sr sr sf sf sf sf sf sf", "\"code\":\"GR\"", NULL},
	{"SupportOffice", COMMUNITY, "sr sr sf sf sf sf sf sf", "\"name\":\"x\"", NULL},
	{"Event", COMMUNITY, "sr sr sf sf sf sf sf sw", "\"about\":\"x\"", NULL},
	{"Profile", PERSONAL, "n- n- n- n- n- n- n- sw", "\"timeZone\":\"Europe/Athens\"", NULL},
	{"Message", PERSONAL, "n- n- n- n- n- n- n- sw", "\"keywords/$kept\":true", NULL},
	{"Notification", PERSONAL, "n- n- n- n- n- n- n- sw", "\"keywords/$seen\":true", NULL},
	{"Contact", PERSONAL, "n- n- n- n- n- n- n- sw", "\"state\":\"contact\"", NULL},
	{"Follow", PERSONAL, "n- n- n- n- n- n- n- sf", "\"since\":null", NULL},
	{"Attendance", PERSONAL, "n- n- n- n- n- n- n- sw", "\"remindBefore\":10", NULL},
	{"SavedSearch", PERSONAL, "n- n- n- n- n- n- n- sw", "\"title\":\"x\"", NULL},
	{"Report", PERSONAL, "n- n- n- n- n- n- n- sf", "\"text\":\"x\"", NULL},
	{"Report", DESK, "n- n- n- n- n- n- sf n-", "\"text\":\"x\"", NULL},
	{"Project", PROJECT, "n- n- n- n- so sw n- sw", "\"summary\":\"x\"", NULL},
	{"Member", PROJECT, "n- n- n- n- so sw n- sw", "\"role\":\"observer\"", NULL},
	{"Event", PROJECT, "n- n- n- n- sf sw n- sw", "\"about\":\"x\"", NULL},
};

static char seen(const struct thing *t, enum who who)
{
	return t->rights[3 * who];
}

static char writes(const struct thing *t, enum who who)
{
	return t->rights[3 * who + 1];
}

/* --- the world --- */

static char *write_record(struct store *s, int64_t account, enum record_type_index type, char *body_taken)
{
	struct record r = {.account = account, .type = &record_types[type], .audience = record_types[type].audience, .body = body_taken};
	assert_int_equal(record_write(s, &r, true, NULL), 0);
	char *id = xstrdup(r.id);
	record_free(&r);
	return id;
}

static struct thing *thing(const char *type, enum where where)
{
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		if (text_equal(things[i].type, type) && things[i].where == where)
			return &things[i];
	fail_msg("no %s there", type);
	return NULL;
}

/* What no client makes: a school, an office, an officer. */
static void write_the_rest(void)
{
	struct store s;
	struct account directory, community;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory) && account_by_kind(&s, ACCOUNT_COMMUNITY, &community));
	assert_int_equal(db_begin(s.db, NULL), 0);
	thing("School", DIRECTORY)->id = write_record(&s, directory.local, TYPE_School, xstrdup("{\"name\":\"1st\",\"country\":\"GR\"}"));
	thing("SupportOffice", COMMUNITY)->id = write_record(&s, community.local, TYPE_SupportOffice, xstrdup("{\"name\":\"CTI\"}"));
	struct db_stmt *row = db_prepare(s.db, "SELECT local, id FROM account WHERE kind = ?1 AND name = 'GR'");
	db_bind_int(row, 1, ACCOUNT_DESK);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t desk = db_int(row, 0);
	accounts[DESK] = xstrdup(db_text(row, 1));
	db_reset(row);
	assert_int_equal(member_set(&s, desk, olga.person, ROLE_OFFICER, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&directory);
	account_release(&community);
	store_close(&s);
}

static char *first_of(const char *type, enum where where, const struct teacher *t)
{
	struct deeds d = deeds_of(f, t, accounts[where], type);
	struct json *record = deeds_find(&d, "%s", "");
	char *id = xstrdup(json_get_text(record, "id"));
	json_free(record);
	return id;
}

static void make_events(void)
{
	struct deeds community = deeds_of(f, &f->ada, accounts[COMMUNITY], "Event"), project = deeds_of(f, &f->ada, accounts[PROJECT], "Event");
	struct deeds words = deeds_of(f, &f->ada, f->ada.account, "Attendance");
	const char *event = "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}";
	assert_null(deeds_make(&community, &thing("Event", COMMUNITY)->id, "%s", event));
	assert_null(deeds_make(&project, &thing("Event", PROJECT)->id, "%s", event));
	assert_null(deeds_make(&words, &thing("Attendance", PERSONAL)->id, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"",
	                       thing("Event", COMMUNITY)->id));
}

static void make_personal(void)
{
	struct deeds follows = deeds_of(f, &f->ada, f->ada.account, "Follow"), searches = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	struct deeds reports = deeds_of(f, &f->ada, f->ada.account, "Report");
	deeds_befriend(f, &f->ada, &lea);
	thing("Message", PERSONAL)->id = portal_send(f, &f->ada, &f->ben, "Secret");
	assert_null(deeds_make(&follows, &thing("Follow", PERSONAL)->id, "\"person\":{\"id\":\"%s\"}", sam.person));
	assert_null(deeds_make(&searches, &thing("SavedSearch", PERSONAL)->id, "\"type\":\"Person\",\"filter\":{}"));
	assert_null(deeds_make(&reports, &thing("Report", PERSONAL)->id, "\"reason\":\"spam\",\"text\":\"x\",\"person\":{\"id\":\"%s\"}",
	                       f->ada.person));
}

static void make_project(void)
{
	accounts[PROJECT] = deeds_project(f, "Ours", &f->ada, &f->ben, &f->eva, NULL);
	struct deeds project = deeds_of(f, &f->ada, accounts[PROJECT], "Project"), members = deeds_of(f, &f->ada, accounts[PROJECT], "Member");
	assert_null(deeds_change(&project, accounts[PROJECT], "\"shown\":true"));
	thing("Project", PROJECT)->id = xstrdup(accounts[PROJECT]);
	thing("Project", DIRECTORY)->id = xstrdup(accounts[PROJECT]);
	struct json *member = deeds_find(&members, "\"person\":\"%s\"", f->eva.person);
	thing("Member", PROJECT)->id = xstrdup(json_get_text(member, "id"));
	json_free(member);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "nina", "GR", true, &nina);
	deeds_join(f, "samu", "FI", false, &sam);
	deeds_join(f, "lea", "FR", false, &lea);
	deeds_join(f, "olga", "GR", false, &olga);
	guest = (struct teacher){.bearer = xstrdup("")};
	const struct teacher *all[] = {&guest, &nina, &sam, &lea, &f->eva, &f->ben, &olga, &f->ada};
	memcpy(people, all, sizeof people);
	accounts[PERSONAL] = xstrdup(f->ada.account);
	accounts[DIRECTORY] = xstrdup(f->ada.directory);
	accounts[COMMUNITY] = xstrdup(f->ada.community);
	write_the_rest();
	make_project();
	make_events();
	make_personal();
	thing("Person", DIRECTORY)->id = xstrdup(f->ada.person);
	thing("Country", COMMUNITY)->id = first_of("Country", COMMUNITY, &f->ada);
	thing("Profile", PERSONAL)->id = first_of("Profile", PERSONAL, &f->ada);
	thing("Contact", PERSONAL)->id = first_of("Contact", PERSONAL, &f->ada);
	thing("Notification", PERSONAL)->id = first_of("Notification", PERSONAL, &f->ada);
	thing("Report", DESK)->id = first_of("Report", DESK, &olga);
	return 0;
}

static int end(void **state)
{
	struct teacher *made[] = {&guest, &nina, &sam, &lea, &olga};
	for (size_t i = 0; i < ARRAY_SIZE(made); i++)
		teacher_release(made[i]);
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		free(things[i].id);
	for (size_t i = 0; i < ARRAY_SIZE(accounts); i++)
		free(accounts[i]);
	return portal_fixture_stop(state);
}

/* --- asking --- */

static struct json *call(const struct thing *t, enum who who, const char *verb, const char *arguments)
{
	char *method = xasprintf("%s/%s", t->type, verb);
	struct json *response = portal_call(f, people[who], method, "{\"accountId\":\"%s\",%s}", accounts[t->where], arguments);
	free(method);
	return response;
}

static const char *error_of(const struct json *response)
{
	return json_get_text(response, "type");
}

static bool has(const struct json *list, const char *id)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_is_object(i) ? json_get_text(i, "id") : json_text(i), id))
			return true;
	return false;
}

/* Fails unless is holds, telling of what. */
static void expect(const struct thing *t, enum who who, const char *what, bool is, struct json *response_taken)
{
	if (!is) {
		char *text = json_print(response_taken);
		fail_msg("%s %s, %s: %s", names[who], what, t->type, text);
	}
	json_free(response_taken);
}

/* Asks with the id and with one that never was: the answers differ in nothing but the id. */
static void expect_alike(const struct thing *t, enum who who, const char *verb, const char *arguments)
{
	static const char nobody[] = "azzzzzzz";
	char *answers[2];
	const char *ids[] = {t->id, nobody};
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		struct str filled = {0}, answer = {0};
		for (const char *c = arguments; *c; c++)
			if (*c == '@')
				str_add(&filled, ids[i]);
			else
				str_addc(&filled, *c);
		struct json *response = call(t, who, verb, filled.text);
		char *text = json_print(response);
		for (const char *c = text; *c; c++)
			if (strncmp(c, ids[i], strlen(ids[i])) == 0)
				str_addc(&answer, '@'), c += strlen(ids[i]) - 1;
			else
				str_addc(&answer, *c);
		answers[i] = str_detach(&answer);
		json_free(response);
		free(text);
		str_release(&filled);
	}
	if (strcmp(answers[0], answers[1]) != 0)
		fail_msg("%s tells %s apart: %s and %s", names[who], t->type, answers[0], answers[1]);
	free(answers[0]);
	free(answers[1]);
}

/* --- reading --- */

static void test_get(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			char *arguments = xasprintf("\"ids\":[\"%s\"]", t->id), right = seen(t, who);
			struct json *got = call(t, who, "get", arguments);
			bool is = right == 'n' ? text_equal(error_of(got), "accountNotFound") : has(json_get(got, right == 's' ? "list" : "notFound"), t->id);
			expect(t, who, "gets", is && json_size(json_get(got, "list")) == (right == 's'), got);
			if (right != 's')
				expect_alike(t, who, "get", "\"ids\":[\"@\"]");
			free(arguments);
		}
}

static void test_query(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			struct json *found = call(t, who, "query", "\"calculateTotal\":true");
			bool sees = seen(t, who) == 's';
			bool is = seen(t, who) == 'n' ? text_equal(error_of(found), "accountNotFound") : has(json_get(found, "ids"), t->id) == sees;
			/* Who sees none of a type learns not even how many there are. */
			is = is && (seen(t, who) != 'h' || json_get_integer(found, "total", -1) == 0);
			expect(t, who, "finds", is, found);
		}
}

static void test_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			struct json *now = call(t, who, "get", "\"ids\":[]");
			const char *token = json_get_text(now, "state"), *dash = token ? strrchr(token, '-') : NULL;
			char *arguments = xasprintf("\"sinceState\":\"%.*s-0\",\"maxChanges\":500", dash ? (int)(dash - token) : 0, token ? token : "");
			struct json *changes = call(t, who, "changes", arguments);
			const char *error = seen(t, who) == 'n' ? "accountNotFound" : t->where == DIRECTORY ? "cannotCalculateChanges" : NULL;
			bool is = error ? text_equal(error_of(changes), error) : has(json_get(changes, "created"), t->id) == (seen(t, who) == 's');
			expect(t, who, "is told of", is, changes);
			json_free(now);
			free(arguments);
		}
}

static void test_sync(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			struct json *sync = portal_call(f, people[who], "Sync/get", "{\"want\":{\"%s\":-1},\"maxBytes\":1000000}", t->type);
			const struct json *part = json_get(json_get(sync, "accounts"), accounts[t->where]);
			bool copied = has(json_get(json_get(part, "records"), t->type), t->id), sees = seen(t, who) == 's';
			bool is = seen(t, who) == 'n' ? !part : t->where == DIRECTORY ? !copied || sees : copied == sees;
			expect(t, who, "copies", is, sync);
		}
}

/* --- writing --- */

/* What writing is answered with; NULL: it is done. */
static const char *refusal_of(const struct thing *t, enum who who, bool destroys)
{
	switch (writes(t, who)) {
	case 'r':
		return "accountReadOnly";
	case 'f':
		return "forbidden";
	case 'o':
		return "role";
	case 'w':
		return NULL;
	default:
		return seen(t, who) == 'n' ? "accountNotFound" : destroys ? "forbidden" : "notFound";
	}
}

static void test_update(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			struct deeds d = deeds_of(f, people[who], accounts[t->where], t->type);
			const char *said = deeds_change(&d, t->id, "%s", t->patch), *wanted = refusal_of(t, who, false);
			if (!text_equal(said, wanted))
				fail_msg("%s changes %s: %s, not %s", names[who], t->type, said ? said : "done", wanted ? wanted : "done");
			if (seen(t, who) != 's')
				expect_alike(t, who, "set", "\"update\":{\"@\":{\"x\":1}}");
		}
}

/* A thing is its owner's to destroy; who else may is for the tests of the type. */
static void test_destroy(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			if (writes(t, who) == 'w' || (who == OWNER && t->where == PERSONAL))
				continue;
			struct deeds d = deeds_of(f, people[who], accounts[t->where], t->type);
			bool own = text_equal(t->type, "Member") && who == MEMBER; /* may go */
			const char *wanted = refusal_of(t, who, true), *said = own ? wanted : deeds_end(&d, t->id);
			if (!text_equal(said, wanted))
				fail_msg("%s destroys %s: %s, not %s", names[who], t->type, said ? said : "done", wanted);
			if (seen(t, who) != 's')
				expect_alike(t, who, "set", "\"destroy\":[\"@\"]");
		}
}

/* An empty object is wrong wherever one may make something at all. */
static void test_create(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(things); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = &things[i];
			const struct record_type *type = record_type_find(t->type);
			struct json *set = call(t, who, "set", "\"create\":{\"k\":{}}");
			const char *error = error_of(set) ? error_of(set) : error_of(json_get(json_get(set, "notCreated"), "k"));
			const char *wanted = seen(t, who) == 'n'      ? "accountNotFound"
			                   : writes(t, who) == 'r'    ? "accountReadOnly"
			                   : type->flags & T_SINGLETON ? "singleton"
			                   : type->flags & T_CREATE   ? "invalidProperties"
			                                              : "forbidden";
			expect(t, who, "makes", text_equal(error, wanted) || (text_equal(t->type, "Follow") && who == OWNER), set);
		}
}

/* True if Blob/get shows who asks the file, and joining it to another does what it does to what was never there, or goes well. */
static bool blob_is_shown(const struct teacher *t, const char *account, const char *id)
{
	struct json *answer = NULL;
	char *headers = xasprintf("%sContent-Type: application/json\r\n", t->bearer ? t->bearer : "");
	char *body = xasprintf("{\"using\":[\"urn:ietf:params:jmap:core\",\"urn:ietf:params:jmap:blob\"],\"methodCalls\":[[\"Blob/get\","
	                       "{\"accountId\":\"%s\",\"ids\":[\"%s\"],\"properties\":[\"size\"]},\"0\"],[\"Blob/upload\",{\"accountId\":\"%s\","
	                       "\"create\":{\"f\":{\"data\":[{\"blobId\":\"%s\"}]}}},\"1\"],"
	                       "[\"Blob/lookup\",{\"accountId\":\"%s\",\"typeNames\":[\"Event\"],\"ids\":[\"%s\"]},\"2\"]]}",
	                       account, id, account, id, account, id);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, body, &answer), 200);
	const struct json *responses = json_get(answer, "methodResponses");
	bool shown = json_size(json_get(json_at(json_at(responses, 0), 1), "list")) == 1;
	bool joined = json_get(json_at(json_at(responses, 1), 1), "created") != NULL;
	bool looked_up = json_size(json_get(json_at(json_at(responses, 2), 1), "list")) == 1;
	assert_true(shown || !joined);
	assert_true(looked_up == shown);
	json_free(answer);
	free(headers);
	free(body);
	return shown;
}

/* A file is read by those who may read a record that names it; of others its id is like one that never was. */
static void test_download(void **state)
{
	(void)state;
	static const struct { enum where where; const char *type, *members, *may; } rows[] = {
		{PERSONAL, "Message", "\"to\":[{\"id\":\"$\"}],\"text\":\"x\"", "-------y"},
		{COMMUNITY, "Event", "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}", "yyyyyyyy"},
		{PROJECT, "Event", "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}", "----yy-y"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *path = xasprintf("/jmap/upload/%s/", accounts[rows[i].where]);
		char *header = xasprintf("%sContent-Type: text/plain\r\n", f->ada.bearer);
		struct json *blob = NULL;
		struct str members = {0};
		assert_int_equal(portal_ask(f, "POST", path, header, "words", &blob), 201);
		for (const char *c = rows[i].members; *c; c++)
			str_addn(&members, *c == '$' ? lea.person : c, *c == '$' ? strlen(lea.person) : 1);
		struct deeds d = deeds_of(f, &f->ada, accounts[rows[i].where], rows[i].type);
		const char *id = json_get_text(blob, "blobId");
		assert_null(deeds_make(&d, NULL, "%s,\"files\":[{\"blobId\":\"%s\",\"name\":\"a.txt\"}]", members.text, id));
		for (enum who who = 0; who < WHO_COUNT; who++) {
			char *there = xasprintf("/jmap/download/%s/%s/a.txt?accept=text/plain", accounts[rows[i].where], id);
			char *nowhere = xasprintf("/jmap/download/%s/azzzzzzz/a.txt?accept=text/plain", accounts[rows[i].where]);
			int status = portal_ask(f, "GET", there, people[who]->bearer, NULL, NULL);
			if (status != (rows[i].may[who] == 'y' ? 200 : 404))
				fail_msg("%s downloads of %s: %d", names[who], rows[i].type, status);
			if (blob_is_shown(people[who], accounts[rows[i].where], id) != (rows[i].may[who] == 'y'))
				fail_msg("%s looks into the file of %s", names[who], rows[i].type);
			assert_int_equal(portal_ask(f, "GET", nowhere, people[who]->bearer, NULL, NULL), 404);
			free(there);
			free(nowhere);
		}
		str_release(&members);
		json_free(blob);
		free(path);
		free(header);
	}
}

/* An account of one kind holds no records of another. */
static void test_types_stay_in_their_accounts(void **state)
{
	(void)state;
	static const struct { const char *type; enum where where; } rows[] = {
		{"Message", COMMUNITY}, {"Person", PERSONAL}, {"Event", PERSONAL}, {"Event", DIRECTORY}, {"Member", DIRECTORY}, {"Attendance", PROJECT},
		{"Contact", DIRECTORY}, {"Report", COMMUNITY}, {"SavedSearch", DIRECTORY},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct thing t = {.type = rows[i].type, .where = rows[i].where};
		struct json *got = call(&t, OWNER, "get", "\"ids\":[]");
		expect(&t, OWNER, "asks elsewhere for", text_equal(error_of(got), "accountNotSupportedByMethod"), got);
	}
}

/* Guests see what is held and founded, and by nobody. */
static void test_people_are_left_out_for_strangers(void **state)
{
	(void)state;
	static const struct { const char *type; enum where where; const char *property; } rows[] = {
		{"Event", COMMUNITY, "organiser"}, {"Project", DIRECTORY, "founders"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		for (enum who who = 0; who < WHO_COUNT; who++) {
			const struct thing *t = thing(rows[i].type, rows[i].where);
			char *arguments = xasprintf("\"ids\":[\"%s\"]", t->id);
			char *filter = xasprintf("\"filter\":{\"%s\":\"%s\"}", rows[i].property, f->ada.person);
			struct json *got = call(t, who, "get", arguments), *found = call(t, who, "query", filter);
			bool there = json_get(json_first(json_get(got, "list")), rows[i].property);
			expect(t, who, "sees who is behind", there == (who > NEWCOMER), got);
			expect(t, who, "looks for who is behind", (error_of(found) != NULL) == (who <= NEWCOMER), found);
			free(arguments);
			free(filter);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_sync),
		cmocka_unit_test(test_download),
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_update),
		cmocka_unit_test(test_destroy),
		cmocka_unit_test(test_types_stay_in_their_accounts),
		cmocka_unit_test(test_people_are_left_out_for_strangers),
	};
	return cmocka_run_group_tests(tests, start, end);
}
