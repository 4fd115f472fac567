/* Partner notices: who looks for what, newest first; by purpose, by the pupils' age, by words. Those posted since the last look are new. */
#include "notices.h"

#include <stdlib.h>
#include <string.h>

#include "person.h"
#include "profile.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { INDENT = 2, STATE_CELLS = 9, BAND_CELLS = 6, WHO_CELLS = 18, NOTICES_MOST = 500 };

static const char fact_name[] = "notices-seen";

struct notice_row { struct partner_notice notice; bool is_mine, is_new; };

struct notices {
	struct table table;   /* of struct notice_row */
	const struct vocabulary_row *purpose, *band; /* NULL: all */
	char *words;          /* folded; "" for all */
	char *typed;
	int64_t seen;         /* posted after it: new */
	int fresh;
};

static void release_row(void *item)
{
	record_release(&record_types[TYPE_PartnerNotice], &((struct notice_row *)item)->notice);
}

/* --- reading --- */

static bool is_over(const struct partner_notice *n)
{
	char today[CLOCK_DAY_SIZE];

	clock_format_day(clock_now(), today);
	return n->expires && strcmp(n->expires, today) < 0;
}

/* All that one may look for in it: its texts, its labels, who wrote it and where. */
static char *folded_of(const struct partner_notice *n)
{
	struct str all = { 0 };
	char *folded;

	str_addf(&all, "%s %s %s %s %s", n->title ? n->title : "", n->text ? n->text : "", n->author.name ? n->author.name : "",
	         n->school.name ? n->school.name : "", vocabulary_label(&vocabulary_notice_purposes, n->purpose));
	if (n->author.country)
		str_addf(&all, " %s %s", n->author.country, vocabulary_label(&vocabulary_countries, n->author.country));
	for (size_t i = 0; i < n->subjects.count; i++)
		str_addf(&all, " %s", vocabulary_label(&vocabulary_subjects, n->subjects.at[i]));
	for (size_t i = 0; i < n->languages.count; i++)
		str_addf(&all, " %s", vocabulary_label(&vocabulary_languages, n->languages.at[i]));
	folded = fold_copy(all.text);
	str_release(&all);
	return folded;
}

static bool is_wanted(const struct notices *m, const struct partner_notice *n)
{
	char *folded;
	bool fits;

	if (is_over(n) || (m->purpose && !text_equal(m->purpose->code, n->purpose)) || (m->band && !text_equal(m->band->code, n->age_band)))
		return false;
	if (!*m->words)
		return true;
	folded = folded_of(n);
	fits = fold_matches(folded, m->words);
	free(folded);
	return fits;
}

int64_t notices_new(struct face *face)
{
	const struct record_filter others = { .field = "author", .equals = face_my_id(face), .negate = true };
	char *fact = store_fact(face_store(face), fact_name);
	struct record_query q = {
		.account = notices_account(face), .type = &record_types[TYPE_PartnerNotice], .filters = &others, .filter_count = 1, .to = INT64_MAX,
		.limit = 1, .total = true,
	};
	int64_t local, all = 0;
	struct err e = { 0 };

	clock_parse(fact, &q.from);
	q.from++;
	if (q.account)
		record_list(face_store(face), &q, &local, NULL, &all, &e);
	words_check(face, &e);
	free(fact);
	return all;
}

static void add_row(struct face *face, struct notices *m, int64_t local)
{
	struct notice_row *row = xcalloc(1, sizeof *row);
	char id[RECORD_ID_LENGTH + 1];

	if (!notice_read(face, local, &row->notice, id) || !is_wanted(m, &row->notice)) {
		release_row(row);
		free(row);
		return;
	}
	row->is_mine = notice_is_mine(face, &row->notice);
	row->is_new = !row->is_mine && row->notice.created_at > m->seen;
	m->fresh += row->is_new;
	table_add(&m->table, local, row);
}

static bool has_left(struct face *face, int64_t local)
{
	struct partner_notice n;
	char id[RECORD_ID_LENGTH + 1];
	bool has = notice_read(face, local, &n, id) && n.created_at;

	record_release(&record_types[TYPE_PartnerNotice], &n);
	return has;
}

