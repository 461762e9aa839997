package parse

import (
	"bytes"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// A person is somebody named as a speaker, with what stands beside the name.
type person struct {
	name        string
	affiliation string
	role        string
	links       []content.Link
	line        int
	text        string // the words it was read from
}

// fillFrom takes over what another mention of the same person says and this one
// does not.
func (p *person) fillFrom(q person) {
	if p.affiliation == "" {
		p.affiliation = q.affiliation
	}
	if p.role == "" {
		p.role = q.role
	}
}

// link adds addresses to a person's, those left out that are there already.
func (p *person) link(links []content.Link) {
	for _, l := range links {
		if !slices.ContainsFunc(p.links, func(have content.Link) bool { return have.URL == l.URL }) {
			p.links = append(p.links, l)
		}
	}
}

// parts are the pieces of an entry of a programme: a title, and who speaks.
type parts struct {
	title  string
	people []person
	url    string // the title's link
	sure   bool   // the split does not rest on the shape of names alone
	sep    string // what parts the two: "-", "by", "(", ","
	first  bool   // the people stand before it
}

var (
	inParens = pattern.New(`[(\[]([^()\[\]]{3,80})[)\]]\s*\.?$`)
	level    = pattern.New(`\s*\[(?:[A-Z]|[A-Za-z]+ level|beginner|intermediate|advanced)\]`)
)

// unquote strips one pair of quotation marks around the whole of s.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"»", "«"}, {"‘", "’"}, {"'", "'"}, {"“", "“"}, {"''", `"`}, {"`", "`"}, {"``", "''"}, {"「", "」"}, {"『", "』"}} {
		if len(s) > len(q[0])+len(q[1]) && strings.HasPrefix(s, q[0]) && strings.HasSuffix(s, q[1]) && !strings.Contains(s[len(q[0]):len(s)-len(q[1])], q[1]) {
			return strings.TrimSpace(s[len(q[0]) : len(s)-len(q[1])])
		}
	}
	return s
}

// lengthAtEnd returns where "(10 min)" at the end of an entry begins, or 0.
func lengthAtEnd(s string) int {
	inside, ok := strings.CutSuffix(s, ")")
	open := strings.LastIndexByte(inside, '(')
	if !ok || open <= 0 {
		return 0
	}
	n := strings.TrimLeft(inside[open+1:], "0123456789")
	if unit := strings.ToLower(strings.TrimSpace(n)); len(n) == len(inside)-open-1 || unit != "'" && unit != "′" && !strings.HasPrefix(unit, "min") {
		return 0
	}
	return len(strings.TrimRight(inside[:open], " "))
}

var material = pattern.New(`(?i)(?:\s*(?:[-–—|,:]|\s)\s*[\[(]?\s*(?:slides?|video|videos|recording|folien|aufzeichnung|présentation|support|vidéo|diapositivas|vídeo|presentatie|opname|pdf|code|repo|スライド|動画|資料)\s*[\])]?)+\s*$`)

var shownWords = pattern.OneOf("slide", "video", "vidéo", "vídeo", "record", "folien", "aufzeich", "présent", "support", "diapos", "presenta", "opname", "pdf", "code", "repo", "スライド", "動画", "資料")

// materialAt returns where the words for slides and recordings at the end of an
// entry begin: "Owls (Ana Finch) - Slides, Video".
func materialAt(s string) int {
	if len(s) == 0 || !shownWords.In(strings.ToLower(s[runeStart(s, max(0, len(s)-24)):])) {
		return len(s)
	}
	m := material.FindStringIndex(s)
	if m == nil || m[0] < 8 || s[m[0]-1] != ')' && !strings.ContainsAny(s[m[0]:], "([-–—|") {
		return len(s)
	}
	return m[0]
}

