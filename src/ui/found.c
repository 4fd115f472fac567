/* A project to found: one form, kept at every key; what is needed before anybody is asked, and what comes then. */
#include "found.h"

#include <stdlib.h>

#include "held.h"
#include "profile.h"
#include "project.h"
#include "screens.h"
#include "sheet_value.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, THEN_COLUMN = 11 };

struct found {
	struct sheet sheet;
	char *partner; /* the id of whom the lines were filled for; NULL: nobody yet */
};

const char found_take_label[] = N_("Take from"), found_preview_label[] = N_("Preview"), found_send_label[] = N_("Send");

static const struct sheet_line lines[] = {
	{ .field = "school", .is_fixed = true },
	{ .field = "partner", .is_needed = true },
	{ .field = "title", .is_needed = true },
	{ .field = "summary", .is_needed = true },
	{ .field = "languages", .is_needed = true },
	{ .field = "pupilsFrom", .also = "pupilsTo", .part = SHEET_RANGE, .label = N_("Pupils' age"), .help = N_("like 9 to 11"),
	  .is_needed = true },
	{ .field = "pupils", .is_needed = true },
	{ .field = "subjects", .is_needed = true },
	{ .field = "aims", .is_needed = true },
	{ .field = "process" },
	{ .field = "results" },
	{ .field = "begins" },
	{ .field = "ends" },
	{ .field = "tools" },
	{ .field = "competences" },
	{ .field = "shown" },
	{ .label = found_take_label },
	{ .label = found_preview_label },
	{ .label = found_send_label },
	{ 0 },
};

/* Lines that are still empty follow from both profiles, as soon as it is known who founds it. */
static void follow_partner(struct face *face, struct view *view)
{
	struct found *f = view->model;
	const char *partner = found_partner_of(&f->sheet);
	struct json *mine, *theirs, *fields;

	if (!partner || text_equal(partner, f->partner))
		return;
	free(f->partner);
	f->partner = xstrdup(partner);
	mine = found_my_card(face_store(face));
	theirs = found_card(face_store(face), partner);
	fields = found_from_cards(mine, theirs);
	sheet_fill_empty(face, &f->sheet, fields);
	json_free(fields);
	json_free(theirs);
	json_free(mine);
}

/* --- sending --- */

static enum outcome send(struct face *face, struct view *view);

