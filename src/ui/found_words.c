/* What the lines of a founding say: what is still needed, what is known of the partner, what speaks against it. */
#include "found.h"

#include <stdlib.h>

#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "words.h"

/* "Atatürk İlkokulu": that of my card; NULL for none. Yours. */
char *found_my_school(struct store *s)
{
	struct json *card = found_my_card(s);
	const char *name = json_get_text(json_get(card, "school"), "name");
	char *safe = name ? words_safe(name, SANITISE_LINE) : NULL;

	json_free(card);
	return safe;
}

const char *found_partner_of(const struct sheet *sheet)
{
	return json_get_text(json_get(sheet->body, "partner"), "id");
}

int found_needed(const struct sheet *sheet, int *filled)
{
	int count = sheet_needed(sheet, filled) + 1;
	char *school = found_my_school(sheet->store);

	*filled += school != NULL;
	free(school);
	return count;
}

/* The labels of needed parts in which nothing stands; "" for none. Yours. */
static char *lacking(const struct sheet *sheet, int *count)
{
	struct str text = { 0 };

	*count = 0;
	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_line *line = &sheet->kind->lines[i];
		const struct field *field = sheet_field(sheet->kind, line);

		if (!sheet_is_required(sheet, i) || sheet_is_filled(sheet, i))
			continue;
		words_part(&text, _(line->label ? line->label : field->label));
		++*count;
	}
	return str_detach(&text);
}

static char *send_words(const struct sheet *sheet)
{
	struct str size = { 0 }, time = { 0 };
	int count;
	char *names = lacking(sheet, &count), *text;

	if (count) {
		text = xasprintf(i18n_plural("%d needed part is empty: %s", "%d needed parts are empty: %s", (unsigned long)count), count, names);
	} else if (sheet->refused) {
		text = xstrdup(sheet->refused);
	} else {
		words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
		text = xasprintf(_("%s, about %s"), size.text, time.text);
	}
	str_release(&size);
	str_release(&time);
	free(names);
	return text;
}

char *found_shows(const struct sheet *sheet, const struct sheet_line *line)
{
	char *school;

	if (line->label == found_take_label)
		return xstrdup(_("a project kit or a project of mine; fills only empty parts"));
	if (line->label == found_preview_label)
		return xstrdup(_("as others will see it"));
	if (line->label == found_send_label)
		return send_words(sheet);
	school = found_my_school(sheet->store);
	return school ? school : xstrdup(_("none is known; your profile says where you work"));
}

const char *found_beside(const struct sheet *sheet, const struct sheet_line *line)
{
	int at = (int)(line - sheet->kind->lines);
	char *school;
	bool has;

	if (!line->is_fixed)
		return !sheet_is_required(sheet, at) ? "" : sheet_is_filled(sheet, at) ? _("needed, filled") : _("needed");
	school = found_my_school(sheet->store);
	has = school != NULL;
	free(school);
	return has ? _("needed, filled") : _("needed");
}

/* --- what is known of the partner --- */

static char *ages_words(const struct json *theirs)
{
	int64_t from = json_get_integer(theirs, "pupilsFrom", 0), to = json_get_integer(theirs, "pupilsTo", 0);

	return from && to ? xasprintf(_("the partner's class: %d to %d"), (int)from, (int)to) : NULL;
}

/* "both of you write English"; yours. */
static char *languages_words(const struct json *mine, const struct json *theirs)
{
	const struct json *other = json_get(theirs, "languages");
	struct str shared = { 0 };
	char *text;

	for (const struct json *i = json_first(json_get(mine, "languages")); i; i = json_next(i))
		if (json_get_bool(other, json_key(i), false))
			words_part_taken(&shared, words_safe(vocabulary_label(&vocabulary_languages, json_key(i)), SANITISE_LINE));
	text = shared.len ? xasprintf(_("both of you write: %s"), shared.text) : NULL;
	str_release(&shared);
	return text;
}

/* What a founding in one country means is told before it is sent. */
static char *national_words(const struct sheet *sheet, const struct json *mine)
{
	const char *country = json_get_text(json_get(sheet->body, "partner"), "country");

	return text_equal(country, json_get_text(mine, "country")) ? xstrdup(_("one country: no quality labels")) : NULL;
}

char *found_adds(const struct sheet *sheet, const struct sheet_line *line)
{
	bool of_partner = text_equal(line->field, "partner"), of_languages = text_equal(line->field, "languages");
	struct json *mine, *theirs;
	char *text;

	if (!found_partner_of(sheet) || !(of_partner || of_languages || line->part == SHEET_RANGE))
		return NULL;
	mine = found_my_card(sheet->store);
	theirs = found_card(sheet->store, found_partner_of(sheet));
	text = of_partner ? national_words(sheet, mine) : of_languages ? languages_words(mine, theirs) : ages_words(theirs);
	json_free(mine);
	json_free(theirs);
	return text;
}

/* What the portal would refuse is said where it is filled in. */
char *found_check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	char *why = text_equal(line->field, "partner") ? found_objection(sheet->store, json_get(sheet->body, "partner")) : NULL;

	*blocks = why != NULL;
	return why;
}
