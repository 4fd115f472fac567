/* All that is mine as a folder: any program can read it, nobody's text drives a terminal or a path, and it says what it lacks. */
#include "mail.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/export.h"
#include "twinline/records/markdown.h"
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
	struct folder *f = export_folder(dir, NULL, E);
	assert_non_null(f);
	MUST(export_all(&s, f, r, E));
	folder_free(f);
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
	assert_null(export_folder(dir, NULL, E));
	assert_int_equal(stores_err.code, ERR_EXISTS);
	err_release(E);
	free(dir);
	store_close(&s);
}

/* --- a project --- */

static int64_t space;

static void receive(enum record_type_index type, const char *json)
{
	struct json *object = stores_json(json);

	stores_begin(&s);
	MUST(record_receive(&s, space, &record_types[type], object, E));
	stores_commit(&s);
	json_free(object);
}

#define BY "'author':{'id':'pewaewae','name':'Ewa Kowalska','country':'PL'}"

static void make_space(void)
{
	mail_open();
	if (!space) {
		stores_begin(&s);
		space = account_add(&s, "vwaterdi", ACCOUNT_PROJECT, "Water diary", E);
		MUST(space);
		MUST(blob_keep(&s, space, "bphotoaa", "image/jpeg", "JPEG", 4, clock_now(), E));
		stores_commit(&s);
	}
	receive(TYPE_Project, "{'id':'vwaterdi','rev':1,'title':'Water diary','state':'active',"
	                      "'aims':'Know a <b>river</b>'}");
	receive(TYPE_Page, "{'id':'gaaaaaaa','rev':1,'title':'../../Etc/Passwd',"
	                   "'text':'# Rain\\n<script>alert(1)</script>\\n- one','position':2," BY "}");
	receive(TYPE_Page, "{'id':'gaaaaaab','rev':1,'title':'../../etc/passwd','text':'x',"
	                   "'position':1,'files':[{'blobId':'bnothere','name':'far.pdf',"
	                   "'type':'application/pdf','size':5000}]," BY "}");
	receive(TYPE_Post, "{'id':'faaaaaaa','rev':1,'place':'forum','title':'Which river?','text':'Ours',"
	                   "'createdAt':'2026-11-10T10:00:00Z'," BY "}");
	receive(TYPE_Post, "{'id':'faaaaaab','rev':1,'place':'forum','parent':'faaaaaaa','text':'Odra',"
	                   "'createdAt':'2026-11-11T10:00:00Z'," BY "}");
	receive(TYPE_Post, "{'id':'faaaaaac','rev':1,'place':'comment','aboutType':'Page','aboutId':'gaaaaaaa',"
	                   "'text':'Well said'," BY "}");
	receive(TYPE_Post, "{'id':'faaaaaad','rev':1,'place':'update','text':'It rains'," BY "}");
	receive(TYPE_Post, "{'id':'faaaaaae','rev':1,'place':'journal','text':'Week one'," BY "}");
	receive(TYPE_Material, "{'id':'maaaaaaa','rev':1,'title':'CON.jpg','folder':'photos/../week 2',"
	                       "'file':[{'blobId':'bphotoaa','name':'CON.jpg',"
	                       "'type':'image/jpeg','size':4}]," BY "}");
	receive(TYPE_Pupil, "{'id':'laaaaaaa','rev':1,'alias':'Deniz','initialPassword':'secretword',"
	                    "'userName':'deniz.7','consentBy':'Fatma Kaya',"
	                    "'state':'active'}");
	receive(TYPE_Member, "{'id':'saaaaaaa','rev':1,'person':{'id':'pewaewae','name':'Ewa Kowalska'},'role':'teacher','state':'member'}");
	receive(TYPE_Member, "{'id':'saaaaaab','rev':1,'email':'neu@school.example','role':'teacher','state':'invited'}");
	receive(TYPE_Activity, "{'id':'taaaaaaa','rev':1,'title':'Measure','due':'2026-12-05'}");
	receive(TYPE_Event, "{'id':'eaaaaaaa','rev':1,'title':'Photos','state':'announced',"
	                    "'startsAt':'2026-12-01T10:00:00Z',"
	                    "'endsAt':'2026-12-01T11:00:00Z'}");
}

static char *export_space_to(const char *name, struct export_result *r)
{
	char *dir = xasprintf("%s/%s", stores_directory, name);
	struct folder *f = export_folder(dir, "vwaterdi", E);
	struct space sp;

	assert_non_null(f);
	MUST(space_read(&s, space, NULL, &sp, E));
	MUST(export_project(&sp, f, r, E));
	folder_free(f);
	space_release(&sp);
	return dir;
}

static bool says(const char *dir, const char *name, const char *text)
{
	char *all = read_file(dir, name);
	bool does = strstr(all, text);

	free(all);
	return does;
}

