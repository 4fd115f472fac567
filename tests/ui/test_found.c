/* Founding a project in a terminal: the form as drawn, kept at every key, filled from profiles and kits, sent without a line. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "twinline/base/mem.h"
#include "twinline/records/replica.h"

static struct stage stage_people(int rows, int cols, const char *language)
{
	struct stage s = stage_new();
	int64_t directory = fixture_account(s.f, "ddddddda", ACCOUNT_DIRECTORY);
	int64_t community = fixture_account(s.f, "ccccccca", ACCOUNT_COMMUNITY);

	fixture_receive(s.f, directory, TYPE_Person, "{'id':'@Ayşe Demir@','rev':1,'name':'Ayşe Demir','country':'TR',"
	                "'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu, Muğla'},'languages':{'tr':true,'en':true},"
	                "'subjects':{'primary':true,'geography':true},'pupilsFrom':9,'pupilsTo':11,'language':'tr'}");
	fixture_receive(s.f, directory, TYPE_Person, "{'id':'@Máire Ní Bhriain@','rev':1,'name':'Máire Ní Bhriain','country':'IE',"
	                "'languages':{'ga':true,'en':true},'pupilsFrom':8,'pupilsTo':12}");
	fixture_receive(s.f, s.f->account, TYPE_Contact, "{'id':'kaaaaaaa','rev':1,'person':{'id':'@Máire Ní Bhriain@',"
	                "'name':'Máire Ní Bhriain','country':'IE'},"
	            "'school':{'id':'sbbbbbbb','name':'Scoil Naomh Bríd'},'state':'contact','since':'2026-05-01T10:00:00Z'}");
	fixture_receive(s.f, s.f->account, TYPE_Contact, "{'id':'kbbbbbbb','rev':1,'person':{'id':'@Ewa Kowalska@',"
	                "'name':'Ewa Kowalska','country':'PL'},"
	            "'state':'contact','since':'2026-04-01T10:00:00Z'}");
	fixture_receive(s.f, community, TYPE_Project, "{'id':'xkitaaaa','rev':1,'title':'Letters by sea','summary':'Paper letters between two "
	                "coasts','aims':'Writing to somebody who waits','process':'A letter a week','pupils':40,'subjects':{'literature':true}}");
	s.t = fixture_face(s.f, rows, cols, language);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "4");
	assert_true(terminal_wait_idle(s.t));
	return s;
}

static struct stage open_form(int rows, int cols)
{
	struct stage s = stage_people(rows, cols, NULL);

	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "Atatürk"));
	return s;
}

static void the_form_looks_as_drawn(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	assert_true(terminal_wait_text(s.t, "2 approval: the partner's support"));
	assert_true(terminal_wait_text(s.t, "then the space opens"));
	terminal_send(s.t, "mái<Enter>");
	assert_true(terminal_wait_text(s.t, "the partner's class: 8 to 12"));
	terminal_send(s.t, "Denizden mektuplar");
	assert_true(terminal_wait_idle(s.t));
	stage_looks(&s, "found-80", "found-40");
	stage_end(&s);
}

/* Its first day is no sender: many languages have two words where English has one. */
static void its_first_day_is_called_so(void **state)
{
	struct stage s = stage_people(24, 80, "fi");

	(void)state;
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "  Alkaa "));
	assert_false(terminal_shows(s.t, "Lähettäjä"));
	stage_end(&s);
}

/* What belongs into an empty line ends before what stands at its right. */
static void a_help_leaves_what_is_beside_it(void **state)
{
	struct stage s = open_form(24, 80);
	char *row;

	(void)state;
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_text(s.t, "> Partner"));
	row = terminal_row(s.t, 2);
	assert_non_null(strstr(row, "Who founds it with you"));
	assert_string_equal(row + strlen(row) - strlen("  needed"), "  needed");
	free(row);
	stage_end(&s);
}

