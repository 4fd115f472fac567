/*
 * The engine: one thread, one loop, one transfer at a time on one kept connection. What a transfer is for is a job,
 * one row in loop.c: sign in, sign out, discover, search, exchange. The store is the only thing that must not be lost.
 */
#ifndef TWINLINE_SYNC_ENGINE_H
#define TWINLINE_SYNC_ENGINE_H

#include "diagnose.h"
#include "faces.h"
#include "http.h"
#include "line.h"
#include "login.h"
#include "parts.h"
#include "policy.h"
#include "seal.h"
#include "transport.h"
#include "twinline/base/paths.h"
#include "twinline/base/random.h"
#include "twinline/jmap/packet.h"
#include "twinline/records/download.h"
#include "twinline/records/store.h"
#include "twinline/records/translation.h"
#include "twinline/records/upload.h"

/* What the options of twinline-sync say. */
struct engine_options {
	int64_t interval; /* seconds between polls while a face is there; 0: as the profile of the line has it */
	int64_t patience; /* seconds without a byte until a portal counts as not answering; 0: the same */
	int64_t transport; /* enum transport_choice */
	int64_t window;   /* records of a type that a replica begins with; -1 all; 0: all from this computer, else the type's own */
};

enum {
	SEARCHES_MAX = 8,
	EXCHANGE_CALLS_MAX = 64,
	THEIRS_MAX = 4,  /* records fetched at once for entries that were outrun */
	BODY_BYTES_MOST = 1000 * 1000
};

/* A face's wish to sign in, until the portal has answered it. */
struct sign_in_wish {
	int64_t face;
	struct address portal;
	char *name, *password, *device;
	bool is_sealed; /* a shared computer keeps something under this name, and the password does not open it */
	bool is_anew;   /* what is kept under this name is given up, if the portal takes the password */
	bool is_local;  /* what a shared computer keeps is opened, and no portal asked */
};

/* A packet that is to be carried to its portal; path NULL: none. */
struct carry_wish { int64_t face; char *path; struct packet_file file; struct address portal; };

/* What a face asks of a portal beside JMAP: a row of ask.c; kind 0: nothing. */
struct ask_wish { int64_t face; int kind; struct address portal; char *body, *id; };
enum { ASKS_NEXT_MOST = 8 };

/* A question to the directory, or cards wanted by their ids; face 0: nobody waits for them. */
struct search_wish {
	int64_t face, n;
	const struct record_type *type;
	int64_t account;           /* local, of a fetch that is not from the directory or the community; 0: its type says where it is */
	struct json *filter, *ids; /* ids: of a fetch; NULL: a search */
	char *after;               /* id of the record before the first one wanted; NULL: from the top */
	int64_t limit;             /* of a search: records */
	bool facets;
};

/* One /set of an exchange: entries first to first + count - 1. */
struct set_call { const struct record_type *type; int64_t account; int kind; int first, count; };

/* The exchange that is under way. */
struct exchange {
	int64_t *entries; /* locals in the outbox, in order of sending */
	int count;
	struct set_call calls[EXCHANGE_CALLS_MAX];
	int call_count;
	int settled;      /* entries that are sent or refused, and not sent again */
	struct json *since; /* the states that a question in a file asked from; NULL: it went over the line, and nothing overtook it */
	bool is_split;    /* a call was refused as a whole: its entries go one by one */
};

/* The older records that the exchange under way asks for; type NULL: none. */
struct older { int64_t account; const struct record_type *type; int64_t limit; };

/* What a run of exchanges did, from the first page to the last. */
struct run {
	int64_t sent, received, up, down;
	int64_t fetched, expected; /* messages of the first window */
	int64_t moved;             /* states that went on: a page without any would never end */
};

struct engine {
	const struct paths *paths;
	struct engine_options options;
	struct store store;
	struct http_client *http;
	struct transport transport; /* of the API's requests */
	struct login login;
	struct faces faces;
	struct line line;
	struct policy policy;
	struct random random;
	int lock, signals, watch; /* descriptors */
	bool ends;

