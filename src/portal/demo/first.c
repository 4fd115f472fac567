/* Demo data: the newest conversations of the signed-in teacher, as the manual's inbox shows them. */
#include "cast.h"

const struct demo_first demo_first_letters[] = {
	{"week2", "ayse", "ewa giorgos olena", 3, 18, 2, "message", "3 questions before week 2", "Water diary", "tr", MARK_SEEN,
	 "Merhaba! Haftalık plan ekte: pazartesi ölçüm, cuma fotoğraf.\n\n"
	 "Dear Ewa, Giorgos and Олена, in short: every class measures once a week, writes three sentences and takes one photo. "
	 "Week 1 was a rehearsal, and it went well: we lost only one bucket.\n\n"
	 "If anything stands in your way before week 2, please write to all of us.\n\n"
	 "Görüşmek üzere,\nAyşe"},
	{"week2", "giorgos", "ayse ewa olena", 2, 9, 20, "message", "3 questions before week 2", "Water diary", "el", MARK_SEEN,
	 "Καλημέρα σε όλους, συμφωνώ με το πλάνο.\n\n"
	 "Στο δικό μας σχολείο θα μετράμε την ώρα του διαλείμματος, με τον κίτρινο κουβά των πέντε λίτρων. "
	 "Ο Μανώλης και η Δανάη είναι οι υπεύθυνοι της εβδομάδας και το παίρνουν πολύ στα σοβαρά.\n\n"
	 "In English, for Олена: we measure in the break, with the yellow bucket. No problem with the plan.\n\n"
	 "Γιώργος"},
	{"week2", "ewa", "ayse giorgos olena", 0, 9, 55, "message", "3 questions before week 2", "Water diary", "en", MARK_TABLE,
	 "Dzień dobry Ayşe, Γεια σου Giorgos,\n\n"
	 "before we start the second week I have three short questions:\n\n"
	 "1. Do we measure on Monday or on Wednesday? My pupils (9 and 10 years old) come to the library only on Wednesday.\n"
	 "2. Which tap? We have one in the corridor and one in the kitchen. I would like all schools to take the same kind.\n"
	 "3. May the children write the diary in their own language first, with two sentences in English under it?\n\n"
	 "The photos of the Bystrzyca river are in Materials, folder \"Rzeka\".\n\n"
	 "Serdecznie pozdrawiam, με εκτίμηση, saygılarımla\nEwa"},

	{"sounds", "giorgos", "ayse", 1, 17, 40, "invitation", "Invitation: Ήχοι της πόλης", "Ήχοι της πόλης", "el", MARK_SEEN,
	 "Αγαπητή Ayşe,\n\nμετά το «Water diary» τα παιδιά δεν θέλουν να σταματήσουμε, κι εγώ ακόμα λιγότερο. "
	 "Σκέφτηκα ένα μικρό έργο, «Ήχοι της πόλης»: κάθε τάξη ηχογραφεί ένα λεπτό από τη γειτονιά της και οι άλλοι μαντεύουν τι ακούν. "
	 "Χωρίς πρόσωπα, χωρίς ονόματα, μόνο ήχοι.\n\n"
	 "Would you found it with me? Two founders from two schools, that is all it needs; the others can join in January.\n\n"
	 "Με εκτίμηση,\nΓιώργος"},

	{"change", "olena", "ayse giorgos", 0, 9, 40, "proposal", "pupils 9 to 11", "Water diary", "en", MARK_SEEN,
	 "Dear Ayşe, dear Giorgos,\n\nfour of mine will be eleven before we are done, and they measure best of all. "
	 "May we write 9 to 11 instead of 9 to 10?\n\nОлена"},

	{"river", "olena", "ayse", 1, 15, 8, "message", "Фото з річки / photos", "Water diary", "uk", 0,
	 "Добрий день, Ayşe!\n\nМи були на Пруті. Вода холодна, течія швидка, діти в захваті. "
	 "Виміряли глибину біля мосту: 1 м 40 см, на дванадцять сантиметрів менше, ніж у вересні.\n\n"
	 "Twelve centimetres less than in September. The photos follow as soon as the line is up again.\n\n"
	 "Щиро,\nОлена"},
	{"river", "olena", "ayse", 1, 16, 5, "message", "Фото з річки / photos", "Water diary", "uk", 0,
	 "Ще раз добрий день! Зв'язок повернувся, тож фото вже в матеріалах, тека «Прут»: шість знімків, разом 900 КБ.\n\n"
	 "На третьому видно сліди видри. Діти хочуть знати, чи є видри у вас.\n\nОлена"},

	{"sfax", "amina", "ayse", 1, 11, 30, "message", "Bonjour de Sfax", NULL, "fr", 0,
	 "Bonjour Ayşe,\n\nmerci de m'avoir écrit la première. J'enseigne le français dans une école primaire de Sfax, à dix minutes du port ; "
	 "mes élèves ont de 8 à 11 ans et ont trouvé Muğla sur la carte en moins d'une minute.\n\n"
	 "Votre projet sur l'eau nous parle beaucoup : ici, on récupère la pluie dans des citernes, les « majel ». "
	 "Pourrions-nous nous joindre à vous après les vacances, même pour une petite partie ?\n\n"
	 "Avec toute mon amitié, مع أطيب التحيات\nAmina"},

	{"contact-ewa", "ewa", "ayse", 2, 20, 15, "contactRequest", "Contact request", NULL, "en", MARK_SEEN,
	 "Dear Ayşe, we work together in Water diary already, and yet we are not contacts! "
	 "I have an idea for a small project about books without words, and for that the portal wants us to be contacts first.\n\nEwa"},

	{"plan", "giorgos", "ayse", 12, 10, 15, "message", "Καλημέρα, το πρόγραμμα", "Water diary", "el", MARK_SEEN,
	 "Καλημέρα Ayşe,\n\nέφτιαξα ένα πρόχειρο πρόγραμμα για τις δέκα εβδομάδες: μέτρηση, φωτογραφία, μία ιστορία τον μήνα. "
	 "Δες το όταν μπορέσεις και σβήσε ό,τι είναι πολύ.\n\nΓιώργος"},
	{"plan", "ayse", "giorgos", 10, 21, 40, "message", "Καλημέρα, το πρόγραμμα", "Water diary", "en", MARK_SEEN,
	 "Dear Giorgos,\n\nthank you, this is exactly the size that my class can manage. I took out the second video call, the children "
	 "would rather write. Is it all right if the story of December is about snow? We have none, so it will be a fairy tale.\n\nAyşe"},
	{"plan", "giorgos", "ayse", 9, 8, 5, "message", "Καλημέρα, το πρόγραμμα", "Water diary", "el", MARK_SEEN,
	 "Καλημέρα! Χιόνι στα παραμύθια: ναι, κι εμείς μόνο εκεί το βλέπουμε. Στον Ψηλορείτη βέβαια έχει από τώρα.\n\n"
	 "Κάτι πρακτικό: ποιος κρατάει τον πίνακα με τις μετρήσεις; Μπορώ εγώ, αν συμφωνείτε όλοι."},
	{"plan", "ayse", "giorgos", 6, 17, 30, "message", "Καλημέρα, το πρόγραμμα", "Water diary", "en", MARK_SEEN,
	 "Yes please, you keep the table. Mine would end up with tea on it.\n\nI have asked Olena for her river; she has the deepest one of us all.\n\nA."},
	{"plan", "giorgos", "ayse", 3, 12, 20, "message", "Καλημέρα, το πρόγραμμα", "Water diary", "el", MARK_SEEN,
	 "Έτοιμος ο πίνακας, τέσσερις στήλες, μία για κάθε σχολείο. Η στήλη της Όλενας είναι μπλε, γιατί έτσι το ζήτησαν τα παιδιά της.\n\n"
	 "Καλό Σαββατοκύριακο,\nΓιώργος"},

	{"label", "destek", "ayse", 4, 16, 0, "announcement", "Kalite etiketi başvuruları", NULL, "tr", MARK_SEEN | MARK_KEPT,
	 "Değerli öğretmenlerimiz,\n\nulusal kalite etiketi başvuruları açılmıştır. Başvuru, biten ya da bitmek üzere olan Avrupa projeleri için "
	 "her öğretmen tarafından ayrı yapılır; yılda en çok dört başvuru değerlendirilir.\n\n"
	 "Başvurmadan önce kontrol ediniz: ortak hedefler ve plan, öğrencilerin okullar arası çalışması, görünür sonuçlar, kişisel verilerin ve "
	 "telif haklarının korunması. Metinlerinizi önce kendi bilgisayarınızda yazmanızı öneririz.\n\n"
	 "Kolaylıklar dileriz.\nUlusal Destek Servisi"},

	{"recipe", "lucia", "ayse", 16, 19, 10, "message", "La receta de mi abuela", "Ekmek", "es", MARK_SEEN,
	 "Hola, Ayşe:\n\nmis alumnos ya preguntaron en casa y ganó, por mayoría absoluta, el pan de mi propia abuela: harina, agua, sal, "
	 "un chorrito de aceite y una noche entera de paciencia. Lo llamaba «pan de esperar».\n\n"
	 "¿Cómo se llama el vuestro?\n\nUn abrazo desde Granada,\nLucía"},
	{"recipe", "ayse", "lucia", 13, 20, 55, "message", "La receta de mi abuela", "Ekmek", "en", MARK_SEEN,
	 "Dear Lucía,\n\n\"bread of waiting\", what a name! Ours is bazlama: round, flat, baked in a pan because nobody in the class has an oven "
	 "that they are allowed to touch. Emir's grandmother came to school and showed it. She did not measure anything.\n\n"
	 "How do we write \"as much flour as it takes\" in a recipe?\n\nAyşe"},
	{"recipe", "lucia", "ayse", 9, 13, 20, "message", "La receta de mi abuela", "Ekmek", "es", MARK_SEEN,
	 "¡En español se escribe exactamente así: «la harina que pida»! Los niños lo han votado como título del libro.\n\n"
	 "Te mando las fotos cuando la oficina de apoyo apruebe el proyecto; de momento las guardo en mi ordenador.\n\nLucía"},
	{"recipe", "lucia", "ayse", 4, 14, 30, "message", "La receta de mi abuela", "Ekmek", "es", MARK_SEEN,
	 "Hola otra vez: todavía nada de la oficina, pero me dijeron que miran los proyectos por orden y que el nuestro es el siguiente.\n\n"
	 "Mientras tanto hemos hecho el pan de esperar. Esperando, claro."},

	{"martenitsa", "maria", "ayse", 5, 13, 15, "message", "Мартеници за март", "Baba Marta", "bg", 0,
	 "Здравейте, Ayşe!\n\nЗнам, че до първи март има много време, но конците се купуват сега, преди Коледа да свърши червеното. "
	 "Моите деца ще направят по една мартеница за всяко Ваше дете. Колко са в класа?\n\n"
	 "И още нещо: при нас мартеницата се закача на цъфнало дърво. Какво цъфти при Вас през март?\n\nСърдечни поздрави,\nМария"},

	{"backpack", "chiara", "ayse ewa", 8, 17, 45, "message", "Zaino e libri: lista", "Book in bag", "it", MARK_SEEN,
	 "Ciao Ayşe, ciao Ewa,\n\necco la lista dei libri che mettiamo nello zaino: tre senza parole, uno di filastrocche e uno di nuvole. "
	 "Pesa due chili e mezzo con il diario; alla posta mi hanno già guardata male.\n\n"
	 "Parte da Perugia lunedì e, se la posta vuole, arriva da voi in dieci giorni.\n\nA presto,\nChiara"},
	{"backpack", "chiara", "ayse ewa", 5, 10, 40, "message", "Zaino e libri: lista", "Book in bag", "it", MARK_SEEN,
	 "Piccola correzione alla lista: il libro delle nuvole resta qui perché Tommaso non ha finito di contarle. "
	 "Al suo posto viaggia un atlante degli animali che dormono.\n\nChiara"},

	{"bread-salt", "juergen", "ayse", 6, 18, 20, "message", "Brot und Salz", NULL, "de", MARK_SEEN,
	 "Hallo Ayşe,\n\nbei uns schenkt man Brot und Salz, wenn jemand in ein neues Haus zieht. Meine Klasse hat gesammelt, was man anderswo schenkt, "
	 "und möchte nun wissen, was man in Muğla mitbringt, wenn man zum ersten Mal zu Nachbarn geht.\n\n"
	 "Drei Sätze von Ihren Kindern wären schon ein großes Geschenk.\n\nHerzliche Grüße aus Kassel\nJürgen Weiß"},

	{"tbilisi", "ayse", "nino", 8, 20, 30, "message", "გამარჯობა თურქეთს!", NULL, "en", MARK_SEEN,
	 "Dear Nino,\n\nmy pupils saw your letters in the forum and asked what language draws so many circles. "
	 "Could you send us the names of your pupils' favourite words in Georgian, so that we can try to paint them?\n\nSelamlar,\nAyşe"},
	{"tbilisi", "nino", "ayse", 6, 15, 5, "message", "გამარჯობა თურქეთს!", NULL, "ka", MARK_SEEN,
	 "გამარჯობა თურქეთს!\n\nჩვენმა ბავშვებმა ხუთი სიტყვა აირჩიეს: დედა, მზე, ზღვა, პური, მეგობარი. "
	 "mother, sun, sea, bread, friend. ნახატები წერილით მოგივათ, მარკაზე კი ჩვენი ციხესიმაგრეა.\n\n"
	 "რომელი სიტყვა უყვარს თქვენს კლასს ყველაზე მეტად?\n\nპატივისცემით,\nნინო"},

	{"dilijan", "ani", "ayse", 7, 12, 0, "message", "Բարև Ձեզ", NULL, "hy", 0,
	 "Բարև Ձեզ, Այշե,\n\nԱնգլերեն եմ դասավանդում Դիլիջանում։ Իմ աշակերտները 9-12 տարեկան են և շատ են սիրում հեքիաթներ։ "
	 "Կարդացի Ձեր էջը և մտածեցի՝ գուցե երեխաները միասին մի հեքիաթ հորինեն, որի հերոսը հասարակ մի ձու է, որ ճամփա է ընկնում։\n\n"
	 "We could begin in winter: one page from us, the next from you. My pupils would write in Armenian and I would add the English.\n\n"
	 "Հարգանքով՝\nԱնի Գրիգորյան"},
	{0},
};

