package outline

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"meetupbot/content/parse/pattern"
)

// What the parameters of a component say, by their names in lower case and
// without hyphens. Where several are given the first counts.
var (
	titleNames   = []string{"title", "talktitle", "talk", "topic", "session", "subject", "titel", "titre", "titulo", "título", "titolo", "thema"}
	speakerNames = []string{"speaker", "speakers", "speakername", "presenter", "presenters", "by", "author", "authors", "who", "host", "referent", "ponente", "ponentes", "intervenant", "intervenants", "spreker", "relatore", "palestrante"}
	personNames  = append([]string{"name", "fullname"}, append(speakerNames, "title")...)
	orgNames     = []string{"company", "org", "organisation", "organization", "affiliation", "employer", "firma", "empresa", "entreprise", "bedrijf", "azienda"}
	roleNames    = []string{"role", "job", "jobtitle", "position", "tagline"}
	bioNames     = []string{"bio", "biography", "about", "vita"}
	idNames      = []string{"id", "slug", "key", "ref", "speakerid", "speaker_id", "speakerkey", "person"}
	textNames    = []string{"abstract", "description", "summary", "beschreibung", "resumen", "descripcion", "descrizione"}
)

// callers are words by which a template calls another, whose name follows.
var callers = []string{"include", "include_cached", "include_relative", "render", "partial", "partialcached", "component", "embed", "template", "call"}

// componentKind tells what a component carries by its name: "talk.html",
// "TalkCard", "partials/session", "speaker-bio".
func componentKind(name string) (talk, speaker bool) {
	name = strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	name, _, _ = strings.Cut(name, ".")
	name = strings.ReplaceAll(strings.ReplaceAll(name, "-", ""), "_", "")
	for _, word := range []string{"card", "item", "block", "box", "row", "info", "details", "bio", "profile"} {
		name = strings.TrimSuffix(name, word)
	}
	for _, word := range []string{"event", "meetup", "conference", "lightning", "render", "show"} {
		name = strings.TrimPrefix(name, word)
	}
	switch name {
	case "talk", "talks", "session", "sessions", "presentation", "vortrag", "charla", "lezing", "palestra", "exposé", "ponencia", "intervento":
		return true, false
	case "speaker", "speakers", "presenter", "referent", "ponente", "intervenant", "spreker", "relatore", "palestrante":
		return false, true
	}
	return false, false
}

// carried returns what a template tag or a component carries: its name and
// whether that is a talk or a speaker. rest is the tag behind the name.
func carried(tag string) (name string, rest []token, talk, speaker bool) {
	rest = tokens(tag)
	for len(rest) > 0 && (rest[0].kind == word || rest[0].kind == quoted) {
		name, rest = rest[0].text, rest[1:]
		if talk, speaker = componentKind(name); talk || speaker || !slices.Contains(callers, strings.ToLower(name)) {
			break
		}
		for len(rest) > 0 && rest[0].kind == opens {
			rest = rest[1:]
		}
	}
	return name, rest, talk, speaker
}

// component writes the talk or the speaker that a tag's parameters name as
// labelled lines, and "" for any other tag: talk title="Owls" speaker="Ana
// Finch". body says that text follows, up to the tag that closes this one.
func component(tag string, body func(name string) bool) string {
	name, rest, isTalk, isSpeaker := carried(tag)
	if !isTalk && !isSpeaker {
		return ""
	}
	named, plain := parameters(rest)
	nth := func(i int) string {
		if i < len(plain) {
			return plain[i]
		}
		return ""
	}
	pick := func(names []string, other string) string {
		for _, n := range names {
			if v := named[n]; v != "" {
				return v
			}
		}
		return other
	}
	var title, who string
	if isTalk {
		first, second := nth(0), nth(1)
		if likePerson(first) && second != "" && !likePerson(second) {
			first, second = second, first // talk 'Ana Finch' 'How owls hunt'
		}
		title, who = pick(titleNames, pick([]string{"name"}, first)), pick(speakerNames, second)
	} else {
		who = Spelled(pick(personNames, pick(idNames, nth(0))))
		if title = pick(titleNames[1:], ""); title == who {
			title = ""
		}
	}
	if who == "" && (title == "" || isSpeaker) {
		return ""
	}
	var b strings.Builder
	write := func(label, value string) {
		if value != "" {
			b.WriteString("<b>" + label + ":</b> " + html.EscapeString(value) + "<br>")
		}
	}
	write("Title", title)
	write("Speaker", who)
	write("Role", pick(roleNames, ""))
	write("Company", pick(orgNames, ""))
	write("Abstract", pick(textNames, ""))
	write("Bio", pick(bioNames, ""))
	if isSpeaker && title == "" && body(name) {
		b.WriteString("<b>Bio:</b> ")
	}
	return b.String()
}

// slug is a name as file names and ids have it: "ana-finch".
var slug = pattern.New(`^[a-z]+(?:[-_][a-z]+){1,3}$`)

// inNames are the small words of names.
var inNames = strings.Fields("van von de der den di da del della la le du dos das bin al el ten ter zu zur y e af av")

// Spelled is the name that a slug stands for, whose bearer nothing presents: "Ana
// Finch" for "ana-finch". Any other text stays as it is.
func Spelled(s string) string {
	if !slug.MatchString(s) {
		return s
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	for i, p := range parts {
		if i == 0 || i == len(parts)-1 || !slices.Contains(inNames, p) {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, " ")
}

// likePerson reports whether a text may be somebody's name by its shape: two to
// four words of nothing but letters, each with a capital.
func likePerson(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' {
				return false
			}
		}
	}
	return true
}
