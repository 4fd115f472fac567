/* The paragraphs of the API page that no table holds. */
#include "prose.h"

#include <stddef.h>

const char *const prose_start[] = {
	"# Twinline community 1\n\n"
	"The API of a Twinline portal: JMAP Core (RFC 8620) with record types of a community of schools and one\n"
	"method of our own, `Sync/get`. A generic JMAP client can sign in, read, query, write and exchange files\n"
	"without it. Where this page is silent, RFC 8620 holds. `twinline-portal schema --json` prints the same\n"
	"types as a JSON Schema.\n\n",
	"## 1. Signing in\n\n"
	"Every other resource wants `Authorization: Bearer TOKEN`, but for guests (below). A token belongs to one device and is got once:\n\n"
	"    POST {portal}$SIGN_IN$\n"
	"    {\"name\": \"name@school.example\", \"password\": \"...\", \"device\": \"laptop at school\"}\n\n"
	"    200 {\"token\": \"...\", \"person\": \"id\", \"name\": \"First Last\", \"apiUrl\": \"...\"}\n\n"
	"- 401 `badPassword`: name or password is not right; the portal does not say which.\n"
	"- 429 `slowDown`: too many wrong passwords; come back after `Retry-After` seconds.\n"
	"- `DELETE {portal}$SIGN_IN$` with the token: 204, the token is worth nothing any more. A token that is\n"
	"  not used for 400 days ends by itself.\n"
	"- 401 `signedOut` with `WWW-Authenticate: Bearer`, from any resource: the token is missing, wrong or\n"
	"  ended.\n\n"
	"**Guests.** Where the session says `guests`, a request without any `Authorization` reads what is public: the session, the\n"
	"methods that read, `Sync/get` (which then has no `me`) and downloads. A guest has no personal account, the role `guest` in\n"
	"the others, writes nothing (`accountReadOnly`), sees no people and copies no part of the directory. Who asks too much\n"
	"gets 503 `busy` with `Retry-After`. A token that is wrong or has ended is 401, never a guest.\n\n"
	"Never write a token or password into an address, a log or a command line.\n\n",
	"### One's own sign-ins\n\n"
	"- `GET {portal}$DEVICES$`: `{\"devices\": [{\"id\", \"name\", \"createdAt\", \"usedAt\", \"isThis\"}]}`, the last used\n"
	"  first; `usedAt` is a day. `DELETE {portal}$DEVICES$/ID`: 204, that device is signed out.\n"
	"- `POST {portal}$PASSWORD$` `{\"old\", \"new\"}`: 204, and every other sign-in has ended. 403 `oldPassword`; a new one\n"
	"  has 8 to 1000 bytes.\n\n"
	"### Forgotten passwords\n\n"
	"- `POST {portal}$RESET$` `{\"name\"}`, a name to sign in or an e-mail address: 200 `{\"by\": \"mail\"}`, whether or not there\n"
	"  is such a name; if there is, a code goes to the address kept for it. `{\"by\": \"desk\"}`: this portal sends no letters; the\n"
	"  people who run it hand out codes.\n"
	"- The same with `{\"name\", \"code\", \"password\"}`: 204, the password is set and every sign-in has ended. 403 `badCode`: wrong,\n"
	"  older than 30 minutes, used, or tried five times.\n"
	"- 429 `rateLimit`: too many letters to that name, or forms from that address; come back after `Retry-After` seconds.\n\n"
	"### Another e-mail address\n\n"
	"Where the portal sends letters, a patch of `Profile.email` changes nothing at once: the address stands in `pendingEmail`\n"
	"until `pendingEmailUntil`, a code goes to it and one to the old address, if there is one. Patching `email` with what it is\n"
	"withdraws the wish; taking it away is refused.\n\n"
	"- `POST {portal}$CONFIRM$` `{\"codes\": [\"ABCD-2345\", ...]}`, one or both in any order: 200 `{\"waiting\": [\"old\", \"new\"]}`,\n"
	"  whose code is still awaited; `[]`: the new address counts now. 403 `badCode` where one was wrong; what was right counts.\n\n"
	"A code has eight letters and digits; small letters, blanks and hyphens make no difference.\n\n"
	"What was filled in wrongly in a form of this section is 400 `invalidProperties`; its `error` has `properties`, the names of\n"
	"all wrong fields, and `errors: {field: error}`.\n\n",
	"## 2. The session\n\n"
	"`GET {portal}$SESSION$` (RFC 8620 section 2) answers who is signed in, which accounts there are, where\n"
	"everything is and the limits of section 9. Addresses in it may be relative to its own. Capabilities:\n\n"
	"- `$CORE$`\n"
	"- `$TWINLINE$`, \"Twinline community 1\": all record types and `Sync/get`. Its object has `name`,\n"
	"  `version` of the portal, `schema` (a number that moves with the types) and `minClient`, the oldest\n"
	"  Twinline that understands the portal; where they are so, `mail: true` (the portal sends letters) and `guests: true`. In an\n"
	"  account its object has `kind` and `role` (section 5).\n\n"
	"`state` (and `sessionState` in every response) changes when an account is joined or left.\n\n",
	"## 3. Requests\n\n"
	"`POST` to `apiUrl`, `Content-Type: application/json`, RFC 8620 section 3. A capability that is not in\n"
	"`using` hides its methods (`unknownMethod`). The body is I-JSON (RFC 7493): valid UTF-8, no duplicate\n"
	"keys, at most 32 levels and 500,000 values. Names of properties, methods and types are case-sensitive.\n"
	"Bodies may be `zstd` in both directions, files to upload excepted.\n\n"
	"Calls run in order. A call sees what those before it did, but not a moment frozen for all of them.\n"
	"Back-references (`#ids`) follow section 3.7 of the RFC: the first response with the call id counts, `*`\n"
	"maps over an array and flattens one level. A reference that leads to null is `invalidResultReference`,\n"
	"but for `#properties`; one that grows beyond $EXPANSION$ bytes is `requestTooLarge`.\n\n"
	"A failure of the whole request is problem JSON (RFC 7807) whose `type` is RFC 8620's or `$TWINLINE$#`\n"
	"with the error's name; its member `error` has the form of every error here:\n\n"
	"    {\"type\": \"tooLong\", \"arguments\": [\"200\"], \"description\": \"...\"}\n\n"
	"`type` is a name of section 8, `arguments` are what belongs into its sentence, `description` is that\n"
	"sentence in English. Word errors in your reader's language from the first two.\n\n",
	NULL,
};

