package when

import (
	"strings"
	"time"
	"unicode/utf8"

	"meetupbot/content"
)

// A word is what the table knows of one: it may be a month and a weekday at
// once ("mar" is March, martes and mardi), and have roles beside.
type word struct {
	month   uint8 // 1 to 12; 0: none
	weekday uint8 // 1 for Sunday to 7 for Saturday; 0: none
	n       int8  // of a number word, a relative day, a part of the day
	trust   trust // how much the word says without a number beside it
	role    role
}

// trust is how sure a month or weekday is when it stands alone.
type trust uint8

const (
	sure   trust = iota // "December", "Tuesday"
	name                // also a name or a verb: "May", "April", "June"
	abbrev              // "Dec", "Tue", "Do": says nothing without a number
)

type role uint64

const (
	isTo       role = 1 << iota // between the ends of a range
	isAnd                       // between the last two of several
	isOf                        // between day and month, month and year
	isThe                       // between weekday and day
	isNext                      // the coming one or the one after
	isComing                    // the coming one
	isLast                      // before next, last: "last Tuesday"
	isThis                      //
	isEvery                     // a rule, not a day: every, first, a
	isPart                      // part of the day; n: 1 before noon, 2 after
	isToday                     // relative day, n days later
	isLoose                     // and also "nowadays"
	isMonth                     // the word month
	isDay                       // the word day
	isIn                        // before a month: in, for
	isMeeting                   // after a month: meetup
	isOrdinal                   // after a number: th
	isAM                        // after a clock time
	isPM                        //
	isUhr                       // after a clock time of 24 hours
	isHour                      // likewise, or after a length: h
	isOClock                    // after a clock time of 12 hours
	isLength                    // after a number: hours, minutes: no clock time
	isLate                      // in place of an end
	isOpen                      // open end
	isEnd                       //
	isOnward                    // after a time
	isNoon                      //
	isMidnight                  //
	isHalf                      // half past, halb
	isQuarter                   //
	isPast                      // half past six
	isNumber                    // one to twelve
	isAbout                     // before a time
	isAfter                     // before a time: no end is meant
	isFrom                      // before a range or a start
	isBetween                   // before a range with "and"
	isUntil                     // before an end
	isZone                      // after a time
	isAt                        // before a time
	isClock                     // likewise, and nothing else: kl.
	isFor                       // 7pm for 7.30pm
	isVersion                   // before a version number
	isBefore                    // before yesterday
	isIsh                       // after a time
	isGerman                    // "am", in front of a date
	isWeek                      // the word week
	isNth                       // which of a month's: first; n: 1 to 5, -1 the last
	isMoved                     // before a day: an old one and a new one follow, no range
	isFeast                     // before a weekday, of one day of the year: Easter Monday
	isMore                      // after an hour: y media, et demie; n: minutes
)

func (w word) is(r role) bool { return w.role&r != 0 }

// words holds every word that is read, folded. It is built once and never
// changed.
var words = buildWords()

// found holds the same for the words of texts.
var found = buildTable(words)

// MonthNamed returns the month that a folded word names in full, or 0. March
// and May are also other words.
func MonthNamed(word string) time.Month {
	if w := words[word]; w.trust != abbrev {
		return time.Month(w.month)
	}
	return 0
}

// WeekdayNamed returns the weekday that a word names in full.
func WeekdayNamed(word string) (time.Weekday, bool) {
	w := words[content.Fold(word)]
	return time.Weekday(int(w.weekday) - 1), w.weekday > 0 && w.trust != abbrev
}

