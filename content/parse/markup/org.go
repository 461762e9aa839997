package markup

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

var (
	orgHeading = pattern.New(`^(\*{1,6})\s+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)\s+)?(?:\[#[A-C]\]\s+)?(.*?)(?:\s+:[\w@:]+:)?$`)
	orgLink    = pattern.New(`\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]`)
	orgMark    = pattern.New(`(^|[\s('"{–—-])([*/+])([^\s*/+](?:[^*/+\n]*[^\s*/+])?)([*/+])($|[\s).,;:!?'"}–—-])`)
	orgTerm    = pattern.New(`^(\s*[-+]\s+)(.+?)\s+::(?:\s+(.*))?$`)
	orgStamp   = pattern.New(`[<\[](\d{4}-\d\d-\d\d[^<>\[\]\n]*)[>\]]`)
)

func org(body []byte) []byte {
	l := lines(body)
	for i := 0; i < len(l); i++ {
		s := strings.TrimRight(l[i], " \t")
		trimmed := strings.TrimSpace(s)
		switch {
		case trimmed == ":PROPERTIES:", trimmed == ":LOGBOOK:":
			i = blank(l, i, strings.Repeat(" ", indent(s))+":END:")
			continue
		case strings.HasPrefix(trimmed, "#+"), trimmed == "#", strings.HasPrefix(trimmed, "# "):
			l[i] = ""
			continue
		case strings.HasPrefix(trimmed, "|-"):
			l[i] = strings.ReplaceAll(s, "+", "|")
			continue
		}
		if m := orgHeading.FindStringSubmatch(s); m != nil {
			l[i] = strings.Repeat("#", len(m[1])) + " " + orgInline(m[2])
			continue
		}
		if m := orgTerm.FindStringSubmatch(s); m != nil {
			s = m[1] + "**" + m[2] + ":** " + m[3]
		}
		l[i] = orgInline(s)
	}
	return joined(l)
}

func orgInline(s string) string {
	if strings.Contains(s, "[[") {
		s = orgLink.ReplaceAllStringFunc(s, func(m string) string {
			p := orgLink.FindStringSubmatch(m)
			if p[2] == "" {
				return "<" + p[1] + ">"
			}
			return "[" + p[2] + "](" + p[1] + ")"
		})
	}
	if strings.Contains(s, "<2") || strings.Contains(s, "[2") {
		s = orgStamp.ReplaceAllString(s, "$1")
	}
	if strings.ContainsAny(s, "*/+") && !strings.Contains(s, "**") {
		s = orgMark.ReplaceAllStringFunc(s, func(m string) string {
			p := orgMark.FindStringSubmatch(m)
			style, ok := map[string]string{"*": "**", "/": "*", "+": "~~"}[p[2]]
			if p[2] != p[4] || !ok {
				return m
			}
			return p[1] + style + p[3] + style + p[5]
		})
	}
	return s
}
