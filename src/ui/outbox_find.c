/* Finding in the outbox: by title, person, receipt and day, while the words are typed. */
#include <stdlib.h>

#include "face.h"
#include "outbox.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"
#include "view.h"

bool outbox_has_words(const struct outbox_row *row, const char *find)
{
	struct json *body = json_parse_own(row->entry.body);
	struct str text = { 0 };
	char day[CLOCK_DAY_SIZE], *all, *words = fold_copy(find);
	bool has;

	clock_format_day(row->at, day);
	str_addf(&text, "%s %s %s %s ", row->subject ? row->subject : "", row->who ? row->who : "",
	         row->entry.receipt ? row->entry.receipt : "", day);
	datetime_add_date(&text, row->at);
	for (const struct json *to = json_first(json_get(body, "to")); to; to = json_next(to))
		str_addf(&text, " %s", json_get_text(to, "name") ? json_get_text(to, "name") : "");
	all = fold_copy(text.text);
	has = fold_matches(all, words);
	free(all);
	free(words);
	str_release(&text);
	json_free(body);
	return has;
}

static void typed(struct face *face, struct view *view, const char *text)
{
	struct outbox *o = view->model;

	free(o->find);
	o->find = text && *text ? xstrdup(text) : NULL;
	view_changed(face, view);
}

static void done(struct face *face, struct view *view, const char *text)
{
	if (!text)
		typed(face, view, NULL);
}

void outbox_find(struct face *face, const struct outbox *o)
{
	face_prompt(face, _("Find:"), o->find ? o->find : "", typed, done);
}
