/*
 * Leaving for good: what is erased, what stays with others, and when, as the portal counts it, and was last counted where no line leads;
 * who carries on; then the password and one question.
 */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "form.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "twinline/text/day.h"
#include "words.h"

enum row { ROW_GOES, ROW_STAYS, ROW_HERE, ROW_WHEN, ROW_FIRST, ROW_PASSWORD, ROW_LEAVE, FIXED_ROWS };

/* Between ROW_WHEN and ROW_FIRST: projects without another founder, then what is counted. */
enum { ROW_COUNTED = ROW_FIRST, COUNTED_MOST = FORM_ROWS_MAX - FIXED_ROWS, FIELD_MAX = 300 /* characters */ };

static const struct form_row fixed_rows[FIXED_ROWS] = {
	[ROW_GOES] = { FORM_WORDS, N_("Erased"), NULL, 0, 0 },
	[ROW_STAYS] = { FORM_WORDS, N_("Stays"), NULL, 0, 0 },
	[ROW_HERE] = { FORM_WORDS, N_("Here"), NULL, 0, 0 },
	[ROW_WHEN] = { FORM_WORDS, N_("When"), NULL, 0, 0 },
	[ROW_FIRST] = { FORM_ACTION, N_("Take all with me"), NULL, FORM_GAP, 0 },
	[ROW_PASSWORD] = { FORM_FIELD, N_("Password"), NULL, FORM_GAP | FORM_OPTIONAL, 0 },
	[ROW_LEAVE] = { FORM_ACTION, N_("Leave for good"), NULL, 0, 0 },
};

static const char *const sentences[FIXED_ROWS][2] = {
	[ROW_GOES] = { N_("your card, messages, contacts and searches at the portal"), N_("your card, messages, contacts") },
	[ROW_STAYS] = { N_("what others have, without your name"), N_("with others, without a name") },
	[ROW_HERE] = { N_("what is kept on this computer stays yours"), N_("this computer keeps what it has") },
	[ROW_WHEN] = { N_("at once; nobody can bring it back"), N_("at once, and nobody can undo it") },
	[ROW_FIRST] = { N_("first, as a folder"), "" },
	[ROW_LEAVE] = { N_("asks once more"), "" },
};

/* A row between: its words, and what Enter says, or the project that it opens, in the way that it can be handed on. */
struct counted { char *words, *said, *project; bool waits; };

struct leaving {
	struct form form;
	struct form_row rows[FORM_ROWS_MAX];
	struct counted counted[COUNTED_MOST];
	int count;
	int64_t as_of;  /* when the portal counted, in seconds; 0: it has not */
};

static const char fact_name[] = "leaving"; /* what the portal said last */

/* The fixed row that stands in a row of the form; -1 for a counted one. */
static int fixed_of(const struct leaving *l, int row)
{
	return row < ROW_COUNTED ? row : row < ROW_COUNTED + l->count ? -1 : row - l->count;
}

static int row_of(const struct leaving *l, enum row fixed)
{
	return (int)fixed < ROW_COUNTED ? (int)fixed : (int)fixed + l->count;
}

/* --- what the portal has counted --- */

static void release_counted(struct leaving *l)
{
	for (int i = 0; i < l->count; i++) {
		free(l->counted[i].words);
		free(l->counted[i].said);
		free(l->counted[i].project);
	}
	l->count = 0;
}

static struct counted *add(struct leaving *l, const char *label, char *words_taken)
{
	struct counted *c = &l->counted[l->count];

	if (l->count == COUNTED_MOST) {
		free(words_taken);
		return NULL;
	}
	*c = (struct counted){ .words = words_taken };
	l->rows[ROW_COUNTED + l->count] = (struct form_row){ FORM_ACTION, label, NULL, l->count ? 0 : FORM_GAP, 0 };
	l->count++;
	return c;
}

static char *number(int64_t value)
{
	struct str text = { 0 };

	words_add_number(&text, value);
	return str_detach(&text);
}

static void add_project(struct leaving *l, const struct json *row)
{
	const char *becomes = json_get_text(row, "becomes"), *state = json_get_text(row, "state");
	struct party next = { .name = (char *)json_get_text(json_get(row, "next"), "name") };
	bool is_handed = text_equal(becomes, "handedOn");
	char *title = words_safe(json_get_text(row, "title"), SANITISE_LINE);
	struct str text = { 0 };
	struct counted *c;

	words_part_taken(&text, title);
	if (is_handed) {
		char *name = words_person(&next);

		words_part_taken(&text, xasprintf(_("name who carries on; else %s"), name));
		free(name);
	} else {
		words_part(&text, text_equal(becomes, "goes") ? _("goes, nobody else has it") : _("archived, nobody can carry on"));
	}
	c = add(l, N_("Project"), str_detach(&text));
	if (c) {
		c->project = xstrdup(json_get_text(row, "id"));
		c->waits = is_handed && text_equal(state, "active");
		l->rows[ROW_COUNTED + l->count - 1].flags |= c->waits ? FORM_ALERT : 0;
	}
}

