/* The folder that a person takes along: JSON a type, text a conversation, files, the calendar, an index that says what is not there. */
#include "twinline/records/export.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "rows.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/base/zone.h"
#include "twinline/records/blob.h"
#include "twinline/records/ics.h"
#include "twinline/records/journal.h"
#include "twinline/records/markdown.h"
#include "twinline/records/message.h"
#include "twinline/records/replica.h"
#include "twinline/records/space.h"
#include "twinline/records/thread.h"
#include "twinline/schema/records.h"
#include "twinline/text/sanitise.h"

enum { PAGE = 200, PROJECT_JSON_MAX = 500 * 1000 * 1000 };

struct export {
	struct store *s;
	struct folder *f;
	struct export_result *r;
	struct str index, page; /* lines of index.txt; the same as Markdown with links */
	unsigned long missing;  /* files of projects that only the portal has */
	struct strings taken;   /* ids of files that are written */
	bool by_portal;         /* from what the portal has */
};

/* --- files of the folder --- */

static int put(struct export *x, const char *name, const void *bytes, size_t len, struct err *e)
{
	return folder_put(x->f, name, bytes, len, e);
}

static bool is_empty_dir(const char *path)
{
	DIR *dir = opendir(path);
	bool empty = true;

	if (!dir)
		return true;
	for (const struct dirent *entry; empty && (entry = readdir(dir));)
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	closedir(dir);
	return empty;
}

/* True if the directory holds an earlier export of the project, whole or not. */
static bool holds_project(const char *dir, const char *id)
{
	char *path = xasprintf("%s/project.json", dir);
	struct str text = { 0 };
	struct json *tree = file_read(path, PROJECT_JSON_MAX, &text, NULL) == 0 ? json_parse(text.text, text.len, NULL) : NULL;
	bool does = text_equal(json_get_text(tree, "project"), id);

	json_free(tree);
	str_release(&text);
	free(path);
	return does;
}

struct folder *export_folder(const char *dir, const char *project, struct err *e)
{
	struct folder *f;

	if (!is_empty_dir(dir) && !(project && holds_project(dir, project))) {
		err_set(e, ERR_EXISTS, dir, NULL);
		return NULL;
	}
	f = folder_new(dir, e);
	if (f && chmod(dir, 0700) != 0) {
		err_errno(e, ERR_FILE, dir);
		folder_free(f);
		return NULL;
	}
	return f;
}

static void note(struct export *x, const char *name, const char *what, int64_t count)
{
	str_addf(&x->index, "%-28s %s: %" PRId64 "\n", name, what, count);
	str_add(&x->page, "- ");
	markdown_add_link(&x->page, name, "", name);
	str_addc(&x->page, ' ');
	markdown_add_line(&x->page, what);
	str_addf(&x->page, ": %" PRId64 "\n", count);
}

/* --- records as JSON --- */

static int export_type(struct export *x, const struct record_type *type, struct err *e)
{
	struct db_stmt *rows = db_prepare(x->s->db, "SELECT r.local FROM record r JOIN account a ON a.local = r.account "
	                                            "WHERE r.type = ?1 AND a.kind <> ?2 ORDER BY r.id, r.local");
	struct json *list = json_new_array();
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(rows, 1, type->index);
	db_bind_int(rows, 2, ACCOUNT_DESK); /* nobody's own, whoever works there */
	count = row_integers(rows, &locals, e);
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };

		if (record_by_local(x->s, locals[i], &r)) {
			struct json *tree = json_push(list, record_tree(x->s, &r));

			space_keep_back(type, tree);
		}
		record_free(&r);
	}
	if (count > 0) {
		char *name = xasprintf("json/%s.json", type->name), *text = json_print(list);

		result = put(x, name, text, strlen(text), e);
		note(x, name, _(type->label), count);
		x->r->records += count;
		free(name);
		free(text);
	}
	json_free(list);
	free(locals);
	return count < 0 ? -1 : result;
}

static int export_records(struct export *x, struct err *e)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (export_type(x, &record_types[i], e) != 0)
			return -1;
	return 0;
}

/* --- conversations as text --- */

static void add_line(struct str *out, const char *label, const char *text)
{
	char *safe = sanitise_copy(text ? text : "", SANITISE_LINE);

	str_addf(out, "%s: %s\n", label, safe);
	free(safe);
}

static void add_message(struct str *out, const struct message *m)
{
	char when[CLOCK_TEXT_SIZE], *text = message_with_phrases(m, sanitise_copy(m->text ? m->text : "", SANITISE_TEXT));

	clock_format(message_time(m), when);
	add_line(out, _("From"), party_called(m->from.name));
	for (size_t i = 0; i < m->to.count; i++)
		add_line(out, _("To"), party_called(m->to.at[i].name));
	add_line(out, _("When"), when);
	for (size_t i = 0; i < m->files.count; i++)
		add_line(out, _("File"), m->files.at[i].name);
	str_addf(out, "\n%s\n\n", text);
	free(text);
}