static void a_project_is_pages_talk_files_and_records(void **state)
{
	struct export_result r;
	char *dir;

	(void)state;
	make_space();
	dir = export_space_to("project", &r);
	assert_true(says(dir, "pages/etc-passwd.md", "x\n"));
	assert_true(says(dir, "pages/Etc-Passwd-2.md", "## Rain"));
	assert_true(says(dir, "pages/Etc-Passwd-2.md", "Well said"));
	assert_true(says(dir, "pages/etc-passwd.md", "far.pdf"));
	assert_true(says(dir, "forum/Which-river.md", "## \n\n**Ewa Kowalska**, 11 Nov 2026") || says(dir, "forum/Which-river.md", "Odra"));
	assert_true(says(dir, "calendar.ics", "SUMMARY:Photos"));
	assert_true(says(dir, "calendar.ics", "DTSTART;VALUE=DATE:20261205"));
	assert_true(says(dir, "materials/photos/_/week-2/_CON.jpg", "JPEG"));
	assert_true(says(dir, "materials.md", "materials/photos/_/week-2/_CON.jpg"));
	assert_true(says(dir, "index.md", "[About](about.md)"));
	assert_true(says(dir, "index.html", "<a href=\"about.html\">"));
	/* Its parts are called as their screens are. */
	assert_true(says(dir, "index.html", "<a href=\"activities.html\">Activities</a>"));
	assert_true(says(dir, "index.html", "<a href=\"update.html\">Updates</a>"));
	assert_true(says(dir, "index.html", "<a href=\"journal.html\">Project journal</a>"));
	assert_true(says(dir, "journal.md", "# Project journal"));
	assert_true(says(dir, "index.md", "1 file is at the portal only"));
	assert_true(says(dir, "project.json", "\"Know a <b>river</b>\""));
	assert_int_equal(r.files, 1);
	assert_int_equal(r.elsewhere, 1);
	free(dir);
	store_close(&s);
}

/* Phase by phase, then as people put them; what was given no place comes last. */
static void activities_stand_in_their_order(void **state)
{
	static const char *const order[] = { "## Get to know", "## Second", "## First made", "## Measure", "## Show" };
	struct export_result r;
	char *dir, *all, *at;

	(void)state;
	make_space();
	receive(TYPE_Activity, "{'id':'tbbbbbbb','rev':1,'title':'Show','phase':'dissemination'}");
	receive(TYPE_Activity, "{'id':'tccccccc','rev':1,'title':'First made','phase':'work','position':2000}");
	receive(TYPE_Activity, "{'id':'tddddddd','rev':1,'title':'Second','phase':'work','position':1000}");
	receive(TYPE_Activity, "{'id':'teeeeeee','rev':1,'title':'Get to know','phase':'gettingToKnow'}");
	dir = export_space_to("order", &r);
	at = all = read_file(dir, "activities.md");
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		at = strstr(at, order[i]);
		assert_non_null(at);
	}
	free(all);
	free(dir);
	store_close(&s);
}

/* Pages of others are opened in a browser. */
static void nothing_of_others_is_markup(void **state)
{
	struct export_result r;
	char *dir;

	(void)state;
	make_space();
	dir = export_space_to("markup", &r);
	assert_false(says(dir, "pages/Etc-Passwd-2.html", "<script"));
	assert_true(says(dir, "pages/Etc-Passwd-2.html", "&lt;script&gt;"));
	assert_true(says(dir, "about.html", "&lt;b&gt;river"));
	assert_true(says(dir, "about.html", "default-src 'none'"));
	free(dir);
	store_close(&s);
}

static void a_pupil_is_an_alias(void **state)
{
	static const char *const secrets[] = { "secretword", "deniz.7", "Fatma" };
	struct export_result r;
	char *dir;

	(void)state;
	make_space();
	dir = export_space_to("pupils", &r);
	assert_true(says(dir, "pupils.md", "Deniz"));
	for (size_t i = 0; i < ARRAY_SIZE(secrets); i++) {
		assert_false(says(dir, "pupils.md", secrets[i]));
		assert_false(says(dir, "project.json", secrets[i]));
	}
	free(dir);
	dir = make_folder(&r);
	assert_true(says(dir, "json/Pupil.json", "Deniz"));
	for (size_t i = 0; i < ARRAY_SIZE(secrets); i++)
		assert_false(says(dir, "json/Pupil.json", secrets[i]));
	assert_true(says(dir, "projects/Water-diary/index.md", "About"));
	/* The index of all names the project, and what of its files is not in the folder. */
	assert_true(says(dir, "index.txt", "Water diary: "));
	assert_true(says(dir, "index.txt", "at the portal only"));
	assert_false(says(dir, "index.txt", "Receipts are not in it")); /* here they are */
	free(dir);
	store_close(&s);
}

/* An address is the inviter's alone, and the folder goes on to others. */
static void who_is_invited_by_address_stays_out(void **state)
{
	struct export_result r;
	char *dir;

	(void)state;
	make_space();
	dir = export_space_to("invited", &r);
	assert_true(says(dir, "project.json", "Ewa Kowalska"));
	assert_false(says(dir, "project.json", "neu@school.example"));
	free(dir);
	store_close(&s);
}

