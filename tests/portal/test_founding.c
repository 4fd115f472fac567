/* Founding a project: from a draft by the partner's yes and both desks to an active one, and back; who may, and with whom. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

/* ada (GR) and ben (IT) are contacts, of two schools; eva (PL) is ada's contact of ada's school; nino (GE), davit (AM): Plus countries. */
static struct portal_fixture *f;
static struct teacher nino, davit, nemo;

static const char plan[] =
	"\"title\":\"Rivers\",\"summary\":\"Two rivers\",\"languages\":{\"en\":true},\"pupilsFrom\":9,\"pupilsTo\":11,\"pupils\":40,"
	"\"subjects\":{\"environment\":true},\"aims\":\"To look\"";

/* --- the world --- */

static void change_card(const char *person, const char *field, const char *value)
{
	const struct deeds cards = deeds_of(f, &f->ada, f->ada.directory, "Person");
	char *members = xasprintf("{\"%s\":%s}", field, value);
	deeds_rewrite(&cards, person, members);
	free(members);
}

static void add_school(const char *id, const char *name, const char *country)
{
	struct store s;
	struct account directory;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	struct record school = {
		.account = directory.local, .type = &record_types[TYPE_School], .id = xstrdup(id), .audience = AUDIENCE_PUBLIC,
		.body = xasprintf("{\"name\":\"%s\",\"country\":\"%s\"}", name, country),
	};
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &school, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	record_free(&school);
	account_release(&directory);
	store_close(&s);
}

static void work_at(const struct teacher *t, const char *school)
{
	char *party = xasprintf("{\"id\":\"%s\",\"name\":\"%s\"}", school, school);
	change_card(t->person, "school", party);
	free(party);
}

static int start(void **state)
{
	static const char *const schools[][2] = {
		{"schoolaa", "GR"}, {"schoolbb", "IT"}, {"schoolcc", "GE"}, {"schooldd", "AM"}, {"schoolee", "PL"},
	};

	*state = f = portal_fixture_new((const char *[]){"--approval", "automatic", NULL});
	deeds_join(f, "nino", "GE", false, &nino);
	deeds_join(f, "davit", "AM", false, &davit);
	deeds_join(f, "nemo", "SE", false, &nemo);
	for (size_t i = 0; i < ARRAY_SIZE(schools); i++)
		add_school(schools[i][0], schools[i][0], schools[i][1]);
	work_at(&f->ada, "schoolaa");
	work_at(&f->eva, "schoolaa");
	work_at(&f->ben, "schoolbb");
	work_at(&nino, "schoolcc");
	work_at(&davit, "schooldd");
	deeds_befriend(f, &f->ada, &f->ben);
	deeds_befriend(f, &f->ada, &f->eva);
	deeds_befriend(f, &f->ada, &nino);
	deeds_befriend(f, &f->ada, &nemo);
	deeds_befriend(f, &nino, &davit);
	return 0;
}

static int end(void **state)
{
	teacher_release(&nino);
	teacher_release(&davit);
	teacher_release(&nemo);
	return portal_fixture_stop(state);
}

static struct deeds at(const struct teacher *t, const char *account, const char *type)
{
	return deeds_of(f, t, account, type);
}

/* Founds a project with somebody: its id, yours, or NULL and *said. */
static char *found(const struct teacher *by, const struct teacher *with, const char *more, const char **said)
{
	struct deeds own = at(by, by->account, "Project");
	char *id = NULL;
	*said = deeds_make(&own, &id, "%s,\"partner\":{\"id\":\"%s\"}%s", plan, with->person, more);
	if (*said) {
		free(id);
		return NULL;
	}
	return id;
}

static char *founded(void)
{
	const char *said;
	char *id = found(&f->ada, &f->ben, "", &said);
	if (said)
		fail_msg("not founded: %s", said);
	return id;
}

static struct json *project_of(const struct teacher *t, const char *id)
{
	struct deeds d = at(t, id, "Project");
	return deeds_get(&d, id);
}

static bool is_in(const struct teacher *t, const char *id, const char *state)
{
	return deeds_says(project_of(t, id), "state", state);
}

