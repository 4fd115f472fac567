/*
 * What is said in a TwinSpace: who says what where, who reads it, what is counted and told, how much a day takes, what goes with what; how
 * far somebody has read. To those outside it is not there.
 */
#include "lib/suite.h"

#include "../../src/portal/talk.h"
#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/access.h"

static struct portal_fixture *f;
static struct teacher mia, sam; /* mia has whatever role is looked at, sam is a stranger; ada and ben found, eva is a teacher */
static char *space;

static struct deeds in(const struct teacher *t, const char *type)
{
	return deeds_of(f, t, space, type);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "mia", "FI", false, &mia);
	deeds_join(f, "sam", "FR", false, &sam);
	space = deeds_project(f, "Water", &f->ada, &f->ben, &f->eva, &mia, NULL);
	return 0;
}

static int end(void **state)
{
	free(space);
	teacher_release(&mia);
	teacher_release(&sam);
	return portal_fixture_stop(state);
}

/* A post by t, with more members: its id, yours. */
static char *say(const struct teacher *t, const char *place, const char *more)
{
	struct deeds d = in(t, "Post");
	char *id = NULL;
	assert_null(deeds_make(&d, &id, "\"place\":\"%s\",\"text\":\"x\"%s", place, more));
	return id;
}

static char *answer(const struct teacher *t, const char *place, const char *parent, const char *more)
{
	char *members = xasprintf(",\"parent\":\"%s\"%s", parent, more), *id = say(t, place, members);
	free(members);
	return id;
}

static int64_t number(const struct teacher *t, const char *id, const char *name)
{
	struct deeds d = in(t, "Post");
	struct json *post = deeds_get(&d, id);
	int64_t value = json_get_integer(post, name, 0);
	json_free(post);
	return value;
}

/* --- rights --- */

/* What hangs somewhere for mia to answer, made by ada. */
static char *update, *page, *discussion, *thread, *bulletin, *activity;

static void furnish(void)
{
	struct deeds pages = in(&f->ada, "Page"), activities = in(&f->ada, "Activity");
	update = say(&f->ada, "update", "");
	discussion = say(&f->ada, "forum", ",\"title\":\"Ideas\"");
	thread = answer(&f->ada, "forum", discussion, ",\"title\":\"Which tap?\"");
	bulletin = say(&f->ada, "bulletin", "");
	assert_null(deeds_make(&pages, &page, "\"title\":\"A\""));
	assert_null(deeds_make(&activities, &activity, "\"title\":\"A\""));
}

static void clear_out(void)
{
	struct deeds posts = in(&f->ada, "Post"), pages = in(&f->ada, "Page"), activities = in(&f->ada, "Activity");
	char *all[] = {update, discussion, bulletin};
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		assert_null(deeds_end(&posts, all[i]));
		free(all[i]);
	}
	assert_null(deeds_end(&pages, page));
	assert_null(deeds_end(&activities, activity));
	assert_int_equal(deeds_count(&posts, "%s", ""), 0);
	free(thread);
	free(page);
	free(activity);
}

/* A letter each: what somebody begins, answers, or does to others. */
static const struct act { char letter; const char *what; char *const *at; const char *members; } acts[] = {
	{'u', "update", NULL, "\"place\":\"update\""},
	{'c', "comment on an update", &update, "\"place\":\"comment\",\"parent\":\"%s\""},
	{'p', "comment on a page", &page, "\"place\":\"comment\",\"aboutType\":\"Page\",\"aboutId\":\"%s\""},
	{'a', "comment on an activity", &activity, "\"place\":\"comment\",\"aboutType\":\"Activity\",\"aboutId\":\"%s\""},
	{'d', "discussion", NULL, "\"place\":\"forum\",\"title\":\"D\""},
	{'t', "thread", &discussion, "\"place\":\"forum\",\"title\":\"T\",\"parent\":\"%s\""},
	{'r', "reply", &thread, "\"place\":\"forum\",\"parent\":\"%s\""},
	{'b', "bulletin", NULL, "\"place\":\"bulletin\""},
	{'j', "journal", NULL, "\"place\":\"journal\""},
	{'h', "chat", NULL, "\"place\":\"chat\""},
	{'w', "wall", NULL, "\"place\":\"wall\""},
};

