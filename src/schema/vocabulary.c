/* Finding codes in vocabularies, and the words for them. */
#include "twinline/schema/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/collate.h"

enum { CODE_MOST = 40 }; /* letters of an unknown code that is shown */

const struct vocabulary *const vocabularies[] = {
	&vocabulary_countries,    &vocabulary_memberships,   &vocabulary_languages,          &vocabulary_subjects,
	&vocabulary_age_bands,    &vocabulary_roles,         &vocabulary_competences,        &vocabulary_school_types,
	&vocabulary_message_kinds, &vocabulary_notification_kinds, &vocabulary_person_states, &vocabulary_line_kinds,
	&vocabulary_answers,      &vocabulary_contact_states, &vocabulary_project_states,     &vocabulary_member_roles,
	&vocabulary_member_states, &vocabulary_tools,        &vocabulary_event_kinds,         &vocabulary_event_states,
	&vocabulary_admissions,   &vocabulary_attendance_answers, &vocabulary_attendance_outcomes, &vocabulary_search_types,
	&vocabulary_report_reasons, &vocabulary_report_states, &vocabulary_seen_by,
	&vocabulary_validation_steps, &vocabulary_page_states, &vocabulary_readers, &vocabulary_writers, &vocabulary_activity_phases,
	&vocabulary_activity_states, &vocabulary_post_places, &vocabulary_pupil_states, &vocabulary_pupil_mail_states,
	&vocabulary_pupil_mail_ways, &vocabulary_case_kinds, &vocabulary_case_states, &vocabulary_case_reasons,
	&vocabulary_case_facts, &vocabulary_case_findings, &vocabulary_case_steps,
	&vocabulary_notice_purposes, &vocabulary_mail_digests, &vocabulary_digest_kinds,
	NULL,
};

const struct vocabulary_row *vocabulary_find(const struct vocabulary *v, const char *code)
{
	for (size_t i = 0; i < v->count; i++)
		if (text_equal(v->rows[i].code, code))
			return &v->rows[i];
	return NULL;
}

struct named_row {
	const struct vocabulary_row *row;
	char *key;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct named_row *)a)->key, ((const struct named_row *)b)->key);
}

const struct vocabulary_row **vocabulary_in_order(const struct vocabulary *v)
{
	const struct vocabulary_row **rows = xcalloc(v->count, sizeof *rows);
	struct named_row *named = xcalloc(v->count, sizeof *named);

	for (size_t i = 0; i < v->count; i++) {
		named[i].row = &v->rows[i];
		named[i].key = v->is_by_name ? collate_key(vocabulary_label(v, v->rows[i].code)) : NULL;
	}
	if (v->is_by_name)
		qsort(named, v->count, sizeof *named, by_key);
	for (size_t i = 0; i < v->count; i++) {
		rows[i] = named[i].row;
		free(named[i].key);
	}
	free(named);
	return rows;
}

/* The name from iso-codes; label where it has none in the user's language, and in English. */
static const char *iso_name(const struct vocabulary *v, const struct vocabulary_row *row)
{
	const char *iso = row->iso ? row->iso : row->label;
	const char *name = v->names == VOCABULARY_COUNTRIES ? i18n_country_name(iso) : i18n_language_name(iso);

	return text_equal(name, iso) ? row->label : name;
}

/* A code that a newer program may have brought; anything else is text of somebody, who may not write it here. */
static bool is_code(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.$");

	return text[len] == '\0' && len <= CODE_MOST;
}

const char *vocabulary_label(const struct vocabulary *v, const char *code)
{
	const struct vocabulary_row *row = vocabulary_find(v, code);
	if (!row)
		return !code || is_code(code) ? code : "?";

	const char *ours = i18n_text(row->label);
	if (v->names == VOCABULARY_OURS || !text_equal(ours, row->label))
		return ours;
	return iso_name(v, row);
}

const char *vocabulary_brief(const struct vocabulary *v, const char *code)
{
	const struct vocabulary_row *row = vocabulary_find(v, code);

	return row && row->brief ? i18n_text(row->brief) : vocabulary_label(v, code);
}