// months are the twelve months by trust: names of English, German, French,
// Spanish, Dutch; then Italian, Portuguese, Czech, Polish, the Scandinavian
// languages; Russian and Ukrainian; Galician, Catalan, Hungarian, Romanian. The
// Finnish ones are built from their stems. Those that are also somebody's name
// or another word, of whichever language, need a number.
var months = [12][3]string{
	{"january januar janner janvier enero januari gennaio janeiro leden ledna stycznia styczen январь января січень січня януари xaneiro gener ianuarie januara sijecnja sijecanj januarja jaanuar jaanuaril janvaris janvari", "", "jan janv ene янв ocak"},
	{"february februar fevrier febrero februari febbraio fevereiro unor unora lutego luty feber февраль февраля лютий лютого февруари febreiro februarie februara veljace veljaca februarja veebruar veebruaril februaris", "", "feb fev febr фев subat"},
	{"marz maerz maart brezen brezna marzec март марта березень березня marcius martie ozujka ozujak", "march mars marzo marco marts", "mar mrt mrz marca mart maret"},
	{"aprile duben dubna kwietnia kwiecien апрель апреля квітень квітня април aprilis aprilie travnja travanj aprill aprillil", "april avril abril", "apr avr abr апр nisan aprila"},
	{"mayo maggio maio kveten kvetna май мая травень травня majus maig svibnja svibanj maijs", "may mai mei maj", "maja mayis"},
	{"juin junio giugno junho cervna czerwca czerwiec июнь июня червень червня юни xuno juny junius iunie lipnja lipanj junija juuni juunil", "june juni", "jun juna haziran"},
	{"juillet luglio julho cervence lipca lipiec июль июля липень липня юли xullo juliol julius iulie srpnja srpanj julija juuli juulil", "july juli julio", "jul juil jula temmuz"},
	{"agosto srpen srpna sierpnia sierpien август августа серпень серпня agost augusztus avgust kolovoza kolovoz augustil", "august aout augustus augusti", "aug авг augusta agustus agustos"},
	{"september septembre septiembre setiembre settembre setembro zari wrzesnia wrzesien сентябрь сентября вересень вересня септември setembre szeptember septembrie septembra septembar rujna rujan septembril", "", "sep sept сен сент eylul"},
	{"october oktober octobre octubre ottobre outubro rijen rijna pazdziernika pazdziernik октябрь октября жовтень жовтня октомври octombrie oktobra oktobar oktoober oktoobril oktobris oktobri", "", "oct okt окт ekim"},
	{"november novembre noviembre novembro listopad listopadu listopada ноябрь ноября листопад листопада ноември noiembrie novembra novembar studenog studenoga studeni novembril novembris novembri", "", "nov ноя kasim"},
	{"december dezember decembre diciembre dicembre dezembro prosinec prosince grudnia grudzien desember декабрь декабря грудень грудня декември decembro desembre decembrie decembra decembar prosinca detsember detsembril decembris decembri", "", "dec dez dic дек aralik"},
}

// weekdays begin with Sunday; the second list has the abbreviations, which
// need a day beside them.
var weekdays = [7][2]string{
	{"sunday sonntag dimanche domingo zondag domenica nedele niedziela sondag воскресенье неділя неділю неделя nedeli niedziele sondagen diumenge vasarnap duminica nedjelja nedjelju nedelja nedeljo puhapaev puhapaeval", "sun so dim dom zo вс"},
	{"monday montag lundi lunes maandag lunedi pondeli poniedzialek mandag понедельник понеділок понеделник mandagen dilluns hetfo hetfon pondelok ponedeljak ponedjeljak esmaspaev esmaspaeval", "mon mo lun ma пн luns"},
	{"tuesday dienstag mardi martes dinsdag martedi utery wtorek tirsdag tisdag вторник вівторок tisdagen dimarts kedd kedden utorok utorak torek teisipaev teisipaeval", "tue tues di mar вт terca marti"},
	{"wednesday mittwoch mercredi miercoles woensdag mercoledi streda sroda onsdag srode среда среду середа середу сряда stredu onsdagen mercores dimecres szerda szerdan miercuri sreda srijeda srijedu kolmapaev kolmapaeval", "wed weds mi mer mie wo ср"},
	{"thursday donnerstag jeudi jueves donderdag giovedi ctvrtek czwartek torsdag четверг четвер четвъртък torsdagen xoves dijous csutortok csutortokon stvrtok cetvrtak cetrtek neljapaev neljapaeval", "thu thur thurs do jeu jue gio чт joi"},
	{"friday freitag vendredi viernes vrijdag venerdi patek piatek fredag пятница пятницу ятниця ятницю петък fredagen venres divendres pentek penteken piatok vineri petak reede reedel", "fri fr ven vie vr пт"},
	{"saturday samstag sonnabend samedi sabado zaterdag sabato sobota lordag sobote суббота субботу субота суботу събота sobotu lordagen dissabte szombat szombaton sambata subota subotu laupaev laupaeval", "sat sa sam sab za сб"},
}