const struct demo_first demo_first_letters_older[] = {
	{"litir", "maire", "ayse", 41, 18, 30, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "A Ayşe, a chara,\n\nthe twelve letters from Muğla arrived today, all at once, in a van that does not usually stop here. "
	 "We read the first four and keep the rest, one a day, like an Advent calendar in the wrong month.\n\nMáire"},
	{"litir", "ayse", "maire", 39, 21, 5, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "Dear Máire,\n\none a day! My pupils wanted to know at once who was read first and why. Defne says that hers is the one with the octopus, "
	 "and that it may wait, because octopuses do.\n\nAyşe"},
	{"litir", "maire", "ayse", 30, 16, 45, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "The octopus was number nine. It now has an Irish name, Ochtchosach, and a place on the window to the sea.\n\n"
	 "Our answers are in the post: eighteen letters and one shell, well wrapped. The shell is from Cian, who does not like writing."},
	{"litir", "ayse", "maire", 20, 19, 15, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "Everything is here, the shell too, and it is whole! We listened to it in turn; Kerem says that the Atlantic sounds colder.\n\n"
	 "Tell Cian that this was a long letter."},
	{"litir", "maire", "ayse", 12, 17, 0, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "I told him. He has begun a real one since.\n\nThe project ends this month: shall we close it together, with a last letter from both classes? "
	 "And would you like to apply for the label with it? I would do it if you do.\n\nM."},
	{"litir", "maire", "ayse", 8, 19, 0, "message", "Litreacha cois farraige", "Letters", "en", MARK_SEEN,
	 "One more thing, before I forget: the parents' evening is full of octopuses. Go raibh míle maith agat!\n\nMáire"},

	{"january", "juergen", "ayse", 8, 10, 10, "message", "Termin im Januar", NULL, "de", MARK_SEEN,
	 "Guten Tag Ayşe,\n\nfür das Treffen der Klassen schlage ich die zweite Januarwoche vor, vormittags; vorher haben wir Ferien und danach Zeugnisse. "
	 "Zwanzig Minuten genügen, wir singen zwei Lieder und stellen drei Fragen.\n\nPasst Ihnen der Mittwoch?\n\nViele Grüße\nJürgen Weiß"},

	{"tree", "ayse", "zeynep", 15, 20, 20, "message", "Masal Ağacı: 2. hafta", "Masal Ağacı", "tr", MARK_SEEN,
	 "Zeynep Öğretmenim merhaba,\n\nbirinci haftanın masallarını astık: dokuz yaprak, iki tomurcuk (bitmemiş masallar). "
	 "İkinci hafta için \"eşikte duran misafir\" konusunu öneriyorum.\n\nSevgiler,\nAyşe"},
	{"tree", "zeynep", "ayse", 13, 18, 5, "message", "Masal Ağacı: 2. hafta", "Masal Ağacı", "tr", MARK_SEEN,
	 "Konu çok güzel! Bizimkiler hemen sordu: misafir insan mı olmak zorunda? Ben de \"masalda kimse zorunda değil\" dedim. Şimdi üç hayalet ve bir fırtınamız var.\n\nZeynep"},
	{"tree", "zeynep", "ayse", 11, 17, 35, "message", "Masal Ağacı: 2. hafta", "Masal Ağacı", "tr", MARK_SEEN,
	 "İkinci haftanın yaprakları hazır, on dört tane. Fotoğrafı TwinSpace'e koydum.\n\nBir ricam var: kapanışta her sınıf bir masalı seslendirse nasıl olur? Küçükler okumayı yeni öğrendi, çok hevesliler."},

	{"badge", "support", "ayse", 13, 14, 0, "announcement", "Your badge is here", NULL, "en", MARK_SEEN,
	 "Dear Ayşe Demir,\n\nyour school has shown again this year how much can be done with little: three active teachers, two projects with different "
	 "pupils, results that everybody can see. The badge of an active eTwinning school is now on the page of your school.\n\n"
	 "It needs no answer and no form. Thank you for all the letters.\n\nCentral Support Service"},

	{"martisor", "andrei", "ayse maria", 14, 15, 50, "message", "Mărțișor și martenițe", "Baba Marta", "ro", 0,
	 "Bună ziua, Ayşe, bună ziua, Maria,\n\nla noi mărțișorul se poartă toată luna și apoi se leagă de un pom. Copiii întreabă de ce la bulgari se "
	 "așteaptă barza, iar la noi nu. Are cineva o explicație potrivită pentru opt ani?\n\n"
	 "Am găsit și un cântec, îl trimit înregistrat, fără fețe.\n\nCu drag,\nAndrei"},

	{"calendar", "marek", "ayse", 18, 9, 30, "message", "Dotaz na kalendář", NULL, "cs", MARK_SEEN,
	 "Dobrý den, Ayşe,\n\nchystáme společný kalendář počasí a nevíme si rady s jednou věcí: kdy má u vás škola prázdniny? "
	 "U nás je volno na konci října a pak až o Vánocích.\n\nDěkuji a zdravím z Olomouce\nMarek Dvořák"},
	{"calendar", "marek", "ayse", 15, 11, 10, "message", "Dotaz na kalendář", NULL, "cs", MARK_SEEN,
	 "Ještě doplnění: stačí nám přibližně. Děti kreslí prázdninové dny žlutě a chtějí vědět, jestli budou žluté stejné dny.\n\nMarek"},

	{"library", "gulsen", "ayse", 16, 16, 25, "message", "Okul kütüphanesi", NULL, "tr", MARK_SEEN,
	 "Ayşe Hocam,\n\nkütüphanenin yeni rafları geldi. 4-B'den üç gönüllü istiyorum, kitapları dillere göre ayıracağız: Türkçe, İngilizce ve \"mektuplarla gelenler\". "
	 "Sonuncusu şimdiden en kalabalık raf.\n\nGülşen"},

	{"contact-giulia", "giulia", "ayse", 17, 8, 10, "contactRequest", "Contact request: La nostra acqua", NULL, "it", MARK_SEEN,
	 "Buongiorno Ayşe,\n\nanche la mia classe misura l'acqua, ma la nostra è salata e non sta mai ferma. Possiamo scriverci?\n\nGiulia"},

	{"vatten", "sofia", "ayse", 64, 9, 50, "message", "Vatten i skolan", NULL, "sv", MARK_SEEN,
	 "Hej Ayşe!\n\nJag hittade ditt projekt om vatten och undrar om det finns plats för en sjö som är frusen fem månader om året. "
	 "Vi mäter isens tjocklek varje vecka från december.\n\nVänliga hälsningar\nSofia"},
	{"vatten", "ayse", "sofia", 60, 20, 10, "message", "Vatten i skolan", NULL, "en", MARK_SEEN,
	 "Dear Sofia,\n\na frozen lake is the most beautiful answer that we have had so far. My pupils have never stood on water.\n\n"
	 "The project itself is full until January, but could we begin as two classes, with letters?\n\nAyşe"},
	{"vatten", "sofia", "ayse", 55, 12, 35, "message", "Vatten i skolan", NULL, "en", MARK_SEEN,
	 "Letters are perfect. Twenty-two children here have already drawn a line on paper: how thick must the ice be before you may stand on it? "
	 "I shall not tell you what they guessed."},
	{"vatten", "ayse", "sofia", 47, 19, 45, "message", "Vatten i skolan", NULL, "en", MARK_SEEN,
	 "Our guesses, between one centimetre (Kerem, who is brave) and two metres (Defne, who is careful). In return: how many litres does a person "
	 "in Muğla drink on a day with 41 degrees?"},
	{"vatten", "sofia", "ayse", 40, 10, 20, "message", "Vatten i skolan", NULL, "en", MARK_SEEN,
	 "Ten centimetres, and a grown-up with ice prods. Tell Defne that she may come here at any time.\n\nFour litres? We had to write down 41 degrees twice."},
	{"vatten", "ayse", "sofia", 27, 18, 30, "message", "Vatten i skolan", NULL, "en", MARK_SEEN,
	 "Four litres is right! The class has put your ice, ten centimetres of it, on the wall, as blue paper. We walk past it carefully."},
	{"vatten", "sofia", "ayse", 18, 13, 40, "message", "Vatten i skolan", NULL, "sv", MARK_SEEN,
	 "I dag kom den första isen, tunn som papper. Barnen sprang in för att berätta det för er först.\n\nHälsningar från hela klassen\nSofia"},

	{"rijeka", "petra", "ayse", 19, 18, 15, "message", "Bok iz Rijeke", NULL, "hr", MARK_SEEN,
	 "Bok, Ayşe!\n\nJavljam se iz Rijeke, grada koji se zove kao i rijeka, što moji učenici smatraju najboljom šalom na svijetu. "
	 "Imamo luku, kišu i mnogo pitanja o Egejskom moru.\n\nMožemo li vam poslati bocu naše kiše, barem kao crtež?\n\nLijep pozdrav,\nPetra"},
	{0},
};
