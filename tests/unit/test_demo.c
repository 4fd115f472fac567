/* The demo community: its tables row by row, the same database for the same seed, and what a teacher finds in it. */
#include "stores.h"

#include "../../src/portal/demo/cast.h"
#include "../../src/portal/demo/demo.h"
#include "../../src/portal/demo/letters.h"
#include "../../src/portal/demo/text.h"
#include "../../src/portal/demo/voice.h"
#include "../../src/portal/init.h"
#include "../../src/portal/user.h"
#include "twinline/base/attr.h"
#include "twinline/base/crypto.h"
#include "twinline/text/sanitise.h"

enum { PEOPLE = 600, AT_DESK = 10 /* an officer, and those who wait for one */, PUPILS = 6 };

static const char NOW[] = "2026-11-17T07:12:00Z"; /* 10:12 in Türkiye, as the manual's screens have it */

/* --- tables ---------------------------------------------------------------------------------------------------- */

static void expect_clean(const char *text, const char *where)
{
	if (!text || !*text || !sanitise_is_clean(text, strlen(text), SANITISE_TEXT))
		fail_msg("%s: not a clean text: %s", where, text ? text : "(none)");
}

static void expect_slot(const char *text, const char *slot, const char *where)
{
	expect_clean(text, where);
	if (!strstr(text, slot))
		fail_msg("%s: no %s in: %s", where, slot, text);
}

static void expect_list(const char *const *list, const char *slot, const char *where)
{
	assert_non_null(list);
	assert_non_null(list[0]);
	for (; *list; list++)
		expect_slot(*list, slot, where);
}

static void test_letters(void **state)
{
	(void)state;
	for (size_t i = 0; demo_letters_all[i]; i++) {
		const struct demo_letters *in = demo_letters_all[i];
		const char *where = in->language;
		assert_non_null(vocabulary_find(&vocabulary_languages, where));
		assert_ptr_equal(demo_letters_find(where), in);
		assert_int_equal(demo_count(in->months, ','), 12);
		expect_slot(in->date, "%D", where);
		expect_slot(in->date, "%M", where);
		const char *const titled[] = {in->about_meeting, in->about_news, in->about_question, in->invitation_subject};
		for (size_t j = 0; j < ARRAY_SIZE(titled); j++)
			expect_slot(titled[j], "%t", where);
		const char *const *const dated[] = {in->fine, in->meet}, *const *const other[] = {
			in->greet, in->open, in->me, in->ask, in->thanks, in->yes, in->plan, in->news, in->reply, in->wonder,
			in->contact, in->bye};
		for (size_t j = 0; j < ARRAY_SIZE(dated); j++)
			expect_list(dated[j], "%d", where);
		for (size_t j = 0; j < ARRAY_SIZE(other); j++)
			expect_list(other[j], "", where);
		for (size_t j = 0; j < DEMO_ASKS; j++) {
			expect_clean(in->asks[j].question, where);
			expect_clean(in->asks[j].answer, where);
		}
		bool unnamed = false;
		for (const char *const *greeting = in->greet; *greeting; greeting++)
			unnamed |= !strstr(*greeting, "%n");
		assert_true(unnamed || strcmp(where, "en") == 0);
	}
}

static void test_themes(void **state)
{
	(void)state;
	for (size_t i = 0; demo_letters_all[i]; i++) {
		const struct demo_letters *in = demo_letters_all[i];
		size_t count = 0;
		for (enum demo_theme theme = 0; theme < THEME_COUNT; theme++) {
			const struct demo_theme_text *t = &in->themes[theme];
			if (!t->title)
				continue;
			count++;
			expect_clean(t->title, in->language);
			expect_clean(t->idea, in->language);
			expect_clean(t->question, in->language);
			expect_clean(t->answer, in->language);
			expect_slot(t->step, "%d", in->language);
			expect_clean(t->report, in->language);
		}
		assert_in_range(count, 4, THEME_COUNT);
	}
	for (enum demo_theme theme = 0; theme < THEME_COUNT; theme++)
		assert_non_null(demo_letters_en.themes[theme].title);
}

