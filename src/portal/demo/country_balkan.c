/* Demo data: Croatia, Bosnia and Herzegovina, Montenegro, Serbia, North Macedonia, Albania, Kosovo, Bulgaria, Romania, Moldova. */
#include "data.h"

#define ALBANIAN_WOMEN "Elira,Drita,Mimoza,Vjollca,Arta,Blerina,Teuta,Valbona,Shpresa,Albana,Ardita,Lindita,Merita,Besa,Eda,Flutura," \
	"Fatmire,Jonida,Luljeta,Anila,Zana"
#define ALBANIAN_MEN "Agim,Arben,Besnik,Dritan,Ilir,Gëzim,Luan,Artan,Bujar,Genc,Petrit,Shpëtim,Valon,Kujtim"
#define ROMANIAN_WOMEN "Maria,Elena,Ioana,Mihaela,Andreea,Cristina,Daniela,Gabriela,Alina,Simona,Ana,Carmen,Laura,Adriana,Monica," \
	"Nicoleta,Mirela,Raluca,Oana,Corina,Camelia,Lavinia,Ștefania,Loredana,Roxana,Anca"
#define ROMANIAN_MEN "Ion,Vasile,Gheorghe,Alexandru,Cristian,Mihai,Andrei,Florin,Marius,Adrian,Bogdan,Dan,Ștefan,Nicolae,Radu,Cătălin"

