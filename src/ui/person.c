/* Somebody's page: drawn at once from what is kept, and fetched anew where that is old or not whole. */
#include "found.h"
#include "person.h"

#include <stdlib.h>
#include <string.h>

#include "person_lines.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/engine.h"
#include "twinline/records/kept.h"
#include "twinline/records/message.h"
#include "twinline/records/people.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, OVERLAP = 2, DAY_S = 24 * 60 * 60 };
_Static_assert(RECORD_ID_LENGTH <= (int)sizeof(int64_t), "an id is a number");

/* One row of the page: a part of a line. */
struct row { int line, indent; char *text; };

struct person_page {
	struct person_about about;
	struct person_line lines[PERSON_LINES_MAX];
	int line_count;
	struct row *rows;
	int row_count, cells;      /* cells that rows were broken at; 0: not yet */
	bool is_narrow;            /* as the lines were made */
	enum words_letters letters; /* and these */
	int selected, top, height; /* the line of the cursor; the first row; rows as last drawn */
	bool is_school_asked;
	bool is_me, is_contact;    /* what the last line offers goes by it */
};

/* --- ids as arguments --- */

int64_t person_argument(const char *id)
{
	uint64_t number = 0;

	if (strlen(id) != RECORD_ID_LENGTH)
		return 0;
	for (int i = 0; i < RECORD_ID_LENGTH; i++)
		number = number << 8 | (unsigned char)id[i];
	return (int64_t)(number & INT64_MAX);
}

void person_id(int64_t argument, char id[RECORD_ID_LENGTH + 1])
{
	for (int i = RECORD_ID_LENGTH - 1; i >= 0; i--, argument >>= 8)
		id[i] = (char)(argument & 0x7f);
	id[RECORD_ID_LENGTH] = '\0';
}

void person_open(struct face *face, const char *id)
{
	int64_t argument = person_argument(id);

	if (argument)
		face_open(face, screen_person.name, argument);
	else
		face_say(face, _("There is nobody under the cursor."));
}

void person_open_of_message(struct face *face, int64_t message)
{
	struct message m;

	if (!message || !message_read(face_store(face), message, &m)) {
		face_say(face, _("There is nobody under the cursor."));
		return;
	}
	if (!message_is_mine(face_store(face), &m) && m.from.id)
		person_open(face, m.from.id);
	else
		person_open(face, m.to.count ? m.to.at[0].id : "");
	message_release(&m);
}

/* --- reading --- */

static bool read_card(struct store *s, const struct record_type *type, const char *id, void *card, int64_t *fetched_at, int64_t *bytes)
{
	int64_t local = kept_find(s, type, id, fetched_at);
	struct record record = { 0 };
	struct json *tree;

	if (local ? !record_by_local(s, local, &record) : !replica_record(s, type, id, &record))
		return false;
	tree = record_tree(s, &record);
	record_decode(type, tree, card);
	if (bytes)
		*bytes = (int64_t)strlen(record.body);
	json_free(tree);
	record_free(&record);
	return true;
}

bool person_read(struct store *s, const char *id, struct person *p, int64_t *fetched_at)
{
	*p = (struct person){ 0 };
	if (fetched_at)
		*fetched_at = 0;
	return read_card(s, &record_types[TYPE_Person], id, p, fetched_at, NULL);
}

char *person_ages(const struct person *p)
{
	int from = (int)(p->pupils_from ? p->pupils_from : p->pupils_to), to = (int)(p->pupils_to ? p->pupils_to : p->pupils_from);

	if (!from)
		return xstrdup("");
	return from == to ? xasprintf("%d", from) : xasprintf("%d-%d", from, to);
}

static void release_rows(struct person_page *page)
{
	for (int i = 0; i < page->row_count; i++)
		free(page->rows[i].text);
	free(page->rows);
	page->rows = NULL;
	page->row_count = page->cells = 0;
	for (int i = 0; i < page->line_count; i++)
		free(page->lines[i].text);
	page->line_count = 0;
}

static void release_about(struct person_page *page)
{
	release_rows(page);
	record_release(&record_types[TYPE_Person], &page->about.card);
	record_release(&record_types[TYPE_School], &page->about.school);
}

