/*
 * Sync/get, the one method of ours (capability JMAP_TWINLINE). One call pulls what is new in all accounts.
 *
 * Arguments
 *   since     {accountId: state}   what I have; an account that is left out is sent from its newest window on
 *   want      {typeName: n}        size of the first window where it differs from the type's own; 0 none, -1 all
 *   maxBytes  number               about how large the response may grow (1,000 to 1,000,000; 14,000 if absent)
 * Response
 *   accounts  {accountId: {kind, name, role      only where since lacked it
 *                          records   {typeName: [object with id and rev, absent = default]}   newest first in a window
 *                          destroyed {typeName: [id]}
 *                          state     token to give as since next time, opaque
 *                          more      true while more is to come at once (state holds the place)
 *                          window    true: records are the next ones of the first windows; absent: changes
 *                          total     {typeName: n}   how many there are, see below
 *                          unread    {"Thread": n}   with total's Thread: how many of those have unread messages }}
 *             an account in which nothing changed is left out
 *   left      [accountId]          no longer mine: forget it
 *   me        {person, name, country, profile}   only where since was absent or empty; person and profile are ids
 *
 * An account's kind in an answer although since named that account: its state is no longer good (a restored
 * portal, a year away). Forget its records, keep outbox and drafts, and take what follows as the first window.
 * What a /set of the same request created is not sent back: its response has told what the portal added.
 *
 * Totals tell who has but a window how many records there are beyond it. They come with a window that is cut, with one that is
 * under way, and with changes of a type unless want said "all" of it; where a window's part has none, nothing lies beyond.
 * Beside Message stands Thread: the conversations of the inbox (from others, neither put away nor deleted nor hidden until
 * a later day), which nobody can count who has not all the messages.
 *
 * Types without a window (window 0: people, schools, conversations) are never sent; want may ask for one.
 *
 * Every /set also takes opIds {creation id or record id: 32 hex digits}: the portal keeps the outcome
 * for 400 days and answers a repeat with it, changing nothing.
 *
 * Beside JMAP's own resources, which the session names, the portal has /sign-in:
 *   POST {name, password, device}  200 {token, person, name, apiUrl}; a token is revoked by itself after 400 days unused;
 *                                  with apiUrl, which is the session's, a client needs no discovery
 *   DELETE (with the token)        204; the token is worth nothing any more
 * Every failure outside a method call is problem JSON (RFC 7807) with a member "error" that json_to_err reads:
 * badPassword (401), slowDown (429, Retry-After), signedOut (401 everywhere: WWW-Authenticate: Bearer), limit (400 or 413) ...
 */
#ifndef TWINLINE_JMAP_SYNC_H
#define TWINLINE_JMAP_SYNC_H

#define SYNC_SIGN_IN_PATH "/sign-in"
#define SYNC_SESSION_PATH "/.well-known/jmap" /* RFC 8620 section 2.2 */

enum { SYNC_MAX_BYTES_DEFAULT = 14000, SYNC_MAX_BYTES_LEAST = 1000, SYNC_MAX_BYTES_MOST = 1000000 };

#endif
