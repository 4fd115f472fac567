/* The files of a message being written: asked for by their path, listed, taken out. */
#include <stdlib.h>

#include "attach.h"
#include "compose.h"
#include "face.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/upload.h"
#include "view.h"

static const char files_member[] = "files";

int compose_files(const struct compose *c)
{
	return (int)json_size(json_get(c->body, files_member));
}

/* What of them has still to go up; those of a message that is sent on lie at the portal. */
void compose_files_count(struct face *face, struct compose *c)
{
	c->file_bytes = upload_bytes(face_store(face), face_account(face), c->draft.type, c->body);
	if (c->item == COMPOSE_FILE && c->file >= compose_files(c))
		c->file = compose_files(c) - 1;
	if (c->item == COMPOSE_FILE && compose_files(c) == 0)
		c->item = COMPOSE_ADD;
}

/* The files and phrases of another body, in the place of those that are there. */
void compose_files_take(struct compose *c, const struct json *body)
{
	static const char *const members[] = { files_member, "phrases" };

	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		const struct json *value = json_get(body, members[i]);

		json_remove(c->body, members[i]);
		if (value)
			json_set(c->body, members[i], json_copy(value));
	}
}

/* Keeps the list of files as it is now; how it was is for undo. before is taken. */
static void keep_files(struct face *face, struct view *view, struct json *before_taken)
{
	struct compose *c = view->model;

	view_typed(face, view);
	face_remember_draft(face, c->draft.local, files_member, before_taken);
	json_free(before_taken);
	compose_files_count(face, c);
}

static struct json *files_now(const struct compose *c)
{
	const struct json *files = json_get(c->body, files_member);

	return files ? json_copy(files) : NULL;
}

static void file_typed(struct face *face, struct view *view, const char *text)
{
	struct compose *c = view->model;
	struct json *file = attach_typed(face, face_account(face), text, file_typed), *before, *files;

	if (file) {
		before = files_now(c);
		files = json_get_mutable(c->body, files_member);
		json_push(files ? files : json_set(c->body, files_member, json_new_array()), file);
		keep_files(face, view, before);
		c->item = COMPOSE_ADD;
	}
}

void compose_files_add(struct face *face, const struct compose *c)
{
	int most = (int)field_find(c->draft.type, files_member)->max;

	if (compose_files(c) >= most) {
		face_sayf(face, i18n_plural("A message has %d file at most.", "A message has %d files at most.", (unsigned long)most), most);
		return;
	}
	attach_ask(face, NULL, file_typed);
}

void compose_files_drop(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	struct json *before = files_now(c), *files = json_new_array();
	int at = 0;

	for (const struct json *file = json_first(before); file; file = json_next(file))
		if (at++ != c->file)
			json_push(files, json_copy(file));
	json_remove(c->body, files_member);
	if (json_size(files))
		json_set(c->body, files_member, files);
	else
		json_free(files);
	keep_files(face, view, before);
	face_say(face, _("The file is taken out. {undo} brings it back."));
}
