/* The outbox in a terminal: every state with its words, taking out, changing, and the line below. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/world.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"
#include "twinline/records/journal.h"
#include "twinline/records/outbox.h"
#include "twinline/records/upload.h"
#include "twinline/schema/schema.h"

#define MUST(call) assert_true((call) >= 0)

static int64_t at(const char *time)
{
	char *text = xasprintf("2026-11-17T%s:00Z", time);
	int64_t seconds = 0;

	assert_true(clock_parse(text, &seconds));
	free(text);
	return seconds;
}

/* A letter queued at a time. */
static int64_t queue(struct fixture *f, const char *time, const char *to, const char *subject, int hold)
{
	struct json *body = json_new_object(), *list = json_set(body, "to", json_new_array());
	char *copy = xstrdup(to), *rest = copy, *name;
	int64_t before = clock_now(), entry;

	while ((name = strsep(&rest, ","))) {
		struct json *party = json_push(list, json_new_object());

		json_set_string(party, "id", fixture_person(f, name));
		json_set_string(party, "name", name);
	}
	json_set_string(body, "subject", subject);
	json_set_string(body, "text", "A few lines of text.");
	json_set_string(body, "inReplyTo", "uid-somebody");
	clock_fix(at(time));
	MUST(db_begin(f->store.db, NULL));
	entry = outbox_create(&f->store, f->account, &record_types[TYPE_Message], body, hold, NULL);
	MUST(entry);
	MUST(db_commit(f->store.db, NULL));
	clock_fix(before);
	json_free(body);
	free(copy);
	return entry;
}

/* A setting of the faces to come. */
static void set(enum setting setting, const char *value)
{
	struct paths paths;

	assert_int_equal(paths_init(&paths, NULL, NULL), 0); /* the directory is there */
	paths_release(&paths);
	world_set(setting, value);
}

/* For cmocka: what one test has set is not another one's. */
static int forget_settings(void **state)
{
	char *path = paths_settings();

	(void)state;
	unlink(path);
	free(path);
	return 0;
}

/* A value of it as it is now. */
static void assert_set(enum setting setting, const char *value)
{
	char *path = paths_settings();
	struct settings settings;

	assert_int_equal(settings_load(&settings, path, NULL), 0);
	assert_string_equal(settings_text(&settings, setting), value);
	settings_release(&settings);
	free(path);
}

static void set_facts(struct fixture *f)
{
	MUST(store_set_fact(&f->store, "line", "{\"state\":\"offline\",\"since\":1794911460,\"cause\":{\"type\":\"offline\"}}", NULL));
	MUST(store_set_fact(&f->store, "counted",
	                    "{\"day\":\"2026-11-17\",\"today\":{\"up\":12000,\"down\":200000},"
	                    "\"since\":\"2026-11-01\","
	                    "\"month\":{\"up\":100000,\"down\":3000000,\"of\":{\"mail\":2000000,\"files\":1100000}}}", NULL));
	MUST(store_set_fact(&f->store, "measured",
	                    "{\"speed\":4750,\"packed\":30,\"turn\":640,\"losses\":1024,\"tries\":20,\"found\":\"slow\"}", NULL));
	MUST(db_begin(f->store.db, NULL));
	MUST(journal_add(&f->store, JOURNAL_RECEIVED, at("09:55"), "1", NULL, NULL));
	MUST(journal_add(&f->store, JOURNAL_LINE_LOST, at("10:31"), NULL, NULL, NULL));
	MUST(db_commit(f->store.db, NULL));
}

/* Each state once: an entry sent at 10:12, one refused, one that needs its writer, one waiting, one held; a draft. */
static struct stage begin(int rows, int cols, const char *language)
{
	struct stage s = stage_new();
	struct store *store = &s.f->store;
	struct json *set = json_parse_own("{\"messageUid\":\"uid-s\",\"threadUid\":\"t-s\",\"receivedAt\":\"2026-11-17T10:12:00Z\"}");
	struct err cause = { 0 };
	int64_t sent, needs, refused, due[8];

