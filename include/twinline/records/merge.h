/*
 * Merging a record that was changed at both ends, in three versions: base as the writer saw it, mine with the writer's change, theirs as
 * it is now. Pure: trees in, a tree out; nothing is lost, for what cannot be merged is named and both versions stay with the caller.
 */
#ifndef TWINLINE_RECORDS_MERGE_H
#define TWINLINE_RECORDS_MERGE_H

#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"
#include "twinline/schema/schema.h"

/* What stands where both changed the same differently; MERGE_BOTH: of a text one after the other, elsewhere as MERGE_THEIRS. */
enum merge_choice { MERGE_THEIRS, MERGE_MINE, MERGE_BOTH };

struct merge { /* all borrowed; a member that is not there has its default */
	const struct record_type *type;
	const struct json *base, *mine, *theirs;
};

/*
 * One field: what one side alone changed is taken from it; sets, lists and objects go by their elements, a long text by its paragraphs.
 * *conflict says whether both changed the same differently, or the merged value is more than the field holds. Yours; NULL: its default.
 */
struct json *merge_field(const struct merge *m, const char *name, enum merge_choice choice, bool *conflict);

/*
 * Theirs, with what the writer changed. choices: {"about": "mine"} of "theirs", "mine", "both", for fields in conflict; NULL or not there:
 * theirs. The names of all fields in conflict that have no choice are added to open (NULL: nobody asks). Yours.
 */
struct json *merge_record(const struct merge *m, const struct json *choices, struct strings *open);

/* The wire name of a choice; and back, MERGE_THEIRS for any other. */
const char *merge_choice_name(enum merge_choice choice);
enum merge_choice merge_choice_of(const char *name);

/* True if the field may have both: a long text whose versions, one after the other, are not more than it holds. */
bool merge_may_have_both(const struct merge *m, const char *name);

/* --- records/merge_text.c --- */

/* A text in its paragraphs. Where both changed one differently, its versions are added to the last two (NULL: not wanted). Yours. */
char *merge_text(const char *const versions[3], enum merge_choice choice, bool *conflict, struct str *mine, struct str *theirs);

#endif
