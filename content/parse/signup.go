package parse

import (
	"net/url"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

var (
	signWords = pattern.New(`(?i)\b(?:rsvp|register|registration|sign[ -]?up|tickets?|book (?:your|a)|reserve|save (?:your|the) (?:spot|date|seat)|waitlist|waiting list|anmeld\w*|inscri\w+|registr\w+|apúntate|aanmeld\w*|attend)\b`)
	poweredBy = pattern.New(`(?i)powered by`)
	lastMonth = pattern.New(`(?i:la)[sS](?i:t month)`)
	bareURL   = pattern.New(`https?://[^\s<>"')\]]+`)
	signKeys  = words(`rsvp registration registrationurl registrationlink register tickets ticketurl ticketlink ticketslink ticketsurl signup signuplink meetup meetuplink meetupurl meetupcom xinglink eventbrite eventbritelink eventlink inscription inscriptions anmeldung anmeldelink rsvplink rsvpurl link eventurl`)
)

// signKey reports whether a key, folded, holds where one signs up, also with the
// event before it and the kind of address behind: "event_register_link".
func signKey(key string) bool {
	if signKeys[key] {
		return true
	}
	for _, before := range []string{"event", "meetup"} {
		if rest, ok := strings.CutPrefix(key, before); ok && rest != "" {
			key = rest
			break
		}
	}
	for _, behind := range []string{"url", "link", "page", "form"} {
		if rest, ok := strings.CutSuffix(key, behind); ok {
			key = rest
			break
		}
	}
	return signNouns[key]
}

// signNouns are what such keys are made of.
var signNouns = words(`rsvp register registration tickets ticket signup anmeldung inscription inscriptions inscripcion inscricao iscrizione iscrizioni rejestracja zapisy aanmelden aanmeld attend join`)

// signHosts are the hosts that signUp tells apart, as far as each of their
// addresses holds it.
var signHosts = pattern.OneOf("meetup.com", "eventbrite.", "ti.to", "lu.ma", "luma.com", "tito.io", "xing.", "tickettailor.com", "weezevent.com", "billetto.co.uk", "connpass.com", "doorkeeper.jp", "pretix.eu", "bevy.com", "guild.host", "helloasso.com", "mobilizon.fr", "attendee.com", "yapsody.com", "facebook.com", "attending.io", "lanyrd.com", "atnd.org", "peatix.com", "techplay.jp", "sympla.com.br", "timepad.ru", "konfhub.com", "konfeo.com", "evenea.pl", "kktix.c", "community.dev")

// signUp reports whether an address is a page on which one signs up for one
// event.
func signUp(addr string) bool {
	addr = strings.TrimSpace(addr)
	if at := strings.Index(addr, "//"); at < 0 || strings.ContainsAny(addr[:at], " <\n") || !signHosts.In(strings.ToLower(addr)) {
		return false // without a host, no address at all, or with another host
	}
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		return false
	}
	host, path := strings.TrimPrefix(strings.ToLower(u.Host), "www."), strings.Trim(u.Path, "/")
	parts := strings.Split(path, "/")
	switch {
	case strings.HasSuffix(host, "meetup.com"):
		for i, p := range parts {
			if p == "events" && i > 0 && i+1 < len(parts) && parts[i+1] != "" && strings.Trim(parts[i+1], "0123456789") == "" || p == "events" && i+1 < len(parts) && len(parts[i+1]) >= 9 && parts[i+1] != "calendar" {
				return true
			}
		}
		return false
	case strings.Contains(host, "eventbrite."):
		if host == "eventbrite."+strings.TrimPrefix(host, "eventbrite.") {
			return parts[0] == "e" && len(parts) > 1 || parts[0] == "event" || strings.HasPrefix(parts[0], "tickets")
		}
		return true
	case host == "ti.to" || host == "lu.ma" || host == "luma.com" || host == "tito.io":
		return path != ""
	case strings.HasPrefix(host, "xing.") || host == "xing.com":
		return parts[0] == "events" && len(parts) > 1 || parts[0] == "net"
	case strings.HasSuffix(host, "tickettailor.com"), strings.HasSuffix(host, "weezevent.com"), strings.HasSuffix(host, "billetto.co.uk"), strings.HasSuffix(host, "connpass.com"), strings.HasSuffix(host, "doorkeeper.jp"),
		strings.HasSuffix(host, "pretix.eu"), strings.HasSuffix(host, "bevy.com"), strings.HasSuffix(host, "guild.host"), strings.HasSuffix(host, "helloasso.com"), strings.HasSuffix(host, "mobilizon.fr"), strings.HasSuffix(host, "attendee.com"), strings.HasSuffix(host, "yapsody.com"):
		return path != ""
	case host == "facebook.com":
		return parts[0] == "events" && len(parts) > 1
	case host == "attending.io", host == "lanyrd.com", host == "konfhub.com", strings.HasSuffix(host, ".konfeo.com"), host == "konfeo.com":
		return path != ""
	case host == "atnd.org", host == "sympla.com.br", strings.HasSuffix(host, "techplay.jp"), strings.HasSuffix(host, "peatix.com"), strings.HasSuffix(host, "timepad.ru"), strings.HasSuffix(host, "evenea.pl"), strings.HasSuffix(host, "kktix.cc"), strings.HasSuffix(host, "kktix.com"), strings.HasSuffix(host, "community.dev"):
		return len(parts) > 1 && eventPath[parts[0]]
	}
	return false
}

