/* The steps of the tour, and where it stands. */
#include "tour.h"

#include <stdlib.h>

#include "announce.h"
#include "face_state.h"
#include "layout.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const struct { enum action action; const char *sentence; } steps[] = {
	{ ACTION_MOVE_DOWN, N_("What waits for you stands first. %s: next line.") },
	{ ACTION_OPEN, N_("%s opens the line of the cursor.") },
	{ ACTION_BACK, N_("%s goes back, on every screen.") },
	{ ACTION_INBOX, N_("%s: your letters.") },
	{ ACTION_CALENDAR, N_("%s: events, yours and those to join.") },
	{ ACTION_OUTBOX, N_("%s: what waits to be sent, and the line.") },
	{ ACTION_HELP, N_("%s: the keys of the screen where you are.") },
	{ ACTION_PALETTE, N_("%s: any action by its name. That was the tour.") },
};

static const char fact[] = "tour";

/* The key of an action, with what the keyboard in use types there: "j (ξ)". Yours. */
static char *key_of(struct face *face, const char *context, enum action action)
{
	struct str key = { 0 }, letters = { 0 };

	if (keymap_keys(&face->keymap, context, action, 1, &key))
		layout_letters(key.text, &letters);
	else
		str_add(&key, actions[action].name);
	if (letters.len)
		str_addf(&key, " (%s)", letters.text);
	str_release(&letters);
	return str_detach(&key);
}

char *tour_text(struct face *face)
{
	char *key, *out, *sentence, *text;

	if (!face->tour)
		return NULL;
	key = key_of(face, face_top(face)->screen->name, steps[face->tour - 1].action);
	out = key_of(face, "typing", ACTION_STOP_TYPING);
	sentence = str_with(_(steps[face->tour - 1].sentence), key);
	/* TRANSLATORS: which step of how many, its sentence, the key that leaves the tour. */
	text = xasprintf(_("%d of %d. %s %s leaves the tour."), face->tour, (int)ARRAY_SIZE(steps), sentence, out);
	free(sentence);
	free(out);
	free(key);
	return text;
}

/* Who hears or feels the page is told each step; others see it. */
static void go_to_step(struct face *face, int step)
{
	char *text;

	face->tour = step;
	text = face_is_accessible(face) ? tour_text(face) : NULL;
	if (text)
		announce(face, text, false);
	free(text);
}

void tour_begin(struct face *face)
{
	go_to_step(face, 1);
}

bool tour_is_new(struct face *face)
{
	char *had = store_fact(face_store(face), fact);
	bool is_new = !had;
	struct err e = { 0 };

	free(had);
	if (is_new && store_set_fact(face_store(face), fact, "had", &e) != 0)
		err_release(&e); /* then it is offered once more */
	return is_new;
}

void tour_note(struct face *face, enum action action)
{
	if (face->tour && !face->leaving && face->view_count > 0 && steps[face->tour - 1].action == action)
		go_to_step(face, face->tour < (int)ARRAY_SIZE(steps) ? face->tour + 1 : 0);
}

bool tour_leave(struct face *face)
{
	if (!face->tour)
		return false;
	face->tour = 0;
	face_say_lightly(face, _("The tour has ended; its name in the palette, tour, begins it again."));
	return true;
}