// finnishMonths and finnishDays are what stands before the endings of Finnish
// months and weekdays.
const (
	finnishMonths = "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu"
	finnishDays   = "sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai"
)

// others are the words around days and times, by role, with their n.
var others = []struct {
	role  role
	n     int8
	words string
}{
	{isTo, 0, "до to until till til through thru bis a au al tot ate do t alle"},
	{isAnd, 0, "and und et y e en и"},
	{isOf, 0, "of de del d do di van du"},
	{isThe, 0, "the on den der dem le el il op am dia"},
	{isNext, 0, "next nachsten nachster nachste nachstes volgende"},
	{isComing, 0, "coming upcoming kommenden kommender prochain prochaine proximo proxima komende aanstaande prossimo prossima"},
	{isLast, 0, "last past previous letzten letzter vergangenen dernier passe pasado ultimo vorige afgelopen scorso ultima"},
	{isThis, 0, "this diesen dieser ce cet cette este esta deze questo"},
	{isEvery, 0, "every each jeden jeder jede chaque tous todos cada elke iedere ogni alternate einem einen un une"},
	{isNth | isEvery, 1, "first erster ersten erste premier premiere primer primera eerste primo prima"},
	{isNth | isEvery, 2, "second zweiter zweiten zweite deuxieme segundo segunda tweede secondo"},
	{isNth | isEvery, 3, "third dritter dritten dritte troisieme tercer tercera derde terzo"},
	{isNth | isEvery, 4, "fourth vierter vierten vierte quatrieme cuarto vierde quarto"},
	{isNth | isEvery, 5, "fifth funfter funften funfte cinquieme quinto vijfde"},
	{isNth, -1, "last letzter letzten letzte dernier derniere ultimo ultima"},
	{isNth | isEvery, -1, "laatste"},
	{isMoved, 0, "moved postponed rescheduled shifted brought pushed verschoben verlegt vorverlegt reporte reportee decale decalee aplazado aplazada aplazamos trasladado trasladada pospuesto pospuesta verplaatst verzet uitgesteld verschuift spostato rinviato adiado"},
	{isFeast, 0, "easter whit bank good black cyber casual shrove ash"},
	{isPart, 1, "morning vormittag matin ochtend mattina"},
	{isPart, 2, "evening night afternoon abend nachmittag nacht abends nachmittags soir avond avonds middag tarde noche sera noite вечера дня вечора wieczorem vecer vecera"},
	{isPart, 1, "morgens vormittags madrugada утра ранку"},
	{isToday, 0, "tonight vanavond stasera"},
	{isToday | isLoose, 0, "today heute aujourd hoy vandaag oggi hoje dnes"},
	{isToday, 1, "tomorrow demain morgen manana domani amanha zitra morgenavond"},
	{isToday, -1, "yesterday gestern hier ayer gisteren gisteravond anoche ieri ontem vcera"},
	{isToday, 2, "ubermorgen uebermorgen overmorgen"},
	{isToday, -2, "vorgestern eergisteren anteayer"},
	{isMonth, 0, "month monat monats mois mes maand mese"},
	{isDay, 0, "day"},
	{isWeek, 0, "week weeks wochen woche semaines semaine semanas semana weken fortnight settimana settimane"},
	{isIn, 0, "in dans for our the during since until till by of early late mid this next last im fur seit bis en pour de para em v"},
	{isMeeting, 0, "meetup meetups meeting event events edition session sessions gathering conference talks treffen stammtisch rencontre reunion"},
	{isOrdinal, 0, "st nd rd th er re e eme o a ter"},
	{isAM, 0, "am a"},
	{isPM, 0, "pm p"},
	{isUhr, 0, "uhr uur hodin orakor oratol"},
	{isHour, 0, "h heures heure hrs hs u horas hora часов часа годині годин sati"},
	{isLength, 0, "hour hours minute minutes min mins stunde stunden std minuten minutos uren minuut seconds sec secs"},
	{isLate, 0, "late close"},
	{isOpen, 0, "open"},
	{isEnd, 0, "end ende"},
	{isOnward, 0, "onwards onward"},
	{isNoon, 0, "noon midday midi mediodia mittags"},
	{isMidnight, 0, "midnight mitternacht minuit medianoche middernacht"},
	{isHalf, 0, "half halb"},
	{isMore, 30, "media demi demie mezza"},
	{isMore, 15, "cuarto quart"},
	{isQuarter, 0, "quarter viertel dreiviertel kwart"},
	{isPast, 0, "past nach over"},
	{isNumber, 1, "one eins een eine einer una"}, {isNumber, 2, "two zwei twee deux dos due"}, {isNumber, 3, "three drei drie trois tres tre"},
	{isNumber, 4, "four vier quatre cuatro quattro"}, {isNumber, 5, "five funf vijf cinq cinco cinque"}, {isNumber, 6, "six sechs zes seis sei"},
	{isNumber, 7, "seven sieben zeven sept siete sette"}, {isNumber, 8, "eight acht huit ocho otto"}, {isNumber, 9, "nine neun negen neuf nueve nove"},
	{isNumber, 10, "ten zehn tien dix diez dieci"}, {isNumber, 11, "eleven elf onze once undici"}, {isNumber, 12, "twelve zwolf twaalf douze doce dodici"},
	{isAbout, 0, "about around approx approximately roughly ca circa gegen etwa vers environ sobre rond hacia verso"},
	{isAfter, 0, "after nach apres"},
	{isFrom, 0, "from ab von vanaf partir de desde des vom dalle dalla od"},
	{isBetween, 0, "between zwischen entre tussen"},
	{isUntil, 0, "until till til bis jusqu hasta tot"},
	{isBefore, 0, "before avant vor voor"},
	{isIsh, 0, "ish"},
	{isZone, 0, "utc gmt bst cet cest mez mesz est edt cst cdt mst mdt pst pdt jst ist eet eest west"},
	{isAt, 0, "at um las la om ore"},
	{isAt | isClock, 0, "kl klo klokken klokka klockan godz godzinie"},
	{isFor, 0, "for"},
	{isVersion, 0, "version versions v ver rev section chapter"},
	{isGerman, 0, "am vom den zum ab bis le el op dne il du au al"},
}

