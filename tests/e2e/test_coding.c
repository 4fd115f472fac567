/* Engine and portal that do not have the same dictionaries: they find a coding, once, and remember it. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/mman.h>

#include "lib/pair.h"
#include "twinline/base/dictionary.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* What the portal behind the lying relay seems to know, and how often it has refused. */
struct portal_of { const char *knows, *answer; int refusals; };

/* The relay's process and this one look at the same. */
static struct portal_of *portal;

static bool has(const struct str *request, const char *text)
{
	return request->text && strstr(request->text, text);
}

/* A portal of another time: it refuses what it does not know, and knows none of the newer ones that are offered for the answer. */
static void meddle(void *data, struct str *request, struct str *answer)
{
	struct portal_of *p = data;
	char *known = xasprintf("Content-Encoding: %s\r\n", p->knows);
	if (has(request, "Content-Encoding: ") && !has(request, known)) {
		str_add(answer, p->answer);
		p->refusals++;
	}
	char *offer = request->text ? strstr(request->text, "Accept-Encoding: tl") : NULL;
	if (offer)
		memcpy(offer, "X", 1);
	free(known);
}

static void lie(struct pair *p, const struct portal_of *as)
{
	struct world *w = p->world;
	world_engine_end(w, SIGTERM);
	relay_free(w->relay);
	*portal = *as;
	w->relay = as->knows ? relay_start_meddling(w->relay_socket, w->portal_socket, &(struct relay_meddler){ meddle, portal })
	                     : relay_start(w->relay_socket, w->portal_socket);
}

/* One exchange, which goes well; how many requests were refused before. */
static int exchange(struct pair *p)
{
	portal->refusals = 0;
	pair_write(p, "a letter", 1);
	struct json *done = world_sync(p->world);
	assert_non_null(done);
	json_free(done);
	return portal->refusals;
}

static void assert_remembers(struct pair *p, const char *coding)
{
	struct str login = { 0 };
	char *member = xasprintf("\"coding\":\"%s\"", coding ? coding : "");
	assert_int_equal(file_read(p->world->paths.token, 100 * 1000, &login, NULL), 0);
	if (coding ? !strstr(login.text, member) : strstr(login.text, "\"coding\"") != NULL)
		fail_msg("%s is not remembered: %s", coding ? coding : "the best one", login.text);
	free(member);
	str_release(&login);
}

static void an_older_portal_is_spoken_to_in_zstd(void **state)
{
	struct pair *p = *state;
	static const struct portal_of older = { "zstd", "HTTP/1.1 415 Unsupported Media Type\r\nAccept-Encoding: tl000000, zstd\r\n"
	                                                "Content-Length: 0\r\n\r\n", 0 };
	lie(p, &older);
	assert_int_equal(exchange(p), 1);
	assert_remembers(p, "zstd");
	world_engine_end(p->world, SIGTERM);
	assert_int_equal(exchange(p), 0); /* another engine knows */
	assert_remembers(p, "zstd");
	/* The portal is renewed: the first answer comes in the newest, and from then on all goes in it. */
	lie(p, &(struct portal_of){ NULL, NULL, 0 });
	assert_int_equal(exchange(p), 0);
	assert_remembers(p, NULL);
}

/* Dictionaries live on: what a portal of last year has is spoken, and the newer one as soon as it has that. */
static void an_older_dictionary_is_spoken(void **state)
{
	struct pair *p = *state;
	const struct dictionary *older = dictionary_at(1);
	if (!older)
		skip();
	char *answer = xasprintf("HTTP/1.1 415 Unsupported Media Type\r\nAccept-Encoding: %s, zstd\r\nContent-Length: 0\r\n\r\n", older->coding);
	lie(p, &(struct portal_of){ older->coding, answer, 0 });
	assert_int_equal(exchange(p), 1);
	assert_remembers(p, older->coding);
	assert_int_equal(exchange(p), 0);
	lie(p, &(struct portal_of){ NULL, NULL, 0 });
	assert_int_equal(exchange(p), 0);
	assert_remembers(p, NULL);
	free(answer);
}

/* What takes a password or brings a token never shares a frame with anything, whatever the portal can do. */
static void tell_packed_secrets(void *data, struct str *request, struct str *answer)
{
	struct portal_of *p = data;
	(void)answer;
	p->refusals += request->text && !starts_with(request->text, "POST /jmap/api ") && !starts_with(request->text, "GET ") &&
	               (has(request, "Content-Encoding:") || has(request, "Accept-Encoding:"));
}

static void a_password_is_never_packed(void **state)
{
	struct pair *p = *state;
	struct world *w = p->world;
	portal->refusals = 0;
	world_engine_end(w, SIGTERM);
	relay_free(w->relay);
	w->relay = relay_start_meddling(w->relay_socket, w->portal_socket, &(struct relay_meddler){ tell_packed_secrets, portal });
	assert_true(world_sign_in(w));
	struct json *done = world_sync(w);
	assert_non_null(done);
	json_free(done);
	assert_int_equal(portal->refusals, 0);
}

static void a_portal_without_codings_is_spoken_to_plainly(void **state)
{
	struct pair *p = *state;
	static const struct portal_of oldest = { "none", "HTTP/1.1 415 Unsupported Media Type\r\nContent-Length: 0\r\n\r\n", 0 };
	lie(p, &oldest);
	assert_int_equal(exchange(p), 2); /* who says nothing may know zstd */
	assert_remembers(p, "identity");
	assert_int_equal(exchange(p), 0);
}

int main(void)
{
	portal = mmap(NULL, sizeof *portal, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (portal == MAP_FAILED)
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_older_portal_is_spoken_to_in_zstd, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(an_older_dictionary_is_spoken, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_password_is_never_packed, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_without_codings_is_spoken_to_plainly, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