/* Reads what is kept of the person; the lines are made when they are drawn. */
static void read_again(struct face *face, struct person_page *page)
{
	struct person_about *about = &page->about;
	struct store *s = face_store(face);

	release_about(page);
	page->is_me = strcmp(about->id, face_my_id(face)) == 0;
	page->is_contact = relation_to(s, about->id, NULL, NULL) == RELATION_CONTACT;
	about->fetched_at = 0;
	about->is_here = read_card(s, &record_types[TYPE_Person], about->id, &about->card, &about->fetched_at, &about->bytes);
	about->has_school = about->card.school.id &&
	                    read_card(s, &record_types[TYPE_School], about->card.school.id, &about->school, NULL, NULL);
}

/* --- fetching --- */

static bool has_line(struct store *s)
{
	char *fact = store_fact(s, "line");
	struct json *line = json_parse_own(fact);
	enum line_state state = line_state_of(json_get_text(line, "state"));

	json_free(line);
	free(fact);
	return state == LINE_ONLINE || state == LINE_UNKNOWN;
}

static void fetch(struct face *face, const char *type, const char *id, int64_t n)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "fetch");
	json_set_integer(packet, "n", n);
	json_set_string(packet, "type", type);
	json_push(json_set(packet, "ids", json_new_array()), json_new_string(id));
	face_tell_engine(face, packet);
}

/* The number of a question about this person: those of other screens are small. */
static int64_t number_of(const struct person_page *page)
{
	return person_argument(page->about.id) & 0xffffffffffff;
}

