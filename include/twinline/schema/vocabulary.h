/*
 * Vocabularies: closed lists of codes with what is known of each, one row a code, in src/schema/vocabularies/.
 * Codes that a newer portal sends and we do not know are kept and shown as they are.
 */
#ifndef TWINLINE_SCHEMA_VOCABULARY_H
#define TWINLINE_SCHEMA_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

struct vocabulary_row {
	const char *code;
	const char *label; /* English; N_() where our own catalogue has it, else iso-codes' msgid */
	unsigned flags;    /* by vocabulary, see below */
	const char *from;  /* of countries: first day of membership, ISO date or year; NULL unknown or none */
	const char *until; /* last day; NULL: still a member */
	const char *brief; /* N_() a shorter label for a column of a list; NULL: label */
	const char *own;   /* of languages that screens may speak: the name in the language itself and its script */
	const char *iso;   /* iso-codes' msgid where it is not what people say ("Greek, Modern (1453-)"); NULL: label */
};

enum vocabulary_names { /* how a label is translated */
	VOCABULARY_OURS,     /* our own catalogue */
	VOCABULARY_COUNTRIES, /* our own catalogue where it has the name, else iso-codes iso_3166-1 */
	VOCABULARY_LANGUAGES  /* the same with iso_639-2 */
};

struct vocabulary {
	const char *name; /* as in the API page: "countries" */
	enum vocabulary_names names;
	const struct vocabulary_row *rows; /* in the order shown */
	size_t count;
	bool is_by_name; /* people look for it by its name: shown in the order of the user's language (vocabulary_in_order) */
};

/* Of countries; the code of each in vocabulary_memberships. */
enum country_flags { COUNTRY_EU = 1, COUNTRY_OTHER = 2, COUNTRY_PLUS = 4 }; /* kinds of membership, domain.md section 10 */
enum contact_state_flags { CONTACT_OPEN = 1 };          /* an answer is still to come */
enum project_state_flags { PROJECT_PENDING = 1, PROJECT_RUNS = 2, PROJECT_IS_OVER = 4 };
enum event_kind_flags { EVENT_IS_DUE = 1 };              /* a day by which something is due */
enum message_kind_flags { MESSAGE_KIND_WAITS = 1 };    /* someone waits for the reader's answer */
enum language_flags { LANGUAGE_INTERFACE = 1, LANGUAGE_RTL = 2 };

extern const struct vocabulary vocabulary_countries;
extern const struct vocabulary vocabulary_memberships;        /* eu, other, plus; flags are enum country_flags */
extern const struct vocabulary vocabulary_languages;
extern const struct vocabulary vocabulary_subjects;
extern const struct vocabulary vocabulary_age_bands;
extern const struct vocabulary vocabulary_roles;
extern const struct vocabulary vocabulary_competences;
extern const struct vocabulary vocabulary_school_types;
extern const struct vocabulary vocabulary_message_kinds;      /* message, contactRequest, invitation, announcement */
extern const struct vocabulary vocabulary_notification_kinds;
extern const struct vocabulary vocabulary_person_states;      /* waiting, accepted, ... of screens.md section 4 */
extern const struct vocabulary vocabulary_validation_steps;   /* mail, head, desk, you: what a registration waits for */
extern const struct vocabulary vocabulary_line_kinds;         /* fast, slow, metered */

extern const struct vocabulary vocabulary_answers;            /* accepted, declined; withdrawn: whoever asked has taken it back */
extern const struct vocabulary vocabulary_contact_states;     /* asked, asksYou, contact, declined, blocked */
extern const struct vocabulary vocabulary_project_states;     /* draft, waitingForPartner, waitingForSupport, active, closed, archived */
extern const struct vocabulary vocabulary_member_roles;       /* names of access.h: founder, administrator, teacher, ... */
extern const struct vocabulary vocabulary_member_states;      /* invited, member, left */
extern const struct vocabulary vocabulary_tools;
extern const struct vocabulary vocabulary_event_kinds;
extern const struct vocabulary vocabulary_event_states;       /* announced, cancelled */
extern const struct vocabulary vocabulary_admissions;         /* open, apply, none */
extern const struct vocabulary vocabulary_attendance_answers; /* yes, maybe, no, applied */
extern const struct vocabulary vocabulary_attendance_outcomes; /* accepted, refused */
extern const struct vocabulary vocabulary_search_types;       /* names of record types that the directory and the calendar are asked for */
extern const struct vocabulary vocabulary_report_reasons;
extern const struct vocabulary vocabulary_report_states;      /* waiting, done */
extern const struct vocabulary vocabulary_seen_by;            /* eTwinners, contacts, nobody */

extern const struct vocabulary vocabulary_page_states;  /* draft, published */
extern const struct vocabulary vocabulary_readers;  /* who reads a part of a TwinSpace: staff, members, public */
extern const struct vocabulary vocabulary_writers;  /* who writes in a page: author, staff, members */
extern const struct vocabulary vocabulary_activity_phases;
extern const struct vocabulary vocabulary_activity_states;
extern const struct vocabulary vocabulary_post_places;
extern const struct vocabulary vocabulary_pupil_states;
extern const struct vocabulary vocabulary_pupil_mail_states;
extern const struct vocabulary vocabulary_pupil_mail_ways;  /* what a project does with the mail of its pupils */
extern const struct vocabulary vocabulary_case_kinds;
extern const struct vocabulary vocabulary_case_states;
extern const struct vocabulary vocabulary_case_reasons;
extern const struct vocabulary vocabulary_case_facts;          /* what is said in a dossier */
extern const struct vocabulary vocabulary_case_findings;       /* what was found of it */
extern const struct vocabulary vocabulary_case_steps;          /* what has happened so far */
extern const struct vocabulary vocabulary_mail_digests;     /* off, daily, dailyWithTexts */
extern const struct vocabulary vocabulary_digest_kinds;     /* what that mail tells of */
extern const struct vocabulary vocabulary_notice_purposes;  /* what a partner is looked for */

/* All of them, NULL-terminated, for tests, the API page and the translators. */
extern const struct vocabulary *const vocabularies[];

/* The row of code, or NULL. */
const struct vocabulary_row *vocabulary_find(const struct vocabulary *v, const char *code);

/* All rows as they are shown, v->count of them; yours, the rows are not. */
const struct vocabulary_row **vocabulary_in_order(const struct vocabulary *v);

/* What the user reads for code, in their language; where it is unknown the code itself, "?" for what is none. Not yours to free. */
const char *vocabulary_label(const struct vocabulary *v, const char *code);
/* The same in a word or two, for the columns of lists. */
const char *vocabulary_brief(const struct vocabulary *v, const char *code);

#endif
