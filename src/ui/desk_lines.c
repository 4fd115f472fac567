/* The lines of a case's page, in the order in which an officer looks: who, each fact with its finding, papers, likenesses, what to do. */
#include "desk_lines.h"

#include <stdlib.h>

#include "face.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "words.h"

bool desk_case_read(struct face *face, int64_t local, struct desk_case_about *about)
{
	struct json *tree;

	*about = (struct desk_case_about){ 0 };
	if (!desk_read(face_store(face), local, &about->row))
		return false;
	tree = desk_dossier(face_store(face), &about->row);
	about->has_dossier = tree;
	if (tree)
		record_decode(&record_types[TYPE_Dossier], tree, &about->dossier);
	letter_files_read(&about->files, about->row.account, &about->dossier.files);
	json_free(tree);
	return true;
}

void desk_case_release(struct desk_case_about *about)
{
	desk_row_release(&about->row);
	record_release(&record_types[TYPE_Dossier], &about->dossier);
	letter_files_release(&about->files);
	*about = (struct desk_case_about){ 0 };
}

/* --- filling --- */

struct filling {
	struct face *face;
	const struct desk_case_about *about;
	bool narrow;
	struct desk_line *lines;
	int count;
};

/* Text that is empty gives no line. */
static struct desk_line *add(struct filling *f, const char *label, char *text_taken)
{
	struct desk_line *line = &f->lines[f->count];

	if (!*text_taken || f->count == DESK_LINES_MAX) {
		free(text_taken);
		return NULL;
	}
	*line = (struct desk_line){ .label = label, .text = text_taken, .action = ACTION_NONE };
	f->count++;
	return line;
}

static bool is_about_person(const struct desk_case *c)
{
	return text_equal(c->kind, "registration") || text_equal(c->kind, "schoolChange");
}

/* Of people, role and subjects stand beside the name. */
static bool is_of_who(const struct filling *f, const char *fact)
{
	return is_about_person(&f->about->row.c) && (text_equal(fact, "role") || text_equal(fact, "subjects"));
}

static const struct json *facts_of(const struct filling *f)
{
	return json_get(f->about->dossier.facts, "list");
}

bool desk_is_open(const struct desk_case *c)
{
	return !c->state || text_equal(c->state, "waiting") || text_equal(c->state, "askedBack");
}

static char *since_words(const struct desk_case *c)
{
	struct str when = { 0 };
	char *text;

	if (!c->since || !desk_is_open(c))
		return xstrdup("");
	datetime_add_short(&when, c->since, clock_now());
	text = xasprintf(_("waits since %s"), when.text);
	str_release(&when);
	return text;
}

static void add_who(struct filling *f)
{
	const struct desk_case *c = &f->about->row.c;
	char *since = since_words(c), *title = words_safe(c->title, SANITISE_LINE), *who = words_safe(party_called(c->who.name), SANITISE_LINE);
	struct str text = { 0 };

	words_part(&text, title);
	for (const struct json *i = json_first(facts_of(f)); i; i = json_next(i)) {
		char *value = desk_value(i);

		if (is_of_who(f, json_get_text(i, "fact")) && *value)
			words_part(&text, value);
		free(value);
	}
	if (*who && !text_equal(c->who.name, c->title))
		words_part(&text, who);
	if (*since && text.len)
		/* TRANSLATORS: who or what, and since when that waits. */
		add(f, f->narrow ? "" : _("Who"), xasprintf(_("%s; %s"), text.text, since));
	else
		add(f, f->narrow ? "" : _("Who"), xstrdup(text.text ? text.text : since));
	str_release(&text);
	free(since);
	free(title);
	free(who);
}

/* "712345: found in the register" */
static char *fact_words(const struct json *fact)
{
	char *value = desk_value(fact), *findings = desk_findings(fact), *text;

	if (*value && *findings)
		/* TRANSLATORS: what was said, and what was found of it. */
		text = xasprintf(_("%s: %s"), value, findings);
	else
		text = xstrdup(*value ? value : findings);
	free(value);
	free(findings);
	return text;
}

