/* stats: how many and how much, of nobody in particular. Reads beside a portal that serves. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "init.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/schema/vocabulary.h"
#include "user.h"

enum { STATS_VERSION = 1 }; /* of the JSON; moves when a member changes its meaning */

static bool as_json;

static const struct option_row options[] = {
	{"json", OPTION_FLAG, NULL, 0, 0, &as_json, N_("As JSON.")},
	{0},
};

/* --- what is counted: rows of (name, number); the name as the JSON has it --- */

static const char *state_name(struct db_stmt *row)
{
	int64_t state = db_int(row, 0);
	return state >= 0 && state < USER_STATE_COUNT ? user_state_code((enum user_state)state) : "";
}

static const char *type_name(struct db_stmt *row)
{
	int64_t type = db_int(row, 0);
	return type >= 0 && type < RECORD_TYPE_COUNT ? record_types[type].name : "";
}

static const char *text_name(struct db_stmt *row)
{
	return db_text(row, 0);
}

static const char *state_label(const char *name)
{
	return vocabulary_label(&vocabulary_person_states, name);
}

static const char *country_label(const char *name)
{
	return *name ? vocabulary_label(&vocabulary_countries, name) : _("no country");
}

static const char *type_label(const char *name)
{
	const struct record_type *type = record_type_find(name);
	return type ? _(type->label) : name;
}

/* Names of numbers that no vocabulary has. */
static const struct { const char *name, *label; } labels[] = {
	{"all", N_("in all")},
	{"day", N_("used within a day")},
	{"month", N_("used within 30 days")},
	{"letters", N_("letters, counted once")},
	{"files", N_("files")},
	{"named", N_("bytes as they are named")},
	{"kept", N_("bytes kept, what is the same once")},
	{"waiting", N_("waiting to be mailed")},
	{"fetched", N_("fetched")},
};

static const char *plain_label(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++)
		if (text_equal(labels[i].name, name))
			return _(labels[i].label);
	return name;
}

/* ?1 is now, where it is asked for. */
static const struct section {
	const char *name, *title, *sql; /* NULL sql: sizes of tables */
	const char *(*name_of)(struct db_stmt *row);
	const char *(*label)(const char *name);
} sections[] = {
	{"people", N_("People"), "SELECT state, count(*) FROM login GROUP BY state ORDER BY state", state_name, state_label},
	{"countries", N_("Accepted people by country"),
	 "SELECT p.country, count(*) FROM account a JOIN login l JOIN record r ON r.account = a.local AND r.type = 0 AND r.id = l.person"
	 " JOIN person_index p ON p.local = r.local WHERE a.kind = 2 AND l.state = 1 GROUP BY 1 ORDER BY 2 DESC, 1",
	 text_name, country_label},
	{"signIns", N_("Signed-in devices"),
	 "SELECT 'all', count(*) FROM sign_in UNION ALL SELECT 'day', count(*) FROM sign_in WHERE used_at > ?1 - 86400"
	 " UNION ALL SELECT 'month', count(*) FROM sign_in WHERE used_at > ?1 - 30 * 86400", text_name, plain_label},
	{"records", N_("Records"), "SELECT type, count(*) FROM record GROUP BY type ORDER BY type", type_name, type_label},
	{"messages", N_("Messages"), "SELECT 'letters', count(DISTINCT message_uid) FROM message_index", text_name, plain_label},
	{"files", N_("Files"),
	 "SELECT 'files', count(*) FROM blob UNION ALL SELECT 'named', coalesce(sum(size), 0) FROM blob"
	 " UNION ALL SELECT 'kept', coalesce(sum(length(bytes)), 0) FROM chunk", text_name, plain_label},
	{"mail", N_("Letters"), "SELECT 'waiting', count(*) FROM letter", text_name, plain_label},
	{"links", N_("One-time links"),
	 "SELECT 'all', count(*) FROM link UNION ALL SELECT 'fetched', count(*) FROM link WHERE used_at IS NOT NULL", text_name, plain_label},
	{"bytes", N_("Bytes by table"), NULL, NULL, plain_label},
};
_Static_assert(TYPE_Person == 0 && ACCOUNT_DIRECTORY == 2 && USER_ACCEPTED == 1, "as the SQL says");

