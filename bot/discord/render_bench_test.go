package discord

import (
	"testing"

	"meetupbot/bot/bottest"
)

// BenchmarkRender is what an answer costs before it is sent.
func BenchmarkRender(b *testing.B) {
	for _, s := range bottest.Replies() {
		switch s.Name {
		case "event-card", "event-card-wide", "speaker", "event-list", "reminder", "event-card-hostile":
		default:
			continue
		}
		b.Run(s.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				render(s.Reply)
			}
		})
	}
}
