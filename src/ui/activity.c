/* One activity of a space: what it is about, its steps with who has done them, its pages and files. */
#include "activity.h"

#include <stdlib.h>
#include <string.h>

#include "activity_steps.h"
#include "part_reader.h"
#include "project.h"
#include "screens.h"
#include "translate.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "words.h"

struct view_of { /* the items that are read: steps, then pages, then files */
	struct part_reader part;
	struct activity activity;
	struct activity_steps steps;
	int64_t *pages;        /* locals of its pages that are here */
	int page_count;
};

/* --- what belongs to it --- */

static void release(void *model)
{
	struct view_of *m = model;

	free(m->pages);
	m->pages = NULL;
	m->page_count = 0;
	activity_steps_release(&m->steps);
}

static void find_pages(struct face *face, struct view_of *m)
{
	m->pages = xcalloc(m->activity.pages.count + 1, sizeof *m->pages);
	for (size_t i = 0; i < m->activity.pages.count; i++) {
		struct record r = { 0 };

		if (record_by_id(face_store(face), m->part.account, &record_types[TYPE_Page], m->activity.pages.at[i], &r))
			m->pages[m->page_count++] = r.local;
		record_free(&r);
	}
}

/* --- words --- */

static char *page_words(struct face *face, int64_t local)
{
	struct space_page page = { 0 };
	char *title, *text;

	part_read(face, TYPE_Page, local, &page, NULL);
	title = words_safe(page.title, SANITISE_LINE);
	text = xasprintf(_("page  %s"), title);
	free(title);
	record_release(&record_types[TYPE_Page], &page);
	return text;
}

/* "done, 17 Nov 09:55, Ewa Kowalska PL"; yours. */
static char *state_words(const struct activity *a)
{
	struct str text = { 0 }, when = { 0 };

	words_part(&text, vocabulary_label(&vocabulary_activity_states, a->state ? a->state : "open"));
	if (a->state_since && text_equal(a->state, "done")) {
		datetime_add_full(&when, a->state_since, clock_now());
		words_part(&text, when.text);
	}
	if (a->done_by.id)
		words_part_taken(&text, words_person(&a->done_by));
	if (*part_readers(a->readers))
		words_part(&text, part_readers(a->readers));
	str_release(&when);
	return str_detach(&text);
}

static char *days_words(const struct activity *a)
{
	char *begins = part_day(a->begins), *due = part_day(a->due), *text;

	text = *begins && *due ? xasprintf(_("%s to %s"), begins, due) : xstrdup(*due ? due : begins);
	free(begins);
	free(due);
	return text;
}

static void build(struct face *face, void *model)
{
	struct view_of *m = model;
	struct reading *r = &m->part.reading;
	const struct activity *a = &m->activity;
	char *about = words_safe_in(a->about, SANITISE_TEXT, a->language), *both = translate_both(a->title, a->about);

	reading_add_label(r, _("State"), state_words(a));
	reading_add_label(r, _("Phase"), xstrdup(vocabulary_label(&vocabulary_activity_phases, a->phase ? a->phase : "work")));
	reading_add_label(r, _("Due"), days_words(a));
	reading_add_label(r, _("For"), part_people(&a->people));
	part_add_hidden(r, a->hidden);
	part_add_times(face, r, m->part.local, &(struct part_signs){ &a->author, a->created_at, &a->changed_by, a->changed_at });
	reading_add_markup(r, about);
	reading_gap(r);
	reading_add(r, READING_TEXT, translate_words(face, both));
	reading_gap(r);
	activity_steps_add(face, &m->steps, r);
	reading_gap(r);
	for (int i = 0; i < m->page_count; i++)
		reading_add(r, READING_ITEM, page_words(face, m->pages[i]));
	for (int i = 0; i < m->part.files.count; i++)
		reading_add(r, READING_ITEM, letter_files_line(face, &m->part.files.files[i]));
	reading_gap(r);
	activity_steps_add_pupils(face, &m->steps, a, m->part.account, r);
	free(both);
	free(about);
}

static void read_parts(struct face *face, void *model)
{
	struct view_of *m = model;

	activity_steps_read(face, &m->steps, m->part.account, &m->activity);
	find_pages(face, m);
	letter_files_read(&m->part.files, m->part.account, &m->activity.files);
}

static char *title(const void *model)
{
	const struct view_of *m = model;

	return words_safe_in(m->activity.title, SANITISE_LINE, m->activity.language);
}

static const char *name(const void *model)
{
	return ((const struct view_of *)model)->activity.title;
}

/* --- acting --- */

void activity_set_state(struct face *face, int64_t activity, const char *state)
{
	struct record r = { 0 };
	struct json *patch = json_new_object();
	bool there = record_by_local(face_store(face), activity, &r);
	char *said = xasprintf(_("Now it is: %s. {undo} takes that back."), vocabulary_label(&vocabulary_activity_states, state));

	json_set_string(patch, "state", state);
	if (there && part_may(face, r.account, RIGHT_ACTIVITY))
		face_patch_all(face, &activity, 1, patch, said);
	free(said);
	json_free(patch);
	record_free(&r);
}

