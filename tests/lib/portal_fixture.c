/* A portal with three teachers, and short ways to ask it. */
#include "lib/portal_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/suite.h"
#include "lib/world.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

/* --- programs --- */

int portal_fixture_run(const char *const *words, const char *input, char **out)
{
	return world_run("twinline-portal", words, input, out);
}

static void must_run(const char *const *words, const char *input)
{
	char *said;
	if (portal_fixture_run(words, input, &said) != 0)
		die("twinline-portal %s: %s", words[0], said);
	free(said);
}

static char *below(const struct portal_fixture *f, const char *name)
{
	return xasprintf("%s/%s", f->dir, name);
}

static void become_portal(const struct portal_fixture *f, const char *const *options, int out)
{
	const char *programs = getenv("TWINLINE_PROGRAMS");
	char *program = xasprintf("%s/twinline-portal", programs ? programs : "build");
	const char *argv[24] = {program, "serve", f->database, "--unix", f->socket};
	int count = 5;
	if (f->authority) {
		const char *tls[] = {"--listen", "127.0.0.1:0", "--certificate", below(f, "portal.pem"), "--key", below(f, "portal.key")};
		memcpy(argv + 3, tls, sizeof tls);
		count = 3 + (int)ARRAY_SIZE(tls);
	}
	for (int i = 0; options && options[i] && i < 10; i++)
		argv[count++] = options[i];
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that dies takes it along */
	int log = open(f->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(out, 1);
	dup2(log, 2);
	execv(program, (char *const *)argv);
	_exit(127);
}

/* The portal writes where it listens once it serves: that line is what is waited for. */
void portal_fixture_serve(struct portal_fixture *f, const char *const *options)
{
	int ready[2];
	char where[100] = "";
	if (pipe2(ready, O_CLOEXEC) < 0)
		die("pipe: %s", strerror(errno));
	f->pid = fork();
	if (f->pid == 0)
		become_portal(f, options, ready[1]);
	close(ready[1]);
	if (read(ready[0], where, sizeof where - 1) < 1) {
		char *log = portal_log(f);
		die("the portal does not serve: %s", log);
	}
	if (f->authority)
		f->port = (int)strtol(strrchr(where, ':') + 1, NULL, 10);
	close(ready[0]);
}

int portal_fixture_end(struct portal_fixture *f, int signal)
{
	int status;
	if (f->pid <= 0)
		return -1;
	kill(f->pid, signal);
	waitpid(f->pid, &status, 0);
	f->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* --- the three teachers --- */

static char *account_of(const struct json *session, const char *kind)
{
	for (const struct json *i = json_first(json_get(session, "accounts")); i; i = json_next(i)) {
		const struct json *abilities = json_get(i, "accountCapabilities");
		const struct json *ours = json_get(abilities, "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1");
		if (text_equal(json_get_text(ours, "kind"), kind))
			return xstrdup(json_key(i));
	}
	return NULL;
}

void portal_open_line(struct portal_fixture *f, struct http_client *c)
{
	if (f->authority)
		http_client_open_tls(c, f->port, authority_file(f->authority));
	else
		http_client_open(c, f->socket);
}

int portal_ask(struct portal_fixture *f, const char *verb, const char *path, const char *headers, const char *body,
               struct json **tree)
{
	struct http_client c;
	struct http_answer a;
	portal_open_line(f, &c);
	http_client_ask(&c, verb, path, headers, body, body ? strlen(body) : 0, &a);
	int status = a.status;
	if (tree)
		*tree = json_parse(a.body.text, a.body.len, NULL);
	http_answer_release(&a);
	http_client_close(&c);
	return status;
}

static struct json *ask_json(struct portal_fixture *f, const char *verb, const char *path, const char *headers,
                             const char *body)
{
	struct json *tree = NULL;
	int status = portal_ask(f, verb, path, headers, body, &tree);
	if (status != 200 || !tree)
		fail_msg("%s %s: %d %s", verb, path, status, json_print(tree));
	return tree;
}

int teacher_enter(struct portal_fixture *f, const char *name, const char *password, struct teacher *t)
{
	char *body = xasprintf("{\"name\":\"%s\",\"password\":\"%s\",\"device\":\"test\"}", name, password);
	struct json *answer = NULL;
	int status = portal_ask(f, "POST", "/sign-in", NULL, body, &answer);
	free(body);
	*t = (struct teacher){0};
	if (status == 200) {
		t->token = xstrdup(json_get_text(answer, "token"));
		t->person = xstrdup(json_get_text(answer, "person"));
		t->bearer = xasprintf("Authorization: Bearer %s\r\n", t->token);
	}
	json_free(answer);
	if (status != 200)
		return status;
	struct json *session = ask_json(f, "GET", "/jmap/session", t->bearer, NULL);
	t->account = account_of(session, "personal");
	t->directory = account_of(session, "directory");
	t->community = account_of(session, "community");
	json_free(session);
	return status;
}

void teacher_sign_in(struct portal_fixture *f, const char *name, struct teacher *t)
{
	char *password = xasprintf("%s%s%s%s%s%s%s%s", name, name, name, name, name, name, name, name);
	if (teacher_enter(f, name, password, t) != 200)
		fail_msg("%s cannot sign in", name);
	free(password);
}

void teacher_release(struct teacher *t)
{
	free(t->token);
	free(t->person);
	free(t->account);
	free(t->directory);
	free(t->community);
	free(t->bearer);
	*t = (struct teacher){0};
}

static void add_user(const struct portal_fixture *f, const char *name, const char *card, const char *country)
{
	const char *words[] = {"user", "add", f->database, name, "--as", card, "--country", country, NULL};
	char *input = xasprintf("%s%s%s%s%s%s%s%s\n", name, name, name, name, name, name, name, name);
	must_run(words, input);
	free(input);
}

static struct portal_fixture *make(const char *const *options, bool tls)
{
	struct portal_fixture *f = xcalloc(1, sizeof *f);
	const char *tmp = getenv("TMPDIR");
	f->dir = xasprintf("%s/p.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(f->dir))
		die("%s: %s", f->dir, strerror(errno));
	f->database = xasprintf("%s/data", f->dir);
	f->socket = xasprintf("%s/run/portal.socket", f->dir);
	f->log = xasprintf("%s/log", f->dir);
	if (tls) {
		f->authority = authority_new(f->dir, "Test Authority");
		authority_certify(f->authority, f->dir, "portal", &(struct authority_wish){0});
	}
	const char *init[] = {"init", f->database, NULL};
	must_run(init, NULL);
	add_user(f, "ada", "Άντα Λαμπράκη", "GR");
	add_user(f, "ben", "Benedetto Riva", "IT");
	add_user(f, "eva", "Ewa Łęcka", "PL");
	portal_fixture_serve(f, options);
	teacher_sign_in(f, "ada", &f->ada);
	teacher_sign_in(f, "ben", &f->ben);
	teacher_sign_in(f, "eva", &f->eva);
	return f;
}

struct portal_fixture *portal_fixture_new(const char *const *options)
{
	return make(options, false);
}

struct portal_fixture *portal_fixture_new_tls(const char *const *options)
{
	return make(options, true);
}

void portal_fixture_free(struct portal_fixture *f)
{
	portal_fixture_end(f, SIGTERM);
	file_remove_tree(f->dir, NULL);
	authority_free(f->authority);
	teacher_release(&f->ada);
	teacher_release(&f->ben);
	teacher_release(&f->eva);
	free(f->dir);
	free(f->database);
	free(f->socket);
	free(f->log);
	free(f);
}

/* --- asking --- */

struct json *portal_calls(struct portal_fixture *f, const struct teacher *t, const char *calls)
{
	char *body = xasprintf("{" USING ",\"methodCalls\":[%s]}", calls);
	char *headers = xasprintf("%sContent-Type: application/json\r\n", t->bearer);
	struct json *response = ask_json(f, "POST", "/jmap/api", headers, body);
	struct json *all = json_detach(response, "methodResponses");
	assert_non_null(all);
	json_free(response);
	free(body);
	free(headers);
	return all;
}

struct json *portal_call(struct portal_fixture *f, const struct teacher *t, const char *method, const char *arguments, ...)
{
	struct str text = {0};
	va_list list;
	str_addf(&text, "[\"%s\",", method);
	va_start(list, arguments);
	str_vaddf(&text, arguments, list);
	va_end(list);
	str_add(&text, ",\"0\"]");
	struct json *all = portal_calls(f, t, text.text);
	struct json *first = json_copy(json_at(json_at(all, 0), 1));
	json_free(all);
	str_release(&text);
	return first;
}

char *portal_send(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, const char *subject)
{
	return portal_send_text(f, from, to, subject, "Dear colleague");
}

void portal_send_letters(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, int count)
{
	for (int i = 0; i < count; i++) {
		char *subject = xasprintf("Letter %d", i);
		free(portal_send(f, from, to, subject));
		free(subject);
	}
}

char *portal_send_text(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, const char *subject,
                       const char *text)
{
	struct json *set = portal_call(f, from, "Message/set",
	                               "{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],\"subject\":\"%s\","
	                               "\"text\":\"%s\"}}}",
	                               from->account, to->person, subject, text);
	const char *id = json_get_text(json_get(json_get(set, "created"), "m"), "id");
	if (!id)
		fail_msg("not sent: %s", json_print(set));
	char *copy = xstrdup(id);
	json_free(set);
	return copy;
}

/* --- looking behind it --- */

char *portal_log(struct portal_fixture *f)
{
	struct str text = {0};
	if (file_read(f->log, 10 << 20, &text, NULL) < 0)
		return xstrdup("");
	return str_detach(&text);
}

void portal_store(struct portal_fixture *f, struct store *s)
{
	char *path = xasprintf("%s/portal.db", f->database);
	if (store_open(s, path, STORE_PORTAL, 0, NULL) < 0)
		fail_msg("%s", path);
	free(path);
}

int64_t portal_number(struct portal_fixture *f, const char *sql, const char *text)
{
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, sql);
	if (text)
		db_bind_text(row, 1, text);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t value = db_int(row, 0);
	db_reset(row);
	store_close(&s);
	return value;
}

bool portal_is_sound(struct portal_fixture *f)
{
	const char *words[] = {"check", f->database, NULL};
	char *said;
	int status = portal_fixture_run(words, NULL, &said);
	if (status != 0)
		fprintf(stderr, "%s\n", said);
	free(said);
	return status == 0;
}

int portal_fixture_is_sound(void **state)
{
	return portal_is_sound(*state) ? 0 : -1;
}

int portal_fixture_stop(void **state)
{
	bool sound = portal_is_sound(*state);
	portal_fixture_free(*state);
	return sound ? 0 : -1;
}

int portal_upload(struct portal_fixture *f, const struct teacher *t, const char *account, const char *type, const void *bytes, size_t len,
                  char **id)
{
	struct http_client c;
	struct http_answer a;
	char *path = xasprintf("/jmap/upload/%s/", account), *headers = xasprintf("%sContent-Type: %s\r\n", t->bearer, type);
	http_client_open(&c, f->socket);
	http_client_ask(&c, "POST", path, headers, bytes, len, &a);
	int status = a.status;
	struct json *answer = json_parse(a.body.text, a.body.len, NULL);
	if (status == 201) {
		assert_string_equal(json_get_text(answer, "accountId"), account);
		assert_int_equal(json_get_integer(answer, "size", -1), len);
		assert_string_equal(json_get_text(answer, "type"), type);
	}
	if (id)
		*id = xstrdup(json_get_text(answer, "blobId"));
	json_free(answer);
	http_answer_release(&a);
	http_client_close(&c);
	free(path);
	free(headers);
	return status;
}

void portal_download(struct portal_fixture *f, const struct teacher *t, const char *account, const char *id, const char *rest,
                     const char *range, struct http_answer *a)
{
	struct http_client c;
	char *path = xasprintf("/jmap/download/%s/%s/%s", account, id, rest);
	char *headers = xasprintf("%s%s", t->bearer, range ? range : "");
	http_client_open(&c, f->socket);
	http_client_ask(&c, "GET", path, headers, NULL, 0, a);
	http_client_close(&c);
	free(path);
	free(headers);
}

int portal_download_status(struct portal_fixture *f, const struct teacher *t, const char *account, const char *id)
{
	struct http_answer a;
	portal_download(f, t, account, id, "x", NULL, &a);
	int status = a.status;
	http_answer_release(&a);
	return status;
}

char *portal_pattern(size_t len)
{
	char *bytes = xmalloc(len + 1);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 31 % 251);
	return bytes;
}
