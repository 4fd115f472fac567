/* The people of the mock-up of Partners. */
#include "lib/partners.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const struct {
	const char *name, *country, *subject, *languages, *text;
	int from, to;
} people[] = {
	{ "Μαρία Νικολάου", "GR", "environment", "el en it", NULL, 8, 11 },
	{ "Ewa Kowalska", "PL", NULL, "pl en", "water", 7, 10 },
	{ "Amélie Laurent", "FR", "primary", "fr en", "water", 9, 11 },
	{ "Amina Trabelsi", "TN", "foreignLanguages", "ar fr en", "water", 8, 11 },
	{ "Tomasz Wójcik", "PL", "naturalSciences", "pl en de", "water", 9, 12 },
	{ "Ελένη Καρρά", "GR", "environment", "el en", "water", 6, 9 },
	{ "Ioana Munteanu", "RO", "primary", "ro en", "water", 7, 10 },
	{ "Наталія Бондар", "UA", "naturalSciences", "uk en pl", "water", 9, 11 },
	{ "Lāsma Ozoliņa", "LV", "primary", "lv en ru", "water", 7, 11 },
	{ "João Carvalho", "PT", "physics", "pt en es", "water", 10, 12 },
	{ "Nino Beridze", "GE", "foreignLanguages", "ka en", "water", 8, 11 },
	{ "Siiri Mäkelä", "FI", "crossCurricular", "fi sv en", "water", 7, 9 },
	{ "Katarína Nováková", "SK", "primary", "sk cs en", "water", 6, 10 },
	{ "Lejla Hadžić", "BA", "environment", "bs en de", "water", 9, 11 },
	{ "Giulia Ferrara", "IT", "naturalSciences", "it en", "water", 8, 10 },
	{ "Gábor Tóth", "HU", "naturalSciences", "hu en", "water", 9, 11 },
	{ "Ieva Kazlauskienė", "LT", "primary", "lt en", "water", 7, 10 },
	{ "Marie Sørensen", "DK", "naturalSciences", "da en", "river", 9, 12 },
};

const char partners_facet_counts[] =
	"{\"country\":{\"PL\":204,\"GR\":187,\"IT\":151,\"RO\":98,\"UA\":77,\"TR\":60,\"FR\":40,\"ES\":33},"
	"\"language\":{\"en\":1240,\"de\":131,\"fr\":118,\"it\":90,\"es\":80},"
	"\"subject\":{\"primary\":611,\"naturalSciences\":240,\"environment\":166,\"physics\":20,\"art\":12},"
	"\"role\":{\"teacher\":1102,\"librarian\":70}}";

/* {"el": true, "en": true} */
static void add_set(struct str *out, const char *codes)
{
	char *copy = xstrdup(codes), *rest = copy, *code;
	const char *comma = "";

	while ((code = strsep(&rest, " "))) {
		str_addf(out, "%s'%s':true", comma, code);
		comma = ",";
	}
	free(copy);
}

static void add_person(struct fixture *f, size_t number)
{
	struct str card = { 0 };

	str_addf(&card, "{'id':'%s','rev':1,'name':'%s','country':'%s','role':'%s','languages':{", fixture_person(f, people[number].name),
	         people[number].name, people[number].country, people[number].subject ? "teacher" : "librarian");
	add_set(&card, people[number].languages);
	str_add(&card, "},'subjects':{");
	if (people[number].subject)
		add_set(&card, people[number].subject);
	str_addf(&card, "},'pupilsFrom':%d,'pupilsTo':%d,'available':true,'activeAt':'2026-11-%02d'", people[number].from,
	         people[number].to, number == 0 ? 17 : 16 - (int)number / 2);
	if (people[number].text)
		str_addf(&card, ",'looksFor':'%s'}", people[number].text);
	else
		str_add(&card, "}");
	fixture_put(f, "Person", card.text);
	str_release(&card);
}

static const char maria[] =
	"','rev':2,'name':'Μαρία Νικολάου','country':'GR','role':'teacher',"
	"'school':{'id':'saaaaaab','name':'2ο Δημοτικό Σχολείο Χανίων','country':'GR'},'town':'Χανιά','region':'Κρήτη',"
	"'languages':{'el':true,'en':true,'it':true},'subjects':{'environment':true,'primary':true},"
	"'pupilsFrom':8,'pupilsTo':11,'classSize':22,'language':'el',"
	"'looksFor':'Αναζητούμε σχολείο για το νερό (water), τρεις μήνες, με μετρήσεις και ιστορίες των παιδιών.',"
	"'about':'Δασκάλα από το 2008, αγαπώ τα πειράματα και τα παραμύθια.','available':true,'plus':true,"
	"'availableFrom':'2027-01-01','line':'slow','tools':{'forum':true,'chat':true,'photos':true},'labelUntil':'2027-06-30',"
	"'activeProjects':1,'closedProjects':3,'labels':2,'since':'2019-09-10','activeAt':'2026-11-17'}";

/* A record about a person, whose id stands between two parts of its body. */
static void add_about(struct fixture *f, const char *type, const char *before, const char *person, const char *rest)
{
	char *body = xasprintf("%s%s%s", before, fixture_person(f, person), rest);

	fixture_put(f, type, body);
	free(body);
}

void partners_fill(struct fixture *f)
{
	for (size_t i = ARRAY_SIZE(people); i > 0; i--)
		add_person(f, i - 1);
	add_about(f, "Person", "{'id':'", "Μαρία Νικολάου", maria);
	fixture_put(f, "School", "{'id':'saaaaaab','rev':1,'name':'2ο Δημοτικό Σχολείο Χανίων','country':'GR','town':'Χανιά',"
	               "'region':'Κρήτη','pupils':210,'labelUntil':'2027-06-30'}");
	add_about(f, "Person", "{'id':'", "Ayşe Demir",
	          "','rev':1,'name':'Ayşe Demir','country':'TR','role':'teacher','languages':{'tr':true,'en':true},"
	          "'subjects':{'primary':true},'pupilsFrom':9,'pupilsTo':10,'available':true,'availableFrom':'2027-01-01',"
	          "'activeAt':'2026-11-17'}");
	add_about(f, "Contact", "{'id':'caaaaaab','rev':1,'person':{'id':'", "Ewa Kowalska",
	          "','name':'Ewa Kowalska','country':'PL'},'state':'contact','since':'2026-11-12T10:00:00Z'}");
	add_about(f, "Contact", "{'id':'caaaaaac','rev':1,'person':{'id':'", "Amina Trabelsi",
	          "','name':'Amina Trabelsi','country':'TN'},'state':'asked','since':'2026-11-12T10:00:00Z'}");
}
