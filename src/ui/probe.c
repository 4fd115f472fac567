/* Asking a portal who it is. */
#include "probe.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/probed.h"
#include "words.h"

enum { INDENT = 2 };

void probe_release(struct probe *p)
{
	free(p->url);
	free(p->sentence);
	free(p->shorter);
	*p = (struct probe){ 0 };
}

void probe_ask(struct probe *p, struct face *face, const char *url)
{
	struct json *packet;

	if (!*url || (p->state != PROBE_FAILED && text_equal(p->url, url)))
		return;
	probe_release(p);
	p->state = PROBE_ASKED;
	p->url = xstrdup(url);
	packet = json_new_object();
	json_set_string(packet, "do", "probe");
	json_set_string(packet, "url", url);
	face_tell_engine(face, packet);
}

bool probe_go(struct probe *p, struct face *face, const char *url)
{
	probe_ask(p, face, url);
	p->is_wanted = p->state == PROBE_ASKED;
	return p->state == PROBE_FINE;
}

void probe_leave(struct probe *p)
{
	if (p->state == PROBE_ASKED)
		probe_release(p);
}

static void take(struct probe *p, enum probe_state state, char *sentence_taken, char *shorter_taken)
{
	free(p->sentence);
	free(p->shorter);
	p->state = state;
	p->sentence = sentence_taken;
	p->shorter = shorter_taken;
}

static bool take_answer(struct probe *p, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (p->state != PROBE_ASKED)
		return false;
	if (text_equal(did, "probed")) {
		p->has_guests = json_get_bool(packet, "guests", false);
		p->asks_head = text_equal(json_get_text(packet, "validation"), "head");
		p->accepts_all = text_equal(json_get_text(packet, "validation"), "automatic");
		take(p, PROBE_FINE, probed_sentence(packet), probed_short(packet));
		return true;
	}
	if (!text_equal(did, "failed") || !text_equal(json_get_text(packet, "do"), "probe"))
		return false;
	json_to_err(json_get(packet, "cause"), &cause);
	take(p, PROBE_FAILED, err_text(&cause), err_text(&cause));
	err_release(&cause);
	return true;
}

enum probe_news probe_hear(struct probe *p, struct face *face, const struct json *packet)
{
	bool was_wanted = p->is_wanted;

	if (!take_answer(p, packet))
		return PROBE_ELSE;
	p->is_wanted = false;
	if (!was_wanted)
		return PROBE_HEARD;
	if (p->state == PROBE_FAILED)
		face_say(face, p->sentence);
	return p->state == PROBE_FINE ? PROBE_GO : PROBE_STAY;
}

struct drawing { struct page *page; int row; };

static void draw_line(void *context, int indent, const char *text, size_t len)
{
	struct drawing *d = context;
	char *line = xstrndup(text, len);

	(void)indent;
	if (d->row < d->page->rows - 1)
		page_put(d->page, d->row++, page_is_narrow(d->page) ? 0 : INDENT, line);
	free(line);
}

void probe_draw(const struct probe *p, struct face *face, struct page *page, int row)
{
	struct drawing d = { page, row };
	struct str cut = { 0 };

	if (p->state == PROBE_ASKED) {
		draw_line(&d, 0, _("The connection is being checked."), strlen(_("The connection is being checked.")));
	} else if (p->state != PROBE_NONE && page_is_narrow(page)) {
		str_add(&cut, ""); /* a page of one column has room for nothing */
		words_add(&cut, face, p->shorter, page->columns - 1);
		draw_line(&d, 0, cut.text, cut.len);
	} else if (p->state != PROBE_NONE) {
		words_wrap(p->sentence, words_text_cells(page->columns - 1), draw_line, &d);
	}
	str_release(&cut);
}
