// Package outline reads a document's body, be it Markdown, HTML, Markdown with
// HTML in it or plain text, into one tree: sections by heading, and in them
// paragraphs, list items, table rows and quotes, each with its source line and
// with the links, emphasis and line breaks of its text.
//
// It knows how people write headings (a line in bold is one), which parts of a
// page are not the page's text (navigation, scripts, footers), and that
// template tags are no text at all. It refuses to know what the text is about:
// dates, talks and people are read from the tree elsewhere.
package outline
