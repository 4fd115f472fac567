/*
 * A real portal for the tests of tests/portal: its own database, a Unix socket, three teachers (ada in Greece, ben in
 * Italy, eva in Poland), each with one's name as password eight times over. Ends only what it started.
 */
#ifndef TESTS_LIB_PORTAL_FIXTURE_H
#define TESTS_LIB_PORTAL_FIXTURE_H

#include <sys/types.h>

#include "lib/authority.h"
#include "lib/http_client.h"
#include "twinline/base/json.h"
#include "twinline/records/store.h"

#define USING "\"using\":[\"urn:ietf:params:jmap:core\",\"urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1\"]"

/* Somebody signed in. */
struct teacher {
	char *token, *person, *account; /* the card's id, the personal account's */
	char *directory, *community;    /* accounts */
	char *bearer;                   /* a header line */
};

struct portal_fixture {
	char *dir, *database, *socket, *log;
	struct authority *authority; /* vouches for a portal that speaks TLS; else NULL */
	int port;                    /* where that listens, on 127.0.0.1 */
	pid_t pid;
	struct teacher ada, ben, eva;
};

/* Makes it, starts it, signs all three in. options are more words for `serve`, NULL-closed; NULL: none. */
struct portal_fixture *portal_fixture_new(const char *const *options);
/* The same with TLS, on a port of 127.0.0.1, with a certificate (dir/portal.pem, dir/portal.key) of an authority of its own. */
struct portal_fixture *portal_fixture_new_tls(const char *const *options);
void portal_fixture_free(struct portal_fixture *f);
/* For cmocka, at the end of a group: frees the one at *state; fails if the database was not sound. */
int portal_fixture_stop(void **state);

void portal_fixture_serve(struct portal_fixture *f, const char *const *options); /* and waits until it answers */
/* Ends it with signal: its exit status, -1 if it did not end by itself. */
int portal_fixture_end(struct portal_fixture *f, int signal);

/* `twinline-portal words...` with input: its exit status; what it wrote into out (NULL: nowhere), yours. */
int portal_fixture_run(const char *const *words, const char *input, char **out);

/* Signs a name in; release with teacher_release. */
void teacher_sign_in(struct portal_fixture *f, const char *name, struct teacher *t);
/* The same with any password, for pupils too, who have no directory and community (NULL): the status, 200 if they are in. */
int teacher_enter(struct portal_fixture *f, const char *name, const char *password, struct teacher *t);
void teacher_release(struct teacher *t);

/* A connection to it, in whatever way it listens. */
void portal_open_line(struct portal_fixture *f, struct http_client *c);

/* One request on a connection of its own (headers, body: NULL for none): the status. The answer's tree, yours, into tree (NULL: not wanted). */
int portal_ask(struct portal_fixture *f, const char *verb, const char *path, const char *headers, const char *body,
               struct json **tree);

/* Posts calls ("[\"Core/echo\",{},\"0\"],...") as t: methodResponses, yours; fails the test on anything but 200. */
struct json *portal_calls(struct portal_fixture *f, const struct teacher *t, const char *calls);

/* One call with arguments as printf'ed JSON: the response's arguments, yours; an "error" response too. */
struct json *portal_call(struct portal_fixture *f, const struct teacher *t, const char *method, const char *arguments, ...)
	ATTR_PRINTF(4, 5);

/* Sends a message from one to another: its id in the sender's account, yours. */
char *portal_send(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, const char *subject);
/* So many of them: "Letter 0" and so on. */
void portal_send_letters(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, int count);
char *portal_send_text(struct portal_fixture *f, const struct teacher *from, const struct teacher *to, const char *subject,
                       const char *text);

/* The whole log so far, yours. */
char *portal_log(struct portal_fixture *f);

/* The database itself, beside the running portal. Close with store_close. */
void portal_store(struct portal_fixture *f, struct store *s);
/* The number that a query of it gives; text is the query's ?1 (NULL: it has none). */
int64_t portal_number(struct portal_fixture *f, const char *sql, const char *text);

/* True if the database passes `twinline-portal check`. */
bool portal_is_sound(struct portal_fixture *f);
/* The same as the teardown of a test whose group has the fixture as its state. */
int portal_fixture_is_sound(void **state);

/* Uploads as t into an account: the status; the blob's id into id (NULL: not wanted), yours. */
int portal_upload(struct portal_fixture *f, const struct teacher *t, const char *account, const char *type, const void *bytes, size_t len,
                  char **id);
/* Downloads as t; rest: what stands behind the id in the path; range: a header line, or NULL. Release a. */
void portal_download(struct portal_fixture *f, const struct teacher *t, const char *account, const char *id, const char *rest,
                     const char *range, struct http_answer *a);
/* The status of such a download. */
int portal_download_status(struct portal_fixture *f, const struct teacher *t, const char *account, const char *id);
/* So many bytes, in which no place looks like the next. Yours. */
char *portal_pattern(size_t len);

/* Fails the test unless the answer (taken) is an error of that type. */
#define portal_assert_type(answer, expected)                                                                \
	do {                                                                                         \
		struct json *answer_ = (answer);                                                     \
		const char *type_ = json_get_text(answer_, "type");                                  \
		if (!type_ || strcmp(type_, expected) != 0) {                                        \
			char *text_ = json_print(answer_);                                           \
			fail_msg("not %s: %s", expected, text_);                                     \
		}                                                                                    \
		json_free(answer_);                                                                  \
	} while (0)

#endif