	sent = queue(s.f, "10:11", "Lucía Ortega", "La receta", 0);
	MUST(db_begin(store->db, NULL));
	MUST(outbox_take_due(store, at("10:12"), 8, 100000, due, NULL));
	clock_fix(at("10:12"));
	MUST(outbox_sent(store, sent, "maaaaaab", set, at("10:12"), NULL));
	MUST(db_commit(store->db, NULL));
	needs = queue(s.f, "10:30", "Jürgen Weiß", "Re: Termin im Januar", 0);
	refused = queue(s.f, "10:32", "Petra Horvat", "Re: Bok iz Rijeke", 0);
	MUST(db_begin(store->db, NULL));
	MUST(outbox_take_due(store, at("10:33"), 8, 100000, due, NULL));
	err_set(&cause, ERR_ACCOUNT_CLOSED, "Jürgen Weiß", NULL);
	MUST(outbox_refused(store, needs, true, &cause, NULL));
	err_set(&cause, ERR_OVER_QUOTA, NULL);
	MUST(outbox_refused(store, refused, false, &cause, NULL));
	MUST(db_commit(store->db, NULL));
	err_release(&cause);
	json_free(set);
	queue(s.f, "10:33", "Ewa Kowalska,Γιώργος Παπαδάκης,Олена Шевченко", "Re: 3 questions before week 2", 0);
	clock_fix(at("10:37"));
	queue(s.f, "10:37", "Μαρία Νικολάου", "Hello", 90);
	clock_fix(at("10:37") + 40);
	fixture_draft(s.f, "Máire Ní Bhriain IE", "Litreacha", "Dear Máire", "2026-11-08T12:00");
	set_facts(s.f);
	s.t = stage_inbox_face(s.f, rows, cols, language);
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "Petra Horvat"));
	return s;
}

static void hide_receipts(struct stage *s)
{
	struct db_stmt *stmt = db_prepare(s->f->store.db, "UPDATE outbox SET receipt = 'M7k2p9x1' WHERE receipt IS NOT NULL");

	MUST(db_run(stmt, NULL));
}

static void looks_as_drawn(const char *language, const char *wide, const char *narrow)
{
	struct stage s;

	set(SETTING_BUDGET, "20");
	set(SETTING_FILE_HOURS, "19:00-07:00");
	s = begin(24, 80, language);
	hide_receipts(&s); /* they are drawn by lot */
	json_free(fixture_hear(s.f, "wake"));
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[]}");
	assert_true(terminal_wait_text(s.t, "M7k2p9x1"));
	stage_looks(&s, wide, narrow);
	stage_end(&s);
}

static void it_looks_as_drawn(void **state)
{
	(void)state;
	looks_as_drawn(NULL, "outbox-80", "outbox-40");
}

static void it_speaks_greek(void **state)
{
	(void)state;
	looks_as_drawn("el", "outbox-el-80", "outbox-el-40");
}

static void what_has_not_left_can_be_taken_out(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "jj"); /* needs you has two lines */
	assert_true(terminal_wait_text(s.t, "> held       Reply: Μαρία Νικολάου"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Taken out: Hello. u brings it back."));
	assert_true(terminal_wait_gone(s.t, "Reply: Μαρία"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "To        Μαρία Νικολάου"));
	assert_true(fixture_keeps(s.f, "Hello"));
	stage_end(&s);
}

static void what_is_refused_is_changed(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>e");
	assert_true(terminal_wait_at(s.t, 2, "Subject   Re: Bok iz Rijeke"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	assert_true(terminal_wait_at(s.t, 0, "Outbox  1 needs you, 1 waits"));
	stage_end(&s);
}

/* Kept, sent or brought back from here, it is under the cursor. */
static void the_cursor_is_on_what_was_written(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 1, "To"));
	terminal_send(s.t, "<Tab>Apples<Esc>q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft."));
	assert_true(terminal_wait_text(s.t, "> draft      Message:"));
	terminal_send(s.t, "<Home><End>e<C-x><Enter>"); /* what was refused goes again */
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38."));
	assert_true(terminal_wait_text(s.t, "> held       Reply: Petra Horvat"));
	stage_end(&s);
}