/* Ben's answer to the invitation to found. */
static const char *answer(const char *project, const char *word)
{
	struct deeds mail = at(&f->ben, f->ben.account, "Message");
	struct json *letter = deeds_find(&mail, "\"kind\":\"invitation\",\"project\":\"%s\",\"answer\":\"\"", project);
	assert_non_null(letter);
	const char *said = deeds_change(&mail, json_get_text(letter, "id"), "\"answer\":\"%s\"", word);
	json_free(letter);
	return said;
}

static int news(const struct teacher *t, const char *kind, const char *project)
{
	struct deeds d = at(t, t->account, "Notification");
	return deeds_count(&d, "\"kind\":\"%s\",\"aboutId\":\"%s\"", kind, project);
}

/* As if so many days had gone by since it began to wait. */
static void wait_days(const char *project, int days)
{
	struct store s;
	struct account a;
	struct record r;
	char since[CLOCK_TEXT_SIZE];
	int64_t local;
	portal_store(f, &s);
	assert_true(account_by_id(&s, project, &a));
	struct record_query q = {.account = a.local, .type = &record_types[TYPE_Project], .limit = 1};
	assert_int_equal(record_list(&s, &q, &local, NULL, NULL, NULL), 1);
	assert_true(record_by_local(&s, local, &r));
	struct json *body = json_parse_own(r.body);
	clock_format(clock_now() - days * 86400, since);
	json_set_string(body, "stateSince", since);
	if (json_get(body, "remindedAt"))
		json_set_string(body, "remindedAt", since);
	free(r.body);
	r.body = json_print(body);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	json_free(body);
	record_free(&r);
	account_release(&a);
	store_close(&s);
}

static void approve_by(const char *way)
{
	struct store s;
	portal_store(f, &s);
	assert_int_equal(store_set_fact(&s, "approval", way, NULL), 0);
	store_close(&s);
}

/* --- the way of a project --- */

static void test_from_two_teachers_to_an_active_project(void **state)
{
	(void)state;
	char *id = founded();
	struct json *mine = project_of(&f->ada, id);
	assert_string_equal(json_get_text(mine, "state"), "waitingForPartner");
	assert_string_equal(json_get_text(json_first(json_get(mine, "waitsFor")), "id"), f->ben.person);
	assert_int_equal(json_size(json_get(mine, "founders")), 1);
	assert_string_equal(json_get_text(json_get(mine, "school"), "name"), "schoolaa");
	assert_non_null(json_get_text(mine, "stateSince"));
	assert_null(json_get(mine, "national"));
	json_free(mine);
	/* The partner reads the plan before answering, and changes nothing but by asking. */
	struct deeds theirs = at(&f->ben, id, "Project");
	assert_true(is_in(&f->ben, id, "waitingForPartner"));
	assert_string_equal(deeds_change(&theirs, id, "\"title\":\"Mine\""), "role");
	assert_int_equal(news(&f->ben, "projectInvitation", id), 1);
	assert_null(answer(id, "accepted"));
	mine = project_of(&f->ben, id);
	assert_string_equal(json_get_text(mine, "state"), "active");
	assert_int_equal(json_size(json_get(mine, "founders")), 2);
	assert_int_equal(json_get_integer(mine, "members", 0), 2);
	assert_null(json_get(mine, "waitsFor"));
	json_free(mine);
	assert_int_equal(news(&f->ada, "projectApproved", id), 1);
	assert_null(deeds_change(&theirs, id, "\"title\":\"Ours\""));
	free(id);
}

static void test_the_partner_proposes_before_answering(void **state)
{
	(void)state;
	char *id = founded();
	struct deeds mail = at(&f->ben, f->ben.account, "Message"), hers = at(&f->ada, f->ada.account, "Message");
	assert_null(deeds_make(&mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"project\":{\"id\":\"%s\"},\"text\":\"More?\",\"proposal\":{\"pupils\":60}",
	                       f->ada.person, id));
	struct json *letter = deeds_find(&hers, "\"kind\":\"proposal\",\"project\":\"%s\"", id);
	assert_null(deeds_change(&hers, json_get_text(letter, "id"), "\"answer\":\"accepted\""));
	json_free(letter);
	struct json *tree = project_of(&f->ben, id);
	assert_int_equal(json_get_integer(tree, "pupils", 0), 60);
	assert_string_equal(json_get_text(tree, "state"), "waitingForPartner");
	json_free(tree);
	assert_null(answer(id, "accepted"));
	free(id);
}

