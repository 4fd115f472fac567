/*
 * Translations that machines made, kept by the digest of the text and the language wanted: what stands in two places is translated
 * once, and costs the line once. One that the portal is to make is a wish, which waits for the line. Replica only.
 */
#ifndef TWINLINE_RECORDS_TRANSLATION_H
#define TWINLINE_RECORDS_TRANSLATION_H

#include "twinline/records/store.h"

enum { TRANSLATIONS_MOST = 200 /* kept, the newest */ };

enum translation_state { TRANSLATION_NONE, TRANSLATION_WAITS, TRANSLATION_FAILED, TRANSLATION_MADE };

struct translation { enum translation_state state; char *made; struct err cause; /* of one that failed */ };
void translation_release(struct translation *t);

/* What there is of a text in a language. Release in any case. */
void translation_read(struct store *s, const char *text, const char *to, struct translation *t);

/*
 * Whether the portal has nobody who translates, as it said last: when one signed in, in its session, or by an answer. False also where it has
 * said nothing yet.
 */
bool translation_has_none(struct store *s);
/* True if that is to be asked again. */
bool translation_is_doubted(struct store *s);

/* Each in a transaction, or by itself; 0, or -1 with e: keeps what the portal said; doubts it, for its keeper may have changed it. */
int translation_note_portal(struct store *s, bool translates, struct err *e);
int translation_doubt(struct store *s, struct err *e);

/* --- each in a transaction; 0, or -1 with e --- */

/* Keeps what was made of a text. */
int translation_keep(struct store *s, const char *text, const char *to, const char *made, struct err *e);

/* Wishes for one by the portal, again where it has failed; from: the text's language, NULL: not known. */
struct translation_wish { const char *text, *from, *to; };
int translation_ask(struct store *s, const struct translation_wish *wish, struct err *e);
/* No more. */
int translation_drop(struct store *s, const char *text, const char *to, struct err *e);

/* --- the engine's side --- */

/* The wish that waits longest; false if none does. Strings are yours. */
struct translation_next { char *digest, *text, *from, *to; };
bool translation_next(struct store *s, struct translation_next *n);
void translation_next_release(struct translation_next *n);

/* What the portal made of it, or (made NULL) why it never will; nothing where it is not wished for any more. */
int translation_settle(struct store *s, const struct translation_next *n, const char *made, const struct err *cause, struct err *e);

#endif
