/* Saving to a file of this computer. */
#include "save.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "path.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { NAME_CELLS = 24 /* of a name in a question */ };

static const char place_fact[] = "files-to";

/* What is to be saved: there is one prompt at a time. */
static struct { struct str bytes; char *name, *typed; } pending;

static void forget(void)
{
	str_release(&pending.bytes);
	free(pending.name);
	free(pending.typed);
	pending.name = pending.typed = NULL;
}

static void write_file(struct face *face)
{
	char *path = path_of(pending.typed), *place = path_directory(pending.typed), *shown = words_safe(pending.typed, SANITISE_LINE);
	mode_t mask = umask(0);
	struct str size = { 0 };
	struct err e = { 0 };

	umask(mask);
	words_add_size(&size, (int64_t)pending.bytes.len);
	if (file_write(path, pending.bytes.text ? pending.bytes.text : "", pending.bytes.len, 0666 & ~mask, &e) != 0) {
		face_fail(face, &e);
	} else {
		store_set_fact(face_store(face), place_fact, place, NULL); /* only a comfort: a full disk may take it */
		face_sayf(face, _("Saved: %s, %s."), shown, size.text);
	}
	str_release(&size);
	free(shown);
	free(place);
	free(path);
	forget();
}

static void over_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)view;
	(void)argument;
	if (number == 2)
		write_file(face);
	else
		forget();
}

static void ask_over(struct face *face)
{
	char *name = path_name(pending.typed), *text;
	struct question question = { .answers = { _("leave it"), _("write over it") }, .done = over_answered };
	struct str shown = { 0 };

	words_add(&shown, face, name, NAME_CELLS);
	question.text = text = xasprintf(_("%s is there already."), shown.text);
	face_ask(face, &question);
	str_release(&shown);
	free(text);
	free(name);
}

/* In a directory it gets its own name. */
static void typed(struct face *face, struct view *view, const char *text)
{
	char *path;
	struct stat there;

	(void)view;
	if (!text || !*text) {
		forget();
		return;
	}
	path = path_of(text);
	free(pending.typed);
	pending.typed = stat(path, &there) == 0 && S_ISDIR(there.st_mode)
	              ? xasprintf("%s%s%s", text, text[strlen(text) - 1] == '/' ? "" : "/", pending.name) : xstrdup(text);
	free(path);
	path = path_of(pending.typed);
	if (stat(path, &there) == 0)
		ask_over(face);
	else
		write_file(face);
	free(path);
}

void save_ask(struct face *face, const char *name, struct str *bytes_taken)
{
	char *place = store_fact(face_store(face), place_fact), *text;

	forget();
	pending.bytes = *bytes_taken;
	*bytes_taken = (struct str){ 0 };
	pending.name = sanitise_file_name(name);
	if (!*pending.name) {
		free(pending.name);
		pending.name = xstrdup(_("file"));
	}
	text = xasprintf("%s%s", place ? place : "~/", pending.name);
	face_prompt(face, _("Save as:"), text, NULL, typed);
	face_prompt_completes(face, path_complete);
	free(text);
	free(place);
}
