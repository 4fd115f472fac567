/* Support organisations, the real ones: one a country, or a community of one, as far as public sources name them. */
#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "world.h"

static const struct { const char *country, *name, *town; } offices[] = {
	{NULL, "Central Support Service (European Schoolnet)", "Brussels"},
	{"AM", "National Center for Educational Technologies", "Երևան"},
	{"AT", "OeAD", "Wien"},
	{"BE", "eTwinning Vlaanderen", NULL},
	{"BG", "HRDC", "София"},
	{"CY", "IDEP", "Λευκωσία"},
	{"CZ", "DZS", "Praha"},
	{"DE", "PAD (KMK)", "Bonn"},
	{"DK", "UFM", "København"},
	{"EE", "HARNO", "Tallinn"},
	{"ES", "INTEF", "Madrid"},
	{"FI", "EDUFI", "Helsinki"},
	{"FR", "Réseau Canopé", NULL},
	{"GE", "National Center for Teacher Professional Development", "თბილისი"},
	{"GR", "CTI Diophantus", "Πάτρα"},
	{"HR", "AMPEU", "Zagreb"},
	{"HU", "Tempus Közalapítvány", "Budapest"},
	{"IE", "Léargas", "Dublin"},
	{"IS", "Rannís", "Reykjavík"},
	{"IT", "INDIRE", "Firenze"},
	{"LT", "NSA", "Vilnius"},
	{"LU", "Anefore", "Luxembourg"},
	{"LV", "JSPA", "Rīga"},
	{"MD", "Universitatea Tehnică a Moldovei", "Chișinău"},
	{"MT", "Directorate for Digital Literacy", NULL},
	{"NL", "Nuffic", "Den Haag"},
	{"NO", "HK-dir", NULL},
	{"PL", "FRSE", "Warszawa"},
	{"PT", "DGE", "Lisboa"},
	{"RO", "ANPCDEFP", "București"},
	{"RS", "Фондација Темпус", "Београд"},
	{"SE", "UHR", "Stockholm"},
	{"SI", "CMEPIUS", "Ljubljana"},
	{"SK", "NIVaM", NULL},
	{"TR", "YEĞİTEK (MEB)", "Ankara"},
	{"XK", "Kosovo Erasmus+ Office", "Prishtinë"},
};

_Static_assert(ARRAY_SIZE(offices) <= DEMO_OFFICES_MOST, "each office keeps its id");

int demo_add_offices(struct demo_world *w, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(offices); i++) {
		struct json *body = json_new_object();
		json_set_string(body, "name", offices[i].name);
		if (offices[i].country)
			json_set_string(body, "country", offices[i].country);
		else
			json_set_bool(body, "central", true);
		if (offices[i].town)
			json_set_string(body, "town", offices[i].town);
		if (demo_write(w, w->community, TYPE_SupportOffice, body, w->offices[i], e) < 0)
			return -1;
	}
	return 0;
}

int demo_set_office(const struct demo_world *w, struct json *object, const char *key, const char *country)
{
	for (size_t i = 0; i < ARRAY_SIZE(offices); i++)
		if (text_equal(offices[i].country, country)) {
			demo_set_party(object, key, w->offices[i], offices[i].name, country);
			return 0;
		}
	return -1;
}
