/* The API page in Markdown: prose between tables that are grown from the rows. */
#include "twinline/jmap/describe.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "prose.h"
#include "rows.h"
#include "twinline/base/attr.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/packet.h"
#include "twinline/jmap/sync.h"
#include "twinline/jmap/websocket.h"
#include "twinline/schema/access.h"
#include "twinline/schema/filter.h"

/* --- prose --- */

static const struct {
	const char *name, *text;
	int64_t number; /* where there is no text */
} values[] = {
	{ "CORE", JMAP_CORE, 0 },
	{ "TWINLINE", JMAP_TWINLINE, 0 },
	{ "BLOB", JMAP_BLOB, 0 },
	{ "WEBSOCKET", WEBSOCKET_CAPABILITY, 0 },
	{ "WEBSOCKET_ZSTD", WEBSOCKET_ZSTD, 0 },
	{ "LISTENERS", NULL, JMAP_MAX_STREAMS },
	{ "PING_LEAST", NULL, JMAP_PING_LEAST },
	{ "PING_MOST", NULL, JMAP_PING_MOST },
	{ "SOURCES", NULL, JMAP_MAX_DATA_SOURCES },
	{ "SIGN_IN", SYNC_SIGN_IN_PATH, 0 },
	{ "DEVICES", SYNC_DEVICES_PATH, 0 },
	{ "PASSWORD", SYNC_PASSWORD_PATH, 0 },
	{ "CONFIRM", SYNC_CONFIRM_PATH, 0 },
	{ "DICTIONARY", SYNC_DICTIONARY_PATH, 0 },
	{ "PACKET", SYNC_PACKET_PATH, 0 },
	{ "PACKET_DAYS", NULL, PACKET_AGE_MAX / (24 * 60 * 60) },
	{ "REGISTER", SYNC_REGISTER_PATH, 0 },
	{ "RESET", SYNC_RESET_PATH, 0 },
	{ "SESSION", SYNC_SESSION_PATH, 0 },
	{ "EXPANSION", NULL, JMAP_MAX_EXPANSION },
	{ "BYTES", NULL, SYNC_MAX_BYTES_DEFAULT },
	{ "BYTES_LEAST", NULL, SYNC_MAX_BYTES_LEAST },
	{ "BYTES_MOST", NULL, SYNC_MAX_BYTES_MOST },
};

static bool add_value(struct str *out, const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(values); i++)
		if (strlen(values[i].name) == len && strncmp(values[i].name, name, len) == 0) {
			if (values[i].text)
				str_add(out, values[i].text);
			else
				str_addf(out, "%" PRId64, values[i].number);
			return true;
		}
	return false;
}

