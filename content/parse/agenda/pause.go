// Package agenda says what an entry of a programme is, by its words alone: a
// talk, or a pause that nobody comes for; and what a link beside a talk leads
// to: a recording, slides, neither. It refuses to know documents, times and
// people: it serves whoever reads a programme, be it prose or data.
package agenda

import (
	"strings"

	"meetupbot/content"
)

// PauseWord reports whether a folded word is one of entries that nobody comes
// to hear.
func PauseWord(folded string) bool { return pauses[folded] }

var pauses = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(pauseWords) {
		m[w] = true
	}
	return m
}()

const pauseWords = `break breaks pause pausen intermission pizza pizzas beer beers bier drinks drink food snacks snack lunch dinner coffee kaffee tea doors door arrive arrival arrivals welcome welcoming willkommen begrussung bienvenue bienvenida accueil
	welkom inloop networking netzwerken network mingle mingling socialising socializing social socialise q&a qa questions fragen preguntas close closing end ende fin goodbye farewell thanks registration check-in checkin einlass ankommen ausklang
	pub bar kneipe decamp announcements announcement news updates raffle prizes prize giveaway opening intro introductions openers essen buffet apero apéro cocktail verpflegung mittagessen mittagspause abendessen descanso cafe tapas almuerzo
	borrel pauze eten lunchpauze get-together wrap-up wrapup wrap-ups finish finished cleanup clean-up aufraumen diskussion discussion discussions open-space hang hangout chat natter refreshments setup set-up afterparty after-party party verre pot repas cloture debate debatte presentacion presentaciones despedida inicio apertura inauguracion visita cacharreo turno proyeccion merienda recepcion verabschiedung eroffnung
	kick-off kickoff anmeldung start beginn venue housekeeping logistics verlosung vorstellungsrunde offizielles eintreffen plaudern schwatzen arrivee`

// Pausing reports whether an entry is a break or the like. An entry with a
// speaker is one only where hardly anything else is said.
func Pausing(s string, hasSpeaker bool) bool {
	low := strings.ToLower(s)
	w := content.Words(strings.ReplaceAll(low, "q&a", "qa"))
	if len(w) == 0 || len(low) < 30 && containsAny(low, "開場", "受付", "休憩", "懇親会", "開会", "閉会", "オープニング", "クロージング", "乾杯") {
		return true
	}
	hits := 0
	early := false
	for i, x := range w {
		if pauses[x] {
			hits++
			early = early || i < 3
		}
	}
	if strings.Contains(low, "check-in") || strings.Contains(low, "get-together") || strings.Contains(low, "wrap up") || strings.Contains(low, "wrap-up") || strings.Contains(low, "kick-off") && len(w) < 4 {
		hits, early = hits+1, true
	}
	switch strings.Join(w, " ") {
	case "presentation starts", "presentations start", "talk starts", "talks start", "talks begin", "presentation", "the talk", "the talks", "talks", "main talk":
		hits, early = hits+1, true
	}
	if hasSpeaker {
		return hits > 0 && len(w) <= 3 && early
	}
	return hits > 0 && (early || len(w) <= 5 || hits*3 >= len(w))
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
