/* How far a project is and what can be made of it: each way on with what follows from it, told before it is gone. */
#include <stdlib.h>

#include "found.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, DEEPER = 4, WAYS_MOST = 8, REMIND_S = 3 * 86400 };

struct state_page {
	int64_t local, account, member; /* member: my place in it */
	enum role role;
	struct project project;
	const struct way *ways[WAYS_MOST];
	int count, at, top;
};

/* A way on. */
struct way {
	const char *name, *follows; /* N_() */
	bool (*is_there)(const struct state_page *page);
	void (*does)(struct face *face, struct state_page *page);
	const char *ask;            /* N_() of what cannot be taken back later; NULL: it is not asked about */
	const char *state;          /* what the project becomes; NULL: does is called */
};

/* --- what it is --- */

static bool is_in(const struct state_page *page, const char *state)
{
	return text_equal(page->project.state, state);
}

static bool is_pending(const struct state_page *page)
{
	const struct vocabulary_row *row = page->project.state ? vocabulary_find(&vocabulary_project_states, page->project.state) : NULL;

	return row && row->flags & PROJECT_PENDING;
}

static bool is_founder(const struct state_page *page)
{
	return access_may(page->role, RIGHT_PROJECT);
}

static bool can_remind(const struct state_page *page)
{
	return is_founder(page) && is_pending(page);
}

static bool can_take_back(const struct state_page *page)
{
	return is_founder(page) && is_pending(page);
}

static bool can_send(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "draft");
}

static bool can_change(const struct state_page *page)
{
	return is_founder(page) && !is_in(page, "draft") && !is_in(page, "archived");
}

static bool can_propose(const struct state_page *page)
{
	return !is_founder(page) && page->role != ROLE_COUNT && !is_in(page, "archived");
}

static bool can_close(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "active");
}

static bool is_closed(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "closed");
}

static bool can_hand_over(const struct state_page *page)
{
	return page->role == ROLE_FOUNDER && (is_in(page, "active") || is_in(page, "closed"));
}

static bool can_leave(const struct state_page *page)
{
	bool is_last = page->role == ROLE_FOUNDER && page->project.founders.count < 2;

	return page->member && !is_pending(page) && !is_in(page, "draft") && !is_last;
}

/* --- doing --- */

struct patching { int64_t record; const char *field, *value; int64_t entry; };

static int queue_patch(struct store *s, void *context, struct err *e)
{
	struct patching *p = context;
	struct json *patch = json_new_object();

	json_set_string(patch, p->field, p->value);
	p->entry = outbox_update_held(s, p->record, patch, s->hold, e);
	json_free(patch);
	return p->entry < 0 ? -1 : 0;
}

static void patch_project(struct face *face, const struct state_page *page, const char *field, const char *value)
{
	struct patching p = { .record = page->local, .field = field, .value = value };

	if (face_change(face, queue_patch, &p) != 0)
		return;
	face_remember_entries(face, &p.entry, 1);
	words_say_goes_out(face, NULL);
}

/* When it can be reminded of again; in seconds. */
static int64_t remind_from(const struct state_page *page)
{
	int64_t since = page->project.state_since, last = page->project.reminded_at;

	return (last > since ? last : since) + REMIND_S;
}

static void remind(struct face *face, struct state_page *page)
{
	char now[CLOCK_TEXT_SIZE];
	struct str day = { 0 };

	if (clock_now() < remind_from(page)) {
		datetime_add_date(&day, remind_from(page));
		face_sayf(face, _("It can be reminded of from %s on: three days apart at least."), day.text);
		str_release(&day);
		return;
	}
	clock_format(clock_now(), now);
	patch_project(face, page, "remindedAt", now);
}

static void change_it(struct face *face, struct state_page *page)
{
	project_change(face, page->local);
}

static void hand_over(struct face *face, struct state_page *page)
{
	face_open(face, "members", page->local);
	face_say(face, _("e on the member who carries on, then: founder."));
}

struct ending { int64_t record, entry; };

static int queue_end(struct store *s, void *context, struct err *e)
{
	struct ending *end = context;

	end->entry = outbox_destroy_held(s, end->record, s->hold, e);
	return end->entry < 0 ? -1 : 0;
}

static void end_record(struct face *face, int64_t record)
{
	struct ending end = { .record = record };

	if (face_change(face, queue_end, &end) != 0)
		return;
	if (end.entry)
		face_remember_entries(face, &end.entry, 1);
	words_say_goes_out(face, NULL);
}

static void leave(struct face *face, struct state_page *page)
{
	end_record(face, page->member);
}

static void throw_away(struct face *face, struct state_page *page)
{
	end_record(face, page->local);
}