/* Adds paragraphs with their $NAMES$ replaced; any other '$' is itself. */
static void add_prose(struct str *out, const char *const *paragraphs)
{
	for (; *paragraphs; paragraphs++)
		for (const char *c = *paragraphs; *c; c++) {
			size_t len = *c == '$' ? strspn(c + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") : 0;

			if (len > 0 && c[len + 1] == '$' && add_value(out, c + 1, len))
				c += len + 1;
			else
				str_addc(out, *c);
		}
}

/* --- tables --- */

/* The words of the flags, parted by commas. */
static void add_words(struct str *out, unsigned flags, const struct word *words)
{
	bool first = true;

	for (; words->word; words++)
		if (flags & words->flag) {
			str_addf(out, "%s%s", first ? "" : ", ", words->word);
			first = false;
		}
}

static void add_audience(struct str *out, unsigned audience)
{
	bool first = true;

	for (unsigned bit = 0; bit < AUDIENCE_COUNT; bit++)
		if (audience >> bit & 1) {
			str_addf(out, "%s%s", first ? "" : ", ", access_audience_name(bit));
			first = false;
		}
}

static void add_kinds(struct str *out)
{
	str_add(out, "| kind | written like | default |\n|---|---|---|\n");
	for (int kind = 0; kind < FIELD_KIND_COUNT; kind++) {
		struct field field = { .kind = (enum field_kind)kind };
		struct json *standard = field_default(&field);
		char *text = json_print(standard);

		str_addf(out, "| %s | `%s` | `%s` |\n", kind_words[kind], field_example(&field), text);
		free(text);
		json_free(standard);
	}
	add_prose(out, prose_flags);
}

static void add_roles(struct str *out)
{
	str_add(out, "| role | belongs to |\n|---|---|\n");
	for (int role = 0; role < ROLE_COUNT; role++) {
		str_addf(out, "| %s | ", access_role_name((enum role)role));
		add_audience(out, access_mask((enum role)role));
		str_add(out, " |\n");
	}
	str_addc(out, '\n');
}

static void add_limits(struct str *out, const struct field *f)
{
	bool counted = f->kind == FIELD_TEXT || f->kind == FIELD_LONG_TEXT || f->kind == FIELD_INTEGER;

	if (f->vocabulary)
		str_addf(out, "%s%s", f->vocabulary->name, f->max ? ", " : "");
	if (f->target)
		str_addf(out, "%s%s", f->target, f->max ? ", " : "");
	if (f->max && (counted || f->min))
		str_addf(out, "%" PRId64 " to %" PRId64, f->min, f->max);
	else if (f->max)
		str_addf(out, "at most %" PRId64, f->max);
}

static void add_field(struct str *out, const struct field *f)
{
	str_addf(out, "| `%s` | %s | ", f->name, kind_words[f->kind]);
	add_limits(out, f);
	str_add(out, " | ");
	add_words(out, f->flags, flag_words);
	str_addf(out, " | %s: %s |\n", f->label, f->help);
}

/* What of the type a first Sync/get brings. */
static void add_window(struct str *out, const struct record_type *type)
{
	if (type->window == 0)
		str_add(out, "nothing unless `want` asks");
	else if (type->window < 0)
		str_add(out, "all");
	else if (type->flags & T_AHEAD)
		str_addf(out, "at most %d, from seven days ago to sixty days ahead", type->window);
	else
		str_addf(out, "the newest %d", type->window);
	if (type->order)
		str_addf(out, ", by `%s`", type->order);
}

static void add_holders(struct str *out, const struct record_type *type)
{
	const char *before = "";

	for (int kind = 0; kind < ACCOUNT_KIND_COUNT; kind++)
		if (record_type_in(type, (enum account_kind)kind)) {
			str_addf(out, "%s%s", before, account_kind_name((enum account_kind)kind));
			before = ", ";
		}
}

/* How a filter's value is written, and what it says of the property that stands for "@". */
static const struct {
	const char *like, *says;
} matches[] = {
	[FILTER_WORDS] = { "\"water\"", "each word begins one of a *searchable* property that everybody sees" },
	[FILTER_CODES] = { "[\"PL\"]", "@ is or has one of these; one code alone needs no list" },
	[FILTER_NONE_OF] = { "[\"PL\"]", "@ is and has none of these" },
	[FILTER_IS] = { "true", "@ is so" },
	[FILTER_NAME] = { "\"Kre\"", "@ begins so, accents and case aside, in its own letters or in Latin ones" },
	[FILTER_FROM] = { "7", "@ is this or more" },
	[FILTER_TO] = { "11", "@ is this or less" },
	[FILTER_SINCE] = { "\"2026-11-17\"", "@ is on this day or later" },
	[FILTER_BEFORE] = { "\"2026-11-17\"", "@ is before this day" },
	[FILTER_UNTIL] = { "true", "@ is today or later; false: is not" },
};

static void add_filters(struct str *out, const struct record_type *type)
{
	const struct filter_row *row = filter_rows(type);

	if (row->name)
		str_add(out, "| filter | written like | holds where | facet |\n|---|---|---|---|\n");
	for (; row->name; row++) {
		str_addf(out, "| `%s` | `%s` | ", row->name, matches[row->match].like);
		for (const char *c = matches[row->match].says; *c; c++)
			if (*c == '@')
				str_addf(out, "`%s`", row->field);
			else
				str_addc(out, *c);
		str_addf(out, " | %s |\n", row->facet ? "yes" : "");
	}
	if (filter_rows(type)->name)
		str_addc(out, '\n');
}

static void add_type(struct str *out, const struct record_type *type)
{
	static const struct word rights[] = {
		{ T_CREATE, "create" }, { T_UPDATE, "update" }, { T_DESTROY, "destroy" }, { 0, NULL }
	};

	str_addf(out, "### %s\n\n- accounts: ", type->name);
	add_holders(out, type);
	str_add(out, "\n- seen when fresh by: ");
	add_audience(out, type->audience);
	str_add(out, "\n- clients may: read");
	for (const struct word *right = rights; right->word; right++)
		if (type->flags & right->flag)
			str_addf(out, ", %s", right->word);
	if (!(type->flags & T_DERIVED)) {
		str_add(out, "\n- first window of `Sync/get`: ");
		add_window(out, type);
	}
	if (type->flags & T_SINGLETON)
		str_add(out, "\n- there is exactly one");
	if (type->flags & T_DERIVED)
		str_add(out, "\n- kept by the portal from other records; `Sync/get` never sends it");
	str_add(out, "\n\n");
	if (prose_rules(type))
		str_addf(out, "%s\n\n", prose_rules(type));
	str_add(out, "| property | kind | limits | flags | meaning |\n|---|---|---|---|---|\n");
	for (unsigned i = 0; i < type->field_count; i++)
		add_field(out, &type->fields[i]);
	str_addc(out, '\n');
	add_filters(out, type);
}

static void add_vocabulary(struct str *out, const struct vocabulary *v)
{
	bool flags = vocabulary_words(v)->word != NULL, dates = v == &vocabulary_countries;

	str_addf(out, "### %s\n\n| code | meaning |%s%s\n", v->name, flags ? " |" : "", dates ? " from | until |" : "");
	str_addf(out, "|---|---|%s%s\n", flags ? "---|" : "", dates ? "---|---|" : "");
	for (size_t i = 0; i < v->count; i++) {
		const struct vocabulary_row *row = &v->rows[i];

		str_addf(out, "| `%s` | %s |", row->code, row->label);
		if (flags) {
			str_addc(out, ' ');
			add_words(out, row->flags, vocabulary_words(v));
			str_add(out, " |");
		}
		if (dates)
			str_addf(out, " %s | %s |", row->from ? row->from : "", row->until ? row->until : "");
		str_addc(out, '\n');
	}
	str_addc(out, '\n');
}

static void add_errors(struct str *out)
{
	str_add(out, "## 8. Errors\n\nOne form everywhere (section 3). The sentence shows where its `arguments` belong.\n\n"
	             "| type | sentence |\n|---|---|\n");
	for (int code = ERR_OK + 1; code < ERR_CODE_COUNT; code++) {
		char *sentence = error_sentence((enum err_code)code);

		str_addf(out, "| `%s` | %s |\n", err_name((enum err_code)code), sentence);
		free(sentence);
	}
	str_add(out, "\n## 9. Limits\n\n| limit | value |\n|---|---|\n");
	for (size_t i = 0; i < JMAP_LIMITS; i++)
		str_addf(out, "| `%s` | %" PRId64 " |\n", jmap_limits[i].name, jmap_limits[i].value);
}

void describe_markdown(struct str *out)
{
	add_prose(out, prose_start);
	add_prose(out, prose_methods);
	add_prose(out, prose_values);
	add_roles(out);
	add_kinds(out);
	str_add(out, "## 6. Types\n\nEvery record also has `id` and `rev` (a number that moves with its content), both ");
	str_add(out, "server-set.\n\n");
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		add_type(out, &record_types[i]);
	str_add(out, "## 7. Vocabularies\n\nClosed lists of codes; a newer portal may know more.\n\n");
	for (const struct vocabulary *const *v = vocabularies; *v; v++)
		add_vocabulary(out, *v);
	add_errors(out);
}
