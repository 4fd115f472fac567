/* twinline list and twinline search: conversations, a line each. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"

enum { LIMIT = 50, LIMIT_MAX = 100000, GAP = 2, WHO_CELLS = 24 };

static int64_t view = THREAD_VIEW_INBOX, list_limit = LIMIT, search_limit = LIMIT;
static const char *find;

/* The codes stand in the order of enum thread_view. */
const struct option_row list_options[] = {
	{ "view", OPTION_CHOICE, "inbox|sent|drafts|put-away|bin", 0, 0, &view, N_("Lists this view; the inbox if not given.") },
	{ "find", OPTION_TEXT, N_("WORDS"), 0, 0, &find, N_("Only what has words that begin so.") },
	{ "limit", OPTION_INTEGER, N_("N"), 1, LIMIT_MAX, &list_limit, N_("At most so many; 50 if not given.") },
	{ 0 },
};

const struct option_row search_options[] = {
	{ "limit", OPTION_INTEGER, N_("N"), 1, LIMIT_MAX, &search_limit, N_("At most so many; 50 if not given.") },
	{ 0 },
};

/* --- lines --- */

enum column { COLUMN_ID, COLUMN_STATE, COLUMN_WHO, COLUMN_COUNTRY, COLUMN_WHEN, COLUMN_SUBJECT, COLUMN_COUNT };

struct line {
	char *part[COLUMN_COUNT];
};

static struct line line_of(const struct thread_row *row, int64_t now)
{
	struct str when = { 0 }, subject = { 0 };
	const char *word = message_state_word(row->state);
	datetime_add_short(&when, row->latest_at, now);
	sanitise(&subject, row->subject ? row->subject : "", row->subject ? strlen(row->subject) : 0, SANITISE_LINE);
	if (row->count > 1)
		str_addf(&subject, " (%d)", row->count);
	return (struct line){ .part = {
		[COLUMN_ID] = cli_thread_name(row->local), [COLUMN_STATE] = xstrdup(*word ? _(word) : ""),
		[COLUMN_WHO] = sanitise_copy(row->who, SANITISE_LINE), [COLUMN_COUNTRY] = sanitise_copy(row->country, SANITISE_LINE),
		[COLUMN_WHEN] = str_detach(&when), [COLUMN_SUBJECT] = str_detach(&subject),
	} };
}

static void print_line(const struct line *line, const int widths[COLUMN_COUNT])
{
	struct str text = { 0 };
	for (int i = 0; i < COLUMN_COUNT; i++) {
		str_add(&text, line->part[i]);
		for (int cells = cells_width(line->part[i]); i < COLUMN_SUBJECT && cells < widths[i] + GAP; cells++)
			str_addc(&text, ' ');
	}
	cli_say("%s", text.text);
	str_release(&text);
}

/* Names longer than a column push what follows; nothing is cut. */
static void print_lines(const struct thread_page *page)
{
	struct line *lines = xcalloc((size_t)page->count, sizeof *lines);
	int widths[COLUMN_COUNT] = { 0 };
	int64_t now = clock_now();
	for (int i = 0; i < page->count; i++) {
		lines[i] = line_of(&page->rows[i], now);
		for (int c = 0; c < COLUMN_SUBJECT; c++) {
			int cells = cells_width(lines[i].part[c]);
			if (cells > widths[c] && (c != COLUMN_WHO || cells <= WHO_CELLS))
				widths[c] = cells;
		}
	}
	for (int i = 0; i < page->count; i++) {
		print_line(&lines[i], widths);
		for (int c = 0; c < COLUMN_COUNT; c++)
			free(lines[i].part[c]);
	}
	free(lines);
}

/* --- JSON --- */

static struct json *object_of(const struct thread_row *row)
{
	struct json *object = json_new_object();
	char *name = cli_thread_name(row->local);
	json_set_string(object, "id", name);
	json_set_string(object, "state", message_state_word(row->state));
	cli_json_text(object, "who", row->who);
	cli_json_text(object, "country", row->country);
	cli_json_text(object, "subject", row->subject);
	cli_json_text(object, "project", row->project);
	json_set_integer(object, "count", row->count);
	json_set_integer(object, "unread", row->unread);
	cli_json_time(object, "at", row->latest_at);
	free(name);
	return object;
}

static void print_object(const struct thread_page *page, int64_t total)
{
	struct json *object = cli_json();
	struct json *rows = json_set(object, "conversations", json_new_array());
	json_set_integer(object, "total", total);
	for (int i = 0; i < page->count; i++)
		json_push(rows, object_of(&page->rows[i]));
	cli_print_json(object);
}

/* --- both --- */

enum exit_status cli_print_threads(struct cli *cli, enum thread_view from, const char *words, int limit)
{
	const struct thread_query query = { .view = from, .filter = words };
	struct err e = { 0 };
	struct store s;
	struct thread_page page;
	int64_t total = 0;
	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	int result = thread_list(&s, &query, 0, limit, &page, &e);
	if (result == 0 && cli->json)
		result = thread_counts(&s, &query, 0, &total, NULL, NULL, &e);
	if (result == 0 && cli->json)
		print_object(&page, total);
	else if (result == 0 && page.count > 0)
		print_lines(&page);
	else if (result == 0)
		cli_note(_("Nothing of that kind is kept here."));
	thread_page_release(&page);
	store_close(&s);
	return result == 0 ? EXIT_DONE : cli_fail(&e);
}

enum exit_status cli_run_list(struct cli *cli, char **words, int count)
{
	struct err e = { 0 };
	if (count == 0 || strcmp(words[0], "conversations") == 0)
		return cli_print_threads(cli, (enum thread_view)view, find, (int)list_limit);
	if (cli_is_kind(words[0]))
		return cli_print_kind(cli, words[0], find, (int)list_limit);
	err_set(&e, ERR_COMMAND_LINE, "twinline list conversations|projects|contacts|events|receipts", NULL);
	return cli_fail(&e);
}

enum exit_status cli_run_search(struct cli *cli, char **words, int count)
{
	struct str all = { 0 };
	for (int i = 0; i < count; i++)
		str_addf(&all, "%s%s", i > 0 ? " " : "", words[i]);
	enum exit_status status = cli_print_threads(cli, THREAD_VIEW_ALL, all.text, (int)search_limit);
	str_release(&all);
	return status;
}
