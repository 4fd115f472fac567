/* A message is sent: what it lacks is said first. */
#include <stdlib.h>

#include "compose.h"
#include "mail.h"
#include "twinline/base/i18n.h"
#include "twinline/records/outbox.h"
#include "words.h"

bool compose_is_empty(const struct compose *c, enum compose_item field)
{
	return c->fields[field].text.len == 0;
}

/* Says what is missing, and goes there; true if something is. */
static bool lacks_something(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	char *unknown = recipients_unknown(&c->to, c->fields[COMPOSE_TO].text.text);
	bool lacks = true;

	if (unknown) {
		face_sayf(face, _("Not known here: %s. Type part of a name, Enter takes the first."), unknown);
		compose_go_to(view, COMPOSE_TO, true);
	} else if (json_size(json_get(c->body, "to")) == 0) {
		face_say(face, _("Who is it for? Type part of a name, Enter takes the first."));
		compose_go_to(view, COMPOSE_TO, true);
	} else if (compose_is_empty(c, COMPOSE_TEXT) && compose_files(c) == 0 && json_size(json_get(c->body, "phrases")) == 0) {
		face_say(face, _("There is no text yet."));
		compose_go_to(view, COMPOSE_TEXT, true);
	} else {
		lacks = false;
	}
	free(unknown);
	return lacks;
}

enum outcome compose_send(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	int64_t account = face_account(face), entry;
	struct err e = { 0 };

	if (compose_keep_or_show(face, view) != 0 || lacks_something(face, view))
		return ACT_DONE;
	if (!account) {
		face_say(face, _("It is kept as a draft. Sign in first, then send it."));
		return ACT_DONE;
	}
	entry = draft_send(face_store(face), c->draft.local, account, face_store(face)->hold, &e);
	if (entry < 0) {
		face_fail(face, &e);
		return ACT_DONE;
	}
	c->is_gone = true;
	c->made = outbox_record_of(face_store(face), entry);
	face_remember_send(face, entry);
	face_wake_engine(face, false);
	face_close(face);
	words_say_goes_out(face, NULL);
	return ACT_CLOSED;
}
