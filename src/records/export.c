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
#include "twinline/base/zone.h"
#include "twinline/records/blob.h"
#include "twinline/records/ics.h"
#include "twinline/records/journal.h"
#include "twinline/records/message.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/records/thread.h"
#include "twinline/schema/records.h"
#include "twinline/text/sanitise.h"

enum { NAME_BYTES = 60, PAGE = 200 };

struct export {
	struct store *s;
	const char *dir;
	struct export_result *r;
	struct str index; /* lines of index.txt */
};

/* --- files of the folder --- */

static int put(struct export *x, const char *name, const void *bytes, size_t len, struct err *e)
{
	char *path = xasprintf("%s/%s", x->dir, name);
	int result = file_write(path, bytes, len, 0600, e);

	x->r->bytes += (int64_t)len;
	free(path);
	return result;
}

static int make_dir(struct export *x, const char *name, struct err *e)
{
	char *path = xasprintf("%s/%s", x->dir, name);
	int result = file_make_dirs(path, e);

	free(path);
	return result;
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

static void note(struct export *x, const char *name, const char *what, int64_t count)
{
	str_addf(&x->index, "%-28s %s: %" PRId64 "\n", name, what, count);
}

/* A subject as the name of a file: nothing that a shell, a path or a card's file system would mind. */
static void add_name(struct str *out, const char *text)
{
	char *line = sanitise_copy(text ? text : "", SANITISE_LINE);
	size_t begun = out->len;

	for (const char *c = line; *c && out->len - begun < NAME_BYTES; c++)
		str_addc(out, strchr("/\\:*?\"<>|", *c) || *c == ' ' ? '-' : *c);
	/* Not in the middle of a character. */
	while (out->len > begun && ((unsigned char)out->text[out->len - 1] & 0xc0) == 0x80 && out->len - begun >= NAME_BYTES)
		str_cut(out, out->len - 1);
	if (out->len - begun >= NAME_BYTES && (unsigned char)out->text[out->len - 1] >= 0xc0)
		str_cut(out, out->len - 1);
	free(line);
}

/* --- records as JSON --- */

static int export_type(struct export *x, const struct record_type *type, struct err *e)
{
	struct db_stmt *rows = db_prepare(x->s->db, "SELECT local FROM record WHERE type = ?1 ORDER BY account, local");
	struct json *list = json_new_array();
	int64_t *locals = NULL;
	int count, result = 0;

	db_bind_int(rows, 1, type->index);
	count = row_integers(rows, &locals, e);
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };

		if (record_by_local(x->s, locals[i], &r))
			json_push(list, record_tree(x->s, &r));
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
	if (make_dir(x, "json", e) != 0)
		return -1;
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
	char when[CLOCK_TEXT_SIZE], *text = sanitise_copy(m->text ? m->text : "", SANITISE_TEXT);

	clock_format(message_time(m), when);
	add_line(out, _("From"), m->from.name);
	for (size_t i = 0; i < m->to.count; i++)
		add_line(out, _("To"), m->to.at[i].name);
	add_line(out, _("When"), when);
	for (size_t i = 0; i < m->files.count; i++)
		add_line(out, _("File"), m->files.at[i].name);
	str_addf(out, "\n%s\n\n", text);
	free(text);
}

static int export_thread(struct export *x, const struct thread_row *row, int number, struct err *e)
{
	struct str text = { 0 }, name = { 0 };
	int64_t *locals = NULL;
	int count = thread_messages(x->s, row->local, &locals, e), result;

	add_line(&text, _("Subject"), row->subject);
	str_addc(&text, '\n');
	for (int i = 0; i < count; i++) {
		struct message m = { 0 };

		if (message_read(x->s, locals[i], &m))
			add_message(&text, &m);
		message_release(&m);
	}
	str_addf(&name, "conversations/%04d-", number);
	add_name(&name, row->subject);
	str_add(&name, ".txt");
	result = count < 0 ? -1 : put(x, name.text, text.text, text.len, e);
	free(locals);
	str_release(&text);
	str_release(&name);
	return result;
}

static int export_threads(struct export *x, struct err *e)
{
	int64_t anchor = 0;
	int number = 0, result = make_dir(x, "conversations", e);
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

/* --- files --- */

static int export_files(struct export *x, struct err *e)
{
	struct db_stmt *rows = db_prepare(x->s->db, "SELECT rowid, account, id FROM blob ORDER BY created_at, id");
	int64_t count = 0;
	int step, result = make_dir(x, "files", e);

	while (result == 0 && (step = db_step(rows, e)) != 0) {
		struct str bytes = { 0 };
		char *name = step == 1 ? xasprintf("files/%s", db_text(rows, 2)) : NULL;

		result = step < 0 || blob_read_all(x->s, db_int(rows, 1), db_text(rows, 2), &bytes, e) != 0 ? -1 : put(x, name, bytes.text, bytes.len, e);
		count++;
		free(name);
		str_release(&bytes);
	}
	db_reset(rows);
	x->r->files = count;
	if (result == 0 && count)
		note(x, "files/", _("files"), count);
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

	for (int a = 0; a < count; a++) {
		struct holding beyond;

		replica_beyond(x->s, accounts[a], &beyond);
		for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
			if (i != TYPE_Thread)
				x->r->elsewhere += beyond.records[i];
	}
	free(accounts);
	return count < 0 ? -1 : 0;
}

static int put_index(struct export *x, struct err *e)
{
	struct str text = { 0 };
	char when[CLOCK_TEXT_SIZE];
	int result;

	clock_format(clock_now(), when);
	str_addf(&text, "Twinline, %s\n\n%s", when, x->index.text ? x->index.text : "");
	if (x->r->elsewhere) {
		str_addc(&text, '\n');
		str_addf(&text, i18n_plural("%lld older record is at the portal only; fetch it first to take it too.",
		                            "%lld older records are at the portal only; fetch them first to take them too.",
		                            (unsigned long)x->r->elsewhere), (long long)x->r->elsewhere);
		str_addc(&text, '\n');
	}
	result = put(x, "index.txt", text.text, text.len, e);
	str_release(&text);
	return result;
}

int export_all(struct store *s, const char *dir, struct export_result *r, struct err *e)
{
	struct export x = { .s = s, .dir = dir, .r = r };
	int result = -1;

	*r = (struct export_result){ 0 };
	if (!is_empty_dir(dir))
		return err_set(e, ERR_EXISTS, dir, NULL);
	if (file_make_dirs(dir, e) == 0 && chmod(dir, 0700) == 0 && export_records(&x, e) == 0 && export_threads(&x, e) == 0 &&
	    export_files(&x, e) == 0 && export_receipts(&x, e) == 0 && export_calendar(&x, e) == 0 && count_elsewhere(&x, e) == 0)
		result = put_index(&x, e);
	str_release(&x.index);
	return result;
}
