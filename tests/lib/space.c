/* The space of Water diary, the project of the mock-ups: its pages, activities and files. */
#include "lib/space.h"

#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"

static const char *const pages[] = {
	"{'id':'gaaaaaaa','rev':1,'title':'Welcome - Hoş geldiniz','state':'published','readers':'public','writers':'staff','position':1000,"
	"'language':'en','text':'# The water diary\\n\\nFour schools measure one tap for ten weeks, and write down what the water sees on its "
	"way.\\n\\n- litres in one minute\\n- degrees, and whether it smells of rain as it did in the first week of all\\n\\n"
	"> Suyun hafızası var.\\n\\nMore on [the page of the week](https://water.example/week).',"
	"'author':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'createdAt':'2026-10-09T08:00:00Z',"
	"'changedBy':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},'changedAt':'2026-11-16T19:30:00Z',"
	"'files':[{'blobId':'fbbbbbbb','name':'map.png','type':'image/png','size':410000}]}",
	"{'id':'gbbbbbbb','rev':1,'title':'Pomiary - Ölçümler - Μετρήσεις','state':'published','readers':'members','position':2000,"
	"'text':'3,2 litra','author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'createdAt':'2026-10-14T08:00:00Z',"
	"'changedBy':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'changedAt':'2026-11-17T09:02:00Z'}",
	"{'id':'gccccccc','rev':1,'title':'For teachers: photos and names','state':'published','readers':'staff','position':3000,"
	"'text':'First names only.','author':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'createdAt':'2026-10-12T08:00:00Z',"
	"'changedBy':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'changedAt':'2026-10-12T08:00:00Z'}",
	"{'id':'gddddddd','rev':1,'title':'The exhibition in January','state':'draft','readers':'members','position':4000,"
	"'text':'Four corridors.','author':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},"
	"'createdAt':'2026-11-14T08:00:00Z','changedBy':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},"
	"'changedAt':'2026-11-14T08:00:00Z'}",
};

static const char *const activities[] = {
	"{'id':'vaaaaaaa','rev':1,'title':'Photos of week 2','phase':'work','state':'open','due':'2026-11-19','readers':'members',"
	"'steps':'Ask who may be in it\\nTake three\\nPut them into photos/week 2','about':'Hands and water, no faces.',"
	"'people':[{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'}],"
	"'author':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'createdAt':'2026-11-01T08:00:00Z'}",
	"{'id':'vbbbbbbb','rev':1,'title':'Give the tap a name','phase':'gettingToKnow','state':'done','due':'2026-10-20',"
	"'stateSince':'2026-10-19T10:00:00Z','doneBy':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},"
	"'author':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-10-09T08:00:00Z'}",
	"{'id':'vccccccc','rev':1,'title':'Exhibition in four corridors','phase':'dissemination','state':'open','due':'2027-01-29',"
	"'author':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-10-09T08:00:00Z'}",
};

static const char *const materials[] = {
	"{'id':'waaaaaaa','rev':1,'title':'rules for photos.txt','digest':'47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',"
	"'file':[{'blobId':'faaaaaaa','name':'rules.txt','type':'text/plain','size':52}],'readers':'members',"
	"'author':{'id':'@Ayşe Demir@','name':'Ayşe Demir','country':'TR'},'createdAt':'2026-10-12T08:00:00Z'}",
	"{'id':'wbbbbbbb','rev':1,'title':'tap.jpg','folder':'photos/week 2','readers':'members',"
	"'file':[{'blobId':'fccccccc','name':'tap.jpg','type':'image/jpeg','size':1800000}],"
	"'author':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'createdAt':'2026-11-16T08:00:00Z'}",
	"{'id':'wccccccc','rev':1,'title':'ten weeks.ics','folder':'calendar','readers':'members',"
	"'file':[{'blobId':'fddddddd','name':'weeks.ics','type':'text/calendar','size':200}],"
	"'author':{'id':'@Γιώργος Παπαδάκης@','name':'Γιώργος Παπαδάκης','country':'GR'},'createdAt':'2026-10-10T08:00:00Z'}",
};

static const char rules_text[] = "Hands, water, taps, sky. No faces.\nAsk before you press.\n";
static const char calendar_text[] =
	"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270128T100000Z\r\nSUMMARY:Exhibition\\, at last\r\nLOCATION:Four\r\n  corridors\r\n"
	"END:VEVENT\r\nEND:VCALENDAR\r\n";

int64_t space_account(struct fixture *f)
{
	struct account a = { 0 };
	int64_t local;

	if (!account_by_id(&f->store, "jaaaaaaa", &a))
		die("Water diary is not there");
	local = a.local;
	account_release(&a);
	return local;
}

void space_keep(struct fixture *f, const char *id, const char *type, const char *text)
{
	struct err e = { 0 };

	if (db_begin(f->store.db, &e) != 0 || blob_keep(&f->store, space_account(f), id, type, text, strlen(text), 1, &e) != 0 ||
	    db_commit(f->store.db, &e) != 0)
		die("the file %s is not kept", id);
}

void space_fill(struct fixture *f)
{
	int64_t account = space_account(f);

	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		fixture_receive(f, account, TYPE_Page, pages[i]);
	for (size_t i = 0; i < ARRAY_SIZE(activities); i++)
		fixture_receive(f, account, TYPE_Activity, activities[i]);
	for (size_t i = 0; i < ARRAY_SIZE(materials); i++)
		fixture_receive(f, account, TYPE_Material, materials[i]);
	fixture_receive(f, account, TYPE_StepDone, "{'id':'saaaaaaa','rev':1,'activity':'vaaaaaaa','step':'Ask who may be in it',"
	                "'person':{'id':'@Ewa Kowalska@','name':'Ewa Kowalska','country':'PL'},'since':'2026-11-16T08:00:00Z'}");
	space_keep(f, "faaaaaaa", "text/plain", rules_text);
	space_keep(f, "fddddddd", "text/calendar", calendar_text);
}