static void test_a_no_gives_it_back(void **state)
{
	(void)state;
	char *id = founded();
	struct deeds mine = at(&f->ada, id, "Project"), members = at(&f->ada, id, "Member");
	struct deeds bens = at(&f->ben, f->ben.account, "Message");
	struct json *letter = deeds_find(&bens, "\"kind\":\"invitation\",\"project\":\"%s\",\"answer\":\"\"", id);
	/* Words go with a no, once, and with nothing else. */
	assert_string_equal(deeds_change(&bens, json_get_text(letter, "id"), "\"answer\":\"accepted\",\"answerText\":\"Yes!\""),
	                    "answerText: serverSet");
	assert_string_equal(deeds_change(&bens, json_get_text(letter, "id"), "\"answerText\":\"Hm.\""), "answerText: serverSet");
	assert_null(deeds_change(&bens, json_get_text(letter, "id"), "\"answer\":\"declined\",\"answerText\":\"Too many pupils.\""));
	assert_string_equal(deeds_change(&bens, json_get_text(letter, "id"), "\"answerText\":\"Hm.\""), "answerText: serverSet");
	json_free(letter);
	struct json *tree = project_of(&f->ada, id);
	assert_string_equal(json_get_text(tree, "state"), "draft");
	assert_string_equal(json_get_text(tree, "word"), "Too many pupils.");
	assert_string_equal(json_get_text(json_get(tree, "returnedBy"), "id"), f->ben.person);
	assert_null(json_get(tree, "waitsFor"));
	json_free(tree);
	assert_null(project_of(&f->ben, id));
	assert_int_equal(deeds_count(&members, "%s", ""), 1);
	assert_int_equal(news(&f->ada, "projectReturned", id), 1);
	/* Changed, it goes again. */
	assert_null(deeds_change(&mine, id, "\"aims\":\"To listen\",\"state\":\"waitingForPartner\""));
	tree = project_of(&f->ada, id);
	assert_null(json_get(tree, "returnedBy"));
	assert_null(json_get(tree, "word"));
	json_free(tree);
	assert_null(answer(id, "accepted"));
	assert_true(is_in(&f->ada, id, "active"));
	free(id);
}

static void test_what_waits_is_taken_back_and_thrown_away(void **state)
{
	(void)state;
	char *id = founded();
	struct deeds mine = at(&f->ada, id, "Project"), members = at(&f->ada, id, "Member"), mail = at(&f->ben, f->ben.account, "Message");
	assert_string_equal(deeds_end(&mine, id), "notInState");
	struct json *invited = deeds_find(&members, "\"person\":\"%s\"", f->ben.person);
	assert_string_equal(deeds_end(&members, json_get_text(invited, "id")), "notInState");
	json_free(invited);
	assert_null(deeds_change(&mine, id, "\"state\":\"draft\""));
	assert_null(project_of(&f->ben, id));
	assert_true(deeds_says(deeds_find(&mail, "\"kind\":\"invitation\",\"project\":\"%s\"", id), "answer", "withdrawn"));
	assert_null(deeds_end(&mine, id));
	assert_string_equal(deeds_change(&mine, id, "\"title\":\"x\""), "accountNotFound");
	free(id);
}

