/* twinline list projects, contacts, events, receipts: a line each, in the order of their screens. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/zone.h"
#include "twinline/records/agenda.h"
#include "twinline/records/journal.h"
#include "twinline/records/project.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "twinline/schema/records.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"
#include "twinline/text/sanitise.h"

enum { GAP = 2, PARTS = 6 };

/* Lines of a kind, or its objects. */
struct out {
	struct json *objects; /* NULL: lines are wanted */
	char *(*lines)[PARTS]; /* number, word, who or what, country, when, more */
	const char *find;
	int count, limit;
};

/* --- lines --- */

static char *safe(const char *text)
{
	return sanitise_copy(text, SANITISE_LINE);
}

static char *when_of(int64_t at)
{
	struct str text = { 0 };

	if (at)
		datetime_add_short(&text, at, clock_now());
	return str_detach(&text);
}

static void add_line(struct out *out, char *const parts_taken[PARTS])
{
	out->lines = xrealloc(out->lines, (size_t)out->count + 1, sizeof *out->lines);
	memcpy(out->lines[out->count++], parts_taken, sizeof *out->lines);
}

static void add_object(struct out *out, struct json *object_taken)
{
	json_push(out->objects, object_taken);
	out->count++;
}

static void print_lines(struct out *out)
{
	int widths[PARTS] = { 0 };

	for (int i = 0; i < out->count; i++)
		for (int c = 0; c < PARTS; c++)
			if (cells_width(out->lines[i][c]) > widths[c])
				widths[c] = cells_width(out->lines[i][c]);
	for (int i = 0; i < out->count; i++) {
		struct str text = { 0 };

		for (int c = 0; c < PARTS; c++) {
			str_add(&text, out->lines[i][c]);
			for (int cells = cells_width(out->lines[i][c]); c < PARTS - 1 && cells < widths[c] + GAP; cells++)
				str_addc(&text, ' ');
			free(out->lines[i][c]);
		}
		while (text.len && text.text[text.len - 1] == ' ')
			text.text[--text.len] = '\0';
		cli_say("%s", text.text);
		str_release(&text);
	}
	free(out->lines);
}

/* True if a row is wanted: its words are found, and there is room. */
static bool wants(const struct out *out, const char *title)
{
	char *words, *folded;
	bool wanted;

	if (out->count >= out->limit)
		return false;
	if (!out->find)
		return true;
	words = fold_copy(out->find);
	folded = fold_copy(title);
	wanted = fold_matches(folded, words);
	free(words);
	free(folded);
	return wanted;
}

/* --- projects --- */

/* What waits for an answer is named by its conversation, which "accept" takes. */
static int64_t number_of(const struct project_row *row)
{
	return row->thread ? row->thread : row->local;
}

static void put_project(struct out *out, const struct project_row *row)
{
	char *name;

	if (!wants(out, row->title))
		return;
	name = cli_thread_name(number_of(row));
	if (out->objects) {
		struct json *object = json_new_object();

		json_set_string(object, "id", name);
		json_set_string(object, "state", project_word(row->word));
		cli_json_text(object, "projectId", row->id);
		cli_json_text(object, "title", row->title);
		cli_json_text(object, "countries", row->countries);
		cli_json_text(object, "who", row->who);
		json_set_integer(object, "unread", row->unread);
		json_set_integer(object, "due", row->due);
		cli_json_time(object, "at", row->at);
		add_object(out, object);
		free(name);
	} else {
		add_line(out, (char *[PARTS]){ name, xstrdup(_(project_word(row->word))), safe(row->title), safe(row->countries), when_of(row->at),
		                               safe(row->word == PROJECT_WAITING && !*row->who ? row->who_country : row->who) });
	}
}

static int list_projects(struct store *s, struct out *out, struct err *e)
{
	struct project_row *rows = NULL;
	int count = project_list(s, clock_now(), &rows, e);

	for (int i = 0; i < count; i++) {
		put_project(out, &rows[i]);
		project_row_release(&rows[i]);
	}
	free(rows);
	return count < 0 ? -1 : 0;
}

/* --- contacts --- */

static void put_contact(struct out *out, int64_t local, const char *state, const struct contact *contact)
{
	char *name;

	if (!wants(out, contact->person.name))
		return;
	name = cli_thread_name(local);
	if (out->objects) {
		struct json *object = json_new_object();

		json_set_string(object, "id", name);
		json_set_string(object, "state", state);
		json_set(object, "person", cli_json_party(&contact->person));
		cli_json_text(object, "school", contact->school.name);
		cli_json_time(object, "since", contact->since);
		add_object(out, object);
		free(name);
	} else {
		add_line(out, (char *[PARTS]){ name, xstrdup(vocabulary_label(&vocabulary_contact_states, state)),
		                               safe(party_called(contact->person.name)),
		                               safe(contact->person.country), when_of(contact->since), safe(contact->school.name) });
	}
}

