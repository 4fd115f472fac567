/* Which type has rules, and how a refusal is told. */
#include "rules.h"

#include <stdlib.h>

#include "method.h"

static const struct rules none = {0};

static const struct rules *const by_type[RECORD_TYPE_COUNT] = {
	[TYPE_Person] = &rules_person,
	[TYPE_School] = &rules_school,
	[TYPE_Profile] = &rules_profile,
	[TYPE_Message] = &rules_message,
	[TYPE_Contact] = &rules_contact,
	[TYPE_Follow] = &rules_follow,
	[TYPE_Project] = &rules_project,
	[TYPE_Member] = &rules_member,
	[TYPE_Event] = &rules_event,
	[TYPE_Attendance] = &rules_attendance,
	[TYPE_SavedSearch] = &rules_saved_search,
	[TYPE_Report] = &rules_report,
	[TYPE_Post] = &rules_post,
	[TYPE_Like] = &rules_like,
	[TYPE_ReadMark] = &rules_read_mark,
	[TYPE_Page] = &rules_page,
	[TYPE_Activity] = &rules_activity,
	[TYPE_StepDone] = &rules_step_done,
	[TYPE_Material] = &rules_material,
	[TYPE_Case] = &rules_case,
	[TYPE_PartnerNotice] = &rules_partner_notice,
	[TYPE_Pupil] = &rules_pupil,
	[TYPE_PupilMail] = &rules_pupil_mail,
};

const struct rules *rules_of(const struct record_type *type)
{
	const struct rules *rules = by_type[type->index];
	return rules ? rules : &none;
}

void refusal_release(struct refusal *why)
{
	err_release(&why->cause);
	field_errors_release(&why->fields);
	*why = (struct refusal){0};
}

int refuse_field(struct refusal *why, const struct record_type *type, const char *field, enum err_code code,
                 const char *argument)
{
	struct err e = {0};
	err_set(&e, code, argument, NULL);
	field_errors_add(&why->fields, field_find(type, field), field, &e);
	return -1;
}

static void add_fields(struct json *error, const struct field_errors *fields)
{
	struct json *names = json_set(error, "properties", json_new_array());
	struct json *errors = json_set(error, "errors", json_new_object());
	for (size_t i = 0; i < fields->count; i++) {
		if (json_get(errors, fields->at[i].name))
			continue;
		json_push(names, json_new_string(fields->at[i].name));
		json_set(errors, fields->at[i].name, json_from_err(&fields->at[i].error));
	}
}

struct json *refusal_json(const struct refusal *why)
{
	struct err cause = {0};
	if (why->cause.code != ERR_OK) {
		err_set(&cause, why->cause.code, why->cause.arg[0], why->cause.arg[1], why->cause.arg[2], NULL);
		if (cause.code != ERR_NOT_FOUND)
			method_hide(&cause);
	} else {
		char *sentence = err_text_english(&why->fields.at[0].error);
		err_set(&cause, ERR_INVALID_PROPERTIES, why->fields.at[0].name, sentence, NULL);
		free(sentence);
	}
	struct json *error = json_from_err(&cause);
	err_release(&cause);
	if (why->fields.count)
		add_fields(error, &why->fields);
	return error;
}
