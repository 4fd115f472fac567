/* A face over a store that the test has filled. */
#include "lib/fixture.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/engine.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"

static const char me_name[] = "Ayşe Demir", me_country[] = "TR", synced_at[] = "2026-11-17T10:12:00Z";

static void must(int64_t result, struct err *e, const char *what)
{
	if (result >= 0)
		return;
	char *text = err_text_english(e);
	die("%s: %s", what, text);
}

/* "[a-z][a-z2-7]{7}" from a number. */
static void id_of(char first, int number, char id[RECORD_ID_LENGTH + 1])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";

	id[0] = first;
	for (int i = RECORD_ID_LENGTH - 1; i > 0; i--, number /= 32)
		id[i] = digits[number % 32];
	id[RECORD_ID_LENGTH] = '\0';
}

/* The place of a name in a list, which gets it where it lacks it. */
static int place_of(struct strings *names, const char *name)
{
	size_t place = 0;

	while (place < names->count && strcmp(names->at[place], name) != 0)
		place++;
	if (place == names->count)
		strings_push(names, name);
	return (int)place;
}

const char *fixture_person(struct fixture *f, const char *name)
{
	static char id[RECORD_ID_LENGTH + 1];

	id_of('p', place_of(&f->people, name), id);
	return id;
}

const char *fixture_project(struct fixture *f, const char *name)
{
	static char id[RECORD_ID_LENGTH + 1];

	id_of('j', place_of(&f->projects, name), id);
	return id;
}

/* --- beginning and ending --- */

static int listen_as_engine(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

	unlink(path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4) != 0)
		die("no engine's socket at %s", path);
	return fd;
}

static void set_fact(struct fixture *f, const char *name, const char *value)
{
	struct err e = { 0 };

	must(store_set_fact(&f->store, name, value, &e), &e, name);
}

static void fill_in(struct fixture *f)
{
	struct err e = { 0 };
	char *me = xasprintf("{\"person\":\"%s\",\"name\":\"%s\",\"country\":\"%s\"}", fixture_person(f, me_name), me_name, me_country);
	int64_t synced = 0;
	char *text;

	clock_parse(synced_at, &synced);
	text = xasprintf("%lld", (long long)synced);
	set_fact(f, "me", me);
	set_fact(f, "synced", text);
	set_fact(f, "line", "{\"state\":\"online\",\"since\":1794910320}");
	must(db_begin(f->store.db, &e), &e, "begin");
	f->account = account_add(&f->store, "aaaaaaaa", ACCOUNT_PERSONAL, me_name, &e);
	must(f->account, &e, "account");
	must(db_commit(f->store.db, &e), &e, "commit");
	free(text);
	free(me);
}

struct fixture *fixture_new(const char *now)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct err e = { 0 };
	FILE *token;
	int64_t seconds;

	f->now = now;
	f->face = -1;
	must(paths_init(&f->paths, NULL, &e), &e, "paths");
	file_remove_tree(f->paths.data, NULL);
	file_remove_tree(f->paths.state, NULL);
	paths_release(&f->paths);
	must(paths_init(&f->paths, NULL, &e), &e, "paths");
	if (!clock_parse(now, &seconds))
		die("%s is no time", now);
	clock_fix(seconds);
	must(store_open(&f->store, f->paths.store, STORE_REPLICA, DB_CREATE, &e), &e, "store");
	token = fopen(f->paths.token, "w");
	if (!token || fclose(token) != 0)
		die("no token at %s", f->paths.token);
	f->engine = listen_as_engine(f->paths.socket);
	fill_in(f);
	return f;
}

void fixture_free(struct fixture *f)
{
	if (f->face >= 0)
		close(f->face);
	close(f->engine);
	unlink(f->paths.socket);
	store_close(&f->store);
	strings_release(&f->people);
	strings_release(&f->projects);
	paths_release(&f->paths);
	free(f);
}

/* --- records --- */

static int64_t directory(struct fixture *f, struct err *e)
{
	struct account account = { 0 };
	int64_t local = account_by_kind(&f->store, ACCOUNT_DIRECTORY, &account) ? account.local : 0;

	account_release(&account);
	return local ? local : account_add(&f->store, "adaaaaaa", ACCOUNT_DIRECTORY, "", e);
}

