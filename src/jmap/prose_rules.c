/* What the portal's rules add to the rows of a type, as the API page tells it: one paragraph a type that has rules. */
#include "prose.h"

static const char *const rules[RECORD_TYPE_COUNT] = {
	[TYPE_Person] = "A card is its owner's to change.",
	[TYPE_School] = "Those who work at a school may change it.",
	[TYPE_Profile] =
		"`step` says what the registration, or a change of school, waits for; `remindedAt` at any time reminds them (`reminded` within\n"
		"three days of the last one). `answer` and `papers` go to the desk once `step` is `you`. `wantsSchool` asks for another school,\n"
		"which counts when it is validated; null takes that back. `newcomer` is the error of what has to wait until then: contacts,\n"
		"letters, a yes to an invitation. `mailDigest` brings what waits by mail, once a day at most and only of news.",
	[TYPE_Message] =
		"A create sends it. With `project`, one of your own, it belongs to that project; with `project` and `proposal` it becomes a\n"
		"`proposal` and goes to founders only; `was` has what the project says there, and a founder's yes is a `conflict` once it says\n"
		"something else. `answer` is given once, by the reader of a kind that waits, as `accepted` or `declined`; all copies then say\n"
		"it (`answered` for a second one), and it takes effect: on the Contact, the Member or the Project. `answerText` goes\n"
		"with a no to an invitation; the founder of a project reads it there, as `word`. `withdrawn` says that\n"
		"whoever asked has taken it back. `phrases` are sentences by code, each with its values:\n"
		"`{\"pupils\": [9, 11], \"class\": [22], \"begin\": [\"2027-01-10\"], \"greet\": []}`; `place` countries, `teach` and `about` subjects,\n"
		"`write` languages, `look` notice purposes, `tools`, `line`, `end` a day, `answer` nothing. A `notice` to whose author\n"
		"alone it goes has one answer more. Thirty people in a day whom one does not know are the most (`manyLetters`): no contacts, no\n"
		"fellow members, and none who ever wrote; the answer to a notice counts for none.",
	[TYPE_Contact] =
		"Creating `{person, text}` asks: your record is `asked`, theirs `asksYou`, both have a Message of kind `contactRequest`. Asking\n"
		"again changes nothing; asking somebody who asks you is a yes. `notAvailable` where the card does not say `available` (fellow\n"
		"members of a project may ask all the same) and for 30 days after a no. `state` goes from `asksYou` to `contact` or\n"
		"`declined`, which both records then say, and from anywhere to `blocked` (so does a create with it), which is yours alone. A\n"
		"destroy takes the request back, ends the contact or lifts the block, on both sides. Whoever is blocked is not told, by no\n"
		"answer, state or count; what they send lies in the bin.",
	[TYPE_Pupil] =
		"Teachers of the project make pupils, the teacher who made one and those who may change what others made change it. Without\n"
		"`consentBy` and `consentAt` the state is `waiting`, with both `active`; `ended` is what a teacher says, and `active` again\n"
		"after it. A pupil who is active is a Member of role `pupil`, or `pupilAdministrator` with `administrator`, has a personal\n"
		"account and signs in by `userName` while the project is active; of all other accounts they see nothing. `initialPassword`\n"
		"comes with `/get` and `Sync/get`, to teachers, until the pupil has chosen another one; a new `resetAt` (the portal sets the\n"
		"time) makes the next one and ends the old. Who was never in can be destroyed. With their teacher, pupils leave the project.\n"
		"A pupil who has the first password can read the own Profile and choose another one (`/twinline/password`), and nothing else\n"
		"(`firstPassword`). A year after the place or the project ended a pupil is erased, and whoever answers for them has a\n"
		"Notification `pupilsEnding` a month before: what they wrote stays, by `-`; the record says no more than that there was one.",
	[TYPE_PupilMail] =
		"A letter of a pupil to members of the project, or of a teacher to its pupils. By the project's `pupilMail` a pupil's letter\n"
		"waits (`approve`, and without a word on it), is sent at once (`seen`) or is refused (`pupilMailOff`). A teacher makes of\n"
		"`waiting` `sent`, or `stopped` with a `reason`. What is sent lies with writer and readers as a Message of kind `pupilMail`\n"
		"with the `project`; `inReplyTo` is the `messageUid` of one's own copy of what it answers.",
	[TYPE_Follow] = "Exactly one of `person` and `project`. Following again gives the first record.",
	[TYPE_Project] =
		"A create in your personal account founds one: the answer has the id of the project's new account, which it is in from then on\n"
		"(`Sync/get` in the same request has it). `partner` is a contact, of another school, who says `available`; of a Plus country,\n"
		"only where the founder elsewhere says `plus`. It goes to `waitingForPartner`, for which `summary`, `languages`, ages, `pupils`,\n"
		"`subjects` and `aims` have to be there, or stays a `draft`. Until the answer the partner reads it and proposes changes. A yes\n"
		"makes it `waitingForSupport`, until each country in `waitsForOffices` has said yes, or `active` where the portal asks no desk; a\n"
		"no of either gives it back as the first founder's `draft`, with `returnedBy`, `reason` and `word`. A desk that asks back makes it\n"
		"wait for its founders; their next change goes to the desk. While it waits, `draft` takes it back, and `remindedAt` (any time)\n"
		"reminds, three days after the last time (`reminded`). Founders change it, and `state` from `active` to `closed` and back, and\n"
		"from `closed` to `archived`, after which nothing changes; a draft can be destroyed. While it is active or closed and `shown`,\n"
		"the directory has a card of the same id, which only the portal writes.",
	[TYPE_Member] =
		"A create by who may invite asks a contact of yours (`notContacts`) in, as `teacher`, `expert` or `observer`, while the project\n"
		"is active; founders, as `administrator` too. They have a Message of kind `invitation`, and are let in by their yes to it, which\n"
		"waits with a `newcomer`. With `email` in place of `person` it is for whoever has that address: now, or confirms it within 30 days,\n"
		"after which it ends. Only who invites sees it, and it says nothing of whether anybody has it; to one that nobody has, the portal\n"
		"mails one letter (`word`, where it mails none). 20 a day (`manyInvited`). A yes makes it the Member of who said it;\n"
		"a no is told to nobody, and it waits on as if nobody had the address.\n"
		"Administrators and founders change those roles; only founders give and take `administrator`; nobody takes a founder's\n"
		"(`founder`). A founder who makes a teacher `founder` hands over, and is `administrator` in their place. A destroy leaves (not\n"
		"the `lastFounder` of what is not closed; a closed project that the last one leaves is archived), sends away, or takes an\n"
		"invitation back. `Sync/get` in the same request already has the account, or has it in `left`.",
	[TYPE_Event] =
		"In the community any teacher holds one, in a project its teachers and experts; `startsAt` and `endsAt` come from `time`, in\n"
		"UTC where it names no zone. Whoever holds it changes it, a project's founders as well. Another time is `was` of the one\n"
		"before; of that, of another place and of `cancelled`, which is for good, those who come are told. It can be destroyed\n"
		"while nobody comes. `joined` moves when the event becomes full or free again, or by a tenth of `places`.",
	[TYPE_Attendance] =
		"One for an event and person: answering again is the same record. `yes`, `maybe` or `no`; `applied` or `no` where `admission`\n"
		"is `apply`. Nobody who waits for validation. `eventClosed` after `joinUntil`, the end or a cancellation, `eventFull` without a\n"
		"place: each is taken once. Who holds the event has a copy with `person`, and may change `outcome` in it, which comes to the\n"
		"attendee's own. Whoever leaves a project no longer comes to its events.",
	[TYPE_SavedSearch] =
		"`filter` as `T/query` of its `type` takes it. It is asked when it is made, when `filter` or `lookedAt` changes, and a day\n"
		"later when its owner syncs; `fresh` counts what has come since `lookedAt` was last changed, and a `newMatches` tells of more.\n"
		"Of people, `ranked` gives those who fit your card best, whom you do not know: `found.why` has the reasons of each, as\n"
		"`{\"ages\": [9, 11], \"languages\": [\"en\"], \"subjects\": [], \"words\": [], \"active\": [], \"line\": [], \"abroad\": []}`.",
	[TYPE_PartnerNotice] =
		"Any validated member posts one, changes and destroys their own; five in seven days are the most (`manyNotices`), those that\n"
		"were destroyed among them. `expires` is 30 days from now where it is not said, 90 at most; after it the portal destroys the\n"
		"notice. What has four fifths of its words in common with one that its author posted within 30 days is refused (`posted`), in\n"
		"whatever `purpose` and `ageBand`. One answers with a Message that names it as `notice`; `answers` counts people.",
	[TYPE_Deed] =
		"`Deed/query` in the directory answers what those whom you follow did within 90 days, newest first: the project cards, events\n"
		"and partner notices of people, the cards, public pages and journals of projects. Its filter may have `since` and nothing else,\n"
		"and it takes no `sort`. A deed has the id of what it is about, which `aboutType` names, and is gone when that is.\n"
		"`labels` are those of a project's card; `changed` is a page that was there before.",
	[TYPE_Report] =
		"Names a `person`, or a record that you may see by `aboutType` and `aboutId`. A copy goes to the desk of that person's\n"
		"country, or of yours, where a Case waits. Ten a day.",
	[TYPE_Page] =
		"In an active project, by its founders, teachers, experts and pupil administrators. `readers` of `staff` hides it from all but\n"
		"teachers, a `state` of `draft` from all who may make no pages. Whoever made it, and whoever may change what others made,\n"
		"changes all of it; those in `writers` its words and files. A published page for `public` of a project with a card has a copy\n"
		"of the same id in the directory, without names, for guests too: `Page/query` with `{\"project\": id}`. Its files are read there\n"
		"as long as it stands there, and nothing else of the project is.",
	[TYPE_Activity] =
		"Made by the founders, teachers and experts of an active project. `state` is for all of these to change, the rest for whoever made\n"
		"it or may change what others made. `people` are members. A destroy takes its StepDone records along.",
	[TYPE_StepDone] =
		"The creator has done `step`, a line of the activity's `steps`; saying so again gives the first record. Destroyed by the same\n"
		"person, or by who may change what others made. Seen by who sees the activity.",
	[TYPE_Post] =
		"`place` says who begins something: `update`, `journal` and `bulletin` teachers (an update pupil administrators too, the journal\n"
		"experts too), `chat` teachers and experts, `wall` pupils, `forum` a discussion whoever holds the space together. With `parent`, a\n"
		"post of `forum` in a discussion is a thread, and one in a thread a reply. A `comment` has a `parent` that is no word of forum\n"
		"or chat, or `aboutType` (Page, Activity, Material, Event) and `aboutId`; who reads that reads it. The bulletin is for teachers.\n"
		"`root` is what everything began with: `replies` and `latestAt` are counted there. One's own words may be changed, until then\n"
		"`editedAt` is absent; taking away what others have answered, or what others wrote, and `pinned` are rights of their own.\n"
		"`mentions` are members who can read it; they have a Notification. Posts of `chat` go after 92 days. Those of the journal\n"
		"have a copy of the same id in the directory, without names, for guests too: `Post/query` with `{\"project\": id}`. Its files are\n"
		"read there as long as it stands there.",
	[TYPE_Like] = "Of a post once by each who may comment; liking it again gives the first record. `likes` of the Post counts them.",
	[TYPE_ReadMark] =
		"One for each `project` and `area`: a place of posts, a type, or the id of the post that a thread began with. `readUntil` only\n"
		"goes on: making or changing one gives the later of both times. `last` are ids, with a space between them, of the posts of\n"
		"that very second which have been read, where another one may still come; two marks of one time have the posts of both.",
	[TYPE_Material] =
		"Added by every member of an active project, changed by whoever added it or may change what others made. `folder` is names with\n"
		"`/` between them, eight at most, never `..`. `digest` is the portal's own, SHA-256 in base64.",
	[TYPE_Case] =
		"Officers of the desk change it. `held` is theirs for 15 minutes from each word on, and while it is another one's they have\n"
		"`held`. `state` is decided once, from `waiting` or, but for the same, from `askedBack`; then `notInState`. `askedBack` and\n"
		"`refused` need a `reason`, `joinedUp` needs `joinWith`. A report is `accepted` (what it is about is hidden, who wrote it\n"
		"warned), `done` (warned) or `refused`, and one that was accepted `shownAgain`. What is hidden is for whoever made it, with the\n"
		"reason as `hidden`; of a letter its readers' copies are gone, of a project its card. Whom it concerns has a Notification and a\n"
		"letter. `laterAt` becomes the time of its change. What is known of a case is its Dossier, of the same id, for `Dossier/get`;\n"
		"both go 30 days after the decision, those of an accepted report after a year.",
};

const char *prose_rules(const struct record_type *type)
{
	return rules[type->index];
}
