/* Arguments of errors that are codes or days, as people read them: roles, states. */
#include "twinline/schema/err_words.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/err.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/day.h"

/* The vocabularies that a state may be of; a code that two of them have has one meaning. */
static const struct vocabulary *const states[] = {
	&vocabulary_project_states, &vocabulary_event_states, &vocabulary_case_states, &vocabulary_contact_states, &vocabulary_activity_states,
	&vocabulary_pupil_states, &vocabulary_pupil_mail_states,
};

static char *state_word(const char *code)
{
	for (size_t i = 0; i < ARRAY_SIZE(states); i++)
		if (vocabulary_find(states[i], code))
			return xstrdup(vocabulary_label(states[i], code));
	return NULL;
}

/* "founder administrator": each by its label. */
static char *role_words(const char *codes)
{
	struct str text = { 0 };
	char *copy = xstrdup(codes), *rest = copy, *code;

	while ((code = strsep(&rest, " ")))
		if (*code)
			str_addf(&text, "%s%s", text.len ? ", " : "", vocabulary_label(&vocabulary_member_roles, code));
	free(copy);
	return str_detach_or(&text, NULL);
}

static char *day_word(const char *iso)
{
	struct str text = { 0 };
	int year, month, day;

	if (!clock_parse_date(iso, &year, &month, &day))
		return NULL;
	day_add_date(&text, clock_days(year, month, day));
	return str_detach(&text);
}

static char *word(enum err_code code, int argument, const char *text)
{
	if (code == ERR_ROLE)
		return role_words(text);
	if (code == ERR_NOT_IN_STATE && argument == 1)
		return state_word(text);
	if (code == ERR_REMINDED)
		return day_word(text);
	return NULL;
}

void err_words_use(void)
{
	err_word_arguments(word);
}
