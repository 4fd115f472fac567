/* The line to the portal, read from its fact and put into one sentence. */
#include "twinline/records/line.h"

#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/json.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/datetime.h"

void line_read(struct store *s, struct line *line)
{
	char *fact = store_fact(s, "line");
	struct json *json = fact ? json_parse_own(fact) : NULL;

	*line = (struct line){ .state = line_state_of(json_get_text(json, "state")), .since = json_get_integer(json, "since", 0) };
	if (json_is_object(json_get(json, "cause")))
		json_to_err(json_get(json, "cause"), &line->cause);
	json_free(json);
	free(fact);
}

void line_release(struct line *line)
{
	err_release(&line->cause);
}

bool line_is_there(const struct line *line)
{
	return line->state != LINE_OFFLINE && line->state != LINE_BUSY;
}

bool line_is_up(struct store *s)
{
	struct line line;
	bool is;

	line_read(s, &line);
	is = line_is_there(&line);
	line_release(&line);
	return is;
}

static char *failing_sentence(const struct line *line, const char *since)
{
	char *cause, *text;

	if (line->cause.code == ERR_OFFLINE)
		return xasprintf(_("this computer has no network since %s. Nothing is lost."), since);
	if (line->cause.code == ERR_SET_OFFLINE)
		return xasprintf(_("set to offline since %s; only what you send by hand goes out."), since);
	cause = err_text(&line->cause);
	text = xasprintf(_("%s Since %s; nothing is lost."), cause, since);
	free(cause);
	return text;
}

char *line_sentence(const struct line *line)
{
	struct str since = { 0 };
	char *text;

	datetime_add_short(&since, line->since, clock_now());
	switch (line->state) {
	case LINE_ONLINE:
		text = xasprintf(_("the portal has answered since %s"), since.text);
		break;
	case LINE_SIGNED_OUT:
		text = xstrdup(_("not signed in: nothing is sent or fetched until then"));
		break;
	case LINE_UNKNOWN:
		text = xstrdup(_("not tried yet"));
		break;
	default:
		text = failing_sentence(line, since.text);
	}
	str_release(&since);
	return text;
}