static void expect_names(const char *list, size_t least, const char *where)
{
	assert_in_range(demo_count(list, ','), least, 1000);
	for (size_t i = 0; i < demo_count(list, ','); i++) {
		size_t len;
		const char *name = demo_element(list, ',', i, &len);
		if (len < 2 || *name == ' ' || !sanitise_is_clean(name, len, SANITISE_LINE))
			fail_msg("%s: not a name: %.*s", where, (int)len, name);
	}
}

static void expect_codes(const char *codes, const struct vocabulary *vocabulary, const char *where)
{
	for (size_t i = 0; i < demo_count(codes, ' '); i++) {
		size_t len;
		char code[32];
		const char *element = demo_element(codes, ' ', i, &len);
		snprintf(code, sizeof code, "%.*s", (int)len, element);
		if (!vocabulary_find(vocabulary, code))
			fail_msg("%s: no such code: %s", where, code);
	}
}

static void test_countries(void **state)
{
	(void)state;
	for (size_t g = 0; demo_countries[g]; g++)
		for (const struct demo_country *c = demo_countries[g]; c->code; c++) {
			const struct vocabulary_row *row = vocabulary_find(&vocabulary_countries, c->code);
			assert_non_null(row);
			assert_null(row->until); /* nobody from a country that has left */
			expect_codes(c->language, &vocabulary_languages, c->code);
			expect_codes(c->others, &vocabulary_languages, c->code);
			assert_true(c->weight > 0);
			expect_names(c->women, 15, c->code);
			expect_names(c->men, 10, c->code);
			expect_names(c->surnames, 20, c->code);
			if (c->surnames_women)
				expect_names(c->surnames_women, 20, c->code);
			expect_names(c->patrons, 1, c->code);
			assert_in_range(demo_count(c->women, ',') + demo_count(c->men, ','), 30, 1000);
			for (enum demo_level level = 0; level < LEVEL_COUNT; level++)
				expect_clean(c->schools[level], c->code);
			for (const struct demo_town *town = c->towns; town == c->towns || town->name; town++) {
				expect_clean(town->name, c->code);
				expect_clean(town->region, c->code);
				assert_true(town->latitude > 14 && town->latitude < 72 && town->longitude > -62 && town->longitude < 51);
			}
			const struct demo_voice *voice = demo_voice_find(c->voice ? c->voice : c->language);
			assert_string_equal(voice->key, c->voice ? c->voice : c->language);
			expect_slot(voice->since, "%y", voice->key);
			expect_list(voice->likes, "", voice->key);
			for (enum demo_group group = 0; group < GROUP_COUNT; group++)
				expect_list(voice->looks[group], "", voice->key);
		}
	for (size_t i = 0; i < vocabulary_countries.count; i++) {
		const struct vocabulary_row *row = &vocabulary_countries.rows[i];
		bool there = row->until != NULL;
		for (size_t g = 0; demo_countries[g] && !there; g++)
			for (const struct demo_country *c = demo_countries[g]; c->code; c++)
				there |= strcmp(c->code, row->code) == 0;
		if (!there)
			fail_msg("nobody is from %s", row->code);
	}
}

static void test_expand(void **state)
{
	struct str out = {0};
	(void)state;
	demo_expand(&out, "%a-%b 100% %", (const struct demo_slot[]){{'a', "x"}, {0}});
	assert_string_equal(out.text, "x-%b 100% %");
	str_release(&out);
	size_t len;
	assert_memory_equal(demo_element("a,bc,d", ',', 1, &len), "bc", 2);
	assert_int_equal(len, 2);
	demo_element("a,bc,d", ',', 3, &len);
	assert_int_equal(len, 0);
	assert_int_equal(demo_count("", ','), 0);
}

/* --- a community ------------------------------------------------------------------------------------------------ */

static struct store open_portal(void)
{
	struct store s;
	MUST(init_open(&s, stores_directory, DB_CREATE | DB_BULK, E));
	return s;
}

static struct demo_result fill(struct store *s, int64_t people, int64_t messages, uint64_t seed, const char *now)
{
	struct demo_options o = {.people = people, .messages = messages, .seed = seed};
	struct demo_result r;
	assert_true(clock_parse(now, &o.now));
	stores_begin(s);
	MUST(demo_fill(s, &o, &r, E));
	stores_commit(s);
	assert_null(s->random);
	return r;
}

static void empty_directory(void)
{
	char *path = init_database_path(stores_directory);
	assert_int_equal(unlink(path), 0);
	free(path);
}