int64_t fixture_put(struct fixture *f, const char *type, const char *body)
{
	const struct record_type *of = record_type_find(type);
	bool is_card = record_type_in(of, ACCOUNT_DIRECTORY);
	char *text = xstrdup(body);
	struct err e = { 0 };
	struct json *object;
	int64_t local;

	for (char *c = text; *c; c++)
		if (*c == '\'')
			*c = '"';
	object = json_parse(text, strlen(text), &e);
	must(object ? 0 : -1, &e, body);
	must(db_begin(f->store.db, &e), &e, "begin");
	must(directory(f, &e), &e, "directory");
	local = is_card ? kept_put(&f->store, of, object, clock_now(), &e) : record_receive(&f->store, f->account, of, object, &e);
	must(local, &e, type);
	must(db_commit(f->store.db, &e), &e, "commit");
	json_free(object);
	free(text);
	return local;
}

/* --- letters --- */

/* A person as {"id", "name", "country"}; text is "Name CC", or country is given. */
static struct json *party(struct fixture *f, const char *text, const char *country)
{
	size_t len = strlen(text);
	bool has_country = !country && len > 3 && text[len - 3] == ' ';
	char *name = xstrndup(text, has_country ? len - 3 : len);
	struct json *object = json_new_object();

	json_set_string(object, "id", fixture_person(f, name));
	json_set_string(object, "name", name);
	if (country || has_country)
		json_set_string(object, "country", country ? country : text + len - 2);
	free(name);
	return object;
}

static struct json *keywords_of(const char *words)
{
	struct json *keywords = json_new_object();
	char *copy = xstrdup(words), *rest = copy, *word;

	while ((word = strsep(&rest, " ")))
		json_set_bool(keywords, word, true);
	free(copy);
	return keywords;
}

static void set_text(struct json *object, const char *name, const char *text)
{
	if (text)
		json_set_string(object, name, text);
}

static struct json *letter_object(struct fixture *f, const struct fixture_letter *letter)
{
	struct json *object = json_new_object(), *to = json_new_array();
	char id[RECORD_ID_LENGTH + 1], *uid, *at = xasprintf("%s:00Z", letter->at);

	id_of('m', f->letters++, id);
	uid = xasprintf("uid-%s", id);
	json_set_string(object, "id", id);
	json_set_integer(object, "rev", 1);
	json_set_string(object, "messageUid", uid);
	json_set_string(object, "threadUid", letter->thread);
	json_set(object, "from", letter->from ? party(f, letter->from, letter->country) : party(f, me_name, me_country));
	if (letter->from)
		json_push(to, party(f, me_name, me_country));
	for (size_t i = 0; i < ARRAY_SIZE(letter->to) && letter->to[i]; i++)
		json_push(to, party(f, letter->to[i], NULL));
	json_set(object, "to", to);
	set_text(object, "subject", letter->subject);
	set_text(object, "text", letter->text);
	set_text(object, "language", letter->language);
	set_text(object, "kind", letter->kind);
	json_set_string(object, "receivedAt", at);
	if (letter->project) {
		struct json *project = json_set(object, "project", json_new_object());

		json_set_string(project, "id", fixture_project(f, letter->project));
		json_set_string(project, "name", letter->project);
	}
	if (letter->files)
		json_set(object, "files", json_parse_own(letter->files));
	if (letter->keywords)
		json_set(object, "keywords", keywords_of(letter->keywords));
	free(uid);
	free(at);
	return object;
}

static int64_t receive(struct fixture *f, const struct fixture_letter *letter)
{
	struct json *object = letter_object(f, letter);
	struct err e = { 0 };
	int64_t local = record_receive(&f->store, f->account, &record_types[TYPE_Message], object, &e);

	must(local, &e, letter->subject);
	json_free(object);
	return local;
}

int64_t fixture_letter(struct fixture *f, const struct fixture_letter *letter)
{
	struct err e = { 0 };
	int64_t local;

	must(db_begin(f->store.db, &e), &e, "begin");
	local = receive(f, letter);
	must(db_commit(f->store.db, &e), &e, "commit");
	return local;
}

void fixture_letters(struct fixture *f, const struct fixture_letter *letters, int count)
{
	struct err e = { 0 };

	must(db_begin(f->store.db, &e), &e, "begin");
	for (int i = 0; i < count; i++)
		receive(f, &letters[i]);
	must(db_commit(f->store.db, &e), &e, "commit");
}

/* --- records of other types --- */

