package pattern_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"meetupbot/content/parse/pattern"
)

// expressions are of every kind that the look knows how to read, or not.
var expressions = []string{
	`owl`, `(?i)owl`, `(?i)\b(?:talks?|speakers?)\b`, `(?i)^[\s,]*(?:who |then )?(?:will (?:be )?(?:talk|speak)|gave|['’]s talk)`,
	`(?i)(?:hosted by|\bthanks?\b[^.]{0,60}|kick)[\s,:]*$`, `^\d{1,2}:\d\d`, `[["“]([^"”]{2,9})["”]`, `a*b+c?`, `(?:ab|cd){2,3}`, `(?:ab|cd){0,3}x`,
	`(?i)über|zum thema`, `(?i)kaſe`, `(?s).*`, ``, `\b`, `^$`, `x|`, `(?m)^owl$`, `(?i)^ *(?:owls|)`, `^(?:a|b)*cd`, `^(?:ab)+cd`, `^\W*(?:complet\b|agotadas?)|\b(?:esaurito)\W*$`,
	`「[^」]+」`, "\ufffd", "[\ufffd-\ufffe]x", `(?i)[k-m]ilo`, `^[[:^alpha:]]*né`, `(?i)^(?:é|ss|K)+$`, `[^\x00-\x{10FFFF}]`, `(?i)(?:[ao]s|e)l$`, `^(?:\pL+ )?owl`,
	`(?i)\bowls?\b|\Bow$`, `(?m)^\s*owls?$`, `a[ab]{12}$`, `x.{0,40}y.{3,40}z`, `\p{Lu}[\p{L}\d.'’ -]{1,40}?\b(?:street|lane)\b`, `(?i)[^a-c]k\b`, "[「–]owl",
}

var texts = []string{
	"", "owl", "OWL", "the Owls", "  , who will be Talking", ", Gave", "’s talk", "'S TALK", "Thank you, ", "Hosted by: ", "KICK", "12:30", `say "owls"`, "abcdab", "xabx", "cdcdx",
	"ÜBER uns", "Zum Thema", "kase", "KAſE", "\u212aaſe", "aſl", "Speaker\u017f", "talk\u017f", "\u212aick", "\xff", "a\xffx", "\ufffdx", "line\nowl\nline", "bbbc", "abab" + "cd", "abcd", "  COMPLET ", "è esaurito!", "「owl」",
	"\u212ailo", "Milo", "123 NÉ", "ÉſSk", "aol", "Ana owl", strings.Repeat("no", 200) + "owl",
	"howls", "owl\n\n owls\n", "ow", strings.Repeat("abbabaaab", 60), strings.Repeat("xyxxyyz ", 30), "Østre Mill Lane 3", "Milk — milK, mil\u212a", "–owl", "「owl", "\U0001f989 owl street",
}

// same reports what is answered otherwise than by package regexp, or "".
func same(expr, s string) string {
	re, p := regexp.MustCompile(expr), pattern.New(expr)
	for _, q := range []struct {
		name      string
		got, want any
	}{
		{"MatchString", p.MatchString(s), re.MatchString(s)},
		{"FindString", p.FindString(s), re.FindString(s)},
		{"FindStringIndex", p.FindStringIndex(s), re.FindStringIndex(s)},
		{"FindStringSubmatch", p.FindStringSubmatch(s), re.FindStringSubmatch(s)},
		{"FindStringSubmatchIndex", p.FindStringSubmatchIndex(s), re.FindStringSubmatchIndex(s)},
		{"FindAllString", p.FindAllString(s, -1), re.FindAllString(s, -1)},
		{"FindAllStringIndex", p.FindAllStringIndex(s, 2), re.FindAllStringIndex(s, 2)},
		{"FindAllStringSubmatch", p.FindAllStringSubmatch(s, -1), re.FindAllStringSubmatch(s, -1)},
		{"FindAllStringSubmatchIndex", p.FindAllStringSubmatchIndex(s, -1), re.FindAllStringSubmatchIndex(s, -1)},
		{"ReplaceAllString", p.ReplaceAllString(s, "<$0>"), re.ReplaceAllString(s, "<$0>")},
		{"ReplaceAllStringFunc", p.ReplaceAllStringFunc(s, strings.ToUpper), re.ReplaceAllStringFunc(s, strings.ToUpper)},
		{"Split", p.Split(s, -1), re.Split(s, -1)},
	} {
		if !reflect.DeepEqual(q.got, q.want) {
			return q.name
		}
	}
	return ""
}

