package outline

import (
	"slices"
	"strings"
)

// The kinds of what a template tag is made of.
const (
	word   = iota // a name, a number
	quoted        // a text in quotation marks
	says          // = or : or =>, between a key and its value
	opens         // a bracket
	shuts
)

type token struct {
	kind int
	text string
}

// maxTokens is how many tokens of a tag are read.
const maxTokens = 200

// tokens parts what stands between the brackets of a template tag. All
// languages of templates write keys, values in quotation marks and brackets
// alike; a mark that does not close ends the tag.
func tokens(s string) []token {
	var out []token
	for i := 0; i < len(s) && len(out) < maxTokens; {
		switch c := s[i]; c {
		case '"', '\'', '`':
			end := i + 1
			for end < len(s) && s[end] != c {
				if s[end] == '\\' {
					end++
				}
				end++
			}
			if end >= len(s) {
				return out
			}
			text := strings.ReplaceAll(s[i+1:end], `\`+string(c), string(c))
			out = append(out, token{quoted, strings.Join(strings.Fields(text), " ")})
			i = end + 1
		case '=', ':':
			out = append(out, token{says, ""})
			for i < len(s) && (s[i] == '=' || s[i] == ':' || s[i] == '>') {
				i++
			}
		case '(', '[', '{':
			out = append(out, token{opens, ""})
			i++
		case ')', ']', '}':
			out = append(out, token{shuts, ""})
			i++
		case ' ', '\t', '\n', '\r', ',', '<', '>', '|', '%':
			i++
		default:
			end := i
			for end < len(s) && !strings.ContainsRune(" \t\n\r,=:()[]{}<>\"'`|%", rune(s[end])) {
				end++
			}
			out = append(out, token{word, s[i:end]})
			i = end
		}
	}
	return out
}

// parameters returns the texts that a tag gives, by their keys in lower case,
// and those without a key: title="Owls", title: "Owls", title={"Owls"}, (dict
// "title" "Owls"), speakers={["Ana Finch", "Leo Marsh"]}, speaker={{name: "Ana
// Finch", company: "Marram"}}. A value that is an expression is none.
func parameters(tag []token) (named map[string]string, plain []string) {
	named = map[string]string{}
	give := func(key, value string) {
		if strings.Contains(value, "{{") || strings.Contains(value, "${") {
			return
		}
		if old := named[key]; old != "" {
			value = old + ", " + value
		}
		named[key] = value
	}
	var within []string // the keys whose values are open brackets
	dict := false
	for i := 0; i < len(tag); i++ {
		t := tag[i]
		next := func(kind int) bool { return i+1 < len(tag) && tag[i+1].kind == kind }
		outer := ""
		if len(within) > 0 {
			outer = within[len(within)-1]
		}
		switch {
		case t.kind == opens:
			within = append(within, outer)
		case t.kind == shuts:
			within, dict = within[:max(0, len(within)-1)], false
		case t.kind == word && t.text == "dict":
			dict = true
		case next(says) || dict && t.kind == quoted:
			key := strings.ToLower(strings.ReplaceAll(t.text, "-", ""))
			if next(says) {
				i++
			}
			if outer != "" && slices.Contains([]string{"name", "fullname", "firstname", "lastname"}, key) {
				key = outer // a person's
			}
			switch {
			case next(quoted):
				i++
				give(key, tag[i].text)
			case next(opens):
				i++
				within = append(within, key)
			case next(word):
				i++
			}
		case t.kind == quoted && outer != "":
			give(outer, t.text)
		case t.kind == quoted:
			plain = append(plain, t.text)
		}
	}
	return named, plain
}
