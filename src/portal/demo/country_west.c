/* Demo data: France, Belgium in its three communities, Luxembourg, the Netherlands, Germany, Austria, Liechtenstein, Ireland. */
#include "data.h"

#define GERMAN_WOMEN "Anna,Sabine,Petra,Claudia,Katharina,Julia,Susanne,Birgit,Monika,Stefanie,Andrea,Martina,Christine," \
	"Lena,Franziska,Ulrike,Heike,Nicole,Sandra,Ingrid,Renate,Johanna,Silke,Barbara,Verena,Dörte"
#define GERMAN_MEN "Thomas,Michael,Stefan,Andreas,Christian,Markus,Matthias,Martin,Florian,Tobias,Jens,Uwe,Wolfgang,Jörg," \
	"Sebastian,Björn"
#define FRENCH_WOMEN "Marie,Nathalie,Isabelle,Sylvie,Catherine,Céline,Sandrine,Valérie,Stéphanie,Sophie,Émilie,Aurélie," \
	"Hélène,Claire,Anne-Laure,Delphine,Virginie,Camille,Élodie,Laetitia,Christelle,Mathilde,Véronique,Gaëlle,Nadia"
#define FRENCH_MEN "Nicolas,Philippe,Laurent,Christophe,Julien,Olivier,Frédéric,Pascal,Sébastien,Guillaume,Éric,Benoît," \
	"Jérôme,François,Yann"
#define DUTCH_WOMEN "Anneke,Marieke,Sanne,Els,Ingrid,Annelies,Lotte,Femke,Petra,Karin,Wilma,Esther,Saskia,Hilde,Katrien," \
	"Griet,Marloes,Ilse,Nele,Ria,Lieve,Floor"
#define DUTCH_MEN "Jan,Pieter,Kees,Bart,Tom,Wim,Joris,Koen,Dirk,Jeroen,Maarten,Sander,Luc,Stijn"