/* The newest first: what has not left yet has no time, and the store has it last. */
static void read_again(struct face *face, struct notices *m)
{
	int64_t *locals = xcalloc(NOTICES_MOST, sizeof *locals);
	struct record_query q = { .account = notices_account(face), .type = &record_types[TYPE_PartnerNotice], .limit = NOTICES_MOST };
	struct err e = { 0 };
	int count = q.account ? record_list(face_store(face), &q, locals, NULL, NULL, &e) : 0;

	int left = count > 0 ? count : 0;

	while (left > 0 && !has_left(face, locals[left - 1]))
		left--;
	m->fresh = 0;
	for (int i = 0; i < count; i++)
		add_row(face, m, locals[(left + i) % count]);
	table_show(&m->table, &e);
	words_check(face, &e);
	free(locals);
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

/* --- drawing --- */

/* "7-11": the code says it in any language; what is none says nothing. */
static const char *band_of(const struct partner_notice *n)
{
	return vocabulary_find(&vocabulary_age_bands, n->age_band) ? n->age_band : "";
}

static char *state_of(const struct notice_row *row)
{
	if (row->is_mine && row->notice.answers > 0)
		return notice_answers(&row->notice);
	return xstrdup(row->is_mine ? _("mine") : row->is_new ? _("new") : "");
}

/* "till 20 Dec"; yours. */
static char *until_of(const struct notice_row *row)
{
	char *day = notice_until(&row->notice), *text = *day ? xasprintf(_("till %s"), day) : xstrdup("");

	free(day);
	return text;
}

/* As wide as the longest day that stands here. */
static int until_cells(const struct notices *m)
{
	int most = 0;

	for (int i = 0; i < m->table.count; i++) {
		char *until = until_of(m->table.rows[i].item);

		if (cells_width(until) > most)
			most = cells_width(until);
		free(until);
	}
	return most;
}

static void draw_wide(struct face *face, const struct notice_row *row, struct page *p, int line, int until_width)
{
	const struct partner_notice *n = &row->notice;
	char *state = state_of(row), *until = until_of(row);
	struct str text = { 0 };
	int room = p->columns - 1 - INDENT - STATE_CELLS - BAND_CELLS - WHO_CELLS - 3 - 4 - until_width;

	words_pad(&text, face, state, STATE_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, n->title, room);
	str_addc(&text, ' ');
	words_pad(&text, face, band_of(n), BAND_CELLS);
	words_pad(&text, face, party_called(n->author.name), WHO_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, n->author.country, 2);
	page_put(p, line, INDENT, text.text);
	if (*state)
		page_state(p, line, INDENT, state, false);
	page_put_right(p, line, until);
	str_release(&text);
	free(until);
	free(state);
}

static void draw_narrow(struct face *face, const struct notice_row *row, struct page *p, int line)
{
	const struct partner_notice *n = &row->notice;
	char *state = state_of(row), *title = words_safe(n->title, SANITISE_LINE), *country = words_safe(n->author.country, SANITISE_LINE);
	struct str text = { 0 }, cut = { 0 }, rest = { 0 };

	str_addf(&rest, *country ? "%s %s" : "%s%s", country, band_of(n));
	if (*state)
		str_addf(&text, "%s ", state);
	str_add(&text, title);
	words_add(&cut, face, text.text, p->columns - 1 - INDENT - 1 - cells_width(rest.text));
	page_put(p, line, INDENT, cut.text);
	if (*state)
		page_state(p, line, INDENT, state, false);
	page_put_right(p, line, rest.text);
	str_release(&rest);
	str_release(&text);
	str_release(&cut);
	free(country);
	free(title);
	free(state);
}

/* "Partner notices, a partner for a project, 7 to 11; 12, 3 new". */
static char *title_of(const struct notices *m, bool narrow)
{
	struct str title = { 0 };
	char *count;

	if (!narrow || (!m->purpose && !m->band))
		words_part(&title, _("Partner notices"));
	if (m->purpose)
		words_part(&title, _(m->purpose->label));
	if (m->band)
		words_part(&title, _(m->band->label));
	if (*m->words)
		words_part_taken(&title, words_safe(m->typed, SANITISE_LINE));
	count = m->fresh ? xasprintf(i18n_plural("%d new", "%d new", (unsigned long)m->fresh), m->fresh) : NULL;
	if (count)
		words_part_taken(&title, count);
	return str_detach(&title);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct notices *m = view->model;
	const struct notice_row *row;
	struct err e = { 0 };
	char *title = title_of(m, page_is_narrow(p));
	int until = until_cells(m);

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		if (page_is_narrow(p))
			draw_narrow(face, row, p, 1 + i);
		else
			draw_wide(face, row, p, 1 + i, until);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, 0, profile_or_newcomer(face, _("No notices here. {create} posts one.")));
		page_cursor(p, 1, 0);
	}
	free(title);
}

/* --- acting --- */

/* The next row of a vocabulary, all after the last. */
static const struct vocabulary_row *next_of(const struct vocabulary *v, const struct vocabulary_row *row)
{
	if (!row)
		return v->rows;
	return row + 1 < v->rows + v->count ? row + 1 : NULL;
}

