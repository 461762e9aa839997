package parse

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

// hasGiven is how a sentence goes on behind the names of those who spoke: "Ana
// Finch (Acme) then talked about owls".
var hasGiven = pattern.New(`(?i)^(?:\s*\([^()]{1,60}\)|,?\s+(?:from|of|at|von|de|bei|chez|van|di|da)\s+[^.,;:]{2,40}?)?,?\s+(?:then |also |next |kindly |finally |danach |anschließend |ensuite |aussi |luego |también |daarna |poi |depois )?(?:` +
	`talked|spoke|presented|gave|showed|demonstrated|demoed|explained|introduced|discussed|led|told|described|walked|took us|shared|` +
	`sprach|sprachen|zeigten?|erzählten?|berichteten?|stellten?|hielt|hielten|gab|gaben|erklärten?|erläuterten?|führten?|referierten?|präsentierten?|` +
	`(?:nous )?(?:a|ont) (?:ensuite |aussi |également )?(?:présenté|parlé|montré|animé|expliqué|raconté|donné|exposé|fait)|` +
	`(?:nos )?(?:presentó|presentaron|habló|hablaron|contó|contaron|mostró|explicó|dio|impartió|expuso)|` +
	`vertelden?|presenteerden?|liet|sprak|gaf|hield|toonde|` +
	`(?:ci )?(?:ha|hanno) (?:parlato|presentato|mostrato|raccontato|tenuto|spiegato)|` +
	`(?:nos )?(?:apresentou|falou|mostrou|contou|deu|explicou)|` +
	`opowiedział[ai]?|pokazał[ai]?|mówił[ai]?|poprowadził[ai]?|zaprezentował[ai]?|mluvil[ai]?|představil[ai]?|ukázal[ai]?|povídal[ai]?|přednášel[ai]?|vyprávěl[ai]?|` +
	`berättade|pratade|visade|höll|snakket|fortalte|viste|holdt|рассказал[аи]?|выступил[аи]?|показал[аи]?|розповів|розповіла|виступи[вл]а?)(?:$|[^\p{L}])`)

// lookedBack counts the talks of a text that its sentences say were given; 0
// where one of its talks is not told of so.
func (d *draft) lookedBack() int {
	if d.given == 0 || d.given < len(d.talks) {
		return 0
	}
	return d.given
}

// saysGiven notes that a sentence of the text says that a talk was given.
func (d *draft) saysGiven(p *prosePerson) {
	u := &d.units[p.unit]
	if u.role == speaking || p.end > len(u.text.Plain) {
		return
	}
	rest := u.text.Plain[p.end:]
	_, behind := apposition(rest)
	if rest = rest[behind:]; strings.TrimSpace(rest) != "" && hasGiven.MatchString(rest[:min(len(rest), 160)]) {
		d.given++
	}
}