static int list_contacts_in(struct store *s, const char *state, struct out *out, struct err *e)
{
	const struct record_type *type = &record_types[TYPE_Contact];
	int64_t *locals = NULL;
	int count = relation_list(s, state, &locals, e);

	for (int i = 0; i < count; i++) {
		struct contact contact = { 0 };
		struct record record = { 0 };

		if (record_by_local(s, locals[i], &record)) {
			struct json *tree = record_tree(s, &record);

			record_decode(type, tree, &contact);
			put_contact(out, locals[i], state, &contact);
			json_free(tree);
		}
		record_release(type, &contact);
		record_free(&record);
	}
	free(locals);
	return count < 0 ? -1 : 0;
}

/* Who asks me first, then whom I asked, then all others. */
static int list_contacts(struct store *s, struct out *out, struct err *e)
{
	static const char *const states[] = { "asksYou", "asked", "contact", "blocked" };

	for (size_t i = 0; i < ARRAY_SIZE(states); i++)
		if (list_contacts_in(s, states[i], out, e) != 0)
			return -1;
	return 0;
}

/* --- events --- */

static void put_event(struct out *out, const struct agenda_row *row)
{
	char *name;

	if (row->draft || !wants(out, row->title))
		return;
	name = cli_thread_name(row->local);
	if (out->objects) {
		struct json *object = json_new_object();

		json_set_string(object, "id", name);
		json_set_string(object, "state", agenda_word(row->state));
		cli_json_text(object, "title", row->title);
		cli_json_text(object, "kind", row->kind);
		cli_json_text(object, "project", row->project);
		cli_json_text(object, "country", row->country);
		cli_json_time(object, "starts", row->starts);
		cli_json_time(object, "ends", row->ends);
		add_object(out, object);
		free(name);
	} else {
		struct str when = { 0 };

		datetime_add_full(&when, row->starts, clock_now());
		add_line(out, (char *[PARTS]){ name, xstrdup(_(agenda_word(row->state))), safe(row->title), safe(row->country), str_detach(&when),
		                               safe(row->project) });
	}
}

static int list_events(struct store *s, struct out *out, struct err *e)
{
	char *zone = zone_of_computer();
	const struct agenda_query q = { .from = clock_now(), .now = clock_now(), .zone = zone };
	struct agenda_row *rows = NULL;
	int count = agenda_list(s, &q, &rows, e);

	for (int i = 0; i < count; i++) {
		put_event(out, &rows[i]);
		agenda_row_release(&rows[i]);
	}
	free(rows);
	free(zone);
	return count < 0 ? -1 : 0;
}

/* --- receipts --- */

static void put_receipt(struct out *out, const struct journal_row *row)
{
	char *words = journal_words(row);
	struct str when = { 0 };

	if (out->objects) {
		add_object(out, journal_receipt(row));
	} else {
		datetime_add_full(&when, row->at, clock_now());
		add_line(out, (char *[PARTS]){ xstrdup(row->receipt), str_detach(&when), safe(words), safe(row->who ? row->who : ""), xstrdup(""),
		                               xstrdup("") });
	}
	free(words);
}

/* Of what was sent in the last 400 days, newest first; found by title, person, receipt and day. */
static int list_receipts(struct store *s, struct out *out, struct err *e)
{
	struct journal_row *rows = xcalloc((size_t)out->limit, sizeof *rows);
	int count = journal_list(s, &(struct journal_query){ .words = out->find, .receipts = true }, out->limit, rows, e);

	for (int i = 0; i < count; i++) {
		put_receipt(out, &rows[i]);
		journal_row_release(&rows[i]);
	}
	free(rows);
	return count < 0 ? -1 : 0;
}

/* --- all of them --- */

static const struct { const char *name; int (*list)(struct store *s, struct out *out, struct err *e); } kinds[] = {
	{ "projects", list_projects }, { "contacts", list_contacts }, { "events", list_events }, { "receipts", list_receipts },
};

bool cli_is_kind(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return true;
	return false;
}

enum exit_status cli_print_kind(struct cli *cli, const char *name, const char *find, int limit)
{
	struct out out = { .objects = cli->json ? json_new_array() : NULL, .find = find, .limit = limit };
	struct err e = { 0 };
	struct store s;
	int result = 0;

	if (cli_store(cli, &s, &e) != 0) {
		json_free(out.objects);
		return cli_fail(&e);
	}
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			result = kinds[i].list(&s, &out, &e);
	store_close(&s);
	if (out.objects) {
		struct json *object = cli_json();

		json_set(object, name, out.objects);
		cli_print_json(object);
	} else if (out.count > 0) {
		print_lines(&out);
	} else if (result == 0) {
		cli_note(_("Nothing of that kind is kept here."));
	}
	return result == 0 ? EXIT_DONE : cli_fail(&e);
}
