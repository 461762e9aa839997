package parse

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"meetupbot/content/parse/outline"
)

// surnames are common Japanese surnames as they are written: where no space
// and no capital tells a name, they do.
var surnames = words(surnameList)

//go:embed surnames_ja.txt
var surnameList string

// politely are the words behind a Japanese name that make it one.
var politely = []string{"さん", "氏", "様", "さま", "先生", "くん", "君", "ちゃん", "殿"}

// script is a character of Japanese writing.
func script(r rune) bool {
	return r >= 0x3040 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー')
}

// eastern reports whether a text has characters of Japanese writing.
func eastern(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xe3 { // the first byte of all of them
			if r, _ := utf8.DecodeRuneInString(s[i:]); script(r) {
				return true
			}
			i += 2
		}
	}
	return false
}

// hanName returns the Japanese name that s begins with, without a word such as
// さん behind it, and the length of both; "" when there is none. Its shape is 2
// for a common surname or a polite word, 1 for what is only written like one.
func hanName(s string) (name string, n, shape int) {
	run := 0 // bytes of Japanese writing, with the one space between the names
	spaces := 0
	for run < len(s) {
		r, size := utf8.DecodeRuneInString(s[run:])
		if r == ' ' || r == '　' {
			if run == 0 || spaces > 0 || !script(firstRune(s[run+size:])) {
				break
			}
			spaces++
		} else if !script(r) && r != '・' {
			break
		}
		run += size
	}
	for _, word := range politely {
		i := strings.Index(s[:run], word)
		if i <= 0 {
			continue
		}
		if bare := strings.TrimRight(s[:i], " 　"); nameLength(bare) && !strings.ContainsAny(bare, "のをはがでと") {
			return spaced(bare), i + len(word), 2
		}
	}
	if first, given, ok := cutSpace(s[:run]); ok && onlyHan(first) && runes(first) <= 4 && runes(given) <= 4 && givenAt(given) == len(given) {
		if n := surnameAt(first); n == 0 || n == len(first) || givenAt(first[n:]) != len(first)-n || runes(first) < 4 {
			if n == len(first) {
				return spaced(s[:run]), run, 2
			}
			return spaced(s[:run]), run, 1
		}
	}
	size := surnameAt(s[:run])
	if size > 0 {
		given := givenAt(s[size:run])
		end := size + given
		// 東京の is no Mr or Ms 東
		if name := spaced(s[:end]); given > 0 && (end == run || strings.ContainsRune(" 　", firstRune(s[end:]))) && (runes(name) > 2) {
			return name, end, 2
		}
	}
	if i := strings.Index(s[:run], "・"); i > 2 && run == len(s) && unicode.Is(unicode.Katakana, firstRune(s)) && givenAt(s[i+len("・"):]) > 0 {
		return s[:run], run, 1
	}
	return "", 0, 0
}

// surnameAt returns the length of the common surname that s begins with.
func surnameAt(s string) int {
	size := 0
	for i, end := 0, 0; i < 3 && end < len(s); i++ {
		_, n := utf8.DecodeRuneInString(s[end:])
		if end += n; surnames[s[:end]] {
			size = end
		}
	}
	return size
}

// givenAt returns the length of the given name that s begins with, and the
// space before it: one to three characters of Han, or up to four of one
// syllabary.
func givenAt(s string) int {
	rest := strings.TrimLeft(s, " 　")
	gap := len(s) - len(rest)
	end, count := 0, 0
	var kind *unicode.RangeTable
	for _, r := range rest {
		k := unicode.Han
		switch {
		case unicode.Is(unicode.Hiragana, r):
			k = unicode.Hiragana
		case r == 'ー' || unicode.Is(unicode.Katakana, r):
			k = unicode.Katakana
		case !unicode.Is(unicode.Han, r) && r != '々':
			k = nil
		}
		if k == nil || kind != nil && k != kind && r != '々' {
			break
		}
		if kind == nil {
			kind = k
		}
		end += utf8.RuneLen(r)
		count++
	}
	switch {
	case count == 0 || kind == unicode.Han && count > 3 || count > 4:
		return 0
	case kind == unicode.Hiragana && (count < 2 || end < len(rest) && gap == 0):
		return 0 // a particle, not a name
	case kind == unicode.Han && end < len(rest) && strings.HasPrefix(rest[end:], "的"):
		return 0
	}
	return gap + end
}

