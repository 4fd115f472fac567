/* Formats of texts inside records: dates, zones, ids, addresses. */
#include "format.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/str.h"

#define DIGITS "0123456789"
#define ALNUM DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* True if text holds only characters of set, at least one and at most max. */
static bool all_of(const char *text, const char *set, size_t max)
{
	size_t len = strlen(text);

	return len > 0 && len <= max && strspn(text, set) == len;
}

bool format_is_date(const char *text)
{
	int year, month, day;

	return clock_parse_date(text, &year, &month, &day);
}

bool format_is_utc(const char *text)
{
	int64_t seconds;

	return clock_parse(text, &seconds);
}

/* The same as a UTC time without its "Z". */
bool format_is_local(const char *text)
{
	char utc[CLOCK_TEXT_SIZE];

	return strlen(text) == sizeof utc - 2 && snprintf(utc, sizeof utc, "%sZ", text) > 0 && format_is_utc(utc);
}

/* Passes over numbers with letters of units, in that order, each at most once; counts them. */
static const char *skip_units(const char *text, const char *units, int *count)
{
	while (*text >= '0' && *text <= '9') {
		size_t digits = strspn(text, DIGITS);
		const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;

		if (digits > 6 || !unit)
			break;
		units = unit + 1;
		text += digits + 1;
		++*count;
	}
	return text;
}

bool format_is_duration(const char *text)
{
	int parts = 0, in_day = 0;

	if (*text != 'P')
		return false;
	text = skip_units(text + 1, "WD", &parts);
	if (*text == 'T') {
		text = skip_units(text + 1, "HMS", &in_day);
		if (in_day == 0)
			return false;
	}
	return *text == '\0' && parts + in_day > 0;
}

bool format_is_zone(const char *text)
{
	if (!all_of(text, ALNUM "_+-/", 64) || strstr(text, "//"))
		return false;
	return !strchr(DIGITS "_+-/", text[0]) && text[strlen(text) - 1] != '/';
}

bool format_is_id(const char *text)
{
	return all_of(text, ALNUM "_-", 255);
}

bool format_is_reference(const char *text)
{
	return format_is_id(text + (*text == '#'));
}

bool format_is_keyword(const char *text)
{
	return all_of(text + (*text == '$'), ALNUM "_-", 40);
}

bool format_is_media_type(const char *text)
{
	const char *slash = strchr(text, '/');

	return slash && slash != text && all_of(text, ALNUM "!#$&-^_.+/", 127) && slash[1] && !strchr(slash + 1, '/');
}

/* From '!' to '~': no blanks, no controls, nothing beyond US-ASCII. */
static bool is_graphic(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

bool format_is_web(const char *text)
{
	const char *host = text + strlen("https://");

	if (!starts_with(text, "https://") || !is_graphic(text))
		return false;
	size_t len = strcspn(host, "/?#");
	return len > 0 && strspn(host, ALNUM "-.:") >= len && host[0] != '.' && host[0] != '-';
}

bool format_is_mail(const char *text)
{
	const char *at = strchr(text, '@');

	if (!at || at == text || strpbrk(text, " \t\r\n<>,;:\"\\()"))
		return false;
	const char *dot = strrchr(at, '.');
	return dot && dot > at + 1 && dot[1] && at[1] != '.' && !strchr(at + 1, '@');
}
