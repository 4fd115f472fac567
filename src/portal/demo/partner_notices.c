/* Partner notices of the cast, each in its own language, some of them built from phrases. */
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "world.h"

enum { DAY = 86400 };

static const struct {
	const char *who; /* a key of the cast */
	const char *title, *text, *language, *purpose, *band, *languages, *subjects;
	const char *phrases; /* JSON, or NULL */
	int hours, days;     /* ago; until its last day */
	int answers;
} rows[] = {
	{"nikolaou", "Ψάχνουμε σχολείο για το νερό", "Τρεις μήνες, με μετρήσεις και ιστορίες των παιδιών. Αρχίζουμε τον Ιανουάριο.", "el",
	 "project", "7-11", "el en it", "environment", "{\"greet\":[],\"pupils\":[8,11],\"class\":[22],\"write\":[\"el\",\"en\"],\"answer\":[]}",
	 7, 40, 1},
	{"tomasz", "Listy z lasu", "Co miesiąc jeden list o naszym lesie, papierowy, ze zdjęciem w środku.", "pl", "letters", "7-11", "pl en de",
	 "naturalSciences", "{\"pupils\":[9,12],\"look\":[\"letters\"],\"begin\":[\"2027-01-11\"]}", 20, 50, 0},
	{"siiri", "Snow and sand", "We have snow until April. Who has sand, and writes to us what grows in it?", "en", "letters", "7-11", "fi sv en",
	 "naturalSciences", NULL, 26, 25, 3},
	{"joao", "Procuramos parceiros para medir marés", "Uma turma junto ao mar, com a qual possamos comparar tabelas.", "pt", "project",
	 "7-11", "pt en es", "environment", NULL, 45, 60, 2},
	{"ani", "We would like to join a project about bridges", "Fourteen pupils, little bandwidth, much patience.", "en", "join", "12-15",
	 "hy en ru", "history", "{\"place\":[\"AM\"],\"pupils\":[12,14],\"class\":[14],\"line\":[\"slow\"],\"answer\":[]}", 70, 30, 0},
	{"ayse", "Ekmek: breads of our homes, one more school wanted", "A recipe a fortnight, with its story.", "en", "project", "7-11", "tr en es",
	 "art", NULL, 95, 20, 4},
	{"juergen", "Schülergruppe fährt im Mai nach Süden", "Wir suchen eine Schule, die uns zwei Tage lang ihre Stadt zeigt.", "de", "mobility",
	 "12-15", "de en", "geography", NULL, 120, 45, 1},
};

int demo_add_partner_notices(struct demo_world *w, struct err *e)
{
	for (size_t i = ARRAY_SIZE(rows); i-- > 0;) {
		const struct demo_person *who = &w->people[demo_cast_index(rows[i].who, strlen(rows[i].who))];
		struct json *body = json_new_object();
		char at[CLOCK_TEXT_SIZE];
		clock_format(w->now - (int64_t)rows[i].hours * 3600, at);
		json_set_string(body, "title", rows[i].title);
		json_set_string(body, "text", rows[i].text);
		json_set_string(body, "language", rows[i].language);
		json_set_string(body, "purpose", rows[i].purpose);
		json_set_string(body, "ageBand", rows[i].band);
		demo_set_codes(body, "languages", rows[i].languages);
		demo_set_codes(body, "subjects", rows[i].subjects);
		if (rows[i].phrases)
			json_set(body, "phrases", json_parse_own(rows[i].phrases));
		demo_set_date(body, "expires", w->now + rows[i].days * (int64_t)DAY);
		demo_set_party(body, "author", who->id, who->name, who->country);
		if (rows[i].answers)
			json_set_integer(body, "answers", rows[i].answers);
		json_set_string(body, "createdAt", at);
		if (demo_write(w, w->community, TYPE_PartnerNotice, body, NULL, e) < 0)
			return -1;
	}
	return 0;
}