int64_t fixture_account(struct fixture *f, const char *id, enum account_kind kind)
{
	struct err e = { 0 };
	int64_t local;

	must(db_begin(f->store.db, &e), &e, "begin");
	local = account_add(&f->store, id, kind, "", &e);
	must(local, &e, "account");
	if (kind == ACCOUNT_PROJECT) /* Ayşe's projects are those that she founded */
		must(replica_set_role(&f->store, local, "", ROLE_FOUNDER, &e), &e, "role");
	must(db_commit(f->store.db, &e), &e, "commit");
	return local;
}

/* ' stands for ", @Name@ and #Title# for an id. */
static char *plain_json(struct fixture *f, const char *json)
{
	struct str text = { 0 };

	for (const char *c = json; *c; c++) {
		const char *end = *c == '@' || *c == '#' ? strchr(c + 1, *c) : NULL;

		if (end) {
			char *name = xstrndup(c + 1, (size_t)(end - c - 1));

			str_add(&text, *c == '@' ? fixture_person(f, name) : fixture_project(f, name));
			free(name);
			c = end;
		} else {
			str_addc(&text, *c == '\'' ? '"' : *c);
		}
	}
	return str_detach(&text);
}

int64_t fixture_receive(struct fixture *f, int64_t account, enum record_type_index type, const char *json)
{
	char *text = plain_json(f, json);
	struct err e = { 0 };
	struct json *object = json_parse(text, strlen(text), &e);
	int64_t local;

	if (!object)
		die("no JSON: %s", text);
	must(db_begin(f->store.db, &e), &e, "begin");
	local = record_receive(&f->store, account, &record_types[type], object, &e);
	must(local, &e, text);
	must(db_commit(f->store.db, &e), &e, "commit");
	json_free(object);
	free(text);
	return local;
}

int64_t fixture_draft(struct fixture *f, const char *to, const char *subject, const char *text, const char *at)
{
	struct draft draft = { .type = &record_types[TYPE_Message], .context = xstrdup("{}") };
	struct json *body = json_new_object();
	char *time = xasprintf("%s:00Z", at);
	int64_t now = clock_now(), seconds = now, local;
	struct err e = { 0 };

	json_push(json_set(body, "to", json_new_array()), party(f, to, NULL));
	json_set_string(body, "subject", subject);
	json_set_string(body, "text", text);
	draft.body = json_print(body);
	clock_parse(time, &seconds);
	clock_fix(seconds);
	must(draft_save(&f->store, &draft, &e), &e, "draft");
	clock_fix(now);
	local = draft.local;
	draft_release(&draft);
	json_free(body);
	free(time);
	return local;
}

/* --- the inbox of the mock-ups --- */

static const char ewa_text[] =
	"Dzień dobry Ayşe, Γεια σου Giorgos,\n\n"
	"before we start the second week I have three short questions:\n\n"
	"1. Do we measure on Monday or on Wednesday? My pupils (9 and 10 years old) come to the library only on Wednesday.\n"
	"2. Which tap? We have one in the corridor and one in the kitchen. I would like all schools to take the same kind.\n"
	"3. May the children write the diary in their own language first, with two sentences in English under it?\n\n"
	"The photos of the Bystrzyca river are in Materials, folder \"Rzeka\".\n\n"
	"Serdecznie pozdrawiam, με εκτίμηση, saygılarımla\nEwa";

#define WATER "Water diary"
#define SEEN "$seen"
static const char ewa_files[] =
	"[{\"blobId\":\"baaaaaaa\",\"name\":\"pomiary.csv\",\"type\":\"text/csv\",\"size\":4000},"
	"{\"blobId\":\"baaaaaab\",\"name\":\"rzeka.jpg\",\"type\":\"image/jpeg\",\"size\":1800000}]";