/* Asks for what is old or lacks, where there is a line. */
static void fetch_what_lacks(struct face *face, struct person_page *page)
{
	struct person_about *about = &page->about;
	bool is_old = !about->is_here || (about->fetched_at && clock_now() - about->fetched_at > (int64_t)KEPT_DAYS * DAY_S);

	if (!has_line(face_store(face)))
		return;
	if (is_old && !about->is_asked) {
		about->is_asked = true;
		fetch(face, record_types[TYPE_Person].name, about->id, number_of(page));
	}
	if (about->is_here && about->card.school.id && !about->has_school && !page->is_school_asked) {
		page->is_school_asked = true;
		fetch(face, record_types[TYPE_School].name, about->card.school.id, number_of(page));
	}
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct person_page *page = view->model;
	const char *did = json_get_text(packet, "did");
	struct err cause = { 0 };

	if (json_get_integer(packet, "n", 0) != number_of(page))
		return;
	if (text_equal(did, "failed")) {
		page->about.is_asked = false;
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
	read_again(face, page);
	if (text_equal(did, "found"))
		fetch_what_lacks(face, page);
}

static void note_look(struct face *face, const struct person_page *page)
{
	int64_t local = kept_find(face_store(face), &record_types[TYPE_Person], page->about.id, NULL);

	if (local)
		kept_touch(face_store(face), local, clock_now(), NULL); /* only for what goes first: a full disk may take it */
}

/* Takes a person into this page. */
static void take(struct face *face, struct person_page *page, int64_t argument)
{
	person_id(argument, page->about.id);
	page->selected = page->top = 0;
	page->about.is_asked = page->is_school_asked = false;
	read_again(face, page);
	note_look(face, page);
	fetch_what_lacks(face, page);
}

/* --- rows --- */

static int label_column(const struct person_page *page)
{
	int most = 0;

	for (int i = 0; i < page->line_count; i++)
		if (cells_width(page->lines[i].label) > most)
			most = cells_width(page->lines[i].label);
	return INDENT + most + 2;
}

/* The line that is being broken into rows. */
struct breaking { struct person_page *page; int line, indent; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct breaking *b = context;
	struct person_page *page = b->page;

	page->rows = xrealloc(page->rows, (size_t)page->row_count + 1, sizeof *page->rows);
	page->rows[page->row_count++] = (struct row){ b->line, b->indent + indent, xstrndup(text, len) };
}

static void break_line(struct person_page *page, int line, int column, int cells)
{
	struct breaking b = { page, line, page->is_narrow ? INDENT : column };
	char *text;

	if (!page->is_narrow) {
		words_wrap(page->lines[line].text, cells, add_row, &b);
		return;
	}
	text = xasprintf("%s %s", page->lines[line].brief, page->lines[line].text);
	words_wrap(text, cells, add_row, &b);
	free(text);
}

static void make_rows(struct face *face, struct person_page *page, const struct page *p)
{
	bool narrow = page_is_narrow(p);
	int column, cells;

	if (page->cells == p->columns && page->letters == words_letters())
		return;
	release_rows(page);
	page->is_narrow = narrow;
	page->letters = words_letters();
	page->cells = p->columns;
	page->line_count = person_lines(face, &page->about, narrow, page->lines);
	column = narrow ? INDENT : label_column(page);
	cells = words_text_cells(p->columns - 1 - column);
	for (int i = 0; i < page->line_count; i++)
		break_line(page, i, column, cells > 1 ? cells : 1);
}

static int first_row_of(const struct person_page *page, int line)
{
	int row = 0;

	while (row < page->row_count && page->rows[row].line < line)
		row++;
	return row;
}

static void slide(struct person_page *page, int rows)
{
	int most = page->row_count - page->height;

	page->top += rows;
	if (page->top > most)
		page->top = most;
	if (page->top < 0)
		page->top = 0;
}

/* The page shows the line of the cursor, whole where it fits. */
static void show_selected(struct person_page *page)
{
	int first = first_row_of(page, page->selected), end = first_row_of(page, page->selected + 1);

	if (end > page->top + page->height)
		page->top = end - page->height;
	if (first < page->top)
		page->top = first;
	slide(page, 0);
}

/* --- drawing --- */

static bool is_from_partners(struct view *below)
{
	return below && below->screen == &screen_partners;
}

static void draw_title(struct face *face, const struct person_page *page, struct page *p)
{
	struct json *party = people_party(face_store(face), page->about.id);
	const char *names[] = { json_get_text(party, "name"), json_get_text(party, "country") };
	char *place = is_from_partners(face_view_below(face)) ? words_place(face, page_is_narrow(p)) : xstrdup("");
	struct str title = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char *clean = words_safe_in(names[i], SANITISE_LINE, latin_language(NULL, names[1]));

		words_part(&title, clean);
		free(clean);
	}
	if (page->about.card.role)
		words_part(&title, vocabulary_label(&vocabulary_roles, page->about.card.role));
	words_title(face, p, title.len ? title.text : page->about.id, place);
	str_release(&title);
	free(place);
	json_free(party);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct person_page *page = view->model;

	make_rows(face, page, p);
	page->height = page_body_rows(p);
	slide(page, 0);
	draw_title(face, page, p);
	page_cursor(p, 1, 0);
	for (int i = 0; i < page->height && page->top + i < page->row_count; i++) {
		const struct row *row = &page->rows[page->top + i];
		bool is_first = page->top + i == 0 || page->rows[page->top + i - 1].line != row->line;

		if (is_first && !page->is_narrow)
			page_label(p, 1 + i, INDENT, page->lines[row->line].label);
		page_put(p, 1 + i, row->indent, row->text);
		if (is_first)
			page_item(p, 1 + i);
		if (is_first && row->line == page->selected)
			page_mark(p, 1 + i);
	}
}

/* --- acting --- */

static void move(struct person_page *page, int by)
{
	int line = page->selected + by;

	page->selected = line < 0 ? 0 : line >= page->line_count ? page->line_count - 1 : line;
	show_selected(page);
}

/* On to what stands next in the list of partners. */
static void go_on(struct face *face, struct person_page *page, enum list_step step)
{
	struct view *below = face_view_below(face);
	int64_t next = is_from_partners(below) ? below->screen->step(face, below, step) : 0;

	if (next)
		take(face, page, next);
	else
		face_say(face, step == LIST_NEXT || step == LIST_NEXT_WAITING ? _("This is the end of the list.")
		                                                              : _("This is the beginning of the list."));
}