static void add_kind(struct leaving *l, const struct record_type *type, const struct json *row)
{
	int64_t gone = json_get_integer(row, "goes", 0), left = json_get_integer(row, "stays", 0);
	char *goes = number(gone), *stays = number(left);
	char *words = !left ? xasprintf(_("erased: %s"), goes) : !gone ? xasprintf(_("staying: %s"), stays)
	                    : xasprintf(_("erased: %s; staying: %s"), goes, stays);
	struct counted *c = add(l, type->label, words);

	if (c)
		c->said = xasprintf(_("Erased at once: %s. Staying with others, without your name: %s."), goes, stays);
	free(goes);
	free(stays);
}

/* "19 Nov"; yours. */
static char *by_day(const struct json *page, const char *name)
{
	struct str text = { 0 };
	int year, month, day;

	if (clock_parse_date(json_get_text(page, name), &year, &month, &day))
		day_add_date(&text, clock_days(year, month, day));
	return text.text ? str_detach(&text) : xstrdup("");
}

static void add_files(struct leaving *l, const struct json *page)
{
	int64_t files = json_get_integer(page, "files", 0);
	struct str size = { 0 };
	char *count = number(files), *by = by_day(page, "filesBy");

	words_add_size(&size, json_get_integer(page, "bytes", 0));
	if (files)
		add(l, N_("files"), xasprintf(_("%s, %s; erased by %s"), count, size.text, by));
	str_release(&size);
	free(count);
	free(by);
}

static void add_pupils(struct leaving *l, const struct json *page)
{
	int64_t pupils = json_get_integer(page, "pupils", 0);
	char *count = number(pupils), *by = by_day(page, "pupilsBy");

	if (pupils)
		add(l, N_("pupils"), xasprintf(_("%s ended at once; erased by %s"), count, by));
	free(count);
	free(by);
}

static void put_fixed(struct leaving *l)
{
	for (int row = ROW_COUNTED; row < FIXED_ROWS; row++)
		l->rows[row + l->count] = fixed_rows[row];
	l->form.count = FIXED_ROWS + l->count;
}

/* Takes what the portal says. The fixed rows behind move, and what is typed into one of them stays where it is. */
static void take(struct leaving *l, struct view *view, const struct json *page)
{
	int at = fixed_of(l, l->form.at), old = row_of(l, ROW_PASSWORD);
	struct editor typed = l->form.fields[old];
	bool is_typing = view->field != NULL, is_first = !l->as_of;

	release_counted(l);
	for (const struct json *i = json_first(json_get(page, "projects")); i; i = json_next(i))
		add_project(l, i);
	add_files(l, page);
	add_pupils(l, page);
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct json *row = json_get(json_get(page, "kinds"), record_types[i].name);

		if (row)
			add_kind(l, &record_types[i], row);
	}
	put_fixed(l);
	l->form.fields[old] = l->form.fields[row_of(l, ROW_PASSWORD)];
	l->form.fields[row_of(l, ROW_PASSWORD)] = typed;
	clock_parse(json_get_text(page, "asOf"), &l->as_of);
	if (is_first && at == ROW_FIRST && l->count) /* as it opens where they are known: what goes is read before what goes on */
		form_go(&l->form, view, ROW_COUNTED, false);
	else if (at >= 0)
		form_go(&l->form, view, row_of(l, (enum row)at), is_typing);
	else if (l->form.at >= l->form.count)
		form_go(&l->form, view, row_of(l, ROW_FIRST), false);
}

static void ask_portal(struct face *face)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "leaving");
	face_tell_engine(face, packet);
}

/* --- drawing --- */

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	const struct leaving *l = view->model;
	int fixed = fixed_of(l, row);

	(void)face;
	if (fixed < 0)
		return xstrdup(l->counted[row - ROW_COUNTED].words);
	return sentences[fixed][narrow] ? xstrdup(*sentences[fixed][narrow] ? _(sentences[fixed][narrow]) : "") : NULL;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct leaving *l = view->model;
	char *when = words_short_time(l->as_of), *right = l->as_of ? xasprintf(_("as of %s"), when) : xstrdup(_("not counted yet"));

	words_title(face, p, _("Leave for good"), right);
	form_draw(&l->form, face, view, p, 1, words);
	free(right);
	free(when);
}

