package outline

// Wasted is how many bytes of a document are searched for the ends of template
// elements that have none.
func Wasted(name string, src []byte) int {
	t := templates{src: src}
	t.blank(name)
	return t.wasted
}
