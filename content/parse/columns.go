package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// A column is what a column of a table of meetups holds.
type column int

const (
	otherColumn column = iota
	dayColumn
	timeColumn
	titleColumn
	peopleColumn
	companyColumn
	venueColumn
	linkColumn
	numberColumn
)

// columnNames are folded names of columns that name no label of a talk.
var columnNames = func() map[string]column {
	m := map[string]column{}
	for c, list := range map[column]string{
		dayColumn:    `date, dates, day, when, datum, wann, tag, termin, termine, quand, jour, fecha, cuando, dia, data, quando, giorno, wanneer, dag, den, kdy, month, monat, mois, mes, mese, maand, 日付, 日程, 日時, 開催日, 日`,
		timeColumn:   `time, start, uhrzeit, zeit, beginn, heure, hora, ora, orario, tijd, cas, 時間, 時刻, 開始`,
		venueColumn:  `where, venue, location, place, host, room, ort, wo, veranstaltungsort, raum, lieu, salle, ou, lugar, donde, sala, luogo, dove, sede, locatie, waar, zaal, local, onde, misto, kde, 会場, 場所`,
		linkColumn:   `links, link, slides, video, videos, slides video, recording, recordings, folien, aufzeichnung, material, materials, materialien, supports, diapositivas, enlaces, aufnahme, notes, code, rsvp, registration, anmeldung, meetup, event page, 資料, 動画, リンク`,
		numberColumn: `no, nr, number, nummer, num, id, edition, ausgabe, 回, 番号`,
	} {
		for _, name := range strings.Split(list, ",") {
			m[strings.TrimSpace(name)] = c
		}
	}
	return m
}()

// namedColumn tells what a column holds by its name.
func namedColumn(name string) column {
	if c, ok := columnNames[content.Fold(name)]; ok {
		return c
	}
	switch columnOf(name) {
	case "title":
		return titleColumn
	case "people":
		return peopleColumn
	case "company":
		return companyColumn
	}
	if strings.Trim(name, "# .°") == "" && name != "" {
		return numberColumn
	}
	return otherColumn
}

// A grid is a table of which one column holds days.
type grid struct {
	from, to int // its rows are units from one up to before the other
	columns  []column
	named    bool // its columns have names
	days     int  // rows with a day
}

// at returns the cell of a row's first column that holds something.
func (g *grid) at(row *outline.Block, c column) outline.Text {
	for i, x := range g.columns {
		if x == c && i < len(row.Cells) {
			return row.Cells[i]
		}
	}
	return outline.Text{}
}

// grids finds the tables of which one column holds days.
func (f *facts) grids() []grid {
	var out []grid
	for i := 0; i < len(f.units); i++ {
		if f.units[i].block.Kind != outline.Row {
			continue
		}
		g := grid{from: i}
		for g.to = i; g.to < len(f.units) && f.units[g.to].block.Kind == outline.Row && f.units[g.to].sec == f.units[i].sec && (g.to == i || !f.units[g.to].block.Header); g.to++ {
		}
		i = g.to - 1
		if f.columnsOf(&g) {
			out = append(out, g)
		}
	}
	return out
}

// columnsOf finds what the columns of a table hold, by their names and by what
// stands in them; false where none holds days.
func (f *facts) columnsOf(g *grid) bool {
	first := f.units[g.from].block
	width := len(first.Cells)
	for i := g.from; i < g.to; i++ {
		width = max(width, len(f.units[i].block.Cells))
	}
	g.columns = make([]column, width)
	names := 0
	for c, cell := range first.Cells {
		if g.columns[c] = namedColumn(cell.Plain); g.columns[c] != otherColumn {
			names++
		}
	}
	if g.named = first.Header || names >= 2 && names*2 >= len(first.Cells); g.named {
		g.from++
	} else {
		clear(g.columns)
	}
	day, most := -1, 0
	for c := range g.columns {
		if g.columns[c] != otherColumn && g.columns[c] != dayColumn && g.columns[c] != timeColumn {
			continue
		}
		n := 0
		for i := g.from; i < g.to; i++ {
			if f.dayOfCell(i, c) != nil {
				n++
			}
		}
		if n > most {
			day, most = c, n
		}
	}
	if day < 0 || most < leastDated {
		return false
	}
	for c := range g.columns {
		if g.columns[c] == dayColumn && c != day {
			g.columns[c] = otherColumn
		}
	}
	g.columns[day], g.days = dayColumn, most
	f.guessColumns(g)
	return slices.Contains(g.columns, titleColumn) || slices.Contains(g.columns, peopleColumn)
}

// dayOfCell returns the day with which a cell of a row begins, or nil.
func (f *facts) dayOfCell(unit, cell int) *stated {
	u := &f.units[unit]
	if cell >= len(u.block.Cells) || u.block.Cells[cell].Plain == "" {
		return nil
	}
	from := 0
	for _, c := range u.block.Cells[:cell] {
		if c.Plain != "" {
			from += len(c.Plain) + len(" | ")
		}
	}
	to := from + len(u.block.Cells[cell].Plain)
	days := f.daysOf(unit, unit+1)
	for k := range days {
		s := &days[k]
		if s.mention.Start >= from && s.mention.End <= to && s.mention.Relative.Unit == when.Absolute && s.mention.Start-from <= 8 && 3*len(s.mention.Text) >= to-from {
			return s
		}
	}
	return nil
}

// guessColumns finds by their cells what the unnamed columns hold.
func (f *facts) guessColumns(g *grid) {
	longest, size := -1, 0
	for c := range g.columns {
		if g.columns[c] != otherColumn {
			continue
		}
		filled, times, people, numbers, bytes := 0, 0, 0, 0, 0
		values := map[string]bool{}
		for i := g.from; i < g.to; i++ {
			cells := f.units[i].block.Cells
			if c >= len(cells) || cells[c].Plain == "" {
				continue
			}
			s := cells[c].Plain
			filled++
			bytes += len(s)
			values[s] = true
			switch {
			case strings.Trim(s, "#0123456789. ") == "":
				numbers++
			case len(s) < 20 && clockOf(s) != "":
				times++
			case peopleScore(cells[c].Flat(), nil) > 1 && len(readPeople(cells[c].Flat(), nil)) > 0:
				people++
			}
		}
		switch {
		case filled == 0:
		case numbers*2 > filled:
			g.columns[c] = numberColumn
		case times*2 > filled:
			g.columns[c] = timeColumn
		case people*2 > filled && !slices.Contains(g.columns, peopleColumn):
			g.columns[c] = peopleColumn
		case filled > 2 && len(values)*2 <= filled && bytes/filled < 60 && g.named:
			g.columns[c] = venueColumn
		case bytes/filled > size:
			longest, size = c, bytes/filled
		}
	}
	if longest >= 0 && !slices.Contains(g.columns, titleColumn) {
		g.columns[longest] = titleColumn
	}
}
