/*
 * Two who talk in their space, with the real portal: a thread, its reply, what is unread and liked; a chat that goes on while the line is
 * away. The teacher sits at the screen, the friend is looked at through the API.
 */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>

#include "lib/deeds.h"
#include "lib/pair.h"
#include "lib/stage.h"
#include "lib/relay.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

enum { PATIENCE = 200 };

/* A project that both found; its id, yours. */
static char *found(struct pair *p)
{
	const char *people[] = { p->reading.correspondent, p->reading.person, NULL };
	struct store s;
	char *id;

	world_portal_store(p->world, &s);
	id = deeds_write_project(&s, "River", people);
	store_close(&s);
	return id;
}

/* --- the friend's side --- */

/* What the friend says; members as JSON without the braces. The id, yours. */
static char *friend_says(struct pair *p, const char *project, const char *type, const char *members)
{
	struct json *arguments = json_new_object(), *answer;
	char *text = xasprintf("{%s}", members), *method = xasprintf("%s/set", type), *id;

	json_set_string(arguments, "accountId", project);
	json_set(json_set(arguments, "create", json_new_object()), "k", json_parse_own(text));
	answer = portal_client_call(&p->reading, method, arguments);
	if (json_get(answer, "notCreated"))
		fail_msg("%s", json_print(answer));
	id = xstrdup(json_get_text(json_get(json_get(answer, "created"), "k"), "id"));
	json_free(answer);
	free(method);
	free(text);
	return id;
}

/* A property of the first record of a type whose member is value; NULL for none. Yours. */
struct look { const char *account, *type, *member, *value; };
static struct json *friend_sees(struct pair *p, const struct look *look)
{
	struct json *arguments = json_new_object(), *answer, *seen = NULL;
	char *method = xasprintf("%s/get", look->type);

	json_set_string(arguments, "accountId", look->account);
	json_set(arguments, "ids", json_new_null());
	answer = portal_client_call(&p->reading, method, arguments);
	for (const struct json *r = json_first(json_get(answer, "list")); r && !seen; r = json_next(r))
		if (text_equal(json_get_text(r, look->member), look->value))
			seen = json_copy(r);
	json_free(answer);
	free(method);
	return seen;
}

/* The same, once the exchange that was asked for has been. */
static struct json *friend_sees_soon(struct pair *p, struct terminal *t, const struct look *look)
{
	struct json *seen = NULL;

	for (int i = 0; i < PATIENCE && !seen; i++) {
		seen = friend_sees(p, look);
		if (!seen)
			terminal_wait_idle(t);
	}
	if (!seen)
		fail_msg("no %s with %s %s", look->type, look->member, look->value);
	return seen;
}

/* --- the teacher's side --- */

static struct terminal *open_river(struct pair *p)
{
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, "s4");
	assert_true(terminal_wait_text(t, "River"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, 0, "River, active"));
	return t;
}

/* Opens a part of the project by its name; says: what its title has. */
static void open_part(struct terminal *t, const char *name, const char *says)
{
	stage_open_part(t, name);
	assert_true(terminal_wait_at(t, 0, says));
}

static void add_file(struct pair *p, struct terminal *t)
{
	char *path = xasprintf("%s/drops.txt", p->world->dir);

	assert_int_equal(file_write(path, "drip\n", 5, 0600, NULL), 0);
	stage_add_file(t, path);
	assert_true(terminal_wait_text(t, "drops.txt, 0.1 KB"));
	free(path);
}

