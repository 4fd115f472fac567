/* The row of a conversation in a list. */
#include "thread_rows.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { WHO_CELLS = 17, COUNTRY_CELLS = 2, PROJECT_CELLS = 11, WHEN_CELLS = 6, PROJECT_FROM = 68 };

/* The longest word that a row often has: a column of its own width in every language. */
static int state_cells(void)
{
	int most = 0;

	for (int state = MESSAGE_NEW; state < MESSAGE_NEEDS_YOU; state++) {
		int cells = cells_width(_(message_state_word((enum message_state)state)));

		if (cells > most)
			most = cells;
	}
	return most;
}

struct thread_columns thread_columns_of(struct face *face, int cells, bool narrow)
{
	return (struct thread_columns){
		.face = face, .narrow = narrow, .line = cells, .state = state_cells(), .who = WHO_CELLS,
		.country = COUNTRY_CELLS, .project = cells >= PROJECT_FROM ? PROJECT_CELLS : 0, .when = narrow ? 0 : WHEN_CELLS,
	};
}

static char *when_of(const struct thread_columns *c, const struct thread_row *row)
{
	return words_short_time(c->is_bin ? thread_gone_at(face_store(c->face), row->local) : row->latest_at);
}

void thread_columns_fit(struct thread_columns *c, const struct thread_row *row)
{
	char *when = when_of(c, row);

	if (!c->narrow && cells_width(when) > c->when)
		c->when = cells_width(when);
	free(when);
}

/* A letter of mine that nobody has answered: its row names who it goes to. */
static bool is_to(const struct thread_row *row)
{
	return row->state >= MESSAGE_DRAFT && row->count <= 1;
}

static char *who_of(const struct thread_row *row)
{
	const char *who = row->who ? party_called(row->who) : "";

	char *name = words_safe_in(who, SANITISE_LINE, latin_language(NULL, row->country)), *to;

	if (!is_to(row) || !*who)
		return name;
	to = xasprintf(_("to: %s"), name);
	free(name);
	return to;
}

static void add_wide(struct str *line, const struct thread_columns *c, const struct thread_row *row)
{
	const char *state = _(message_state_word(row->state));
	char *who = who_of(row), *when = when_of(c, row);
	char *about = words_safe_in(row->subject, SANITISE_LINE, latin_language(NULL, row->country));
	struct str count_text = { 0 };
	int who_cells = c->who, subject, extra = cells_width(state) - c->state;

	if (row->count > 1)
		str_addf(&count_text, "%d", row->count);
	who_cells -= extra > 0 ? extra : 0;
	who_cells -= count_text.len > 1 ? (int)count_text.len - 1 : 0;
	words_pad(line, c->face, state, extra > 0 ? c->state + extra : c->state);
	str_addc(line, ' ');
	words_pad(line, c->face, who, who_cells);
	str_addc(line, ' ');
	words_right(line, count_text.len ? count_text.text : "", 1);
	str_addc(line, ' ');
	subject = c->line - cells_width(line->text) - 1 - c->country - 1 - (c->project ? c->project + 2 : 1) - c->when;
	words_pad(line, c->face, about, subject);
	str_addc(line, ' ');
	words_pad(line, c->face, row->country, c->country);
	str_addc(line, ' ');
	if (c->project) {
		words_pad(line, c->face, row->project, c->project);
		str_add(line, "  ");
	}
	words_right(line, when, c->when);
	str_release(&count_text);
	free(about);
	free(who);
	free(when);
}

/* Said: "new. Ewa Kowalska, PL. 3 questions before week 2. Water diary. 09:55". */
static void add_spoken(struct str *line, const struct thread_columns *c, const struct thread_row *row)
{
	char *who = who_of(row), *country = words_safe(row->country, SANITISE_LINE), *safe = words_safe(who, SANITISE_LINE);
	char *when = when_of(c, row);
	struct str person = { 0 };

	words_part(&person, safe);
	words_part(&person, country);
	words_pad(line, c->face, _(message_state_word(row->state)), 0);
	words_pad(line, c->face, person.text, 0);
	words_pad(line, c->face, row->subject, 0);
	words_pad(line, c->face, row->project, 0);
	str_add(line, when);
	str_release(&person);
	free(safe);
	free(country);
	free(who);
	free(when);
}

/* At 40 columns: state, who, what, when; the answer's "Re: " tells nothing that the row does not. */
static void add_narrow(struct str *line, const struct thread_columns *c, const struct thread_row *row)
{
	const char *state = _(message_state_word(row->state)), *subject = row->subject ? row->subject : "";
	char *who = words_short_name(row->who, row->country), *when = when_of(c, row), *what, *text;
	int room;

	if (*state)
		str_addf(line, "%s ", state);
	if (is_to(row) && starts_with(subject, "Re: "))
		subject += strlen("Re: ");
	what = words_safe(subject, SANITISE_LINE);
	/* TRANSLATORS: a conversation in a narrow list: who, subject. */
	text = *who ? xasprintf(_("%s: %s"), who, what) : xstrdup(what);
	room = c->line - cells_width(line->len ? line->text : "") - 1 - cells_width(when);
	words_pad(line, c->face, text, room);
	str_addf(line, " %s", when);
	free(what);
	free(text);
	free(who);
	free(when);
}

void thread_row_add(struct str *line, const struct thread_columns *c, const struct thread_row *row)
{
	if (words_are_spoken())
		add_spoken(line, c, row);
	else if (c->narrow)
		add_narrow(line, c, row);
	else
		add_wide(line, c, row);
}
