package outline

import "bytes"

// The brackets of template languages: Liquid and Go templates, Hugo's
// shortcodes, ERB, kramdown's options. What they enclose is no text.
var brackets = [...]struct{ open, shut string }{
	{"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"{::", "}"}, {"{:", "}"},
}

// maxTemplate is how many bytes a template tag may span; what opens one and
// does not end it by then is text.
const maxTemplate = 2000

// blankTemplates returns the source with template tags overwritten by spaces,
// so that lines and columns stay. The source itself is not changed.
func blankTemplates(src []byte) []byte {
	out := src
	for i := 0; i+1 < len(src); i++ {
		if src[i] != '{' && src[i] != '<' {
			continue
		}
		for _, br := range brackets {
			if !bytes.HasPrefix(src[i:], []byte(br.open)) {
				continue
			}
			rest := src[i+len(br.open) : min(len(src), i+maxTemplate)]
			end := bytes.Index(rest, []byte(br.shut))
			if end < 0 {
				continue
			}
			if &out[0] == &src[0] {
				out = bytes.Clone(src)
			}
			stop := i + len(br.open) + end + len(br.shut)
			for j := i; j < stop; j++ {
				if out[j] != '\n' {
					out[j] = ' '
				}
			}
			i = stop - 1
			break
		}
	}
	return out
}
