/* The week of the mock-ups. */
#include "lib/week.h"

#include <stdlib.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

static const struct { const char *account, *json; } projects[] = {
	{ "jaaaaaaa", "{'id':'#Water diary#','rev':1,'title':'Water diary - Su Günlüğü','state':'active',"
	              "'countries':{'TR':true,'GR':true,'PL':true,'UA':true},"
	              "'founders':[{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	              "'country':'TR'},{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'}],"
	              "'members':5,'pupils':73,'pupilsFrom':9,'pupilsTo':10,'languages':{'en':true,'tr':true},"
	              "'begins':'2026-10-08','ends':'2027-01-31',"
	              "'summary':'Four schools measure one tap for ten weeks.',"
	              "'aims':'Measuring honestly, comparing kindly.','language':'en',"
	              "'subjects':{'environment':true},'stateSince':'2026-10-08T08:00:00Z',"
	              "'activeAt':'2026-11-17T09:40:00Z'}" },
	{ "jbbbbbbb", "{'id':'#Ήχοι της πόλης#','rev':1,'title':'Ήχοι της πόλης','state':'waitingForPartner',"
	              "'countries':{'GR':true,'TR':true},"
	              "'waitsFor':[{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'}],"
	              "'stateSince':'2026-11-16T08:00:00Z',"
	              "'founders':[{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'}],"
	              "'activeAt':'2026-11-16T08:00:00Z'}" },
	{ "jccccccc", "{'id':'#Baba Marta#','rev':1,'title':'Baba Marta','state':'active',"
	              "'founders':[{'id':'@Мария Петрова@','name':'Мария Петрова','country':'BG'}],"
	              "'countries':{'BG':true,"
	              "'TR':true,'RO':true},"
	              "'activeAt':'2026-11-03T08:00:00Z'}" },
	{ "jddddddd", "{'id':'#Book in bag#','rev':1,'title':'A book in my bag','state':'active',"
	              "'countries':{'PL':true,'IT':true,'TR':true},"
	              "'activeAt':'2026-11-12T08:00:00Z'}" },
	{ "jeeeeeee", "{'id':'#Masal Ağacı#','rev':1,'title':'Masal Ağacı','state':'active','countries':{'TR':true},"
	              "'national':true,"
	              "'activeAt':'2026-11-06T08:00:00Z'}" },
	{ "jfffffff", "{'id':'#Αλάτι#','rev':1,'title':'Αλάτι και αλεύρι','state':'active',"
	              "'countries':{'GR':true,'TR':true,'CY':true},"
	              "'activeAt':'2026-10-02T08:00:00Z'}" },
	{ "jggggggg", "{'id':'#Ekmek#','rev':1,'title':'Ekmek - Bread of our homes','state':'waitingForSupport',"
	              "'countries':{'TR':true,'ES':true},"
	              "'waitsForOffices':{'ES':true},'stateSince':'2026-11-09T08:00:00Z',"
	              "'activeAt':'2026-11-09T08:00:00Z'}" },
	{ "jhhhhhhh", "{'id':'#Denizden#','rev':1,'title':'Denizden mektuplar','state':'draft',"
	              "'countries':{'TR':true},'activeAt':'2026-11-08T08:00:00Z'}" },
	{ "jiiiiiii", "{'id':'#Letters#','rev':1,'title':'Letters by the sea','state':'closed',"
	              "'countries':{'IE':true,'TR':true,'FR':true},"
	              "'applyUntil':'2027-05-31','activeAt':'2026-05-31T08:00:00Z'}" },
	{ "jjjjjjjj", "{'id':'#Nasza#','rev':1,'title':'Nasza rzeka, nehrimiz','state':'archived',"
	              "'countries':{'PL':true,'TR':true},"
	              "'activeAt':'2024-06-01T08:00:00Z'}" },
};

static const char *const members[] = {
	"{'id':'naaaaaaa','rev':1,'person':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},"
	"'role':'founder','state':'member',"
	"'school':{'id':'saaaaaaa','name':'Atatürk İlkokulu','country':'TR'},'since':'2026-10-08T08:00:00Z'}",
	"{'id':'nbbbbbbb','rev':1,'person':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},"
	"'role':'founder','state':'member',"
	"'school':{'id':'sbbbbbbb','name':'12ο Δημοτικό Σχολείο','country':'GR'},'since':'2026-10-08T08:00:00Z'}",
	"{'id':'nccccccc','rev':1,'person':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},"
	"'role':'teacher','state':'member',"
	"'school':{'id':'sccccccc','name':'Szkoła Podstawowa nr 5','country':'PL'},'since':'2026-10-10T08:00:00Z'}",
	"{'id':'nddddddd','rev':1,'person':{'id':'@Олена Шевченко@','name':'Олена Шевченко','country':'UA'},"
	"'role':'teacher','state':'member',"
	"'school':{'id':'sddddddd','name':'Ліцей № 2','country':'UA'},'since':'2026-10-10T08:00:00Z'}",
	"{'id':'neeeeeee','rev':1,'person':{'id':'@Lucía Ortega@','name':'Lucía Ortega','country':'ES'},"
	"'role':'teacher','state':'invited',"
	"'since':'2026-11-14T08:00:00Z'}",
};