static const struct { enum role role; const char *may; bool likes, pins, others; } rights[] = {
	{ROLE_PUPIL, "cparw", true, false, false},
	{ROLE_PUPIL_ADMINISTRATOR, "ucpatrw", true, false, false},
	{ROLE_OBSERVER, "cpar", true, false, false},
	{ROLE_EXPERT, "cpadtrjh", true, true, true},
	{ROLE_TEACHER, "ucpatrbjh", true, false, false},
	{ROLE_ADMINISTRATOR, "ucpadtrbjh", true, true, true},
	{ROLE_FOUNDER, "ucpadtrbjh", true, true, true},
	{ROLE_REVIEWER, "", false, false, false},
};

static void expect(enum role role, const char *what, const char *said, bool may)
{
	if (!text_equal(said, may ? NULL : "role"))
		fail_msg("%s, %s: %s", access_role_name(role), what, said ? said : "done");
}

static void try_to_say(enum role role, const char *may)
{
	struct deeds hers = in(&mia, "Post");
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		char *members = acts[i].at ? xasprintf("%s", "") : xstrdup(acts[i].members), *id = NULL;
		if (acts[i].at) {
			struct str text = {0};
			const char *hole = strstr(acts[i].members, "%s");
			str_addn(&text, acts[i].members, (size_t)(hole - acts[i].members));
			str_addf(&text, "%s%s", *acts[i].at, hole + 2);
			free(members);
			members = str_detach(&text);
		}
		expect(role, acts[i].what, deeds_make(&hers, &id, "%s,\"text\":\"x\"", members), strchr(may, acts[i].letter));
		if (id) { /* one's own words are one's own */
			assert_null(deeds_change(&hers, id, "\"text\":\"y\""));
			assert_null(deeds_end(&hers, id));
		}
		free(members);
		free(id);
	}
}

static void test_rights_of_each_role_in_each_place(void **state)
{
	(void)state;
	struct deeds hers = in(&mia, "Post"), likes = in(&mia, "Like");
	furnish();
	for (size_t i = 0; i < ARRAY_SIZE(rights); i++) {
		enum role role = rights[i].role;
		char *other = say(&f->eva, "update", ""), *like = NULL;
		deeds_set_role(f, space, &mia, role);
		try_to_say(role, rights[i].may);
		expect(role, "like", deeds_make(&likes, &like, "\"post\":\"%s\"", other), rights[i].likes);
		if (like)
			assert_null(deeds_end(&likes, like));
		expect(role, "pin", deeds_change(&hers, other, "\"pinned\":true"), rights[i].pins);
		expect(role, "change of others' words", deeds_change(&hers, other, "\"text\":\"mine\""), rights[i].others);
		expect(role, "others' words taken away", deeds_end(&hers, other), rights[i].others);
		if (!rights[i].others) {
			struct deeds evas = in(&f->eva, "Post");
			assert_null(deeds_end(&evas, other));
		}
		free(like);
		free(other);
	}
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
	clear_out();
}