/* Every move from every state; NULL: it is done. */
static void test_states(void **state)
{
	(void)state;
	static const struct { const char *from, *to, *said; } rows[] = {
		{"draft", "active", "notInState"}, {"draft", "closed", "notInState"}, {"draft", "waitingForSupport", "notInState"},
		{"waitingForPartner", "active", "notInState"}, {"waitingForPartner", "waitingForSupport", "notInState"},
		{"waitingForPartner", "draft", NULL}, {"draft", "waitingForPartner", NULL},
		{"active", "draft", "notInState"}, {"active", "archived", "notInState"}, {"active", "waitingForPartner", "notInState"},
		{"active", "closed", NULL}, {"closed", "draft", "notInState"}, {"closed", "active", NULL}, {"active", "closed", NULL},
		{"closed", "archived", NULL}, {"archived", "active", "notInState"}, {"archived", "draft", "notInState"},
	};
	const char *now = "draft", *said;
	char *id = found(&f->ada, &f->ben, ",\"state\":\"draft\"", &said);
	assert_non_null(id);
	struct deeds mine = at(&f->ada, id, "Project");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (!text_equal(now, rows[i].from) && text_equal(rows[i].from, "waitingForPartner"))
			assert_null(deeds_change(&mine, id, "\"state\":\"waitingForPartner\""));
		if (text_equal(rows[i].from, "active") && text_equal(now, "waitingForPartner"))
			assert_null(answer(id, "accepted"));
		assert_true(is_in(&f->ada, id, rows[i].from));
		said = deeds_change(&mine, id, "\"state\":\"%s\"", rows[i].to);
		if (!text_equal(said, rows[i].said))
			fail_msg("from %s to %s: %s", rows[i].from, rows[i].to, said ? said : "done");
		now = said ? rows[i].from : rows[i].to;
	}
	assert_string_equal(deeds_change(&mine, id, "\"title\":\"Too late\""), "notInState");
	free(id);
}

/* --- what it takes --- */

static void test_needed_parts(void **state)
{
	(void)state;
	struct deeds own = at(&f->ada, f->ada.account, "Project");
	char *id;
	assert_string_equal(deeds_make(&own, NULL, "\"title\":\"Bare\""), "partner: required");
	/* A draft needs a title alone, and the rest when it goes. */
	assert_null(deeds_make(&own, &id, "\"title\":\"Bare\",\"state\":\"draft\",\"partner\":{\"id\":\"%s\"}", f->ben.person));
	struct deeds mine = at(&f->ada, id, "Project");
	assert_string_equal(deeds_change(&mine, id, "\"state\":\"waitingForPartner\""), "summary: required");
	assert_null(deeds_change(&mine, id, "%s,\"state\":\"waitingForPartner\"", plan));
	assert_string_equal(deeds_change(&mine, id, "\"partner\":{\"id\":\"%s\"}", nino.person), "notInState");
	assert_string_equal(deeds_make(&own, NULL, "%s,\"state\":\"active\",\"partner\":{\"id\":\"%s\"}", plan, f->ben.person), "notInState");
	assert_string_equal(deeds_make(&own, NULL, "%s,\"founders\":[]", plan), "founders: serverSet");
	free(id);
}

static void test_who_founds_with_whom(void **state)
{
	(void)state;
	static const struct { const struct teacher *by, *with; const char *said; } rows[] = {
		{&nemo, &davit, "notContacts"},       /* nobody's contact */
		{&nemo, &nemo, "partner: noSuchReference"},
	};
	const char *said;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		found(rows[i].by, rows[i].with, "", &said);
		assert_string_equal(said, rows[i].said);
	}
	found(&f->ada, &f->eva, "", &said);
	assert_string_equal(said, "sameSchool");
	found(&f->ada, &nemo, "", &said);
	assert_string_equal(said, "noSchool");
	/* Somewhere else than in one's own account nobody founds anything. */
	char *project = deeds_project(f, "Old", &f->ada, &f->ben, NULL);
	struct deeds other = at(&f->ada, project, "Project"), card = at(&f->ada, f->ada.directory, "Project");
	assert_string_equal(deeds_make(&other, NULL, "%s", plan), "forbidden");
	assert_string_equal(deeds_make(&card, NULL, "%s", plan), "forbidden");
	free(project);
}

static void test_plus_countries(void **state)
{
	(void)state;
	const char *said;
	found(&nino, &davit, "", &said);
	assert_string_equal(said, "plusOnly");
	found(&nino, &f->ada, "", &said);
	assert_string_equal(said, "plusOff");
	found(&f->ada, &nino, "", &said);
	assert_string_equal(said, "plusOff");
	struct deeds cards = at(&f->ada, f->ada.directory, "Person");
	assert_null(deeds_change(&cards, f->ada.person, "\"plus\":true"));
	char *id = found(&nino, &f->ada, "", &said);
	assert_null(said);
	free(id);
}