/* What belongs into a line stays there until something is typed: going through the form costs the line the cursor alone. */
static void going_down_costs_little(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_cursor(s.t, 3, 15));
	terminal_mark(s.t);
	terminal_send(s.t, "<Down>");
	assert_true(terminal_wait_cursor(s.t, 4, 15));
	assert_true(terminal_wait_idle(s.t));
	assert_true(terminal_bytes(s.t) <= 12);
	assert_true(terminal_wait_at(s.t, 4, "  In short     What you do together, in two sentences                    needed"));
	terminal_send(s.t, "A");
	assert_true(terminal_wait_at(s.t, 4, "  In short     A                                                 needed, filled"));
	terminal_send(s.t, "<Backspace>");
	assert_true(terminal_wait_at(s.t, 4, "  In short     What you do together, in two sentences                    needed"));
	stage_end(&s);
}

/* Somebody of one's own school is a contact, and no partner: the form says so, and does not send it. */
static void two_schools_found_a_project(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	fixture_receive(s.f, s.f->account, TYPE_Contact, "{'id':'kccccccc','rev':1,'person':{'id':'@Deniz Ak@','name':'Deniz Ak','country':'TR'},"
	                "'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu, Muğla'},'state':'contact','since':'2026-03-01T10:00:00Z'}");
	terminal_send(s.t, "den<Enter>");
	assert_true(terminal_wait_at(s.t, 3, "               You both work at Atatürk İlkokulu, Muğla, and a project is"));
	assert_true(terminal_wait_at(s.t, 4, "               founded by two schools."));
	stage_end(&s);
}

/* Whom one does not know cannot found a project with one, and what to do then is said. */
static void a_stranger_is_no_partner(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "somebody<Tab>");
	assert_true(terminal_wait_at(s.t, 3, "               No contact of yours has this name. 3 finds people."));
	stage_end(&s);
}

/* A question mark is no name: nobody founds with whoever stands first in the list because it was typed. */
static void a_sign_chooses_nobody(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "?<Enter>");
	assert_true(terminal_wait_at(s.t, 2, "  Partner      ?"));
	assert_true(terminal_wait_at(s.t, 3, "               No contact of yours has this name. 3 finds people."));
	stage_end(&s);
}

/* Half a word, and the terminal dies: it stands there again, and in the list of projects. */
static void what_is_typed_is_kept_at_every_key(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "mái<Enter>Denizden mek");
	assert_true(terminal_wait_text(s.t, "Denizden mek"));
	terminal_kill(s.t, SIGKILL);
	terminal_free(s.t);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 3, "  Title        Denizden mek"));
	terminal_send(s.t, "tuplar<Esc>q");
	assert_true(terminal_wait_at(s.t, -1, "Kept as a draft; 4 shows it."));
	terminal_send(s.t, "4");
	assert_true(terminal_wait_text(s.t, "draft    Denizden mektuplar"));
	/* It opens where it was left, also beside no field; and from any line there is a way to what sends it. */
	terminal_send(s.t, "gdenizden<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Found a project"));
	terminal_send(s.t, "!<Backspace><C-x>");
	assert_true(terminal_wait_text(s.t, "> Send"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Projects"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "> Send"));
	terminal_send(s.t, "<Up><Up><C-x>");
	assert_true(terminal_wait_text(s.t, "> Send"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Projects"));
	/* And a second one beside it. */
	terminal_send(s.t, "c");
	assert_true(terminal_wait_at(s.t, 0, "Found a project  1 of 9"));
	terminal_send(s.t, "ewa<Enter>Ekmek<Esc>q");
	assert_true(terminal_wait_text(s.t, "> draft    Ekmek"));
	assert_true(terminal_wait_text(s.t, "draft    Denizden mektuplar"));
	stage_end(&s);
}

/* One that is begun and has no title yet is in the list, has words there, and is counted at Home as there. */
static void what_is_begun_counts_everywhere(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "mái<Enter><Esc>q");
	assert_true(terminal_wait_at(s.t, 1, "> draft    without a title"));
	assert_true(terminal_wait_at(s.t, 0, "1 draft"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, 1, "> draft without a title"));
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "1");
	assert_true(terminal_wait_text(s.t, "4 Projects 1 draft"));
	stage_end(&s);
}

static void a_kit_fills_the_empty_parts(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "mái<Enter>Ours<C-x>");
	assert_true(terminal_wait_cursor(s.t, 19, 0)); /* Send */
	terminal_send(s.t, "<Up><Up><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> kit, Letters by sea"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "The empty parts are filled from it. u empties them again."));
	assert_true(terminal_wait_at(s.t, 0, "Found a project  9 of 9"));
	assert_true(terminal_wait_at(s.t, 3, "  Title        Ours"));
	assert_true(terminal_wait_text(s.t, "Aims         Writing to somebody who waits"));
	assert_true(terminal_wait_text(s.t, "Subjects     primary school subjects, geography"));
	/* What it filled is taken back, and comes again; what was typed stays. */
	terminal_send(s.t, "<Home>");
	stage_go_to(s.t, "Aims");
	terminal_send(s.t, "<Enter><C-u>To wait<Esc>u");
	assert_true(terminal_wait_gone(s.t, "40"));
	assert_true(terminal_wait_text(s.t, "Aims         To wait"));
	assert_true(terminal_wait_at(s.t, 3, "  Title        Ours"));
	terminal_send(s.t, "U");
	assert_true(terminal_wait_text(s.t, "40"));
	stage_end(&s);
}

