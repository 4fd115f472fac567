/* The C struct and the field enum of every record type, grown from the .def rows. */
#ifndef TWINLINE_SCHEMA_RECORDS_H
#define TWINLINE_SCHEMA_RECORDS_H

#include "twinline/schema/schema.h"

#define FIELD_MEMBER_TEXT(m) char *m;
#define FIELD_MEMBER_LONG_TEXT(m) char *m;
#define FIELD_MEMBER_INTEGER(m) int64_t m;
#define FIELD_MEMBER_BOOLEAN(m) bool m;
#define FIELD_MEMBER_DATE(m) char *m;
#define FIELD_MEMBER_UTC(m) int64_t m;
#define FIELD_MEMBER_LOCAL(m) struct local_time m;
#define FIELD_MEMBER_CODE(m) char *m;
#define FIELD_MEMBER_CODES(m) struct strings m;
#define FIELD_MEMBER_REFERENCE(m) char *m;
#define FIELD_MEMBER_REFERENCES(m) struct strings m;
#define FIELD_MEMBER_PARTY(m) struct party m;
#define FIELD_MEMBER_PARTIES(m) struct parties m;
#define FIELD_MEMBER_BLOBS(m) struct blobs m;
#define FIELD_MEMBER_KEYWORDS(m) struct strings m;
#define FIELD_MEMBER_POINT(m) struct point m;
#define FIELD_MEMBER_OBJECT(m) struct json *m;

#define FIELD(member, name, kind, vocabulary, target, min, max, flags, label, help) FIELD_MEMBER_##kind(member)
struct person {
	struct record_head head;
#include "twinline/schema/person.def"
};
struct school {
	struct record_head head;
#include "twinline/schema/school.def"
};
struct profile {
	struct record_head head;
#include "twinline/schema/profile.def"
};
struct message {
	struct record_head head;
#include "twinline/schema/message.def"
};
struct thread {
	struct record_head head;
#include "twinline/schema/thread.def"
};
struct notification {
	struct record_head head;
#include "twinline/schema/notification.def"
};
struct country {
	struct record_head head;
#include "twinline/schema/country.def"
};
struct support_office {
	struct record_head head;
#include "twinline/schema/support_office.def"
};
struct contact {
	struct record_head head;
#include "twinline/schema/contact.def"
};
struct follow {
	struct record_head head;
#include "twinline/schema/follow.def"
};
struct project {
	struct record_head head;
#include "twinline/schema/project.def"
};
struct member {
	struct record_head head;
#include "twinline/schema/member.def"
};
struct event {
	struct record_head head;
#include "twinline/schema/event.def"
};
struct attendance {
	struct record_head head;
#include "twinline/schema/attendance.def"
};
struct saved_search {
	struct record_head head;
#include "twinline/schema/saved_search.def"
};
struct report {
	struct record_head head;
#include "twinline/schema/report.def"
};
struct space_page {
	struct record_head head;
#include "twinline/schema/space_page.def"
};
struct activity {
	struct record_head head;
#include "twinline/schema/activity.def"
};
struct step_done {
	struct record_head head;
#include "twinline/schema/step_done.def"
};
struct material {
	struct record_head head;
#include "twinline/schema/material.def"
};
struct post {
	struct record_head head;
#include "twinline/schema/post.def"
};
struct like {
	struct record_head head;
#include "twinline/schema/like.def"
};
struct read_mark {
	struct record_head head;
#include "twinline/schema/read_mark.def"
};
struct pupil {
	struct record_head head;
#include "twinline/schema/pupil.def"
};
struct pupil_mail {
	struct record_head head;
#include "twinline/schema/pupil_mail.def"
};
struct desk_case {
	struct record_head head;
#include "twinline/schema/desk_case.def"
};
struct dossier {
	struct record_head head;
#include "twinline/schema/dossier.def"
};
struct partner_notice {
	struct record_head head;
#include "twinline/schema/partner_notice.def"
};
struct feed_deed {
	struct record_head head;
#include "twinline/schema/feed_deed.def"
};
#undef FIELD

#endif
