/* Files of a draft: taken in from this computer, with every cause why one cannot be. */
#include "attach.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "path.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/upload.h"
#include "twinline/text/utf8.h"
#include "words.h"

static const char place_fact[] = "files-from";

/* Why a file cannot be taken; false if nothing speaks against it. */
static bool is_refused(const char *path, struct str *why)
{
	struct stat there;
	struct str size = { 0 }, most = { 0 };
	char *name = words_safe(path, SANITISE_LINE);

	if (stat(path, &there) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		str_addf(why, _("There is no file %s. Tab completes names."), name);
	} else if (access(path, R_OK) != 0) {
		str_addf(why, _("You may not read %s."), name);
	} else if (S_ISDIR(there.st_mode)) {
		str_addf(why, _("%s is a directory. Type on to a file in it; Tab completes names."), name);
	} else if (!S_ISREG(there.st_mode)) {
		str_addf(why, _("%s is no file that could be sent."), name);
	} else if (there.st_size > FILE_BYTES_MAX) {
		words_add_size(&size, there.st_size);
		words_add_size(&most, FILE_BYTES_MAX);
		str_addf(why, _("%s is too large: %s; the portal takes %s at most."), name, size.text, most.text);
	}
	str_release(&most);
	str_release(&size);
	free(name);
	return why->len > 0;
}

/* The name that others see: safe, and no longer than a name may be. */
static char *shown_name(const char *path)
{
	char *last = path_name(path), *name = sanitise_copy(last, SANITISE_LINE);

	name[utf8_first(name, FILE_NAME_MAX)] = '\0';
	free(last);
	return name;
}

static struct json *take(struct face *face, int64_t account, const char *path, struct str *why)
{
	char *name = shown_name(path), *cause;
	struct json *file = NULL;
	struct str bytes = { 0 };
	struct err e = { 0 };

	if (file_read(path, FILE_BYTES_MAX, &bytes, &e) == 0)
		file = upload_add(face_store(face), account, name, bytes.text ? bytes.text : "", bytes.len, &e);
	if (!file) {
		cause = err_text(&e);
		str_add(why, cause);
		free(cause);
		err_release(&e);
	}
	str_release(&bytes);
	free(name);
	return file;
}

static struct json *read_file(struct face *face, int64_t account, const char *typed, struct str *why)
{
	char *path = path_of(typed), *place = path_directory(typed);
	struct json *file = NULL;

	if (!account)
		str_add(why, _("Sign in first; then files can be added."));
	else if (!is_refused(path, why))
		file = take(face, account, path, why);
	if (file)
		store_set_fact(face_store(face), place_fact, place, NULL); /* only a comfort: a full disk may take it */
	free(place);
	free(path);
	return file;
}

static void ask(struct face *face, const char *text, const char *note, void (*typed)(struct face *, struct view *, const char *))
{
	face_prompt(face, _("File:"), text, NULL, typed);
	face_prompt_completes(face, path_complete);
	face_prompt_note(face, note);
}

void attach_ask(struct face *face, const char *text, void (*typed)(struct face *face, struct view *view, const char *text))
{
	char *place = text ? NULL : store_fact(face_store(face), place_fact);

	ask(face, text ? text : place && *place ? place : "~/", NULL, typed);
	free(place);
}

struct json *attach_typed(struct face *face, int64_t account, const char *text,
                          void (*typed)(struct face *face, struct view *view, const char *text))
{
	struct str why = { 0 };
	struct json *file = text && *text ? read_file(face, account, text, &why) : NULL;

	if (why.len)
		ask(face, text, why.text, typed);
	str_release(&why);
	return file;
}

char *attach_words(const struct json *file)
{
	char *name = words_safe(json_get_text(file, "name"), SANITISE_LINE), *words;
	struct str size = { 0 };

	words_add_size(&size, json_get_integer(file, "size", 0));
	/* TRANSLATORS: a file: name, size. */
	words = xasprintf(_("%s, %s"), *name ? name : _("without a name"), size.text);
	str_release(&size);
	free(name);
	return words;
}
