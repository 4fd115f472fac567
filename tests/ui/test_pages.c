/* Pages, activities and files of a project in a terminal: how they look, and what their keys do. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/space.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/outbox.h"
#include "twinline/records/part_find.h"

/* The project's page, with the cursor on Pages. */
static struct stage stage_space(int rows, int cols)
{
	struct stage s = stage_new();

	week_fill(s.f);
	space_fill(s.f);
	s.t = fixture_face(s.f, rows, cols, NULL);
	stage_open_water(&s);
	return s;
}

static struct stage stage_part(const char *name, const char *shows)
{
	struct stage s = stage_space(24, 80);

	stage_open_part(s.t, name);
	assert_true(terminal_wait_text(s.t, shows));
	return s;
}

/* The records of a type that wait in the outbox. */
static int waiting(struct fixture *f, enum record_type_index type, enum outbox_kind kind)
{
	int64_t *locals = NULL;
	int count = outbox_list(&f->store, &locals, NULL), found = 0;

	for (int i = 0; i < count; i++) {
		struct outbox_entry entry = { 0 };

		if (outbox_get(&f->store, locals[i], &entry))
			found += entry.type->index == (int)type && entry.kind == kind;
		outbox_entry_release(&entry);
	}
	free(locals);
	return found;
}

static void a_page_is_translated_below_its_text(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	terminal_send(s.t, "<Enter>:translate<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Your profile says that you read this language."));
	terminal_send(s.t, "qj<Enter>:translate<Enter>");
	assert_true(terminal_wait_text(s.t, "The text leaves this computer"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "The portal is asked for a translation."));
	stage_end(&s);
}

/* Of an activity and of a file what it is called and what is said of it. */
static void an_activity_and_a_file_are_translated(void **state)
{
	static const struct { const char *part, *row, *keys; } rows[] = {
		{ "Activities", "Exhibition", "j<Enter>" }, { "Materials", "rules for photos", "<End><Enter>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct stage s = stage_part(rows[i].part, rows[i].row);

		terminal_send(s.t, rows[i].keys);
		terminal_send(s.t, ":translate<Enter>");
		assert_true(terminal_wait_text(s.t, "The text leaves this computer"));
		terminal_send(s.t, "2");
		assert_true(terminal_wait_text(s.t, "The portal is asked for a translation."));
		stage_end(&s);
	}
}

static void pages_look_so(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	stage_looks(&s, "pages-80", "pages-40");
	terminal_resize(s.t, 24, 80);
	assert_true(terminal_wait_text(s.t, "Γιώργος Παπαδάκης"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "hafızası"));
	stage_looks(&s, "page-80", "page-40");
	stage_try_sizes(&s, "<Down>");
	stage_end(&s);
}

static void activities_look_so(void **state)
{
	struct stage s = stage_part("Activities", "Exhibition");

	(void)state;
	stage_looks(&s, "activities-80", "activities-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_text(s.t, "Take three"));
	stage_looks(&s, "activity-80", "activity-40");
	stage_try_sizes(&s, "<Down>");
	stage_end(&s);
}

static void materials_look_so(void **state)
{
	struct stage s = stage_part("Materials", "rules for photos");

	(void)state;
	stage_looks(&s, "materials-80", "materials-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_text(s.t, "Ask before you press."));
	stage_looks(&s, "material-80", "material-40");
	stage_try_sizes(&s, "<Down>");
	stage_end(&s);
}

static void a_page_is_made_and_kept_at_every_key(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "New page"));
	terminal_send(s.t, "Four taps");
	assert_true(terminal_wait_text(s.t, "Four taps"));
	assert_true(fixture_keeps(s.f, "Four taps"));
	terminal_send(s.t, "<Tab>They drip.");
	assert_true(terminal_wait_text(s.t, "They drip."));
	assert_true(fixture_keeps(s.f, "They drip."));
	stage_looks(&s, "page-form-80", "page-form-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<C-x>");
	assert_true(terminal_wait_text(s.t, "Throw away"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	assert_true(terminal_wait_text(s.t, "> Four taps")); /* where the eye is wanted */
	assert_int_equal(waiting(s.f, TYPE_Page, OUTBOX_CREATE), 1);
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "New page"));
	assert_int_equal(waiting(s.f, TYPE_Page, OUTBOX_CREATE), 0);
	stage_end(&s);
}

/* Taken back, a change of a page is a draft again: its words are not lost. */
static void a_change_taken_back_is_written_on(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	terminal_send(s.t, "e");
	assert_true(terminal_wait_text(s.t, "Change the page"));
	terminal_send(s.t, "<Down><Enter> It drips.<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	assert_int_equal(waiting(s.f, TYPE_Page, OUTBOX_UPDATE), 1);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Last by       you, not sent yet"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "not sent yet"));
	assert_true(terminal_wait_at(s.t, -1, "Taken back. e goes on with your words."));
	assert_int_equal(waiting(s.f, TYPE_Page, OUTBOX_UPDATE), 0);
	terminal_send(s.t, "e");
	assert_true(terminal_wait_text(s.t, "It drips."));
	stage_end(&s);
}

