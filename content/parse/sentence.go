package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	// companyWord ends what stands between somebody's name and their company's.
	companyWord = pattern.New(`^[^.!?;]{0,60}\s(?:at|from|of|for|with|@|bei|von|der|chez|de|en|bij)\s+(?:the\s+)?$`)
	// joinsOn stands between a talk and the next person's name.
	joinsOn = pattern.New(`^["”“»*)\]]*\s*(?:\([^()]{0,40}\)\s*)?,?\s*(?:and|und|et|y|en|e)\s+$`)
	// leadsTo stands between somebody's name and the title of their talk.
	leadsTo = pattern.New(`(?i)^\s*(?:\([^()]{1,60}\)|(?:,\s*)?(?:from|of|at|von|bei|de|chez|van) (?:the |der )?[^.,;:"“*]{2,40}?)?,?(?:\s+(?:on|about|with|mit|über|sur|sobre)|(?:\s+will)?(?:\s+(?:be\s+)?(?:talk|speak|present)(?:s|ed|ing)?)?(?:\s+(?:on|about))?|\s+(?:showed|shows|show|gives|gave|spoke about|spoke on|told us about|stellt|zeigt|zeigte|präsentiert|presents|presented))\s*$`)
)

// shownTitle returns the title that stands out behind a name, in quotation
// marks, italics or bold, and where it ends: "Ana Finch on *Owls*". joined says
// that another talk stands before: "and Ana Finch *Owls*"; acts, that the words
// behind the name say that they speak.
func shownTitle(t outline.Text, end, to int, joined, acts bool) (string, int) {
	s := t.Plain
	from, stop := -1, 0
	if m := quotation.FindStringIndex(s[end:to]); m != nil {
		from, stop = end+m[0], end+m[1]
	}
	for _, m := range t.Marks {
		if m.Style > outline.Italic && (m.Style != outline.Link || !acts || personLink(m.URL)) || m.Start < end || m.Start >= to || m.End <= m.Start+3 || from >= 0 && m.Start >= from {
			continue
		}
		words := s[m.Start:min(m.End, len(s))]
		if m.Style == outline.Link && (len(strings.Fields(words)) < 3 || !isUpper(firstRune(words)) || orgFirst.MatchString(s[end:m.Start])) {
			continue
		}
		if m.Style == outline.Bold && (len(strings.Fields(words)) < 2 || len(when.Dates(words)) > 0 || shaped(words) > 1) {
			continue
		}
		from, stop = m.Start, min(m.End, len(s))
	}
	if from < 0 || from-end > 90 || stop <= from {
		return "", 0
	}
	between := s[end:from]
	if !leadsTo.MatchString(between) && !(acts && !strings.ContainsAny(between, ".;:!?\n") && len(between) < 70) || strings.TrimSpace(between) == "" && !joined && !acts {
		return "", 0
	}
	return cleanTitle(s[from:stop]), stop
}

// actsClearly is how a sentence goes on behind a name that might be none.
var actsClearly = pattern.New(`^(?:\s+(?:from|of|at)(?:\s+the)?(?:\s+(?:&|\p{Lu}[\w&.-]*)){1,4}|\s+\([^()]{2,60}\))?,?\s+(?:will (?:be (?:talking|speaking|presenting|showing|telling|sharing)|talk|speak|show|present|give|tell|share|explain|demo|walk)|gave|presented|talked|spoke|showed|presents|shows|talks|speaks|told us|explained|demoed)\b`)

// doubtfulName finds the next two words that are a name only because of what
// they are said to do: "May Lin will talk", "Ana Welsh gave". Its end is 0 when
// there is none.
func doubtfulName(s string, at int) chunk {
	for i := at; i < len(s); {
		i = skipBlank(s, i)
		stop := i
		for stop < len(s) && !blank(s[stop]) {
			stop++
		}
		if stop+1 < len(s) && s[i] < 0x80 && isUpper(rune(s[i])) && isUpper(firstRune(s[stop+1:])) {
			first := s[i:stop]
			end := stop + 1
			for end < len(s) && !strings.ContainsRune(" \n,.;:()", rune(s[end])) {
				end++
			}
			second := s[stop+1 : end]
			if mayBeName(first, second) && actsClearly.MatchString(s[end:]) {
				return chunk{start: i, end: end}
			}
		}
		i = stop
	}
	return chunk{}
}

// mayBeName reports whether two words, one of which stands in titles, can be
// somebody's name.
func mayBeName(first, second string) bool {
	if noName.lower(first) {
		return alsoNames.lower(first) && nameWord(second) && !common(second)
	}
	return surnamesToo.lower(second) && noName.lower(second) && nameWord(first)
}

// linkOver returns the address of the link that covers a byte, "" for none.
func linkOver(t outline.Text, at int) string {
	for _, l := range t.Links() {
		if l.Start <= at && at < l.End {
			return l.URL
		}
	}
	return ""
}

// nextActs returns where a sentence turns to another speaker: "..., and Bo Reed
// will show ...".
func (r *proseReader) nextActs(s string, from, to int) int {
	for at := from; at < to; {
		name, start, end := nextName(s[:to], at, r.known)
		if name == "" {
			break
		}
		before := strings.TrimRight(s[from:start], " *")
		for _, word := range []string{" and", " und", " et", " y", " en", " e", ";"} {
			if strings.HasSuffix(before, word) && (r.performs(s[end:to]) != nil || actsBehind.MatchString(s[end:to])) {
				return from + len(strings.TrimRight(strings.TrimSuffix(before, word), " ,"))
			}
		}
		at = end
	}
	if !r.back {
		return to
	}
	// "John showed us knots, Dave S showed us nets, and the treasurer presented"
	cut := to
	if name, start, _ := r.next(s[:to], from); name != "" && start > from && strings.HasSuffix(strings.TrimRight(strings.TrimSuffix(s[from:start], "and "), " "), ",") {
		if _, second, more := strings.Cut(name, " "); !more || len(strings.TrimSuffix(second, ".")) == 1 {
			cut = from + len(strings.TrimRight(strings.TrimSuffix(s[from:start], "and "), " ,"))
		}
	}
	if m := otherActs.FindStringIndex(s[from:cut]); m != nil {
		cut = from + m[0]
	}
	return cut
}

// otherActs is where a report turns to what somebody did who has no name.
var otherActs = pattern.New(`,? and (?:the|our|an?) \p{Ll}+ (?:presented|showed|gave|told|demoed|demonstrated|explained)\b`)

// actsBehind is how a sentence goes on that names a company before it says who
// speaks.
var actsBehind = pattern.New(`^\s*(?:\([^()]{1,60}\)|,?\s*(?:from|of|at|von|bei|de|chez) [^.,;:"“]{2,40}?)?,?\s+(?:will|with|on|about|talking|speaking|presenting|showing|gave|spoke|talked|presented|shows|presents)\b`)