const struct demo_country demo_countries_balkan[] = {
	{
		.code = "HR", .language = "hr", .others = "de it sl", .zone = "Europe/Zagreb", .weight = 160,
		.women = "Marija,Ana,Ivana,Mirjana,Katarina,Nada,Dragica,Vesna,Martina,Sanja,Petra,Jelena,Lidija,Gordana,Snježana,Maja,Ružica,"
			"Tihana,Željka,Nikolina,Dubravka,Lana",
		.men = "Ivan,Josip,Marko,Tomislav,Željko,Ante,Mario,Zoran,Hrvoje,Damir,Krešimir,Luka,Davor,Filip",
		.surnames = "Horvat,Kovačević,Babić,Marić,Jurić,Novak,Kovačić,Knežević,Vuković,Marković,Petrović,Matić,Tomić,Pavlović,Kovač,"
			"Božić,Blažević,Grgić,Pavić,Radić,Perić,Filipović,Šarić,Lovrić,Vidović,Perković,Popović,Bošnjak,Jukić,Barišić,Lončar,"
			"Brkić,Vidaković,Galić,Klarić,Cindrić,Šimić,Burić,Mandić,Bašić,Rukavina",
		.patrons = "Ivana Gorana Kovačića,Ivane Brlić-Mažuranić,Nikole Tesle,Vladimira Nazora,Tina Ujevića,Petra Preradovića",
		.schools = {
			[LEVEL_PRESCHOOL] = "Dječji vrtić Maslačak, %t|Dječji vrtić Bubamara, %t", [LEVEL_PRIMARY] = "Osnovna škola %p|%n. osnovna škola %t",
			[LEVEL_MIDDLE] = "Osnovna škola %p", [LEVEL_SECONDARY] = "Gimnazija %p|%n. gimnazija, %t",
			[LEVEL_VOCATIONAL] = "Tehnička škola %t|Ekonomska škola %t",
		},
		TOWNS({"Zagreb", NULL, "Grad Zagreb", 45.81, 15.98}, {"Split", NULL, "Splitsko-dalmatinska", 43.51, 16.44},
			{"Rijeka", NULL, "Primorsko-goranska", 45.33, 14.44}, {"Osijek", NULL, "Osječko-baranjska", 45.55, 18.69},
			{"Zadar", NULL, "Zadarska", 44.12, 15.23}, {"Pula", NULL, "Istarska", 44.87, 13.85},
			{"Varaždin", NULL, "Varaždinska", 46.31, 16.34}, {"Dubrovnik", NULL, "Dubrovačko-neretvanska", 42.65, 18.09}),
	},
	{
		.code = "BA", .language = "bs", .others = "hr sr de tr", .zone = "Europe/Sarajevo", .weight = 70,
		.women = "Amra,Lejla,Emina,Aida,Selma,Jasmina,Azra,Merima,Amela,Sabina,Ivana,Marija,Jelena,Dragana,Dženana,Belma,Mirela,Sanela,"
			"Nejra,Ajla",
		.men = "Emir,Haris,Adnan,Mirza,Amar,Nermin,Senad,Mario,Dragan,Goran,Edin,Kenan,Jasmin",
		.surnames = "Hodžić,Hadžić,Čengić,Delić,Demirović,Kovačević,Begić,Mujić,Halilović,Hasanović,Marić,Babić,Suljić,Omerović,"
			"Imamović,Tomić,Petrović,Salihović,Mehić,Bašić,Kurtović,Ibrahimović,Alić,Jurić,Perić,Savić,Softić,Smajić,Zukić,Husić,"
			"Karić,Kapetanović,Vuković,Lukić,Mešić,Bećirović,Muratović,Avdić,Spahić,Dedić",
		.patrons = "Meša Selimović,Skender Kulenović,Ivo Andrić,Silvije Strahimir Kranjčević,Isak Samokovlija",
		.schools = {
			[LEVEL_PRESCHOOL] = "JU „Djeca Sarajeva“|Vrtić „Kolibri“, %t", [LEVEL_PRIMARY] = "JU OŠ „%p“|Osnovna škola „%p“, %t",
			[LEVEL_MIDDLE] = "JU OŠ „%p“", [LEVEL_SECONDARY] = "JU Gimnazija „%p“|Gimnazija %t", [LEVEL_VOCATIONAL] = "Mješovita srednja škola %t",
		},
		TOWNS({"Sarajevo", NULL, "Kanton Sarajevo", 43.86, 18.41}, {"Mostar", NULL, "Hercegovačko-neretvanski kanton", 43.34, 17.81},
			{"Tuzla", NULL, "Tuzlanski kanton", 44.54, 18.67}, {"Banja Luka", NULL, "Republika Srpska", 44.77, 17.19},
			{"Zenica", NULL, "Zeničko-dobojski kanton", 44.20, 17.91}, {"Bihać", NULL, "Unsko-sanski kanton", 44.82, 15.87}),
	},
	{
		.code = "ME", .language = "sr", .voice = "cnr", .others = "bs it ru", .zone = "Europe/Podgorica", .weight = 20,
		.women = "Milica,Jelena,Ana,Marija,Ivana,Tanja,Sanja,Vesna,Nataša,Dragana,Slavica,Biljana,Snežana,Danijela,Katarina,Andrijana,"
			"Gordana,Maja,Radmila,Bojana",
		.men = "Nikola,Marko,Luka,Miloš,Petar,Vladimir,Ivan,Aleksandar,Dejan,Vuk,Predrag,Žarko",
		.surnames = "Popović,Marković,Vujović,Radović,Ivanović,Perović,Jovanović,Vuković,Nikolić,Kovačević,Đukić,Bošković,Vukčević,"
			"Radulović,Stanković,Petrović,Lazović,Šćepanović,Bulatović,Rakočević,Mijović,Knežević,Kaluđerović,Milić,Pavićević,"
			"Raičević,Krivokapić,Nikčević,Delević,Mugoša,Adžić,Jokić,Zečević,Tomić,Medojević,Vlahović,Strugar,Lekić,Marović,Kovač",
		.patrons = "Njegoš,Savo Pejanović,Oktoih,Štampar Makarije",
		.schools = {
			[LEVEL_PRESCHOOL] = "JPU „Radost“, %t", [LEVEL_PRIMARY] = "OŠ „%p“, %t|JU OŠ „%p“", [LEVEL_MIDDLE] = "OŠ „%p“, %t",
			[LEVEL_SECONDARY] = "Gimnazija „%p“, %t", [LEVEL_VOCATIONAL] = "Srednja stručna škola, %t",
		},
		TOWNS({"Podgorica", NULL, "Podgorica", 42.44, 19.26}, {"Nikšić", NULL, "Nikšić", 42.77, 18.94},
			{"Kotor", NULL, "Kotor", 42.42, 18.77}, {"Bijelo Polje", NULL, "Bijelo Polje", 43.04, 19.75}),
	},
	{
		.code = "RS", .language = "sr", .others = "hu de ru fr", .zone = "Europe/Belgrade", .weight = 160,
		.women = "Марија,Јелена,Милица,Драгана,Снежана,Ана,Љиљана,Гордана,Весна,Биљана,Ивана,Јасмина,Сања,Наташа,Слађана,Тамара,Маја,"
			"Душица,Катарина,Светлана,Оливера,Бранка",
		.men = "Драган,Милан,Марко,Никола,Зоран,Александар,Горан,Владимир,Ненад,Саша,Душан,Бојан,Ђорђе,Иван",
		.surnames = "Јовановић,Петровић,Николић,Марковић,Ђорђевић,Стојановић,Илић,Станковић,Павловић,Милошевић,Поповић,Јанковић,Тодоровић,"
			"Симић,Савић,Митровић,Живковић,Лазић,Ристић,Стефановић,Костић,Цветковић,Пешић,Младеновић,Радовановић,Филиповић,Васић,"
			"Томић,Ђурић,Пејовић,Вуковић,Недељковић,Антић,Крстић,Станић,Пантић,Маринковић,Глигоријевић,Вељковић,Арсић",
		.patrons = "Вук Караџић,Свети Сава,Доситеј Обрадовић,Јован Јовановић Змај,Десанка Максимовић,Бранко Радичевић,Иво Андрић,Никола Тесла",
		.schools = {
			[LEVEL_PRESCHOOL] = "ПУ „Радосно детињство“, %t|ПУ „Чаролија“, %t", [LEVEL_PRIMARY] = "ОШ „%p“|Основна школа „%p“, %t",
			[LEVEL_MIDDLE] = "ОШ „%p“", [LEVEL_SECONDARY] = "Гимназија „%p“|Гимназија, %t", [LEVEL_VOCATIONAL] = "Техничка школа, %t",
		},
		TOWNS({"Београд", NULL, "Београд", 44.79, 20.45}, {"Нови Сад", NULL, "Војводина", 45.26, 19.83},
			{"Ниш", NULL, "Нишавски округ", 43.32, 21.90}, {"Крагујевац", NULL, "Шумадијски округ", 44.01, 20.91},
			{"Суботица", NULL, "Севернобачки округ", 46.10, 19.67}, {"Ужице", NULL, "Златиборски округ", 43.86, 19.85},
			{"Зрењанин", NULL, "Средњобанатски округ", 45.38, 20.38}),
	},
	{
		.code = "MK", .language = "mk", .others = "sr bg", .zone = "Europe/Skopje", .weight = 70,
		.women = "Марија,Елена,Билјана,Снежана,Весна,Маја,Ана,Катерина,Сузана,Гордана,Даниела,Виолета,Ивана,Лидија,Наташа,Тања,Славица,"
			"Бисера,Јасмина,Верица",
		.men = "Александар,Горан,Зоран,Дарко,Игор,Никола,Бојан,Стефан,Драган,Владо,Ѓорѓи,Методија",
		.surnames = "Стојановски,Николовски,Трајковски,Јовановски,Петровски,Димитриевски,Ангеловски,Ристовски,Георгиевски,Костовски,"
			"Цветковски,Блажевски,Атанасов,Митев,Илиев,Тодоров,Ѓорѓиев,Спасов,Велков,Јанев",
		.surnames_women = "Стојановска,Николовска,Трајковска,Јовановска,Петровска,Димитриевска,Ангеловска,Ристовска,Георгиевска,"
			"Костовска,Цветковска,Блажевска,Атанасова,Митева,Илиева,Тодорова,Ѓорѓиева,Спасова,Велкова,Јанева,Бошковска,Додевска,"
			"Здравковска,Јакимовска,Крстевска,Лазаревска,Мицевска,Насковска,Поповска,Радевска,Саздова,Ставрова,Танева,Ќосева,"
			"Филиповска,Христова,Чавдарова,Џамбазова,Шопова,Зафирова",
		.patrons = "Кирил и Методиј,Гоце Делчев,Кочо Рацин,Блаже Конески,Климент Охридски,Браќа Миладиновци",
		.schools = {
			[LEVEL_PRESCHOOL] = "ЈОУДГ „Рада Поцева“|Детска градинка „Сонце“, %t", [LEVEL_PRIMARY] = "ООУ „%p“|ООУ „%p“, %t",
			[LEVEL_MIDDLE] = "ООУ „%p“", [LEVEL_SECONDARY] = "СОУ Гимназија „%p“", [LEVEL_VOCATIONAL] = "СОТУ „%p“",
		},
		TOWNS({"Скопје", NULL, "Скопски регион", 41.99, 21.43}, {"Битола", NULL, "Пелагониски регион", 41.03, 21.33},
			{"Охрид", NULL, "Југозападен регион", 41.12, 20.80}, {"Штип", NULL, "Источен регион", 41.75, 22.20},
			{"Куманово", NULL, "Североисточен регион", 42.13, 21.72}, {"Струмица", NULL, "Југоисточен регион", 41.44, 22.64}),
	},
	{
		.code = "MK", .language = "sq", .others = "mk tr", .zone = "Europe/Skopje", .weight = 20,
		.women = ALBANIAN_WOMEN, .men = ALBANIAN_MEN,
		.surnames = "Ademi,Aliu,Bajrami,Beqiri,Dauti,Elezi,Fejzi,Halimi,Ibraimi,Idrizi,Ismaili,Jashari,Kadriu,Limani,Memeti,Murati,Mustafa,"
			"Neziri,Osmani,Pajaziti,Rexhepi,Sadiku,Selimi,Shabani,Sulejmani,Tahiri,Veliu,Xhaferi,Zeqiri,Zendeli,Abdiu,Asani,Destani,"
			"Etemi,Hasani,Iseni,Kasami,Luma,Qerimi,Redzepi",
		.patrons = "Naim Frashëri,Lirija,Pashko Vasa,Bashkimi,Përparimi",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kopshti „Flutura“, %t", [LEVEL_PRIMARY] = "ShF „%p“, %t", [LEVEL_MIDDLE] = "ShF „%p“, %t",
			[LEVEL_SECONDARY] = "Gjimnazi „%p“, %t", [LEVEL_VOCATIONAL] = "Shkolla e mesme komunale, %t",
		},
		TOWNS({"Tetovë", NULL, "Polog", 42.01, 20.97}, {"Gostivar", NULL, "Polog", 41.80, 20.91}, {"Strugë", NULL, "Jugperëndim", 41.18, 20.68}),
	},
	{
		.code = "AL", .language = "sq", .others = "it fr", .zone = "Europe/Tirane", .weight = 110,
		.women = ALBANIAN_WOMEN, .men = ALBANIAN_MEN,
		.surnames = "Hoxha,Shehu,Prifti,Dervishi,Gjoka,Leka,Kola,Marku,Ndreu,Çela,Meta,Bardhi,Basha,Gjini,Kodra,Toska,Hysa,Duka,Lika,Xhafa,"
			"Cami,Dedja,Frashëri,Gega,Hasa,Isufi,Jorgji,Kapllani,Laçi,Mema,Nika,Osmani,Papa,Qosja,Rama,Sula,Tafa,Ukaj,Veizi,Zeneli",
		.patrons = "Naim Frashëri,Sami Frashëri,Ismail Qemali,Asdreni,Migjeni,Konferenca e Pezës",
		.schools = {
			[LEVEL_PRESCHOOL] = "Kopshti nr. %n, %t", [LEVEL_PRIMARY] = "Shkolla 9-vjeçare „%p“|Shkolla 9-vjeçare „%p“, %t",
			[LEVEL_MIDDLE] = "Shkolla 9-vjeçare „%p“", [LEVEL_SECONDARY] = "Gjimnazi „%p“", [LEVEL_VOCATIONAL] = "Shkolla profesionale „%p“",
		},
		TOWNS({"Tiranë", NULL, "Tiranë", 41.33, 19.82}, {"Durrës", NULL, "Durrës", 41.32, 19.45}, {"Shkodër", NULL, "Shkodër", 42.07, 19.51},
			{"Vlorë", NULL, "Vlorë", 40.47, 19.49}, {"Korçë", NULL, "Korçë", 40.62, 20.78}, {"Gjirokastër", NULL, "Gjirokastër", 40.08, 20.14}),
	},
	{
		.code = "XK", .language = "sq", .others = "sr de tr", .zone = "Europe/Belgrade", .weight = 20,
		.women = ALBANIAN_WOMEN, .men = ALBANIAN_MEN,
		.surnames = "Krasniqi,Gashi,Berisha,Morina,Shala,Bytyqi,Hoti,Kryeziu,Thaqi,Rexhepi,Bajrami,Ahmeti,Hasani,Maloku,Zeka,Sopi,Kelmendi,"
			"Haliti,Islami,Salihu,Avdiu,Bunjaku,Dushi,Elshani,Fetahu,Gjonbalaj,Hyseni,Ibrahimi,Jakupi,Kastrati,Lushaj,Mehmeti,Nuha,"
			"Osmani,Pllana,Qorri,Ramadani,Syla,Tahiri,Zymberi",
		.patrons = "Elena Gjika,Ismail Qemali,Dardania,Xhemajl Mustafa,Asim Vokshi",
		.schools = {
			[LEVEL_PRESCHOOL] = "Çerdhja „Ardhmëria“, %t", [LEVEL_PRIMARY] = "SHFMU „%p“|SHFMU „%p“, %t", [LEVEL_MIDDLE] = "SHFMU „%p“, %t",
			[LEVEL_SECONDARY] = "Gjimnazi „%p“, %t", [LEVEL_VOCATIONAL] = "SHMT „%p“, %t",
		},
		TOWNS({"Prishtinë", NULL, "Prishtinë", 42.66, 21.17}, {"Prizren", NULL, "Prizren", 42.21, 20.74}, {"Pejë", NULL, "Pejë", 42.66, 20.29},
			{"Gjakovë", NULL, "Gjakovë", 42.38, 20.43}),
	},
	{
		.code = "BG", .language = "bg", .others = "ru de fr", .zone = "Europe/Sofia", .weight = 210,
		.women = "Мария,Елена,Ивана,Десислава,Гергана,Даниела,Силвия,Радка,Надежда,Виолета,Росица,Цветелина,Йорданка,Милена,Галя,Таня,Стефка,"
			"Антоанета,Валентина,Петя,Калина,Снежана",
		.men = "Георги,Иван,Димитър,Николай,Петър,Христо,Тодор,Красимир,Пламен,Стефан,Васил,Александър,Борис,Любомир",
		.surnames = "Иванов,Георгиев,Димитров,Петров,Николов,Христов,Стоянов,Тодоров,Илиев,Ангелов,Василев,Петков,Йорданов,Маринов,Колев,"
			"Атанасов,Стефанов,Михайлов,Кръстев,Костов",
		.surnames_women = "Иванова,Георгиева,Димитрова,Петкова,Николова,Христова,Стоянова,Тодорова,Илиева,Ангелова,Василева,Йорданова,"
			"Маринова,Колева,Атанасова,Стефанова,Михайлова,Кръстева,Костова,Александрова,Божинова,Вълчева,Ганчева,Добрева,Енева,"
			"Желязкова,Златева,Караиванова,Линкова,Манолова,Ненова,Пенчева,Русева,Славова,Танева,Узунова,Цанкова,Чолакова,Шопова,Янева",
		.patrons = "Христо Ботев,Иван Вазов,Св. св. Кирил и Методий,Васил Левски,Паисий Хилендарски,Отец Паисий,П. Р. Славейков,Елин Пелин",
		.schools = {
			[LEVEL_PRESCHOOL] = "ДГ „Слънчице“, %t|ДГ № %n „Пчелица“", [LEVEL_PRIMARY] = "НУ „%p“|ОУ „%p“|ОУ „%p“, %t",
			[LEVEL_MIDDLE] = "СУ „%p“|ОУ „%p“", [LEVEL_SECONDARY] = "СУ „%p“|ПМГ „%p“|Езикова гимназия „%p“",
			[LEVEL_VOCATIONAL] = "ПГ по туризъм „%p“|ПГИ „%p“",
		},
		TOWNS({"София", NULL, "София-град", 42.70, 23.32}, {"Пловдив", NULL, "Пловдив", 42.14, 24.75}, {"Варна", NULL, "Варна", 43.21, 27.91},
			{"Бургас", NULL, "Бургас", 42.51, 27.47}, {"Русе", NULL, "Русе", 43.85, 25.97}, {"Велико Търново", NULL, "Велико Търново", 43.08, 25.63},
			{"Смолян", NULL, "Смолян", 41.58, 24.71}, {"Видин", NULL, "Видин", 43.99, 22.87}),
	},
	{
		.code = "RO", .language = "ro", .others = "fr hu de", .zone = "Europe/Bucharest", .weight = 560,
		.women = ROMANIAN_WOMEN, .men = ROMANIAN_MEN,
		.surnames = "Popa,Popescu,Ionescu,Pop,Radu,Ilie,Dumitru,Stoica,Gheorghe,Matei,Ciobanu,Rusu,Munteanu,Marin,Tudor,Dobre,Barbu,Nistor,"
			"Florea,Dinu,Dumitrescu,Constantin,Georgescu,Stan,Cristea,Lazăr,Stanciu,Oprea,Voicu,Dragomir,Manole,Toma,Mocanu,Sandu,"
			"Bucur,Moldovan,Petre,Vasile,Neagu,Ungureanu,Olteanu,Roșca,Diaconu,Ardelean,Năstase,Bălan,Țepeș,Ștefănescu,Coman,Filip",
		.patrons = "Mihai Eminescu,Ion Creangă,Nicolae Iorga,George Enescu,Avram Iancu,Lucian Blaga,Mircea Eliade,Nichita Stănescu,"
			"Ștefan cel Mare,Vasile Alecsandri,George Coșbuc",
		.schools = {
			[LEVEL_PRESCHOOL] = "Grădinița cu Program Prelungit nr. %n|Grădinița „Căsuța Fermecată”, %t",
			[LEVEL_PRIMARY] = "Școala Gimnazială „%p”|Școala Gimnazială nr. %n", [LEVEL_MIDDLE] = "Școala Gimnazială „%p”|Școala Gimnazială nr. %n",
			[LEVEL_SECONDARY] = "Colegiul Național „%p”|Liceul Teoretic „%p”", [LEVEL_VOCATIONAL] = "Liceul Tehnologic „%p”|Colegiul Economic „%p”",
		},
		TOWNS({"București", NULL, "București", 44.43, 26.10}, {"Cluj-Napoca", NULL, "Cluj", 46.77, 23.60}, {"Iași", NULL, "Iași", 47.16, 27.59},
			{"Timișoara", NULL, "Timiș", 45.75, 21.23}, {"Brașov", NULL, "Brașov", 45.65, 25.60}, {"Constanța", NULL, "Constanța", 44.18, 28.64},
			{"Sibiu", NULL, "Sibiu", 45.80, 24.15}, {"Craiova", NULL, "Dolj", 44.33, 23.79}, {"Suceava", NULL, "Suceava", 47.65, 26.26},
			{"Baia Mare", NULL, "Maramureș", 47.66, 23.57}, {"Galați", NULL, "Galați", 45.44, 28.05}, {"Târgu Jiu", NULL, "Gorj", 45.04, 23.27}),
	},
	{
		.code = "MD", .language = "ro", .others = "ru fr uk", .zone = "Europe/Chisinau", .weight = 90,
		.women = "Tatiana,Natalia," ROMANIAN_WOMEN, .men = "Igor,Vitalie,Sergiu,Veaceslav," ROMANIAN_MEN,
		.surnames = "Rusu,Ceban,Ciobanu,Țurcan,Cebotari,Sîrbu,Lungu,Munteanu,Rotari,Popa,Ursu,Guțu,Roșca,Melnic,Cojocari,Moraru,Rotaru,"
			"Balan,Bivol,Botnari,Bodrug,Cazacu,Chirița,Cojocaru,Croitor,Donici,Frunză,Gherman,Gorea,Grosu,Josan,Malai,Mihailov,Negru,"
			"Olaru,Plămădeală,Railean,Sandu,Spînu,Vieru",
		.patrons = "Mihai Eminescu,Alexei Mateevici,Grigore Vieru,Spiru Haret,Ștefan cel Mare,Ion Creangă",
		.schools = {
			[LEVEL_PRESCHOOL] = "Instituția de educație timpurie nr. %n", [LEVEL_PRIMARY] = "Școala primară-grădiniță nr. %n|Gimnaziul „%p”",
			[LEVEL_MIDDLE] = "Gimnaziul „%p”|Gimnaziul nr. %n", [LEVEL_SECONDARY] = "Liceul Teoretic „%p”", [LEVEL_VOCATIONAL] = "Școala Profesională, %t",
		},
		TOWNS({"Chișinău", NULL, "Chișinău", 47.01, 28.86}, {"Bălți", NULL, "Bălți", 47.76, 27.93}, {"Cahul", NULL, "Cahul", 45.90, 28.19},
			{"Orhei", NULL, "Orhei", 47.38, 28.82}, {"Soroca", NULL, "Soroca", 48.16, 28.30}),
	},
	{0},
};