static void test_one_country_is_national(void **state)
{
	(void)state;
	const char *said;
	work_at(&f->eva, "schoolee");
	change_card(f->eva.person, "country", "\"GR\"");
	char *id = found(&f->ada, &f->eva, "", &said);
	assert_non_null(id);
	struct json *tree = project_of(&f->ada, id);
	assert_true(json_get_bool(tree, "national", false));
	json_free(tree);
	free(id);
}

/* --- waiting --- */

static void test_reminding(void **state)
{
	(void)state;
	char *id = founded();
	struct deeds mine = at(&f->ada, id, "Project");
	const char *now = "\"remindedAt\":\"2026-11-20T10:00:00Z\"";
	assert_string_equal(deeds_change(&mine, id, "%s", now), "reminded");
	wait_days(id, 4);
	assert_null(deeds_change(&mine, id, "%s", now));
	assert_int_equal(news(&f->ben, "projectReminder", id), 1);
	assert_string_equal(deeds_change(&mine, id, "\"remindedAt\":null"), "reminded");
	assert_null(answer(id, "accepted"));
	assert_string_equal(deeds_change(&mine, id, "%s", now), "notInState");
	free(id);
}

static void test_it_waits_for_both_desks(void **state)
{
	(void)state;
	approve_by("desk");
	char *id = founded();
	assert_null(answer(id, "accepted"));
	struct json *tree = project_of(&f->ben, id);
	const struct json *offices = json_get(tree, "waitsForOffices");
	assert_string_equal(json_get_text(tree, "state"), "waitingForSupport");
	assert_true(json_get_bool(offices, "GR", false) && json_get_bool(offices, "IT", false));
	json_free(tree);
	/* Founders do not leave what waits; either of them takes it back, and the first has it then. */
	struct deeds members = at(&f->ben, id, "Member"), theirs = at(&f->ben, id, "Project");
	struct json *own = deeds_find(&members, "\"person\":\"%s\"", f->ben.person);
	assert_string_equal(deeds_end(&members, json_get_text(own, "id")), "notInState");
	json_free(own);
	assert_null(deeds_change(&theirs, id, "\"state\":\"draft\""));
	assert_null(project_of(&f->ben, id));
	assert_true(is_in(&f->ada, id, "draft"));
	approve_by("automatic");
	free(id);
}

/* --- desks --- */

/* Makes somebody an officer of a country: the desk's account, yours. */
static char *seat(const struct teacher *t, const char *country)
{
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "SELECT local, id FROM account WHERE kind = ?1 AND name = ?2");
	db_bind_int(row, 1, ACCOUNT_DESK);
	db_bind_text(row, 2, country);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t local = db_int(row, 0);
	char *id = xstrdup(db_text(row, 1));
	db_reset(row);
	assert_int_equal(member_set(&s, local, t->person, ROLE_OFFICER, NULL), 0);
	store_close(&s);
	return id;
}

static const char *decide(const char *desk, const char *project, const char *patch)
{
	struct deeds cases = at(&nemo, desk, "Case");
	struct json *one = deeds_find(&cases, "\"kind\":\"project\",\"aboutId\":\"%s\"", project);
	assert_non_null(one);
	const char *said = deeds_change(&cases, json_get_text(one, "id"), "%s", patch);
	json_free(one);
	return said;
}

static bool case_is(const char *desk, const char *project, const char *state)
{
	struct deeds cases = at(&nemo, desk, "Case");
	return deeds_says(deeds_find(&cases, "\"kind\":\"project\",\"aboutId\":\"%s\"", project), "state", state);
}