const char *const prose_methods[] = {
	"## 4. Methods\n\n"
	"Each type `T` of section 6 has these, as RFC 8620 section 5 describes them:\n\n"
	"- `T/get`: `id` is always there, `rev` and every other property unless `properties` leaves it out. **A\n"
	"  property that is absent has its default** (section 5). `ids: null` is all, under the limit.\n"
	"- `T/changes`: 50 at a time unless `maxChanges` asks for more. States are kept 400 days; after that, or\n"
	"  after a restored backup, `cannotCalculateChanges`: fetch anew, and keep what you have not sent. The\n"
	"  directory has no changes.\n"
	"- `T/query`: conditions are `{property: value}` of *listed* properties, a party by its id, a keyword by\n"
	"  its name; operators as far as the index can tell them, else `unsupportedFilter`. Sort by one\n"
	"  *sortable* property.\n"
	"- `T/queryChanges` always answers `cannotCalculateChanges`, as `canCalculateChanges: false` says.\n"
	"- `T/set`, where the type is not kept by the portal alone. Destroying, creating and updating go as each\n"
	"  type's table says.\n\n"
	"`Core/echo` and `Blob/copy` are RFC 8620's. `Foo/copy` is not offered: a record stays in its account for\n"
	"life.\n\n",
	"### Files\n\n"
	"`uploadUrl` and `downloadUrl` as in RFC 8620 section 6. A blob that no record names is kept for a day,\n"
	"for whoever uploaded it; afterwards it can be read by those who may read a record that names it. Knowing\n"
	"an id opens nothing. Downloads take `Range`.\n\n",
	"### Sync/get\n\n"
	"One call pulls what is new in all accounts, records included; it takes no `accountId`.\n\n"
	"| argument | |\n"
	"|---|---|\n"
	"| `since` | `{accountId: state}`: what you have; an account that is left out is sent from its newest window on |\n"
	"| `want` | `{type: n}`: the first window where it should differ from the type's own; 0 none, -1 all |\n"
	"| `maxBytes` | about how large the response may grow, $BYTES_LEAST$ to $BYTES_MOST$; $BYTES$ if absent |\n\n"
	"| response | |\n"
	"|---|---|\n"
	"| `accounts` | `{accountId: ...}`, only those with something new; in each: |\n"
	"| `.kind`, `.name`, `.role` | only where `since` lacked the account, or its state is no longer good |\n"
	"| `.records` | `{type: [record]}`, each with `id` and `rev`; newest first in a window |\n"
	"| `.destroyed` | `{type: [id]}`: gone, or no longer yours to see |\n"
	"| `.state` | what to give as `since` next time; opaque |\n"
	"| `.more` | true while more is to come at once: ask again with the new state |\n"
	"| `.window` | true: `records` are the next ones of the first windows; absent: changes |\n"
	"| `.total` | `{type: n}`, how many there are, with a window that is cut or under way, and with changes unless `want` was -1; "
	"beside `Message` stands `Thread`, the conversations of the inbox |\n"
	"| `.unread` | `{\"Thread\": n}`, how many of those have unread messages |\n"
	"| `left` | `[accountId]`: no longer yours, forget it |\n"
	"| `me` | `{person, name, country, profile}`, ids of the first and last; only where `since` was absent or empty |\n\n"
	"Store records and state in one transaction. `kind` for an account that you named in `since` means that\n"
	"its state is no longer good: forget its records, keep what you have not sent, and take what follows as\n"
	"the first window. What a `T/set` of the same request created is not sent back: its response told the rest.\n\n",
	"### Writing over a line that breaks\n\n"
	"- **Exactly once.** `T/set` takes `opIds: {creation id or record id: 32 hex digits}`, drawn by you, one\n"
	"  for each thing you want done. The portal keeps the outcome for 400 days and answers a repeat with it,\n"
	"  changing nothing. After a lost response send the same again.\n"
	"- **No lost update.** Put the `rev` that you saw into the patch. If the content moved meanwhile, the\n"
	"  update fails with `invalidProperties` and `properties: [\"rev\"]`: fetch, merge, send anew. `rev` does\n"
	"  not move with properties marked *commutes*; leave it out of their patches.\n"
	"- Patches follow RFC 8620 section 5.3. The parent of a member of a set always exists: `\"keywords/$seen\":\n"
	"  true`.\n"
	"- `invalidProperties` names every wrong property in `properties`; beside it `errors: {property: error}`\n"
	"  says of each what is wrong.\n"
	"- Creating a Message sends it: a copy goes to everybody in `to`, with the same `messageUid` and\n"
	"  `threadUid`.\n\n",
	NULL,
};

const char *const prose_values[] = {
	"## 5. Values, accounts and who sees what\n\n"
	"Unknown properties, types and codes come with newer portals: keep them, pass over them, show a code as\n"
	"it is. An absent property means its default, and so does null. Lengths are in characters (code points),\n"
	"sizes in bytes.\n\n",
	"A record lives in one account for life. You may read it if you are in the account and its audience\n"
	"includes your role there; what you may not see answers like what is not there. Each type says who sees a\n"
	"fresh record; narrowing the audience of one shows as `destroyed` to those who lost it. The roles in an\n"
	"account and the audiences they belong to:\n\n",
	NULL,
};

const char *const prose_flags[] = {
	"\nTo a *party* or *list of parties* send the id alone; name and country are the portal's copies. A\n"
	"property is *server-set*: the portal's alone; *immutable*: set by a create only; *listed*: `T/query`\n"
	"filters by it; *sortable*: and orders by it; *searchable*: its words are found; *facet*: counted in\n"
	"search; *commutes*: does not move `rev`; *private*: nobody but the owner sees it; *seenBy*: the\n"
	"person may keep it to contacts or to nobody; *contacts*: and it is theirs alone unless `seenBy` says more.\n\n",
	NULL,
};
