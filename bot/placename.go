package bot

import "meetupbot/schedule"

// PlaceName is what a place is called where its platform shows it no other way:
// "slack:C0123456789", "direct messages (slack)", "the server's list of events
// (discord)". Whose direct messages they are is nobody else's business.
func PlaceName(p schedule.Place) string {
	if _, ok := p.Person(); ok {
		return "direct messages (" + p.Platform + ")"
	}
	if _, ok := p.Server(); ok {
		return "the server's list of events (" + p.Platform + ")"
	}
	return p.String()
}
