/* iCalendar as RFC 5545 wants it: folding, escaping, moments in UTC, days as dates, reminders. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/ics.h"

static int64_t community;

static void calendar_open(void)
{
	mail_open();
	stores_begin(&s);
	community = account_add(&s, "ccaaaaaa", ACCOUNT_COMMUNITY, "Community", E);
	stores_commit(&s);
}

static void an_event_is_written_whole(void **state)
{
	struct str text = { 0 };
	int64_t local;

	(void)state;
	calendar_open();
	local = stores_receive(&s, community, TYPE_Event,
	                       "{'id':'eaaaaaaa','rev':3,'title':'Bajki; kodowanie, dwa','kind':'webinar','about':'One\\nTwo \\\\ three',"
	                       "'time':{'start':'2026-11-19T14:00:00','timeZone':'Europe/Warsaw','duration':'PT1H'},"
	                       "'startsAt':'2026-11-19T13:00:00Z','endsAt':'2026-11-19T14:00:00Z',"
	                       "'place':'Hall','town':'Lublin','country':'PL','organiser':{'id':'pewaewae','name':'Ewa Kowalska'},"
	                       "'link':'https://meet.example/17'}");
	stores_receive(&s, account, TYPE_Attendance,
	               "{'id':'taaaaaaa','rev':1,'event':{'id':'eaaaaaaa'},'person':{'id':'pmeeeeee'},"
	               "'answer':'yes','remindBefore':15}");
	assert_true(ics_event(&s, local, &text));
	assert_string_equal(text.text,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Twinline//Twinline " TWINLINE_VERSION "//EN\r\n"
		"BEGIN:VEVENT\r\nUID:eaaaaaaa@twinline\r\nSEQUENCE:2\r\nDTSTAMP:20261118T110640Z\r\nDTSTART:20261119T130000Z\r\n"
		"DTEND:20261119T140000Z\r\nSUMMARY:Bajki\\; kodowanie\\, dwa\r\nDESCRIPTION:One\\nTwo \\\\ three\r\nLOCATION:Hall\\, Lublin\\, PL\r\n"
		"CONTACT:Ewa Kowalska\r\nURL:https://meet.example/17\r\nSTATUS:CONFIRMED\r\n"
		"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Bajki\\; kodowanie\\, dwa\r\nEND:VALARM\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n");
	str_release(&text);
	assert_false(ics_event(&s, 999, &text));
	assert_int_equal(text.len, 0);
	stores_close(&s);
}

static void days_are_dates_and_the_end_is_after_them(void **state)
{
	struct str text = { 0 };
	int64_t local;

	(void)state;
	calendar_open();
	local = stores_receive(&s, community, TYPE_Event,
	                       "{'id':'eaaaaaaa','rev':1,'title':'Days','kind':'deadline','allDay':true,'state':'cancelled',"
	                       "'time':{'start':'2026-12-30T00:00:00','timeZone':'Europe/Warsaw','duration':'P3D'},"
	                       "'startsAt':'2026-12-29T23:00:00Z','endsAt':'2027-01-01T23:00:00Z'}");
	assert_true(ics_event(&s, local, &text));
	assert_non_null(strstr(text.text, "DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270102\r\n"));
	assert_non_null(strstr(text.text, "STATUS:CANCELLED\r\n"));
	str_release(&text);
	stores_close(&s);
}

/* No line is longer than 75 octets, and none is cut inside a character. */
static void long_lines_are_folded(void **state)
{
	struct str title = { 0 }, object = { 0 }, text = { 0 }, unfolded = { 0 };
	const char *line;
	int64_t local;

	(void)state;
	calendar_open();
	for (int i = 0; i < 40; i++)
		str_add(&title, "Κα");
	str_addf(&object, "{'id':'eaaaaaaa','rev':1,'title':'%s','kind':'webinar','startsAt':'2026-11-19T13:00:00Z'}", title.text);
	local = stores_receive(&s, community, TYPE_Event, object.text);
	assert_true(ics_event(&s, local, &text));
	for (line = text.text; *line; line = strstr(line, "\r\n") + 2) {
		size_t len = (size_t)(strstr(line, "\r\n") - line);

		assert_true(len <= 75);
		assert_true(((unsigned char)line[0] & 0xc0) != 0x80 && (len < 2 || ((unsigned char)line[1] & 0xc0) != 0x80 || line[0] != ' '));
		str_addn(&unfolded, line + (line[0] == ' '), len - (line[0] == ' '));
	}
	assert_non_null(strstr(unfolded.text, title.text));
	str_release(&title);
	str_release(&object);
	str_release(&text);
	str_release(&unfolded);
	stores_close(&s);
}

static void an_agenda_is_one_calendar(void **state)
{
	const struct agenda_query mine = { .zone = "UTC", .now = STORES_NOW, .mine_only = true };
	struct str text = { 0 };

	(void)state;
	calendar_open();
	stores_receive(&s, community, TYPE_Event,
	               "{'id':'eaaaaaaa','rev':1,'title':'Joined','kind':'webinar','startsAt':'2026-11-19T13:00:00Z',"
	               "'endsAt':'2026-11-19T14:00:00Z','organiser':{'id':'pewaewae'}}");
	stores_receive(&s, community, TYPE_Event,
	               "{'id':'eaaaaaab','rev':1,'title':'Open','kind':'webinar','startsAt':'2026-11-19T13:00:00Z',"
	               "'endsAt':'2026-11-19T14:00:00Z','organiser':{'id':'pewaewae'}}");
	stores_receive(&s, account, TYPE_Attendance,
	               "{'id':'taaaaaaa','rev':1,'event':{'id':'eaaaaaaa'},'person':{'id':'pmeeeeee'},'answer':'yes'}");
	assert_int_equal(ics_agenda(&s, &mine, &text, E), 1);
	assert_non_null(strstr(text.text, "SUMMARY:Joined"));
	assert_null(strstr(text.text, "SUMMARY:Open"));
	str_release(&text);
	stores_close(&s);
}

/* What has no day is in no calendar; a due day takes nobody's time. */
static void an_activity_is_the_day_it_is_due(void **state)
{
	struct str text = { 0 };
	int64_t locals[2];

	(void)state;
	calendar_open();
	locals[0] = stores_receive(&s, community, TYPE_Activity,
	                           "{'id':'aaaaaaaa','rev':2,'title':'Measure, twice','begins':'2026-12-01',"
	                           "'due':'2026-12-31','steps':'Fill a glass','state':'underWay'}");
	locals[1] = stores_receive(&s, community, TYPE_Activity, "{'id':'aaaaaaab','rev':1,'title':'Some day'}");
	assert_int_equal(ics_dates(&s, locals, 2, &text), 1);
	assert_string_equal(text.text,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Twinline//Twinline " TWINLINE_VERSION "//EN\r\n"
		"BEGIN:VEVENT\r\nUID:aaaaaaaa@twinline\r\nSEQUENCE:1\r\nDTSTAMP:20261118T110640Z\r\nDTSTART;VALUE=DATE:20261231\r\n"
		"DTEND;VALUE=DATE:20270101\r\nSUMMARY:Measure\\, twice\r\nDESCRIPTION:Fill a glass\r\nCATEGORIES:activities\r\n"
		"TRANSP:TRANSPARENT\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	str_release(&text);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_is_written_whole),
		TEST(days_are_dates_and_the_end_is_after_them),
		TEST(long_lines_are_folded),
		TEST(an_agenda_is_one_calendar),
		TEST(an_activity_is_the_day_it_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
