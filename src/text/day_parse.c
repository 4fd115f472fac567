/* Reads days, hours and lengths as people type them: in words of the user's language or of English, or in numbers. */
#include "twinline/text/day.h"

#include <stdlib.h>
#include <string.h>

#include "day_names.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"
#include "unicode.h"

enum {
	PARTS_MAX = 5, NUMBER_DIGITS_MAX = 4, NAME_LEAST = 2, MONTH_LEAST = 3, LOOK_BACK = 61, YEARS_AHEAD = 8,
	MINUTES_OF_DAY = 24 * 60, LENGTH_MAX = 100000
};

/* --- parts --- */

/* The text with the digits of any script as ASCII; yours. */
static char *with_ascii_digits(const char *text)
{
	struct str out = { 0 };
	size_t len = strlen(text);

	str_add(&out, "");
	for (size_t at = 0, next; at < len; at += next) {
		uint32_t point;

		next = utf8_next(text + at, len - at, &point);
		if (unicode_digit(point) >= 0)
			str_addc(&out, (char)('0' + unicode_digit(point)));
		else
			str_addn(&out, text + at, next);
	}
	return str_detach(&out);
}

/* Numbers and words of a text, folded, without what parts them. */
static void split(const char *text, struct strings *parts)
{
	char *plain = with_ascii_digits(text), *folded = fold_copy(plain), *rest = folded, *part;

	while ((part = strsep(&rest, " .,/-")))
		if (*part)
			strings_push(parts, part);
	free(folded);
	free(plain);
}

/* The number that a part is; -1 for a word. */
static int number_of(const char *part)
{
	size_t len = strspn(part, "0123456789");

	return len > 0 && len <= NUMBER_DIGITS_MAX && !part[len] ? (int)strtol(part, NULL, 10) : -1;
}

/* True if a word is name, or long enough a beginning of it, or the other way round ("Δεκεμβρίου" of "Δεκ"). */
static bool is_name(const char *word, const char *name, size_t least)
{
	char *folded = fold_copy(name);
	bool is = strcmp(word, folded) == 0 || (utf8_length(word) >= least && utf8_length(folded) >= least &&
	                                        (starts_with(folded, word) || starts_with(word, folded)));

	free(folded);
	return is;
}

static bool is_word(const char *word, const char *english)
{
	char *translated = fold_copy(_(english));
	bool is = strcmp(word, english) == 0 || strcmp(word, translated) == 0;

	free(translated);
	return is;
}

static int month_of(const char *word)
{
	for (int month = 1; month <= 12; month++)
		if (is_name(word, datetime_month(month), MONTH_LEAST) || is_name(word, day_month_name(month), MONTH_LEAST) ||
		    is_name(word, day_months[month - 1], MONTH_LEAST))
			return month;
	return 0;
}

/* Of a name of two words, whole: "تشرين الأول". */
static int month_of_two(const char *first, const char *second)
{
	char *word = xasprintf("%s %s", first, second);
	int found = 0;

	for (int month = 1; month <= 12 && !found; month++) {
		char *folded = fold_copy(datetime_month(month));

		if (strcmp(folded, word) == 0)
			found = month;
		free(folded);
	}
	free(word);
	return found;
}

/* Short names stand for the long ones that begin with them: "Friday", "Παρασκευή". */
static int weekday_of(const char *word)
{
	for (int weekday = 1; weekday <= 7; weekday++)
		if (is_name(word, day_weekday_name(weekday), NAME_LEAST) || is_name(word, day_weekdays[weekday - 1], NAME_LEAST))
			return weekday;
	return 0;
}

/* --- days --- */

static bool is_date(int year, int month, int day)
{
	char text[CLOCK_TEXT_SIZE];

	if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999)
		return false;
	clock_format(clock_days(year, month, day) * 86400, text);
	return strtol(text + 5, NULL, 10) == month; /* the 31st of a short month is in the next one */
}

/* Where no year is said: the first one from a little before today on, in which that day is there. */
static bool in_some_year(int month, int day, int64_t today, int64_t *out)
{
	int year, this_month, this_day;

	clock_civil(today - LOOK_BACK, &year, &this_month, &this_day);
	for (int i = 0; i <= YEARS_AHEAD; i++) {
		if (is_date(year + i, month, day) && clock_days(year + i, month, day) >= today - LOOK_BACK) {
			*out = clock_days(year + i, month, day);
			return true;
		}
	}
	return false;
}

static bool of_date(int year, int month, int day, int64_t today, int64_t *out)
{
	if (year < 0)
		return in_some_year(month, day, today, out);
	if (year < 100)
		year += 2000;
	if (!is_date(year, month, day))
		return false;
	*out = clock_days(year, month, day);
	return true;
}

/* A day alone is the next of that number. */
static bool of_day_alone(int day, int64_t today, int64_t *out)
{
	int year, month, date;

	clock_civil(today, &year, &month, &date);
	for (int i = 0; i < 12; i++, month = month % 12 + 1, year += month == 1) {
		if (is_date(year, month, day) && clock_days(year, month, day) >= today) {
			*out = clock_days(year, month, day);
			return true;
		}
	}
	return false;
}

