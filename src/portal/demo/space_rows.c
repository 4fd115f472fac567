/* Demo data: what the partners have written, planned and put into their projects. All invented. */
#include <stddef.h>

#include "space.h"

#define WATER "Water diary"
#define MARTA "Baba Marta"
#define BOOKS "Book in bag"

const struct demo_page demo_pages[] = {
	{.project = WATER, .title = "Welcome - Hoş geldiniz - Witamy - Ласкаво просимо", .language = "en", .by = "ayse", .made = 38, .changed = 20,
	 .readers = "public", .text =
	 "# The water diary\n\n"
	 "Four schools measure one tap for ten weeks: Muğla, Heraklion, Lublin and Lviv. Every week each class writes three "
	 "sentences, in its own language and in English.\n\n"
	 "- *Who?* 73 pupils of 9 and 10 years, and their teachers\n"
	 "- *What?* Litres, degrees, and what the water sees on its way\n"
	 "- *When?* From October to January; the exhibition is in the last week\n\n"
	 "> Suyun hafızası var. Water remembers.\n\n"
	 "What we have learned about measuring is on the page [of the water week](https://water.example/week)."},
	{.project = WATER, .title = "Pomiary - Ölçümler - Μετρήσεις", .language = "pl", .by = "ewa", .last_by = "giorgos", .made = 33, .changed = 1,
	 .text =
	 "# Tydzień 5\n\n"
	 "Jak mierzymy: wiadro, zegarek, minuta. Kran odkręcamy zawsze tak samo.\n\n"
	 "## Lublin, 4-B\n\n- 3,2 litra na minutę\n- 11 stopni\n- woda pachniała deszczem\n\n"
	 "## Muğla, 4-A\n\n- 2,9 litre\n- 16 derece\n- üç damla kaçtı, onları da saydık\n\n"
	 "## Ηράκλειο, Δ2\n\n- 2,4 λίτρα\n- 18 βαθμοί\n- η στέρνα είναι ακόμα μισή\n\n"
	 "Tabela całości: materiały, folder \"measurements\"."},
	{.project = WATER, .title = "Plan of the ten weeks", .language = "en", .by = "giorgos", .last_by = "ayse", .made = 37, .changed = 12, .text =
	 "1. Find the tap and give it a name\n2. First measurement\n3. Measurement, photos (hands only)\n4. Half-way letter to another class\n"
	 "5. Measurement, online meeting\n6. Where does it come from?\n7. Measurement\n8. Where does it go?\n9. Last measurement\n10. Exhibition\n\n"
	 "Weeks without school are nobody's weeks: Ukraine has holidays in week 8, Greece in week 9."},
	{.project = WATER, .title = "Η στέρνα του παππού", .language = "el", .by = "giorgos", .made = 21, .changed = 21, .text =
	 "Ο παππούς της Ελένης είχε μια στέρνα στην αυλή. Όταν έβρεχε, μετρούσε το νερό με ένα ξύλο που είχε χαρακιές.\n\n"
	 "> «Κάθε χαρακιά μια βδομάδα», έλεγε.\n\nΜετρήσαμε κι εμείς: έμειναν δεκατρείς χαρακιές."},
	{.project = WATER, .title = "Musluktan denize", .language = "tr", .by = "ayse", .made = 16, .changed = 15, .text =
	 "4-A sınıfı suyun yolunu yürüdü: okulun musluğu, Karabağlar deresi, Gökova.\n\n"
	 "## Yolda ne gördük?\n\n- iki kaplumbağa\n- bir eski değirmen\n- suyun altında kalan bir ayakkabı (bizim değil)\n\n"
	 "İngilizcesi: We walked where the water walks."},
	{.project = WATER, .title = "Крапля з річки Полтви", .language = "uk", .by = "olena", .made = 9, .changed = 9, .text =
	 "Полтва тече під Львовом, і ніхто її не бачить. Ми слухали її крізь люк біля опери.\n\n"
	 "- Катруся чула жабу.\n- Марко чув метро, якого у Львові немає.\n\nНаступного тижня міряємо воду у Винниках."},
	{.project = WATER, .title = "Words of water", .language = "en", .by = "ewa", .last_by = "olena", .made = 28, .changed = 3,
	 .writers = "members", .text =
	 "Everybody may add a line.\n\n- drop: damla, kropla, σταγόνα, крапля\n- tap: musluk, kran, βρύση, кран\n"
	 "- river: nehir, rzeka, ποτάμι, річка\n- puddle: su birikintisi, kałuża, λακκούβα, калюжа"},
	{.project = WATER, .title = "For teachers: photos and names", .language = "en", .by = "ayse", .made = 35, .changed = 30,
	 .readers = "staff", .text =
	 "- First names only, or the class; no faces.\n- The list of parents' consent stays at each school.\n"
	 "- Whoever leaves a class keeps the pages, without the name."},
	{.project = WATER, .title = "The exhibition in January", .language = "en", .by = "giorgos", .made = 4, .changed = 2, .state = "draft",
	 .text = "Four corridors, one tap each. To be decided: do we send the bottles by post, or only the labels?"},
	{.project = MARTA, .title = "Threads - Конци - Fire - İplikler", .language = "en", .by = "maria", .made = 28, .changed = 10,
	 .readers = "public", .text =
	 "On the first of March we give each other red and white threads. Here is how three countries tie them.\n\n"
	 "1. Take two threads of the length of your arm.\n2. Twist until they curl.\n3. Wish something for somebody else."},
	{.project = MARTA, .title = "Пижо и Пенда", .language = "bg", .by = "maria", .made = 22, .changed = 22, .text =
	 "Пижо е белият, Пенда е червената. Живеят на първи март, а после на цъфнало дърво.\n\n> Честита Баба Марта!"},
	{.project = MARTA, .title = "Mărțișorul de la Iași", .language = "ro", .by = "andrei", .made = 19, .changed = 6, .text =
	 "La noi mărțișorul se poartă până înfloresc pomii. Bunica lui Ilinca îl agață într-un prun.\n\n- fir alb: zăpada\n- fir roșu: soarele"},
	{.project = BOOKS, .title = "Where the bag is", .language = "en", .by = "ewa", .last_by = "chiara", .made = 30, .changed = 5,
	 .readers = "public", .writers = "members", .text =
	 "- October: Lublin\n- November: Bologna\n- December: Muğla\n\nThe bag weighs 4.2 kg. It smells of oranges since Bologna.",
	 .file = "weight of the bag.csv", .file_text = "month;kg\nOctober;3.9\nNovember;4.2\n"},
	{.project = BOOKS, .title = "Książka bez słów", .language = "pl", .by = "ewa", .made = 25, .changed = 25, .text =
	 "Czytaliśmy ją czternaście razy i za każdym razem była o czym innym."},
	{.project = BOOKS, .title = "Il diario della borsa", .language = "it", .by = "chiara", .made = 14, .changed = 7, .text =
	 "La borsa è arrivata di martedì, bagnata. Dentro: cinque libri, un biglietto e un guanto che nessuno cerca.\n\n"
	 "## Che cosa abbiamo fatto\n\n- letto senza parlare\n- disegnato la pagina che manca"},
	{0},
};

