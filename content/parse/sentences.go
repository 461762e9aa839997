package parse

import (
	"iter"
	"strings"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// farthest is how many bytes before and behind a place its sentence may reach.
const farthest = 800

// sentenceAround returns the bounds of the sentence that holds start to end.
func sentenceAround(s string, start, end int) (int, int) {
	from := runeStart(s, max(0, start-farthest))
	for i := start - 1; i > from; i-- {
		if s[i] == ' ' && sentenceEnd(s, i-1) {
			from = i + 1
			break
		}
		if s[i] >= utf8.RuneSelf && sentenceEnd(s, i) { // no space follows
			from = i + 1
			break
		}
	}
	stop := runeStart(s, min(len(s), end+farthest))
	for i := end; i < stop; i++ {
		if sentenceEnd(s, i) {
			return from, i + 1
		}
	}
	return from, stop
}

// runeStart returns the nearest place from i down where a character begins.
func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// ending are the bytes that may end a sentence: the last ones of 。！？ as well.
var ending = [256]bool{'.': true, '!': true, '?': true, 0x82: true, 0x81: true, 0x9f: true}

// sentenceEnd reports whether the byte at i ends a sentence.
func sentenceEnd(s string, i int) bool { return ending[s[i]] && endsSentence(s, i) }

// endsSentence reports it of a byte that may end one.
func endsSentence(s string, i int) bool {
	switch s[i] {
	case 0x82, 0x81, 0x9f: // 。！？
		return i >= 2 && (s[i-2:i+1] == "。" || s[i-2:i+1] == "！" || s[i-2:i+1] == "？")
	case '!', '?':
		return i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '"' || s[i+1] == ')'
	}
	if i+1 < len(s) && s[i+1] != ' ' {
		return strings.HasPrefix(s[i+1:], "”") || strings.HasPrefix(s[i+1:], `" `)
	}
	word := s[strings.LastIndexByte(s[:i], ' ')+1 : i]
	if len(word) <= 1 && (word == "" || word[0] < '0' || word[0] > '9' || i+2 < len(s)) {
		return false // an initial, an ellipsis
	}
	if len(word) <= longestShort && shortened.lower(strings.Trim(word, "(")) {
		return false
	}
	digits := word != "" && len(word) <= 2 && strings.Trim(word, "0123456789") == ""
	if digits && i+2 < len(s) && !isUpper(firstRune(s[i+2:])) {
		return false
	}
	if digits && i+2 < len(s) && monthAhead(s[i+2:]) {
		return false
	}
	return true
}

// shortened are words that end on a point in a sentence, and longestShort is how
// many bytes one of them may have, with a bracket before it.
var shortened = words(`dr mr mrs ms prof st inc e.g i.e z.b bzw ca nr vs jr sr ltd co d.h u.a approx no etc bspw dipl ing jan feb mar apr jun jul aug sep sept oct nov dec mo di mi do fr sa so kl godz hod ul al str tel min ore im св ул им г гг тел pl nám č tř bl`)

const longestShort = 8

// monthAhead reports whether a month follows, as in "12. Oktober".
func monthAhead(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	switch w := content.Fold(word); {
	case len(w) < 3:
		return false
	default:
		return strings.Contains(" januar februar marz april mai juni juli august september oktober november dezember januari maart mei augustus ", " "+w+" ")
	}
}

// sentences cuts a text into its sentences.
func sentences(t outline.Text) iter.Seq[outline.Text] {
	return func(yield func(outline.Text) bool) {
		start := 0
		for i := 0; i < len(t.Plain); i++ {
			if t.Plain[i] != '\n' && !sentenceEnd(t.Plain, i) {
				continue
			}
			end := i + 1
			for end < len(t.Plain) && (t.Plain[end] == '"' || t.Plain[end] == ')' || strings.HasPrefix(t.Plain[end:], "”")) {
				end++
			}
			if s := t.Slice(start, end); s.Plain != "" && !yield(s) {
				return
			}
			start = end
			i = end - 1
		}
		if s := t.Slice(start, len(t.Plain)); s.Plain != "" {
			yield(s)
		}
	}
}
