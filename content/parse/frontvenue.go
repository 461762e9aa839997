package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

var (
	addressNames = strings.Fields(`address adresse direccion adres indirizzo adresa street strasse venueaddress eventaddress locationaddress address1 streetaddress 住所`)
	townNames    = strings.Fields(`city town stadt ville ciudad stad locality addresslocality mesto citta`)
	postalNames  = strings.Fields(`postalcode zip zipcode plz postcode codepostal codigopostal`)
)

// noPlace stand where a place would.
var noPlace = words(`false true none null no n/a na - ?`)

// frontVenue reads the place from a key of its own: a text, a record, or an id
// by which another document of the source knows it.
func (d *draft) frontVenue() bool {
	v := d.front.Find(venueNames...)
	if v != nil && (v.Kind == tree.Null || noPlace[tree.Fold(v.Text)]) {
		v = nil
	}
	if v == nil {
		v = d.front.Find("event").Find(venueNames...)
	}
	if v == nil && d.row {
		return d.rowHost()
	}
	if v == nil {
		return false
	}
	if v.Kind == tree.List { // several, of which the others look in from afar
		if len(v.List) == 0 {
			return false
		}
		v = v.List[0]
	}
	at := v
	if found := d.taught.known.find(aPlace, v); found != nil {
		at = found
	}
	name, where := oneLine(at.Text), ""
	switch {
	case at.Kind == tree.Object:
		if name = nameOf(at); name == "" {
			name = at.FindStr("title", "venue", "place")
		}
		where = addressOf(at)
		if name == "" {
			name, where = where, ""
		}
	default:
		where = addressOf(d.front)
		if first, rest, ok := strings.Cut(name, ","); ok && where == "" && d.row && !streetWord.MatchString(first) && !strings.HasPrefix(name, "http") {
			name, where = first, rest
		}
	}
	if bareID(name) {
		return false // another program's number for the place
	}
	if townOnly(join(name, where, ", ")) || at.Kind == tree.Object && nameOf(at) == "" && at.Find(addressNames...) == nil && at.FindStr("title", "venue", "place") == "" {
		return d.row && d.rowHost() // "London, UK" says in which town, not where
	}
	text := oneLine(v.Text)
	if text == "" {
		text = name
	}
	return d.setVenue(name, where, v.Line, text, d.keyRule("the place"))
}

// rowHost reads the place of a record that says who hosts the event, or that
// it is online.
func (d *draft) rowHost() bool {
	for _, n := range []string{"online", "virtual", "remote", "isonline"} {
		if f := d.front.Find(n); f != nil && (strings.EqualFold(f.Text, "true") || strings.EqualFold(f.Text, "yes")) {
			return d.setVenue("Online", "", f.Line, f.Text, d.keyRule(n))
		}
	}
	v := d.front.Find("host", "gastgeber", "hostedby", "hosts", "hosting")
	if v == nil {
		for _, x := range d.sponsorsSaid() { // {company: Acme, role: venue}
			if role := x.FindStr("role", "type", "what", "for", "kind"); hostRoles[tree.Fold(role)] {
				return d.setVenue(d.orgOf(x), "", x.Line, role, d.keyRule("who gives the room"))
			}
		}
		return false
	}
	name := oneLine(v.Text)
	if at := d.taught.known.find(aCompany, v); at != nil {
		name = nameOf(at)
	}
	if name == "" || shaped(name) == 2 || d.taught.known.find(aPerson, v) != nil {
		return false
	}
	return d.setVenue(name, strings.TrimPrefix(addressOf(d.front), name+", "), v.Line, v.Text, d.keyRule("who hosts"))
}

// bareID reports whether what stands for a place is no more than a number by
// which some program knows it, or the code of a country.
func bareID(name string) bool {
	if len(name) == 2 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z' {
		return true
	}
	return len(name) > 4 && strings.Trim(name, "0123456789") == ""
}

var (
	sponsorNames = strings.Fields(`sponsors sponsor sponsoren patrocinadores sponsoredby partenaires`)
	hostRoles    = words(`venue host room location space raum lieu lugar`)
)

// sponsorsSaid are the sponsors that a key lists, or names by what they give:
// {food: Acme, venue: Boxwood}.
func (d *draft) sponsorsSaid() []*tree.Value {
	v := d.front.Find(sponsorNames...)
	if v == nil || v.Kind != tree.Object || nameOf(v) != "" || v.Find("company", "sponsor", "role", "url") != nil {
		return itemsOf(v)
	}
	var out []*tree.Value
	for _, f := range v.Fields {
		for _, x := range f.Value.Items() {
			fields := append(slices.Clone(x.Fields), tree.TextField("role", f.Line, f.Name))
			if x.Kind == tree.Text {
				fields = append(fields, tree.TextField("company", f.Line, x.Text))
			}
			out = append(out, &tree.Value{Kind: tree.Object, Line: f.Line, Fields: fields})
		}
	}
	return out
}

// orgOf is the company that a text, a record or an id names.
func (d *draft) orgOf(v *tree.Value) string {
	if v.Kind == tree.Object && nameOf(v) == "" {
		v = v.Find("company", "sponsor", "org", "organisation", "organization")
	}
	switch org := d.taught.known.find(aCompany, v); {
	case org != nil:
		return nameOf(org)
	case v == nil:
		return ""
	case v.Kind == tree.Object:
		return nameOf(v)
	}
	return oneLine(v.Text)
}

// addressOf is the address that a record gives, without its name.
func addressOf(v *tree.Value) string {
	at := v.Find(addressNames...)
	if at != nil && at.Kind == tree.Object {
		if s := at.FindStr("display", "full", "formatted", "text", "label"); s != "" {
			return oneLine(s)
		}
		if s := join(at.FindStr(addressNames...), townOf(at), ", "); s != "" {
			return s
		}
		return ""
	}
	street := ""
	if at != nil {
		street = oneLine(at.Text)
	}
	town := townOf(v)
	if street == "" && v.Kind == tree.Object && len(v.Fields) > 12 || strings.Contains(content.Fold(street), content.Fold(v.FindStr(townNames...))) && v.FindStr(townNames...) != "" {
		return street
	}
	return join(street, town, ", ")
}

func townOf(v *tree.Value) string {
	return join(v.FindStr(postalNames...), v.FindStr(townNames...), " ")
}