static const struct fixture_letter first_page[] = {
	{ "t-ewa", NULL, NULL, { "Ewa Kowalska PL", "Γιώργος Παπαδάκης GR", "Олена Шевченко UA" }, "3 questions before week 2",
	  "Merhaba! Haftalık plan ekte: pazartesi ölçüm, cuma günü paylaşım.", "2026-11-14T18:02", WATER, "tr", SEEN, NULL, NULL },
	{ "t-ewa", "Γιώργος Παπαδάκης", "GR", { "Ewa Kowalska PL", "Олена Шевченко UA" }, "Re: 3 questions before week 2",
	  "Καλημέρα σε όλους, συμφωνώ με το πλάν…", "2026-11-15T09:20", WATER, "el", SEEN, NULL, NULL },
	{ "t-ewa", "Ewa Kowalska", "PL", { "Γιώργος Παπαδάκης GR", "Олена Шевченко UA" }, "Re: 3 questions before week 2",
	  ewa_text, "2026-11-17T09:55", WATER, "en", NULL, NULL, ewa_files },
	{ "t-ask", "Γιώργος Παπαδάκης", "GR", { NULL }, "Invitation: Ήχοι της πόλης", "Θέλεις;", "2026-11-16T20:00",
	  NULL, NULL, SEEN, "invitation", NULL },
	{ "t-foto", "Олена Шевченко", "UA", { NULL }, "Фото з річки / photos", "Ось вони.", "2026-11-16T08:00", WATER, NULL, SEEN, NULL, NULL },
	{ "t-foto", "Олена Шевченко", "UA", { NULL }, "Re: Фото з річки / photos", "І ще.", "2026-11-16T18:00", WATER, NULL, NULL, NULL, NULL },
	{ "t-sfax", "Amina Trabelsi", "TN", { NULL }, "Bonjour de Sfax", "Bonjour !", "2026-11-16T12:00", NULL, NULL, NULL, NULL, NULL },
	{ "t-contact", "Ewa Kowalska", "PL", { NULL }, "Contact request", "", "2026-11-15T12:00", NULL, NULL, SEEN, "contactRequest", NULL },
	{ "t-kept", "Ulusal Destek", "TR", { NULL }, "Kalite etiketi başvuruları", "Son gün 30 Kasım.", "2026-11-13T15:00",
	  NULL, NULL, "$seen $kept", NULL, NULL },
	{ "t-mart", "Мария Петрова", "BG", { NULL }, "Мартеници за март", "Здравей!", "2026-11-12T18:00", "Baba Marta", NULL, NULL, NULL, NULL },
	{ "t-anahit", "Անի Գրիգորյան", "AM", { NULL }, "Բարև Ձեզ", "Բարև։", "2026-11-10T12:00", NULL, NULL, NULL, NULL, NULL },
	{ "t-termin", "Jürgen Weiß", "DE", { NULL }, "Termin im Januar", "Wann passt es?", "2026-11-09T12:00", NULL, NULL, SEEN, NULL, NULL },
	{ "t-badge", "Support, Brussels", NULL, { NULL }, "Your badge is here", "Well done.", "2026-11-04T12:00", NULL, NULL, SEEN, NULL, NULL },
	{ "t-andrei", "Andrei Popescu", "RO", { NULL }, "Mărțișor și martenițe", "Bună!", "2026-11-03T12:00", "Baba Marta", NULL, NULL, NULL, NULL },
	{ "t-okul", "Gülşen Şahin", "TR", { NULL }, "Okul kütüphanesi", "Merhaba.", "2026-11-01T12:00", NULL, NULL, SEEN, NULL, NULL },
	{ "t-rijeka", "Petra Horvat", "HR", { NULL }, "Bok iz Rijeke", "Bok!", "2026-10-29T12:00", NULL, NULL, SEEN, NULL, NULL },
};

/* Conversations of several messages, all read: the newest at the time given. */
static const struct { const char *thread, *from, *country, *subject, *at, *project; int count; } talks[] = {
	{ "t-kalimera", "Γιώργος Παπαδάκης", "GR", "Καλημέρα, το πρόγραμμα", "2026-11-14T12:00", WATER, 5 },
	{ "t-receta", "Lucía Ortega", "ES", "La receta de mi abuela", "2026-11-13T12:00", "Ekmek", 4 },
	{ "t-zaino", "Chiara Conti", "IT", "Zaino e libri: lista", "2026-11-12T12:00", "Book in bag", 2 },
	{ "t-nino", "ნინო ბერიძე", "GE", "გამარჯობა თურქეთს!", "2026-11-11T12:00", NULL, 2 },
	{ "t-litreacha", "Máire Ní Bhriain", "IE", "Litreacha cois farraige", "2026-11-09T18:00", "Letters", 6 },
	{ "t-masal", "Zeynep Kaya", "TR", "Masal Ağacı: 2. hafta", "2026-11-06T12:00", "Masal Ağacı", 3 },
	{ "t-dotaz", "Marek Dvořák", "CZ", "Dotaz na kalendář", "2026-11-02T12:00", NULL, 2 },
	{ "t-vatten", "Sofia Lindqvist", "SE", "Vatten i skolan", "2026-10-30T12:00", NULL, 7 },
};

