/* All that is mine as a folder: any program can read it, nobody's text drives a terminal or a path, and it says what it lacks. */
#include "mail.h"

#include <dirent.h>

#include "twinline/base/str.h"
#include "twinline/records/export.h"
#include "twinline/records/replica.h"

/* The file of the folder; yours. */
static char *read_file(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	struct str text = { 0 };

	MUST(file_read(path, 1 << 20, &text, E));
	free(path);
	return str_detach(&text);
}

static char *make_folder(struct export_result *r)
{
	char *dir = xasprintf("%s/taken", stores_directory);

	MUST(file_remove_tree(dir, E));
	MUST(export_all(&s, dir, r, E));
	return dir;
}

/* What was sent is proved by its receipt, as text and as JSON. */
static void receipts_go_along(void **state)
{
	struct export_result r;
	struct outbox_entry sent;
	struct json *list;
	char *dir, *text;
	int64_t entry, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_take(locals);
	mail_sent(entry, "maaaaaab", "{'messageUid':'u','threadUid':'t','receivedAt':'2026-11-17T10:12:00Z'}");
	assert_true(outbox_get(&s, entry, &sent));
	dir = make_folder(&r);
	text = read_file(dir, "receipts.txt");
	assert_non_null(strstr(text, sent.receipt));
	assert_non_null(strstr(text, "Message: \"Week 2\"; Ewa Kowalska"));
	free(text);
	text = read_file(dir, "json/receipts.json");
	list = json_parse_own(text);
	assert_string_equal(json_get_text(json_first(list), "receipt"), sent.receipt);
	assert_string_equal(json_get_text(json_first(list), "who"), "Ewa Kowalska");
	free(text);
	text = read_file(dir, "index.txt");
	assert_non_null(strstr(text, "receipts.txt"));
	free(text);
	json_free(list);
	outbox_entry_release(&sent);
	free(dir);
	store_close(&s);
}

static void every_record_is_json(void **state)
{
	struct export_result r;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t1", "Ewa Kowalska", 0, "'subject':'Woda','text':'Dzień dobry!'");
	mail_receive("maaaaaab", "t1", "Ewa Kowalska", 5, "'subject':'Re: Woda','text':'Jeszcze raz.'");
	mail_receive("maaaaaac", "t2", "Olena Shevchenko", 9, "'subject':'Річка','text':'Фото'");
	char *dir = make_folder(&r), *text = read_file(dir, "json/Message.json");
	struct json *list = json_parse_own(text);

	assert_int_equal(json_size(list), 3);
	assert_string_equal(json_get_text(json_first(list), "id"), "maaaaaaa");
	assert_int_equal(r.conversations, 2);
	assert_int_equal(r.elsewhere, 0);
	assert_true(r.records >= 3 && r.bytes > 0);
	free(text);
	text = read_file(dir, "conversations/0002-Woda.txt");
	assert_non_null(strstr(text, "Dzień dobry!"));
	assert_non_null(strstr(text, "Jeszcze raz."));
	free(text);
	text = read_file(dir, "index.txt");
	assert_non_null(strstr(text, "json/Message.json"));
	assert_null(strstr(text, "at the portal only"));
	free(text);
	json_free(list);
	free(dir);
	store_close(&s);
}

/* A subject is anybody's text: no path, no control, no name that is longer than file systems take. */
static void a_subject_is_no_path(void **state)
{
	struct export_result r;
	char *dir, *folder;
	int count = 0;
	DIR *names;

	(void)state;
	mail_open();
	mail_receive("mbaaaaaa", "t3", "Ewa", 20, "'subject':'../../../etc/passwd','text':'\\u001b[2J'");
	mail_receive("mbaaaaab", "t4", "Ewa", 21,
	             "'subject':'Ένα πολύ μεγάλο θέμα που δεν χωρά σε όνομα αρχείου και συνεχίζει ακόμη','text':'x'");
	dir = make_folder(&r);
	folder = xasprintf("%s/conversations", dir);
	names = opendir(folder);
	assert_non_null(names);
	for (const struct dirent *entry; (entry = readdir(names));) {
		assert_true(strlen(entry->d_name) < 80);
		if (entry->d_name[0] != '.')
			count++;
	}
	closedir(names);
	assert_int_equal(count, r.conversations);
	free(folder);
	folder = read_file(dir, "conversations/0002-..-..-..-etc-passwd.txt");
	assert_null(strchr(folder, '\x1b'));
	free(folder);
	free(dir);
	store_close(&s);
}

static void what_only_the_portal_has_is_said(void **state)
{
	struct holding beyond = { 0 };
	struct export_result r;
	char *dir, *text;

	(void)state;
	mail_open();
	beyond.records[TYPE_Message] = 164;
	stores_begin(&s);
	MUST(replica_set_beyond(&s, account ? account : 1, &beyond, E));
	stores_commit(&s);
	dir = make_folder(&r);
	text = read_file(dir, "index.txt");
	assert_int_equal(r.elsewhere, 164);
	assert_non_null(strstr(text, "164 older records are at the portal only"));
	free(text);
	free(dir);
	store_close(&s);
}

static void what_is_there_is_not_written_over(void **state)
{
	struct export_result r;
	char *dir;

	(void)state;
	mail_open();
	dir = make_folder(&r);
	assert_int_equal(export_all(&s, dir, &r, E), -1);
	assert_int_equal(stores_err.code, ERR_EXISTS);
	err_release(E);
	free(dir);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_is_json),
		cmocka_unit_test(a_subject_is_no_path),
		cmocka_unit_test(what_only_the_portal_has_is_said),
		cmocka_unit_test(what_is_there_is_not_written_over),
		cmocka_unit_test(receipts_go_along),
	};
	return cmocka_run_group_tests(tests, stores_make, stores_remove);
}