/* Of two words in some languages: "i morgen", "aujourd'hui". text is folded. */
static bool of_today(const char *text, int64_t today, int64_t *out)
{
	static const struct { const char *word; int after; } words[] = {
		{ N_("yesterday"), -1 }, { N_("today"), 0 }, { N_("tomorrow"), 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (is_word(text, words[i].word)) {
			*out = today + words[i].after;
			return true;
		}
	}
	return false;
}

static bool of_weekday(int weekday, int64_t today, int64_t *out)
{
	if (!weekday)
		return false;
	*out = today + (weekday - day_weekday(today) + 7) % 7;
	return true;
}

/* As it is written: "št" is not "st" then, and "Ç.a." has its dots. */
static int weekday_written(const char *text)
{
	for (int weekday = 1; weekday <= 7; weekday++)
		if (strcmp(text, day_weekday_name(weekday)) == 0)
			return weekday;
	return 0;
}

/* True of a word beside the date that says nothing new. */
static bool is_weekday_alone(const char *part)
{
	return number_of(part) < 0 && !month_of(part) && weekday_of(part) > 0;
}

/* Numbers and at most one month's name; a weekday before or after them is passed over. */
static bool of_parts(const struct strings *parts, int64_t today, int64_t *out)
{
	int numbers[PARTS_MAX], count = 0, month = 0;
	size_t first = parts->count > 1 && is_weekday_alone(parts->at[0]), end = parts->count;

	if (!first && end > 2 && is_weekday_alone(parts->at[end - 1]))
		end--;
	for (size_t i = first; i < end; i++) {
		int number = number_of(parts->at[i]);

		if (number >= 0)
			numbers[count++] = number;
		else if (month)
			return false;
		else if (i + 1 < end && (month = month_of_two(parts->at[i], parts->at[i + 1])) > 0)
			i++;
		else if (!(month = month_of(parts->at[i])))
			return false;
	}
	if (month && count == 2 && numbers[0] > 31)
		return of_date(numbers[0], month, numbers[1], today, out);
	if (month)
		return count >= 1 && count <= 2 && of_date(count == 2 ? numbers[1] : -1, month, numbers[0], today, out);
	if (count == 3 && numbers[0] > 31)
		return of_date(numbers[0], numbers[1], numbers[2], today, out);
	if (count == 3 || count == 2)
		return of_date(count == 3 ? numbers[2] : -1, numbers[1], numbers[0], today, out);
	return count == 1 && of_day_alone(numbers[0], today, out);
}

bool day_parse(const char *text, int64_t today, int64_t *day)
{
	struct strings parts = { 0 };
	char *folded = fold_copy(text);
	bool is_day = of_today(folded, today, day) || of_weekday(weekday_written(text), today, day);

	free(folded);
	if (is_day)
		return true;
	split(text, &parts);
	if (parts.count == 1 && number_of(parts.at[0]) < 0)
		is_day = of_weekday(weekday_of(parts.at[0]), today, day);
	else if (parts.count >= 1 && parts.count <= PARTS_MAX)
		is_day = of_parts(&parts, today, day);
	strings_release(&parts);
	return is_day;
}

const char *day_understood(void)
{
	return _("Write a day like 24 Dec, 24.12, 2026-12-24, tomorrow or Fri.");
}

/* --- hours and lengths --- */

/* Two numbers parted by one of marks, or one alone (second -1). Of plain digits. */
static bool read_plain(const char *text, const char *marks, int *first, int *second)
{
	char *end;

	text += strspn(text, " ");
	if (*text < '0' || *text > '9' || strspn(text, "0123456789") > NUMBER_DIGITS_MAX)
		return false;
	*first = (int)strtol(text, &end, 10);
	*second = -1;
	if (*end && strchr(marks, *end)) {
		text = end + 1;
		if (strspn(text, "0123456789") != 2)
			return false;
		*second = (int)strtol(text, &end, 10);
	}
	return end[strspn(end, " ")] == '\0';
}

static bool read_two(const char *text, const char *marks, int *first, int *second)
{
	char *plain = with_ascii_digits(text);
	bool is_read = read_plain(plain, marks, first, second);

	free(plain);
	return is_read;
}

bool day_parse_hour(const char *text, int *minutes)
{
	int hour, minute;

	if (!read_two(text, ":.", &hour, &minute) || hour > 23 || minute > 59)
		return false;
	*minutes = hour * 60 + (minute > 0 ? minute : 0);
	return true;
}

/* What a unit counts in minutes, by its first letters; 0 for none. */
static int minutes_of_unit(const char *word)
{
	/* TRANSLATORS: units that people type after a number, each long enough to be told from the others. */
	static const struct { const char *unit; int minutes; } units[] = { { N_("min"), 1 }, { N_("h"), 60 }, { N_("day"), MINUTES_OF_DAY } };

	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		char *own = fold_copy(_(units[i].unit));
		bool is = starts_with(word, own) || starts_with(word, units[i].unit);

		free(own);
		if (is)
			return units[i].minutes;
	}
	return starts_with("minutes", word) ? 1 : 0;
}

bool day_parse_length(const char *text, int *days, int *minutes)
{
	struct strings parts = { 0 };
	int hours, rest, number = -1;
	int64_t sum = 0;
	bool is_length = true;

	*days = *minutes = 0;
	if (strchr(text, ':')) {
		if (!read_two(text, ":", &hours, &rest) || rest > 59)
			return false;
		*minutes = hours * 60 + rest;
		return true;
	}
	split(text, &parts);
	for (size_t i = 0; is_length && i < parts.count; i++) {
		int value = number_of(parts.at[i]), unit = value < 0 ? minutes_of_unit(parts.at[i]) : 0;

		is_length = value >= 0 ? number < 0 : number >= 0 && unit > 0;
		sum += value >= 0 ? 0 : (int64_t)number * unit;
		number = value >= 0 ? value : -1;
	}
	sum += number >= 0 ? number : 0; /* a number alone is minutes */
	is_length = is_length && parts.count > 0 && sum <= LENGTH_MAX;
	strings_release(&parts);
	if (!is_length)
		return false;
	*days = (int)(sum / MINUTES_OF_DAY);
	*minutes = (int)(sum % MINUTES_OF_DAY);
	return true;
}
