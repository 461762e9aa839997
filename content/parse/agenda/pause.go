// Package agenda says what an entry of a programme is, by its words alone: a
// talk, or a pause that nobody comes for; and what a link beside a talk leads
// to: a recording, slides, neither. It refuses to know documents, times and
// people: it serves whoever reads a programme, be it prose or data.
package agenda

import (
	"maps"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
)

// PauseWords returns the folded words of entries that nobody comes to hear, which
// hardly ever stand in a name.
func PauseWords() map[string]bool {
	all := maps.Clone(pauses)
	maps.Copy(all, halves)
	return all
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

var (
	// pauses name what nobody comes to hear.
	pauses = set(`break breaks pause pausen intermission pizza pizzas beer beers bier drinks drink snacks snack lunch dinner breakfast coffee kaffee tea doors door arrive arrival arrivals welcome welcoming willkommen begrussung begrusung bienvenue bienvenida bienvenidos accueil
	welkom inloop ontvangst networking netzwerken mingle mingling socialising socializing socialise q&a qa goodbye farewell thanks registration check-in checkin einlass ankommen ausklang
	kneipe decamp raffle prizes giveaway essen buffet apero cocktail cocktails verpflegung mittagessen mittagspause abendessen descanso cafe tapas almuerzo comida cena cervezas cerveza cervecitas sorteo picoteo acreditacion acreditaciones desayuno
	borrel pauze eten lunchpauze get-together wrap-up wrapup wrap-ups cleanup clean-up aufraumen hangout natter refreshments afterparty after-party cacharreo merienda recepcion verabschiedung brezeln gluhwein grillen barbecue bbq
	kick-off kickoff housekeeping vorstellungsrunde kennenlernen offizielles eintreffen plaudern schwatzen arrivee galette galettes cidre crepes gouter repas dejeuner diner degustation rondleiding proeverij hapjes drankjes afsluiting napraten
	accoglienza registrazione rinfresco pausa aperitivo saluti benvenuto benvenuti pranzo birra birre acolhimento rececao recepcao intervalo convivio petiscos jantar almoco cervejas boas-vindas vinho
	przerwa powitanie rejestracja poczestunek prestavka uvitani registrace obcerstveni paus fika mingel velkomst velkommen valkommen uvitanie
	перерыв регистрация приветствие кофе-брейк нетворкинг фуршет знакомство перерва реєстрація привітання`)
	// halves do, unless more than a filler stands beside them: "Intro", but not
	// "Intro to owls".
	halves = set(`network social food pub bar news update updates opening openers intro introduction introductions close closing end ende fin finish finished start beginn begin anmeldung venue logistics discussion discussions diskussion debate debatte questions fragen preguntas vragen domande perguntas cloture inicio apertura
	inauguracion eroffnung abertura encerramento announcement announcements prize open-space hang chat setup set-up party verre pot visita turno proyeccion presentacion presentaciones despedida verlosung echanges tirage gesprache done queijo pao fuhrung registro chiusura apertura feedback retro outro vote votes voting abstimmung votacion votazione votacao remise diplomes preisverleihung slots
	connectivity rozpoczecie zakonczenie otwarcie zamkniecie zahajeni zakonceni avslutning oppning apning abning открытие закрытие начало завершение вопросы відкриття завершення`)
	// fillers say nothing of their own.
	fillers = set(`a an the and und et y e en i of for from by with mit avec con met to at in on im am zum zur vom von de del la le les los las du des der die das den our us we uns unser unsere your you
	short quick brief kurze kurzer kurzes small big time min mins minutes minuten minutos minuti session round word words remarks note notes part open free some more all everyone group groups community team organisers organizers organiser organizer hosts host sponsors sponsor committee
	first second last final general time over a.m p.m uhr from until bis an las aux au al alla alle organizadores gemeinsames gemeinsamer gemutliches gemutlicher offene offener freie freies collective opt optional talk talks speaker speakers check sprawy organizacyjne spotkania встречи`)
)

// A kind is what a word says of the entry that it stands in.
type kind uint8

const (
	filler kind = iota + 1
	halfPause
	pause
)

// kinds holds the kind of each word that has one.
var kinds = func() map[string]kind {
	m := map[string]kind{}
	for i, words := range []map[string]bool{fillers, halves, pauses} {
		for w := range words {
			m[w] = filler + kind(i)
		}
	}
	return m
}()

// Pauses that are told by more than single words.
var (
	hanPauses    = pattern.OneOf("開場", "受付", "休憩", "懇親会", "開会", "閉会", "オープニング", "クロージング", "乾杯", "質疑応答", "片付け", "撤収", "諸注意", "挨拶", "もくもく会", "自己紹介", "ネットワーキング", "フリータイム")
	pausePhrases = pattern.OneOf("check-in", "get-together", "wrap up", "wrap-up", "open mic", "open space", "group photo", "boas-vindas", "mi-temps", "after party", "meet and greet", "meet & greet", "hack time")
)

// Pausing reports whether an entry is a break or the like. One that has a
// speaker, or is named by more than words for breaks, is a talk, unless what
// it names first of all is one.
func Pausing(s string, hasSpeaker bool) bool {
	low := strings.ToLower(s)
	f := content.Fold(strings.ReplaceAll(low, "q&a", "qa"))
	if f == "" || len(low) < 45 && hanPauses.In(low) {
		return true
	}
	strong, half, other := 0, 0, 0
	early := false
	var first [2]string
	n := 0
	for x := range strings.SplitSeq(f, " ") {
		switch k := kinds[x]; {
		case k == pause:
			strong++
			early = early || n < 3
		case k == halfPause:
			half++
		case k != filler && strings.Trim(x, "0123456789") != "":
			other++
		}
		if n < len(first) {
			first[n] = x
		}
		n++
	}
	if pausePhrases.In(low) || strings.Contains(low, "kick-off") && n < 4 {
		strong, early = strong+1, true
	}
	switch f {
	case "presentation starts", "presentations start", "talk starts", "talks start", "talks begin", "presentation", "the talk", "the talks", "talks", "main talk":
		return true
	}
	if strong+half == 0 {
		return false
	}
	if other == 0 {
		return true
	}
	if hasSpeaker {
		return false
	}
	if strong == 0 {
		return other == 1 && !(n > 2 && opensTitle[first[0]] && leadsOn[first[1]])
	}
	return early || n <= 5 || strong*3 >= n
}

// "Intro to owls" is a talk, "Introduction of the guests" is none.
var (
	opensTitle = set(`intro introduction network update updates start opening`)
	leadsOn    = set(`to into in zu a alla`)
)

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