static void what_was_sent_stays(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<End>k");
	assert_true(terminal_wait_text(s.t, "> sent       Reply: Lucía Ortega"));
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, -1, "It was sent: 10:12. r writes a correction."));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "It was sent: 10:12."));
	terminal_send(s.t, "i");
	assert_true(terminal_wait_at(s.t, -1, "Sent 17 Nov 10:12, "));
	terminal_send(s.t, "r");
	assert_true(terminal_wait_at(s.t, 1, "To        Lucía Ortega"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_cursor(s.t, 3, 0));
	terminal_send(s.t, "q<End>k<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "La receta, 1 message"));
	stage_end(&s);
}

/* A letter with a file of 210 KB, of which so much has arrived; the outbox in a language. */
static struct stage begin_with_file(const char *language, int64_t arrived, char blob[RECORD_ID_LENGTH + 1])
{
	enum { SIZE = 210 * 1000 };
	struct stage s = stage_new();
	struct store *store = &s.f->store;
	char *bytes = xcalloc(1, SIZE);
	struct json *file = upload_add(store, s.f->account, "rzeka.jpg", bytes, SIZE, NULL), *body = json_new_object();
	struct upload u = { .account = s.f->account, .size = SIZE };
	struct upload_part part = { .size = arrived, .remote = "bpart222" };

	snprintf(u.blob, sizeof u.blob, "%s", json_get_text(file, "blobId"));
	snprintf(blob, RECORD_ID_LENGTH + 1, "%s", u.blob);
	struct json *ewa = json_push(json_set(body, "to", json_new_array()), json_new_object());
	json_set_string(ewa, "id", fixture_person(s.f, "Ewa Kowalska"));
	json_set_string(ewa, "name", "Ewa Kowalska");
	json_set_string(body, "subject", "Photos of the river");
	json_push(json_set(body, "files", json_new_array()), file);
	MUST(db_begin(store->db, NULL));
	MUST(outbox_create(store, s.f->account, &record_types[TYPE_Message], body, 0, NULL));
	MUST(upload_part_done(store, &u, &part, clock_now(), NULL));
	MUST(db_commit(store->db, NULL));
	s.t = stage_inbox_face(s.f, 24, 80, language);
	terminal_send(s.t, "0");
	json_free(body);
	free(bytes);
	return s;
}

static void a_file_tells_how_far_it_is(void **state)
{
	char blob[RECORD_ID_LENGTH + 1];
	struct stage s = begin_with_file(NULL, 120 * 1000, blob);
	struct upload u = { .account = s.f->account, .size = 210 * 1000 };
	struct upload_part part = { .start = 120 * 1000, .size = 50 * 1000, .remote = "bpart333" };

	(void)state;
	assert_true(terminal_wait_text(s.t, "120 KB of 210 KB sent, 19 s"));
	stage_looks(&s, "outbox-sending-80", "outbox-sending-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "s");
	json_free(fixture_hear(s.f, "sync"));
	/* As the engine does with the next part. */
	snprintf(u.blob, sizeof u.blob, "%s", blob);
	MUST(db_begin(s.f->store.db, NULL));
	MUST(upload_part_done(&s.f->store, &u, &part, clock_now(), NULL));
	MUST(db_commit(s.f->store.db, NULL));
	fixture_tell(s.f, "{\"did\":\"progress\",\"phase\":\"file\",\"blob\":\"bours222\",\"done\":170000,\"total\":210000,\"up\":true}");
	assert_true(terminal_wait_text(s.t, "170 KB of 210 KB sent, 9 s"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "Taken out: Photos of the river. u brings it back."));
	assert_int_equal(upload_arrived(&s.f->store, &u, clock_now()), 170 * 1000); /* it goes on from there */
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "File      rzeka.jpg, 210 KB"));
	stage_end(&s);
	s = begin_with_file("el", 120 * 1000, blob);
	assert_true(terminal_wait_text(s.t, "120 KB από 210 KB"));
	stage_looks(&s, "outbox-sending-el-80", "outbox-sending-el-40");
	stage_end(&s);
}

