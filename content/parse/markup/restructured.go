package markup

import (
	"slices"
	"strings"
	"unicode/utf8"

	"meetupbot/content/parse/pattern"
)

var (
	restLink   = pattern.New("`([^`<>]*[^`<>\\s])\\s*<([^`<>]+)>`__?")
	restNamed  = pattern.New("(?:`([^`<>]+)`|\\b([A-Za-z][\\w-]*))_(?:$|[\\s).,;:!?\"'-])")
	restTarget = pattern.New("^\\.\\. _`?([^:`]+)`?:\\s+(\\S+)$")
	restRole   = pattern.New(":[a-z][a-z:-]*:`([^`<]*?)(?:\\s*<[^`>]*>)?`")
	restField  = pattern.New(`^(\s*):([^:\x60]{1,60}):(?:\s+(.*))?$`)
	restAuto   = pattern.New(`^(\s*)#\.\s`)
	restStart  = pattern.New(`^\s*\.\.(?:\s|$)`)
	restBorder = pattern.New(`^\s*=+(?:\s+=+)+\s*$`)
)

// adorns reports whether a line can stand below, or above, a title.
func adorns(s, title string) bool {
	s = strings.TrimRight(s, " ")
	return s != "" && strings.IndexByte("=-~^\"'#*+`:._", s[0]) >= 0 && strings.Trim(s, s[:1]) == "" && len(s) >= min(3, utf8.RuneCountInString(strings.TrimSpace(title)))
}

func restructured(body []byte) []byte {
	l := lines(body)
	targets := map[string]string{}
	for _, s := range l {
		if m := restTarget.FindStringSubmatch(s); m != nil {
			targets[strings.ToLower(m[1])] = m[2]
		}
	}
	var levels []string // the adornments of titles, outermost first
	for i := 0; i < len(l); i++ {
		s := strings.TrimRight(l[i], " \t")
		l[i] = s
		switch {
		case s == "":
		case restStart.MatchString(s):
			i = directive(l, i)
		case restBorder.MatchString(s):
			i = simpleTable(l, i)
		case strings.HasPrefix(s, "+-"):
			i = gridTable(l, i)
		case strings.HasPrefix(s, "| "):
			l[i] = restInline(s[2:], targets) + "  " // a line block
		case i+2 < len(l) && adorns(s, "...") && strings.TrimSpace(l[i+1]) != "" && strings.TrimRight(l[i+2], " ") == s:
			l[i], l[i+2] = "", ""
			l[i+1] = heading(&levels, "over"+s[:1], l[i+1], targets)
			i += 2
		case i+1 < len(l) && indent(s) == 0 && (i == 0 || l[i-1] == "") && adorns(l[i+1], s):
			l[i] = heading(&levels, l[i+1][:1], s, targets)
			l[i+1] = ""
			i++
		case adorns(s, "...."):
			l[i] = ""
		default:
			if m := restField.FindStringSubmatch(s); m != nil {
				s = m[1] + "**" + m[2] + ":** " + m[3]
			}
			l[i] = restInline(restAuto.ReplaceAllString(s, "${1}1. "), targets)
		}
	}
	return joined(l)
}

func heading(levels *[]string, adornment, title string, targets map[string]string) string {
	n := slices.Index(*levels, adornment)
	if n < 0 {
		n = len(*levels)
		*levels = append(*levels, adornment)
	}
	return strings.Repeat("#", min(n+1, 6)) + " " + restInline(strings.TrimSpace(title), targets)
}

// restInline writes the links and roles of a line.
func restInline(s string, targets map[string]string) string {
	if strings.Contains(s, ":`") {
		s = restRole.ReplaceAllString(s, "$1")
	}
	if strings.Contains(s, "`_") {
		s = restLink.ReplaceAllString(s, "[$1]($2)")
	}
	if len(targets) > 0 && strings.Contains(s, "_") {
		s = restNamed.ReplaceAllStringFunc(s, func(m string) string {
			p := restNamed.FindStringSubmatch(m)
			if url := targets[strings.ToLower(p[1]+p[2])]; url != "" {
				under := strings.LastIndex(m, "_")
				return "[" + p[1] + p[2] + "](" + url + ")" + m[under+1:]
			}
			return m
		})
	}
	return s
}

// kept are the directives whose content is text of the document.
var kept = []string{"note", "tip", "important", "warning", "hint", "attention", "admonition", "container", "class", "epigraph", "pull-quote", "compound", "centered", "topic", "sidebar", "rubric", "raw", "list-table"}

// directive takes out a comment or directive with what belongs to it, or only
// the line that says so where its content is text. It returns the index of the
// last line that it took.
func directive(l []string, i int) int {
	name, _, found := strings.Cut(strings.TrimSpace(l[i])[2:], "::")
	name = strings.ToLower(strings.TrimSpace(name))
	depth := indent(l[i])
	l[i] = ""
	if name == "list-table" {
		return listTable(l, i, depth)
	}
	text := found && slices.Contains(kept, name)
	last := i
	for j := i + 1; j < len(l); j++ {
		if strings.TrimSpace(l[j]) == "" {
			continue
		}
		if indent(l[j]) <= depth {
			break
		}
		if text && !restField.MatchString(l[j]) {
			break
		}
		l[j] = ""
		last = j
	}
	return last
}