static void a_thread_is_read_and_answered(void **state)
{
	struct pair *p = *state;
	char *project = found(p), *discussion, *thread, *members;
	struct terminal *t;
	struct json *reply, *mark;

	discussion = friend_says(p, project, "Post", "\"place\":\"forum\",\"title\":\"Measuring\"");
	members = xasprintf("\"place\":\"forum\",\"title\":\"Which tap?\",\"text\":\"One of two.\",\"parent\":\"%s\"", discussion);
	thread = friend_says(p, project, "Post", members);
	t = open_river(p);
	assert_true(terminal_wait_text(t, "forum    \"Which tap?\": Colleague"));
	open_part(t, "Forum", "River: Forum, 1 thread, 2 unread");
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_text(t, "One of two."));
	terminal_send(t, "a");
	assert_true(terminal_wait_at(t, -1, "You like it."));
	terminal_send(t, "r");
	assert_true(terminal_wait_at(t, -1, "Typing."));
	terminal_send(t, "The first, @Colleague<C-x><Up>");
	assert_true(terminal_wait_text(t, "> Add a file"));
	add_file(p, t);
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_at(t, -1, "u takes it back."));
	terminal_send(t, "qs");
	reply = friend_sees_soon(p, t, &(struct look){ project, "Post", "root", thread });
	assert_string_equal(json_get_text(reply, "text"), "The first, @Colleague");
	assert_string_equal(json_get_text(json_first(json_get(reply, "files")), "name"), "drops.txt");
	assert_string_equal(json_get_text(json_first(json_get(reply, "mentions")), "id"), p->reading.person);
	json_free(friend_sees_soon(p, t, &(struct look){ project, "Like", "post", thread }));
	json_free(friend_sees_soon(p, t, &(struct look){ p->reading.account, "Notification", "kind", "mention" }));
	/* What was read here is read everywhere; of the others nobody knows. */
	assert_true(terminal_wait_at(t, 0, "River: Forum, 1 thread, 1 unread"));
	mark = friend_sees(p, &(struct look){ p->reading.account, "ReadMark", "area", thread });
	assert_null(mark);
	json_free(reply);
	terminal_free(t);
	free(members);
	free(discussion);
	free(thread);
	free(project);
}

static void a_chat_goes_on_without_a_line(void **state)
{
	struct pair *p = *state;
	char *project = found(p);
	struct terminal *t;

	free(friend_says(p, project, "Post", "\"place\":\"chat\",\"text\":\"Are you there?\""));
	t = open_river(p);
	open_part(t, "Chat", "River: Chat, 1 post, 1 new");
	terminal_send(t, "Yes.<Enter>");
	json_free(friend_sees_soon(p, t, &(struct look){ project, "Post", "text", "Yes." }));
	assert_true(terminal_wait_text(t, "  you: Yes."));
	/* Nothing that is typed waits for the line. */
	relay_shut(p->world->relay);
	relay_cut(p->world->relay);
	terminal_send(t, "And the line is away.<Enter>Still here.<Enter>");
	assert_true(terminal_wait_text(t, "waiting  you: And the line is away."));
	assert_true(terminal_wait_text(t, "waiting  you: Still here."));
	free(friend_says(p, project, "Post", "\"place\":\"chat\",\"text\":\"Hello?\""));
	relay_open(p->world->relay);
	terminal_send(t, "<Esc>s");
	json_free(friend_sees_soon(p, t, &(struct look){ project, "Post", "text", "And the line is away." }));
	json_free(friend_sees_soon(p, t, &(struct look){ project, "Post", "text", "Still here." }));
	assert_true(terminal_wait_text(t, "Colleague: Hello?"));
	assert_true(terminal_wait_gone(t, "waiting  you"));
	terminal_free(t);
	free(project);
}

/* How many marks of having read the portal keeps for all. */
static int64_t marks_there(struct pair *p)
{
	struct store s;
	struct db_stmt *stmt;
	int64_t count;

	world_portal_store(p->world, &s);
	stmt = db_prepare(s.db, "SELECT count(*) FROM read_mark_index");
	assert_int_equal(db_step(stmt, NULL), 1);
	count = db_int(stmt, 0);
	db_reset(stmt);
	store_close(&s);
	return count;
}

