/* Cases as the portal sends them. */
#include "lib/desk.h"

#include "twinline/base/attr.h"

static const char *const cases[] = {
	"{'id':'caaaaaaa','rev':1,'kind':'registration','title':'Nurcan Aydın','country':'TR','language':'en','aboutType':'Person',"
	"'aboutId':'paaaaaab','who':{'id':'paaaaaab','name':'Nurcan Aydın','country':'TR'},'state':'waiting','since':'2026-11-11T09:12:00Z',"
	"'school':{'id':'saaaaaaa','name':'Cumhuriyet Ortaokulu','country':'TR'}}",
	"{'id':'cbbbbbbb','rev':1,'kind':'registration','title':'Mehmet Kaya','country':'TR','language':'tr','aboutType':'Person',"
	"'aboutId':'pbbbbbbb','who':{'id':'pbbbbbbb','name':'Mehmet Kaya','country':'TR'},'state':'waiting','since':'2026-11-12T10:00:00Z',"
	"'school':{'id':'sbbbbbbb','name':'Gazi Lisesi','country':'TR'},'remindedAt':'2026-11-16T10:00:00Z'}",
	"{'id':'cccccccc','rev':1,'kind':'project','title':'Deniz ve biz','country':'TR','language':'tr','aboutType':'Project',"
	"'aboutId':'jaaaaaaa','who':{'id':'pccccccc','name':'Elif Şahin','country':'TR'},'state':'waiting','since':'2026-11-13T08:00:00Z'}",
	"{'id':'cddddddd','rev':1,'kind':'report','title':'Some Body','country':'TR','language':'tr','aboutType':'Report',"
	"'aboutId':'raaaaaaa','who':{'id':'pddddddd','name':'Zeynep Ak','country':'TR'},'state':'waiting','since':'2026-11-16T08:00:00Z',"
	"'held':true,'holder':{'id':'peeeeeee','name':'Hakan Tez','country':'TR'},'heldUntil':'2026-11-17T10:50:00Z'}",
	"{'id':'ceeeeeee','rev':1,'kind':'registration','title':'Ali Can','country':'TR','aboutType':'Person','aboutId':'pffffffa',"
	"'state':'askedBack','reason':'paperMissing','since':'2026-11-10T08:00:00Z','decidedAt':'2026-11-14T08:00:00Z',"
	"'decidedBy':{'id':'peeeeeee','name':'Hakan Tez','country':'TR'}}",
};

static const char *const dossiers[] = {
	"{'id':'caaaaaaa','rev':1,'caseId':'caaaaaaa','facts':{'list':["
	"{'fact':'role','value':'teacher'},{'fact':'subjects','value':'mathematics'},"
	"{'fact':'school','value':'Cumhuriyet Ortaokulu, Niğde'},{'fact':'number','value':'712345','findings':[{'finding':'found'}]},"
	"{'fact':'email','value':'nurcan.aydin\\u0040okul.example','findings':[{'finding':'confirmed','at':'2026-11-11T09:20:00Z'},"
	"{'finding':'schoolAddress'}]},"
	"{'fact':'head','value':'Hasan Çetin','findings':[{'finding':'asked','at':'2026-11-12T08:00:00Z'},"
	"{'finding':'employed','at':'2026-11-16T08:00:00Z'}]},"
	"{'fact':'languages','value':'tr en'}]},"
	"'steps':{'list':[{'step':'registered','at':'2026-11-11T09:12:00Z'},{'step':'mailConfirmed','at':'2026-11-11T09:20:00Z'},"
	"{'step':'headAsked','at':'2026-11-12T08:00:00Z'}]},"
	"'alike':{'list':[{'id':'pzzzzzzz','name':'Nurcan Aydin','agree':3,'of':4,'facts':{'list':["
	"{'fact':'role','value':'teacher'},{'fact':'school','value':'Cumhuriyet Ortaokulu, Niğde'},"
	"{'fact':'email','value':'n.aydin\\u0040posta.example'},{'fact':'languages','value':'tr en'}]}}]},"
	"'files':[{'blobId':'baaaaaaa','name':'gorev-yeri.pdf','type':'application/pdf','size':210000}],"
	"'text':'Öğrencilerim için bir ortak arıyorum, ilk projem olacak.'}",
	"{'id':'cbbbbbbb','rev':1,'caseId':'cbbbbbbb','facts':{'list':[{'fact':'role','value':'teacher'},"
	"{'fact':'email','value':'m.kaya\\u0040posta.example','findings':[{'finding':'otherAddress'}]}]}}",
	"{'id':'cccccccc','rev':1,'caseId':'cccccccc','facts':{'list':[{'fact':'founders','value':'Elif Şahin TR, Ewa Kowalska PL',"
	"'findings':[{'finding':'twoSchools'}]},{'fact':'languages','value':'tr en'},{'fact':'topics','value':'geography'},"
	"{'fact':'pupils','value':'40'},{'fact':'ages','value':'9 11'},{'fact':'summary','value':'The sea, seen from two coasts.',"
	"'findings':[{'finding':'short'}]},{'fact':'aims','value':'To know what washes up at our feet, and where it came from. "
	"To write of it so that others understand.'},{'fact':'work','findings':[{'finding':'missing'}]},"
	"{'fact':'dates','value':'2026-12-01 2027-06-15'}]}}",
	"{'id':'cddddddd','rev':1,'caseId':'cddddddd','facts':{'list':[{'fact':'reason','value':'spam'},"
	"{'fact':'reported','value':'Cheap tablets'}]}}",
};

int64_t desk_fill(struct fixture *f)
{
	int64_t desk = fixture_account(f, "adaaaaaa", ACCOUNT_DESK);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		fixture_receive(f, desk, TYPE_Case, cases[i]);
	for (size_t i = 0; i < ARRAY_SIZE(dossiers); i++)
		fixture_receive(f, desk, TYPE_Dossier, dossiers[i]);
	return desk;
}
