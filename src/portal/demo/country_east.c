/* Demo data: Türkiye, Ukraine, Armenia, Azerbaijan, Georgia. */
#include "data.h"

const struct demo_country demo_countries_east[] = {
	{
		.code = "TR", .language = "tr", .others = "de fr es el", .zone = "Europe/Istanbul", .weight = 2266,
		.women = "Fatma,Zeynep,Elif,Emine,Hatice,Merve,Büşra,Esra,Kübra,Gülşen,Sevgi,Özlem,Derya,Pınar,Ebru,Sibel,"
			"Yasemin,Nurcan,Gamze,Tuğba,Burcu,Çiğdem,Selin,Dilek,Songül,Hülya,Aslı,Nilgün,Şeyma,Rabia,Meltem,Ece,"
			"Sevda,Gizem,Filiz,Aysun,Melike,Nesrin,Seda,Bahar,Işıl,Ümran,Nazlı,Duygu,Arzu,Tülay",
		.men = "Mehmet,Mustafa,Ahmet,Ali,Hüseyin,Hasan,İbrahim,Murat,Ömer,Yusuf,Emre,Burak,Serkan,Uğur,Tolga,Onur,"
			"Volkan,Gökhan,Barış,Kemal,Cem,Oğuz,Selçuk,Ümit,İsmail,Fatih,Cengiz,Ramazan",
		.surnames = "Yılmaz,Kaya,Şahin,Çelik,Yıldız,Yıldırım,Öztürk,Aydın,Özdemir,Arslan,Doğan,Kılıç,Aslan,Çetin,"
			"Kara,Koç,Kurt,Özkan,Şimşek,Polat,Korkmaz,Çakır,Erdoğdu,Yavuz,Can,Acar,Aktaş,Güneş,Bozkurt,Taş,Turan,"
			"Güler,Yalçın,Uçar,Avcı,Işık,Tekin,Keskin,Ünal,Bulut,Sarı,Duman,Ateş,Gül,Karaca,Uysal,Toprak,Çiftçi,"
			"Kaplan,Aksoy,Ergün,Bayram,Akın,Sezer,Tunç,Köse,Soylu,Durmaz,Yüksel,Gündüz,Özer,Karataş,Bilgin,Ekinci,"
			"Oral,Şen,Ertürk,Başaran,Türkmen,Ceylan,Çınar,Alkan,Kahraman,Uzun,Demirel,Candan,Akgün,Balcı,Tosun,Eren",
		.patrons = "Atatürk,Cumhuriyet,Mevlana,Yunus Emre,Mimar Sinan,Fatih,Barbaros,Namık Kemal,Ziya Gökalp,"
			"23 Nisan,Gazi,Mehmet Akif Ersoy,Aşık Veysel,Nasreddin Hoca,Dumlupınar,Kazım Karabekir,İnönü,Piri Reis,"
			"Evliya Çelebi,Ali Kuşçu,Sabiha Gökçen,Halide Edip Adıvar,Şehit Öğretmenler,Zübeyde Hanım",
		.schools = {
			[LEVEL_PRESCHOOL] = "%p Anaokulu|%t Anaokulu",
			[LEVEL_PRIMARY] = "%p İlkokulu|%p İlkokulu|%t %p İlkokulu",
			[LEVEL_MIDDLE] = "%p Ortaokulu|%t %p Ortaokulu",
			[LEVEL_SECONDARY] = "%p Anadolu Lisesi|%t Fen Lisesi|%t Anadolu Lisesi",
			[LEVEL_VOCATIONAL] = "%p Mesleki ve Teknik Anadolu Lisesi",
		},
		TOWNS({"İstanbul", NULL, "Marmara", 41.01, 28.98}, {"Ankara", NULL, "İç Anadolu", 39.93, 32.86},
			{"İzmir", NULL, "Ege", 38.42, 27.14}, {"Bursa", NULL, "Marmara", 40.18, 29.07},
			{"Antalya", NULL, "Akdeniz", 36.90, 30.71}, {"Konya", NULL, "İç Anadolu", 37.87, 32.48},
			{"Muğla", NULL, "Ege", 37.22, 28.36}, {"Bodrum", NULL, "Muğla", 37.03, 27.43},
			{"Trabzon", NULL, "Karadeniz", 41.00, 39.72}, {"Gaziantep", NULL, "Güneydoğu Anadolu", 37.07, 37.38},
			{"Diyarbakır", NULL, "Güneydoğu Anadolu", 37.91, 40.24}, {"Van", NULL, "Doğu Anadolu", 38.49, 43.38},
			{"Eskişehir", NULL, "İç Anadolu", 39.78, 30.52}, {"Samsun", NULL, "Karadeniz", 41.29, 36.33},
			{"Kayseri", NULL, "İç Anadolu", 38.73, 35.49}, {"Edirne", NULL, "Marmara", 41.68, 26.56},
			{"Çanakkale", NULL, "Marmara", 40.15, 26.41}, {"Mersin", NULL, "Akdeniz", 36.81, 34.64},
			{"Erzurum", NULL, "Doğu Anadolu", 39.90, 41.27}, {"Rize", NULL, "Karadeniz", 41.02, 40.52},
			{"Denizli", NULL, "Ege", 37.78, 29.09}, {"Şanlıurfa", NULL, "Güneydoğu Anadolu", 37.16, 38.79},
			{"Safranbolu", NULL, "Karabük", 41.25, 32.69}, {"Fethiye", NULL, "Muğla", 36.62, 29.12}),
	},
	{
		.code = "UA", .language = "uk", .others = "pl de fr", .zone = "Europe/Kyiv", .weight = 300,
		.women = "Наталія,Тетяна,Ірина,Оксана,Людмила,Світлана,Ганна,Катерина,Юлія,Марія,Галина,Любов,Надія,Вікторія,"
			"Лариса,Алла,Інна,Леся,Христина,Богдана,Соломія,Зоряна,Мирослава,Дарина",
		.men = "Андрій,Олександр,Сергій,Володимир,Микола,Іван,Тарас,Богдан,Василь,Юрій,Дмитро,Роман,Остап,Михайло,"
			"Ігор,Петро",
		.surnames = "Мельник,Бондаренко,Коваленко,Бойко,Ткаченко,Кравченко,Ковальчук,Коваль,Олійник,Поліщук,Бондар,"
			"Ткачук,Мороз,Марченко,Лисенко,Руденко,Савченко,Петренко,Кравчук,Клименко,Павленко,Савчук,Кузьменко,"
			"Левченко,Пономаренко,Василенко,Гончаренко,Харченко,Сидоренко,Карпенко,Гаврилюк,Мартинюк,Романюк,"
			"Панченко,Юрченко,Гнатюк,Костенко,Дяченко,Вовк,Кириленко,Сорока,Яремчук,Зінченко,Білоус,Левицький,Яворський",
		.surnames_women = "Мельник,Бондаренко,Коваленко,Бойко,Ткаченко,Кравченко,Ковальчук,Коваль,Олійник,Поліщук,"
			"Бондар,Ткачук,Мороз,Марченко,Лисенко,Руденко,Савченко,Петренко,Кравчук,Клименко,Павленко,Савчук,"
			"Кузьменко,Левченко,Пономаренко,Василенко,Гончаренко,Харченко,Сидоренко,Карпенко,Гаврилюк,Мартинюк,"
			"Романюк,Панченко,Юрченко,Гнатюк,Костенко,Дяченко,Вовк,Кириленко,Сорока,Яремчук,Левицька,Яворська",
		.patrons = "Тараса Шевченка,Лесі Українки,Івана Франка,Григорія Сковороди,Василя Сухомлинського,"
			"Михайла Грушевського,Ліни Костенко,Богдана Хмельницького",
		.schools = {
			[LEVEL_PRESCHOOL] = "Заклад дошкільної освіти № %n",
			[LEVEL_PRIMARY] = "Початкова школа № %n|Гімназія № %n",
			[LEVEL_MIDDLE] = "Гімназія № %n|Гімназія № %n імені %p|Спеціалізована школа № %n",
			[LEVEL_SECONDARY] = "Ліцей № %n|Ліцей імені %p|Науковий ліцей імені %p",
			[LEVEL_VOCATIONAL] = "Вище професійне училище № %n",
		},
		TOWNS({"Київ", NULL, "Київ", 50.45, 30.52}, {"Львів", NULL, "Львівська область", 49.84, 24.03},
			{"Харків", NULL, "Харківська область", 49.99, 36.23}, {"Одеса", NULL, "Одеська область", 46.48, 30.72},
			{"Чернівці", NULL, "Чернівецька область", 48.29, 25.94}, {"Полтава", NULL, "Полтавська область", 49.59, 34.55},
			{"Івано-Франківськ", NULL, "Івано-Франківська область", 48.92, 24.71},
			{"Ужгород", NULL, "Закарпатська область", 48.62, 22.29}, {"Вінниця", NULL, "Вінницька область", 49.23, 28.47},
			{"Черкаси", NULL, "Черкаська область", 49.44, 32.06}, {"Луцьк", NULL, "Волинська область", 50.75, 25.33},
			{"Запоріжжя", NULL, "Запорізька область", 47.84, 35.14}),
	},
	{
		.code = "AM", .language = "hy", .others = "ru fr", .zone = "Asia/Yerevan", .weight = 50,
		.women = "Աննա,Մարիամ,Նարե,Լիլիթ,Արմինե,Գայանե,Հասմիկ,Նաիրա,Մարինե,Սուսաննա,Լուսինե,Տաթևիկ,Անահիտ,Կարինե,"
			"Ռուզաննա,Աստղիկ,Սոնա,Շուշան,Արփինե,Մերի",
		.men = "Դավիթ,Արմեն,Տիգրան,Հայկ,Արամ,Գևորգ,Նարեկ,Վահե,Հովհաննես,Կարեն,Ռուբեն,Սարգիս,Գոռ,Վարդան",
		.surnames = "Գրիգորյան,Սարգսյան,Հարությունյան,Հովհաննիսյան,Խաչատրյան,Հակոբյան,Վարդանյան,Պետրոսյան,Գևորգյան,"
			"Կարապետյան,Մկրտչյան,Սահակյան,Ավետիսյան,Ղազարյան,Մարտիրոսյան,Մանուկյան,Աբրահամյան,Պողոսյան,Գասպարյան,"
			"Ստեփանյան,Մելքոնյան,Առաքելյան,Ասատրյան,Եղիազարյան,Դանիելյան,Բաղդասարյան,Մովսիսյան,Հայրապետյան,"
			"Ալեքսանյան,Մինասյան,Զաքարյան,Սիմոնյան,Մնացականյան,Պապոյան,Տոնոյան,Ներսիսյան,Ղուկասյան,Բադալյան,"
			"Թադևոսյան,Դավթյան,Ադամյան,Նազարյան",
		.patrons = "Հովհաննես Թումանյանի,Ավետիք Իսահակյանի,Խաչատուր Աբովյանի,Մեսրոպ Մաշտոցի,Եղիշե Չարենցի,"
			"Վահան Տերյանի,Պարույր Սևակի,Սայաթ-Նովայի",
		.schools = {
			[LEVEL_PRESCHOOL] = "Թիվ %n մանկապարտեզ",
			[LEVEL_PRIMARY] = "%p անվան թիվ %n հիմնական դպրոց|Թիվ %n հիմնական դպրոց",
			[LEVEL_MIDDLE] = "Թիվ %n հիմնական դպրոց|%p անվան թիվ %n դպրոց",
			[LEVEL_SECONDARY] = "%p անվան թիվ %n ավագ դպրոց|Թիվ %n միջնակարգ դպրոց",
			[LEVEL_VOCATIONAL] = "%o պետական քոլեջ",
		},
		TOWNS({"Երևան", "Երևանի", "Երևան", 40.18, 44.51}, {"Գյումրի", "Գյումրու", "Շիրակ", 40.79, 43.85},
			{"Վանաձոր", "Վանաձորի", "Լոռի", 40.81, 44.49}, {"Էջմիածին", "Էջմիածնի", "Արմավիր", 40.17, 44.29},
			{"Դիլիջան", "Դիլիջանի", "Տավուշ", 40.74, 44.86}, {"Գորիս", "Գորիսի", "Սյունիք", 39.51, 46.34},
			{"Աշտարակ", "Աշտարակի", "Արագածոտն", 40.30, 44.36}, {"Գավառ", "Գավառի", "Գեղարքունիք", 40.36, 45.13}),
	},
	{
		.code = "AZ", .language = "az", .others = "tr ru", .zone = "Asia/Baku", .weight = 90,
		.women = "Aygün,Günel,Leyla,Sevinc,Nigar,Aynur,Lalə,Könül,Ülviyyə,Nərgiz,Səbinə,Gülnar,Afət,Təranə,Mətanət,"
			"Pərvanə,Şəbnəm,Xədicə,Fidan,Arzu,Vüsalə",
		.men = "Elçin,Rəşad,Orxan,Vüqar,Elnur,Samir,Kamran,Anar,Tural,Ramil,Fərid,İlqar,Cavid,Əli",
		.surnames = "Əliyev,Məmmədov,Həsənov,Hüseynov,Quliyev,Həmidov,İsmayılov,Abbasov,Cəfərov,Rzayev,Vəliyev,İbrahimov,"
			"Mustafayev,Səfərov,Babayev,Nəsirov,Kərimov,Əhmədov,Süleymanov,Bağırov,Qasımov,Mehdiyev,Musayev,Orucov,"
			"Rəhimov,Şükürov,Zeynalov,Ağayev,Yusifov,Tağıyev,Nəcəfov,Xəlilov,Rüstəmov,Sadıqov,Mirzəyev,Axundzadə,"
			"Rəsulzadə,Əsgərli,Vəkilli,Qarayev,Novruzov",
		.surnames_women = "Əliyeva,Məmmədova,Həsənova,Hüseynova,Quliyeva,Həmidova,İsmayılova,Abbasova,Cəfərova,Rzayeva,"
			"Vəliyeva,İbrahimova,Mustafayeva,Səfərova,Babayeva,Nəsirova,Kərimova,Əhmədova,Süleymanova,Bağırova,"
			"Qasımova,Mehdiyeva,Musayeva,Orucova,Rəhimova,Şükürova,Zeynalova,Ağayeva,Yusifova,Tağıyeva,Nəcəfova,"
			"Xəlilova,Rüstəmova,Sadıqova,Mirzəyeva,Axundzadə,Rəsulzadə,Əsgərli,Vəkilli,Qarayeva,Novruzova",
		.patrons = "Nizami Gəncəvi,Üzeyir Hacıbəyli,Məhəmməd Füzuli,Mirzə Fətəli Axundzadə,Səməd Vurğun,Həsən bəy Zərdabi,"
			"Cəlil Məmmədquluzadə,Mikayıl Müşfiq",
		.schools = {
			[LEVEL_PRESCHOOL] = "%n nömrəli körpələr evi-uşaq bağçası",
			[LEVEL_PRIMARY] = "%n nömrəli tam orta məktəb|%p adına %n nömrəli məktəb",
			[LEVEL_MIDDLE] = "%n nömrəli tam orta məktəb|%n nömrəli məktəb-lisey",
			[LEVEL_SECONDARY] = "%p adına lisey|%n nömrəli məktəb-lisey",
			[LEVEL_VOCATIONAL] = "%t Peşə Liseyi",
		},
		TOWNS({"Bakı", NULL, "Bakı", 40.41, 49.87}, {"Gəncə", NULL, "Gəncə-Daşkəsən", 40.68, 46.36},
			{"Sumqayıt", NULL, "Abşeron", 40.59, 49.67}, {"Şəki", NULL, "Şəki-Zaqatala", 41.19, 47.17},
			{"Lənkəran", NULL, "Lənkəran-Astara", 38.75, 48.85}, {"Mingəçevir", NULL, "Mərkəzi Aran", 40.77, 47.05},
			{"Quba", NULL, "Quba-Xaçmaz", 41.36, 48.51}, {"Naxçıvan", NULL, "Naxçıvan", 39.21, 45.41}),
	},
	{
		.code = "GE", .language = "ka", .others = "ru de", .zone = "Asia/Tbilisi", .weight = 60,
		.women = "ნანა,თამარ,მარიამ,ნათია,ეკა,მაია,თეა,ხათუნა,ლელა,სოფიო,ქეთევან,ირმა,ნატო,მზია,ლალი,თინათინ,ანა,ნუცა,"
			"მანანა,მედეა,ელენე",
		.men = "გიორგი,დავით,ლევან,ზურაბ,ირაკლი,ნიკოლოზ,თორნიკე,ვახტანგ,გია,მამუკა,ლუკა,ზაზა,ბექა,შოთა",
		.surnames = "მამედაშვილი,კაპანაძე,გელაშვილი,მაისურაძე,გიორგაძე,ლომიძე,წიკლაური,კვარაცხელია,შენგელია,ბოლქვაძე,"
			"ნოზაძე,ხუციშვილი,აბაშიძე,მჭედლიშვილი,ჯაფარიძე,ქავთარაძე,ფუტკარაძე,ცერცვაძე,ხარაიშვილი,ღამბაშიძე,"
			"გოგიაშვილი,ტაბატაძე,დოლიძე,მიქაძე,ნადირაძე,ჩიქოვანი,გვენეტაძე,სულაბერიძე,ჯანელიძე,ლორთქიფანიძე,ქობალია,"
			"ჭანტურია,გაბუნია,წერეთელი,მესხი,კიკნაძე,თოდუა,ფიფია,ბარამიძე,სიხარულიძე,კალანდაძე",
		.patrons = "შოთა რუსთაველის,ილია ჭავჭავაძის,აკაკი წერეთლის,ვაჟა-ფშაველას,იაკობ გოგებაშვილის,გალაკტიონ ტაბიძის",
		.schools = {
			[LEVEL_PRESCHOOL] = "№%n საბავშვო ბაგა-ბაღი",
			[LEVEL_PRIMARY] = "№%n საჯარო სკოლა|%o №%n საჯარო სკოლა",
			[LEVEL_MIDDLE] = "%o №%n საჯარო სკოლა|%p სახელობის №%n საჯარო სკოლა",
			[LEVEL_SECONDARY] = "%p სახელობის №%n საჯარო სკოლა|%o №%n საჯარო სკოლა",
			[LEVEL_VOCATIONAL] = "%o პროფესიული კოლეჯი",
		},
		TOWNS({"თბილისი", "თბილისის", "თბილისი", 41.72, 44.79}, {"ბათუმი", "ბათუმის", "აჭარა", 41.65, 41.64},
			{"ქუთაისი", "ქუთაისის", "იმერეთი", 42.27, 42.70}, {"რუსთავი", "რუსთავის", "ქვემო ქართლი", 41.55, 45.00},
			{"გორი", "გორის", "შიდა ქართლი", 41.98, 44.11}, {"თელავი", "თელავის", "კახეთი", 41.92, 45.47},
			{"ზუგდიდი", "ზუგდიდის", "სამეგრელო", 42.51, 41.87}, {"ახალციხე", "ახალციხის", "სამცხე-ჯავახეთი", 41.64, 42.98}),
	},
	{0},
};