const struct demo_activity demo_activities[] = {
	{.project = WATER, .title = "Give the tap a name", .language = "en", .by = "giorgos", .phase = "gettingToKnow", .state = "done", .begins = 38,
	 .due = 30, .steps = "Choose a tap\nVote on the name\nWrite it on the page", .about = "One name a school, with a reason.",
	 .done = "ayse giorgos ewa olena"},
	{.project = WATER, .title = "Measurement of week 5", .language = "en", .by = "ewa", .phase = "work", .state = "underWay", .begins = 5, .due = -3,
	 .steps = "Litres in one minute\nDegrees\nThree sentences in our language\nTwo sentences in English",
	 .about = "As in week 2: bucket, watch, one minute.\n\nWrite it into the page Pomiary - Ölçümler - Μετρήσεις.", .done = "ewa giorgos"},
	{.project = WATER, .title = "Harita: musluklarımız", .language = "tr", .by = "ayse", .phase = "work", .state = "open", .begins = 0, .due = -6,
	 .people = "ayse olena", .steps = "Krokiyi çiz\nMuslukları işaretle\nFotoğrafını çek (yalnız eller)",
	 .about = "Dört okulun muslukları tek haritada."},
	{.project = WATER, .title = "Letter to another class", .language = "en", .by = "olena", .phase = "work", .state = "open", .begins = -1, .due = -12,
	 .people = "ewa olena", .steps = "Write it by hand\nTake a picture of it\nPost it", .about = "Lublin writes to Muğla, Muğla to Lviv."},
	{.project = WATER, .title = "What have we learned?", .language = "en", .by = "ayse", .phase = "evaluation", .state = "open", .due = -60,
	 .steps = "Three things that I know now\nOne that I still ask"},
	{.project = WATER, .title = "Exhibition in four corridors", .language = "en", .by = "giorgos", .phase = "dissemination", .state = "open",
	 .begins = -68, .due = -75, .about = "Parents are invited; the page is public from that day on."},
	{.project = MARTA, .title = "Конци за деветдесет деца", .language = "bg", .by = "maria", .phase = "preparation", .state = "done", .due = 12,
	 .steps = "Купи конци\nНарежи ги"},
	{.project = MARTA, .title = "Recipes of winter", .language = "en", .by = "andrei", .phase = "work", .state = "open", .due = -20,
	 .steps = "Ask at home\nWrite it down\nTranslate one line", .done = "andrei"},
	{.project = BOOKS, .title = "Leggere senza parole", .language = "it", .by = "chiara", .phase = "work", .state = "underWay", .due = -9,
	 .steps = "Scegli una pagina\nRaccontala\nDisegna quella dopo", .done = "chiara"},
	{0},
};

