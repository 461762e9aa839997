package parse

import (
	"bytes"
	"fmt"
	"html"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/feed"
	"meetupbot/content/parse/front"
	"meetupbot/content/parse/ics"
	"meetupbot/content/parse/markup"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// Limits on what strangers write.
const (
	maxDocumentBytes = 1 << 20
	maxUnitBytes     = 16 << 10 // what follows in a paragraph is left unread
	maxDescription   = 64 << 10 // that a calendar or page states of one event
	maxTalks         = 2_000    // of one event
	maxPeople        = 1_000    // of one event
	maxDays          = 100      // of a paragraph
)

// facts are what one document says, read for itself: nothing is decided yet.
type facts struct {
	path     string
	err      error
	warnings []string
	data     bool // a data file or calendar: kind and events are what it states
	kind     content.Kind
	events   []content.Event
	front    *tree.Value
	speaker  *tree.Value // the first of its fields that name who speaks ...
	asked    *tree.Value // ... and the front matter in which it was looked for
	rows     *tree.Value // of a data file ...
	found    []row       // ... the records of events
	several  bool        // ... more than one, those counted that are left out
	source   []byte      // ... its bytes, where there are none
	stamps   []place     // ... and their times that are written as UTC
	tree     *outline.Tree
	units    []unit
	title    said

	published  time.Time     // when it was published, in its own offset
	publishDay content.Date  // ... or only the day
	publishKey bool          // a key of the front matter says so
	publishWay string        // the place that it was taken from, which may turn out to hold the event's day; ""
	order      when.Order    // that the values of keys prove
	back       bool          // it looks back more than ahead
	places     []place       // the places outside of the text that hold a day
	clock      content.Clock // when it begins, as a key of its own says ...
	stop       content.Clock // ... and ends
	clockSaid  said
	stopSaid   said
	unread     []said         // values of keys for the event's day that name none
	days       []stated       // the days that title and text state
	ref        when.Reference // what the text's dates were read with ...
	titleRef   when.Reference // ... and the title's
	tongues    []*tongue      // the languages of the text, once they are asked for
	class      string         // what the front matter calls the document: "event", "article"
	feed       bool           // it is a feed ...
	items      []*facts       // ... with these entries
	entry      *feed.Entry    // which it is of a feed
	marked     []marked       // the events that the page states in a form for programs ...
	main       *marked        // ... and the one that it is about
	beside     *marked        // or the only one, if it is about something else

	// of the record of an event in a data file
	row       bool
	alone     bool              // it is the file's only one
	rowOrder  when.Order        // of numeric dates in its keys
	uploaded  []said            // days that may be those of its publishing
	offset    *offset           // an offset that is not the zone's
	backwards *content.Evidence // a day of the end that is before the beginning
	zoneless  bool              // its time is an instant, and nothing says where
}

// said is a piece of text with where it stands.
type said struct {
	text string
	line int // 0: from the path
	rule string
}

// A unit is a block of text in its surroundings.
type unit struct {
	sec     *outline.Section
	role    role
	block   *outline.Block
	text    outline.Text // line breaks as spaces
	low     string       // lower case, for looking up phrases
	hinting              // what its words hint at
	next    bool         // it speaks of the meetup after the one reported
	passing bool         // ... in passing, below a heading that is not about it
}

// A stated day is one that the title or the text names.
type stated struct {
	unit    int // index of the unit; -1 the title
	mention when.Mention
	reading when.Reading
	label   bool // it stands beside "when" or "date"
	next    bool
	timed   bool // its sentence says at which time, too
	withUs  bool // ... and speaks of those who write
	told    bool // it is the month in which a report says at its beginning that the event was
	weight  int  // how much its surroundings speak for the event's day
	line    int
	standing
	from, to int          // where the mentions beside it end and begin
	last     content.Date // the last day, where that is said apart
}

func readFacts(d Document, h Hints) *facts {
	f := &facts{path: d.Path}
	if isCalendar(d.Path, d.Data) {
		d.Data = ics.Mend(d.Data)
	}
	data, err := f.clean(d.Data)
	if err != nil {
		f.err = err
		return f
	}
	if isData(d.Path) && !isPageOf(d.Path, data) {
		f.data = true
		f.readFormat(data, h)
		return f
	}
	fields, body, line, err := front.Split(d.Path, data)
	if err != nil {
		f.err = err
		return f
	}
	f.front = fields
	if f.leaveOut() {
		f.data = true
		return f
	}
	if fields == nil && looksLikeData(body) {
		f.data = true
		f.readFormat(body, h)
		return f
	}
	f.tree, err = outline.Parse(path.Base(d.Path), markup.Markdown(d.Path, body), line)
	if err != nil {
		f.err = &content.DocumentError{Path: d.Path, Line: line, Problem: err.Error(), Fix: "simplify it, or leave it out of the source"}
		return f
	}
	f.addRichTexts()
	f.findUnits()
	f.sayChanged()
	f.findTitle()
	f.title.text = html.UnescapeString(f.title.text[:unitEnd(f.title.text)])
	f.findClass()
	f.findPublished()
	f.findMarked(body, line, h)
	f.findPlaces(h)
	f.findDays()
	return f
}

// clean refuses what is no text and mends what nearly is.
func (f *facts) clean(data []byte) ([]byte, error) {
	fail := func(line int, problem, fix string) ([]byte, error) {
		return nil, &content.DocumentError{Path: f.path, Line: line, Problem: problem, Fix: fix}
	}
	if len(data) > maxDocumentBytes {
		return fail(0, fmt.Sprintf("the document has %d bytes, more than 1 MiB", len(data)), "split it, or leave it out of the source")
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return fail(1, "the document is written in UTF-16", "save it as UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return fail(0, "the document is empty", "write it, or remove the file")
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return fail(1+bytes.Count(data[:i], []byte{'\n'}), "the document holds a NUL byte: it is no text, or was cut off", "save it again as UTF-8 text")
	}
	if line := brokenLine(data); line > 0 {
		text, guessed, ok := inUTF8(data)
		switch {
		case !ok:
			f.warn(line, "bytes that are no UTF-8 were replaced")
			text = bytes.ToValidUTF8(data, []byte("\ufffd"))
		case guessed != "":
			f.warn(line, "the document is no UTF-8 and does not say what it is: it was read as "+guessed)
		}
		data = text
	}
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		if bytes.IndexByte(data, '\r') >= 0 {
			data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
		}
	}
	if i, piled := illegibleAt(data); i >= 0 {
		what := "control characters, or ones that turn the direction of writing, were left out"
		if piled {
			what = "accents that pile up on one letter were left out"
		}
		f.warn(1+bytes.Count(data[:i], []byte{'\n'}), what)
		data = []byte(legible(string(data)))
	}
	return data, nil
}

func (f *facts) warn(line int, what string) {
	f.warnings = append(f.warnings, fmt.Sprintf("%s:%d: %s", f.path, line, what))
}

// findUnits lists the blocks of the text in their order.
func (f *facts) findUnits() {
	roles := map[*outline.Section]role{}
	awaited := false // a heading for speakers has nothing below it yet
	var name func(s *outline.Section, above role, others bool)
	name = func(s *outline.Section, above role, others bool) {
		if len(s.Heading.Plain) > maxUnitBytes {
			s.Heading = s.Heading.Slice(0, unitEnd(s.Heading.Plain))
		}
		r := roleOf(s.Heading.Plain)
		others = others || r == aside && s.Level > 1 && ofOthers(s.Heading.Plain)
		if others {
			r = aside // releases and other groups' evenings, whatever their headings
		}
		if r == plain && (s.Level == 7 || above == coming || above == programme || above == speaking && s.Level > 2) {
			r = above
		}
		card := r == plain && awaited && shaped(s.Heading.Plain) > 0
		if card {
			r = speaking // a page's cards have the names as headings of the same rank
		}
		awaited = card || r == speaking && len(s.Sections) == 0 && !slices.ContainsFunc(s.Blocks, func(b *outline.Block) bool { return b.Kind != outline.Heading && b.Text.Plain != "" })
		roles[s] = r
		for _, sub := range s.Sections {
			name(sub, r, others)
		}
	}
	name(f.tree.Root, plain, false)
	f.units = slices.Grow(f.units, f.tree.Root.Len())
	for sec, block := range f.tree.Root.All() {
		if len(block.Text.Plain) > maxUnitBytes {
			f.warn(block.Text.Line, "a paragraph longer than 16 KiB was read only in part")
			block.Text = block.Text.Slice(0, unitEnd(block.Text.Plain))
		}
		flat := block.Text.Flat()
		low := strings.ToLower(flat.Plain)
		u := unit{sec: sec, role: roles[sec], block: block, text: flat, low: low, hinting: hintsIn(low)}
		if at := u.nextSentence(); at > 0 {
			now, next := u.cut(at)
			f.units = append(f.units, now, next)
			continue
		}
		f.units = append(f.units, u)
	}
}

// unitEnd returns how much of a text is read.
func unitEnd(s string) int {
	if len(s) <= maxUnitBytes {
		return len(s)
	}
	end := maxUnitBytes
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return end
}

func (f *facts) findTitle() {
	if v := f.front.Find("title", "titel", "titre", "titulo", "name"); v != nil && v.Text != "" {
		f.title = said{strings.TrimSpace(v.Text), v.Line, "front matter: title"}
		return
	}
	if f.front != nil && f.front.Find("talks") != nil {
		return
	}
	if f.tree.Meta["title"] != "" {
		f.title = f.titleOfPage()
		return
	}
	if s := firstHeading(f.tree.Root, 2); s != nil && (roleOf(s.Heading.Plain) == plain || labelsTitle(s.Heading.Flat())) {
		f.title = said{s.Heading.Flat().Plain, s.Heading.Line, "the first heading"}
	}
}

// talkClass is the class of documents that are the page of one talk, by their
// layout.
const talkClass = "talk"

var talkPages = words(`talk talks vortrag charla lezing palestra`)

// labelsTitle reports whether a heading is a title that says of itself what it is
// of: "Workshop: Owls by hand".
func labelsTitle(h outline.Text) bool {
	l, _, rest := readLabel(h)
	return (l == titleLabel || l == topicLabel) && length(rest.Plain) > 1
}

// findClass reads what the front matter says the document is.
func (f *facts) findClass() {
	for _, key := range []string{"category", "categories", "kategorie", "type", "layout", "template"} {
		v := f.front.Find(key)
		if v == nil {
			continue
		}
		texts := []string{v.Text}
		for _, x := range v.List {
			texts = append(texts, x.Text)
		}
		for _, t := range texts {
			for _, w := range content.Words(t) {
				if eventClass[w] {
					f.class = "event"
					return
				}
				switch w {
				case "article", "articles", "news", "artikel", "blog", "noticias", "actualites", "page", "job", "jobs":
					if f.class == "" {
						f.class = "article"
					}
				}
			}
		}
	}
	if f.class == "" && f.front != nil && inCollection(f.path) {
		f.class = "event"
	}
	if layout := f.front.FindStr("layout", "type", "template"); f.class == "" && talkPages[tree.Fold(layout)] {
		f.class = talkClass
	}
}

// appoints reports whether the front matter says where or at what time
// something takes place: its date is then hardly that of writing.
func (f *facts) appoints() bool {
	if f.clock != "" || f.programmed() {
		return true
	}
	v := f.front.Find(venueNames...)
	return v != nil && v.Kind != tree.Null && !noPlace[tree.Fold(v.Text)] && (v.Text != "" || v.Kind == tree.Object)
}

// programmed reports whether the front matter holds a programme in which somebody
// speaks, or that says how long each part takes, beside a date with a time at
// which people meet.
func (f *facts) programmed() bool {
	v := f.front.Find(listNames...)
	if v == nil || len(v.List) == 0 {
		return false
	}
	at := f.front.Find("date")
	if at == nil {
		return false
	}
	if d, ok := readDay(at.Text, when.Reference{}); !ok || d.odd || d.clock == "" || d.clock == "00:00" || d.clock.Minutes()%15 != 0 {
		return false
	}
	for _, it := range v.List {
		if it.Kind == tree.Object && rowTitle(it).text != "" && (it.Find(speakerKeys...) != nil || it.Find("duration", "length", "dauer", "duree", "duracion", "minutes") != nil) {
			return true
		}
	}
	return false
}

// eventClass are words by which a document calls itself an event.
var eventClass = words(`event events veranstaltung veranstaltungen termin termine evenement evenements evento eventos evenementen meeting meetings meetup meetups stammtisch rencontre actividades`)

// inCollection reports whether a document stands in a folder that a site
// generator keeps for events alone: "_meetups/031.md".
func inCollection(path string) bool {
	for folder := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(folder, "_"); ok && eventClass[content.Fold(name)] {
			return true
		}
	}
	return false
}