/* The value of a fact in what the desk knows of a project now; yours, NULL for none. */
static char *fact_of(const char *desk, const char *project, const char *fact)
{
	struct deeds cases = at(&nemo, desk, "Case"), dossiers = at(&nemo, desk, "Dossier");
	struct json *one = deeds_find(&cases, "\"kind\":\"project\",\"aboutId\":\"%s\"", project);
	assert_non_null(one);
	struct json *dossier = deeds_find(&dossiers, "\"caseId\":\"%s\"", json_get_text(one, "id"));
	char *value = NULL;
	for (const struct json *i = json_first(json_get(json_get(dossier, "facts"), "list")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "fact"), fact) && json_get_text(i, "value"))
			value = xstrdup(json_get_text(i, "value"));
	json_free(dossier);
	json_free(one);
	return value;
}

static void expect_fact(const char *desk, const char *project, const char *fact, const char *value)
{
	char *said = fact_of(desk, project, fact);
	assert_non_null(said);
	assert_string_equal(said, value);
	free(said);
}

/* The plan is what an officer judges: all of it is there, and what is not there is not made up. */
static void test_the_desk_sees_the_plan(void **state)
{
	(void)state;
	approve_by("desk");
	char *greek = seat(&nemo, "GR"), *italian = seat(&nemo, "IT"), *id = founded();
	struct deeds mine = at(&f->ada, id, "Project");
	assert_null(answer(id, "accepted"));
	expect_fact(greek, id, "summary", "Two rivers");
	expect_fact(greek, id, "aims", "To look");
	expect_fact(greek, id, "languages", "en");
	expect_fact(greek, id, "topics", "environment");
	expect_fact(greek, id, "pupils", "40");
	expect_fact(greek, id, "ages", "9 11");
	assert_null(fact_of(greek, id, "work"));
	/* What was changed because the desk has asked is what it sees. */
	assert_null(decide(greek, id, "\"state\":\"askedBack\",\"reason\":\"tooLittle\""));
	assert_null(deeds_change(&mine, id, "\"process\":\"One letter a week\",\"results\":\"A book\""));
	expect_fact(greek, id, "work", "One letter a week");
	expect_fact(greek, id, "results", "A book");
	approve_by("automatic");
	free(greek);
	free(italian);
	free(id);
}

static void test_both_desks_decide(void **state)
{
	(void)state;
	approve_by("desk");
	char *greek = seat(&nemo, "GR"), *italian = seat(&nemo, "IT"), *id = founded();
	struct deeds mine = at(&f->ada, id, "Project");
	assert_null(answer(id, "accepted"));
	assert_true(case_is(greek, id, "waiting"));
	/* One yes is half of it. */
	assert_null(decide(italian, id, "\"state\":\"accepted\""));
	struct json *tree = project_of(&f->ada, id);
	assert_string_equal(json_get_text(tree, "state"), "waitingForSupport");
	assert_int_equal(json_size(json_get(tree, "waitsForOffices")), 1);
	json_free(tree);
	/* A question waits for the founders; the change that answers it waits for the desk again. */
	assert_null(decide(greek, id, "\"state\":\"askedBack\",\"reason\":\"tooLittle\",\"text\":\"What do they learn?\""));
	tree = project_of(&f->ben, id);
	assert_int_equal(json_size(json_get(tree, "waitsFor")), 2);
	assert_string_equal(json_get_text(tree, "word"), "What do they learn?");
	json_free(tree);
	assert_null(deeds_change(&mine, id, "\"aims\":\"To measure honestly\""));
	assert_true(case_is(greek, id, "waiting"));
	tree = project_of(&f->ben, id);
	assert_null(json_get(tree, "waitsFor"));
	assert_null(json_get(tree, "word"));
	json_free(tree);
	assert_null(decide(greek, id, "\"state\":\"accepted\""));
	assert_true(is_in(&f->ben, id, "active"));
	assert_int_equal(news(&f->ada, "projectApproved", id), 1);
	assert_int_equal(news(&f->ben, "projectApproved", id), 1);
	assert_string_equal(decide(greek, id, "\"state\":\"refused\",\"reason\":\"other\""), "notInState");
	approve_by("automatic");
	free(greek);
	free(italian);
	free(id);
}

