package soup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leastProse is how much text, in bytes, makes a <pre> the page's: old pages and
// archives of mails keep announcements in them.
const leastProse = 200

// markProse finds each <pre> that holds words with emphasis and links among
// them: lines that somebody laid out by hand.
func markProse(tokens []Token) {
	for i := range tokens {
		if t := &tokens[i]; t.Atom != atom.Pre || t.Type != html.StartTagToken {
			continue
		}
		end := i + 1
		for end < len(tokens) && tokens[end].Atom != atom.Pre {
			end++
		}
		tokens[i].Prose = dressed(tokens[i+1:end]) && wordy(tokens[i+1:end])
	}
}

// dressed reports whether there is emphasis or a link, and nothing that is
// there for code.
func dressed(tokens []Token) bool {
	found := false
	for i := range tokens {
		switch tokens[i].Atom {
		case atom.B, atom.Strong, atom.Em, atom.I, atom.A:
			found = true
		case atom.Code, atom.Span, atom.Samp, atom.Kbd:
			return false
		}
	}
	return found
}

// wordy reports whether the text has the letters of words rather than the marks
// of code.
func wordy(tokens []Token) bool {
	letters, marks := 0, 0
	for i := range tokens {
		if tokens[i].Type != html.TextToken {
			continue
		}
		for _, r := range tokens[i].Text {
			switch {
			case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f || r == ' ':
				letters++
			case strings.ContainsRune("{}();=<>$", r):
				marks++
			}
		}
	}
	return marks*30 < letters
}