func buildWords() map[string]word {
	t := make(map[string]word, 800)
	for i, m := range months {
		for tr, list := range m {
			for _, s := range strings.Fields(latin(list)) {
				w := t[s]
				w.month, w.trust = uint8(i+1), trust(tr)
				t[s] = w
			}
		}
	}
	for i, stem := range strings.Fields(finnishMonths) {
		for _, ending := range strings.Fields("kuu kuuta kuun kuussa") {
			t[stem+ending] = word{month: uint8(i + 1)}
		}
	}
	for i, stem := range strings.Fields(finnishDays) {
		for _, ending := range [...]string{"", "na"} {
			t[stem+ending] = word{weekday: uint8(i + 1)}
		}
	}
	for i, d := range weekdays {
		for short, list := range d {
			for _, s := range strings.Fields(latin(list)) {
				w := t[s]
				w.weekday = uint8(i + 1)
				if short == 1 {
					w.trust = abbrev
				}
				t[s] = w
			}
		}
		// Dienstagabend, dinsdagavond
		for _, s := range strings.Fields(d[0]) {
			for _, part := range []string{"abend", "nachmittag", "avond", "middag"} {
				if strings.HasSuffix(s, "tag") || strings.HasSuffix(s, "mittwoch") || strings.HasSuffix(s, "dag") {
					t[s+part] = word{weekday: uint8(i + 1)}
				}
			}
		}
	}
	for _, o := range others {
		for _, s := range strings.Fields(latin(o.words)) {
			w := t[s]
			w.role |= o.role
			if o.role&(isPart|isToday|isNumber|isNth|isMore) != 0 {
				w.n = o.n
			}
			t[s] = w
		}
	}
	return t
}

// latin folds the Cyrillic letters of words as those of a text are folded.
func latin(words string) string {
	folded := make([]byte, 0, len(words))
	for _, r := range words {
		if r < utf8.RuneSelf {
			folded = append(folded, byte(r))
		} else {
			folded = append(folded, withoutAccent(r))
		}
	}
	return string(folded)
}