static void take_words(struct notices *m, const char *text)
{
	free(m->words);
	free(m->typed);
	m->words = fold_copy(text);
	m->typed = xstrdup(text);
}

static void find_done(struct face *face, struct view *view, const char *text)
{
	if (!text)
		return;
	take_words(view->model, text);
	read_again(face, view->model);
}

static bool is_fresh(const void *item)
{
	return ((const struct notice_row *)item)->is_new;
}

static void next_new(struct notices *m, bool backwards, struct err *e)
{
	int64_t key = table_next(&m->table, backwards, is_fresh);

	if (key)
		list_select(&m->table.list, key, e);
}

static enum outcome act_on(struct face *face, struct view *view, enum action action, const struct notice_row *row)
{
	struct notices *m = view->model;
	int64_t key = list_key(&m->table.list);

	switch (action) {
	case ACTION_OPEN:
		face_open(face, "notice", key);
		return ACT_DONE;
	case ACTION_WRITE_TO:
	case ACTION_REPLY:
		notice_answer(face, key);
		return ACT_DONE;
	case ACTION_PERSON:
		if (row->notice.author.id)
			person_open(face, row->notice.author.id);
		return ACT_DONE;
	case ACTION_EDIT:
		if (row->is_mine)
			notice_write(face, key);
		else
			face_say(face, _("Only who posted it changes it."));
		return ACT_DONE;
	case ACTION_DROP:
		if (row->is_mine)
			notice_drop(face, key);
		else
			face_say(face, _("Only who posted it changes it."));
		read_again(face, m);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct notices *m = view->model;
	const struct notice_row *row;
	struct err e = { 0 };

	switch (action) {
	case ACTION_CREATE:
		notice_write(face, 0);
		return ACT_DONE;
	case ACTION_VIEW:
		m->purpose = next_of(&vocabulary_notice_purposes, m->purpose);
		read_again(face, m);
		return ACT_DONE;
	case ACTION_ORDER:
		m->band = next_of(&vocabulary_age_bands, m->band);
		read_again(face, m);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), m->typed, NULL, find_done);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		next_new(m, action == ACTION_PREVIOUS_WAITING, &e);
		words_check(face, &e);
		return ACT_DONE;
	default:
		row = table_item(&m->table);
		return row ? act_on(face, view, action, row) : ACT_IGNORED;
	}
}

/* --- opening and closing --- */

static int open_notices(struct face *face, struct view *view, int64_t argument)
{
	struct notices *m = view->model;
	char *seen = store_fact(face_store(face), fact_name);

	(void)argument;
	table_init(&m->table, release_row);
	take_words(m, "");
	clock_parse(seen, &m->seen);
	free(seen);
	read_again(face, m);
	return 0;
}

/* Only a comfort: a full disk may take it. */
static void note_seen(struct face *face)
{
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now(), now);
	store_set_fact(face_store(face), fact_name, now, NULL);
}

/* What a filter has hidden has not been seen. */
static void close_notices(struct face *face, struct view *view)
{
	struct notices *m = view->model;

	if (m->fresh && !m->purpose && !m->band && !*m->words)
		note_seen(face);
	table_release(&m->table);
	free(m->words);
	free(m->typed);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct notices *m = view->model;
	int64_t before = list_key(&m->table.list);
	struct err e = { 0 };

	if (step == LIST_NEXT || step == LIST_PREVIOUS)
		list_move(&m->table.list, step == LIST_NEXT ? 1 : -1, &e);
	else
		next_new(m, step == LIST_PREVIOUS_WAITING, &e);
	words_check(face, &e);
	return list_key(&m->table.list) == before ? 0 : list_key(&m->table.list);
}

static struct list_place place(struct face *face, struct view *view)
{
	struct notices *m = view->model;
	int at = 0;

	(void)face;
	while (at < m->table.count && m->table.rows[at].key != list_key(&m->table.list))
		at++;
	return (struct list_place){ .list = _("Partner notices"), .at = at + 1, .of = m->table.count };
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("look at this notice"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new post"), N_("post a notice of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("answer"), N_("write to who posted it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("purpose"), N_("only for one purpose, the next one"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ORDER, N_("age"), N_("only for one age of pupils, the next one"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("only those with these words"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change a notice of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take a notice of your own away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PERSON, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next new one"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_notices = {
	.name = "notices", .title = N_("Partner notices"), .size = sizeof(struct notices), .open = open_notices, .draw = draw, .act = act,
	.changed = changed, .close = close_notices, .step = step, .place = place, SCREEN_RECORDS(struct notices, table.list), .offers = offers,
};
