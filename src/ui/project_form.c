/* A project changed: its founders change it, other members put the change to them in a letter. */
#include <stdlib.h>

#include "found.h"
#include "mail.h"
#include "project.h"
#include "pupils.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

struct project_form { struct sheet sheet; };

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "summary" },
	{ .field = "languages" },
	{ .field = "subjects" },
	{ .field = "pupilsFrom", .also = "pupilsTo", .part = SHEET_RANGE, .label = N_("Pupils' age"), .help = N_("like 9 to 11") },
	{ .field = "pupils" },
	{ .field = "competences" },
	{ .field = "tools" },
	{ .field = "begins" },
	{ .field = "ends" },
	{ .field = "aims" },
	{ .field = "process" },
	{ .field = "results" },
	{ .field = "language" },
	{ .field = "pupilMail" },
	{ .field = "shown" },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	if (line->label == keep_label)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	if (line->label != send_label)
		return xstrdup("");
	words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
	text = xasprintf(_("%s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static enum outcome send(struct face *face, struct view *view);

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Project], .lines = lines, .shows = shows, .send = send_label, .keep = keep_label, .sends = send,
	.kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

void project_change(struct face *face, int64_t project)
{
	struct project p;
	int64_t draft, account = 0;

	/* A pupil changes nothing, and writes to no founder about it. */
	if (pupils_am_one(face)) {
		project_read(face_store(face), project, &p, &account);
		record_release(&record_types[TYPE_Project], &p);
		project_may(face, account, RIGHT_PROJECT);
		return;
	}
	draft = sheet_begin(face, &record_types[TYPE_Project], project, NULL);

	if (draft)
		found_open_draft(face, draft);
}

/* --- sending --- */

/* "Pupils from, Pupils to": what a change is about. */
static char *labels_of(const struct json *patch)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(patch); i; i = json_next(i)) {
		const struct field *field = field_find(&record_types[TYPE_Project], json_key(i));

		if (field)
			words_part(&text, _(field->label));
	}
	return str_detach(&text);
}

static struct json *letter_to_founders(const struct project *p, struct json *patch_taken)
{
	struct json *body = json_new_object(), *to = json_set(body, "to", json_new_array()), *party;
	char *subject = labels_of(patch_taken);

	for (size_t i = 0; i < p->founders.count; i++) {
		struct json *founder = json_push(to, json_new_object());

		json_set_string(founder, "id", p->founders.at[i].id);
		json_set_string(founder, "name", p->founders.at[i].name);
		if (p->founders.at[i].country)
			json_set_string(founder, "country", p->founders.at[i].country);
	}
	party = json_set(body, "project", json_new_object());
	json_set_string(party, "id", p->head.id);
	json_set_string(party, "name", p->title);
	json_set_string(body, "subject", subject);
	json_set(body, "proposal", patch_taken);
	free(subject);
	return body;
}

/* The change becomes a letter, which says why. The draft of the change has done its work. */
static enum outcome propose(struct face *face, struct project_form *form)
{
	struct json *patch = sheet_patch(&form->sheet);
	struct project project;
	int64_t account;
	struct err e = { 0 };

	if (!patch) {
		face_say(face, _("Nothing was changed."));
		return ACT_DONE;
	}
	if (!project_read(face_store(face), form->sheet.record, &project, &account) ||
	    draft_delete(face_store(face), form->sheet.draft.local, &e) != 0) {
		words_check(face, &e);
		json_free(patch);
	} else {
		form->sheet.is_gone = true;
		face_close(face);
		mail_begin(face, letter_to_founders(&project, patch));
		face_say(face, _("The change goes with this letter to the founders; say why."));
	}
	record_release(&record_types[TYPE_Project], &project);
	return ACT_CLOSED;
}

static enum outcome send(struct face *face, struct view *view)
{
	struct project_form *form = view->model;

	if (sheet_lacks(face, view, &form->sheet))
		return ACT_DONE;
	if (!project_is_mine(face_store(face), form->sheet.record))
		return propose(face, form);
	if (sheet_send(face, &form->sheet, 0) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

/* --- the row of the screen --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct project_form *form = view->model;
	bool mine = project_is_mine(face_store(face), form->sheet.record);

	words_title(face, p, mine ? _("Change the project") : _("Propose a change to the founders"),
	            page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &form->sheet, p, 1);
}

const struct screen screen_project_form = {
	.name = "project-form", .title = N_("Project, to change"), .size = sizeof(struct project_form), .sheet = &kind,
	.draw = draw, .offers = sheet_screen_offers,
};
