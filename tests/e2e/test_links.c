/* One-time links with the real programs: asked for on the page of a paper, on the screen of an export and by a command, and fetched. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/desk_paper.h"
#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/folder.h"

static char *project;

/* The teacher of the world, by their card. */
static char *my_id(struct pair *p)
{
	char *fact;
	struct json *me;
	struct store s;
	char *id;

	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, 0, NULL), 0);
	fact = store_fact(&s, "me");
	me = json_parse_own(fact);
	id = xstrdup(json_get_text(me, "person"));
	json_free(me);
	free(fact);
	store_close(&s);
	return id;
}

static int set_up(void **state)
{
	int result = pair_set_up(state);
	struct pair *p = *state;
	const char *words[] = { "user", "officer", p->world->portal_dir, p->world->name, NULL };
	char paper[RECORD_ID_LENGTH + 1], *me = my_id(p);
	struct store s;

	assert_int_equal(world_run("twinline-portal", words, NULL, NULL), 0);
	world_portal_store(p->world, &s);
	free(desk_paper_plant(&s, NULL, p->friend, "<html>To whom it may concern", paper));
	project = deeds_write_project(&s, "Water diary", (const char *const[]){ me, p->friend, NULL });
	store_close(&s);
	free(me);
	json_free(world_sync(p->world));
	return result;
}

static int tear_down(void **state)
{
	free(project);
	return pair_tear_down(state);
}

/* The path in a text that has a link, yours. */
static char *path_in(const char *text)
{
	const char *path = strstr(text, "/link/");

	assert_non_null(path);
	return xstrndup(path, strlen("/link/") + 32);
}

/* Gets it, and says whether there was what is wanted. */
static bool gives(struct pair *p, const char *path, const char *wanted)
{
	struct str body = { 0 };
	int status;

	portal_client_send(&p->reading, "POST", path, "");
	status = portal_client_receive(&p->reading, &body);
	bool has = status == 200 && memmem(body.text, body.len, wanted, strlen(wanted));
	assert_true(has || status == 404);
	str_release(&body);
	return has;
}

/* The link that is on the screen, in the command that alone follows it at a socket, gives what is wanted, once. */
static void shows_a_link(struct pair *p, struct terminal *t, const char *wanted)
{
	char *text, *path, *command;
	struct str whole = { 0 };

	assert_true(terminal_wait_text(t, "For one download, until"));
	text = terminal_text(t);
	for (const char *c = text; *c; c++) /* where it goes on in the next row, a shell takes it as it stands */
		if (starts_with(c, "\\\n"))
			c++;
		else
			str_addc(&whole, *c);
	command = xasprintf("curl --unix-socket %s -f -d '' -o FILE http://localhost/link/", p->world->relay_socket);
	assert_non_null(strstr(whole.text, command));
	path = path_in(whole.text);
	assert_true(gives(p, path, wanted));
	assert_false(gives(p, path, ""));
	free(command);
	free(path);
	free(text);
	str_release(&whole);
}

static void a_paper_is_linked_from_its_page(void **state)
{
	struct pair *p = *state;
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, ":desk<Enter>");
	assert_true(terminal_wait_at(t, 0, "1 waits"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "badge.html"));
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "Paper of"));
	terminal_send(t, "y");
	shows_a_link(p, t, "To whom it may concern");
	terminal_send(t, "q");
	assert_true(terminal_wait_text(t, "link to a paper made"));
	terminal_free(t);
}