/* The state after this one, round. */
static const char *next_state(const char *state)
{
	const struct vocabulary *v = &vocabulary_activity_states;
	const struct vocabulary_row *row = vocabulary_find(v, state ? state : "open");
	size_t at = row ? (size_t)(row - v->rows) : 0;

	return v->rows[(at + 1) % v->count].code;
}

static void toggle_step(struct face *face, const struct view_of *m, const char *step)
{
	int64_t mine = activity_steps_mine(face, &m->steps, step);
	struct json *object;

	if (!m->activity.head.id) {
		face_say(face, _("The activity has to be at the portal first; it goes out soon."));
		return;
	}
	if (!part_may(face, m->part.account, RIGHT_STEP))
		return;
	if (mine) {
		part_end(face, mine, _("Not done yet, then. {undo} takes that back."));
		return;
	}
	object = json_new_object();
	json_set_string(object, "activity", m->activity.head.id);
	json_set_string(object, "step", step);
	if (part_make(face, m->part.account, TYPE_StepDone, object))
		face_say(face, _("Done. {undo} takes that back."));
}

/* The step, page or file under the cursor: -1 and nothing for none. */
enum what { WHAT_NOTHING, WHAT_STEP, WHAT_PAGE, WHAT_FILE };

static enum what under_cursor(const struct view_of *m, int *at)
{
	int steps = (int)m->steps.steps.count;

	*at = m->part.reading.at;
	if (*at < 0 || *at >= steps + m->page_count + m->part.files.count)
		return WHAT_NOTHING;
	if (*at < steps)
		return WHAT_STEP;
	*at -= steps;
	if (*at < m->page_count)
		return WHAT_PAGE;
	*at -= m->page_count;
	return WHAT_FILE;
}

static void open_item(struct face *face, struct view_of *m)
{
	int at;

	switch (under_cursor(m, &at)) {
	case WHAT_STEP:
		toggle_step(face, m, m->steps.steps.at[at]);
		break;
	case WHAT_PAGE:
		face_open(face, "page", m->pages[at]);
		break;
	case WHAT_FILE:
		letter_files_open(face, &m->part.files.files[at]);
		break;
	default:
		reading_act(&m->part.reading, ACTION_PAGE_DOWN);
		break;
	}
}

/* On a step that one is done, else the activity. */
static void accept(struct face *face, struct view_of *m)
{
	int at;

	if (under_cursor(m, &at) == WHAT_STEP)
		toggle_step(face, m, m->steps.steps.at[at]);
	else
		activity_set_state(face, m->part.local, text_equal(m->activity.state, "done") ? "open" : "done");
}

/* The activity as clean text, its steps as a list to tick. Yours. */
static char *as_text(struct face *face, const void *model)
{
	const struct view_of *m = model;
	char *first = words_written(m->activity.title, SANITISE_LINE), *about = words_written(m->activity.about, SANITISE_TEXT);
	struct str text = { 0 };

	(void)face;
	str_addf(&text, "%s\n\n", first);
	if (*about)
		str_addf(&text, "%s\n\n", about);
	for (size_t i = 0; i < m->steps.steps.count; i++) {
		char *step = words_written(m->steps.steps.at[i], SANITISE_LINE);

		str_addf(&text, "[ ] %s\n", step);
		free(step);
	}
	free(first);
	free(about);
	return str_detach(&text);
}

static int file_chosen(const void *model)
{
	int at;

	return under_cursor(model, &at) == WHAT_FILE ? at : -1;
}

static const struct part_reader_kind kind = {
	.type = TYPE_Activity, .record = offsetof(struct view_of, activity), .read = read_parts, .release = release, .build = build,
	.title = title, .name = name, .text = as_text, .file = file_chosen, .change = activity_change,
	.gone = N_("This activity is not here any more."),
};

/* --- the row of the screen --- */

static void translate(struct face *face, const struct activity *a)
{
	char *both = translate_both(a->title, a->about);

	translate_text(face, both, a->language);
	free(both);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct view_of *m = view->model;

	switch (action) {
	case ACTION_OPEN:
		open_item(face, m);
		break;
	case ACTION_ACCEPT:
		accept(face, m);
		break;
	case ACTION_VIEW:
		activity_set_state(face, m->part.local, next_state(m->activity.state));
		break;
	case ACTION_TRANSLATE:
		translate(face, &m->activity);
		return ACT_DONE;
	default:
		return part_reader_act(face, view, action);
	}
	if (face_is_on(face, "activity"))
		part_reader_changed(face, view);
	return ACT_DONE;
}

static int open_activity(struct face *face, struct view *view, int64_t argument)
{
	return part_reader_open(face, view, &kind, argument);
}

static const struct offer offers[] = {
	{ ACTION_ACCEPT, N_("done"), N_("say that the step is done, or not; without steps, the activity"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("how far"), N_("open, under way, done: the next of them"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_OPEN, N_("open it"), N_("mark the step, open the page, fetch the file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPLY, N_("comments"), N_("what is said about it; say something"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change the activity"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_activity = {
	.name = "activity", .title = N_("Activity"), .size = sizeof(struct view_of), .open = open_activity, .draw = part_reader_draw,
	.act = act, .changed = part_reader_changed, .close = part_reader_close, .offers = offers,
};