	const struct job *job;    /* what the running transfer is for; NULL: none */
	struct sign_in_wish sign_in;
	struct seal seal;
	struct ask_wish ask, asks_next[ASKS_NEXT_MOST]; /* what is asked, and what after it */
	int asks_next_count;
	struct translation_next translation; /* under way */
	int64_t translate_ms;     /* no sooner than then, after one that failed; 0: at once */
	struct diagnosis diagnosis;
	struct carry_wish carry;
	struct login revoke;      /* a token to be revoked: signed out, or not taken in */
	struct search_wish searches[SEARCHES_MAX];
	int search_count;         /* the first one is asked first */
	bool looks_at_found;      /* a saved search has changed: its cards may have to be fetched */
	struct strings not_there; /* ids of such cards that the portal does not have for us */
	struct exchange exchange;
	struct parts parts;       /* of files */
	struct download download; /* the one that the part under way belongs to, and likewise */
	struct upload upload;
	bool is_joining;          /* the upload: its parts are all there */
	struct older older;
	int64_t theirs[THEIRS_MAX]; /* locals of the records that the exchange under way fetches for entries that were outrun */
	int theirs_count;
	struct run run;
	bool is_more;             /* a page more is waiting, or entries more: on at once */
	bool was_woken;           /* since the last exchange began */
	bool says_all;            /* the portal did not take what we have, said short: accounts have come or gone */
	bool has_discovered;      /* since the last exchange that went well: not for ever */
	int batch;                /* entries in one exchange at most */
	int64_t body_bytes;       /* of entries in one exchange, about: less on a line that breaks */
	int64_t page_bytes;       /* how large a page may be, by what the line carries */
	int64_t alone_ms;         /* since when no face is there; -1: one is */
	int64_t synced;           /* the fact "synced" as it was last written */
	int64_t told_ms;          /* when progress was told last */
	int64_t door_ms;          /* when the door is looked at next */
};

/* One kind of transfer. */
struct job {
	const char *name;
	bool (*begin)(struct engine *g);                            /* starts it if it is wanted; false: nothing to do */
	void (*finish)(struct engine *g, struct http_answer *a);    /* a is released by the caller */
	void (*cancelled)(struct engine *g);                        /* the transfer was ended without an answer; may be NULL */
};

/* --- loop.c --- */

/* Takes the lock, opens store and socket. Returns 0, or -1 with e and nothing to close. */
int engine_open(struct engine *g, const struct paths *p, const struct engine_options *options, struct err *e);
/* Runs until the last face has gone and what was due is sent, or a signal ends it. */
void engine_run(struct engine *g);
void engine_close_all(struct engine *g);

/* The line's state as it is now known, told to all faces if it differs. */
void engine_line(struct engine *g, enum line_state state, const struct err *cause);

/* Tells a face (0: all) that what it asked for failed. n 0: without a number. */
void engine_tell_failed(struct engine *g, int64_t face, const char *what, int64_t n, const struct err *cause);

/* A face went: what it asked for is dropped. Another one takes its index. */
void engine_face_gone(struct engine *g, unsigned index);

/* Ends the running transfer without an answer, if it is of this job (NULL: whatever it is for). */
void engine_cancel(struct engine *g, const struct job *job);

/* --- orders.c --- */
void order_run(struct engine *g, struct face *face, const struct json *packet);

/* --- shared.c: a shared computer --- */
/* True if this computer is shared and nobody is signed in. */
bool shared_is_nobodys(const struct engine *g);
/* Opens what is sealed under the wish's name; true if the wish is settled by that, one way or the other; one that is local always is. */
bool shared_unseal(struct engine *g);
/* Somebody whom the portal has signed in for the first time here: makes their directory. Returns 0, or -1 with e. */
int shared_begin(struct engine *g, const struct login *fresh, struct err *e);
/* Tells that the directory of somebody else is open now, and lets this engine end: the next one opens what is there. */
void shared_hand_over(struct engine *g, const char *person, const char *name);
void shared_sign_out(struct engine *g, struct face *face);