static const struct way ways[] = {
	{ N_("Remind"), N_("Whom it waits for is told again, three days apart at least."), can_remind, remind, NULL, NULL },
	{ N_("Change and send again"), N_("The form of the founding, with what stands there now."), can_send, change_it, NULL, NULL },
	{ N_("Change"), N_("What you change counts at once; an office that has asked gets it again."), can_change, change_it, NULL, NULL },
	{ N_("Propose a change"), N_("It goes to the founders in a letter, who say yes or no."), can_propose, change_it, NULL, NULL },
	{ N_("Take back"), N_("It is a draft of its first founder again. Who was asked reads it no more."), can_take_back, NULL,
	  N_("Take \"%s\" back?"), "draft" },
	{ N_("Throw away"), N_("The draft goes for good; nobody else has it."), can_send, throw_away, N_("Throw \"%s\" away?"), NULL },
	{ N_("Close"), N_("Everybody still reads it and takes it along, nobody writes in it. Its founders can reopen it."), can_close, NULL,
	  N_("Close \"%s\"?"), "closed" },
	{ N_("Reopen"), N_("It is active again, as before."), is_closed, NULL, NULL, "active" },
	{ N_("Archive"), N_("It stays to be read and taken along; nobody changes it any more, for good."), is_closed, NULL,
	  N_("Archive \"%s\"?"), "archived" },
	{ N_("Hand over"), N_("Somebody whom you name becomes a founder in your place; you stay as administrator until you leave."), can_hand_over,
	  hand_over, NULL, NULL },
	{ N_("Leave"), N_("You read and write nothing here any more. What you wrote stays with the others."), can_leave, leave,
	  N_("Leave \"%s\"?"), NULL },
};

static void do_way(struct face *face, struct state_page *page, const struct way *way)
{
	if (way->state)
		patch_project(face, page, "state", way->state);
	else
		way->does(face, page);
}

static void read_page(struct face *face, struct state_page *page);

static void asked(struct face *face, struct view *view, int answer, int64_t way)
{
	if (answer != 2)
		return;
	do_way(face, view->model, &ways[way]);
	read_page(face, view->model);
}

static void choose(struct face *face, struct state_page *page)
{
	const struct way *way = page->count ? page->ways[page->at] : NULL;
	char *title, *text;

	if (!way)
		return;
	if (!way->ask) {
		do_way(face, page, way);
		return;
	}
	title = words_safe(page->project.title, SANITISE_LINE);
	/* The sentences of the table have one %s each. */
	text = str_with(_(way->ask), title);
	face_ask(face, &(struct question){ .text = text, .answers = { _("no"), _("yes") }, .done = asked, .argument = way - ways });
	free(text);
	free(title);
}

/* --- reading --- */

/* My place among its members; 0 for none. */
static int64_t my_place(struct face *face, int64_t account)
{
	int64_t *locals = NULL, mine = 0;
	int count = project_members(face_store(face), account, &locals, NULL);

	for (int i = 0; i < count && !mine; i++) {
		struct record record = { 0 };
		struct json *tree = record_by_local(face_store(face), locals[i], &record) ? record_tree(face_store(face), &record) : NULL;

		if (text_equal(json_get_text(json_get(tree, "person"), "id"), face_my_id(face)))
			mine = locals[i];
		json_free(tree);
		record_free(&record);
	}
	free(locals);
	return mine;
}

static void read_page(struct face *face, struct state_page *page)
{
	record_release(&record_types[TYPE_Project], &page->project);
	page->count = 0;
	if (!project_read(face_store(face), page->local, &page->project, &page->account))
		return;
	page->role = project_role(face_store(face), page->account);
	page->member = my_place(face, page->account);
	for (size_t i = 0; i < ARRAY_SIZE(ways) && page->count < WAYS_MOST; i++)
		if (ways[i].is_there(page))
			page->ways[page->count++] = &ways[i];
	if (page->at >= page->count)
		page->at = page->count ? page->count - 1 : 0;
}

static void changed(struct face *face, struct view *view)
{
	read_page(face, view->model);
}

/* --- drawing --- */

struct rows { struct page *p; int row, column; };

static void put_row(void *context, int indent, const char *text, size_t len)
{
	struct rows *rows = context;
	char *copy = xstrndup(text, len);

	if (rows->p && rows->row < rows->p->rows - 1)
		page_put(rows->p, rows->row, rows->column + indent, copy);
	rows->row++;
	free(copy);
}

static int cells_of(const struct page *p, int column)
{
	return words_text_cells(p->columns - 1 - column);
}

/* "waiting for the support organisation, since 9 Nov; support office ES"; yours. */
static char *state_words(const struct state_page *page)
{
	const struct project *p = &page->project;
	struct str text = { 0 }, day = { 0 };

	words_part_taken(&text, words_safe(p->state ? vocabulary_label(&vocabulary_project_states, p->state) : "", SANITISE_LINE));
	if (p->state_since) {
		datetime_add_date(&day, p->state_since);
		words_part_taken(&text, xasprintf(_("since %s"), day.text));
		str_release(&day);
	}
	for (size_t i = 0; i < p->waits_for.count; i++)
		words_part_taken(&text, words_person(&p->waits_for.at[i]));
	for (size_t i = 0; i < p->waits_for_offices.count; i++) {
		char *country = words_safe(p->waits_for_offices.at[i], SANITISE_LINE);

		words_part_taken(&text, xasprintf(_("support office %s"), country));
		free(country);
	}
	if (p->reminded_at) {
		datetime_add_date(&day, p->reminded_at);
		words_part_taken(&text, xasprintf(_("reminded on %s"), day.text));
		str_release(&day);
	}
	return str_detach(&text);
}