enum { CONVERSATIONS = 214, FIRST_PAGE = 22 };

static void receive_talk(struct fixture *f, size_t talk)
{
	for (int i = talks[talk].count - 1; i >= 0; i--) {
		char *at = xasprintf("%.14s%02d", talks[talk].at, 59 - i);
		struct fixture_letter letter = {
			.thread = talks[talk].thread, .from = talks[talk].from, .country = talks[talk].country, .subject = talks[talk].subject,
			.text = "...", .project = talks[talk].project, .keywords = SEEN, .at = at,
		};

		receive(f, &letter);
		free(at);
	}
}

/* What is below the first page: one a day backwards from the end of October, one of them unread. */
static void receive_older(struct fixture *f, int number)
{
	char *thread = xasprintf("t-old-%03d", number), *subject = xasprintf("Letter %d", number), *at;
	int year, month, day;

	clock_civil(clock_days(2026, 10, 28) - number, &year, &month, &day);
	at = xasprintf("%04d-%02d-%02dT12:00", year, month, day);
	receive(f, &(struct fixture_letter){
		.thread = thread, .from = "Tomasz Wójcik", .country = "PL", .subject = subject, .text = "Dzień dobry.", .at = at,
		.keywords = number == 40 ? NULL : SEEN,
	});
	free(thread);
	free(subject);
	free(at);
}

void fixture_inbox(struct fixture *f)
{
	struct err e = { 0 };

	fixture_letters(f, first_page, ARRAY_SIZE(first_page));
	must(db_begin(f->store.db, &e), &e, "begin");
	for (size_t i = 0; i < ARRAY_SIZE(talks); i++)
		receive_talk(f, i);
	for (int i = 0; i < CONVERSATIONS - FIRST_PAGE; i++)
		receive_older(f, i);
	must(db_commit(f->store.db, &e), &e, "commit");
	fixture_draft(f, "Jürgen Weiß DE", "Re: Brot und Salz", "Lieber Jürgen,", "2026-11-11T18:00");
}

/* --- the face --- */

struct terminal *fixture_face(struct fixture *f, int rows, int cols, const char *language)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now), *words = xasprintf("LANGUAGE=%s", language ? language : "en");
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, words, NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv, .rows = rows, .cols = cols, .environment = environment });

	free(now);
	free(words);
	return t;
}

/* --- as the engine --- */

static void wait_for(int fd, const char *what)
{
	struct pollfd poller = { .fd = fd, .events = POLLIN };

	if (poll(&poller, 1, TERMINAL_PATIENCE_MS) != 1)
		die("the face did not send: %s", what);
}

struct json *fixture_hear(struct fixture *f, const char *what)
{
	if (f->face < 0) {
		wait_for(f->engine, what);
		f->face = accept(f->engine, NULL, NULL);
	}
	for (;;) {
		char bytes[ENGINE_PACKET_MAX];
		struct json *packet;
		ssize_t got;

		wait_for(f->face, what);
		got = recv(f->face, bytes, sizeof bytes, 0);
		packet = got > 0 ? json_parse(bytes, (size_t)got, NULL) : NULL;
		if (!packet)
			die("the face sent no packet: %s", what);
		if (text_equal(json_get_text(packet, "do"), what))
			return packet;
		json_free(packet);
	}
}

void fixture_tell(struct fixture *f, const char *packet)
{
	if (send(f->face, packet, strlen(packet), MSG_NOSIGNAL) < 0)
		die("the face does not listen");
}

bool fixture_keeps(struct fixture *f, const char *text)
{
	static const char *const tables[] = {
		"SELECT count(*) FROM draft WHERE replace(body, ?1, '') <> body", "SELECT count(*) FROM outbox WHERE replace(body, ?1, '') <> body",
		"SELECT count(*) FROM record WHERE replace(body, ?1, '') <> body",
	};
	int64_t found = 0;

	for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
		struct db_stmt *stmt = db_prepare(f->store.db, tables[i]);

		db_bind_text(stmt, 1, text);
		if (db_step(stmt, NULL) == 1)
			found += db_int(stmt, 0);
		db_reset(stmt);
	}
	return found > 0;
}