/* The answer to a key takes no sentence from one that was pressed after it. */
static void what_was_done_meanwhile_stays_said(void **state)
{
	struct stage s = stage_new();

	(void)state;
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "0s");
	json_free(fixture_hear(s.f, "sync"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing under the cursor."));
	stage_tell(&s, "{\"did\":\"progress\",\"phase\":\"done\",\"sent\":2,\"received\":3,\"up\":400,\"down\":800}");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing under the cursor."));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "Sent: 2. Fetched: 3. 1.2 KB."));
	stage_end(&s);
}

static void an_empty_one_says_so(void **state)
{
	struct stage s = stage_new();

	(void)state;
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_at(s.t, 1, "Nothing waits to be sent."));
	assert_true(terminal_wait_text(s.t, "Line      the portal has answered since 10:12"));
	terminal_send(s.t, "s");
	json_free(fixture_hear(s.f, "sync"));
	fixture_tell(s.f, "{\"did\":\"progress\",\"phase\":\"done\",\"sent\":2,\"received\":3,\"up\":400,\"down\":800}");
	assert_true(terminal_wait_at(s.t, -1, "Sent: 2. Fetched: 3. 1.2 KB."));
	terminal_send(s.t, "s");
	json_free(fixture_hear(s.f, "sync"));
	fixture_tell(s.f, "{\"did\":\"progress\",\"phase\":\"done\",\"sent\":0,\"received\":0,\"up\":400,\"down\":200}");
	assert_true(terminal_wait_at(s.t, -1, "Nothing waited, and nothing is new. 0.6 KB."));
	terminal_send(s.t, "s");
	json_free(fixture_hear(s.f, "sync"));
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"sync\",\"cause\":{\"type\":\"offline\"}}");
	assert_true(terminal_wait_at(s.t, -1, "This computer has no network."));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing under the cursor."));
	stage_end(&s);
}

static void sending_now_lets_go_of_what_is_held(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "ckow<Enter><Tab><Tab>At once<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "> held       Message: Ewa Kowalska, \"\"; until 10:38 or u"));
	terminal_send(s.t, "s");
	assert_true(terminal_wait_gone(s.t, "until 10:38 or u"));
	assert_true(terminal_wait_text(s.t, "> waiting    Message: Ewa Kowalska"));
	json_free(fixture_hear(s.f, "sync"));
	stage_end(&s);
}

/* f leaves what has the words: of a title, a person, a receipt, a day. v shows what happened when. */
static void receipts_are_found(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	hide_receipts(&s);
	terminal_send(s.t, "fortega receta<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> sent       Reply: Lucía Ortega"));
	assert_true(terminal_wait_gone(s.t, "Petra Horvat"));
	terminal_send(s.t, "f<C-u>m7k2<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> sent       Reply: Lucía Ortega"));
	terminal_send(s.t, "f<C-u>nobody<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "Nothing has these words."));
	terminal_send(s.t, "f<C-u><Enter>");
	assert_true(terminal_wait_text(s.t, "Petra Horvat"));
	stage_end(&s);
}

static void journal_looks(const char *language, const char *wide, const char *narrow)
{
	struct stage s = begin(24, 80, language);
	struct db_stmt *stmt = db_prepare(s.f->store.db, "UPDATE journal SET receipt = 'M7k2p9x1' WHERE receipt IS NOT NULL");

	MUST(db_run(stmt, NULL));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "M7k2p9x1"));
	stage_looks(&s, wide, narrow);
	terminal_send(s.t, "fhorvat<Enter>");
	assert_true(terminal_wait_gone(s.t, "M7k2p9x1"));
	terminal_send(s.t, "i");
	assert_true(terminal_wait_text(s.t, "Bok iz Rijeke"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "Termin im"));
	stage_end(&s);
}

static void the_journal_looks_as_drawn(void **state)
{
	(void)state;
	journal_looks(NULL, "journal-80", "journal-40");
}

static void the_journal_speaks_greek(void **state)
{
	(void)state;
	journal_looks("el", "journal-el-80", "journal-el-40");
}

/* The portal takes all that waits. */
static void let_it_arrive(struct stage *s, const char *set)
{
	struct json *server_set = json_parse_own(set);
	int64_t due[8];
	int count;

	MUST(db_begin(s->f->store.db, NULL));
	count = outbox_take_due(&s->f->store, clock_now() + STORE_HOLD_S, 8, 100000, due, NULL);
	assert_int_equal(count, 1);
	clock_fix(at("10:38"));
	MUST(outbox_sent(&s->f->store, due[0], "maaaaaac", server_set, at("10:38"), NULL));
	MUST(db_commit(s->f->store.db, NULL));
	json_free(server_set);
	fixture_tell(s->f, "{\"did\":\"changed\",\"account\":1,\"types\":[]}");
}