// hanOrg returns the company that stands before a name, and where the name
// begins: "株式会社アシ 小倉健太".
func hanOrg(s string) (org string, at int) {
	i := strings.IndexByte(s, ' ')
	if i <= 0 || !strings.Contains(s[:i], "会社") && !strings.HasSuffix(s[:i], "大学") {
		return "", 0
	}
	if _, n, _ := hanName(s[i+1:]); n == 0 {
		return "", 0
	}
	return s[:i], i + 1
}

// hanOrgLike reports whether what stands in brackets behind a Japanese name can
// be a company's.
func hanOrgLike(s string) bool {
	return eastern(s) && runes(s) <= 20 && !isRole(s) && !placeholder.MatchString(s) && !strings.ContainsAny(s, "。、をがは")
}

// hanRoles end what somebody is in Japanese.
var hanRoles = []string{"デザイナー", "エンジニア", "プログラマ", "プログラマー", "コンサルタント", "マネージャ", "マネージャー", "アーキテクト", "ディレクター", "開発者", "代表", "社長", "取締役", "部長", "教授", "准教授", "講師", "研究員", "学生", "実行委員", "委員長"}

// hanRole reports whether what stands beside a Japanese name is a job.
func hanRole(s string) bool {
	return eastern(s) && slices.ContainsFunc(hanRoles, func(role string) bool { return strings.HasSuffix(s, role) }) && runes(s) <= 20
}

func nameLength(s string) bool {
	n := runes(strings.Join(strings.Fields(s), ""))
	return n >= 2 && n <= 9
}

func runes(s string) int { return utf8.RuneCountInString(s) }

func onlyHan(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '々' }) < 0
}

func cutSpace(s string) (before, after string, ok bool) {
	i := strings.IndexAny(s, " 　")
	if i < 0 {
		return s, "", false
	}
	return s[:i], strings.TrimLeft(s[i:], " 　"), true
}

// spaced writes the space between two names as others write it.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// hanShaped is shaped for a text in Japanese writing.
func hanShaped(s string) int {
	s = strings.TrimSpace(s)
	_, n, shape := hanName(s)
	if n < len(s) {
		return 0
	}
	return shape
}

var widths = strings.NewReplacer("（", "(", "）", ")", "：", ":", "／", "/", "，", ",", "、", ",", "｜", "|", "［", "[", "］", "]", "＆", "&", "＠", "@", "　", " ")

// narrow writes brackets and marks of full width as those of half width, with
// spaces around where they part words.
func narrow(t outline.Text) outline.Text {
	if !strings.Contains(t.Plain, "\xef\xbc") && !strings.Contains(t.Plain, "\xef\xbd") && !strings.Contains(t.Plain, "\xe3\x80") {
		return t
	}
	out := t
	out.Marks = append([]outline.Mark(nil), t.Marks...)
	var b strings.Builder
	for i, r := range t.Plain {
		at := b.Len()
		switch s := widths.Replace(string(r)); {
		case r == '：' || r == '／' || r == '｜':
			b.WriteString(" " + s + " ")
		case r == '、' || r == '，':
			b.WriteString(s + " ")
		case r == '（' || r == '［':
			b.WriteString(" " + s)
		default:
			b.WriteString(s)
		}
		grown := b.Len() - at - utf8.RuneLen(r)
		if grown == 0 {
			continue
		}
		for j, m := range t.Marks {
			if m.Start > i {
				out.Marks[j].Start += grown
			}
			if m.End > i {
				out.Marks[j].End += grown
			}
		}
	}
	out.Plain = b.String()
	return out
}

