package parse

import "meetupbot/content"

// Pages knows which addresses are of no single event: those that events of
// several days of a source share are pages of the group. The zero value has seen
// no event.
type Pages struct {
	day    map[string]content.Date
	shared map[string]bool
}

// See takes note of an event of the source.
func (p *Pages) See(e *content.Event) {
	if e.Origin.URL == "" || e.Date == "" || e.Origin.UID != "" {
		return
	}
	if p.day == nil {
		p.day, p.shared = map[string]content.Date{}, map[string]bool{}
	}
	if other, ok := p.day[e.Origin.URL]; ok && other != e.Date {
		p.shared[e.Origin.URL] = true
	}
	p.day[e.Origin.URL] = e.Date
}

// Drop takes the address from an event that shares it, once all were seen.
func (p *Pages) Drop(e *content.Event) {
	if p.shared[e.Origin.URL] && e.Origin.UID == "" {
		e.Origin.URL = ""
	}
}