/* Everything that the database says, as one digest. */
static void digest_of(struct store *s, char hex[DIGEST_TEXT_SIZE])
{
	static const char *const queries[] = {
		"SELECT local || '|' || account || '|' || type || '|' || id || '|' || seq || '|' || rev || '|' || audience || '|' || body "
		"FROM record ORDER BY local",
		"SELECT local || '|' || id || '|' || kind || '|' || name || '|' || seq || '|' || epoch FROM account ORDER BY local",
		"SELECT account || '|' || person || '|' || role FROM member ORDER BY account, person",
		"SELECT person || '|' || coalesce(name, '-') || '|' || account || '|' || state FROM login ORDER BY person",
	};
	struct str all = {0};
	for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
		struct db_stmt *row = db_prepare(s->db, queries[i]);
		int step, rows = 0;
		for (; (step = db_step(row, E)) == 1; rows++)
			str_addf(&all, "%s\n", db_text(row, 0));
		assert_int_equal(step, 0);
		assert_true(rows > 0);
	}
	crypto_digest(all.text, all.len, hex);
	str_release(&all);
}

static void test_same_seed(void **state)
{
	char digests[3][DIGEST_TEXT_SIZE];
	static const uint64_t seeds[] = {7, 7, 8};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(seeds); i++) {
		struct store s = open_portal();
		fill(&s, 120, 80, seeds[i], NOW);
		digest_of(&s, digests[i]);
		store_close(&s);
		empty_directory();
		clock_fix(STORES_NOW + 1000 * (int64_t)(i + 1)); /* what time it is here has no part in it */
	}
	assert_string_equal(digests[0], digests[1]);
	assert_string_not_equal(digests[0], digests[2]);
}

/* A store that init has prepared is taken as well. */
static void test_after_init(void **state)
{
	struct store s = open_portal();
	(void)state;
	stores_begin(&s);
	MUST(init_store(&s, E));
	stores_commit(&s);
	struct demo_result r = fill(&s, 1, 20, 1, NOW);
	size_t cast = 0;
	while (demo_cast[cast].key)
		cast++;
	assert_int_equal(r.people, cast);
	assert_in_range(r.messages, 20, 26); /* conversations are whole */
	stores_close(&s);
}

/* Calls visit with every record of a type in account (0: all). */
static void each(struct store *s, enum record_type_index type, int64_t account,
                 void (*visit)(void *context, const struct json *body), void *context)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT body FROM record WHERE type = ?1 AND (?2 = 0 OR account = ?2) ORDER BY local");
	struct strings bodies = {0};
	db_bind_int(row, 1, type);
	db_bind_int(row, 2, account);
	while (db_step(row, E) == 1)
		strings_push(&bodies, db_text(row, 0));
	for (size_t i = 0; i < bodies.count; i++) {
		struct json *body = json_parse_own(bodies.at[i]);
		visit(context, body);
		json_free(body);
	}
	strings_release(&bodies);
}

static void expect_valid(void *context, const struct json *body)
{
	const struct record_type *type = context;
	for (const struct json *i = json_first(body); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		struct err e = {0};
		if (!field || field_check(field, i, &e) < 0)
			fail_msg("%s.%s: %s", type->name, json_key(i), e.code ? err_name(e.code) : "no such field");
		const char *text = json_text(i);
		enum sanitise_kind kind = field->kind == FIELD_LONG_TEXT ? SANITISE_TEXT : SANITISE_LINE;
		if (text && !sanitise_is_clean(text, strlen(text), kind))
			fail_msg("%s.%s: not clean: %s", type->name, json_key(i), text);
	}
	for (unsigned f = 0; f < type->field_count; f++)
		if (type->fields[f].flags & F_REQUIRED)
			assert_non_null(json_get(body, type->fields[f].name));
}

static void expect_past(void *context, const struct json *body)
{
	static const char *const times[] = {"receivedAt", "writtenAt", "createdAt", "stateSince", "since", "activeAt"};
	const char *now = context;
	for (size_t i = 0; i < ARRAY_SIZE(times); i++) {
		const char *time = json_get_text(body, times[i]);
		if (time && strncmp(time, now, strlen(time)) > 0)
			fail_msg("%s is %s, later than %s", times[i], time, now);
	}
	const char *since = json_get_text(body, "since"), *active = json_get_text(body, "activeAt");
	assert_true(!since || !active || strcmp(since, active) <= 0);
}

