/* The files of what stands open. */
#include "letter_files.h"

#include <stdlib.h>
#include <string.h>

#include "save.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "words.h"

enum { NAME_CELLS = 24 /* of a name in a question */ };

/* The file that was asked for last: there is one question at a time, and what comes first is saved first. */
static struct { int64_t account; char *id, *name, *type; int64_t size; bool is_awaited; } asked;

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
	return asked.is_awaited && text_equal(asked.id, id);
}

char *letter_files_line(struct face *face, const struct letter_file *file)
{
	char *words = letter_file_words(face, file), *line;

	/* TRANSLATORS: a file of a message: its name, size and so on. */
	line = xasprintf(_("file  %s"), words);
	free(words);
	return line;
}

char *letter_file_words(struct face *face, const struct letter_file *file)
{
	char *name = words_safe(file->name, SANITISE_LINE), *line;
	struct str size = { 0 }, time = { 0 };

	words_add_price(&size, &time, price_of(face_store(face), file->size));
	if (is_here(face, file))
		/* TRANSLATORS: a file: name, size. */
		line = xasprintf(_("%s, %s, here"), name, size.text);
	else if (is_awaited(file->id))
		line = xasprintf(_("%s, %s, being fetched"), name, size.text);
	else
		/* TRANSLATORS: a file: name, size, time to fetch it. */
		line = xasprintf(_("%s, %s, not fetched (%s)"), name, size.text, time.text);
	str_release(&size);
	str_release(&time);
	free(name);
	return line;
}

/* --- saving --- */

static void save(struct face *face, const struct letter_file *file)
{
	char *bytes = xmalloc((size_t)file->size + 1);
	struct str text = { 0 };
	struct err e = { 0 };
	int64_t got = blob_read(face_store(face), file->account, file->id, 0, bytes, (size_t)file->size, &e);

	if (got < 0) {
		face_fail(face, &e);
	} else {
		str_addn(&text, bytes, (size_t)got);
		save_ask(face, file->name ? file->name : "", &text);
	}
	str_release(&text);
	free(bytes);
}

/* --- fetching --- */

static void fetch(struct face *face)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "file");
	json_set_integer(packet, "account", asked.account);
	json_set_string(packet, "blob", asked.id);
	json_set_string(packet, "type", asked.type);
	json_set_integer(packet, "size", asked.size);
	asked.is_awaited = true;
	face_tell_engine(face, packet);
}

static void fetch_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)argument;
	if (number != 2)
		return;
	fetch(face);
	if (view->screen->changed)
		view->screen->changed(face, view);
}

static void ask_to_fetch(struct face *face, const struct letter_file *file)
{
	char *text;
	struct str name = { 0 }, size = { 0 }, time = { 0 };
	struct question question = { .answers = { _("not now"), _("fetch") }, .done = fetch_answered };

	free(asked.id);
	free(asked.name);
	free(asked.type);
	asked.account = file->account;
	asked.id = xstrdup(file->id);
	asked.name = xstrdup(file->name ? file->name : "");
	asked.type = xstrdup(file->type ? file->type : "application/octet-stream");
	asked.size = file->size;
	asked.is_awaited = false;
	words_add(&name, face, file->name, NAME_CELLS);
	words_add_price(&size, &time, price_of(face_store(face), file->size));
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
	if (is_here(face, file))
		save(face, file);
	else if (is_awaited(file->id))
		face_say(face, _("It is being fetched."));
	else
		ask_to_fetch(face, file);
}

void letter_files_heard(struct face *face, struct view *view, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");
	bool has_come = text_equal(did, "file") && is_awaited(json_get_text(packet, "blob"));
	bool has_failed = asked.is_awaited && text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "file");
	struct err cause = { 0 };

	if (!has_come && !has_failed)
		return;
	asked.is_awaited = false;
	if (view->screen->changed)
		view->screen->changed(face, view);
	if (has_failed) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	} else if (face_is_asking(face)) {
		face_sayf(face, _("Fetched: %s."), asked.name);
	} else {
		save(face, &(struct letter_file){ asked.account, asked.id, asked.name, asked.type, asked.size });
	}
}
