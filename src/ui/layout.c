/* Which key a character comes from, and which character a key types. */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/utf8.h"
#include "words.h"

static const char lower_keys[] = "abcdefghijklmnopqrstuvwxyz", upper_keys[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", digit_keys[] = "1234567890";

/* The same wherever they come from: digits of other scripts, question marks, the Turkish i without its dot. */
static const struct { uint32_t first, last; char command; } elsewhere[] = {
	{ 0x0660, 0x0669, '0' }, { 0x06f0, 0x06f9, '0' }, { 0x061f, 0x061f, '?' }, { 0x055e, 0x055e, '?' }, { 0x0131, 0x0131, 'i' },
	{ 0x037e, 0x037e, 'q' }, /* the Greek question mark, which most systems send as a semicolon */
};

static int chosen; /* a choice of the setting */
static char chosen_country[3];

void layout_set(int choice, const char *country)
{
	chosen = choice;
	chosen_country[0] = '\0';
	if (strlen(country) == 2)
		memcpy(chosen_country, country, sizeof chosen_country);
}

/* True if word is one of those that list has, parted by blanks. */
static bool is_among(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; at && len && (at = strstr(at, word)); at += len)
		if ((at == list || at[-1] == ' ') && (!at[len] || at[len] == ' '))
			return true;
	return false;
}

bool layout_serves(const struct layout *layout)
{
	return is_among(layout->languages, i18n_language());
}

const struct layout *layout_of_language(void)
{
	for (size_t i = 1; i < LAYOUT_COUNT; i++)
		if (layout_serves(&layouts[i]) && is_among(layouts[i].countries, chosen_country))
			return &layouts[i];
	for (size_t i = 1; i < LAYOUT_COUNT; i++)
		if (layout_serves(&layouts[i]) && !layouts[i].countries)
			return &layouts[i];
	return &layouts[0];
}

const struct layout *layout_now(void)
{
	return chosen > 0 && chosen <= LAYOUT_COUNT ? &layouts[chosen - 1] : layout_of_language();
}

bool layout_has_several(void)
{
	int count = 0;

	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		count += layout_serves(&layouts[i]) && !layouts[i].countries;
	return count > 1;
}

/* The one of keys whose place among typed holds key; 0: none. */
static key_code find(const char *typed, const char *keys, key_code key)
{
	const char *end = typed ? typed + strlen(typed) : NULL;
	uint32_t point;

	for (; typed && typed < end; keys++) {
		typed += utf8_next(typed, (size_t)(end - typed), &point);
		if (point == key)
			return (key_code)*keys;
	}
	return 0;
}

static key_code find_letter(const struct layout *layout, key_code key)
{
	key_code command = find(layout->lower, lower_keys, key);

	return command ? command : find(layout->upper, upper_keys, key);
}

/* The key of a letter that stands on one layout alone, whichever is in use; 0: none. */
static key_code find_anywhere(key_code key)
{
	key_code command = 0;

	for (size_t i = 0; i < LAYOUT_COUNT && !command; i++)
		if (layouts[i].is_alone)
			command = find_letter(&layouts[i], key);
	return command;
}

static bool is_ascii_letter_or_digit(key_code key)
{
	return (key >= '0' && key <= '9') || (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

key_code layout_command(key_code key)
{
	const struct layout *now = layout_now();
	key_code command;

	if (key <= ' ' || key >= KEY_NONE || is_ascii_letter_or_digit(key))
		return key;
	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		if (key >= elsewhere[i].first && key <= elsewhere[i].last)
			return (key_code)elsewhere[i].command + (key - elsewhere[i].first);
	command = find_letter(now, key);
	if (!command)
		command = find(now->digits, digit_keys, key);
	if (!command && key >= 0x80)
		command = find_anywhere(key);
	return command ? command : key;
}

/* The other way: what stands in the place of command. */
static key_code at_place(const char *typed, const char *keys, key_code command)
{
	const char *end = typed ? typed + strlen(typed) : NULL;
	uint32_t point;

	for (; typed && typed < end; keys++) {
		typed += utf8_next(typed, (size_t)(end - typed), &point);
		if ((key_code)*keys == command && point != ' ')
			return point;
	}
	return 0;
}

key_code layout_letter(key_code command)
{
	const struct layout *now = layout_now();
	key_code letter = at_place(now->lower, lower_keys, command);

	if (!letter)
		letter = at_place(now->upper, upper_keys, command);
	if (!letter)
		letter = at_place(now->digits, digit_keys, command);
	return letter && layout_command(letter) == command ? letter : 0;
}

/* An Arabic vowel sign, which has no cell of its own, stands on a stroke. */
static void add_letter(struct str *out, key_code letter)
{
	char bytes[4];

	if (letter >= 0x64b && letter <= 0x652)
		str_add(out, "\u0640");
	str_addn(out, bytes, utf8_put(letter, bytes));
}

void layout_letters(const char *keys, struct str *out)
{
	size_t before = out->len;
	bool is_other = false;

	while (*keys) {
		size_t len = strcspn(keys, " ");
		key_code letter = len == 1 ? layout_letter((unsigned char)*keys) : 0;

		if (out->len > before)
			str_addc(out, ' ');
		if (letter)
			add_letter(out, letter);
		else
			str_addn(out, keys, len);
		is_other = is_other || letter;
		keys += len + (keys[len] == ' ');
	}
	if (!is_other && out->len > before)
		str_cut(out, before);
}

char *layout_label(const struct layout *layout)
{
	struct str text = { 0 };

	if (layout->language)
		words_part(&text, vocabulary_label(&vocabulary_languages, layout->language));
	if (layout->label)
		words_part(&text, _(layout->label));
	else if (layout->countries)
		words_part(&text, vocabulary_label(&vocabulary_countries, layout->countries));
	return str_detach(&text);
}

char *layout_sample(const struct layout *layout)
{
	const char *keys = layout->lower ? "qwerty" : "123456";
	struct str text = { 0 };

	for (; (layout->lower || layout->digits) && *keys; keys++) {
		key_code letter = layout->lower ? at_place(layout->lower, lower_keys, (key_code)*keys)
		                                : at_place(layout->digits, digit_keys, (key_code)*keys);
		char bytes[4];

		if (text.len)
			str_addc(&text, ' ');
		str_addn(&text, bytes, utf8_put(letter ? letter : (key_code)*keys, bytes));
	}
	return str_detach(&text);
}

char *layout_words(bool shorter)
{
	const struct layout *now = layout_now();
	char *label, *text;

	if (!now->language && !shorter)
		return xstrdup(_("Latin letters; commands work as they are"));
	label = layout_label(now);
	if (shorter || !now->lower)
		return label;
	text = xasprintf(_("%s; commands go by the place of the key"), label);
	free(label);
	return text;
}
