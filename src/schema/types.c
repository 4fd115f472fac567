/* The tables of record types and fields, grown from the .def files, and finding a row in them. */
#include "twinline/schema/records.h"

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/access.h"

#define FIELD(MEMBER, NAME, KIND, VOCABULARY, TARGET, MIN, MAX, FLAGS, LABEL, HELP) \
	{ .name = NAME, .kind = FIELD_##KIND, .vocabulary = VOCABULARY, .target = TARGET, .min = MIN, .max = MAX, \
	  .flags = FLAGS, .label = LABEL, .help = HELP, .offset = offsetof(struct STRUCT, MEMBER) },

#define STRUCT person
static const struct field person_fields[] = {
#include "twinline/schema/person.def"
};
#undef STRUCT
#define STRUCT school
static const struct field school_fields[] = {
#include "twinline/schema/school.def"
};
#undef STRUCT
#define STRUCT profile
static const struct field profile_fields[] = {
#include "twinline/schema/profile.def"
};
#undef STRUCT
#define STRUCT message
static const struct field message_fields[] = {
#include "twinline/schema/message.def"
};
#undef STRUCT
#define STRUCT thread
static const struct field thread_fields[] = {
#include "twinline/schema/thread.def"
};
#undef STRUCT
#define STRUCT notification
static const struct field notification_fields[] = {
#include "twinline/schema/notification.def"
};
#undef STRUCT
#define STRUCT country
static const struct field country_fields[] = {
#include "twinline/schema/country.def"
};
#undef STRUCT
#define STRUCT support_office
static const struct field support_office_fields[] = {
#include "twinline/schema/support_office.def"
};
#undef STRUCT
#define STRUCT contact
static const struct field contact_fields[] = {
#include "twinline/schema/contact.def"
};
#undef STRUCT
#define STRUCT follow
static const struct field follow_fields[] = {
#include "twinline/schema/follow.def"
};
#undef STRUCT
#define STRUCT project
static const struct field project_fields[] = {
#include "twinline/schema/project.def"
};
#undef STRUCT
#define STRUCT member
static const struct field member_fields[] = {
#include "twinline/schema/member.def"
};
#undef STRUCT
#define STRUCT event
static const struct field event_fields[] = {
#include "twinline/schema/event.def"
};
#undef STRUCT
#define STRUCT attendance
static const struct field attendance_fields[] = {
#include "twinline/schema/attendance.def"
};
#undef STRUCT
#define STRUCT saved_search
static const struct field saved_search_fields[] = {
#include "twinline/schema/saved_search.def"
};
#undef STRUCT
#define STRUCT report
static const struct field report_fields[] = {
#include "twinline/schema/report.def"
};
#undef STRUCT
#define STRUCT space_page
static const struct field space_page_fields[] = {
#include "twinline/schema/space_page.def"
};
#undef STRUCT
#define STRUCT activity
static const struct field activity_fields[] = {
#include "twinline/schema/activity.def"
};
#undef STRUCT
#define STRUCT step_done
static const struct field step_done_fields[] = {
#include "twinline/schema/step_done.def"
};
#undef STRUCT
#define STRUCT material
static const struct field material_fields[] = {
#include "twinline/schema/material.def"
};
#undef STRUCT
#define STRUCT post
static const struct field post_fields[] = {
#include "twinline/schema/post.def"
};
#undef STRUCT
#define STRUCT like
static const struct field like_fields[] = {
#include "twinline/schema/like.def"
};
#undef STRUCT
#define STRUCT read_mark
static const struct field read_mark_fields[] = {
#include "twinline/schema/read_mark.def"
};
#undef STRUCT
#define STRUCT pupil
static const struct field pupil_fields[] = {
#include "twinline/schema/pupil.def"
};
#undef STRUCT
#define STRUCT pupil_mail
static const struct field pupil_mail_fields[] = {
#include "twinline/schema/pupil_mail.def"
};
#undef STRUCT
#define STRUCT desk_case
static const struct field desk_case_fields[] = {
#include "twinline/schema/desk_case.def"
};
#undef STRUCT
#define STRUCT dossier
static const struct field dossier_fields[] = {
#include "twinline/schema/dossier.def"
};
#undef STRUCT
#define STRUCT partner_notice
static const struct field partner_notice_fields[] = {
#include "twinline/schema/partner_notice.def"
};
#undef STRUCT
#define STRUCT feed_deed
static const struct field feed_deed_fields[] = {
#include "twinline/schema/feed_deed.def"
};
#undef STRUCT

const struct record_type record_types[RECORD_TYPE_COUNT] = {
#define TYPE(STEM, NAME, HOLDERS, FLAGS, AUDIENCE, WINDOW, ORDER, LABEL) \
	[TYPE_##NAME] = { .name = #NAME, .index = TYPE_##NAME, .size = sizeof(struct STEM), \
	                  .fields = STEM##_fields, .field_count = ARRAY_SIZE(STEM##_fields), .holders = HOLDERS, \
	                  .flags = FLAGS, .audience = AUDIENCE, .window = WINDOW, .order = ORDER, .label = LABEL },
#include "twinline/schema/types.def"
#undef TYPE
};

bool record_type_in(const struct record_type *type, enum account_kind kind)
{
	return type->holders >> kind & 1;
}

bool record_type_made_in(const struct record_type *type, enum account_kind kind)
{
	return type->flags & T_CREATE && (kind == ACCOUNT_PERSONAL || !record_type_in(type, ACCOUNT_PERSONAL));
}

const char *record_title(const struct json *tree)
{
	const char *name = json_get_text(tree, "name");

	return name ? name : json_get_text(tree, "title");
}

enum seen_by field_seen_by(const struct field *field, const struct json *tree)
{
	const char *who = field->flags & F_NARROW ? json_get_text(json_get(tree, "seenBy"), field->name) : NULL;

	/* A code that only a newer Twinline knows narrows in a way that is unknown here: nobody. */
	if (who)
		return text_equal(who, "eTwinners") ? SEEN_BY_ALL : text_equal(who, "contacts") ? SEEN_BY_CONTACTS : SEEN_BY_NOBODY;
	return field->flags & F_CONTACTS ? SEEN_BY_CONTACTS : SEEN_BY_ALL;
}

const struct record_type *record_type_find(const char *name)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (text_equal(record_types[i].name, name))
			return &record_types[i];
	return NULL;
}

const struct field *field_find(const struct record_type *type, const char *name)
{
	for (unsigned i = 0; i < type->field_count; i++)
		if (text_equal(type->fields[i].name, name))
			return &type->fields[i];
	return NULL;
}

unsigned field_index(const struct record_type *type, const struct field *field)
{
	return (unsigned)(field - type->fields);
}

/* The head is the first member of every record struct, whatever its type. */
bool record_has(const struct record_type *type, const void *record, const struct field *field)
{
	const struct record_head *head = record;

	return head->present >> field_index(type, field) & 1;
}

void record_mark_present(const struct record_type *type, void *record, const char *field_name)
{
	const struct field *field = field_find(type, field_name);
	struct record_head *head = record;

	if (!field)
		bug("%s has no field %s", type->name, field_name);
	head->present |= UINT64_C(1) << field_index(type, field);
}