/* --- acting --- */

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct leaving *l = view->model;
	const char *did = json_get_text(packet, "did"), *what = json_get_text(packet, "do");
	struct err cause = { 0 };

	if (text_equal(did, "leaving")) {
		char *text = json_print(json_get(packet, "answer"));

		take(l, view, json_get(packet, "answer"));
		store_set_fact(face_store(face), fact_name, text, NULL); /* only a comfort: a full disk may take it */
		free(text);
	} else if (text_equal(did, "left-portal")) {
		form_wipe(&l->form, row_of(l, ROW_PASSWORD));
		face_say(face, _("You have left. What is kept on this computer is yours."));
	} else if (text_equal(did, "failed") && (text_equal(what, "leave-portal") || (text_equal(what, "leaving") && !l->as_of))) {
		form_wipe(&l->form, row_of(l, ROW_PASSWORD));
		json_to_err(json_get(packet, "cause"), &cause);
		if (cause.code == ERR_LAST_FOUNDER)
			ask_portal(face); /* which project it is stands in what the portal counts */
		face_fail(face, &cause);
	}
}

static void leave(struct face *face, struct view *view, int answer, int64_t argument)
{
	struct json *packet, *body;

	(void)argument;
	if (answer != 2)
		return;
	packet = json_new_object();
	body = json_set(packet, "body", json_new_object());
	json_set_string(packet, "do", "leave-portal");
	json_set_string(body, "password", form_text(&((struct leaving *)view->model)->form, row_of(view->model, ROW_PASSWORD)));
	face_tell_engine(face, packet);
	face_say_lightly(face, _("The portal is asked."));
}

/* The first project that nobody is named for who could be. */
static const struct counted *find_waiting(const struct leaving *l)
{
	for (int i = 0; i < l->count; i++)
		if (l->counted[i].waits)
			return &l->counted[i];
	return NULL;
}

static void ask(struct face *face, struct leaving *l)
{
	if (!l->as_of) {
		face_say(face, _("The portal has not said yet what goes and what stays; that takes a line."));
	} else if (find_waiting(l)) {
		face_say(face, _("First name who carries on, project by project: Enter on its line."));
	} else if (!*form_text(&l->form, row_of(l, ROW_PASSWORD))) {
		face_say(face, _("Your password is needed for this."));
	} else {
		face_ask(face, &(struct question){
			.text = _("Leave for good, and let all of it be erased?"), .answers = { _("stay"), _("leave for good") }, .done = leave,
		});
	}
}

static void open_project(struct face *face, const struct counted *c)
{
	struct account a = { 0 };
	int64_t project = account_by_id(face_store(face), c->project, &a) ? project_of_account(face_store(face), a.local) : 0;

	account_release(&a);
	if (!project) {
		face_say(face, _("This project is not here any more."));
	} else if (face_open(face, c->waits ? "members" : "project", project) == 0 && c->waits) {
		face_say(face, _("{edit} on the member who carries on, then: founder."));
	}
}

static void choose(struct face *face, struct leaving *l)
{
	const struct counted *c = fixed_of(l, l->form.at) < 0 ? &l->counted[l->form.at - ROW_COUNTED] : NULL;

	if (c && c->project)
		open_project(face, c);
	else if (c)
		face_say(face, c->said ? c->said : c->words);
	else if (fixed_of(l, l->form.at) == ROW_FIRST)
		face_open(face, "take-all", 0);
	else
		ask(face, l);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct leaving *l = view->model;
	enum form_result result = form_act(&l->form, view, action);

	if (result == FORM_CHOSEN)
		choose(face, l);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

/* Somebody may have been named meanwhile. */
static void changed(struct face *face, struct view *view)
{
	if (find_waiting(view->model))
		ask_portal(face);
}

static int open_leave(struct face *face, struct view *view, int64_t argument)
{
	struct leaving *l = view->model;
	char *kept = store_fact(face_store(face), fact_name);
	struct json *page = kept ? json_parse(kept, strlen(kept), NULL) : NULL;

	(void)argument;
	memcpy(l->rows, fixed_rows, sizeof fixed_rows);
	form_init(&l->form, l->rows, FIXED_ROWS, FIELD_MAX);
	form_secret(&l->form, ROW_PASSWORD);
	if (page)
		take(l, view, page);
	json_free(page);
	free(kept);
	face_listen(face, heard);
	ask_portal(face);
	form_go(&l->form, view, l->count ? ROW_COUNTED : row_of(l, ROW_FIRST), false);
	return 0;
}

static void close_leave(struct face *face, struct view *view)
{
	struct leaving *l = view->model;

	(void)face;
	release_counted(l);
	form_release(&l->form);
}

const struct screen screen_leave_for_good = {
	.name = "leave-for-good", .title = N_("Leave for good"), .size = sizeof(struct leaving), .open = open_leave, .draw = draw, .act = act,
	.changed = changed, .close = close_leave, .offers = form_offers, .typing = form_typing,
};