const struct demo_country demo_countries_west[] = {
	{
		.code = "FR", .language = "fr", .others = "es de it", .zone = "Europe/Paris", .weight = 720,
		.women = FRENCH_WOMEN, .men = FRENCH_MEN,
		.surnames = "Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,Lefèvre,Leroy,"
			"Roux,David,Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,Vincent,Muller,Faure,"
			"André,Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,François,Legrand,Gauthier,Perrin,Robin,Clément,Morin,"
			"Le Gall,Le Goff,Benali,Haddad,N'Diaye,Nguyen,Lopez,Da Silva,Etcheverry,Schmitt,Colonna,Mathieu",
		.patrons = "Jules Ferry,Victor Hugo,Marie Curie,Jean Moulin,Jacques Prévert,Jean Jaurès,Antoine de Saint-Exupéry,"
			"Simone Veil,Louis Pasteur,Pablo Picasso,George Sand,Albert Camus,Lucie Aubrac,Jules Verne,Paul Éluard,Colette",
		.schools = {
			[LEVEL_PRESCHOOL] = "École maternelle %p",
			[LEVEL_PRIMARY] = "École élémentaire %p|École primaire %p|Groupe scolaire %p",
			[LEVEL_MIDDLE] = "Collège %p",
			[LEVEL_SECONDARY] = "Lycée %p",
			[LEVEL_VOCATIONAL] = "Lycée professionnel %p",
		},
		TOWNS({"Paris", NULL, "Île-de-France", 48.86, 2.35}, {"Lyon", NULL, "Auvergne-Rhône-Alpes", 45.76, 4.84},
			{"Marseille", NULL, "Provence-Alpes-Côte d'Azur", 43.30, 5.37}, {"Toulouse", NULL, "Occitanie", 43.60, 1.44},
			{"Nantes", NULL, "Pays de la Loire", 47.22, -1.55}, {"Lille", NULL, "Hauts-de-France", 50.63, 3.06},
			{"Rennes", NULL, "Bretagne", 48.11, -1.68}, {"Bordeaux", NULL, "Nouvelle-Aquitaine", 44.84, -0.58},
			{"Strasbourg", NULL, "Grand Est", 48.57, 7.75}, {"Besançon", NULL, "Bourgogne-Franche-Comté", 47.24, 6.02},
			{"Rouen", NULL, "Normandie", 49.44, 1.10}, {"Tours", NULL, "Centre-Val de Loire", 47.39, 0.69},
			{"Ajaccio", NULL, "Corse", 41.92, 8.74}, {"Fort-de-France", NULL, "Martinique", 14.60, -61.07}),
	},
	{
		.code = "BE", .language = "fr", .others = "nl de", .zone = "Europe/Brussels", .weight = 85,
		.women = FRENCH_WOMEN, .men = FRENCH_MEN,
		.surnames = "Lambert,Dubois,Dupont,Martin,Simon,Leclercq,Laurent,Denis,Lejeune,Renard,François,Gérard,Leroy,Mathieu,"
			"Noël,Thiry,Collard,Delvaux,Lemaire,Henry,Charlier,Delcourt,Gillet,Marchal,Bertrand,Bodart,Wauters,Hubert,"
			"Claes,Mertens,Servais,Rousseau,Legrand,Piron,Jacquet,Massart,Bastin,El Amrani,Toussaint,Warnier",
		.patrons = "Sainte-Marie,Saint-Joseph,Notre-Dame,Saint-Louis,Émile Verhaeren,Maurice Carême",
		.schools = {
			[LEVEL_PRESCHOOL] = "École maternelle communale de %t",
			[LEVEL_PRIMARY] = "École fondamentale %p|École communale de %t",
			[LEVEL_MIDDLE] = "Institut %p|Collège %p",
			[LEVEL_SECONDARY] = "Athénée royal de %t|Collège %p|Institut %p",
			[LEVEL_VOCATIONAL] = "Institut technique %p",
		},
		TOWNS({"Liège", NULL, "Wallonie", 50.63, 5.57}, {"Namur", NULL, "Wallonie", 50.47, 4.87},
			{"Mons", NULL, "Wallonie", 50.45, 3.95}, {"Bruxelles", NULL, "Bruxelles-Capitale", 50.85, 4.35},
			{"Arlon", NULL, "Wallonie", 49.68, 5.82}, {"Tournai", NULL, "Wallonie", 50.61, 3.39}),
	},
	{
		.code = "BE", .language = "nl", .others = "fr de", .zone = "Europe/Brussels", .weight = 70,
		.women = DUTCH_WOMEN, .men = DUTCH_MEN,
		.surnames = "Peeters,Janssens,Maes,Jacobs,Willems,Mertens,Claes,Goossens,Wouters,De Smet,Vermeulen,Pauwels,Dubois,"
			"Hermans,Aerts,Michiels,Martens,De Clercq,De Vos,Van Damme,Desmet,Smets,Van den Broeck,Hendrickx,Coppens,"
			"Lemmens,Bogaert,Stevens,De Backer,Verhoeven,Declercq,Segers,Thys,Cools,Baert,Vandenberghe,Moens,Lambrecht,"
			"Geerts,Vercammen",
		.patrons = "Sint-Jozef,Sint-Lodewijk,Sint-Franciscus,De Regenboog,De Zonnebloem,De Klimop",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kleuterschool %p",
			[LEVEL_PRIMARY] = "Basisschool %p|Vrije Basisschool %p|GO! basisschool %p",
			[LEVEL_MIDDLE] = "%p, %t|GO! atheneum %t",
			[LEVEL_SECONDARY] = "GO! atheneum %t|Koninklijk Atheneum %t",
			[LEVEL_VOCATIONAL] = "Technisch Instituut %t",
		},
		TOWNS({"Gent", NULL, "Oost-Vlaanderen", 51.05, 3.72}, {"Antwerpen", NULL, "Antwerpen", 51.22, 4.40},
			{"Brugge", NULL, "West-Vlaanderen", 51.21, 3.22}, {"Leuven", NULL, "Vlaams-Brabant", 50.88, 4.70},
			{"Hasselt", NULL, "Limburg", 50.93, 5.34}, {"Kortrijk", NULL, "West-Vlaanderen", 50.83, 3.27}),
	},
	{
		.code = "BE", .language = "de", .others = "fr nl", .zone = "Europe/Brussels", .weight = 4,
		.women = GERMAN_WOMEN, .men = GERMAN_MEN,
		.surnames = "Schmitz,Pauels,Heinen,Kessler,Theissen,Croé,Jost,Lentz,Meyer,Schröder,Wiesen,Michels,Ortmann,Reuter,Velz,"
			"Genten,Servaty,Miessen,Henkes,Keller,Niessen,Radermacher,Scholzen,Fickers,Brüll,Weynand,Klinkenberg,Kohnen,"
			"Maraite,Thelen,Bong,Hoffmann,Lejeune,Palm,Pip,Kever,Cremer,Huppertz,Franzen,Arens",
		.patrons = "Pater Damian,Bischöfliches Institut,Maria Goretti",
		.schools = {
			[LEVEL_PRESCHOOL] = "Gemeindekindergarten %t",
			[LEVEL_PRIMARY] = "Gemeindeschule %t|Städtische Grundschule %t",
			[LEVEL_MIDDLE] = "%p, %t",
			[LEVEL_SECONDARY] = "Königliches Athenäum %t|%p, %t",
			[LEVEL_VOCATIONAL] = "Robert-Schuman-Institut %t",
		},
		TOWNS({"Eupen", NULL, "Ostbelgien", 50.63, 6.03}, {"Sankt Vith", NULL, "Ostbelgien", 50.28, 6.13}),
	},
	{
		.code = "LU", .language = "fr", .others = "de", .zone = "Europe/Luxembourg", .weight = 12,
		.women = "Martine,Nathalie,Michèle,Sandra,Carole,Danielle,Tessy,Mady,Liz,Nadine,Joëlle,Simone,Josiane,Viviane,Claudine,"
			"Anouk,Manon,Chantal,Fabienne,Catarina",
		.men = "Marc,Claude,Jean-Paul,Luc,Tom,Guy,Patrick,Pol,Serge,Steve,Georges,Christian",
		.surnames = "Schmit,Weber,Muller,Hoffmann,Wagner,Thill,Schmitz,Becker,Klein,Kieffer,Reuter,Meyers,Schroeder,Faber,"
			"Kremer,Wirtz,Steffen,Hansen,Majerus,Krier,Theisen,Feltes,Goedert,Biver,Thoma,Ries,Lentz,Koch,Kayser,"
			"Weiler,Da Silva,Ferreira,Pereira,Rodrigues,Hilbert,Gillen,Lux,Scholtes,Wolter,Heinen",
		.patrons = "Michel Rodange,Robert Schuman,Aline Mayrisch,Nelson Mandela",
		.schools = {
			[LEVEL_PRESCHOOL] = "École fondamentale de %t",
			[LEVEL_PRIMARY] = "École fondamentale de %t|École fondamentale %p",
			[LEVEL_MIDDLE] = "Lycée %p",
			[LEVEL_SECONDARY] = "Lycée %p|Lycée classique de %t",
			[LEVEL_VOCATIONAL] = "Lycée technique de %t",
		},
		TOWNS({"Luxembourg", NULL, "Luxembourg", 49.61, 6.13}, {"Esch-sur-Alzette", NULL, "Esch-sur-Alzette", 49.50, 5.98},
			{"Diekirch", NULL, "Diekirch", 49.87, 6.16}, {"Echternach", NULL, "Echternach", 49.81, 6.42}),
	},
	{
		.code = "NL", .language = "nl", .others = "de fr", .zone = "Europe/Amsterdam", .weight = 160,
		.women = DUTCH_WOMEN, .men = DUTCH_MEN,
		.surnames = "de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,de Boer,Mulder,de Groot,Bos,"
			"Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,Smits,de Graaf,van der Meer,van der Linden,"
			"Kok,Jacobs,de Haan,Vermeulen,van den Heuvel,van der Veen,van den Broek,de Bruijn,Hoekstra,Postma,Kuipers,"
			"Veenstra,Wiersma,van Vliet",
		.patrons = "De Wegwijzer,Het Kompas,De Regenboog,Prins Willem-Alexander,De Vlinder,Annie M.G. Schmidt,De Springplank,"
			"Anne Frank",
		.schools = {
			[LEVEL_PRESCHOOL] = "Basisschool %p",
			[LEVEL_PRIMARY] = "Basisschool %p|OBS %p|Openbare basisschool %p",
			[LEVEL_MIDDLE] = "Scholengemeenschap %t|%t College",
			[LEVEL_SECONDARY] = "Stedelijk Gymnasium %t|Scholengemeenschap %t",
			[LEVEL_VOCATIONAL] = "ROC %t",
		},
		TOWNS({"Amsterdam", NULL, "Noord-Holland", 52.37, 4.90}, {"Utrecht", NULL, "Utrecht", 52.09, 5.12},
			{"Groningen", NULL, "Groningen", 53.22, 6.57}, {"Leeuwarden", NULL, "Fryslân", 53.20, 5.79},
			{"Eindhoven", NULL, "Noord-Brabant", 51.44, 5.48}, {"Nijmegen", NULL, "Gelderland", 51.84, 5.86},
			{"Middelburg", NULL, "Zeeland", 51.50, 3.61}, {"Maastricht", NULL, "Limburg", 50.85, 5.69}),
	},
	{
		.code = "DE", .language = "de", .others = "fr es", .zone = "Europe/Berlin", .weight = 330,
		.women = GERMAN_WOMEN, .men = GERMAN_MEN,
		.surnames = "Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,Richter,Klein,"
			"Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Werner,Krause,Lehmann,Köhler,"
			"Herrmann,König,Walter,Huber,Kaiser,Peters,Möller,Scholz,Jung,Keller,Vogel,Weiß,Günther,Berger,Winkler,Yıldız,"
			"Nowak,Petersen,Hansen,Böhm,Großmann",
		.patrons = "Astrid-Lindgren,Erich-Kästner,Goethe,Schiller,Geschwister-Scholl,Pestalozzi,Sophie-Scholl,Albert-Einstein,"
			"Gutenberg,Otfried-Preußler,Clara-Schumann,Alexander-von-Humboldt,Anne-Frank,Brüder-Grimm,Käthe-Kollwitz",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kindertagesstätte Regenbogen, %t|Kindergarten Sonnenschein, %t",
			[LEVEL_PRIMARY] = "%p-Grundschule|%p-Schule|%n. Grundschule %t",
			[LEVEL_MIDDLE] = "%p-Realschule|%p-Gesamtschule|%p-Gymnasium",
			[LEVEL_SECONDARY] = "%p-Gymnasium",
			[LEVEL_VOCATIONAL] = "Berufskolleg %t|Berufsbildende Schule %t",
		},
		TOWNS({"Berlin", NULL, "Berlin", 52.52, 13.40}, {"Hamburg", NULL, "Hamburg", 53.55, 9.99},
			{"München", NULL, "Bayern", 48.14, 11.58}, {"Köln", NULL, "Nordrhein-Westfalen", 50.94, 6.96},
			{"Leipzig", NULL, "Sachsen", 51.34, 12.37}, {"Freiburg", NULL, "Baden-Württemberg", 47.99, 7.85},
			{"Göttingen", NULL, "Niedersachsen", 51.54, 9.93}, {"Rostock", NULL, "Mecklenburg-Vorpommern", 54.09, 12.10},
			{"Erfurt", NULL, "Thüringen", 50.98, 11.03}, {"Trier", NULL, "Rheinland-Pfalz", 49.75, 6.64},
			{"Kassel", NULL, "Hessen", 51.31, 9.49}, {"Flensburg", NULL, "Schleswig-Holstein", 54.78, 9.44}),
	},
	{
		.code = "AT", .language = "de", .others = "it fr", .zone = "Europe/Vienna", .weight = 110,
		.women = GERMAN_WOMEN, .men = GERMAN_MEN,
		.surnames = "Gruber,Huber,Bauer,Wagner,Müller,Pichler,Steiner,Moser,Mayer,Hofer,Leitner,Berger,Fuchs,Eder,Fischer,Schmid,"
			"Winkler,Weber,Schwarz,Maier,Schneider,Reiter,Mayr,Schmidt,Wimmer,Egger,Brunner,Lang,Baumgartner,Auer,Binder,"
			"Lechner,Wolf,Wallner,Aigner,Ebner,Koller,Lehner,Haas,Schuster,Haider,Horvath",
		.patrons = "Bertha von Suttner,Peter Rosegger,Christine Nöstlinger,Franz Schubert,Ingeborg Bachmann",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kindergarten %t",
			[LEVEL_PRIMARY] = "Volksschule %t|%p Volksschule|Volksschule %t %n",
			[LEVEL_MIDDLE] = "Mittelschule %t|%p Mittelschule",
			[LEVEL_SECONDARY] = "BG/BRG %t|%p Gymnasium",
			[LEVEL_VOCATIONAL] = "HTL %t|HAK %t|HLW %t",
		},
		TOWNS({"Wien", NULL, "Wien", 48.21, 16.37}, {"Graz", NULL, "Steiermark", 47.07, 15.44},
			{"Linz", NULL, "Oberösterreich", 48.31, 14.29}, {"Salzburg", NULL, "Salzburg", 47.81, 13.04},
			{"Innsbruck", NULL, "Tirol", 47.27, 11.39}, {"Klagenfurt", NULL, "Kärnten", 46.62, 14.31},
			{"Bregenz", NULL, "Vorarlberg", 47.50, 9.75}, {"Eisenstadt", NULL, "Burgenland", 47.85, 16.52}),
	},
	{
		.code = "LI", .language = "de", .others = "fr", .zone = "Europe/Vaduz", .weight = 1,
		.women = GERMAN_WOMEN, .men = GERMAN_MEN,
		.surnames = "Frick,Hasler,Marxer,Büchel,Ospelt,Beck,Hilti,Kindle,Meier,Nigg,Oehri,Quaderer,Ritter,Schädler,Sele,Wohlwend,"
			"Walser,Vogt,Gassner,Kaiser,Kieber,Matt,Näscher,Negele,Risch,Thöny,Wanger,Wachter,Wolfinger,Eberle,Biedermann,"
			"Banzer,Beck,Foser,Gstöhl,Heeb,Hoop,Jehle,Konrad,Lampert",
		.patrons = "Peter Kaiser",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kindergarten %t", [LEVEL_PRIMARY] = "Primarschule %t", [LEVEL_MIDDLE] = "Realschule %t",
			[LEVEL_SECONDARY] = "Liechtensteinisches Gymnasium", [LEVEL_VOCATIONAL] = "Berufsschule %t",
		},
		TOWNS({"Vaduz", NULL, "Oberland", 47.14, 9.52}, {"Eschen", NULL, "Unterland", 47.21, 9.52}),
	},
	{
		.code = "IE", .language = "en", .others = "ga fr es", .zone = "Europe/Dublin", .weight = 36,
		.women = "Mary,Aoife,Ciara,Niamh,Siobhán,Sinéad,Orla,Gráinne,Caitríona,Deirdre,Róisín,Emma,Sarah,Fionnuala,Bríd,Eimear,"
			"Áine,Nuala,Clodagh,Emer,Maeve,Sorcha",
		.men = "Patrick,Seán,Conor,Declan,Eoin,Brendan,Ciarán,Fergal,Liam,Niall,Pádraig,Donal,Colm,Diarmuid",
		.surnames = "Murphy,Kelly,O'Sullivan,Walsh,Smith,O'Brien,Byrne,Ryan,O'Connor,O'Neill,O'Reilly,Doyle,McCarthy,Gallagher,"
			"Doherty,Kennedy,Lynch,Murray,Quinn,Moore,McLoughlin,O'Carroll,Connolly,Daly,Wilson,Dunne,Brennan,Burke,Collins,"
			"Campbell,Clarke,Johnston,Hughes,Farrell,Fitzgerald,Brown,Martin,Maguire,Nolan,Flynn,Thompson,Callaghan,Duffy",
		.patrons = "St Brigid's,St Patrick's,Scoil Mhuire,Holy Family,St Joseph's,Scoil Naomh Eoin,Gaelscoil na Mara",
		.schools = {
			[LEVEL_PRESCHOOL] = "%p, Junior Infants", [LEVEL_PRIMARY] = "%p National School|%t Educate Together National School",
			[LEVEL_MIDDLE] = "%t Community School|%t Community College", [LEVEL_SECONDARY] = "%t Community College|%p Secondary School",
			[LEVEL_VOCATIONAL] = "%t College of Further Education",
		},
		TOWNS({"Dublin", NULL, "Leinster", 53.35, -6.26}, {"Cork", NULL, "Munster", 51.90, -8.47},
			{"Galway", NULL, "Connacht", 53.27, -9.05}, {"Letterkenny", NULL, "Ulster", 54.95, -7.73},
			{"Dingle", NULL, "Munster", 52.14, -10.27}, {"Sligo", NULL, "Connacht", 54.27, -8.47},
			{"Waterford", NULL, "Munster", 52.26, -7.11}),
	},
	{0},
};
