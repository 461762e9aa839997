// Package front takes a document's metadata off its body, in whatever clothes
// they come: between fences of YAML, TOML or JSON, as lines at the top, in the
// header of AsciiDoc, reStructuredText, Org or a mail, in a comment, in an
// exported object. All of them become one form, values that know their line,
// so that no reader needs to ask how a site writes them.
//
// It knows where metadata end and text begins, and which lines at the top of a
// document are text all the same. It refuses to know what a key means: whether
// a "date" is the event's day is learnt elsewhere.
package front
