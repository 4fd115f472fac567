/* The events of the mock-ups. */
#include "lib/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "lib/suite.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/replica.h"

enum where { COMMUNITY, WATER, BABA };

static const char bajki[] =
	"'online':true,'place':'video in a web browser','country':'PL','languages':{'pl':true},'bytesPerHour':150000000,"
	"'telephone':'+48 00 000 00 00, code 0000','pupilsFrom':3,'pupilsTo':8,'places':100,'joined':63,'joinUntil':'2026-11-17T12:00:00Z',"
	"'office':{'id':'oaaaaaaa','name':'FRSE'},'link':'https://meet.example.org/bajki-17','changedAt':'2026-11-12T09:00:00Z',"
	"'was':{'start':'2026-11-17T13:00:00','timeZone':'Europe/Warsaw','duration':'PT1H'},"
	"'about':'Jak opowiadać bajki, które dzieci potem programują? Pokażę trzy lekcje z przedszkola w Lublinie: Czerwony Kapturek, "
	"Smok Wawelski, Pan Twardowski. Potrzebne są tylko kartki i strzałki.',"
	"'files':[{'blobId':'baaaaaaa','name':'scenariusz.odt','type':'application/vnd.oasis.opendocument.text','size':38000}]";

#define MEASURE(id, day) \
	{ WATER, id, "activity", "measure, 4-B", day "T09:00", 40, "Europe/Istanbul", "'admission':'none','town':'own class'" }
#define ONLINE(language) "'online':true,'languages':{'" language "':true}"

/* start in Istanbul's time; minutes 0: a day without an hour. */
static const struct {
	enum where where;
	const char *id, *kind, *title, *start;
	int minutes;
	const char *zone, *more;
} events[] = {
	MEASURE("eaaaaaaa", "2026-11-04"), MEASURE("eaaaaaab", "2026-11-11"), MEASURE("eaaaaaac", "2026-11-16"),
	MEASURE("eaaaaaad", "2026-11-18"), MEASURE("eaaaaaae", "2026-11-25"),
	{ WATER, "eaaaaaba", "deadline", "photos of week 1", "2026-11-13T00:00", 0, "Europe/Istanbul", "'allDay':true,'town':'4-B'" },
	{ WATER, "eaaaaabb", "deadline", "photos of week 2", "2026-11-19T00:00", 0, "Europe/Istanbul", "'allDay':true,'town':'4-B'" },
	{ WATER, "eaaaaaca", "onlineMeeting", "online meeting, week 2", "2026-11-17T10:30", 60, "Europe/Istanbul", "'admission':'open','online':true" },
	{ WATER, "eaaaaacb", "onlineMeeting", "the results", "2027-01-12T10:30", 90, "Europe/Istanbul", "'admission':'open','online':true" },
	{ BABA, "eaaaaada", "deadline", "list of recipes", "2026-11-27T00:00", 0, "Europe/Sofia", "'allDay':true" },
	{ COMMUNITY, "ebaaaaaa", "webinar", "Bajki i kodowanie", "2026-11-17T16:00", 60, "Europe/Warsaw", bajki },
	{ COMMUNITY, "ebaaaaab", "webinar", "Καλές πρακτικές για αρχάριους", "2026-11-19T17:00", 60, "Europe/Athens", ONLINE("el") },
	{ COMMUNITY, "ebaaaaac", "webinar", "Erste Schritte im TwinSpace", "2026-11-19T18:00", 60, "Europe/Berlin", ONLINE("de") },
	{ COMMUNITY, "ebaaaaad", "webinar", "Kā atrast partneri", "2026-11-19T20:00", 60, "Europe/Riga", ONLINE("lv") ",'places':30,'joined':30" },
	{ COMMUNITY, "ebaaaaae", "webinar", "Créer son premier projet", "2026-11-24T17:00", 60, "Europe/Paris", ONLINE("fr") },
	{ COMMUNITY, "ebaaaaaf", "webinar", "ეთვინინგი დამწყებთათვის", "2026-11-24T19:00", 60, "Asia/Tbilisi", ONLINE("ka") },
	{ COMMUNITY, "ebaaaaag", "workshop", "Kalite etiketi: başvuru atölyesi", "2026-11-26T16:00", 90, "Europe/Istanbul", ONLINE("tr") },
	{ COMMUNITY, "ebaaaaah", "webinar", "La memoria dell\\u0027acqua", "2026-11-30T18:00", 60, "Europe/Rome", ONLINE("it") },
	{ COMMUNITY, "ebaaaaai", "contactSeminar", "Contact seminar \\u0022Water and climate\\u0022", "2026-12-02T15:00", 300, "Europe/Warsaw",
	  "'admission':'apply','town':'Lublin','country':'PL','languages':{'en':true}" },
	{ COMMUNITY, "ebaaaaaj", "deadline", "National Quality Label, last day", "2026-12-10T00:00", 0, "Europe/Istanbul", "'allDay':true,'country':'TR'" },
	{ COMMUNITY, "ebaaaaak", "webinar", "Litreacha agus scéalta", "2026-12-14T18:00", 60, "Europe/Dublin", ONLINE("ga") },
	{ COMMUNITY, "ebaaaaal", "conference", "Far away, in a hall", "2026-12-15T10:00", 300, "Europe/Lisbon",
	  "'town':'Lisboa','country':'PT','point':{'latitude':38.7,'longitude':-9.1}" },
};

