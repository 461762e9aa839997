package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// onWords are the words between who speaks and what about, as few or as many as
// an entry or a title has: "Ana Finch on owls", "Ana Finch spricht über Eulen".
var onWords = pattern.New(`^(?:\s*,)?\s+(?:(?:talks?|speaks?|talking|speaking|will (?:talk|speak)|presents?|presenting|spricht|referiert|erzählt|berichtet|parle|parlera|habla|hablará|fala|falará|parla|parlerà|vertelt|spreekt|mówi|opowie|berättar|pratar|snakker|fortæller|taler|расскажет|расскажет нам|рассказывает) )?(on|about|über|zum thema|sur|à propos de|sobre|acerca de|su|sul|sulla|over|o|om|о|об|про)\s+(?:the topic of )?(\S.*)$`)

// onTopic returns where a text names somebody and where what they speak on
// begins; 0 where it is not put so. least is how much the name has to look like
// one.
func onTopic(t outline.Text, least int) (name string, end, topic int) {
	s := t.Plain
	if len(s) > 200 || !onWord.In(s) {
		return "", 0, 0
	}
	name, end = namePrefix(s)
	if end == 0 || shaped(name) < least || placeNoun.MatchString(name) {
		return "", 0, 0
	}
	m := onWords.FindStringSubmatchIndex(s[end:])
	if m == nil {
		return "", 0, 0
	}
	topic = end + m[4]
	if stages.MatchString(s[topic:]) {
		return "", 0, 0 // "Ana Finch on Zoom"
	}
	if days := when.Dates(s[topic:]); len(days) > 0 && days[0].Start < 8 {
		return "", 0, 0 // "Ana Finch on Tuesday"
	}
	if times := when.Times(s[topic:]); len(times) > 0 && times[0].Start == 0 {
		return "", 0, 0 // "Anna Berg om 19:00"
	}
	return name, end, topic
}

// onWord are these words as they stand in a text.
var onWord = pattern.OneOf(" on ", " about ", " über ", " zum Thema ", " zum thema ", " sur ", " propos de ", " sobre ", " acerca de ", " su ", " sul ", " sulla ", " over ", " o ", " om ", " о ", " об ", " про ")

// stages begin what is no topic: where and how somebody is.
var stages = pattern.New(`(?i)^(?:stage|tour|air|board|holiday|vacation|site|the road|the radio|the (?:main )?stage|guitar|drums|piano|bass|keys|twitter|github|linkedin|mastodon|youtube|zoom|teams|skype|discord|jitsi|behalf|scène|tournée|place)(?:[^\p{L}]|$)`)

// speakerOnTopic reads a document's title that names somebody and what they speak
// on, where the text names them as well: who stands in front of "on" may else be
// anything.
func (d *draft) speakerOnTopic() (talk, bool) {
	text := outline.Text{Plain: d.titleWithoutDay(), Line: d.title.line}
	if topic := d.titleTopic(); topic != "" && talkLead.MatchString(text.Plain) {
		text.Plain = topic
	}
	name, _, at := onTopic(text, 1)
	if at == 0 || !d.mentions(name) || shaped(name) < 2 && !d.gives(name) {
		return talk{}, false
	}
	t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title says who speaks on what", people: []person{{name: name, line: d.title.line, text: d.title.text}}}
	t.Title = strings.TrimRight(text.Plain[at:], " .")
	return t, true
}

// gives reports whether the text says of somebody by name that they speak: what
// only has the capitals of a name may be a club's.
func (d *draft) gives(name string) bool {
	for i := range d.units {
		u := &d.units[i]
		if at := strings.Index(u.text.Plain, name); at >= 0 && d.keep(u) && d.talking(u.text.Plain[at+len(name):]) != nil {
			return true
		}
	}
	return false
}

// talkLead begins a title that says it is a talk or a meetup before it says whose.
var talkLead = pattern.New(`(?i)^[^:–—-]*(?:\b(?:talk|meetup|meeting|lecture|seminar|presentation|vortrag|treffen|conférence|rencontre|réunion|charla|ponencia|palestra|encontro|incontro|lezing|bijeenkomst|spotkanie|föredrag|foredrag)\b|\bexposé)[^:–—-]*(?::| - | – | — )`)
