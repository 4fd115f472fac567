/*
 * Sync/get, the one method of ours (capability JMAP_TWINLINE). One call pulls what is new in all accounts.
 *
 * Arguments
 *   since     {accountId: state}   what I have; an account that is left out is sent from its newest window on
 *   sinceAll  text                 in its place: the same of all accounts, short (twinline/jmap/since.h)
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
 *             an account in which nothing changed is left out; so is one that since lacked and that found no room, while
 *             another one says more
 *   left      [accountId]          no longer mine: forget it
 *   unknownSince  true             sinceAll is not about just my accounts: ask with since; accounts is empty
 *   me        {person, name, country, profile}   only where since was absent or empty; person and profile are ids
 *
 * An account's kind in an answer although since named that account: its state is no longer good (a restored
 * portal, a year away). Forget its records, keep outbox and drafts, and take what follows as the first window.
 * What a /set of the same request created, or changed in nothing but properties that commute, is not sent back: its response has
 * told what the portal added.
 *
 * Totals tell who has but a window how many records there are beyond it. They come with a window that is cut, with one that is
 * under way, and with changes of a type unless want said "all" of it; where a window's part has none, nothing lies beyond.
 * Beside Message stands Thread: the conversations of the inbox (from others, neither put away nor deleted nor hidden until
 * a later day), which nobody can count who has not all the messages.
 *
 * Types without a window (window 0: people, schools, conversations) are never sent; want may ask for one.
 *
 * Every /set also takes opIds {creation id or record id: 32 hex digits}: the portal keeps the outcome
 * for 400 days and answers a repeat with it, changing nothing. destroyRevs {id: rev} is to a destroy what "rev" is to a patch: where the
 * content has moved since, it is refused with invalidProperties ["rev"].
 *
 * A guest, who sends no token at all, is answered what is public, where the portal has guests: no "me", no personal account, the
 * others with role "guest". A token that is wrong or has ended makes nobody a guest. Who asks for too much has busy.
 *
 * Beside JMAP's own resources, which the session names, the portal has these; "T": with the token.
 *   POST /sign-in {name, password, device}  200 {token, person, name, apiUrl, packetKey, websocketUrl, translate}; a token is revoked by
 *                                  itself after 400 days unused; with these, which are the session's (websocketUrl is a path), a client needs
 *                                  no discovery. joinedUp {persons: [id], account}: those are this person now, whose personal account is
 *                                  that one: they had registered once more. Of a pupil {"pupil": true, "firstPassword"}; true: another one is to be chosen first.
 *                                  Until then whatever is no Core/echo, Sync/get (of their own account) or Profile/get, and every
 *                                  resource but session, socket, events, devices and password, is refused: firstPassword (403)
 *   T DELETE /sign-in              204; the token is worth nothing any more
 *   T POST /twinline/password {old, new}  204; every other sign-in of mine has ended. oldPassword (403)
 *   POST /twinline/reset {name}    200 {"by": "mail"}: if there is such a name or e-mail address, a code is on its way to the address
 *                                  kept for it; {"by": "desk"}: this portal sends no mail, who runs it hands out a code. Whether there
 *                                  is such a name is never told
 *   POST /twinline/reset {name, code, password}  204; the password is set, every sign-in has ended. badCode (403): wrong, too old
 *                                  (30 minutes), or tried five times
 *   T POST /twinline/confirm {codes: ["ABCD2345", ...]}  200 {"waiting": ["old", "new"]}: the addresses whose code is still awaited, old
 *                                  first; [] the new address counts now. One or both at once, in any order; badCode (403) where one is wrong
 *   POST /twinline/register {name, email, password, language, timeZone?, person: {name, role ...}, school: {id} or
 *                                  {name, town, country ...}}  200 {"by": as above}: registered, waiting for validation; sign in with
 *                                  name and password. By mail: a code went to the address, for /twinline/confirm. person and school
 *                                  have the properties of Person and School that clients may set. registrationClosed (403): not here.
 *                                  A name that is taken is a wrong "name", with the error exists. text: for the support organisation.
 *                                  head: {name, email} of the head of the school, where the session says validation "head".
 *                                  200 {"alike": {"person": true, "schools": [as below]}}: nothing is registered, for somebody of
 *                                  that name is at that school or in its town, or there is a school like it; with sure: true it is.
 *                                  opId: sent once more with it, name and password, the same answer, and done once
 *   POST /twinline/schools {text, country?}  200 {"schools": [{id, name, town, region, country}]}: some whose name, town or region have
 *                                  words that begin so. registrationClosed (403)
 *   T POST /twinline/school {name, town, country ...}  204: a school that is not known yet is entered, and is my wantsSchool; newcomer (403)
 *   GET, POST /twinline/head/SECRET  the page behind a link that the head of a school had by mail; POST "answer=yes" or "no", once
 *   GET, POST /link/SECRET         the page of a one-time link (Link/create), which tells what it leads to and uses nothing up; POST: the
 *                                  file, once. 404 with a page for whatever is none any more
 *   T GET /twinline/devices        200 {"devices": [{id, name, createdAt, usedAt, isThis}]}, the last used first; usedAt is a day, not a moment
 *   T DELETE /twinline/devices/ID  204; that sign-in of mine has ended
 *   POST /twinline/packet          a question of jmap/packet.h, sealed to packetKey; 200 its answer, sealed too, whatever it says. notRequest
 *                                  (400): not sealed to that key, or damaged
 *   T GET /twinline/leave          200 {asOf, kinds: {"Message": {goes, stays}, ...}, files, bytes, filesBy, pupils, pupilsBy, projects: [{id,
 *                                  title, state, becomes, next}]}: what leaving would do now, and nothing done. goes: erased at once;
 *                                  stays: of others, without my name; files with their bytes until the day filesBy; pupils: those I
 *                                  answer for, ended at once, erased by pupilsBy; becomes of a project that has no other founder
 *                                  "goes", "handedOn" to the member next, or "archived"
 *   T POST /twinline/leave {password}  204; I have left: signed out everywhere, the card gone from the directory, my own account emptied. What I
 *                                  wrote to others stays theirs, without my name. oldPassword (403);
 *                                  lastFounder (403): of an active project that another member could carry on, who is made its
 *                                  founder first
 *   GET /twinline/dictionary/CODING  200: the dictionary of that coding, for ever the same, with Use-As-Dictionary (RFC 9842)
 * A code has eight letters and digits; how they are written (small, with blanks or a hyphen) makes no difference.
 * A changed Profile.email, where the portal sends mail, does not count at once: it stands in pendingEmail until pendingEmailUntil, a
 * code goes to the new address and one to the old, if there is one, and /twinline/confirm makes it so. Changing email to what it is
 * withdraws it.
 *
 * The session's object of JMAP_TWINLINE says what the portal does of this: "mail", "register" and "guests", each true or absent, and "translate", where Text/translate is; "validation",
 * which is "automatic", "desk" or "head"; and "packetKey", the key that packets are sealed to, in base64url.
 *
 * Every failure outside a method call is problem JSON (RFC 7807) with a member "error" that json_to_err reads:
 * badPassword (401), slowDown (429, Retry-After), signedOut (401 everywhere: WWW-Authenticate: Bearer), limit (400 or 413), busy (503,
 * Retry-After), rateLimit (429, Retry-After) ... What was filled in wrongly is invalidProperties (400), with "properties" and "errors" as
 * a SetError has them; those of person and school are called "person/name", "school/town".
 */
#ifndef TWINLINE_JMAP_SYNC_H
#define TWINLINE_JMAP_SYNC_H

#define SYNC_SIGN_IN_PATH "/sign-in"
#define SYNC_PASSWORD_PATH "/twinline/password"
#define SYNC_RESET_PATH "/twinline/reset"
#define SYNC_CONFIRM_PATH "/twinline/confirm"
#define SYNC_REGISTER_PATH "/twinline/register"
#define SYNC_SCHOOL_PATH "/twinline/school"
#define SYNC_SCHOOLS_PATH "/twinline/schools"
#define SYNC_DEVICES_PATH "/twinline/devices"
#define SYNC_PACKET_PATH "/twinline/packet"
#define SYNC_LEAVE_PATH "/twinline/leave"
#define SYNC_DICTIONARY_PATH "/twinline/dictionary"
#define SYNC_SESSION_PATH "/.well-known/jmap" /* RFC 8620 section 2.2 */

enum { SYNC_MAX_BYTES_DEFAULT = 14000, SYNC_MAX_BYTES_LEAST = 1000, SYNC_MAX_BYTES_MOST = 1000000 };

#endif
