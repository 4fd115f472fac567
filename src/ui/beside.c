/* "Twinline is open on pts/3, last key 09:12. 1 bring it here  2 open one more" */
#include "beside.h"

#include <stdlib.h>

#include "face_state.h"
#include "place.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

char *beside_where(const struct presence_other *other)
{
	char *terminal = sanitise_copy(other->terminal, SANITISE_LINE), *host = sanitise_copy(other->host, SANITISE_LINE), *where;

	if (!*terminal)
		where = xstrdup(_("another terminal"));
	else if (other->pid)
		where = xstrdup(terminal);
	else
		/* TRANSLATORS: a terminal of another computer: "pts/3 of library2". */
		where = xasprintf(_("%s of %s"), terminal, host);
	free(terminal);
	free(host);
	return where;
}

static void bring(struct face *face, struct presence_other *other)
{
	if (presence_take(&face->presence, other) != 0) {
		face_say(face, _("The other one does not end. Both are open now."));
		return;
	}
	face_show_changes(face);
	if (!place_go(face, other->place))
		face_begin_again(face);
}

static void answered(struct face *face, struct view *view, int number, int64_t id)
{
	struct presence_other other;

	(void)view;
	if (number != 1 || !presence_find(&face->presence, id, &other)) {
		face_begin_again(face); /* with what it left half written, where it has ended meanwhile */
		return;
	}
	bring(face, &other);
	presence_release(&other);
}

static void ask(struct face *face, const struct presence_other *other, const char *text)
{
	struct question question = { .text = text, .answers = { _("bring it here"), _("open one more") }, .done = answered,
	                             .argument = other->id };

	face_ask(face, &question);
}

bool beside_ask(struct face *face)
{
	struct presence_other *others;
	int count = presence_others(&face->presence, &others);
	bool can_be_brought = count > 0 && others[0].pid && !others[0].is_unkept;

	if (count > 0) {
		char *where = beside_where(&others[0]), *text;
		struct str when = { 0 };

		datetime_add_short(&when, others[0].last_key, clock_now());
		text = others[0].is_unkept
		       ? xasprintf(_("Twinline is open on %s, with text that is not kept yet: finish it there."), where)
		       : xasprintf(_("Twinline is open on %s, last key %s."), where, when.text);
		if (can_be_brought)
			ask(face, &others[0], text);
		else
			face_say(face, text);
		free(text);
		free(where);
		str_release(&when);
	}
	for (int i = 0; i < count; i++)
		presence_release(&others[i]);
	free(others);
	return can_be_brought;
}
