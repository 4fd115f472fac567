/* Demo data: Greece, Cyprus, Italy, Malta, Spain, Portugal. */
#include "data.h"

#define GREEK_WOMEN "Μαρία,Ελένη,Κατερίνα,Βασιλική,Σοφία,Αγγελική,Γεωργία,Δήμητρα,Κωνσταντίνα,Παναγιώτα,Αναστασία,Ευαγγελία," \
	"Ιωάννα,Χριστίνα,Φωτεινή,Αθηνά,Στέλλα,Ειρήνη,Δέσποινα,Άννα,Χρυσούλα,Όλγα,Καλλιόπη,Μαρίνα,Ελπίδα"
#define GREEK_MEN "Γιάννης,Κώστας,Δημήτρης,Νίκος,Παναγιώτης,Βασίλης,Χρήστος,Θανάσης,Μιχάλης,Σπύρος,Αντώνης,Στέλιος," \
	"Θοδωρής,Μανώλης,Λευτέρης"

const struct demo_country demo_countries_south[] = {
	{
		.code = "GR", .language = "el", .others = "fr de it", .zone = "Europe/Athens", .weight = 420,
		.women = GREEK_WOMEN, .men = GREEK_MEN,
		.surnames = "Παπαδόπουλος,Νικολάου,Γεωργίου,Παπαγεωργίου,Δημητρίου,Ιωάννου,Οικονόμου,Βασιλείου,Αντωνίου,"
			"Κωνσταντίνου,Παππάς,Καρράς,Αγγελόπουλος,Σωτηρίου,Χατζής,Αλεξίου,Μακρής,Ζαχαρίου,Λάμπρου,Αθανασίου,"
			"Μαρκάκης,Σταματάκης,Κοντός,Βλάχος,Γιαννόπουλος,Καραγιάννης,Τσιρώνης,Δασκαλάκης,Μουρατίδης,Ρήγας,"
			"Σιδέρης,Φωτιάδης,Κανελλόπουλος,Λιάπης,Ξενάκης,Παυλίδης,Θεοδωρίδης,Ανδρεάδης,Μιχαηλίδης,Καλογεράκης",
		.surnames_women = "Παπαδοπούλου,Νικολάου,Γεωργίου,Παπαγεωργίου,Δημητρίου,Ιωάννου,Οικονόμου,Βασιλείου,Αντωνίου,"
			"Κωνσταντίνου,Παππά,Καρρά,Αγγελοπούλου,Σωτηρίου,Χατζή,Αλεξίου,Μακρή,Ζαχαρίου,Λάμπρου,Αθανασίου,Μαρκάκη,"
			"Σταματάκη,Κοντού,Βλάχου,Γιαννοπούλου,Καραγιάννη,Τσιρώνη,Δασκαλάκη,Μουρατίδου,Ρήγα,Σιδέρη,Φωτιάδου,"
			"Κανελλοπούλου,Λιάπη,Ξενάκη,Παυλίδου,Θεοδωρίδου,Ανδρεάδου,Μιχαηλίδου,Καλογεράκη",
		.patrons = "Οδυσσέας Ελύτης,Νίκος Καζαντζάκης,Γεώργιος Σεφέρης,Ρήγας Φεραίος,Κωνσταντίνος Καβάφης",
		.schools = {
			[LEVEL_PRESCHOOL] = "%nο Νηπιαγωγείο %o",
			[LEVEL_PRIMARY] = "%nο Δημοτικό Σχολείο %o|%nο Δημοτικό Σχολείο %o|%nο Δημοτικό Σχολείο %o «%p»",
			[LEVEL_MIDDLE] = "%nο Γυμνάσιο %o|Μουσικό Σχολείο %o",
			[LEVEL_SECONDARY] = "%nο Γενικό Λύκειο %o|Πρότυπο Λύκειο %o",
			[LEVEL_VOCATIONAL] = "%nο ΕΠΑ.Λ. %o",
		},
		TOWNS({"Αθήνα", "Αθηνών", "Αττική", 37.98, 23.73}, {"Θεσσαλονίκη", "Θεσσαλονίκης", "Κεντρική Μακεδονία", 40.64, 22.94},
			{"Πάτρα", "Πατρών", "Δυτική Ελλάδα", 38.25, 21.73}, {"Χανιά", "Χανίων", "Κρήτη", 35.51, 24.02},
			{"Ηράκλειο", "Ηρακλείου", "Κρήτη", 35.34, 25.13}, {"Λάρισα", "Λάρισας", "Θεσσαλία", 39.64, 22.42},
			{"Ιωάννινα", "Ιωαννίνων", "Ήπειρος", 39.66, 20.85}, {"Βόλος", "Βόλου", "Θεσσαλία", 39.36, 22.94},
			{"Ρόδος", "Ρόδου", "Νότιο Αιγαίο", 36.43, 28.22}, {"Μυτιλήνη", "Μυτιλήνης", "Βόρειο Αιγαίο", 39.10, 26.55},
			{"Καβάλα", "Καβάλας", "Ανατολική Μακεδονία", 40.94, 24.41}, {"Καλαμάτα", "Καλαμάτας", "Πελοπόννησος", 37.04, 22.11},
			{"Κέρκυρα", "Κέρκυρας", "Ιόνια Νησιά", 39.62, 19.92}, {"Αλεξανδρούπολη", "Αλεξανδρούπολης", "Θράκη", 40.85, 25.87}),
	},
	{
		.code = "CY", .language = "el", .others = "fr tr", .zone = "Asia/Nicosia", .weight = 40,
		.women = GREEK_WOMEN, .men = "Ανδρέας," GREEK_MEN,
		.surnames = "Χαραλάμπους,Κυριάκου,Χριστοδούλου,Ανδρέου,Σάββα,Παναγιώτου,Χατζηγεωργίου,Κωνσταντίνου,Μιχαήλ,"
			"Νεοφύτου,Στυλιανού,Θεοδώρου,Ηροδότου,Λοΐζου,Προδρόμου,Κλεάνθους,Ευαγόρου,Χριστοφόρου,Αντωνίου,Ζένιου,"
			"Παπαχριστοφόρου,Πολυκάρπου,Φιλίππου,Ιακώβου,Κουμπαρίδης,Σολωμού,Πιερή,Τσαγγάρης,Βασιλείου,Αριστείδου,"
			"Ξενοφώντος,Λεωνίδου,Χατζηλοΐζου,Μαύρου,Γρηγορίου,Πέτρου,Μελετίου,Επαμεινώνδα,Κασάπης,Ονουφρίου",
		.surnames_women = "Χαραλάμπους,Κυριάκου,Χριστοδούλου,Ανδρέου,Σάββα,Παναγιώτου,Χατζηγεωργίου,Κωνσταντίνου,Μιχαήλ,"
			"Νεοφύτου,Στυλιανού,Θεοδώρου,Ηροδότου,Λοΐζου,Προδρόμου,Κλεάνθους,Ευαγόρου,Χριστοφόρου,Αντωνίου,Ζένιου,"
			"Παπαχριστοφόρου,Πολυκάρπου,Φιλίππου,Ιακώβου,Κουμπαρίδου,Σολωμού,Πιερή,Τσαγγάρη,Βασιλείου,Αριστείδου,"
			"Ξενοφώντος,Λεωνίδου,Χατζηλοΐζου,Μαύρου,Γρηγορίου,Πέτρου,Μελετίου,Επαμεινώνδα,Κασάπη,Ονουφρίου",
		.patrons = "Απόστολος Λουκάς,Άγιος Αντώνιος,Παναγία,Άγιος Σπυρίδωνας",
		.schools = {
			[LEVEL_PRESCHOOL] = "%nο Δημόσιο Νηπιαγωγείο %o",
			[LEVEL_PRIMARY] = "%nο Δημοτικό Σχολείο %o|Δημοτικό Σχολείο «%p»",
			[LEVEL_MIDDLE] = "Περιφερειακό Γυμνάσιο %o|Γυμνάσιο %o",
			[LEVEL_SECONDARY] = "Λύκειο %o",
			[LEVEL_VOCATIONAL] = "%nη Τεχνική Σχολή %o",
		},
		TOWNS({"Λευκωσία", "Λευκωσίας", "Λευκωσία", 35.17, 33.36}, {"Λεμεσός", "Λεμεσού", "Λεμεσός", 34.68, 33.04},
			{"Λάρνακα", "Λάρνακας", "Λάρνακα", 34.92, 33.63}, {"Πάφος", "Πάφου", "Πάφος", 34.78, 32.42},
			{"Παραλίμνι", "Παραλιμνίου", "Αμμόχωστος", 35.04, 33.98}),
	},
	{
		.code = "IT", .language = "it", .others = "fr es de", .zone = "Europe/Rome", .weight = 1160,
		.women = "Giulia,Maria,Francesca,Laura,Silvia,Paola,Elena,Sara,Valentina,Alessandra,Barbara,Daniela,Roberta,"
			"Simona,Cristina,Claudia,Monica,Anna,Lucia,Federica,Patrizia,Antonella,Rosaria,Giovanna,Ilaria,Stefania,"
			"Marta,Caterina,Donatella,Noemi,Beatrice,Tiziana,Loredana,Margherita",
		.men = "Marco,Andrea,Giuseppe,Francesco,Alessandro,Luca,Matteo,Paolo,Stefano,Antonio,Davide,Roberto,Salvatore,"
			"Nicola,Enrico,Fabio,Pietro,Vincenzo,Niccolò",
		.surnames = "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,De Luca,Mancini,"
			"Costa,Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,Mariani,Rinaldi,Caruso,Ferrara,Galli,"
			"Martini,Leone,Longo,Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,D'Angelo,Marchetti,Parisi,"
			"Villa,Conte,Ferraro,Ferri,Fabbri,Bianco,Marini,Grasso,Valentini,Messina,Sala,De Angelis,Gatti,Pellegrini,"
			"Palumbo,Sanna,Farina,Rizzi,Monti,Cattaneo,Morelli,Amato,Silvestri,Mazza,Testa,Grassi,Pellegrino",
		.patrons = "Giovanni Pascoli,Gianni Rodari,Alessandro Manzoni,Dante Alighieri,Maria Montessori,Italo Calvino,"
			"Leonardo da Vinci,Galileo Galilei,Giuseppe Garibaldi,Don Milani,Rita Levi-Montalcini,Grazia Deledda,"
			"Giacomo Leopardi,Aldo Moro,Sandro Pertini,San Francesco,Alda Merini,Luigi Pirandello,Bruno Munari",
		.schools = {
			[LEVEL_PRESCHOOL] = "Scuola dell'infanzia «%p»|Istituto Comprensivo «%p»",
			[LEVEL_PRIMARY] = "Istituto Comprensivo «%p»|Scuola primaria «%p»|Istituto Comprensivo %t %n",
			[LEVEL_MIDDLE] = "Istituto Comprensivo «%p»|Scuola secondaria di primo grado «%p»",
			[LEVEL_SECONDARY] = "Liceo «%p»|Liceo scientifico «%p»|Liceo classico «%p»|IIS «%p»",
			[LEVEL_VOCATIONAL] = "Istituto tecnico «%p»|Istituto alberghiero «%p»",
		},
		TOWNS({"Roma", NULL, "Lazio", 41.90, 12.50}, {"Milano", NULL, "Lombardia", 45.46, 9.19},
			{"Napoli", NULL, "Campania", 40.85, 14.27}, {"Torino", NULL, "Piemonte", 45.07, 7.69},
			{"Palermo", NULL, "Sicilia", 38.12, 13.36}, {"Bologna", NULL, "Emilia-Romagna", 44.49, 11.34},
			{"Firenze", NULL, "Toscana", 43.77, 11.26}, {"Bari", NULL, "Puglia", 41.12, 16.87},
			{"Lecce", NULL, "Puglia", 40.35, 18.17}, {"Catania", NULL, "Sicilia", 37.50, 15.09},
			{"Verona", NULL, "Veneto", 45.44, 10.99}, {"Cagliari", NULL, "Sardegna", 39.22, 9.12},
			{"Genova", NULL, "Liguria", 44.41, 8.93}, {"Trieste", NULL, "Friuli Venezia Giulia", 45.65, 13.78},
			{"Perugia", NULL, "Umbria", 43.11, 12.39}, {"Cosenza", NULL, "Calabria", 39.30, 16.25},
			{"Matera", NULL, "Basilicata", 40.67, 16.60}, {"L'Aquila", NULL, "Abruzzo", 42.35, 13.40},
			{"Ancona", NULL, "Marche", 43.62, 13.52}, {"Trento", NULL, "Trentino-Alto Adige", 46.07, 11.12}),
	},
	{
		.code = "MT", .language = "mt", .others = "it fr", .zone = "Europe/Malta", .weight = 25,
		.women = "Maria,Marija,Rita,Carmen,Josianne,Marthese,Ġorġina,Doris,Claire,Stephanie,Rebecca,Ramona,Graziella,"
			"Antonella,Bernardette,Charlene,Louise,Dorianne,Maria Stella,Ritianne",
		.men = "Joseph,Carmelo,Mario,Paul,Ġużeppi,Anthony,Keith,Mark,Charles,Noel,Ivan,Emanuel",
		.surnames = "Borg,Camilleri,Vella,Farrugia,Zammit,Galea,Micallef,Grech,Attard,Azzopardi,Cassar,Caruana,Mifsud,"
			"Spiteri,Muscat,Agius,Fenech,Schembri,Abela,Sammut,Gauci,Debono,Bonnici,Buttigieg,Ellul,Xuereb,Pace,Cauchi,"
			"Portelli,Saliba,Cutajar,Falzon,Mizzi,Bugeja,Briffa,Baldacchino,Scicluna,Tabone,Mallia,Psaila",
		.patrons = "San Ġorġ,Santa Tereża,San Ġwann Bosco,Maria Reġina,San Benedittu",
		.schools = {
			[LEVEL_PRESCHOOL] = "%t Primary School",
			[LEVEL_PRIMARY] = "%t Primary School|Skola Primarja %t|Kulleġġ %p, %t Primary",
			[LEVEL_MIDDLE] = "Kulleġġ %p, %t Middle School",
			[LEVEL_SECONDARY] = "Kulleġġ %p, %t Secondary School",
			[LEVEL_VOCATIONAL] = "Kulleġġ %p, %t Secondary School",
		},
		TOWNS({"Birkirkara", NULL, "Malta", 35.90, 14.46}, {"Il-Mosta", NULL, "Malta", 35.91, 14.43},
			{"Ħaż-Żabbar", NULL, "Malta", 35.87, 14.54}, {"Ir-Rabat", NULL, "Malta", 35.88, 14.40},
			{"Victoria", NULL, "Għawdex", 36.04, 14.24}, {"Tas-Sliema", NULL, "Malta", 35.91, 14.50}),
	},
	{
		.code = "ES", .language = "es", .others = "fr pt it", .zone = "Europe/Madrid", .weight = 1050,
		.women = "María,Carmen,Ana,Isabel,Laura,Cristina,Marta,Pilar,Elena,Raquel,Silvia,Beatriz,Rocío,Inmaculada,Mercedes,"
			"Nuria,Sonia,Susana,Patricia,Esther,Begoña,Ángeles,Encarnación,Irene,Alicia,Noelia,Montserrat,Itziar,Uxía,"
			"Amparo,Belén,Sofía,Yolanda",
		.men = "Antonio,José Luis,Manuel,Javier,David,Francisco,Carlos,Jesús,Miguel Ángel,Rafael,Pablo,Sergio,Jordi,Íñigo,"
			"Álvaro,Andrés,Ramón,Xavier",
		.surnames = "García López,Martínez Ruiz,Fernández Gil,González Prieto,Rodríguez Vega,Sánchez Molina,Pérez Ramos,"
			"Gómez Serrano,Martín Blanco,Jiménez Castro,Ruiz Delgado,Hernández Ortiz,Díaz Rubio,Moreno Marín,"
			"Muñoz Sanz,Álvarez Núñez,Romero Iglesias,Alonso Medina,Gutiérrez Garrido,Navarro Cortés,Torres Castillo,"
			"Domínguez Santos,Vázquez Lozano,Ramos Guerrero,Gil Cano,Ramírez Méndez,Serrano Cruz,Blanco Calvo,"
			"Molina Gallego,Morales Vidal,Suárez León,Ortega Márquez,Delgado Herrera,Castro Peña,Ortiz Flores,"
			"Rubio Cabrera,Marín Campos,Sanz Fuentes,Núñez Carrasco,Iglesias Diez,Puig Ferrer,Vidal Roca,Soler Serra,"
			"Etxeberria Agirre,Goikoetxea Ibarra,Fernández Castro,Rey Lago,Otero Paz",
		.patrons = "Miguel de Cervantes,Federico García Lorca,Rosalía de Castro,Antonio Machado,Gloria Fuertes,"
			"Juan Ramón Jiménez,Severo Ochoa,Clara Campoamor,Miguel Hernández,María Zambrano,Miguel Delibes,"
			"San Isidro,Ramón y Cajal,Concepción Arenal,Picasso,La Paz,Las Acacias,El Olivar,Virgen del Mar",
		.schools = {
			[LEVEL_PRESCHOOL] = "CEIP %p|Escuela Infantil %p",
			[LEVEL_PRIMARY] = "CEIP %p",
			[LEVEL_MIDDLE] = "IES %p|Colegio %p",
			[LEVEL_SECONDARY] = "IES %p",
			[LEVEL_VOCATIONAL] = "CIFP %p",
		},
		TOWNS({"Madrid", NULL, "Comunidad de Madrid", 40.42, -3.70}, {"Sevilla", NULL, "Andalucía", 37.39, -5.99},
			{"Granada", NULL, "Andalucía", 37.18, -3.60}, {"Valencia", NULL, "Comunitat Valenciana", 39.47, -0.38},
			{"Barcelona", NULL, "Catalunya", 41.39, 2.17}, {"Zaragoza", NULL, "Aragón", 41.65, -0.88},
			{"Murcia", NULL, "Región de Murcia", 37.99, -1.13}, {"Vigo", NULL, "Galicia", 42.24, -8.72},
			{"Oviedo", NULL, "Asturias", 43.36, -5.85}, {"Salamanca", NULL, "Castilla y León", 40.97, -5.66},
			{"Badajoz", NULL, "Extremadura", 38.88, -6.97}, {"Toledo", NULL, "Castilla-La Mancha", 39.86, -4.02},
			{"Bilbao", NULL, "Euskadi", 43.26, -2.93}, {"Palma", NULL, "Illes Balears", 39.57, 2.65},
			{"Las Palmas", NULL, "Canarias", 28.12, -15.43}, {"Santander", NULL, "Cantabria", 43.46, -3.80}),
	},
	{
		.code = "PT", .language = "pt", .others = "es fr", .zone = "Europe/Lisbon", .weight = 320,
		.women = "Maria,Ana,Joana,Catarina,Sofia,Inês,Teresa,Isabel,Paula,Cristina,Susana,Sandra,Carla,Rita,Helena,Graça,"
			"Conceição,Fátima,Margarida,Manuela,Mónica,Lurdes,Leonor,Filipa",
		.men = "João,José,António,Pedro,Rui,Paulo,Nuno,Luís,Tiago,Miguel,Carlos,Jorge,Gonçalo,Vítor",
		.surnames = "Silva,Santos,Ferreira,Pereira,Oliveira,Costa,Rodrigues,Martins,Sousa,Fernandes,Gonçalves,Gomes,Lopes,"
			"Marques,Alves,Almeida,Ribeiro,Pinto,Carvalho,Teixeira,Moreira,Correia,Mendes,Nunes,Soares,Vieira,Monteiro,"
			"Cardoso,Rocha,Raposo,Neves,Coelho,Cruz,Cunha,Pires,Ramos,Reis,Simões,Antunes,Matos,Fonseca,Araújo,Magalhães",
		.patrons = "Sophia de Mello Breyner,Fernando Pessoa,Camilo Castelo Branco,Infante D. Henrique,Eça de Queirós,"
			"Vasco da Gama,Miguel Torga,Almada Negreiros,Gil Vicente,Rainha Santa Isabel",
		.schools = {
			[LEVEL_PRESCHOOL] = "Jardim de Infância de %t",
			[LEVEL_PRIMARY] = "Agrupamento de Escolas %p|Escola Básica n.º %n de %t|Escola Básica %p",
			[LEVEL_MIDDLE] = "Agrupamento de Escolas %p|Escola Básica 2.3 %p",
			[LEVEL_SECONDARY] = "Escola Secundária %p|Agrupamento de Escolas %p",
			[LEVEL_VOCATIONAL] = "Escola Profissional de %t",
		},
		TOWNS({"Lisboa", NULL, "Área Metropolitana de Lisboa", 38.72, -9.14}, {"Braga", NULL, "Norte", 41.55, -8.43},
			{"Coimbra", NULL, "Centro", 40.21, -8.43}, {"Aveiro", NULL, "Centro", 40.64, -8.65},
			{"Évora", NULL, "Alentejo", 38.57, -7.91}, {"Faro", NULL, "Algarve", 37.02, -7.93},
			{"Viseu", NULL, "Centro", 40.66, -7.91}, {"Bragança", NULL, "Norte", 41.81, -6.76},
			{"Funchal", NULL, "Madeira", 32.65, -16.91}, {"Ponta Delgada", NULL, "Açores", 37.74, -25.67}),
	},
	{0},
};