/* A text longer than the screen is written at every size, with the cursor in sight. */
static void a_long_text_is_written_at_every_size(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");
	struct str text = { 0 };

	(void)state;
	for (int i = 1; i <= 60; i++)
		str_addf(&text, "Line %d of the diary, as long as a line of a diary is in a week with much rain.\n", i);
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "New page"));
	terminal_send(s.t, "Long<Tab>");
	terminal_paste(s.t, text.text);
	terminal_send(s.t, "The end.");
	assert_true(terminal_wait_text(s.t, "The end."));
	s.writes = true;
	stage_try_sizes(&s, "x");
	assert_true(fixture_keeps(s.f, "The end.x"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_text(s.t, "Line 1 of the diary")); /* read, it begins at its beginning */
	assert_true(terminal_wait_text(s.t, "Line 4 of the diary")); /* and has the rows that nothing else needs */
	str_release(&text);
	stage_end(&s);
}

static void a_page_gets_another_place_and_goes_back(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	terminal_send(s.t, "<End>o");
	assert_true(terminal_wait_text(s.t, "Place in the menu"));
	terminal_send(s.t, "<C-u>1<Enter>");
	assert_true(terminal_wait_at(s.t, 1, "The exhibition"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "Welcome"));
	terminal_send(s.t, "d");
	assert_true(terminal_wait_text(s.t, "u brings it back"));
	assert_true(terminal_wait_gone(s.t, "The exhibition"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "The exhibition"));
	stage_end(&s);
}

