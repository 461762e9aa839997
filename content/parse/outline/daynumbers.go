package outline

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"meetupbot/content/parse/when"
)

// tied is the blank behind a day's number that does not end it: with it, the
// number begins no list. It becomes a plain blank in the text.
const tied = "\u00a0"

// farthestDay is how many bytes behind a number its month and year end at most.
const farthestDay = 48

// tiedDays keeps a day at the beginning of a line from being the number of a
// point: "23. Mai 2016", "* 23. května", "23. 5. 2016". To Markdown that is the
// 23rd of a list, and the number is lost. The source itself is not changed.
func tiedDays(src []byte) []byte {
	if !bytes.Contains(src, []byte(". ")) {
		return src
	}
	return mendLines(src, func(line []byte) (at, end int, put string) {
		i := 0
		for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '>' || i+1 < len(line) && line[i+1] == ' ' && (line[i] == '-' || line[i] == '*' || line[i] == '+')) {
			i++
		}
		day := i
		for i < len(line) && line[i] >= '0' && line[i] <= '9' {
			i++
		}
		if i == day || i > day+2 || i+2 >= len(line) || line[i] != '.' || line[i+1] != ' ' || !beginsDay(line[day:min(len(line), day+farthestDay)]) {
			return 0, 0, ""
		}
		return i + 1, i + 2, tied
	})
}

// longestProgramme is how many points of a list may begin with somebody's name
// that is a month, too: "1. Jan Sowa: Owls".
const longestProgramme = 12

// beginsDay reports whether a text begins with a day of a month that is named,
// or numbered and of a year.
func beginsDay(line []byte) bool {
	text := strings.ToValidUTF8(string(line), "")
	days := when.Dates(text)
	if len(days) == 0 || days[0].Start > 0 || days[0].Day == 0 || days[0].Month == 0 {
		return false
	}
	if days[0].Year > 0 || days[0].Day > longestProgramme {
		return true
	}
	behind := strings.TrimLeft(text[days[0].End:], " ")
	r, _ := utf8.DecodeRuneInString(behind)
	return !unicode.IsUpper(r) && !strings.HasPrefix(behind, "of ")
}
