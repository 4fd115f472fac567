/* Demo data: Poland, Czechia, Slovakia, Hungary, Slovenia. */
#include "data.h"

const struct demo_country demo_countries_centre[] = {
	{
		.code = "PL", .language = "pl", .others = "de uk fr es", .zone = "Europe/Warsaw", .weight = 780,
		.women = "Anna,Maria,Katarzyna,Małgorzata,Agnieszka,Barbara,Ewa,Krystyna,Magdalena,Elżbieta,Joanna,Aleksandra,Zofia,Monika,"
			"Teresa,Danuta,Natalia,Karolina,Marta,Beata,Dorota,Halina,Jolanta,Iwona,Justyna,Renata,Izabela,Grażyna,Bożena,Żaneta",
		.men = "Piotr,Krzysztof,Andrzej,Tomasz,Paweł,Marcin,Michał,Grzegorz,Łukasz,Jan,Stanisław,Jacek,Mariusz,Wojciech,Rafał,Bartosz",
		.surnames = "Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Szymański,Woźniak,Dąbrowski,Kozłowski,"
			"Jankowski,Mazur,Kwiatkowski,Krawczyk,Kaczmarek,Piotrowski,Grabowski,Zając,Pawłowski,Michalski,Król,Wieczorek,"
			"Jabłoński,Wróbel,Nowakowski,Majewski,Olszewski,Stępień,Malinowski,Jaworski,Adamczyk,Dudek,Nowicki,Pawlak,Górski,"
			"Witkowski,Walczak,Sikora,Baran,Rutkowski,Michalak,Szewczyk,Ostrowski,Tomaszewski,Pietrzak,Duda,Zalewski,Wróblewski",
		.surnames_women = "Nowak,Kowalska,Wiśniewska,Wójcik,Kowalczyk,Kamińska,Lewandowska,Zielińska,Szymańska,Woźniak,Dąbrowska,"
			"Kozłowska,Jankowska,Mazur,Kwiatkowska,Krawczyk,Kaczmarek,Piotrowska,Grabowska,Zając,Pawłowska,Michalska,Król,"
			"Wieczorek,Jabłońska,Wróbel,Nowakowska,Majewska,Olszewska,Stępień,Malinowska,Jaworska,Adamczyk,Dudek,Nowicka,Pawlak,"
			"Górska,Witkowska,Walczak,Sikora,Baran,Rutkowska,Michalak,Szewczyk,Ostrowska,Tomaszewska,Pietrzak,Duda,Zalewska,Wróblewska",
		.patrons = "Mikołaja Kopernika,Marii Skłodowskiej-Curie,Adama Mickiewicza,Jana Brzechwy,Juliana Tuwima,Henryka Sienkiewicza,"
			"Marii Konopnickiej,Janusza Korczaka,Tadeusza Kościuszki,Bolesława Prusa,Noblistów Polskich,Wisławy Szymborskiej,"
			"Fryderyka Chopina,Kornela Makuszyńskiego,Orła Białego",
		.schools = {
			[LEVEL_PRESCHOOL] = "Przedszkole nr %n|Przedszkole Miejskie nr %n",
			[LEVEL_PRIMARY] = "Szkoła Podstawowa nr %n|Szkoła Podstawowa nr %n im. %p|Szkoła Podstawowa im. %p",
			[LEVEL_MIDDLE] = "Szkoła Podstawowa nr %n im. %p|Zespół Szkół nr %n",
			[LEVEL_SECONDARY] = "Liceum Ogólnokształcące nr %n|Liceum Ogólnokształcące im. %p",
			[LEVEL_VOCATIONAL] = "Technikum nr %n|Zespół Szkół Technicznych im. %p",
		},
		TOWNS({"Warszawa", NULL, "mazowieckie", 52.23, 21.01}, {"Kraków", NULL, "małopolskie", 50.06, 19.94},
			{"Łódź", NULL, "łódzkie", 51.76, 19.46}, {"Wrocław", NULL, "dolnośląskie", 51.11, 17.03},
			{"Poznań", NULL, "wielkopolskie", 52.41, 16.93}, {"Gdańsk", NULL, "pomorskie", 54.35, 18.65},
			{"Lublin", NULL, "lubelskie", 51.25, 22.57}, {"Białystok", NULL, "podlaskie", 53.13, 23.16},
			{"Katowice", NULL, "śląskie", 50.26, 19.02}, {"Rzeszów", NULL, "podkarpackie", 50.04, 22.00},
			{"Szczecin", NULL, "zachodniopomorskie", 53.43, 14.55}, {"Toruń", NULL, "kujawsko-pomorskie", 53.01, 18.60},
			{"Kielce", NULL, "świętokrzyskie", 50.87, 20.63}, {"Olsztyn", NULL, "warmińsko-mazurskie", 53.78, 20.48},
			{"Opole", NULL, "opolskie", 50.67, 17.92}, {"Zielona Góra", NULL, "lubuskie", 51.94, 15.50}),
	},
	{
		.code = "CZ", .language = "cs", .others = "sk de", .zone = "Europe/Prague", .weight = 210,
		.women = "Jana,Marie,Eva,Hana,Anna,Lenka,Kateřina,Lucie,Věra,Alena,Petra,Veronika,Jaroslava,Tereza,Martina,Michaela,Jitka,"
			"Zdeňka,Ivana,Markéta,Šárka,Dagmar",
		.men = "Jiří,Jan,Petr,Pavel,Josef,Martin,Tomáš,Jaroslav,Zdeněk,Ondřej,Vojtěch,Luboš,Radek,Aleš",
		.surnames = "Novák,Svoboda,Novotný,Dvořák,Černý,Procházka,Kučera,Veselý,Horák,Němec,Pokorný,Marek,Pospíšil,Hájek,Jelínek,Král,"
			"Růžička,Beneš,Fiala,Sedláček,Doležal,Zeman,Kolář,Krejčí,Navrátil,Čermák,Urban,Vaněk,Blažek,Kříž,Kopecký,Šimek,Malý,"
			"Holub,Říha,Bartoš,Vlček,Polák,Musil,Čech",
		.surnames_women = "Nováková,Svobodová,Novotná,Dvořáková,Černá,Procházková,Kučerová,Veselá,Horáková,Němcová,Pokorná,Marková,"
			"Pospíšilová,Hájková,Jelínková,Králová,Růžičková,Benešová,Fialová,Sedláčková,Doležalová,Zemanová,Kolářová,Krejčí,"
			"Navrátilová,Čermáková,Urbanová,Vaňková,Blažková,Křížová,Kopecká,Šimková,Malá,Holubová,Říhová,Bartošová,Vlčková,"
			"Poláková,Musilová,Čechová",
		.patrons = "T. G. Masaryka,Jana Amose Komenského,Boženy Němcové,Bedřicha Smetany,Karla Čapka",
		.schools = {
			[LEVEL_PRESCHOOL] = "Mateřská škola %t", [LEVEL_PRIMARY] = "Základní škola %t|Základní škola a mateřská škola %t|ZŠ %p, %t",
			[LEVEL_MIDDLE] = "Základní škola %t|ZŠ %p, %t", [LEVEL_SECONDARY] = "Gymnázium %t|Gymnázium %p, %t",
			[LEVEL_VOCATIONAL] = "Střední průmyslová škola %t|Obchodní akademie %t",
		},
		TOWNS({"Praha", NULL, "Praha", 50.08, 14.44}, {"Brno", NULL, "Jihomoravský kraj", 49.20, 16.61},
			{"Ostrava", NULL, "Moravskoslezský kraj", 49.82, 18.26}, {"Plzeň", NULL, "Plzeňský kraj", 49.75, 13.38},
			{"Olomouc", NULL, "Olomoucký kraj", 49.59, 17.25}, {"Liberec", NULL, "Liberecký kraj", 50.77, 15.06},
			{"České Budějovice", NULL, "Jihočeský kraj", 48.97, 14.47}, {"Hradec Králové", NULL, "Královéhradecký kraj", 50.21, 15.83}),
	},
	{
		.code = "SK", .language = "sk", .others = "cs de hu", .zone = "Europe/Bratislava", .weight = 190,
		.women = "Mária,Anna,Zuzana,Katarína,Eva,Jana,Monika,Martina,Lucia,Ivana,Andrea,Viera,Helena,Adriana,Daniela,Renáta,Ľubica,"
			"Gabriela,Silvia,Miroslava,Slávka",
		.men = "Peter,Ján,Jozef,Martin,Milan,Michal,Tomáš,Marek,Ľuboš,Juraj,Štefan,Rastislav,Vladimír",
		.surnames = "Horváth,Kováč,Varga,Tóth,Nagy,Baláž,Molnár,Balog,Lukáč,Novák,Polák,Kováčik,Krajčí,Gajdoš,Hudák,Sloboda,Švec,Urban,"
			"Mráz,Kučera",
		.surnames_women = "Horváthová,Kováčová,Vargová,Tóthová,Nagyová,Balážová,Molnárová,Balogová,Lukáčová,Nováková,Poláková,"
			"Kováčiková,Krajčiová,Gajdošová,Hudáková,Slobodová,Švecová,Urbanová,Mrázová,Kučerová,Bartošová,Benková,Blahová,"
			"Ďurišová,Ferencová,Fialová,Hrušková,Jurčová,Králiková,Lacková,Mihaliková,Oravcová,Pavlíková,Rusnáková,Sedláková,"
			"Šimková,Štefániková,Tkáčová,Vlčková,Žáková",
		.patrons = "Milana Rastislava Štefánika,Pavla Országha Hviezdoslava,Ľudovíta Štúra,Janka Kráľa",
		.schools = {
			[LEVEL_PRESCHOOL] = "Materská škola, %t", [LEVEL_PRIMARY] = "Základná škola, %t|Základná škola s materskou školou, %t|Základná škola %p",
			[LEVEL_MIDDLE] = "Základná škola %p|Základná škola, %t", [LEVEL_SECONDARY] = "Gymnázium %p|Gymnázium, %t",
			[LEVEL_VOCATIONAL] = "Stredná odborná škola, %t|Obchodná akadémia, %t",
		},
		TOWNS({"Bratislava", NULL, "Bratislavský kraj", 48.15, 17.11}, {"Košice", NULL, "Košický kraj", 48.72, 21.26},
			{"Prešov", NULL, "Prešovský kraj", 49.00, 21.24}, {"Žilina", NULL, "Žilinský kraj", 49.22, 18.74},
			{"Banská Bystrica", NULL, "Banskobystrický kraj", 48.74, 19.15}, {"Nitra", NULL, "Nitriansky kraj", 48.31, 18.09},
			{"Trenčín", NULL, "Trenčiansky kraj", 48.89, 18.04}),
	},
	{
		.code = "HU", .language = "hu", .others = "de", .zone = "Europe/Budapest", .weight = 150,
		.women = "Mária,Erzsébet,Katalin,Éva,Ilona,Anna,Zsuzsanna,Judit,Ágnes,Andrea,Ildikó,Erika,Krisztina,Mónika,Edit,Gabriella,"
			"Szilvia,Anikó,Tímea,Réka,Csilla,Orsolya",
		.men = "László,István,József,János,Zoltán,Sándor,Gábor,Ferenc,Attila,Péter,Tamás,Zsolt,Csaba,András",
		.surnames = "Nagy,Kovács,Tóth,Szabó,Horváth,Varga,Kiss,Molnár,Németh,Farkas,Balogh,Papp,Takács,Juhász,Lakatos,Mészáros,Oláh,"
			"Simon,Rácz,Fekete,Szilágyi,Török,Fehér,Balázs,Gál,Kis,Szűcs,Kocsis,Pintér,Fodor,Szalai,Sipos,Magyar,Lukács,Gulyás,"
			"Biró,Király,Katona,László,Jakab,Bodnár,Hegedűs",
		.patrons = "Arany János,Petőfi Sándor,Bartók Béla,Kodály Zoltán,Szent István,Weöres Sándor,Móra Ferenc,Jókai Mór",
		.schools = {
			[LEVEL_PRESCHOOL] = "Napsugár Óvoda|Mesevár Óvoda, %t", [LEVEL_PRIMARY] = "%p Általános Iskola",
			[LEVEL_MIDDLE] = "%p Általános Iskola|%p Általános Iskola és Gimnázium", [LEVEL_SECONDARY] = "%p Gimnázium",
			[LEVEL_VOCATIONAL] = "%p Technikum",
		},
		TOWNS({"Budapest", NULL, "Budapest", 47.50, 19.04}, {"Debrecen", NULL, "Hajdú-Bihar", 47.53, 21.63},
			{"Szeged", NULL, "Csongrád-Csanád", 46.25, 20.15}, {"Pécs", NULL, "Baranya", 46.07, 18.23},
			{"Győr", NULL, "Győr-Moson-Sopron", 47.69, 17.63}, {"Miskolc", NULL, "Borsod-Abaúj-Zemplén", 48.10, 20.78},
			{"Eger", NULL, "Heves", 47.90, 20.37}),
	},
	{
		.code = "SI", .language = "sl", .others = "hr de it", .zone = "Europe/Ljubljana", .weight = 80,
		.women = "Marija,Ana,Maja,Irena,Mojca,Mateja,Nina,Nataša,Barbara,Andreja,Petra,Jožica,Katja,Sonja,Tatjana,Špela,Urška,Tjaša,"
			"Metka,Alenka",
		.men = "Franc,Janez,Marko,Andrej,Ivan,Matej,Luka,Peter,Boštjan,Tomaž,Aleš,Gregor",
		.surnames = "Novak,Horvat,Kovačič,Krajnc,Zupančič,Potočnik,Kovač,Mlakar,Kos,Vidmar,Golob,Turk,Kralj,Božič,Korošec,Bizjak,Zupan,"
			"Hribar,Kotnik,Kavčič,Rozman,Kastelic,Oblak,Petek,Žagar,Hočevar,Kolar,Košir,Koren,Klemenčič,Zajc,Medved,Knez,Pirc,"
			"Zupanc,Hrovat,Pavlič,Lah,Petrič,Uršič",
		.patrons = "Prešernova,Cankarjeva,Toneta Čufarja,Frana Levstika",
		.schools = {
			[LEVEL_PRESCHOOL] = "Vrtec Mavrica, %t|Vrtec Pedenjped, %t", [LEVEL_PRIMARY] = "Osnovna šola %t|OŠ %p, %t",
			[LEVEL_MIDDLE] = "OŠ %p, %t|Osnovna šola %t", [LEVEL_SECONDARY] = "Gimnazija %t", [LEVEL_VOCATIONAL] = "Šolski center %t",
		},
		TOWNS({"Ljubljana", NULL, "Osrednjeslovenska", 46.06, 14.51}, {"Maribor", NULL, "Podravska", 46.55, 15.65},
			{"Celje", NULL, "Savinjska", 46.24, 15.27}, {"Koper", NULL, "Obalno-kraška", 45.55, 13.73},
			{"Novo mesto", NULL, "Jugovzhodna Slovenija", 45.80, 15.17}, {"Kranj", NULL, "Gorenjska", 46.24, 14.36}),
	},
	{0},
};