/* What the friend said, minute by minute. */
static void write_many(struct pair *p, const char *project, int count)
{
	struct account a;
	struct store s;

	world_portal_store(p->world, &s);
	assert_true(account_by_id(&s, project, &a));
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (int i = 0; i < count; i++) {
		struct record r = { .account = a.local, .type = &record_types[TYPE_Post], .audience = AUDIENCE_MEMBERS };

		r.body = xasprintf("{\"place\":\"update\",\"text\":\"Number %d.\",\"author\":{\"id\":\"%s\",\"name\":\"Colleague\"},"
		                   "\"createdAt\":\"2026-11-17T%02d:%02d:00Z\",\"latestAt\":\"2026-11-17T%02d:%02d:00Z\"}", i, p->reading.person,
		                   9 - count / 60 + i / 60, i % 60, 9 - count / 60 + i / 60, i % 60);
		assert_int_equal(record_write(&s, &r, true, NULL), 0);
		record_free(&r);
	}
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&a);
	store_close(&s);
}

/* From the first unread to the last: one mark, which all devices get. */
static void what_was_read_is_kept_at_the_portal(void **state)
{
	struct pair *p = *state;
	char *project = found(p);
	struct terminal *t;

	write_many(p, project, 60);
	t = open_river(p);
	open_part(t, "Updates", "River: Updates, 60 posts, 60 new");
	assert_true(terminal_wait_text(t, "Number 0."));
	terminal_send(t, "<End>");
	assert_true(terminal_wait_text(t, "Number 59."));
	terminal_send(t, "qs");
	assert_true(terminal_wait_text(t, "Updates         60 posts"));
	assert_true(terminal_wait_gone(t, "60 posts, "));
	for (int i = 0; i < PATIENCE && marks_there(p) == 0; i++)
		terminal_wait_idle(t);
	assert_int_equal(marks_there(p), 1);
	terminal_free(t);
	free(project);
}

/* --- beyond the window --- */

/* A file of the folder that an export wrote; yours. */
static char *read_of(struct pair *p, const char *folder, const char *name)
{
	char *path = xasprintf("%s/%s/%s", p->world->dir, folder, name);
	struct str text = { 0 };

	assert_int_equal(file_read(path, 4 * 1000 * 1000, &text, NULL), 0);
	free(path);
	return str_detach(&text);
}

static size_t posts_in(struct pair *p, const char *folder)
{
	char *text = read_of(p, folder, "project.json");
	struct json *all = json_parse_own(text);
	size_t count = json_size(json_get(json_get(all, "records"), "Post"));

	json_free(all);
	free(text);
	return count;
}

static void export_to(struct pair *p, const char *folder, const char *option)
{
	char *path = xasprintf("%s/%s", p->world->dir, folder);
	const char *words[] = { "export", "--project", "River", path, option, NULL };

	assert_int_equal(world_run("twinline", words, NULL, NULL), 0);
	free(path);
}

/* Of 200 posts the newest 50 are here: what stands in the index then, and all of them once the rest has been fetched. */
static void an_export_has_all_or_says_what_it_lacks(void **state)
{
	enum { MANY = 200, WINDOW = 50 };
	static const char *const window[] = { "--window", "50", NULL };
	struct pair *p = *state;
	char *project = found(p), *index;
	struct engine_link engine;
	pid_t pid;

	write_many(p, project, MANY);
	world_engine_end(p->world, SIGTERM);
	pid = world_engine_with(p->world, window, &engine);
	json_free(world_sync(p->world));
	export_to(p, "short", "--here");
	assert_int_equal(posts_in(p, "short"), WINDOW);
	index = read_of(p, "short", "index.md");
	assert_non_null(strstr(index, "150 older records are at the portal only"));
	free(index);
	export_to(p, "whole", NULL);
	assert_int_equal(posts_in(p, "whole"), MANY);
	index = read_of(p, "whole", "index.md");
	assert_null(strstr(index, "at the portal only"));
	free(index);
	engine_close(&engine);
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	free(project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_thread_is_read_and_answered, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_chat_goes_on_without_a_line, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(what_was_read_is_kept_at_the_portal, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(an_export_has_all_or_says_what_it_lacks, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