/* Written without a line: it waits in the list and in the outbox, and u brings the form back. */
static void it_is_sent_without_a_line(void **state)
{
	struct stage s = open_form(24, 80);

	(void)state;
	terminal_send(s.t, "mái<Enter>Ours<Esc>s");
	assert_true(terminal_wait_at(s.t, -1, "This must be filled in."));
	terminal_send(s.t, "Two coasts<C-x><Up><Up><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "> kit, Letters by sea"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Found a project  9 of 9"));
	terminal_send(s.t, "<End><Up><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Ours"));
	terminal_send(s.t, "e");
	assert_true(terminal_wait_at(s.t, -1, "This is how others will see it. q goes back to the form."));
	terminal_send(s.t, "qs");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(terminal_wait_text(s.t, "waiting  Ours"));
	assert_true(fixture_keeps(s.f, "\"state\":\"waitingForPartner\""));
	/* Nobody else knows of it yet: there is nobody to propose anything to. */
	terminal_send(s.t, "gours<Enter><Enter>");
	assert_true(terminal_wait_at(s.t, 1, "waiting for the partner, not sent"));
	assert_true(terminal_wait_gone(s.t, "Propose a change"));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_text(s.t, "New project: \"Ours\""));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "Found a project  9 of 9"));
	stage_end(&s);
}

static void open_part(struct stage *s, const char *part)
{
	stage_open_part(s->t, part);
	assert_true(terminal_wait_idle(s->t));
}

/* A project in a state (more: further properties of it), its founder being the teacher, and its page of what can be made of it. */
static struct stage stage_state(const char *state, const char *more)
{
	struct stage s = stage_people(24, 80, NULL);
	int64_t account = fixture_account(s.f, "xwaitaaa", ACCOUNT_PROJECT);
	char *project = xasprintf("{'id':'xwaitaaa','rev':1,'title':'Ekmek','state':'%s','stateSince':'2026-11-09T10:00:00Z',"
	                          "'founders':[{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'}]%s}", state, more);

	fixture_receive(s.f, account, TYPE_Project, project);
	fixture_receive(s.f, account, TYPE_Member, "{'id':'maaaaaaa','rev':1,'person':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},"
	                "'role':'founder','state':'member','since':'2026-11-01T10:00:00Z'}");
	fixture_receive(s.f, account, TYPE_Member, "{'id':'mbbbbbbb','rev':1,'person':{'id':'@Ewa Kowalska@',"
	                "'name':'Ewa Kowalska','country':'PL'},"
	                "'role':'teacher','state':'member','since':'2026-11-02T10:00:00Z'}");
	free(project);
	terminal_send(s.t, "14");
	assert_true(terminal_wait_text(s.t, "Ekmek"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "  About"));
	open_part(&s, "State");
	return s;
}

