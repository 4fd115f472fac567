/* The file of settings: read once, written line by line. */
#include "twinline/base/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/base/str.h"

enum { SETTINGS_FILE_MAX = 1 << 20, NS_PER_S = 1000 * 1000 * 1000 };

#define CHOICES_TEXT(choices) NULL
#define CHOICES_INTEGER(choices) NULL
#define CHOICES_HOURS(choices) NULL
#define CHOICES_URL(choices) NULL
#define CHOICES_YES(choices) "no|yes"
#define CHOICES_CHOICE(choices) choices
/* TRANSLATORS: words parted by bars stay parted by as many bars, in the same order. */
#define WORDS_TEXT(words) NULL
#define WORDS_INTEGER(words) NULL
#define WORDS_HOURS(words) NULL
#define WORDS_URL(words) NULL
#define WORDS_YES(words) N_("no|yes")
#define WORDS_CHOICE(words) words

const struct setting_row setting_rows[SETTING_COUNT] = {
#define SETTING(enumerator, name, kind, choices, words, min, max, otherwise, label, help) \
	[SETTING_##enumerator] = { name, SETTING_IS_##kind, CHOICES_##kind(choices), WORDS_##kind(words), min, max, otherwise, label, help },
#include "twinline/base/settings.def"
#undef SETTING
};

/* One line: where its parts begin and how long they are; name_len 0: it says nothing. */
struct line {
	const char *start, *name, *value, *equals; /* equals NULL: there is none */
	size_t len, name_len, value_len;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Takes text up to the next newline apart; returns what follows it. */
static const char *take_line(const char *text, struct line *line)
{
	const char *end = text + strcspn(text, "\n"), *c = text;

	*line = (struct line){ .start = text, .len = (size_t)(end - text) };
	while (c < end && is_blank(*c))
		c++;
	if (c < end && *c != '#') {
		line->name = c;
		while (c < end && *c != '=' && !is_blank(*c))
			c++;
		line->name_len = (size_t)(c - line->name);
		while (c < end && is_blank(*c))
			c++;
		if (c < end && *c == '=')
			line->equals = c++;
		while (c < end && is_blank(*c))
			c++;
		line->value = c;
		while (end > c && is_blank(end[-1]))
			end--;
		line->value_len = (size_t)(end - c);
	}
	text += line->len;
	return *text ? text + 1 : text;
}

static int setting_of(const char *name, size_t len)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (strlen(setting_rows[i].name) == len && memcmp(setting_rows[i].name, name, len) == 0)
			return i;
	return -1;
}

static bool read_integer(const char *value, int64_t *integer)
{
	char *end;

	errno = 0;
	*integer = strtoll(value, &end, 10);
	return *value && !*end && errno == 0;
}

static char *(*codes_of)(enum setting setting);

void settings_use_codes(char *(*codes)(enum setting setting))
{
	codes_of = codes;
}

/* The same as wrong_value, of what another room has the codes of. */
static char *wrong_code(enum setting setting, const char *value)
{
	char *codes = codes_of && *value ? codes_of(setting) : NULL, *wrong = NULL;

	if (codes && option_choice(codes, value) < 0)
		wrong = xasprintf(_("%s takes one of %s."), setting_rows[setting].name, codes);
	free(codes);
	return wrong;
}

/* What is wrong with a value, a sentence of yours; NULL: nothing. */
static char *wrong_value(enum setting setting, const char *value)
{
	const struct setting_row *row = &setting_rows[setting];
	int64_t integer;
	struct hours hours;

	if (row->choices && option_choice(row->choices, value) < 0)
		return xasprintf(_("%s takes one of %s."), row->name, row->choices);
	if (row->kind == SETTING_IS_INTEGER && (!read_integer(value, &integer) || integer < row->min || integer > row->max))
		return xasprintf(_("%s takes a number from %lld to %lld."), row->name, (long long)row->min, (long long)row->max);
	if (row->kind == SETTING_IS_HOURS && !hours_parse(value, &hours))
		return xasprintf(_("%s takes hours like 19:00-07:00, or nothing for any time."), row->name);
	if (row->kind == SETTING_IS_URL && strchr(value, '@'))
		return xasprintf(_("%s takes an address without name and password; \"twinline proxy-login\" keeps those."), row->name);
	if (strpbrk(value, "\r\n"))
		return xasprintf(_("%s takes one line."), row->name);
	return row->kind == SETTING_IS_TEXT ? wrong_code(setting, value) : NULL;
}

/* Takes what one line says into s; returns NULL, or what is wrong, yours, and where. */
static char *take_setting(struct settings *s, const struct line *line, const char **at)
{
	int setting = setting_of(line->name, line->name_len);
	char *value, *cause;

	*at = line->equals ? line->value : line->name;
	if (!line->equals || line->name_len == 0)
		return xstrdup(_("A line is written like \"language = el\"."));
	if (setting < 0)
		return NULL;
	value = xstrndup(line->value, line->value_len);
	cause = wrong_value((enum setting)setting, value);
	if (cause) {
		free(value);
	} else {
		free(s->values[setting]);
		s->values[setting] = value;
	}
	return cause;
}

/* What tells one state of the file from another. */
static void read_stamp(const char *path, int64_t *inode, int64_t *changed_ns)
{
	struct stat st;

	*inode = *changed_ns = 0;
	if (stat(path, &st) == 0) {
		*inode = (int64_t)st.st_ino;
		*changed_ns = (int64_t)st.st_ctim.tv_sec * NS_PER_S + st.st_ctim.tv_nsec;
	}
}

bool settings_reload(struct settings *s)
{
	int64_t inode, changed_ns;
	char *path;

	read_stamp(s->path, &inode, &changed_ns);
	if (inode == s->inode && changed_ns == s->changed_ns)
		return false;
	path = xstrdup(s->path);
	settings_release(s);
	settings_load(s, path, NULL);
	free(path);
	return true;
}

int settings_load(struct settings *s, const char *path, struct err *e)
{
	struct str text;
	int result = 0, number = 0;

	*s = (struct settings){ .path = xstrdup(path) };
	read_stamp(path, &s->inode, &s->changed_ns);
	if (access(path, F_OK) != 0)
		return 0;
	str_init(&text, SETTINGS_FILE_MAX);
	if (file_read(path, SETTINGS_FILE_MAX, &text, e) != 0)
		result = -1;
	for (const char *rest = result == 0 ? text.text : ""; *rest;) {
		struct line line;
		const char *at;
		char *cause;

		rest = take_line(rest, &line);
		number++;
		cause = line.name_len || line.equals ? take_setting(s, &line, &at) : NULL;
		if (cause && result == 0)
			result = err_at(e, path, number, (int)(at - line.start) + 1, cause);
		free(cause);
	}
	str_release(&text);
	return result;
}

int settings_strangers(const char *path, struct strings *names, struct err *e)
{
	struct str text;
	int result = 0;

	str_init(&text, SETTINGS_FILE_MAX);
	if (access(path, F_OK) == 0)
		result = file_read(path, SETTINGS_FILE_MAX, &text, e);
	for (const char *rest = result == 0 && text.text ? text.text : ""; *rest;) {
		struct line line;

		rest = take_line(rest, &line);
		if (line.equals && line.name_len && setting_of(line.name, line.name_len) < 0)
			strings_push_take(names, xstrndup(line.name, line.name_len));
	}
	str_release(&text);
	return result;
}

void settings_release(struct settings *s)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		free(s->values[i]);
	free(s->path);
	*s = (struct settings){ 0 };
}

