/* The files of what stands open. */
#include "letter_files.h"

#include <stdlib.h>
#include <string.h>

#include "save.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/download.h"
#include "twinline/records/line.h"
#include "twinline/records/price.h"
#include "view.h"
#include "words.h"

enum { NAME_CELLS = 24 /* of a name in a question */, DRAW_MS = 1000 };

/* The file that was asked for last: there is one question at a time, and what comes first is saved first. */
static struct { struct letter_file file; bool is_awaited, is_for_reading; } asked;

void letter_files_read(struct letter_files *f, int64_t account, const struct blobs *files)
{
	letter_files_release(f);
	f->files = xcalloc(files->count + 1, sizeof *f->files);
	for (size_t i = 0; i < files->count; i++)
		if (files->at[i].id)
			f->files[f->count++] = (struct letter_file){
				.account = account, .id = xstrdup(files->at[i].id), .name = xstrdup(files->at[i].name),
				.type = xstrdup(files->at[i].type), .size = files->at[i].size,
			};
}

void letter_files_release(struct letter_files *f)
{
	for (int i = 0; i < f->count; i++) {
		free(f->files[i].id);
		free(f->files[i].name);
		free(f->files[i].type);
	}
	free(f->files);
	*f = (struct letter_files){ 0 };
}

static bool is_here(struct face *face, const struct letter_file *file)
{
	return blob_has(face_store(face), file->account, file->id);
}

static bool is_awaited(const char *id)
{
	return asked.is_awaited && text_equal(asked.file.id, id);
}

char *letter_files_line(struct face *face, const struct letter_file *file)
{
	char *words = letter_file_words(face, file), *line;

	/* TRANSLATORS: a file of a message: its name, size and so on. */
	line = xasprintf(_("file  %s"), words);
	free(words);
	return line;
}

/* How far a file is; asked for here and not yet heard of by the engine counts as wanted. Release it. */
static struct download download_of(struct face *face, const struct letter_file *file)
{
	struct download d;

	download_get(face_store(face), file->account, file->id, &d);
	if (is_awaited(file->id))
		d.state = DOWNLOAD_WANTED;
	return d;
}

/* What is said of a file that is not here, or not all of it. */
static char *coming_words(struct face *face, const char *name, const char *size, const struct letter_file *file)
{
	struct download d = download_of(face, file);
	struct str done = { 0 }, left = { 0 }, time = { 0 };
	struct line line;
	char *words;

	line_read(face_store(face), &line);
	words_add_size(&done, d.done);
	words_add_price(&left, &time, price_of(face_store(face), file->size - d.done));
	if (d.state == DOWNLOAD_WANTED && !line_is_there(&line))
		/* TRANSLATORS: a file: name, size, how much of it has come. */
		words = xasprintf(_("%s, %s, waits for the line, %s here"), name, size, done.text);
	else if (d.state == DOWNLOAD_WANTED && d.done == 0)
		words = xasprintf(_("%s, %s, being fetched"), name, size);
	else if (d.state == DOWNLOAD_WANTED)
		/* TRANSLATORS: a file: name, how much has come, its size, time that the rest takes. */
		words = xasprintf(_("%s, fetching, %s of %s, %s"), name, done.text, size, time.text);
	else if (d.done > 0)
		/* TRANSLATORS: a file: name, size, how much of it has come, time to fetch the rest. */
		words = xasprintf(_("%s, %s, stopped, %s here (%s)"), name, size, done.text, time.text);
	else
		/* TRANSLATORS: a file: name, size, time to fetch it. */
		words = xasprintf(_("%s, %s, not fetched (%s)"), name, size, time.text);
	line_release(&line);
	str_release(&done);
	str_release(&left);
	str_release(&time);
	download_release(&d);
	return words;
}

char *letter_file_words(struct face *face, const struct letter_file *file)
{
	char *name = words_safe(file->name, SANITISE_LINE), *line;
	struct str size = { 0 };

	words_add_size(&size, file->size);
	/* TRANSLATORS: a file: name, size. */
	line = is_here(face, file) ? xasprintf(_("%s, %s, here"), name, size.text) : coming_words(face, name, size.text, file);
	str_release(&size);
	free(name);
	return line;
}

/* --- saving --- */

static void save(struct face *face, const struct letter_file *file)
{
	struct str bytes = { 0 };
	struct err e = { 0 };

	if (blob_read_all(face_store(face), file->account, file->id, &bytes, &e) != 0)
		face_fail(face, &e);
	else
		save_ask(face, file->name ? file->name : "", &bytes);
	str_release(&bytes);
}

/* --- fetching --- */