static void test_sound(void **state)
{
	struct store s = open_portal();
	(void)state;
	struct demo_result r = fill(&s, PEOPLE, 0, 3, NOW);
	assert_int_equal(r.people, PEOPLE);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM login"), PEOPLE + AT_DESK + PUPILS);
	assert_in_range(r.schools, PEOPLE / 5, PEOPLE * 2 / 5); /* four people each, fewer in small countries and in the cast's */
	for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
		each(&s, (enum record_type_index)type, 0, expect_valid, (void *)(uintptr_t)&record_types[type]);
		assert_true(stores_number(&s, "SELECT min(n) FROM (SELECT count(*) AS n FROM record GROUP BY type)") > 0);
	}
	assert_int_equal(stores_number(&s, "SELECT count(DISTINCT type) FROM record"), RECORD_TYPE_COUNT - 1 /* no Deed is ever stored */);
	assert_int_equal(user_check(&s, stores_print_finding, NULL, E), 0);
	struct user teacher;
	assert_true(user_by_name(&s, r.user_name, &teacher));
	assert_string_equal(teacher.person, r.person);
	assert_int_equal(teacher.account, r.account);
	assert_null(teacher.password_hash);
	user_release(&teacher);
	stores_close(&s);
}

static void note_fact(void *context, const struct json *dossier)
{
	for (const struct json *i = json_first(json_get(json_get(dossier, "facts"), "list")); i; i = json_next(i))
		if (json_get_text(i, "value"))
			json_set_string(context, json_get_text(i, "fact"), json_get_text(i, "value"));
}

/* The officer of the demo judges a plan, and so has it. */
static void test_desk_has_the_plan(void **state)
{
	static const char *const facts[] = {
		"founders", "countries", "languages", "topics", "pupils", "ages", "summary", "aims", "work", "results", "dates",
	};
	struct store s = open_portal();
	struct json *known = json_new_object();
	(void)state;
	fill(&s, 60, 0, 3, NOW);
	each(&s, TYPE_Dossier, 0, note_fact, known);
	for (size_t i = 0; i < ARRAY_SIZE(facts); i++)
		if (!json_get(known, facts[i]))
			fail_msg("nothing of %s", facts[i]);
	assert_string_equal(json_get_text(known, "aims"), "Asking at home, weighing, waiting.");
	json_free(known);
	stores_close(&s);
}

/* At any hour of the day and the year nothing is dated later than now. */
static void test_no_future(void **state)
{
	static const char *const nows[] = {
		"2026-11-17T07:12:00Z", "2026-11-16T21:00:30Z", "2027-07-20T12:00:00Z", "2028-02-29T23:59:59Z",
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(nows); i++) {
		struct store s = open_portal();
		fill(&s, 60, 120, i, nows[i]);
		for (int type = 0; type < RECORD_TYPE_COUNT; type++)
			if (type != TYPE_Country)
				each(&s, (enum record_type_index)type, 0, expect_past, (void *)(uintptr_t)nows[i]);
		store_close(&s);
		empty_directory();
	}
}

static int64_t people_of(struct store *s, const char *country)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM person_index WHERE country = ?1");
	db_bind_text(row, 1, country);
	int64_t count = db_step(row, E) == 1 ? db_int(row, 0) : -1;
	db_reset(row);
	return count;
}

static void test_weights(void **state)
{
	struct store s = open_portal();
	(void)state;
	fill(&s, PEOPLE * 2, 60, 11, NOW);
	int64_t tr = people_of(&s, "TR"), it = people_of(&s, "IT"), es = people_of(&s, "ES"), pl = people_of(&s, "PL");
	int64_t ie = people_of(&s, "IE");
	assert_in_range(tr, PEOPLE * 2 * 17 / 100, PEOPLE * 2 * 23 / 100);
	assert_true(tr > it && it > es && es > pl && pl > ie && ie > 0);
	assert_int_equal(people_of(&s, "GB"), 0);
	assert_true(stores_number(&s, "SELECT count(DISTINCT country) FROM person_index") >= 40);
	store_close(&s);
}

/* --- the teacher's messages --- */

