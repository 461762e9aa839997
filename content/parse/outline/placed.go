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

// Renumber puts each line of the tree on the line that of says: it was read
// from a text that was put together from pieces of its document.
func (t *Tree) Renumber(of func(line int) int) {
	for _, s := range []*Section{t.Root, t.Around} {
		s.renumber(of)
	}
}

func (s *Section) renumber(of func(int) int) {
	s.Heading.renumber(of)
	for _, b := range s.Blocks {
		b.Text.renumber(of)
		for i := range b.Cells {
			b.Cells[i].renumber(of)
		}
	}
	for _, sub := range s.Sections {
		sub.renumber(of)
	}
}

func (t *Text) renumber(of func(int) int) {
	if t.Line > 0 {
		t.Line = of(t.Line)
	}
	for i := range t.lines {
		t.lines[i].line = of(t.lines[i].line)
	}
}