/* Why it came back: who said no, the reason, what was written; "" where nobody did. Yours. */
static char *word_words(const struct state_page *page)
{
	const struct project *p = &page->project;
	struct str text = { 0 };
	char *name, *word;

	if (!p->returned_by.id)
		return xstrdup("");
	name = words_person(&p->returned_by);
	words_part_taken(&text, xasprintf(_("Given back by %s"), name));
	if (p->reason)
		words_part_taken(&text, words_safe(vocabulary_label(&vocabulary_case_reasons, p->reason), SANITISE_LINE));
	word = words_safe(p->word, SANITISE_TEXT);
	str_addf(&text, "%s%s", *word ? "\n" : "", word);
	free(word);
	free(name);
	return str_detach(&text);
}

static void draw_way(struct state_page *page, int which, struct rows *rows)
{
	const struct way *way = page->ways[which];
	struct page *p = rows->p;

	if (rows->row < p->rows - 1) {
		page_put(p, rows->row, INDENT, _(way->name));
		page_item(p, rows->row);
		if (which == page->at)
			page_mark(p, rows->row);
	}
	rows->row++;
	rows->column = DEEPER;
	words_wrap(_(way->follows), cells_of(p, DEEPER), put_row, rows);
}

static int rows_of(const struct page *p, const struct way *way)
{
	struct rows rows = { .row = 1 };

	words_wrap(_(way->follows), cells_of(p, DEEPER), put_row, &rows);
	return rows.row;
}

/* The first way that is shown, so that the one of the cursor is shown whole. */
static void scroll(struct state_page *page, const struct page *p, int room)
{
	if (page->top > page->at)
		page->top = page->at;
	for (;;) {
		int used = 0;

		for (int i = page->top; i <= page->at && i < page->count; i++)
			used += rows_of(p, page->ways[i]);
		if (used <= room || page->top >= page->at)
			return;
		page->top++;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct state_page *page = view->model;
	struct rows rows = { .p = p, .row = 1, .column = INDENT };
	char *title = words_safe(page->project.title, SANITISE_LINE), *state = state_words(page), *word = word_words(page);

	words_title_line(face, p, title);
	words_wrap(state, cells_of(p, INDENT), put_row, &rows);
	if (*word)
		words_wrap(word, cells_of(p, INDENT), put_row, &rows);
	if (!page_is_narrow(p))
		rows.row++;
	scroll(page, p, p->rows - 1 - rows.row);
	for (int i = page->top; i < page->count; i++)
		draw_way(page, i, &rows);
	if (!page->count)
		page_cursor(p, 1, 0);
	free(word);
	free(state);
	free(title);
}

/* --- the row of the screen --- */

static bool move(struct state_page *page, enum action action)
{
	int at = page->at;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_PAGE_DOWN:
		at++;
		break;
	case ACTION_MOVE_UP:
	case ACTION_PAGE_UP:
		at--;
		break;
	case ACTION_MOVE_FIRST:
		at = 0;
		break;
	case ACTION_MOVE_LAST:
		at = page->count - 1;
		break;
	default:
		return false;
	}
	if (at >= 0 && at < page->count)
		page->at = at;
	return true;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct state_page *page = view->model;

	if (move(page, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		choose(face, page);
		if (face_is_on(face, "project-state"))
			read_page(face, page);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		project_write(face, page->local);
		return ACT_DONE;
	case ACTION_EDIT:
		project_change(face, page->local);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_state(struct face *face, struct view *view, int64_t argument)
{
	struct state_page *page = view->model;

	page->local = argument;
	read_page(face, page);
	if (page->project.head.id || page->project.title)
		return 0;
	face_say(face, _("This project is not here any more."));
	return -1;
}

static void close_state(struct face *face, struct view *view)
{
	struct state_page *page = view->model;

	(void)face;
	record_release(&record_types[TYPE_Project], &page->project);
}

static struct json *where(const struct view *view)
{
	const struct state_page *page = view->model;
	struct json *place = json_new_object();

	json_set_integer(place, "at", page->at);
	return place;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct state_page *page = view->model;
	int64_t at = json_get_integer(where_it_was, "at", 0);

	(void)face;
	if (at >= 0 && at < page->count)
		page->at = (int)at;
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("do it"), N_("do what the line says; u takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to partners"), N_("write to all members of this project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_project_state = {
	.name = "project-state", .title = N_("State of a project"), .size = sizeof(struct state_page), .open = open_state, .draw = draw,
	.act = act, .changed = changed, .close = close_state, .where = where, .go = go, .offers = offers,
};

char *project_state_words(struct face *face, int64_t account)
{
	struct state_page page = { .local = project_of_account(face_store(face), account) };
	char *text;

	read_page(face, &page);
	text = state_words(&page);
	record_release(&record_types[TYPE_Project], &page.project);
	return text;
}
