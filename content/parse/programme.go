package parse

import (
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// An entry is one point of a programme.
type entry struct {
	unit int
	span when.Span
	text outline.Text // without the time
	// Of a table with named columns:
	title, people outline.Text
	below         outline.Text // the line below, where the entry is a paragraph of two
	mark          *dayMark     // the day that it stands below
	rest          []int        // units that follow it up to the next entry: abstract, speakers
}

// timeFirst is what may stand before the time that begins an entry.
var timeFirst = pattern.New(`(?i)^(?:[^\p{L}\p{N}]{0,6}\s*)?(?:(?:after|from|at|ab|um|gegen|à|a las|vanaf|om|ca\.?|de|von|dès|à partir de|at around|around)\s+)?$`)

// readTimed returns the time that a line begins with, and the text after it.
func readTimed(t outline.Text) (when.Span, outline.Text, bool) {
	if !digitSoon(t.Plain) {
		return when.Span{}, t, false
	}
	spans := when.Times(pointed(t.Plain))
	if len(spans) == 0 || spans[0].Start > 24 || !timeFirst.MatchString(t.Plain[:spans[0].Start]) {
		return when.Span{}, t, false
	}
	span, at := spans[0], spans[0].End
	rest := t.Plain[at:]
	trimmed := strings.TrimLeftFunc(rest, func(r rune) bool {
		return strings.ContainsRune(":-–—|/.,)]*>→\ufe0f\u200d", r) || unicode.IsSpace(r) || unicode.In(r, unicode.So, unicode.Sk)
	})
	return span, t.Slice(at+len(rest)-len(trimmed), len(t.Plain)), true
}

// pointed writes the time that begins a line and its range with colons where
// the text has points: "18.30 Doors". In running text a point means other
// things.
func pointed(s string) string {
	i := strings.IndexFunc(s, unicode.IsNumber)
	if i < 0 || i > 8 {
		return s
	}
	m := pointTime.FindStringIndex(s[i:])
	if m == nil {
		return s
	}
	return s[:i] + strings.ReplaceAll(s[i:i+m[1]], ".", ":") + s[i+m[1]:]
}

var pointTime = pattern.New(`^(?:[01]?[89]|1\d|2[0-3])\.[0-5][05](?:\s?[-–]\s?(?:0?\d|1\d|2[0-3])\.[0-5][05])?(?:\s|$|[:|–-])`)

// cellTime is a first cell that is a time with points and nothing else.
var cellTime = pattern.New(`^(?:0?[6-9]|1\d|2[0-3])\.[0-5][05](?:\s?[-–]\s?(?:0?[6-9]|1\d|2[0-3])\.[0-5][05])?$`)

func digitSoon(s string) bool {
	for i := 0; i < len(s) && i < 24; i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// findEntries collects the timed entries among the units that keep wants.
func (f *facts) findEntries(keep func(*unit) bool) []entry {
	var out []entry
	var header *outline.Block
	var pending *when.Span // a time alone in its block: its entry is the next block
	for i := range f.units {
		u := &f.units[i]
		if !keep(u) || u.block.Kind == outline.Code {
			continue
		}
		if u.block.Kind == outline.Row {
			if u.block.Header {
				header = u.block
				continue
			}
			if e, ok := readRow(u.block, header); ok {
				e.unit = i
				out = append(out, e)
			}
			continue
		}
		header = nil
		lines := u.block.Lines()
		for n, line := range lines {
			span, text, ok := readTimed(line)
			if !ok {
				if pending != nil {
					e := entry{unit: i, span: *pending, text: line}
					pending = nil
					switch below, last := underneath(lines[n+1:]); {
					case below.Plain != "":
						e.below = below
					case n == 0 && !last:
						e.text = u.text
					}
					out = append(out, e)
					if n == 0 {
						break
					}
					continue
				}
				if len(lines) > 2 {
					continue
				}
				break
			}
			pending = nil
			if text.Plain == "" {
				p := span
				pending = &p
				continue
			}
			if u.block.Kind == outline.Paragraph && len(text.Plain) > 200 && n == 0 && len(lines) == 1 {
				break // a sentence that begins with a time
			}
			e := entry{unit: i, span: span, text: text}
			if n == 0 && len(lines) == 2 {
				if _, _, timed := readTimed(lines[1]); !timed {
					e.below = lines[1]
				}
			}
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		out = f.timesLast(keep)
	}
	return f.settle(out)
}

// underneath returns the one line that stands before the next with a time; last
// says that there is none at all.
func underneath(lines []outline.Text) (below outline.Text, last bool) {
	if len(lines) == 0 {
		return below, true
	}
	if _, _, timed := readTimed(lines[0]); timed {
		return below, true
	}
	if len(lines) > 1 {
		if _, _, timed := readTimed(lines[1]); !timed {
			return below, false
		}
	}
	return lines[0], false
}

// readRow reads a row of a table: a time in one of its first two cells, the
// rest as text, by the names of the columns where there are any.
func readRow(row, header *outline.Block) (entry, bool) {
	for c := 0; c < len(row.Cells) && c < 2; c++ {
		cell := row.Cells[c]
		if c == 0 && cellTime.MatchString(cell.Plain) {
			cell.Plain = strings.ReplaceAll(cell.Plain, ".", ":")
		}
		span, text, ok := readTimed(cell)
		if !ok {
			continue
		}
		e := entry{span: span, text: text}
		if text.Plain != "" {
			return e, true
		}
		var rest []outline.Text
		for j, cell := range row.Cells {
			if j == c || cell.Plain == "" {
				continue
			}
			if s2, t2, ok := readTimed(cell); ok && t2.Plain == "" && j == c+1 && span.To == "" {
				e.span.To = s2.From
				continue
			}
			if lasting.MatchString(cell.Plain) {
				continue
			}
			rest = append(rest, cell)
			if header != nil && j < len(header.Cells) {
				switch columnOf(header.Cells[j].Plain) {
				case "title":
					e.title = cell.Flat()
				case "people":
					e.people = cell.Flat()
				}
			}
		}
		if len(rest) == 0 {
			return e, false
		}
		e.text = rest[0]
		if len(rest) > 1 {
			joined := *row
			joined.Cells = rest
			e.text = joinTexts(rest, " | ")
		}
		return e, true
	}
	return entry{}, false
}

// lasting is a cell that says how long an entry takes and nothing else.
var lasting = pattern.New(`(?i)^(?:~|ca\.? )?[\d?]{1,3}(?:[.,:]\d{1,2})?\s*(?:'|′|’|h|hrs?|hours?|m|min|mins|minutes?|minuten|minuti|minutos?|stunden?|std|heures?|horas?|ore|uur|minuten|分|時間)\.?$`)

// joinTexts writes texts behind one another, their marks kept.
func joinTexts(texts []outline.Text, sep string) outline.Text {
	out := texts[0]
	out.Marks = append([]outline.Mark(nil), out.Marks...)
	for _, t := range texts[1:] {
		shift := len(out.Plain) + len(sep)
		out.Plain += sep + t.Plain
		for _, m := range t.Marks {
			m.Start, m.End = m.Start+shift, m.End+shift
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}

// columnOf tells what a column of a table holds, by its name.
func columnOf(name string) string {
	switch l, _ := labelCalled(name); l {
	case titleLabel, topicLabel:
		return "title"
	case speakerLabel:
		return "people"
	case orgLabel:
		return "company"
	}
	switch content.Fold(name) {
	case "name", "names", "nombre", "nom", "nome", "naam":
		return "people"
	case "talks", "vortrage", "charlas", "exposes", "presentations", "lezingen", "sessions", "programme", "program", "programm", "programa", "programma", "agenda", "event", "entry", "item":
		return "title"
	}
	return ""
}

// settle reads the entries' times of day together and drops what is no
// programme: positions in a video, single times in prose.
func (f *facts) settle(entries []entry) []entry {
	if len(entries) == 0 {
		return nil
	}
	if len(entries) == 1 {
		u := &f.units[entries[0].unit]
		if u.role != programme && u.block.Kind != outline.Row && (u.block.Kind != outline.Item || entries[0].span.To == "") {
			return nil
		}
	}
	spans := make([]when.Span, len(entries))
	for i, e := range entries {
		spans[i] = e.span
	}
	marks := f.dayMarks()
	for from := 0; from < len(entries); { // each day by itself
		to, mark := from+1, markAbove(marks, entries[from].unit)
		for to < len(entries) && markAbove(marks, entries[to].unit) == mark {
			to++
		}
		copy(spans[from:to], when.Settle(spans[from:to]))
		if mark >= 0 {
			for i := from; i < to; i++ {
				entries[i].mark = &marks[mark]
			}
		}
		from = to
	}
	if spans[0].From == "00:00" {
		return nil
	}
	out := entries[:0]
	for i, e := range entries {
		e.span = spans[i]
		if e.span.From == "" && e.span.To == "" {
			continue
		}
		out = append(out, e)
	}
	for i := range out {
		stop := len(f.units)
		if i+1 < len(out) {
			stop = out[i+1].unit
		}
		for j := out[i].unit + 1; j < stop; j++ {
			if f.units[j].sec != f.units[out[i].unit].sec || f.units[j].next {
				break
			}
			out[i].rest = append(out[i].rest, j)
		}
	}
	return out
}

// pausing reports whether an entry is a break or the like.
func pausing(s string, hasSpeaker bool) bool { return agenda.Pausing(s, hasSpeaker) }

// placeholder are titles that name no talk.
var placeholder = pattern.New(`(?i)^[x:?.\s-]+$|^[("“\[]*(?:` +
	`(?:your|dein|euer|ihr|ton|votre|tu|jouw|il tuo|a tua) (?:\p{L}+ )?(?:talk|name|title|topic|vortrag|thema|titel|charla|tema|nom|sujet|naam|presentatie)(?: here| hier| ici| aquí| qui| aqui)?|may ?be you(?:rs)?|peut-être (?:vous|toi)|vielleicht (?:du|sie|ihr)|(?:this|it) could be you(?:rs?)?(?: talk)?|(?:open|free|empty|freier|offener|hueco|plaza) (?:slot|libre)|(?:talk|speaker|speakers|title) (?:wanted|needed)|(?:referent(?:in)?|vortrag|speaker|sprecher) gesucht|you\??|` +
	`(?:(?:the )?(?:\d+(?:st|nd|rd|th) |first |second |third |\p{L}+ter )?(?:talks?|sessions?|speakers?|titles?|titel|titre|título|titulo|titolo|topic|thema|vortrag|vorträge|charla|ponencia|présentation|presentation|präsentation|lightning talks?|prezentacja|prelekcja|wykład|přednáška|prezentace|presentatie|lezing|palestra|apresentação|intervento|presentazione|foredrag|föredrag|доклад|доповідь|slot|keynote|details?|more|abstract|lt)?\s*#?\d*\s*[:–-]?\s*[(\[]?` +
	`(?:tba|tbc|tbd|t\.b\.a\.|to be (?:announced|confirmed|decided|defined?|determined|added|done)|to[ -]?do|à faire|por hacer|to (?:follow|come)|(?:will )?follows?|(?:is )?coming soon|announced soon|not yet (?:known|decided|announced)|pending|folgt(?: (?:noch|in kürze|demnächst))?|n\.?n\.?|noch (?:offen|nicht bekannt|unklar)|steht noch nicht fest|in planung|wird noch .*|à (?:venir|définir|confirmer|annoncer|préciser)|por (?:confirmar|definir|anunciar|determinar)|a (?:confirmar|definir|anunciar)|próximamente|volgt(?: nog)?|nog (?:niet bekend|te bepalen)|wordt nog .*|da (?:definire|confermare|annunciare)|未定|調整中|募集中|準備中|近日公開|後日公開|未確定|coming)?[)\]]?)` +
	`)[)"”\].!?…\s]*$`)

// announces are the words that stand before a talk's title in an entry.
var announces = pattern.New(`(?i)^(?:(?:\d+\.\s*|first |second |main |lightning |erster |zweiter |haupt)?(?:talk|vortrag|charla|ponencia|session|presentation|présentation|sujet|thema|topic|title|titel|titre|título)\s*(?:#?\d+)?\s*[:–—-]\s+|\d+\s*[.)]\s+)`)