#define OF_WATER ",'project':{'id':'#Water diary#','name':'Water diary'}"
static const char *const water_events[] = {
	"{'id':'eaaaaaaa','rev':1,'title':'Online meeting, week 2','kind':'onlineMeeting','admission':'open',"
	"'online':true,"
	"'time':{'start':'2026-11-17T15:30:00','timeZone':'UTC','duration':'PT1H'},'startsAt':'2026-11-17T15:30:00Z',"
	"'endsAt':'2026-11-17T16:30:00Z','joined':5" OF_WATER "}",
	"{'id':'ebbbbbbb','rev':1,'title':'photos of week 2, 4-B','kind':'deadline','allDay':true,"
	"'time':{'start':'2026-11-19T00:00:00','timeZone':'UTC','duration':'P1D'},'startsAt':'2026-11-19T00:00:00Z',"
	"'endsAt':'2026-11-20T00:00:00Z'" OF_WATER "}",
};

static const struct fixture_letter proposal = {
	.thread = "t-change", .from = "Олена Шевченко", .country = "UA", .subject = "pupils 9 to 11", .text = "Можна?", .at = "2026-11-17T09:40",
	.project = "Water diary", .keywords = "$seen", .kind = "proposal",
};

static void fill_project(struct fixture *f, size_t i)
{
	int64_t account = fixture_account(f, projects[i].account, ACCOUNT_PROJECT);

	fixture_receive(f, account, TYPE_Project, projects[i].json);
	if (i > 0)
		return;
	for (size_t m = 0; m < ARRAY_SIZE(members); m++)
		fixture_receive(f, account, TYPE_Member, members[m]);
	for (size_t e = 0; e < ARRAY_SIZE(water_events); e++)
		fixture_receive(f, account, TYPE_Event, water_events[e]);
}

/* My own card and account: what they lack, Home tells. */
static void fill_me(struct fixture *f)
{
	char *card = xasprintf("{'id':'%s','rev':1,'name':'Ayşe Demir','country':'TR','town':'Muğla','role':'teacher',"
	                       "'languages':{'tr':true,'en':true},'subjects':{'environment':true},'available':true}",
	                       fixture_person(f, "Ayşe Demir"));

	fixture_put(f, "Person", card);
	fixture_receive(f, f->account, TYPE_Profile, "{'id':'paaaaaaa','rev':1,'email':'ayse@okul.example','timeZone':'UTC'}");
	free(card);
}

/* Made once. */
static int64_t community_account(struct fixture *f)
{
	struct account a = { 0 };
	int64_t local = account_by_id(&f->store, "oaaaaaaa", &a) ? a.local : fixture_account(f, "oaaaaaaa", ACCOUNT_COMMUNITY);

	account_release(&a);
	return local;
}

void week_fill(struct fixture *f)
{
	int64_t community = community_account(f);

	fixture_inbox(f);
	fill_me(f);
	fixture_letter(f, &proposal);
	for (size_t i = 0; i < ARRAY_SIZE(projects); i++)
		fill_project(f, i);
	fixture_receive(f, community, TYPE_Event,
	               "{'id':'eccccccc','rev':1,'title':'Bajki i kodowanie','kind':'webinar','admission':'open',"
	               "'online':true,"
	               "'time':{'start':'2026-11-17T16:00:00','timeZone':'UTC','duration':'PT1H'},"
	               "'startsAt':'2026-11-17T16:00:00Z',"
	               "'endsAt':'2026-11-17T17:00:00Z','languages':{'pl':true}}");
	fixture_receive(f, f->account, TYPE_Attendance,
	               "{'id':'taaaaaaa','rev':1,'event':{'id':'eccccccc','name':'Bajki i kodowanie'},"
	               "'answer':'maybe','since':'2026-11-12T08:00:00Z'}");
	fixture_receive(f, f->account, TYPE_Contact,
	               "{'id':'caaaaaaa','rev':1,'person':{'id':'@Amina Trabelsi@','name':'Amina Trabelsi',"
	               "'country':'TN'},'state':'asked',"
	               "'since':'2026-11-12T08:00:00Z'}");
	fixture_receive(f, f->account, TYPE_Contact,
	               "{'id':'cbbbbbbb','rev':1,'person':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	               "'country':'PL'},'state':'asksYou',"
	               "'since':'2026-11-15T08:00:00Z'}");
	fixture_receive(f, f->account, TYPE_Contact,
	               "{'id':'cccccccc','rev':1,'person':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης',"
	               "'country':'GR'},'state':'contact',"
	               "'since':'2026-09-15T08:00:00Z'}");
	fixture_receive(f, f->account, TYPE_Contact,
	               "{'id':'cddddddd','rev':1,'person':{'id':'@Chiara Conti@','name':'Chiara Conti','country':'IT'},'state':'contact',"
	               "'since':'2026-09-15T08:00:00Z'}");
	fixture_receive(f, f->account, TYPE_SavedSearch,
	               "{'id':'faaaaaaa','rev':1,'type':'Person','title':'7-11, English, water','total':9,"
	               "'fresh':3,'askedAt':'2026-11-17T08:00:00Z'}");
}

