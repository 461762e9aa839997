package markup

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

var (
	textileHeading = pattern.New(`^h([1-6])(?:\([^)]*\)|\{[^}]*\}|[<>=]+)*\.\s+(.*)$`)
	textileBlock   = pattern.New(`^(?:p|bc|pre|notextile|div|table|fn\d+)(?:\([^)]*\)|\{[^}]*\}|\[[^\]]*\]|[<>=()]+)*\.{1,2}(?:\s+|$)`)
	textileItem    = pattern.New(`^([*#]{1,5})\s+(.*)$`)
	textileLink    = pattern.New(`"([^"\n]+?)(?:\([^)"]*\))?":((?:https?://|mailto:|/)[^\s<>"]*[^\s<>".,;:!?)])`)
	textileImage   = pattern.New(`!(?:[<>=]|\([^)]*\))*([^\s!()]+\.(?:png|jpe?g|gif|svg))(?:\(([^)]*)\))?!(?::\S+)?`)
	textileBold    = pattern.New(`(^|[\s(,;:"“–—-])\*([^\s*](?:[^*\n]*[^\s*])?)\*($|[\s),.;:!?"”–—-])`)
	textileCell    = pattern.New(`^(?:_|[<>=^~]|\\\d+|/\d+|\([^)]*\)|\{[^}]*\})+\.\s*`)
)

func textile(body []byte) []byte {
	l := lines(body)
	for i, s := range l {
		s = strings.TrimRight(s, " \t")
		switch {
		case textileHeading.MatchString(s):
			m := textileHeading.FindStringSubmatch(s)
			l[i] = strings.Repeat("#", int(m[1][0]-'0')) + " " + textileInline(m[2])
		case textileItem.MatchString(s):
			m := textileItem.FindStringSubmatch(s)
			mark := "- "
			if m[1][0] == '#' {
				mark = "1. "
			}
			l[i] = strings.Repeat("   ", len(m[1])-1) + mark + textileInline(m[2])
		case strings.HasPrefix(s, "|") && strings.HasSuffix(s, "|") && len(s) > 2:
			cells := strings.Split(s[1:len(s)-1], "|")
			for j, c := range cells {
				cells[j] = textileInline(strings.TrimSpace(textileCell.ReplaceAllString(c, "")))
			}
			l[i] = row(cells)
		case strings.HasPrefix(s, "bq. "):
			l[i] = "> " + textileInline(s[4:])
		default:
			l[i] = textileInline(textileBlock.ReplaceAllString(s, ""))
		}
	}
	return joined(l)
}

func textileInline(s string) string {
	if strings.Contains(s, "!") {
		s = textileImage.ReplaceAllString(s, "![$2]($1)")
	}
	if strings.Contains(s, `":`) {
		s = textileLink.ReplaceAllString(s, "[$1]($2)")
	}
	if strings.Contains(s, "*") {
		s = textileBold.ReplaceAllString(s, "$1**$2**$3")
	}
	return s
}