/* What waits says for whom and since when, and what can be made of it, each with what follows. */
static void what_waits_has_its_ways_on(void **state)
{
	struct stage s = stage_state("waitingForSupport", ",'waitsForOffices':{'IE':true}");

	(void)state;
	assert_true(terminal_wait_at(s.t, 1, "  waiting for the support organisation, since 9 Nov 2026, support office"));
	stage_looks(&s, "project-state-80", "project-state-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Home><Enter>"); /* eight days have gone by */
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "remindedAt"));
	assert_true(terminal_wait_text(s.t, "reminded on 17 Nov 2026"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "It can be reminded of from 20 Nov 2026 on: three days apart at least."));
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Take \"Ekmek\" back?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 1, "  draft"));
	/* It waits for nobody any more, and the cursor is not on what throws it away. */
	assert_true(terminal_wait_gone(s.t, "support office") && terminal_wait_gone(s.t, "reminded on"));
	assert_true(terminal_wait_at(s.t, 3, "> Change and send again"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "  waiting for the support organisation"));
	stage_end(&s);
}

/* A key on oneself among the members, from the page of the state. */
static void drop_myself(struct stage *s)
{
	terminal_send(s->t, "q");
	assert_true(terminal_wait_text(s->t, "  About"));
	open_part(s, "Members");
	terminal_send(s->t, "<Home>");
	assert_true(terminal_wait_text(s->t, "> Ayşe Demir"));
	terminal_send(s->t, "d");
}

/* What the portal would refuse is not asked: what waits is taken back; what is closed lets its last founder go. */
static void a_founder_leaves_what_is_over(void **state)
{
	struct stage s = stage_state("waitingForSupport", ",'waitsForOffices':{'IE':true}");

	(void)state;
	drop_myself(&s);
	assert_true(terminal_wait_text(s.t, "  Take back"));
	stage_end(&s);
	s = stage_state("closed", "");
	assert_true(terminal_wait_text(s.t, "  Leave"));
	drop_myself(&s);
	assert_true(terminal_wait_at(s.t, -1, "Leave Ekmek?  1 stay  2 leave"));
	stage_end(&s);
}

/* A no to founding it may say why; whoever goes back has said nothing. */
static void a_no_has_a_word_with_it(void **state)
{
	struct stage s = stage_state("waitingForPartner", ",'waitsFor':[{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'}]");

	(void)state;
	fixture_receive(s.f, s.f->account, TYPE_Message, "{'id':'mwordaaa','rev':1,'messageUid':'u-word','threadUid':'u-word','kind':'invitation',"
	                "'from':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'to':[{'id':'@Ayşe Demir@','name':'Ayşe Demir'}],"
	                "'project':{'id':'xwaitaaa','name':'Ekmek'},'receivedAt':'2026-11-16T08:00:00Z'}");
	terminal_send(s.t, "41<Home>");
	assert_true(terminal_wait_text(s.t, "Invitation to found \"Ekmek\": Ewa Kowalska"));
	stage_go_to(s.t, "answer   Invitation to found \"Ekmek\"");
	terminal_send(s.t, "d");
	assert_true(terminal_wait_at(s.t, -1, "A word with it:"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_text(s.t, "Invitation to found \"Ekmek\": Ewa Kowalska"));
	terminal_send(s.t, "dNot this year.<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "No: Ewa Kowalska."));
	assert_true(terminal_wait_gone(s.t, "Invitation to found \"Ekmek\""));
	assert_true(fixture_keeps(s.f, "\"answerText\":\"Not this year.\""));
	stage_end(&s);
}

/* A desk's no is told with its reason; the form of the founding has what stands there. */
static void what_was_given_back_is_changed_and_sent_again(void **state)
{
	struct stage s = stage_state("draft", ",'returnedBy':{'id':'@Orla Byrne@','name':'Orla Byrne','country':'IE'},'reason':'tooLittle',"
	                             "'word':'What do they learn?','partner':{'id':'@Máire Ní Bhriain@',"
	                             "'name':'Máire Ní Bhriain','country':'IE'},"
	                             "'summary':'Bread','languages':{'en':true},'pupilsFrom':9,'pupilsTo':11,'pupils':40,"
	                             "'subjects':{'art':true}");

	(void)state;
	assert_true(terminal_wait_text(s.t, "Given back by Orla Byrne IE, the plan says too little"));
	assert_true(terminal_wait_text(s.t, "What do they learn?"));
	/* Home says so, and leads here. */
	terminal_send(s.t, "1");
	assert_true(terminal_wait_text(s.t, "Ekmek: Given back by Orla Byrne, IE"));
	terminal_send(s.t, "<Home>");
	stage_go_to(s.t, "answer   Ekmek");
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "What do they learn?"));
	terminal_send(s.t, "<Home><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Found a project  8 of 9 needed parts filled"));
	terminal_send(s.t, "To bake<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"state\":\"waitingForPartner\""));
	stage_end(&s);
}