static bool chosen(struct face *face, struct sheet *sheet, const struct sheet_line *line)
{
	if (line->label == found_take_label)
		face_open(face, "found-from", sheet->draft.local);
	else if (line->label == found_preview_label)
		face_open(face, "about-project", -sheet->draft.local);
	return line->label == found_take_label || line->label == found_preview_label;
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Project], .lines = lines, .shows = found_shows, .beside = found_beside, .choose_from = found_partners,
	.no_party = N_("No contact of yours has this name. {partners} finds people."), .adds = found_adds, .check = found_check,
	.send = found_send_label, .sends = send, .chosen = chosen,
	.kept = N_("Kept as a draft; {projects} shows it."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

/* What was given back goes again, as a change of it. */
static int64_t send_again(struct face *face, struct sheet *sheet, struct err *e)
{
	struct json *patch = sheet_patch(sheet);
	int64_t entry;

	if (!patch)
		patch = json_new_object();
	json_set_string(patch, "state", "waitingForPartner");
	entry = draft_send_patch(face_store(face), sheet->draft.local, sheet->record, patch, face_store(face)->hold, e);
	json_free(patch);
	return entry;
}

static int send_it(struct face *face, struct sheet *sheet)
{
	struct err e = { 0 };
	int64_t entry;

	if (!sheet->record)
		return sheet_send(face, sheet, face_account(face));
	if (held_elsewhere(face, sheet->draft.local))
		return face_fail(face, &(struct err){ .code = ERR_DRAFT_ELSEWHERE });
	entry = send_again(face, sheet, &e);
	if (entry < 0)
		return face_fail(face, &e);
	sheet->is_gone = true;
	face_remember_entries(face, &entry, 1);
	face_wake_engine(face, false);
	words_say_goes_out(face, NULL);
	return 0;
}

static enum outcome send(struct face *face, struct view *view)
{
	struct found *f = view->model;
	char *school = found_my_school(face_store(face));
	bool has_school = school != NULL;

	free(school);
	if (sheet_lacks(face, view, &f->sheet))
		return ACT_DONE;
	if (!face_account(face)) {
		face_say(face, _("It is kept as a draft. Sign in first, then send it."));
		return ACT_DONE;
	}
	if (!has_school) {
		face_say(face, _("A project is founded by two schools, and yours is not known. It is kept as a draft."));
		return ACT_DONE;
	}
	if (send_it(face, &f->sheet) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

/* --- drawing --- */

/* Below the form from a row on; where the room is short, the blank row above it goes first. */
static void put_steps(struct page *p, int row, const char *text)
{
	int cells = words_text_cells(p->columns - 1 - THEN_COLUMN);

	row += words_put_rows(NULL, row + 1, 0, cells, text) <= p->rows - 1 ? 1 : 0;
	if (row < p->rows - 1)
		page_label(p, row, INDENT, _("Then"));
	words_put_rows(p, row, THEN_COLUMN, cells, text);
}

/* "1 yes or changes: Máire Ní Bhriain"; who is asked when, as far as it is known. */
static void draw_steps(const struct sheet *sheet, struct page *p, int row)
{
	const struct json *partner = json_get(sheet->body, "partner");
	struct json *mine = found_my_card(sheet->store);
	bool is_national = text_equal(json_get_text(partner, "country"), json_get_text(mine, "country"));
	char *country = words_safe(json_get_text(partner, "country"), SANITISE_LINE);
	char *own = words_safe(json_get_text(mine, "country"), SANITISE_LINE);
	char *name = words_safe(json_get_text(partner, "name"), SANITISE_LINE);
	char *steps[] = {
		xasprintf(_("1 yes or changes: %s"), *name ? name : _("the partner")),
		*country ? xasprintf(_("2 approval: support office %s"), country) : xstrdup(_("2 approval: the partner's support office")),
		is_national ? NULL : xasprintf(_("3 approval: support office %s"), own),
		xstrdup(_("then the space opens")),
	};
	struct str text = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		if (steps[i])
			words_part_taken(&text, steps[i]);
	put_steps(p, row, text.text);
	str_release(&text);
	free(country);
	free(own);
	free(name);
	json_free(mine);
}

/* "draft of 8 Nov, kept", with the year where it is not this one; yours. */
static char *kept_words(const struct sheet *sheet)
{
	int64_t kept = datetime_day(sheet->draft.updated_at);
	int year, this_year, month, date;
	struct str day = { 0 };
	char *text;

	clock_civil(kept, &year, &month, &date);
	clock_civil(datetime_day(clock_now()), &this_year, &month, &date);
	if (year == this_year)
		day_add_month_day(&day, kept);
	else
		day_add_date(&day, kept);
	text = xasprintf(_("draft of %s, kept"), day.text);
	str_release(&day);
	return text;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct found *f = view->model;
	int filled, count = found_needed(&f->sheet, &filled), row;
	char *kept = kept_words(&f->sheet), *title;

	title = xasprintf(page_is_narrow(p) ? _("Found a project %d of %d filled, kept") : _("Found a project  %d of %d needed parts filled"),
	                  filled, count);
	words_title(face, p, title, page_is_narrow(p) ? "" : kept);
	row = sheet_draw(face, view, &f->sheet, p, 1);
	if (!page_is_narrow(p))
		draw_steps(&f->sheet, p, row);
	free(kept);
	free(title);
}

/* --- opening --- */

static struct json *fields_for(struct face *face, const char *person)
{
	struct json *mine = found_my_card(face_store(face)), *theirs = *person ? found_card(face_store(face), person) : NULL;
	struct json *fields = *person ? found_from_cards(mine, theirs) : json_new_object();
	const char *language = json_get_text(mine, "language");

	json_set_string(fields, "state", "waitingForPartner");
	json_set_bool(fields, "shown", true);
	if (language)
		json_set_string(fields, "language", language);
	if (*person) {
		struct json *party = json_set(fields, "partner", json_new_object());

		json_set_string(party, "id", person);
		json_set_string(party, "name", json_get_text(theirs, "name") ? json_get_text(theirs, "name") : "");
		if (json_get_text(theirs, "country"))
			json_set_string(party, "country", json_get_text(theirs, "country"));
	}
	json_free(mine);
	json_free(theirs);
	return fields;
}

void found_begin(struct face *face, const char *person)
{
	struct json *fields;
	int64_t draft;

	if (face_is_guest(face)) {
		face_say(face, _("Sign in first; guests read."));
		return;
	}
	fields = fields_for(face, person);
	draft = sheet_begin(face, &record_types[TYPE_Project], 0, fields);
	json_free(fields);
	if (draft)
		face_open(face, "found", draft);
}

/* True if the record that a draft changes is a draft itself, at the portal. */
static bool is_given_back(struct face *face, int64_t record)
{
	struct project project;
	int64_t account;
	bool is = project_read(face_store(face), record, &project, &account) && text_equal(project.state, "draft");

	record_release(&record_types[TYPE_Project], &project);
	return is;
}

int found_open_draft(struct face *face, int64_t draft)
{
	struct draft d = { 0 };
	struct json *context = draft_get(face_store(face), draft, &d) ? json_parse_own(d.context) : NULL;
	int64_t record = json_get_integer(context, "record", 0);

	json_free(context);
	draft_release(&d);
	return face_open(face, !record || is_given_back(face, record) ? "found" : "project-form", draft);
}

/* The cursor goes into the first needed part in which nothing stands. */
static void go_to_needed(struct view *view, struct sheet *sheet)
{
	int at = 0;

	while (at < sheet->count - 1 && (!sheet_is_required(sheet, at) || sheet_is_filled(sheet, at)))
		at++;
	sheet_go(view, sheet, at);
}

static int open_found(struct face *face, struct view *view, int64_t argument)
{
	struct found *f = view->model;

	if (argument == 0) { /* by the palette */
		struct json *fields = fields_for(face, "");

		argument = face_is_guest(face) ? 0 : sheet_begin(face, &record_types[TYPE_Project], 0, fields);
		json_free(fields);
	}
	if (argument == 0 || sheet_open(face, view, &f->sheet, &kind, argument) != 0)
		return -1;
	f->partner = found_partner_of(&f->sheet) ? xstrdup(found_partner_of(&f->sheet)) : NULL;
	if (!f->sheet.is_touched)
		go_to_needed(view, &f->sheet);
	f->sheet.refused = profile_say_newcomer(face);
	return 0;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	enum outcome outcome = sheet_screen_act(face, view, action);

	if (outcome == ACT_DONE)
		follow_partner(face, view);
	return outcome;
}

static void typed(struct face *face, struct view *view)
{
	sheet_typed(face, view, view->model);
	follow_partner(face, view);
}

static void close_found(struct face *face, struct view *view)
{
	struct found *f = view->model;

	sheet_close(face, view, &f->sheet);
	free(f->partner);
}

const struct screen screen_found = {
	.name = "found", .title = N_("Project, to found"), .size = sizeof(struct found), .sheet = &kind,
	.open = open_found, .draw = draw, .act = act, .typed = typed, .close = close_found,
	.offers = sheet_screen_text_offers,
};
