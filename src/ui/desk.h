/*
 * The desk of a support organisation: the list (desk.c, desk_page.c), one case on a page (desk_case.c, desk_case_page.c), the reasons of a
 * letter (desk_reason.c), two people or schools side by side (desk_compare.c), a letter (desk_letter.c); and what they share, words
 * (desk_words.c), acts (desk_act.c), and what happens while a case is open (desk_taking.c).
 */
#ifndef TWINLINE_UI_DESK_H
#define TWINLINE_UI_DESK_H

#include "screen.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/records/desk.h"

/* --- desk_words.c; all strings yours --- */

/* "41 wait, oldest 6 days": NULL for who is no officer. */
char *desk_home_words(struct face *face);
/* Adds "6 days": how long something has waited. */
void desk_add_age(struct str *out, int64_t since);
/* Adds "oldest 6 days"; nothing where nothing waits. */
void desk_add_oldest(struct str *out, const struct desk_counts *counts);
/* "Today: 27 accepted, 3 asked back; about 2 min each"; "" on a day without a decision. */
char *desk_today_words(const struct desk_counts *counts);
/* Adds "38 yours", which no other officer has open; nothing where that are all. */
void desk_add_mine(struct str *out, const struct desk_counts *counts);
/* Counts what waits, and what was decided today. */
void desk_read_counts(struct face *face, struct desk_counts *counts);
/* A word of state for a row of the list, "" for none; borrowed. */
const char *desk_state(struct face *face, const struct desk_row *row);
/* The value of a fact of a dossier, in words, safe. */
char *desk_value(const struct json *fact);
/* What was found of it: "confirmed, 11 Nov, a school address". */
char *desk_findings(const struct json *fact);
/* What has happened: "registered, 11 Nov; head asked, 12 Nov". */
char *desk_steps(const struct json *steps);

/*
 * The letter of a decision as it will be read (desk_letter.c), and in the officer's language below it; of a report the one to whoever made
 * what is reported, too. c: NULL, several cases. Yours.
 */
char *desk_letter(struct face *face, const struct desk_case *c, const struct desk_decision *d);

/* The sentence of a reason in that language, which the letter brings; c as above. Yours. */
char *desk_reason_words(const struct desk_case *c, const char *reason);

/* --- desk_act.c --- */

/* Decides cases as one step of undo and says so. 0, or -1 and the cause is shown. */
int desk_decide_all(struct face *face, const int64_t *cases, int count, const struct desk_decision *d);
/* The same as the reasons need it: the cases that a desk screen means now, yours; and goes on in it (NULL: nowhere) after they are decided. */
int desk_chosen(struct face *face, const struct view *view, int64_t **cases);
void desk_go_on(struct face *face, struct view *view);
/* Asks the portal for the dossier of a case, anew where it is here. */
void desk_fetch_dossier(struct face *face, const struct desk_row *row);
/* What an action means for the case or cases of a desk screen, which decides with a state; NULL: there is none. False for what is none of it. */
typedef void desk_decider(struct face *face, struct view *view, const char *state);
bool desk_does(struct face *face, struct view *view, enum action action, desk_decider *decide);
/* Puts cases back to the end, with a note that is asked for. */
void desk_ask_note(struct face *face);

/* --- of the screens, for desk_act.c --- */
int desk_list_chosen(const struct view *view, int64_t **cases);
void desk_list_go_on(struct face *face, struct view *view);
/* The case that follows one in a list, whose cursor goes there; 0 at its end. */
int64_t desk_list_next(struct face *face, struct view *view);
/* Some cases that follow the cursor, in their order; how many. */
int desk_list_following(const struct view *view, const struct desk_row **rows, int most);
int64_t desk_compare_shown(const struct view *view);
/* Whom or what the two side by side would keep; borrowed. */
const char *desk_compare_kept(const struct view *view);
/* True if that is a school: who asks is new here, and told so. */
bool desk_compare_keeps_school(const struct view *view);
int64_t desk_case_shown(const struct view *view);
void desk_case_go_on(struct face *face, struct view *view);

/* What the screens of reasons and of comparing are opened with. */
enum desk_reasons { DESK_NO_REASON, DESK_ASK_BACK, DESK_REFUSE, DESK_ACCEPT, DESK_JOIN, DESK_DECISION /* made already */ };
enum { DESK_ALIKE_MOST = 16 };
int64_t desk_compare_argument(int64_t local, int alike);
int64_t desk_paper_argument(int64_t local, int which);

#endif