static void an_active_one_is_closed_and_handed_over(void **state)
{
	struct stage s = stage_state("active", "");

	(void)state;
	stage_looks(&s, "project-state-active-80", "project-state-active-40");
	terminal_resize(s.t, 24, 80);
	terminal_send(s.t, "<Home><Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Close \"Ekmek\"?"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 1, "  closed"));
	assert_true(terminal_wait_text(s.t, "Reopen"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 1, "  active"));
	terminal_send(s.t, "<End><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "e on the member who carries on, then: founder."));
	terminal_send(s.t, "<Down>eexp<Tab>");
	assert_true(terminal_wait_text(s.t, "teacher, expert, observer, administrator, founder"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Goes out at"));
	assert_true(fixture_keeps(s.f, "\"role\":\"expert\""));
	terminal_send(s.t, "efou<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Founder in your place: Ewa Kowalska?"));
	terminal_send(s.t, "1<Home>e");
	assert_true(terminal_wait_at(s.t, -1, "Founders stay founders, and nobody takes that away: Ayşe Demir."));
	terminal_send(s.t, "<Down>d");
	assert_true(terminal_wait_at(s.t, -1, "Send away: Ewa Kowalska?"));
	terminal_send(s.t, "1<Home>d");
	assert_true(terminal_wait_at(s.t, -2, "You are its last founder."));
	stage_end(&s);
}

/* Who may not is told why before anything is written, and whom to ask. */
static void whoever_may_not_is_told_whom_to_ask(void **state)
{
	struct stage s = stage_state("active", "");
	struct account account;

	(void)state;
	assert_true(account_by_id(&s.f->store, "xwaitaaa", &account));
	assert_int_equal(db_begin(s.f->store.db, NULL), 0);
	assert_int_equal(replica_set_role(&s.f->store, account.local, "", ROLE_OBSERVER, NULL), 0);
	assert_int_equal(db_commit(s.f->store.db, NULL), 0);
	account_release(&account);
	terminal_send(s.t, "q");
	assert_true(terminal_wait_text(s.t, "  About"));
	open_part(&s, "Members");
	terminal_send(s.t, "c");
	assert_true(terminal_wait_text(s.t, "Here you are observer, and this is for: "));
	assert_true(terminal_wait_text(s.t, "Ask Ayşe Demir TR, Ewa Kowalska PL."));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_looks_as_drawn),
		cmocka_unit_test(its_first_day_is_called_so),
		cmocka_unit_test(a_help_leaves_what_is_beside_it),
		cmocka_unit_test(going_down_costs_little),
		cmocka_unit_test(two_schools_found_a_project),
		cmocka_unit_test(a_stranger_is_no_partner),
		cmocka_unit_test(a_sign_chooses_nobody),
		cmocka_unit_test(what_is_typed_is_kept_at_every_key),
		cmocka_unit_test(what_is_begun_counts_everywhere),
		cmocka_unit_test(a_kit_fills_the_empty_parts),
		cmocka_unit_test(it_is_sent_without_a_line),
		cmocka_unit_test(what_waits_has_its_ways_on),
		cmocka_unit_test(a_founder_leaves_what_is_over),
		cmocka_unit_test(what_was_given_back_is_changed_and_sent_again),
		cmocka_unit_test(a_no_has_a_word_with_it),
		cmocka_unit_test(an_active_one_is_closed_and_handed_over),
		cmocka_unit_test(whoever_may_not_is_told_whom_to_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
