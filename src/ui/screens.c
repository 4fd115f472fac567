/* The screens: one line a screen. */
#include "screens.h"

#include <stddef.h>

const struct screen *const screens[] = {
	&screen_home,
	&screen_inbox,
	&screen_project_mail,
	&screen_projects,
	&screen_project,
	&screen_members,
	&screen_about_project,
	&screen_project_form,
	&screen_thread,
	&screen_info,
	&screen_compose,
	&screen_partners,
	&screen_person,
	&screen_outbox,
	&screen_packet,
	&screen_sign_in,
	&screen_register,
	&screen_reset,
	&screen_language,
	&screen_welcome,
	&screen_calendar,
	&screen_event,
	&screen_event_form,
	&screen_profile,
	&screen_profile_form,
	&screen_devices,
	&screen_take_all,
	&screen_leave,
	&screen_support,
	&screen_settings,
	&screen_help,
	NULL,
};