static void add_facts(struct filling *f)
{
	for (const struct json *i = json_first(facts_of(f)); i; i = json_next(i)) {
		const char *fact = json_get_text(i, "fact");

		if (fact && !is_of_who(f, fact) && f->count < DESK_LINES_MAX / 2)
			add(f, vocabulary_label(&vocabulary_case_facts, fact), fact_words(i));
	}
	if (!f->about->has_dossier)
		add(f, _("Facts"), xstrdup(_("They come with the line; what is known is not kept here before it is opened.")));
}

static void add_papers(struct filling *f)
{
	for (int i = 0; i < f->about->files.count && i < DESK_ALIKE_MOST; i++) {
		struct desk_line *line = add(f, _("Paper"), letter_file_words(f->face, &f->about->files.files[i]));

		if (line) {
			line->what = DESK_LINE_FILE;
			line->which = i;
		}
	}
}

static char *alike_words(const struct json *row, bool narrow)
{
	int agree = (int)json_get_integer(row, "agree", 0), of = (int)json_get_integer(row, "of", 0);
	char *name = words_safe(json_get_text(row, "name"), SANITISE_LINE);
	char *text = xasprintf(narrow ? _("%s, %d of %d facts") : _("%s; %d of %d facts agree"), name, agree, of);

	free(name);
	return text;
}

static void add_alike(struct filling *f)
{
	struct desk_line *line;
	int which = 0;

	for (const struct json *i = json_first(json_get(f->about->dossier.alike, "list")); i && which < DESK_ALIKE_MOST; i = json_next(i)) {
		line = add(f, _("Same?"), alike_words(i, f->narrow));

		if (line) {
			line->what = DESK_LINE_ALIKE;
			line->which = which;
		}
		which++;
	}
	if (which > 0 && !f->narrow) {
		line = add(f, "", xstrdup(_("Enter shows both; joining up keeps the old projects")));
		if (line) { /* what it says is true of it, too */
			line->what = DESK_LINE_ALIKE;
			line->which = which - 1;
		}
	}
}

static void add_words(struct filling *f)
{
	const struct desk_case_about *a = f->about;
	char *text = words_safe(a->dossier.text, SANITISE_TEXT), *note = words_safe(a->row.c.note, SANITISE_TEXT);

	/* TRANSLATORS: what somebody wrote, as they wrote it. */
	add(f, _("Wrote"), *text ? xasprintf(_("\"%s\""), text) : xstrdup(""));
	if (!f->narrow)
		add(f, _("Steps"), desk_steps(a->dossier.steps));
	add(f, _("Note"), xstrdup(note));
	free(text);
	free(note);
}

static char *until_words(int64_t until)
{
	struct str when = { 0 };

	datetime_add_time(&when, until);
	return str_detach(&when);
}

static void add_held(struct filling *f)
{
	const struct desk_row *row = &f->about->row;

	if (desk_is_held(face_store(f->face), row, clock_now())) {
		char *name = words_safe(party_called(row->c.holder.name), SANITISE_LINE), *until = until_words(row->c.held_until);

		add(f, _("Held by"), xasprintf(_("%s, until %s at least"), name, until));
		free(name);
		free(until);
	} else if (row->c.held && text_equal(row->c.state, "waiting")) {
		add(f, _("Held by"), xstrdup(_("you; let go after 15 minutes without a key")));
	}
}