static void add_size(void *context, const char *table, int64_t bytes)
{
	json_set_integer(context, table, bytes);
}

static int count_section(struct store *s, const struct section *section, struct json *into, struct err *e)
{
	int step;
	if (!section->sql)
		return db_sizes(s->db, add_size, into, e);
	struct db_stmt *row = db_prepare(s->db, section->sql);
	if (strstr(section->sql, "?1"))
		db_bind_int(row, 1, clock_now());
	while ((step = db_step(row, e)) == 1)
		json_set_integer(into, section->name_of(row), db_int(row, 1));
	return step;
}

/* The last day on which anybody was here, and the last message's moment; nothing where there was none. */
static int add_newest(struct store *s, struct json *document, struct err *e)
{
	static const struct { const char *name, *sql; int len; } rows[] = {
		{"activeAt", "SELECT max(used_at) FROM sign_in", CLOCK_DAY_SIZE - 1},
		{"messageAt", "SELECT max(received_at) FROM message_index", CLOCK_TEXT_SIZE - 1},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct db_stmt *row = db_prepare(s->db, rows[i].sql);
		char text[CLOCK_TEXT_SIZE];
		if (db_step(row, e) < 0)
			return -1;
		if (db_int(row, 0) > 0) {
			clock_format(db_int(row, 0), text);
			text[rows[i].len] = '\0';
			json_set_string(document, rows[i].name, text);
		}
		db_reset(row);
	}
	return 0;
}

static struct json *count_all(struct store *s, struct err *e)
{
	struct json *document = json_new_object();
	json_set_integer(document, "version", STATS_VERSION);
	/* All of one moment. */
	int result = db_begin_read(s->db, e);
	for (size_t i = 0; i < ARRAY_SIZE(sections) && result == 0; i++)
		result = count_section(s, &sections[i], json_set(document, sections[i].name, json_new_object()), e);
	if (result == 0)
		result = add_newest(s, document, e);
	db_rollback(s->db);
	if (result == 0)
		return document;
	json_free(document);
	return NULL;
}

/* --- output --- */

static void show(const struct json *document)
{
	const char *active = json_get_text(document, "activeAt"), *message = json_get_text(document, "messageAt");
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
		const struct json *section = json_get(document, sections[i].name);
		if (json_size(section) == 0)
			continue;
		printf("%s\n", _(sections[i].title));
		for (const struct json *row = json_first(section); row; row = json_next(row))
			printf("%14" PRId64 "  %s\n", json_integer(row, 0), sections[i].label(json_key(row)));
	}
	if (active)
		printf(_("Last sign-in used: %s\n"), active);
	if (message)
		printf(_("Newest message: %s\n"), message);
}

static int stats(char **words, int count, struct err *e)
{
	struct store s;
	(void)count;
	if (init_open(&s, words[0], DB_READ_ONLY, e) < 0)
		return COMMAND_FAILED;
	struct json *document = count_all(&s, e);
	store_close(&s);
	if (!document)
		return COMMAND_FAILED;
	if (as_json) {
		char *text = json_print(document);
		printf("%s\n", text);
		free(text);
	} else {
		show(document);
	}
	json_free(document);
	return fflush(stdout) == 0 && !ferror(stdout) ? COMMAND_DONE : (err_errno(e, ERR_FILE, "stdout"), COMMAND_FAILED);
}

const struct command command_stats = {
	.name = "stats",
	.usage = "DIR",
	.help = N_("Tells how many people, messages and bytes there are; no names. Works while the portal serves."),
	.options = options,
	.words_least = 1,
	.words_most = 1,
	.run = stats,
};
