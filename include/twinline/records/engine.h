/*
 * The socket between a face or command and the engine: SOCK_SEQPACKET, one JSON object a packet (at most 64 KB),
 * in paths.socket. The store is the only truth: a lost packet costs time, never data.
 *
 * To the engine, by "do":
 *   wake                           something was written: the outbox may have something, or the pause is another; the other faces look too
 *   sync                           exchange now, whatever the timer says; answered by progress "done" or failed
 *   sign-in {url, name, password, device, local, anew}   answered by signed-in or failed; local: what a shared computer keeps is opened if the
 *                                  password fits, and no portal asked (notFound, sealPassword); anew: what a password of before sealed is
 *                                  given up (sealBefore)
 *   visit {url}                    reads what the portal shows to guests, in a store that is nobody's; answered by failed, or not at all
 *   sign-out                       answered by a line packet; the queue and all that is here stay
 *   probe {url}                    asks a portal who it is, without a name or a password; answered by probed or failed
 *   reset {url, body}              what jmap/sync.h says of /twinline/reset; answered by reset or failed
 *   register {url, body}           the same of /twinline/register; answered by registered, or failed with errors {field: error}
 *   devices, device-end {id}, password {body}, confirm {body}, leaving, leave-portal {body}
 *                                  the same of those paths, as who is signed in; answered by devices, device-ended, password-set, confirmed,
 *                                  leaving (what leave-portal would do), left-portal, or failed
 *   link {account, body}           Link/create (the API page) with body's arguments; answered by linked or failed
 *   diagnose {url}                 looks at the way to the portal (url: where nobody is signed in yet); answered by diagnosed
 *   search {n, type, filter, after, facets, limit}   asks the directory for the next `limit` (50 at most, and if absent) after the
 *                                  record with the id `after` (absent: the first); facets: true counts them. What comes is kept (records/kept.h) before found {n} or failed tells;
 *                                  without a line it fails with offline at once, and a SavedSearch is what waits for one
 *   fetch {n, type, ids}           fetches cards by id and keeps them; answered by found or failed
 *   file {account, blob, type, size}   asks for a file, or goes on with one that was stopped; account is the local key. The wish is kept
 *                                  (records/download.h) and outlives face, engine and line; told of by progress, file or failed
 *   packet-export {file}           writes what waits, and the question what is new, into a file to be carried (jmap/packet.h); what is held
 *                                  goes too. Answered by packet-exported {count, bytes, left}, left: changes that it has no room for, or whose
 *                                  files have to go up first; or failed
 *   packet-carry {file}            asks the portal that the file names, and writes the answer into it; whoever carries need not be signed in.
 *                                  Answered by packet-carried {bytes} or failed
 *   packet-import {file}           takes the answer in. Answered by packet-imported {sent, received, more} or failed
 *   cancel {n}                     ends a search
 *   cancel {account, blob}         stops the fetching of a file; what came is kept, and file goes on from there
 *   older {account, type}          the next part of an account beyond its window; account is the local key. The wish is
 *                                  kept (replica_older), waits for a line, and is answered by changed or failed
 *   status                         answered by status
 *   leave                          this face goes; when it was the last, the engine sends what waits (records/plan.h: plan_linger), then ends
 * From the engine, by "did":
 *   changed {account, types}       records in the store changed: account is the local key, types names; without them, anything may have
 *   line {state, since, cause}
 *   progress {phase, done, total, bytes}   phase "fetching": messages of the first window here, of how many (0: not known
 *                                  yet), at most one a second; phase "done": what "sync" asked for is over, with sent and
 *                                  received (changes), up and down (bytes)
 *   progress {phase, account, blob, done, total, seconds, up, stopped, spoilt}   phase "file": after each part of a file that is fetched,
 *                                  or (up) goes to the portal under our own name for it; bytes, and seconds left at the speed of the
 *                                  last part (0: not known). stopped: by cancel; spoilt: the part was changed on its way, and goes again
 *   signed-in {person, name, again}   again: on a shared computer, what is kept here is another directory now: make paths anew,
 *                                  and connect to the engine that serves it
 *   signed-out {again}             on a shared computer: all is sealed, and nobody's directory is open
 *   probed {host, here, guests, issuer, until}   here: the portal is on this computer; issuer: who vouches for its certificate,
 *                                  until: how long, in seconds since 1970
 *   diagnosed {network, proxy, portal, here, tls, cause, issuer, until, reached, answers, signedIn, took, off}   network: this computer
 *                                  has one; proxy, portal: their hosts; cause: what is wrong; issuer, until: of the certificate; took: ms;
 *                                  off: seconds that this computer's clock is behind the portal's; what was not found out is absent
 *   file {blob}                    it is here now
 *   reset {answer}, registered {answer}, devices {answer}, device-ended {answer}, password-set {answer}, confirmed {answer},
 *   left-portal {answer}, linked {answer}   the portal's answer; of a link also
 *                    the "socket" by which alone it is reached, where this computer has the portal at a Unix socket
 *   failed {do, n, blob, cause}    n only for a search, blob for a file: it is stopped, and what came is kept
 *   found {n, ids, total, facets, bytes}   ids in their order, to be read from the store; facets as {"country": {"PL": 204}};
 *                                  bytes: what the answer weighed on the line
 *   status {line, pid, profile, counted}   profile: of the line, as it holds now (records/line_profile.h)
 * Causes are errors as base/json.h writes them; the face words them.
 *
 * Facts in the store that the engine keeps, JSON objects but for the last two; times are seconds since 1970:
 *   line     {state, since, cause}
 *   me       {person, name, country, profile, portal}: whose store this is, from the first sign-in on; nobody else's
 *            sign-in is taken into it
 *   counted  {day, today {up, down, exchanges, of {mail, asked, files, push}}, since, month {...}}: bytes with headers, since two dates;
 *            and the same of the periods before, {dayBefore, yesterday, monthBefore, lastMonth} (records/count.h)
 *   measured {speed, packed, turn, losses, tries, found}: bytes a second that the line carried, hundredths that an answer weighs on it,
 *            milliseconds there and back, a bit for each of so many tries that was lost, the profile that follows (records/measured.h)
 *   pause    until when nothing goes by itself; written by a face (records/plan.h)
 *   synced   when the portal last said all that is new, to the minute
 */
