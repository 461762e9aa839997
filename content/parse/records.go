package parse

import (
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// A record is one entry of a list: a date, and what follows it up to the next.
type record struct {
	date content.Date
	said content.Evidence
	head outline.Text     // the line or heading that names it; of an entry: what stands beside its day
	unit int              // the first unit
	stop int              // ... and the first that is not its own
	line bool             // it is a line of its unit, and no more
	more []outline.Text   // what stands beside the same day further down
	rows []*outline.Block // of a table: the rows about its day
	grid *grid
}

var season = pattern.New(`\b((?:19|20)\d\d)\s*[/–-]\s*((?:19|20)?\d\d)\b`)

// A years tells which year the days below a heading are of.
type years struct {
	year int
	next int // of a season, the year in which it ends
}

// of returns the year of a month.
func (y years) of(m when.Mention) int {
	if y.next != 0 && m.Month < 8 {
		return y.next
	}
	return y.year
}

// seasonIn returns the years that a heading names: one, or the two of a season
// ("2018/19").
func seasonIn(s string) years {
	if !digits(s) {
		return years{}
	}
	if m := season.FindStringSubmatch(s); m != nil {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[1][:4-len(m[2])] + m[2])
		if to == from+1 {
			return years{from, to}
		}
		return years{}
	}
	return years{year: yearIn(s)}
}

// yearsBySection returns the years that each section's heading, or one above
// it, names; none where only the title could.
func (f *facts) yearsBySection() map[*outline.Section]years {
	found := map[*outline.Section]years{}
	var walk func(s *outline.Section, above years)
	walk = func(s *outline.Section, above years) {
		if y := seasonIn(s.Heading.Plain); y.year != 0 {
			above = y
		}
		found[s] = above
		for _, sub := range s.Sections {
			walk(sub, above)
		}
	}
	top := seasonIn(f.title.text)
	if top.year == 0 {
		top.year = f.yearNamed()
	}
	walk(f.tree.Root, top)
	return found
}

// datedItems finds the records of a diary: the rows of a table, the items of a
// list or the lines of paragraphs that begin with a day. They are none when the
// document says more than they do.
func (f *facts) datedItems() []record {
	if f.ofOneDay() {
		return nil
	}
	named := f.yearsBySection()
	best := f.rowRecords(named)
	for _, kind := range []outline.Kind{outline.Item, outline.Paragraph} {
		if records := f.lineRecords(kind, named); len(records) > len(best) {
			best = records
		}
	}
	if len(best) < leastDated || !f.mostlyRecords(best) || !f.inOrder(best) {
		return nil
	}
	if days := best[0].date.Sub(best[len(best)-1].date); abs(days) <= longestEvent {
		return nil // of one event
	}
	return best
}

// ofOneDay reports whether a document has a day of its own: in its front matter or
// path, or in its title.
func (f *facts) ofOneDay() bool {
	return slices.ContainsFunc(f.places, func(p place) bool { return p.own() }) ||
		slices.ContainsFunc(f.daysOf(-1, 0), func(s stated) bool { return s.mention.Day > 0 })
}

// rowRecords reads the rows of the tables that have a column of days. Rows
// without one go on with the day above; a row that is a year alone is a heading.
func (f *facts) rowRecords(named map[*outline.Section]years) []record {
	var out []record
	for _, g := range f.grids() {
		year := named[f.units[g.from].sec]
		begun := len(out)
		for i := g.from; i < g.to; i++ {
			row := f.units[i].block
			if y := seasonIn(row.Text.Plain); y.year != 0 && len(row.Text.Plain) < 16 {
				year = y
				continue
			}
			var s *stated
			for c := range g.columns {
				if g.columns[c] == dayColumn {
					s = f.dayOfCell(i, c)
				}
			}
			if s == nil {
				if n := len(out); n > begun && g.at(row, dayColumn).Plain == "" {
					out[n-1].rows = append(out[n-1].rows, row)
					out[n-1].stop = i + 1
				}
				continue
			}
			r, ok := f.dated(s, year)
			if !ok {
				continue
			}
			if n := len(out); n > begun && out[n-1].date == r.date {
				out[n-1].rows = append(out[n-1].rows, row)
				out[n-1].stop = i + 1
				continue
			}
			r.unit, r.stop, r.rows, r.grid = i, i+1, []*outline.Block{row}, &g
			r.head = row.Text
			out = append(out, r)
		}
	}
	return out
}

// newsHeads name what is new on a site: its dates are those of the writing.
var newsHeads = words(`news aktuelles neuigkeiten neues nachrichten actualites nouvelles noticias novedades novidades nieuws notizie novita novinky aktuality updates changelog お知らせ 新着情報 更新情報 ニュース`)

// isNews reports whether a unit says itself, in its first line, or by the line
// or heading above it that it is the site's news.
func (f *facts) isNews(unit int) bool {
	named := func(line string) bool { return len(line) < 40 && newsHeads[content.Fold(strings.Trim(line, " :*"))] }
	u := &f.units[unit]
	first, _, _ := strings.Cut(u.block.Text.Plain, "\n")
	above := ""
	if unit > 0 && f.units[unit-1].sec == u.sec {
		above = f.units[unit-1].text.Plain
	}
	return named(first) || named(above) || named(u.sec.Heading.Plain)
}

