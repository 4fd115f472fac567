/* Asking for one-time links and showing them. They are secrets: shown, never said, for what is said is kept. */
#include "link.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "words.h"

void link_release(struct link_shown *l)
{
	free(l->until);
	free(l->way);
	*l = (struct link_shown){ 0 };
}

void link_ask(struct face *face, int64_t account, const struct letter_file *file)
{
	struct json *packet = json_new_object(), *body;

	json_set_string(packet, "do", "link");
	json_set_integer(packet, "account", account);
	if (file) {
		body = json_set(packet, "body", json_new_object());
		json_set_string(body, "blobId", file->id);
		json_set_string(body, "name", file->name ? file->name : "");
	}
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked for the link."));
}

/* It is opened in a browser; at a portal that this computer has at a socket, as a demo is, curl has to be told so. */
static void take(struct link_shown *l, const struct json *answer)
{
	const char *url = json_get_text(answer, "url"), *socket = json_get_text(answer, "socket");
	char *command = socket && url ? xasprintf("curl --unix-socket %s -f -d '' -o FILE %s", socket, url) : NULL;
	struct str text = { 0 };
	int64_t until = 0;

	clock_parse(json_get_text(answer, "expires"), &until);
	datetime_add_full(&text, until, clock_now());
	link_release(l);
	l->until = xasprintf(_("For one download, until %s:"), text.text);
	l->is_command = command;
	l->way = sanitise_copy(command ? command : url, SANITISE_LINE);
	free(command);
	str_release(&text);
}

bool link_heard(struct face *face, struct link_shown *l, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (text_equal(did, "linked")) {
		take(l, json_get(packet, "answer"));
		face_say_lightly(face, _("The link is here."));
		return true;
	}
	if (!text_equal(did, "failed") || !text_equal(json_get_text(packet, "do"), "link"))
		return false;
	json_to_err(json_get(packet, "cause"), &cause);
	face_fail(face, &cause);
	return true;
}

/* The cells of a row that are used; a link has ASCII alone, and the path of a socket nearly always. */
static size_t cells_of(const struct link_shown *l, const struct page *p)
{
	int kept = l->is_command ? 2 : 1; /* what shows that it goes on, and the last cell */

	return words_are_spoken() ? 1000 : p->columns > kept ? (size_t)(p->columns - kept) : 1;
}

int link_rows(const struct link_shown *l, const struct page *p)
{
	return l->way ? 1 + (int)((strlen(l->way) + cells_of(l, p) - 1) / cells_of(l, p)) : 0;
}

void link_draw(const struct link_shown *l, struct page *p, int row)
{
	size_t len = l->way ? strlen(l->way) : 0, cells = cells_of(l, p);

	page_put(p, row++, 0, l->until);
	for (size_t at = 0; at < len; at += cells) {
		bool goes_on = l->is_command && at + cells < len;
		char *part = xasprintf("%.*s%s", (int)cells, l->way + at, goes_on ? "\\" : ""), *shown = words_safe(part, SANITISE_LINE);

		page_put(p, row++, 0, shown);
		free(shown);
		free(part);
	}
}
