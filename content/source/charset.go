package source

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// toUTF8 decodes a page as the site or the page itself declares. What is UTF-8
// stays so whatever is declared: sites say ISO 8859-1 of it, while no text in
// another charset looks like it by chance. Only UTF-16 and the 7-bit charsets
// do, which hold NUL and escape bytes. What cannot be decoded is for the reader
// of the document to mend.
//
// Decoding happens once, here: an XML document that says which charset it is in
// says UTF-8 afterwards, so that nobody decodes it again.
func toUTF8(data []byte, contentType string) []byte {
	if utf8.Valid(data) && !bytes.ContainsAny(data, "\x00\x1b") {
		return declareUTF8(data)
	}
	coding, name, _ := charset.DetermineEncoding(data, orDeclared(contentType, data))
	if name == "utf-8" {
		return declareUTF8(data)
	}
	if text, err := coding.NewDecoder().Bytes(data); err == nil {
		return declareUTF8(text)
	}
	return data
}

// xmlToUTF8 is toUTF8 for an XML document that comes without a media type;
// others stay as they are.
func xmlToUTF8(data []byte) []byte {
	head := data[:min(len(data), headBytes)]
	if xmlCharset(head) == "" && !wideXML(head) {
		return data
	}
	return toUTF8(data, "application/xml")
}

// declaration is that of an XML document with a charset.
var declaration = regexp.MustCompile(`^((?:\x{feff}|\xef\xbb\xbf)?\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*)("[^"<>]{0,60}"|'[^'<>]{0,60}')`)

// xmlCharset is the charset that an XML document declares, "" for none.
func xmlCharset(head []byte) string {
	if m := declaration.FindSubmatch(head); m != nil {
		return strings.Trim(string(m[2]), `"'`)
	}
	return ""
}

// wideXML reports whether a document begins like an XML document in UTF-16.
func wideXML(head []byte) bool {
	for _, prefix := range []string{"<\x00?\x00", "\x00<\x00?", "\xff\xfe<\x00", "\xfe\xff\x00<"} {
		if bytes.HasPrefix(head, []byte(prefix)) {
			return true
		}
	}
	return false
}

// orDeclared is the media type with the charset in which the document is: the
// site's word if there is one, else the document's own if it is XML.
func orDeclared(contentType string, data []byte) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if said, _ := charset.Lookup(params["charset"]); err == nil && said != nil {
		return contentType
	}
	declared := xmlCharset(data[:min(len(data), headBytes)])
	switch {
	case bytes.HasPrefix(data, []byte("<\x00?\x00")):
		declared = "utf-16le"
	case bytes.HasPrefix(data, []byte("\x00<\x00?")):
		declared = "utf-16be"
	}
	if declared == "" {
		return contentType
	}
	if kind == "" {
		kind = "application/xml"
	}
	return mime.FormatMediaType(kind, map[string]string{"charset": declared})
}

// declareUTF8 lets an XML document declare what it is in by now.
func declareUTF8(data []byte) []byte {
	head := data[:min(len(data), headBytes)]
	at := declaration.FindSubmatchIndex(head)
	if at == nil || strings.EqualFold(xmlCharset(head), "utf-8") {
		return data
	}
	out := make([]byte, 0, len(data)+8)
	out = append(out, data[:at[4]]...)
	out = append(out, `"utf-8"`...)
	return append(out, data[at[5]:]...)
}