/* True unless the store is known to be somebody else's: their queue goes with no other sign-in. */
bool is_owner(struct store *s, const struct login *l);

/*
 * Makes the store that of the person, if it is nobody else's; joined: those who are this person now, as the portal tells it in answer to a
 * sign-in (jmap/sync.h), may be NULL. Returns 0, or -1 with e.
 */
int take_possession(struct store *s, const struct login *fresh, const struct json *joined, struct err *e);

/* --- the jobs, each in its file --- */
extern const struct job job_sign_in, job_sign_out, job_discover; /* sign_in.c */
extern const struct job job_ask;                                  /* ask.c */
extern const struct job job_carry;                                /* packet_carry.c */
extern const struct job job_diagnose;                             /* diagnose.c */
extern const struct job job_search;                               /* search.c */
extern const struct job job_upload;                               /* upload.c */
extern const struct job job_download;                             /* download.c */
extern const struct job job_translate;                            /* translate.c */
extern const struct job job_exchange;                             /* exchange.c */

/* Each frees what the wish owns; it is empty afterwards. */
void sign_in_wish_release(struct sign_in_wish *w);
/* Gives up what is asked and what was to be asked after it; no face hears of it. */
void ask_give_up(struct engine *g);
/* Handles what ask.c has a row for; while another is asked, it comes after it. */
void ask_handle(struct engine *g, struct face *face, const struct json *packet);
/* Sync by file (jmap/packet.h): the packets packet-export, packet-carry and packet-import. */
void packet_export_handle(struct engine *g, struct face *face, const struct json *packet);
void packet_carry_handle(struct engine *g, struct face *face, const struct json *packet);
void packet_import_handle(struct engine *g, struct face *face, const struct json *packet);
void carry_release(struct carry_wish *w);

/* Forgets the question number n of a face, whose answer nobody awaits any more; n 0: all of that face. */
void search_drop(struct engine *g, int64_t face, int64_t n);

/* A record of the type has come or changed: where it is a saved search, cards that it found may have to be fetched. */
void search_note(struct engine *g, const struct record_type *type);

/* Handles the packets "search" and "fetch". */
void search_handle(struct engine *g, struct face *face, const struct json *packet);

/* True if something waits for the portal that is due now or within seconds, and may go by itself. */
bool exchange_is_due(struct engine *g, int64_t within);

/* Milliseconds until a translation is tried again; -1: none is, by itself. And it gives way to what is to be sent. */
int64_t translate_left(struct engine *g);
void translate_give_way(struct engine *g);

/* True if a file has to go up that could go now, or is to be fetched. */
bool upload_is_wanted(struct engine *g);
bool download_is_wanted(struct engine *g);

/* What the outbox waits for has changed: a part of what nobody waits for any more is ended. */
void upload_look_again(struct engine *g);

/* The packets "file" and, of a file, "cancel". */
void download_handle(struct engine *g, struct face *face, const struct json *packet);
void download_cancel(struct engine *g, struct face *face, const struct json *packet);

/* A template of the session (RFC 6570 level 1) filled in, below the portal's own address; yours. */
char *file_url(struct engine *g, const char *template, const char *account, const char *blob, const char *type);

/* No exchange came about: the line's state, the next try, and word to who asked. retry_after as in line_back_off. */
void exchange_fail(struct engine *g, const struct err *met, int64_t retry_after);

/*
 * Everything that the response to g->exchange changes, in one transaction (a long page: in several, its state with the last); as_of:
 * when the portal answered. Should the power fail and take the last of them away, states and outcomes go with them: the same is
 * answered again. What changed is added to changed, for incoming_tell; refusal says why the page was refused, where it was. 0, or -1 with e.
 */
int exchange_take_in(struct engine *g, const struct json *response, int64_t as_of, struct json *changed, struct err *refusal,
                     struct err *e);

/* Tells all faces how far the first window is. */
void exchange_tell_progress(struct engine *g);

/* Starts a transfer for the signed-in person; body (NULL: none) is freed. */
void engine_post(struct engine *g, struct json *body_taken);

#endif
