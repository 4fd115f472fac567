/* Partners asks the portal: page by page, each with its price before; without a line by a saved search (partners_saved.c). */
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/engine.h"
#include "twinline/records/plan.h"
#include "twinline/records/replica.h"
#include "twinline/text/datetime.h"
#include "words.h"

/* --- what there is to ask for --- */

static struct json *read_fact(struct store *s, const char *name)
{
	char *text = store_fact(s, name);
	struct json *fact = json_parse_own(text);

	free(text);
	return fact;
}

bool partners_has_line(struct store *s)
{
	struct json *line = read_fact(s, "line");
	enum line_state state = line_state_of(json_get_text(line, "state"));

	json_free(line);
	return state == LINE_ONLINE || state == LINE_UNKNOWN;
}

bool partners_has_more(const struct partners *p)
{
	return p->view == PARTNERS_PEOPLE && (!p->asked.is_known || p->asked.found > p->asked.fetched);
}

void partners_forget_answer(struct partners *p)
{
	p->asked.n = 0; /* what still comes is of a search that nobody wants any more */
	p->asked.is_known = false;
	p->asked.found = p->asked.fetched = p->asked.bytes = 0;
	free(p->asked.last);
	p->asked.last = NULL;
	json_free(p->facets.counts);
	p->facets.counts = NULL;
}

static int64_t page_rows(const struct partners *p)
{
	struct plan plan;

	plan_read(&plan, p->store, face_settings(p->face));
	return plan_row(&plan)->rows;
}

static int64_t next_rows(const struct partners *p)
{
	int64_t left = p->asked.found - p->asked.fetched, rows = page_rows(p);

	return p->asked.is_known && left < rows ? left : rows;
}

/* The price of the next page: as much a row as the last one took, else as the cards that are here; 0: not known. */
static struct price next_price(const struct partners *p)
{
	struct account directory = { 0 };
	struct price price = { 0 };

	if (p->asked.fetched > 0)
		return price_of(p->store, p->asked.bytes * next_rows(p) / p->asked.fetched);
	if (account_by_kind(p->store, ACCOUNT_DIRECTORY, &directory))
		price = price_of_records(p->store, directory.local, partners_type, next_rows(p));
	account_release(&directory);
	return price;
}

/* "4 KB", "4 KB, 1 s"; "" for no price. */
static void add_price(struct str *out, const struct partners *p)
{
	struct price price = next_price(p);

	if (price.bytes > 0)
		words_add_measured(out, price);
}

void partners_add_more(struct str *out, const struct partners *p)
{
	struct str next = { 0 }, all = { 0 }, price = { 0 };

	words_add_number(&next, next_rows(p));
	words_add_number(&all, p->asked.found - p->asked.fetched);
	add_price(&price, p);
	if (p->asked.n && p->asked.is_known)
		str_addf(out, _("next %s of %s: asked for"), next.text, all.text);
	else if (p->asked.n)
		str_add(out, _("the portal is asked"));
	else if (!partners_has_line(p->store))
		str_add(out, _("no line; Enter here asks at the next exchange"));
	else if (p->asked.is_known)
		str_addf(out, _("next %s of %s: %s"), next.text, all.text, price.len ? price.text : "");
	else if (price.len)
		str_addf(out, _("ask the portal: %s"), price.text);
	else
		str_add(out, _("ask the portal"));
	str_release(&price);
	str_release(&all);
	str_release(&next);
}

/* --- asking --- */

static void ask_now(struct face *face, struct partners *p, bool next)
{
	struct json *packet = json_new_object();

	p->asked.n = ++p->asked.number;
	p->asked.is_first = p->asked.keeps_top = !next;
	json_set_string(packet, "do", "search");
	json_set_integer(packet, "n", p->asked.n);
	json_set_string(packet, "type", partners_type->name);
	json_set(packet, "filter", json_copy(p->filter));
	json_set_integer(packet, "limit", page_rows(p));
	if (next)
		json_set_string(packet, "after", p->asked.last);
	else
		json_set_bool(packet, "facets", true);
	face_tell_engine(face, packet);
}

void partners_ask(struct face *face, struct view *view, bool next)
{
	struct partners *p = view->model;
	struct err e = { 0 };

	if (filter_check(partners_type, p->filter, &e) != 0)
		face_fail(face, &e);
	else if (p->asked.n)
		face_say(face, _("The portal is asked already."));
	else if (partners_has_line(p->store))
		ask_now(face, p, next && p->asked.last);
	else
		partners_ask_later(face, p);
}

/* A page has come: what it says of the whole, and what the next one comes after. */
static void take_answer(struct partners *p, const struct json *packet)
{
	const struct json *ids = json_get(packet, "ids"), *facets = json_get(packet, "facets");
	const char *last = json_text(json_at(ids, json_size(ids) ? json_size(ids) - 1 : 0));

	if (p->asked.is_first)
		p->asked.fetched = p->asked.bytes = 0;
	p->asked.is_known = true;
	p->asked.fetched += (int64_t)json_size(ids);
	p->asked.bytes += json_get_integer(packet, "bytes", 0);
	p->asked.found = json_get_integer(packet, "total", p->asked.fetched);
	if (!json_size(ids)) /* nothing follows, whatever was counted */
		p->asked.found = p->asked.fetched;
	free(p->asked.last);
	p->asked.last = last ? xstrdup(last) : NULL;
	if (p->asked.is_first) {
		json_free(p->facets.counts);
		p->facets.counts = facets ? json_copy(facets) : NULL;
	}
}

void partners_heard(struct face *face, struct view *view, const struct json *packet)
{
	struct partners *p = view->model;
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (!p->asked.n || json_get_integer(packet, "n", 0) != p->asked.n)
		return;
	p->asked.n = 0;
	if (text_equal(did, "found")) {
		take_answer(p, packet);
		partners_read_again(face, p);
		p->asked.keeps_top = false;
	} else if (text_equal(did, "failed")) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
		partners_read_again(face, p);
	}
}