enum script { SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_ARMENIAN, SCRIPT_ARABIC, SCRIPT_GEORGIAN, SCRIPT_COUNT };

/* Scripts by lead bytes of UTF-8, as far as these texts go. */
static enum script script_of(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == 0xce || *c == 0xcf)
			return SCRIPT_GREEK;
		if (*c == 0xd0 || *c == 0xd1)
			return SCRIPT_CYRILLIC;
		if (*c == 0xd5 || *c == 0xd6)
			return SCRIPT_ARMENIAN;
		if (*c == 0xd8 || *c == 0xd9)
			return SCRIPT_ARABIC;
		if (*c == 0xe1 && (c[1] == 0x82 || c[1] == 0x83))
			return SCRIPT_GEORGIAN;
	}
	return SCRIPT_LATIN;
}

struct tally {
	struct strings languages, uids, answers;
	bool scripts[SCRIPT_COUNT];
	int messages, requests;
};

static void count_message(void *context, const struct json *body)
{
	struct tally *t = context;
	const char *language = json_get_text(body, "language"), *answers = json_get_text(body, "inReplyTo");
	const char *kind = json_get_text(body, "kind");
	t->messages++;
	t->requests += strcmp(kind, "contactRequest") == 0 || strcmp(kind, "invitation") == 0;
	if (!strings_has(&t->languages, language))
		strings_push(&t->languages, language);
	t->scripts[script_of(json_get_text(body, "text"))] = true;
	strings_push(&t->uids, json_get_text(body, "messageUid"));
	if (answers)
		strings_push(&t->answers, answers);
}

static int64_t count_of(struct store *s, int64_t account, const char *sql)
{
	struct db_stmt *row = db_prepare(s->db, sql);
	db_bind_int(row, 1, account);
	int64_t count = db_step(row, E) == 1 ? db_int(row, 0) : -1;
	db_reset(row);
	return count;
}

static void test_inbox(void **state)
{
	struct store s = open_portal();
	struct tally t = {0};
	(void)state;
	struct demo_result r = fill(&s, PEOPLE, 0, 5, NOW);
	each(&s, TYPE_Message, r.account, count_message, &t);
	assert_int_equal(t.messages, r.messages);
	assert_in_range(t.messages, 185, 215);
	assert_true(t.languages.count >= 12);
	for (int script = 0; script < SCRIPT_COUNT; script++)
		assert_true(t.scripts[script]);
	assert_true(t.requests >= 3);
	for (size_t i = 0; i < t.answers.count; i++)
		assert_true(strings_has(&t.uids, t.answers.at[i]));
	assert_in_range(count_of(&s, r.account, "SELECT count(*) FROM thread_index WHERE account = ?1"), 65, 115);
	assert_int_equal(count_of(&s, r.account, "SELECT sum(unread) FROM thread_index WHERE account = ?1"), 7);
	assert_in_range(count_of(&s, r.account, "SELECT count(*) FROM thread_index WHERE account = ?1 AND waiting"), 2, 5);
	assert_true(count_of(&s, r.account, "SELECT count(*) FROM message_index WHERE account = ?1 AND keywords LIKE '%$kept%'") >= 2);
	strings_release(&t.languages);
	strings_release(&t.uids);
	strings_release(&t.answers);
	store_close(&s);
}