static const char *const said[] = {
	"{'id':'uaaaaaaa','rev':1,'place':'update','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	"'country':'TR'},'createdAt':'2026-11-09T08:00:00Z','latestAt':'2026-11-10T10:30:00Z',"
	"'title':'Welcome','text':'Here is what we do together. Say hello, each in your own language!',"
	"'pinned':true,'likes':3,'replies':2}",
	"{'id':'ubbbbbbb','rev':1,'place':'comment','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	"'country':'PL'},'createdAt':'2026-11-09T09:10:00Z','latestAt':'2026-11-09T09:10:00Z',"
	"'text':'Dzień dobry z Lublina!','parent':'uaaaaaaa','root':'uaaaaaaa'}",
	"{'id':'uccccccc','rev':1,'place':'comment','author':{'id':'@Γιώργος Παπαδάκης@',"
	"'name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-11-10T10:30:00Z',"
	"'latestAt':'2026-11-10T10:30:00Z','text':'Καλημέρα από την Κρήτη!','parent':'uaaaaaaa',"
	"'root':'uaaaaaaa'}",
	"{'id':'uddddddd','rev':1,'place':'update','author':{'id':'@Олена Шевченко@',"
	"'name':'Олена Шевченко','country':'UA'},'createdAt':'2026-11-12T11:00:00Z',"
	"'latestAt':'2026-11-12T11:00:00Z',"
	"'text':'Ми виміряли воду в школі: 212 літрів за день.','language':'uk',"
	"'likes':1}",
	"{'id':'ueeeeeee','rev':1,'place':'update','author':{'id':'@Γιώργος Παπαδάκης@',"
	"'name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-11-16T12:20:00Z',"
	"'latestAt':'2026-11-16T12:20:00Z',"
	"'text':'Bugün musluktan 3 litre aktı! Our pupils wrote it in Turkish, and are proud of it.',"
	"'likes':5,'replies':0}",
	"{'id':'va222222','rev':1,'place':'forum','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	"'country':'TR'},'createdAt':'2026-11-09T08:05:00Z','latestAt':'2026-11-16T15:00:00Z',"
	"'title':'Measuring','text':'All about how we measure.','replies':2}",
	"{'id':'vb222222','rev':1,'place':'forum','author':{'id':'@Γιώργος Παπαδάκης@',"
	"'name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-11-15T18:00:00Z',"
	"'latestAt':'2026-11-16T15:00:00Z','title':'Ποια βρύση; Which tap?',"
	"'text':'We have one in the corridor and one in the kitchen.\\nWhich of them do we take?',"
	"'parent':'va222222','replies':2}",
	"{'id':'vc222222','rev':1,'place':'forum','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	"'country':'TR'},'createdAt':'2026-11-15T19:00:00Z','latestAt':'2026-11-15T19:00:00Z',"
	"'text':'The one that the pupils use.','parent':'vb222222','root':'vb222222'}",
	"{'id':'vd222222','rev':1,'place':'forum','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	"'country':'PL'},'createdAt':'2026-11-16T15:00:00Z','latestAt':'2026-11-16T15:00:00Z',"
	"'text':'> The one that the pupils use.\\nAt our school that is the one in the corridor.',"
	"'parent':'vc222222','root':'vb222222'}",
	"{'id':'ve222222','rev':1,'place':'forum','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	"'country':'PL'},'createdAt':'2026-11-10T08:00:00Z','latestAt':'2026-11-10T08:00:00Z',"
	"'title':'Units','text':'Litres, with a comma.','parent':'va222222'}",
	"{'id':'vf222222','rev':1,'place':'forum','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	"'country':'TR'},'createdAt':'2026-11-09T08:06:00Z','latestAt':'2026-11-09T08:06:00Z',"
	"'title':'Ideas for the exhibition','text':'','replies':0}",
	"{'id':'ca222222','rev':1,'place':'chat','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	"'country':'PL'},'createdAt':'2026-11-16T13:00:00Z','latestAt':'2026-11-16T13:00:00Z',"
	"'text':'Is anybody here?'}",
	"{'id':'cb222222','rev':1,'place':'chat','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir',"
	"'country':'TR'},'createdAt':'2026-11-16T13:01:00Z','latestAt':'2026-11-16T13:01:00Z',"
	"'text':'Yes! Buradayım.'}",
	"{'id':'cc222222','rev':1,'place':'chat','author':{'id':'@Γιώργος Παπαδάκης@',"
	"'name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-11-17T09:00:00Z',"
	"'latestAt':'2026-11-17T09:00:00Z','text':'Καλημέρα! We start measuring in an hour,"
	" with both classes; the second one joins from the library.'}",
	"{'id':'ba222222','rev':1,'place':'bulletin','author':{'id':'@Γιώργος Παπαδάκης@',"
	"'name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-11-14T09:00:00Z',"
	"'latestAt':'2026-11-14T09:00:00Z','title':'Meeting of the teachers','text':'On Tuesday at 10:30,"
	" half an hour.'}",
	"{'id':'ja222222','rev':1,'place':'journal','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska',"
	"'country':'PL'},'createdAt':'2026-11-13T09:00:00Z','latestAt':'2026-11-13T09:00:00Z',"
	"'title':'Week 1','text':'Four schools have measured for the first time: 845 litres.','likes':2}"
};

