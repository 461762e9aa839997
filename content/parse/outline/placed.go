package outline

// PutOn says that all of the tree stands on one line of its document: it was
// read from a text whose own line breaks are not the document's.
func (t *Tree) PutOn(line int) {
	for _, s := range []*Section{t.Root, t.Around} {
		s.putOn(line)
	}
}

func (s *Section) putOn(line int) {
	s.Heading.putOn(line)
	for _, b := range s.Blocks {
		b.Text.putOn(line)
		for i := range b.Cells {
			b.Cells[i].putOn(line)
		}
	}
	for _, sub := range s.Sections {
		sub.putOn(line)
	}
}

func (t *Text) putOn(line int) { t.Line, t.lines = line, nil }