/* The first screen is the manual's: newest first, who, how many, subject, and no subject twice within two screens. */
static void test_first_screen(void **state)
{
	static const struct { const char *who; int count; const char *subject; } rows[] = {
		{"Ewa Kowalska", 3, "3 questions before week 2"}, {"Олена Шевченко", 1, "pupils 9 to 11"},
		{"Γιώργος Παπαδάκης", 1, "Invitation: Ήχοι της πόλης"},
		{"Олена Шевченко", 2, "Фото з річки / photos"}, {"Amina Trabelsi", 1, "Bonjour de Sfax"}, {"Ewa Kowalska", 1, "Contact request"},
		{"Γιώργος Παπαδάκης", 5, "Καλημέρα, το πρόγραμμα"}, {"Ulusal Destek", 1, "Kalite etiketi başvuruları"},
		{"Lucía Ortega", 4, "La receta de mi abuela"}, {"Мария Петрова", 1, "Мартеници за март"}, {"Chiara Conti", 2, "Zaino e libri: lista"},
		{"Jürgen Weiß", 1, "Brot und Salz"}, {"ნინო ბერიძე", 2, "გამარჯობა თურქეთს!"}, {"Անի Գրիգորյան", 1, "Բարև Ձեզ"},
		{"Máire Ní Bhriain", 6, "Litreacha cois farraige"}, {"Jürgen Weiß", 1, "Termin im Januar"}, {"Zeynep Kaya", 3, "Masal Ağacı: 2. hafta"},
		{"Support, Brussels", 1, "Your badge is here"}, {"Andrei Popescu", 1, "Mărțișor și martenițe"}, {"Marek Dvořák", 2, "Dotaz na kalendář"},
		{"Gülşen Şahin", 1, "Okul kütüphanesi"}, {"Giulia Ferrara", 1, "Contact request: La nostra acqua"},
		{"Sofia Lindqvist", 7, "Vatten i skolan"}, {"Petra Horvat", 1, "Bok iz Rijeke"},
	};
	struct store s = open_portal();
	struct strings subjects = {0};
	(void)state;
	struct demo_result r = fill(&s, 200, 0, 2, NOW);
	struct db_stmt *row = db_prepare(s.db, "SELECT r.body FROM record r JOIN thread_index t ON t.local = r.local WHERE t.account = ?1 "
	                                       "ORDER BY t.latest_at DESC LIMIT 44");
	db_bind_int(row, 1, r.account);
	for (size_t i = 0; db_step(row, E) == 1; i++) {
		struct json *body = json_parse_own(db_text(row, 0));
		const char *subject = json_get_text(body, "subject");
		if (strings_has(&subjects, subject))
			fail_msg("twice: %s", subject);
		strings_push(&subjects, subject);
		if (i < ARRAY_SIZE(rows)) {
			assert_string_equal(json_get_text(json_get(body, "who"), "name"), rows[i].who);
			assert_string_equal(subject, rows[i].subject);
			assert_int_equal(json_get_integer(body, "count", 0), rows[i].count);
		}
		json_free(body);
	}
	assert_int_equal(subjects.count, 44);
	strings_release(&subjects);
	store_close(&s);
}

/* A message is in the account of each party once, and what differs is only its marks. */
static void test_copies(void **state)
{
	struct store s = open_portal();
	(void)state;
	fill(&s, 150, 100, 4, NOW);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM (SELECT message_uid FROM message_index GROUP BY message_uid "
	                                   "HAVING count(*) < 2)"), 0);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM (SELECT account, message_uid FROM message_index GROUP BY account, message_uid "
	                                   "HAVING count(*) > 1)"), 0);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM (SELECT message_uid FROM message_index GROUP BY message_uid "
	                                   "HAVING count(DISTINCT thread_uid) > 1 OR count(DISTINCT subject) > 1 "
	                                   "OR count(DISTINCT received_at) > 1)"), 0);
	/* A pupil's letter that was let through lies with its writer and its reader; one that waits with nobody. */
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM message_index WHERE kind = 'pupilMail'"), 2);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM pupil_mail_index WHERE state = 'sent'"), 1);
	/* The one file is in four accounts and its bytes are there once. */
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM blob b JOIN account a ON a.local = b.account WHERE a.kind = 0"), 4);
	assert_int_equal(stores_number(&s, "SELECT count(DISTINCT c.digest) FROM blob_chunk c JOIN account a ON a.local = c.account "
	                                    "WHERE a.kind = 0"), 1);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM blob WHERE size BETWEEN 3000 AND 5000"), 4);
	store_close(&s);
}

static void test_many_messages(void **state)
{
	struct store s = open_portal();
	(void)state;
	struct demo_result r = fill(&s, 80, 1500, 9, NOW);
	assert_in_range(r.messages, 1400, 1600);
	assert_int_equal(count_of(&s, r.account, "SELECT sum(unread) FROM thread_index WHERE account = ?1"), 7);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_themes),
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_expand),
		TEST(test_same_seed),
		TEST(test_after_init),
		TEST(test_sound),
		TEST(test_desk_has_the_plan),
		TEST(test_no_future),
		TEST(test_weights),
		TEST(test_inbox),
		TEST(test_first_screen),
		TEST(test_copies),
		TEST(test_many_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