// cleanTitle takes level marks, quotation marks and loose ends off a title.
func cleanTitle(s string) string {
	s = oneLine(s)
	if strings.Contains(s, "[") {
		s = level.ReplaceAllString(s, "")
	}
	if i := strings.LastIndex(s, "【"); i > 0 && strings.HasSuffix(s, "】") {
		s = s[:i] // what kind of session it is
	}
	s = strings.Trim(s, " -–—|,;:*_")
	s = strings.TrimPrefix(s, ". ")
	s = unquote(s)
	if strings.HasPrefix(s, "''") && strings.Contains(s[2:], `"`) { // two quotes typed for one
		s = `"` + s[2:]
	}
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") && strings.Count(s, ".") == 1 {
		s = strings.TrimSuffix(s, ".")
	}
	return strings.TrimSpace(s)
}

// quoted reports whether s, trimmed, begins with a quotation mark.
func quoted(s string) bool {
	s = strings.TrimLeft(s, " *_(")
	for _, q := range []string{`"`, "“", "„", "«", "‘", "''", "”", "「", "『"} {
		if strings.HasPrefix(s, q) {
			return true
		}
	}
	return false
}

// personLinks are hosts on which people have a page of their own.
var personLinks = []string{"twitter.com/", "x.com/", "linkedin.com/in", "github.com/", "xing.com/profile", "mastodon", "bsky.app/profile", "facebook.com/", "instagram.com/", "keybase.io/"}

func personLink(url string) bool {
	for _, host := range personLinks {
		if i := strings.Index(url, host); i >= 0 {
			rest := strings.Trim(url[i+len(host):], "/")
			return rest != "" && strings.Count(rest, "/") <= 1
		}
	}
	return false
}

// peopleScore tells how much a text looks like a list of speakers. known holds
// folded names that the document presents elsewhere.
func peopleScore(t outline.Text, known *roster) int {
	score := 0
	if m := moderators.FindStringIndex(t.Plain); m != nil {
		t = t.Slice(m[1], len(t.Plain))
		score = 2
	}
	s := strings.TrimSpace(t.Plain)
	if s == "" {
		return -10
	}
	if quoted(s) {
		score -= 6
	}
	if strings.ContainsAny(s, "?!") {
		score -= 3
	}
	if known.has(s) {
		score += 6
	}
	if handleWord.MatchString(s) {
		score += 5
	}
	name, n := namePrefix(strings.TrimLeft(s, "@*_ "))
	if n == 0 {
		var room [5]string
		if len(fields(room[:0], s, 5)) > 4 {
			score -= 2
		}
		score -= 2
	} else {
		shape := 0
		if script(firstRune(name)) {
			_, _, shape = hanName(s) // with the polite word behind it
		} else {
			shape = shaped(name)
		}
		score += 1 + shape
		if known.has(name) {
			score += 4
		}
		rest := strings.TrimSpace(s[min(len(s), n):])
		switch {
		case rest == "", rest == ".":
			score += 1
		case strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, "&") || strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "@"),
			strings.HasPrefix(rest, "and "), strings.HasPrefix(rest, "und "), strings.HasPrefix(rest, "from "), strings.HasPrefix(rest, "of "), strings.HasPrefix(rest, "at "), strings.HasPrefix(rest, "et "), strings.HasPrefix(rest, "y "), strings.HasPrefix(rest, "e "), strings.HasPrefix(rest, "en "), strings.HasPrefix(rest, "bij "), strings.HasPrefix(rest, "van "), strings.HasPrefix(rest, "di "), strings.HasPrefix(rest, "da "), strings.HasPrefix(rest, "de "), strings.HasPrefix(rest, "chez "), strings.HasPrefix(rest, "von "), strings.HasPrefix(rest, "bei "):
		default:
			score -= 3
		}
	}
	for _, l := range t.Links() {
		if personLink(l.URL) {
			score += 3
			break
		}
	}
	inside, lower := false, 0
	job := -1 // where "Ana Finch, archivist, Acme" has the job
	if n > 0 && n < len(s) && s[n] == ',' && len(strings.Fields(s)) < 12 {
		job = n + 1
	}
	for w := range strings.FieldsSeq(s) {
		inside = inside || n > 0 && w[0] == '('
		if r := firstRune(w); !inside && r >= 'a' && r <= 'z' && !particles[w] && !linking[w] && !honorifics.set[w] && !roleWords[content.Fold(w)] {
			if lower++; lower == 1 || job < 0 || lower > 3 {
				score--
			}
		}
		inside = inside && !strings.Contains(w, ")")
	}
	return score
}