// eventPath are the folders in which such services keep the pages of events.
var eventPath = words(`event events evento e wydarzenie`)

// groupPage reports whether an address is a group's front page, where nobody
// signs up for one event.
func groupPage(addr string) bool {
	u, err := url.Parse(addr)
	if err != nil {
		return true
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	return strings.HasSuffix(host, "meetup.com") || strings.HasSuffix(host, "twitter.com") || strings.HasSuffix(host, "eventbrite.com") || strings.HasSuffix(host, "eventbrite.co.uk") || strings.HasPrefix(addr, "mailto:") || host == "" || strings.HasSuffix(host, "google.com") && strings.Contains(u.Path, "maps") || host == "goo.gl" && strings.HasPrefix(u.Path, "/maps") || host == "github.com" && !strings.Contains(u.Path, "/issues/new") || strings.Trim(u.Path, "/") == ""
}

// readSignUp collects the links where one signs up.
func (d *draft) readSignUp() {
	have := map[string]bool{}
	for _, l := range d.event.RSVP {
		have[bareAddress(l.URL)] = true
	}
	add := func(addr, words string, line int, rule string) {
		addr = strings.TrimRight(addr, ".,;:!)")
		bare := bareAddress(addr)
		if have[bare] {
			return
		}
		have[bare] = true
		d.event.RSVP = append(d.event.RSVP, content.Link{Text: words, URL: addr})
		d.note("rsvp", addr, line, words, rule)
	}
	d.rowPages(add)
	for key, v := range d.front.Scalars() {
		if above, last, ok := cutLast(key); ok {
			if key = last; last == "url" || last == "link" || last == "href" {
				_, key, _ = cutLast("." + above) // {registration: {url: ...}}
			}
		}
		if strings.HasPrefix(v.Text, "http") && signKey(key) && (signUp(v.Text) || key != "link" && key != "eventurl" && !groupPage(v.Text)) {
			add(v.Text, "", v.Line, "front matter: "+key)
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) {
			continue
		}
		for _, l := range u.text.Links() {
			words := u.text.Plain[l.Start:l.End]
			rule := d.signLink(u, l, words)
			if rule == "" || poweredBy.MatchString(words) {
				continue
			}
			from, to := sentenceAround(u.text.Plain, l.Start, l.End)
			if d.ofEarlierYear(u.text.Plain[max(from, runeBack(u.text.Plain, l.Start-20)):l.Start]) {
				continue
			}
			if lastMonth.MatchString(u.text.Plain[from:to]) || ofAnotherDay(u.text.Plain[from:to], words) {
				continue
			}
			add(l.URL, words, u.text.LineOf(l.Start), rule)
		}
		if strings.Contains(u.text.Plain, "http") {
			for _, m := range bareURL.FindAllStringIndex(u.text.Plain, -1) {
				from, to := sentenceAround(u.text.Plain, m[0], m[1])
				if ofAnotherDay(u.text.Plain[from:to], u.text.Plain[m[0]:m[1]]) {
					continue
				}
				clause := u.text.Plain[max(from, runeBack(u.text.Plain, m[0]-60)):m[0]]
				if addr := strings.TrimRight(u.text.Plain[m[0]:m[1]], ".,;:!…"); signUp(addr) || u.role != aside && (signPath.MatchString(addr) || u.role != sponsors && !groupPage(addr) && signForm.MatchString(clause)) {
					add(addr, addr, u.text.LineOf(m[0]), "an address where people sign up")
				}
			}
		}
	}
}

// signLink returns by which rule a link leads to where people sign up, "" where
// it does not.
func (d *draft) signLink(u *unit, l outline.Mark, words string) string {
	if signUp(l.URL) {
		return "a link to an event's page where people sign up"
	}
	rule := ""
	switch {
	case u.role == aside || !strings.HasPrefix(l.URL, "http"):
	case signWords.MatchString(words) && !signLess.MatchString(words) && !strings.Contains(strings.ToLower(l.URL), "newsletter"):
		rule = "a link whose words are about signing up"
	case u.role != sponsors && (hereLike(words) || bareAddress(words) == bareAddress(l.URL)):
		from, _ := sentenceAround(u.text.Plain, l.Start, l.End)
		clause := u.text.Plain[from:l.Start]
		if signSaid.MatchString(clause[max(0, runeBack(clause, len(clause)-60)):]) && !signLess.MatchString(clause) {
			rule = "a link that words about signing up lead to"
		}
	}
	if rule == "" || groupPage(l.URL) {
		return ""
	}
	return rule
}

var (
	// signSaid is what a clause says that leads to a link for signing up.
	signSaid = pattern.New(`(?i)(?:\b(?:rsvp|register|registration|sign[ -]?up|tickets?|anmeldung|anmelden|inscri\w+|aanmelden|apúntate|reserve|book|rejestrac\p{L}*|zarejestruj\p{L}*|registrac\p{L}*|påmeld\p{L}*|anmäl\p{L}*|tilmeld\p{L}*|ilmoittaudu|regisztr\p{L}*)|(?:регистрац|зарегистрир|регистрир|реєстрац|зареєстр)\p{L}*)(?:[^\p{L}.!?][^.!?]*)?$`)
	// signPath is how the address of such a page ends.
	signPath = pattern.New(`(?i)^https?://[^/]+/(?:[^?#]*/)?(?:register|registration|rsvp|tickets?|sign-?up|anmeldung|inscription)(?:/[\w-]+)?/?$`)
)

// signForm ends a clause that asks to sign up by the form whose address is next.
var signForm = pattern.New(`(?i)\b(?:rsvp|register|sign[ -]?up|anmeld\w+|inscri\w+|aanmelden)\b[^.!?]*(?:\b(?:form|formular|formulaire|formulario|formulier|modulo|link|page|here|hier|ici)\b|\baquí)[^.!?]{0,12}[:(]\s*$`)

// ofEarlierYear reports whether the words before a link name a year before the
// event's: "we began in 2010 with [the first](address)".
func (d *draft) ofEarlierYear(before string) bool {
	if !digits(before) || !d.event.Date.IsDay() {
		return false
	}
	year := yearIn(before)
	own, _, _ := d.event.Date.YMD()
	return year > 0 && year < own
}

// movedTo says that something else was moved to another day.
var movedTo = pattern.New(`(?i)\b(?:shifted|moved|postponed|rescheduled|pushed back|verschoben|verlegt|reportée?|décalée?|aplazad[oa]|verplaatst|spostat[oa]|adiad[oa])\s+(?:back\s+)?(?:(?:to|until|auf|au|a|al|naar|para)\b|à)`)

// ofAnotherDay reports whether an address that stands in a sentence for itself
// belongs to what was moved to another day: "as the talk about nets
// (https://...) was moved to May".
func ofAnotherDay(sentence, words string) bool {
	at := strings.Index(sentence, words)
	return at > 0 && strings.HasPrefix(words, "http") && strings.HasSuffix(sentence[:at], "(") && !signWords.MatchString(sentence[:at]) && movedTo.MatchString(sentence[at+len(words):])
}

// hereLike reports whether a link's words point at its page and name nothing
// of their own: "take one here", "this page".
func hereLike(words string) bool {
	low := strings.ToLower(strings.TrimSpace(words))
	switch low {
	case "meetup", "meetup.com", "eventbrite", "pretix", "luma", "the event page", "our page", "the website", "the form", "this form", "formular":
		return true
	}
	w := strings.Fields(low)
	return len(w) > 0 && len(w) <= 4 && !isUpper(firstRune(words)) && (containsAny(" "+low+" ", " here ", " one ", " hier ", " ici ", " aquí ", " this ", " page ", " link ", " form ", " ticket ", " сайте ", " сайті ", " странице ", " здесь ", " тут ", " ссылке ", " tutaj ", " tu ", " stronie ", " zde ", " stránce ", " tady ", " her ", " här ", " aqui ", " qui ", " täällä ") || strings.HasPrefix(low, "get "))
}

var signLess = pattern.New(`(?i)code of conduct|newsletter|mailing[ -]?list|bolet[ií][nm]|bollettino|rundbrief|infolettre|lettre d[’']info|nieuwsbrief|biuletyn|zpravodaj|lista de (?:correo|discuss)|рассылк|розсилк|group|speaker|talk|slack|conduct`)

func sameAddress(a, b string) bool { return bareAddress(a) == bareAddress(b) }

// bareAddress is what of an address tells one page from another.
func bareAddress(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "www."), "?")
	return strings.TrimRight(s, "/")
}