/* Within its phase: all in it are counted, for none had a number, and one undo takes that back; the next one goes between two of them. */
static void an_activity_gets_another_place_in_its_phase(void **state)
{
	struct stage s = stage_space(24, 80);

	(void)state;
	fixture_receive(s.f, space_account(s.f), TYPE_Activity, "{'id':'vddddddd','rev':1,'title':'Draw the river','due':'2026-12-01'}");
	fixture_receive(s.f, space_account(s.f), TYPE_Activity, "{'id':'veeeeeee','rev':1,'title':'Boil the water','due':'2026-12-02'}");
	stage_open_part(s.t, "Activities");
	assert_true(terminal_wait_at(s.t, 4, "  open work Boil the water"));
	terminal_send(s.t, "jjjo");
	assert_true(terminal_wait_text(s.t, "Place in its phase, 1 to 3: 3"));
	terminal_send(s.t, "<C-u>1<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Moved. u puts it back."));
	assert_true(terminal_wait_at(s.t, 2, "> open work Boil the water"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 4, "open work Boil the water"));
	terminal_send(s.t, "o<C-u>1<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "open work Boil the water"));
	terminal_send(s.t, "o<C-u>2<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "open work Photos of week 2"));
	assert_true(terminal_wait_at(s.t, 3, "> open work Boil the water"));
	terminal_send(s.t, "o<C-u>4<Enter>");
	assert_true(terminal_wait_text(s.t, "A number from 1 to 3 is wanted."));
	stage_end(&s);
}

static void a_step_is_done_and_is_not(void **state)
{
	struct stage s = stage_part("Activities", "Exhibition");

	(void)state;
	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_text(s.t, "[ ] Take three"));
	assert_true(terminal_wait_text(s.t, "[ ] Ask who may be in it: done by Ewa Kowalska PL"));
	terminal_send(s.t, "ja");
	assert_true(terminal_wait_text(s.t, "[x] Take three: done by you"));
	assert_int_equal(waiting(s.f, TYPE_StepDone, OUTBOX_CREATE), 1);
	terminal_send(s.t, "a");
	assert_true(terminal_wait_text(s.t, "[ ] Take three"));
	assert_int_equal(waiting(s.f, TYPE_StepDone, OUTBOX_CREATE), 0);
	terminal_send(s.t, "v");
	assert_true(terminal_wait_text(s.t, "under way"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_gone(s.t, "under way"));
	stage_end(&s);
}

/* A teacher sees how far each pupil is whom it is for; who has not been let in, or has left, is asked for nothing. */
static void a_teacher_sees_what_each_pupil_has_done(void **state)
{
	struct stage s = stage_space(24, 80);
	int64_t account = space_account(s.f);

	(void)state;
	fixture_receive(s.f, account, TYPE_Activity, "{'id':'vddddddd','rev':1,'title':'Draw the river','steps':'Look\\nDraw\\nName it'}");
	fixture_receive(s.f, account, TYPE_Pupil, "{'id':'uaaaaaaa','rev':1,'alias':'Elif','group':'4-B','state':'active','person':'raaaaaaa'}");
	fixture_receive(s.f, account, TYPE_Pupil, "{'id':'ubbbbbbb','rev':1,'alias':'Can','group':'4-B','state':'active','person':'rbbbbbbb'}");
	fixture_receive(s.f, account, TYPE_Pupil, "{'id':'uccccccc','rev':1,'alias':'Umut','group':'4-B','state':'ended','person':'rccccccc'}");
	fixture_receive(s.f, account, TYPE_StepDone, "{'id':'xddddddd','rev':1,'activity':'vddddddd','step':'Draw',"
	                "'person':{'id':'raaaaaaa','name':'Elif'}}");
	fixture_receive(s.f, account, TYPE_StepDone, "{'id':'xeeeeeee','rev':1,'activity':'vddddddd','step':'Taken out since',"
	                "'person':{'id':'raaaaaaa','name':'Elif'}}");
	stage_open_part(s.t, "Activities");
	assert_true(terminal_wait_text(s.t, "Draw the river"));
	terminal_send(s.t, "jj<Enter>");
	assert_true(terminal_wait_text(s.t, "[ ] Draw: done by Elif"));
	assert_true(terminal_wait_text(s.t, "4-B Can: 0 of 3 steps"));
	assert_true(terminal_wait_text(s.t, "4-B Elif: 1 of 3 steps"));
	assert_false(terminal_shows(s.t, "Umut"));
	stage_end(&s);
}

static void folders_open_and_close(void **state)
{
	struct stage s = stage_part("Materials", "rules for photos");

	(void)state;
	terminal_send(s.t, "j<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "photos"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "tap.jpg"));
	assert_true(terminal_wait_at(s.t, 0, "photos/week 2"));
	terminal_send(s.t, "qq");
	assert_true(terminal_wait_text(s.t, "rules for photos"));
	terminal_send(s.t, "k<Enter><Enter>");
	assert_true(terminal_wait_text(s.t, "Exhibition, at last"));
	assert_true(terminal_wait_text(s.t, "2027-01-28 10:00"));
	assert_true(terminal_wait_text(s.t, "Four corridors"));
	stage_end(&s);
}

/* A file at the top of Materials, and its bytes. */
static void keep_file(struct fixture *f, char letter, const char *name, const char *type, const char *text)
{
	char id[] = "faaaaaaz", *record = xasprintf("{'id':'w%czzzzzz','rev':1,'title':'%s','readers':'members',"
		"'file':[{'blobId':'f%czzzzzz','name':'%s','type':'%s','size':%zu}]}", letter, name, letter, name, type, strlen(text));

	snprintf(id, sizeof id, "f%czzzzzz", letter);
	fixture_receive(f, space_account(f), TYPE_Material, record);
	space_keep(f, id, type, text);
	free(record);
}

/*
 * Names as people look for them. In a calendar an hour of no place is said in that of here, one of some place as it stands; and what is
 * only called a calendar is read as it is.
 */
static void files_are_in_order_and_read(void **state)
{
	static const char *const names[] = { "a call.ics", "apple.txt", "note.ics", "rules for photos", "Zebra.txt" };
	char *zone = getenv("TZ") ? xstrdup(getenv("TZ")) : NULL;
	struct stage s = stage_new();

	(void)state;
	setenv("TZ", "Europe/Istanbul", 1);
	week_fill(s.f);
	space_fill(s.f);
	keep_file(s.f, 'a', "Zebra.txt", "text/plain", "stripes");
	keep_file(s.f, 'b', "apple.txt", "text/plain", "green");
	keep_file(s.f, 'c', "note.ics", "text/plain", "Only words.\n");
	keep_file(s.f, 'd', "a call.ics", "text/calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T090000Z\r\n"
	          "DTEND;TZID=Europe/Athens:20261201T100000\r\nSUMMARY:Call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	s.t = fixture_face(s.f, 24, 80, NULL);
	stage_open_water(&s);
	stage_open_part(s.t, "Materials");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_true(terminal_wait_at(s.t, 3 + (int)i, names[i]));
	terminal_send(s.t, "<Home>jj<Enter>");
	assert_true(terminal_wait_text(s.t, "2026-12-01 12:00"));
	assert_true(terminal_shows(s.t, "2026-12-01 10:00"));
	terminal_send(s.t, "qjj<Enter>");
	assert_true(terminal_wait_text(s.t, "Only words."));
	stage_end(&s);
	if (zone)
		setenv("TZ", zone, 1);
	else
		unsetenv("TZ");
	free(zone);
}

/* The cursor comes to it, wherever it stands among the others. */
static void a_file_is_added(void **state)
{
	struct stage s = stage_part("Materials", "rules for photos");
	char *path = xasprintf("%s/apple.txt", s.f->paths.data);

	(void)state;
	assert_int_equal(file_write(path, "Green.\n", 7, 0600, NULL), 0);
	terminal_send(s.t, "c<C-u>");
	terminal_paste(s.t, path);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> apple.txt"));
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_int_equal(waiting(s.f, TYPE_Material, OUTBOX_CREATE), 1);
	stage_end(&s);
	free(path);
}

/* Other bytes in the place of those of a file: its name stays, its digest is theirs, and u brings the old ones back. */
static void a_file_gets_other_bytes(void **state)
{
	struct stage s = stage_part("Materials", "rules for photos");
	char *path = xasprintf("%s/rules 2.txt", s.f->paths.data);

	(void)state;
	assert_int_equal(file_write(path, "No hands.\n", 10, 0600, NULL), 0);
	terminal_send(s.t, "<End>e");
	assert_true(terminal_wait_text(s.t, "Change the file"));
	stage_go_to(s.t, "Another file");
	terminal_send(s.t, "<Enter><C-u>");
	terminal_paste(s.t, path);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "File          rules 2.txt, 0.1 KB, instead of 0.1 KB"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	assert_int_equal(waiting(s.f, TYPE_Material, OUTBOX_UPDATE), 1);
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "rules for photos.txt"));
	assert_true(terminal_wait_text(s.t, "No hands."));
	assert_true(terminal_wait_text(s.t, "cd9e77e7"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_text(s.t, "Ask before you press."));
	assert_true(terminal_wait_gone(s.t, "cd9e77e7"));
	free(path);
	stage_end(&s);
}

/* A text that is fetched stands on its page; Enter once more saves it. */
static void a_text_that_comes_is_read_in_place(void **state)
{
	struct stage s = stage_space(24, 80);
	struct json *packet;

	(void)state;
	fixture_receive(s.f, space_account(s.f), TYPE_Material, "{'id':'wddddddd','rev':1,'title':'a story.txt','readers':'members',"
	                "'file':[{'blobId':'feeeeeee','name':'story.txt','type':'text/plain','size':21}]}");
	stage_open_part(s.t, "Materials");
	assert_true(terminal_wait_text(s.t, "a story.txt, 0.1 KB, not fetched"));
	terminal_send(s.t, "jj<Enter><Enter>");
	packet = fixture_hear(s.f, "file");
	assert_string_equal(json_get_text(packet, "blob"), "feeeeeee");
	space_keep(s.f, "feeeeeee", "text/plain", "Once there was a tap.");
	fixture_tell(s.f, "{\"did\":\"file\",\"blob\":\"feeeeeee\"}");
	assert_true(terminal_wait_text(s.t, "Once there was a tap."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Save as: ~/a story.txt"));
	json_free(packet);
	stage_end(&s);
}

static void words_are_found_in_the_whole_space(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");

	(void)state;
	terminal_send(s.t, "ffour<Enter>");
	assert_true(terminal_wait_text(s.t, "in the project"));
	assert_true(terminal_wait_text(s.t, "Exhibition in four corridors"));
	stage_looks(&s, "project-find-80", "project-find-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "telling others"));
	stage_end(&s);
}

/* A record of the project that was changed here and, as it comes, at the other end. */
struct both_ends { enum record_type_index type; const char *before, *mine, *after; };

static struct stage stage_both_changed(const struct both_ends *x)
{
	struct stage s = stage_new();
	struct json *patch = json_parse_own(x->mine);
	int64_t record;

	week_fill(s.f);
	record = fixture_receive(s.f, space_account(s.f), x->type, x->before);
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_true(outbox_update(&s.f->store, record, patch, NULL) > 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	fixture_receive(s.f, space_account(s.f), x->type, x->after);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "needs you"));
	terminal_send(s.t, "<Enter>");
	json_free(patch);
	return s;
}

/* Both have written in one paragraph; both versions are shown, and both can be kept. */
static void a_page_that_both_wrote_in_is_shown_twice(void **state)
{
	struct stage s = stage_both_changed(&(struct both_ends){
		.type = TYPE_Page, .before = "{'id':'gaaaaaaa','rev':1,'title':'Weather','text':'Monday: rain.\\n\\nTuesday: fog.'}",
		.mine = "{\"text\":\"Monday: rain.\\n\\nTuesday: no fog at all.\"}",
		.after = "{'id':'gaaaaaaa','rev':2,'title':'Weather','text':'Monday: rain.\\n\\nTuesday: thick fog.',"
		         "'changedBy':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'changedAt':'2026-11-17T09:02:00Z'}",
	});

	(void)state;
	assert_true(terminal_wait_text(s.t, "thick fog"));
	stage_looks(&s, "page-conflict-80", "page-conflict-40");
	stage_end(&s);
}

/* Each has put another file in the place of one: one of them is chosen, and both are told apart. */
static void a_file_that_both_replaced_is_chosen(void **state)
{
	struct stage s = stage_both_changed(&(struct both_ends){
		.type = TYPE_Material,
		.before = "{'id':'waaaaaaa','rev':1,'title':'tap.jpg','file':[{'blobId':'faaaaaaa','name':'tap.jpg','size':100000}]}",
		.mine = "{\"file\":[{\"blobId\":\"fbbbbbbb\",\"name\":\"tap.jpg\",\"size\":200000}]}",
		.after = "{'id':'waaaaaaa','rev':2,'title':'tap.jpg','file':[{'blobId':'fccccccc','name':'tap.jpg','size':300000}]}",
	});

	(void)state;
	assert_true(terminal_wait_text(s.t, "tap.jpg, 200 KB"));
	assert_true(terminal_wait_text(s.t, "tap.jpg, 300 KB"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> Send"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	assert_int_equal(waiting(s.f, TYPE_Material, OUTBOX_UPDATE), 1);
	stage_end(&s);
}

static void people_and_pages_of_an_activity_are_chosen_by_name(void **state)
{
	struct stage s = stage_part("Activities", "Exhibition");

	(void)state;
	terminal_send(s.t, "je");
	assert_true(terminal_wait_text(s.t, "Change the activity"));
	stage_go_to(s.t, "For ");
	terminal_send(s.t, "<Enter><End>, Παπα");
	assert_true(terminal_wait_text(s.t, "Enter: Γιώργος Παπαδάκης"));
	terminal_send(s.t, "<Enter><Esc>");
	stage_go_to(s.t, "Pages ");
	terminal_send(s.t, "<Enter>pomi<Enter>");
	assert_true(terminal_wait_text(s.t, "Pomiary"));
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Ewa Kowalska PL, Γιώργος Παπαδάκης GR"));
	assert_true(terminal_wait_text(s.t, "page  Pomiary"));
	stage_end(&s);
}

static void a_file_goes_with_a_page(void **state)
{
	struct stage s = stage_part("Pages", "Pomiary");
	char *path = xasprintf("%s/drops.txt", s.f->paths.runtime);

	(void)state;
	assert_int_equal(file_write(path, "drip\n", 5, 0600, NULL), 0);
	terminal_send(s.t, "je");
	assert_true(terminal_wait_text(s.t, "Change the page"));
	stage_add_file(s.t, path);
	assert_true(terminal_wait_text(s.t, "drops.txt, 0.1 KB"));
	assert_true(terminal_wait_text(s.t, "Take a file out"));
	stage_go_to(s.t, "Send ");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "Goes out at"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "file  drops.txt"));
	free(path);
	stage_end(&s);
}

/* On Home, in the project and in the calendar; Enter opens the activity, and no answer can be given to it. */
static void what_is_due_is_told_everywhere(void **state)
{
	struct stage s = stage_space(24, 80);

	(void)state;
	assert_true(terminal_wait_text(s.t, "Photos of week 2"));
	terminal_send(s.t, "1");
	assert_true(terminal_wait_text(s.t, "Photos of week 2"));
	terminal_send(s.t, "5vv");
	assert_true(terminal_wait_text(s.t, "agenda from"));
	assert_true(terminal_wait_text(s.t, "Photos of week 2"));
	for (int i = 0; i < 10; i++) {
		int row, col;
		char *line;
		bool here;

		terminal_wait_idle(s.t);
		terminal_cursor(s.t, &row, &col);
		line = terminal_row(s.t, row);
		here = strstr(line, "Photos of") != NULL;
		free(line);
		if (here)
			break;
		terminal_send(s.t, "j");
	}
	terminal_send(s.t, "a");
	assert_true(terminal_wait_text(s.t, "An activity: Enter opens it."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "[ ] Take three"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_translated_below_its_text),
		cmocka_unit_test(an_activity_and_a_file_are_translated),
		cmocka_unit_test(pages_look_so),
		cmocka_unit_test(activities_look_so),
		cmocka_unit_test(materials_look_so),
		cmocka_unit_test(a_page_is_made_and_kept_at_every_key),
		cmocka_unit_test(a_change_taken_back_is_written_on),
		cmocka_unit_test(a_long_text_is_written_at_every_size),
		cmocka_unit_test(a_page_gets_another_place_and_goes_back),
		cmocka_unit_test(an_activity_gets_another_place_in_its_phase),
		cmocka_unit_test(a_step_is_done_and_is_not),
		cmocka_unit_test(a_teacher_sees_what_each_pupil_has_done),
		cmocka_unit_test(folders_open_and_close),
		cmocka_unit_test(files_are_in_order_and_read),
		cmocka_unit_test(a_file_that_both_replaced_is_chosen),
		cmocka_unit_test(a_file_is_added),
		cmocka_unit_test(a_file_gets_other_bytes),
		cmocka_unit_test(a_text_that_comes_is_read_in_place),
		cmocka_unit_test(words_are_found_in_the_whole_space),
		cmocka_unit_test(a_page_that_both_wrote_in_is_shown_twice),
		cmocka_unit_test(what_is_due_is_told_everywhere),
		cmocka_unit_test(people_and_pages_of_an_activity_are_chosen_by_name),
		cmocka_unit_test(a_file_goes_with_a_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