static const struct { const char *id, *event, *answer, *more; } answers[] = {
	{ "taaaaaaa", "eaaaaaca", "yes", "" }, { "taaaaaab", "eaaaaacb", "yes", "" }, { "taaaaaac", "ebaaaaaa", "maybe", ",'remindBefore':15" },
	{ "taaaaaad", "ebaaaaag", "yes", "" },
};

/* The start as the zone of the event has it. */
static char *start_there(const char *start, const char *zone, int64_t *starts)
{
	char *stamp = xasprintf("%s:00Z", start);
	struct civil there;
	int64_t local = 0;

	clock_parse(stamp, &local);
	free(stamp);
	*starts = local - 3 * 60 * 60;
	zone_to_civil(zone, *starts, &there);
	return xasprintf("%04d-%02d-%02dT%02d:%02d:00", there.year, there.month, there.day, there.hour, there.minute);
}

static void receive(struct fixture *f, size_t i, int64_t account)
{
	static const char *const projects[] = {
		"", ",'project':{'id':'jaaaaaaa','name':'Water diary'}", ",'project':{'id':'jbbbbbbb','name':'Baba Marta'}",
	};
	int64_t starts;
	bool all_day = events[i].minutes == 0;
	char *start = start_there(events[i].start, events[i].zone, &starts), from[CLOCK_TEXT_SIZE], to[CLOCK_TEXT_SIZE], *text, *length;

	if (all_day) {
		free(start);
		start = xasprintf("%.10sT00:00:00", events[i].start);
	}
	length = all_day ? xstrdup("P1D") : xasprintf("PT%dM", events[i].minutes);
	clock_format(starts, from);
	clock_format(starts + (all_day ? 24 * 60 : events[i].minutes) * 60, to);
	text = xasprintf("{'id':'%s','rev':1,'title':'%s','kind':'%s','time':{'start':'%s','timeZone':'%s','duration':'%s'},'startsAt':'%s',"
	                 "'endsAt':'%s','organiser':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'}%s,%s}",
	                 events[i].id, events[i].title, events[i].kind, start, events[i].zone, length, from, to, projects[events[i].where],
	                 events[i].more);
	fixture_receive(f, account, TYPE_Event, text);
	free(text);
	free(length);
	free(start);
}

static void fill(struct fixture *f)
{
	const int64_t accounts[] = {
		fixture_account(f, "ccaaaaaa", ACCOUNT_COMMUNITY), fixture_account(f, "jaaaaaaa", ACCOUNT_PROJECT),
		fixture_account(f, "jbbbbbbb", ACCOUNT_PROJECT),
	};
	struct holding beyond = { 0 };
	char *me = xasprintf("{'id':'%s','rev':1,'name':'Ayşe Demir','country':'TR','school':{'id':'saaaaaaa','name':'Atatürk İlkokulu'}}",
	                     fixture_person(f, "Ayşe Demir"));

	for (size_t i = 0; i < ARRAY_SIZE(events); i++)
		receive(f, i, accounts[events[i].where]);
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		char *text = xasprintf("{'id':'%s','rev':1,'event':{'id':'%s'},'person':{'id':'@Ayşe Demir@'},'answer':'%s'%s}", answers[i].id,
		                       answers[i].event, answers[i].answer, answers[i].more);

		fixture_receive(f, f->account, TYPE_Attendance, text);
		free(text);
	}
	fixture_put(f, "Person", me);
	fixture_put(f, "School", "{'id':'saaaaaaa','rev':1,'name':'Atatürk İlkokulu','country':'TR','town':'Muğla','place':"
	            "{'latitude':37.2,'longitude':28.4}}");
	beyond.records[TYPE_Event] = 311;
	assert_int_equal(db_begin(f->store.db, NULL), 0);
	assert_int_equal(replica_set_beyond(&f->store, accounts[0], &beyond, NULL), 0);
	assert_int_equal(db_commit(f->store.db, NULL), 0);
	free(me);
}

struct stage calendar_stage(void)
{
	struct stage s = { .f = fixture_new("2026-11-17T07:15:00Z") };

	setenv("TZ", "Europe/Istanbul", 1);
	store_set_fact(&s.f->store, "synced", "1794899520", NULL); /* 10:12 there */
	store_set_fact(&s.f->store, "measured", "{\"speed\":3000,\"packed\":40}", NULL);
	fill(s.f);
	return s;
}

struct stage calendar_open(int rows, int cols, const char *language, const char *view)
{
	struct stage s = calendar_stage();

	store_set_fact(&s.f->store, "calendar-view", view, NULL);
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "5");
	assert_true(terminal_wait_idle(s.t));
	return s;
}

int64_t calendar_event(struct stage *s, const char *id)
{
	struct record record = { 0 };
	int64_t local = replica_record(&s->f->store, &record_types[TYPE_Event], id, &record) ? record.local : 0;

	record_free(&record);
	return local;
}