/* What another start of the program has sent is taken back while it is held; what has left is told so, and has a way back. */
static void what_was_sent_has_a_way_back(void **state)
{
	struct stage s = stage_new();
	struct json *patch = json_parse_own("{\"town\":\"Rome\"}");
	int64_t event = fixture_put(s.f, "Event", "{'id':'eaaaaaab','rev':1,'title':'Tales','kind':'webinar','town':'Bari',"
	                            "'time':{'start':'2026-11-20T16:00:00','timeZone':'Europe/Athens'}}");

	(void)state;
	queue(s.f, "10:37", "Ewa Kowalska", "Week 2", 60);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "To        Ewa Kowalska"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	json_free(fixture_hear(s.f, "wake"));
	let_it_arrive(&s, "{\"messageUid\":\"u1\",\"threadUid\":\"t1\",\"receivedAt\":\"2026-11-17T10:38:00Z\"}");
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, -1, "It was sent: 10:38.  1 leave it  2 write a correction"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_gone(s.t, "It was sent"));
	MUST(db_begin(s.f->store.db, NULL));
	MUST(outbox_update(&s.f->store, event, patch, NULL));
	MUST(db_commit(s.f->store.db, NULL));
	json_free(patch);
	let_it_arrive(&s, "{\"rev\":2}");
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "sent       Change: \"Tales\""));
	terminal_send(s.t, "<Home>d");
	assert_true(terminal_wait_at(s.t, -1, "It was sent: 10:38.  1 leave it  2 put back what stood there"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at 10:38. u takes it back."));
	assert_true(fixture_keeps(s.f, "\"town\":\"Bari\""));
	assert_true(terminal_wait_text(s.t, "held       Change: \"Tales\""));
	stage_end(&s);
}

/* Whoever reads by braille or speech has two minutes to take back. */
static void a_hold_is_longer_for_braille_and_speech(void **state)
{
	struct stage s = stage_new();
	char *path = paths_settings();
	struct settings settings;

	(void)state;
	assert_int_equal(settings_load(&settings, path, NULL), 0);
	assert_int_equal(settings_set(&settings, SETTING_ACCESSIBLE, "yes", NULL), 0);
	settings_release(&settings);
	free(path);
	queue(s.f, "10:36", "Ewa Kowalska", "Week 2", 0); /* she is known here */
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "ckow<Enter><Tab><Tab>At leisure<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at 10:39. u takes it back."));
	stage_end(&s);
}

/* What may have left is not changed any more, and says so on its line and on i. */
static void what_is_in_doubt_says_so(void **state)
{
	struct stage s = stage_new();
	int64_t due[8];

	(void)state;
	queue(s.f, "10:37", "Ewa Kowalska", "Week 2", 0);
	MUST(db_begin(s.f->store.db, NULL));
	assert_int_equal(outbox_take_due(&s.f->store, clock_now(), 8, 100000, due, NULL), 1);
	MUST(db_commit(s.f->store.db, NULL));
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "waiting    Reply: Ewa Kowalska, \"Week 2\"; may have left"));
	terminal_send(s.t, "i");
	assert_true(terminal_wait_at(s.t, -1, "may have left. It goes again, and arrives once."));
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, -1, "It may have left already; it can no longer be changed."));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "It may have left already; it can no longer be changed."));
	stage_end(&s);
}

/* A word on an event is told by the event, although it is also somebody's. */
static void an_answer_is_told_by_its_event(void **state)
{
	struct stage s = stage_new();
	int64_t mine = fixture_put(s.f, "Attendance", "{'id':'taaaaaab','rev':1,'event':{'id':'eaaaaaab','name':'Bajki i kodowanie'},"
	                           "'person':{'id':'paaaaaaa','name':'Ayşe Demir'},'answer':'maybe'}");
	struct json *patch = json_parse_own("{\"answer\":\"yes\"}");

	(void)state;
	MUST(db_begin(s.f->store.db, NULL));
	MUST(outbox_update(&s.f->store, mine, patch, NULL));
	MUST(db_commit(s.f->store.db, NULL));
	json_free(patch);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "waiting    Answer yes: \"Bajki i kodowanie\""));
	stage_end(&s);
}