bool settings_has(const struct settings *s, enum setting setting)
{
	return s->values[setting] != NULL;
}

const char *settings_text(const struct settings *s, enum setting setting)
{
	return s->values[setting] ? s->values[setting] : setting_rows[setting].otherwise;
}

bool settings_yes(const struct settings *s, enum setting setting)
{
	return strcmp(settings_text(s, setting), "yes") == 0;
}

int64_t settings_integer(const struct settings *s, enum setting setting)
{
	int64_t integer = 0;

	read_integer(settings_text(s, setting), &integer);
	return integer;
}

struct hours settings_hours(const struct settings *s, enum setting setting)
{
	struct hours hours;

	hours_parse(settings_text(s, setting), &hours);
	return hours;
}

int settings_choice(const struct settings *s, enum setting setting)
{
	return option_choice(setting_rows[setting].choices, settings_text(s, setting));
}

/* The text of the file with the setting's lines replaced by one of value; added at the end where there is none. */
static void rewrite(const char *text, enum setting setting, const char *value, struct str *out)
{
	bool is_there = false;

	while (*text) {
		struct line line;

		text = take_line(text, &line);
		if (line.name_len == 0 || !line.equals || setting_of(line.name, line.name_len) != (int)setting) {
			str_addn(out, line.start, line.len);
			str_addc(out, '\n');
		} else if (!is_there) {
			str_addf(out, "%s = %s\n", setting_rows[setting].name, value);
			is_there = true;
		}
	}
	if (!is_there)
		str_addf(out, "%s = %s\n", setting_rows[setting].name, value);
}

int settings_set(struct settings *s, enum setting setting, const char *value, struct err *e)
{
	struct str before, after = { 0 };
	char *cause = wrong_value(setting, value);
	int result = 0;

	if (cause) {
		err_set(e, ERR_USAGE, cause, NULL);
		free(cause);
		return -1;
	}
	str_init(&before, SETTINGS_FILE_MAX);
	if (access(s->path, F_OK) == 0)
		result = file_read(s->path, SETTINGS_FILE_MAX, &before, e);
	if (result == 0) {
		rewrite(before.text ? before.text : "", setting, value, &after);
		result = file_write(s->path, after.text, after.len, 0600, e);
	}
	if (result == 0) {
		char *kept = xstrdup(value);

		free(s->values[setting]);
		s->values[setting] = kept;
		read_stamp(s->path, &s->inode, &s->changed_ns);
	}
	str_release(&before);
	str_release(&after);
	return result;
}

/* The element at index of a list parted by bars; yours. */
static char *element(const char *list, int index)
{
	for (; index > 0 && strchr(list, '|'); index--)
		list = strchr(list, '|') + 1;
	return xstrndup(list, strcspn(list, "|"));
}

static int count_of(const char *text, char sign)
{
	int count = 0;

	for (; *text; text++)
		count += *text == sign;
	return count;
}

char *settings_words(const struct settings *s, enum setting setting)
{
	const struct setting_row *row = &setting_rows[setting];

	if (row->kind == SETTING_IS_HOURS && !*settings_text(s, setting))
		return xstrdup(_("any time"));
	int choice = row->words ? settings_choice(s, setting) : 0;

	if (!row->words || choice > count_of(_(row->words), '|')) /* names of standards are their own words */
		return xstrdup(settings_text(s, setting));
	return element(_(row->words), choice);
}

char *settings_next(const struct settings *s, enum setting setting)
{
	const char *choices = setting_rows[setting].choices;
	int count = 1;

	for (const char *c = choices; *c; c++)
		count += *c == '|';
	return element(choices, (settings_choice(s, setting) + 1) % count);
}