void week_talk(struct fixture *f)
{
	struct account water = { 0 };

	if (!account_by_id(&f->store, projects[0].account, &water))
		die("Water diary is not there");
	for (size_t i = 0; i < ARRAY_SIZE(said); i++)
		fixture_receive(f, water.local, TYPE_Post, said[i]);
	fixture_receive(f, water.local, TYPE_Like,
	               "{'id':'la222222','rev':1,'post':'ueeeeeee','person':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},"
	               "'since':'2026-11-16T13:00:00Z'}");
	/* What was there a week ago has been read; of the forum nothing has. */
	fixture_receive(f, f->account, TYPE_ReadMark,
	               "{'id':'ma222222','rev':1,'project':'#Water diary#','area':'update','readUntil':'2026-11-12T12:00:00Z'}");
	account_release(&water);
}

static const char *const notices[] = {
	"{'id':'naaaaaaa','rev':1,'title':'Letters about our rivers','text':'We are 22 children.\\nWe write every second week.',"
	"'language':'en','purpose':'letters','ageBand':'7-11','languages':{'en':true,'pl':true},'subjects':{'environment':true},"
	"'phrases':{'pupils':[9,10],'begin':['2027-01-10']},"
	"'expires':'2026-12-20','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},"
	"'school':{'id':'sccccccc','name':'Szkoła Podstawowa nr 5','country':'PL'},'answers':2,'createdAt':'2026-11-16T08:00:00Z'}",
	"{'id':'nbbbbbbb','rev':1,'title':'Ψάχνουμε συνεργάτες για το νερό','text':'Μετράμε.','language':'el','purpose':'project',"
	"'ageBand':'7-11','languages':{'el':true,'en':true},'expires':'2026-12-01',"
	"'author':{'id':'@Μαρία Νικολάου@','name':'Μαρία Νικολάου','country':'GR'},'createdAt':'2026-11-15T08:00:00Z'}",
	"{'id':'nccccccc','rev':1,'title':'Bread of our homes','text':'A book of recipes.','language':'en','purpose':'project',"
	"'ageBand':'12-15','expires':'2026-11-30','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'answers':3,"
	"'createdAt':'2026-11-10T08:00:00Z'}",
	"{'id':'nddddddd','rev':1,'title':'Over since yesterday','text':'','purpose':'other','ageBand':'16-19','expires':'2026-11-16',"
	"'author':{'id':'@Amina Trabelsi@','name':'Amina Trabelsi','country':'TN'},'createdAt':'2026-11-01T08:00:00Z'}",
};

void week_notices(struct fixture *f)
{
	int64_t community = community_account(f);

	for (size_t i = 0; i < ARRAY_SIZE(notices); i++)
		fixture_receive(f, community, TYPE_PartnerNotice, notices[i]);
}
