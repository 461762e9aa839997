package soup

import "strings"

// rawText returns the tag of this name if its text is no HTML, else "".
func rawText(name string) string {
	switch lower(name[0]) {
	case 'i', 'n', 'p', 's', 't', 'x':
		for _, raw := range [...]string{"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"} {
			if alike(name, raw) {
				return raw
			}
		}
	}
	return ""
}

// rawEnd returns where the text of such a tag ends that begins at i.
func rawEnd(src string, i int, tag string) int {
	switch tag {
	case "plaintext":
		return len(src)
	case "script":
		return scriptEnd(src, i)
	}
	for ; ; i++ {
		n := strings.IndexByte(src[i:], '<')
		if n < 0 {
			return len(src)
		}
		if i += n; ends(src[i:], tag) {
			return i
		}
	}
}

// ends reports whether s begins with the end of a tag.
func ends(s, tag string) bool { return strings.HasPrefix(s, "</") && begins(s[2:], tag) }

// begins reports whether s begins with the name of a tag.
func begins(s, tag string) bool {
	return len(s) > len(tag) && alike(s[:len(tag)], tag) && (space(s[len(tag)]) || s[len(tag)] == '/' || s[len(tag)] == '>')
}

// scriptEnd returns where a script ends that begins at i. A script within a
// comment of it hides an end.
func scriptEnd(src string, i int) int {
	const (
		script = iota
		comment
		hidden // of a script within a comment
	)
	at, dashes := script, 0
	for i < len(src) {
		c, rest := src[i], src[i+1:]
		switch {
		case c == '-':
			dashes++
			i++
			continue
		case c == '>' && dashes >= 2:
			at = script
		case c != '<':
		case at != hidden && ends(src[i:], "script"):
			return i
		case at == script && strings.HasPrefix(rest, "!--"):
			at, dashes = comment, 2
			i += len("<!--")
			continue
		case at == comment && begins(rest, "script"):
			at = hidden
			i += len("script") + 1
		case at == comment && rest != "" && rest[0] != '/' && !letter(rest[0]):
			at = script
		case at == hidden && ends(src[i:], "script"):
			at = comment
			i += len("</script")
		}
		dashes = 0
		i++
	}
	return len(src)
}

// commentEnd returns where a comment ends whose text begins at i.
func commentEnd(src string, i int) int {
	dashes, begins := 0, true
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case c == '-':
			dashes++
			continue
		case c == '>' && (dashes >= 2 || begins):
			return i + 1
		case c == '!' && dashes >= 2 && i+1 < len(src) && (src[i+1] == '>' || src[i+1] == '-'):
			if i++; src[i] == '>' {
				return i + 1
			}
			dashes, begins = 1, false
			continue
		}
		dashes, begins = 0, false
	}
	return len(src)
}
