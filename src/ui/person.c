/* Somebody's page: drawn at once from what is kept, and fetched anew where that is old or not whole. */
#include "person_page.h"

#include <stdlib.h>
#include <string.h>

#include "found.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/records/engine.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"

enum { OVERLAP = 2, DAY_S = 24 * 60 * 60 };

/* --- reading --- */

static void release_about(struct person_page *page)
{
	person_page_release(page);
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
	page->relation = relation_to(s, about->id, NULL, NULL);
	about->fetched_at = 0;
	about->is_here = person_read_card(s, &record_types[TYPE_Person], about->id, &about->card, &about->fetched_at, &about->bytes);
	about->has_school = about->card.school.id &&
	                    person_read_card(s, &record_types[TYPE_School], about->card.school.id, &about->school, NULL, NULL);
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
		face_fetch(face, number_of(page), &record_types[TYPE_Person], about->id, NULL);
	}
	if (about->is_here && about->card.school.id && !about->has_school && !page->is_school_asked) {
		page->is_school_asked = true;
		face_fetch(face, number_of(page), &record_types[TYPE_School], about->card.school.id, NULL);
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

/* --- acting --- */

static void move(struct person_page *page, int by)
{
	int line = page->selected + by;

	page->selected = line < 0 ? 0 : line >= page->line_count ? page->line_count - 1 : line;
	person_page_show_selected(page);
}

/* On to what stands next in the list of partners. */
static void go_on(struct face *face, struct person_page *page, enum list_step step)
{
	struct view *below = face_view_below(face);
	int64_t next = person_is_from_partners(below) ? below->screen->step(face, below, step) : 0;

	if (next)
		take(face, page, next);
	else
		face_say(face, step == LIST_NEXT || step == LIST_NEXT_WAITING ? _("This is the end of the list.")
		                                                              : _("This is the beginning of the list."));
}

static void turn(struct face *face, struct person_page *page, bool back)
{
	int step = page->height > OVERLAP + 1 ? page->height - OVERLAP : 1, before = page->top;

	person_page_slide(page, back ? -step : step);
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
		face_say(face, _("A project is founded with a contact; {accept} asks for contact."));
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

static const struct offer offers_of_who_asks[] = {
	{ ACTION_ACCEPT, N_("accept"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more, then the next"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer offers_of_blocked[] = {
	{ ACTION_DROP, N_("end it"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more, then the next"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct person_page *page = view->model;

	if (page->is_me)
		return offers_of_me;
	switch (page->relation) {
	case RELATION_ASKS_YOU:
		return offers_of_who_asks;
	case RELATION_CONTACT:
	case RELATION_ASKED: /* what is to be asked for is asked for already */
		return offers_of_contact;
	case RELATION_BLOCKED:
		return offers_of_blocked;
	default:
		return offers;
	}
}

const struct screen screen_person = {
	.name = "person", .title = N_("Person"), .size = sizeof(struct person_page), .open = open_person, .draw = person_page_draw, .act = act,
	.changed = changed, .close = close_person, .where = where, .offers = offers, .offers_now = offers_now,
};