/* Every line below the entries does something on Enter, and tells more of itself on i. */
static void each_line_below_does_something(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Tab>");
	assert_true(terminal_wait_text(s.t, "> Line      this computer has no network"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Settings"));
	assert_true(terminal_wait_text(s.t, "> Line  "));
	terminal_send(s.t, "q<Down>");
	assert_true(terminal_wait_text(s.t, "> Next      by itself when the line is back; s tries now: "));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Sending and fetching."));
	json_free(fixture_hear(s.f, "sync"));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_text(s.t, "> Measured  38 kbit/s, 640 ms, 1 of 20 lost, slow profile"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "slow profile: asks every 1 min, gives up after 2 min without a byte."));
	terminal_send(s.t, "<Down>i");
	assert_true(terminal_wait_at(s.t, -1, "mail and news 2 MB, files 1.1 MB"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> Budget"));
	terminal_send(s.t, "<Enter><C-u>20<Enter>q");
	assert_true(terminal_wait_text(s.t, "> Counted   today 212 KB, November 3.1 MB of your 20 MB"));
	assert_set(SETTING_BUDGET, "20");
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_text(s.t, "> Windows   mail and files any time"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> Hours for mail"));
	terminal_send(s.t, "<Enter>noon<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "mail-hours takes hours like 19:00-07:00"));
	terminal_send(s.t, "q<Down>");
	assert_true(terminal_wait_text(s.t, "> By hand   carry it on a USB stick (packet), "));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "By hand"));
	terminal_send(s.t, "q<Down>");
	assert_true(terminal_wait_text(s.t, "> News      10:31 line lost"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "There is nothing under the cursor."));
	terminal_send(s.t, "<Tab>");
	assert_true(terminal_wait_text(s.t, "> needs you"));
	stage_end(&s);
}

/* What rests is a state: why, until when, and what s would cost. */
static void what_rests_says_why_and_until_when(void **state)
{
	struct stage s;

	(void)state;
	set(SETTING_MAIL_HOURS, "19:00-07:00");
	s = begin(24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Next      not before 19:00; s sends all the same: "));
	terminal_send(s.t, "ckow<Enter><Tab><Tab>In the evening<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "It waits: not before 19:00. s sends it, u takes it back."));
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, -1, "Sending 1 KB, about 1 s"));
	assert_true(terminal_wait_at(s.t, -1, ", and fetching what is new."));
	stage_end(&s);
	set(SETTING_MAIL_HOURS, "");
	set(SETTING_BUDGET, "3");
	s = begin(24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Next      over budget until 1 Dec; s sends all the same: "));
	assert_true(terminal_wait_text(s.t, "November 3.1 MB of your 3 MB; all used"));
	stage_end(&s);
	set(SETTING_BUDGET, "3000");
	set(SETTING_LINE, "offline");
	s = begin(24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Next      set to offline; s sends all the same: "));
	assert_true(terminal_wait_text(s.t, "1 of 20 lost, offline profile, as it is set"));
	MUST(store_set_fact(&s.f->store, "line", "{\"state\":\"offline\",\"since\":1794911460,\"cause\":{\"type\":\"setOffline\"}}", NULL));
	json_free(fixture_hear(s.f, "wake"));
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794911460,\"cause\":{\"type\":\"setOffline\"}}");
	assert_true(terminal_wait_at(s.t, 0, "offline since 10:31"));
	assert_true(terminal_wait_text(s.t, "Line      set to offline since 10:31; only what you send by hand goes out."));
	assert_true(terminal_wait_at(s.t, -1, "s send now")); /* a wish is no news */
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_text(s.t, "line: set to offline; nothing lost"));
	stage_end(&s);
}

/* The month's bytes as they are now, told as the engine tells what it has written. */
static void count_month(struct stage *s, int64_t bytes)
{
	char *fact = xasprintf("{\"day\":\"2026-11-17\",\"today\":{},\"since\":\"2026-11-01\",\"month\":{\"down\":%lld}}", (long long)bytes);

	MUST(store_set_fact(&s->f->store, "counted", fact, NULL));
	fixture_tell(s->f, "{\"did\":\"changed\",\"account\":1,\"types\":[]}");
	free(fact);
}

/* What another program sets holds here too; and each mark of the budget is said once. */
static void a_budget_says_a_word_at_each_mark(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	set(SETTING_BUDGET, "20");
	json_free(fixture_hear(s.f, "wake"));
	count_month(&s, 15000000);
	assert_true(terminal_wait_text(s.t, "November 15 MB of your 20 MB"));
	assert_false(terminal_shows(s.t, "% used"));
	count_month(&s, 16100000);
	assert_true(terminal_wait_at(s.t, -1, "80 % of this month's 20 MB are used. 0 tells more."));
	assert_true(terminal_shows(s.t, "November 16 MB of your 20 MB; 80 % used"));
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_at(s.t, -1, "s send now"));
	count_month(&s, 17000000);
	assert_true(terminal_wait_text(s.t, "November 17 MB of your 20 MB; 85 % used"));
	assert_true(terminal_wait_at(s.t, -1, "s send now"));
	count_month(&s, 20000001);
	assert_true(terminal_wait_at(s.t, -1, "This month's 20 MB are used: from now on only what you ask for goes."));
	stage_end(&s);
}

static void a_pause_is_set_and_taken_back(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, ":pause-until<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Fetch nothing until:"));
	terminal_send(s.t, "19:00<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Paused until 17 Nov 19:00. s goes all the same, u ends the pause."));
	assert_true(terminal_wait_text(s.t, "Next      paused until 19:00; s sends all the same: "));
	terminal_send(s.t, ":pause-until<Enter>soon<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Write a time to come, like 19:00, tomorrow or Fri 8:00."));
	terminal_send(s.t, ":pause-until<Enter>tomorrow 8:00<Enter>");
	assert_true(terminal_wait_text(s.t, "Next      paused until 18 Nov; "));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Next      paused until 19:00; "));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Next      by itself when the line is back; "));
	terminal_send(s.t, "U:pause-until<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The pause is over."));
	stage_end(&s);
}