#ifndef TWINLINE_RECORDS_ENGINE_H
#define TWINLINE_RECORDS_ENGINE_H

#include <stdbool.h>

#include "twinline/base/json.h"
#include "twinline/base/paths.h"

enum { ENGINE_PACKET_MAX = 64 * 1024 };

/* States of the line, as stored in the fact "line" (JSON {state, since, cause}) and sent in packets. */
enum line_state { LINE_UNKNOWN, LINE_ONLINE, LINE_OFFLINE, LINE_BUSY, LINE_SIGNED_OUT, LINE_STATE_COUNT };
const char *line_state_name(enum line_state state); /* "online" ... */
enum line_state line_state_of(const char *name);    /* LINE_UNKNOWN for another name or NULL */

struct engine_link { int fd; bool started; };

/*
 * Connects to the engine of p, starting it (setsid, stdio on /dev/null) if start is set and none answers. Never blocks for longer
 * than the start takes; returns 0 with a non-blocking fd, or -1 with ERR_ENGINE (the face goes on without).
 */
int engine_connect(struct engine_link *link, const struct paths *p, bool start, struct err *e);
void engine_close(struct engine_link *link);

/* True if an engine serves the profile, be it on its way out. */
bool engine_runs(const struct paths *p);

/* Ends the engine of this computer that serves the profile, if one does, and waits until it has let go of the store. False if it has not. */
bool engine_end(const struct paths *p);

/* Sends one packet; false if it did not go (the engine is gone, or its queue is full): connect again. Frees packet. */
bool engine_send(struct engine_link *link, struct json *packet_taken);

/* The next packet, yours, or NULL: none there (*gone false) or the engine has gone (*gone true). */
struct json *engine_receive(struct engine_link *link, bool *gone);

#endif
