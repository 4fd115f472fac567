/* Another school: looked for at the portal, chosen, entered as a new one, or taken back. */
#include "registration.h"

#include <stdlib.h>
#include <string.h>

#include "sign_in_kept.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "words.h"

static void school_typed(struct face *face, struct view *view, const char *text)
{
	struct registration_page *m = view->model;
	struct json *kept, *packet, *body;

	if (!text || !*text)
		return;
	free(m->typed);
	m->typed = xstrdup(text);
	kept = sign_in_kept(face);
	packet = json_new_object();
	json_set_string(packet, "do", "schools");
	json_set_string(packet, "url", registration_text(kept, "portal"));
	body = json_set(packet, "body", json_new_object());
	json_set_string(body, "text", text);
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked."));
	json_free(kept);
}

/* "2nd school, Volos": name and town, in my country. False without a comma. */
static bool tell_new(struct face *face, const struct registration_page *m)
{
	const char *comma = m->typed ? strrchr(m->typed, ',') : NULL;
	struct json *packet, *body;
	char *name;

	if (!comma)
		return false;
	packet = json_new_object();
	json_set_string(packet, "do", "school");
	body = json_set(packet, "body", json_new_object());
	name = xstrndup(m->typed, (size_t)(comma - m->typed));
	json_set_string(body, "name", name);
	json_set_string(body, "town", comma + 1 + strspn(comma + 1, " "));
	if (json_get_text(m->card, "country"))
		json_set_string(body, "country", json_get_text(m->card, "country"));
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked."));
	free(name);
	return true;
}

static void new_school_answered(struct face *face, struct view *view, int answer, int64_t argument)
{
	(void)argument;
	if (answer == 2)
		tell_new(face, view->model);
}

void registration_ask_for_new(struct face *face, const struct registration_page *m)
{
	struct question question = { .answers = { _("let it be"), _("enter it") }, .done = new_school_answered };
	char *name, *text;

	if (!strchr(m->typed ? m->typed : "", ',')) {
		face_say(face, _("The portal knows no school by these words. To enter a new one, write its name, a comma and the town."));
		return;
	}
	name = words_safe(m->typed, SANITISE_LINE);
	text = xasprintf(_("The portal does not know it. Enter %s as a new school?"), name);
	question.text = text;
	face_ask(face, &question);
	free(text);
	free(name);
}

void registration_other_school(struct face *face, struct view *view)
{
	struct registration_page *m = view->model;
	struct json *patch;

	if (!json_get(m->profile, "wantsSchool")) {
		face_prompt(face, _("School and town:"), "", NULL, school_typed);
		return;
	}
	patch = json_new_object();
	json_set(patch, "wantsSchool", json_new_null());
	registration_change(face, view, patch, NULL);
}

void registration_take_school(struct face *face, struct view *view, int number)
{
	struct registration_page *m = view->model;
	const struct json *school = json_at(m->schools, (size_t)number);
	static const char *const told[] = { "id", "name", "country" };
	struct json *patch = json_new_object(), *party = json_set(patch, "wantsSchool", json_new_object());

	for (size_t i = 0; i < ARRAY_SIZE(told); i++)
		if (json_get_text(school, told[i]))
			json_set_string(party, told[i], json_get_text(school, told[i]));
	json_free(m->schools);
	m->schools = NULL;
	registration_change(face, view, patch, NULL);
}
