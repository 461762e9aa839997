package parse

import (
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// remote are pieces of words of which each paragraph about a meetup on the net
// holds one.
var remote = pattern.OneOf("irtual", "nline", "emote", "n-line", "oom", "itsi", "ouTube", "outube", "witch", "tream", "n ligne", "n línea", "isio")

// onlineVenue reads that the event has no place but the net.
func (d *draft) onlineVenue() bool {
	seen := 0
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || u.role == aside || u.role == speaking || len(u.text.Plain) > 2500 {
			continue
		}
		if seen++; seen > 12 {
			break
		}
		if u.cues&venueCue == 0 || !remote.In(u.text.Plain) {
			continue
		}
		for s := range sentences(u.text) {
			if virtualEvent.MatchString(s.Plain) && !notOnline.MatchString(s.Plain) {
				return d.setVenue("Online", "", u.text.Line, u.text.Plain, "the text says that it is online")
			}
		}
	}
	return false
}

var notOnline = pattern.New(`(?i)\b(?:no|not|without|instead of|kein|ohne|nicht|pas de|sin|geen)\s+(?:\w+\s+)?(?:zoom|online|virtual|youtube|remote|livestream)`)

var virtualEvent = pattern.New(`(?i)(?:\b(?:stream|streaming|streamen) (?:it|them|this|that|everything|das|ihn|sie|es)(?: \w+)? (?:instead|online|live|stattdessen)|\b(?:déroul\w+|tiendra|tenu|lieu|retrouv\w+|rendez-vous|rencontre|soirée|meetup)\b.{0,40}\b(?:en ligne|en visio\w*)\b|(?:\b(?:celebra\w*|lugar|vemos|charla|evento|encuentro|meetup)\b|\bserá).{0,40}\ben línea\b|\b(?:findet|fand|trafen|treffen|sehen|sind)\b.{0,50}\bonline\b|\b(?:virtual|online|remote|on-line)\b.{0,40}\b(?:meetup|event|meeting|edition|talks?|treffen|session|evento)\b|\b(?:meetup|event|meeting|treffen|see you|joined us|join us|we meet|we met)\b.{0,60}\b(?:virtual(?:ly)?|online|zoom|jitsi|youtube|twitch)\b)`)