static void the_line_that_goes_is_said_once(void **state)
{
	struct stage s = begin(24, 80, NULL);

	(void)state;
	terminal_send(s.t, "<Up>");
	assert_true(terminal_wait_idle(s.t));
	json_free(fixture_hear(s.f, "wake"));
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794911460}");
	assert_true(terminal_wait_at(s.t, -1, "No line since 10:31. Write on: it waits here and goes by itself."));
	terminal_send(s.t, "<Up>");
	assert_true(terminal_wait_at(s.t, -1, "s send now"));
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794911460}");
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"online\",\"since\":1794911500}");
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"signedOut\",\"since\":1794911520}");
	assert_true(terminal_wait_at(s.t, -2, "Your sign-in has ended."));
	terminal_send(s.t, "<Up>");
	assert_true(terminal_wait_at(s.t, -1, "s send now"));
	fixture_tell(s.f, "{\"did\":\"line\",\"state\":\"offline\",\"since\":1794911530,\"cause\":{\"type\":\"diskFull\"}}");
	assert_true(terminal_wait_at(s.t, -2, "The disk is full, so nothing is sent or fetched.")); /* the line is not to blame */
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(it_looks_as_drawn, forget_settings),
		cmocka_unit_test_setup(it_speaks_greek, forget_settings),
		cmocka_unit_test_setup(what_has_not_left_can_be_taken_out, forget_settings),
		cmocka_unit_test_setup(what_is_refused_is_changed, forget_settings),
		cmocka_unit_test_setup(the_cursor_is_on_what_was_written, forget_settings),
		cmocka_unit_test_setup(what_was_sent_stays, forget_settings),
		cmocka_unit_test_setup(a_file_tells_how_far_it_is, forget_settings),
		cmocka_unit_test_setup(what_was_done_meanwhile_stays_said, forget_settings),
		cmocka_unit_test_setup(an_empty_one_says_so, forget_settings),
		cmocka_unit_test_setup(sending_now_lets_go_of_what_is_held, forget_settings),
		cmocka_unit_test_setup(receipts_are_found, forget_settings),
		cmocka_unit_test_setup(the_journal_looks_as_drawn, forget_settings),
		cmocka_unit_test_setup(the_journal_speaks_greek, forget_settings),
		cmocka_unit_test_setup(what_was_sent_has_a_way_back, forget_settings),
		cmocka_unit_test_setup(a_hold_is_longer_for_braille_and_speech, forget_settings),
		cmocka_unit_test_setup(what_is_in_doubt_says_so, forget_settings),
		cmocka_unit_test_setup(an_answer_is_told_by_its_event, forget_settings),
		cmocka_unit_test_setup(each_line_below_does_something, forget_settings),
		cmocka_unit_test_setup(what_rests_says_why_and_until_when, forget_settings),
		cmocka_unit_test_setup(a_budget_says_a_word_at_each_mark, forget_settings),
		cmocka_unit_test_setup(a_pause_is_set_and_taken_back, forget_settings),
		cmocka_unit_test_setup(the_line_that_goes_is_said_once, forget_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