// cutLast parts the path of a key before its last piece.
func cutLast(key string) (above, last string, ok bool) {
	i := strings.LastIndexByte(key, '.')
	if i < 0 {
		return "", key, false
	}
	return key[:i], key[i+1:], true
}

// pageNames are keys of a page, which may be where one signs up.
var pageNames = strings.Fields(`url link href page website web eventpage urls links`)

// rowPages adds the pages of a record on which one signs up: those of a
// service for that, and those that the key beside them says so of.
func (d *draft) rowPages(add func(addr, words string, line int, rule string)) {
	if !d.row {
		return
	}
	for _, n := range pageNames {
		for _, v := range itemsOf(d.front.Find(n)) {
			addr, label := address(v.Text), d.front.FindStr(n+"title", n+"text", n+"label", n+"name")
			if v.Kind == tree.Object {
				addr, label = address(v.FindStr("url", "href", "link")), v.FindStr("title", "text", "label", "name", "type")
			}
			if addr != "" && (signUp(addr) || signWords.MatchString(label) && !groupPage(addr)) {
				add(addr, label, v.Line, d.keyRule(n))
			}
			for _, f := range v.Fields { // {luma: ..., facebook: ...}
				if addr == "" && f.Value.Kind == tree.Text && signUp(f.Value.Text) {
					add(strings.TrimSpace(f.Value.Text), "", f.Line, d.keyRule(n+"."+f.Name))
				}
			}
		}
	}
}