func TestAnswersAsRegexpDoes(t *testing.T) {
	for _, expr := range expressions {
		for _, s := range texts {
			for _, text := range []string{s, "x " + s, s + " and on"} {
				if at := same(expr, text); at != "" {
					t.Errorf("%s of %q on %q differs from package regexp", at, expr, text)
				}
			}
		}
	}
}

func TestManyAskAtOnce(t *testing.T) {
	expr := `(?i)\bowls?\b.{0,20}\d{2}|[ab]{3}[^c]{5}$`
	re, p := regexp.MustCompile(expr), pattern.New(expr)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for k := range 200 {
				s := strings.Repeat("abba owl ", (i+k)%5) + strings.Repeat("x", k%23) + strconv.Itoa(k*i)
				if got, want := p.MatchString(s), re.MatchString(s); got != want {
					t.Errorf("MatchString(%q) = %v, want %v", s, got, want)
				}
			}
		})
	}
	all.Wait()
}

func TestListFindsEachOfItsTexts(t *testing.T) {
	texts := []string{"se", "doors", "über", " at ", "開場"}
	list := pattern.OneOf(texts...)
	for _, s := range []string{"", "s", "se", "S e", "Doors", "outdoors", "doo rs", "u\u0308ber", "drüber", "at", "at home", "be at home", "開 場", "本日開場", strings.Repeat("no ", 99) + "else"} {
		want := slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) })
		if got := list.In(s); got != want {
			t.Errorf("In(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestListOfManyTexts(t *testing.T) {
	var texts []string
	for i := range 900 {
		texts = append(texts, strings.Repeat("owl", 1+i%2)+strconv.Itoa(i*7919))
	}
	list := pattern.OneOf(texts...)
	for i := range 5000 {
		for _, s := range []string{"owl" + strconv.Itoa(i), "an owl" + strconv.Itoa(i*7919) + "s", "ow" + strconv.Itoa(i)} {
			want := slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(s, text) })
			if got := list.In(s); got != want {
				t.Fatalf("In(%q) = %v, want %v", s, got, want)
			}
		}
	}
}

func TestCheckNamesABadExpression(t *testing.T) {
	if err := pattern.Check(); err != nil {
		t.Fatal(err)
	}
	p := pattern.New(`(?i)owl(`) // no other test may ask Check after this one
	if err := pattern.Check(); err == nil || !strings.Contains(err.Error(), "owl(") {
		t.Errorf("Check says %v of %s", err, p)
	}
}

func FuzzAnswersAsRegexpDoes(f *testing.F) {
	for i, expr := range expressions {
		f.Add(expr, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		if _, err := regexp.Compile(expr); err != nil || len(expr) > 200 || len(s) > 1000 {
			return
		}
		if at := same(expr, s); at != "" {
			t.Errorf("%s of %q on %q differs from package regexp", at, expr, s)
		}
	})
}

const speaks = `(?i)\b(?:speakers?|talks?|presentations?)\b[^.]{0,40}?\b(?:is|are|by|from|with)[\s,:]*$`

var line = strings.Repeat("Doors open at half past six, and there is soup. ", 10)

func BenchmarkNo(b *testing.B) {
	p := pattern.New(speaks)
	for b.Loop() {
		p.MatchString(line)
	}
}

func BenchmarkNoByRegexp(b *testing.B) {
	re := regexp.MustCompile(speaks)
	for b.Loop() {
		re.MatchString(line)
	}
}
