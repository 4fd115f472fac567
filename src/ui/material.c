/* One file of a space: what it is, by whom, its digest; what is text stands below that, once it is here. */
#include "material.h"

#include <stdlib.h>
#include <string.h>

#include "file_text.h"
#include "part_reader.h"
#include "project.h"
#include "screens.h"
#include "translate.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/blob.h"
#include "twinline/records/record.h"
#include "twinline/text/sanitise.h"
#include "words.h"

struct file_view {
	struct part_reader part;
	struct material material;
	char counted[RECORD_ID_LENGTH + 1], digest[DIGEST_BASE64_SIZE]; /* of the bytes here: the file whose digest this is */
};

/* --- what is text --- */

/* By what it says: another file can have been put in the place of one that is called so. */
static bool is_calendar(const char *text)
{
	return starts_with(text, "BEGIN:VCALENDAR");
}

/* The value of a line of iCalendar (RFC 5545 section 3.1) called name, whatever its parameters; NULL for another line. */
static const char *value_of(const char *line, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(line, name, len) != 0 || (line[len] != ':' && line[len] != ';'))
		return NULL;
	line = strchr(line, ':');
	return line ? line + 1 : NULL;
}

/* A moment in universal time as it is here. Yours. */
static char *moment_here(int64_t at)
{
	char *zone = zone_of_computer(), *text;
	struct civil c;

	zone_to_civil(zone, at, &c);
	text = xasprintf("%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
	free(zone);
	return text;
}

/* "20261119T103000" as "2026-11-19 10:30": the hour of its place; with a Z it is one of no place, and said in that of here. Yours. */
static char *moment_of(const char *value)
{
	char *text;
	int64_t at;

	if (strspn(value, "0123456789") < 8)
		return xstrdup(value);
	if (value[8] != 'T' || strspn(value + 9, "0123456789") < 4)
		return xasprintf("%.4s-%.2s-%.2s", value, value + 4, value + 6);
	text = xasprintf("%.4s-%.2s-%.2sT%.2s:%.2s:00Z", value, value + 4, value + 6, value + 9, value + 11);
	if (value[strlen(value) - 1] == 'Z' && clock_parse(text, &at)) {
		free(text);
		return moment_here(at);
	}
	free(text);
	return xasprintf("%.4s-%.2s-%.2s %.2s:%.2s", value, value + 4, value + 6, value + 9, value + 11);
}

/* A text of iCalendar without its backslashes. Yours. */
static char *plain_of(const char *value)
{
	struct str text = { 0 };

	for (; *value; value++)
		if (*value == '\\' && value[1])
			str_addc(&text, *++value == 'n' || *value == 'N' ? '\n' : *value);
		else
			str_addc(&text, *value);
	return str_detach(&text);
}

static void add_calendar_line(struct reading *r, const char *line)
{
	static const struct { const char *name, *label; bool is_moment; } rows[] = {
		{ "SUMMARY", N_("Title"), false }, { "DTSTART", N_("Starts"), true }, { "DTEND", N_("Ends"), true },
		{ "LOCATION", N_("Where"), false }, { "DESCRIPTION", N_("About"), false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *value = value_of(line, rows[i].name);

		if (value)
			reading_add_label(r, _(rows[i].label), rows[i].is_moment ? moment_of(value) : plain_of(value));
	}
	if (strcmp(line, "BEGIN:VEVENT") == 0)
		reading_gap(r);
}

/* A line that begins with a blank goes on with the one before. */
static void add_calendar(struct reading *r, const char *text)
{
	struct str line = { 0 };

	while (*text) {
		size_t len = strcspn(text, "\n");

		str_addn(&line, text, len > 0 && text[len - 1] == '\r' ? len - 1 : len);
		text += len;
		text += *text == '\n';
		if (*text == ' ' || *text == '\t') {
			text++;
			continue;
		}
		add_calendar_line(r, line.text ? line.text : "");
		str_clear(&line);
	}
	str_release(&line);
}

/* --- reading --- */

/* As sha256sum writes it. Yours. */
static char *digest_words(const char *base64)
{
	struct str bytes = { 0 }, hex = { 0 };

	if (base64 && crypto_unbase64(base64, &bytes) == 0)
		for (size_t i = 0; i < bytes.len; i++)
			str_addf(&hex, "%02x", (unsigned char)bytes.text[i]);
	str_release(&bytes);
	return str_detach(&hex);
}

/* True if the portal's digest is that of another file: this one has been put in its place, and waits. */
static bool is_replaced(struct face *face, const struct file_view *m)
{
	struct record r = { 0 };
	bool is = false;

	if (m->part.files.count && record_by_local(face_store(face), m->part.local, &r)) {
		struct json *body = json_parse_own(r.body);

		is = !text_equal(json_get_text(json_first(json_get(body, "file")), "blobId"), m->part.files.files[0].id);
		json_free(body);
	}
	record_free(&r);
	return is;
}

/* Reads all of the file: once, for what an id stands for never changes. */
static void count_digest(struct face *face, struct file_view *m, const char *id)
{
	struct blob b;

	if (strcmp(m->counted, id) == 0 || !blob_get(face_store(face), m->part.account, id, &b))
		return;
	if (blob_digest(face_store(face), &b, 0, b.size, m->digest, NULL) == 0)
		memcpy(m->counted, b.id, sizeof m->counted);
	blob_release(&b);
}

/* The portal's word; of a file that it has not got yet that of the bytes here. Yours. */
static char *digest_now(struct face *face, struct file_view *m)
{
	const char *id = m->part.files.count ? m->part.files.files[0].id : NULL;

	if (m->material.digest && !is_replaced(face, m))
		return digest_words(m->material.digest);
	if (id)
		count_digest(face, m, id);
	return digest_words(id && strcmp(m->counted, id) == 0 ? m->digest : "");
}

static void add_content(struct face *face, struct file_view *m)
{
	char *text = m->part.files.count ? file_text(face, &m->part.files.files[0]) : NULL;

	reading_gap(&m->part.reading);
	if (text && is_calendar(text))
		add_calendar(&m->part.reading, text);
	else if (text)
		reading_add(&m->part.reading, READING_TEXT, xstrdup(text));
	free(text);
}

static void build(struct face *face, void *model)
{
	struct file_view *m = model;
	struct reading *r = &m->part.reading;
	const struct material *f = &m->material;
	const char *type = m->part.files.count && m->part.files.files[0].type ? m->part.files.files[0].type : "";
	char *both = translate_both(f->title, f->about);

	if (m->part.files.count)
		reading_add(r, READING_ITEM, letter_files_line(face, &m->part.files.files[0]));
	reading_add_label(r, _("Folder"), words_safe(f->folder, SANITISE_LINE));
	reading_add_label(r, _("Type"), words_safe(type, SANITISE_LINE));
	reading_add_label(r, _("Digest"), digest_now(face, m));
	reading_add_label(r, _("About"), words_safe_in(f->about, SANITISE_TEXT, f->language));
	reading_add_label(r, _("Who reads it"), xstrdup(part_readers(f->readers)));
	part_add_hidden(r, f->hidden);
	part_add_times(face, r, m->part.local, &(struct part_signs){ &f->author, f->created_at, &f->changed_by, f->changed_at });
	reading_gap(r);
	reading_add(r, READING_TEXT, translate_words(face, both));
	add_content(face, m);
	free(both);
}

static void read_file(struct face *face, void *model)
{
	struct file_view *m = model;

	(void)face;
	material_file(&m->material, m->part.account, &m->part.files);
}

static char *title(const void *model)
{
	return words_safe(((const struct file_view *)model)->material.title, SANITISE_LINE);
}

static const char *name(const void *model)
{
	return ((const struct file_view *)model)->material.title;
}

static char *as_text(struct face *face, const void *model)
{
	const struct file_view *m = model;
	char *text = m->part.files.count ? file_text(face, &m->part.files.files[0]) : NULL;

	if (!text)
		face_say(face, _("This is no text, or it is not here yet. Enter fetches and saves it."));
	return text;
}

static int only_file(const void *model)
{
	return ((const struct file_view *)model)->part.files.count ? 0 : -1;
}

static const struct part_reader_kind kind = {
	.type = TYPE_Material, .record = offsetof(struct file_view, material), .read = read_file, .build = build, .title = title,
	.name = name, .text = as_text, .file = only_file, .change = material_change, .gone = N_("This file is not here any more."),
};

/* --- the row of the screen --- */

/* A text that comes is read here; Enter once more saves it. */
static void open_file(struct face *face, const struct file_view *m)
{
	const struct letter_file *file = m->part.files.count ? &m->part.files.files[0] : NULL;

	if (file && file_is_readable(face, file) && !blob_has(face_store(face), file->account, file->id))
		letter_files_bring(face, file);
	else if (file)
		letter_files_open(face, file);
}

static void translate(struct face *face, const struct material *file)
{
	char *both = translate_both(file->title, file->about);

	translate_text(face, both, file->language);
	free(both);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	if (action == ACTION_TRANSLATE) {
		translate(face, &((const struct file_view *)view->model)->material);
		return ACT_DONE;
	}
	if (action != ACTION_OPEN)
		return part_reader_act(face, view, action);
	open_file(face, view->model);
	part_reader_build(face, view->model);
	return ACT_DONE;
}

static int open_material(struct face *face, struct view *view, int64_t argument)
{
	return part_reader_open(face, view, &kind, argument);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("save"), N_("fetch the file, if it is not here; a text is read here then; save it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPLY, N_("comments"), N_("what is said about it; say something"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change name, folder, who reads it; put another file in its place"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, N_("print"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("stop fetching the file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_material = {
	.name = "material", .title = N_("File"), .size = sizeof(struct file_view), .open = open_material, .draw = part_reader_draw,
	.act = act, .changed = part_reader_changed, .close = part_reader_close, .offers = offers,
};