static void turn(struct face *face, struct person_page *page, bool back)
{
	int step = page->height > OVERLAP + 1 ? page->height - OVERLAP : 1, before = page->top;

	slide(page, back ? -step : step);
	if (page->top == before)
		go_on(face, page, back ? LIST_PREVIOUS : LIST_NEXT);
	else
		page->selected = page->rows[page->top].line;
}

/* Only contacts found projects with each other. */
static void found_with(struct face *face, const char *id)
{
	if (relation_to(face_store(face), id, NULL, NULL) == RELATION_CONTACT)
		found_begin(face, id);
	else
		face_say(face, _("A project is founded with a contact; a asks for contact."));
}

static void act_on_person(struct face *face, struct view *view, enum action action)
{
	struct person_page *page = view->model;
	char ids[1][RECORD_ID_LENGTH + 1];
	struct person_list one = { ids, 1 };
	int64_t follow;

	memcpy(ids[0], page->about.id, sizeof ids[0]);
	if (strcmp(ids[0], face_my_id(face)) == 0) {
		face_say(face, _("This is you."));
		return;
	}
	relation_to(face_store(face), ids[0], NULL, &follow);
	switch (action) {
	case ACTION_CREATE:
		found_with(face, ids[0]);
		break;
	case ACTION_WRITE_TO:
		person_write(face, &one);
		break;
	case ACTION_ACCEPT:
		person_ask(face, view, &one);
		break;
	case ACTION_DROP:
		person_drop(face, view, ids[0]);
		break;
	case ACTION_KEEP:
		person_follow(face, view, &one, follow == 0);
		break;
	case ACTION_BLOCK:
		person_block(face, view, ids[0]);
		break;
	default:
		person_report(face, ids[0]);
	}
}

static void say_age(struct face *face, const struct person_page *page)
{
	for (int i = 0; i < page->line_count; i++)
		if (i == page->line_count - 1 && page->about.fetched_at)
			face_sayf(face, "%s: %s", page->lines[i].label, page->lines[i].text);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct person_page *page = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		move(page, action == ACTION_MOVE_UP ? -1 : 1);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		move(page, action == ACTION_MOVE_FIRST ? -page->line_count : page->line_count);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		turn(face, page, action == ACTION_PAGE_UP);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_on(face, page, action == ACTION_NEXT_WAITING ? LIST_NEXT : LIST_PREVIOUS);
		return ACT_DONE;
	case ACTION_CREATE:
	case ACTION_WRITE_TO:
	case ACTION_ACCEPT:
	case ACTION_DROP:
	case ACTION_KEEP:
	case ACTION_BLOCK:
	case ACTION_REPORT:
		act_on_person(face, view, action);
		return ACT_DONE;
	case ACTION_INFO:
		say_age(face, page);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_person(struct face *face, struct view *view, int64_t argument)
{
	take(face, view->model, argument);
	face_listen(face, heard);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

static void close_person(struct face *face, struct view *view)
{
	(void)face;
	release_about(view->model);
}

static struct json *where(const struct view *view)
{
	const struct person_page *page = view->model;
	struct json *object = json_new_object();

	place_argument(object, person_argument(page->about.id));
	return object;
}

static const struct offer offers[] = {
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, NULL, N_("found a project with this contact"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, N_("ask for contact"), N_("ask for contact, or say yes"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, N_("ask"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_KEEP, N_("follow"), N_("follow, or no more"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more, then the next"), N_("more; at the end the next person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("no: decline, withdraw, end the contact"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next person of the list"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, NULL, N_("how old this copy is"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* Nobody writes to oneself, or asks a contact for contact. */
static const struct offer offers_of_me[] = {
	{ ACTION_PAGE_DOWN, N_("more"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PROFILE, N_("change it"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer offers_of_contact[] = {
	{ ACTION_WRITE_TO, N_("write"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_KEEP, N_("follow"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more, then the next"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct person_page *page = view->model;

	return page->is_me ? offers_of_me : page->is_contact ? offers_of_contact : offers;
}

const struct screen screen_person = {
	.name = "person", .title = N_("Person"), .size = sizeof(struct person_page), .open = open_person, .draw = draw, .act = act,
	.changed = changed, .close = close_person, .where = where, .offers = offers, .offers_now = offers_now,
};