// lineRecords reads the items of a list, or the lines of paragraphs, that begin
// with a day. Items and paragraphs without one go on with the one above.
func (f *facts) lineRecords(kind outline.Kind, named map[*outline.Section]years) []record {
	var out []record
	for i := range f.units {
		u := &f.units[i]
		if u.block.Kind != kind || f.isNews(i) {
			continue
		}
		days := f.daysOf(i, i+1)
		begin := 0
		for _, line := range strings.SplitAfter(u.block.Text.Plain, "\n") {
			from, to := begin, begin+len(line)
			begin = to
			var s *stated
			for ; len(days) > 0 && days[0].mention.Start < to; days = days[1:] {
				if s == nil && days[0].mention.Start >= from {
					s = &days[0]
				}
			}
			if s == nil {
				continue
			}
			trimmed := strings.TrimRight(line, " \n).]")
			ends := kind == outline.Item && s.mention.End-from >= len(trimmed) && len(line) < 200 && s.mention.Start > from
			if s.mention.Start-from > 2 && !ends || kind == outline.Item && from > 0 {
				continue
			}
			r, ok := f.dated(s, named[u.sec])
			if !ok {
				continue
			}
			if n := len(out); n > 0 && !out[n-1].line {
				out[n-1].stop = i
			}
			r.unit, r.stop = i, i+1
			if r.line = kind == outline.Paragraph && (from > 0 || to < len(u.block.Text.Plain)); r.line {
				to = max(from+len(strings.TrimRight(line, "\n")), s.mention.End) // a day may go on in the next line
			} else {
				to = len(u.text.Plain)
			}
			if r.head = u.text.Slice(s.mention.End, to); ends && s.mention.Start-from > 2 {
				r.head = u.text.Slice(from, s.mention.Start)
				r.head = r.head.Slice(0, len(strings.TrimRight(r.head.Plain, entryEdges+"(")))
			}
			if n := len(out); n > 0 && out[n-1].date == r.date {
				out[n-1].more, out[n-1].stop = append(out[n-1].more, r.head), r.stop
				continue
			}
			out = append(out, r)
		}
	}
	if n := len(out); n > 0 && !out[n-1].line {
		last := &out[n-1]
		for last.stop < len(f.units) && f.units[last.stop].sec == f.units[last.unit].sec && f.units[last.stop].block.Kind == outline.Item {
			last.stop++
		}
	}
	return out
}

// dated makes a record of a day, in the year of its heading when it names none.
func (f *facts) dated(s *stated, named years) (record, bool) {
	m := s.mention
	if m.Month == 0 && m.Day == 0 || m.Relative.Unit != when.Absolute {
		return record{}, false
	}
	if m.Year == 0 {
		m.Year = named.of(m)
	}
	if m.Year == 0 || m.Day == 0 {
		return record{}, false
	}
	r := m.Resolve(f.ref)
	if !r.Date.IsDay() {
		return record{}, false
	}
	said := content.Evidence{Field: "date", Value: string(r.Date), Path: f.path, Line: s.line, Text: m.Text, Rule: r.Rule}
	if s.mention.Year == 0 {
		said.Rule += "; the year is the heading's"
	}
	return record{date: r.Date, said: said}, true
}

// Limits on what stands beside the records of a list, in bytes: more for each
// record, and most beside a table that names its columns.
const (
	besideList   = 400
	besideRecord = 100
	besideTable  = 6000
)

// mostlyRecords reports whether a document says little else than its records, and
// the next meetup after them, and no other day that would be an event's.
func (f *facts) mostlyRecords(records []record) bool {
	days := map[content.Date]bool{}
	for _, r := range records {
		days[r.date] = true
	}
	next, ok := f.nextSection()
	ok = ok && next.ahead(records)
	beside, at := 0, 0
	for i := range f.units {
		if ok && i >= next.unit && i < next.stop {
			continue
		}
		for at < len(records) && records[at].stop <= i {
			at++
		}
		u := &f.units[i]
		if at < len(records) && records[at].unit <= i && (u.sec == f.units[records[at].unit].sec || u.block.Kind == outline.Row) || u.block.Kind == outline.Heading || u.block.Header {
			continue
		}
		for _, s := range f.daysOf(i, i+1) {
			if s.weight >= 4 && s.mention.Day > 0 && !s.weak && !days[s.reading.Date] {
				return false
			}
		}
		beside += len(u.low)
	}
	limit := besideList + besideRecord*len(records)
	if g := records[0].grid; g != nil && g.named {
		limit = besideTable
	}
	return beside <= limit
}

// inOrder reports whether the days of each section go up, or down, by
// themselves, but for one in a long list.
func (f *facts) inOrder(records []record) bool {
	for from := 0; from < len(records); {
		to := from + 1
		for to < len(records) && f.units[records[to].unit].sec == f.units[records[from].unit].sec {
			to++
		}
		up, down := 0, 0
		for i := from + 1; i < to; i++ {
			if records[i].date > records[i-1].date {
				up++
			} else {
				down++
			}
		}
		if odd := min(up, down); odd > 1 || odd == 1 && to-from < 6 {
			return false
		}
		from = to
	}
	return true
}
