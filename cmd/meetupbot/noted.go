package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// noteRound keeps, at most once a minute, when the runner last went round, and
// how the platforms are connected: so the command line can tell, beside us.
// Whether that could be kept, and what the round had to keep, is what readiness
// tells of the database.
func (s *service) noteRound(ctx context.Context) func(schedule.Now, error) {
	var noted time.Time
	return func(now schedule.Now, err error) {
		if err == nil && !s.rounded.Swap(true) {
			s.log.Info("ready")
		}
		doubted := errors.Is(err, schedule.ErrClock)
		if s.doubted.Swap(doubted) {
			noted = time.Time{} // that it is believed again is noted at once
		}
		if doubted {
			if err := s.note(ctx, bot.CircuitsNote, s.runner.Circuits(now)); err != nil && ctx.Err() == nil {
				s.log.Warn("cannot note that the clock is not believed", "err", err)
			}
			return
		}
		if err != nil {
			s.unwritable.Store(true)
			return
		}
		if now.Real.Sub(noted) < s.delays.Note && !s.unwritable.Load() {
			return
		}
		noted = now.Real
		err = errors.Join(
			s.db.SetNote(ctx, bot.RoundNote, now.Product.Format(time.RFC3339)),
			s.note(ctx, bot.ConnectionsNote, s.connections()),
			s.note(ctx, bot.CircuitsNote, s.runner.Circuits(now)))
		s.unwritable.Store(err != nil)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("cannot note the last round", "err", err)
		}
	}
}

// note keeps a value as JSON.
func (s *service) note(ctx context.Context, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("note %q: %w", name, err)
	}
	return s.db.SetNote(ctx, name, string(text))
}