/* The bytes of a file that is kept here, under its name. */
static int take_file(struct export *x, int64_t account, const char *id, const char *name, struct err *e)
{
	struct str bytes = { 0 };
	char *path;
	int result;

	if (!id || strings_has(&x->taken, id) || !blob_has(x->s, account, id))
		return 0;
	strings_push(&x->taken, id);
	path = folder_path(x->f, "files", name && *name ? name : id, "");
	result = blob_read_all(x->s, account, id, &bytes, e) == 0 ? put(x, path, bytes.text ? bytes.text : "", bytes.len, e) : -1;
	x->r->files++;
	str_release(&bytes);
	free(path);
	return result;
}

static int take_files(struct export *x, int64_t local, const struct message *m, struct err *e)
{
	struct record r;
	int result = 0;

	if (record_by_local(x->s, local, &r))
		for (size_t i = 0; i < m->files.count && result == 0; i++)
			result = take_file(x, r.account, m->files.at[i].id, m->files.at[i].name, e);
	record_free(&r);
	return result;
}

static int export_thread(struct export *x, const struct thread_row *row, int number, struct err *e)
{
	struct str text = { 0 };
	int64_t *locals = NULL;
	int count = thread_messages(x->s, row->local, &locals, e), result = count < 0 ? -1 : 0;
	char *title = xasprintf("%04d-%s", number, row->subject ? row->subject : "");
	char *name = folder_path(x->f, "conversations", title, ".txt");

	add_line(&text, _("Subject"), row->subject);
	str_addc(&text, '\n');
	for (int i = 0; i < count && result == 0; i++) {
		struct message m = { 0 };

		if (message_read(x->s, locals[i], &m)) {
			add_message(&text, &m);
			result = take_files(x, locals[i], &m, e);
		}
		message_release(&m);
	}
	if (result == 0)
		result = put(x, name, text.text, text.len, e);
	free(locals);
	free(title);
	free(name);
	str_release(&text);
	return result;
}

static int export_threads(struct export *x, struct err *e)
{
	int64_t anchor = 0;
	int number = 0, result = 0;
	const struct thread_query all = { .view = THREAD_VIEW_ALL };
	struct thread_page page = { 0 };

	do {
		thread_page_release(&page);
		if (result == 0)
			result = thread_list(x->s, &all, anchor, PAGE, &page, e);
		for (int i = 0; i < page.count && result == 0; i++) {
			anchor = page.rows[i].local;
			if (page.rows[i].thread_uid)
				result = export_thread(x, &page.rows[i], ++number, e);
		}
	} while (result == 0 && page.count > 0);
	thread_page_release(&page);
	x->r->conversations = number;
	if (result == 0)
		note(x, "conversations/", _("conversations"), number);
	return result;
}

/* --- files that no letter names, and projects --- */

static int export_files(struct export *x, struct err *e)
{
	struct db_stmt *rows = db_prepare(x->s->db, "SELECT b.account, b.id "
	                                            "FROM (SELECT account, id FROM blob UNION SELECT account, blob FROM blob_use) b "
	                                            "JOIN account a ON a.local = b.account WHERE a.kind NOT IN (?1, ?2) ORDER BY b.id");
	int step, result = 0;

	db_bind_int(rows, 1, ACCOUNT_PROJECT);
	db_bind_int(rows, 2, ACCOUNT_DESK);
	while (result == 0 && (step = db_step(rows, e)) != 0)
		result = step < 0 ? -1 : take_file(x, db_int(rows, 0), db_text(rows, 1), "", e);
	db_reset(rows);
	if (result == 0 && x->r->files)
		note(x, "files/", _("files"), x->r->files);
	return result;
}

static int export_space(struct export *x, int64_t account, struct err *e)
{
	struct space sp;
	struct err none = { 0 };
	char *path;
	int result;

	if (space_read(x->s, account, NULL, &sp, &none) != 0) { /* its first page has not come yet */
		err_release(&none);
		return 0;
	}
	path = folder_path(x->f, "projects", json_get_text(sp.project, "title"), "");
	result = space_write(&sp, x->f, path, e);
	if (result == 0) {
		char *index = xasprintf("%s/index.md", path);

		char *title = sanitise_copy(json_get_text(sp.project, "title"), SANITISE_LINE);

		note(x, index, title, (int64_t)sp.count); /* its records */
		x->missing += space_missing(&sp);
		free(title);
		free(index);
	}
	free(path);
	space_release(&sp);
	return result;
}

static int export_spaces(struct export *x, struct err *e)
{
	int64_t *accounts = NULL;
	int count = replica_accounts(x->s, &accounts, e), result = count < 0 ? -1 : 0;

	for (int i = 0; i < count && result == 0; i++) {
		struct account a;

		if (!account_by_local(x->s, accounts[i], &a))
			continue;
		if (a.kind == ACCOUNT_PROJECT)
			result = export_space(x, a.local, e);
		account_release(&a);
	}
	free(accounts);
	return result;
}