const struct demo_material demo_materials[] = {
	{.project = WATER, .title = "rules for photos.txt", .type = "text/plain", .by = "ayse", .made = 36,
	 .text = "Hands, water, taps, sky. No faces, no names on walls.\nAsk before you press.\n"},
	{.project = WATER, .folder = "measurements", .title = "litres.csv", .type = "text/csv", .by = "giorgos", .made = 6, .about = "All weeks so far",
	 .text = "week;Mugla;Heraklion;Lublin;Lviv\n1;3.1;2.6;3.4;3.0\n2;3.0;2.5;3.3;3.1\n3;3.0;2.5;3.2;2.9\n4;2.8;2.4;3.3;3.0\n5;2.9;2.4;3.2;\n"},
	{.project = WATER, .folder = "measurements", .title = "how to measure.txt", .type = "text/plain", .by = "ewa", .made = 34,
	 .text = "1. Put the bucket under the tap.\n2. Open the tap as far as the mark.\n3. One minute by the watch.\n4. Read the litres at eye level.\n"
	         "5. Write it down before anybody says a number.\n"},
	{.project = WATER, .folder = "measurements/week 5", .title = "gözlem 4-A.txt", .type = "text/plain", .by = "ayse", .made = 2,
	 .text = "Su bugün soğuktu. Elif üç damla saydı, Deniz dört. Ortalama üç buçuk damla.\n"},
	{.project = WATER, .folder = "calendar", .title = "ten weeks.ics", .type = "text/calendar", .by = "giorgos", .made = 37,
	 .text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Water diary//EN\r\nBEGIN:VEVENT\r\nUID:1@water.example\r\nDTSTAMP:20261010T080000Z\r\n"
	         "DTSTART;VALUE=DATE:20261221\r\nSUMMARY:Where does it go?\r\nDESCRIPTION:Walk as far as the water goes\\, and note where you stop.\r\n"
	         "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2@water.example\r\nDTSTAMP:20261010T080000Z\r\nDTSTART:20270128T100000Z\r\n"
	         "DTEND:20270128T120000Z\r\nSUMMARY:Exhibition\r\nLOCATION:Four corridors\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"},
	{.project = WATER, .folder = "stories", .title = "Η στέρνα.txt", .type = "text/plain", .by = "giorgos", .made = 20,
	 .text = "Μια φορά κι έναν καιρό το νερό έμενε σε μια αυλή και ήξερε όλα τα μυστικά.\n"},
	{.project = WATER, .folder = "stories", .title = "крапля.txt", .type = "text/plain", .by = "olena", .made = 8,
	 .text = "Я крапля. Вчора я була хмарою, а сьогодні мене міряють відром.\n"},
	{.project = MARTA, .folder = "recipes", .title = "cozonac.txt", .type = "text/plain", .by = "andrei", .made = 7,
	 .text = "Un kilogram de făină, zece gălbenușuri, răbdare.\n"},
	{.project = MARTA, .title = "how to tie.txt", .type = "text/plain", .by = "maria", .made = 21, .text = "Red over white, twice, and pull.\n"},
	{.project = BOOKS, .title = "list of the five books.txt", .type = "text/plain", .by = "ewa", .made = 29,
	 .text = "1. The bear that waited\n2. A window\n3. Snow, and then\n4. The other shoe\n5. Nobody's dog\n"},
	{0},
};