/* Each file as the manifest says; one that was touched is found out, and a path that leads out is none of them. */
static void the_manifest_vouches_for_each_file(void **state)
{
	struct export_result r;
	struct str bytes = { 0 };
	struct json *manifest;
	char *dir, *path;

	(void)state;
	make_space();
	dir = export_space_to("manifest", &r);
	manifest = folder_manifest(dir, E);
	assert_true(json_size(json_get(manifest, "files")) > 10);
	for (const struct json *i = json_first(json_get(manifest, "files")); i; i = json_next(i)) {
		MUST(folder_read(dir, manifest, json_get_text(i, "path"), &bytes, E));
		str_clear(&bytes);
	}
	path = xasprintf("%s/about.md", dir);
	MUST(file_write(path, "other", 5, 0600, E));
	assert_int_equal(folder_read(dir, manifest, "about.md", &bytes, E), -1);
	assert_int_equal(stores_err.code, ERR_FOLDER_DAMAGED);
	err_release(E);
	assert_int_equal(folder_read(dir, manifest, "../store.db", &bytes, E), -1);
	err_release(E);
	str_release(&bytes);
	json_free(manifest);
	free(path);
	free(dir);
	store_close(&s);
}

/* The same folder again: what is gone meanwhile goes there too, and another project's folder is left alone. */
static void again_brings_up_to_date(void **state)
{
	struct export_result r;
	char *dir;

	(void)state;
	make_space();
	dir = export_space_to("again", &r);
	stores_begin(&s);
	MUST(record_forget(&s, space, &record_types[TYPE_Page], "gaaaaaaa", E));
	stores_commit(&s);
	free(dir);
	dir = export_space_to("again", &r);
	char *gone = xasprintf("%s/pages/Etc-Passwd-2.md", dir);
	assert_int_equal(access(gone, F_OK), -1);
	assert_true(says(dir, "pages/etc-passwd.md", "x\n"));
	assert_null(export_folder(dir, "vanother", E));
	assert_int_equal(stores_err.code, ERR_EXISTS);
	err_release(E);
	free(gone);
	free(dir);
	store_close(&s);
}

/* A program of the system's to its end: its exit status. */
static int run(const char *const *words)
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		execvp(words[0], (char *const *)words);
		_exit(127);
	}
	waitpid(child, &status, 0);
	return status;
}

static int add_to(void *context, const void *bytes, size_t len, struct err *e)
{
	(void)e;
	str_addn(context, bytes, len);
	return 0;
}

/* What tar(1) makes of the stream is the folder. */
static void a_stream_is_the_same_folder(void **state)
{
	struct export_result r;
	struct str stream = { 0 };
	struct space sp;
	char *dir, *tar, *taken;

	(void)state;
	make_space();
	dir = export_space_to("folder", &r);
	MUST(space_read(&s, space, NULL, &sp, E));
	struct folder *f = folder_new_tar(add_to, &stream, clock_now());
	MUST(export_project(&sp, f, &r, E));
	folder_free(f);
	space_release(&sp);
	tar = xasprintf("%s/stream.tar", stores_directory);
	taken = xasprintf("%s/untarred", stores_directory);
	MUST(file_write(tar, stream.text, stream.len, 0600, E));
	MUST(file_make_dirs(taken, E));
	assert_int_equal(run((const char *[]){ "tar", "-xf", tar, "-C", taken, NULL }), 0);
	assert_int_equal(run((const char *[]){ "diff", "-r", dir, taken, NULL }), 0);
	str_release(&stream);
	free(taken);
	free(tar);
	free(dir);
	store_close(&s);
}

static void a_project_is_found_by_title_or_id(void **state)
{
	(void)state;
	make_space();
	assert_int_equal(export_find_project(&s, "water DIARY", E), space);
	assert_int_equal(export_find_project(&s, "vwaterdi", E), space);
	assert_int_equal(export_find_project(&s, "diary", E), space);
	assert_int_equal(export_find_project(&s, "bread", E), 0);
	assert_int_equal(stores_err.code, ERR_NOT_FOUND);
	err_release(E);
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
		cmocka_unit_test(a_project_is_pages_talk_files_and_records),
		cmocka_unit_test(activities_stand_in_their_order),
		cmocka_unit_test(nothing_of_others_is_markup),
		cmocka_unit_test(a_pupil_is_an_alias),
		cmocka_unit_test(who_is_invited_by_address_stays_out),
		cmocka_unit_test(the_manifest_vouches_for_each_file),
		cmocka_unit_test(again_brings_up_to_date),
		cmocka_unit_test(a_stream_is_the_same_folder),
		cmocka_unit_test(a_project_is_found_by_title_or_id),
	};
	return cmocka_run_group_tests(tests, stores_make, stores_remove);
}