static void set_asked(const struct letter_file *file)
{
	struct letter_file copy = { file->account, xstrdup(file->id), xstrdup(file->name ? file->name : ""),
	                            xstrdup(file->type ? file->type : "application/octet-stream"), file->size };

	free(asked.file.id);
	free(asked.file.name);
	free(asked.file.type);
	asked.file = copy;
	asked.is_awaited = asked.is_for_reading = false;
}

static struct json *packet_of(const char *what, const struct letter_file *file)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", what);
	json_set_integer(packet, "account", file->account);
	json_set_string(packet, "blob", file->id);
	return packet;
}

void letter_files_fetch(struct face *face, const struct letter_file *file)
{
	struct json *packet = packet_of("file", file);

	if (file != &asked.file)
		set_asked(file);
	json_set_string(packet, "type", asked.file.type);
	json_set_integer(packet, "size", asked.file.size);
	asked.is_awaited = true;
	face_tell_engine(face, packet);
}

static void fetch_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)argument;
	if (number != 2)
		return;
	letter_files_fetch(face, &asked.file);
	view_changed(face, view);
}

static void ask_to_fetch(struct face *face, int64_t left)
{
	char *text;
	struct str name = { 0 }, size = { 0 }, time = { 0 };
	struct question question = { .answers = { _("not now"), _("fetch") }, .done = fetch_answered };

	words_add(&name, face, asked.file.name, NAME_CELLS);
	words_add_price(&size, &time, price_of(face_store(face), left));
	/* TRANSLATORS: a file: name, size, time. */
	question.text = text = xasprintf(_("%s, %s, about %s:"), name.text, size.text, time.text);
	face_ask(face, &question);
	str_release(&name);
	str_release(&size);
	str_release(&time);
	free(text);
}

void letter_files_open(struct face *face, const struct letter_file *file)
{
	const int64_t limit = settings_integer(face_settings(face), SETTING_FILE_LIMIT) * 1000;
	struct download d = download_of(face, file);

	if (is_here(face, file)) {
		save(face, file);
	} else if (d.state == DOWNLOAD_WANTED) {
		face_say(face, _("It is being fetched; {drop} stops it."));
	} else {
		set_asked(file);
		if (file->size - d.done > limit)
			ask_to_fetch(face, file->size - d.done);
		else
			letter_files_fetch(face, &asked.file);
	}
	download_release(&d);
}

void letter_files_bring(struct face *face, const struct letter_file *file)
{
	letter_files_open(face, file);
	asked.is_for_reading = is_awaited(file->id) || face_is_asking(face);
}

/* --- stopping --- */

bool letter_files_stop(struct face *face, const struct letter_file *file)
{
	struct download d = download_of(face, file);
	bool stops = d.state == DOWNLOAD_WANTED && !is_here(face, file);
	struct str name = { 0 };

	download_release(&d);
	if (!stops)
		return false;
	if (is_awaited(file->id))
		asked.is_awaited = false;
	face_tell_engine(face, packet_of("cancel", file));
	face_remember_fetch(face, file);
	words_add(&name, face, file->name, NAME_CELLS);
	face_sayf(face, _("Stopped: %s. What has come stays; {undo} goes on with it."), name.text);
	str_release(&name);
	return true;
}

bool letter_files_stop_last(struct face *face)
{
	return asked.is_awaited && letter_files_stop(face, &asked.file);
}

/* --- what the engine tells --- */

/* Parts come quickly on a good line: nobody reads more than one number a second. */
static bool is_time_to_draw(const struct json *packet)
{
	static int64_t drawn_ms;
	int64_t now = clock_monotonic_ms();

	if (drawn_ms && now - drawn_ms < DRAW_MS && !json_get(packet, "stopped"))
		return false;
	drawn_ms = now;
	return true;
}

void letter_files_heard(struct face *face, struct view *view, const struct json *packet)
{
	const char *did = json_get_text(packet, "did"), *blob = json_get_text(packet, "blob");
	bool has_come = text_equal(did, "file"), is_mine = is_awaited(blob);
	bool has_failed = text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "file");
	bool is_over = has_come || has_failed || json_get_bool(packet, "stopped", false);
	bool moves = text_equal(did, "progress") && text_equal(json_get_text(packet, "phase"), "file") && is_time_to_draw(packet);

	if (!has_come && !has_failed && !moves)
		return;
	if (is_mine && is_over)
		asked.is_awaited = false;
	view_changed(face, view);
	if (!has_come || !is_mine || asked.is_for_reading)
		return;
	if (face_is_asking(face))
		face_sayf(face, _("Fetched: %s."), asked.file.name);
	else
		save(face, &asked.file);
}