// nextHanName finds the next name of s that a polite word makes one.
func nextHanName(s string, at int) (name string, start, end int) {
	first := -1
	for _, word := range politely[:2] {
		i := strings.Index(s[at:], word)
		for from := at; i >= 0; i = strings.Index(s[from:], word) {
			stop := from + i
			start := stop
			for start > at { // back over the name
				r, size := utf8.DecodeLastRuneInString(s[at:start])
				if !script(r) && r != ' ' && r != '　' && r != '・' || stop-start > 30 {
					break
				}
				start -= size
			}
			if bare := s[start:stop]; bare != "" {
				start += nameWithin(bare)
				if first < 0 || start < first {
					if got, n, _ := hanName(s[start : stop+len(word)]); n > 0 {
						first, name, end = start, got, start+n
					}
				}
			}
			from = stop + len(word)
			if first >= 0 {
				break
			}
		}
	}
	return name, max(first, 0), end
}

// behindTitle are the particles between a name and the title of what is told.
var behindTitle = []string{"による", "から", "より", "には", "が", "の", "は", "に"}

// nameWithin returns where the name begins that ends a run of Japanese: 続いて小倉健太.
func nameWithin(s string) int {
	for i := range s {
		if n := surnameAt(s[i:]); n > 0 {
			if rest := s[i+n:]; rest == "" || givenAt(rest) == len(rest) || runes(rest) <= 5 && !strings.ContainsAny(rest, "のはをがでとや、に") && !unicode.Is(unicode.Hiragana, firstRune(rest)) {
				return i
			}
		}
	}
	at := 0
	if k := strings.LastIndexAny(s, "のはをがでとや、にも"); k >= 0 {
		_, size := utf8.DecodeRuneInString(s[k:])
		at = k + size
	}
	return at
}

// hanProse finds those who speak in a text in Japanese, and the titles in
// brackets beside their names: 小倉さんによる「水の下の鐘」.
func (r *proseReader) hanProse(i int) {
	u := &r.units[i]
	s := u.text.Plain
	for at := 0; ; {
		open := strings.Index(s[at:], "「")
		if open < 0 {
			return
		}
		open += at
		shut := strings.Index(s[open:], "」")
		if shut < 0 {
			return
		}
		shut += open
		at = shut + len("」")
		title := s[open+len("「") : shut]
		if n := runes(title); n < 4 || n > 80 || placeholder.MatchString(title) {
			continue
		}
		p, ok := r.hanBefore(s[:open])
		if !ok {
			name, n, shape := hanName(strings.TrimLeft(s[at:], " 　"))
			if rest := strings.TrimLeft(s[at:], " 　"); n == 0 || shape < 2 || n < len(rest) && !strings.HasSuffix(rest[:n], "さん") && !strings.HasSuffix(rest[:n], "氏") {
				continue
			}
			p = person{name: name}
		}
		p.line, p.text = u.text.LineOf(open), s
		r.found = append(r.found, prosePerson{person: p, unit: i, start: open, end: at, title: title, titleFirm: true, acts: true, told: at, url: linkOver(u.text, open+len("「"))})
	}
}

// hanBefore returns the person whose name, made one by a polite word, ends a
// text: 小倉さん（株式会社アシ）による.
func (r *proseReader) hanBefore(s string) (person, bool) {
	for _, word := range behindTitle {
		if cut, ok := strings.CutSuffix(s, word); ok {
			s = cut
			break
		}
	}
	p := person{}
	for _, q := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if cut, ok := strings.CutSuffix(s, q[1]); ok {
			if i := strings.LastIndex(cut, q[0]); i > 0 {
				p.beside(cut[i+len(q[0]):])
				s = cut[:i]
			}
		}
	}
	name, start, end := "", 0, 0
	for at := max(0, len(s)-60); at < len(s); at = end {
		at = runeStart(s, at)
		n, from, to := nextHanName(s, at)
		if n == "" {
			break
		}
		name, start, end = n, from, to
	}
	if name == "" || end < len(s) || start >= end {
		return person{}, false
	}
	p.name = name
	return p, true
}