static void test_a_desk_that_says_no_gives_it_back(void **state)
{
	(void)state;
	approve_by("desk");
	char *greek = seat(&nemo, "GR"), *italian = seat(&nemo, "IT"), *id = founded();
	struct deeds mine = at(&f->ada, id, "Project");
	assert_null(answer(id, "accepted"));
	wait_days(id, 5);
	assert_null(deeds_change(&mine, id, "\"remindedAt\":\"2026-11-20T10:00:00Z\""));
	assert_null(decide(greek, id, "\"state\":\"refused\",\"reason\":\"tooLittle\",\"text\":\"Too little\""));
	struct json *tree = project_of(&f->ada, id);
	assert_string_equal(json_get_text(tree, "state"), "draft");
	assert_string_equal(json_get_text(tree, "reason"), "tooLittle");
	assert_string_equal(json_get_text(tree, "word"), "Too little");
	assert_int_equal(json_size(json_get(tree, "founders")), 1);
	json_free(tree);
	assert_null(project_of(&f->ben, id));
	assert_true(case_is(italian, id, "done"));
	assert_int_equal(news(&f->ben, "projectRefused", id), 1);
	/* Better, it goes the whole way again. */
	assert_null(deeds_change(&mine, id, "\"aims\":\"More\",\"state\":\"waitingForPartner\""));
	assert_null(answer(id, "accepted"));
	assert_true(case_is(italian, id, "waiting"));
	assert_null(deeds_change(&mine, id, "\"state\":\"draft\""));
	assert_true(case_is(greek, id, "done"));
	approve_by("automatic");
	free(greek);
	free(italian);
	free(id);
}

static int erase(const struct teacher *t, const char *password)
{
	char *body = xasprintf("{\"password\":\"%s\"}", password);
	int status = portal_ask(f, "POST", "/twinline/leave", t->bearer, body, NULL);
	free(body);
	return status;
}

/* Whoever founded or was asked to goes for good: what waits is the other's draft again, or nobody's. */
static void test_what_waits_outlives_its_people(void **state)
{
	(void)state;
	struct teacher ivo;
	const char *said;
	deeds_join(f, "ivo", "HR", false, &ivo);
	work_at(&ivo, "schoolee");
	deeds_befriend(f, &f->ada, &ivo);
	char *asked = found(&f->ada, &ivo, "", &said), *asks = found(&ivo, &f->ada, "", &said);
	assert_true(asked && asks);
	assert_true(is_in(&f->ada, asks, "waitingForPartner"));
	assert_int_equal(erase(&ivo, "ivoivoivoivoivoivoivoivo"), 204);
	assert_true(is_in(&f->ada, asked, "draft"));
	assert_null(project_of(&f->ada, asks));
	free(asked);
	free(asks);
	teacher_release(&ivo);
}

/* The answer to the founding says where it is, and the page of the same exchange brings the account. */
static void test_the_new_account_comes_with_the_exchange(void **state)
{
	(void)state;
	char *calls = xasprintf("[\"Project/set\",{\"accountId\":\"%s\",\"create\":{\"k\":{%s,\"partner\":{\"id\":\"%s\"}}}},\"0\"],"
	                        "[\"Sync/get\",{\"since\":{},\"maxBytes\":1000000},\"s\"]", f->ada.account, plan, f->ben.person);
	struct json *answers = portal_calls(f, &f->ada, calls);
	const char *id = json_get_text(json_get(json_get(json_at(json_at(answers, 0), 1), "created"), "k"), "id");
	if (!id)
		fail_msg("not made: %s", json_print(answers));
	const struct json *part = json_get(json_get(json_at(json_at(answers, 1), 1), "accounts"), id);
	assert_string_equal(json_get_text(part, "kind"), "project");
	assert_string_equal(json_get_text(part, "role"), "founder");
	json_free(answers);
	free(calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_from_two_teachers_to_an_active_project, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_partner_proposes_before_answering, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_no_gives_it_back, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_what_waits_is_taken_back_and_thrown_away, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_states, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_needed_parts, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_who_founds_with_whom, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_plus_countries, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_one_country_is_national, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_reminding, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_it_waits_for_both_desks, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_desk_sees_the_plan, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_both_desks_decide, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_desk_that_says_no_gives_it_back, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_what_waits_outlives_its_people, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_new_account_comes_with_the_exchange, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, end);
}