/* --- receipts --- */

static void add_receipt(struct str *out, const struct journal_row *row)
{
	char at[CLOCK_TEXT_SIZE], *words = journal_words(row), *what = sanitise_copy(words, SANITISE_LINE);
	char *who = sanitise_copy(row->who ? row->who : "", SANITISE_LINE);

	clock_format(row->at, at);
	str_addf(out, "%s  %s  %s%s%s\n", at, row->receipt, what, *who ? "; " : "", who);
	free(who);
	free(what);
	free(words);
}

/* What arrived when: as text to be shown to somebody, and as JSON. */
static int export_receipts(struct export *x, struct err *e)
{
	struct journal_query query = { .receipts = true };
	struct journal_row *rows = xcalloc(PAGE, sizeof *rows);
	struct json *list = json_new_array();
	struct str text = { 0 };
	int count, total = 0, result = 0;
	char *json;

	do {
		count = journal_list(x->s, &query, PAGE, rows, e);
		for (int i = 0; i < count; i++) {
			json_push(list, journal_receipt(&rows[i]));
			add_receipt(&text, &rows[i]);
			query.after = rows[i].local;
			journal_row_release(&rows[i]);
		}
		total += count > 0 ? count : 0;
	} while (count == PAGE);
	json = json_print(list);
	if (count < 0)
		result = -1;
	else if (total > 0)
		result = put(x, "receipts.txt", text.text, text.len, e) == 0 ? put(x, "json/receipts.json", json, strlen(json), e) : -1;
	if (total > 0)
		note(x, "receipts.txt", _("receipts"), total);
	free(json);
	free(rows);
	json_free(list);
	str_release(&text);
	return result;
}

/* --- calendar, index --- */

static int export_calendar(struct export *x, struct err *e)
{
	struct str text = { 0 };
	char *zone = zone_of_computer();
	struct agenda_query all = { .zone = zone, .now = clock_now() };
	int result = ics_agenda(x->s, &all, &text, e);

	if (result >= 0)
		note(x, "calendar.ics", _("events"), result);
	free(zone);
	result = result < 0 ? -1 : put(x, "calendar.ics", text.text ? text.text : "", text.len, e);
	str_release(&text);
	return result;
}

/* What a window leaves at the portal. */
static int count_elsewhere(struct export *x, struct err *e)
{
	int64_t *accounts = NULL;
	int count = replica_accounts(x->s, &accounts, e);

	for (int a = 0; a < count; a++)
		x->r->elsewhere += space_older(x->s, accounts[a]);
	free(accounts);
	return count < 0 ? -1 : 0;
}

/* What is not there, so that nobody takes a part for the whole. */
static void add_missing(const struct export *x, struct str *out)
{
	space_add_elsewhere(out, x->r->elsewhere, x->missing);
	if (x->by_portal)
		str_addf(out, "\n%s\n", _("Receipts are not in it: each stays on the computer that has got it."));
}

static int put_index(struct export *x, struct err *e)
{
	struct str text = { 0 }, markdown = { 0 }, page = { 0 };
	char when[CLOCK_TEXT_SIZE];
	int result;

	clock_format(clock_now(), when);
	str_addf(&text, "Twinline, %s\n\n%s", when, x->index.text ? x->index.text : "");
	str_addf(&markdown, "# Twinline\n\n%s\n\n%s", when, x->page.text ? x->page.text : "");
	add_missing(x, &text);
	add_missing(x, &markdown);
	markdown_html(&page, markdown.text, "Twinline");
	result = put(x, "index.txt", text.text, text.len, e) == 0 ? put(x, "index.html", page.text, page.len, e) : -1;
	str_release(&page);
	str_release(&markdown);
	str_release(&text);
	return result;
}

static int write_all(struct export *x, struct err *e)
{
	int result = -1;

	*x->r = (struct export_result){ 0 };
	if (export_records(x, e) == 0 && export_threads(x, e) == 0 && export_files(x, e) == 0 && export_spaces(x, e) == 0 &&
	    export_receipts(x, e) == 0 && export_calendar(x, e) == 0 && count_elsewhere(x, e) == 0 && put_index(x, e) == 0)
		result = folder_close(x->f, e);
	x->r->bytes = folder_bytes(x->f);
	strings_release(&x->taken);
	str_release(&x->page);
	str_release(&x->index);
	return result;
}

int export_all(struct store *s, struct folder *f, struct export_result *r, struct err *e)
{
	return write_all(&(struct export){ .s = s, .f = f, .r = r }, e);
}

int export_all_by_portal(struct store *s, struct folder *f, struct export_result *r, struct err *e)
{
	return write_all(&(struct export){ .s = s, .f = f, .r = r, .by_portal = true }, e);
}
