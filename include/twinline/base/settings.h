/*
 * What can be set: lines of `name = value` in the file `settings` of the configuration directory; "#" begins a note. The rows
 * stand in settings.def. A line of a name that no row has is a newer program's, and kept.
 */
#ifndef TWINLINE_BASE_SETTINGS_H
#define TWINLINE_BASE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/base/hours.h"
#include "twinline/base/strings.h"

enum setting {
#define SETTING(enumerator, name, kind, choices, words, min, max, otherwise, label, help) SETTING_##enumerator,
#include "twinline/base/settings.def"
#undef SETTING
	SETTING_COUNT
};

enum setting_kind { SETTING_IS_TEXT, SETTING_IS_YES, SETTING_IS_CHOICE, SETTING_IS_INTEGER, SETTING_IS_HOURS, SETTING_IS_URL };

struct setting_row {
	const char *name;
	enum setting_kind kind;
	const char *choices;   /* codes parted by "|"; of SETTING_IS_YES "no|yes" */
	const char *words;     /* N_(): what people read for them, parted alike; NULL: the codes */
	int64_t min, max;
	const char *otherwise; /* the value where nothing is set */
	const char *label, *help; /* N_() */
};

extern const struct setting_row setting_rows[SETTING_COUNT];

struct settings {
	char *path;
	char *values[SETTING_COUNT]; /* NULL: not set */
	int64_t inode, changed_ns;   /* of the file as it was read or written last; 0: it was not there */
};

/*
 * The codes that a setting of SETTING_IS_TEXT takes beside nothing, parted by "|", yours to free; NULL: any text. For a room above that
 * has the list: base knows neither languages nor countries. Before the first settings_load; nothing given: any text.
 */
void settings_use_codes(char *(*codes_of)(enum setting setting));

/*
 * Reads the file at path, if it is there. Returns 0, or -1 with e: ERR_FILE_SYNTAX with file:line:column of the first line
 * that is wrong, or ERR_FILE. s can be used either way: what is wrong counts as not set. Release with settings_release.
 */
int settings_load(struct settings *s, const char *path, struct err *e);

/* Adds to names what the file at path sets that is no setting here, as written there. Returns 0, or -1 with e where it cannot be read. */
int settings_strangers(const char *path, struct strings *names, struct err *e);
void settings_release(struct settings *s);

/* Reads the file again if it is another than it was: another program, or a person, has written it. True if so; what is wrong counts as not set. */
bool settings_reload(struct settings *s);

/* True if the file says it, be it what holds anyway. */
bool settings_has(const struct settings *s, enum setting setting);

/* The value, or what holds where nothing is set; borrowed until it is set anew. */
const char *settings_text(const struct settings *s, enum setting setting);
bool settings_yes(const struct settings *s, enum setting setting);
int64_t settings_integer(const struct settings *s, enum setting setting);
struct hours settings_hours(const struct settings *s, enum setting setting);
/* Which of the row's choices, from 0. */
int settings_choice(const struct settings *s, enum setting setting);

/* The value as people read it, in their language. Yours to free. */
char *settings_words(const struct settings *s, enum setting setting);

/* The code of the choice after the one that holds, the first after the last. Yours to free. */
char *settings_next(const struct settings *s, enum setting setting);

/*
 * Sets it in s and in the file, whose other lines, notes too, stay as they are. Returns 0, or -1 with e and nothing changed: ERR_USAGE
 * for a value that the row does not take, ERR_FILE.
 */
int settings_set(struct settings *s, enum setting setting, const char *value, struct err *e);

#endif
