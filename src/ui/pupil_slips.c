/* Slips: what a pupil gets on paper to begin with, as plain text in a language of choice. */
#include <stdlib.h>

#include "project.h"
#include "pupils.h"
#include "sign_in_kept.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { SLIP_CELLS = 60, LABEL_CELLS = 20 };

/* Whose slips are to be printed, while the language is asked for: there is one prompt at a time. */
static struct { int64_t account, *records; int count; } pending;

static void forget(void)
{
	free(pending.records);
	pending.records = NULL;
	pending.count = 0;
}

static void add_line(struct str *out, const char *label, const char *value)
{
	char *safe = words_written(value, SANITISE_LINE);

	str_addf(out, "%s:", label);
	for (int cells = cells_width(label) + 1; cells < LABEL_CELLS; cells++)
		str_addc(out, ' ');
	str_addf(out, " %s\n", safe);
	free(safe);
}

static void add_steps(void *context, int indent, const char *text, size_t len)
{
	struct str *out = context;

	for (int i = 0; i < indent; i++)
		str_addc(out, ' ');
	str_addn(out, text, len);
	str_addc(out, '\n');
}

static void add_slip(struct str *out, const char *title, const char *portal, const struct pupil *p)
{
	str_addf(out, "%s\n\n", title);
	add_line(out, _("Name here"), p->alias);
	add_line(out, _("Portal"), portal);
	add_line(out, _("Name to sign in"), p->user_name);
	add_line(out, _("First password"), p->initial_password);
	str_addc(out, '\n');
	words_wrap(_("1. Start \"twinline --pupil\" and type the portal, the name and the password.\n"
	             "2. Choose a password of your own, and tell it to nobody.\n"
	             "3. If you forget it, ask your teacher for a new slip."), SLIP_CELLS, add_steps, out);
	for (int i = 0; i < SLIP_CELLS; i++)
		str_add(out, i % 2 ? " " : "-");
	str_add(out, "\n\n");
}

/* The slips of those that have a first password; how many. */
static int add_all(struct face *face, struct str *out)
{
	struct json *kept = sign_in_kept(face);
	struct project project;
	int count = 0;

	project_read(face_store(face), project_of_account(face_store(face), pending.account), &project, NULL);
	char *title = words_written(project.title, SANITISE_LINE);

	for (int i = 0; i < pending.count; i++) {
		struct pupil p;

		if (pupil_read(face_store(face), pending.records[i], &p, NULL) && p.user_name && p.initial_password) {
			add_slip(out, title, json_get_text(kept, "portal"), &p);
			count++;
		}
		record_release(&record_types[TYPE_Pupil], &p);
	}
	free(title);
	record_release(&record_types[TYPE_Project], &project);
	json_free(kept);
	return count;
}

static void language_typed(struct face *face, struct view *view, const char *language)
{
	char *mine = xstrdup(i18n_language());
	const char *country = settings_text(face_settings(face), SETTING_COUNTRY);
	struct str text = { 0 };
	int count = 0;

	(void)view;
	if (language && *language) {
		i18n_init_in(language, "");
		count = add_all(face, &text);
		i18n_init_in(mine, country);
		if (count)
			face_print(face, "slips", text.text);
		else
			face_say(face, _("None of them has a first password: there is no consent yet, the portal has not answered, or they chose their own."));
	}
	str_release(&text);
	free(mine);
	forget();
}

void pupil_slips(struct face *face, int64_t account, const int64_t *records, int count)
{
	forget();
	pending.account = account;
	pending.count = count;
	pending.records = xcalloc((size_t)count, sizeof *pending.records);
	for (int i = 0; i < count; i++)
		pending.records[i] = records[i];
	face_prompt(face, _("Language of the slips, as en or pl:"), i18n_language(), NULL, language_typed);
}
