/* Registering: the rows of the form, and the schools that are known where it is filled in. The two files' own. */
#ifndef TWINLINE_UI_REGISTER_H
#define TWINLINE_UI_REGISTER_H

#include "form.h"
#include "probe.h"
#include "twinline/base/random.h"
#include "twinline/schema/vocabulary.h"

enum register_row {
	ROW_PORTAL, ROW_EMAIL, ROW_USER, ROW_PASSWORD, ROW_SHOW, ROW_NAME, ROW_ROLE, ROW_LANGUAGES, ROW_SUBJECTS, ROW_SCHOOL, ROW_TOWN,
	ROW_COUNTRY, ROW_FOUND, ROW_FOUND_LAST = ROW_FOUND + 2, ROW_NEW, ROW_HEAD_NAME, ROW_HEAD_EMAIL, ROW_TEXT, ROW_SEND, ROW_SIGN_IN, ROW_COUNT
};

enum { SCHOOLS_SHOWN = ROW_FOUND_LAST - ROW_FOUND + 1 };

struct known_school { char *id, *name, *town, *country; };

struct registration {
	struct form form;
	struct probe probe;
	struct known_school schools[SCHOOLS_SHOWN]; /* that the portal knows, for what is typed */
	int school_count;
	char *school_id;  /* the one that was chosen; NULL: a new one */
	char *asked;      /* the words that the portal was last asked for; NULL: none */
	char op_id[OP_ID_LENGTH + 1]; /* of what is typed: sent once more after a cut, it is the same registration */
	bool is_asking;
	bool is_unknown;  /* the portal knows no school by what is typed */
	bool is_sure;     /* that whoever is alike is somebody else */
	bool is_known;    /* somebody of this name is there already */
};

/* Beside the fields, what is kept of a registration that is under way. */
void register_school_keep(const struct registration *r, struct json *kept);
void register_school_fill_in(struct registration *r, const struct json *kept);
void register_school_release(struct registration *r);

/* Something was typed into a field of the school: it is no known one any more, and the portal is asked for those that it may be. */
void register_school_typed(struct face *face, struct registration *r);

/*
 * Asks for what stands there now, once the portal is found fine. One question at a time: a slow line is not filled by what is typed past
 * it.
 */
void register_school_ask(struct face *face, struct registration *r);

/* The portal has answered; or it tells of schools like the one that is new. */
void register_school_heard(struct face *face, struct view *view, const struct json *answer);
void register_school_show(struct registration *r, const struct json *schools);

/* The row of a known school was chosen: it is taken, or let go again. */
void register_school_choose(struct face *face, struct view *view, int row);

/* What stands beside such a row. Yours. */
char *register_school_words(const struct registration *r, int row);

/* Which rows stand there now. */
void register_rows(struct registration *r);

#endif
