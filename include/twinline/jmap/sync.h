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
 *                          total     {typeName: n}   only with a window that is cut: how many there are }}
 *             an account in which nothing changed is left out
 *   left      [accountId]          no longer mine: forget it
 *   me        {person, name, country, profile}   only where since was absent or empty
 *
 * Every /set also takes opIds {creation id or record id: 32 hex digits}: the portal keeps the outcome
 * for 400 days and answers a repeat with it, changing nothing.
 */
#ifndef TWINLINE_JMAP_SYNC_H
#define TWINLINE_JMAP_SYNC_H

enum { SYNC_MAX_BYTES_DEFAULT = 14000, SYNC_MAX_BYTES_LEAST = 1000, SYNC_MAX_BYTES_MOST = 1000000 };

#endif
