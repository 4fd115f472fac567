/* Demo data: Denmark, Sweden, Norway, Finland in both languages, Iceland, Estonia, Latvia, Lithuania. */
#include "data.h"

#define SWEDISH_WOMEN "Anna,Eva,Maria,Karin,Kristina,Lena,Sara,Emma,Ingrid,Helena,Ulrika,Annika,Birgitta,Johanna,Åsa,Camilla," \
	"Elin,Malin,Gunilla,Sofia,Jenny,Lovisa"
#define SWEDISH_MEN "Lars,Erik,Anders,Per,Mikael,Johan,Karl,Fredrik,Mattias,Henrik,Björn,Göran,Magnus,Ola"

const struct demo_country demo_countries_north[] = {
	{
		.code = "DK", .language = "da", .others = "sv de nb", .zone = "Europe/Copenhagen", .weight = 90,
		.women = "Anne,Mette,Kirsten,Hanne,Camilla,Louise,Karen,Susanne,Lone,Maria,Marianne,Pia,Helle,Tina,Birgitte,Ida,"
			"Charlotte,Mai-Britt,Signe,Dorthe,Maja",
		.men = "Peter,Lars,Michael,Jens,Søren,Henrik,Thomas,Jesper,Christian,Anders,Niels,Rasmus,Kasper,Mads",
		.surnames = "Nielsen,Jensen,Hansen,Andersen,Pedersen,Christensen,Larsen,Sørensen,Rasmussen,Jørgensen,Petersen,Madsen,"
			"Kristensen,Olsen,Thomsen,Christiansen,Poulsen,Johansen,Møller,Mortensen,Knudsen,Lund,Holm,Schmidt,Mikkelsen,"
			"Kjær,Dahl,Bech,Vestergaard,Frandsen,Krogh,Østergaard,Bruun,Bak,Skov,Nørgaard,Højgaard,Toft,Winther,Bjerregaard",
		.patrons = "Østre,Vestre,Søndre,H.C. Andersen,Rytter,Kongeå,Fjord,Strand",
		.schools = {
			[LEVEL_PRESCHOOL] = "Børnehaven Solsikken, %t", [LEVEL_PRIMARY] = "%t Skole|%pskolen|%t Friskole",
			[LEVEL_MIDDLE] = "%t Skole|%pskolen", [LEVEL_SECONDARY] = "%t Gymnasium|%t Katedralskole",
			[LEVEL_VOCATIONAL] = "%t Tekniske Skole",
		},
		TOWNS({"København", NULL, "Hovedstaden", 55.68, 12.57}, {"Aarhus", NULL, "Midtjylland", 56.16, 10.20},
			{"Odense", NULL, "Syddanmark", 55.40, 10.39}, {"Aalborg", NULL, "Nordjylland", 57.05, 9.92},
			{"Ribe", NULL, "Syddanmark", 55.33, 8.76}, {"Roskilde", NULL, "Sjælland", 55.64, 12.08}),
	},
	{
		.code = "SE", .language = "sv", .others = "de nb fr", .zone = "Europe/Stockholm", .weight = 170,
		.women = SWEDISH_WOMEN, .men = SWEDISH_MEN,
		.surnames = "Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,Svensson,Gustafsson,Pettersson,Jonsson,"
			"Jansson,Hansson,Bengtsson,Jönsson,Lindberg,Jakobsson,Magnusson,Lindström,Olofsson,Lindgren,Axelsson,Berg,"
			"Bergström,Lundberg,Lind,Lundgren,Mattsson,Berglund,Fredriksson,Sandberg,Henriksson,Forsberg,Sjöberg,Wallin,"
			"Engström,Eklund,Danielsson,Håkansson,Lundin,Björk,Åkesson",
		.patrons = "Björk,Sjö,Katarina,Väster,Norr,Ek,Linné,Lagerlöf,Strand,Kyrk",
		.schools = {
			[LEVEL_PRESCHOOL] = "Förskolan Blåsippan, %t|Förskolan Smultronet, %t", [LEVEL_PRIMARY] = "%pskolan|%pskolan, %t",
			[LEVEL_MIDDLE] = "%pskolan|%pskolan, %t", [LEVEL_SECONDARY] = "%pgymnasiet", [LEVEL_VOCATIONAL] = "Praktiska gymnasiet %t",
		},
		TOWNS({"Stockholm", NULL, "Stockholms län", 59.33, 18.07}, {"Göteborg", NULL, "Västra Götaland", 57.71, 11.97},
			{"Malmö", NULL, "Skåne", 55.60, 13.00}, {"Uppsala", NULL, "Uppsala län", 59.86, 17.64},
			{"Umeå", NULL, "Västerbotten", 63.83, 20.26}, {"Östersund", NULL, "Jämtland", 63.18, 14.64},
			{"Visby", NULL, "Gotland", 57.64, 18.29}, {"Kiruna", NULL, "Norrbotten", 67.86, 20.23}),
	},
	{
		.code = "NO", .language = "nb", .others = "sv de", .zone = "Europe/Oslo", .weight = 90,
		.women = "Anne,Inger,Kari,Marit,Ingrid,Liv,Eva,Berit,Astrid,Bjørg,Hilde,Silje,Randi,Solveig,Camilla,Ida,Tone,Gro,"
			"Ragnhild,Sigrid,Åse",
		.men = "Jan,Per,Bjørn,Ole,Lars,Kjell,Knut,Arne,Svein,Thomas,Hans,Geir,Øyvind,Håkon",
		.surnames = "Hansen,Johansen,Olsen,Larsen,Andersen,Pedersen,Nilsen,Kristiansen,Jensen,Karlsen,Johnsen,Pettersen,Eriksen,"
			"Berg,Haugen,Hagen,Johannessen,Andreassen,Jacobsen,Dahl,Jørgensen,Halvorsen,Henriksen,Lund,Sørensen,Jakobsen,"
			"Moen,Gundersen,Iversen,Strand,Solberg,Svendsen,Eide,Knutsen,Martinsen,Bakken,Paulsen,Kristoffersen,Lie,Sæther",
		.patrons = "Solbakken,Fjellheim,Nordstrand,Haugen,Elvebakken,Bjørkelangen",
		.schools = {
			[LEVEL_PRESCHOOL] = "%p barnehage", [LEVEL_PRIMARY] = "%p skole|%t skole", [LEVEL_MIDDLE] = "%p ungdomsskole|%t ungdomsskole",
			[LEVEL_SECONDARY] = "%t videregående skole", [LEVEL_VOCATIONAL] = "%t videregående skole",
		},
		TOWNS({"Oslo", NULL, "Oslo", 59.91, 10.75}, {"Bergen", NULL, "Vestland", 60.39, 5.32},
			{"Trondheim", NULL, "Trøndelag", 63.43, 10.40}, {"Tromsø", NULL, "Troms", 69.65, 18.96},
			{"Stavanger", NULL, "Rogaland", 58.97, 5.73}, {"Bodø", NULL, "Nordland", 67.28, 14.40}),
	},
	{
		.code = "FI", .language = "fi", .others = "sv de et", .zone = "Europe/Helsinki", .weight = 140,
		.women = "Anna,Maria,Päivi,Tuula,Anne,Johanna,Hanna,Minna,Sari,Tiina,Kirsi,Leena,Satu,Riikka,Katja,Outi,Marjo,Siiri,Aino,"
			"Heli,Pirjo,Kaisa,Mervi",
		.men = "Juha,Timo,Matti,Jari,Mikko,Antti,Jukka,Kari,Pekka,Janne,Ville,Petri,Heikki,Tuomas",
		.surnames = "Korhonen,Virtanen,Mäkinen,Nieminen,Mäkelä,Hämäläinen,Laine,Heikkinen,Koskinen,Järvinen,Lehtonen,Lehtinen,"
			"Saarinen,Salminen,Heinonen,Niemi,Heikkilä,Kinnunen,Salonen,Turunen,Salo,Laitinen,Tuominen,Rantanen,Karjalainen,"
			"Jokinen,Mattila,Savolainen,Lahtinen,Ahonen,Ojala,Leppänen,Väisänen,Hiltunen,Kallio,Miettinen,Leinonen,"
			"Pitkänen,Aaltonen,Rautiainen,Hakala,Räsänen",
		.patrons = "Kallio,Rantala,Mäntylä,Järvelä,Koivula,Niemi,Lehtola,Myllyoja",
		.schools = {
			[LEVEL_PRESCHOOL] = "Päiväkoti Mustikka, %t|Päiväkoti Pikku Karhu, %t", [LEVEL_PRIMARY] = "%pn koulu|%pn koulu, %t",
			[LEVEL_MIDDLE] = "%pn yhtenäiskoulu", [LEVEL_SECONDARY] = "%o lukio|%o normaalikoulu", [LEVEL_VOCATIONAL] = "%o ammattiopisto",
		},
		TOWNS({"Helsinki", "Helsingin", "Uusimaa", 60.17, 24.94}, {"Tampere", "Tampereen", "Pirkanmaa", 61.50, 23.76},
			{"Turku", "Turun", "Varsinais-Suomi", 60.45, 22.27}, {"Oulu", "Oulun", "Pohjois-Pohjanmaa", 65.01, 25.47},
			{"Jyväskylä", "Jyväskylän", "Keski-Suomi", 62.24, 25.75}, {"Kuopio", "Kuopion", "Pohjois-Savo", 62.89, 27.68},
			{"Rovaniemi", "Rovaniemen", "Lappi", 66.50, 25.73}, {"Joensuu", "Joensuun", "Pohjois-Karjala", 62.60, 29.76}),
	},
	{
		.code = "FI", .language = "sv", .others = "fi de", .zone = "Europe/Helsinki", .weight = 10,
		.women = SWEDISH_WOMEN, .men = SWEDISH_MEN,
		.surnames = "Johansson,Nyman,Lindholm,Karlsson,Nyberg,Andersson,Lindqvist,Eriksson,Lindström,Sundström,Björklund,Lindroos,"
			"Holm,Söderholm,Wikström,Backman,Sjöblom,Öhman,Nordström,Grönroos,Blomqvist,Åkerlund,Ekholm,Hellman,Sandström,"
			"Enqvist,Forsman,Häggblom,Kronqvist,Lönnqvist,Österberg,Rosenqvist,Snellman,Storgårds,West,Westerlund,Wide,"
			"Granholm,Finne,Smeds",
		.patrons = "Södra,Norra,Strand,Kyrkby",
		.schools = {
			[LEVEL_PRESCHOOL] = "Daghemmet Blåbäret, %t", [LEVEL_PRIMARY] = "%p skolan, %t|%t svenska skola",
			[LEVEL_MIDDLE] = "%t högstadium", [LEVEL_SECONDARY] = "%t gymnasium", [LEVEL_VOCATIONAL] = "Yrkesakademin i %t",
		},
		TOWNS({"Vasa", NULL, "Österbotten", 63.10, 21.62}, {"Mariehamn", NULL, "Åland", 60.10, 19.94},
			{"Ekenäs", NULL, "Nyland", 59.97, 23.43}),
	},
	{
		.code = "IS", .language = "is", .others = "da", .zone = "Atlantic/Reykjavik", .weight = 18,
		.women = "Guðrún,Anna,Sigríður,Kristín,Margrét,Helga,Sigrún,Ingibjörg,Jóhanna,María,Katrín,Hildur,Lilja,Ragnheiður,"
			"Erla,Ásta,Þórunn,Elín,Birna,Svava",
		.men = "Jón,Sigurður,Guðmundur,Gunnar,Ólafur,Einar,Kristján,Magnús,Stefán,Björn,Árni,Þór,Helgi,Páll",
		.surnames = "Jónsson,Sigurðsson,Guðmundsson,Gunnarsson,Ólafsson,Einarsson,Kristjánsson,Magnússon,Stefánsson,Björnsson,"
			"Árnason,Helgason,Pálsson,Þorsteinsson,Ragnarsson,Halldórsson,Bjarnason,Þórðarson,Hauksson,Arnarson",
		.surnames_women = "Jónsdóttir,Sigurðardóttir,Guðmundsdóttir,Gunnarsdóttir,Ólafsdóttir,Einarsdóttir,Kristjánsdóttir,"
			"Magnúsdóttir,Stefánsdóttir,Björnsdóttir,Árnadóttir,Helgadóttir,Pálsdóttir,Þorsteinsdóttir,Ragnarsdóttir,"
			"Halldórsdóttir,Bjarnadóttir,Þórðardóttir,Hauksdóttir,Arnardóttir,Baldursdóttir,Friðriksdóttir",
		.patrons = "Hlíða,Lauga,Brekku,Foldar,Selja,Holta",
		.schools = {
			[LEVEL_PRESCHOOL] = "Leikskólinn Sólborg|Leikskólinn Hólmasól", [LEVEL_PRIMARY] = "%pskóli|Grunnskólinn, %t",
			[LEVEL_MIDDLE] = "%pskóli", [LEVEL_SECONDARY] = "Menntaskólinn, %t", [LEVEL_VOCATIONAL] = "Verkmenntaskólinn, %t",
		},
		TOWNS({"Reykjavík", NULL, "Höfuðborgarsvæðið", 64.15, -21.94}, {"Akureyri", NULL, "Norðurland eystra", 65.68, -18.09},
			{"Ísafjörður", NULL, "Vestfirðir", 66.07, -23.13}, {"Egilsstaðir", NULL, "Austurland", 65.26, -14.39},
			{"Selfoss", NULL, "Suðurland", 63.93, -21.00}),
	},
	{
		.code = "EE", .language = "et", .others = "ru fi de", .zone = "Europe/Tallinn", .weight = 90,
		.women = "Anne,Tiina,Kristi,Piret,Ülle,Maris,Katrin,Liis,Mari,Triin,Kadri,Ene,Sirje,Kersti,Merike,Eve,Reet,Siret,Heli,Ingrid,"
			"Tiiu",
		.men = "Andres,Toomas,Margus,Jaan,Urmas,Aivar,Martin,Tõnu,Priit,Rein,Kalle,Indrek",
		.surnames = "Tamm,Saar,Sepp,Mägi,Kask,Kukk,Rebane,Ilves,Pärn,Koppel,Oja,Kuusk,Luik,Raudsepp,Kaasik,Lepik,Põder,Vaher,Org,"
			"Kütt,Teder,Kivi,Lepp,Ots,Rand,Toom,Allik,Jõgi,Laur,Karu,Mets,Kallas,Peterson,Pukk,Roos,Uibo,Vares,Sild,Hunt,Kruus",
		.patrons = "Kesklinna,Kivimäe,Mart Reiniku,Jakob Hurda,Miina Härma,Lydia Koidula",
		.schools = {
			[LEVEL_PRESCHOOL] = "%o lasteaed Sipsik|%o lasteaed Lepatriinu", [LEVEL_PRIMARY] = "%o põhikool|%o %p põhikool",
			[LEVEL_MIDDLE] = "%o %p kool|%o põhikool", [LEVEL_SECONDARY] = "%o gümnaasium|%o %p gümnaasium",
			[LEVEL_VOCATIONAL] = "%o kutsehariduskeskus",
		},
		TOWNS({"Tallinn", "Tallinna", "Harjumaa", 59.44, 24.75}, {"Tartu", "Tartu", "Tartumaa", 58.38, 26.72},
			{"Pärnu", "Pärnu", "Pärnumaa", 58.39, 24.50}, {"Viljandi", "Viljandi", "Viljandimaa", 58.36, 25.60},
			{"Kuressaare", "Kuressaare", "Saaremaa", 58.25, 22.48}, {"Võru", "Võru", "Võrumaa", 57.83, 27.02}),
	},
	{
		.code = "LV", .language = "lv", .others = "ru de lt", .zone = "Europe/Riga", .weight = 90,
		.women = "Inese,Ilze,Anna,Kristīne,Līga,Inga,Dace,Sandra,Iveta,Aija,Ieva,Zane,Evija,Ilona,Māra,Solvita,Anita,Lāsma,Sanita,"
			"Daiga,Baiba,Elīna",
		.men = "Jānis,Andris,Juris,Edgars,Māris,Aivars,Mārtiņš,Pēteris,Kaspars,Guntis,Raivis,Valdis",
		.surnames = "Bērziņš,Kalniņš,Ozoliņš,Jansons,Ozols,Liepiņš,Krūmiņš,Balodis,Eglītis,Zariņš,Pētersons,Vītols,Kļaviņš,Kārkliņš,"
			"Vanags,Siliņš,Grīnbergs,Vītoliņš,Priede,Sproģis",
		.surnames_women = "Bērziņa,Kalniņa,Ozoliņa,Jansone,Ozola,Liepiņa,Krūmiņa,Balode,Eglīte,Zariņa,Pētersone,Vītola,Kļaviņa,"
			"Kārkliņa,Vanaga,Siliņa,Grīnberga,Vītoliņa,Priede,Sproģe,Dzene,Lāce,Rozenberga,Avotiņa,Apine,Celmiņa,Dambe,Freimane,"
			"Gailīte,Jēkabsone,Kronberga,Lapiņa,Medne,Ozoliņa-Krauze,Puriņa,Rudzīte,Skuja,Strautiņa,Upīte,Zvirbule",
		.patrons = "Raiņa,Jāņa Poruka,Kronvalda,Friča Brīvzemnieka,Ausekļa",
		.schools = {
			[LEVEL_PRESCHOOL] = "%o %n. pirmsskolas izglītības iestāde", [LEVEL_PRIMARY] = "%o %n. pamatskola|%o sākumskola",
			[LEVEL_MIDDLE] = "%o %n. vidusskola|%o %p pamatskola", [LEVEL_SECONDARY] = "%o Valsts ģimnāzija|%o %n. vidusskola",
			[LEVEL_VOCATIONAL] = "%o tehnikums",
		},
		TOWNS({"Rīga", "Rīgas", "Rīga", 56.95, 24.11}, {"Daugavpils", "Daugavpils", "Latgale", 55.87, 26.54},
			{"Liepāja", "Liepājas", "Kurzeme", 56.51, 21.01}, {"Jelgava", "Jelgavas", "Zemgale", 56.65, 23.71},
			{"Valmiera", "Valmieras", "Vidzeme", 57.54, 25.43}, {"Cēsis", "Cēsu", "Vidzeme", 57.31, 25.27}),
	},
	{
		.code = "LT", .language = "lt", .others = "ru pl de", .zone = "Europe/Vilnius", .weight = 150,
		.women = "Rasa,Daiva,Jolanta,Vida,Rita,Irena,Asta,Jūratė,Kristina,Laima,Ieva,Eglė,Lina,Aušra,Giedrė,Violeta,Edita,Rūta,Vilma,"
			"Audronė,Neringa,Živilė",
		.men = "Jonas,Vytautas,Tomas,Darius,Mindaugas,Andrius,Saulius,Gintaras,Kęstutis,Arūnas,Rimantas,Paulius",
		.surnames = "Kazlauskas,Petrauskas,Jankauskas,Stankevičius,Žukauskas,Butkus,Paulauskas,Urbonas,Vasiliauskas,Navickas,"
			"Ramanauskas,Balčiūnas,Kavaliauskas,Rimkus,Šimkus,Sakalauskas,Žilinskas,Gudaitis,Baranauskas,Morkūnas",
		.surnames_women = "Kazlauskienė,Petrauskienė,Jankauskienė,Stankevičienė,Žukauskienė,Butkienė,Paulauskienė,Urbonienė,"
			"Vasiliauskienė,Navickienė,Ramanauskienė,Balčiūnienė,Kavaliauskienė,Rimkienė,Šimkienė,Sakalauskienė,Žilinskienė,"
			"Gudaitienė,Baranauskaitė,Morkūnaitė,Kazlauskaitė,Petrauskaitė,Urbonaitė,Šimkutė,Butkutė,Adomaitytė,Bartkutė,"
			"Česnauskaitė,Dambrauskienė,Gricienė,Ivanauskienė,Juškienė,Lukošienė,Matulienė,Norkienė,Pocienė,Rudienė,Tamošiūnienė,"
			"Valaitienė,Žemaitienė",
		.patrons = "Maironio,Žemynos,Simono Daukanto,Jono Basanavičiaus,Šaltinio,Saulės,Ąžuolyno,Salomėjos Nėries",
		.schools = {
			[LEVEL_PRESCHOOL] = "%o lopšelis-darželis „Saulutė“|%o lopšelis-darželis „Pasaka“",
			[LEVEL_PRIMARY] = "%o pradinė mokykla|%o %p progimnazija", [LEVEL_MIDDLE] = "%o %p progimnazija",
			[LEVEL_SECONDARY] = "%o %p gimnazija", [LEVEL_VOCATIONAL] = "%o profesinio mokymo centras",
		},
		TOWNS({"Vilnius", "Vilniaus", "Vilniaus apskritis", 54.69, 25.28}, {"Kaunas", "Kauno", "Kauno apskritis", 54.90, 23.90},
			{"Klaipėda", "Klaipėdos", "Klaipėdos apskritis", 55.71, 21.13}, {"Šiauliai", "Šiaulių", "Šiaulių apskritis", 55.93, 23.31},
			{"Panevėžys", "Panevėžio", "Panevėžio apskritis", 55.74, 24.36}, {"Alytus", "Alytaus", "Alytaus apskritis", 54.40, 24.05}),
	},
	{0},
};
