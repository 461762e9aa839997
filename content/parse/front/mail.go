package front

import (
	"bufio"
	"bytes"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"time"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// mailKeys are the names of a mail's headers, folded, as mail programs show
// them in the languages that we read.
var mailKeys = map[string][]string{
	"from":    {"from", "von", "de", "van", "da", "od", "差出人", "送信者"},
	"title":   {"subject", "betreff", "objet", "asunto", "onderwerp", "oggetto", "assunto", "předmět", "件名"},
	"sent":    {"date", "sent", "datum", "gesendet", "envoyé", "fecha", "enviado", "verzonden", "data", "inviato", "odesláno", "日付", "日時", "送信日時"},
	"to":      {"to", "an", "à", "para", "aan", "a", "komu", "宛先", "cc", "reply-to", "replyto"},
	"program": {"messageid", "mimeversion", "contenttype", "contenttransferencoding", "received", "returnpath", "xmailer", "inreplyto", "references", "listid", "listarchive", "deliveredto", "useragent", "xmailinglist", "precedence"},
}

func mailKey(key string) string {
	key = tree.Fold(key)
	for what, names := range mailKeys {
		if slices.Contains(names, key) {
			return what
		}
	}
	return ""
}

// inSubject is what lists and mail programs put before a subject.
var inSubject = pattern.New(`(?i)^(?:(?:re|fwd?|aw|wg|tr|rv|rif|enc|sv)\s*:\s*|\[[^\]]{1,40}\]\s*)+`)

// mailHeader reads the header of a saved mail: the subject is its title, and it
// was published when it was sent.
func mailHeader(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	if text, _ := h.peek(); strings.HasPrefix(text, "From ") && strings.Contains(text, ":") {
		h.skip() // of a mailbox
	}
	for text, ok := h.peek(); ok && text != ""; text, ok = h.peek() {
		key, value, field := keyLine(strings.ReplaceAll(text, "**", ""))
		if field {
			h.add(key, value)
		} else if len(h.fields.Fields) > 0 && (text[0] == ' ' || text[0] == '\t') {
			h.more(text)
		} else {
			return nil, nil, 0
		}
		h.skip()
	}
	found := map[string]*tree.Value{}
	for _, f := range h.fields.Fields {
		if what := mailKey(f.Name); found[what] == nil {
			found[what] = f.Value
		}
	}
	subject, sent := found["title"], found["sent"]
	if subject == nil || found["from"] == nil && (sent == nil || found["program"] == nil) {
		return nil, nil, 0
	}
	h.skip()
	fields := &tree.Value{Line: 1, Kind: tree.Object}
	title := inSubject.ReplaceAllString(decoded(subject.Text), "")
	fields.Fields = append(fields.Fields, tree.TextField("title", subject.Line, title))
	if sent != nil {
		day := sent.Text
		if at, err := mail.ParseDate(day); err == nil {
			day = at.Format(time.RFC3339)
		}
		fields.Fields = append(fields.Fields, tree.TextField("published", sent.Line, day))
	}
	body := plainPart(h.rest, h.fields.FindStr("contenttype"), h.fields.FindStr("contenttransferencoding"), 0)
	return fields, body, h.line
}

// decoded reads a header's encoded words.
func decoded(s string) string {
	if out, err := new(mime.WordDecoder).DecodeHeader(strings.ReplaceAll(s, "\n", " ")); err == nil {
		return strings.TrimSpace(out)
	}
	return s
}

// plainPart returns a mail's text. Of several parts the others become empty
// lines, so that the text stays on its lines; so does the signature.
func plainPart(body []byte, kind, encoding string, depth int) []byte {
	if media, params, err := mime.ParseMediaType(strings.ReplaceAll(kind, "\n", " ")); err == nil && strings.HasPrefix(media, "multipart/") && params["boundary"] != "" {
		return firstPart(body, []byte("--"+params["boundary"]), depth)
	}
	if strings.EqualFold(encoding, "quoted-printable") {
		body = unquotePrintable(body)
	}
	if i := bytes.Index(body, []byte("\n-- \n")); i >= 0 {
		body = body[:i+1]
	}
	return body
}

// maxMailDepth is how deep parts in parts are read: mail programs nest three.
const maxMailDepth = 10

func firstPart(body, boundary []byte, depth int) []byte {
	if depth == maxMailDepth {
		return bytes.Repeat([]byte{'\n'}, bytes.Count(body, []byte{'\n'}))
	}
	next := append([]byte{'\n'}, boundary...)
	out := make([]byte, 0, len(body))
	for len(body) > 0 {
		text, rest := cutLine(body)
		body = rest
		out = append(out, '\n')
		if !bytes.HasPrefix(text, boundary) {
			continue
		}
		end := len(body)
		if bytes.HasPrefix(body, boundary) {
			end = 0
		} else if i := bytes.Index(body, next); i >= 0 {
			end = i + 1
		}
		h := newHeader(body[:end])
		for text, ok := h.peek(); ok && text != ""; text, ok = h.peek() {
			if key, value, field := keyLine(text); field {
				h.add(key, value)
			} else if len(h.fields.Fields) > 0 {
				h.more(text)
			}
			h.skip()
		}
		kind := h.fields.FindStr("contenttype")
		if kind == "" || strings.HasPrefix(strings.ToLower(kind), "text/plain") || strings.HasPrefix(strings.ToLower(kind), "multipart/") {
			out = append(out, bytes.Repeat([]byte{'\n'}, h.line-1)...)
			return append(out, plainPart(h.rest, kind, h.fields.FindStr("contenttransferencoding"), depth+1)...)
		}
	}
	return out
}

// unquotePrintable decodes a text line by line. Where a line is broken only
// for the transport, the break follows at the end of the whole line.
func unquotePrintable(body []byte) []byte {
	out := make([]byte, 0, len(body))
	line, in := new(bytes.Reader), bufio.NewReader(nil) // each line's own would cost 4 KiB
	var plain bytes.Buffer
	owed := 0
	for len(body) > 0 {
		text, rest := cutLine(body)
		ended := len(rest) > 0 || bytes.HasSuffix(body, []byte{'\n'})
		body = rest
		soft := bytes.HasSuffix(bytes.TrimRight(text, " \t"), []byte{'='})
		if soft {
			text = bytes.TrimSuffix(bytes.TrimRight(text, " \t"), []byte{'='})
		}
		line.Reset(text)
		in.Reset(line)
		plain.Reset()
		if _, err := plain.ReadFrom(quotedprintable.NewReader(in)); err != nil {
			out = append(out, text...)
		} else {
			out = append(out, plain.Bytes()...)
		}
		if soft {
			owed++
			continue
		}
		if ended {
			out = append(out, '\n')
		}
		out = append(out, bytes.Repeat([]byte{'\n'}, owed)...)
		owed = 0
	}
	return bytes.ToValidUTF8(out, []byte("\ufffd"))
}