static void an_export_is_linked_from_its_screen(void **state)
{
	struct pair *p = *state;
	struct terminal *t = pair_face(p, 12, 40);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, ":projects<Enter>");
	assert_true(terminal_wait_text(t, "Water diary"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Pages"));
	terminal_send(t, "<End><Enter>");
	assert_true(terminal_wait_text(t, "One-time link"));
	terminal_send(t, "<End><Enter>");
	shows_a_link(p, t, "Water diary");
	terminal_free(t);
}

static void a_command_prints_a_link_and_nothing_else(void **state)
{
	static const char *const words[] = { "export", "--project", "Water diary", "--link", NULL };
	struct pair *p = *state;
	char *said = NULL, *path;

	assert_int_equal(world_run("twinline", words, NULL, &said), 0);
	assert_true(starts_with(said, "http://localhost/link/"));
	assert_int_equal(strlen(said), strlen("http://localhost/link/") + 32 + 1);
	path = path_in(said);
	assert_true(gives(p, path, "ustar"));
	assert_false(gives(p, path, ""));
	free(path);
	free(said);
}

/* --- all that is one's own --- */

/* What the link leads to, yours. */
static struct str fetch(struct pair *p, const char *said)
{
	struct str body = { 0 };
	char *path = path_in(said);

	portal_client_send(&p->reading, "POST", path, "");
	assert_int_equal(portal_client_receive(&p->reading, &body), 200);
	free(path);
	return body;
}

/* The manifest of a tar stream: the last of its files. */
static struct json *manifest_in(const struct str *tar)
{
	const char *head = NULL, *end;

	for (size_t at = 0; at + 512 <= tar->len; at += 512)
		if (memcmp(tar->text + at, "manifest.json", sizeof "manifest.json") == 0)
			head = tar->text + at;
	assert_non_null(head);
	end = memchr(head + 512, '\0', tar->len - (size_t)(head + 512 - tar->text));
	assert_non_null(end);
	return json_parse(head + 512, (size_t)(end - head) - 512, NULL);
}

/* Receipts are this computer's alone, indexes name the hour; and of what all share a client has what it has met. */
static bool is_compared(const char *path)
{
	const struct record_type *type;
	char *name;

	if (!starts_with(path, "json/"))
		return !starts_with(path, "index.") && !starts_with(path, "receipts.");
	name = xstrndup(path + strlen("json/"), strcspn(path + strlen("json/"), "."));
	type = record_type_find(name);
	free(name);
	return type && (record_type_in(type, ACCOUNT_PERSONAL) || record_type_in(type, ACCOUNT_PROJECT));
}

static const struct json *file_in(const struct json *manifest, const char *path)
{
	for (const struct json *i = json_first(json_get(manifest, "files")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "path"), path))
			return i;
	return NULL;
}

/* Records of one second stand in a project in the order in which they came to lie there: as many bytes, then. */
static bool is_same(const struct json *a, const struct json *b)
{
	if (starts_with(json_get_text(a, "path"), "projects/"))
		return json_get_integer(a, "size", -1) == json_get_integer(b, "size", -2);
	return text_equal(json_get_text(a, "sha256"), json_get_text(b, "sha256"));
}

/* How many files of the one stand in the other, too, as they are; dies at the first that does not. */
static int compare(const struct json *these, const struct json *those)
{
	int count = 0;

	for (const struct json *i = json_first(json_get(these, "files")); i; i = json_next(i)) {
		const char *path = json_get_text(i, "path");
		const struct json *other = file_in(those, path);

		if (!is_compared(path))
			continue;
		if (!other || !is_same(i, other))
			fail_msg("%s is %s", path, other ? "another" : "in one of them alone");
		count++;
	}
	return count;
}

static void all_of_ones_own_is_what_the_client_writes(void **state)
{
	static const char *const words[] = { "export", "--link", NULL };
	struct pair *p = *state;
	char *dir = xasprintf("%s/own", p->world->dir), *said = NULL;
	const char *const folder[] = { "export", dir, NULL };
	struct json *here, *there;
	struct str tar;

	pair_write(p, "Kalimera", 2);
	json_free(world_sync(p->world));
	assert_int_equal(world_run("twinline", folder, NULL, NULL), 0);
	assert_int_equal(world_run("twinline", words, NULL, &said), 0);
	tar = fetch(p, said);
	here = folder_manifest(dir, NULL);
	there = manifest_in(&tar);
	assert_true(compare(here, there) > 10);
	compare(there, here);
	assert_non_null(file_in(there, "json/Message.json"));
	assert_non_null(file_in(there, "projects/Water-diary/index.md"));
	json_free(there);
	json_free(here);
	str_release(&tar);
	free(said);
	free(dir);
}

static void its_screen_has_the_link(void **state)
{
	struct pair *p = *state;
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, "6<End><Up><Enter>");
	assert_true(terminal_wait_text(t, "One-time link"));
	terminal_send(t, "<End><Enter>");
	shows_a_link(p, t, "json/Profile.json");
	terminal_resize(t, 24, 1); /* a window as it is dragged: no room for a single character of it */
	assert_true(terminal_wait_idle(t));
	terminal_resize(t, 24, 80);
	assert_true(terminal_wait_text(t, "For one download, until"));
	terminal_free(t);
}

static void without_a_line_it_says_so(void **state)
{
	static const char *const words[] = { "export", "--project", "Water diary", "--link", NULL };
	struct pair *p = *state;
	char *said = NULL;

	world_portal_end(p->world, SIGTERM);
	assert_int_not_equal(world_run("twinline", words, NULL, &said), 0);
	assert_null(strstr(said, "/link/"));
	assert_true(strlen(said) > 10);
	world_portal_start(p->world);
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paper_is_linked_from_its_page),
		cmocka_unit_test(an_export_is_linked_from_its_screen),
		cmocka_unit_test(a_command_prints_a_link_and_nothing_else),
		cmocka_unit_test(all_of_ones_own_is_what_the_client_writes),
		cmocka_unit_test(its_screen_has_the_link),
		cmocka_unit_test(without_a_line_it_says_so),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
