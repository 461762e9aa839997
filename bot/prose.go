package bot

// Prose is text of several paragraphs, taken out of whatever markup it was
// written in.
type Prose []Paragraph

// A Paragraph is a paragraph, or a list's item.
type Paragraph struct {
	Item bool // one of a list
	Runs []Run
}

// A Run is a stretch of text; with a URL it is a link.
type Run struct {
	Text string
	URL  string
}