static void test_what_answers_what(void **state)
{
	(void)state;
	struct deeds hers = in(&mia, "Post");
	furnish();
	char *chat = say(&f->eva, "chat", "");
	const struct { const char *members, *at, *said; } rows[] = {
		{"\"place\":\"comment\"", NULL, "aboutId: noSuchReference"},
		{"\"place\":\"comment\",\"aboutType\":\"Member\",\"aboutId\":\"%s\"", page, "aboutId: noSuchReference"},
		{"\"place\":\"comment\",\"aboutType\":\"Page\",\"aboutId\":\"%s\"", update, "aboutId: noSuchReference"},
		{"\"place\":\"comment\",\"parent\":\"%s\"", chat, "parent: noSuchReference"},
		{"\"place\":\"comment\",\"parent\":\"%s\"", thread, "parent: noSuchReference"},
		{"\"place\":\"forum\",\"title\":\"T\",\"parent\":\"%s\"", update, "parent: noSuchReference"},
		{"\"place\":\"chat\",\"parent\":\"%s\"", chat, "parent: noSuchReference"},
		{"\"place\":\"update\",\"parent\":\"%s\"", update, "parent: noSuchReference"},
		{"\"place\":\"update\",\"aboutType\":\"Page\",\"aboutId\":\"%s\"", page, "aboutId: noSuchReference"},
		{"\"place\":\"forum\",\"parent\":\"%s\"", discussion, "title: required"},
		{"\"place\":\"update\",\"root\":\"%s\"", update, "root: serverSet"},
		{"\"place\":\"update\",\"likes\":5", NULL, "likes: serverSet"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str text = {0};
		const char *hole = strstr(rows[i].members, "%s");
		str_addn(&text, rows[i].members, hole ? (size_t)(hole - rows[i].members) : strlen(rows[i].members));
		str_addf(&text, "%s%s", hole ? rows[i].at : "", hole ? hole + 2 : "");
		const char *said = deeds_make(&hers, NULL, "%s,\"text\":\"x\"", text.text);
		if (!text_equal(said, rows[i].said))
			fail_msg("%s: %s", text.text, said ? said : "done");
		str_release(&text);
	}
	assert_string_equal(deeds_make(&hers, NULL, "\"place\":\"update\",\"text\":\" \\n\""), "text: required");
	struct deeds evas = in(&f->eva, "Post");
	assert_null(deeds_end(&evas, chat));
	free(chat);
	clear_out();
}

/* --- who reads it --- */

static void test_who_reads_what(void **state)
{
	(void)state;
	struct deeds hers = in(&mia, "Post"), pages = in(&f->ada, "Page"), likes = in(&mia, "Like");
	furnish();
	char *on_page = NULL, *more = xasprintf(",\"aboutType\":\"Page\",\"aboutId\":\"%s\"", page);
	on_page = say(&f->eva, "comment", more);
	char *under_bulletin = answer(&f->eva, "comment", bulletin, "");
	struct deeds evas = in(&f->eva, "Like");
	assert_null(deeds_make(&evas, NULL, "\"post\":\"%s\"", on_page));
	deeds_set_role(f, space, &mia, ROLE_PUPIL);
	char *const hidden[] = {bulletin, under_bulletin}, *const seen[] = {update, thread, on_page};
	for (size_t i = 0; i < ARRAY_SIZE(hidden); i++) {
		assert_null(deeds_get(&hers, hidden[i]));
		assert_string_equal(deeds_end(&hers, hidden[i]), "notFound");
		assert_string_equal(deeds_make(&hers, NULL, "\"place\":\"comment\",\"text\":\"x\",\"parent\":\"%s\"", hidden[i]),
		                    "parent: noSuchReference");
		assert_string_equal(deeds_make(&likes, NULL, "\"post\":\"%s\"", hidden[i]), "post: noSuchReference");
	}
	for (size_t i = 0; i < ARRAY_SIZE(seen); i++)
		assert_true(number(&mia, seen[i], "rev") > 0);
	int all = deeds_count(&hers, "%s", "");
	/* A page that teachers alone read takes its comments along, and their likes; and gives them back. */
	assert_null(deeds_change(&pages, page, "\"readers\":\"staff\""));
	assert_int_equal(deeds_count(&hers, "%s", ""), all - 1);
	assert_int_equal(deeds_count(&likes, "%s", ""), 0);
	assert_null(deeds_change(&pages, page, "\"readers\":\"members\""));
	assert_int_equal(deeds_count(&hers, "%s", ""), all);
	assert_int_equal(deeds_count(&likes, "%s", ""), 1);
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
	free(on_page);
	free(under_bulletin);
	free(more);
	clear_out();
	assert_int_equal(deeds_count(&likes, "%s", ""), 0);
}

static void test_nothing_leaks_to_strangers(void **state)
{
	(void)state;
	struct deeds hers = in(&sam, "Post"), likes = in(&sam, "Like"), marks = deeds_of(f, &sam, sam.account, "ReadMark");
	struct deeds elsewhere = deeds_of(f, &sam, sam.directory, "Post");
	char *post = say(&f->ada, "journal", "");
	assert_null(deeds_get(&hers, post));
	assert_null(deeds_get(&elsewhere, post));
	assert_string_equal(deeds_make(&hers, NULL, "\"place\":\"update\",\"text\":\"x\""), "accountNotFound");
	assert_string_equal(deeds_make(&likes, NULL, "\"post\":\"%s\"", post), "accountNotFound");
	assert_string_equal(deeds_make(&elsewhere, NULL, "\"place\":\"journal\",\"text\":\"x\""), "forbidden");
	assert_string_equal(deeds_make(&marks, NULL, "\"project\":\"%s\",\"area\":\"forum\",\"readUntil\":\"2026-01-01T00:00:00Z\"", space),
	                    "project: noSuchReference");
	struct deeds evas = in(&f->ada, "Post");
	assert_null(deeds_end(&evas, post));
	free(post);
}

static void test_the_world_reads_the_journal(void **state)
{
	(void)state;
	struct deeds project = in(&f->ada, "Project"), world = deeds_of(f, &sam, sam.directory, "Post"), posts = in(&f->ada, "Post");
	struct deeds likes = in(&f->eva, "Like");
	char *entry = say(&f->ada, "journal", ",\"title\":\"Week 1\""), *inside = say(&f->ada, "update", "");
	assert_int_equal(deeds_count(&world, "\"project\":\"%s\"", space), 0);
	assert_null(deeds_change(&project, space, "\"shown\":true"));
	assert_int_equal(deeds_count(&world, "\"project\":\"%s\"", space), 1);
	assert_null(deeds_make(&likes, NULL, "\"post\":\"%s\"", entry));
	struct json *copy = deeds_get(&world, entry);
	assert_string_equal(json_get_text(copy, "title"), "Week 1");
	assert_int_equal(json_get_integer(copy, "likes", 0), 1);
	assert_null(json_get(copy, "author"));
	json_free(copy);
	assert_null(deeds_change(&posts, entry, "\"title\":\"Week one\""));
	assert_true(deeds_says(deeds_get(&world, entry), "title", "Week one"));
	assert_null(deeds_change(&project, space, "\"state\":\"closed\""));
	assert_string_equal(deeds_change(&posts, entry, "\"title\":\"late\""), "notInState");
	assert_int_equal(deeds_count(&world, "\"project\":\"%s\"", space), 1);
	assert_null(deeds_change(&project, space, "\"state\":\"active\""));
	assert_null(deeds_end(&posts, entry));
	assert_null(deeds_end(&posts, inside));
	assert_int_equal(deeds_count(&world, "\"project\":\"%s\"", space), 0);
	assert_null(deeds_change(&project, space, "\"shown\":false"));
	free(entry);
	free(inside);
}

/* --- counting and telling --- */

static int news(const struct teacher *t, const char *kind)
{
	struct deeds d = deeds_of(f, t, t->account, "Notification");
	return deeds_count(&d, "\"kind\":\"%s\"", kind);
}

static void test_answers_and_likes_are_counted(void **state)
{
	(void)state;
	struct deeds posts = in(&f->eva, "Post"), likes = in(&f->eva, "Like");
	furnish();
	int replied = news(&f->ada, "forumReply"), commented = news(&f->ada, "comment"), liked = news(&f->ada, "like");
	char *reply = answer(&f->eva, "forum", thread, ""), *deeper = answer(&mia, "forum", reply, "");
	assert_int_equal(number(&mia, thread, "replies"), 2);
	assert_int_equal(number(&mia, discussion, "replies"), 1);
	assert_true(deeds_says(deeds_get(&posts, deeper), "root", thread));
	assert_int_equal(news(&f->ada, "forumReply"), replied + 1);
	assert_int_equal(news(&f->eva, "forumReply"), 1);
	char *comment = answer(&f->eva, "comment", update, "");
	assert_int_equal(number(&mia, update, "replies"), 1);
	assert_int_equal(news(&f->ada, "comment"), commented + 1);
	struct json *whole = deeds_get(&posts, update), *latest = deeds_get(&posts, comment);
	assert_string_equal(json_get_text(whole, "latestAt"), json_get_text(latest, "createdAt"));
	assert_int_equal(json_get_integer(whole, "rev", 0), 1);
	json_free(whole);
	json_free(latest);
	/* Liked again, it is liked once. */
	char *first = NULL, *again = NULL;
	assert_null(deeds_make(&likes, &first, "\"post\":\"%s\"", update));
	assert_null(deeds_make(&likes, &again, "\"post\":\"%s\"", update));
	assert_string_equal(first, again);
	assert_int_equal(number(&mia, update, "likes"), 1);
	assert_int_equal(news(&f->ada, "like"), liked + 1);
	struct deeds hers = in(&mia, "Like");
	assert_string_equal(deeds_end(&hers, first), "forbidden");
	assert_null(deeds_end(&likes, first));
	assert_int_equal(number(&mia, update, "likes"), 0);
	assert_null(deeds_end(&posts, comment));
	assert_int_equal(number(&mia, update, "replies"), 0);
	assert_null(deeds_end(&posts, reply));
	assert_int_equal(number(&mia, thread, "replies"), 1);
	assert_true(deeds_says(deeds_get(&posts, deeper), "parent", thread));
	assert_true(portal_is_sound(f));
	free(reply);
	free(deeper);
	free(comment);
	free(first);
	free(again);
	clear_out();
}

static void test_who_is_named_is_told(void **state)
{
	(void)state;
	struct deeds posts = in(&f->eva, "Post");
	int told = news(&f->ben, "mention");
	char *more = xasprintf(",\"mentions\":[{\"id\":\"%s\"}]", f->ben.person), *post = say(&f->eva, "update", more);
	assert_int_equal(news(&f->ben, "mention"), told + 1);
	assert_null(deeds_change(&posts, post, "\"text\":\"again\""));
	assert_int_equal(news(&f->ben, "mention"), told + 1);
	assert_string_equal(deeds_change(&posts, post, "\"mentions\":[{\"id\":\"%s\"}]", sam.person), "mentions: noSuchReference");
	assert_int_equal(news(&sam, "mention"), 0);
	/* Nobody is named where they cannot read. */
	deeds_set_role(f, space, &mia, ROLE_EXPERT);
	assert_string_equal(deeds_make(&posts, NULL, "\"place\":\"bulletin\",\"text\":\"x\",\"mentions\":[{\"id\":\"%s\"}]", mia.person),
	                    "mentions: noSuchReference");
	deeds_set_role(f, space, &mia, ROLE_TEACHER);
	struct json *changed = deeds_get(&posts, post);
	assert_non_null(json_get_text(changed, "editedAt"));
	json_free(changed);
	assert_null(deeds_end(&posts, post));
	free(more);
	free(post);
}

static void test_answers_of_others_are_not_taken_along(void **state)
{
	(void)state;
	struct deeds hers = in(&mia, "Post"), adas = in(&f->ada, "Post");
	char *own = say(&mia, "update", ""), *comment = answer(&mia, "comment", own, "");
	assert_null(deeds_end(&hers, own));
	assert_null(deeds_get(&hers, comment));
	free(own);
	free(comment);
	own = say(&mia, "update", "");
	comment = answer(&f->eva, "comment", own, "");
	assert_string_equal(deeds_end(&hers, own), "role");
	assert_null(deeds_change(&hers, own, "\"text\":\"less\""));
	assert_null(deeds_end(&adas, own));
	assert_null(deeds_get(&hers, comment));
	free(own);
	free(comment);
}

/* --- measures --- */

static void test_a_day_has_its_measure(void **state)
{
	(void)state;
	struct str calls = {0};
	struct deeds posts = in(&f->ben, "Post");
	enum { MOST = 100 };
	for (int i = 0; i <= MOST; i++)
		str_addf(&calls, "%s\"k%d\":{\"place\":\"journal\",\"text\":\"x\"}", i ? "," : "", i);
	struct json *answer_all = portal_call(f, &f->ben, "Post/set", "{\"accountId\":\"%s\",\"create\":{%s}}", space, calls.text);
	assert_int_equal(json_size(json_get(answer_all, "created")), MOST);
	assert_string_equal(json_get_text(json_first(json_get(answer_all, "notCreated")), "type"), "rateLimit");
	/* Of another place there is still some. */
	assert_null(deeds_make(&posts, NULL, "\"place\":\"chat\",\"text\":\"x\""));
	json_free(answer_all);
	str_release(&calls);
}

/* --- three months of chat --- */

/* As the portal tidies up on a day. */
static void tidy_up(int64_t now)
{
	struct store s;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(talk_prune(&s, now - (int64_t)CHAT_DAYS * 86400, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
}

static void test_chats_go_with_time(void **state)
{
	(void)state;
	struct deeds posts = in(&f->ada, "Post"), likes = in(&f->eva, "Like");
	char *chat = say(&f->ada, "chat", ""), *kept = say(&f->ada, "update", "");
	assert_null(deeds_make(&likes, NULL, "\"post\":\"%s\"", chat));
	tidy_up(clock_now() + 91 * 86400);
	assert_int_equal(number(&f->ada, chat, "likes"), 1);
	tidy_up(clock_now() + 93 * 86400);
	assert_null(deeds_get(&posts, chat));
	assert_int_equal(deeds_count(&likes, "%s", ""), 0);
	assert_null(deeds_end(&posts, kept));
	free(chat);
	free(kept);
}

/* --- how far one has read --- */

static const char *mark(const struct teacher *t, const char *area, const char *until, char **id)
{
	struct deeds d = deeds_of(f, t, t->account, "ReadMark");
	return deeds_make(&d, id, "\"project\":\"%s\",\"area\":\"%s\",\"readUntil\":\"%s\"", space, area, until);
}

static void test_marks_only_go_on(void **state)
{
	(void)state;
	struct deeds marks = deeds_of(f, &f->eva, f->eva.account, "ReadMark"), others = deeds_of(f, &f->ada, f->ada.account, "ReadMark");
	char *first = NULL, *second = NULL;
	assert_null(mark(&f->eva, "forum", "2026-01-02T00:00:00Z", &first));
	assert_null(mark(&f->eva, "forum", "2026-01-01T00:00:00Z", &second));
	assert_string_equal(first, second);
	assert_true(deeds_says(deeds_get(&marks, first), "readUntil", "2026-01-02T00:00:00Z"));
	assert_null(deeds_change(&marks, first, "\"readUntil\":\"2025-12-31T00:00:00Z\""));
	assert_true(deeds_says(deeds_get(&marks, first), "readUntil", "2026-01-02T00:00:00Z"));
	assert_null(deeds_change(&marks, first, "\"readUntil\":\"2999-01-01T00:00:00Z\""));
	assert_false(deeds_says(deeds_get(&marks, first), "readUntil", "2999-01-01T00:00:00Z"));
	assert_string_equal(mark(&f->eva, "attic", "2026-01-02T00:00:00Z", NULL), "area: wrongFormat");
	assert_int_equal(deeds_count(&marks, "%s", ""), 1);
	assert_int_equal(deeds_count(&others, "%s", ""), 0);
	free(first);
	free(second);
}

/* Of one second, a mark names the posts that have been read; one of another device adds its own. */
static void test_a_mark_names_posts_of_its_second(void **state)
{
	(void)state;
	struct deeds marks = deeds_of(f, &f->eva, f->eva.account, "ReadMark");
	char *id = NULL;
#define AT(time, last) "\"project\":\"%s\",\"area\":\"chat\",\"readUntil\":\"2026-01-0" time "T00:00:00Z\"" last, space
	assert_null(deeds_make(&marks, &id, AT("2", ",\"last\":\"paaaaaaa\"")));
	assert_null(deeds_make(&marks, NULL, AT("2", ",\"last\":\"pbbbbbbb\"")));
	assert_true(deeds_says(deeds_get(&marks, id), "last", "paaaaaaa pbbbbbbb"));
	/* An older one says nothing of it, one of a later second begins anew, one without names stands for all. */
	assert_null(deeds_make(&marks, NULL, AT("1", ",\"last\":\"pccccccc\"")));
	assert_true(deeds_says(deeds_get(&marks, id), "last", "paaaaaaa pbbbbbbb"));
	assert_null(deeds_make(&marks, NULL, AT("3", ",\"last\":\"pdddddda\"")));
	assert_true(deeds_says(deeds_get(&marks, id), "last", "pdddddda"));
	assert_null(deeds_make(&marks, NULL, AT("3", "")));
	struct json *mark_now = deeds_get(&marks, id);
	assert_null(json_get(mark_now, "last"));
	json_free(mark_now);
	assert_string_equal(deeds_make(&marks, NULL, AT("4", ",\"last\":\"P-1\"")), "last: wrongFormat");
	assert_null(deeds_end(&marks, id));
#undef AT
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rights_of_each_role_in_each_place),
		cmocka_unit_test(test_what_answers_what),
		cmocka_unit_test(test_who_reads_what),
		cmocka_unit_test(test_nothing_leaks_to_strangers),
		cmocka_unit_test(test_the_world_reads_the_journal),
		cmocka_unit_test(test_answers_and_likes_are_counted),
		cmocka_unit_test(test_who_is_named_is_told),
		cmocka_unit_test(test_answers_of_others_are_not_taken_along),
		cmocka_unit_test(test_chats_go_with_time),
		cmocka_unit_test(test_marks_only_go_on),
		cmocka_unit_test(test_a_mark_names_posts_of_its_second),
		cmocka_unit_test_teardown(test_a_day_has_its_measure, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, end);
}