/* What came of it: by whom, when, with which reason and words; and what was too late. */
static void add_decision(struct filling *f)
{
	const struct desk_row *row = &f->about->row;
	struct str text = { 0 };
	char *by = words_safe(party_called(row->c.decided_by.name), SANITISE_LINE), *letter = words_safe(row->c.text, SANITISE_TEXT);

	if (row->is_superseded)
		add(f, _("Too late"), err_text(&row->refusal));
	if (row->c.state && !text_equal(row->c.state, "waiting")) {
		words_part(&text, vocabulary_label(&vocabulary_case_states, row->c.state));
		if (row->c.reason)
			words_part(&text, vocabulary_label(&vocabulary_case_reasons, row->c.reason));
		if (row->c.decided_at)
			words_part_taken(&text, words_short_time(row->c.decided_at));
		if (*by)
			words_part(&text, by);
		add(f, _("Decided"), str_detach(&text));
		add(f, _("Letter"), xstrdup(letter));
	}
	free(by);
	free(letter);
}

/* --- what can be done --- */

enum { OF_OTHERS = 1, OF_REPORTS = 2, OF_HIDDEN = 4, OF_PROJECTS = 8 };

static const struct { enum action action; const char *label, *text; unsigned of; } deeds[] = {
	{ ACTION_ACCEPT, N_("Accept"), N_("a letter goes out in their language; {view} shows it before"), OF_OTHERS | OF_PROJECTS },
	{ ACTION_ACCEPT, N_("Take away"), N_("others see it no more, its author is warned; until then {undo}"), OF_REPORTS },
	{ ACTION_PUT_AWAY, N_("Warn"), N_("it stays, its author is warned"), OF_REPORTS },
	{ ACTION_WRITE_TO, N_("Ask back"), N_("paper missing, school not found, role not clear"), OF_OTHERS },
	{ ACTION_WRITE_TO, N_("Ask back"), N_("the plan says too little"), OF_PROJECTS },
	{ ACTION_DROP, N_("Refuse"), N_("needs a reason"), OF_REPORTS | OF_OTHERS | OF_PROJECTS },
	{ ACTION_LATER, N_("Later"), N_("back to the end of the list, with a note"), OF_REPORTS | OF_OTHERS | OF_PROJECTS },
	{ ACTION_KEEP, N_("Show again"), N_("others see it again, its author is told; until then {undo}"), OF_HIDDEN },
};

/* Which of them a case has: what a report took away can be shown again, once that has gone out. */
static unsigned deeds_of(const struct desk_row *row)
{
	const struct desk_case *c = &row->c;
	bool is_report = text_equal(c->kind, "report");

	if (desk_is_open(c))
		return is_report ? OF_REPORTS : text_equal(c->kind, "project") ? OF_PROJECTS : OF_OTHERS;
	return is_report && text_equal(c->state, "accepted") && !row->entry ? OF_HIDDEN : 0;
}

static void add_deeds(struct filling *f)
{
	unsigned of = f->narrow ? 0 : deeds_of(&f->about->row);
	bool is_first = true;

	for (size_t i = 0; i < ARRAY_SIZE(deeds); i++) {
		char *key;
		struct desk_line *line;

		if (!(of & deeds[i].of))
			continue;
		key = face_key(f->face, deeds[i].action);
		line = add(f, _(deeds[i].label), xasprintf("%s   %s", key, _(deeds[i].text)));
		free(key);
		if (!line)
			continue;
		line->what = DESK_LINE_DECIDE;
		line->action = deeds[i].action;
		line->is_apart = is_first;
		is_first = false;
	}
}

static void add_today(struct filling *f)
{
	struct desk_counts counts;
	struct desk_line *line;

	desk_read_counts(f->face, &counts);
	line = add(f, "", desk_today_words(&counts));
	if (line)
		line->is_apart = true;
}

int desk_lines(struct face *face, const struct desk_case_about *about, bool narrow, struct desk_line lines[DESK_LINES_MAX])
{
	struct filling f = { .face = face, .about = about, .narrow = narrow, .lines = lines };

	add_decision(&f);
	add_who(&f);
	add_facts(&f);
	add_papers(&f);
	add_alike(&f);
	add_words(&f);
	add_held(&f);
	add_deeds(&f);
	add_today(&f);
	return f.count;
}

void desk_lines_release(struct desk_line *lines, int count)
{
	for (int i = 0; i < count; i++)
		free(lines[i].text);
}