var linking = words(`and und et y en e from of at the bei von de @ & with mit both beide avec con met da di chez bij aan`)

// firstURL returns the address of a title's first link that is no person's.
func firstURL(t outline.Text) string {
	if links := t.Links(); len(links) > 0 && !personLink(links[0].URL) {
		return links[0].URL
	}
	return ""
}

// endParens is inParens on a text that ends with a bracket.
func endParens(s string) []int {
	if end := strings.TrimRight(s, " ."); !strings.HasSuffix(end, ")") && !strings.HasSuffix(end, "]") {
		return nil
	}
	return inParens.FindStringSubmatchIndex(s)
}

// quotedPart parts a quotation at one end of an entry from what stands beside
// it: `Ana Finch, Acme – "Owls"`, "「梟」 小倉 健太".
func quotedPart(t outline.Text) (title, beside outline.Text, ok bool) {
	s := strings.TrimRight(t.Plain, " .")
	for _, q := range [][2]string{{"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"「", "」"}, {"『", "』"}, {`"`, `"`}} {
		if i := strings.Index(s, q[0]); i > 0 && strings.HasSuffix(s, q[1]) && i+len(q[0]) < len(s)-len(q[1]) && strings.Count(s, q[0]) <= 2 {
			left := strings.TrimRight(s[:i], " ,:–—-")
			return t.Slice(i, len(s)), t.Slice(0, len(left)), left != ""
		}
		if i := strings.Index(s, q[1]); strings.HasPrefix(s, q[0]) && q[0] == "「" && i > 0 && i+len(q[1]) < len(s) {
			return t.Slice(0, i+len(q[1])), t.Slice(i+len(q[1]), len(s)), true
		}
		if !strings.HasPrefix(s, q[0]) {
			continue
		}
		if i := len(q[0]) + strings.Index(s[len(q[0]):], q[1]) + len(q[1]); i > len(q[0])+len(q[1]) && i+1 < len(s) && s[i] == ' ' {
			if name, n := namePrefix(s[i+1:]); n > 0 && shaped(name) > 0 { // `"Owls" Ana Finch`
				return t.Slice(0, i), t.Slice(i+1, len(s)), true
			}
		}
	}
	return title, beside, false
}

// companyOf reports whether what stands before a bracket is somebody whose
// company the bracket names: "Owls by Ana Finch (Acme)".
func companyOf(s string, known *roster) bool {
	at := 0
	for _, m := range byWords(s) {
		at = max(at, m[1])
	}
	for _, m := range separators(s) {
		at = max(at, m[1])
	}
	if at == 0 {
		return false
	}
	for _, c := range chunks(outline.Text{Plain: s[at:]}) { // "by Ana Finch & Bo Reed (Acme)"
		name := bareName(s[at+c.start : at+c.end])
		if name == "" || !known.has(name) && !isWholeName(name) {
			return false
		}
	}
	return true
}

func isWholeName(s string) bool {
	_, n := namePrefix(s)
	return n == len(s)
}

func isRole(s string) bool {
	if !strings.Contains(s, " ") {
		if asciiLetters(s) {
			return roleWords.lower(s)
		}
	}
	var room [96]byte
	for w := range bytes.SplitSeq(content.AppendFold(room[:0], s), []byte{' '}) {
		if roleWords[string(w)] {
			return true
		}
	}
	return false
}
